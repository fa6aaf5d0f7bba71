/* Where many changes follow each other an outcome goes into the log with the next intent's commit: until then it is said to
 * wait, and nothing that comes between loses it. */
#include "tests/unit/audit_log.h"
#include "tests/tap.h"

static char path[LOG_PATH];
static Err err;

static Audit *open_holding(void)
{
	Audit *audit = log_open(log_place(path, 0700), AUDIT_WRITE);
	audit_hold(audit, true);
	return audit;
}

static AuditEvent intend(Audit *audit, Plan *plan)
{
	AuditEvent intent;
	assert_true(log_intent(audit, plan, &intent, &err));
	return intent;
}

static void an_outcome_waits_for_the_next_intents_commit(void **state)
{
	(void)state;
	Audit *audit = open_holding();
	Plan *first = log_plan("8302x", "Desk 1"), *second = log_plan("8302x", "Desk 2");
	AuditEvent intent = intend(audit, first);
	assert_int_equal(audit_waits(audit), 0);
	assert_true(log_outcome(audit, &intent, CLASS_APPLIED, NULL, &err));
	assert_int_equal(audit_waits(audit), 1);
	assert_int_equal(log_verdict(path).open_intents, 1);
	intend(audit, second);
	assert_int_equal(audit_waits(audit), 0);
	AuditVerdict verdict = log_verdict(path);
	assert_int_equal(verdict.open_intents, 1);
	assert_int_equal(verdict.events, 3);
	assert_int_equal(verdict.first_bad_seq, 0);
	plan_free(first);
	plan_free(second);
	audit_close(audit);
}

static void it_can_be_written_without_a_next_one(void **state)
{
	(void)state;
	Audit *audit = open_holding();
	assert_true(log_change(audit, "8302x", "Desk 1", &err) > 0);
	assert_true(audit_flush(audit, &err));
	assert_true(audit_flush(audit, &err));
	assert_int_equal(audit_waits(audit), 0);
	assert_int_equal(log_verdict(path).events, 2);
	assert_int_equal(log_verdict(path).open_intents, 0);
	audit_close(audit);
}

static void an_intent_that_is_refused_leaves_it_waiting(void **state)
{
	(void)state;
	Audit *audit = open_holding(), *other = log_open(path, AUDIT_WRITE);
	Plan *theirs = log_plan("8303x", "Theirs"), *ours = log_plan("8303x", "Ours");
	AuditEvent refused;
	log_as(other, "jsmith");
	intend(other, theirs);
	assert_true(log_change(audit, "8302x", "Desk 1", &err) > 0);
	assert_false(log_intent(audit, ours, &refused, &err));
	assert_int_equal(err.code, ERR_CONFLICT);
	assert_int_equal(audit_waits(audit), 1);
	assert_true(audit_flush(audit, &err));
	assert_int_equal(log_verdict(path).open_intents, 1);
	plan_free(theirs);
	plan_free(ours);
	audit_close(other);
	audit_close(audit);
}

static void what_never_got_there_leaves_its_intent_open(void **state)
{
	(void)state;
	Audit *audit = open_holding();
	assert_true(log_change(audit, "8302x", "Desk 1", &err) > 0);
	audit_close(audit);
	assert_int_equal(log_verdict(path).open_intents, 1);
	assert_int_equal(log_verdict(path).first_bad_seq, 0);
}

static void two_do_not_wait(void **state)
{
	(void)state;
	Audit *audit = open_holding();
	Plan *first = log_plan("8302x", "Desk 1"), *second = log_plan("8303x", "Desk 2");
	AuditEvent one = intend(audit, first), other = intend(audit, second);
	assert_true(log_outcome(audit, &one, CLASS_APPLIED, NULL, &err));
	assert_int_equal(log_verdict(path).open_intents, 2);
	assert_true(log_outcome(audit, &other, CLASS_APPLIED, NULL, &err));
	assert_int_equal(audit_waits(audit), 0);
	assert_int_equal(log_verdict(path).open_intents, 0);
	plan_free(first);
	plan_free(second);
	audit_close(audit);
}

/* An outcome only, and only one. */
static void what_is_no_outcome_does_not_wait(void **state)
{
	(void)state;
	Audit *audit = open_holding();
	AuditEvent notes[2] = { { .kind = EVENT_NOTE, .payload = "{}", .payload_length = 2 },
	                        { .kind = EVENT_NOTE, .payload = "{}", .payload_length = 2 } };
	assert_true(audit_append(audit, notes, 2, &err));
	assert_true(log_note(audit, EVENT_NOTE, "text", "lunch", &err));
	assert_int_equal(audit_waits(audit), 0);
	assert_int_equal(log_verdict(path).events, 3);
	audit_close(audit);
}

/* It would wait for ever. */
static void an_outcome_does_not_wait_where_nothing_more_is_written(void **state)
{
	(void)state;
	char kept[LOG_PATH], away[LOG_PATH + 8];
	Audit *audit = open_holding();
	Plan *plan = log_plan("8302x", "Desk 1");
	AuditEvent intent = intend(audit, plan);
	text_copy(kept, sizeof kept, path);
	text_format(away, sizeof away, "%s.away", kept);
	assert_int_equal(rename(kept, away), 0);
	audit_close(log_open(log_place(path, 0700), AUDIT_WRITE));
	assert_int_equal(rename(path, kept), 0);             /* another log in its place */
	assert_false(log_note(audit, EVENT_NOTE, "text", "lunch", &err));
	assert_non_null(strstr(err.text, "was moved or replaced"));
	assert_false(log_outcome(audit, &intent, CLASS_APPLIED, NULL, &err));
	assert_non_null(strstr(err.text, "writes nothing more"));
	assert_int_equal(audit_waits(audit), 0);
	plan_free(plan);
	audit_close(audit);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_outcome_waits_for_the_next_intents_commit),
		cmocka_unit_test(it_can_be_written_without_a_next_one),
		cmocka_unit_test(an_intent_that_is_refused_leaves_it_waiting),
		cmocka_unit_test(what_never_got_there_leaves_its_intent_open),
		cmocka_unit_test(two_do_not_wait),
		cmocka_unit_test(what_is_no_outcome_does_not_wait),
		cmocka_unit_test(an_outcome_does_not_wait_where_nothing_more_is_written),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
