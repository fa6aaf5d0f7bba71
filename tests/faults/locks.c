/* Others lock the tables: a backup, a report, a DBA. A change waits no longer than it says, is not made, and no reader waits
 * because of it; a killed query is not made either, and a column more is no matter. */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/base/sys.h"
#include "core/service/change.h"
#include "tests/faults/ground.h"
#include "tests/outside.h"
#include "tests/tap.h"

enum { PATIENCE_MS = 20000 };

static const Connection *site;

/* A console that renames an alias while the table is locked; what it came to is its exit code. */
static pid_t rename_beside(unsigned alias)
{
	int ready[2];
	char byte;
	assert_int_equal(pipe(ready), 0);
	pid_t child = fork();
	if (child == 0) {
		Service *service = ground_signed_in(NULL);
		Reply reply;
		Err err;
		Plan *plan = ground_plan(service, ground_alias(alias), ground_name('l'), false);
		if (write(ready[1], "x", 1) != 1)
			_exit(99);
		sigset_t go;
		int signal;
		sigemptyset(&go);
		sigaddset(&go, SIGUSR1);
		sigwait(&go, &signal);
		ErrCode code = desk_apply(service, plan, &reply, &err);
		if (code != ERR_NONE)
			print_message("# said: %s\n", err.text);
		service_close(service);
		_exit((int)code);
	}
	assert_int_equal(read(ready[0], &byte, 1), 1);
	close(ready[0]), close(ready[1]);
	return child;
}

static ErrCode came_to(pid_t child)
{
	int status;
	waitpid(child, &status, 0);
	assert_true(WIFEXITED(status));
	return (ErrCode)WEXITSTATUS(status);
}

static const char waiting[] = "FROM information_schema.PROCESSLIST WHERE STATE LIKE 'Waiting for%' AND INFO LIKE 'UPDATE%'";

static const char *text_of(char *out, size_t cap, const char *sql)
{
	text_copy(out, cap, outside_ask(site, sql));
	return out;
}

static void wait_until_it_waits(void)
{
	char sql[200];
	text_format(sql, sizeof sql, "SELECT COUNT(*) %s", waiting);
	int64_t until = sys_monotonic_ms() + PATIENCE_MS;
	while (strcmp(outside_ask(site, sql), "0") == 0)
		assert_true(sys_monotonic_ms() < until);
}

/* What agents' logins do, over and over; told at its end is the longest that one took. */
static pid_t read_beside(int *answer)
{
	int ends[2];
	assert_int_equal(pipe(ends), 0);
	pid_t child = fork();
	if (child == 0) {
		sigset_t stop;
		int64_t longest_ms = 0;
		sigemptyset(&stop);
		sigaddset(&stop, SIGTERM);
		sigprocmask(SIG_BLOCK, &stop, NULL);
		while (sigtimedwait(&stop, NULL, &(struct timespec){ .tv_nsec = 2000000 }) < 0) {
			int64_t began_ms = sys_monotonic_ms();
			outside_ask(site, "SELECT logins_list FROM phones_alias WHERE alias_id='f02'");
			int64_t took_ms = sys_monotonic_ms() - began_ms;
			longest_ms = took_ms > longest_ms ? took_ms : longest_ms;
		}
		_exit(write(ends[1], &longest_ms, sizeof longest_ms) != sizeof longest_ms);
	}
	close(ends[1]);
	*answer = ends[0];
	return child;
}

static int64_t longest_read_ms(pid_t reader, int answer)
{
	int64_t longest_ms = -1;
	kill(reader, SIGTERM);
	if (read(answer, &longest_ms, sizeof longest_ms) != sizeof longest_ms)
		longest_ms = -1;
	close(answer);
	waitpid(reader, NULL, 0);
	return longest_ms;
}

static int block_go(void **state)
{
	sigset_t go;
	sigemptyset(&go);
	sigaddset(&go, SIGUSR1);
	sigprocmask(SIG_BLOCK, &go, NULL);
	return ground_fresh(state);
}

/* mysqldump's lock, held longer than a change waits. */
static void a_backups_lock_stops_the_change_and_no_reader(void **state)
{
	(void)state;
	int answer;
	pid_t child = rename_beside(0);
	pid_t reader = read_beside(&answer);
	outside_run(site, "LOCK TABLES phones_alias READ LOCAL");
	int64_t began_ms = sys_monotonic_ms();
	kill(child, SIGUSR1);
	wait_until_it_waits();
	assert_int_equal(came_to(child), ERR_STORE);
	int64_t took_ms = sys_monotonic_ms() - began_ms, longest_ms = longest_read_ms(reader, answer);
	outside_run(site, "UNLOCK TABLES");
	assert_true(longest_ms >= 0);
	print_message("# the change gave up after %lld ms; the longest read beside it took %lld ms\n", (long long)took_ms,
	              (long long)longest_ms);
	assert_string_equal(ground_log("SELECT class FROM event WHERE kind='OUTCOME'"), "NOT_APPLIED");
	ground_judge("locked by a backup", NULL);
}

static void a_killed_query_is_not_made(void **state)
{
	(void)state;
	char id[24], sql[200];
	pid_t child = rename_beside(1);
	outside_run(site, "LOCK TABLES phones_alias READ");
	kill(child, SIGUSR1);
	wait_until_it_waits();
	text_format(sql, sizeof sql, "SELECT ID %s", waiting);
	text_copy(id, sizeof id, outside_ask(site, sql));
	outside_runf(site, "KILL QUERY %s", id);
	assert_int_equal(came_to(child), ERR_STORE);
	outside_run(site, "UNLOCK TABLES");
	assert_string_equal(ground_log("SELECT class FROM event WHERE kind='OUTCOME'"), "NOT_APPLIED");
	ground_judge("query killed", NULL);
}

static void a_lock_on_everything_is_waited_for_while_it_is_short(void **state)
{
	(void)state;
	pid_t child = rename_beside(2);
	outside_run(site, "FLUSH TABLES WITH READ LOCK");
	kill(child, SIGUSR1);
	int64_t until = sys_monotonic_ms() + PATIENCE_MS;
	while (strcmp(outside_ask(site, "SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE INFO LIKE 'UPDATE LOW%'"), "0") == 0)
		assert_true(sys_monotonic_ms() < until);
	outside_run(site, "UNLOCK TABLES");
	assert_int_equal(came_to(child), ERR_NONE);
	ground_judge("locked as a whole", NULL);
}

/* Takes the whole of its patience: the long form only. */
static void a_writers_lock_stops_the_reading_too(void **state)
{
	(void)state;
	if (!getenv("FAULTS"))
		skip();
	pid_t child = rename_beside(3);
	outside_run(site, "LOCK TABLES phones_alias WRITE");
	int64_t began_ms = sys_monotonic_ms();
	kill(child, SIGUSR1);
	assert_int_equal(came_to(child), ERR_STORE);
	print_message("# given up after %lld ms\n", (long long)(sys_monotonic_ms() - began_ms));
	outside_run(site, "UNLOCK TABLES");
	assert_int_equal(ground_log_number("SELECT count(*) FROM event WHERE kind='INTENT'"), 0);
}

static void alter_the_table(ChangePoint point)
{
	if (point == POINT_INTENT)
		outside_run(site, "ALTER TABLE phones_alias ADD COLUMN IF NOT EXISTS more INT DEFAULT 7");
}

static void a_column_more_is_no_matter(void **state)
{
	(void)state;
	Reply reply;
	Err err;
	Service *service = ground_signed_in(NULL);
	change_at_point = alter_the_table;
	ErrCode code = ground_rename(service, "f04", ground_name('l'), false, &reply, &err);
	change_at_point = NULL;
	outside_run(site, "ALTER TABLE phones_alias DROP COLUMN more");
	if (code != ERR_NONE)
		fail_msg("%s", err.text);
	reply_free(&reply);
	service_close(service);
	ground_judge("a column more", NULL);
}

/* What a dead session left is looked for when one signs in. Cut off there, a console has lost its connection, and not its log. */
static void a_sign_in_that_is_cut_off_changes_with_the_next_connection(void **state)
{
	(void)state;
	char id[24];
	static const char checking[] = "FROM information_schema.PROCESSLIST WHERE STATE LIKE 'Waiting for%'"
	                               " AND INFO LIKE 'CHECK TABLE%'";
	outside_run(site, "LOCK TABLES phones_alias WRITE");
	pid_t child = fork();
	if (child == 0) {
		Request again = { .op = OP_RECONNECT };
		Reply reply;
		Err err;
		Service *service = ground_signed_in(&reply);
		bool told = reply.settled_count == 1 && strstr(reply.settled[0], "could not be looked at; the next connection does.");
		ErrCode broken = ground_rename(service, "f06", ground_name('l'), false, &reply, &err);
		bool back = ops_run(service, &again, &reply, NULL, NULL, &err);
		ErrCode code = back ? ground_rename(service, "f06", ground_name('l'), false, &reply, &err) : err.code;
		_exit(!told ? 97 : broken != ERR_OFFLINE ? 98 : (int)code);
	}
	int64_t until = sys_monotonic_ms() + PATIENCE_MS;
	char sql[200];
	text_format(sql, sizeof sql, "SELECT ID %s", checking);
	while (*text_of(id, sizeof id, sql) == '\0')
		assert_true(sys_monotonic_ms() < until);
	outside_runf(site, "KILL CONNECTION %s", id);
	outside_run(site, "UNLOCK TABLES");
	assert_int_equal(came_to(child), ERR_NONE);
	ground_judge("cut off at sign-in", NULL);
}

int main(void)
{
	site = ground_lay();
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(a_backups_lock_stops_the_change_and_no_reader, block_go),
		cmocka_unit_test_setup(a_killed_query_is_not_made, block_go),
		cmocka_unit_test_setup(a_lock_on_everything_is_waited_for_while_it_is_short, block_go),
		cmocka_unit_test_setup(a_writers_lock_stops_the_reading_too, block_go),
		cmocka_unit_test_setup(a_column_more_is_no_matter, block_go),
		cmocka_unit_test_setup(a_sign_in_that_is_cut_off_changes_with_the_next_connection, ground_fresh),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	outside_close();
	return failed;
}
