/* Proves that the log shows what was done to it: whichever byte of whichever column is changed, whichever entry is taken out or
 * moved, verify names the first entry that is wrong; and that what was not touched verifies. What it cannot show, entries cut off
 * the end, is proven too. */
#include "tests/unit/audit_forge.h"

#include "tests/tap.h"

/* Five entries: a session, a change with its outcome, another change, still open, and a note. */
static void write_log(const char *path)
{
	Err err;
	AuditEvent intent;
	Audit *audit = log_open(path, AUDIT_WRITE);
	Plan *open = log_plan("8310x", "Night desk");
	assert_true(log_note(audit, EVENT_SESSION_OPEN, "version", "1.0", &err));
	assert_int_equal(log_change(audit, "8302x", "Front desk", &err), 2);
	assert_true(log_intent(audit, open, &intent, &err));
	assert_true(log_note(audit, EVENT_NOTE, "text", "looked in", &err));
	plan_free(open);
	audit_close(audit);
}

static void assert_bad(const char *path, int64_t seq, const char *words)
{
	AuditVerdict verdict = log_verdict(path);
	assert_int_equal(verdict.first_bad_seq, seq);
	assert_non_null(strstr(verdict.fault, words));
}

static void an_untouched_log_verifies(void **state)
{
	(void)state;
	char path[LOG_PATH];
	write_log(log_place(path, 0700));
	AuditVerdict verdict = log_verdict(path);
	assert_string_equal(verdict.fault, "");
	assert_int_equal(verdict.first_bad_seq, 0);
	assert_int_equal(verdict.events, 5);
	assert_int_equal(verdict.head_seq, 5);
	assert_int_equal(verdict.open_intents, 1);
	assert_string_equal(verdict.warning, "");
}

static void an_empty_log_verifies(void **state)
{
	(void)state;
	char path[LOG_PATH];
	audit_close(log_open(log_place(path, 0700), AUDIT_WRITE));
	AuditVerdict verdict = log_verdict(path);
	assert_string_equal(verdict.fault, "");
	assert_int_equal(verdict.events, 0);
}

/* The published hashes, made by an independent writer: put in by hand, they must verify. */
static void the_published_entries_verify(void **state)
{
	(void)state;
	static const char event[] =
		"INSERT INTO event VALUES(%d, 1732000000000000, x'11111111111111111111111111111111', 5000000, '%s',"
		" x'22222222222222222222222222222222', %s, NULL, NULL, '6666', 'root:0:1000', 'ssh 10.0.0.5 pts/3', %s, %s,"
		" CAST('%s' AS BLOB), (SELECT coalesce((SELECT hash FROM event WHERE seq=%d-1), (SELECT prev_hash FROM segment))),"
		" x'%s');";
	static const char op[] = "x'33333333333333333333333333333333'", about[] = "'phones_alias', CAST('gs102' AS BLOB)";
	char path[LOG_PATH], hex[65];
	Text sql = { 0 };
	audit_close(log_open(log_place(path, 0700), AUDIT_WRITE));
	forge(path, "UPDATE segment SET chain_id=x'000102030405060708090a0b0c0d0e0f', host='vici1',"
	            " prev_hash=x'7c82eb9861a2b5a29dca4bb06b0083f2d06e7ed3a2984e512e02011fa83658bd'");
	text_addf(&sql, event, 1, "SESSION_OPEN", "NULL", "NULL, NULL", "NULL", "{}", 1,
	          "e2be340e5ecc758222eb4e5f8a209253bf5f7cd4bfc632fb5a8b12dd168fa6b7");
	text_addf(&sql, event, 2, "INTENT", op, about, "NULL",
	          "{\"before\":{\"alias_name\":\"A\"},\"after\":{\"alias_name\":\"é\"}}", 2,
	          "89004da5c8cd46b7b8bddf9a9e4184f2134361ab1a52d6eb5ef145133111fc5b");
	text_addf(&sql, event, 3, "OUTCOME", op, about, "'APPLIED'", "{}", 3,
	          "92eac9dd8efbb0c8f32295ae2aaa21c809ccf37f9c7bca7094feaa62deb55b32");
	log_tamper(path, sql.bytes);
	AuditVerdict verdict = log_verdict(path);
	assert_string_equal(verdict.fault, "");
	assert_int_equal(verdict.events, 3);
	sys_hex(hex, verdict.head, sizeof verdict.head);
	assert_string_equal(hex, "92eac9dd8efbb0c8f32295ae2aaa21c809ccf37f9c7bca7094feaa62deb55b32");
	text_free(&sql);
}

static const char *const columns[] = {
	"ts_us", "boot_id", "boot_us", "kind", "session_id", "op_id", "batch_id", "undo_of", "actor", "os_user", "origin", "tbl",
	"pk", "class", "payload", "prev_hash", "hash",
};

/* How an intruder may change a value: another number, another last byte, a byte more, a value where there is
 * none, the same bytes as another type. Where it changes nothing (the column is NULL, say), it is passed over. */
static const char *const ways[] = {
	"CASE typeof(%s) WHEN 'integer' THEN %s + 1 ELSE %s END",
	"CASE typeof(%s) WHEN 'text' THEN substr(%s, 1, length(%s) - 1) || '~'"
		" WHEN 'blob' THEN CAST(substr(%s, 1, length(%s) - 1) || x'FE' AS BLOB) ELSE %s END",
	"CASE typeof(%s) WHEN 'text' THEN %s || ' ' WHEN 'blob' THEN CAST(%s || x'00' AS BLOB) ELSE %s END",
	"CASE WHEN %s IS NULL THEN x'00000000000000000000000000000000' ELSE %s END",
	"CASE typeof(%s) WHEN 'text' THEN CAST(%s AS BLOB) WHEN 'blob' THEN CAST(%s AS TEXT) ELSE %s END",
};

static bool changes(const char *path, const char *column, const char *value, int seq)
{
	sqlite3 *db;
	sqlite3_stmt *row;
	Text sql = { 0 };
	text_addf(&sql, "SELECT %s IS NOT %s OR typeof(%s) <> typeof(%s) FROM event WHERE seq=%d", column, value, column, value, seq);
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, sql.bytes, -1, &row, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(row), SQLITE_ROW);
	bool changed = sqlite3_column_int(row, 0);
	sqlite3_finalize(row);
	sqlite3_close(db);
	text_free(&sql);
	return changed;
}

/* The mark % s of a way is the column, as often as it stands there. */
static void write_way(Text *out, const char *way, const char *column)
{
	for (const char *mark; (mark = strstr(way, "%s")); way = mark + 2) {
		text_add_bytes(out, way, (size_t)(mark - way));
		text_add(out, column);
	}
	text_add(out, way);
}

static int change_column(const char *path, const char *column, int seq)
{
	int changed = 0;
	char undo[400];
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		Text value = { 0 }, sql = { 0 };
		write_way(&value, ways[i], column);
		if (changes(path, column, value.bytes, seq)) {
			text_addf(&sql, "CREATE TABLE kept AS SELECT %s AS was FROM event WHERE seq=%d;"
			          "UPDATE event SET %s = %s WHERE seq=%d", column, seq, column, value.bytes, seq);
			forge(path, sql.bytes);
			AuditVerdict verdict = log_verdict(path);
			if (verdict.first_bad_seq != seq)
				fail_msg("%s of #%d, way %zu: verify says #%lld %s", column, seq, i, (long long)verdict.first_bad_seq,
				         verdict.fault);
			text_format(undo, sizeof undo, "UPDATE event SET %s = (SELECT was FROM kept) WHERE seq=%d; DROP TABLE kept",
			            column, seq);
			forge(path, undo);
			changed++;
		}
		text_free(&value);
		text_free(&sql);
	}
	return changed;
}

static void any_change_of_any_column_is_named(void **state)
{
	(void)state;
	char path[LOG_PATH];
	write_log(log_place(path, 0700));
	for (int seq = 1; seq <= 5; seq++)
		for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
			assert_true(change_column(path, columns[i], seq) > 0);
	assert_string_equal(log_verdict(path).fault, "");
}

static void a_missing_entry_is_named(void **state)
{
	(void)state;
	char path[LOG_PATH];
	write_log(log_place(path, 0700));
	forge(path, "DELETE FROM event WHERE seq=3");
	assert_bad(path, 3, "Entry #3 is missing");
}

static void renumbered_entries_are_named(void **state)
{
	(void)state;
	char path[LOG_PATH];
	write_log(log_place(path, 0700));
	forge(path, "UPDATE event SET seq=9 WHERE seq=5");
	assert_bad(path, 5, "is missing");
	forge(path, "UPDATE event SET seq=5 WHERE seq=9; UPDATE event SET seq=99 WHERE seq=3; UPDATE event SET seq=3 WHERE seq=4;"
	            "UPDATE event SET seq=4 WHERE seq=99");
	assert_bad(path, 3, "does not follow");
}

static void a_first_entry_taken_off_is_seen(void **state)
{
	(void)state;
	char path[LOG_PATH];
	write_log(log_place(path, 0700));
	forge(path, "DELETE FROM event WHERE seq=1");
	assert_bad(path, 1, "is missing");
	forge(path, "UPDATE segment SET first_seq=2, prev_hash=(SELECT prev_hash FROM event WHERE seq=2)");
	assert_bad(path, 1, "its beginning is not the one it was made with");
}

/* This is what a chain alone cannot show; the anchors in VICIdial's own log do. */
static void entries_cut_off_the_end_are_not_seen(void **state)
{
	(void)state;
	char path[LOG_PATH];
	write_log(log_place(path, 0700));
	forge(path, "DELETE FROM event WHERE seq>=4");
	AuditVerdict verdict = log_verdict(path);
	assert_string_equal(verdict.fault, "");
	assert_int_equal(verdict.head_seq, 3);
}

/* A whole chain that tells what cannot have been. */
static void an_outcome_of_a_change_that_was_never_begun_is_named(void **state)
{
	(void)state;
	char path[LOG_PATH];
	write_log(log_place(path, 0700));
	forge(path, "UPDATE event SET op_id=x'44444444444444444444444444444444' WHERE seq=3");
	forge_rehash(path, 3);
	assert_bad(path, 3, "is the outcome of a change that was never begun");
}

/* What comes behind it cannot be trusted, be it altered too. */
static void of_two_faults_the_earlier_is_named(void **state)
{
	(void)state;
	char path[LOG_PATH];
	write_log(log_place(path, 0700));
	forge(path, "UPDATE event SET op_id=x'44444444444444444444444444444444' WHERE seq=3");
	forge_rehash(path, 3);
	forge(path, "UPDATE event SET actor='nobody' WHERE seq=5");
	assert_bad(path, 3, "is the outcome of a change that was never begun");
}

/* Its last entry has lost half of its hash. */
static void nothing_follows_an_entry_without_a_hash(void **state)
{
	(void)state;
	char path[LOG_PATH];
	Err err;
	write_log(log_place(path, 0700));
	forge(path, "UPDATE event SET hash=substr(hash, 1, 16) WHERE seq=5");
	Audit *audit = log_open(path, AUDIT_WRITE);
	assert_false(log_note(audit, EVENT_NOTE, "text", "one more", &err));
	assert_int_equal(err.code, ERR_AUDIT);
	audit_close(audit);
	assert_bad(path, 5, "was altered");
}

static void a_trigger_taken_away_changed_or_added_is_seen(void **state)
{
	(void)state;
	char path[LOG_PATH];
	Err err;
	Audit *audit;
	write_log(log_place(path, 0700));
	log_tamper(path, "DROP TRIGGER event_no_delete");
	assert_bad(path, 1, "trigger event_no_delete is missing");
	assert_false(audit_open(&audit, path, AUDIT_WRITE, &err));
	assert_int_equal(err.code, ERR_AUDIT);
	assert_non_null(strstr(err.text, "event_no_delete is missing"));
	log_tamper(path, "CREATE TRIGGER event_no_delete BEFORE DELETE ON event BEGIN SELECT 1; END");
	assert_bad(path, 1, "trigger event_no_delete is not as it was made");
	write_log(log_place(path, 0700));
	log_tamper(path, "CREATE TRIGGER spy AFTER INSERT ON event BEGIN SELECT 1; END");
	assert_bad(path, 1, "trigger spy does not belong in it");
}

static void a_lost_segment_row_is_seen(void **state)
{
	(void)state;
	char path[LOG_PATH];
	Err err;
	Audit *audit;
	write_log(log_place(path, 0700));
	forge(path, "DELETE FROM segment");
	assert_bad(path, 1, "which log it is is gone");
	assert_false(audit_open(&audit, path, AUDIT_WRITE, &err));
	assert_int_equal(err.code, ERR_AUDIT);
}

static void a_damaged_page_is_seen(void **state)
{
	(void)state;
	char path[LOG_PATH];
	write_log(log_place(path, 0700));
	log_tamper(path, "PRAGMA wal_checkpoint(TRUNCATE)");
	FILE *file = fopen(path, "r+b");
	assert_non_null(file);
	assert_int_equal(fseek(file, 3 * 4096, SEEK_SET), 0);
	for (int i = 0; i < 4096; i++)
		fputc(0x55, file);
	fclose(file);
	AuditVerdict verdict;
	Err err;
	assert_true(!audit_verify(path, NULL, NULL, NULL, &verdict, &err) || verdict.first_bad_seq > 0);
}

static void a_clock_that_went_back_is_a_warning_only(void **state)
{
	(void)state;
	char path[LOG_PATH];
	Err err;
	Audit *audit = log_open(log_place(path, 0700), AUDIT_WRITE);
	sys_freeze(1768228312000000);
	assert_true(log_note(audit, EVENT_NOTE, "text", "first", &err));
	sys_freeze(1768228312000000 - 60 * 1000000);
	assert_true(log_note(audit, EVENT_NOTE, "text", "second", &err));
	sys_freeze(0);
	audit_close(audit);
	AuditVerdict verdict = log_verdict(path);
	assert_string_equal(verdict.fault, "");
	assert_string_equal(verdict.warning, "The clock went back 60 s before entry #2.");
}

static bool stop_at_once(void *context, int64_t done, int64_t total)
{
	(void)done;
	*(int64_t *)context = total;
	return false;
}

static void a_check_can_be_stopped(void **state)
{
	(void)state;
	char path[LOG_PATH];
	Err err;
	AuditVerdict verdict;
	int64_t total = 0;
	enum { MANY = 5000 };
	static AuditEvent events[MANY];
	Audit *audit = log_open(log_place(path, 0700), AUDIT_WRITE);
	for (int i = 0; i < MANY; i++)
		events[i] = (AuditEvent){ .kind = EVENT_NOTE, .payload = "{}", .payload_length = 2 };
	assert_true(audit_append(audit, events, MANY, &err));
	audit_close(audit);
	assert_false(audit_verify(path, NULL, stop_at_once, &total, &verdict, &err));
	assert_int_equal(err.code, ERR_STOPPED);
	assert_int_equal(total, MANY);

	char lines[LOG_PATH + 8];
	text_format(lines, sizeof lines, "%s.jsonl", path);
	FILE *to = fopen(lines, "w");
	assert_true(audit_export_lines(path, to, &err) && fclose(to) == 0);
	assert_false(audit_verify_file(lines, stop_at_once, &total, &verdict, &err));
	assert_int_equal(err.code, ERR_STOPPED);
	assert_string_equal(err.text, "The check of the export was stopped after 4096 lines.");
}

/* The change that is still open is the last entry, and VICIdial's log has a row of it. */
static AuditAnchors anchors_of_an_open_change(char path[LOG_PATH], AuditAnchor *row)
{
	Err err;
	AuditEvent intent;
	Audit *audit = log_open(log_place(path, 0700), AUDIT_WRITE);
	Plan *plan = log_plan("8302x", "Front desk");
	assert_true(log_intent(audit, plan, &intent, &err));
	plan_free(plan);
	audit_close(audit);
	*row = (AuditAnchor){ .log_id = 9, .anchor = { .seq = intent.seq, .step = 1 } };
	memcpy(row->anchor.hash, intent.hash, sizeof row->anchor.hash);
	memcpy(row->anchor.op_id, intent.op_id, sizeof row->anchor.op_id);
	return (AuditAnchors){ .rows = row, .count = 1, .oldest_log_id = 9, .upto_seq = intent.seq };
}

static void a_log_that_ends_with_an_anchored_change_is_anchored_to_its_end(void **state)
{
	(void)state;
	char path[LOG_PATH];
	Err err;
	AuditAnchor row;
	AuditVerdict verdict;
	AuditAnchors anchors = anchors_of_an_open_change(path, &row);
	assert_true(audit_verify(path, &anchors, NULL, NULL, &verdict, &err));
	assert_string_equal(verdict.fault, "");
	assert_string_equal(verdict.reach, "Anchored in VICIdial's admin log to its end.");
}

static void a_check_can_be_stopped_before_the_anchors_are_compared(void **state)
{
	(void)state;
	char path[LOG_PATH];
	Err err;
	AuditAnchor row;
	AuditVerdict verdict;
	int64_t total = 0;
	AuditAnchors anchors = anchors_of_an_open_change(path, &row);
	assert_false(audit_verify(path, &anchors, stop_at_once, &total, &verdict, &err));
	assert_int_equal(err.code, ERR_STOPPED);
	assert_int_equal(total, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_untouched_log_verifies),
		cmocka_unit_test(an_empty_log_verifies),
		cmocka_unit_test(the_published_entries_verify),
		cmocka_unit_test(any_change_of_any_column_is_named),
		cmocka_unit_test(a_missing_entry_is_named),
		cmocka_unit_test(renumbered_entries_are_named),
		cmocka_unit_test(a_first_entry_taken_off_is_seen),
		cmocka_unit_test(entries_cut_off_the_end_are_not_seen),
		cmocka_unit_test(an_outcome_of_a_change_that_was_never_begun_is_named),
		cmocka_unit_test(of_two_faults_the_earlier_is_named),
		cmocka_unit_test(nothing_follows_an_entry_without_a_hash),
		cmocka_unit_test(a_trigger_taken_away_changed_or_added_is_seen),
		cmocka_unit_test(a_lost_segment_row_is_seen),
		cmocka_unit_test(a_damaged_page_is_seen),
		cmocka_unit_test(a_clock_that_went_back_is_a_warning_only),
		cmocka_unit_test(a_check_can_be_stopped),
		cmocka_unit_test(a_log_that_ends_with_an_anchored_change_is_anchored_to_its_end),
		cmocka_unit_test(a_check_can_be_stopped_before_the_anchors_are_compared),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
