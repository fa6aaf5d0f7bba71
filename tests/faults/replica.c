/* A primary and its replica, as a site has them that outgrew one server: the replica is recognised and browsed read-only, in
 * words; nothing is settled by what a replica shows; after a switch-over the console goes on with the new primary, and what
 * was under way when the old one died is settled there. A primary that lives on as a replica is looked at, until its name leads
 * to one that takes changes. */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/base/sys.h"
#include "core/service/change.h"
#include "tests/faults/ground.h"
#include "tests/journeys/pty.h"
#include "tests/outside.h"
#include "tests/scratch.h"
#include "tests/server.h"
#include "tests/tap.h"

enum { PATIENCE_MS = 20000 };

static DatabaseServer primary, replica;
static char           conf[SERVER_PATH];     /* the connection file, which says who is the primary */
static Config         config;

static void name_points_to(const DatabaseServer *server)
{
	FILE *file = fopen(conf, "w");
	assert_non_null(file);
	fprintf(file, "VARDB_server => 127.0.0.1\nVARDB_port => %u\nVARDB_database => asterisk\nVARDB_user => cron\nVARDB_pass => 1234\n"
	              "VARserver_ip => 10.0.0.9\n", server->port);
	fclose(file);
	chmod(conf, 0600);
}

static Service *signed_in(const DatabaseServer *server, Reply *reply)
{
	Connection where = { .database = "asterisk", .user = "cron", .password = "1234", .host = "127.0.0.1", .port = server->port };
	text_copy(where.source, sizeof where.source, conf);
	Service *service = desk_open(&where, &config);
	desk_sign_in_to(service, "6666", reply);
	return service;
}

static void renamed(Service *service, const char *name)
{
	Reply reply;
	Err err;
	if (ground_rename(service, "8302x", name, false, &reply, &err) != ERR_NONE)
		fail_msg("%s", err.text);
	reply_free(&reply);
}

static void wait_for_name(const DatabaseServer *server, const char *name)
{
	int64_t until = sys_monotonic_ms() + PATIENCE_MS;
	while (strcmp(outside_ask(&server->root, "SELECT alias_name FROM phones_alias WHERE alias_id='8302x'"), name) != 0)
		assert_true(sys_monotonic_ms() < until);
}

static void a_replica_is_browsed_and_nothing_is_written(void **state)
{
	(void)state;
	Reply reply;
	Err err;
	Service *service = signed_in(&primary, &reply);
	assert_false(service_info(service)->read_only);
	renamed(service, "Through the primary");
	service_close(service);
	wait_for_name(&replica, "Through the primary");

	service = signed_in(&replica, &reply);
	assert_true(service_info(service)->read_only);
	assert_int_equal(reply.admin.rights, RIGHT_READ);
	assert_int_equal(desk_ask(service, OP_LOAD, NULL, &reply, &err), ERR_NONE);
	assert_true(reply.catalog->alias_count > 0);
	reply_free(&reply);
	assert_int_equal(ground_rename(service, "8302x", "Through the replica", false, &reply, &err), ERR_STORE);
	assert_string_equal(err.text, "8302x was not saved: the database server is read-only (a replica?).");
	reply_free(&reply);
	service_close(service);
}

static void die(ChangePoint point)
{
	if (point == POINT_STEP)
		kill(getpid(), SIGKILL);
}

static void what_a_replica_shows_settles_nothing(void **state)
{
	(void)state;
	int status;
	Reply reply;
	Err err;
	pid_t child = fork();
	if (child == 0) {
		Service *service = signed_in(&primary, &reply);
		change_at_point = die;
		renamed(service, "Half way");
		_exit(0);
	}
	waitpid(child, &status, 0);
	assert_true(WIFSIGNALED(status));
	Service *service = signed_in(&replica, &reply);
	assert_int_equal(reply.settled_total, 0);
	assert_int_equal(desk_ask(service, OP_RECONCILE, NULL, &reply, &err), ERR_DENIED);
	assert_string_equal(err.text, "Nothing was settled: the database server is read-only (a replica?), and may be behind.");
	service_close(service);
	service = signed_in(&primary, &reply);
	assert_int_equal(reply.settled_total, 1);
	assert_non_null(strstr(reply.settled[0], "was made; VICIdial's log row was added."));
	service_close(service);
}

static void roles_change(bool to_replica)
{
	outside_run(&primary.root, to_replica ? "SET GLOBAL read_only = 1" : "SET GLOBAL read_only = 0");
	outside_run(&replica.root, to_replica ? "SET GLOBAL read_only = 0" : "SET GLOBAL read_only = 1");
}

static int64_t sessions_begun(const Service *service)
{
	AuditQuery query = { .filter = "action:session", .limit = 1 };
	AuditPage *page;
	Audit *audit;
	Err err;
	assert_true(audit_open(&audit, service_info(service)->audit_path, AUDIT_READ, &err));
	assert_true(audit_page(audit, &query, &page, &err));
	int64_t count = (int64_t)page->matched;
	audit_page_free(page);
	audit_close(audit);
	return count;
}

static void seek(Service *service, ErrCode comes_to, Reply *reply)
{
	Err err = { 0 };
	Request request = { .op = OP_RECONNECT, .writable = true };
	assert_int_equal(ops_run(service, &request, reply, NULL, NULL, &err), comes_to == ERR_NONE);
	assert_int_equal(err.code, comes_to);
	if (comes_to != ERR_NONE)
		assert_non_null(strstr(err.text, "is read-only (a replica?)."));
}

/* Its connections live on. What is tried in vain leaves no trace. */
static void a_demoted_primary_is_looked_at_until_its_name_leads_to_another(void **state)
{
	(void)state;
	Reply reply;
	Err err;
	Service *service = signed_in(&primary, &reply);
	outside_run(&primary.root, "SET GLOBAL read_only = 1");
	assert_int_equal(ground_rename(service, "8302x", "Refused", false, &reply, &err), ERR_READ_ONLY);
	assert_non_null(strstr(err.text, "8302x was not saved. The database server is read-only (a replica?), so nothing was"));
	reply_free(&reply);
	assert_int_equal(desk_ask(service, OP_LOAD, NULL, &reply, &err), ERR_NONE);
	assert_true(reply.info.read_only);
	reply_free(&reply);
	int64_t sessions = sessions_begun(service);
	seek(service, ERR_READ_ONLY, &reply);
	assert_int_equal(sessions_begun(service), sessions);
	roles_change(true);
	name_points_to(&replica);
	seek(service, ERR_NONE, &reply);
	assert_false(reply.info.read_only);
	assert_true(reply.admin.rights & RIGHT_EDIT);
	assert_int_equal(sessions_begun(service), sessions + 2);
	assert_int_equal(ground_rename(service, "8320x", "On the other", false, &reply, &err), ERR_NONE);
	reply_free(&reply);
	assert_string_equal(outside_ask(&replica.root, "SELECT alias_name FROM phones_alias WHERE alias_id='8320x'"), "On the other");
	service_close(service);
	roles_change(false);
	name_points_to(&primary);
}

/* The form is open all the while, and saves in the end what was typed before. */
static void the_console_follows_a_switch_over_by_itself(void **state)
{
	(void)state;
	Pty *pty = pty_open(&(PtySetup){ .arguments = (const char *[]){ "--astguiclient", conf, NULL } });
	pty_sign_in(pty, "6666", "1234");
	pty_filter(pty, "8303x", "  1 of ");
	pty_send(pty, " e");
	pty_wait(pty, "Edit alias 8303x");
	pty_send(pty, "\025Typed before");
	pty_wait(pty, "[Typed before");
	outside_run(&primary.root, "SET GLOBAL read_only = 1");
	pty_send(pty, "\033OQ");
	pty_wait(pty, "8303x was not saved. The database server is read-only");
	pty_wait(pty, "[READ-ONLY]");
	pty_send(pty, "\033OQ");
	pty_wait(pty, "asterisk@127.0.0.1 is read-only now (a replica?). Saving is off meanwhile.");
	assert_true(pty_shows(pty, "[Typed before"));
	roles_change(true);
	name_points_to(&replica);
	pty_wait(pty, "asterisk@127.0.0.1 takes changes again; it was read-only since");
	pty_wait(pty, "[RW]");
	pty_send(pty, "\033OQ");
	pty_wait(pty, "8303x saved: name.");
	pty_wait(pty, "1 marked");
	assert_string_equal(outside_ask(&replica.root, "SELECT alias_name FROM phones_alias WHERE alias_id='8303x'"), "Typed before");
	outside_run(&replica.root, "SET GLOBAL read_only = 1");
	pty_send(pty, "R");
	pty_wait(pty, "You may look; saving is");
	pty_send(pty, "r");
	pty_wait(pty, "Saving stays off. The database server at");
	pty_send(pty, "H");
	pty_wait(pty, "History of alias 8303x");
	outside_run(&replica.root, "SET GLOBAL read_only = 0");
	pty_wait(pty, "takes changes again");
	pty_close(pty);
	roles_change(false);
	name_points_to(&primary);
}

/* The primary is gone; the replica takes its place and its name. */
static void switch_over(void)
{
	outside_close();
	kill(primary.pid, SIGKILL);
	waitpid(primary.pid, NULL, 0);
	primary.pid = 0;
	outside_run(&replica.root, "STOP SLAVE");
	outside_run(&replica.root, "RESET SLAVE ALL");
	outside_run(&replica.root, "SET GLOBAL read_only = 0");
	name_points_to(&replica);
}

static bool switched;

static void switch_once(ChangePoint point)
{
	if (point != POINT_INTENT || switched)
		return;
	switched = true;
	switch_over();
}

static void after_a_switch_over_the_console_goes_on_with_the_new_primary(void **state)
{
	(void)state;
	Reply reply;
	Err err;
	Service *service = signed_in(&primary, &reply);
	renamed(service, "Before the switch");
	wait_for_name(&replica, "Before the switch");
	change_at_point = switch_once;
	assert_int_equal(ground_rename(service, "8302x", "Lost on the way", false, &reply, &err), ERR_OFFLINE);
	change_at_point = NULL;
	reply_free(&reply);
	desk_run(service, &(Request){ .op = OP_RECONNECT }, &reply);
	assert_false(reply.info.read_only);
	assert_string_equal(reply.info.place, "asterisk@127.0.0.1");
	assert_true(reply.admin.rights & RIGHT_EDIT);
	assert_int_equal(reply.settled_total, 1);
	assert_non_null(strstr(reply.settled[0], "was not made"));
	renamed(service, "On the new primary");
	assert_string_equal(outside_ask(&replica.root, "SELECT alias_name FROM phones_alias WHERE alias_id='8302x'"),
	                    "On the new primary");
	assert_string_equal(outside_ask(&replica.root, "SELECT COUNT(*) FROM vicidial_admin_log WHERE event_notes LIKE '% op=%'"),
	                    "7");
	service_close(service);
}

static int make_the_pair(void **state)
{
	(void)state;
	/* Each numbers rows of its own, so that what is written there while it is the primary stops no replication. */
	static const char *const of_primary[] = { "--log-bin=bin", "--server-id=1", "--auto-increment-increment=2",
	                                          "--auto-increment-offset=1", NULL };
	static const char *const of_replica[] = { "--server-id=2", "--read-only=1", "--auto-increment-increment=2",
	                                          "--auto-increment-offset=2", NULL };
	Text setup = { 0 };
	server_add_site(&setup, "1234");
	text_addf(&setup, "%s%s%s%s", builtin_sql(SQL_DEMO_SITE), builtin_sql(SQL_DEMO_USERS),
	          builtin_sql(SQL_DEMO_PHONES), builtin_sql(SQL_DEMO_ALIASES));
	server_make_database(&primary, "primary");
	server_make_database(&replica, "replica");
	server_start_database(&primary, setup.bytes, of_primary);
	server_start_database(&replica, setup.bytes, of_replica);
	text_free(&setup);
	outside_run(&primary.root, "CREATE USER copies@'127.0.0.1' IDENTIFIED BY '5678'");
	outside_run(&primary.root, "GRANT REPLICATION SLAVE ON *.* TO copies@'127.0.0.1'");
	outside_run(&primary.root, "RESET MASTER");
	outside_runf(&replica.root, "CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT=%u, MASTER_USER='copies',"
	             " MASTER_PASSWORD='5678'",
	             primary.port);
	outside_run(&replica.root, "START SLAVE");
	scratch_path(conf, sizeof conf, "astguiclient.conf");
	config = desk_config("audit/audit.db");
	text_copy(config.astguiclient, sizeof config.astguiclient, conf);
	name_points_to(&primary);
	return 0;
}

static int end_the_pair(void **state)
{
	(void)state;
	outside_close();
	server_stop_database(&primary);
	server_stop_database(&replica);
	return 0;
}

/* With a log of statements the server notes that a trigger makes ours unsafe to repeat: what it altered is told as altered. */
static void what_the_server_altered_with_a_warning_is_told(void **state)
{
	(void)state;
	Reply reply;
	Err err;
	outside_run(&primary.root, "SET GLOBAL binlog_format='STATEMENT'");
	outside_run(&primary.root, "CREATE TABLE seen (id INT AUTO_INCREMENT PRIMARY KEY, name VARCHAR(50)) ENGINE=MyISAM");
	outside_run(&primary.root, "CREATE TRIGGER alters BEFORE UPDATE ON phones_alias FOR EACH ROW BEGIN"
	                           " INSERT INTO seen (name) VALUES (NEW.alias_name); SET NEW.alias_name = CONCAT(NEW.alias_name, '!'); END");
	Service *service = signed_in(&primary, &reply);
	reply_free(&reply);
	assert_int_equal(ground_rename(service, "8302x", "Sent", false, &reply, &err), ERR_STORE);
	assert_int_equal(reply.result.class, CLASS_ALTERED);
	assert_string_equal(err.text, "8302x: the database stored something else than was sent. Look at the alias and at the audit log.");
	reply_free(&reply);
	service_close(service);
	outside_run(&primary.root, "DROP TRIGGER alters");
	outside_run(&primary.root, "SET GLOBAL binlog_format='MIXED'");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_replica_is_browsed_and_nothing_is_written),
		cmocka_unit_test(what_a_replica_shows_settles_nothing),
		cmocka_unit_test(a_demoted_primary_is_looked_at_until_its_name_leads_to_another),
		cmocka_unit_test(the_console_follows_a_switch_over_by_itself),
		cmocka_unit_test(what_the_server_altered_with_a_warning_is_told),
		cmocka_unit_test(after_a_switch_over_the_console_goes_on_with_the_new_primary),
	};
	return cmocka_run_group_tests(tests, make_the_pair, end_the_pair);
}
