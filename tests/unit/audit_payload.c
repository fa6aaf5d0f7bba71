/* Proves that a change read back from the log is the change that was written, byte for byte, whatever its bytes are; and that
 * payloads are worded one way only, since they are hashed as they stand. */
#include "tests/unit/audit_log.h"

#include "tests/tap.h"

static Audit *audit;

static int set_up(void **state)
{
	(void)state;
	char path[LOG_PATH];
	audit = log_open(log_place(path, 0700), AUDIT_WRITE);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	audit_close(audit);
	return 0;
}

/* A phone's protocol follows the alias' name; values from elsewhere are not text. */
static Plan *sample_plan(void)
{
	Plan *plan = log_plan("8302x", "Front \"desk\" é");
	Step *steps = arena_take(plan->mem, 2 * sizeof *steps);
	steps[0] = (Step){ .table = TABLE_PHONE, .column_count = 5, .columns = {
		{ COLUMN_EXTENSION, value_text("8302"), value_text("8302"), false },
		{ COLUMN_SERVER_IP, value_text("10.0.0.9"), value_text("10.0.0.9"), false },
		{ COLUMN_LOGIN, value_text("caf\xe9"), value_text("caf\xe9"), false },
		{ COLUMN_PROTOCOL, value_text("SIP"), value_text("PJSIP"), true },
		{ COLUMN_ACTIVE, VALUE_NULL, value_text("Y"), true } } };
	steps[1] = plan->steps[0];
	plan->steps = steps;
	plan->step_count = 2;
	plan->changed = "name; 8302a protocol";
	return plan;
}

static void an_intent_has_one_wording(void **state)
{
	(void)state;
	Text payload = { 0 };
	Err err;
	Plan *plan = sample_plan();
	IntentOrigin origin = { .host = "db1", .connection_id = 71, .dialect = "documented", .source = "crm", .address = "10.0.0.9" };
	assert_true(audit_intent_payload(audit, &payload, plan, &origin, &err));
	assert_string_equal(payload.bytes,
		"{\"v\":1,\"op\":\"edit\",\"alias\":\"8302x\",\"steps\":["
		"{\"t\":\"phones\",\"k\":{\"extension\":\"8302\",\"server_ip\":\"10.0.0.9\"},"
		"\"before\":{\"extension\":\"8302\",\"server_ip\":\"10.0.0.9\",\"login\":{\"b64\":\"Y2Fm6Q==\"},"
		"\"protocol\":\"SIP\",\"active\":null},"
		"\"after\":{\"protocol\":\"PJSIP\",\"active\":\"Y\"}},"
		"{\"t\":\"phones_alias\",\"k\":{\"alias_id\":\"8302x\"},"
		"\"before\":{\"alias_id\":\"8302x\",\"alias_name\":\"Desk\",\"logins_list\":\"8302a,8302b\",\"user_group\":null},"
		"\"after\":{\"alias_name\":\"Front \\\"desk\\\" é\"}}],"
		"\"srv\":{\"host\":\"db1\",\"conn\":71},\"changed\":\"name; 8302a protocol\",\"why\":\"OPS-2231\","
		"\"from\":{\"dialect\":\"documented\",\"source\":\"crm\",\"address\":\"10.0.0.9\"}}");
	text_free(&payload);
	plan_free(plan);
}

static void an_outcome_has_one_wording(void **state)
{
	(void)state;
	Text payload = { 0 };
	Err err;
	StepClass classes[] = { CLASS_APPLIED, CLASS_CONFLICT };
	Outcome outcome = { .classes = classes, .count = 2, .log_ids = (const int64_t[]){ 1234, 0 }, .error = 1205,
	                    .servers = "10.0.0.9", .took_ms = 12 };
	assert_true(audit_outcome_payload(audit, &payload, &outcome, &err));
	assert_string_equal(payload.bytes,
	                    "{\"v\":1,\"classes\":[\"APPLIED\",\"CONFLICT\"],\"log\":[1234,0],\"servers\":\"10.0.0.9\","
	                                   "\"errno\":1205,\"ms\":12,\"note\":null}");
	text_free(&payload);
}

static void a_note_is_its_pairs(void **state)
{
	(void)state;
	Text payload = { 0 };
	Err err;
	assert_true(audit_note_payload(audit, &payload, (const char *const[]){ "text", "a \"note\"\n", "alias", "8302x", NULL },
	                               &err));
	assert_string_equal(payload.bytes, "{\"text\":\"a \\\"note\\\"\\n\",\"alias\":\"8302x\"}");
	text_clear(&payload);
	assert_true(audit_note_payload(audit, &payload, (const char *const[]){ NULL }, &err));
	assert_string_equal(payload.bytes, "{}");
	text_free(&payload);
}

/* ---- random plans ------------------------------------------------------------------------------------------------------ */

static const ColumnId alias_columns[] = { COLUMN_ALIAS_ID, COLUMN_ALIAS_NAME, COLUMN_LOGINS_LIST, COLUMN_USER_GROUP };
static const ColumnId phone_columns[] = { COLUMN_EXTENSION, COLUMN_SERVER_IP, COLUMN_LOGIN, COLUMN_PROTOCOL, COLUMN_ACTIVE };

/* NULL, empty, text, text of other scripts and controls, latin1, any bytes with NUL, and now and then something long. */
static Value random_value(Arena *mem)
{
	static const char *const texts[] = { "", "8302a,8302b", "Bürø 東京 🙂", "tab\tquote\"back\\slash\nline", "null",
	                                     "{\"b64\":\"QQ==\"}", "0" };
	int way = rand() % 10;
	if (way == 0)
		return VALUE_NULL;
	if (way < 6)
		return value_text(texts[(size_t)rand() % (sizeof texts / sizeof *texts)]);
	size_t length = (size_t)rand() % (way == 9 ? 20000 : 40);
	uint8_t *bytes = arena_take(mem, length + 1);
	for (size_t i = 0; i < length; i++)
		bytes[i] = (uint8_t)(way == 6 ? rand() % 95 + 32 : rand());
	return (Value){ .bytes = bytes, .length = (uint32_t)length };
}

static void random_step(Arena *mem, Step *step)
{
	bool phone = rand() % 2;
	*step = (Step){ .table = phone ? TABLE_PHONE : TABLE_ALIAS, .kind = (PlanKind)(rand() % 3), .column_count = phone ? 5 : 4 };
	for (size_t i = 0; i < step->column_count; i++) {
		StepColumn *column = &step->columns[i];
		bool key = i < (phone ? 2u : 1u);
		column->column = phone ? phone_columns[i] : alias_columns[i];
		column->before = step->kind == PLAN_ADD ? VALUE_NULL : random_value(mem);
		column->after = column->before;
		if (step->kind == PLAN_ADD)
			column->after = random_value(mem);
		else if (step->kind == PLAN_EDIT && !key && rand() % 2)
			column->after = random_value(mem), column->writes = true;
		if (step->kind == PLAN_ADD)
			column->writes = !key && !column->after.null;
	}
}

static Plan *random_plan(void)
{
	Plan *plan = log_plan("8302x", "Front desk");
	Step *steps = arena_take(plan->mem, 20 * sizeof *steps);
	plan->kind = (PlanKind)(rand() % 3);
	plan->note = rand() % 2 ? "why not" : NULL;
	plan->step_count = (size_t)rand() % 20;
	for (size_t i = 0; i < plan->step_count; i++)
		random_step(plan->mem, &steps[i]);
	plan->steps = steps;
	return plan;
}

static void assert_same_text(const char *a, const char *b)
{
	assert_true(a == b || (a && b && strcmp(a, b) == 0));
}

static void assert_same_plan(const Plan *a, const Plan *b)
{
	assert_int_equal(a->kind, b->kind);
	assert_memory_equal(a->op_id, b->op_id, sizeof a->op_id);
	assert_string_equal(a->alias.text, b->alias.text);
	assert_same_text(a->note, b->note);
	assert_same_text(a->changed, b->changed);
	assert_int_equal(a->step_count, b->step_count);
	for (size_t i = 0; i < a->step_count; i++) {
		const Step *one = &a->steps[i], *two = &b->steps[i];
		assert_int_equal(one->kind, two->kind);
		assert_int_equal(one->table, two->table);
		assert_int_equal(one->column_count, two->column_count);
		for (size_t j = 0; j < one->column_count; j++) {
			assert_int_equal(one->columns[j].column, two->columns[j].column);
			assert_int_equal(one->columns[j].writes, two->columns[j].writes);
			assert_true(value_equal(one->columns[j].before, two->columns[j].before));
			assert_true(value_equal(one->columns[j].after, two->columns[j].after));
		}
	}
}

static void any_plan_comes_back_as_it_was(void **state)
{
	(void)state;
	srand(20260112);
	for (int i = 0; i < 300; i++) {
		Err err;
		Text payload = { 0 };
		Plan *plan = random_plan(), *back;
		assert_true(audit_intent_payload(audit, &payload, plan, &(IntentOrigin){ .host = "db1" }, &err));
		AuditEvent intent = { .seq = i, .kind = EVENT_INTENT, .has_op = true, .payload = payload.bytes,
		                      .payload_length = payload.length };
		memcpy(intent.op_id, plan->op_id, sizeof intent.op_id);
		assert_true(audit_plan_of(audit, &intent, &back, &err));
		assert_same_plan(plan, back);
		plan_free(back);
		plan_free(plan);
		text_free(&payload);
	}
}

static void steps_read_back_say_what_they_are_about(void **state)
{
	(void)state;
	Text payload = { 0 };
	Err err;
	Plan *plan = sample_plan(), *back;
	assert_true(audit_intent_payload(audit, &payload, plan, &(IntentOrigin){ .host = "db1" }, &err));
	AuditEvent intent = { .payload = payload.bytes, .payload_length = payload.length };
	assert_true(audit_plan_of(audit, &intent, &back, &err));
	assert_string_equal(back->steps[0].label, "phone caf? on 10.0.0.9");
	assert_string_equal(back->steps[1].label, "alias 8302x");
	plan_free(back);
	plan_free(plan);
	text_free(&payload);
}

/* ---- payloads of strangers --------------------------------------------------------------------------------------------- */

#define STEP(before, after) \
	"{\"op\":\"edit\",\"alias\":\"a\",\"steps\":[{\"t\":\"phones_alias\",\"before\":" before ",\"after\":" after "}]}"

static const char *const unreadable[] = {
	"", "nonsense", "{", "[]", "{}", "null", "1e999",
	"{\"op\":\"edit\",\"alias\":\"a\"}",
	"{\"op\":\"drop\",\"alias\":\"a\",\"steps\":[]}",
	"{\"op\":\"edit\",\"alias\":null,\"steps\":[]}",
	"{\"op\":\"edit\",\"alias\":7,\"steps\":[]}",
	"{\"op\":\"edit\",\"alias\":\"a name far longer than the twenty characters of an ID, even if each had four bytes, which they "
		"never have\",\"steps\":[]}",
	"{\"op\":\"edit\",\"alias\":\"a\",\"steps\":[1,\"x\",null]}",
	"{\"op\":\"edit\",\"alias\":\"a\",\"steps\":[{\"t\":\"users\",\"before\":{},\"after\":{}}]}",
	STEP("null", "null"), STEP("{\"pass\":\"x\"}", "{}"), STEP("{\"alias_id\":7}", "{}"), STEP("{\"alias_id\":[]}", "{}"),
	STEP("{\"alias_id\":{\"b64\":\"?\"}}", "{}"), STEP("{\"alias_id\":{\"b64\":\"QQ=A\"}}", "{}"),
	STEP("{\"alias_id\":{\"b64\":7}}", "{}"),
	STEP("{\"alias_id\":{}}", "{}"), STEP("{}", "{\"alias_id\":\"x\"}"), STEP("{\"alias_id\":\"a\",\"alias_id\":\"b\"}", "{}"),
	STEP("{\"alias_id\":\"a\",\"alias_name\":\"b\",\"logins_list\":\"c\",\"user_group\":\"d\",\"login\":\"e\","
	     "\"active\":\"f\"}", "{}"),
};

static void assert_unreadable(const char *payload, size_t length)
{
	Plan *plan;
	Err err;
	AuditEvent intent = { .seq = 12, .payload = payload, .payload_length = length };
	if (audit_plan_of(audit, &intent, &plan, &err))
		fail_msg("read as a plan: %.200s", payload);
	assert_int_equal(err.code, ERR_UNREADABLE);
	assert_string_equal(err.text, "Entry #12 of the audit log holds no change that this version can read.");
	assert_null(plan);
}

static void what_is_no_plan_is_refused_in_words(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof unreadable / sizeof *unreadable; i++)
		assert_unreadable(unreadable[i], strlen(unreadable[i]));
}

static void a_thousand_levels_are_refused(void **state)
{
	(void)state;
	Text deep = { 0 };
	for (int i = 0; i < 10000; i++)
		text_add(&deep, "[");
	assert_unreadable(deep.bytes, deep.length);
	text_free(&deep);
}

/* Any bytes of a good payload changed: a plan or a refusal, never a crash. */
static void a_payload_that_was_gnawed_at_does_no_harm(void **state)
{
	(void)state;
	Text payload = { 0 };
	Err err;
	Plan *plan = sample_plan();
	assert_true(audit_intent_payload(audit, &payload, plan, &(IntentOrigin){ .host = "db1" }, &err));
	srand(7);
	for (int i = 0; i < 2000; i++) {
		Text gnawed = { 0 };
		Plan *back = NULL;
		text_add_bytes(&gnawed, payload.bytes, payload.length - (size_t)rand() % 3);
		for (int bites = rand() % 3 + 1; bites > 0; bites--)
			gnawed.bytes[(size_t)rand() % gnawed.length] = (char)rand();
		AuditEvent intent = { .payload = gnawed.bytes, .payload_length = gnawed.length };
		if (audit_plan_of(audit, &intent, &back, &err))
			plan_free(back);
		text_free(&gnawed);
	}
	plan_free(plan);
	text_free(&payload);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_intent_has_one_wording),
		cmocka_unit_test(an_outcome_has_one_wording),
		cmocka_unit_test(a_note_is_its_pairs),
		cmocka_unit_test(any_plan_comes_back_as_it_was),
		cmocka_unit_test(steps_read_back_say_what_they_are_about),
		cmocka_unit_test(what_is_no_plan_is_refused_in_words),
		cmocka_unit_test(a_thousand_levels_are_refused),
		cmocka_unit_test(a_payload_that_was_gnawed_at_does_no_harm),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
