/* Keys: whatever terminal sends them, in whatever pieces they arrive; what is not a key changes nothing; a paste is one event. */
#include <string.h>

#include "tui/draw/keys.h"

#include "tests/tap.h"

/* Feeds bytes in pieces and writes the events as words: "F1 a <pasted text>". late: at the end the escape delay is over. */
static const char *decode(const char *bytes, size_t length, size_t piece, bool late)
{
	static char said[4096];
	KeyDecoder  decoder = { .count = 0 };
	Event       event;
	size_t      at = 0, used = 0;
	said[0] = '\0';
	for (;;) {
		while (keys_next(&decoder, late && at == length, &event)) {
			char name[20];
			key_name(event.key, name, sizeof name);
			if (event.kind == EVENT_MOUSE)
				text_format(name, sizeof name, "%c%d,%d", "LUD"[event.button], event.row, event.col);
			used += event.kind == EVENT_PASTE ? text_format(said + used, sizeof said - used, "%s<%s>", used ? " " : "", event.paste)
			                                  : text_format(said + used, sizeof said - used, "%s%s", used ? " " : "", name);
		}
		if (at == length)
			break;
		size_t count = length - at < piece ? length - at : piece;
		if (count > keys_room(&decoder))
			count = keys_room(&decoder);
		assert_true(count > 0);
		keys_feed(&decoder, bytes + at, count);
		at += count;
	}
	keys_free(&decoder);
	return said;
}

static void expect(const char *bytes, const char *events)
{
	for (size_t piece = 1; piece <= 64; piece++)
		assert_string_equal(decode(bytes, strlen(bytes), piece, true), events);
}

static void both_cursor_modes_mean_the_same(void **state)
{
	(void)state;
	expect("\033[A\033[B\033[C\033[D", "Up Down Right Left");
	expect("\033OA\033OB\033OC\033OD", "Up Down Right Left");
}

static void every_terminals_function_keys_arrive(void **state)
{
	(void)state;
	expect("\033[11~\033[12~\033[13~\033[14~", "F1 F2 F3 F4");              /* PuTTY */
	expect("\033OP\033OQ\033OR\033OS", "F1 F2 F3 F4");                      /* xterm */
	expect("\033[[A\033[[B\033[[C\033[[D\033[[E", "F1 F2 F3 F4 F5");        /* the Linux console */
	expect("\033[15~\033[17~\033[18~\033[19~\033[20~\033[21~\033[23~\033[24~", "F5 F6 F7 F8 F9 F10 F11 F12");
	expect("\033[1~\033[4~\033[7~\033[8~\033[H\033[F\033OH\033OF", "Home End Home End Home End Home End");
	expect("\033[2~\033[3~\033[5~\033[6~\033[Z", "Ins Del PgUp PgDn Shift-Tab");
	expect("\033OM\033Oj\033Op\033Oy", "Enter * 0 9");
}

static void modifiers_are_dropped(void **state)
{
	(void)state;
	expect("\033[1;5A\033[3;5~\033[1;2P\033[1;3H", "Up Del F1 Home");
}

static void an_unknown_sequence_changes_nothing(void **state)
{
	static const char *const unknown[] = {
		"\033[99~", "\033[27;5;9~", "\033[97;5u", "\033[?1;2c", "\033[<0;10;10m", "\033[<2;1;1M", "\033[<0;1M", "\033[<0;0;0M",
		"\033[<99999999999;1;1M", "\033[<0;-1;-1M", "\033[<0;1;1;1M", "\033[I", "\033OX", "\033[[Z", "\033[12;40R",
		"\033[1;2;3;4;5;6;7;8;9;10;11;12;13;14;15;16;17;18;19;20;21;22;23;24;25;26;27;28;29;30;31;32m",
	};

	(void)state;
	for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++) {
		char bytes[200];
		text_format(bytes, sizeof bytes, "a%sb", unknown[i]);
		if (strcmp(unknown[i], "\033[12;40R") != 0)
			expect(bytes, "a b");
	}
}

static void a_broken_sequence_does_not_swallow_control_keys(void **state)
{
	(void)state;
	expect("\033[1;\003x", "^C x");
	expect("\033[1;\033[A", "Up");
}

static void a_lone_escape_waits_for_its_delay(void **state)
{
	KeyDecoder decoder = { .count = 0 };
	Event      event;
	(void)state;
	keys_feed(&decoder, "\033", 1);
	assert_false(keys_next(&decoder, false, &event));
	assert_true(keys_waiting(&decoder));
	assert_true(keys_next(&decoder, true, &event));
	assert_int_equal(event.key, KEYS_ESC);
	assert_false(keys_waiting(&decoder));
	expect("\033\033", "Esc Esc");
	expect("\033q", "Alt-q");
	expect("\033D\033[A\033 \033\177", "Alt-D Up Alt-Space Alt-Backspace");
	expect("\033\r", "Esc Enter");
	expect("\033[", "");
}

static void control_codes_and_letters(void **state)
{
	(void)state;
	expect("a\003\023\t\r\n\177\b ", "a ^C ^S Tab Enter Enter Backspace Backspace Space");
	expect("\xc3\xa9\xe8\xa1\xa8\xf0\x9f\x98\x80", "é 表 😀");
	expect("a\xff\xc3" "b\xed\xa0\x80" "c\xe9", "a b c");
	assert_string_equal(decode("a\0b", 3, 3, true), "a b");
}

static void a_paste_is_one_event(void **state)
{
	(void)state;
	expect("\033[200~8301x\r\n8302x\r8303x\n\033[201~q", "<8301x\n8302x\n8303x\n> q");
	expect("\033[200~a\tb\033[2Jc\177\001\xc2\x85\xff" "d\033[201~", "<a b[2Jcd>");
	expect("\033[200~\033[201~", "<>");
	expect("\033[200~cut off", "<cut off>");
}

static void a_mouse_is_where_it_was_pressed(void **state)
{
	(void)state;
	expect("a\033[<0;10;5Mb\033[<64;1;1M\033[<65;300;200M", "a L4,9 b U0,0 D199,299");
	expect("\033[<0;10;5M\033[<0;10;5m", "L4,9");
}

static void each_name_finds_its_key(void **state)
{
	static const int32_t keys[] = { KEYS_UP, KEYS_PAGE_DOWN, KEYS_F1, KEYS_F12, KEYS_ESC, KEYS_TAB, KEYS_BACK_TAB, ' ', 'e', '^', 'F',
	                                KEYS_CTRL('S'), 0xe9, KEYS_BACKSPACE, KEYS_INSERT };
	(void)state;
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		char name[20];
		key_name(keys[i], name, sizeof name);
		assert_int_equal(key_find(name, strlen(name)), keys[i]);
	}
	assert_int_equal(key_find("F13", 3), 0);
	assert_int_equal(key_find("Bogus", 5), 0);
	assert_int_equal(key_find("", 0), 0);
}

static void a_list_of_names_holds_its_keys(void **state)
{
	(void)state;
	assert_true(key_in('e', "e F2 ^S"));
	assert_true(key_in(KEYS_CTRL('S'), "e F2 ^S"));
	assert_true(key_in(KEYS_F1 + 1, "e F2 ^S"));
	assert_false(key_in('F', "e F2 ^S"));
	assert_false(key_in('e', ""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(both_cursor_modes_mean_the_same),
		cmocka_unit_test(every_terminals_function_keys_arrive),
		cmocka_unit_test(modifiers_are_dropped),
		cmocka_unit_test(an_unknown_sequence_changes_nothing),
		cmocka_unit_test(a_broken_sequence_does_not_swallow_control_keys),
		cmocka_unit_test(a_lone_escape_waits_for_its_delay),
		cmocka_unit_test(control_codes_and_letters),
		cmocka_unit_test(a_paste_is_one_event),
		cmocka_unit_test(a_mouse_is_where_it_was_pressed),
		cmocka_unit_test(each_name_finds_its_key),
		cmocka_unit_test(a_list_of_names_holds_its_keys),
	};
	return cmocka_run_group_tests_name("keys", tests, NULL, NULL);
}
