/* The keys of each screen, all of them: what stands in its help works there, what does not stand there does nothing but say so,
 * and no single key pressed on the list writes anything. */
#include <string.h>

#include "tests/stories/stage.h"
#include "tests/tap.h"

/* How one gets there, signed in; whether letters are text there; and whether it is only another stop of the screen before, where
 * some of its keys have nothing to work on. */
static const struct {
	const char *name, *keys;
	bool        typing, stop;
} screens[] = {
	{ "list", "" },
	{ "filter", "/ \"83\"", true },
	{ "form", "e", true },
	{ "form, on a choice", "e Tab Tab Tab", .stop = true },
	{ "form, on a button", "e Up", .stop = true },
	{ "new alias", "n", true },
	{ "pick-list", "e Tab Tab F4", true },
	{ "question", "e \"x\" Esc" },
	{ "delete", "D", true },
	{ "delete, on a button", "D Tab", .stop = true },
	{ "audit log", "A" },
	{ "audit entry", "A Enter" },
	{ "history", "H" },
	{ "sort", "s", true },
	{ "columns", "c", true },
	{ "export", "x", true },
	{ "copy", "y" },
	{ "help", "?", true },
	{ "commands", ":", true },
	{ "messages", "!" },
	{ "themes", "T" },
	{ "about", ": \"about\" Enter" },
};
enum { SCREENS = sizeof screens / sizeof *screens };

static void go_to(Stage *stage, size_t screen)
{
	Err err;
	stage_open(stage);
	stage_sign_in(stage, "6666", "1234");
	if (!stage_keys(stage, screens[screen].keys, &err))
		fail_msg("%s", err.text);
}

static void press(Stage *stage, int32_t key)
{
	stage_event(stage, &(Event){ .kind = EVENT_KEY, .key = key });
}

static bool says_unused(const Stage *stage)
{
	int row = 0, col = 0;
	return stage_find(stage, "is not used here.", &row, &col);
}

static const View *top_of(const Stage *stage)
{
	const View *top = NULL;
	for (unsigned serial = 1; serial < 20; serial++)
		top = ui_find(stage->ui, serial) ? ui_find(stage->ui, serial) : top;
	return top;
}

/* A row with a function is run by the ui; one without is the view's own to take. */
static void every_key_of_the_help_works(void **state)
{
	(void)state;
	for (size_t i = 0; i < SCREENS; i++) {
		Stage          stage;
		const Binding *rows[VIEW_ROWS];
		if (screens[i].stop)
			continue;
		go_to(&stage, i);
		size_t count = view_rows(stage.ui, top_of(&stage), rows);
		assert_true(count > 5);
		for (size_t row = 0; row < count; row++)
			for (const char *at = rows[row]->run ? "" : rows[row]->keys; *at; at += strspn(at, " ")) {
				size_t length = strcspn(at, " ");
				press(&stage, key_find(at, length));
				if (says_unused(&stage))
					fail_msg("%s: %.*s (%s) does nothing", screens[i].name, (int)length, at, rows[row]->name);
				at += length;
			}
		assert_false(stage_store_changed(&stage));
		stage_close(&stage);
	}
}

static bool is_listed(const Binding *const *rows, size_t count, int32_t key)
{
	for (size_t i = 0; i < count; i++)
		if (key_in(key, rows[i]->keys))
			return true;
	return false;
}

/* While a line is typed letters are text, and the keys of any line move in it. */
static int32_t first_key(size_t screen)
{
	return screens[screen].typing ? KEYS_F1 : ' ';
}

static int32_t next_key(int32_t key)
{
	return key == '~' ? KEYS_BASE : key + 1;
}

static void every_other_key_only_says_that_it_is_not_used(void **state)
{
	(void)state;
	for (size_t i = 0; i < SCREENS; i++) {
		Stage          stage;
		const Binding *rows[VIEW_ROWS];
		go_to(&stage, i);
		const View *top = top_of(&stage);
		size_t      count = view_rows(stage.ui, top, rows);
		for (int32_t key = first_key(i); key <= KEYS_F12; key = next_key(key)) {
			if (is_listed(rows, count, key))
				continue;
			press(&stage, key);
			if (!says_unused(&stage) || top_of(&stage) != top) {
				char name[16];
				key_name(key, name, sizeof name);
				fail_msg("%s: %s does something that the help does not tell", screens[i].name, name);
			}
		}
		stage_close(&stage);
	}
}

/* Saving, deleting and undoing ask first: by a review, or by an ID to be typed. */
static void no_single_key_on_the_list_writes(void **state)
{
	(void)state;
	Stage stage;
	go_to(&stage, 0);
	for (int32_t key = 1; key <= KEYS_F12; key = next_key(key)) {
		if (ui_over(stage.ui)) {
			stage_close(&stage);
			go_to(&stage, 0);
		}
		press(&stage, key);
		assert_false(stage_store_changed(&stage));
		assert_false(stage_audit_has(&stage, "\"op\":"));
		press(&stage, KEYS_ESC);
		press(&stage, KEYS_ESC);
	}
	stage_close(&stage);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_key_of_the_help_works),
		cmocka_unit_test(every_other_key_only_says_that_it_is_not_used),
		cmocka_unit_test(no_single_key_on_the_list_writes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
