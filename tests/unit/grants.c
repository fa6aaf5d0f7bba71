/* On a server with real accounts, as a call centre has it: the stock rights of VICIdial's database user are enough, a wrong
 * password and a missing right are said with what to do, "localhost" finds a server whose socket is elsewhere, and no phone's
 * password leaves the server. */
#include <stdio.h>
#include <string.h>

#include "core/base/sys.h"
#include "core/base/text.h"
#include "core/data/vicidial.h"
#include "tests/outside.h"
#include "tests/scratch.h"
#include "tests/server.h"
#include "tests/tap.h"

static DatabaseServer server;
static Err            err;

static bool opens(Connection where, const char *password, Database **out)
{
	static uint8_t session[16] = { 3 };
	session[1]++;
	text_copy(where.password, sizeof where.password, password);
	text_copy(where.source, sizeof where.source, "/etc/astguiclient.conf");
	return database_open(out, &where, session, 0, &err);
}

static int start(void **state)
{
	(void)state;
	server_make_database(&server, "granted");
	server_start_database(&server, "CREATE DATABASE asterisk;\n", NULL);
	return 0;
}

static int end(void **state)
{
	(void)state;
	server_stop_database(&server);
	return 0;
}

/* The demo's tables, and cron as VICIdial's installation grants it. */
static int stock_rights(void **state)
{
	(void)state;
	Text site = { 0 };
	outside_run(&server.root, "DROP DATABASE asterisk");
	outside_run(&server.root, "DROP USER IF EXISTS cron@'127.0.0.1'");
	server_add_site(&site, "1234");
	text_add(&site, "INSERT INTO phones_alias VALUES ('t1', 'first', 'a,b', '---ALL---');\n");
	for (char *at = site.bytes, *stop; (stop = strstr(at, ";\n")) != NULL; at = stop + 2) {
		*stop = '\0';
		outside_run(&server.root, at);
	}
	text_free(&site);
	return 0;
}

static Connection cron(const char *host)
{
	Connection where = { .user = "cron", .database = "asterisk", .port = server.port };
	text_copy(where.host, sizeof where.host, host);
	return where;
}

static Database *open_cron(void)
{
	Database *db;
	if (!opens(cron("127.0.0.1"), "1234", &db))
		fail_msg("%s", err.text);
	return db;
}

static void says(const char *words)
{
	if (!strstr(err.text, words))
		fail_msg("\"%s\" is not in \"%s\"", words, err.text);
}

static void gather(void *context, bool ok, const char *sentence)
{
	text_addf(context, "%s %s\n", ok ? "+" : "-", sentence);
}

static Step rename_step(void)
{
	return (Step){ .kind = PLAN_EDIT, .table = TABLE_ALIAS, .column_count = 4, .columns = {
		{ .column = COLUMN_ALIAS_ID, .before = value_text("t1") },
		{ .column = COLUMN_ALIAS_NAME, .before = value_text("first"), .after = value_text("second"), .writes = true },
		{ .column = COLUMN_LOGINS_LIST, .before = value_text("a,b") },
		{ .column = COLUMN_USER_GROUP, .before = value_text(GROUP_ALL) },
	} };
}

static void stock_rights_are_enough(void **state)
{
	(void)state;
	Database *db = open_cron();
	Text said = { 0 };
	Written written;
	Step step = rename_step();
	assert_true(vicidial_check(db, gather, &said, &err));
	if (strstr(said.bytes, "- "))
		fail_msg("%s", said.bytes);
	assert_true(vicidial_write_step(db, &step, &written, &err));
	assert_int_equal(written.matched, 1);
	text_free(&said);
	database_close(db);
}

static void localhost_with_its_socket_elsewhere_is_found(void **state)
{
	(void)state;
	Database *db;
	if (!opens(cron("localhost"), "1234", &db))
		fail_msg("%s", err.text);
	assert_string_equal(database_info(db)->told, "localhost has no socket where the client library looks for it: connected to 127.0.0.1 instead.");
	assert_true(database_info(db)->local);
	database_close(db);
}

static void wrong_password_names_the_user_and_the_file_only(void **state)
{
	(void)state;
	Database *db;
	assert_false(opens(cron("127.0.0.1"), "marker", &db));
	assert_int_equal(err.code, ERR_OFFLINE);
	says("refuses user cron: VARDB_user or VARDB_pass in /etc/astguiclient.conf is wrong");
	assert_null(strstr(err.text, "marker"));
}

static void database_without_rights_is_said(void **state)
{
	(void)state;
	Database *db;
	Connection where = cron("127.0.0.1");
	strcpy(where.database, "mysql");
	assert_false(opens(where, "1234", &db));
	says("User cron may not use the database mysql at 127.0.0.1");
}

static void each_missing_right_is_asked_for(void **state)
{
	(void)state;
	Text said = { 0 };
	Written written;
	Step step = rename_step();
	outside_run(&server.root, "REVOKE UPDATE, DELETE ON asterisk.* FROM cron@'127.0.0.1'");
	Database *db = open_cron();
	assert_true(vicidial_check(db, gather, &said, &err));
	assert_non_null(strstr(said.bytes, "Ask your DBA for: GRANT UPDATE ON asterisk.phones TO 'cron'@'127.0.0.1';"));
	assert_non_null(strstr(said.bytes, "Ask your DBA for: GRANT DELETE ON asterisk.phones_alias TO 'cron'@'127.0.0.1';"));
	assert_null(strstr(said.bytes, "GRANT SELECT"));
	assert_false(vicidial_write_step(db, &step, &written, &err));
	assert_int_equal(err.code, ERR_STORE);
	says("UPDATE command denied to user 'cron'@");
	says("vicialias --check");
	text_free(&said);
	database_close(db);
}

static HealthReport *health_of_all(Database *db)
{
	static const GroupScope everything = { .all = true };
	HealthReport *report;
	if (!vicidial_health(db, &everything, NULL, NULL, &report, &err))
		fail_msg("%s", err.text);
	return report;
}

/* What stands in a statement as a word of its own, outside of the digest that the server makes. */
static bool names_password(const char *statement)
{
	static const char digest[] = "SHA2(CONCAT(secret, HEX(WEIGHT_STRING(RTRIM(IFNULL(pass, ''))))), 256)";
	const char *in = strstr(statement, digest), *rest = in ? in + strlen(digest) : statement;
	return strstr(rest, "pass") || strstr(statement, "conf_secret") || (in && strstr(statement, "pass") < in);
}

/* By the server's own log of what it was asked. */
static void no_password_leaves_the_server(void **state)
{
	(void)state;
	char path[300], line[2000];
	size_t statements = 0, of_phones = 0;
	outside_runf(&server.root, "SET GLOBAL general_log_file = '%s'", scratch_path(path, sizeof path, "asked.log"));
	outside_run(&server.root, "SET GLOBAL log_output = 'FILE'");
	outside_run(&server.root, "SET GLOBAL general_log = ON");
	Database *db = open_cron();
	health_report_free(health_of_all(db));
	database_close(db);
	outside_run(&server.root, "SET GLOBAL general_log = OFF");
	FILE *log = fopen(path, "r");
	assert_non_null(log);
	for (; fgets(line, sizeof line, log); statements++) {
		of_phones += strstr(line, "SHA2(") != NULL;
		if (!strstr(line, "column_name") && names_password(line))
			fail_msg("%s", line);
	}
	fclose(log);
	assert_true(statements > 5);
	assert_int_equal(of_phones, 2);              /* two lines of one statement: the digests, what is mixed in */
}

/* A DBA may keep the phones' passwords from the database user. */
static void passwords_that_may_not_be_read_are_not_compared(void **state)
{
	(void)state;
	static const char *const tables[] = { "phones_alias", "servers", "system_settings", "vicidial_user_groups" };
	outside_run(&server.root, "REVOKE SELECT ON asterisk.* FROM cron@'127.0.0.1'");
	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
		outside_runf(&server.root, "GRANT SELECT ON asterisk.%s TO cron@'127.0.0.1'", tables[i]);
	outside_run(&server.root, "GRANT SELECT (extension, login, server_ip, user_group, protocol, active, peer_status, ping_time) ON asterisk.phones "
	            "TO cron@'127.0.0.1'");
	Database *db = open_cron();
	HealthReport *report = health_of_all(db);
	assert_false(report->passwords || report->log.read);
	assert_int_equal(report->of[FINDING_MISSING].count, 1);
	health_report_free(report);
	database_close(db);
}

static void replica_is_recognised(void **state)
{
	(void)state;
	Text said = { 0 };
	Written written;
	Step step = rename_step();
	outside_run(&server.root, "SET GLOBAL read_only = 1");
	Database *db = open_cron();
	assert_true(database_info(db)->read_only);
	assert_true(vicidial_check(db, gather, &said, &err));
	assert_non_null(strstr(said.bytes, "- The database server is read-only"));
	assert_false(vicidial_write_step(db, &step, &written, &err));
	says("read-only (a replica?), so nothing was written");
	outside_run(&server.root, "SET GLOBAL read_only = 0");
	text_free(&said);
	database_close(db);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(stock_rights_are_enough, stock_rights),
		cmocka_unit_test_setup(localhost_with_its_socket_elsewhere_is_found, stock_rights),
		cmocka_unit_test_setup(wrong_password_names_the_user_and_the_file_only, stock_rights),
		cmocka_unit_test_setup(database_without_rights_is_said, stock_rights),
		cmocka_unit_test_setup(each_missing_right_is_asked_for, stock_rights),
		cmocka_unit_test_setup(no_password_leaves_the_server, stock_rights),
		cmocka_unit_test_setup(passwords_that_may_not_be_read_are_not_compared, stock_rights),
		cmocka_unit_test_setup(replica_is_recognised, stock_rights),
	};
	return cmocka_run_group_tests(tests, start, end);
}
