/* A table that a killed server left crashed: it is told of at the start, an empty list is not taken for the truth, what was
 * begun on it stays open until the DBA has repaired it, and other changes are settled meanwhile. */
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/service/change.h"
#include "tests/faults/ground.h"
#include "tests/outside.h"
#include "tests/scratch.h"
#include "tests/tap.h"

static const Connection *site;

static void die(ChangePoint point)
{
	if (point == POINT_STEP)
		kill(getpid(), SIGKILL);
}

static void begin_a_change_and_die(void)
{
	int status;
	pid_t child = fork();
	if (child == 0) {
		Service *service = ground_signed_in(NULL);
		Reply reply;
		Err err;
		change_at_point = die;
		_exit(ground_rename(service, "f01", ground_name('t'), false, &reply, &err) != ERR_NONE);
	}
	waitpid(child, &status, 0);
	assert_true(WIFSIGNALED(status));
}

/* The server died with the table open, and half of its rows never reached the disk. */
static void crash_the_table(void)
{
	char path[300];
	struct stat is;
	outside_close();
	scratch_database_kill();
	assert_int_equal(stat(scratch_path(path, sizeof path, "demo/data/asterisk/phones_alias.MYD"), &is), 0);
	assert_int_equal(truncate(path, is.st_size / 2), 0);
	scratch_database_start();
}

static bool is_told(const Reply *reply, const char *words)
{
	for (size_t i = 0; i < reply->settled_count; i++)
		if (strstr(reply->settled[i], words))
			return true;
	return false;
}

static size_t left_open(Service *service)
{
	Request request = { .op = OP_RECONCILE };
	Reply reply;
	Err err;
	if (!ops_run(service, &request, &reply, NULL, NULL, &err))
		fail_msg("%s", err.text);
	size_t open = reply.pending;
	reply_free(&reply);
	return open;
}

static void a_crashed_table_is_told_of_and_leaves_its_change_open(void **state)
{
	(void)state;
	Reply reply;
	Err err;
	begin_a_change_and_die();
	crash_the_table();
	Service *service = ground_signed_in(&reply);
	assert_true(is_told(&reply, "The table phones_alias is crashed: your DBA has to repair it"));
	assert_true(is_told(&reply, "cannot be settled yet (The table phones_alias is crashed"));
	Request load = { .op = OP_LOAD };
	assert_false(ops_run(service, &load, &reply, NULL, NULL, &err));
	assert_null(reply.catalog);
	assert_non_null(strstr(err.text, "crashed"));
	assert_int_equal(left_open(service), 1);
	outside_run(site, "REPAIR TABLE phones_alias");
	assert_int_equal(left_open(service), 0);
	assert_string_equal(ground_log("SELECT class FROM event WHERE kind='OUTCOME'"), "ROW_LOST");
	service_close(service);
}

int main(void)
{
	site = ground_lay();
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(a_crashed_table_is_told_of_and_leaves_its_change_open, ground_fresh),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	outside_close();
	return failed;
}
