/* Proves what the audit screen shows: one entry a change, the newest first; that each word of its filter finds what it says; and
 * that no entry, whatever somebody put in it, keeps the others from being shown. */
#include "tests/unit/audit_log.h"

#include "tests/tap.h"

#define DAY_US (24 * 3600 * (int64_t)1000000)
static const int64_t now_us = 1768228312000000;      /* Monday 2026-01-12 14:31:52 UTC */

static Audit *audit;
static char path[LOG_PATH];

static void at(int64_t before_us)
{
	sys_freeze(now_us - before_us);
}

/* Nine entries: 1 a session, 2 a login, 3 an edit, 5 an edit that failed, 7 a note, 8 one settled by recovery, 10 one still open,
 * 11 by somebody else, 13 the session's end. */
static void write_day(void)
{
	Err err;
	AuditEvent intent;
	Plan *failed = log_plan("8310x", "Night desk"), *settled = log_plan("8320x", "Café"), *open = log_plan("8330x", "Open desk");
	settled->changed = "name Café; phones +8320c";
	at(10 * DAY_US);
	assert_true(log_note(audit, EVENT_SESSION_OPEN, "version", "1.0", &err));
	assert_true(log_note(audit, EVENT_LOGIN, "from", "10.1.4.20", &err));
	at(5 * DAY_US);
	assert_int_equal(log_change(audit, "8302x", "Front desk", &err), 3);
	assert_true(log_intent(audit, failed, &intent, &err) && log_outcome(audit, &intent, CLASS_CONFLICT, NULL, &err));
	at(DAY_US);
	assert_true(log_note(audit, EVENT_NOTE, "text", "8310x not written: somebody else changed it", &err));
	assert_true(log_intent(audit, settled, &intent, &err) && log_outcome(audit, &intent, CLASS_APPLIED, "recovered", &err));
	assert_true(log_intent(audit, open, &intent, &err));
	at(0);
	log_as(audit, "jsmith");
	assert_int_equal(log_change(audit, "8302x", "Old desk", &err), 11);
	assert_true(log_note(audit, EVENT_SESSION_CLOSE, "text", "closed", &err));
	plan_free(failed);
	plan_free(settled);
	plan_free(open);
}

static int set_up(void **state)
{
	(void)state;
	audit = log_open(log_place(path, 0700), AUDIT_WRITE);
	write_day();
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	sys_freeze(0);
	audit_close(audit);
	return 0;
}

static AuditPage *page_of(const char *filter, int64_t before_seq, size_t limit)
{
	AuditQuery query = { .before_seq = before_seq, .limit = limit };
	AuditPage *page;
	Err err;
	text_copy(query.filter, sizeof query.filter, filter);
	if (!audit_page(audit, &query, &page, &err))
		fail_msg("%s: %s", filter, err.text);
	return page;
}

/* "13 11 10": the numbers on a page. */
static void assert_page(const char *filter, const char *numbers)
{
	Text found = { 0 };
	AuditPage *page = page_of(filter, 0, 50);
	for (size_t i = 0; i < page->count; i++)
		text_addf(&found, "%s%lld", i ? " " : "", (long long)page->entries[i].event.seq);
	if (strcmp(found.bytes ? found.bytes : "", numbers) != 0)
		fail_msg("%s finds %s, not %s", filter, found.bytes ? found.bytes : "nothing", numbers);
	assert_int_equal(page->matched, page->count);
	assert_int_equal(page->total, 9);
	text_free(&found);
	audit_page_free(page);
}

static void a_page_has_one_entry_a_change_newest_first(void **state)
{
	(void)state;
	assert_page("", "13 11 10 8 7 5 3 2 1");
}

static void an_entry_says_what_was_done_to_whom_and_how_it_ended(void **state)
{
	(void)state;
	AuditPage *page = page_of("", 0, 50);
	static const struct { const char *action, *alias, *summary; StepClass outcome; int64_t outcome_seq; } rows[] = {
		{ "session", "", "closed", CLASS_COUNT, 0 },
		{ "edit", "8302x", "name", CLASS_APPLIED, 12 },
		{ "edit", "8330x", "name", CLASS_COUNT, 0 },
		{ "edit", "8320x", "name Café; phones +8320c", CLASS_APPLIED, 9 },
		{ "note", "", "8310x not written: somebody else changed it", CLASS_COUNT, 0 },
		{ "edit", "8310x", "name", CLASS_CONFLICT, 6 },
		{ "edit", "8302x", "name", CLASS_APPLIED, 4 },
		{ "login", "", "from 10.1.4.20", CLASS_COUNT, 0 },
		{ "session", "", "version 1.0", CLASS_COUNT, 0 },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const AuditEntry *entry = &page->entries[i];
		assert_string_equal(entry->action, rows[i].action);
		assert_string_equal(entry->alias, rows[i].alias);
		assert_string_equal(entry->summary, rows[i].summary);
		assert_int_equal(entry->outcome, rows[i].outcome);
		assert_int_equal(entry->outcome_seq, rows[i].outcome_seq);
	}
	assert_string_equal(page->entries[1].event.actor, "jsmith");
	assert_int_equal(page->entries[1].event.ts_us, now_us);
	assert_true(value_equal(page->entries[1].event.key, value_text("8302x")));
	audit_page_free(page);
}

static void pages_follow_each_other(void **state)
{
	(void)state;
	AuditPage *first = page_of("", 0, 4), *next = page_of("", 8, 4), *edits = page_of("action:edit", 8, 1);
	assert_int_equal(first->count, 4);
	assert_int_equal(first->entries[3].event.seq, 8);
	assert_int_equal(first->matched, 9);
	assert_int_equal(next->entries[0].event.seq, 7);
	assert_int_equal(next->before_seq, 8);
	assert_int_equal(edits->count, 1);
	assert_int_equal(edits->entries[0].event.seq, 5);
	assert_int_equal(edits->matched, 5);
	audit_page_free(first);
	audit_page_free(next);
	audit_page_free(edits);
}

static const struct { const char *filter, *numbers; } finds[] = {
	{ "by:6666", "10 8 7 5 3 2 1" }, { "by:JSmith", "13 11" }, { "-by:6666", "13 11" }, { "by:666", "" },
	{ "action:edit", "11 10 8 5 3" }, { "action:login", "2" }, { "action:session", "13 1" }, { "action:note", "7" },
	{ "action:delete", "" }, { "action:recover", "8" }, { "-action:edit -action:session", "7 2" },
	{ "alias:8302x", "11 3" }, { "alias:8302X", "11 3" }, { "alias:8302", "" }, { "-alias:8302x action:edit", "10 8 5" },
	{ "8302x", "11 3" }, { "8310", "7 5" }, { "cafe", "8" }, { "CAFÉ", "8" }, { "phones", "8" }, { "10.1.4", "2" },
	{ "pts/4", "13 11" },
	{ "\"somebody else\"", "7" }, { "somebody -written", "" }, { "-desk -name", "13 7 2 1" }, { "\"action:edit\"", "" },
	{ "since:7d", "13 11 10 8 7 5 3" }, { "since:24h", "13 11 10 8 7" }, { "since:1w until:2d", "5 3" }, { "until:7d", "2 1" },
	{ "since:2026-01-11 until:2026-01-11", "10 8 7" }, { "since:2026-01-12T14:00", "13 11" },
	{ "since:2026-01-12 by:jsmith action:edit", "11" },
	{ "since:", "13 11 10 8 7 5 3 2 1" }, { "-", "13 11 10 8 7 5 3 2 1" }, { "action:recover action:recover", "8" },
	{ "  ", "13 11 10 8 7 5 3 2 1" }, { "14:31", "" },
};

static void each_word_of_the_filter_finds_what_it_says(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof finds / sizeof *finds; i++)
		assert_page(finds[i].filter, finds[i].numbers);
}

static const struct { const char *filter, *words; } refusals[] = {
	{ "since:tuesday", "\"tuesday\" is no time: write 7d, 24h or 2026-01-12." },
	{ "until:7x", "\"7x\" is no time" },
	{ "action:explode", "The log knows no action \"explode\"; it knows edit, delete, add, undo, login, session, note, recover" },
	{ "server:dialer2", "The log cannot be asked for \"server:dialer2\"; it knows since: until: by: action: alias: batch: and words." },
	{ "-since:7d", "The log cannot be asked for -\"since:7d\"" },
	{ "-until:7d", "The log cannot be asked for -\"until:7d\"" },
	{ "-batch:7", "The log cannot be asked for -\"batch:7\"" },
	{ "batch:7x", "\"7x\" is no batch: write its number, batch:117." },
	{ "since:7dd", "\"7dd\" is no time" }, { "since:-7d", "\"-7d\" is no time" }, { "since:100000h", "\"100000h\" is no time" },
	{ "a b c d e f g h i j k l m n o p q", "more than 16 words" },
};

static void a_word_that_is_not_understood_is_said(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
		AuditQuery query = { .limit = 10 };
		AuditPage *page;
		Err err;
		text_copy(query.filter, sizeof query.filter, refusals[i].filter);
		assert_false(audit_page(audit, &query, &page, &err));
		assert_null(page);
		assert_int_equal(err.code, ERR_INPUT);
		if (!strstr(err.text, refusals[i].words))
			fail_msg("%s: %s", refusals[i].filter, err.text);
	}
}

static void assert_details(int64_t seq, const char *expected)
{
	Text text = { 0 };
	AuditDetail *details;
	size_t count;
	Err err;
	AuditPage *page = page_of("", seq + 1, 1);
	assert_int_equal(page->entries[0].event.seq, seq);
	assert_true(audit_details(audit, page->mem, &page->entries[0], &details, &count, &err));
	for (size_t i = 0; i < count; i++)
		text_addf(&text, "%s%s%s: %s -> %s\n", details[i].subject, *details[i].subject ? " " : "", details[i].field,
		          details[i].before ? details[i].before : "-", details[i].after ? details[i].after : "-");
	assert_string_equal(text.bytes ? text.bytes : "", expected);
	text_free(&text);
	audit_page_free(page);
}

static void details_show_before_and_after_and_what_became_of_it(void **state)
{
	(void)state;
	assert_details(3, "name: Desk -> Front desk\nnote: - -> OPS-2231\nrebuilt: - -> 10.0.0.9\n");
	assert_details(5, "name: Desk -> Night desk\noutcome: - -> not written: somebody else changed it first\nnote: - -> OPS-2231\n"
	                  "rebuilt: - -> 10.0.0.9\n");
	assert_details(8, "name: Desk -> Café\nnote: - -> OPS-2231\nrebuilt: - -> 10.0.0.9\noutcome: - -> recovered\n");
	assert_details(2, "from: - -> 10.1.4.20\n");
}

/* An alias that is deleted and a phone that changes with it, from a request. */
static int64_t append_two_steps(void)
{
	Err err;
	Text payload = { 0 };
	Plan *plan = log_plan("8399y", "unused");
	Step steps[2] = { { .table = TABLE_PHONE, .column_count = 5, .columns = {
		{ COLUMN_EXTENSION, value_text("8399"), value_text("8399"), false },
		{ COLUMN_SERVER_IP, value_text("10.0.0.9"), value_text("10.0.0.9"), false },
		{ COLUMN_LOGIN, value_text("8399c"), value_text("8399c"), false },
		{ COLUMN_PROTOCOL, value_text("SIP"), value_text("SIP"), false },
		{ COLUMN_ACTIVE, value_text("Y"), value_text("N"), true } } } };
	steps[1] = plan->steps[0];
	steps[1].kind = plan->kind = PLAN_DELETE;
	plan->steps = steps, plan->step_count = 2, plan->changed = "was \"Desk\"", plan->note = NULL;
	IntentOrigin origin = { .host = "db1", .dialect = "documented", .source = "crm", .address = "10.0.0.9" };
	assert_true(audit_intent_payload(audit, &payload, plan, &origin, &err));
	AuditEvent event = { .kind = EVENT_INTENT, .has_op = true, .table = "phones_alias", .key = value_text("8399y"),
	                     .payload = payload.bytes, .payload_length = payload.length };
	memcpy(event.op_id, plan->op_id, sizeof event.op_id);
	assert_true(audit_append_intent(audit, &event, &err));
	text_free(&payload);
	plan_free(plan);
	return event.seq;
}

static void details_name_the_phone_and_the_request(void **state)
{
	(void)state;
	assert_details(append_two_steps(), "8399c active: Y -> N\nname: Desk -> -\nphones: 8302a,8302b -> -\nuser group: NULL -> -\n"
	                                   "request: - -> documented\nsource: - -> crm\naddress: - -> 10.0.0.9\n");
}

static void open_changes_are_listed_oldest_first(void **state)
{
	(void)state;
	Err err;
	AuditPage *open;
	append_two_steps();
	assert_true(audit_open_intents(audit, &open, &err));
	assert_int_equal(open->count, 2);
	assert_int_equal(open->entries[0].event.seq, 10);
	assert_int_equal(open->entries[1].event.seq, 14);
	assert_string_equal(open->entries[1].action, "delete");
	audit_page_free(open);
}

static void the_history_of_an_alias_is_its_changes_newest_first(void **state)
{
	(void)state;
	Err err;
	AuditPage *page, *newest;
	assert_true(audit_history(audit, "8302x", 50, &page, &err));
	assert_true(page->count > 1);
	for (size_t i = 0; i < page->count; i++) {
		assert_string_equal(page->entries[i].alias, "8302x");
		assert_int_equal(page->entries[i].event.kind, EVENT_INTENT);
		assert_true(i == 0 || page->entries[i].event.seq < page->entries[i - 1].event.seq);
	}
	assert_true(audit_history(audit, "8302x", 1, &newest, &err));
	assert_int_equal(newest->count, 1);
	assert_int_equal(newest->entries[0].event.seq, page->entries[0].event.seq);
	audit_page_free(newest);
	audit_page_free(page);
	assert_true(audit_history(audit, "nobody", 50, &page, &err));
	assert_int_equal(page->count, 0);
	audit_page_free(page);
}

static void an_undo_is_called_so(void **state)
{
	(void)state;
	Err err;
	Text payload = { 0 };
	Plan *plan = log_plan("8302x", "Desk");
	assert_true(audit_intent_payload(audit, &payload, plan, &(IntentOrigin){ .host = "db1" }, &err));
	AuditEvent event = { .kind = EVENT_INTENT, .has_op = true, .has_undo = true, .undo_of = { 9 }, .table = "phones_alias",
	                     .key = value_text("8302x"), .payload = payload.bytes, .payload_length = payload.length };
	memcpy(event.op_id, plan->op_id, sizeof event.op_id);
	assert_true(audit_append_intent(audit, &event, &err));
	AuditPage *page = page_of("action:undo", 0, 10);
	assert_int_equal(page->count, 1);
	assert_string_equal(page->entries[0].action, "undo");
	assert_true(page->entries[0].event.has_undo);
	audit_page_free(page);
	text_free(&payload);
	plan_free(plan);
}

/* Anybody who may write the log may put anything into it. */
static void hostile_entries_do_not_hide_the_others(void **state)
{
	(void)state;
	static const char *const payloads[] = { "", "{", "[1,2]", "\xff\xfe", "{\"text\":\"\\u001b[31m\"}", "{\"text\":{\"a\":1}}",
	                                        "7", "null" };
	Err err;
	Text deep = { 0 };
	for (int i = 0; i < 10000; i++)
		text_add(&deep, "{\"a\":");
	for (size_t i = 0; i < sizeof payloads / sizeof *payloads; i++) {
		AuditEvent event = { .kind = EVENT_NOTE, .payload = payloads[i], .payload_length = strlen(payloads[i]) };
		assert_true(audit_append(audit, &event, 1, &err));
	}
	AuditEvent event = { .kind = EVENT_INTENT, .has_op = true, .op_id = { 1 }, .table = "phones_alias", .key = value_text("\xe9"),
	                     .payload = deep.bytes, .payload_length = deep.length };
	assert_true(audit_append_intent(audit, &event, &err));
	AuditPage *all = page_of("", 0, 50), *some = page_of("action:edit desk", 0, 50);
	assert_int_equal(all->count, 18);
	assert_string_equal(all->entries[0].alias, "?");
	for (size_t i = 0; i < all->count; i++) {
		AuditDetail *details;
		size_t count;
		bool ok = audit_details(audit, all->mem, &all->entries[i], &details, &count, &err);
		assert_int_equal(ok, i != 0);
	}
	assert_int_equal(some->count, 0);
	audit_page_free(all);
	audit_page_free(some);
	text_free(&deep);
}

static void a_log_can_be_read_while_it_is_written(void **state)
{
	(void)state;
	Err err;
	AuditPage *page;
	Audit *reader = log_open(path, AUDIT_READ);
	AuditQuery query = { .limit = 5 };
	assert_true(audit_page(reader, &query, &page, &err));
	assert_int_equal(page->total, 9);
	audit_page_free(page);
	assert_int_equal(log_change(audit, "8340x", "New desk", &err), 14);
	assert_true(audit_page(reader, &query, &page, &err));
	assert_int_equal(page->total, 10);
	assert_int_equal(page->entries[0].event.seq, 14);
	audit_page_free(page);
	audit_close(reader);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(a_page_has_one_entry_a_change_newest_first),
		TEST(an_entry_says_what_was_done_to_whom_and_how_it_ended),
		TEST(pages_follow_each_other),
		TEST(each_word_of_the_filter_finds_what_it_says),
		TEST(a_word_that_is_not_understood_is_said),
		TEST(details_show_before_and_after_and_what_became_of_it),
		TEST(details_name_the_phone_and_the_request),
		TEST(open_changes_are_listed_oldest_first),
		TEST(the_history_of_an_alias_is_its_changes_newest_first),
		TEST(an_undo_is_called_so),
		TEST(hostile_entries_do_not_hide_the_others),
		TEST(a_log_can_be_read_while_it_is_written),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
