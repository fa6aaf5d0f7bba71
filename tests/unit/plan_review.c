/* Proves the words of a plan: the review's lines, the warnings before anything is written, the servers that follow, the summary
 * for the audit list, and the words for how it ended. */
#include "core/model/plan.h"
#include "tests/tap.h"
#include "tests/unit/sample.h"

static Plan *plan_for(const Record *record, FieldId field, const char *value)
{
	Wish wish = { .kind = PLAN_EDIT };
	wish.value[field] = value;
	return plan_make(record, &wish);
}

static void assert_line(const Plan *plan, size_t index, LineKind kind, const char *subject, const char *field, const char *text)
{
	assert_in_range(index, 0, plan->line_count - 1);
	assert_string_equal(plan->lines[index].text, text);
	assert_int_equal(plan->lines[index].kind, kind);
	assert_string_equal(plan->lines[index].subject, subject);
	assert_string_equal(plan->lines[index].field, field);
}

static size_t warning_place(const Plan *plan, const char *sentence)
{
	size_t i = 0;
	while (i < plan->warning_count && strcmp(plan->warnings[i], sentence) != 0)
		i++;
	return i;
}

static void assert_no_warning(const Plan *plan, const char *part)
{
	for (size_t i = 0; i < plan->warning_count; i++)
		assert_null(strstr(plan->warnings[i], part));
}

static void assert_warns(const Plan *plan, const char *sentence)
{
	if (warning_place(plan, sentence) < plan->warning_count)
		return;
	for (size_t i = 0; i < plan->warning_count; i++)
		print_message("  %s\n", plan->warnings[i]);
	fail_msg("not warned of: %s", sentence);
}

static void the_review_of_the_front_desk(void **state)
{
	(void)state;
	Record *record = sample_front_desk();
	sample_ask_login(record, "8302c");
	sample_add(record, sample_phone("8302c", "8302", "10.0.0.11", "SIP", "Y"));
	Wish wish = { .kind = PLAN_EDIT, .value = { [FIELD_NAME] = "Front desk 2, nights", [FIELD_PHONES] = "8302a,8302b,8302c",
	                                            [FIELD_ACTIVE] = "Y" } };
	Plan *plan = plan_make(record, &wish);
	assert_int_equal(plan->line_count, 5);
	assert_line(plan, 0, LINE_REMOVED, "alias 8302x", "name", "Front desk 2");
	assert_line(plan, 1, LINE_ADDED, "", "", "Front desk 2, nights");
	assert_line(plan, 2, LINE_LIST, "alias 8302x", "phones", "8302a,8302b  + 8302c");
	assert_line(plan, 3, LINE_REMOVED, "phone 8302b", "active", "N");
	assert_line(plan, 4, LINE_ADDED, "", "", "Y");
	assert_int_equal(plan->change_count, 3);
	assert_int_equal(plan->record_count, 2);
	assert_string_equal(plan->changed, "name; phones +8302c; 8302b active");
	assert_int_equal(plan->warning_count, 2);
	assert_string_equal(plan->warnings[0], "Phone 8302b is shared: alias 8399x changes too.");
	assert_string_equal(plan->warnings[1], "Asterisk config rebuild on dialer2 and voice1, within a minute.");
	plan_free(plan);
	record_free(record);
}

static void phones_that_leave_are_named_with_what_they_keep(void **state)
{
	(void)state;
	Record *record = sample_front_desk();
	record->logins = sample_stored("8302a,8302b,gone");
	Plan *plan = plan_for(record, FIELD_PHONES, "8302b");
	assert_line(plan, 0, LINE_LIST, "alias 8302x", "phones", "8302b  - 8302a,gone");
	assert_line(plan, 1, LINE_NOTE, "", "", "phone 8302a leaves, keeps SIP Y");
	assert_line(plan, 2, LINE_NOTE, "", "", "phone gone leaves, no phone has this login");
	assert_string_equal(plan->changed, "phones -8302a -gone");
	plan_free(plan);
	record_free(record);
}

static void a_new_order_is_a_change_and_is_said(void **state)
{
	(void)state;
	Record *record = sample_front_desk();
	Plan *plan = plan_for(record, FIELD_PHONES, "8302b,8302a");
	assert_line(plan, 0, LINE_LIST, "alias 8302x", "phones", "8302b,8302a  in new order");
	assert_string_equal(plan->changed, "phones reordered");
	plan_free(plan);
	plan = plan_for(record, FIELD_PHONES, "8302A,8302b");
	assert_line(plan, 0, LINE_LIST, "alias 8302x", "phones", "8302A,8302b  in new spelling");
	plan_free(plan);
	record->logins = sample_stored("8302a,8302b,8302a");
	plan = plan_for(record, FIELD_PHONES, "8302a,8302b");
	assert_line(plan, 0, LINE_LIST, "alias 8302x", "phones", "8302a,8302b  - 8302a");
	plan_free(plan);
	record_free(record);
}

static void a_value_that_was_empty_has_no_line_before(void **state)
{
	(void)state;
	Record *record = sample_front_desk();
	record->name = sample_stored(NULL);
	Plan *plan = plan_for(record, FIELD_NAME, "Nights");
	assert_int_equal(plan->line_count, 1);
	assert_line(plan, 0, LINE_ADDED, "alias 8302x", "name", "Nights");
	plan_free(plan);
	record_free(record);
}

static void a_typed_extension_says_who_leaves_and_where_else_it_is(void **state)
{
	(void)state;
	Record *record = sample_with_1002();
	record->logins = sample_stored("8302c,8302b,gone");
	sample_add(record, sample_phone("8302c", "8302", "10.0.0.11", "SIP", "Y"));
	Plan *plan = plan_for(record, FIELD_EXTENSION, "1002");
	assert_string_equal(plan->warnings[0], "8302c leaves: dialer3 has no phone with extension 1002.");
	assert_string_equal(plan->warnings[1], "gone leaves: no phone or server stands behind it, so extension 1002 cannot take its place.");
	assert_line(plan, plan->line_count - 2, LINE_NOTE, "", "", "dialer1 has 1002 too: add its phone 1002a in Phones");
	assert_line(plan, plan->line_count - 1, LINE_NOTE, "", "", "dialer4 has 1002 too: add its phone 1002d in Phones");
	assert_string_equal(plan->changed, "phones +1002b -8302c -8302b -gone");
	plan_free(plan);
	record_free(record);
}

static void agents_on_a_phone_that_changes_are_named(void **state)
{
	(void)state;
	Record *record = sample_front_desk();
	Plan *plan = plan_for(record, FIELD_PROTOCOL, "PJSIP");
	assert_warns(plan, "In use now: agent 6012 INCALL on 8302a (dialer1).");
	plan_free(plan);
	plan = plan_for(record, FIELD_NAME, "Nights");
	assert_int_equal(plan->warning_count, 0);
	plan_free(plan);
	record_free(record);
}

static void what_belongs_to_the_old_protocol_is_named(void **state)
{
	(void)state;
	Record *record = sample_front_desk();
	record->phones[0].has_template = record->phones[1].has_template = record->phones[1].is_webphone = true;
	Plan *plan = plan_for(record, FIELD_PROTOCOL, "PJSIP");
	assert_warns(plan, "Phones 8302a and 8302b have a conf template made for the old protocol: check that it suits PJSIP.");
	assert_warns(plan, "Phone 8302b has a webphone setting made for the old protocol: check that it suits PJSIP.");
	assert_string_equal(plan->changed, "8302a,8302b protocol");
	plan_free(plan);
	plan = plan_for(record, FIELD_ACTIVE, "Y");
	for (size_t i = 0; i < plan->warning_count; i++)
		assert_null(strstr(plan->warnings[i], "old protocol"));
	plan_free(plan);
	record_free(record);
}

static void active_n_says_what_else_it_takes(void **state)
{
	(void)state;
	Record *record = sample_front_desk();
	record->phones[1].active = sample_stored("Y");
	Plan *plan = plan_for(record, FIELD_ACTIVE, "N");
	assert_warns(plan, "Active N also ends the own login and registration of 8302a and 8302b. "
	                   "To disable only alias 8302x, take them out of Phones.");
	assert_warns(plan, "No phone of alias 8302x is active then: nobody can log in with it.");
	plan_free(plan);
	record_free(record);
}

static void an_inactive_phone_that_joins_is_warned_of(void **state)
{
	(void)state;
	Record *record = sample_front_desk();
	record->logins = sample_stored("8302a");
	Plan *plan = plan_for(record, FIELD_PHONES, "8302a,8302b");
	assert_warns(plan, "Phone 8302b stays listed while inactive: an agent who is sent there gets a broken session.");
	plan_free(plan);
	plan = plan_for(record, FIELD_PHONES, "");
	assert_string_equal(plan->warnings[0], "Alias 8302x has no phone then: nobody can log in with it.");
	plan_free(plan);
	record_free(record);
}

static void phones_that_cannot_be_written_are_named(void **state)
{
	(void)state;
	Record *record = sample_front_desk();
	record->logins = sample_stored("8302a,8302b,gone,keyless");
	record->phones[0].hidden = true;
	sample_add(record, sample_phone("keyless", NULL, "10.0.0.11", "SIP", "Y"));
	Plan *plan = plan_for(record, FIELD_PROTOCOL, "IAX2");
	assert_warns(plan, "Phone gone: no such phone, skipped.");
	assert_warns(plan, "Phone 8302a: outside your user groups, left as it is.");
	assert_warns(plan, "Phone keyless: without extension or server, left as it is.");
	plan_free(plan);
	record_free(record);
}

static void each_server_is_flagged_once_and_the_voicemail_server_last(void **state)
{
	(void)state;
	Record *record = sample_alias("8302x", "Front desk 2", "a,b,c,d");
	sample_add(record, sample_phone("a", "1", "10.0.0.10", "SIP", "Y"));
	sample_add(record, sample_phone("b", "2", "10.0.0.10", "SIP", "Y"));
	sample_add(record, sample_phone("c", "3", "10.0.0.12", "SIP", "Y"));
	sample_add(record, sample_phone("d", "4", "192.168.0.1", "SIP", "Y"));
	Plan *plan = plan_for(record, FIELD_PROTOCOL, "IAX2");
	assert_int_equal(plan->server_count, 4);
	assert_string_equal(plan->servers[0].name, "dialer2");
	assert_true(plan->servers[0].flags);
	assert_false(plan->servers[1].flags);
	assert_string_equal(plan->servers[3].ip, "10.0.0.20");
	assert_true(plan->servers[3].voicemail && plan->servers[3].flags);
	assert_warns(plan, "dialer4 does not build its Asterisk configuration: there the change stays in the database only.");
	assert_warns(plan, "192.168.0.1 is not among VICIdial's servers: there the change stays in the database only.");
	assert_warns(plan, "Asterisk config rebuild on dialer2 and voice1, within a minute.");
	assert_string_equal(plan->changed, "4 phones protocol");
	plan_free(plan);

	record->site.voicemail_server = "10.0.0.10";
	plan = plan_for(record, FIELD_PROTOCOL, "IAX2");
	assert_int_equal(plan->server_count, 3);
	assert_true(plan->servers[0].voicemail);
	plan_free(plan);
	record->site.voicemail_server = "10.0.0.99";
	plan = plan_for(record, FIELD_PROTOCOL, "IAX2");
	assert_warns(plan, "The voicemail server 10.0.0.99 is not among VICIdial's servers: its mailboxes stay as they are.");
	plan_free(plan);
	record_free(record);
}

static void a_phone_of_several_rows_is_told_apart_by_its_server(void **state)
{
	(void)state;
	Record *record = sample_alias("8302x", "Front desk 2", "cc");
	PhoneRow one = sample_phone("cc", "1", "10.0.0.10", "SIP", "Y"), other = sample_phone("cc", "2", "10.0.0.9", "SIP", "Y");
	one.rows_of_login = other.rows_of_login = 2;
	sample_add(record, one);
	sample_add(record, other);
	Plan *plan = plan_for(record, FIELD_PROTOCOL, "IAX2");
	assert_line(plan, 0, LINE_REMOVED, "phone cc on dialer1", "protocol", "SIP");
	assert_line(plan, 2, LINE_REMOVED, "phone cc on dialer2", "protocol", "SIP");
	plan_free(plan);
	record_free(record);
}

static void deleting_says_what_stays_and_who_uses_it(void **state)
{
	(void)state;
	static const UserRef users[] = { { "6012", "Ann" }, { "6044", "Bob" } };
	static const char *const routes[] = { "call menu main, option 0", "inbound number 5550100" };
	Record *record = sample_front_desk();
	record->phones[0].users = &users[1], record->phones[0].user_count = 1, record->phones[0].user_total = 1;
	record->phones[0].routes = routes, record->phones[0].route_count = 2;
	record->default_users = users, record->default_user_count = 2, record->default_user_total = 2;
	Plan *plan = plan_make(record, &(Wish){ .kind = PLAN_DELETE });
	assert_line(plan, 0, LINE_REMOVED, "alias 8302x", "name", "Front desk 2");
	assert_line(plan, 1, LINE_REMOVED, "alias 8302x", "phones", "8302a,8302b");
	assert_line(plan, 3, LINE_NOTE, "", "", "phones 8302a and 8302b stay; agents can still log in with each phone login, not with 8302x");
	assert_string_equal(plan->warnings[0], "2 users default to 8302x: 6012, 6044.");
	assert_string_equal(plan->warnings[1], "In use now: agent 6012 INCALL on 8302a (dialer1).");
	assert_string_equal(plan->warnings[2], "1 user defaults to phone 8302a: 6044.");
	assert_string_equal(plan->warnings[3], "Phone 8302b is also in 8399x.");
	assert_string_equal(plan->warnings[4], "Callers are sent to 8302a by call menu main, option 0, and 1 more.");
	assert_int_equal(plan->warning_count, 5);
	assert_string_equal(plan->changed, "was 8302a,8302b");
	assert_int_equal(plan->change_count, 1);
	plan_free(plan);
	record_free(record);
}

/* A rename reaches nobody's login; what reaches it names who uses the alias, and who the phone that is written. */
static void a_change_says_who_uses_what_it_reaches(void **state)
{
	(void)state;
	static const UserRef users[] = { { "1", "" }, { "2", "" }, { "3", "" }, { "4", "" }, { "5", "" }, { "6", "" }, { "7", "" } };
	Record *record = sample_front_desk();
	record->default_users = users, record->default_user_count = 7, record->default_user_total = 31;
	for (size_t i = 0; i < 2; i++)
		record->phones[i].users = users, record->phones[i].user_count = 1, record->phones[i].user_total = 1;
	Plan *rename = plan_for(record, FIELD_NAME, "Reception"), *active = plan_for(record, FIELD_ACTIVE, "Y"),
	     *list = plan_for(record, FIELD_PHONES, "8302b,8302a");
	assert_int_equal(rename->warning_count, 0);
	assert_warns(active, "31 users default to 8302x: 1, 2, 3, 4, 5, 6 and 25 more.");
	assert_warns(active, "1 user defaults to phone 8302b: 1.");
	assert_no_warning(active, "phone 8302a:");
	assert_warns(list, "31 users default to 8302x: 1, 2, 3, 4, 5, 6 and 25 more.");
	assert_no_warning(list, "defaults to phone");
	plan_free(rename);
	plan_free(active);
	plan_free(list);
	record_free(record);
}

static void long_lists_of_words_are_counted_not_spelt_out(void **state)
{
	(void)state;
	static const char *const others[] = { "a", "b", "c", "d", "e", "f", "g", "h" };
	Record *record = sample_front_desk();
	record->phones[1].others = others, record->phones[1].other_count = 8;
	Plan *plan = plan_for(record, FIELD_ACTIVE, "Y");
	assert_warns(plan, "Phone 8302b is shared: aliases a, b, c, d, e and 3 more change too.");
	plan_free(plan);
	record_free(record);
}

static void a_copy_is_deep(void **state)
{
	(void)state;
	Record *record = sample_with_1002();
	Wish wish = { .kind = PLAN_EDIT, .value = { [FIELD_EXTENSION] = "1002", [FIELD_PROTOCOL] = "PJSIP" } };
	Plan *plan = plan_make(record, &wish), *copy = plan_copy(plan);
	plan_free(plan);
	record_free(record);
	assert_string_equal(copy->steps[0].label, "phone 1002a on dialer1");
	assert_true(value_equal(copy->steps[0].columns[3].before, value_text("SIP")));
	assert_string_equal(copy->servers[0].name, "dialer1");
	assert_string_equal(copy->after[FIELD_PHONES], "1002a,1002b");
	assert_line(copy, 0, LINE_LIST, "alias 8302x", "phones", "+ 1002a,1002b  - 8302a,8302b");
	plan_free(copy);
}

static void a_plan_ends_as_its_steps_did(void **state)
{
	(void)state;
	const StepClass done[] = { CLASS_APPLIED, CLASS_ALREADY, CLASS_APPLIED }, half[] = { CLASS_APPLIED, CLASS_CONFLICT, CLASS_NOT_ATTEMPTED },
	                unsure[] = { CLASS_APPLIED, CLASS_CONFLICT, CLASS_INDETERMINATE }, none[] = { CLASS_CONFLICT };
	assert_int_equal(step_class_of_all(done, 3), CLASS_APPLIED);
	assert_int_equal(step_class_of_all(half, 3), CLASS_PARTIAL);
	assert_int_equal(step_class_of_all(unsure, 3), CLASS_INDETERMINATE);
	assert_int_equal(step_class_of_all(none, 1), CLASS_CONFLICT);
	for (StepClass class = 0; class < CLASS_COUNT; class++)
		assert_int_equal(step_class_find(step_class_name(class)), class);
	assert_int_equal(step_class_find("DONE"), CLASS_COUNT);
}

static void assert_told(Plan *plan, const char *expected)
{
	char told[600];
	plan_told(plan, told, sizeof told);
	assert_string_equal(told, expected);
	plan_free(plan);
}

static void the_receipt_tells_the_values(void **state)
{
	(void)state;
	Record *record = sample_front_desk(), *bare = sample_alias("x1", NULL, NULL);
	Wish both = { .kind = PLAN_EDIT, .value = { [FIELD_NAME] = "Nights", [FIELD_ACTIVE] = "Y" } };
	assert_told(plan_make(record, &both), "name Front desk 2 -> Nights; 8302b active N -> Y");
	assert_told(plan_make(record, &(Wish){ .kind = PLAN_DELETE }),
	            "deleted: name Front desk 2; phones 8302a,8302b; user group ---ALL---");
	assert_told(plan_for(bare, FIELD_NAME, "Desk"), "name NULL -> Desk");
	record_free(record);
	record_free(bare);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_review_of_the_front_desk),
		cmocka_unit_test(phones_that_leave_are_named_with_what_they_keep),
		cmocka_unit_test(a_new_order_is_a_change_and_is_said),
		cmocka_unit_test(a_value_that_was_empty_has_no_line_before),
		cmocka_unit_test(a_typed_extension_says_who_leaves_and_where_else_it_is),
		cmocka_unit_test(agents_on_a_phone_that_changes_are_named),
		cmocka_unit_test(what_belongs_to_the_old_protocol_is_named),
		cmocka_unit_test(active_n_says_what_else_it_takes),
		cmocka_unit_test(an_inactive_phone_that_joins_is_warned_of),
		cmocka_unit_test(phones_that_cannot_be_written_are_named),
		cmocka_unit_test(each_server_is_flagged_once_and_the_voicemail_server_last),
		cmocka_unit_test(a_phone_of_several_rows_is_told_apart_by_its_server),
		cmocka_unit_test(deleting_says_what_stays_and_who_uses_it),
		cmocka_unit_test(a_change_says_who_uses_what_it_reaches),
		cmocka_unit_test(long_lists_of_words_are_counted_not_spelt_out),
		cmocka_unit_test(a_copy_is_deep),
		cmocka_unit_test(the_receipt_tells_the_values),
		cmocka_unit_test(a_plan_ends_as_its_steps_did),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
