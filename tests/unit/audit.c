/* Proves that what is appended is whole, says who, when and from where, and cannot be taken back; and that an entry for which
 * there is no right or no place is refused. */
#include "core/data/audit_file.h"
#include "tests/unit/audit_log.h"

#include "tests/tap.h"

static void a_reopened_log_goes_on_where_it_was(void **state)
{
	(void)state;
	char path[LOG_PATH];
	uint8_t before[16], after[16];
	Err err;
	Audit *audit = log_open(log_place(path, 0700), AUDIT_WRITE);
	assert_int_equal(log_change(audit, "8302x", "Front desk", &err), 1);
	audit_chain_id(audit, before);
	audit_close(audit);
	audit = log_open(path, AUDIT_WRITE);
	audit_chain_id(audit, after);
	assert_memory_equal(before, after, sizeof before);
	assert_int_equal(log_change(audit, "8302x", "Night desk", &err), 3);
	audit_close(audit);
	assert_int_equal(log_verdict(path).events, 4);
}

static off_t wal_size(const char *path)
{
	char wal[LOG_PATH + 8];
	struct stat found;
	text_format(wal, sizeof wal, "%s-wal", path);
	assert_int_equal(stat(wal, &found), 0);
	return found.st_size;
}

/* As requests do, which are a process each: whoever comes next has to read what the others left in the WAL. */
static void many_that_write_a_little_leave_a_short_wal(void **state)
{
	(void)state;
	enum { ENOUGH = 40, MANY = 200 };
	char path[LOG_PATH];
	off_t after_some = 0;
	log_place(path, 0700);
	for (int i = 0; i < MANY; i++) {
		Err err;
		Audit *audit = log_open(path, AUDIT_WRITE);
		assert_true(log_note(audit, EVENT_NOTE, "text", "one of many", &err));
		audit_close(audit);
		if (i == ENOUGH)
			after_some = wal_size(path);
	}
	assert_true(wal_size(path) <= after_some + after_some / 2);
	assert_int_equal(log_verdict(path).events, MANY);
}

static void an_entry_says_who_when_and_from_where(void **state)
{
	(void)state;
	char path[LOG_PATH];
	Err err;
	uint8_t boot_id[16];
	Audit *audit = log_open(log_place(path, 0700), AUDIT_WRITE);
	AuditEvent event = { .kind = EVENT_LOGIN, .payload = "{}", .payload_length = 2 };
	int64_t before_us = sys_now_us();
	assert_true(audit_append(audit, &event, 1, &err));
	sys_boot_id(boot_id);
	assert_int_equal(event.seq, 1);
	assert_in_range(event.ts_us, before_us, sys_now_us());
	assert_memory_equal(event.boot_id, boot_id, sizeof boot_id);
	assert_string_equal(event.actor, "6666");
	assert_string_equal(event.os_user, "root:0:1000");
	assert_string_equal(event.origin, "ssh 10.0.0.5 pts/3");
	audit_close(audit);
}

static void all_entries_of_a_call_are_written_or_none(void **state)
{
	(void)state;
	char path[LOG_PATH];
	Err err;
	Audit *audit = log_open(log_place(path, 0700), AUDIT_WRITE);
	AuditEvent events[] = {
		{ .kind = EVENT_NOTE, .payload = "{}", .payload_length = 2 },
		{ .kind = EVENT_OUTCOME, .has_op = true, .class = "APPLIED", .payload = "{}", .payload_length = 2 },
	};
	assert_false(audit_append(audit, events, 2, &err));
	assert_int_equal(err.code, ERR_AUDIT);
	assert_non_null(strstr(err.text, "outcome without intent"));
	assert_int_equal(events[0].seq, 0);
	assert_true(audit_append(audit, events, 1, &err));
	assert_int_equal(events[0].seq, 1);
	audit_close(audit);
}

static void a_change_has_one_outcome(void **state)
{
	(void)state;
	char path[LOG_PATH];
	Err err;
	AuditEvent intent;
	Audit *audit = log_open(log_place(path, 0700), AUDIT_WRITE);
	Plan *plan = log_plan("8302x", "Front desk");
	assert_true(log_intent(audit, plan, &intent, &err));
	assert_true(log_outcome(audit, &intent, CLASS_APPLIED, NULL, &err));
	assert_false(log_outcome(audit, &intent, CLASS_NOT_APPLIED, NULL, &err));
	assert_non_null(strstr(err.text, "already recorded"));
	plan_free(plan);
	audit_close(audit);
}

static void an_alias_under_change_is_refused_to_others(void **state)
{
	(void)state;
	char path[LOG_PATH];
	Err err;
	AuditEvent first, second;
	Audit *ours = log_open(log_place(path, 0700), AUDIT_WRITE), *theirs = log_open(path, AUDIT_WRITE);
	Plan *plan = log_plan("8302x", "Front desk"), *other = log_plan("8302x", "Night desk");
	Plan *elsewhere = log_plan("8310x", "Night desk");
	log_as(theirs, "jsmith");
	assert_true(log_intent(ours, plan, &first, &err));
	assert_false(log_intent(theirs, other, &second, &err));
	assert_int_equal(err.code, ERR_CONFLICT);
	assert_int_equal(strncmp(err.text, "alias 8302x is being changed by 6666 (ssh 10.0.0.5 pts/3, since ", 64), 0);
	assert_int_equal(second.seq, 0);
	assert_true(log_intent(theirs, elsewhere, &second, &err));
	assert_true(log_outcome(ours, &first, CLASS_APPLIED, NULL, &err));
	assert_true(log_intent(theirs, other, &second, &err));
	assert_int_equal(second.seq, 4);
	plan_free(plan);
	plan_free(other);
	plan_free(elsewhere);
	audit_close(ours);
	audit_close(theirs);
}

static bool allowed(const char *path, const char *sql, const char *words)
{
	sqlite3 *db;
	char *said = NULL;
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	bool ok = sqlite3_exec(db, sql, NULL, NULL, &said) == SQLITE_OK;
	if (!ok)
		assert_non_null(strstr(said, words));
	sqlite3_free(said);
	sqlite3_close(db);
	return ok;
}

static void the_tables_take_nothing_back(void **state)
{
	(void)state;
	char path[LOG_PATH];
	Err err;
	Audit *audit = log_open(log_place(path, 0700), AUDIT_WRITE);
	assert_true(log_change(audit, "8302x", "Front desk", &err));
	audit_close(audit);
	assert_false(allowed(path, "UPDATE event SET actor='nobody'", "append only (update)"));
	assert_false(allowed(path, "DELETE FROM event WHERE seq=2", "append only (delete)"));
	assert_false(allowed(path, "UPDATE segment SET host='other'", "segment is sealed"));
	assert_false(allowed(path, "DELETE FROM segment", "segment is sealed"));
	assert_false(allowed(path, "INSERT OR REPLACE INTO segment SELECT * FROM segment", "segment exists"));
	assert_false(allowed(path, "INSERT OR REPLACE INTO event SELECT * FROM event WHERE seq=2", "audit: "));
	assert_false(allowed(path, "INSERT OR REPLACE INTO event SELECT 3, ts_us, boot_id, boot_us, kind, session_id, op_id,"
	                     " batch_id, undo_of, actor, os_user, origin, tbl, pk, class, payload, hash, randomblob(32) FROM event WHERE seq=2",
	                     "already recorded"));
	assert_string_equal(log_verdict(path).fault, "");
}

/* Whoever has the triggers in his way would drop them: not through this program. */
static void the_programs_own_handle_takes_nothing_back(void **state)
{
	(void)state;
	static const char *const refused[] = {
		"DROP TRIGGER event_no_delete", "DELETE FROM event", "UPDATE main.event SET actor='x'", "DROP TABLE event", "ATTACH ':memory:' AS m",
		"ALTER TABLE event RENAME TO e", "CREATE TABLE t(a)", "CREATE TRIGGER t AFTER INSERT ON event BEGIN SELECT 1; END",
		"PRAGMA writable_schema=ON", "PRAGMA journal_mode=OFF", "REINDEX", "VACUUM",
	};
	char path[LOG_PATH];
	Audit *audit = log_open(log_place(path, 0700), AUDIT_WRITE);
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
		if (sqlite3_exec(audit->db, refused[i], NULL, NULL, NULL) == SQLITE_OK)
			fail_msg("%s", refused[i]);
	audit_close(audit);
}

static void a_handle_for_reading_writes_nothing(void **state)
{
	(void)state;
	char path[LOG_PATH];
	Err err;
	audit_close(log_open(log_place(path, 0700), AUDIT_WRITE));
	Audit *audit = log_open(path, AUDIT_READ);
	AuditEvent event = { .kind = EVENT_NOTE, .payload = "{}", .payload_length = 2 };
	assert_false(audit_append(audit, &event, 1, &err));
	assert_int_equal(err.code, ERR_AUDIT);
	audit_close(audit);
}

static void a_log_that_was_replaced_is_not_written(void **state)
{
	(void)state;
	char path[LOG_PATH], away[LOG_PATH + 8];
	Err err;
	Audit *audit = log_open(log_place(path, 0700), AUDIT_WRITE);
	text_format(away, sizeof away, "%s.away", path);
	assert_int_equal(rename(path, away), 0);
	assert_int_equal(log_change(audit, "8302x", "Front desk", &err), 0);
	assert_int_equal(err.code, ERR_AUDIT);
	assert_non_null(strstr(err.text, "was moved or replaced"));
	assert_false(audit_watermark(audit, &err));
	assert_non_null(strstr(err.text, "was moved or replaced"));
	assert_int_equal(rename(away, path), 0);
	assert_int_equal(log_change(audit, "8302x", "Front desk", &err), 1);
	audit_close(audit);
}

/* SQLite's locks fall when any descriptor of the file is closed in the same process: verify must not do that. */
static void a_check_beside_a_writer_leaves_its_locks_alone(void **state)
{
	(void)state;
	char path[LOG_PATH];
	Err err;
	Audit *audit = log_open(log_place(path, 0700), AUDIT_WRITE);
	for (int i = 0; i < 3; i++) {
		assert_true(log_change(audit, "8302x", "Front desk", &err));
		AuditVerdict verdict = log_verdict(path);
		assert_string_equal(verdict.fault, "");
		assert_int_equal(verdict.events, 2 * (i + 1));
	}
	audit_close(audit);
}

/* Written into the log itself every 1,000 pages, then begun again from its start; never cut, since its room is what a full
 * disk leaves. */
static void the_journal_stays_bounded(void **state)
{
	(void)state;
	enum { MANY = 2000, ROUNDS = 10 };
	static AuditEvent events[MANY];
	char path[LOG_PATH], wal[LOG_PATH + 8];
	struct stat half = { 0 }, whole;
	Err err;
	Audit *audit = log_open(log_place(path, 0700), AUDIT_WRITE);
	text_format(wal, sizeof wal, "%s-wal", path);
	for (int round = 0; round < ROUNDS; round++) {
		for (int i = 0; i < MANY; i++)
			events[i] = (AuditEvent){ .kind = EVENT_NOTE, .payload = "{}", .payload_length = 2 };
		assert_true(audit_append(audit, events, MANY, &err));
		assert_int_equal(stat(wal, round < ROUNDS / 2 ? &half : &whole), 0);
	}
	audit_close(audit);
	assert_true(whole.st_size < 2 * half.st_size);
	assert_int_equal(stat(wal, &half), 0);
	assert_int_equal(half.st_size, whole.st_size);
	assert_int_equal(log_verdict(path).events, MANY * ROUNDS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_reopened_log_goes_on_where_it_was),
		cmocka_unit_test(many_that_write_a_little_leave_a_short_wal),
		cmocka_unit_test(an_entry_says_who_when_and_from_where),
		cmocka_unit_test(all_entries_of_a_call_are_written_or_none),
		cmocka_unit_test(a_change_has_one_outcome),
		cmocka_unit_test(an_alias_under_change_is_refused_to_others),
		cmocka_unit_test(the_tables_take_nothing_back),
		cmocka_unit_test(the_programs_own_handle_takes_nothing_back),
		cmocka_unit_test(a_handle_for_reading_writes_nothing),
		cmocka_unit_test(a_log_that_was_replaced_is_not_written),
		cmocka_unit_test(a_check_beside_a_writer_leaves_its_locks_alone),
		cmocka_unit_test(the_journal_stays_bounded),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
