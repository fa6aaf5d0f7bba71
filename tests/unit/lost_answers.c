/* The database goes silent, or says no, at each statement in turn of everything the program does: each time there is a sentence
 * fit for a screen, the session comes back with OP_RECONNECT, no change stays open, and a row is as it was or as it was to be. */
#include <stdio.h>

#include "core/base/sys.h"
#include "core/data/vicidial.h"
#include "core/service/request.h"
#include "core/service/service.h"
#include "tests/desk.h"
#include "tests/outside.h"
#include "tests/counted_wire.h"
#include "tests/tap.h"

enum { ENOUGH = 4000 };                      /* more statements than anything asks */

static const Connection *site, *through;
static Config config;
static Service *service;
static Err err;
static int64_t seq;                          /* of a change that can be taken back */

/* Like ops_run; what it found is let go. */
static bool runs(Request *request)
{
	Reply reply;
	err = (Err){ 0 };
	bool ok = ops_run(service, request, &reply, NULL, NULL, &err);
	reply_free(&reply);
	return ok;
}

static bool asks(OpId op, const char *alias)
{
	Request request = { .op = op };
	text_copy(request.alias.text, sizeof request.alias.text, alias);
	return runs(&request);
}

/* --- the rows --- */

static void put_rows(void)
{
	outside_run(site, "DELETE FROM phones_alias WHERE alias_id LIKE 'w%x'");
	outside_run(site, "DELETE FROM phones WHERE extension LIKE 'w_'");
	outside_run(site, "DELETE FROM vicidial_admin_log");
	outside_run(site, "INSERT INTO phones_alias VALUES ('w1x', 'Wire', 'w1a,w1b', 'SALES'), ('w2x', 'Other', 'w1a', '---ALL---'),"
	                  " ('w3x', 'Third', 'w2a', 'SALES')");
	outside_run(site, "INSERT INTO phones (extension, server_ip, login, protocol, active, template_id, user_group) SELECT e, server_ip,"
	                  " CONCAT(e, IF(server_id='dialer1', 'a', 'b')), 'SIP', 'Y', '', '---ALL---' FROM servers,"
	                  " (SELECT 'w1' e UNION SELECT 'w2') two WHERE server_id IN ('dialer1', 'dialer2')");
}

static const char *rows_now(void)
{
	return outside_rows(site, "SELECT alias_id, alias_name, logins_list, user_group FROM phones_alias WHERE alias_id LIKE 'w%x'"
	                    " UNION ALL SELECT login, protocol, active, '' FROM phones WHERE extension LIKE 'w_' ORDER BY 1");
}

/* --- each statement in turn --- */

typedef struct {
	void (*prepare)(void);                   /* before each time, over a wire that is whole; NULL nothing */
	bool (*act)(void);                       /* err says why not */
	bool writes;                             /* what was not heard and what was not answered is the same to who only looks */
	bool is_request;                         /* each its own process: nobody connects again */
} Deed;

static bool is_fit_for_a_screen(const char *text)
{
	char shown[sizeof err.text];
	return *text && text_visible(shown, sizeof shown, text, strlen(text)) == strlen(text) && strcmp(shown, text) == 0;
}

static void service_ends(void)
{
	service_close(service);
	service = NULL;
}

static void goes_on(bool is_request)
{
	Reply reply;
	AuditPage *open;
	if (is_request) {
		service_ends();
		service = desk_sign_in(through, &config, "6666");
	} else if (service) {
		desk_run(service, &(Request){ .op = OP_RECONNECT }, &reply);
		reply_free(&reply);
	} else {
		return;
	}
	assert_true(audit_open_intents(service->audit, &open, &err));
	assert_int_equal(open->count, 0);
	audit_page_free(open);
}

static bool deed_met(const Deed *deed, WireFault fault, size_t at)
{
	if (deed->prepare)
		deed->prepare();
	wire_break(fault, at);
	bool ok = deed->act(), met = wire_broke();
	if (!met && !ok)
		fail_msg("not even over a whole wire: %s", err.text);
	if (!ok && (err.code == ERR_NONE || !is_fit_for_a_screen(err.text)))
		fail_msg("statement %zu, fault %d: code %d, \"%s\"", at, (int)fault, (int)err.code, err.text);
	if (deed->writes || fault != WIRE_REFUSED)
		goes_on(deed->is_request);
	return met;
}

static void every_statement_can_fail(const Deed *deed)
{
	for (WireFault fault = WIRE_NOT_HEARD; fault <= WIRE_REFUSED; fault++) {
		size_t at = 0;
		if (fault == WIRE_NOT_ANSWERED && !deed->writes)
			continue;
		while (deed_met(deed, fault, at))
			assert_true(++at < ENOUGH);
		printf("# %zu statements\n", at);
		assert_true(at > 0);
	}
}

/* --- looking --- */

static bool looks_around(void)
{
	return asks(OP_LOAD, "") && asks(OP_RECORD, "w1x") && asks(OP_RECORD, "") && asks(OP_HISTORY, "w1x") &&
	       asks(OP_LAST_CHANGE, "w1x") && asks(OP_HEALTH, "");
}

static bool looks_up(void)
{
	Request lookup = { .op = OP_LOOKUP, .alias.text = "w1x", .logins = { "w2a" }, .login_count = 1, .extensions = { "w2", "8302" },
	                   .extension_count = 2 };
	Request new = { .op = OP_LOOKUP, .logins = { "w2a" }, .login_count = 1 };
	Request pending = { .op = OP_PENDING, .servers = { "10.0.0.11", "10.0.0.12" }, .server_count = 2 };
	Request page = { .op = OP_AUDIT_PAGE, .query.limit = 3 };
	return runs(&lookup) && runs(&new) && runs(&pending) && runs(&page) && asks(OP_AUDIT_VERIFY, "");
}

static void what_is_looked_at(void **state)
{
	(void)state;
	every_statement_can_fail(&(Deed){ .act = looks_around });
	every_statement_can_fail(&(Deed){ .act = looks_up });
}

static void hear(void *context, bool ok, const char *sentence)
{
	(void)context, (void)ok;
	assert_true(is_fit_for_a_screen(sentence));
}

static bool checks(void)
{
	err = (Err){ 0 };
	return vicidial_check(service->db, hear, NULL, &err);
}

static void what_the_check_asks(void **state)
{
	(void)state;
	every_statement_can_fail(&(Deed){ .act = checks });
}

/* --- signing in --- */

static bool signs_in(void)
{
	Connection where = *through;
	Request request = { .op = OP_SIGN_IN, .user = "6666", .password = "1234", .address = "10.1.4.20" };
	err = (Err){ 0 };
	bool ok = service_open(&service, &config, &where, &err) && runs(&request);
	if (service) {
		Err why = err;
		service_ends();
		err = why;
	}
	return ok;
}

/* Whom a broken sign-in leaves with a failed attempt is let in the next time all the same. */
static void attempts_forgotten(void)
{
	outside_run(site, "UPDATE vicidial_users SET failed_login_count = 0 WHERE user = '6666'");
}

static void signing_in_with_all_that_a_site_may_ask(void **state)
{
	(void)state;
	service_ends();
	outside_run(site, "UPDATE system_settings SET allow_ip_lists='1', system_ip_blacklist='BL',"
	                  " two_factor_auth_hours=24, two_factor_container='2FA'");
	outside_run(site, "INSERT INTO vicidial_ip_list_entries VALUES ('WL', '10.1.4.20')");
	outside_run(site, "UPDATE vicidial_user_groups SET admin_ip_list='WL'");
	outside_run(site, "INSERT INTO vicidial_two_factor_auth SET user='6666', auth_stage='1', auth_exp_date=NOW() + INTERVAL 1 DAY");
	every_statement_can_fail(&(Deed){ .prepare = attempts_forgotten, .act = signs_in });
	outside_run(site, "UPDATE system_settings SET allow_ip_lists='0', system_ip_blacklist='', two_factor_auth_hours=0,"
	                  " two_factor_container='---DISABLED---'");
	outside_run(site, "UPDATE vicidial_user_groups SET admin_ip_list=''");
	attempts_forgotten();
	service = desk_sign_in(through, &config, "6666");
}

static bool connects_again(void)
{
	return asks(OP_RECONNECT, "");
}

static void connecting_again(void **state)
{
	(void)state;
	every_statement_can_fail(&(Deed){ .act = connects_again });
}

/* --- changing --- */

static Plan *plan;
static char before[2000];

/* Rights as old as a minute are read again before the change. */
static void a_change_is_planned(void)
{
	put_rows();
	plan = desk_plan(service, "w1x", &(Wish){ .value = { [FIELD_NAME] = "Wired", [FIELD_EXTENSION] = "w2", [FIELD_ACTIVE] = "N" } });
	assert_true(plan_ready(plan));
	service->admin.checked_us = 0;
	text_copy(before, sizeof before, rows_now());
}

/* Only what nobody can know yet may have changed something without being called saved. */
static bool changes(void)
{
	Request request = { .op = OP_APPLY, .plan = plan };
	Reply reply;
	err = (Err){ 0 };
	bool ok = ops_run(service, &request, &reply, NULL, NULL, &err);
	if (!ok && reply.result.class != CLASS_INDETERMINATE && err.code != ERR_PARTIAL)
		assert_string_equal(rows_now(), before);
	reply_free(&reply);
	return ok;
}

static void a_change(void **state)
{
	(void)state;
	every_statement_can_fail(&(Deed){ .writes = true, .prepare = a_change_is_planned, .act = changes });
}

/* By hand an admin of some groups only, so that each entry of the log is asked whose it is. */
static void a_change_is_made(void)
{
	put_rows();
	seq = desk_change(service, "w1x", &(Wish){ .value = { [FIELD_NAME] = "Wired", [FIELD_EXTENSION] = "w2" } });
}

static void a_deletion_is_made(void)
{
	put_rows();
	seq = desk_change(service, "w1x", &(Wish){ .kind = PLAN_DELETE });
}

static bool takes_back(void)
{
	Request request = { .op = OP_UNDO, .seq = seq };
	group_scope_parse(&service->admin.scope, " SALES ---ALL--- ");
	return runs(&request) && asks(OP_HISTORY, "w1x");
}

static void what_is_taken_back(void **state)
{
	(void)state;
	every_statement_can_fail(&(Deed){ .prepare = a_change_is_made, .act = takes_back });
	every_statement_can_fail(&(Deed){ .prepare = a_deletion_is_made, .act = takes_back });
}

/* Somebody else was faster: the one who loses is told by whom, as far as it can be asked. */
static void somebody_is_faster(void)
{
	a_change_is_planned();
	outside_run(site, "UPDATE phones_alias SET alias_name = 'Faster' WHERE alias_id = 'w1x'");
}

static bool loses(void)
{
	Request request = { .op = OP_APPLY, .plan = plan };
	assert_false(runs(&request));
	assert_string_equal(outside_ask(site, "SELECT alias_name FROM phones_alias WHERE alias_id = 'w1x'"), "Faster");
	return err.code == ERR_CONFLICT;
}

static void a_change_that_lost(void **state)
{
	(void)state;
	every_statement_can_fail(&(Deed){ .writes = true, .prepare = somebody_is_faster, .act = loses });
}

/* --- many --- */

static bool plans_many(void)
{
	AliasId ids[] = { { "w1x" }, { "w2x" }, { "w3x" }, { "none" } };
	Request request = { .op = OP_BATCH_PLAN, .order = batch_order_new(NULL) };
	batch_order_add(request.order, ids, 4, &(BulkWish){ .wish.value = { [FIELD_EXTENSION] = "w2", [FIELD_ACTIVE] = "N" } });
	return runs(&request);
}

static void the_plan_of_many(void **state)
{
	(void)state;
	every_statement_can_fail(&(Deed){ .prepare = put_rows, .act = plans_many });
}

/* --- requests --- */

static const char *query_text;

static bool answers(void)
{
	static Query query;
	static RequestAnswer answer;
	memset(&query, 0, sizeof query);
	query_read(&query, query_text, strlen(query_text), false);
	request_answer(service, &query, "10.1.4.20", &answer);
	assert_true(strncmp(answer.line, "SUCCESS: ", 9) == 0 || strncmp(answer.line, "ERROR: ", 7) == 0);
	assert_int_equal(strncmp(answer.line, "SUCCESS: ", 9) == 0, answer.code == ERR_NONE);
	err.code = answer.code;
	text_copy(err.text, sizeof err.text, answer.line);
	return answer.code == ERR_NONE;
}

/* Each is the first of its process. */
static void a_request_comes(void)
{
	put_rows();
	attempts_forgotten();
	service_ends();
	service = desk_open(through, &config);
}

static void requests(void **state)
{
	(void)state;
#define AS "source=test&user=6666&pass=1234&function=update_phone_alias&"
	static const char *const queries[] = {
		AS "alias=Wire&new_alias=Wired&extension=w2&active=N",
		AS "alias_id=w1x&alias_name=Wired&phone_logins=w2a,w2b",
		AS "alias_id=w1x&delete_alias=Y",
		"source=test&user=6666&pass=1234&function=add_phone_alias&alias_id=w9x&alias_name=New&phone_logins=w2a",
	};
	for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
		query_text = queries[i];
		every_statement_can_fail(&(Deed){ .writes = true, .prepare = a_request_comes, .act = answers, .is_request = true });
	}
}

static int set_up(void **state)
{
	(void)state;
	config = desk_config("log/audit.db");
	site = scratch_database();
	outside_run(site, "DELETE FROM phones_alias WHERE alias_id NOT LIKE '83%'");
	outside_run(site, "UPDATE vicidial_users SET vdc_agent_api_access='1', ast_admin_access='1', ast_delete_phones='1', user_level='9',"
	                  " api_allowed_functions=' ALL_FUNCTIONS ' WHERE user = '6666'");
	put_rows();
	through = wire_lay();
	service = desk_sign_in(through, &config, "6666");
	return 0;
}

static int clear_up(void **state)
{
	(void)state;
	service_close(service);
	outside_close();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_looked_at),
		cmocka_unit_test(what_the_check_asks),
		cmocka_unit_test(signing_in_with_all_that_a_site_may_ask),
		cmocka_unit_test(connecting_again),
		cmocka_unit_test(a_change),
		cmocka_unit_test(a_change_that_lost),
		cmocka_unit_test(what_is_taken_back),
		cmocka_unit_test(the_plan_of_many),
		cmocka_unit_test(requests),
	};
	return cmocka_run_group_tests(tests, set_up, clear_up);
}
