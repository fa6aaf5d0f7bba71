/* A text for the terminal's clipboard: the bytes that ask for it, through tmux and screen too, and never to a terminal that would
 * show them. */
#include <string.h>

#include "tui/draw/clipboard.h"

#include "tests/tap.h"

static void sends(ClipboardWay way, const char *text, const char *bytes)
{
	Text out = { 0 };
	clipboard_bytes(&out, way, text);
	assert_string_equal(out.bytes, bytes);
	text_free(&out);
}

static void any_length_is_base64(void **state)
{
	(void)state;
	sends(CLIPBOARD_DIRECT, "", "\033]52;c;\a");
	sends(CLIPBOARD_DIRECT, "8", "\033]52;c;OA==\a");
	sends(CLIPBOARD_DIRECT, "83", "\033]52;c;ODM=\a");
	sends(CLIPBOARD_DIRECT, "8302x", "\033]52;c;ODMwMng=\a");
	sends(CLIPBOARD_DIRECT, "José", "\033]52;c;Sm9zw6k=\a");
}

static void tmux_and_screen_are_told_to_pass_it_on(void **state)
{
	(void)state;
	sends(CLIPBOARD_TMUX, "8302x", "\033Ptmux;\033\033]52;c;ODMwMng=\a\033\\");
	sends(CLIPBOARD_SCREEN, "8302x", "\033P\033]52;c;ODMwMng=\a\033\\");
}

static void screen_gets_pieces_it_takes(void **state)
{
	char text[1501];
	Text out = { 0 };
	(void)state;
	memset(text, 'a', sizeof text - 1);
	text[sizeof text - 1] = '\0';
	clipboard_bytes(&out, CLIPBOARD_SCREEN, text);
	for (const char *at = out.bytes; *at; at += 2) {
		const char *end = strstr(at, "\033\\");
		assert_true(strncmp(at, "\033P", 2) == 0 && end && end - at < 768);
		at = end;
	}
	text_free(&out);
}

static void the_way_is_seen_from_the_environment(void **state)
{
	static const struct { const char *term, *tmux, *sty; bool sent; ClipboardWay way; } cases[] = {
		{ "xterm-256color", NULL, NULL, true, CLIPBOARD_DIRECT }, { "putty", "", "", true, CLIPBOARD_DIRECT },
		{ "tmux-256color", NULL, NULL, true, CLIPBOARD_TMUX }, { "screen", "/tmp/tmux-0/default,1,0", NULL, true, CLIPBOARD_TMUX },
		{ "screen.xterm", NULL, NULL, true, CLIPBOARD_SCREEN }, { "xterm", NULL, "7.pts-0", true, CLIPBOARD_SCREEN },
		{ "linux", NULL, NULL, false, CLIPBOARD_DIRECT }, { "vt100", NULL, NULL, false, CLIPBOARD_DIRECT },
		{ NULL, NULL, NULL, true, CLIPBOARD_DIRECT },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		ClipboardWay way;
		assert_int_equal(clipboard_way(cases[i].term, cases[i].tmux, cases[i].sty, &way), cases[i].sent);
		assert_int_equal(way, cases[i].way);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(any_length_is_base64),
		cmocka_unit_test(tmux_and_screen_are_told_to_pass_it_on),
		cmocka_unit_test(screen_gets_pieces_it_takes),
		cmocka_unit_test(the_way_is_seen_from_the_environment),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
