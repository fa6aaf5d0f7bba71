/* What leaves the console: a copy as the bytes that a terminal, tmux or screen takes for its clipboard, and a file that is the
 * admin's alone; the same rows on the command line as JSON. */
#include <string.h>
#include <sys/stat.h>

#include "core/base/sys.h"
#include "tests/journeys/pty.h"
#include "tests/scratch.h"
#include "tests/tap.h"

static const char *const on_the_demo[] = { "--demo", NULL };

static void copies(const char *const *environment, const char *bytes)
{
	Pty *pty = pty_open(&(PtySetup){ .arguments = on_the_demo, .environment = environment });
	pty_sign_in(pty, "6666", "1234");
	pty_filter(pty, "8302x", "1 of 1 284");
	pty_forget(pty);
	pty_send(pty, "y");
	pty_wait_sent(pty, bytes);
	pty_wait(pty, "Row as CSV");
	pty_send(pty, "q");
	pty_wait_gone(pty, "Row as CSV");
	pty_quit(pty);
	pty_close(pty);
}

static void a_copy_reaches_the_terminals_clipboard(void **state)
{
	static const char *const plain[] = { "TERM=xterm-256color", "TMUX", "STY", NULL };
	static const char *const tmux[] = { "TERM=screen-256color", "TMUX=/tmp/tmux-0/default,1,0", NULL };
	static const char *const screen[] = { "TERM=screen", "TMUX", "STY=1.pts-0", NULL };

	(void)state;
	copies(plain, "\033]52;c;ODMwMng=\a");
	copies(tmux, "\033Ptmux;\033\033]52;c;ODMwMng=\a\033\\");
	copies(screen, "\033P\033]52;c;ODMwMng=\a\033\\");
}

static void an_exported_file_is_the_admins_alone(void **state)
{
	char        path[300];
	struct stat info;
	Text        text = { 0 };
	Err         err;
	Pty        *pty = pty_open(&(PtySetup){ .arguments = on_the_demo });
	(void)state;
	pty_sign_in(pty, "6666", "1234");
	pty_filter(pty, "8302x", "1 of 1 284");
	pty_send(pty, "x");
	pty_wait(pty, "Export 1 alias");
	scratch_path(path, sizeof path, "out.json");
	pty_send(pty, "\025");
	pty_send(pty, path);
	pty_wait(pty, "JSON: an array");
	pty_send(pty, "\r");
	pty_wait(pty, "1 alias written to");
	assert_int_equal(stat(path, &info), 0);
	assert_int_equal(info.st_mode & 07777, 0600);
	assert_true(sys_read_file(&text, path, 100000, &err));
	assert_non_null(strstr(text.bytes, "\"id\": \"8302x\", \"name\": \"Front desk 2\""));
	text_free(&text);
	pty_quit(pty);
	pty_close(pty);
}

/* More than the audit screen reads at first. */
static void all_entries_that_match_are_exported(void **state)
{
	enum { CHANGES = 230 };
	static const char *const api[] = { "--demo", "api", "-", NULL };
	char path[300];
	Text changes = { 0 }, text = { 0 };
	Err  err;

	(void)state;
	for (int i = 0; i < CHANGES; i++)
		text_addf(&changes, "function=update_phone_alias&source=test&user=6666&pass=1234&alias=8303x&new_alias=Desk+%d\n", i);
	assert_int_equal(program_run(&(PtySetup){ .arguments = api }, changes.bytes)->code, 0);
	text_free(&changes);
	Pty *pty = pty_open(&(PtySetup){ .arguments = on_the_demo });
	pty_sign_in(pty, "6666", "1234");
	pty_wait(pty, "1 284");
	pty_send(pty, "A/alias:8303x\r");
	pty_wait(pty, "230 of ");
	pty_send(pty, "x");
	pty_wait(pty, "Export 230 entries");
	pty_send(pty, "\025");
	pty_send(pty, scratch_path(path, sizeof path, "entries.csv"));
	pty_send(pty, "\r");
	pty_wait(pty, "230 entries written to");
	assert_true(sys_read_file(&text, path, 100000, &err));
	size_t lines = 0;
	for (const char *at = text.bytes; (at = strchr(at, '\n')); at++)
		lines++;
	assert_int_equal(lines, CHANGES + 1);
	text_free(&text);
	pty_quit(pty);
	pty_close(pty);
}

static void what_is_pasted_on_the_list_runs_nothing(void **state)
{
	Pty *pty = pty_open(&(PtySetup){ .arguments = on_the_demo });
	(void)state;
	pty_sign_in(pty, "6666", "1234");
	pty_wait(pty, "1 284");
	pty_send(pty, "\033[200~D8302x\rxQ\033[201~");
	pty_wait(pty, "Mark these IDs?");
	pty_wait(pty, "0 of aliases here");
	assert_false(pty_shows(pty, "Delete phone alias"));
	pty_send(pty, "\033");
	pty_wait_gone(pty, "Mark these IDs?");
	pty_quit(pty);
	pty_close(pty);
}

static void the_same_rows_are_printed_as_json(void **state)
{
	static const char *const list[] = { "--demo", "list", "--format", "json", "--user", "6666", "--password-fd", "0", "8302x", NULL };
	static const char *const audit[] = { "--demo", "audit", "list", "--format", "json", "action:login", NULL };

	(void)state;
	const ProgramRun *run = program_run(&(PtySetup){ .arguments = list }, "1234\n");
	assert_int_equal(run->code, 0);
	assert_string_equal(run->out, "[{\"health\": \"look\", \"id\": \"8302x\", \"name\": \"Front desk 2\", \"extension\": [\"8302\"], "
	                    "\"phones\": [\"8302a\", \"8302b\"], \"server\": [\"dialer1\", \"dialer2\"], "
	                    "\"protocol\": [\"SIP\"], \"active\": \"1/2\", "
	                    "\"group\": \"---ALL---\"}]\n");
	run = program_run(&(PtySetup){ .arguments = audit }, "");
	assert_int_equal(run->code, 0);
	assert_true(strncmp(run->out, "[{\"seq\": ", 9) == 0);
	assert_non_null(strstr(run->out, "\"action\": \"login\""));
}

static void what_is_wrong_is_printed_for_scripts(void **state)
{
	static const char *const json[] = { "--demo", "health", "--format", "json", "--user", "6666", "--password-fd", "0",
	                                    "missing-phone", "password-differs", "group:SALES", NULL };
	static const char *const csv[] = { "--demo", "health", "--format", "csv", "--user", "6666", "--password-fd", "0",
	                                   "id-not-typable", NULL };
	static const char *const of_sales[] = { "--demo", "health", "--user", "sales", "--password-fd", "0", "unused", NULL };

	(void)state;
	const ProgramRun *run = program_run(&(PtySetup){ .arguments = json }, "1234\n");
	assert_int_equal(run->code, 0);
	assert_string_equal(run->out,
		"[{\"health\": \"broken\", \"finding\": \"missing-phone\", \"id\": \"8311x\", \"name\": \"Klára Nováková\", "
		"\"what\": \"8311a does not exist\", \"fix\": \"take out of the list\"},\n"
		" {\"health\": \"broken\", \"finding\": \"missing-phone\", \"id\": \"8377x\", \"name\": \"Overflow\", "
		"\"what\": \"8377a does not exist\", \"fix\": \"take out of the list\"},\n"
		" {\"health\": \"look\", \"finding\": \"password-differs\", \"id\": \"3120x\", \"name\": \"Ana Schmidt\", "
		"\"what\": \"3120b has another password than 3120a\", \"fix\": \"set one password\"},\n"
		" {\"health\": \"look\", \"finding\": \"password-differs\", \"id\": \"8412x\", \"name\": \"Team lead 3\", "
		"\"what\": \"8412b has another password than 8412a\", \"fix\": \"set one password\"}]\n");
	run = program_run(&(PtySetup){ .arguments = csv }, "1234\n");
	assert_int_equal(run->code, 0);
	assert_string_equal(run->out,
		"health,finding,id,name,what,fix\r\n"
		"look,id-not-typable,83-70,Agents cannot type this,agents cannot type the - in the alias ID: their login form strips it,"
		"make a new alias\r\n"
		"look,id-not-typable,83_71,Nor this,agents cannot type the _ in the alias ID: their login form strips it,make a new alias\r\n");
	run = program_run(&(PtySetup){ .arguments = of_sales }, "1234\n");
	assert_int_equal(run->code, 0);
	assert_non_null(strstr(run->out, "8314x"));
	assert_null(strstr(run->out, "9001x"));
	run = program_run(&(PtySetup){ .arguments = of_sales }, "wrong\n");
	assert_int_equal(run->code, 4);
}

static void refused(const char *command, const char *word, const char *said)
{
	const char *const words[] = { "--demo", command, "--user", "6666", "--password-fd", "0", word, NULL };
	const ProgramRun *run = program_run(&(PtySetup){ .arguments = words }, "1234\n");

	assert_int_equal(run->code, 2);
	assert_string_equal(run->out, "");
	assert_non_null(strstr(run->err, said));
}

/* An empty answer would look as if nothing were wrong. */
static void a_slip_of_the_pen_is_no_empty_answer(void **state)
{
	(void)state;
	refused("health", "mising-phone",
	        "\"mising-phone\" is no kind of finding, and no alias holds it. The kinds: missing-phone stray-blank ");
	refused("health", "servr:dialer1", "servr: is no field (id: name:");
	refused("list", "servr:dialer1", "servr: is no field (id: name:");
	refused("list", "-servr:dialer1", "servr: is no field (id: name:");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_copy_reaches_the_terminals_clipboard),
		cmocka_unit_test(an_exported_file_is_the_admins_alone),
		cmocka_unit_test(all_entries_that_match_are_exported),
		cmocka_unit_test(what_is_pasted_on_the_list_runs_nothing),
		cmocka_unit_test(the_same_rows_are_printed_as_json),
		cmocka_unit_test(what_is_wrong_is_printed_for_scripts),
		cmocka_unit_test(a_slip_of_the_pen_is_no_empty_answer),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
