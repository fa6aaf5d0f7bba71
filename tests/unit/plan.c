/* Proves what a wish becomes: which phones the alias has afterwards, which rows are written with which values, what is refused and
 * what must be looked up first. */
#include "core/model/plan.h"
#include "tests/tap.h"
#include "tests/unit/sample.h"

static Plan *plan_for(const Record *record, FieldId field, const char *value)
{
	Wish wish = { .kind = PLAN_EDIT };
	wish.value[field] = value;
	return plan_make(record, &wish);
}

static const StepColumn *column_in(const Step *step, ColumnId column)
{
	for (size_t i = 0; i < step->column_count; i++)
		if (step->columns[i].column == column)
			return &step->columns[i];
	fail_msg("%s has no column %s", step->label, plan_column_names[column]);
	return NULL;
}

static void assert_value(Value value, const char *expected)
{
	assert_true(value_equal(value, value_text(expected)));
}

static void assert_writes(const Step *step, ColumnId column, const char *before, const char *after)
{
	const StepColumn *written = column_in(step, column);
	assert_true(written->writes);
	assert_value(written->before, before);
	assert_value(written->after, after);
}

static size_t columns_written(const Step *step)
{
	size_t count = 0;
	for (size_t i = 0; i < step->column_count; i++)
		count += step->columns[i].writes;
	return count;
}

static void assert_no_change(Plan *plan)
{
	assert_true(plan_ready(plan));
	assert_int_equal(plan->step_count, 0);
	assert_int_equal(plan->change_count, 0);
	assert_int_equal(plan->line_count, 0);
	assert_string_equal(plan->changed, "");
	plan_free(plan);
}

static void assert_refused(Plan *plan, FieldId field, const char *sentence)
{
	assert_int_equal(plan->problem_count, 1);
	assert_int_equal(plan->problems[0].field, field);
	if (sentence)
		assert_string_equal(plan->problems[0].text, sentence);
	assert_int_equal(plan->step_count, 0);
	plan_free(plan);
}

static void assert_phones_after(Plan *plan, const char *list)
{
	assert_true(plan_ready(plan));
	assert_string_equal(plan->after[FIELD_PHONES], list);
	plan_free(plan);
}

static void a_rename_writes_one_column_under_the_guard_of_all_four(void **state)
{
	(void)state;
	Record *record = sample_front_desk();
	Plan *plan = plan_for(record, FIELD_NAME, "Front desk 2, nights");
	record_free(record);                     /* the plan owns all it needs */
	assert_true(plan_ready(plan));
	assert_int_equal(plan->step_count, 1);
	const Step *step = &plan->steps[0];
	assert_int_equal(step->table, TABLE_ALIAS);
	assert_string_equal(step->label, "alias 8302x");
	assert_int_equal(step->column_count, 4);
	assert_int_equal(columns_written(step), 1);
	assert_writes(step, COLUMN_ALIAS_NAME, "Front desk 2", "Front desk 2, nights");
	assert_value(column_in(step, COLUMN_LOGINS_LIST)->after, "8302a,8302b");
	assert_string_equal(plan->alias.text, "8302x");
	assert_string_equal(plan->after[FIELD_NAME], "Front desk 2, nights");
	assert_string_equal(plan->after[FIELD_ACTIVE], "1/2");
	plan_free(plan);
}

static void a_wish_equal_to_what_is_shown_changes_nothing(void **state)
{
	(void)state;
	Record *record = sample_front_desk();
	for (FieldId field = 0; field < FIELD_COUNT; field++) {
		char shown[300];
		if (field != FIELD_SERVER)
			assert_no_change(plan_for(record, field, record_current(record, field, shown, sizeof shown)));
	}
	record_free(record);
}

static void odd_values_are_kept_until_they_are_edited(void **state)
{
	(void)state;
	Record *record = sample_alias("8302x", NULL, "8302a,,8302a, gone");
	record->name.raw = (Value){ .bytes = (const uint8_t *)"Jos\xE9", .length = 4 };
	record->name.text = "José";
	record->user_group = (Stored){ .raw = VALUE_NULL };
	sample_add(record, sample_phone("8302a", "8302", "10.0.0.9", "", NULL));
	Plan *plan = plan_for(record, FIELD_GROUP, "SALES");
	assert_true(plan_ready(plan));
	assert_int_equal(columns_written(&plan->steps[0]), 1);
	assert_writes(&plan->steps[0], COLUMN_USER_GROUP, NULL, "SALES");
	assert_int_equal(column_in(&plan->steps[0], COLUMN_ALIAS_NAME)->after.length, 4);    /* latin1 stays latin1 */
	assert_value(column_in(&plan->steps[0], COLUMN_LOGINS_LIST)->after, "8302a,,8302a, gone");
	plan_free(plan);
	assert_no_change(plan_for(record, FIELD_PROTOCOL, ""));
	assert_no_change(plan_for(record, FIELD_ACTIVE, "N"));
	record_free(record);
}

static void active_y_writes_only_the_phone_that_is_not(void **state)
{
	(void)state;
	Record *record = sample_front_desk();
	Plan *plan = plan_for(record, FIELD_ACTIVE, "Y");
	assert_int_equal(plan->step_count, 1);
	assert_int_equal(plan->steps[0].table, TABLE_PHONE);
	assert_string_equal(plan->steps[0].label, "phone 8302b on dialer2");
	assert_int_equal(plan->steps[0].column_count, 5);
	assert_int_equal(columns_written(&plan->steps[0]), 1);
	assert_writes(&plan->steps[0], COLUMN_ACTIVE, "N", "Y");
	assert_value(column_in(&plan->steps[0], COLUMN_EXTENSION)->before, "8302");
	assert_value(column_in(&plan->steps[0], COLUMN_SERVER_IP)->before, "10.0.0.10");
	assert_string_equal(plan->after[FIELD_ACTIVE], "Y");
	plan_free(plan);
	record_free(record);
}

static void phones_are_written_by_server_and_before_the_alias(void **state)
{
	(void)state;
	Record *record = sample_alias("8302x", "Front desk 2", "c,b,a");
	sample_add(record, sample_phone("c", "8", "10.0.0.10", "SIP", "Y"));
	sample_add(record, sample_phone("b", "9", "10.0.0.9", "SIP", "Y"));
	sample_add(record, sample_phone("a", "7", "10.0.0.9", "SIP", "Y"));
	Wish wish = { .kind = PLAN_EDIT, .value = { [FIELD_NAME] = "Nights", [FIELD_PROTOCOL] = "PJSIP" } };
	Plan *plan = plan_make(record, &wish);
	assert_int_equal(plan->step_count, 4);
	assert_string_equal(plan->steps[0].label, "phone a on dialer1");
	assert_string_equal(plan->steps[1].label, "phone b on dialer1");
	assert_string_equal(plan->steps[2].label, "phone c on dialer2");
	assert_string_equal(plan->steps[3].label, "alias 8302x");
	assert_int_equal(plan->change_count, 4);
	assert_int_equal(plan->record_count, 4);
	plan_free(plan);
	record_free(record);
}

static void a_new_extension_is_asked_for_first(void **state)
{
	(void)state;
	Record *record = sample_front_desk();
	Plan *plan = plan_for(record, FIELD_EXTENSION, "1002");
	assert_false(plan_ready(plan));
	assert_int_equal(plan->problem_count, 0);
	assert_int_equal(plan->needs_extension_count, 1);
	assert_string_equal(plan->needs_extensions[0], "1002");
	assert_int_equal(plan->step_count, 0);
	assert_string_equal(plan->after[FIELD_EXTENSION], "1002");
	plan_free(plan);
	record_free(record);
}

static void each_phone_is_replaced_in_its_place_on_its_server(void **state)
{
	(void)state;
	Record *record = sample_with_1002();
	record->logins = sample_stored("8302b,8302a");
	Plan *plan = plan_for(record, FIELD_EXTENSION, "1002");
	assert_int_equal(plan->step_count, 1);
	assert_writes(&plan->steps[0], COLUMN_LOGINS_LIST, "8302b,8302a", "1002b,1002a");
	assert_string_equal(plan->after[FIELD_EXTENSION], "1002");
	assert_phones_after(plan, "1002b,1002a");
	record_free(record);
}

static void a_phone_whose_server_lacks_the_extension_is_dropped(void **state)
{
	(void)state;
	Record *record = sample_with_1002();
	record->logins = sample_stored("8302c,8302b,gone");
	sample_add(record, sample_phone("8302c", "8302", "10.0.0.11", "SIP", "Y"));
	assert_phones_after(plan_for(record, FIELD_EXTENSION, "1002"), "1002b");
	record_free(record);
}

static void an_alias_on_other_servers_gets_all_phones_of_the_extension(void **state)
{
	(void)state;
	Record *record = sample_with_1002();
	record->logins = sample_stored(NULL);
	assert_phones_after(plan_for(record, FIELD_EXTENSION, "1002"), "1002a,1002b,1002d");
	record->logins = sample_stored("8302c");
	sample_add(record, sample_phone("8302c", "8302", "10.0.0.11", "SIP", "Y"));
	assert_phones_after(plan_for(record, FIELD_EXTENSION, "1002"), "1002a,1002b,1002d");
	record_free(record);
}

static void phones_without_login_or_out_of_sight_are_left_out_and_equal_logins_listed_once(void **state)
{
	(void)state;
	Record *record = sample_alias("8302x", "Front desk 2", "");
	PhoneRow hidden = sample_phone("h", "1002", "10.0.0.11", "SIP", "Y"), one = sample_phone("cc", "1002", "10.0.0.9", "SIP", "Y"),
	         other = sample_phone("CC", "1002", "10.0.0.10", "SIP", "Y");
	hidden.hidden = true;
	one.rows_of_login = other.rows_of_login = 2;
	sample_ask_extension(record, "1002");
	sample_add(record, sample_phone(NULL, "1002", "10.0.0.12", "SIP", "Y"));
	sample_add(record, sample_phone("", "1002", "10.0.0.20", "SIP", "Y"));
	sample_add(record, hidden);
	sample_add(record, other);
	sample_add(record, one);
	assert_phones_after(plan_for(record, FIELD_EXTENSION, "1002"), "cc");
	record_free(record);
}

static void all_rows_of_a_new_login_must_be_known_before_anything_is_written(void **state)
{
	(void)state;
	Record *record = sample_alias("8302x", "Front desk 2", "");
	PhoneRow first = sample_phone("cc", "1002", "10.0.0.9", "SIP", "Y");
	first.rows_of_login = 2;
	sample_ask_extension(record, "1002");
	sample_add(record, first);
	Plan *plan = plan_for(record, FIELD_EXTENSION, "1002");
	assert_int_equal(plan->needs_login_count, 1);
	assert_string_equal(plan->needs_logins[0], "cc");
	plan_free(plan);

	sample_add(record, sample_phone("cc", "1003", "10.0.0.10", "SIP", "Y"));
	sample_ask_login(record, "cc");
	Wish wish = { .kind = PLAN_EDIT, .value = { [FIELD_EXTENSION] = "1002", [FIELD_PROTOCOL] = "IAX2" } };
	plan = plan_make(record, &wish);
	assert_int_equal(plan->step_count, 3);
	assert_string_equal(plan->after[FIELD_EXTENSION], "2 different");
	plan_free(plan);
	record_free(record);
}

static void an_extension_nobody_has_is_refused(void **state)
{
	(void)state;
	Record *record = sample_front_desk();
	sample_ask_extension(record, "1020");
	sample_ask_extension(record, "1021");
	sample_add(record, sample_phone(NULL, "1021", "10.0.0.9", "SIP", "Y"));
	assert_refused(plan_for(record, FIELD_EXTENSION, "1020"), FIELD_EXTENSION, "no phone has extension 1020");
	assert_refused(plan_for(record, FIELD_EXTENSION, "1021"), FIELD_EXTENSION, "no phone has extension 1021 and a login");
	assert_refused(plan_for(record, FIELD_EXTENSION, ""), FIELD_EXTENSION, NULL);
	assert_refused(plan_for(record, FIELD_EXTENSION, "10;20"), FIELD_EXTENSION, NULL);
	record_free(record);
}

static void protocol_and_active_hold_for_the_phones_after_the_change(void **state)
{
	(void)state;
	Record *record = sample_with_1002();
	Wish wish = { .kind = PLAN_EDIT, .value = { [FIELD_EXTENSION] = "1002", [FIELD_PROTOCOL] = "PJSIP", [FIELD_ACTIVE] = "Y" } };
	Plan *plan = plan_make(record, &wish);
	assert_int_equal(plan->step_count, 3);
	assert_string_equal(plan->steps[0].label, "phone 1002a on dialer1");
	assert_writes(&plan->steps[0], COLUMN_PROTOCOL, "SIP", "PJSIP");
	assert_string_equal(plan->steps[1].label, "phone 1002b on dialer2");
	assert_string_equal(plan->after[FIELD_PROTOCOL], "PJSIP");
	plan_free(plan);

	wish = (Wish){ .kind = PLAN_EDIT, .value = { [FIELD_PHONES] = "8302a", [FIELD_ACTIVE] = "Y" } };
	plan = plan_make(record, &wish);
	assert_int_equal(plan->step_count, 1);           /* 8302b leaves and stays inactive */
	assert_string_equal(plan->after[FIELD_ACTIVE], "Y");
	plan_free(plan);
	record_free(record);
}

static void phones_are_taken_in_the_order_typed(void **state)
{
	(void)state;
	Record *record = sample_front_desk();
	sample_ask_login(record, "8302C");
	sample_add(record, sample_phone("8302c", "8302", "10.0.0.11", "SIP", "Y"));
	assert_phones_after(plan_for(record, FIELD_PHONES, "8302C,8302b,8302a"), "8302c,8302b,8302a");
	assert_phones_after(plan_for(record, FIELD_PHONES, ""), "");
	record_free(record);
}

static void a_login_may_stay_unknown_but_not_become_so(void **state)
{
	(void)state;
	Record *record = sample_front_desk();
	record->logins = sample_stored("8302a,gone");
	assert_phones_after(plan_for(record, FIELD_PHONES, "gone,8302a"), "gone,8302a");

	Plan *plan = plan_for(record, FIELD_PHONES, "8302a,gone,8302q");
	assert_int_equal(plan->needs_login_count, 1);
	assert_string_equal(plan->needs_logins[0], "8302q");
	assert_int_equal(plan->problem_count, 0);
	plan_free(plan);
	sample_ask_login(record, "8302q");
	assert_refused(plan_for(record, FIELD_PHONES, "8302a,gone,8302q"), FIELD_PHONES, "phone 8302q does not exist");

	PhoneRow hidden = sample_phone("8302q", "8302", "10.0.0.11", "SIP", "Y");
	hidden.hidden = true;
	sample_add(record, hidden);
	assert_refused(plan_for(record, FIELD_PHONES, "8302a,gone,8302q"), FIELD_PHONES, "phone 8302q does not exist");
	record_free(record);
}

static void a_list_that_would_not_fit_is_refused_not_cut(void **state)
{
	(void)state;
	Record *record = sample_alias("8302x", "Many", "");
	sample_ask_extension(record, "1002");
	for (int i = 0; i < 18; i++)
		sample_add(record, sample_phone(arena_format(record->mem, "long-login-%04d", i), "1002",
		                                arena_format(record->mem, "10.1.0.%d", i), "SIP", "Y"));
	assert_refused(plan_for(record, FIELD_EXTENSION, "1002"), FIELD_EXTENSION,
	               "the list of phones would be 287 characters long, VICIdial keeps 255");
	record_free(record);
}

static void hidden_missing_and_keyless_phones_are_never_written(void **state)
{
	(void)state;
	Record *record = sample_front_desk();
	record->logins = sample_stored("8302a,8302b,gone,keyless");
	record->phones[0].hidden = true;
	sample_add(record, sample_phone("keyless", NULL, "10.0.0.11", "SIP", "Y"));
	Plan *plan = plan_for(record, FIELD_PROTOCOL, "IAX2");
	assert_int_equal(plan->step_count, 1);
	assert_string_equal(plan->steps[0].label, "phone 8302b on dialer2");
	plan_free(plan);
	record_free(record);
}

static void a_phone_listed_twice_is_written_once(void **state)
{
	(void)state;
	Record *record = sample_front_desk();
	record->logins = sample_stored("8302b,8302a,8302B ");
	Plan *plan = plan_for(record, FIELD_ACTIVE, "Y");
	assert_int_equal(plan->step_count, 1);
	plan_free(plan);
	record_free(record);
}

static void values_the_site_does_not_know_are_refused(void **state)
{
	(void)state;
	Record *record = sample_front_desk();
	assert_refused(plan_for(record, FIELD_PROTOCOL, "DAHDI"), FIELD_PROTOCOL, NULL);
	assert_refused(plan_for(record, FIELD_PROTOCOL, "mixed"), FIELD_PROTOCOL, NULL);
	assert_refused(plan_for(record, FIELD_ACTIVE, "y"), FIELD_ACTIVE, NULL);
	assert_refused(plan_for(record, FIELD_GROUP, "NIGHT"), FIELD_GROUP, NULL);
	assert_refused(plan_for(record, FIELD_NAME, "x"), FIELD_NAME, NULL);
	assert_refused(plan_for(record, FIELD_NAME, "semi;colon"), FIELD_NAME, NULL);
	assert_refused(plan_for(record, FIELD_ID, "8303x"), FIELD_ID, NULL);
	record_free(record);
}

static void groups_and_protocols_are_written_as_the_site_spells_them(void **state)
{
	(void)state;
	Record *record = sample_front_desk();
	Wish wish = { .kind = PLAN_EDIT, .value = { [FIELD_GROUP] = "sales", [FIELD_PROTOCOL] = "iax2" } };
	Plan *plan = plan_make(record, &wish);
	assert_writes(&plan->steps[0], COLUMN_PROTOCOL, "SIP", "IAX2");
	assert_writes(&plan->steps[2], COLUMN_USER_GROUP, "---ALL---", "SALES");
	plan_free(plan);
	record_free(record);
}

static void several_problems_are_all_told_and_nothing_is_planned(void **state)
{
	(void)state;
	Record *record = sample_front_desk();
	Wish wish = { .kind = PLAN_EDIT, .value = { [FIELD_NAME] = "x", [FIELD_PROTOCOL] = "DAHDI", [FIELD_ACTIVE] = "Y" } };
	Plan *plan = plan_make(record, &wish);
	assert_int_equal(plan->problem_count, 2);
	assert_int_equal(plan->step_count + plan->line_count + plan->warning_count + plan->server_count + plan->change_count, 0);
	assert_string_equal(plan->after[FIELD_NAME], "x");
	plan_free(plan);
	record_free(record);
}

static void deleting_is_one_step_guarded_by_the_whole_row(void **state)
{
	(void)state;
	Record *record = sample_front_desk();
	Plan *plan = plan_make(record, &(Wish){ .kind = PLAN_DELETE, .note = "OPS-2231" });
	assert_true(plan_ready(plan));
	assert_int_equal(plan->step_count, 1);
	assert_int_equal(plan->steps[0].kind, PLAN_DELETE);
	assert_int_equal(plan->steps[0].column_count, 4);
	assert_int_equal(columns_written(&plan->steps[0]), 0);
	assert_value(column_in(&plan->steps[0], COLUMN_LOGINS_LIST)->before, "8302a,8302b");
	assert_int_equal(plan->server_count, 0);
	assert_string_equal(plan->note, "OPS-2231");
	plan_free(plan);
	record->exists = false;
	assert_refused(plan_make(record, &(Wish){ .kind = PLAN_DELETE }), FIELD_ID, "alias 8302x does not exist");
	record_free(record);
}

static void adding_asks_whether_the_id_is_free_and_inserts_one_row(void **state)
{
	(void)state;
	Record *record = sample_alias("9001x", NULL, NULL);
	Wish wish = { .kind = PLAN_ADD, .value = { [FIELD_NAME] = "New desk" } };
	record->exists = false;
	record->user_group = (Stored){ .raw = VALUE_NULL };
	Plan *plan = plan_make(record, &wish);
	assert_string_equal(plan->needs_logins[0], "9001x");
	plan_free(plan);

	sample_ask_login(record, "9001x");
	plan = plan_make(record, &wish);
	assert_true(plan_ready(plan));
	assert_int_equal(plan->steps[0].kind, PLAN_ADD);
	assert_value(column_in(&plan->steps[0], COLUMN_ALIAS_ID)->after, "9001x");
	assert_writes(&plan->steps[0], COLUMN_ALIAS_NAME, NULL, "New desk");
	assert_writes(&plan->steps[0], COLUMN_LOGINS_LIST, NULL, "");
	assert_writes(&plan->steps[0], COLUMN_USER_GROUP, NULL, "---ALL---");
	plan_free(plan);
	record_free(record);
}

static void an_id_in_use_or_untypable_is_refused(void **state)
{
	(void)state;
	Record *record = sample_front_desk();
	Wish wish = { .kind = PLAN_ADD, .value = { [FIELD_NAME] = "New desk" } };
	assert_refused(plan_make(record, &wish), FIELD_ID, "8302x is taken: an alias has this ID");
	record->exists = false;
	wish.value[FIELD_ID] = "8302A";
	assert_refused(plan_make(record, &wish), FIELD_ID, "8302A is taken: a phone has this login");
	record->taken = (const char *[]){ "9009X" };
	record->taken_count = 1;
	wish.value[FIELD_ID] = "9009x";
	assert_refused(plan_make(record, &wish), FIELD_ID, "9009x is taken: an alias has this ID");
	wish.value[FIELD_ID] = "83-02";
	assert_refused(plan_make(record, &wish), FIELD_ID, NULL);
	record_free(record);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_rename_writes_one_column_under_the_guard_of_all_four),
		cmocka_unit_test(a_wish_equal_to_what_is_shown_changes_nothing),
		cmocka_unit_test(odd_values_are_kept_until_they_are_edited),
		cmocka_unit_test(active_y_writes_only_the_phone_that_is_not),
		cmocka_unit_test(phones_are_written_by_server_and_before_the_alias),
		cmocka_unit_test(a_new_extension_is_asked_for_first),
		cmocka_unit_test(each_phone_is_replaced_in_its_place_on_its_server),
		cmocka_unit_test(a_phone_whose_server_lacks_the_extension_is_dropped),
		cmocka_unit_test(an_alias_on_other_servers_gets_all_phones_of_the_extension),
		cmocka_unit_test(phones_without_login_or_out_of_sight_are_left_out_and_equal_logins_listed_once),
		cmocka_unit_test(all_rows_of_a_new_login_must_be_known_before_anything_is_written),
		cmocka_unit_test(an_extension_nobody_has_is_refused),
		cmocka_unit_test(protocol_and_active_hold_for_the_phones_after_the_change),
		cmocka_unit_test(phones_are_taken_in_the_order_typed),
		cmocka_unit_test(a_login_may_stay_unknown_but_not_become_so),
		cmocka_unit_test(a_list_that_would_not_fit_is_refused_not_cut),
		cmocka_unit_test(hidden_missing_and_keyless_phones_are_never_written),
		cmocka_unit_test(a_phone_listed_twice_is_written_once),
		cmocka_unit_test(values_the_site_does_not_know_are_refused),
		cmocka_unit_test(groups_and_protocols_are_written_as_the_site_spells_them),
		cmocka_unit_test(several_problems_are_all_told_and_nothing_is_planned),
		cmocka_unit_test(deleting_is_one_step_guarded_by_the_whole_row),
		cmocka_unit_test(adding_asks_whether_the_id_is_free_and_inserts_one_row),
		cmocka_unit_test(an_id_in_use_or_untypable_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
