/* What dead sessions left is settled, and what stands in the way of that is said: a session that still lives, a database that
 * refuses what is left to do, another program that settles at the same time. */
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/service/change.h"
#include "core/service/recover.h"
#include "tests/unit/batch_site.h"
#include "tests/unit/failing_log.h"

#include "tests/tap.h"

/* --- sessions that end, or stop, behind the first row they write --- */

static int fatal;
static ChangePoint last_point = POINT_STEP;
static FieldId field = FIELD_NAME;
static const char *wished = "Half way";

static void end_at_a_point(ChangePoint point)
{
	if (point == last_point)
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
		batch_order_add(request.order, ids, rows, &(BulkWish){ .wish.value[FIELD_NAME] = wished });
		Batch *batch = planned(&request);
		Wish wish = { 0 };
		wish.value[field] = wished;
		Plan *plan = desk_plan(service, alias ? alias : "b020x", &wish);
		fatal = ends_with;
		change_at_point = end_at_a_point;
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

/* --- another change as a witness --- */

/* What a power cut leaves of it. */
static void lose_the_marks_beside_the_log(void)
{
	char path[300], command[700];
	text_format(path, sizeof path, "%.*s.trail", (int)(strlen(config.audit) - strlen(".db")), config.audit);
	text_format(command, sizeof command, "dd if=/dev/zero of=%s bs=1k count=80 conv=notrunc status=none", path);
	assert_int_equal(system(command), 0);
}

/* b000x and b001x share a phone: a change of the one that was killed, and one of the other behind it. */
static void killed_before_another(ChangePoint point)
{
	last_point = point;
	field = FIELD_PROTOCOL;
	wished = "IAX2";
	killed_while_it_changed("b000x");
	last_point = POINT_STEP;
	field = FIELD_NAME;
	wished = "Half way";
	desk_change(service, "b001x", &(Wish){ .value[FIELD_PROTOCOL] = "PJSIP" });
	lose_the_marks_beside_the_log();
}

static const char *came_to(const char *alias)
{
	char sql[300];
	text_format(sql, sizeof sql, "SELECT o.payload FROM event o JOIN event i ON i.op_id = o.op_id AND i.kind = 'INTENT' WHERE"
	            " o.kind = 'OUTCOME' AND i.pk = CAST('%s' AS BLOB) ORDER BY o.seq DESC LIMIT 1", alias);
	return outside_log(config.audit, sql);
}

static void what_the_next_change_found_tells_what_the_killed_one_did(void **state)
{
	static const struct { ChangePoint point; const char *class; } ends[] = {
		{ POINT_STEP, "APPLIED_THEN_CHANGED" }, { POINT_INTENT, "NOT_APPLIED" },
	};
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		Reply reply;
		fresh_rows(state);
		killed_before_another(ends[i].point);
		reconcile(&reply, 1, 0);
		reply_free(&reply);
		if (!strstr(came_to("b000x"), ends[i].class))
			fail_msg("%s", came_to("b000x"));
		assert_log_whole();
	}
}

static void a_witness_that_cannot_be_asked_leaves_it_open(void **state)
{
	(void)state;
	static const struct { SqlId sql; size_t passes; } failures[] = {
		{ SQL_AUDIT_WITNESS, 0 }, { SQL_AUDIT_PLAN_HEAD, 1 }, { SQL_AUDIT_OUTCOME_CLASSES, 0 },
	};
	Reply reply;
	killed_before_another(POINT_STEP);
	for (size_t i = 0; i < sizeof failures / sizeof *failures; i++) {
		log_fails_at(failures[i].sql, failures[i].passes);
		assert_int_equal(desk_ask(service, OP_RECONCILE, NULL, &reply, &err), ERR_UNREADABLE);
		assert_true(log_failed());
	}
	reconcile(&reply, 1, 0);
	reply_free(&reply);
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
	pid_t first = begin("b020x", 1, SIGSTOP), second = begin("b021x", 1, SIGSTOP);
	kill(first, SIGKILL), kill(second, SIGKILL);
	waitpid(first, NULL, 0), waitpid(second, NULL, 0);
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
		cmocka_unit_test(what_the_next_change_found_tells_what_the_killed_one_did),
		cmocka_unit_test_setup(a_witness_that_cannot_be_asked_leaves_it_open, fresh_rows),
		cmocka_unit_test_setup(what_another_has_settled_meanwhile_is_not_told_again, fresh_rows),
	};
	return take_down(cmocka_run_group_tests(tests, NULL, NULL));
}
