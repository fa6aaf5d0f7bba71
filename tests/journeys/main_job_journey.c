/* The main job, from the demo's first screen to the last row in every table it concerns: sign in, find SupportDesk, make it
 * TechSupport on extension 1002 with SIP and active Y, delete another alias, quit. The tables, VICIdial's own log and the
 * audit log say exactly that and nothing else. */
#include <string.h>

#include "core/base/text.h"
#include "tests/journeys/pty.h"
#include "tests/journeys/scene.h"
#include "tests/tap.h"

static char phones_before[100], aliases_before[100], logs_before[20];

static const char other_phones[] =
	"SELECT COUNT(*), SUM(CRC32(CONCAT_WS('|', extension, server_ip, login, protocol, active, user_group, pass, template_id,"
	" conf_secret, peer_status))) FROM phones WHERE NOT (extension = '1002' AND server_ip = '10.0.0.12')";
static const char other_aliases[] =
	"SELECT COUNT(*), SUM(CRC32(CONCAT_WS('|', alias_id, HEX(alias_name), logins_list, user_group)))"
	" FROM phones_alias WHERE alias_id NOT IN ('1001x', '8399x')";
static const char *const audit_csv[] = { "--demo", "audit", "list", "--format", "csv", NULL };

static void says(const char *sql, const char *expected)
{
	assert_string_equal(outside_rows(scene_demo(), sql), expected);
}

static int remember(void **state)
{
	scene_begin(state);
	text_copy(phones_before, sizeof phones_before, outside_rows(scene_demo(), other_phones));
	text_copy(aliases_before, sizeof aliases_before, outside_rows(scene_demo(), other_aliases));
	text_copy(logs_before, sizeof logs_before, outside_ask(scene_demo(), "SELECT MAX(admin_log_id) FROM vicidial_admin_log"));
	return 0;
}

static void an_admin_does_the_job(void **state)
{
	(void)state;
	Pty *pty = pty_open(&(PtySetup){ .arguments = (const char *[]){ "--demo", NULL } });
	pty_sign_in(pty, "6666", "1234");
	pty_make_support_tech(pty);
	pty_wait(pty, "TechSupport");
	pty_wait(pty, "1002b");
	pty_save(pty, "1001x saved");
	pty_filter(pty, "8399x", "1 of 1 284");
	pty_type_delete(pty, "8399x");
	pty_press_delete(pty, "8399x deleted");
	pty_quit(pty);
	assert_true(pty_line_restored(pty));
	/* The receipt, on the normal screen. */
	pty_wait(pty, "vicialias: changed by 6666 on asterisk@demo in this session:");
	pty_wait(pty, "  #3      1001x      name SupportDesk -> TechSupport; phones 1001a,1001b -> ");
	pty_wait(pty, "  #5      8399x      deleted: name Switchboard, nights; phones 8302b,8320a");
	pty_wait(pty, "  Audit log #6, head ");
	pty_close(pty);
}

static void alias_has_its_new_name_and_phones(void **state)
{
	(void)state;
	says("SELECT * FROM phones_alias WHERE alias_id = '1001x'", "1001x|TechSupport|1002a,1002b|---ALL---");
	says("SELECT COUNT(*) FROM phones_alias WHERE alias_id = '8399x'", "0");
	says(other_aliases, aliases_before);
}

static void phone_that_differed_is_sip_and_active(void **state)
{
	(void)state;
	says("SELECT login, protocol, active FROM phones WHERE extension = '1002' ORDER BY login", "1002a|SIP|Y\n1002b|SIP|Y");
	says("SELECT login, protocol, active FROM phones WHERE extension = '1001' ORDER BY login", "1001a|SIP|Y\n1001b|SIP|Y");
	says(other_phones, phones_before);
}

static void its_server_and_the_voicemail_server_rebuild(void **state)
{
	(void)state;
	says("SELECT server_id FROM servers WHERE rebuild_conf_files = 'Y' ORDER BY 1", "dialer1\ndialer2");
	says("SELECT COUNT(*) FROM servers WHERE sounds_update = 'Y'", "0");
}

static const char *new_logs(const char *what, const char *condition)
{
	static char sql[400];
	text_format(sql, sizeof sql, "SELECT %s FROM vicidial_admin_log WHERE admin_log_id > %s AND %s ORDER BY admin_log_id", what,
	            logs_before, condition);
	return sql;
}

static void vicidial_log_has_a_row_for_each_written_row(void **state)
{
	(void)state;
	says(new_logs("CONCAT_WS('|', user, event_section, event_type, record_id, event_code)", "TRUE"),
	     "6666|PHONES|MODIFY|1002|ADMIN MODIFY PHONE\n"
	     "6666|PHONEALIASES|MODIFY|1001x|ADMIN MODIFY PHONE ALIAS\n"
	     "6666|PHONEALIASES|DELETE|8399x|ADMIN DELETE PHONE ALIAS");
	says(new_logs("event_sql", "event_section = 'PHONEALIASES'"),
	     "UPDATE phones_alias set alias_name='TechSupport', logins_list='1002a,1002b', user_group='---ALL---'"
	     " where alias_id='1001x'|\n"
	     "DELETE from phones_alias where alias_id='8399x'  limit 1|");
	says(new_logs("event_notes", "event_notes NOT LIKE '%va1 c=%'"), "");
}

static void audit_log_tells_it_and_verifies(void **state)
{
	(void)state;
	const ProgramRun *run = program_run(&(PtySetup){ .arguments = audit_csv }, "");
	assert_int_equal(run->code, 0);
	assert_string_equal(run->err, "");
	assert_non_null(strstr(run->out, ",6666,login,"));
	assert_non_null(strstr(run->out, ",6666,edit,1001x,APPLIED,"));
	assert_non_null(strstr(run->out, ",6666,delete,8399x,APPLIED,"));
	assert_null(strstr(run->out, "1234"));
	run = program_run(&(PtySetup){ .arguments = (const char *[]){ "--demo", "audit", "verify", NULL } }, "");
	assert_int_equal(run->code, 0);
	assert_non_null(strstr(run->out, "none altered"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_admin_does_the_job),
		cmocka_unit_test(alias_has_its_new_name_and_phones),
		cmocka_unit_test(phone_that_differed_is_sip_and_active),
		cmocka_unit_test(its_server_and_the_voicemail_server_rebuild),
		cmocka_unit_test(vicidial_log_has_a_row_for_each_written_row),
		cmocka_unit_test(audit_log_tells_it_and_verifies),
	};
	return cmocka_run_group_tests(tests, remember, scene_end);
}
