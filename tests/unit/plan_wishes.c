/* Random wishes over random records: the steps applied give exactly what was shown, no key is ever written, a step writes only
 * what differs, and a problem leaves no step. */
#include <stdlib.h>

#include "core/model/plan.h"
#include "tests/tap.h"
#include "tests/unit/sample.h"

static const char *one_of(const char *const *values, size_t count)
{
	return values[(size_t)rand() % count];
}
#define ONE_OF(...) one_of((const char *const[]){ __VA_ARGS__ }, sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(char *))

static Record *random_record(void)
{
	Record *record = sample_with_1002();
	record->name = sample_stored(ONE_OF("Front desk 2", NULL, "", "x"));
	record->logins = sample_stored(ONE_OF("8302a,8302b", "8302b,1002a", NULL, "", "gone", "8302a,,8302A, 8302b", "1002d,8302a"));
	sample_ask_login(record, "1002d");
	sample_ask_login(record, "gone2");
	for (size_t i = 0; i < record->phone_count; i++) {
		record->phones[i].hidden = rand() % 5 == 0;
		record->phones[i].active = sample_stored(ONE_OF("Y", "N", NULL));
		record->phones[i].protocol = sample_stored(ONE_OF("SIP", "SIP", "Zap", "", NULL));
	}
	return record;
}

static Wish random_wish(void)
{
	Wish wish = { .kind = rand() % 8 == 0 ? PLAN_DELETE : PLAN_EDIT };
	wish.value[FIELD_NAME] = ONE_OF(NULL, NULL, "Nights", "", "Front desk 2", "é;");
	wish.value[FIELD_PROTOCOL] = ONE_OF(NULL, NULL, "SIP", "PJSIP", "Zap", "");
	wish.value[FIELD_ACTIVE] = ONE_OF(NULL, NULL, "Y", "N", "1/2");
	wish.value[FIELD_GROUP] = ONE_OF(NULL, NULL, "SALES", "---ALL---", "NIGHT");
	if (rand() % 2)
		wish.value[FIELD_EXTENSION] = ONE_OF(NULL, "1002", "8302", "9999", "2 different");
	else
		wish.value[FIELD_PHONES] = ONE_OF(NULL, "8302a", "1002d,8302a", "gone2", "", "8302b,8302a", "8302a,1002a,1002b");
	return wish;
}

static Stored *stored_column(Record *record, const Step *step, ColumnId column)
{
	if (step->table == TABLE_ALIAS)
		return column == COLUMN_ALIAS_NAME ? &record->name : column == COLUMN_LOGINS_LIST ? &record->logins :
		       column == COLUMN_USER_GROUP ? &record->user_group : NULL;
	for (size_t i = 0; i < record->phone_count; i++) {
		PhoneRow *row = &record->phones[i];
		if (value_equal(row->extension.raw, step->columns[0].before) && value_equal(row->server_ip.raw, step->columns[1].before))
			return column == COLUMN_PROTOCOL ? &row->protocol : column == COLUMN_ACTIVE ? &row->active : NULL;
	}
	return NULL;
}

/* The database's part: what was seen is still there, and the row gets its new values. */
static void apply(Record *record, const Step *step)
{
	for (size_t i = 0; i < step->column_count; i++) {
		const StepColumn *column = &step->columns[i];
		Stored *to = stored_column(record, step, column->column);
		if (!column->writes)
			continue;
		assert_non_null(to);
		assert_true(value_equal(to->raw, column->before));
		*to = sample_stored(arena_bytes(record->mem, column->after.bytes, column->after.length));
	}
}

static bool writes_something(const Step *step)
{
	bool writes = false;
	for (size_t i = 0; i < step->column_count; i++)
		writes = writes || step->columns[i].writes;
	return writes;
}

static void check_steps(const Plan *plan)
{
	for (size_t i = 0; i < plan->step_count; i++) {
		const Step *step = &plan->steps[i];
		assert_false(step->columns[0].writes);
		assert_false(step->table == TABLE_PHONE && (step->columns[1].writes || step->columns[2].writes));
		assert_true(step->kind == PLAN_DELETE || writes_something(step));
		for (size_t j = 0; j < step->column_count; j++)
			assert_true(step->columns[j].writes != value_equal(step->columns[j].before, step->columns[j].after));
	}
}

static void apply_and_compare(Record *record, const Plan *plan)
{
	char shown[300];
	for (size_t i = 0; i < plan->step_count; i++)
		apply(record, &plan->steps[i]);
	for (FieldId field = 0; field < FIELD_COUNT; field++)
		assert_string_equal(record_current(record, field, shown, sizeof shown), plan->after[field]);
}

static void steps_applied_give_exactly_what_was_shown(void **state)
{
	(void)state;
	size_t applied = 0;
	srand(20241112);
	for (int round = 0; round < 5000; round++) {
		Record *record = random_record();
		Wish wish = random_wish();
		Plan *plan = plan_make(record, &wish);
		assert_true(plan_ready(plan) || plan->step_count == 0);
		check_steps(plan);
		if (plan_ready(plan) && plan->kind == PLAN_EDIT) {
			apply_and_compare(record, plan);
			applied += plan->step_count > 0;
		}
		plan_free(plan);
		record_free(record);
	}
	assert_true(applied > 500);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(steps_applied_give_exactly_what_was_shown) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
