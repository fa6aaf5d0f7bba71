/* The disk fails or is full at each call in turn of everything that is done with the audit log: what is said to be written is there,
 * what is refused is refused in a sentence, an answer that is given is the whole answer, and the log proves whole afterwards and
 * takes the next entry. */
#include "tests/unit/audit_log.h"
#include "tests/unit/failing_calls.h"

#include "tests/tap.h"

enum { ENOUGH = 100000 };

static char path[LOG_PATH];                  /* of the log that all but the first start with */
static Audit *audit;
static Err err;
static Text told;                            /* what a deed that worked found */
static AuditEvent open_intent;               /* of 8305x, never ended */
static const uint8_t batch_id[16] = { 1, 17 };

typedef struct {
	bool (*act)(void);
	unsigned entries;                        /* that it adds */
	bool proves;                             /* what cannot be read is not proven */
	bool opens;                              /* the log by itself */
} Deed;

static bool is_fit_for_a_screen(const char *text)
{
	char shown[sizeof err.text];
	return *text && text_visible(shown, sizeof shown, text, strlen(text)) == strlen(text) && strcmp(shown, text) == 0;
}

/* Calls that come late are many and alike. */
static size_t next_call(size_t at)
{
	return at < 80 ? at + 1 : at + at / 20;
}

static bool deed_met(const Deed *deed, FailKind kind, size_t at, const Text *whole)
{
	AuditVerdict before = { 0 }, after;
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
	return met;
}

static void every_call_can_fail(const Deed *deed)
{
	Text whole = { 0 };
	assert_false(deed_met(deed, FAIL_DISK, ENOUGH, NULL));
	text_add_bytes(&whole, told.length ? told.bytes : "", told.length);
	for (FailKind kind = FAIL_DISK; kind <= FAIL_FULL; kind++)
		for (size_t at = 0; deed_met(deed, kind, at, deed->entries || deed->proves ? NULL : &whole); at = next_call(at))
			assert_true(at < ENOUGH);
	text_free(&whole);
}

/* --- the log --- */

static void append_batch_note(EventKindId kind, const char *text)
{
	Text payload = { 0 };
	assert_true(audit_note_payload(audit, &payload, (const char *const[]){ "text", text, "aliases", "1", NULL }, &err));
	AuditEvent event = { .kind = kind, .has_batch = true, .payload = payload.bytes, .payload_length = payload.length };
	memcpy(event.batch_id, batch_id, sizeof event.batch_id);
	assert_true(audit_append(audit, &event, 1, &err));
	text_free(&payload);
}

static void append_change(const char *alias, bool in_batch, const AuditEvent *undone, bool ends, AuditEvent *out)
{
	Text payload = { 0 };
	Plan *plan = log_plan(alias, "Desk 1");
	*out = (AuditEvent){ .kind = EVENT_INTENT, .has_op = true, .has_batch = in_batch, .table = "phones_alias", .key = value_text(alias),
	                     .has_undo = undone != NULL };
	memcpy(out->batch_id, batch_id, sizeof batch_id);
	memcpy(out->op_id, plan->op_id, sizeof out->op_id);
	if (undone)
		memcpy(out->undo_of, undone->op_id, sizeof out->undo_of);
	assert_true(audit_intent_payload(audit, &payload, plan, &(IntentOrigin){ .host = "db1", .source = "crm" }, &err));
	out->payload = payload.bytes;
	out->payload_length = payload.length;
	assert_true(audit_append_intent(audit, out, &err));
	assert_true(!ends || log_outcome(audit, out, CLASS_APPLIED, "noted", &err));
	out->payload = NULL;
	text_free(&payload);
	plan_free(plan);
}

static int fill_log(void **state)
{
	(void)state;
	AuditEvent first, other;
	audit = log_open(log_place(path, 0700), AUDIT_WRITE);
	assert_true(log_note(audit, EVENT_SESSION_OPEN, "on", "asterisk@db1", &err));
	append_change("8301x", false, NULL, true, &first);
	append_change("8301x", false, &first, true, &other);
	append_batch_note(EVENT_BATCH_OPEN, "name");
	append_change("8302x", true, NULL, true, &other);
	append_batch_note(EVENT_BATCH_CLOSE, "done");
	append_change("8305x", false, NULL, false, &open_intent);
	audit_close(audit);
	audit = NULL;
	return 0;
}

/* --- writing --- */

static bool begins_a_log(void)
{
	return audit_open(&audit, path, AUDIT_WRITE, &err) && log_note(audit, EVENT_NOTE, "text", "the first", &err);
}

/* Each time in a folder where there is none. */
static void a_log_is_begun(void **state)
{
	(void)state;
	char kept[LOG_PATH];
	text_copy(kept, sizeof kept, path);
	for (FailKind kind = FAIL_DISK; kind <= FAIL_FULL; kind++) {
		bool met = true;
		for (size_t at = 0; met; at = next_call(at)) {
			log_place(path, 0700);
			met = deed_met(&(Deed){ .act = begins_a_log, .opens = true }, kind, at, NULL);
			audit = log_open(path, AUDIT_WRITE);
			assert_true(log_note(audit, EVENT_NOTE, "text", "the next", &err));
			audit_close(audit);
			audit = NULL;
			assert_string_equal(log_verdict(path).fault, "");
		}
	}
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
	return log_change(audit, another_alias(), "Desk 3", &err) && audit_waits(audit) && log_change(audit, another_alias(), "Desk 4", &err) &&
	       audit_flush(audit, &err);
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

static void tell_page(const AuditPage *page)
{
	text_addf(&told, "%zu of %zu:", page->matched, page->total);
	for (size_t i = 0; i < page->count; i++)
		text_addf(&told, " %lld %s %s %s %d %zu", (long long)page->entries[i].event.seq, page->entries[i].action, page->entries[i].alias,
		          page->entries[i].summary, (int)page->entries[i].outcome, page->entries[i].aliases);
}

static bool told_page(bool ok, AuditPage *const *page)
{
	if (ok) {
		tell_page(*page);
		audit_page_free(*page);
	}
	return ok;
}

static bool pages(const char *filter, bool folds)
{
	AuditPage *page = NULL;
	AuditQuery query = { .limit = 50, .folds = folds };
	text_copy(query.filter, sizeof query.filter, filter);
	return told_page(audit_page(audit, &query, &page, &err), &page);
}

static bool looks_through(void)
{
	return pages("", true) && pages("by:6666 action:edit -alias:8301x since:2020-01-01 Desk", false) && pages("batch:6", true);
}

static bool details_of(size_t number)
{
	AuditPage *page;
	AuditDetail *details;
	size_t count;
	AuditQuery query = { .limit = 50 };
	if (!audit_page(audit, &query, &page, &err))
		return false;
	bool ok = audit_details(audit, page->mem, &page->entries[number], &details, &count, &err);
	for (size_t i = 0; ok && i < count; i++)
		text_addf(&told, "%s|%s|%s|%s ", details[i].subject, details[i].field, details[i].before ? details[i].before : "",
		          details[i].after ? details[i].after : "");
	audit_page_free(page);
	return ok;
}

static bool looks_closely(void)
{
	return details_of(0) && details_of(1) && details_of(2) && details_of(5);
}

static bool looks_back(void)
{
	AuditPage *history = NULL, *frame = NULL, *batch = NULL, *open = NULL;
	return told_page(audit_history(audit, "8301x", 10, &history, &err), &history) &&
	       told_page(audit_batch_frame(audit, batch_id, &frame, &err), &frame) && told_page(audit_batch(audit, batch_id, &batch, &err), &batch) &&
	       told_page(audit_open_intents(audit, &open, &err), &open);
}

static bool looks_at_changes(void)
{
	AuditPage *page;
	AuditEntry next;
	StepClass class = CLASS_COUNT;
	bool open = false, found = false;
	int64_t root = 0, depth = 0, head_seq = 0;
	uint8_t head[32];
	size_t step = 0;
	Plan *plan = NULL;
	if (!audit_history(audit, "8301x", 10, &page, &err))
		return false;
	const AuditEvent *undo = &page->entries[0].event, *first = &page->entries[1].event;
	bool ok = audit_classes(audit, &page->entries[0], &class, 1, &err) && audit_undo_root(audit, undo, &root, &depth, &err) &&
	          audit_plan_of(audit, undo, &plan, &err) && audit_is_open(audit, &open_intent, &open, &err) &&
	          audit_next_on_row(audit, page->mem, first, 0, &next, &step, &found, &err) && audit_head(audit, &head_seq, head, &err);
	if (ok)
		text_addf(&told, "class %d, root %lld %lld, %zu steps of %s, open %d, next %d %zu, head %lld", (int)class, (long long)root,
		          (long long)depth, plan->step_count, plan->alias.text, open, found, step, (long long)head_seq);
	plan_free(plan);
	audit_page_free(page);
	return ok;
}

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

/* Whether it could be sealed or not, the entry is written. */
static void what_is_sealed(void **state)
{
	(void)state;
	char kept[LOG_PATH];
	text_copy(kept, sizeof kept, path);
	for (FailKind kind = FAIL_DISK; kind <= FAIL_FULL; kind++) {
		bool met = true;
		for (size_t at = 0; met; at = next_call(at)) {
			audit = log_open(log_place(path, 0700), AUDIT_WRITE);
			assert_true(log_note(audit, EVENT_NOTE, "text", "the first", &err));
			audit_close(audit);
			met = deed_met(&(Deed){ .act = seals }, kind, at, NULL);
			bool written = err.code == ERR_NONE;
			AuditVerdict verdict = log_verdict(path);
			assert_string_equal(verdict.fault, "");
			assert_true(!written || verdict.events >= 2);
		}
	}
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
