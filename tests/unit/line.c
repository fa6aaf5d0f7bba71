/* A line being edited: the usual keys, whole characters, a limit that is told, and nothing of a password left behind. */
#include <string.h>

#include "tui/widgets/line.h"

#include "tests/tap.h"

/* Keys by name, separated by blanks. */
static void press(Line *line, const char *keys)
{
	for (const char *at = keys; *at; ) {
		size_t length = strcspn(at, " ");
		assert_true(line_key(line, &(Event){ .kind = EVENT_KEY, .key = key_find(at, length) }));
		at += length + (at[length] == ' ');
	}
}

static void expect(const char *start, const char *keys, const char *left_of_cursor, const char *right_of_cursor)
{
	Line line = { .cursor = 0 };
	line_set(&line, start);
	press(&line, keys);
	assert_int_equal(line.cursor, strlen(left_of_cursor));
	assert_memory_equal(line.text, left_of_cursor, line.cursor);
	assert_string_equal(line.text + line.cursor, right_of_cursor);
}

static void typing_goes_to_the_cursor(void **state)
{
	(void)state;
	expect("", "a b é Space 表", "abé 表", "");
	expect("ac", "Left b", "ab", "c");
	expect("desk", "^A F ^E 2", "Fdesk2", "");
	expect("desk", "Home Right End Left", "des", "k");
}

static void deleting_takes_whole_characters(void **state)
{
	(void)state;
	expect("José", "Backspace", "Jos", "");
	expect("Jose\u0301", "Left", "Jos", "e\u0301");
	expect("Jose\u0301", "Backspace", "Jos", "");
	expect("é表", "Home Del", "", "表");
	expect("", "Backspace Del Left Right", "", "");
}

static void emacs_keys_cut(void **state)
{
	(void)state;
	expect("Front desk 2", "^W", "Front desk ", "");
	expect("Front desk 2", "^W ^W", "Front ", "");
	expect("Front desk 2", "^A ^K", "", "");
	expect("Front desk 2", "Left Left ^U", "", " 2");
	expect("Front desk 2", "Left Left ^K", "Front desk", "");
}

static void other_keys_are_not_for_the_line(void **state)
{
	static const char *const others[] = { "Up", "Enter", "Esc", "Tab", "F2", "^S", "PgDn" };
	Line line = { .cursor = 0 };

	(void)state;
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		assert_false(line_key(&line, &(Event){ .kind = EVENT_KEY, .key = key_find(others[i], strlen(others[i])) }));
	assert_false(line_key(&line, &(Event){ .kind = EVENT_RESIZE }));
}

static void the_limit_counts_characters_and_is_told(void **state)
{
	Line line = { .max_chars = 3 };
	(void)state;
	press(&line, "é 表 a");
	assert_false(line.full);
	press(&line, "b");
	assert_true(line.full);
	assert_string_equal(line.text, "é表a");
	press(&line, "Left");
	assert_false(line.full);
	line = (Line){ .max_chars = 4 };
	assert_true(line_key(&line, &(Event){ .kind = EVENT_PASTE, .paste = "too long" }));
	assert_true(line.full);
	assert_string_equal(line.text, "too ");
}

static void a_paste_becomes_one_line(void **state)
{
	Line line = { .cursor = 0 };
	(void)state;
	line_set(&line, "[]");
	press(&line, "Left");
	line_key(&line, &(Event){ .kind = EVENT_PASTE, .paste = "8301x\n8302x\n\n" });
	assert_string_equal(line.text, "[8301x 8302x]");
	assert_int_equal(line.cursor, 12);
}

static void a_full_line_takes_no_more(void **state)
{
	static Line line;
	char        most[LINE_CAP];
	(void)state;
	memset(most, 'x', sizeof most - 1);
	most[sizeof most - 1] = '\0';
	line_set(&line, most);
	press(&line, "y");
	assert_true(line.full);
	assert_string_equal(line.text, most);
}

static void nothing_of_a_secret_stays(void **state)
{
	static const Line empty = { .secret = true };
	Line line = { .secret = true };
	(void)state;
	press(&line, "s e c r e t Backspace Backspace Home Del ^K");
	assert_memory_equal(line.text, empty.text, sizeof line.text);
	press(&line, "x y z");
	line_wipe(&line);
	assert_memory_equal(line.text, empty.text, sizeof line.text);
	assert_int_equal(line.cursor, 0);
}

static void drawn(const Line *line, int width, bool focused, const char *expected, int cursor)
{
	Canvas canvas = { .cells = NULL };
	char   text[200] = "";
	size_t length = 0;
	canvas_size(&canvas, 1, 20);
	line_draw(line, &canvas, canvas_all(&canvas), 0, 1, width, ROLE_FIELD, focused);
	for (int col = 1; col <= width; col++)
		if (!canvas.cells[col].tail)
			length += text_format(text + length, sizeof text - length, "%s", *canvas.cells[col].text ? canvas.cells[col].text : " ");
	assert_string_equal(text, expected);
	assert_int_equal(canvas.cursor_col, cursor);
	assert_string_equal(canvas.cells[0].text, "");
	assert_string_equal(canvas.cells[width + 1].text, "");
	canvas_free(&canvas);
}

static void the_cursor_is_always_in_sight(void **state)
{
	Line line = { .cursor = 0 };
	(void)state;
	line_set(&line, "Front desk 2");
	drawn(&line, 14, true, "Front desk 2  ", 13);
	drawn(&line, 6, true, "esk 2 ", 6);
	drawn(&line, 6, false, "Front…", -1);
	press(&line, "Home");
	drawn(&line, 6, true, "Front ", 1);
	line_set(&line, "表表表");
	drawn(&line, 4, true, "表  ", 3);
}

static void a_secret_shows_as_dots(void **state)
{
	Line line = { .secret = true };
	(void)state;
	line_set(&line, "gehé");
	drawn(&line, 6, true, "••••  ", 5);
	drawn(&line, 3, true, "•• ", 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(typing_goes_to_the_cursor),
		cmocka_unit_test(deleting_takes_whole_characters),
		cmocka_unit_test(emacs_keys_cut),
		cmocka_unit_test(other_keys_are_not_for_the_line),
		cmocka_unit_test(the_limit_counts_characters_and_is_told),
		cmocka_unit_test(a_paste_becomes_one_line),
		cmocka_unit_test(a_full_line_takes_no_more),
		cmocka_unit_test(nothing_of_a_secret_stays),
		cmocka_unit_test(the_cursor_is_always_in_sight),
		cmocka_unit_test(a_secret_shows_as_dots),
	};
	return cmocka_run_group_tests_name("line", tests, NULL, NULL);
}
