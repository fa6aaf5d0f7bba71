/* A script's way to change aliases, with the real program on the demo: one request as an argument, many as lines, the exit codes,
 * where the password comes from and where it never is, and what ends a long run early. */
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "core/base/text.h"
#include "tests/journeys/pty.h"
#include "tests/journeys/scene.h"
#include "tests/scratch.h"
#include "tests/tap.h"

#define TO_8302x "function=update_phone_alias&source=test&user=6666&alias=8302x"


static int fresh_alias(void **state)
{
	(void)state;
	outside_run(scene_demo(), "REPLACE INTO phones_alias (alias_id, alias_name, logins_list, user_group)"
	                    " VALUES ('8302x', 'Front desk 2', '8302a,8302b', 'SALES')");
	outside_run(scene_demo(), "UPDATE vicidial_users SET failed_login_count = 0 WHERE user = '6666'");
	return 0;
}

static const char *name_now(void)
{
	return outside_ask(scene_demo(), "SELECT alias_name FROM phones_alias WHERE alias_id = '8302x'");
}

#define run_api(input, ...) program_run(&(PtySetup){ .arguments = (const char *[]){ "--demo", "api", __VA_ARGS__, NULL } }, input)

static void answers(const ProgramRun *run, int code, const char *out)
{
	if (run->code != code || strcmp(run->out, out) != 0)
		fail_msg("exit code %d, \"%s\", \"%s\"", run->code, run->out, run->err);
}

static void one_request_is_answered_and_the_exit_code_says_how(void **state)
{
	(void)state;
	static const struct { const char *query, *line; int code; } rows[] = {
		{ TO_8302x "&pass=1234&new_alias=One", "SUCCESS: One | Alias Updated Successfully for Extension 8302\n", 0 },
		{ TO_8302x "&pass=1234&new_alias=One", "SUCCESS: One | Alias Updated Successfully for Extension 8302\n", 0 },
		{ TO_8302x "y&pass=1234&new_alias=One", "ERROR: ALIAS NOT FOUND\n", 3 },
		{ TO_8302x "&pass=1234&active=yes", "ERROR: ACTIVE MUST BE Y OR N\n", 6 },
		{ TO_8302x "&pass=1234&new_alias=%zz", "ERROR: INVALID REQUEST\n", 6 },
		{ TO_8302x "&pass=wrong&active=N", "ERROR: INVALID USERNAME OR PASSWORD\n", 4 },
		{ "", "ERROR: Login incorrect, please try again: |||BAD|\n", 4 },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		answers(run_api("", rows[i].query), rows[i].code, rows[i].line);
	assert_string_equal(name_now(), "One");
	const ProgramRun *run = run_api("", "hello");
	answers(run, 4, "ERROR: Login incorrect, please try again: |||BAD|\n");
	assert_non_null(strstr(run->err, "That is no request: it has no name=value."));
	run = run_api("", "http://dialer/vicidial/non_agent_api.php?" TO_8302x "&pass=1234&active=N");
	answers(run, 6, "ERROR: INVALID REQUEST\n");
	assert_non_null(strstr(run->err, "Give only what stands behind the ? of a URL: its server is not asked."));
}

static void the_password_comes_from_a_file_descriptor(void **state)
{
	(void)state;
	answers(run_api("1234\n", TO_8302x "&new_alias=Given", "--password-fd", "0"), 0,
	        "SUCCESS: Given | Alias Updated Successfully for Extension 8302\n");
	/* The user of the option is for a request that names none. */
	static const char nameless[] = "function=update_phone_alias&source=test&alias=8302x&new_alias=Also";
	answers(run_api("1234\n", nameless, "--password-fd", "0", "--user", "6666"), 0,
	        "SUCCESS: Also | Alias Updated Successfully for Extension 8302\n");
	answers(run_api("", TO_8302x "&new_alias=Never"), 2, "");    /* nobody to ask */
	assert_string_equal(name_now(), "Also");
}

static void a_password_among_the_arguments_is_warned_about(void **state)
{
	(void)state;
	const ProgramRun *run = run_api("", TO_8302x "&new_alias=Warned&pass=1234");
	assert_non_null(strstr(run->err, "Others on this machine could read the password"));
	assert_null(strstr(run->err, "1234"));
	run = run_api("1234\n", TO_8302x "&new_alias=Not+warned", "--password-fd", "0");
	assert_null(strstr(run->err, "Others on this machine"));
}

/* How many processes have these bytes among their arguments. */
static size_t processes_with(const char *bytes)
{
	size_t count = 0;
	DIR *processes = opendir("/proc");
	for (struct dirent *entry; (entry = readdir(processes)); ) {
		char path[300], arguments[4096];
		text_format(path, sizeof path, "/proc/%s/cmdline", entry->d_name);
		int fd = open(path, O_RDONLY);
		ssize_t got = fd < 0 ? 0 : read(fd, arguments, sizeof arguments);
		if (got > 0 && memmem(arguments, (size_t)got, bytes, strlen(bytes)))
			count++;
		if (fd >= 0)
			close(fd);
	}
	closedir(processes);
	return count;
}

static void what_was_an_argument_is_none_any_more(void **state)
{
	(void)state;
	char user[40], query[200], prompt[80];
	text_format(user, sizeof user, "Nobody%d", (int)getpid());
	text_format(query, sizeof query, "function=update_phone_alias&source=test&alias=8302x&active=N&user=%s", user);
	text_format(prompt, sizeof prompt, "Password of %s", user);
	Pty *pty = pty_open(&(PtySetup){ .arguments = (const char *[]){ "--demo", "api", query, NULL } });
	pty_wait(pty, prompt);
	assert_true(processes_with("--demo") > 0);
	assert_int_equal(processes_with(user), 0);
	pty_send(pty, "1234\r");
	pty_wait(pty, "ERROR: INVALID USERNAME OR PASSWORD");
	assert_int_equal(pty_wait_end(pty), 4);
	pty_close(pty);
}

static void many_requests_are_answered_line_by_line(void **state)
{
	(void)state;
	static const char input[] = "\xEF\xBB\xBF" TO_8302x "&pass=1234&new_alias=First\n\n# a remark\r\n" TO_8302x "&pass=1234&new_alias=Second\r\n"
	                            TO_8302x "&pass=1234&new_alias=x\n   \n" TO_8302x "&pass=1234&new_alias=Last";
	const ProgramRun *run = run_api(input, "-");
	answers(run, 9, "SUCCESS: First | Alias Updated Successfully for Extension 8302\n"
	                "SUCCESS: Second | Alias Updated Successfully for Extension 8302\nERROR: INVALID ALIAS NAME\n"
	                "SUCCESS: Last | Alias Updated Successfully for Extension 8302\n");
	assert_non_null(strstr(run->err, "vicialias: line 5: "));
	assert_non_null(strstr(run->err, "1 of 4 requests failed."));
	assert_string_equal(name_now(), "Last");
	run = run_api("?" TO_8302x "&pass=1234&active=N\n", "-");
	assert_non_null(strstr(run->err, "vicialias: line 1: Give only what stands behind the ? of a URL"));
	static const char *const no_dash[] = { "--demo", "api", NULL };
	answers(program_run(&(PtySetup){ .arguments = no_dash }, TO_8302x "&pass=1234&new_alias=No+dash\n"), 0,
	        "SUCCESS: No dash | Alias Updated Successfully for Extension 8302\n");
	answers(run_api("", "-"), 0, "");
}

static void all_failed_is_the_first_ones_code(void **state)
{
	(void)state;
	answers(run_api(TO_8302x "y&pass=1234&active=N\n" TO_8302x "&pass=1234&active=x\n", "-"), 3,
	        "ERROR: ALIAS NOT FOUND\nERROR: ACTIVE MUST BE Y OR N\n");
}

static void the_first_error_stops_when_asked_to(void **state)
{
	(void)state;
	static const char input[] = TO_8302x "&pass=1234&new_alias=Before\n" TO_8302x "&pass=1234&active=x\n"
	                            TO_8302x "&pass=1234&new_alias=After\n";
	answers(run_api(input, "-", "--stop-on-error"), 9,
	        "SUCCESS: Before | Alias Updated Successfully for Extension 8302\nERROR: ACTIVE MUST BE Y OR N\n");
	assert_string_equal(name_now(), "Before");
}

static void write_password(char *path, size_t cap, const char *password)
{
	FILE *file = fopen(scratch_path(path, cap, "password"), "w");
	assert_true(file && fputs(password, file) >= 0 && fclose(file) == 0);
}

/* The program inherits an open file as number 9. */
static const ProgramRun *run_with_password(const char *password, const char *input)
{
	char path[300];
	write_password(path, sizeof path, password);
	int fd = open(path, O_RDONLY);
	dup2(fd, 9);
	const ProgramRun *run = run_api(input, "-", "--password-fd", "9");
	close(fd), close(9);
	return run;
}

static void one_password_serves_all_requests_of_its_user(void **state)
{
	(void)state;
	answers(run_with_password("1234\n", TO_8302x "&new_alias=One\n" TO_8302x "&new_alias=Two\n"), 0,
	        "SUCCESS: One | Alias Updated Successfully for Extension 8302\n"
	        "SUCCESS: Two | Alias Updated Successfully for Extension 8302\n");
	static const char of_two[] = TO_8302x "&new_alias=Mine\n"
	                             "function=update_phone_alias&source=test&user=admin&alias=8302x&new_alias=Yours\n";
	const ProgramRun *run = run_with_password("1234\n", of_two);
	assert_string_equal(run->out, "SUCCESS: Mine | Alias Updated Successfully for Extension 8302\n");
	assert_int_equal(run->code, 2);
	assert_non_null(strstr(run->err, "line 2: The password given is user 6666's"));
	run = run_api("1234\n" TO_8302x "&active=N\n", "-", "--password-fd", "0");
	assert_int_equal(run->code, 2);
	assert_string_equal(name_now(), "Mine");
}

static void a_refused_password_is_not_tried_with_every_line(void **state)
{
	(void)state;
	static const char input[] = TO_8302x "&new_alias=Aa\n" TO_8302x "&new_alias=Bb\n" TO_8302x "&new_alias=Cc\n";
	answers(run_with_password("wrong\n", input), 4, "ERROR: INVALID USERNAME OR PASSWORD\n");
	assert_string_equal(outside_ask(scene_demo(), "SELECT failed_login_count FROM vicidial_users WHERE user = '6666'"), "1");
}

static void interrupt_ends_between_two_lines(void **state)
{
	(void)state;
	Pty *pty = pty_open(&(PtySetup){ .arguments = (const char *[]){ "--demo", "api", "-", NULL } });
	pty_send(pty, TO_8302x "&pass=1234&new_alias=Typed\r");
	pty_wait(pty, "SUCCESS: Typed");
	pty_send(pty, "\003");
	assert_int_equal(pty_wait_end(pty), 130);
	assert_non_null(strstr(pty_said(pty), "Stopped after 1 request."));
	pty_close(pty);
	assert_string_equal(name_now(), "Typed");
}

static void wrong_use_is_said(void **state)
{
	(void)state;
	const ProgramRun *run = run_api("", "function=update_phone_alias", "alias=8302x");
	assert_int_equal(run->code, 2);
	assert_non_null(strstr(run->err, "Put it between quotes"));
}

static void without_a_database_each_request_is_told_so(void **state)
{
	(void)state;
	static const char *const arguments[] = { "api", "-", "--astguiclient", "/nowhere/astguiclient.conf", NULL };
	static const char input[] = TO_8302x "&new_alias=Aa\n" TO_8302x "&new_alias=Bb\n";
	const ProgramRun *run = program_run(&(PtySetup){ .arguments = arguments }, input);
	assert_string_equal(run->out, "ERROR: DATABASE NOT AVAILABLE\nERROR: DATABASE NOT AVAILABLE\n");
	assert_int_not_equal(run->code, 0);
	assert_non_null(strstr(run->err, "/nowhere/astguiclient.conf"));
}

/* Q17, Q18: as a CGI the words after the name are the caller's, and so are most of the variables. */
static void as_a_cgi_it_obeys_neither_words_nor_strange_variables(void **state)
{
	(void)state;
	static const char *const environment[] = { "GATEWAY_INTERFACE=CGI/1.1", "QUERY_STRING=--version", "REMOTE_ADDR=10.0.0.5",
	                                           "REQUEST_METHOD=PUT", "VICIALIAS_ASCII=nonsense", NULL };
	static const char *const words[] = { "--version", "--demo", "api", "x=1", NULL };
	const ProgramRun *run = program_run(&(PtySetup){ .environment = environment, .arguments = words }, "");
	assert_int_equal(run->code, 0);
	assert_memory_equal(run->out, "Status: 405 ", strlen("Status: 405 "));
	assert_null(strstr(run->out, "vicialias"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(one_request_is_answered_and_the_exit_code_says_how, fresh_alias),
		cmocka_unit_test_setup(the_password_comes_from_a_file_descriptor, fresh_alias),
		cmocka_unit_test_setup(a_password_among_the_arguments_is_warned_about, fresh_alias),
		cmocka_unit_test_setup(what_was_an_argument_is_none_any_more, fresh_alias),
		cmocka_unit_test_setup(many_requests_are_answered_line_by_line, fresh_alias),
		cmocka_unit_test_setup(all_failed_is_the_first_ones_code, fresh_alias),
		cmocka_unit_test_setup(the_first_error_stops_when_asked_to, fresh_alias),
		cmocka_unit_test_setup(one_password_serves_all_requests_of_its_user, fresh_alias),
		cmocka_unit_test_setup(a_refused_password_is_not_tried_with_every_line, fresh_alias),
		cmocka_unit_test_setup(interrupt_ends_between_two_lines, fresh_alias),
		cmocka_unit_test_setup(wrong_use_is_said, fresh_alias),
		cmocka_unit_test_setup(without_a_database_each_request_is_told_so, fresh_alias),
		cmocka_unit_test_setup(as_a_cgi_it_obeys_neither_words_nor_strange_variables, fresh_alias),
	};
	return cmocka_run_group_tests(tests, scene_begin, scene_end);
}
