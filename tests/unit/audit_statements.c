/* Each statement of the audit log in turn cannot be prepared, or does not run, while the log is looked at, exported and proven:
 * what is not answered is refused in a sentence, and what is answered is the whole answer. */
#include "tests/unit/audit_looks.h"
#include "tests/unit/failing_log.h"

enum { TURNS = 3 };                          /* cannot be prepared; does not run; does not run the second time */

typedef struct {
	bool (*act)(void);
	bool opens;                              /* the log by itself */
} Deed;

static void fail_in_turn(SqlId sql, size_t turn)
{
	if (turn == 0)
		log_cannot_prepare(sql);
	else
		log_fails_at(sql, turn - 1);
}

/* Did it meet the failure? */
static bool deed_done(const Deed *deed, SqlId sql, size_t turn, const Text *whole)
{
	if (!deed->opens)
		audit = log_open(path, AUDIT_READ);
	text_clear(&told);
	err = (Err){ 0 };
	if (whole)
		fail_in_turn(sql, turn);
	bool ok = deed->act(), met = log_failed() && whole;
	audit_close(audit);
	audit = NULL;
	if (!ok && (!met || err.code == ERR_NONE || !is_fit_for_a_screen(err.text)))
		fail_msg("statement %d, turn %zu: code %d, \"%s\"", (int)sql, turn, (int)err.code, err.text);
	if (ok && whole && (told.length != whole->length || memcmp(told.bytes, whole->bytes, told.length) != 0))
		fail_msg("statement %d, turn %zu: \"%s\" in place of \"%s\"", (int)sql, turn, told.bytes, whole->bytes);
	return met;
}

static void every_statement_can_fail(bool (*act)(void), bool opens)
{
	Text whole = { 0 };
	const Deed deed = { .act = act, .opens = opens };
	size_t met = 0;
	deed_done(&deed, 0, 0, NULL);
	text_add_bytes(&whole, told.bytes, told.length);
	for (SqlId sql = 0; sql < SQL_DEMO_ALIASES; sql++)           /* in the order of their paths */
		for (size_t turn = 0; turn < TURNS; turn++)
			met += deed_done(&deed, sql, turn, &whole);
	assert_true(met > TURNS);
	text_free(&whole);
}

static void what_is_looked_at(void **state)
{
	(void)state;
	every_statement_can_fail(looks_through, false);
	every_statement_can_fail(looks_closely, false);
	every_statement_can_fail(looks_back, false);
	every_statement_can_fail(looks_at_changes, false);
}

static bool exports(void)
{
	char *bytes = NULL;
	size_t length;
	FILE *to = open_memstream(&bytes, &length);
	bool ok = audit_export_lines(path, to, &err);
	fclose(to);
	if (ok)
		text_add_bytes(&told, bytes, length);
	free(bytes);
	return ok;
}

static void what_is_exported(void **state)
{
	(void)state;
	every_statement_can_fail(exports, true);
}

static char exported[LOG_PATH + 8];

static bool proves_the_export(void)
{
	AuditVerdict verdict;
	bool ok = audit_verify_file(exported, NULL, NULL, &verdict, &err);
	if (ok && verdict.fault[0]) {
		err.code = ERR_UNREADABLE;
		return !text_copy(err.text, sizeof err.text, verdict.fault);
	}
	if (ok)
		text_addf(&told, "%lld events, %s", (long long)verdict.events, verdict.reach);
	return ok;
}

static void what_is_proven_of_an_export(void **state)
{
	(void)state;
	text_format(exported, sizeof exported, "%s.jsonl", path);
	FILE *to = fopen(exported, "w");
	assert_true(to && audit_export_lines(path, to, &err) && fclose(to) == 0);
	every_statement_can_fail(proves_the_export, true);
}

/* What cannot be asked is not intact. */
static bool proves(void)
{
	AuditVerdict verdict;
	AuditAnchor row = { .log_id = 7, .anchor = { .seq = open_intent.seq, .step = 1 } };
	AuditAnchors anchors = { .rows = &row, .count = 1, .oldest_log_id = 100, .upto_seq = open_intent.seq };
	memcpy(row.anchor.op_id, open_intent.op_id, sizeof row.anchor.op_id);
	memcpy(row.anchor.hash, open_intent.hash, sizeof row.anchor.hash);
	bool ok = audit_verify(path, &anchors, NULL, NULL, &verdict, &err);
	if (ok && verdict.fault[0]) {
		err.code = ERR_UNREADABLE;
		return !text_copy(err.text, sizeof err.text, verdict.fault);
	}
	if (ok)
		text_addf(&told, "%lld events, %zu open, %s", (long long)verdict.events, verdict.open_intents, verdict.reach);
	return ok;
}

static void what_is_proven(void **state)
{
	(void)state;
	every_statement_can_fail(proves, true);
}

static int clear_up(void **state)
{
	(void)state;
	text_free(&told);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_looked_at),
		cmocka_unit_test(what_is_exported),
		cmocka_unit_test(what_is_proven_of_an_export),
		cmocka_unit_test(what_is_proven),
	};
	return cmocka_run_group_tests(tests, fill_log, clear_up);
}
