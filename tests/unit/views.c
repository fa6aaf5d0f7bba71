/* The binding rows of every screen are the truth: each key has a name, is there once, says what it does, and fits. */
#include <string.h>

#include "tui/views/views.h"

#include "tests/tap.h"

typedef void (*RowCheck)(const ViewClass *class, const Keymap *map, const Binding *row);

static void each_row(RowCheck check)
{
	for (size_t i = 0; i < view_class_count; i++) {
		const View    view = { .is = view_classes[i] };
		const Keymap *map;
		for (size_t at = 0; (map = view_keymap(&view, at)); at++)
			for (size_t row = 0; row < map->count; row++)
				check(view_classes[i], map, &map->rows[row]);
	}
}

static void check_names(const ViewClass *class, const Keymap *map, const Binding *row)
{
	(void)map;
	for (const char *at = row->keys; *at; at += strspn(at, " ")) {
		size_t length = strcspn(at, " ");
		if (!key_find(at, length))
			fail_msg("%s, %s: %.*s is not the name of a key", class->name, row->name, (int)length, at);
		at += length;
	}
}

static void every_key_of_every_screen_has_a_name(void **state)
{
	(void)state;
	each_row(check_names);
}

static void check_once(const ViewClass *class, const Keymap *map, const Binding *row)
{
	for (size_t i = 0; i < map->count; i++)
		for (const char *at = row->keys; &map->rows[i] != row && *at; at += strspn(at, " ")) {
			size_t length = strcspn(at, " ");
			if (key_in(key_find(at, length), map->rows[i].keys))
				fail_msg("%s: %.*s is both %s and %s", class->name, (int)length, at, row->name, map->rows[i].name);
			at += length;
		}
}

static void no_key_does_two_things_in_one_keymap(void **state)
{
	(void)state;
	each_row(check_once);
}

/* Of the help at 80 columns: a column, and what its keys take of it. */
enum { HELP_COLUMN = 34, HELP_KEYS = 14 };

static void check_words(const ViewClass *class, const Keymap *map, const Binding *row)
{
	static const char *const groups[] = { "MOVE", "FIND", "MARK", "CHANGE", "SEE", "OTHER" };
	bool known = false;

	(void)map;
	for (size_t i = 0; i < sizeof groups / sizeof *groups; i++)
		known = known || strcmp(groups[i], row->group) == 0;
	if (!known || !row->name || !row->help || row->help[0] < 'a' || row->help[0] > 'z')
		fail_msg("%s: %s has no name, help in small letters or group of the help", class->name, row->keys);
	char keys[60];
	binding_keys(NULL, row, keys, sizeof keys);
	size_t at = strlen(keys) < HELP_KEYS ? HELP_KEYS : strlen(keys) + 1;
	if (at + strlen(row->help) > HELP_COLUMN)
		fail_msg("%s: '%s %s' does not fit a column of the help", class->name, keys, row->help);
}

static void every_key_says_in_the_help_what_it_does(void **state)
{
	(void)state;
	each_row(check_words);
}

/* A row without a function is taken by the view's event, so there must be one. */
static void check_run(const ViewClass *class, const Keymap *map, const Binding *row)
{
	(void)map;
	if (!row->run && !class->event)
		fail_msg("%s: nothing runs %s", class->name, row->name);
}

static void every_row_is_run_by_something(void **state)
{
	(void)state;
	each_row(check_run);
}

/* Rows of a moment, as while the database is lost, push others off. */
static void the_key_bar_of_every_screen_fits_eighty_columns(void **state)
{
	(void)state;
	for (size_t i = 0; i < view_class_count; i++) {
		const View    view = { .is = view_classes[i] };
		const Keymap *map;
		size_t        used = 1;
		for (size_t at = 0; (map = view_keymap(&view, at)); at++)
			for (size_t row = 0; row < map->count; row++)
				used += map->rows[row].label && !map->rows[row].now ? strcspn(map->rows[row].keys, " ") + strlen(map->rows[row].label) + 3 : 0;
		if (used - 2 > 80)
			fail_msg("the key bar of %s is %zu columns wide", view_classes[i]->name, used - 2);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_key_of_every_screen_has_a_name),
		cmocka_unit_test(no_key_does_two_things_in_one_keymap),
		cmocka_unit_test(every_key_says_in_the_help_what_it_does),
		cmocka_unit_test(every_row_is_run_by_something),
		cmocka_unit_test(the_key_bar_of_every_screen_fits_eighty_columns),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
