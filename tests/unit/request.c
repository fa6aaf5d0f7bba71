/* update_phone_alias in the documented dialect: each line of the tutorial, each refusal, and what the tables and the log say
 * afterwards. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/sys.h"
#include "core/service/change.h"
#include "core/service/request.h"
#include "tests/desk.h"
#include "tests/outside.h"
#include "tests/scratch.h"

#include "tests/tap.h"

static const Connection *site;
static Config config;
static Service *service;
static RequestAnswer last;

static const char *ask(const char *text)
{
	static Query query;
	memset(&query, 0, sizeof query);
	query_read(&query, text, strlen(text), false);
	request_answer(service, &query, "10.1.4.20", &last);
	assert_null(strstr((const char *)&query, "1234"));        /* the password is gone */
	return last.line;
}

#define AS(user) "source=test&function=update_phone_alias&user=" user "&pass=1234&"

static int fresh(void **state)
{
	(void)state;
	outside_run(site, "DELETE FROM phones_alias WHERE alias_id IN ('t100', 't101', 't102')");
	outside_run(site, "DELETE FROM phones WHERE extension IN ('t1', 't2')");
	outside_run(site, "DELETE FROM vicidial_admin_log");
	outside_run(site, "DELETE FROM vicidial_api_log");
	outside_run(site, "UPDATE servers SET rebuild_conf_files='N'");
	outside_run(site, "UPDATE vicidial_users SET failed_login_count=0, failed_login_attempts_today=0, failed_login_count_today=0,"
	                  " vdc_agent_api_access='1', ast_admin_access='1', ast_delete_phones='1', api_allowed_functions='"
	                  " ALL_FUNCTIONS '"
	                  " WHERE user IN ('admin', '6666')");
	outside_run(site, "INSERT INTO phones_alias VALUES ('t100', 'Test desk', 't1a,t1b', '---ALL---'),"
	                  " ('t101', 'Twin', 't1a', '---ALL---'), ('t102', 'twin', 't1b', 'SALES')");
	outside_run(site, "INSERT INTO phones (extension, server_ip, login, protocol, active, template_id) SELECT 't1', server_ip,"
	                  " IF(server_id='dialer1', 't1a', 't1b'), 'SIP', 'Y', '' FROM servers WHERE server_id IN ('dialer1',"
	                  " 'dialer2')");
	outside_run(site, "INSERT INTO phones (extension, server_ip, login, protocol, active, template_id) SELECT 't2', server_ip,"
	                  " IF(server_id='dialer1', 't2a', 't2b'), 'IAX2', 'N', '' FROM servers WHERE server_id IN ('dialer1',"
	                  " 'dialer2')");
	service = desk_open(site, &config);
	return 0;
}

static int closed(void **state)
{
	(void)state;
	service_close(service);
	return 0;
}

static const char *alias_row(void)
{
	return outside_rows(site, "SELECT alias_name, logins_list, user_group FROM phones_alias WHERE alias_id='t100'");
}

static const char *api_log(void)
{
	return outside_rows(site,
	                    "SELECT user, api_script, function, result, result_reason, source, data FROM vicidial_api_log ORDER BY"
	                    " api_id");
}

static void the_tutorials_update_changes_name_phones_protocol_and_active(void **state)
{
	(void)state;
	assert_string_equal(ask(AS("admin") "alias=Test desk&new_alias=TechSupport&extension=t2&protocol=SIP&active=Y"),
	                    "SUCCESS: TechSupport | Alias Updated Successfully for Extension t2");
	assert_int_equal(last.code, ERR_NONE);
	assert_string_equal(alias_row(), "TechSupport|t2a,t2b|---ALL---");
	assert_string_equal(outside_rows(site, "SELECT login, protocol, active FROM phones WHERE extension='t2' ORDER BY login"),
	                    "t2a|SIP|Y\nt2b|SIP|Y");
	assert_string_equal(outside_rows(site,
	                                 "SELECT event_section, event_code, record_id, user, ip_address FROM vicidial_admin_log"
	                                 " ORDER BY admin_log_id"),
	                    "PHONES|ADMIN API UPDATE PHONE|t2|admin|10.1.4.20\nPHONES|ADMIN API UPDATE PHONE|t2|admin|10.1.4.20\n"
	                    "PHONEALIASES|ADMIN API UPDATE PHONE|t100|admin|10.1.4.20");
	assert_string_equal(outside_rows(site, "SELECT server_id FROM servers WHERE rebuild_conf_files='Y' ORDER BY server_id"),
	                    "dialer1\ndialer2");
	assert_string_equal(api_log(),
	                    "admin|non-agent|update_phone_alias|SUCCESS|TechSupport | Alias Updated Successfully for Extension"
	                    " t2|test|Test desk");
}

static void an_alias_is_found_by_id_first_and_by_unique_name(void **state)
{
	(void)state;
	assert_string_equal(ask(AS("admin") "alias=T100&new_alias=By ID"),
	                    "SUCCESS: By ID | Alias Updated Successfully for Extension t1");
	assert_string_equal(ask(AS("admin") "alias=by id&new_alias=By name"),
	                    "SUCCESS: By name | Alias Updated Successfully for Extension t1");
	assert_string_equal(ask(AS("admin") "alias=TWIN&new_alias=X1"), "ERROR: ALIAS NAME IS NOT UNIQUE");
	assert_string_equal(ask(AS("admin") "alias=nobody knows&new_alias=X1"), "ERROR: ALIAS NOT FOUND");
	assert_string_equal(ask(AS("admin") "alias=&new_alias=X1"), "ERROR: ALIAS NOT FOUND");
	assert_string_equal(ask(AS("admin") "alias=\U0001F600 desk&new_alias=X1"), "ERROR: ALIAS NOT FOUND");
}

static void a_delete_wins_over_other_changes(void **state)
{
	(void)state;
	assert_string_equal(ask(AS("admin") "alias=t100&delete_alias=Y&new_alias=X1"),
	                    "SUCCESS: Test desk | Alias Deleted Successfully");
	assert_string_equal(alias_row(), "");
	assert_string_equal(outside_rows(site, "SELECT event_type, event_code, event_notes LIKE '% va1 c=%' FROM vicidial_admin_log"),
	                    "DELETE|ADMIN API DELETE PHONE ALIAS|1");
	assert_string_equal(ask(AS("admin") "alias=t100&delete_alias=Y"), "ERROR: ALIAS NOT FOUND");
}

static void refused_values_change_nothing(void **state)
{
	(void)state;
	assert_string_equal(ask(AS("admin") "alias=t100&extension=t9"), "ERROR: EXTENSION NOT FOUND");
	assert_string_equal(ask(AS("admin") "alias=t100&protocol=DAHDI"), "ERROR: INVALID PROTOCOL");
	assert_string_equal(ask(AS("admin") "alias=t100&active=yes"), "ERROR: ACTIVE MUST BE Y OR N");
	assert_string_equal(ask(AS("admin") "alias=t100&new_alias=X"), "ERROR: INVALID ALIAS NAME");
	assert_string_equal(ask(AS("admin") "alias=t100&new_alias=a;b"), "ERROR: INVALID ALIAS NAME");
	assert_string_equal(ask(AS("admin") "alias=t100"), "ERROR: NO UPDATES DEFINED");
	assert_string_equal(ask(AS("admin") "alias=t100&delete_alias=y"), "ERROR: INVALID REQUEST");
	assert_string_equal(ask(AS("admin") "alias=t100&alias_id=t100&new_alias=X1"), "ERROR: INVALID REQUEST");
	assert_string_equal(ask(AS("admin") "alias=t100&new_alias=%zz"), "ERROR: INVALID REQUEST");
	assert_string_equal(ask(AS("admin") "alias=t100&new_alias=AB&new_alias=AC"), "ERROR: INVALID REQUEST");
	assert_string_equal(alias_row(), "Test desk|t1a,t1b|---ALL---");
	assert_string_equal(outside_ask(site, "SELECT COUNT(*) FROM vicidial_admin_log"), "0");
}

static void values_equal_to_the_stored_ones_succeed_and_write_nothing(void **state)
{
	(void)state;
	assert_string_equal(ask(AS("admin") "alias=t100&new_alias=Test desk&protocol=SIP"),
	                    "SUCCESS: Test desk | Alias Updated Successfully for Extension t1");
	assert_string_equal(outside_ask(site, "SELECT COUNT(*) FROM vicidial_admin_log"), "0");
}

static void who_may_not_is_told_the_same_and_the_log_names_the_right(void **state)
{
	(void)state;
	const char *no = "ERROR: USER DOES NOT HAVE PERMISSION TO USE THIS FUNCTION";
	outside_run(site, "UPDATE vicidial_users SET api_allowed_functions=' update_phone ' WHERE user='admin'");
	assert_string_equal(ask(AS("admin") "alias=t100&new_alias=X1"), no);
	assert_non_null(strstr(last.explanation, "api_allowed_functions"));
	assert_string_equal(ask(AS("6666") "alias=t100&new_alias=X1"), "SUCCESS: X1 | Alias Updated Successfully for Extension t1");
	outside_run(site, "UPDATE vicidial_users SET ast_delete_phones='0' WHERE user='6666'");
	service_close(service);
	Connection where = *site;
	Err err;
	assert_true(service_open(&service, &config, &where, &err));
	assert_string_equal(ask(AS("6666") "alias=t100&delete_alias=Y"), no);
	assert_string_equal(last.explanation, "refused: user 6666 lacks ast_delete_phones");
	outside_run(site,
	            "UPDATE vicidial_users SET vdc_agent_api_access='0', api_allowed_functions='x update_phone_alias ' WHERE"
	            " user='admin'");
	assert_string_equal(ask(AS("admin") "alias=t100&new_alias=X1"), no);
	assert_string_equal(last.explanation, "refused: user admin lacks vdc_agent_api_access");
}

/* The line, and the words on stderr for what the line does not say. */
static void who_is_not_let_in_is_told_why_where_the_document_has_a_word_for_it(void **state)
{
	(void)state;
	static const struct { const char *site, *user, *line, *words; } rows[] = {
		{ "UPDATE vicidial_users SET failed_login_count=10, last_login_date=NOW() WHERE user='admin'", NULL,
		  "ERROR: TOO MANY LOGIN ATTEMPTS, TRY AGAIN IN 15 MINUTES", "" },
		{ "UPDATE vicidial_users SET failed_login_count=0 WHERE user='admin'",
		  "UPDATE system_settings SET allow_ip_lists='1', system_ip_blacklist='BL'", "ERROR: YOUR IP ADDRESS IS NOT ALLOWED", "" },
		{ "UPDATE system_settings SET allow_ip_lists='0', two_factor_auth_hours=24, two_factor_container='2FA'", NULL,
		  "ERROR: INVALID USERNAME OR PASSWORD", "second factor" },
		{ "UPDATE system_settings SET two_factor_container='---DISABLED---'",
		  "UPDATE vicidial_users SET ast_admin_access='0' WHERE user='admin'",
		  "ERROR: USER DOES NOT HAVE PERMISSION TO USE THIS FUNCTION", "lacks ast_admin_access" },
		{ "UPDATE vicidial_users SET ast_admin_access='1', user_level='7' WHERE user='admin'", NULL,
		  "ERROR: USER DOES NOT HAVE PERMISSION TO USE THIS FUNCTION", "lacks user level 8" },
		{ "UPDATE vicidial_users SET user_level='6' WHERE user='admin'", NULL, "ERROR: INVALID USERNAME OR PASSWORD", "" },
		{ "UPDATE vicidial_users SET user_level='9' WHERE user='admin'", NULL,
		  "SUCCESS: Let in | Alias Updated Successfully for Extension t1", "" },
	};
	outside_run(site, "INSERT IGNORE INTO vicidial_ip_list_entries VALUES ('BL', '10.1.4.20')");
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		outside_run(site, rows[i].site);
		if (rows[i].user)
			outside_run(site, rows[i].user);
		service_close(service);
		service = desk_open(site, &config);
		assert_string_equal(ask(AS("admin") "alias=t100&new_alias=Let in"), rows[i].line);
		assert_non_null(strstr(last.explanation, rows[i].words));
	}
	outside_run(site, "UPDATE system_settings SET allow_ip_lists='0', system_ip_blacklist=''");
}

/* Between what the request read and what it writes. */
static void somebody_is_faster(ChangePoint point)
{
	if (point == POINT_INTENT)
		outside_run(site, "UPDATE phones_alias SET alias_name='Faster' WHERE alias_id='t100'");
}

static void an_alias_that_changed_meanwhile_is_left_alone(void **state)
{
	(void)state;
	change_at_point = somebody_is_faster;
	assert_string_equal(ask(AS("admin") "alias=t100&new_alias=Slower"), "ERROR: ALIAS CHANGED MEANWHILE");
	change_at_point = NULL;
	assert_string_equal(alias_row(), "Faster|t1a,t1b|---ALL---");
	assert_string_equal(ask(AS("admin") "alias=t100&alias_id=t100&new_alias=Both"), "ERROR: INVALID REQUEST");
	assert_string_equal(ask(AS("admin") "alias=t100&delete_alias=X"), "ERROR: INVALID REQUEST");
}

static void order_of_checks_is_sign_in_source_function(void **state)
{
	(void)state;
	assert_string_equal(ask("function=x&user=admin&pass=wrong&alias=t100"), "ERROR: INVALID USERNAME OR PASSWORD");
	assert_string_equal(api_log(), "");      /* VICIdial logs no request that did not sign in */
	assert_string_equal(outside_rows(site,
	                                 "SELECT failed_login_count, failed_last_type_today FROM vicidial_users WHERE"
	                                 " user='admin'"), "1|aBAD");
	assert_string_equal(ask("user=admin&pass=1234&source=t&function=x&alias=t100"), "ERROR: INVALID SOURCE");
	assert_string_equal(ask("user=admin&pass=1234&source=test&alias=t100&new_alias=X1"), "ERROR: NO FUNCTION SPECIFIED");
	assert_string_equal(ask("user=admin&pass=1234&source=test&function=version&alias=t100"), "ERROR: NO FUNCTION SPECIFIED");
	assert_string_equal(ask("user=nobody&pass=1234&source=test&function=update_phone_alias&alias=t100&new_alias=X1"),
	                    "ERROR: INVALID USERNAME OR PASSWORD");
	assert_string_equal(ask("alias="), "ERROR: INVALID USERNAME OR PASSWORD");
	assert_string_equal(api_log(),
	                    "admin|non-agent|x|ERROR|INVALID SOURCE|t|t100\nadmin|non-agent||ERROR|NO FUNCTION SPECIFIED|test|t100\n"
	                               "admin|non-agent|version|ERROR|NO FUNCTION SPECIFIED|test|t100");
}

static void many_requests_of_one_user_sign_in_once(void **state)
{
	(void)state;
	ask(AS("admin") "alias=t100&new_alias=First");
	outside_run(site, "UPDATE vicidial_users SET failed_login_count=5 WHERE user='admin'");
	ask(AS("admin") "alias=t100&new_alias=Second");
	assert_string_equal(alias_row(), "Second|t1a,t1b|---ALL---");
	assert_string_equal(outside_ask(site, "SELECT failed_login_count FROM vicidial_users WHERE user='admin'"), "5");
	assert_string_equal(ask("source=test&function=update_phone_alias&user=admin&pass=12345&alias=t100&new_alias=X1"),
	                    "ERROR: INVALID USERNAME OR PASSWORD");
	assert_string_equal(alias_row(), "Second|t1a,t1b|---ALL---");
}

static void a_locked_table_is_no_hang_and_nothing_is_written(void **state)
{
	(void)state;
	outside_run(site, "LOCK TABLES phones_alias READ");
	assert_string_equal(ask(AS("admin") "alias=t100&new_alias=Locked"), "ERROR: DATABASE NOT AVAILABLE");
	outside_run(site, "UNLOCK TABLES");
	assert_non_null(strstr(last.explanation, "lock"));
	assert_string_equal(alias_row(), "Test desk|t1a,t1b|---ALL---");
}

static void a_hostile_name_in_the_answer_is_one_harmless_line(void **state)
{
	(void)state;
	outside_run(site,
	            "UPDATE phones_alias SET alias_name=CONCAT('Evil', CHAR(13), CHAR(10), CHAR(27), '[2J|x') WHERE alias_id='t100'");
	assert_string_equal(ask(AS("admin") "alias=t100&active=Y"),
	                    "SUCCESS: Evil???[2J|x | Alias Updated Successfully for Extension t1");
}

/* Writable memory of this process that holds the text; the text itself stands in memory that is not. */
static size_t copies_in_memory(const char *text)
{
	FILE *maps = fopen("/proc/self/maps", "r"), *memory = fopen("/proc/self/mem", "r");
	char line[400], how[8];
	unsigned long from, to;
	size_t copies = 0, length = strlen(text);
	while (fgets(line, sizeof line, maps)) {
		/* A sanitizer's shadow is writable too, and of many terabytes. */
		if (sscanf(line, "%lx-%lx %7s", &from, &to, how) != 3 || how[1] != 'w' || strstr(line, "[v") || to - from > 1UL << 28)
			continue;
		char *bytes = malloc(to - from);
		fseek(memory, (long)from, SEEK_SET);
		size_t got = fread(bytes, 1, to - from, memory);
		for (const char *at = bytes; got && (at = memmem(at, got - (size_t)(at - bytes), text, length)) != NULL; at++)
			copies++;
		memset(bytes, 0, to - from);
		free(bytes);
	}
	fclose(maps);
	fclose(memory);
	return copies;
}

static void the_password_is_nowhere_in_memory_afterwards(void **state)
{
	(void)state;
	static Query query;
	char text[200];
	outside_run(site, "UPDATE vicidial_users SET pass=CONCAT('Mk9x', 'Z7qTt') WHERE user='admin'");
	snprintf(text, sizeof text, "source=test&function=update_phone_alias&user=admin&pass=%s&alias=t100&new_alias=Marked",
	         "Mk9xZ7qTt");
	query = (Query){ 0 };
	query_read(&query, text, strlen(text), false);
	memset(text, 0, sizeof text);
	request_answer(service, &query, "10.1.4.20", &last);
	outside_run(site, "UPDATE vicidial_users SET pass='1234' WHERE user='admin'");
	assert_string_equal(last.line, "SUCCESS: Marked | Alias Updated Successfully for Extension t1");
	static char kept[] = "this is found";
	assert_true(copies_in_memory(kept) > 0);
	assert_int_equal(copies_in_memory("Mk9xZ7qTt"), 0);
}

static void the_audit_log_tells_source_address_and_dialect(void **state)
{
	(void)state;
	ask(AS("admin") "alias=t100&new_alias=Logged");
	service_close(service);
	service = NULL;
	assert_string_equal(outside_log(config.audit,
	                                "SELECT actor, json_extract(payload, '$.from.dialect'), json_extract(payload,"
	                                " '$.from.source'),"
	                                " json_extract(payload, '$.from.address'), instr(payload, '1234') FROM event"
	                                " WHERE kind='INTENT' ORDER BY seq DESC LIMIT 1"),
	                    "admin|documented|test|10.1.4.20|0");
}

int main(void)
{
	site = scratch_database();
	config = desk_config("audit/audit.db");
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(the_tutorials_update_changes_name_phones_protocol_and_active, fresh, closed),
		cmocka_unit_test_setup_teardown(an_alias_is_found_by_id_first_and_by_unique_name, fresh, closed),
		cmocka_unit_test_setup_teardown(a_delete_wins_over_other_changes, fresh, closed),
		cmocka_unit_test_setup_teardown(refused_values_change_nothing, fresh, closed),
		cmocka_unit_test_setup_teardown(values_equal_to_the_stored_ones_succeed_and_write_nothing, fresh, closed),
		cmocka_unit_test_setup_teardown(who_may_not_is_told_the_same_and_the_log_names_the_right, fresh, closed),
		cmocka_unit_test_setup_teardown(who_is_not_let_in_is_told_why_where_the_document_has_a_word_for_it, fresh, closed),
		cmocka_unit_test_setup_teardown(an_alias_that_changed_meanwhile_is_left_alone, fresh, closed),
		cmocka_unit_test_setup_teardown(order_of_checks_is_sign_in_source_function, fresh, closed),
		cmocka_unit_test_setup_teardown(many_requests_of_one_user_sign_in_once, fresh, closed),
		cmocka_unit_test_setup_teardown(a_locked_table_is_no_hang_and_nothing_is_written, fresh, closed),
		cmocka_unit_test_setup_teardown(a_hostile_name_in_the_answer_is_one_harmless_line, fresh, closed),
		cmocka_unit_test_setup_teardown(the_password_is_nowhere_in_memory_afterwards, fresh, closed),
		cmocka_unit_test_setup_teardown(the_audit_log_tells_source_address_and_dialect, fresh, closed),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	outside_close();
	return failed;
}
