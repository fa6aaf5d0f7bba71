/* The demo's private server: it starts with the sample call centre, keeps what was changed, starts over when asked,
 * is shared by several processes, and ends with the last of them, also when that one was killed. */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "core/base/sys.h"
#include "tests/outside.h"
#include "tests/scratch.h"
#include "tests/tap.h"

enum { PATIENCE_MS = 20000 };

static char folder[300];

static Demo *opened(DemoStart start, Connection *where)
{
	Demo *demo;
	Err err;
	outside_close();
	if (!demo_open(&demo, folder, start, where, &err))
		fail_msg("%s", err.text);
	return demo;
}

/* A zombie counts as gone: it has no program any more. */
static bool runs(pid_t pid)
{
	char link[40], program[10];
	text_format(link, sizeof link, "/proc/%d/exe", (int)pid);
	return readlink(link, program, sizeof program) >= 0;
}

static bool gone(pid_t pid)
{
	int64_t until = sys_monotonic_ms() + PATIENCE_MS;
	while (runs(pid) && sys_monotonic_ms() < until)
		nanosleep(&(struct timespec){ .tv_nsec = 2000000 }, NULL);
	return !runs(pid);
}

static pid_t server_pid(void)
{
	char path[400];
	Text text = { 0 };
	Err err;
	text_format(path, sizeof path, "%s/server.pid", folder);
	assert_true(sys_read_file(&text, path, 100, &err));
	pid_t pid = (pid_t)atol(text.bytes);
	text_free(&text);
	assert_true(pid > 1 && runs(pid));
	return pid;
}

/* A process of its own that opens the demo, says 'y' or 'n', and goes on until it is killed. */
static pid_t other_console(DemoStart start, char *said)
{
	int channel[2];
	assert_int_equal(pipe(channel), 0);
	pid_t child = fork();
	if (child == 0) {
		Demo *demo;
		Connection where;
		Err err;
		bool open = demo_open(&demo, folder, start, &where, &err);
		if (write(channel[1], open ? "y" : "n", 1) == 1 && open)
			pause();
		_exit(0);
	}
	close(channel[1]);
	assert_int_equal(read(channel[0], said, 1), 1);
	close(channel[0]);
	return child;
}

static void killed(pid_t child)
{
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
}

static void sample_call_centre_is_there(void **state)
{
	(void)state;
	Connection where;
	Demo *demo = opened(DEMO_FRESH, &where);
	assert_string_equal(outside_ask(&where, "SELECT COUNT(*) FROM phones_alias"), "1284");
	assert_string_equal(outside_rows(&where, "SELECT alias_id, logins_list FROM phones_alias WHERE alias_name = 'SupportDesk'"),
	                    "1001x|1001a,1001b");
	assert_string_equal(outside_rows(&where, "SELECT DISTINCT a.server_ip FROM phones a JOIN phones b USING (server_ip)"
	                                         " WHERE a.extension = '1001' AND b.extension = '1002' ORDER BY 1"),
	                    "10.0.0.11\n10.0.0.12");
	assert_string_equal(outside_rows(&where, "SELECT user FROM vicidial_users WHERE user_level = 9 AND pass = '1234' AND active = 'Y'"
	                                         " AND user IN ('admin', '6666') AND ast_admin_access = '1' AND ast_delete_phones = '1'"
	                                         " AND modify_phones = '1' AND vdc_agent_api_access = '1' ORDER BY 1"), "6666\nadmin");
	assert_string_equal(outside_ask(&where, "SELECT HEX(alias_name) FROM phones_alias WHERE alias_id = '8385x'"),
	                    "4A6F73E920C16C766172657A");
	assert_string_equal(outside_ask(&where, "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = 'asterisk'"
	                                        " AND (engine <> 'MyISAM' OR table_collation <> 'utf8mb3_unicode_ci')"), "0");
	demo_close(demo);
}

static void two_loads_are_the_same_to_the_byte(void **state)
{
	(void)state;
	static const char sum[] =
		"CHECKSUM TABLE phones, phones_alias, servers, vicidial_users, vicidial_admin_log, vicidial_live_agents";
	sys_freeze(1768228312000000);
	Connection where;
	char first[2000];
	Demo *demo = opened(DEMO_FRESH, &where);
	text_copy(first, sizeof first, outside_rows(&where, sum));
	assert_string_equal(outside_ask(&where, "SELECT last_update_time FROM vicidial_live_agents LIMIT 1"),
	                    outside_ask(&where, "SELECT FROM_UNIXTIME(1768228312)"));
	demo_close(demo);
	demo = opened(DEMO_FRESH, &where);
	assert_string_equal(outside_rows(&where, sum), first);
	demo_close(demo);
	sys_freeze(0);
}

static void changes_are_kept_until_a_fresh_start(void **state)
{
	(void)state;
	Connection where;
	char log[400];
	Demo *demo = opened(DEMO_KEEP, &where);
	outside_run(&where, "UPDATE phones_alias SET alias_name = 'TechSupport' WHERE alias_id = '1001x'");
	demo_close(demo);
	text_format(log, sizeof log, "%s/audit.db", folder);
	close(open(log, O_CREAT | O_WRONLY, 0600));

	demo = opened(DEMO_KEEP, &where);
	assert_string_equal(outside_ask(&where, "SELECT alias_name FROM phones_alias WHERE alias_id = '1001x'"), "TechSupport");
	assert_int_equal(access(log, F_OK), 0);
	demo_close(demo);

	demo = opened(DEMO_FRESH, &where);
	assert_string_equal(outside_ask(&where, "SELECT alias_name FROM phones_alias WHERE alias_id = '1001x'"), "SupportDesk");
	assert_int_not_equal(access(log, F_OK), 0);
	demo_close(demo);
}

static void server_ends_with_the_last_user(void **state)
{
	(void)state;
	Connection where;
	char said;
	Demo *demo = opened(DEMO_KEEP, &where);
	pid_t server = server_pid();
	pid_t child = other_console(DEMO_KEEP, &said);
	assert_int_equal(said, 'y');
	assert_int_equal(server_pid(), server);
	killed(child);
	assert_string_equal(outside_ask(&where, "SELECT 1"), "1");
	child = other_console(DEMO_KEEP, &said);
	demo_close(demo);
	demo = opened(DEMO_KEEP, &where);
	assert_int_equal(server_pid(), server);
	killed(child);
	demo_close(demo);
	assert_true(gone(server));
}

static void server_ends_with_a_killed_console(void **state)
{
	(void)state;
	char said;
	pid_t child = other_console(DEMO_KEEP, &said);
	assert_int_equal(said, 'y');
	pid_t server = server_pid();
	killed(child);
	assert_true(gone(server));
}

static void killed_server_is_replaced(void **state)
{
	(void)state;
	Connection where;
	Demo *demo = opened(DEMO_KEEP, &where);
	pid_t server = server_pid();
	kill(server, SIGKILL);
	assert_true(gone(server));
	demo_close(demo);
	demo = opened(DEMO_KEEP, &where);
	assert_string_equal(outside_ask(&where, "SELECT COUNT(*) FROM phones_alias"), "1284");
	demo_close(demo);
}

static void fresh_start_is_refused_while_in_use(void **state)
{
	(void)state;
	Connection where;
	char said;
	Demo *demo = opened(DEMO_KEEP, &where);
	other_console(DEMO_FRESH, &said);
	assert_int_equal(said, 'n');
	assert_string_equal(outside_ask(&where, "SELECT COUNT(*) FROM phones_alias"), "1284");
	demo_close(demo);
}

static void long_folder_names_get_a_socket_elsewhere(void **state)
{
	(void)state;
	char kept[sizeof folder], said;
	struct stat about;
	Connection where, again;
	text_copy(kept, sizeof kept, folder);
	text_format(folder, sizeof folder, "%s/%0100d", scratch_folder(), 1);
	Demo *demo = opened(DEMO_EMPTY, &where);
	assert_true(strlen(where.socket) < 100);
	assert_int_equal(stat(where.socket, &about), 0);
	assert_string_equal(outside_ask(&where, "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = 'asterisk'"), "0");
	pid_t child = other_console(DEMO_KEEP, &said);
	assert_int_equal(said, 'y');
	Demo *second = opened(DEMO_KEEP, &again);
	assert_string_equal(where.socket, again.socket);
	killed(child);
	pid_t server = server_pid();
	demo_close(second);
	demo_close(demo);
	assert_true(gone(server));
	text_copy(folder, sizeof folder, kept);
}

static const char *refused(const char *where_it_lies, DemoStart start)
{
	static Err err;
	Connection where;
	Demo *demo;
	outside_close();
	if (demo_open(&demo, where_it_lies, start, &where, &err))
		fail_msg("opened in %s", where_it_lies);
	return err.text;
}

static void assert_says(const char *said, const char *words)
{
	if (!strstr(said, words))
		fail_msg("\"%s\" is not in \"%s\"", words, said);
}

static void a_folder_that_cannot_be_one_is_said(void **state)
{
	(void)state;
	static const char *const locks[] = { "start.lock", "server.lock", "use.lock" };
	char path[1200], lock[400];
	FILE *file = fopen(scratch_path(path, sizeof path, "no-folder"), "w");
	assert_true(file && fclose(file) == 0);
	assert_says(refused(path, DEMO_KEEP), "no-folder");
	for (size_t i = 0; i < sizeof locks / sizeof *locks; i++) {
		text_format(lock, sizeof lock, "%s/locked%zu/%s", scratch_folder(), i, locks[i]);
		text_format(path, sizeof path, "%s/locked%zu", scratch_folder(), i);
		assert_true(mkdir(path, 0700) == 0 && mkdir(lock, 0700) == 0);
		assert_says(refused(path, DEMO_KEEP), "The demo's folder cannot be used: ");
	}
	text_format(path, sizeof path, "%s/%0200d/%0200d/%0200d/%0200d", scratch_folder(), 1, 2, 3, 4);
	assert_says(refused(path, DEMO_KEEP), "its name may be too long");
}

/* A server program that only says what is wrong, as one does whose disk or data are broken. */
static void put_server(const char *script)
{
	char path[400];
	FILE *file = fopen(scratch_path(path, sizeof path, "mariadbd"), "w");
	assert_true(file && fputs(script, file) >= 0 && fclose(file) == 0 && chmod(path, 0700) == 0);
}

static void a_server_that_does_not_start_says_why(void **state)
{
	(void)state;
	char path[400], folders[4096], kept[4000];
	text_copy(kept, sizeof kept, getenv("PATH"));
	text_format(folders, sizeof folders, "bin::%s:%s", scratch_folder(), kept);
	setenv("PATH", folders, 1);
	put_server("#!/bin/sh\necho '[Note] begins'; echo '[ERROR] no room left'; echo '[ERROR] Aborting'; exit 1\n");
	scratch_path(path, sizeof path, "broken");
	assert_says(refused(path, DEMO_FRESH), "The demo's data could not be loaded: [ERROR] no room left.");
	put_server("#!/bin/sh\ncase \"$*\" in *--bootstrap*) exit 0;; esac\necho '[ERROR] the data are of tomorrow'; exit 1\n");
	assert_says(refused(path, DEMO_FRESH), "The demo's server did not start: [ERROR] the data are of tomorrow.");
	put_server("#!/bin/sh\ncase \"$*\" in *--bootstrap*) exit 0;; esac\nexit 1\n");
	assert_says(refused(path, DEMO_KEEP), "The demo's server did not start: its log is ");
	setenv("PATH", kept, 1);
	unlink(scratch_path(path, sizeof path, "mariadbd"));
}

static void nobody_else_can_reach_it(void **state)
{
	(void)state;
	struct stat about;
	Connection where;
	Demo *demo = opened(DEMO_KEEP, &where);
	assert_int_equal(stat(folder, &about), 0);
	assert_int_equal(about.st_mode & 0777, 0700);
	assert_string_equal(outside_ask(&where, "SELECT @@skip_networking"), "1");
	demo_close(demo);
}

int main(void)
{
	scratch_path(folder, sizeof folder, "demo");
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sample_call_centre_is_there),
		cmocka_unit_test(two_loads_are_the_same_to_the_byte),
		cmocka_unit_test(changes_are_kept_until_a_fresh_start),
		cmocka_unit_test(server_ends_with_the_last_user),
		cmocka_unit_test(server_ends_with_a_killed_console),
		cmocka_unit_test(killed_server_is_replaced),
		cmocka_unit_test(fresh_start_is_refused_while_in_use),
		cmocka_unit_test(long_folder_names_get_a_socket_elsewhere),
		cmocka_unit_test(nobody_else_can_reach_it),
		cmocka_unit_test(a_folder_that_cannot_be_one_is_said),
		cmocka_unit_test(a_server_that_does_not_start_says_why),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
