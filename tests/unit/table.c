/* Scrolling and selecting: the cursor is always on a row and always in sight, whatever happens to the rows. */
#include <string.h>

#include "tui/widgets/table.h"

#include "tests/tap.h"

static Table table_of(size_t count, int height)
{
	Table table = { .count = 0 };
	table_count(&table, count);
	table_show(&table, height);
	return table;
}

static void press(Table *table, const char *keys)
{
	for (const char *at = keys; *at; ) {
		size_t length = strcspn(at, " ");
		assert_true(table_key(table, &(Event){ .kind = EVENT_KEY, .key = key_find(at, length) }));
		at += length + (at[length] == ' ');
	}
}

static void expect(const Table *table, size_t at, size_t top)
{
	assert_int_equal(table->at, at);
	assert_int_equal(table->top, top);
}

static void letters_and_arrows_move_alike(void **state)
{
	Table table = table_of(100, 10);
	(void)state;
	press(&table, "Down j j k Up");
	expect(&table, 1, 0);
	press(&table, "PgDn ^F");
	expect(&table, 21, 12);
	press(&table, "PgUp ^B ^B");
	expect(&table, 0, 0);
	press(&table, "^D ^D ^U");
	expect(&table, 5, 1);
	press(&table, "G");
	expect(&table, 99, 90);
	press(&table, "g End Home");
	expect(&table, 0, 0);
}

static void the_ends_hold(void **state)
{
	Table table = table_of(3, 10), none = table_of(0, 10);
	(void)state;
	press(&table, "Up PgUp Down Down Down PgDn");
	expect(&table, 2, 0);
	press(&none, "Down End Up PgDn ^D");
	expect(&none, 0, 0);
}

static void fewer_rows_pull_the_cursor_back(void **state)
{
	Table table = table_of(100, 10);
	(void)state;
	press(&table, "End");
	table_count(&table, 40);
	expect(&table, 39, 30);
	table_count(&table, 0);
	expect(&table, 0, 0);
	table_count(&table, 5);
	expect(&table, 0, 0);
}

static void another_height_keeps_the_cursor_in_sight(void **state)
{
	Table table = table_of(100, 20);
	(void)state;
	table_go(&table, 19);
	table_show(&table, 5);
	expect(&table, 19, 15);
	table_show(&table, 200);
	expect(&table, 19, 0);
	table_show(&table, 0);
	expect(&table, 19, 19);
	table_go(&table, 5000);
	expect(&table, 99, 99);
}

static void other_keys_are_not_the_tables(void **state)
{
	Table table = table_of(10, 5);
	(void)state;
	assert_false(table_key(&table, &(Event){ .kind = EVENT_KEY, .key = 'x' }));
	assert_false(table_key(&table, &(Event){ .kind = EVENT_PASTE, .paste = "j" }));
	expect(&table, 0, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(letters_and_arrows_move_alike),
		cmocka_unit_test(the_ends_hold),
		cmocka_unit_test(fewer_rows_pull_the_cursor_back),
		cmocka_unit_test(another_height_keeps_the_cursor_in_sight),
		cmocka_unit_test(other_keys_are_not_the_tables),
	};
	return cmocka_run_group_tests_name("table", tests, NULL, NULL);
}
