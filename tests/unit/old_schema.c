/* On the tables of VICIdials of other years, and in other engines and charsets: an admin signs in, sees the list, renames an alias,
 * changes its phones, takes it back, and the rows are as before, byte for byte. What a site's tables lack is not asked of them. */
#include <string.h>

#include "core/base/text.h"
#include "tests/desk.h"
#include "tests/outside.h"
#include "tests/server.h"
#include "tests/tap.h"

static DatabaseServer server;
static Config         config;

/* InnoDB is there for those whose upgrade made tables in it. */
static int make_site(void **state)
{
	static const SqlId parts[] = { SQL_DEMO_SITE, SQL_DEMO_USERS, SQL_DEMO_PHONES, SQL_DEMO_ALIASES };
	(void)state;
	Text setup = { 0 };
	config = desk_config("log/audit.db");
	server_make_database(&server, "old");
	server_add_site(&setup, "cron1234");
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		text_add(&setup, builtin_sql(parts[i]));
	text_add(&setup, "CREATE DATABASE kept;\n");
	server_start_database(&server, setup.bytes, (const char *[]){ "--innodb=ON", NULL });
	text_free(&setup);
	return 0;
}

static int end_site(void **state)
{
	(void)state;
	server_stop_database(&server);
	return 0;
}

static const char *const tables[] = { "phones_alias", "phones", "servers", "vicidial_users", "vicidial_user_groups",
                                     "system_settings",
                                      "vicidial_admin_log", "vicidial_user_log" };

/* '@' in the statement stands for the table. */
static void for_each_table(const char *sql)
{
	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
		Text one = { 0 };
		for (const char *at = sql; *at; at++)
			text_add_bytes(&one, *at == '@' ? tables[i] : at, *at == '@' ? strlen(tables[i]) : 1);
		outside_run(&server.root, one.bytes);
		text_free(&one);
	}
}

static int keep_tables(void **state)
{
	(void)state;
	for_each_table("DROP TABLE IF EXISTS kept.@");
	for_each_table("CREATE TABLE kept.@ LIKE @");
	for_each_table("INSERT INTO kept.@ SELECT * FROM @");
	return 0;
}

static int put_tables_back(void **state)
{
	(void)state;
	for_each_table("DROP TABLE @");
	for_each_table("CREATE TABLE @ LIKE kept.@");
	for_each_table("INSERT INTO @ SELECT * FROM kept.@");
	return 0;
}

static void drop_columns(const char *table, const char *const *columns)
{
	for (; *columns; columns++)
		outside_runf(&server.root, "ALTER TABLE %s DROP COLUMN %s", table, *columns);
}
#define DROP(table, ...) drop_columns(table, (const char *const[]){ __VA_ARGS__, NULL })

static Service *cron_signs_in(void)
{
	Connection where = { .host = "127.0.0.1", .database = "asterisk", .user = "cron", .password = "cron1234",
	                    .port = server.port };
	return desk_sign_in(&where, &config, "6666");
}

static size_t list_aliases(Service *service)
{
	Reply reply;
	desk_run(service, &(Request){ .op = OP_LOAD }, &reply);
	size_t count = reply.catalog->alias_count;
	reply_free(&reply);
	return count;
}

/* All bytes that a change of 8303x may touch, but the log. */
static void stored(char *out, size_t cap)
{
	size_t used = text_format(out, cap, "%s\n",
	                          outside_rows(&server.root, "SELECT HEX(alias_name), HEX(logins_list) FROM phones_alias WHERE"
	                                                     " alias_id = '8303x'"));
	text_copy(out + used, cap - used, outside_rows(&server.root, "SELECT HEX(login), HEX(protocol), HEX(active) FROM phones"
	                                               " WHERE login LIKE '8303%' ORDER BY login"));
}

static void the_main_job_is_done_and_taken_back(void)
{
	char before[2000], after[2000];
	Service *service = cron_signs_in();
	assert_true(list_aliases(service) > 100);
	stored(before, sizeof before);
	int64_t seq = desk_change(service, "8303x", &(Wish){ .value = { [FIELD_NAME] = "Renamed", [FIELD_PROTOCOL] = "IAX2" } });
	assert_string_equal(outside_ask(&server.root, "SELECT alias_name FROM phones_alias WHERE alias_id = '8303x'"), "Renamed");
	assert_string_equal(outside_ask(&server.root,
	                                "SELECT GROUP_CONCAT(DISTINCT protocol) FROM phones WHERE login IN ('8303a',"
	                                " '8303b')"), "IAX2");
	desk_undo(service, seq);
	stored(after, sizeof after);
	assert_string_equal(after, before);
	int64_t deleted = desk_change(service, "8303x", &(Wish){ .kind = PLAN_DELETE });
	desk_undo(service, deleted);
	stored(after, sizeof after);
	assert_string_equal(after, before);
	service_close(service);
}

static void as_it_is_today(void **state)
{
	(void)state;
	the_main_job_is_done_and_taken_back();
}

static void before_daily_failure_columns(void **state)
{
	(void)state;
	DROP("vicidial_users", "failed_login_attempts_today", "failed_login_count_today", "failed_last_ip_today",
	     "failed_last_type_today");
	the_main_job_is_done_and_taken_back();
}

static void before_pjsip(void **state)
{
	(void)state;
	DROP("vicidial_users", "failed_login_attempts_today", "failed_login_count_today", "failed_last_ip_today",
	     "failed_last_type_today");
	outside_run(&server.root, "UPDATE phones SET protocol = 'SIP' WHERE protocol = 'PJSIP'");
	outside_run(&server.root, "ALTER TABLE phones MODIFY protocol ENUM('SIP','Zap','IAX2','EXTERNAL') DEFAULT 'SIP'");
	DROP("system_settings", "allowed_sip_stacks");
	Service *service = cron_signs_in();
	Plan *plan = desk_plan(service, "8303x", &(Wish){ .value = { [FIELD_PROTOCOL] = "PJSIP" } });
	assert_int_equal(plan->problem_count, 1);
	plan_free(plan);
	service_close(service);
	the_main_job_is_done_and_taken_back();
}

static void before_two_factors_ip_lists_and_peer_status(void **state)
{
	(void)state;
	DROP("vicidial_users", "failed_login_attempts_today", "failed_login_count_today", "failed_last_ip_today",
	     "failed_last_type_today",
	     "two_factor_override", "ignore_ip_list", "api_only_user", "api_allowed_functions");
	DROP("system_settings", "allowed_sip_stacks", "two_factor_auth_hours", "two_factor_container", "allow_ip_lists",
	     "system_ip_blacklist");
	DROP("vicidial_user_groups", "admin_ip_list", "api_ip_list");
	DROP("phones", "peer_status", "ping_time");
	the_main_job_is_done_and_taken_back();
}

static void before_user_groups_hashes_and_lockouts(void **state)
{
	(void)state;
	DROP("phones_alias", "user_group");
	DROP("phones", "user_group", "peer_status", "ping_time");
	DROP("servers", "user_group", "conf_engine");
	DROP("vicidial_admin_log", "user_group");
	DROP("vicidial_users", "failed_login_attempts_today", "failed_login_count_today", "failed_last_ip_today",
	     "failed_last_type_today",
	     "two_factor_override", "ignore_ip_list", "api_only_user", "api_allowed_functions", "failed_login_count", "last_login_date", "last_ip",
	     "pass_hash", "force_change_password", "modify_phones");
	DROP("system_settings", "allowed_sip_stacks", "two_factor_auth_hours", "two_factor_container", "allow_ip_lists",
	     "system_ip_blacklist",
	     "pass_hash_enabled", "pass_key", "pass_cost", "level_8_disable_add", "first_login_trigger");
	DROP("vicidial_user_groups", "admin_viewable_groups", "admin_ip_list", "api_ip_list");
	the_main_job_is_done_and_taken_back();
}

static void tables_in_latin1(void **state)
{
	(void)state;
	for_each_table("ALTER TABLE @ CONVERT TO CHARACTER SET latin1");
	outside_run(&server.root, "UPDATE phones_alias SET alias_name = UNHEX('4EE46865') WHERE alias_id = '8303x'");
	the_main_job_is_done_and_taken_back();
}

static void tables_in_innodb(void **state)
{
	(void)state;
	for_each_table("ALTER TABLE @ ENGINE = InnoDB");
	assert_string_equal(outside_ask(&server.root,
	                                "SELECT ENGINE FROM information_schema.TABLES WHERE TABLE_NAME = 'phones_alias' AND"
	                                " TABLE_SCHEMA = 'asterisk'"), "InnoDB");
	the_main_job_is_done_and_taken_back();
}

int main(void)
{
#define ERA(name) cmocka_unit_test_setup_teardown(name, keep_tables, put_tables_back)
	const struct CMUnitTest tests[] = {
		ERA(as_it_is_today),
		ERA(before_daily_failure_columns),
		ERA(before_pjsip),
		ERA(before_two_factors_ip_lists_and_peer_status),
		ERA(before_user_groups_hashes_and_lockouts),
		ERA(tables_in_latin1),
		ERA(tables_in_innodb),
	};
	return cmocka_run_group_tests(tests, make_site, end_site);
}
