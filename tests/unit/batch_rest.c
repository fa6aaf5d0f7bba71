/* A batch that was interrupted - stopped, killed, its database lost - says how many of its rows are written, unknown and not
 * started; its rest is planned on what stands there by then and written as a batch, and all of it is taken back. */
#include "tests/unit/audit_forge.h"
#include "tests/unit/batch_site.h"

#include "tests/tap.h"

static Batch *plan_rest_of(int64_t seq)
{
	return planned(&(Request){ .op = OP_BATCH_REST, .seq = seq });
}

static int64_t applied(Batch *batch, size_t written)
{
	Reply reply = apply(batch, NULL, NULL);
	int64_t seq = reply.batch_result->seq;
	assert_int_equal(reply.batch_result->written, written);
	assert_true(batch_stand_whole(&reply.batch_result->stand));
	reply_free(&reply);
	return seq;
}

static int64_t newest_batch(void)
{
	return ask_log("SELECT max(seq) FROM event WHERE kind = 'BATCH_OPEN'");
}

static const char *closing_words(int64_t seq)
{
	char sql[300];
	text_format(sql, sizeof sql, "SELECT json_extract(CAST(c.payload AS TEXT), '$.text') FROM event c JOIN event o ON o.batch_id = "
	            "c.batch_id WHERE c.kind = 'BATCH_CLOSE' AND o.seq = %lld AND o.kind = 'BATCH_OPEN'", (long long)seq);
	return outside_log(config.audit, sql);
}

static bool until_ten(void *context, size_t done, size_t total)
{
	(void)context, (void)total;
	return done < 10;
}

static int64_t stopped_after_ten(void)
{
	Reply reply = apply(plan_protocol(), until_ten, NULL);
	int64_t seq = reply.batch_result->seq;
	assert_non_null(strstr(reply.batch_result->sentence, ". 27 not started. Stopped."));
	reply_free(&reply);
	return seq;
}

static void the_rest_of_a_stopped_batch_is_written_and_all_taken_back(void **state)
{
	(void)state;
	char title[100];
	char *before = strdup(all_rows());
	int64_t seq = stopped_after_ten();
	assert_string_equal(closing_words(seq), "10 written, 27 not started. Stopped.");
	Batch *rest = plan_rest_of(seq);
	text_format(title, sizeof title, "rest of batch #%lld: protocol → IAX2", (long long)seq);
	assert_string_equal(rest->title, title);
	assert_int_equal(rest->count, 27);
	assert_int_equal(rest->counts.change, 27);
	assert_string_equal(rest->rows[0].alias.text, "b010x");
	int64_t rest_seq = applied(rest, 27);
	assert_string_equal(closing_words(rest_seq), "27 written");
	assert_int_equal(ask_log("SELECT json_extract(CAST(payload AS TEXT), '$.rest_of') FROM event WHERE kind = 'BATCH_OPEN' "
	                         "ORDER BY seq DESC LIMIT 1"), seq);
	applied(plan_undo_of(rest_seq), 27);
	applied(plan_undo_of(seq), 10);
	assert_string_equal(all_rows(), before);
	assert_log_whole();
	free(before);
}

/* What others did to a list since stays; what is as wished by now is not written. */
static void the_rest_is_planned_on_what_stands_there_by_then(void **state)
{
	(void)state;
	Batch *batch = plan_batch(&(BulkWish){ .add = "b005a", .remove = "b020a" });
	Reply reply = apply(batch, until_ten, NULL);
	int64_t seq = reply.batch_result->seq;
	reply_free(&reply);
	outside_run(site, "UPDATE phones_alias SET logins_list = 'b030b,b031a' WHERE alias_id = 'b030x'");
	outside_run(site, "UPDATE phones_alias SET logins_list = 'b032a,b032b,b005a' WHERE alias_id = 'b032x'");
	Batch *rest = plan_rest_of(seq);
	assert_int_equal(rest->counts.same, 1);
	applied(rest, rest->counts.change);
	assert_string_equal(outside_ask(site, "SELECT logins_list FROM phones_alias WHERE alias_id = 'b030x'"), "b030b,b031a,b005a");
	assert_string_equal(outside_ask(site, "SELECT logins_list FROM phones_alias WHERE alias_id = 'b020x'"), "b020b,b005a");
	rest = plan_rest_of(seq);
	assert_int_equal(rest->counts.change, 0);
	batch_free(rest);
}

/* One list that was put in order is wished as it was; what came to another and went from it, login by login. */
static void the_rest_has_the_wishes_of_its_rows(void **state)
{
	(void)state;
	Request request = { .op = OP_BATCH_PLAN, .order = batch_order_new("three things") };
	batch_order_add(request.order, ids, 10, &(BulkWish){ .wish.value[FIELD_NAME] = "Desk {n}" });
	batch_order_add(request.order, &ids[12], 1, &(BulkWish){ .wish.value[FIELD_PHONES] = "b012b,b012a" });
	batch_order_add(request.order, &ids[13], 1, &(BulkWish){ .add = "b005a,b006a", .remove = "b013a" });
	Reply reply = apply(planned(&request), until_ten, NULL);
	int64_t seq = reply.batch_result->seq;
	reply_free(&reply);
	outside_run(site, "UPDATE phones_alias SET logins_list = 'b013a,b013b,b014a' WHERE alias_id = 'b013x'");
	applied(plan_rest_of(seq), 2);
	assert_string_equal(outside_ask(site, "SELECT logins_list FROM phones_alias WHERE alias_id = 'b012x'"), "b012b,b012a");
	assert_string_equal(outside_ask(site, "SELECT logins_list FROM phones_alias WHERE alias_id = 'b013x'"),
	                    "b013b,b014a,b005a,b006a");
}

static void a_batch_that_came_to_its_end_has_no_rest(void **state)
{
	(void)state;
	char sentence[100];
	Reply reply;
	int64_t seq = applied(plan_protocol(), 37);
	assert_int_equal(desk_ask(service, OP_BATCH_REST, NULL, &reply, &err), ERR_NOT_FOUND);
	Request request = { .op = OP_BATCH_REST, .seq = seq };
	assert_false(ops_run(service, &request, &reply, NULL, NULL, &err));
	text_format(sentence, sizeof sentence, "Nothing is left of batch #%lld: each of its rows was tried.", (long long)seq);
	assert_string_equal(err.text, sentence);
}

/* The batch that takes one back is gone on with as what it is. */
static void the_rest_of_an_undo_is_an_undo(void **state)
{
	(void)state;
	char *before = strdup(all_rows());
	int64_t seq = applied(plan_protocol(), 37);
	Reply reply = apply(plan_undo_of(seq), until_ten, NULL);
	int64_t undo_seq = reply.batch_result->seq;
	reply_free(&reply);
	Batch *rest = plan_rest_of(undo_seq);
	assert_int_equal(rest->undo_seq, seq);
	applied(rest, 27);
	assert_string_equal(all_rows(), before);
	free(before);
}

/* The batch that is taken back came to stand in a file of its own before what takes it back began. */
static void the_rest_of_an_undo_across_files_says_where_it_ends(void **state)
{
	(void)state;
	char said[200];
	Reply reply;
	int64_t seq = applied(plan_protocol(), 37);
	Batch *back = plan_undo_of(seq);
	audit_seal_at(service->audit, 1);
	reply = apply(back, until_ten, NULL);
	int64_t undo_seq = reply.batch_result->seq;
	reply_free(&reply);
	Request request = { .op = OP_BATCH_REST, .seq = undo_seq };
	assert_false(ops_run(service, &request, &reply, NULL, NULL, &err));
	assert_int_equal(err.code, ERR_NOT_FOUND);
	text_format(said, sizeof said, "What batch #%lld takes back is in a sealed segment of the audit log: undo reaches back to "
	            "#%lld.", (long long)undo_seq, (long long)audit_first_seq(service->audit));
	assert_string_equal(err.text, said);
	reply_free(&reply);
}

/* Each phone of a row got the same protocol; one of them another is nothing that was ever wished. */
static void a_row_whose_entry_was_altered_is_not_gone_on_with(void **state)
{
	(void)state;
	int64_t seq = stopped_after_ten();
	forge(config.audit, "UPDATE event SET payload = CAST(json_set(CAST(payload AS TEXT), '$.steps[1].after.protocol', 'PJSIP') AS"
	      " BLOB) WHERE kind = 'INTENT' AND pk = CAST('b020x' AS BLOB)"
	      " AND seq > (SELECT max(seq) FROM event WHERE kind = 'BATCH_OPEN');");
	Batch *rest = plan_rest_of(seq);
	assert_int_equal(rest->count, 26);
	batch_free(rest);
}

/* --- killed --- */

static void sign_in_hearing(Reply *reply)
{
	service_close(service);
	service = desk_open(site, &config);
	desk_sign_in_to(service, "6666", reply);
}

static void after_a_kill_the_next_start_says_how_it_stands(void **state)
{
	(void)state;
	char said[300], offer[100];
	Reply reply;
	char *before = strdup(all_rows());
	killed_after(plan_protocol, 60);
	sign_in_hearing(&reply);
	int64_t seq = newest_batch();
	assert_int_equal(reply.settled_total, 1);
	text_format(said, sizeof said, "Batch #%lld by 6666 (protocol → IAX2) was interrupted: ", (long long)seq);
	assert_memory_equal(reply.settled[0], said, strlen(said));
	text_format(offer, sizeof offer, " not started. The audit log's c on it goes on with the rest.");
	assert_non_null(strstr(reply.settled[0], offer));
	reply_free(&reply);
	assert_non_null(strstr(closing_words(seq), " not started. Interrupted."));
	Batch *rest = plan_rest_of(seq);
	size_t left = rest->counts.change;
	int64_t rest_seq = applied(rest, left);
	assert_string_equal(outside_ask(site, "SELECT COUNT(*) FROM phones WHERE extension LIKE 'b0__' AND protocol = 'IAX2'"), "73");
	applied(plan_undo_of(rest_seq), left);
	applied(plan_undo_of(seq), 37 - left);
	assert_string_equal(all_rows(), before);
	assert_log_whole();
	sign_in_hearing(&reply);
	assert_int_equal(reply.settled_total, 0);
	reply_free(&reply);
	free(before);
}

/* The first of its two phones. */
static void a_row_that_was_written_in_part_is_gone_on_with(void **state)
{
	(void)state;
	Reply reply;
	killed_after(plan_protocol, 1);
	sign_in_hearing(&reply);
	assert_int_equal(reply.settled_total, 1);
	assert_non_null(strstr(reply.settled[0], "was interrupted: 0 written, 1 in part, 36 not started. The audit log's c on it"));
	reply_free(&reply);
	Batch *rest = plan_rest_of(newest_batch());
	assert_int_equal(rest->counts.change, 37);
	applied(rest, 37);
	assert_string_equal(outside_ask(site, "SELECT COUNT(*) FROM phones WHERE extension LIKE 'b0__' AND protocol = 'IAX2'"), "73");
	assert_log_whole();
}

/* By hand its rows were made to be of another. */
static void rows_of_a_batch_that_is_not_there_are_told_of_one_by_one(void **state)
{
	(void)state;
	Reply reply;
	killed_after(plan_protocol, 1);
	forge(config.audit, "UPDATE event SET batch_id = x'00000000000000000000000000000000' WHERE kind = 'BATCH_OPEN'"
	      " AND seq = (SELECT max(seq) FROM event WHERE kind = 'BATCH_OPEN');");
	sign_in_hearing(&reply);
	assert_int_equal(reply.settled_total, 1);
	assert_non_null(strstr(reply.settled[0], "b036x: the interrupted change #"));
	reply_free(&reply);
}

/* --- the database is lost --- */

static bool kill_the_database(void *context, size_t done, size_t total)
{
	(void)context, (void)total;
	if (done == 10) {
		outside_close();
		scratch_database_kill();
	}
	return true;
}

static void with_the_database_lost_what_is_not_known_is_named(void **state)
{
	(void)state;
	Reply reply = apply(plan_protocol(), kill_the_database, NULL);
	const BatchStand *stand = &reply.batch_result->stand;
	int64_t seq = reply.batch_result->seq;
	assert_int_equal(stand->written + stand->unknown + stand->not_started, 37);
	assert_true(stand->not_started >= 26);
	assert_non_null(strstr(reply.batch_result->sentence, "Stopped: the connection to the database broke."));
	reply_free(&reply);

	scratch_database_start();
	desk_run(service, &(Request){ .op = OP_RECONNECT }, &reply);
	assert_int_equal(reply.settled_total, 1);
	assert_non_null(strstr(reply.settled[0], "was interrupted: "));
	assert_null(strstr(reply.settled[0], "unknown"));
	reply_free(&reply);
	Batch *rest = plan_rest_of(seq);
	assert_true(rest->counts.change >= 26);
	applied(rest, rest->counts.change);
	assert_string_equal(outside_ask(site, "SELECT COUNT(*) FROM phones WHERE extension LIKE 'b0__' AND protocol = 'IAX2'"), "73");
	assert_log_whole();
}

int main(void)
{
	set_up();
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(the_rest_of_a_stopped_batch_is_written_and_all_taken_back, fresh_rows),
		cmocka_unit_test_setup(the_rest_is_planned_on_what_stands_there_by_then, fresh_rows),
		cmocka_unit_test_setup(the_rest_has_the_wishes_of_its_rows, fresh_rows),
		cmocka_unit_test_setup(a_batch_that_came_to_its_end_has_no_rest, fresh_rows),
		cmocka_unit_test_setup(the_rest_of_an_undo_is_an_undo, fresh_rows),
		cmocka_unit_test_setup(a_row_that_was_written_in_part_is_gone_on_with, fresh_rows),
		cmocka_unit_test_setup(after_a_kill_the_next_start_says_how_it_stands, fresh_rows),
		cmocka_unit_test_setup(with_the_database_lost_what_is_not_known_is_named, fresh_rows),
		cmocka_unit_test_setup(the_rest_of_an_undo_across_files_says_where_it_ends, fresh_rows),
		cmocka_unit_test_setup(a_row_whose_entry_was_altered_is_not_gone_on_with, fresh_rows),
		cmocka_unit_test_setup(rows_of_a_batch_that_is_not_there_are_told_of_one_by_one, fresh_rows),
	};
	return take_down(cmocka_run_group_tests(tests, NULL, NULL));
}
