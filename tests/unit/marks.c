/* Proves that a mark belongs to an alias: it is counted, found again, asked for by the filter, and goes along to the next reading
 * by ID; and that pasted IDs are read as people paste them. */
#include "core/base/text.h"
#include "core/model/filter.h"
#include "core/model/id_list.h"
#include "tests/unit/floor.h"

static Catalog *reading(size_t from, size_t to, size_t step)
{
	CatalogBuilder *builder = floor_begin(NULL);
	for (size_t i = from; i < to; i += step) {
		char id[20];
		text_format(id, sizeof id, "%05zux", i);
		floor_add_alias(builder, id, "Desk", "", GROUP_ALL);
	}
	return catalog_finish(builder, 42);
}

static void marks_are_counted_and_found_in_order(void **state)
{
	(void)state;
	Catalog *cat = reading(0, 200, 1);
	Marks marks = { 0 };
	marks_carry(&marks, NULL, cat);
	assert_int_equal(marks_next(&marks, 0), 200);
	marks_set(&marks, 3, true);
	marks_set(&marks, 3, true);
	marks_set(&marks, 128, true);
	marks_set(&marks, 199, true);
	assert_int_equal(marks.count, 3);
	assert_int_equal(marks_next(&marks, 0), 3);
	assert_int_equal(marks_next(&marks, 4), 128);
	assert_int_equal(marks_next(&marks, 129), 199);
	marks_set(&marks, 128, false);
	assert_int_equal(marks_next(&marks, 4), 199);
	assert_int_equal(marks_next(&marks, 200), 200);
	assert_int_equal(marks.count, 2);
	assert_false(marks_has(&marks, 5000));
	marks_free(&marks);
	catalog_free(cat);
}

static void marks_go_along_by_id_and_those_of_deleted_aliases_go(void **state)
{
	(void)state;
	Catalog *before = reading(0, 1000, 1), *now = reading(0, 1100, 2);
	Marks marks = { 0 };
	marks_carry(&marks, NULL, before);
	for (size_t i = 0; i < 1000; i += 5)
		marks_set(&marks, i, true);
	marks_carry(&marks, before, now);
	assert_int_equal(marks.count, 100);
	for (size_t i = 0; i < now->alias_count; i++)
		assert_int_equal(marks_has(&marks, i), i < 500 && 2 * i % 5 == 0);
	marks_free(&marks);
	catalog_free(before);
	catalog_free(now);
}

static void the_filter_asks_for_marked_and_for_unmarked(void **state)
{
	(void)state;
	Catalog *cat = reading(0, 10, 1);
	uint32_t shown[10];
	Marks marks = { 0 };
	Filter filter, next;
	marks_carry(&marks, NULL, cat);
	marks_set(&marks, 4, true);
	filter_parse(&filter, "Marked:");
	filter.marks = &marks;
	assert_int_equal(filter_run(&filter, cat, NULL, 0, shown), 1);
	assert_int_equal(shown[0], 4);
	filter_parse(&next, "-marked: desk");
	next.marks = &marks;
	assert_int_equal(filter_run(&next, cat, NULL, 0, shown), 9);
	assert_false(filter_narrows(&filter, &next));
	filter_parse(&next, "marked: d");
	assert_true(filter_narrows(&filter, &next));
	filter_parse(&next, "marked:x");
	assert_false(filter_asks_marks(&next));
	marks_free(&marks);
	catalog_free(cat);
}

static void pasted_ids_are_read_however_they_are_separated(void **state)
{
	(void)state;
	Arena *mem = arena_new();
	IdList list = id_list_parse(mem, "8301x\n 8302x,\t\"8303X\"; 8302X\n\n8303x 8304x");
	const char *const expected[] = { "8301x", "8302x", "8303X", "8304x" };
	assert_int_equal(list.count, 4);
	for (size_t i = 0; i < list.count; i++)
		assert_string_equal(list.ids[i], expected[i]);
	assert_int_equal(id_list_parse(mem, " \n,,\t").count, 0);
	arena_free(mem);
}

static void ten_thousand_ids_are_told_apart_from_unknown_ones(void **state)
{
	(void)state;
	Arena *mem = arena_new();
	Catalog *cat = reading(0, 20000, 2);
	Text text = { 0 };
	size_t known;
	for (size_t i = 0; i < 10000; i++)
		text_addf(&text, "%05zuX\n", i);
	IdList list = id_list_parse(mem, text.bytes), unknown = id_list_unknown(mem, &list, cat, &known);
	assert_int_equal(list.count, 10000);
	assert_int_equal(known, 5000);
	assert_int_equal(unknown.count, 5000);
	assert_string_equal(unknown.ids[0], "00001X");
	text_free(&text);
	catalog_free(cat);
	arena_free(mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(marks_are_counted_and_found_in_order),
		cmocka_unit_test(marks_go_along_by_id_and_those_of_deleted_aliases_go),
		cmocka_unit_test(the_filter_asks_for_marked_and_for_unmarked),
		cmocka_unit_test(pasted_ids_are_read_however_they_are_separated),
		cmocka_unit_test(ten_thousand_ids_are_told_apart_from_unknown_ones),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
