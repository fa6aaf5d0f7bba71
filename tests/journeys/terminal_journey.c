/* The terminal is given back whatever ends or stops the console, every key of PuTTY arrives, and what is sent fits the
 * terminal, the locale and the window there is. */
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "core/base/sys.h"
#include "core/base/text.h"
#include "tests/journeys/pty.h"
#include "tests/journeys/scene.h"
#include "tests/scratch.h"
#include "tests/tap.h"

static const char *const on_the_demo[] = { "--demo", NULL };
static const char leave_screen[] = "\033[?1049l";

static Pty *console(const char *const *environment)
{
	Pty *pty = pty_open(&(PtySetup){ .arguments = on_the_demo, .environment = environment });
	pty_sign_in(pty, "6666", "1234");
	pty_wait(pty, "1 284");
	pty_settle(pty);
	return pty;
}

static void given_back(Pty *pty)
{
	pty_wait_sent(pty, leave_screen);
	assert_true(pty_line_restored(pty));
	pty_close(pty);
}

static void asked_to_end_it_gives_the_terminal_back(void **state)
{
	(void)state;
	static const int signals[] = { SIGTERM, SIGHUP };
	for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
		Pty *pty = console(NULL);
		pty_forget(pty);
		pty_signal(pty, signals[i]);
		assert_int_not_equal(pty_wait_end(pty), 0);
		given_back(pty);
	}
}

static void crashing_it_gives_the_terminal_back(void **state)
{
	(void)state;
	static const int signals[] = { SIGSEGV, SIGABRT, SIGBUS };
	for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
		Pty *pty = console(NULL);
		pty_forget(pty);
		pty_signal(pty, signals[i]);
		assert_int_not_equal(pty_wait_end(pty), 0);
		pty_wait(pty, "stopped by a fault of its own");
		given_back(pty);
	}
}

static void closing_the_window_ends_it(void **state)
{
	(void)state;
	Pty *pty = console(NULL);
	pty_hang_up(pty);
	assert_int_not_equal(pty_wait_end(pty), 0);
	pty_close(pty);
}

static size_t sessions_ended(void)
{
	static const char *const words[] = { "--demo", "audit", "export", "--format", "json", NULL };
	const ProgramRun *run = program_run(&(PtySetup){ .arguments = words }, "");
	size_t count = 0;
	for (const char *at = run->out; (at = strstr(at, "SESSION_CLOSE")); at++)
		count++;
	return count;
}

static void closed_window_stands_in_the_audit_log(void **state)
{
	(void)state;
	size_t before = sessions_ended();
	Pty *pty = console(NULL);
	pty_hang_up(pty);
	pty_wait_end(pty);
	pty_close(pty);
	assert_int_equal(sessions_ended(), before + 1);
}

/* Looked for in what was sent to the screen, in what every user of the machine may see, and in every file of ours. */
static void password_is_nowhere(void **state)
{
	(void)state;
	static const char password[] = "Xyzzy-4711-plugh";
	char typed[40], path[60], command[400], folder[300], found[20] = "";
	Text seen = { 0 };
	Err err;
	size_t count;
	Pty *pty = pty_open(&(PtySetup){ .arguments = on_the_demo });
	pty_wait(pty, "Password");
	text_format(typed, sizeof typed, "6666\t%s\r", password);
	pty_send(pty, typed);
	pty_wait(pty, "Login incorrect");
	pty_send(pty, "1234\r");
	pty_wait(pty, "1 284");
	for (size_t i = 0; i < 2; i++) {
		text_format(path, sizeof path, "/proc/%d/%s", (int)pty_program(pty), i ? "environ" : "cmdline");
		assert_true(sys_read_file(&seen, path, 1 << 20, &err));
	}
	assert_null(memmem(seen.bytes, seen.length, password, strlen(password)));
	pty_quit(pty);
	const char *sent = pty_sent(pty, &count);
	assert_null(memmem(sent, count, password, strlen(password)));
	assert_null(strstr(pty_said(pty), password));
	pty_close(pty);
	text_format(command, sizeof command, "grep -rlaF %s %s | wc -l", password, scratch_path(folder, sizeof folder, ""));
	FILE *grep = popen(command, "r");
	assert_non_null(grep);
	assert_non_null(fgets(found, sizeof found, grep));
	pclose(grep);
	assert_string_equal(found, "0\n");
	text_free(&seen);
}

static void stopped_it_gives_the_terminal_back_and_takes_it_again(void **state)
{
	(void)state;
	Pty *pty = console(NULL);
	pty_forget(pty);
	pty_send(pty, "\032");
	pty_wait_stopped(pty);
	pty_wait_sent(pty, leave_screen);
	assert_true(pty_line_restored(pty));
	pty_forget(pty);
	pty_signal(pty, SIGCONT);
	pty_wait_sent(pty, "\033[?1049h");
	pty_wait(pty, "ALIAS ID");
	pty_send(pty, "\033OP");
	pty_wait(pty, "Help");
	pty_quit(pty);
	given_back(pty);
}

/* As make demo runs it: a console that stopped alone would leave make waiting, and no shell to type fg at. */
static void stopped_below_a_script_the_script_stops_too(void **state)
{
	(void)state;
	Pty *pty = pty_open(&(PtySetup){ .arguments = on_the_demo, .scripted = true });
	pty_sign_in(pty, "6666", "1234");
	pty_wait(pty, "1 284");
	pty_settle(pty);
	pty_send(pty, "\032");
	pty_wait_stopped(pty);
	pty_forget(pty);
	pty_foreground(pty);
	pty_wait_sent(pty, "\033[?1049h");
	pty_wait(pty, "ALIAS ID");
	pty_quit(pty);
	given_back(pty);
}

static void dialog_survives_every_size(void **state)
{
	(void)state;
	static const struct { int rows, cols; const char *shown; } sizes[] = {
		{ 24, 40, "8399x" }, { 5, 20, "larger" }, { 43, 132, "Delete phone alias 8399x" }, { 24, 80, "Delete phone alias 8399x" },
	};
	Pty *pty = console(NULL);
	pty_filter(pty, "8399x", "1 of 1 284");
	pty_type_delete(pty, "8399");
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		pty_resize(pty, sizes[i].rows, sizes[i].cols);
		pty_wait(pty, sizes[i].shown);
	}
	pty_send(pty, "x");
	pty_wait(pty, "[8399x");
	pty_send(pty, "\033");
	pty_wait_gone(pty, "Delete phone alias");
	pty_quit(pty);
	given_back(pty);
}

static void function_keys_arrive_as_putty_sends_them(void **state)
{
	(void)state;
	static const char *const help_keys[] = { "\033[11~", "\033OP", "\033[[A" };
	static const char *const filter_keys[] = { "\033[13~", "\033OR", "\033[[C" };
	Pty *pty = console(NULL);
	for (size_t i = 0; i < 3; i++) {
		pty_send(pty, help_keys[i]);
		pty_wait(pty, "Help");
		pty_wait(pty, "FIND");
		pty_send(pty, "\033");
		pty_wait_gone(pty, "FIND");
		pty_send(pty, filter_keys[i]);
		pty_send(pty, "8399x");
		pty_wait(pty, "1 of 1 284");
		pty_send(pty, "\033");
		pty_wait_gone(pty, "1 of 1 284");
	}
	pty_send(pty, "\033[4~");                /* End, then Home */
	pty_settle(pty);
	assert_false(pty_shows(pty, "SupportDesk"));
	pty_send(pty, "\033[1~");
	pty_wait(pty, "SupportDesk");
	pty_quit(pty);
	given_back(pty);
}

static void unknown_sequences_change_nothing(void **state)
{
	(void)state;
	static const char *const unknown[] = { "\033[99~", "\033[58;3u", "\033Oz", "\033[?1;2c", "\033[<0;10;5M", "\033[200;1;7x" };
	Pty *pty = console(NULL);
	Text before = { 0 };
	text_add(&before, pty_screen(pty));
	for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++) {
		pty_send(pty, unknown[i]);
		pty_settle(pty);
		assert_string_equal(pty_screen(pty), before.bytes);
	}
	text_free(&before);
	pty_quit(pty);
	given_back(pty);
}

/* Alt arrives as Esc and the letter at once: neither of them is meant. */
static void alt_and_a_letter_is_neither_esc_nor_the_letter(void **state)
{
	(void)state;
	Pty *pty = console(NULL);
	pty_filter(pty, "8399x", "1 of 1 284");
	pty_send(pty, "\033D");
	pty_wait(pty, "`Alt-D` is not used here.");
	assert_true(pty_shows(pty, "1 of 1 284"));
	assert_false(pty_shows(pty, "Delete phone alias"));
	pty_quit(pty);
	given_back(pty);
}

static void pasted_lines_run_no_command(void **state)
{
	(void)state;
	Pty *pty = console(NULL);
	pty_send(pty, "\033[200~8301x\r8302x\rQ\rD\r\033[201~");
	pty_settle(pty);
	assert_true(pty_shows(pty, "ALIAS ID"));
	pty_quit(pty);
	given_back(pty);
}

static void plain_locale_gets_plain_bytes(void **state)
{
	(void)state;
	Pty *pty = console((const char *[]){ "LC_ALL=C", NULL });
	pty_filter(pty, "83", "of 1 284");
	pty_send(pty, "D");
	pty_settle(pty);
	pty_send(pty, "\033");
	pty_settle(pty);
	size_t count;
	const char *sent = pty_sent(pty, &count);
	for (size_t i = 0; i < count; i++)
		assert_true((unsigned char)sent[i] < 128);
	assert_null(memmem(sent, count, "\033(0", 3));
	assert_null(memchr(sent, '\016', count));
	pty_quit(pty);
	given_back(pty);
}

static void without_colour_every_state_is_still_told(void **state)
{
	(void)state;
	Pty *pty = console(NULL);
	pty_filter(pty, "id:83", "of 1 284");
	pty_settle(pty);
	assert_true(pty_coloured(pty));
	pty_quit(pty);
	given_back(pty);

	static const char *const plain[] = { "NO_COLOR=1", "TERM=vt100" };
	for (size_t i = 0; i < 2; i++) {
		pty = console((const char *[]){ plain[i], NULL });
		pty_filter(pty, "id:83", "of 1 284");
		pty_settle(pty);
		assert_false(pty_coloured(pty));
		assert_true(pty_shows(pty, "► "));
		assert_true(pty_shows(pty, "▲ "));
		assert_true(pty_shows(pty, "● "));
		pty_quit(pty);
		assert_true(pty_line_restored(pty));
		pty_close(pty);
	}
}

static void terminal_that_cannot_do_it_gets_one_sentence(void **state)
{
	(void)state;
	static const char *const terminals[] = { "TERM", "TERM=dumb", "TERM=no such/terminal" };
	for (size_t i = 0; i < sizeof terminals / sizeof *terminals; i++) {
		Pty *pty = pty_open(&(PtySetup){ .arguments = on_the_demo, .environment = (const char *[]){ terminals[i], NULL } });
		assert_int_equal(pty_wait_end(pty), 1);
		const char *said = pty_said(pty);
		assert_non_null(strstr(said, "vicialias: TERM"));
		assert_ptr_equal(strchr(said, '\n'), said + strlen(said) - 1);
		size_t count;
		pty_sent(pty, &count);
		assert_int_equal(count, 0);
		assert_true(pty_line_restored(pty));
		pty_close(pty);
	}
}

static void terminal_that_is_not_known_falls_back_and_says_so(void **state)
{
	(void)state;
	Pty *pty = pty_open(&(PtySetup){ .arguments = on_the_demo, .environment = (const char *[]){ "TERM=my-own-terminal", NULL } });
	pty_wait(pty, "TERM=my-own-terminal is not known here: using xterm-256color");
	pty_send(pty, "\033[21~");
	assert_int_equal(pty_wait_end(pty), 0);
	given_back(pty);
}

static void no_terminal_gets_one_sentence(void **state)
{
	(void)state;
	const ProgramRun *run = program_run(&(PtySetup){ .arguments = on_the_demo }, "");
	assert_int_equal(run->code, 1);
	assert_string_equal(run->out, "");
	assert_non_null(strstr(run->err, "needs a terminal"));
}

enum { KEYS = 12, MOST = 300 };

static size_t bytes_of_a_key(const char *filter)
{
	Pty *pty = console(NULL);
	pty_filter(pty, filter, "of 1 284");
	size_t count, all = 0;
	for (int i = 0; i < KEYS; i++) {
		pty_settle(pty);
		pty_forget(pty);
		pty_send(pty, "\033[B");
		pty_settle(pty);
		pty_sent(pty, &count);
		all += count;
	}
	pty_quit(pty);
	given_back(pty);
	return all / KEYS;
}

/* What DESIGN promises of a cursor key with the detail strip, also where who changed the alias last, or how many users default to
 * it, has to be drawn and taken away. */
static void a_cursor_key_sends_little(void **state)
{
	(void)state;
	assert_in_range(bytes_of_a_key("8"), 1, MOST);
	assert_in_range(bytes_of_a_key("id:30"), 1, MOST);
}

static void idle_console_sends_nothing(void **state)
{
	(void)state;
	Pty *pty = console(NULL);
	assert_true(pty_is_silent(pty, 1500));
	pty_quit(pty);
	given_back(pty);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(asked_to_end_it_gives_the_terminal_back),
		cmocka_unit_test(crashing_it_gives_the_terminal_back),
		cmocka_unit_test(closing_the_window_ends_it),
		cmocka_unit_test(closed_window_stands_in_the_audit_log),
		cmocka_unit_test(password_is_nowhere),
		cmocka_unit_test(stopped_it_gives_the_terminal_back_and_takes_it_again),
		cmocka_unit_test(stopped_below_a_script_the_script_stops_too),
		cmocka_unit_test(dialog_survives_every_size),
		cmocka_unit_test(function_keys_arrive_as_putty_sends_them),
		cmocka_unit_test(unknown_sequences_change_nothing),
		cmocka_unit_test(alt_and_a_letter_is_neither_esc_nor_the_letter),
		cmocka_unit_test(pasted_lines_run_no_command),
		cmocka_unit_test(plain_locale_gets_plain_bytes),
		cmocka_unit_test(without_colour_every_state_is_still_told),
		cmocka_unit_test(terminal_that_cannot_do_it_gets_one_sentence),
		cmocka_unit_test(terminal_that_is_not_known_falls_back_and_says_so),
		cmocka_unit_test(no_terminal_gets_one_sentence),
		cmocka_unit_test(idle_console_sends_nothing),
		cmocka_unit_test(a_cursor_key_sends_little),
	};
	return cmocka_run_group_tests(tests, scene_begin, scene_end);
}
