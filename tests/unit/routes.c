/* Who defaults to a phone's own login is told with it, and what sends callers to it: options of call menus, inbound numbers where
 * this VICIdial has them. Both are warned of before the phone changes; one that has neither table is read all the same. */
#include <string.h>

#include "core/model/plan.h"
#include "tests/unit/site_database.h"
#include "tests/tap.h"

static Record *front_desk(void)
{
	Record *record;
	if (!vicidial_record(db, &everything, "8302x", &record, &err))
		fail_msg("%s", err.text);
	return record;
}

static void call_menus_are_told_by_the_login(void **state)
{
	(void)state;
	Record *record = front_desk();
	const PhoneRow *phone = record_phone(record, "8302a");
	assert_int_equal(phone->route_count, 1);
	assert_string_equal(phone->routes[0], "call menu main, option 0");
	assert_int_equal(record_phone(record, "8302b")->route_count, 0);
	record_free(record);
}

static void inbound_numbers_are_told_by_extension_and_server(void **state)
{
	(void)state;
	outside_run(site, "CREATE TABLE vicidial_inbound_dids (did_pattern VARCHAR(50), did_route VARCHAR(20), phone VARCHAR(100), "
	            "server_ip VARCHAR(15))");
	outside_run(site, "INSERT INTO vicidial_inbound_dids VALUES ('5550100', 'PHONE', '8302', '10.0.0.12'), "
	            "('5550101', 'EXTEN', '8302', '10.0.0.12'), ('5550102', 'PHONE', '8302', '10.9.9.9')");
	Record *record = front_desk();
	assert_int_equal(record_phone(record, "8302a")->route_count, 1);
	assert_int_equal(record_phone(record, "8302b")->route_count, 1);
	assert_string_equal(record_phone(record, "8302b")->routes[0], "inbound number 5550100");
	record_free(record);
}

/* As logins compare, and cut where there are very many; those of the alias itself are not the phone's. */
static void who_defaults_to_a_phone_is_told_by_its_login(void **state)
{
	(void)state;
	outside_run(site, "UPDATE vicidial_users SET phone_login = '8302A' WHERE user IN ('6001', '6002')");
	outside_run(site, "UPDATE vicidial_users SET phone_login = '8302b' WHERE user BETWEEN '6020' AND '6049' AND user <> '6044'");
	Record *record = front_desk();
	const PhoneRow *a = record_phone(record, "8302a"), *b = record_phone(record, "8302b");
	assert_int_equal(a->user_total, 2);
	assert_string_equal(a->users[1].user, "6002");
	assert_int_equal(b->user_total, 29);
	assert_int_equal(b->user_count, 20);
	assert_int_equal(record->default_user_total, 2);
	record_free(record);
}

static void a_phone_that_changes_says_who_is_sent_to_it(void **state)
{
	(void)state;
	Record *record = front_desk();
	Wish off = { .kind = PLAN_EDIT }, rename = { .kind = PLAN_EDIT };
	off.value[FIELD_ACTIVE] = "N";
	rename.value[FIELD_NAME] = "Reception";
	Plan *plan = plan_make(record, &off), *other = plan_make(record, &rename);
	bool told = false;
	for (size_t i = 0; i < plan->warning_count; i++)
		told = told || strcmp(plan->warnings[i], "Callers are sent to 8302a by call menu main, option 0.") == 0;
	assert_true(told);
	assert_int_equal(other->warning_count, 0);
	plan_free(plan);
	plan_free(other);
	record_free(record);
}

static void without_the_tables_there_are_no_routes(void **state)
{
	(void)state;
	outside_run(site, "DROP TABLE vicidial_inbound_dids, vicidial_call_menu_options");
	Record *record = front_desk();
	assert_int_equal(record_phone(record, "8302a")->route_count, 0);
	record_free(record);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(call_menus_are_told_by_the_login),
		cmocka_unit_test(inbound_numbers_are_told_by_extension_and_server),
		cmocka_unit_test(who_defaults_to_a_phone_is_told_by_its_login),
		cmocka_unit_test(a_phone_that_changes_says_who_is_sent_to_it),
		cmocka_unit_test(without_the_tables_there_are_no_routes),
	};
	return cmocka_run_group_tests(tests, start, end);
}
