/* A batch in the audit log: where it is asked for, one entry, which came to what its changes came to; else entry by entry. */
#include <string.h>

#include "tests/unit/audit_log.h"
#include "tests/tap.h"

enum { CHANGES = 3 };

static Audit *audit;
static Err err;
static AuditEvent intents[CHANGES];

static void append_batch_note(EventKindId kind, const char *text)
{
	Text payload = { 0 };
	assert_true(audit_note_payload(audit, &payload, (const char *const[]){ "text", text, "aliases", "3", NULL }, &err));
	AuditEvent event = { .kind = kind, .has_batch = true, .batch_id = { 1, 17 }, .payload = payload.bytes,
	                     .payload_length = payload.length };
	assert_true(audit_append(audit, &event, 1, &err));
	text_free(&payload);
}

static void append_change(size_t i)
{
	static const char *const aliases[CHANGES] = { "8301x", "8302x", "8303x" };
	Text payload = { 0 };
	Plan *plan = log_plan(aliases[i], "Desk 1");
	intents[i] = (AuditEvent){ .kind = EVENT_INTENT, .has_op = true, .has_batch = true, .batch_id = { 1, 17 },
	                           .table = "phones_alias", .key = value_text(aliases[i]) };
	memcpy(intents[i].op_id, plan->op_id, sizeof intents[i].op_id);
	assert_true(audit_intent_payload(audit, &payload, plan, &(IntentOrigin){ .host = "db1" }, &err));
	intents[i].payload = payload.bytes;
	intents[i].payload_length = payload.length;
	assert_true(audit_append_intent(audit, &intents[i], &err));
	text_free(&payload);
	plan_free(plan);
}

/* #1 a note, #2 the batch, #3 to #5 its changes, #6 its end, #7 another note. */
static int a_batch_between_two_notes(void **state)
{
	(void)state;
	char path[LOG_PATH];
	audit = log_open(log_place(path, 0700), AUDIT_WRITE);
	assert_true(log_note(audit, EVENT_LOGIN, "from", "10.1.4.20", &err));
	append_batch_note(EVENT_BATCH_OPEN, "name");
	for (size_t i = 0; i < CHANGES; i++)
		append_change(i);
	append_batch_note(EVENT_BATCH_CLOSE, "done");
	assert_true(log_note(audit, EVENT_NOTE, "text", "lunch", &err));
	return 0;
}

static int close_log(void **state)
{
	(void)state;
	audit_close(audit);
	return 0;
}

static AuditPage *page_of(const char *filter, bool folds)
{
	AuditQuery query = { .limit = 50, .folds = folds };
	AuditPage *page;
	text_copy(query.filter, sizeof query.filter, filter);
	if (!audit_page(audit, &query, &page, &err))
		fail_msg("%s: %s", filter, err.text);
	return page;
}

static void assert_found(const char *filter, bool folds, const char *numbers, size_t total)
{
	Text found = { 0 };
	AuditPage *page = page_of(filter, folds);
	for (size_t i = 0; i < page->count; i++)
		text_addf(&found, "%s%lld", i ? " " : "", (long long)page->entries[i].event.seq);
	assert_string_equal(found.bytes ? found.bytes : "", numbers);
	assert_int_equal(page->matched, page->count);
	assert_int_equal(page->total, total);
	text_free(&found);
	audit_page_free(page);
}

static void it_is_one_entry_where_that_is_asked_for(void **state)
{
	(void)state;
	assert_found("", true, "7 2 1", 3);
	assert_found("", false, "7 6 5 4 3 2 1", 7);
	assert_found("-action:login", true, "7 2", 3);
	assert_found("action:bulk", true, "2", 3);
}

static void who_asks_for_more_sees_its_entries(void **state)
{
	(void)state;
	assert_found("batch:2", true, "6 5 4 3 2", 7);
	assert_found("batch:#2 action:edit", true, "5 4 3", 7);
	assert_found("alias:8302x", true, "4", 7);
	assert_found("8303", true, "5", 7);
	assert_found("batch:3", true, "", 7);
	assert_found("batch:", true, "7 2 1", 3);
}

static void what_is_no_batch_is_said(void **state)
{
	(void)state;
	AuditPage *page;
	assert_false(audit_page(audit, &(AuditQuery){ .filter = "batch:two", .limit = 9 }, &page, &err));
	assert_string_equal(err.text, "\"two\" is no batch: write its number, batch:117.");
	assert_false(audit_page(audit, &(AuditQuery){ .filter = "-batch:2", .limit = 9 }, &page, &err));
}

static AuditEntry batch_entry(AuditPage **page)
{
	*page = page_of("action:bulk", true);
	return (*page)->entries[0];
}

static void assert_outcome(StepClass class)
{
	AuditPage *page;
	assert_int_equal(batch_entry(&page).outcome, class);
	audit_page_free(page);
}

static void it_came_to_what_its_changes_came_to(void **state)
{
	(void)state;
	assert_outcome(CLASS_COUNT);
	assert_true(log_outcome(audit, &intents[0], CLASS_APPLIED, NULL, &err));
	assert_true(log_outcome(audit, &intents[1], CLASS_ALREADY, NULL, &err));
	assert_outcome(CLASS_COUNT);
	assert_true(log_outcome(audit, &intents[2], CLASS_CONFLICT, NULL, &err));
	assert_outcome(CLASS_PARTIAL);
	assert_found("", true, "7 2 1", 3);
}

static void it_says_its_number_and_its_aliases(void **state)
{
	(void)state;
	AuditPage *page;
	AuditEntry entry = batch_entry(&page);
	assert_string_equal(entry.action, "bulk");
	assert_string_equal(entry.summary, "batch #2 name");
	assert_string_equal(entry.alias, "");
	assert_int_equal(entry.aliases, 3);
	audit_page_free(page);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(it_is_one_entry_where_that_is_asked_for, a_batch_between_two_notes, close_log),
		cmocka_unit_test_setup_teardown(who_asks_for_more_sees_its_entries, a_batch_between_two_notes, close_log),
		cmocka_unit_test_setup_teardown(what_is_no_batch_is_said, a_batch_between_two_notes, close_log),
		cmocka_unit_test_setup_teardown(it_came_to_what_its_changes_came_to, a_batch_between_two_notes, close_log),
		cmocka_unit_test_setup_teardown(it_says_its_number_and_its_aliases, a_batch_between_two_notes, close_log),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
