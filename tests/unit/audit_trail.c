/* The marks that a change leaves beside the log for who finds its process killed: what they say, and when they say nothing. */
#include "tests/unit/audit_log.h"

#include "tests/tap.h"

enum { SLOTS = 2048 };

static AuditEvent begun(Audit *audit, uint8_t op)
{
	AuditEvent intent = { .kind = EVENT_INTENT, .has_op = true, .op_id = { op, (uint8_t)(op ^ 0x5A) }, .table = "phones_alias",
	                      .key = value_text("8302x"), .payload = "{}", .payload_length = 2 };
	AuditEvent outcome = { .kind = EVENT_OUTCOME, .has_op = true, .class = "APPLIED", .payload = "{}", .payload_length = 2 };
	Err err;
	size_t taken;
	if (!audit_append_intents(audit, &intent, 1, &taken, &err))
		fail_msg("%s", err.text);
	memcpy(outcome.op_id, intent.op_id, sizeof outcome.op_id);
	assert_true(audit_append(audit, &outcome, 1, &err));
	return intent;
}

static void send(Audit *audit, const AuditEvent *intent, size_t step)
{
	Err err;
	if (!audit_trail_send(audit, intent, step, &err))
		fail_msg("%s", err.text);
}

static void each_step_has_its_mark(void **state)
{
	(void)state;
	char path[LOG_PATH];
	Audit *audit = log_open(log_place(path, 0700), AUDIT_WRITE);
	AuditEvent intent = begun(audit, 1);
	assert_int_equal(audit_trail_of(audit, &intent, 0), TRAIL_NOT_SENT);
	send(audit, &intent, 0);
	audit_trail_answer(audit, &intent, 0, true);
	send(audit, &intent, 1);
	audit_trail_answer(audit, &intent, 1, false);
	send(audit, &intent, 2);
	Audit *other = log_open(path, AUDIT_WRITE);
	assert_int_equal(audit_trail_of(other, &intent, 0), TRAIL_WRITTEN);
	assert_int_equal(audit_trail_of(other, &intent, 1), TRAIL_NOT_WRITTEN);
	assert_int_equal(audit_trail_of(other, &intent, 2), TRAIL_SENT);
	assert_int_equal(audit_trail_of(other, &intent, 3), TRAIL_NOT_SENT);
	assert_int_equal(audit_trail_of(other, &intent, 500), TRAIL_SENT);
	audit_close(other);
	audit_close(audit);
}

static void a_change_of_another_boot_or_name_has_none(void **state)
{
	(void)state;
	char path[LOG_PATH];
	Audit *audit = log_open(log_place(path, 0700), AUDIT_WRITE);
	AuditEvent intent = begun(audit, 1), other = intent, earlier = intent;
	other.op_id[7] ^= 1;
	earlier.boot_id[0] ^= 1;
	assert_int_equal(audit_trail_of(audit, &other, 0), TRAIL_SENT);
	assert_int_equal(audit_trail_of(audit, &earlier, 0), TRAIL_SENT);
	audit_close(audit);
}

/* Who comes round finds the slot of an older change: it is his, and the older one's marks are gone, not mixed with his. */
static void the_ring_forgets_and_mixes_nothing(void **state)
{
	(void)state;
	static AuditEvent notes[SLOTS - 2];
	char path[LOG_PATH];
	Err err;
	Audit *audit = log_open(log_place(path, 0700), AUDIT_WRITE);
	AuditEvent first = begun(audit, 1);
	for (size_t i = 0; i < SLOTS - 2; i++)
		notes[i] = (AuditEvent){ .kind = EVENT_NOTE, .payload = "{}", .payload_length = 2 };
	assert_true(audit_append(audit, notes, SLOTS - 2, &err));
	AuditEvent second = begun(audit, 2);
	assert_int_equal(second.seq, first.seq + SLOTS);
	assert_int_equal(audit_trail_of(audit, &first, 0), TRAIL_SENT);
	assert_int_equal(audit_trail_of(audit, &second, 0), TRAIL_NOT_SENT);
	audit_trail_answer(audit, &first, 1, true);      /* it goes on all the same, and of its first step nothing is known */
	assert_int_equal(audit_trail_of(audit, &first, 0), TRAIL_SENT);
	assert_int_equal(audit_trail_of(audit, &first, 1), TRAIL_WRITTEN);
	assert_int_equal(audit_trail_of(audit, &first, 2), TRAIL_NOT_SENT);
	assert_int_equal(audit_trail_of(audit, &second, 0), TRAIL_SENT);
	audit_close(audit);
}

static void a_copy_is_not_believed(void **state)
{
	(void)state;
	char path[LOG_PATH], trail[LOG_PATH + 8], command[3 * LOG_PATH + 40];
	Audit *audit = log_open(log_place(path, 0700), AUDIT_WRITE);
	AuditEvent intent = begun(audit, 1);
	audit_close(audit);
	text_format(trail, sizeof trail, "%.*s.trail", (int)(strlen(path) - strlen(".db")), path);
	text_format(command, sizeof command, "cp -p %s %s.copy && mv %s.copy %s", trail, trail, trail, trail);
	assert_int_equal(system(command), 0);
	audit = log_open(path, AUDIT_WRITE);
	assert_int_equal(audit_trail_of(audit, &intent, 0), TRAIL_SENT);
	audit_close(audit);
}

/* A log is as good without. */
static void where_it_cannot_be_made_nothing_is_marked(void **state)
{
	(void)state;
	char path[LOG_PATH], trail[LOG_PATH + 8];
	log_place(path, 0700);
	text_format(trail, sizeof trail, "%.*s.trail", (int)(strlen(path) - strlen(".db")), path);
	assert_int_equal(mkdir(trail, 0700), 0);
	Audit *audit = log_open(path, AUDIT_WRITE);
	AuditEvent intent = begun(audit, 1);
	send(audit, &intent, 0);
	audit_trail_answer(audit, &intent, 0, true);
	assert_int_equal(audit_trail_of(audit, &intent, 0), TRAIL_SENT);
	audit_close(audit);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_step_has_its_mark),
		cmocka_unit_test(a_change_of_another_boot_or_name_has_none),
		cmocka_unit_test(the_ring_forgets_and_mixes_nothing),
		cmocka_unit_test(a_copy_is_not_believed),
		cmocka_unit_test(where_it_cannot_be_made_nothing_is_marked),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
