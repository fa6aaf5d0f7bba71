/* Every kind of terminal an admin may sit at: its name, its locale, its size, with colours and without, its function keys as
 * PuTTY sends them in each of its modes. In each of them the list and the form are whole, the keys work, and what is sent fits. */
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/sys.h"
#include "core/base/text.h"
#include "tests/journeys/pty.h"
#include "tests/journeys/scene.h"
#include "tests/scratch.h"
#include "tests/tap.h"

static const char *const on_the_demo[] = { "--demo", NULL };

static Pty *console(const char *const *environment, const char *const *arguments, int rows, int cols)
{
	Pty *pty = pty_open(&(PtySetup){ .arguments = arguments, .environment = environment, .rows = rows, .cols = cols });
	pty_sign_in(pty, "6666", "1234");
	pty_wait(pty, "1001x");
	pty_settle(pty);
	return pty;
}

/* --- the matrix --- */

static const char *const terminals[] = {
	"xterm", "xterm-256color", "putty-256color", "linux", "screen", "screen-256color", "tmux-256color", "vt100",
};
static const char *const locales[] = { "C.UTF-8", "C", "en_US.ISO-8859-1" };
static const struct { int rows, cols; } sizes[] = { { 24, 80 }, { 43, 132 }, { 24, 40 }, { 60, 200 }, { 5, 20 } };
/* PuTTY's modes of function keys: its own, Xterm R6, Linux. */
static const struct { const char *help, *edit, *filter; } modes[] = {
	{ "\033[11~", "\033[12~", "\033[13~" }, { "\033OP", "\033OQ", "\033OR" }, { "\033[[A", "\033[[B", "\033[[C" },
};
enum { TERMINALS = sizeof terminals / sizeof *terminals, LOCALES = 3, SIZES = 5, SMALL = 4, MODES = 3 };

typedef struct {
	const char *locale;
	int         rows, cols, mode;
	bool        utf8, coloured;
} Seat;

/* A rule from edge to edge, of unbroken lines. In ASCII it is sent as one character repeated, after which the emulator, not a
 * terminal, sets the last one on the next row. */
static void rule_is_whole(Pty *pty, const Seat *seat)
{
	char rule[1000] = "";
	for (int i = seat->utf8 ? 0 : 1; i < seat->cols; i++)
		strcat(rule, seat->utf8 ? "─" : "-");
	pty_wait(pty, rule);
}

/* No line-drawing mode, which PuTTY ignores under UTF-8; no mouse; in a plain locale nothing but ASCII. */
static void what_was_sent_fits(Pty *pty, const Seat *seat)
{
	size_t count;
	const char *sent = pty_sent(pty, &count);
	assert_null(memmem(sent, count, "\033(0", 3));
	assert_null(memchr(sent, '\016', count));
	assert_null(memmem(sent, count, "\033[?1000h", 8));
	for (size_t i = 0; strcmp(seat->locale, "C") == 0 && i < count; i++)
		assert_true((unsigned char)sent[i] < 128);
}

static void list_and_form_work(Pty *pty, const Seat *seat)
{
	rule_is_whole(pty, seat);
	assert_true(pty_shows(pty, seat->utf8 ? "► ● 1001x" : "> + 1001x"));
	assert_int_equal(pty_coloured(pty), seat->coloured);
	pty_send(pty, modes[seat->mode].help);
	pty_wait(pty, "FIND");
	pty_send(pty, "\033");
	pty_wait_gone(pty, "FIND");
	pty_send(pty, modes[seat->mode].filter);
	pty_send(pty, "8302x\r");
	pty_wait_gone(pty, "1001x");
	pty_wait(pty, seat->utf8 ? "► ▲ 8302x" : "> ! 8302x");
	pty_send(pty, modes[seat->mode].edit);
	pty_wait(pty, "[Front desk 2");
	pty_send(pty, "\033");
	pty_wait_gone(pty, "[Front desk 2");
}

static void sit_down(const char *terminal, const Seat *seat, bool no_colour)
{
	char term[80], locale[80];
	text_format(term, sizeof term, "TERM=%s", terminal);
	text_format(locale, sizeof locale, "LC_ALL=%s", seat->locale);
	const char *const environment[] = { term, locale, no_colour ? "NO_COLOR=1" : "NO_COLOR=", NULL };
	PtySetup setup = { .arguments = on_the_demo, .environment = environment, .rows = seat->rows, .cols = seat->cols };
	if (seat->rows < 10) {
		Pty *pty = pty_open(&setup);
		pty_wait(pty, "larger");
		pty_send(pty, "q");
		assert_int_equal(pty_wait_end(pty), 0);
		pty_close(pty);
		return;
	}
	Pty *pty = console(environment, on_the_demo, seat->rows, seat->cols);
	list_and_form_work(pty, seat);
	pty_quit(pty);
	what_was_sent_fits(pty, seat);
	assert_true(pty_line_restored(pty));
	pty_close(pty);
}

static bool is_installed(const char *name)
{
	locale_t locale = newlocale(LC_CTYPE_MASK, name, (locale_t)0);
	if (locale)
		freelocale(locale);
	return locale != (locale_t)0;
}

/* Every terminal with every locale; sizes, key modes and colour go round beside, so that each meets most of the others. */
static void every_seat_in(size_t locale)
{
	for (size_t terminal = 0; terminal < TERMINALS; terminal++) {
		size_t at = terminal + locale, size = (terminal + locale * 2) % SIZES;
		bool   no_colour = at % 3 == 2, plain = no_colour || strcmp(terminals[terminal], "vt100") == 0;
		Seat   seat = { .locale = locales[locale], .rows = sizes[size].rows, .cols = sizes[size].cols, .mode = (int)(at % MODES),
		                .utf8 = locale == 0, .coloured = !plain };
		sit_down(terminals[terminal], &seat, no_colour);
	}
}

static void every_terminal_works_in_utf8(void **state)
{
	(void)state;
	every_seat_in(0);
}

static void every_terminal_works_in_the_plain_locale(void **state)
{
	(void)state;
	every_seat_in(1);
}

static void every_terminal_works_in_latin1(void **state)
{
	(void)state;
	if (!is_installed(locales[2])) {
		print_message("The locale %s is not installed here.\n", locales[2]);
		skip();
	}
	every_seat_in(2);
}

/* --- states, cells, themes --- */

static void without_colour_signs_tell_every_state_apart(void **state)
{
	(void)state;
	static const char *const ids[] = { "8301x", "8302x", "8311x", "8314x" };
	static const char *const signs[][4] = { { "● 8301x", "▲ 8302x", "■ 8311x", "○ 8314x" }, { "+ 8301x", "! 8302x", "X 8311x", "- 8314x" } };
	for (size_t plain = 0; plain < 2; plain++) {
		Pty *pty = console((const char *[]){ "NO_COLOR=1", plain ? "LC_ALL=C" : "TERM=linux", NULL }, on_the_demo, 24, 80);
		for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
			pty_filter(pty, ids[i], "1 of 1 284");
			pty_wait(pty, signs[plain][i]);
			pty_wait(pty, "read ");
		}
		assert_false(pty_coloured(pty));
		pty_quit(pty);
		pty_close(pty);
	}
}

/* Where a row's second bracket stands. */
static int bracket_column(Pty *pty, const char *row_begins)
{
	const char *row = strstr(pty_screen(pty), row_begins);
	char        before[400];
	assert_non_null(row);
	text_format(before, sizeof before, "%.*s", (int)strcspn(row, "]\n"), row);
	return text_width(before);
}

static void wide_and_combining_characters_keep_their_cells(void **state)
{
	(void)state;
	Pty *pty = console(NULL, on_the_demo, 24, 80);
	pty_send(pty, "e");
	pty_wait(pty, "[SupportDesk");
	int column = bracket_column(pty, "Name ");
	pty_send(pty, "\025" "日本語 e\xcc\x81t");
	pty_wait(pty, "[日本語 e\xcc\x81t");
	assert_int_equal(bracket_column(pty, "Name "), column);
	pty_send(pty, "\177\177");               /* the letter goes with its accent */
	pty_wait(pty, "[日本語  ");
	pty_send(pty, "\033[D\177");
	pty_wait(pty, "[日本   ");
	assert_int_equal(bracket_column(pty, "Name "), column);
	pty_send(pty, "\033\033[D\r");
	pty_wait(pty, "ALIAS ID");
	pty_quit(pty);
	pty_close(pty);
}

static void theme_is_tried_kept_and_taken_back_without_a_trace(void **state)
{
	(void)state;
	Pty *pty = console((const char *[]){ "NO_COLOR=1", NULL }, on_the_demo, 24, 80);
	assert_false(pty_coloured(pty));
	pty_send(pty, "Tg");
	pty_settle(pty);
	assert_true(pty_coloured(pty));
	pty_send(pty, "\033");
	pty_wait_gone(pty, "Themes");
	pty_settle(pty);
	assert_false(pty_coloured(pty));
	pty_quit(pty);
	pty_close(pty);
}

static void own_theme_save(const char *name, const char *text)
{
	char folder[300], path[400];
	Err  err;
	scratch_path(folder, sizeof folder, "own/vicialias/themes");
	assert_true(sys_make_folders(folder, 0700, &err));
	text_format(path, sizeof path, "%s/%s.theme", folder, name);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

static Pty *console_in_theme(const char *name)
{
	char folder[300], config[320];
	text_format(config, sizeof config, "XDG_CONFIG_HOME=%s", scratch_path(folder, sizeof folder, "own"));
	return pty_open(&(PtySetup){ .arguments = (const char *[]){ "--demo", "--theme", name, NULL },
	                             .environment = (const char *[]){ config, NULL }, .cols = 132 });
}

static void theme_with_a_fault_is_named_and_keeps_nobody_out(void **state)
{
	(void)state;
	own_theme_save("night", "text white\nsign.god green\n");
	Pty *pty = console_in_theme("night");
	pty_wait(pty, "night.theme:2: no role 'sign.god'");
	pty_sign_in(pty, "6666", "1234");
	pty_wait(pty, "1001x");
	own_theme_save("night", "text white magenta\nsign.good green\n");
	pty_wait_sent(pty, "45m");
	pty_quit(pty);
	pty_close(pty);
}

static void wait_for_colours(Pty *pty)
{
	for (int64_t until = sys_monotonic_ms() + 30000; !pty_coloured(pty); pty_settle(pty))
		assert_true(sys_monotonic_ms() < until);
}

static void theme_is_worn_anew_when_its_file_is_saved(void **state)
{
	(void)state;
	own_theme_save("night", "text default default\n");
	Pty *pty = console_in_theme("night");
	pty_sign_in(pty, "6666", "1234");
	pty_wait(pty, "1001x");
	pty_settle(pty);
	assert_false(pty_coloured(pty));
	own_theme_save("night", "text white magenta\n");
	wait_for_colours(pty);
	own_theme_save("night", "text white magenta\ntext.dum blue\n");
	pty_wait(pty, "night.theme:2: no role 'text.dum'. The colours stay as they were.");
	pty_settle(pty);
	assert_true(pty_coloured(pty));
	pty_quit(pty);
	pty_close(pty);
}

static void signal_has_the_theme_read_again(void **state)
{
	(void)state;
	Pty *pty = console_in_theme("amber");
	pty_sign_in(pty, "6666", "1234");
	pty_wait(pty, "1001x");
	own_theme_save("amber", "text white magenta\n");
	pty_signal(pty, SIGUSR2);
	pty_wait_sent(pty, "45m");
	pty_quit(pty);
	pty_close(pty);
}

/* --- mouse, idleness, the end of the line --- */

static void mouse_is_taken_when_asked_for_and_given_back(void **state)
{
	(void)state;
	Pty *pty = console(NULL, (const char *[]){ "--demo", "--mouse", "yes", NULL }, 24, 80);
	pty_wait_sent(pty, "\033[?1000h\033[?1006h");
	pty_send(pty, "\033[<0;10;6M\033[<0;10;6m");
	pty_wait(pty, "► ● 1004x");
	pty_send(pty, "\033[<65;10;6M");
	pty_wait(pty, "► ● 1007x");
	pty_send(pty, "\033[<0;4;24M");
	pty_wait(pty, "Help");
	pty_forget(pty);
	pty_quit(pty);
	pty_wait_sent(pty, "\033[?1006l\033[?1000l");
	pty_close(pty);
}

/* Of all its threads, in ticks of the clock. */
static unsigned long time_used(pid_t program)
{
	char          path[60];
	unsigned long user = 0, system = 0;
	text_format(path, sizeof path, "/proc/%d/stat", (int)program);
	FILE *file = fopen(path, "r");
	assert_non_null(file);
	assert_int_equal(fscanf(file, "%*d (%*[^)]) %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &system), 2);
	fclose(file);
	return user + system;
}

static void idle_console_sends_no_byte_and_uses_no_time(void **state)
{
	(void)state;
	Pty *pty = console(NULL, (const char *[]){ "--demo", "--live", "0", NULL }, 24, 80);
	unsigned long before = time_used(pty_program(pty));
	assert_true(pty_is_silent(pty, 2000));
	assert_int_equal(time_used(pty_program(pty)), before);
	pty_quit(pty);
	pty_close(pty);
}

/* The limit is the promise itself. */
static void dropped_line_ends_it_within_two_seconds(void **state)
{
	(void)state;
	static const char *const doing[] = { "", "/83", "D", "e" };
	for (size_t i = 0; i < sizeof doing / sizeof *doing; i++) {
		Pty *pty = console(NULL, on_the_demo, 24, 80);
		pty_send(pty, doing[i]);
		int64_t from = sys_monotonic_ms();
		pty_hang_up(pty);
		assert_int_not_equal(pty_wait_end(pty), 0);
		assert_true(sys_monotonic_ms() - from < 2000);
		pty_close(pty);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_terminal_works_in_utf8),
		cmocka_unit_test(every_terminal_works_in_the_plain_locale),
		cmocka_unit_test(every_terminal_works_in_latin1),
		cmocka_unit_test(without_colour_signs_tell_every_state_apart),
		cmocka_unit_test(wide_and_combining_characters_keep_their_cells),
		cmocka_unit_test(theme_is_tried_kept_and_taken_back_without_a_trace),
		cmocka_unit_test(theme_with_a_fault_is_named_and_keeps_nobody_out),
		cmocka_unit_test(theme_is_worn_anew_when_its_file_is_saved),
		cmocka_unit_test(signal_has_the_theme_read_again),
		cmocka_unit_test(mouse_is_taken_when_asked_for_and_given_back),
		cmocka_unit_test(idle_console_sends_no_byte_and_uses_no_time),
		cmocka_unit_test(dropped_line_ends_it_within_two_seconds),
	};
	return cmocka_run_group_tests(tests, scene_begin, scene_end);
}
