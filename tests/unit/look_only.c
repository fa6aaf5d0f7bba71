/* The one door when something is not as it should be: the log is gone while a session goes on, nobody is connected, a session may
 * only look, a connection of a dead session is left over, an alias of others was deleted. Looking goes on, nothing is written. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/service/service.h"
#include "tests/desk.h"
#include "tests/outside.h"
#include "tests/unit/audit_log.h"
#include "tests/tap.h"

static const Connection *site;
static Config config;
static Service *service;
static Err err;

static const char *stored_name(void)
{
	return outside_ask(site, "SELECT alias_name FROM phones_alias WHERE alias_id = '8302x'");
}

static bool runs(Request *request, Reply *reply)
{
	reply_free(reply);
	return ops_run(service, request, reply, NULL, NULL, &err);
}

static bool signs_in(const char *user, const char *password, Reply *reply)
{
	Request request = { .op = OP_SIGN_IN };
	text_copy(request.user, sizeof request.user, user);
	text_copy(request.password, sizeof request.password, password);
	return runs(&request, reply);
}

static Plan *renaming(const char *name)
{
	return desk_plan(service, "8302x", &(Wish){ .value[FIELD_NAME] = name });
}

/* Each test has a log of its own: one is taken away. */
static int begin(void **state)
{
	(void)state;
	static int number;
	char name[40];
	text_format(name, sizeof name, "look%d/audit.db", ++number);
	config = desk_config(name);
	outside_run(site, "UPDATE vicidial_users SET failed_login_count = 0");
	service = desk_open(site, &config);
	return 0;
}

static int finish(void **state)
{
	(void)state;
	service_close(service);
	service = NULL;
	return 0;
}

static void log_is_taken_away(void)
{
	char gone[CONFIG_PATH + 8];
	text_format(gone, sizeof gone, "%s.gone", config.audit);
	assert_int_equal(rename(config.audit, gone), 0);
}

static void whose_log_is_gone_at_sign_in_may_look(void **state)
{
	(void)state;
	Reply reply = { 0 };
	log_is_taken_away();
	assert_false(signs_in("6666", "wrong", &reply));
	assert_int_equal(err.code, ERR_DENIED);
	assert_true(signs_in("6666", "1234", &reply));
	assert_int_equal(reply.admin.rights, RIGHT_READ);
	assert_int_equal(reply.settled_count, 1);
	assert_non_null(strstr(reply.settled[0], "You may look, nothing can be changed: The audit log "));
	assert_true(runs(&(Request){ .op = OP_LOAD }, &reply));
	assert_true(reply.catalog->alias_count > 1000);
	assert_false(runs(&(Request){ .op = OP_RECONCILE }, &reply));
	assert_string_equal(err.text, "Nothing was settled: this session is read-only.");
	assert_true(runs(&(Request){ .op = OP_RECONNECT }, &reply));
	assert_int_equal(reply.admin.rights, RIGHT_READ);
	reply_free(&reply);
}

static void whose_log_goes_away_later_may_look_from_then_on(void **state)
{
	(void)state;
	Reply reply = { 0 };
	assert_true(signs_in("6666", "1234", &reply));
	assert_true(reply.admin.rights & RIGHT_EDIT);
	Plan *plan = renaming("Unlogged");
	log_is_taken_away();
	assert_false(runs(&(Request){ .op = OP_APPLY, .plan = plan }, &reply));
	assert_int_equal(err.code, ERR_AUDIT);
	assert_string_not_equal(stored_name(), "Unlogged");
	Request unlock = { .op = OP_UNLOCK, .password = "1234" };
	assert_true(runs(&unlock, &reply));
	assert_int_equal(reply.admin.rights, RIGHT_READ);
	assert_false(runs(&(Request){ .op = OP_AUDIT_PAGE, .query.limit = 3 }, &reply));
	assert_false(runs(&(Request){ .op = OP_AUDIT_DETAILS, .query.limit = 1 }, &reply));
	assert_true(runs(&(Request){ .op = OP_RECONNECT }, &reply));
	assert_int_equal(reply.admin.rights, RIGHT_READ);
	reply_free(&reply);
}

static void nobody_signs_in_where_nobody_is_connected(void **state)
{
	(void)state;
	Reply reply = { 0 };
	service_close(service);
	assert_true(service_open_later(&service, &config, &err));
	assert_false(signs_in("6666", "1234", &reply));
	assert_string_equal(err.text, "Not connected: choose a cluster that answers.");
	assert_false(runs(&(Request){ .op = OP_LOAD }, &reply));
	assert_string_equal(err.text, "Sign in first.");
}

static void what_may_not_be_written_is_refused_at_the_door(void **state)
{
	(void)state;
	Reply reply = { 0 };
	assert_true(signs_in("6666", "1234", &reply));
	assert_false(runs(&(Request){ .op = OP_APPLY, .plan = renaming("x|y") }, &reply));
	assert_int_equal(err.code, ERR_INPUT);
	assert_non_null(strstr(err.text, "8302x was not saved: "));
	Record *record;
	assert_true(vicidial_record(service->db, &service->admin.scope, "8302x", &record, &err));
	Plan *half = plan_make(record, &(Wish){ .value[FIELD_PHONES] = "8302a,nobody1" });
	assert_false(runs(&(Request){ .op = OP_APPLY, .plan = half }, &reply));
	assert_string_equal(err.text, "8302x was not saved: its phones were not looked up yet.");
	record_free(record);
	service->phone_writes = false;
	Plan *phones = desk_plan(service, "8302x", &(Wish){ .value[FIELD_ACTIVE] = "N" });
	assert_false(runs(&(Request){ .op = OP_APPLY, .plan = phones }, &reply));
	assert_int_equal(err.code, ERR_DENIED);
	service->phone_writes = true;
	assert_false(runs(&(Request){ .op = OP_AUDIT_DETAILS, .query = { .before_seq = 1, .limit = 1 } }, &reply));
	assert_string_equal(err.text, "The audit log has no such entry.");
	Plan *plan = renaming("Only looking");
	Request look = { .op = OP_SIGN_IN, .user = "6666", .password = "1234", .read_only = true };
	assert_true(runs(&look, &reply));
	assert_int_equal(reply.admin.rights, RIGHT_READ);
	assert_false(runs(&(Request){ .op = OP_APPLY, .plan = plan }, &reply));
	assert_string_equal(err.text, "8302x was not saved: this session is read-only.");
	assert_string_not_equal(stored_name(), "Only looking");
	service->admin.rights = 0;
	assert_false(runs(&(Request){ .op = OP_LOAD }, &reply));
	assert_int_equal(err.code, ERR_DENIED);
}

static size_t entries_seen(void)
{
	Reply reply = { 0 };
	assert_true(runs(&(Request){ .op = OP_AUDIT_PAGE, .query = { .limit = 50, .filter = "action:delete" } }, &reply));
	size_t count = reply.page->count;
	reply_free(&reply);
	return count;
}

/* Its row is gone; whose it was is in the log. */
static void a_deleted_alias_is_seen_by_whose_it_was(void **state)
{
	(void)state;
	Reply reply = { 0 };
	assert_true(signs_in("6666", "1234", &reply));
	outside_run(site, "INSERT INTO phones_alias VALUES ('gone1', 'Gone', '8302a', 'TEST'), ('gone2', 'Gone', '8302a', NULL)");
	int64_t seq = desk_change(service, "gone1", &(Wish){ .kind = PLAN_DELETE });
	desk_change(service, "gone2", &(Wish){ .kind = PLAN_DELETE });
	assert_int_equal(entries_seen(), 2);
	group_scope_parse(&service->admin.scope, " TEST ");
	assert_int_equal(entries_seen(), 1);
	assert_true(runs(&(Request){ .op = OP_UNDO, .seq = seq }, &reply));
	service->admin.rights = RIGHT_READ;
	assert_false(runs(&(Request){ .op = OP_UNDO, .seq = seq }, &reply));
	assert_non_null(strstr(err.text, "lacks the right to add"));
	group_scope_parse(&service->admin.scope, " SALES ");
	assert_int_equal(entries_seen(), 0);
	assert_false(runs(&(Request){ .op = OP_UNDO, .seq = seq }, &reply));
	assert_int_equal(err.code, ERR_NOT_FOUND);
	reply_free(&reply);
}

static void assert_not_undone(int64_t seq, const char *words)
{
	Reply reply = { 0 };
	assert_false(runs(&(Request){ .op = OP_UNDO, .seq = seq }, &reply));
	if (!strstr(err.text, words))
		fail_msg("\"%s\" is not in \"%s\"", words, err.text);
}

static void somebody_changed(const char *code)
{
	outside_runf(site, "INSERT INTO vicidial_admin_log SET event_date = NOW() + INTERVAL 1 MINUTE,"
	             " user = 'jsmith', ip_address = '10.0.0.1',"
	             " event_section = 'PHONEALIASES', event_type = 'MODIFY', record_id = '8302x', event_code = '%s',"
	             " event_sql = 'UPDATE', event_notes = ''",
	             code);
}

static void what_cannot_be_undone_says_why(void **state)
{
	(void)state;
	Reply reply = { 0 };
	AuditEvent intent;
	assert_true(signs_in("6666", "1234", &reply));
	assert_not_undone(0, "There is no change #0.");
	assert_not_undone(1, "There is no change #1.");
	assert_not_undone(99, "There is no change #99.");
	int64_t seq = desk_change(service, "8302x", &(Wish){ .value[FIELD_NAME] = "To be undone" });
	int64_t phones = desk_change(service, "8302x", &(Wish){ .value[FIELD_ACTIVE] = "N" });
	outside_run(site, "UPDATE phones_alias SET alias_name = 'By hand' WHERE alias_id = '8302x'");
	assert_not_undone(seq, "8302x was changed since change #");
	somebody_changed("MODIFY PHONE ALIAS");
	assert_not_undone(seq, " by jsmith at ");
	assert_not_undone(seq, " (web page). Nothing was written.");
	somebody_changed("ADMIN API UPDATE PHONE ALIAS");
	assert_not_undone(seq, " (API). Nothing was written.");
	outside_run(site, "DELETE FROM phones_alias WHERE alias_id = '8302x'");
	assert_not_undone(phones, "There is no alias 8302x.");
	outside_run(site, "INSERT INTO phones_alias VALUES ('8302x', 'Back', '8302a', '---ALL---')");
	Plan *plan = log_plan("8303x", "Never");
	assert_true(log_intent(service->audit, plan, &intent, &err));
	assert_not_undone(intent.seq, "is not known yet; the next start settles it");
	assert_true(log_outcome(service->audit, &intent, CLASS_NOT_APPLIED, NULL, &err));
	plan_free(plan);
	assert_not_undone(intent.seq, "Nothing to undo: change #");
	audit_seal_at(service->audit, 1);
	assert_true(log_note(service->audit, EVENT_NOTE, "text", "sealed", &err));
	assert_not_undone(seq, "is in a sealed segment of the audit log: undo reaches back to #");
}

/* --- what a dead session left --- */

static const uint8_t dead[16] = { 7 };       /* as log_open signs */

static Database *leave_a_connection(void)
{
	Connection where = *site;
	Database *left;
	AuditEvent intent;
	Audit *audit = log_open(config.audit, AUDIT_WRITE);
	Plan *plan = log_plan("8302x", "Never");
	assert_true(log_intent(audit, plan, &intent, &err));
	plan_free(plan);
	audit_close(audit);
	assert_true(database_open(&left, &where, dead, 0, &err));
	return left;
}

static bool stop(void *context, size_t done, size_t total)
{
	(void)context, (void)done, (void)total;
	return false;
}

/* Who only looked at the log waits a second; a script's change waits longer, ends what the server still holds, and is made. */
static void a_connection_that_a_dead_session_left_is_ended(void **state)
{
	(void)state;
	Reply reply = { 0 };
	int64_t seconds;
	Request request = { .op = OP_SIGN_IN, .user = "6666", .password = "1234", .door = DOOR_REQUEST };
	outside_run(site, "UPDATE vicidial_users SET vdc_agent_api_access='1' WHERE user='6666'");
	Database *left = leave_a_connection();
	assert_true(runs(&request, &reply));
	Request looks = { .op = OP_RECONCILE };
	reply_free(&reply);
	assert_true(ops_run(service, &looks, &reply, stop, NULL, &err));
	assert_int_equal(reply.pending, 1);
	assert_true(database_uptime(left, &seconds, &err));
	Plan *plan = renaming("Made after all");
	assert_true(runs(&(Request){ .op = OP_APPLY, .plan = plan, .door = DOOR_REQUEST }, &reply));
	assert_string_equal(stored_name(), "Made after all");
	assert_false(database_uptime(left, &seconds, &err));
	assert_int_equal(err.code, ERR_OFFLINE);
	database_close(left);
	reply_free(&reply);
}

int main(void)
{
	site = scratch_database();
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(whose_log_is_gone_at_sign_in_may_look, begin, finish),
		cmocka_unit_test_setup_teardown(whose_log_goes_away_later_may_look_from_then_on, begin, finish),
		cmocka_unit_test_setup_teardown(nobody_signs_in_where_nobody_is_connected, begin, finish),
		cmocka_unit_test_setup_teardown(what_may_not_be_written_is_refused_at_the_door, begin, finish),
		cmocka_unit_test_setup_teardown(a_deleted_alias_is_seen_by_whose_it_was, begin, finish),
		cmocka_unit_test_setup_teardown(what_cannot_be_undone_says_why, begin, finish),
		cmocka_unit_test_setup_teardown(a_connection_that_a_dead_session_left_is_ended, begin, finish),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	outside_close();
	return failed;
}
