/* A log with a little of everything, and all the ways it is looked at, for tests of what happens when something is wrong with it.
 *
 * #1 a session, #2 and #3 a change of 8301x, #4 and #5 its undo, #6 to #9 a batch of one change, #10 a change of 8305x that never
 * ended. */
#ifndef TESTS_UNIT_AUDIT_LOOKS_H
#define TESTS_UNIT_AUDIT_LOOKS_H

#include "tests/unit/audit_log.h"

#include "tests/tap.h"

static char path[LOG_PATH];
static Audit *audit;
static Err err;
static Text told;                            /* what was found */
static AuditEvent open_intent;               /* of 8305x */
static const uint8_t batch_id[16] = { 1, 17 };

static inline bool is_fit_for_a_screen(const char *text)
{
	char shown[sizeof err.text];
	return *text && text_visible(shown, sizeof shown, text, strlen(text)) == strlen(text) && strcmp(shown, text) == 0;
}

static inline void append_batch_note(EventKindId kind, const char *text)
{
	Text payload = { 0 };
	assert_true(audit_note_payload(audit, &payload, (const char *const[]){ "text", text, "aliases", "1", NULL }, &err));
	AuditEvent event = { .kind = kind, .has_batch = true, .payload = payload.bytes, .payload_length = payload.length };
	memcpy(event.batch_id, batch_id, sizeof event.batch_id);
	assert_true(audit_append(audit, &event, 1, &err));
	text_free(&payload);
}

static inline void append_change(const char *alias, bool in_batch, const AuditEvent *undone, bool ends, AuditEvent *out)
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

static inline int fill_log(void **state)
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

static inline void tell_page(const AuditPage *page)
{
	text_addf(&told, "%zu of %zu:", page->matched, page->total);
	for (size_t i = 0; i < page->count; i++)
		text_addf(&told, " %lld %s %s %s %d %zu", (long long)page->entries[i].event.seq, page->entries[i].action, page->entries[i].alias,
		          page->entries[i].summary, (int)page->entries[i].outcome, page->entries[i].aliases);
}

static inline bool told_page(bool ok, AuditPage *const *page)
{
	if (ok) {
		tell_page(*page);
		audit_page_free(*page);
	}
	return ok;
}

static inline bool pages(const char *filter, bool folds)
{
	AuditPage *page = NULL;
	AuditQuery query = { .limit = 50, .folds = folds };
	text_copy(query.filter, sizeof query.filter, filter);
	return told_page(audit_page(audit, &query, &page, &err), &page);
}

static inline bool looks_through(void)
{
	return pages("", true) && pages("by:6666 action:edit -alias:8301x since:2020-01-01 Desk", false) && pages("batch:6", true);
}

static inline bool details_of(size_t number)
{
	AuditPage *page;
	AuditDetail *details;
	size_t count;
	AuditQuery query = { .limit = 50 };
	if (!audit_page(audit, &query, &page, &err))
		return false;
	if (number >= page->count) {
		audit_page_free(page);
		return true;
	}
	bool ok = audit_details(audit, page->mem, &page->entries[number], &details, &count, &err);
	for (size_t i = 0; ok && i < count; i++)
		text_addf(&told, "%s|%s|%s|%s ", details[i].subject, details[i].field, details[i].before ? details[i].before : "",
		          details[i].after ? details[i].after : "");
	audit_page_free(page);
	return ok;
}

static inline bool looks_closely(void)
{
	return details_of(0) && details_of(1) && details_of(2) && details_of(5);
}

static inline bool looks_back(void)
{
	AuditPage *history = NULL, *frame = NULL, *batch = NULL, *open = NULL;
	return told_page(audit_history(audit, "8301x", 10, &history, &err), &history) &&
	       told_page(audit_batch_frame(audit, batch_id, &frame, &err), &frame) && told_page(audit_batch(audit, batch_id, &batch, &err), &batch) &&
	       told_page(audit_open_intents(audit, &open, &err), &open);
}

static inline bool looks_at_changes(void)
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
	if (page->count < 2) {                   /* in a damaged one they are not found */
		audit_page_free(page);
		return true;
	}
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

#endif
