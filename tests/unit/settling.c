/* What dead sessions left is settled, and what stands in the way of that is said: a session that still lives, a database that
 * refuses what is left to do, another program that settles at the same time. */
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/service/change.h"
#include "core/service/recover.h"
#include "tests/unit/batch_site.h"

#include "tests/tap.h"

/* --- sessions that end, or stop, behind the first row they write --- */

static int fatal;

static void end_at_a_step(ChangePoint point)
{
	if (point == POINT_STEP)
		kill(getpid(), fatal);
}

static pid_t begin(const char *alias, size_t rows, int ends_with)
{
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		Reply reply;
		service = desk_sign_in(site, &config, "6666");
		Request request = { .op = OP_BATCH_PLAN, .order = batch_order_new(NULL) };
		batch_order_add(request.order, ids, rows, &(BulkWish){ .wish.value[FIELD_NAME] = "Half way" });
		Batch *batch = planned(&request);
		Plan *plan = desk_plan(service, alias ? alias : "b020x", &(Wish){ .value[FIELD_NAME] = "Half way" });
		fatal = ends_with;
		change_at_point = end_at_a_step;
		if (alias)
			desk_apply(service, plan, &reply, &err);
		else
			apply(batch, NULL, NULL);
		_exit(0);
	}
	int status;
	assert_int_equal(waitpid(child, &status, WUNTRACED), child);
	assert_true(ends_with == SIGSTOP ? WIFSTOPPED(status) : WIFSIGNALED(status));
	return child;
}

static void killed_while_it_changed(const char *alias)
{
	begin(alias, 1, SIGKILL);
}

static void reconcile(Reply *reply, size_t settled, size_t pending)
{
	desk_run(service, &(Request){ .op = OP_RECONCILE }, reply);
	assert_int_equal(reply->settled_total, settled);
	assert_int_equal(reply->pending, pending);
}

/* --- what is in the way --- */

/* After a crash of the server its log is read as a whole: first of all, while the server is young. */
static void without_vicidials_log_it_is_left_alone(void **state)
{
	(void)state;
	Reply reply;
	killed_while_it_changed("b020x");
	outside_run(site, "RENAME TABLE vicidial_admin_log TO log_aside");
	reconcile(&reply, 1, 1);
	assert_non_null(strstr(reply.settled[0], "b020x: change #"));
	assert_non_null(strstr(reply.settled[0], " by 6666 cannot be settled yet ("));
	reply_free(&reply);
	outside_run(site, "RENAME TABLE log_aside TO vicidial_admin_log");
	reconcile(&reply, 1, 0);
	assert_non_null(strstr(reply.settled[0], "was made; VICIdial's log row was added."));
	reply_free(&reply);
	assert_log_whole();
}

static void where_the_server_takes_no_writes_it_is_left_alone(void **state)
{
	(void)state;
	Reply reply;
	killed_while_it_changed("b020x");
	outside_run(site, "CREATE TRIGGER before_log BEFORE INSERT ON vicidial_admin_log FOR EACH ROW SIGNAL SQLSTATE 'HY000'"
	            " SET MYSQL_ERRNO = 1290, MESSAGE_TEXT = 'running with the --read-only option'");
	reconcile(&reply, 1, 1);
	assert_non_null(strstr(reply.settled[0], "cannot be settled yet (The database server is read-only (a replica?)"));
	reply_free(&reply);
	outside_run(site, "DROP TRIGGER before_log");
	reconcile(&reply, 1, 0);
	reply_free(&reply);
	assert_log_whole();
}

/* A batch and a change of two sessions that are stopped: each is named by its process, the batch once. */
static void what_living_sessions_have_under_way_is_left_alone(void **state)
{
	(void)state;
	Reply reply;
	char process[40];
	pid_t batch = begin(NULL, 3, SIGSTOP), change = begin("b020x", 1, SIGSTOP);
	reconcile(&reply, 2, 4);
	text_format(process, sizeof process, " in process %d of", (int)batch);
	assert_non_null(strstr(reply.settled[0], process));
	text_format(process, sizeof process, " in process %d of", (int)change);
	assert_non_null(strstr(reply.settled[1], process));
	reply_free(&reply);
	kill(batch, SIGKILL), kill(change, SIGKILL);
	waitpid(batch, NULL, 0), waitpid(change, NULL, 0);
	reconcile(&reply, 2, 0);
	assert_non_null(strstr(reply.settled[0], "was interrupted: 1 written, 2 not started."));
	assert_non_null(strstr(reply.settled[1], "b020x: the interrupted change #"));
	reply_free(&reply);
	assert_log_whole();
}

/* --- two that settle --- */

static void another_program_settles_too(void *context, const char *sentence)
{
	(void)sentence;
	++*(int *)context;
	service_close(desk_sign_in(site, &config, "admin"));
}

static void what_another_has_settled_meanwhile_is_not_told_again(void **state)
{
	(void)state;
	int told = 0;
	killed_while_it_changed("b020x");
	killed_while_it_changed("b021x");
	assert_true(recover_run(service, another_program_settles_too, &told, &err));
	assert_int_equal(told, 1);
	assert_log_whole();
}

int main(void)
{
	set_up();
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(without_vicidials_log_it_is_left_alone, fresh_rows),
		cmocka_unit_test_setup(where_the_server_takes_no_writes_it_is_left_alone, fresh_rows),
		cmocka_unit_test_setup(what_living_sessions_have_under_way_is_left_alone, fresh_rows),
		cmocka_unit_test_setup(what_another_has_settled_meanwhile_is_not_told_again, fresh_rows),
	};
	return take_down(cmocka_run_group_tests(tests, NULL, NULL));
}
