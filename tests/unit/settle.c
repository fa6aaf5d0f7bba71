/* What an interrupted step came to, cell by cell of the table: the row as it was, as it was to be, otherwise or missing, with and
 * without VICIdial's log row, and who else can tell. */
#include "core/model/settle.h"
#include "tests/tap.h"

static Step rename_step(const char *before, const char *after)
{
	Step step = { .kind = PLAN_EDIT, .table = TABLE_ALIAS, .column_count = 2, .columns = {
		{ .column = COLUMN_ALIAS_ID, .before = value_text("t100"), .after = value_text("t100") },
		{ .column = COLUMN_ALIAS_NAME, .before = value_text(before), .after = value_text(after), .writes = true },
	} };
	return step;
}

static StepClass settled(PlanKind kind, Evidence evidence)
{
	Step step = rename_step("Old", "New");
	step.kind = kind;
	return settle_class(&step, &evidence);
}

static void a_change_is_judged_by_its_row_and_its_log_row(void **state)
{
	(void)state;
	assert_int_equal(settled(PLAN_EDIT, (Evidence){ .state = ROW_BEFORE }), CLASS_NOT_APPLIED);
	assert_int_equal(settled(PLAN_EDIT, (Evidence){ .state = ROW_BEFORE, .logged = true }), CLASS_APPLIED_THEN_REVERTED);
	assert_int_equal(settled(PLAN_EDIT, (Evidence){ .state = ROW_AFTER }), CLASS_APPLIED_LOG_ADDED);
	assert_int_equal(settled(PLAN_EDIT, (Evidence){ .state = ROW_AFTER, .same_by_others = true }), CLASS_ALREADY);
	assert_int_equal(settled(PLAN_EDIT, (Evidence){ .state = ROW_AFTER, .logged = true }), CLASS_APPLIED);
	assert_int_equal(settled(PLAN_EDIT, (Evidence){ .state = ROW_OTHER }), CLASS_INDETERMINATE);
	assert_int_equal(settled(PLAN_EDIT, (Evidence){ .state = ROW_OTHER, .logged = true }), CLASS_APPLIED_THEN_CHANGED);
}

static void a_missing_row_was_deleted_by_others_or_lost(void **state)
{
	(void)state;
	assert_int_equal(settled(PLAN_EDIT, (Evidence){ .state = ROW_MISSING, .deleted_by_others = true }), CLASS_GONE);
	assert_int_equal(settled(PLAN_EDIT, (Evidence){ .state = ROW_MISSING, .deleted_by_others = true, .logged = true }),
	                 CLASS_APPLIED_THEN_CHANGED);
	assert_int_equal(settled(PLAN_EDIT, (Evidence){ .state = ROW_MISSING, .deleted_by_others = true, .trail = TRAIL_WRITTEN }),
	                 CLASS_APPLIED_THEN_CHANGED);
	assert_int_equal(settled(PLAN_EDIT, (Evidence){ .state = ROW_MISSING }), CLASS_ROW_LOST);
	assert_int_equal(settled(PLAN_EDIT, (Evidence){ .state = ROW_MISSING, .logged = true }), CLASS_ROW_LOST);
}

/* What the process noted before it was killed, against each thing that others can have made of the row. */
static void what_the_process_noted_of_itself_decides(void **state)
{
	(void)state;
	static const struct {
		Trail     trail;
		StepClass before, after, other;
	} cells[] = {
		{ TRAIL_SENT,        CLASS_NOT_APPLIED,           CLASS_APPLIED_LOG_ADDED, CLASS_INDETERMINATE },
		{ TRAIL_NOT_SENT,    CLASS_NOT_APPLIED,           CLASS_ALREADY,           CLASS_NOT_APPLIED },
		{ TRAIL_NOT_WRITTEN, CLASS_NOT_APPLIED,           CLASS_ALREADY,           CLASS_NOT_APPLIED },
		{ TRAIL_WRITTEN,     CLASS_APPLIED_THEN_REVERTED, CLASS_APPLIED_LOG_ADDED, CLASS_APPLIED_THEN_CHANGED },
	};
	Step ours = rename_step("Old", "New");
	for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
		Evidence evidence = { .trail = cells[i].trail, .state = ROW_OTHER };
		assert_int_equal(settle_class(&ours, &evidence), cells[i].other);
		assert_int_equal(settle_needs_witness(&ours, &evidence), cells[i].trail == TRAIL_SENT);
		evidence.state = ROW_BEFORE;
		assert_int_equal(settle_class(&ours, &evidence), cells[i].before);
		evidence.state = ROW_AFTER;
		assert_int_equal(settle_class(&ours, &evidence), cells[i].after);
	}
	assert_int_equal(settled(PLAN_EDIT, (Evidence){ .state = ROW_AFTER, .trail = TRAIL_WRITTEN, .same_by_others = true }),
	                 CLASS_APPLIED_LOG_ADDED);
}

static void what_a_delete_leaves_is_what_an_add_begins_with(void **state)
{
	(void)state;
	assert_int_equal(settled(PLAN_DELETE, (Evidence){ .state = ROW_MISSING }), CLASS_APPLIED_LOG_ADDED);
	assert_int_equal(settled(PLAN_DELETE, (Evidence){ .state = ROW_BEFORE }), CLASS_NOT_APPLIED);
	assert_int_equal(settled(PLAN_DELETE, (Evidence){ .state = ROW_OTHER, .logged = true }), CLASS_APPLIED_THEN_CHANGED);
	assert_int_equal(settled(PLAN_ADD, (Evidence){ .state = ROW_MISSING }), CLASS_NOT_APPLIED);
	assert_int_equal(settled(PLAN_ADD, (Evidence){ .state = ROW_MISSING, .logged = true }), CLASS_APPLIED_THEN_REVERTED);
	assert_int_equal(settled(PLAN_ADD, (Evidence){ .state = ROW_AFTER, .logged = true }), CLASS_APPLIED);
}

static void a_later_change_of_ours_is_a_witness(void **state)
{
	(void)state;
	Step ours = rename_step("Old", "New"), saw_after = rename_step("New", "Newer"), replaced = rename_step("Old", "Else");
	Evidence unknown = { .state = ROW_OTHER };
	assert_true(settle_needs_witness(&ours, &unknown));
	unknown.witness = settle_witness(&ours, &saw_after, CLASS_CONFLICT);
	assert_int_equal(settle_class(&ours, &unknown), CLASS_APPLIED_THEN_CHANGED);
	unknown.witness = settle_witness(&ours, &replaced, CLASS_APPLIED);
	assert_int_equal(settle_class(&ours, &unknown), CLASS_NOT_APPLIED);
	assert_int_equal(settle_witness(&ours, &replaced, CLASS_NOT_APPLIED), WITNESS_NONE);
	assert_int_equal(settle_witness(&ours, &ours, CLASS_COUNT - 1), WITNESS_NONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_change_is_judged_by_its_row_and_its_log_row),
		cmocka_unit_test(a_missing_row_was_deleted_by_others_or_lost),
		cmocka_unit_test(what_the_process_noted_of_itself_decides),
		cmocka_unit_test(what_a_delete_leaves_is_what_an_add_begins_with),
		cmocka_unit_test(a_later_change_of_ours_is_a_witness),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
