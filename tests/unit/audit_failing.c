/* The disk fails or is full at each call in turn of everything that is done with the audit log: what is said to be written is
 * there, what is refused is refused in a sentence, an answer that is given is the whole answer, and the log proves whole
 * afterwards and takes the next entry. */
#include "tests/unit/audit_looks.h"
#include "tests/unit/failing_calls.h"

enum { ENOUGH = 100000 };

typedef struct {
	void (*prepare)(void);                   /* before each time; NULL nothing */
	bool (*act)(void);
	void (*judge)(bool ok);                  /* after each time; NULL nothing */
	unsigned entries;                        /* that it adds */
	bool proves;                             /* what cannot be read is not proven */
	bool opens;                              /* the log by itself */
	FailKind last;                           /* which kinds of failing, up to that */
} Deed;

/* Calls that come late are many and alike. */
static size_t next_call(size_t at)
{
	return at < 80 ? at + 1 : at + at / 20;
}

static bool deed_met(const Deed *deed, FailKind kind, size_t at, const Text *whole)
{
	AuditVerdict before = { 0 }, after;
	if (deed->prepare)
		deed->prepare();
	if (deed->entries)
		before = log_verdict(path);
	if (!deed->opens)
		audit = log_open(path, AUDIT_WRITE);
	text_clear(&told);
	err = (Err){ 0 };
	fail_at(kind, at);
	bool ok = deed->act();
	fail_no_more();
	bool met = failing.met;
	audit_close(audit);
	audit = NULL;
	if (!ok && (!met || err.code == ERR_NONE || !is_fit_for_a_screen(err.text)))
		fail_msg("call %zu of kind %d: code %d, \"%s\"", at, (int)kind, (int)err.code, err.text);
	if (ok && whole && (told.length != whole->length || (told.length && memcmp(told.bytes, whole->bytes, told.length) != 0)))
		fail_msg("call %zu of kind %d: \"%s\" in place of \"%s\"", at, (int)kind, told.length ? told.bytes : "", whole->bytes);
	if (deed->entries) {
		after = log_verdict(path);
		assert_string_equal(after.fault, "");
		assert_true(after.events == before.events + deed->entries || (!ok && after.events >= before.events));
	}
	if (deed->judge)
		deed->judge(ok);
	return met;
}

static void every_call_can_fail(const Deed *deed)
{
	Text whole = { 0 };
	assert_false(deed_met(deed, FAIL_DISK, ENOUGH, NULL));
	text_add_bytes(&whole, told.length ? told.bytes : "", told.length);
	bool reads = !deed->entries && !deed->proves && !deed->judge;
	for (FailKind kind = FAIL_DISK; kind <= (deed->last ? deed->last : FAIL_FULL); kind++)
		for (size_t at = 0; deed_met(deed, kind, at, reads ? &whole : NULL); at = next_call(at))
			assert_true(at < ENOUGH);
	text_free(&whole);
}

/* --- writing --- */

static bool begins_a_log(void)
{
	return audit_open(&audit, path, AUDIT_WRITE, &err) && log_note(audit, EVENT_NOTE, "text", "the first", &err);
}

static void a_folder_without_a_log(void)
{
	log_place(path, 0700);
}

static void the_log_can_be_written(bool ok)
{
	(void)ok;
	audit = log_open(path, AUDIT_WRITE);
	assert_true(log_note(audit, EVENT_NOTE, "text", "the next", &err));
	audit_close(audit);
	audit = NULL;
	assert_string_equal(log_verdict(path).fault, "");
}

static void a_log_is_begun(void **state)
{
	(void)state;
	char kept[LOG_PATH];
	text_copy(kept, sizeof kept, path);
	every_call_can_fail(&(Deed){ .prepare = a_folder_without_a_log, .act = begins_a_log, .judge = the_log_can_be_written,
	                             .opens = true });
	text_copy(path, sizeof path, kept);
}

/* Each time of another alias: what was cut off stays open. */
static const char *another_alias(void)
{
	static char alias[16];
	static unsigned made;
	text_format(alias, sizeof alias, "w%u", ++made);
	return alias;
}

static bool changes(void)
{
	return log_change(audit, another_alias(), "Desk 3", &err) != 0;
}

static bool notes(void)
{
	return log_note(audit, EVENT_NOTE, "text", "lunch", &err);
}

static bool opens_and_notes(void)
{
	return audit_open(&audit, path, AUDIT_WRITE, &err) && notes();
}

/* The outcome of one change goes with the intent of the next. */
static bool holds(void)
{
	audit_hold(audit, true);
	return log_change(audit, another_alias(), "Desk 3", &err) && audit_waits(audit) &&
	       log_change(audit, another_alias(), "Desk 4", &err) && audit_flush(audit, &err);
}

static bool marks(void)
{
	return audit_watermark(audit, &err);
}

static void what_is_written(void **state)
{
	(void)state;
	every_call_can_fail(&(Deed){ .act = notes, .entries = 1 });
	every_call_can_fail(&(Deed){ .act = opens_and_notes, .entries = 1, .opens = true });
	every_call_can_fail(&(Deed){ .act = changes, .entries = 2 });
	every_call_can_fail(&(Deed){ .act = holds, .entries = 4 });
	every_call_can_fail(&(Deed){ .act = marks });
}

/* --- reading --- */

static bool opens_to_look(void)
{
	return audit_open(&audit, path, AUDIT_READ, &err) && pages("", true);
}

static void what_is_read(void **state)
{
	(void)state;
	every_call_can_fail(&(Deed){ .act = looks_through });
	every_call_can_fail(&(Deed){ .act = looks_closely });
	every_call_can_fail(&(Deed){ .act = looks_back });
	every_call_can_fail(&(Deed){ .act = looks_at_changes });
	every_call_can_fail(&(Deed){ .act = opens_to_look, .opens = true });
}

/* --- sealing, proving, exporting --- */

static bool seals(void)
{
	audit_seal_at(audit, 1);
	return notes();
}

static void a_log_of_one_entry(void)
{
	audit = log_open(log_place(path, 0700), AUDIT_WRITE);
	assert_true(log_note(audit, EVENT_NOTE, "text", "the first", &err));
	audit_close(audit);
}

/* Whether it could be sealed or not. */
static void the_entry_is_written(bool ok)
{
	AuditVerdict verdict = log_verdict(path);
	assert_string_equal(verdict.fault, "");
	assert_true(!ok || verdict.events >= 2);
}

static void what_is_sealed(void **state)
{
	(void)state;
	char kept[LOG_PATH];
	text_copy(kept, sizeof kept, path);
	every_call_can_fail(&(Deed){ .prepare = a_log_of_one_entry, .act = seals, .judge = the_entry_is_written, .last = FAIL_GONE });
	text_copy(path, sizeof path, kept);
}

static bool proves(void)
{
	AuditVerdict verdict;
	AuditAnchor row = { .log_id = 7, .anchor = { .seq = 3 } };
	AuditAnchors anchors = { .rows = &row, .count = 0, .oldest_log_id = 1, .upto_seq = 3 };
	bool ok = audit_verify(path, NULL, NULL, NULL, &verdict, &err);
	if (ok)
		text_addf(&told, "%lld events, %zu open, %s", (long long)verdict.events, verdict.open_intents, verdict.fault);
	ok = ok && audit_verify(path, &anchors, NULL, NULL, &verdict, &err);
	if (ok)
		text_addf(&told, "%s %s", verdict.fault, verdict.reach);
	return ok;
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

static char exported[LOG_PATH + 8];

static bool proves_the_export(void)
{
	AuditVerdict verdict;
	bool ok = audit_verify_file(exported, NULL, NULL, &verdict, &err);
	if (ok)
		text_addf(&told, "%lld events, %s %s", (long long)verdict.events, verdict.fault, verdict.reach);
	return ok;
}

static void what_is_proven_and_exported(void **state)
{
	(void)state;
	text_format(exported, sizeof exported, "%s.jsonl", path);
	FILE *to = fopen(exported, "w");
	assert_true(to && audit_export_lines(path, to, &err) && fclose(to) == 0);
	every_call_can_fail(&(Deed){ .act = proves, .proves = true, .opens = true });
	every_call_can_fail(&(Deed){ .act = exports, .opens = true });
	every_call_can_fail(&(Deed){ .act = proves_the_export, .proves = true, .opens = true });
}

static int set_up(void **state)
{
	return fill_log(state);
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
		cmocka_unit_test(what_is_read),
		cmocka_unit_test(what_is_proven_and_exported),
		cmocka_unit_test(a_log_is_begun),
		cmocka_unit_test(what_is_sealed),
		cmocka_unit_test(what_is_written),
	};
	return cmocka_run_group_tests(tests, set_up, clear_up);
}
