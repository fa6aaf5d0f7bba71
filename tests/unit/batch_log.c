/* An audit log that fails in the middle: while a batch is begun, closed, gone on with or taken back, and while what a killed
 * one left is settled. Each time there is a sentence, what is said to be written is written, and the next start settles the
 * rest. */
#include "tests/unit/batch_site.h"
#include "tests/unit/failing_log.h"

#include "tests/tap.h"

enum { FEW = 3 };

static Batch *plan_few(const BulkWish *wish)
{
	Request request = { .op = OP_BATCH_PLAN, .order = batch_order_new(NULL) };
	batch_order_add(request.order, &ids[10], FEW, wish);
	return planned(&request);
}

static Batch *plan_names(void)
{
	return plan_few(&(BulkWish){ .wish.value[FIELD_NAME] = "Few {n}" });
}

/* The log fails at that, and it is told so. */
static void refused_at(SqlId sql, size_t passes, Request *request)
{
	Reply reply;
	log_fails_at(sql, passes);
	bool ok = ops_run(service, request, &reply, NULL, NULL, &err);
	if (!log_failed() || ok || (err.code != ERR_AUDIT && err.code != ERR_UNREADABLE))
		fail_msg("%d %d %s", (int)sql, (int)err.code, err.text);
	reply_free(&reply);
}

/* --- one that was killed --- */

static void what_a_killed_one_left_is_settled_however_often_the_log_fails(void **state)
{
	static const struct { SqlId sql; size_t passes; } failures[] = {
		{ SQL_AUDIT_IS_OPEN, 0 }, { SQL_AUDIT_PLAN_HEAD, 1 }, { SQL_AUDIT_OUTCOME_PAYLOAD, 0 }, { SQL_AUDIT_APPEND, 1 },
		{ SQL_AUDIT_BATCH_FRAME, 0 }, { SQL_AUDIT_BATCH, 0 }, { SQL_AUDIT_NOTE_PAYLOAD, 0 }, { SQL_AUDIT_APPEND, FEW },
		{ SQL_AUDIT_WATERMARK, 0 },
	};
	for (size_t i = 0; i < sizeof failures / sizeof *failures; i++) {
		Reply reply;
		fresh_rows(state);
		killed_after(plan_names, 2);
		refused_at(failures[i].sql, failures[i].passes, &(Request){ .op = OP_RECONCILE });
		desk_run(service, &(Request){ .op = OP_RECONCILE }, &reply);
		assert_int_equal(reply.pending, 0);
		reply_free(&reply);
		assert_log_whole();
	}
}

/* It stands in the way of the next, which would settle it first. */
static void one_that_stands_in_the_way_and_cannot_be_settled_stays_there(void **state)
{
	(void)state;
	killed_after(plan_names, 2);
	refused_at(SQL_AUDIT_OPEN_INTENTS, 0, &(Request){ .op = OP_BATCH_APPLY, .batch = plan_few(&(BulkWish){ .add = "b005a" }) });
	Reply reply = apply(plan_few(&(BulkWish){ .add = "b005a" }), NULL, NULL);
	assert_int_equal(reply.settled_total, 1);
	assert_int_equal(reply.batch_result->written, FEW);
	reply_free(&reply);
	assert_log_whole();
}

/* --- begun and closed --- */

static void a_batch_that_cannot_be_logged_is_not_begun(void **state)
{
	(void)state;
	static const SqlId failures[] = { SQL_AUDIT_INTENT_PAYLOAD, SQL_AUDIT_NOTE_PAYLOAD, SQL_AUDIT_APPEND };
	char *before = strdup(all_rows());
	for (size_t i = 0; i < sizeof failures / sizeof *failures; i++) {
		refused_at(failures[i], 0, &(Request){ .op = OP_BATCH_APPLY, .batch = plan_names() });
		assert_true(service->writes_stopped);
		sign_in_anew();
	}
	assert_string_equal(all_rows(), before);
	assert_log_whole();
	free(before);
}

/* All rows are written and told of; only that the batch is over cannot be. */
static void one_that_cannot_be_closed_is_written_and_nothing_after_it(void **state)
{
	(void)state;
	static const struct { SqlId sql; size_t passes; } failures[] = {
		{ SQL_AUDIT_NOTE_PAYLOAD, 1 }, { SQL_AUDIT_APPEND, 2 * FEW + 1 },
	};
	for (size_t i = 0; i < sizeof failures / sizeof *failures; i++) {
		fresh_rows(state);
		log_fails_at(failures[i].sql, failures[i].passes);
		Reply reply = apply(plan_names(), NULL, NULL);
		assert_true(log_failed());
		assert_int_equal(reply.batch_result->written, FEW);
		assert_true(service->writes_stopped);
		reply_free(&reply);
		sign_in_anew();
		assert_log_whole();
	}
}

/* Somebody else renames the alias of the second row, deletes that of the third, and renames that of the first to the same. */
static bool others_are_faster(void *context, size_t done, size_t total)
{
	(void)context, (void)total;
	if (done > 0)
		return true;
	outside_run(site, "UPDATE phones_alias SET alias_name = 'Few 1' WHERE alias_id = 'b010x'");
	outside_run(site, "UPDATE phones_alias SET alias_name = 'By hand' WHERE alias_id = 'b011x'");
	outside_run(site, "DELETE FROM phones_alias WHERE alias_id = 'b012x'");
	return true;
}

static void rows_whose_outcomes_cannot_be_logged_say_so(void **state)
{
	(void)state;
	log_fails_at(SQL_AUDIT_OUTCOME_PAYLOAD, FEW - 1);
	Reply reply = apply(plan_names(), others_are_faster, NULL);
	const BatchRowResult *rows = reply.batch_result->rows;
	assert_true(log_failed());
	assert_int_equal(rows[0].class, CLASS_ALREADY);
	assert_non_null(strstr(rows[0].sentence, "b010x saved in VICIdial; its record is pending"));
	assert_int_equal(rows[1].class, CLASS_CONFLICT);
	assert_non_null(strstr(rows[1].sentence, "made in part or not at all, and its record is not complete."));
	assert_int_equal(rows[2].class, CLASS_GONE);
	assert_string_equal(reply.batch_result->why_stopped, "Stopped: the audit log cannot be written.");
	reply_free(&reply);
	sign_in_anew();
	assert_log_whole();
}

/* --- gone on with, taken back --- */

static bool one_only(void *context, size_t done, size_t total)
{
	(void)context, (void)total;
	return done < 1;
}

static int64_t stopped_after_one(Batch *batch)
{
	Reply reply = apply(batch, one_only, NULL);
	int64_t seq = reply.batch_result->seq;
	assert_int_equal(reply.batch_result->written, 1);
	reply_free(&reply);
	return seq;
}

static void the_rest_that_cannot_be_read_is_not_planned(void **state)
{
	(void)state;
	int64_t seq = stopped_after_one(plan_names());
	refused_at(SQL_AUDIT_PLAN_STEPS, 0, &(Request){ .op = OP_BATCH_REST, .seq = seq });
	refused_at(SQL_AUDIT_BATCH, 0, &(Request){ .op = OP_BATCH_REST, .seq = seq });
	refused_at(SQL_AUDIT_MATCHING, 0, &(Request){ .op = OP_BATCH_REST, .seq = seq });
	Batch *rest = planned(&(Request){ .op = OP_BATCH_REST, .seq = seq });
	assert_int_equal(rest->counts.change, FEW - 1);
	batch_free(rest);
}

/* Whose a deleted alias was, only the log says. */
static void nor_is_the_rest_of_which_it_is_not_known_whose_it_is(void **state)
{
	(void)state;
	int64_t seq = stopped_after_one(plan_names());
	outside_run(site, "DELETE FROM phones_alias WHERE alias_id = 'b011x'");
	group_scope_parse(&service->admin.scope, " SALES ");
	refused_at(SQL_AUDIT_PLAN_HEAD, 0, &(Request){ .op = OP_BATCH_REST, .seq = seq });
}

static void nor_is_the_rest_of_what_takes_one_back(void **state)
{
	(void)state;
	Reply reply = apply(plan_names(), NULL, NULL);
	int64_t seq = stopped_after_one(plan_undo_of(reply.batch_result->seq));
	reply_free(&reply);
	refused_at(SQL_AUDIT_BATCH_FRAME, 0, &(Request){ .op = OP_BATCH_REST, .seq = seq });
	refused_at(SQL_AUDIT_BATCH, FEW + 1, &(Request){ .op = OP_BATCH_REST, .seq = seq });
	Batch *rest = planned(&(Request){ .op = OP_BATCH_REST, .seq = seq });
	assert_int_equal(rest->counts.change, FEW - 1);
	batch_free(rest);
}

/* --- a single change --- */

static void a_conflict_that_cannot_be_noted_is_told_all_the_same(void **state)
{
	(void)state;
	static const SqlId failures[] = { SQL_AUDIT_NOTE_PAYLOAD, SQL_AUDIT_APPEND };
	for (size_t i = 0; i < sizeof failures / sizeof *failures; i++) {
		fresh_rows(state);
		Plan *plan = desk_plan(service, "b020x", &(Wish){ .value[FIELD_NAME] = "Mine" });
		Reply reply;
		outside_run(site, "UPDATE phones_alias SET alias_name = 'By hand' WHERE alias_id = 'b020x'");
		log_fails_at(failures[i], 0);
		assert_int_equal(desk_apply(service, plan, &reply, &err), ERR_CONFLICT);
		assert_true(log_failed());
		assert_int_equal(service->writes_stopped, failures[i] == SQL_AUDIT_APPEND);
		reply_free(&reply);
	}
}

static void what_cannot_be_read_of_a_change_is_neither_shown_nor_taken_back(void **state)
{
	(void)state;
	static const SqlId undos[] = { SQL_AUDIT_MATCHING, SQL_AUDIT_PLAN_COLUMNS, SQL_AUDIT_OUTCOME_CLASSES, SQL_AUDIT_UNDO_CHAIN };
	static const SqlId histories[] = { SQL_AUDIT_HISTORY, SQL_AUDIT_PLAN_HEAD };
	int64_t seq = desk_change(service, "b020x", &(Wish){ .value[FIELD_NAME] = "Once" });
	Plan *plan = desk_undo_plan(service, seq, &err);
	Reply reply;
	assert_int_equal(desk_apply(service, plan, &reply, &err), ERR_NONE);
	seq = reply.result.intent_seq;
	reply_free(&reply);
	for (size_t i = 0; i < sizeof undos / sizeof *undos; i++)
		refused_at(undos[i], 0, &(Request){ .op = OP_UNDO, .seq = seq });
	for (size_t i = 0; i < sizeof histories / sizeof *histories; i++) {
		refused_at(histories[i], 0, &(Request){ .op = OP_HISTORY, .alias.text = "b020x" });
		refused_at(histories[i], 0, &(Request){ .op = OP_LAST_CHANGE, .alias.text = "b020x" });
	}
}

int main(void)
{
	set_up();
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_a_killed_one_left_is_settled_however_often_the_log_fails),
		cmocka_unit_test_setup(one_that_stands_in_the_way_and_cannot_be_settled_stays_there, fresh_rows),
		cmocka_unit_test_setup(a_batch_that_cannot_be_logged_is_not_begun, fresh_rows),
		cmocka_unit_test(one_that_cannot_be_closed_is_written_and_nothing_after_it),
		cmocka_unit_test_setup(rows_whose_outcomes_cannot_be_logged_say_so, fresh_rows),
		cmocka_unit_test_setup(the_rest_that_cannot_be_read_is_not_planned, fresh_rows),
		cmocka_unit_test_setup(nor_is_the_rest_of_which_it_is_not_known_whose_it_is, fresh_rows),
		cmocka_unit_test_setup(nor_is_the_rest_of_what_takes_one_back, fresh_rows),
		cmocka_unit_test(a_conflict_that_cannot_be_noted_is_told_all_the_same),
		cmocka_unit_test_setup(what_cannot_be_read_of_a_change_is_neither_shown_nor_taken_back, fresh_rows),
	};
	return take_down(cmocka_run_group_tests(tests, NULL, NULL));
}
