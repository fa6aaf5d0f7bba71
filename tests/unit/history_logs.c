/* The history of an alias through the one door: both real logs, who may see it, and who changed it last. Each test has an alias of
 * its own: the audit log forgets nothing. */
#include <string.h>

#include "core/service/ops.h"
#include "tests/desk.h"
#include "tests/outside.h"
#include "tests/scratch.h"

#include "tests/tap.h"

static const Connection *site;
static Config config;

static Service *signed_in(const char *user)
{
	return desk_sign_in(site, &config, user);
}

static void web_saves(const char *alias, const char *type, const char *sql)
{
	outside_runf(site, "INSERT INTO vicidial_admin_log (event_date, user, ip_address, event_section, event_type, record_id, event_code, event_sql,"
	                   " event_notes) VALUES (NOW(), 'jsmith', '10.1.4.20', 'PHONEALIASES', '%s', '%s', 'ADMIN %s PHONE ALIAS', \"%s\", '')",
	             type, alias, type, sql);
}

static int fresh_rows(void **state)
{
	(void)state;
	outside_run(site, "DELETE FROM vicidial_admin_log");
	outside_run(site, "DELETE FROM phones_alias WHERE alias_id LIKE 'h10%'");
	outside_run(site, "INSERT INTO phones_alias SELECT CONCAT('h10', seq), 'First', '8301a', 'SALES' FROM seq_1_to_5");
	return 0;
}

static void a_web_edit_stands_between_ours(void **state)
{
	(void)state;
	Service *service = signed_in("6666");
	Reply reply;
	Err err;
	desk_change(service, "h101", &(Wish){ .value[FIELD_NAME] = "Second" });
	outside_run(site, "UPDATE phones_alias SET logins_list = '8301a,8301b' WHERE alias_id = 'h101'");
	web_saves("h101", "MODIFY", "UPDATE phones_alias set alias_name='Second', logins_list='8301a,8301b', user_group='SALES' where alias_id='h101'|");
	desk_change(service, "h101", &(Wish){ .value[FIELD_NAME] = "Third" });
	desk_change(service, "h105", &(Wish){ .value[FIELD_NAME] = "Another alias" });
	assert_int_equal(desk_ask(service, OP_HISTORY, "h101", &reply, &err), ERR_NONE);
	const History *history = reply.history;
	assert_int_equal(history->count, 3);
	assert_string_equal(history->versions[0].what, "name");
	assert_string_equal(history->versions[1].what, "phones +8301b");
	assert_int_equal(history->versions[1].source, BY_WEB);
	assert_string_equal(history->versions[1].admin, "jsmith");
	assert_string_equal(history->versions[2].after.of[COLUMN_ALIAS_NAME], "Second");
	assert_true(history->exists && history->versions[0].seq > history->versions[2].seq);
	assert_int_equal(strncmp(history->standing, "as stored, matches #", 20), 0);
	assert_string_equal(history->now.of[COLUMN_LOGINS_LIST], "8301a,8301b");
	reply_free(&reply);
	service_close(service);
}

/* The log of another host's console has the intent; here only its anchor tells of it. */
static void changes_of_another_console_are_called_so(void **state)
{
	(void)state;
	Service *service = signed_in("6666");
	Reply reply;
	Err err;
	web_saves("h102", "MODIFY", "UPDATE phones_alias set alias_name='First', logins_list='8301a', user_group='SALES' where alias_id='h102'|");
	outside_run(site, "UPDATE vicidial_admin_log SET event_notes = '| va1 c=00010203 s=7 h=00112233445566778899aabbccddeeff"
	                  " op=00112233445566778899aabbccddeeff n=1'");
	assert_int_equal(desk_ask(service, OP_HISTORY, "h102", &reply, &err), ERR_NONE);
	assert_int_equal(reply.history->count, 1);
	assert_int_equal(reply.history->versions[0].source, BY_ANOTHER_HOST);
	reply_free(&reply);
	service_close(service);
}

static void of_an_alias_outside_the_groups_there_is_no_history(void **state)
{
	(void)state;
	Service *all = signed_in("6666"), *night = signed_in("night");
	Reply reply;
	Err err;
	desk_change(all, "h103", &(Wish){ .value[FIELD_NAME] = "Second" });
	assert_int_equal(desk_ask(night, OP_HISTORY, "h103", &reply, &err), ERR_NOT_FOUND);
	assert_string_equal(err.text, "There is no alias h103.");
	assert_null(reply.history);
	desk_change(all, "h103", &(Wish){ .kind = PLAN_DELETE });
	assert_int_equal(desk_ask(night, OP_HISTORY, "h103", &reply, &err), ERR_NOT_FOUND);
	assert_int_equal(desk_ask(all, OP_HISTORY, "h103", &reply, &err), ERR_NONE);
	assert_false(reply.history->exists);
	assert_string_equal(reply.history->standing, "deleted");
	reply_free(&reply);
	service_close(night);
	service_close(all);
}

static void the_last_change_says_who_and_what_by_whichever_log_is_newer(void **state)
{
	(void)state;
	Service *service = signed_in("6666");
	Reply reply;
	Err err;
	assert_int_equal(desk_ask(service, OP_LAST_CHANGE, "h104", &reply, &err), ERR_NONE);
	assert_int_equal(reply.last.at_us, 0);
	desk_change(service, "h104", &(Wish){ .value[FIELD_NAME] = "Second" });
	assert_int_equal(desk_ask(service, OP_LAST_CHANGE, "h104", &reply, &err), ERR_NONE);
	assert_string_equal(reply.last.user, "6666");
	assert_string_equal(reply.last.by, "vicialias");
	assert_string_equal(reply.last.what, "name");
	web_saves("h104", "MODIFY", "UPDATE phones_alias set alias_name='Second', logins_list='8301b', user_group='SALES' where alias_id='h104'|");
	assert_int_equal(desk_ask(service, OP_LAST_CHANGE, "h104", &reply, &err), ERR_NONE);
	assert_string_equal(reply.last.user, "jsmith");
	assert_string_equal(reply.last.by, "web page");
	assert_string_equal(reply.last.what, "phones +8301b -8301a");
	assert_string_equal(reply.last.alias.text, "h104");
	reply_free(&reply);
	service_close(service);
}

/* A row that is otherwise than the newest logged change left it: somebody wrote past every log. */
static void what_no_log_tells_of_is_drift(void **state)
{
	(void)state;
	Service *service = signed_in("6666");
	Reply reply;
	Err err;
	desk_change(service, "h104", &(Wish){ .value[FIELD_NAME] = "Second" });
	assert_int_equal(desk_ask(service, OP_LAST_CHANGE, "h104", &reply, &err), ERR_NONE);
	assert_string_equal(reply.last.drift, "");
	outside_run(site, "UPDATE phones_alias SET alias_name='Third' WHERE alias_id='h104'");
	assert_int_equal(desk_ask(service, OP_LAST_CHANGE, "h104", &reply, &err), ERR_NONE);
	assert_string_equal(reply.last.drift, "name");
	assert_string_equal(reply.last.user, "6666");
	desk_change(service, "h104", &(Wish){ .value[FIELD_NAME] = "Fourth" });
	assert_int_equal(desk_ask(service, OP_LAST_CHANGE, "h104", &reply, &err), ERR_NONE);
	assert_string_equal(reply.last.drift, "");
	outside_run(site, "DELETE FROM phones_alias WHERE alias_id='h104'");
	assert_int_equal(desk_ask(service, OP_LAST_CHANGE, "h104", &reply, &err), ERR_NONE);
	assert_string_equal(reply.last.drift, "");
	service_close(service);
}

int main(void)
{
	site = scratch_database();
	config = desk_config("audit/audit.db");
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(a_web_edit_stands_between_ours, fresh_rows),
		cmocka_unit_test_setup(changes_of_another_console_are_called_so, fresh_rows),
		cmocka_unit_test_setup(of_an_alias_outside_the_groups_there_is_no_history, fresh_rows),
		cmocka_unit_test_setup(the_last_change_says_who_and_what_by_whichever_log_is_newer, fresh_rows),
		cmocka_unit_test_setup(what_no_log_tells_of_is_drift, fresh_rows),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	outside_close();
	return failed;
}
