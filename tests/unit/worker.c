/* Proves that the worker hands every request to the one door in order and its answer to the asker, tells progress without
 * piling it up, stops when asked, and leaves nothing behind when it ends. */
#include <poll.h>
#include <stdlib.h>
#include <time.h>

#include "core/service/change.h"
#include "core/service/worker.h"
#include "tests/desk.h"
#include "tests/outside.h"
#include "tests/scratch.h"
#include "tests/tap.h"

enum { PATIENCE_MS = 30000 };

static Service *service;
static Worker *worker;

static int start(void **state)
{
	(void)state;
	Err err;
	static Config config;
	config = desk_config("audit.db");
	service = desk_open(scratch_database(), &config);
	if (!worker_start(&worker, service, &err))
		fail_msg("%s", err.text);
	return 0;
}

static int end(void **state)
{
	(void)state;
	worker_end(worker);
	service_close(service);
	return 0;
}

/* Is there something to take, by the pipe's own account? */
static bool wakes(int timeout_ms)
{
	struct pollfd wait = { .fd = worker_fd(worker), .events = POLLIN };
	return poll(&wait, 1, timeout_ms) == 1;
}

static Answer next_answer(void)
{
	Answer answer;
	assert_true(wakes(PATIENCE_MS));
	assert_true(worker_take(worker, &answer));
	return answer;
}

static Answer final_answer(void)
{
	Answer answer = next_answer();
	while (!answer.final)
		answer = next_answer();
	return answer;
}

static void post(OpId op, unsigned asker)
{
	worker_post(worker, &(Request){ .op = op, .query.limit = 10 }, asker);
}

static void post_sign_in(unsigned asker)
{
	static const Request wiped;
	Request request = { .op = OP_SIGN_IN, .user = "6666", .password = "1234" };
	worker_post(worker, &request, asker);
	assert_memory_equal(&request, &wiped, sizeof request);
}

static void sign_in_first(void)
{
	post_sign_in(1);
	Answer answer = final_answer();
	if (!answer.ok)
		fail_msg("%s", answer.err.text);
	reply_free(&answer.reply);
}

static void answers_come_in_the_order_of_the_requests(void **state)
{
	(void)state;
	static const struct { OpId op; bool ok; } expected[] = {
		{ OP_LOAD, false }, { OP_SIGN_IN, true }, { OP_LOAD, true }, { OP_AUDIT_PAGE, true },
	};
	post(OP_LOAD, 10);                       /* nobody is signed in yet */
	post_sign_in(11);
	post(OP_LOAD, 12);
	post(OP_AUDIT_PAGE, 13);
	for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
		Answer answer = final_answer();
		assert_int_equal(answer.asker, 10 + i);
		assert_int_equal(answer.op, expected[i].op);
		assert_int_equal(answer.ok, expected[i].ok);
		if (!answer.ok)
			assert_int_equal(answer.err.code, ERR_DENIED);
		reply_free(&answer.reply);
	}
}

static void the_pipe_wakes_exactly_while_there_are_answers(void **state)
{
	(void)state;
	Answer answer;
	assert_false(wakes(0));
	assert_false(worker_take(worker, &answer));
	post(OP_AUDIT_PAGE, 1);
	post(OP_AUDIT_PAGE, 2);
	worker_wait(worker, PATIENCE_MS);
	assert_false(worker_busy(worker));
	for (int i = 0; i < 2; i++) {
		assert_true(wakes(0));
		assert_true(worker_take(worker, &answer));
		reply_free(&answer.reply);
	}
	assert_false(wakes(0));
}

static void unread_progress_is_overwritten_not_queued(void **state)
{
	(void)state;
	Answer answer;
	outside_run(scratch_database(), "INSERT INTO phones_alias SELECT CONCAT('many', seq), 'one of many', '', '---ALL---' FROM seq_1_to_3000");
	sign_in_first();
	post(OP_LOAD, 7);
	worker_wait(worker, PATIENCE_MS);
	assert_true(worker_take(worker, &answer));
	assert_false(answer.final);
	assert_int_equal(answer.asker, 7);
	assert_true(answer.reply.done >= 3000 && answer.reply.total >= answer.reply.done);
	assert_true(worker_take(worker, &answer));
	assert_true(answer.final && answer.ok);
	assert_true(answer.reply.catalog->alias_count >= 3000);
	reply_free(&answer.reply);
	assert_false(worker_take(worker, &answer));
	outside_run(scratch_database(), "DELETE FROM phones_alias WHERE alias_name = 'one of many'");
}

static void stopping_ends_one_reading_and_no_other(void **state)
{
	(void)state;
	sign_in_first();
	outside_run(scratch_database(), "LOCK TABLES phones WRITE");   /* so that it cannot be over before it is stopped */
	post(OP_LOAD, 1);
	worker_stop_current(worker);
	outside_run(scratch_database(), "UNLOCK TABLES");
	Answer stopped = final_answer();
	assert_false(stopped.ok);
	assert_int_equal(stopped.err.code, ERR_STOPPED);
	worker_stop_current(worker);             /* nothing runs: says nothing to the next one */
	post(OP_LOAD, 2);
	Answer whole = final_answer();
	assert_true(whole.ok);
	reply_free(&whole.reply);
}

/* FAULTS in the environment: how often. */
static void stopped_at_any_moment_a_reading_ends_whole_or_stopped(void **state)
{
	(void)state;
	const char *many = getenv("FAULTS");
	unsigned times = many ? (unsigned)strtoul(many, NULL, 10) : 60, stopped = 0;
	sign_in_first();
	for (unsigned i = 0; i < times; i++) {
		post(OP_LOAD, i);
		nanosleep(&(struct timespec){ .tv_nsec = i % 60 * 300000L }, NULL);
		worker_stop_current(worker);
		Answer answer = final_answer();
		assert_int_equal(answer.asker, i);
		assert_true(answer.ok || answer.err.code == ERR_STOPPED);
		stopped += !answer.ok;
		reply_free(&answer.reply);
	}
	assert_true(stopped > 0);
	post(OP_AUDIT_PAGE, times);
	Answer answer = final_answer();
	assert_true(answer.ok);
	reply_free(&answer.reply);
}

static bool was_in_write;

static void look_whether_writing(ChangePoint point)
{
	(void)point;
	was_in_write = worker_in_write(worker);
}

static void a_write_is_known_as_one_while_it_runs(void **state)
{
	(void)state;
	Request request = { .op = OP_RECORD };
	Wish wish = { .kind = PLAN_EDIT, .value[FIELD_NAME] = "Known as a write" };
	sign_in_first();
	text_copy(request.alias.text, sizeof request.alias.text, "8302x");
	worker_post(worker, &request, 1);
	Answer answer = final_answer();
	if (!answer.ok)
		fail_msg("%s", answer.err.text);
	assert_false(worker_in_write(worker));
	Plan *plan = plan_make(answer.reply.record, &wish);
	reply_free(&answer.reply);
	change_at_point = look_whether_writing;
	worker_post(worker, &(Request){ .op = OP_APPLY, .plan = plan }, 2);
	answer = final_answer();
	change_at_point = NULL;
	if (!answer.ok)
		fail_msg("%s", answer.err.text);
	assert_true(was_in_write);
	worker_wait(worker, PATIENCE_MS);
	assert_false(worker_in_write(worker));
	reply_free(&answer.reply);
}

/* end() frees what is queued and unread; the sanitizers would name what it forgets. */
static void ending_drops_what_is_queued_and_frees_what_was_not_taken(void **state)
{
	(void)state;
	sign_in_first();
	post(OP_AUDIT_PAGE, 1);
	worker_wait(worker, PATIENCE_MS);
	outside_run(scratch_database(), "LOCK TABLES phones WRITE");
	for (unsigned i = 0; i < 20; i++)
		post(OP_LOAD, i);
	assert_true(worker_busy(worker));
	outside_run(scratch_database(), "UNLOCK TABLES");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(answers_come_in_the_order_of_the_requests, start, end),
		cmocka_unit_test_setup_teardown(the_pipe_wakes_exactly_while_there_are_answers, start, end),
		cmocka_unit_test_setup_teardown(unread_progress_is_overwritten_not_queued, start, end),
		cmocka_unit_test_setup_teardown(stopping_ends_one_reading_and_no_other, start, end),
		cmocka_unit_test_setup_teardown(stopped_at_any_moment_a_reading_ends_whole_or_stopped, start, end),
		cmocka_unit_test_setup_teardown(a_write_is_known_as_one_while_it_runs, start, end),
		cmocka_unit_test_setup_teardown(ending_drops_what_is_queued_and_frees_what_was_not_taken, start, end),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	outside_close();
	return failed;
}
