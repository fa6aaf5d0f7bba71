/* One plan through the one door: what it writes, what it logs, and that a difference anywhere writes nothing. Crashes between
 * any two points are settled at the next start, each intent with exactly one outcome. */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "core/service/change.h"
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

static ErrCode apply(Service *service, const Wish *wish, Reply *reply, Err *err)
{
	return desk_apply(service, desk_plan(service, "t100", wish), reply, err);
}

static int fresh_rows(void **state)
{
	(void)state;
	outside_run(site, "DELETE FROM phones_alias WHERE alias_id IN ('t100', 't101')");
	outside_run(site, "DELETE FROM phones WHERE extension IN ('t1', 't2')");
	outside_run(site, "DELETE FROM vicidial_admin_log");
	outside_run(site, "UPDATE servers SET rebuild_conf_files='N'");
	outside_run(site, "INSERT INTO phones_alias VALUES ('t100', 'First name', 't1a,t1b', '---ALL---')");
	outside_run(site, "INSERT INTO phones (extension, server_ip, login, protocol, active, template_id) SELECT 't1', server_ip,"
	                  " IF(server_id='dialer1', 't1a', 't1b'), 'SIP', 'Y', '' FROM servers WHERE server_id IN ('dialer1',"
	                  " 'dialer2')");
	outside_run(site, "INSERT INTO phones (extension, server_ip, login, protocol, active, template_id) SELECT 't2', server_ip,"
	                  " IF(server_id='dialer1', 't2a', 't2b'), 'IAX2', 'N', '' FROM servers WHERE server_id IN ('dialer1',"
	                  " 'dialer2')");
	return 0;
}

static const char *alias_row(void)
{
	return outside_rows(site, "SELECT alias_name, logins_list, user_group FROM phones_alias WHERE alias_id='t100'");
}

static void a_rename_writes_one_column_one_log_row_and_one_outcome(void **state)
{
	(void)state;
	Service *service = signed_in("6666");
	Reply reply;
	Err err;
	Wish wish = { .value[FIELD_NAME] = "It. Name 2" };
	if (apply(service, &wish, &reply, &err) != ERR_NONE)
		fail_msg("%s", err.text);
	assert_int_equal(reply.result.class, CLASS_APPLIED);
	assert_string_equal(reply.result.sentence, "t100 saved: name.");
	assert_string_equal(alias_row(), "It. Name 2|t1a,t1b|---ALL---");
	assert_string_equal(outside_rows(site, "SELECT user, event_section, event_type, record_id, event_code, event_sql,"
	                                       " event_notes RLIKE '^ ?\\\\| va1 c=[0-9a-f]{8} s=[0-9]+ h=[0-9a-f]{32}"
	                                       " op=[0-9a-f]{32} n=1$' FROM vicidial_admin_log"),
	                    "6666|PHONEALIASES|MODIFY|t100|ADMIN MODIFY PHONE ALIAS|UPDATE phones_alias set alias_name='It. Name 2',"
	                    " logins_list='t1a,t1b', user_group='---ALL---' where alias_id='t100'||1");
	assert_string_equal(outside_ask(site, "SELECT COUNT(*) FROM servers WHERE rebuild_conf_files='Y'"), "0");
	reply_free(&reply);
	service_close(service);
}

static void the_tutorials_change_goes_to_alias_phones_servers_and_log(void **state)
{
	(void)state;
	Service *service = signed_in("6666");
	Reply reply;
	Err err;
	Wish wish = { .value[FIELD_NAME] = "TechSupport", .value[FIELD_EXTENSION] = "t2", .value[FIELD_PROTOCOL] = "SIP",
	             .value[FIELD_ACTIVE] = "Y" };
	if (apply(service, &wish, &reply, &err) != ERR_NONE)
		fail_msg("%s", err.text);
	assert_string_equal(alias_row(), "TechSupport|t2a,t2b|---ALL---");
	assert_string_equal(outside_rows(site,
	                                 "SELECT extension, login, protocol, active FROM phones WHERE extension IN ('t1','t2') ORDER"
	                                 " BY login"),
	                    "t1|t1a|SIP|Y\nt1|t1b|SIP|Y\nt2|t2a|SIP|Y\nt2|t2b|SIP|Y");
	assert_string_equal(outside_rows(site, "SELECT event_section, record_id FROM vicidial_admin_log ORDER BY admin_log_id"),
	                    "PHONES|t2\nPHONES|t2\nPHONEALIASES|t100");
	assert_string_equal(outside_rows(site, "SELECT server_id FROM servers WHERE rebuild_conf_files='Y' ORDER BY server_id"),
	                    "dialer1\ndialer2");
	assert_int_equal(reply.result.step_count, 3);
	reply_free(&reply);
	service_close(service);
}

static void a_row_changed_meanwhile_is_a_conflict_and_nothing_is_written(void **state)
{
	(void)state;
	Service *service = signed_in("6666");
	Reply reply;
	Err err;
	Wish wish = { .value[FIELD_NAME] = "Mine", .value[FIELD_PROTOCOL] = "IAX2" };
	Plan *plan = desk_plan(service, "t100", &wish);
	outside_run(site, "UPDATE phones_alias SET alias_name='first name' WHERE alias_id='t100'");   /* equal under the collation */
	assert_int_equal(desk_apply(service, plan, &reply, &err), ERR_CONFLICT);
	assert_string_equal(alias_row(), "first name|t1a,t1b|---ALL---");
	assert_string_equal(outside_ask(site, "SELECT COUNT(*) FROM phones WHERE extension='t1' AND protocol='SIP'"), "2");
	assert_string_equal(outside_ask(site, "SELECT COUNT(*) FROM vicidial_admin_log"), "0");
	assert_non_null(reply.record);           /* what is stored now, to be shown beside what was typed */
	assert_string_equal(reply.record->name.text, "first name");
	reply_free(&reply);
	service_close(service);
}

static void a_delete_needs_its_own_right(void **state)
{
	(void)state;
	Service *service = signed_in("editor");
	Reply reply;
	Err err;
	assert_int_equal(apply(service, &(Wish){ .kind = PLAN_DELETE }, &reply, &err), ERR_DENIED);
	assert_non_null(strstr(err.text, "ast_delete_phones"));
	assert_string_equal(alias_row(), "First name|t1a,t1b|---ALL---");
	service_close(service);
	service = signed_in("6666");
	assert_int_equal(apply(service, &(Wish){ .kind = PLAN_DELETE }, &reply, &err), ERR_NONE);
	assert_string_equal(alias_row(), "");
	assert_string_equal(outside_rows(site, "SELECT event_type, event_code, event_sql FROM vicidial_admin_log"),
	                    "DELETE|ADMIN DELETE PHONE ALIAS|DELETE from phones_alias where alias_id='t100'  limit 1|");
	service_close(service);
}

static void rights_taken_away_count_before_the_next_write(void **state)
{
	(void)state;
	Service *service = signed_in("6666");
	Reply reply;
	Err err;
	Plan *plan = desk_plan(service, "t100", &(Wish){ .value[FIELD_NAME] = "Too late" });
	outside_run(site, "UPDATE vicidial_users SET ast_admin_access='0', modify_phones='0' WHERE user='6666'");
	service->admin.checked_us = 0;
	assert_int_equal(desk_apply(service, plan, &reply, &err), ERR_DENIED);
	outside_run(site, "UPDATE vicidial_users SET ast_admin_access='1', modify_phones='1' WHERE user='6666'");
	assert_string_equal(alias_row(), "First name|t1a,t1b|---ALL---");
	service_close(service);
}

static void no_plan_runs_before_sign_in(void **state)
{
	(void)state;
	Service *service = desk_open(site, &config);
	Reply reply;
	Err err;
	for (OpId op = 0; op < OP_COUNT; op++) {
		Request request = { .op = op };
		if (ops[op].need) {
			assert_false(ops_run(service, &request, &reply, NULL, NULL, &err));
			assert_int_equal(err.code, ERR_DENIED);
		}
		assert_non_null(ops[op].run);
		assert_non_null(ops[op].help);
	}
	service_close(service);
}

static void without_a_log_nothing_is_changed(void **state)
{
	(void)state;
	Service *service = signed_in("6666");
	Reply reply;
	Err err;
	Plan *plan = desk_plan(service, "t100", &(Wish){ .value[FIELD_NAME] = "Unlogged" });
	service->writes_stopped = true;
	assert_int_equal(desk_apply(service, plan, &reply, &err), ERR_AUDIT);
	assert_string_equal(alias_row(), "First name|t1a,t1b|---ALL---");
	service_close(service);
}

/* --- crashes --- */

static int crash_after;                      /* points passed until the end; -1: somebody else kills */
static int intent_is_written;                /* the end of a pipe that then says so */

static void crash(ChangePoint point)
{
	if (point == POINT_INTENT && write(intent_is_written, "i", 1) != 1)
		_exit(1);
	if (crash_after-- == 0)
		kill(getpid(), SIGKILL);
}

static void change_and_die(unsigned seed)
{
	Service *service = signed_in("6666");
	Reply reply;
	Err err;
	char name[40];
	snprintf(name, sizeof name, "Round %u", seed);
	Wish wish = { .value[FIELD_NAME] = name, .value[FIELD_PROTOCOL] = seed % 2 ? "IAX2" : "SIP" };
	if (seed % 3 == 0)
		wish.value[FIELD_ACTIVE] = seed % 2 ? "N" : "Y";
	Plan *plan = desk_plan(service, "t100", &wish);
	change_at_point = crash;
	desk_apply(service, plan, &reply, &err);
	_exit(0);
}

static int64_t events_of(const char *kind)
{
	char sql[80];
	text_format(sql, sizeof sql, "SELECT COUNT(*) FROM event WHERE kind = '%s'", kind);
	return atoll(outside_log(config.audit, sql));
}

/* Dies at one of the numbered points, or is killed some microseconds after its intent. True: it did not get to the end. */
static bool kill_a_change(unsigned round, unsigned seed)
{
	int said[2], status;
	char byte;
	assert_int_equal(pipe(said), 0);
	crash_after = round % 2 ? rand() % 8 : -1;
	long wait_us = rand() % 1500;
	pid_t child = fork();
	if (child == 0) {
		intent_is_written = said[1];
		change_and_die(seed + round);
	}
	close(said[1]);
	if (read(said[0], &byte, 1) == 1 && round % 2 == 0) {
		nanosleep(&(struct timespec){ .tv_nsec = wait_us * 1000 }, NULL);
		kill(child, SIGKILL);
	}
	close(said[0]);
	waitpid(child, &status, 0);
	return WIFSIGNALED(status);
}

static void a_hundred_kills_between_intent_and_outcome_are_each_settled_once(void **state)
{
	(void)state;
	unsigned seed = (unsigned)time(NULL);
	print_message("# seed %u\n", seed);
	srand(seed);
	for (unsigned round = 0; round < 100; round++) {
		bool died = kill_a_change(round, seed);
		int64_t open = events_of("INTENT") - events_of("OUTCOME");
		assert_in_range(open, 0, died);
		Service *service = desk_open(site, &config);
		Reply reply;
		desk_sign_in_to(service, "6666", &reply);
		if (reply.settled_total != (size_t)open)
			fail_msg("round %u: %zu settled of %d open", round, reply.settled_total, (int)open);
		reply_free(&reply);
		service_close(service);
		assert_int_equal(events_of("INTENT"), events_of("OUTCOME"));
		/* One log row for each applied row: no (op, n) stands twice. */
		assert_string_equal(outside_ask(site,
		                                "SELECT COUNT(*) - COUNT(DISTINCT SUBSTRING_INDEX(event_notes, ' op=', -1)) FROM"
		                                " vicidial_admin_log"), "0");
	}
	AuditVerdict verdict;
	Err err;
	assert_true(audit_verify(config.audit, NULL, NULL, NULL, &verdict, &err));
	assert_int_equal(verdict.first_bad_seq, 0);
	assert_int_equal(verdict.open_intents, 0);
}

/* No room for the mark beside the log that the statement is about to be sent, though there was for the intent. */
static void no_room(ChangePoint point)
{
	struct rlimit limit;
	getrlimit(RLIMIT_FSIZE, &limit);
	limit.rlim_cur = point == POINT_INTENT ? 0 : limit.rlim_max;
	setrlimit(RLIMIT_FSIZE, &limit);
}

static void what_cannot_be_marked_as_sent_is_not_sent(void **state)
{
	(void)state;
	Service *service = signed_in("6666");
	Reply reply;
	Err err;
	signal(SIGXFSZ, SIG_IGN);
	change_at_point = no_room;
	assert_int_equal(apply(service, &(Wish){ .value[FIELD_NAME] = "Not sent" }, &reply, &err), ERR_AUDIT);
	change_at_point = NULL;
	assert_int_equal(reply.result.class, CLASS_NOT_APPLIED);
	assert_non_null(strstr(err.text, "t100 was not saved. What is about to be sent cannot be noted beside the audit log "));
	assert_string_equal(alias_row(), "First name|t1a,t1b|---ALL---");
	reply_free(&reply);
	service_close(service);
}

/* Written, and killed before VICIdial's log row; origin: of a request, verbatim: of one in VICIdial's own dialect. */
static void rename_half_way(const IntentOrigin *origin, const Verbatim *verbatim)
{
	int status;
	crash_after = POINT_STEP;                /* intent, step: the row is written, the log row not */
	intent_is_written = open("/dev/null", O_WRONLY | O_CLOEXEC);
	pid_t child = fork();
	if (child == 0) {
		Service *service = signed_in("6666");
		Reply reply;
		Err err;
		Request request = { .op = OP_APPLY, .origin = origin,
		                    .plan = desk_plan(service, "t100",
		                                      &(Wish){ .value[FIELD_NAME] = "Half way", .verbatim = verbatim }) };
		change_at_point = crash;
		_exit(ops_run(service, &request, &reply, NULL, NULL, &err));
	}
	waitpid(child, &status, 0);
	assert_true(WIFSIGNALED(status));
	assert_string_equal(outside_ask(site, "SELECT COUNT(*) FROM vicidial_admin_log"), "0");
}

static void an_interrupted_rename_that_was_made_gets_its_log_row(void **state)
{
	(void)state;
	rename_half_way(NULL, NULL);
	Service *service = desk_open(site, &config);
	Reply reply;
	desk_sign_in_to(service, "admin", &reply);
	assert_int_equal(reply.settled_count, 1);
	assert_non_null(strstr(reply.settled[0], "t100: the interrupted change #"));
	assert_non_null(strstr(reply.settled[0], "by 6666 was made; VICIdial's log row was added."));
	assert_string_equal(outside_rows(site, "SELECT user, record_id, event_code FROM vicidial_admin_log"),
	                    "6666|t100|ADMIN MODIFY PHONE ALIAS");
	service_close(service);
}

static void the_log_row_of_an_interrupted_request_has_the_words_of_a_request(void **state)
{
	(void)state;
	rename_half_way(&(IntentOrigin){ .dialect = "documented", .source = "crm", .address = "10.0.0.9" }, NULL);
	service_close(signed_in("admin"));
	assert_string_equal(outside_rows(site, "SELECT user, event_code, event_sql FROM vicidial_admin_log"),
	                    "6666|ADMIN API UPDATE PHONE|UPDATE phones_alias SET alias_name='Half way' WHERE alias_id='t100'|");
}

static void the_log_row_of_an_interrupted_native_request_says_what_was_sent(void **state)
{
	(void)state;
	Verbatim sent = { .user = "six666", .alias_id = "T100", .alias_name = "Half way and more than the column holds",
	                 .logins_list = "1" };
	rename_half_way(&(IntentOrigin){ .dialect = "native", .source = "crm", .address = "10.0.0.9" }, &sent);
	service_close(signed_in("admin"));
	assert_string_equal(outside_rows(site,
	                                 "SELECT user, record_id, event_sql, SUBSTRING_INDEX(event_notes, ' | va1', 1) FROM"
	                                 " vicidial_admin_log"),
	                    "six666|T100|UPDATE phones_alias SET alias_name='Half way and more than the column holds' WHERE"
	                    " alias_id='T100'||phones: 1");
}

int main(void)
{
	site = scratch_database();
	config = desk_config("audit/audit.db");
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(a_rename_writes_one_column_one_log_row_and_one_outcome, fresh_rows),
		cmocka_unit_test_setup(the_tutorials_change_goes_to_alias_phones_servers_and_log, fresh_rows),
		cmocka_unit_test_setup(a_row_changed_meanwhile_is_a_conflict_and_nothing_is_written, fresh_rows),
		cmocka_unit_test_setup(a_delete_needs_its_own_right, fresh_rows),
		cmocka_unit_test_setup(rights_taken_away_count_before_the_next_write, fresh_rows),
		cmocka_unit_test_setup(no_plan_runs_before_sign_in, fresh_rows),
		cmocka_unit_test_setup(without_a_log_nothing_is_changed, fresh_rows),
		cmocka_unit_test_setup(what_cannot_be_marked_as_sent_is_not_sent, fresh_rows),
		cmocka_unit_test_setup(an_interrupted_rename_that_was_made_gets_its_log_row, fresh_rows),
		cmocka_unit_test_setup(the_log_row_of_an_interrupted_request_has_the_words_of_a_request, fresh_rows),
		cmocka_unit_test_setup(the_log_row_of_an_interrupted_native_request_says_what_was_sent, fresh_rows),
		cmocka_unit_test_setup(a_hundred_kills_between_intent_and_outcome_are_each_settled_once, fresh_rows),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	outside_close();
	return failed;
}
