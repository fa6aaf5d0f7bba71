/* A database that goes away under a session and comes back: the session is a new one with the same admin, whose rights are read
 * again; what the break left open is settled and said; the admin is never asked for a password. */
#include <string.h>

#include "core/service/change.h"
#include "tests/desk.h"
#include "tests/outside.h"
#include "tests/scratch.h"
#include "tests/tap.h"

static const Connection *site;
static Config config;
static bool up;

static void database_kill(void)
{
	outside_close();
	scratch_database_kill();
	up = false;
}

static void database_start(void)
{
	scratch_database_start();
	up = true;
}

static Service *signed_in(void)
{
	return desk_sign_in(site, &config, "6666");
}

static void reconnected(Service *service, Reply *reply)
{
	desk_run(service, &(Request){ .op = OP_RECONNECT }, reply);
}

static void list_is_read(Service *service)
{
	Reply reply;
	desk_run(service, &(Request){ .op = OP_LOAD }, &reply);
	assert_true(reply.catalog->alias_count > 1000);
	reply_free(&reply);
}

static Plan *renaming(Service *service, const char *name)
{
	return desk_plan(service, "8302x", &(Wish){ .value[FIELD_NAME] = name });
}

static ErrCode rename_to(Service *service, const char *name, Reply *reply, Err *err)
{
	return desk_apply(service, renaming(service, name), reply, err);
}

static const char *stored_name(void)
{
	return outside_ask(site, "SELECT alias_name FROM phones_alias WHERE alias_id = '8302x'");
}

static void a_new_session_goes_on_for_the_same_admin(void **state)
{
	(void)state;
	uint8_t session[16];
	Service *service = signed_in();
	Reply reply;
	Err err;
	memcpy(session, service->session_id, sizeof session);
	database_kill();
	assert_int_equal(desk_ask(service, OP_LOAD, NULL, &reply, &err), ERR_OFFLINE);
	assert_int_equal(desk_ask(service, OP_RECONNECT, NULL, &reply, &err), ERR_OFFLINE);
	assert_memory_equal(service->session_id, session, sizeof session);
	assert_int_equal(desk_ask(service, OP_RECONNECT, NULL, &reply, &err), ERR_OFFLINE);
	database_start();
	reconnected(service, &reply);
	assert_string_equal(reply.admin.user, "6666");
	assert_int_equal(reply.admin.rights & (RIGHT_READ | RIGHT_EDIT), RIGHT_READ | RIGHT_EDIT);
	assert_string_equal(reply.info.place, "asterisk@demo");
	assert_int_equal(reply.settled_total, 0);
	assert_memory_not_equal(service->session_id, session, sizeof session);
	list_is_read(service);
	assert_int_equal(rename_to(service, "Front desk two", &reply, &err), ERR_NONE);
	reply_free(&reply);
	service_close(service);
}

static void kill_once(ChangePoint point)
{
	(void)point;
	if (up)
		database_kill();
}

static void kill_after_the_step(ChangePoint point)
{
	if (point == POINT_STEP)
		kill_once(point);
}

static void an_unanswered_save_is_settled_as_not_made(void **state)
{
	(void)state;
	Service *service = signed_in();
	Reply reply;
	Err err;
	change_at_point = kill_once;
	assert_int_equal(rename_to(service, "Never stored", &reply, &err), ERR_OFFLINE);
	change_at_point = NULL;
	assert_int_equal(reply.result.class, CLASS_INDETERMINATE);
	assert_non_null(strstr(err.text, "8302x: the connection broke while it was being saved"));
	assert_non_null(strstr(err.text, "The next connection looks and settles it."));
	reply_free(&reply);
	database_start();
	reconnected(service, &reply);
	assert_int_equal(reply.settled_count, 1);
	assert_non_null(strstr(reply.settled[0], "8302x: the interrupted change #"));
	assert_non_null(strstr(reply.settled[0], "was not made"));
	assert_string_not_equal(stored_name(), "Never stored");
	service_close(service);
}

static void a_save_whose_record_was_cut_off_gets_it(void **state)
{
	(void)state;
	Service *service = signed_in();
	Reply reply;
	Err err;
	change_at_point = kill_after_the_step;
	assert_int_equal(rename_to(service, "Stored for sure", &reply, &err), ERR_NONE);
	change_at_point = NULL;
	assert_non_null(strstr(reply.result.sentence, "its record is pending and is completed with the next connection."));
	reply_free(&reply);
	database_start();
	reconnected(service, &reply);
	assert_int_equal(reply.settled_count, 1);
	assert_non_null(strstr(reply.settled[0], "was made; VICIdial's log row was added"));
	assert_string_equal(stored_name(), "Stored for sure");
	reconnected(service, &reply);
	assert_int_equal(reply.settled_count, 0);
	service_close(service);
}

static void saving_without_a_connection_says_that_nothing_was_saved(void **state)
{
	(void)state;
	Service *service = signed_in();
	Plan *plan = renaming(service, "Nobody hears");
	Reply reply;
	Err err;
	database_kill();
	assert_int_equal(desk_apply(service, plan, &reply, &err), ERR_OFFLINE);
	assert_non_null(strstr(err.text, "8302x was not saved: "));
	assert_int_equal(reply.result.intent_seq, 0);
	database_start();
	reconnected(service, &reply);
	assert_int_equal(reply.settled_count, 0);
	service_close(service);
}

static void rights_are_read_again(void **state)
{
	(void)state;
	Service *service = signed_in();
	Reply reply;
	Err err;
	outside_run(site, "UPDATE vicidial_users SET ast_delete_phones = '0' WHERE user = '6666'");
	reconnected(service, &reply);
	assert_int_equal(reply.admin.rights & (RIGHT_EDIT | RIGHT_DELETE), RIGHT_EDIT);
	outside_run(site, "UPDATE vicidial_users SET active = 'N' WHERE user = '6666'");
	assert_int_equal(desk_ask(service, OP_RECONNECT, NULL, &reply, &err), ERR_DENIED);
	assert_non_null(strstr(err.text, "User 6666 may not administer VICIdial any more"));
	outside_run(site, "UPDATE vicidial_users SET active = 'Y', ast_delete_phones = '1' WHERE user = '6666'");
	reconnected(service, &reply);
	assert_true(reply.admin.rights & RIGHT_DELETE);
	service_close(service);
}

/* The row is not even there to be asked. */
static void an_admin_who_was_deleted_meanwhile_may_not_go_on(void **state)
{
	(void)state;
	Service *service = signed_in();
	Reply reply;
	Err err;
	outside_run(site, "UPDATE vicidial_users SET user = '6666gone' WHERE user = '6666'");
	assert_int_equal(desk_ask(service, OP_RECONNECT, NULL, &reply, &err), ERR_DENIED);
	assert_non_null(strstr(err.text, "User 6666 may not administer VICIdial any more"));
	Plan *plan = renaming(service, "By nobody");
	service->admin.checked_us = 0;
	assert_int_equal(desk_apply(service, plan, &reply, &err), ERR_DENIED);
	assert_string_not_equal(stored_name(), "By nobody");
	outside_run(site, "UPDATE vicidial_users SET user = '6666' WHERE user = '6666gone'");
	service_close(service);
}

static void a_server_that_became_a_replica_is_only_read(void **state)
{
	(void)state;
	Service *service = signed_in();
	Reply reply;
	Err err;
	outside_run(site, "SET GLOBAL read_only = 1");
	reconnected(service, &reply);
	assert_true(reply.info.read_only);
	assert_int_equal(reply.admin.rights, RIGHT_READ);
	list_is_read(service);
	assert_int_equal(rename_to(service, "Not here", &reply, &err), ERR_STORE);
	assert_non_null(strstr(err.text, "read-only"));
	reply_free(&reply);
	outside_run(site, "SET GLOBAL read_only = 0");
	reconnected(service, &reply);
	assert_false(reply.info.read_only);
	assert_true(reply.admin.rights & RIGHT_EDIT);
	service_close(service);
}

static void the_log_tells_where_one_session_ended_and_the_next_began(void **state)
{
	(void)state;
	AuditPage *page;
	Audit *audit;
	Service *service = signed_in();
	AuditQuery query = { .limit = 2 };
	Reply reply;
	Err err;
	char path[CONFIG_PATH];
	reconnected(service, &reply);
	text_copy(path, sizeof path, service_info(service)->audit_path);
	assert_true(audit_open(&audit, path, AUDIT_READ, &err));
	assert_true(audit_page(audit, &query, &page, &err));
	assert_non_null(strstr(page->entries[0].event.payload, "a lost connection"));
	assert_int_equal(page->entries[1].event.kind, EVENT_SESSION_CLOSE);
	assert_memory_not_equal(page->entries[0].event.session_id, page->entries[1].event.session_id, 16);
	assert_string_equal(page->entries[0].event.actor, "6666");
	audit_page_free(page);
	audit_close(audit);
	service_close(service);
}

static int set_up(void **state)
{
	(void)state;
	config = desk_config("log/audit.db");
	site = scratch_database();
	up = true;
	return 0;
}

static int clear_up(void **state)
{
	(void)state;
	outside_close();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_new_session_goes_on_for_the_same_admin),
		cmocka_unit_test(an_unanswered_save_is_settled_as_not_made),
		cmocka_unit_test(a_save_whose_record_was_cut_off_gets_it),
		cmocka_unit_test(saving_without_a_connection_says_that_nothing_was_saved),
		cmocka_unit_test(rights_are_read_again),
		cmocka_unit_test(an_admin_who_was_deleted_meanwhile_may_not_go_on),
		cmocka_unit_test(a_server_that_became_a_replica_is_only_read),
		cmocka_unit_test(the_log_tells_where_one_session_ended_and_the_next_began),
	};
	return cmocka_run_group_tests(tests, set_up, clear_up);
}
