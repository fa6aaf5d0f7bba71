/* Rows of a batch beside each other and beside others: with the same phones, on more servers than one remembers, while rights are
 * taken away, and when it is to be taken back and something stands in the way. */
#include "core/service/service.h"
#include "tests/unit/batch_site.h"

#include "tests/tap.h"

static ErrCode refused(Request *request, OpProgress progress)
{
	Reply reply;
	bool ok = ops_run(service, request, &reply, progress, NULL, &err);
	reply_free(&reply);
	return ok ? ERR_NONE : err.code;
}

/* --- the same phones --- */

static void rows_with_the_same_phones_are_changed_once(void **state)
{
	(void)state;
	outside_run(site, "UPDATE phones_alias SET logins_list = 'b000a,b000b' WHERE alias_id = 'b001x'");
	Reply reply = apply(plan_protocol(), NULL, NULL);
	assert_string_equal(reply.batch_result->rows[1].sentence, "b001x: changed with b000x, which has the same phones.");
	assert_int_equal(reply.batch_result->rows[1].class, CLASS_ALREADY);
	reply_free(&reply);
	assert_log_whole();
}

static void and_fall_with_the_one_that_has_them(void **state)
{
	(void)state;
	outside_run(site, "UPDATE phones_alias SET logins_list = 'b000a,b000b' WHERE alias_id = 'b001x'");
	Batch *batch = plan_protocol();
	outside_run(site, "UPDATE phones SET protocol = 'PJSIP' WHERE login = 'b000b'");
	Reply reply = apply(batch, NULL, NULL);
	assert_string_equal(reply.batch_result->rows[1].sentence,
	                    "b001x was not changed: it shares a phone with b000x, which was not changed either.");
	reply_free(&reply);
	assert_log_whole();
}

/* One sets the protocol of the phone they share, the other whether it is active; each renames its own alias. */
static Batch *two_wishes(void)
{
	Request request = { .op = OP_BATCH_PLAN, .order = batch_order_new("two things") };
	batch_order_add(request.order, &ids[0], 1, &(BulkWish){ .wish.value = { [FIELD_NAME] = "One", [FIELD_PROTOCOL] = "IAX2" } });
	batch_order_add(request.order, &ids[1], 1, &(BulkWish){ .wish.value = { [FIELD_NAME] = "Two", [FIELD_ACTIVE] = "N" } });
	return planned(&request);
}

static void a_phone_that_two_rows_wrote_comes_back_through_both(void **state)
{
	(void)state;
	char *before = strdup(all_rows());
	Reply reply = apply(two_wishes(), NULL, NULL);
	int64_t seq = reply.batch_result->seq;
	assert_int_equal(reply.batch_result->written, 2);
	reply_free(&reply);
	assert_string_equal(outside_ask(site, "SELECT CONCAT(protocol, active) FROM phones WHERE login = 'b000a'"), "IAX2N");
	reply = apply(plan_undo_of(seq), NULL, NULL);
	assert_int_equal(reply.batch_result->written, 2);
	reply_free(&reply);
	assert_string_equal(all_rows(), before);
	free(before);
}

/* --- more servers than one remembers --- */

enum { SERVERS = 2 * ALIASES };

/* Two for each alias. */
static void make_servers(void)
{
	outside_run(site, "DELETE FROM phones WHERE extension LIKE 'b0__'");
	for (int i = 0; i < SERVERS; i++) {
		outside_runf(site, "INSERT INTO servers (server_id, server_ip, active, rebuild_conf_files)"
		             " VALUES ('many%d', '10.9.0.%d', 'Y', 'N')", i, i + 1);
		outside_runf(site, "INSERT INTO phones (extension, server_ip, login, protocol, active, user_group, template_id) VALUES"
		             " ('b%03d', '10.9.0.%d', 'b%03d%c', 'SIP', 'Y', '---ALL---', '')", i / 2, i + 1, i / 2, "ab"[i % 2]);
	}
	for (int i = 0; i < ALIASES; i++)
		outside_runf(site, "UPDATE phones_alias SET logins_list = 'b%03da,b%03db' WHERE alias_id = 'b%03dx'", i, i, i);
}

static void assert_asked_to_rebuild(const char *servers)
{
	static const char asked[] = "SELECT COUNT(*) FROM servers WHERE server_id LIKE 'many%' AND rebuild_conf_files = 'Y'";
	assert_string_equal(outside_ask(site, asked), servers);
}

static void each_of_many_servers_is_asked_to_rebuild(void **state)
{
	(void)state;
	Text list = { 0 };
	make_servers();
	Reply reply = apply(plan_protocol(), NULL, NULL);
	assert_int_equal(reply.batch_result->written, ALIASES);
	assert_int_equal(reply.batch_result->server_count, sizeof reply.batch_result->servers / sizeof *reply.batch_result->servers);
	reply_free(&reply);
	assert_asked_to_rebuild("80");

	outside_run(site, "UPDATE servers SET rebuild_conf_files = 'N'");
	for (int i = 0; i < 20; i++)
		text_addf(&list, "%sb%03da", i ? "," : "", i);
	outside_runf(site, "UPDATE phones_alias SET logins_list = '%s' WHERE alias_id = 'b000x'", list.bytes);
	desk_change(service, "b000x", &(Wish){ .value[FIELD_PROTOCOL] = "SIP" });
	assert_asked_to_rebuild("20");
	outside_run(site, "DELETE FROM servers WHERE server_id LIKE 'many%'");
	text_free(&list);
}

/* --- rights --- */

static void may_administer(bool may)
{
	outside_runf(site, "UPDATE vicidial_users SET active = '%s' WHERE user = '6666'", may ? "Y" : "N");
	service->admin.checked_us = 0;
}

static bool until_somebody_takes_the_rights(void *context, size_t done, size_t total)
{
	(void)context, (void)total;
	if (done == 0)
		may_administer(false);
	return true;
}

static void rights_taken_away_stop_it_before_the_next_group(void **state)
{
	(void)state;
	Reply reply = apply(plan_protocol(), until_somebody_takes_the_rights, NULL);
	may_administer(true);
	assert_int_equal(reply.batch_result->written, 0);
	assert_int_equal(reply.batch_result->not_tried, 37);
	assert_non_null(strstr(reply.batch_result->why_stopped, "may not administer VICIdial any more"));
	reply_free(&reply);
	assert_log_whole();
}

static void what_may_not_begin_changes_nothing(void **state)
{
	(void)state;
	char *before = strdup(all_rows());
	Batch *batch = plan_protocol();
	may_administer(false);
	assert_int_equal(refused(&(Request){ .op = OP_BATCH_APPLY, .batch = batch }, NULL), ERR_DENIED);
	may_administer(true);
	batch = plan_protocol();
	service->writes_stopped = true;
	assert_int_equal(refused(&(Request){ .op = OP_BATCH_APPLY, .batch = batch }, NULL), ERR_AUDIT);
	service->writes_stopped = false;
	batch = plan_protocol();
	for (size_t i = 0; i < batch->count; i++)
		batch_leave_out(batch, i, true);
	assert_int_equal(refused(&(Request){ .op = OP_BATCH_APPLY, .batch = batch }, NULL), ERR_INPUT);
	assert_string_equal(err.text, "Nothing to change: no alias of the batch is left.");
	assert_string_equal(all_rows(), before);
	free(before);
}

/* --- plans --- */

static void rows_that_cannot_be_planned_say_why(void **state)
{
	(void)state;
	AliasId asked[3];
	static const char *const names[] = { "b003x", "nobody", "b004x" };
	Request request = { .op = OP_BATCH_PLAN, .order = batch_order_new(NULL) };
	for (size_t i = 0; i < 3; i++)
		text_copy(asked[i].text, sizeof asked[i].text, names[i]);
	batch_order_add(request.order, asked, 2, &(BulkWish){ .wish.value[FIELD_EXTENSION] = "b005" });
	batch_order_add(request.order, &asked[2], 1, &(BulkWish){ .add = "b006a", .wish.value[FIELD_ACTIVE] = "N" });
	Batch *batch = planned(&request);
	assert_int_equal(batch->rows[0].state, BATCH_CHANGE);
	assert_int_equal(batch->rows[1].state, BATCH_BLOCKED);
	assert_int_equal(batch->rows[2].state, BATCH_CHANGE);
	Reply reply = apply(batch, NULL, NULL);
	assert_int_equal(reply.batch_result->written, 2);
	reply_free(&reply);
	assert_string_equal(outside_ask(site, "SELECT logins_list FROM phones_alias WHERE alias_id = 'b003x'"), "b005a,b005b");
}

/* A number that cannot be made into names stands in the way of its rows; what the others need is looked up. */
static void a_row_without_a_plan_does_not_keep_the_others_from_theirs(void **state)
{
	(void)state;
	Request request = { .op = OP_BATCH_PLAN, .order = batch_order_new("two things") };
	batch_order_add(request.order, &ids[3], 1, &(BulkWish){ .wish.value[FIELD_NAME] = "Desk {x}" });
	batch_order_add(request.order, &ids[4], 1, &(BulkWish){ .add = "b006a" });
	Batch *batch = planned(&request);
	assert_int_equal(batch->rows[0].state, BATCH_BLOCKED);
	assert_string_equal(batch->rows[0].why, "A number is asked for as {n}, {n:03}, {n=101} or {n=101:03}.");
	assert_int_equal(batch->rows[1].state, BATCH_CHANGE);
	batch_free(batch);
}

static bool not_at_all(void *context, size_t done, size_t total)
{
	(void)context, (void)done, (void)total;
	return false;
}

/* Of what was changed again since, deleted since, taken back already or never made; the rest comes back. */
static void what_cannot_come_back_says_why(void **state)
{
	(void)state;
	Batch *batch = plan_protocol();
	outside_run(site, "UPDATE phones SET protocol = 'PJSIP' WHERE login = 'b008b'");
	Reply reply = apply(batch, NULL, NULL);
	int64_t seq = reply.batch_result->seq;
	int64_t one = reply.batch_result->rows[7].intent_seq;
	reply_free(&reply);
	outside_run(site, "UPDATE phones SET protocol = 'PJSIP' WHERE login = 'b005a'");
	outside_run(site, "DELETE FROM phones_alias WHERE alias_id = 'b006x'");
	desk_undo(service, one);
	outside_run(site, "DELETE FROM phones WHERE login = 'b009a'");
	assert_int_equal(refused(&(Request){ .op = OP_BATCH_UNDO, .seq = seq }, not_at_all), ERR_STOPPED);
	assert_int_equal(refused(&(Request){ .op = OP_BATCH_UNDO, .seq = one }, NULL), ERR_NOT_FOUND);
	assert_int_equal(refused(&(Request){ .op = OP_BATCH_UNDO, .seq = 0 }, NULL), ERR_NOT_FOUND);
	assert_int_equal(refused(&(Request){ .op = OP_BATCH_UNDO, .seq = one + 1000000 }, NULL), ERR_NOT_FOUND);
	Batch *back = plan_undo_of(seq);
	size_t last = back->count - 1;
	assert_int_equal(back->rows[last - 8].state, BATCH_SAME);
	assert_int_equal(back->rows[last - 7].state, BATCH_SAME);
	assert_string_equal(back->rows[last - 6].why, "There is no alias b006x.");
	assert_non_null(strstr(back->rows[last - 5].why, "Not undone: phone b005a on 10.0.0.10 was changed since change #"));
	assert_non_null(strstr(back->rows[last - 9].why, "Not undone: phone b009a on 10.0.0.10 was deleted since change #"));
	assert_int_equal(back->counts.blocked, 3);
	assert_int_equal(back->counts.change, 32);
	batch_free(back);
}

/* Of three that were given to SALES one was ADMIN's before, and another is by now: who sees SALES only takes back the third. */
static void what_is_not_the_admins_is_not_taken_back(void **state)
{
	(void)state;
	Request request = { .op = OP_BATCH_PLAN, .order = batch_order_new(NULL) };
	outside_run(site, "UPDATE phones_alias SET user_group = 'ADMIN' WHERE alias_id = 'b010x'");
	batch_order_add(request.order, &ids[10], 3, &(BulkWish){ .wish.value[FIELD_GROUP] = "SALES" });
	Reply reply = apply(planned(&request), NULL, NULL);
	int64_t seq = reply.batch_result->seq;
	assert_int_equal(reply.batch_result->written, 3);
	reply_free(&reply);
	outside_run(site, "UPDATE phones_alias SET user_group = 'ADMIN' WHERE alias_id = 'b011x'");
	group_scope_parse(&service->admin.scope, " SALES ");
	Batch *back = plan_undo_of(seq);
	assert_int_equal(back->rows[0].state, BATCH_CHANGE);
	assert_non_null(strstr(back->rows[1].why, "There is no change #"));
	assert_string_equal(back->rows[2].why, "Not undone: the user group that b010x had is outside of yours.");
	batch_free(back);
}

int main(void)
{
	set_up();
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(rows_with_the_same_phones_are_changed_once, fresh_rows),
		cmocka_unit_test_setup(and_fall_with_the_one_that_has_them, fresh_rows),
		cmocka_unit_test_setup(a_phone_that_two_rows_wrote_comes_back_through_both, fresh_rows),
		cmocka_unit_test_setup(each_of_many_servers_is_asked_to_rebuild, fresh_rows),
		cmocka_unit_test_setup(rights_taken_away_stop_it_before_the_next_group, fresh_rows),
		cmocka_unit_test_setup(what_may_not_begin_changes_nothing, fresh_rows),
		cmocka_unit_test_setup(rows_that_cannot_be_planned_say_why, fresh_rows),
		cmocka_unit_test_setup(a_row_without_a_plan_does_not_keep_the_others_from_theirs, fresh_rows),
		cmocka_unit_test_setup(what_cannot_come_back_says_why, fresh_rows),
		cmocka_unit_test_setup(what_is_not_the_admins_is_not_taken_back, fresh_rows),
	};
	return take_down(cmocka_run_group_tests(tests, NULL, NULL));
}
