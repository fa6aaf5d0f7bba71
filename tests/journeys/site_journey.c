/* The main job on a database server like a site's: made by mariadb-install-db, reached by TCP through an astguiclient.conf,
 * as user cron with no more than VICIdial's stock grants, on the tables that the recorded API answers were made on
 * (fixture.sql). Then the connection's own faults: another password, no such host, a server that is stopped. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "core/base/sys.h"
#include "tests/journeys/pty.h"
#include "tests/outside.h"
#include "tests/scratch.h"
#include "tests/server.h"
#include "tests/tap.h"

enum { PATH_CAP = 400 };

static struct {
	char           conf[PATH_CAP], audit[PATH_CAP];
	DatabaseServer server;
} site;

/* --- the site --- */

static void write_file(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

/* Everything a site's DBA does once. */
static void add_setup(Text *out)
{
	Err err;
	server_add_site(out, "cron1234");
	if (!sys_read_file(out, "tests/journeys/fixture.sql", 1 << 20, &err))
		fail_msg("%s", err.text);
}

static void write_conf_at(const char *path, const char *host, const char *password)
{
	char text[800];
	text_format(text, sizeof text, "# astguiclient.conf\n\nPATHhome => /usr/share/astguiclient\nVARserver_ip => 192.168.1.21\n"
	            "VARDB_server => %s\nVARDB_database => asterisk\nVARDB_user => cron\nVARDB_pass => %s\n"
	            "VARDB_custom_user => custom\nVARDB_port => %u\nExpectedDBSchema => 1720\n", host, password, site.server.port);
	write_file(path, text);
}

static void write_conf(const char *host, const char *password)
{
	write_conf_at(site.conf, host, password);
}

static int make_the_site(void **state)
{
	(void)state;
	Text setup = { 0 };
	scratch_path(site.conf, sizeof site.conf, "astguiclient.conf");
	scratch_path(site.audit, sizeof site.audit, "log/audit.db");
	server_make_database(&site.server, "site");
	add_setup(&setup);
	server_start_database(&site.server, setup.bytes, NULL);
	text_free(&setup);
	write_conf("127.0.0.1", "cron1234");
	return 0;
}

static int end_the_site(void **state)
{
	(void)state;
	server_stop_database(&site.server);
	return 0;
}

/* --- the console on it --- */

static const PtySetup *console(const char *word, const char *second)
{
	static const char *arguments[12];
	static PtySetup setup = { .arguments = arguments };
	const char *const all[] = { "--astguiclient", site.conf, "--audit", site.audit, word, second, NULL };
	memcpy(arguments, all, sizeof all);
	return &setup;
}

static void says(const char *sql, const char *expected)
{
	assert_string_equal(outside_rows(&site.server.root, sql), expected);
}

static void an_admin_does_the_main_job(void **state)
{
	(void)state;
	Pty *pty = pty_open(console(NULL, NULL));
	pty_sign_in(pty, "full", "Passw0rd1");
	pty_filter(pty, "id:2000", "1 of 157");
	pty_edit(pty, "2000", "TechSupport", "2001", "SIP", "Y");
	pty_wait(pty, "2001a,2001b,2001c");
	pty_save(pty, "2000 saved");
	pty_filter(pty, "id:2150", "1 of 157");
	pty_type_delete(pty, "2150");
	pty_press_delete(pty, "2150 deleted");
	pty_quit(pty);
	assert_true(pty_line_restored(pty));
	pty_close(pty);
}

static void tables_say_exactly_that(void **state)
{
	(void)state;
	says("SELECT * FROM phones_alias WHERE alias_id = '2000'", "2000|TechSupport|2001a,2001b,2001c|---ALL---");
	says("SELECT COUNT(*), SUM(alias_id = '2150') FROM phones_alias", "156|0");
	says("SELECT login, protocol, active FROM phones WHERE protocol = 'SIP' ORDER BY 1",
	     "2001a|SIP|Y\n2001b|SIP|Y\n2001c|SIP|Y\ngs102|SIP|Y");
	says("SELECT COUNT(*), COUNT(DISTINCT extension, server_ip), SUM(active = 'Y') FROM phones", "455|455|455");
	says("SELECT server_id FROM servers WHERE rebuild_conf_files = 'Y' ORDER BY 1", "ast21\nast22");   /* ast23 builds none */
}

static void vicidial_log_says_exactly_that(void **state)
{
	(void)state;
	says("SELECT user, event_section, event_type, record_id, event_code FROM vicidial_admin_log ORDER BY admin_log_id",
	     "full|PHONES|MODIFY|2001|ADMIN MODIFY PHONE\n"
	     "full|PHONES|MODIFY|2001|ADMIN MODIFY PHONE\n"
	     "full|PHONES|MODIFY|2001|ADMIN MODIFY PHONE\n"
	     "full|PHONEALIASES|MODIFY|2000|ADMIN MODIFY PHONE ALIAS\nfull|PHONEALIASES|DELETE|2150|ADMIN DELETE PHONE ALIAS");
}

static void audit_log_says_exactly_that(void **state)
{
	(void)state;
	const ProgramRun *run = program_run(console("audit", "list"), "");
	assert_int_equal(run->code, 0);
	assert_non_null(strstr(run->out, "edit     2000      APPLIED"));
	assert_non_null(strstr(run->out, "delete   2150      APPLIED"));
	run = program_run(console("audit", "verify"), "");
	assert_int_equal(run->code, 0);
	assert_non_null(strstr(run->out, "none altered"));
}

static void stock_admin_may_edit_and_not_delete(void **state)
{
	(void)state;
	Pty *pty = pty_open(console(NULL, NULL));
	pty_sign_in(pty, "6666", "1234");
	pty_wait(pty, "user 6666 lacks ast_delete_phones");
	pty_filter(pty, "id:2010", "1 of 156");
	pty_send(pty, "D");
	pty_wait(pty, "ast_delete_phones");
	assert_false(pty_shows(pty, "Delete phone alias"));
	pty_quit(pty);
	pty_close(pty);
	says("SELECT COUNT(*) FROM phones_alias", "156");
}

static void check_makes_no_log(void **state)
{
	(void)state;
	char audit[PATH_CAP], folder[PATH_CAP];
	text_copy(audit, sizeof audit, site.audit);
	scratch_path(site.audit, sizeof site.audit, "nowhere/yet/audit.db");
	const ProgramRun *run = program_run(console("--check", NULL), "");
	text_copy(site.audit, sizeof site.audit, audit);
	if (!strstr(run->out, "nowhere/yet/audit.db is not there yet; it is made when it is first needed."))
		fail_msg("%s", run->out);
	assert_int_not_equal(access(scratch_path(folder, sizeof folder, "nowhere"), F_OK), 0);
}

static void check_names_a_missing_right(void **state)
{
	(void)state;
	const ProgramRun *run = program_run(console("--check", NULL), "");
	assert_null(strstr(run->out, "cron1234"));
	assert_non_null(strstr(run->out, "ok      The table phones "));
	assert_null(strstr(run->out, "WRONG   The "));
	outside_run(&site.server.root, "REVOKE UPDATE ON asterisk.* FROM cron@'127.0.0.1'");
	run = program_run(console("--check", NULL), "");
	outside_run(&site.server.root, "GRANT UPDATE ON asterisk.* TO cron@'127.0.0.1'");
	assert_int_not_equal(run->code, 0);
	if (!strstr(run->out, "GRANT UPDATE ON asterisk.phones TO 'cron'@'127.0.0.1';"))
		fail_msg("%s", run->out);
}

/* --- the connection's faults --- */

static void refused(const char *words)
{
	const ProgramRun *run = program_run(console("list", NULL), "");
	if (run->code != 7 || !strstr(run->err, words))
		fail_msg("exit code %d: %s", run->code, run->err);
	assert_string_equal(run->out, "");
	assert_null(strstr(run->err, "cron1234"));
	assert_ptr_equal(strchr(run->err, '\n'), run->err + strlen(run->err) - 1);

	Pty *pty = pty_open(console(NULL, NULL));
	assert_int_equal(pty_wait_end(pty), 7);
	assert_non_null(strstr(pty_said(pty), words));
	assert_true(pty_line_restored(pty));
	pty_close(pty);
}

static void another_password_is_said(void **state)
{
	(void)state;
	write_conf("127.0.0.1", "other");
	refused("VARDB_user or VARDB_pass");
	write_conf("127.0.0.1", "cron1234");
}

static void unknown_host_is_named(void **state)
{
	(void)state;
	write_conf("no-such-host.invalid", "cron1234");
	refused("no-such-host.invalid");
	write_conf("127.0.0.1", "cron1234");
}

/* The connection is proven before a password is typed, and each cluster has a log of its own. */
static void a_cluster_is_chosen_before_signing_in(void **state)
{
	(void)state;
	char settings[PATH_CAP], log[PATH_CAP], text[3 * PATH_CAP];
	scratch_path(settings, sizeof settings, "clusters.conf");
	scratch_path(log, sizeof log, "clusters.db");
	text_format(text, sizeof text, "audit = %s\nprofile.gone.astguiclient = /nowhere/gone.conf\nprofile.site.astguiclient = %s\n"
	            "profile.site.read_only = yes\nprofile.site.danger = yes\n", log, site.conf);
	write_file(settings, text);
	const char *const arguments[] = { "--config", settings, NULL };
	Pty *pty = pty_open(&(PtySetup){ .arguments = arguments });
	pty_wait(pty, "There is no /nowhere/gone.conf");
	assert_true(pty_shows(pty, "1 of 2"));
	assert_true(pty_shows(pty, "not connected"));
	pty_send(pty, "\033[Z\033[C");
	pty_wait(pty, "asterisk@127.0.0.1");
	pty_wait(pty, "Read-only by the settings");
	pty_send(pty, "\t");
	pty_sign_in(pty, "full", "Passw0rd1");
	pty_wait(pty, "site  full");
	pty_wait_sent(pty, "\033[97m\033[41m vicialias");   /* where a mistake costs most the title is white on red */
	assert_true(pty_shows(pty, "[READ-ONLY]"));
	pty_quit(pty);
	pty_close(pty);
	assert_int_equal(access(scratch_path(log, sizeof log, "clusters-site.db"), F_OK), 0);
}

/* The site moves to another port meanwhile: the connection file is read again. */
static void stopped_server_is_said_and_what_was_typed_is_saved_later(void **state)
{
	(void)state;
	Pty *pty = pty_open(console(NULL, NULL));
	pty_sign_in(pty, "full", "Passw0rd1");
	pty_filter(pty, "id:2010", "1 of 156");
	pty_edit(pty, "2010", "Renamed", NULL, NULL, NULL);
	server_stop_database(&site.server);
	refused("No database answers at 127.0.0.1");
	pty_send(pty, "\033OQ");
	pty_wait(pty, "connection to the database is lost");
	assert_true(pty_shows(pty, "Renamed"));
	pty_wait(pty, "Your edit is kept. Saving is paused.");
	site.server.port = server_free_port();
	server_start_database(&site.server, NULL, NULL);
	write_conf("127.0.0.1", "cron1234");
	says("SELECT alias_name FROM phones_alias WHERE alias_id = '2010'", "2010 phone");
	pty_wait(pty, "The database answers again");
	pty_save(pty, "2010 saved");
	says("SELECT alias_name FROM phones_alias WHERE alias_id = '2010'", "Renamed");
	pty_quit(pty);
	pty_close(pty);
}

/* The other cluster is the same server, found elsewhere: the first profile's file goes on naming a place where nobody answers. */
static void from_a_lost_cluster_one_goes_to_another_with_nothing_taken_along(void **state)
{
	(void)state;
	char settings[PATH_CAP], log[PATH_CAP], twin[PATH_CAP], text[4 * PATH_CAP];
	scratch_path(settings, sizeof settings, "twins.conf");
	scratch_path(log, sizeof log, "twins.db");
	scratch_path(twin, sizeof twin, "twin.conf");
	text_format(text, sizeof text, "audit = %s\nprofile.east.astguiclient = %s\nprofile.west.astguiclient = %s\n",
	            log, site.conf, twin);
	write_file(settings, text);
	Pty *pty = pty_open(&(PtySetup){ .arguments = (const char *const[]){ "--config", settings, "--profile", "east", NULL } });
	pty_wait(pty, "asterisk@127.0.0.1");
	pty_sign_in(pty, "full", "Passw0rd1");
	pty_filter(pty, "id:2011", "1 of 156");
	pty_edit(pty, "2011", "Saved in the east", NULL, NULL, NULL);
	pty_save(pty, "2011 saved");
	pty_edit(pty, "2011", "Not saved", NULL, NULL, NULL);
	server_stop_database(&site.server);
	pty_send(pty, "\033OQ");
	pty_wait(pty, "[PAUSED]");
	site.server.port = server_free_port();
	server_start_database(&site.server, NULL, NULL);
	write_conf_at(twin, "127.0.0.1", "cron1234");
	pty_send(pty, "\020cluster-other\r");
	pty_wait(pty, "changes that are not saved.");
	pty_send(pty, "\r");
	pty_wait_gone(pty, "changes that are not saved.");
	assert_true(pty_shows(pty, "Not saved"));
	pty_send(pty, "\020cluster-other\ry");
	pty_wait(pty, "2 of 2");
	pty_wait(pty, "asterisk@127.0.0.1");
	pty_send(pty, "\t");
	pty_sign_in(pty, "full", "Passw0rd1");
	pty_wait(pty, "west  full");
	pty_send(pty, "u");
	pty_wait(pty, "No change of this session to undo");
	pty_quit(pty);
	assert_non_null(strstr(pty_screen(pty), "2011"));
	pty_close(pty);
	says("SELECT alias_name FROM phones_alias WHERE alias_id = '2011'", "Saved in the east");
	const ProgramRun *run = program_run(&(PtySetup){ .arguments =
		(const char *const[]){ "--config", settings, "--profile", "east", "audit", "export", "--format", "json", NULL } }, "");
	assert_non_null(strstr(run->out, "SESSION_CLOSE"));
	write_conf("127.0.0.1", "cron1234");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(check_makes_no_log),
		cmocka_unit_test(check_names_a_missing_right),
		cmocka_unit_test(an_admin_does_the_main_job),
		cmocka_unit_test(tables_say_exactly_that),
		cmocka_unit_test(vicidial_log_says_exactly_that),
		cmocka_unit_test(audit_log_says_exactly_that),
		cmocka_unit_test(stock_admin_may_edit_and_not_delete),
		cmocka_unit_test(another_password_is_said),
		cmocka_unit_test(unknown_host_is_named),
		cmocka_unit_test(a_cluster_is_chosen_before_signing_in),
		cmocka_unit_test(stopped_server_is_said_and_what_was_typed_is_saved_later),
		cmocka_unit_test(from_a_lost_cluster_one_goes_to_another_with_nothing_taken_along),
	};
	return cmocka_run_group_tests(tests, make_the_site, end_the_site);
}
