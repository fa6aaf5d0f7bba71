/* Proves that keys can be given by name, and that no key comes to mean two things. */
#include <string.h>

#include "tui/live_keys.h"
#include "tui/views/views.h"

#include "tests/tap.h"

static Config     config;
static LiveKeys   keys;
static ConfigTold told;

static void wish(const char *name, const char *wished)
{
	KeyWish *key = &config.keys[config.key_count++];
	*key = (KeyWish){ .file = CONFIG_OWN, .line = (int)config.key_count };
	text_copy(key->name, sizeof key->name, name);
	text_copy(key->keys, sizeof key->keys, wished);
}

static int start(void **state)
{
	(void)state;
	config = (Config){ .key_count = 0 };
	told = (ConfigTold){ .count = 0 };
	text_copy(config.files[CONFIG_OWN].path, CONFIG_PATH, "own.conf");
	return 0;
}

static const char *keys_of(const char *name)
{
	for (size_t i = 0; i < view_class_count; i++) {
		const View    view = { .is = view_classes[i] };
		const Keymap *map;
		for (size_t at = 0; (map = view_keymap(&view, at)); at++)
			for (size_t row = 0; row < map->count; row++)
				if (strcmp(map->rows[row].name, name) == 0)
					return live_keys_of(&keys, &map->rows[row]);
	}
	fail_msg("there is no %s", name);
	return "";
}

static void refused(const char *name, const char *wished, const char *says)
{
	start(NULL);
	live_keys_make(&keys, &config, &told);
	char before[LIVE_KEYS_CAP];
	text_copy(before, sizeof before, keys_of(name));
	wish(name, wished);
	live_keys_make(&keys, &config, &told);
	assert_int_equal(told.total, 1);
	if (!strstr(told.text[0], says))
		fail_msg("\"%s\" does not say \"%s\"", told.text[0], says);
	assert_string_equal(keys_of(name), before);
}

static void a_wish_replaces_all_keys_of_its_row(void **state)
{
	(void)state;
	wish("alias-delete", "X F8");
	wish("lock", "^X");
	live_keys_make(&keys, &config, &told);
	assert_int_equal(told.total, 0);
	assert_string_equal(keys_of("alias-delete"), "X F8");
	assert_string_equal(keys_of("lock"), "^X");
	assert_string_equal(keys_of("alias-edit"), "e F2 Enter");
}

static void what_cannot_be_stays_as_it_is(void **state)
{
	(void)state;
	refused("alias-delete", "X e", "own.conf, line 1: key.alias-delete: e is already alias-edit on the screen Aliases.");
	refused("alias-delete", "D F10", "F10 is already quit on the screen Aliases.");
	refused("quit", "A", "A is already audit-open on the screen Aliases.");
	refused("alias-delete", "Foo", "\"Foo\" is not the name of a key.");
	refused("alias-delete", "", "it needs at least one key.");
	refused("move-line", "x", "its keys cannot be changed.");
	refused("alias-delete", "Enter", "Enter always means the same and cannot be given to it.");
	refused("help-close", "F1", "Esc always means the same and cannot be taken from it.");
}

static void an_unknown_name_is_said(void **state)
{
	(void)state;
	wish("alias-fly", "x");
	live_keys_make(&keys, &config, &told);
	assert_string_equal(told.text[0], "own.conf, line 1: key.alias-fly: there is no such action. vicialias --settings lists them.");
}

static void two_actions_can_change_keys(void **state)
{
	(void)state;
	wish("alias-delete", "A");
	wish("audit-open", "D F8");
	live_keys_make(&keys, &config, &told);
	assert_int_equal(told.total, 0);
	assert_string_equal(keys_of("audit-open"), "D F8");
}

static void half_a_change_is_refused_whole(void **state)
{
	(void)state;
	wish("alias-delete", "A");
	wish("audit-open", "D Foo");
	live_keys_make(&keys, &config, &told);
	assert_int_equal(told.total, 2);
	assert_string_equal(keys_of("alias-delete"), "D F8 Del");
	assert_string_equal(keys_of("audit-open"), "A");
}

static void every_built_in_key_may_be_named_as_it_is(void **state)
{
	(void)state;
	for (size_t i = 0; i < view_class_count; i++)
		for (const Keymap *const *map = view_classes[i]->keymaps; *map; map++)
			for (size_t row = 0; row < (*map)->count; row++) {
				start(NULL);
				wish((*map)->rows[row].name, (*map)->rows[row].keys);
				live_keys_make(&keys, &config, &told);
				if (told.total)
					fail_msg("%s", told.text[0]);
			}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(a_wish_replaces_all_keys_of_its_row, start),
		cmocka_unit_test_setup(what_cannot_be_stays_as_it_is, start),
		cmocka_unit_test_setup(an_unknown_name_is_said, start),
		cmocka_unit_test_setup(two_actions_can_change_keys, start),
		cmocka_unit_test_setup(half_a_change_is_refused_whole, start),
		cmocka_unit_test_setup(every_built_in_key_may_be_named_as_it_is, start),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
