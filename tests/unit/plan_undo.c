/* The plan that takes a change back, from the change, how its steps ended and the rows as they stand: guards are the present
 * bytes, new values the old bytes, step by step; a third state of any row makes it impossible. */
#include "core/model/plan_undo.h"

#include "tests/unit/sample.h"

#include "tests/tap.h"

/* Rows as a change leaves them: the bytes of after, for a deleted one none. */
static void rows_after(const Plan *plan, Observed *now)
{
	for (size_t i = 0; i < plan->step_count; i++) {
		const Step *step = &plan->steps[i];
		now[i] = (Observed){ .found = step->kind != PLAN_DELETE };
		for (size_t j = 0; j < step->column_count && now[i].found; j++)
			now[i].now[j] = now[i].shown[j] = step->columns[j].after;
	}
}

/* The change, and its record as it is afterwards. */
typedef struct {
	Record   *record;
	Plan     *done;
	StepClass classes[PLAN_STEPS_MAX];
	Observed  now[PLAN_STEPS_MAX];
} Scene;

static Undoing scene_set(Scene *scene, const Wish *wish)
{
	scene->record = sample_front_desk();
	scene->done = plan_make(scene->record, wish);
	assert_true(plan_ready(scene->done) && scene->done->step_count > 0);
	for (size_t i = 0; i < scene->done->step_count; i++)
		scene->classes[i] = CLASS_APPLIED;
	rows_after(scene->done, scene->now);
	return (Undoing){ .done = scene->done, .classes = scene->classes, .now = scene->now, .first_seq = 4213 };
}

static void scene_free(Scene *scene)
{
	plan_free(scene->done);
	record_free(scene->record);
}

static UndoState state_of(const Undoing *what)
{
	size_t step;
	return plan_undo_state(what, &step);
}

static void a_rename_goes_back_to_the_old_bytes_guarded_by_the_present_ones(void **state)
{
	(void)state;
	Scene scene;
	Undoing what = scene_set(&scene, &(Wish){ .value[FIELD_NAME] = "N\xC3\xA4he" });
	/* A latin1 column stores it in other bytes, which are what is there now. */
	scene.now[0].now[1] = (Value){ .bytes = (const uint8_t *)"N\xE4he", .length = 4 };
	assert_int_equal(state_of(&what), UNDO_READY);
	Plan *plan = plan_undo(&what, scene.record);
	const StepColumn *name = &plan->steps[0].columns[1];
	assert_true(plan_ready(plan) && plan->is_undo && plan->step_count == 1 && plan->change_count == 1);
	assert_true(value_equal(name->before, scene.now[0].now[1]) && value_equal(name->after, value_text("Front desk 2")));
	assert_true(name->writes && name->raw);
	assert_false(plan->steps[0].columns[2].writes);
	assert_string_equal(plan->changed, "takes back #4213: name");
	plan_free(plan);
	scene_free(&scene);
}

static void a_deleted_alias_is_added_whole(void **state)
{
	(void)state;
	Scene scene;
	Undoing what = scene_set(&scene, &(Wish){ .kind = PLAN_DELETE });
	scene.record->exists = false;
	Plan *plan = plan_undo(&what, scene.record);
	assert_int_equal(plan->kind, PLAN_ADD);
	for (size_t i = 0; i < 4; i++) {
		const StepColumn *column = &plan->steps[0].columns[i];
		assert_true(column->writes && column->raw && value_equal(column->after, scene.done->steps[0].columns[i].before));
	}
	plan_free(plan);
	scene_free(&scene);
}

static void what_was_written_in_part_is_taken_back_in_part_alias_first(void **state)
{
	(void)state;
	Scene scene;
	Undoing what = scene_set(&scene, &(Wish){ .value = { [FIELD_NAME] = "Other", [FIELD_PROTOCOL] = "IAX2" } });
	assert_int_equal(scene.done->step_count, 3);
	Plan *whole = plan_undo(&what, scene.record);
	assert_true(whole->step_count == 3 && whole->steps[0].table == TABLE_ALIAS && whole->steps[1].table == TABLE_PHONE);
	plan_free(whole);
	scene.classes[1] = CLASS_CONFLICT;
	scene.classes[2] = CLASS_NOT_ATTEMPTED;
	Plan *part = plan_undo(&what, scene.record);
	assert_true(part->step_count == 1 && part->steps[0].table == TABLE_PHONE);
	assert_true(value_equal(part->steps[0].columns[3].after, value_text("SIP")));
	plan_free(part);
	scene_free(&scene);
}

static void a_row_in_a_third_state_makes_it_impossible_and_one_as_before_is_left(void **state)
{
	(void)state;
	Scene scene;
	size_t step = 9;
	Undoing what = scene_set(&scene, &(Wish){ .value = { [FIELD_NAME] = "Other", [FIELD_PROTOCOL] = "IAX2" } });
	scene.now[2].now[1] = scene.now[2].shown[1] = value_text("Third");
	assert_int_equal(plan_undo_state(&what, &step), UNDO_CHANGED);
	assert_int_equal(step, 2);
	scene.now[2].now[1] = scene.now[2].shown[1] = value_text("Front desk 2");
	assert_int_equal(state_of(&what), UNDO_READY);
	Plan *plan = plan_undo(&what, scene.record);
	assert_int_equal(plan->step_count, 2);
	plan_free(plan);
	scene.now[0].now[3] = scene.now[0].shown[3] = scene.done->steps[0].columns[3].before;
	scene.now[1].now[3] = scene.now[1].shown[3] = scene.done->steps[1].columns[3].before;
	assert_int_equal(state_of(&what), UNDO_UNDONE);
	scene.classes[0] = scene.classes[1] = scene.classes[2] = CLASS_NOT_APPLIED;
	assert_int_equal(state_of(&what), UNDO_NEVER_WRITTEN);
	scene_free(&scene);
}

static void what_was_so_already_was_not_written_by_us(void **state)
{
	(void)state;
	Scene scene;
	Undoing what = scene_set(&scene, &(Wish){ .value[FIELD_NAME] = "Other" });
	scene.classes[0] = CLASS_ALREADY;
	assert_int_equal(state_of(&what), UNDO_NEVER_WRITTEN);
	scene.classes[0] = CLASS_INDETERMINATE;
	assert_int_equal(state_of(&what), UNDO_READY);
	scene_free(&scene);
}

static void a_phone_that_is_hidden_or_had_no_real_protocol_is_not_taken_back(void **state)
{
	(void)state;
	Scene scene;
	Undoing what = scene_set(&scene, &(Wish){ .value[FIELD_PROTOCOL] = "IAX2" });
	Plan *plan = plan_undo(&what, scene.record);
	assert_string_equal(plan->problems[0].text, "the database does not take back the old protocol 'SIP' of phone 8302b on dialer2");
	plan_free(plan);
	scene.record->site.protocol_enum = sample_protocols;
	scene.record->site.protocol_enum_count = 1;
	plan = plan_undo(&what, scene.record);
	assert_true(plan_ready(plan));
	plan_free(plan);
	scene.record->phones[0].hidden = true;
	plan = plan_undo(&what, scene.record);
	assert_non_null(strstr(plan->problems[0].text, "is outside your user groups"));
	plan_free(plan);
	scene_free(&scene);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_rename_goes_back_to_the_old_bytes_guarded_by_the_present_ones),
		cmocka_unit_test(a_deleted_alias_is_added_whole),
		cmocka_unit_test(what_was_written_in_part_is_taken_back_in_part_alias_first),
		cmocka_unit_test(a_row_in_a_third_state_makes_it_impossible_and_one_as_before_is_left),
		cmocka_unit_test(what_was_so_already_was_not_written_by_us),
		cmocka_unit_test(a_phone_that_is_hidden_or_had_no_real_protocol_is_not_taken_back),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
