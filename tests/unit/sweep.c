/* Proves that the quick way of a filter through many rows finds, in their order, just the rows that the table of fields would:
 * typed key by key or at once, in any order of rows, and when more kinds of rows are there than have a number. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/model/filter.h"
#include "core/model/search.h"
#include "core/model/sweep.h"
#include "tests/unit/floor.h"

/* --- what the table of fields says --- */

static bool field_holds(const Catalog *cat, const Alias *alias, FieldId field, const FilterWord *word)
{
	char shown[1100];
	size_t length = fields[field].show(cat, alias, shown, sizeof shown);
	if (word->empty)
		return length == 0;
	return fields[field].contains ? fields[field].contains(cat, alias, word->folded) : search_finds(shown, length, word->folded);
}

static bool word_holds(const Catalog *cat, const Alias *alias, const FilterWord *word)
{
	bool holds = false;
	for (FieldId field = 0; field < FIELD_COUNT; field++)
		holds = holds || ((word->field == FIELD_COUNT || word->field == field) && field_holds(cat, alias, field, word));
	return holds != word->excludes;
}

static size_t run_plainly(const Filter *filter, const Catalog *cat, const uint32_t *in, size_t count, uint32_t *out)
{
	size_t found = 0;
	for (size_t i = 0; i < count; i++) {
		bool matches = true;
		for (size_t word = 0; word < filter->count && matches; word++)
			matches = word_holds(cat, &cat->aliases[in[i]], &filter->words[word]);
		if (matches)
			out[found++] = in[i];
	}
	return found;
}

static void assert_same(const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count)
{
	assert_int_equal(a_count, b_count);
	assert_memory_equal(a, b, a_count * sizeof *a);
}

/* --- floors --- */

static const char *const protocols[] = { "SIP", "PJSIP", NULL }, *const flags[] = { "Y", "N", NULL };
static const char *const pieces[] = { "8", "3", "A", "B", "é", "E", "/", "1", " ", "x", "Ω", "-", "\xff", "desk", "o\u0301" };

static void random_text(char *out, int most)
{
	*out = '\0';
	for (int left = rand() % most; left > 0; left--)
		strcat(out, pieces[(size_t)rand() % (sizeof pieces / sizeof *pieces)]);
}

static Catalog *random_floor(int rows)
{
	GroupScope scope;
	group_scope_parse(&scope, " SALES NIGHT");
	CatalogBuilder *builder = floor_begin(rand() % 2 ? &scope : NULL);
	for (int i = 0; i < rows; i++) {
		char text[200], list[60];
		snprintf(list, sizeof list, "%d", rand() % rows);
		random_text(text, 6);
		PhoneRead phone = floor_phone(list, text, floor_servers[rand() % 5].ip);
		phone.protocol = value_text(protocols[rand() % 3]);
		phone.active = value_text(flags[rand() % 3]);
		phone.user_group = value_text(rand() % 4 ? "SALES" : "RETAIN");
		catalog_add_phone(builder, &phone);
		snprintf(list, sizeof list, "%d,%d", rand() % rows, rand() % rows);
		random_text(text, 20);
		floor_add_alias(builder, text, i % 5 ? text : NULL, i % 7 ? list : NULL, i % 3 ? "SALES" : "NIGHT");
	}
	return catalog_finish(builder, 0);
}

/* Three phones of 45 that are all different, in every combination. */
static Catalog *colourful_floor(void)
{
	enum { PHONES = 45, ALIASES = PHONES * PHONES * PHONES };
	CatalogBuilder *builder = floor_begin(NULL);
	for (int i = 0; i < PHONES; i++) {
		char login[8];
		snprintf(login, sizeof login, "%d", i);
		floor_add_phone(builder, login, login, floor_servers[i % 5].ip, protocols[i / 5 % 3], flags[i / 15]);
	}
	for (int i = 0; i < ALIASES; i++) {
		char id[16], list[40];
		snprintf(id, sizeof id, "%05dx", i);
		snprintf(list, sizeof list, "%d,%d,%d", i % PHONES, i / PHONES % PHONES, i / PHONES / PHONES);
		floor_add_alias(builder, id, "Desk", list, "SALES");
	}
	return catalog_finish(builder, 0);
}

static Catalog *large_floor(size_t rows)
{
	CatalogBuilder *builder = floor_begin(NULL);
	for (size_t i = rows; i-- > 0;) {
		char id[16], login[16], extension[16], name[32];
		snprintf(id, sizeof id, "%05zux", i);
		snprintf(login, sizeof login, "%05zua", i);
		snprintf(extension, sizeof extension, "%zu", i);
		snprintf(name, sizeof name, "Desk %05zu", (i * 7919) % rows);
		floor_add_phone(builder, login, extension, floor_servers[i % 5].ip, i % 2 ? "SIP" : "PJSIP", "Y");
		floor_add_alias(builder, id, name, login, i % 4 ? "SALES" : "NIGHT");
	}
	return catalog_finish(builder, 0);
}

static uint32_t *rows_of(const Catalog *cat)
{
	uint32_t *rows = mem_take((cat->alias_count + 1) * sizeof *rows);
	for (size_t i = 0; i < cat->alias_count; i++)
		rows[i] = (uint32_t)i;
	return rows;
}

/* --- tests --- */

static void a_text_is_searched_sixteen_places_at_once_as_byte_by_byte(void **state)
{
	(void)state;
	srand(85);
	for (int i = 0; i < 20000; i++) {
		char text[200 + SEARCH_PAST] = "", word[60], folded[80];
		random_text(text, 24);
		random_text(word, 6);
		size_t length = strlen(text);
		strcpy(text + length, "\0008desk 3xm8");      /* of the next row */
		search_fold(folded, sizeof folded, word, strlen(word));
		Search search = search_for(folded);
		assert_int_equal(search_in(&search, text, length), search_finds(text, length, folded));
	}
}

static void type_keys(const Catalog *cat, const uint32_t *order)
{
	static const char *const keys[] = { "8", "3", "a", "E", "é", "/", "1", "2", " ", " ", "x", "-", "\"", "?", "mi", "desk", "y",
	                                    "dialer", " server:", " -name:", " ext:", " active:", " proto:", " id:", " group:",
	                                    " phones:\"\"" };
	uint32_t *shown = rows_of(cat), *plain = rows_of(cat);
	size_t count = filter_run(&(Filter){ 0 }, cat, order, cat->alias_count, shown);
	char typed[100] = "";
	Filter was = { 0 }, next, rest;
	for (int key = 0; key < 10; key++, was = next) {
		strcat(typed, keys[(size_t)rand() % (sizeof keys / sizeof *keys)]);
		filter_parse(&next, typed);
		filter_rest(&rest, &was, &next);
		count = filter_narrows(&was, &next) ? filter_run(&rest, cat, shown, count, shown) :
		        filter_run(&next, cat, order, cat->alias_count, shown);
		assert_same(shown, count, plain, run_plainly(&next, cat, order, cat->alias_count, plain));
	}
	mem_free(shown);
	mem_free(plain);
}

static void narrowing_key_by_key_is_filtering_anew_in_any_order(void **state)
{
	(void)state;
	srand(86);
	for (int i = 0; i < 60; i++) {
		Catalog *cat = random_floor(1 + rand() % 150);
		uint32_t *order = rows_of(cat);
		field_sort(cat, order, cat->alias_count, (FieldId)(rand() % FIELD_COUNT), rand() % 2);
		for (int line = 0; line < 10; line++)
			type_keys(cat, order);
		mem_free(order);
		catalog_free(cat);
	}
}

static void rows_of_more_kinds_than_have_a_number_are_found_all_the_same(void **state)
{
	(void)state;
	static const char *const lines[] = { "server:dialer10", "mixed", "proto:pjsip 2/3", "-active:1 closed", "-dialer 17" };
	Catalog *cat = colourful_floor();
	uint32_t *rows = rows_of(cat), *found = rows_of(cat), *plain = rows_of(cat);
	assert_int_equal(cat->kind_count, KIND_REST);
	assert_int_equal(cat->kinds[0], 0);
	assert_int_equal(cat->kinds[cat->alias_count - 1], KIND_REST);
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		Filter filter;
		filter_parse(&filter, lines[i]);
		size_t count = filter_run(&filter, cat, NULL, 0, found);
		assert_same(found, count, plain, run_plainly(&filter, cat, rows, cat->alias_count, plain));
	}
	mem_free(rows);
	mem_free(found);
	mem_free(plain);
	catalog_free(cat);
}

static void twenty_thousand_aliases_are_typed_through_in_the_order_of_their_names(void **state)
{
	(void)state;
	enum { ROWS = 20000 };
	static const char *const keys[] = { "1", "19", "199", "1999", "1999 dial", "1999 dialer2" };
	Catalog *cat = large_floor(ROWS);
	uint32_t *order = rows_of(cat), *shown = rows_of(cat), *plain = rows_of(cat);
	field_sort(cat, order, ROWS, FIELD_NAME, false);
	for (size_t i = 0; i < ROWS; i++)
		assert_int_equal(atol(cat->aliases[order[i]].name + 5), i);
	Filter was = { 0 }, next, rest;
	size_t count = filter_run(&was, cat, order, ROWS, shown);
	assert_same(shown, count, order, ROWS);
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++, was = next) {
		filter_parse(&next, keys[i]);
		assert_true(filter_narrows(&was, &next));
		filter_rest(&rest, &was, &next);
		count = filter_run(&rest, cat, shown, count, shown);
		assert_same(shown, count, plain, run_plainly(&next, cat, order, ROWS, plain));
	}
	assert_in_range(count, 1, 24);               /* 12 numbers, in IDs and in names; each fifth is on dialer2 */
	mem_free(order);
	mem_free(shown);
	mem_free(plain);
	catalog_free(cat);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_text_is_searched_sixteen_places_at_once_as_byte_by_byte),
		cmocka_unit_test(narrowing_key_by_key_is_filtering_anew_in_any_order),
		cmocka_unit_test(rows_of_more_kinds_than_have_a_number_are_found_all_the_same),
		cmocka_unit_test(twenty_thousand_aliases_are_typed_through_in_the_order_of_their_names),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
