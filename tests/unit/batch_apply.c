/* Many changes through the one door: what can be written is, what is blocked is not, what somebody else changed meanwhile is left
 * alone, and the batch is taken back to the same bytes. Stopped or killed in the middle, each of its changes has one outcome. */
#include "tests/unit/batch_site.h"

#include "tests/tap.h"

static void thirty_seven_of_forty_are_written_and_three_say_why_not(void **state)
{
	(void)state;
	Batch *batch = plan_protocol();
	assert_int_equal(batch->counts.change, 37);
	assert_int_equal(batch->counts.blocked, 3);
	assert_string_equal(batch->rows[39].why, "phone b039z does not exist");
	assert_int_equal(batch->counts.phones, 73);
	Reply reply = apply(batch, NULL, NULL);
	const BatchResult *result = reply.batch_result;
	assert_int_equal(result->written, 37);
	assert_int_equal(result->failed + result->not_tried, 0);
	assert_non_null(strstr(result->sentence, "37 of 37 aliases changed: protocol → IAX2, batch #"));
	assert_string_equal(result->rows[0].sentence, "b000x saved: b000a,b000b protocol.");
	assert_int_equal(result->rows[39].class, CLASS_NOT_ATTEMPTED);
	assert_string_equal(outside_ask(site, "SELECT COUNT(*) FROM phones WHERE extension LIKE 'b0__' AND protocol = 'IAX2'"), "73");
	assert_string_equal(outside_ask(site, "SELECT COUNT(*) FROM vicidial_admin_log"), "73");
	assert_int_equal(ask_log(OUTCOMES " AND o.class = 'APPLIED'"), 37);
	assert_int_equal(ask_log("SELECT count(*) FROM event WHERE kind IN ('BATCH_OPEN', 'BATCH_CLOSE')"), 2);
	assert_true(result->server_count > 0);
	assert_int_equal(result->server_count, atoi(outside_ask(site, "SELECT COUNT(*) FROM servers WHERE rebuild_conf_files = 'Y'")));
	reply_free(&reply);
	assert_log_whole();
}

static void taking_it_back_leaves_the_same_bytes(void **state)
{
	(void)state;
	char *before = strdup(all_rows());
	Batch *batch = plan_batch(&(BulkWish){ .remove = "b005a",
	                                      .wish.value = { [FIELD_PROTOCOL] = "IAX2", [FIELD_NAME] = "Desk {n:02}" } });
	Reply reply = apply(batch, NULL, NULL);
	int64_t seq = reply.batch_result->seq;
	assert_int_equal(reply.batch_result->written, 37);
	assert_string_equal(outside_ask(site, "SELECT alias_name FROM phones_alias WHERE alias_id = 'b002x'"), "Desk 03");
	reply_free(&reply);
	Batch *back = plan_undo_of(seq);
	assert_int_equal(back->counts.change, 37);
	assert_string_equal(back->rows[0].alias.text, "b036x");
	assert_int_equal(back->undo_seq, seq);
	reply = apply(back, NULL, NULL);
	assert_int_equal(reply.batch_result->written, 37);
	assert_string_equal(all_rows(), before);
	int64_t back_seq = reply.batch_result->seq;
	reply_free(&reply);
	Batch *again = plan_undo_of(back_seq);
	assert_true(again->is_redo);
	assert_int_equal(again->counts.change, 37);
	batch_free(again);
	assert_log_whole();
	free(before);
}

static void deleted_aliases_come_back(void **state)
{
	(void)state;
	char *before = strdup(all_rows());
	Reply reply = apply(plan_batch(&(BulkWish){ .wish.kind = PLAN_DELETE }), NULL, NULL);
	int64_t seq = reply.batch_result->seq;
	assert_int_equal(reply.batch_result->written, 40);
	assert_string_equal(outside_ask(site, "SELECT COUNT(*) FROM phones_alias WHERE alias_id LIKE 'b0__x'"), "0");
	reply_free(&reply);
	reply = apply(plan_undo_of(seq), NULL, NULL);
	assert_int_equal(reply.batch_result->written, 40);
	assert_string_equal(all_rows(), before);
	reply_free(&reply);
	free(before);
}

static bool until_ten(void *context, size_t done, size_t total)
{
	(void)context;
	assert_int_equal(total, 37);
	return done < 10;
}

static void stopped_in_the_middle_the_rest_is_not_tried(void **state)
{
	(void)state;
	char *before = strdup(all_rows());
	Reply reply = apply(plan_protocol(), until_ten, NULL);
	int64_t seq = reply.batch_result->seq;
	assert_int_equal(reply.batch_result->written, 10);
	assert_int_equal(reply.batch_result->not_tried, 27);
	assert_string_equal(reply.batch_result->why_stopped, "Stopped.");
	assert_int_equal(ask_log(OUTCOMES " AND o.class = 'NOT_ATTEMPTED'"), 27);
	reply_free(&reply);
	reply = apply(plan_undo_of(seq), NULL, NULL);
	assert_int_equal(reply.batch_result->written, 10);
	assert_string_equal(all_rows(), before);
	reply_free(&reply);
	assert_log_whole();
	free(before);
}

/* Somebody else sets a phone of b006x, and deletes b007x, while the first rows are written. */
static bool edit_outside(void *context, size_t done, size_t total)
{
	(void)context, (void)total;
	if (done == 3) {
		outside_run(site, "UPDATE phones SET protocol = 'PJSIP' WHERE login = 'b006b'");
		outside_run(site, "UPDATE phones_alias SET alias_name = 'By hand' WHERE alias_id = 'b008x'");
	}
	return true;
}

static void an_outside_edit_is_a_conflict_of_its_row_only(void **state)
{
	(void)state;
	Batch *batch = plan_batch(&(BulkWish){ .wish.value = { [FIELD_PROTOCOL] = "IAX2", [FIELD_NAME] = "Desk {n}" } });
	Reply reply = apply(batch, edit_outside, NULL);
	const BatchResult *result = reply.batch_result;
	assert_int_equal(result->written, 35);
	assert_int_equal(result->failed, 2);
	assert_int_equal(result->rows[6].class, CLASS_CONFLICT);
	assert_non_null(strstr(result->rows[6].sentence, "was changed while you were editing. Nothing was written."));
	assert_int_equal(result->rows[8].class, CLASS_CONFLICT);
	assert_string_equal(outside_ask(site, "SELECT protocol FROM phones WHERE login = 'b006a'"), "SIP");
	assert_string_equal(outside_ask(site, "SELECT alias_name FROM phones_alias WHERE alias_id = 'b008x'"), "By hand");
	reply_free(&reply);
	assert_log_whole();
}

/* The first row fails, so the second, which left its shared phone to it, is not written at all. */
static void a_row_does_not_stand_on_one_that_fell(void **state)
{
	(void)state;
	Batch *batch = plan_protocol();
	outside_run(site, "UPDATE phones SET protocol = 'PJSIP' WHERE login = 'b000b'");
	Reply reply = apply(batch, NULL, NULL);
	const BatchResult *result = reply.batch_result;
	assert_int_equal(result->rows[0].class, CLASS_CONFLICT);
	assert_int_equal(result->rows[1].class, CLASS_NOT_ATTEMPTED);
	assert_string_equal(result->rows[1].sentence,
	                    "b001x was not changed: it shares a phone with b000x, which was not changed either.");
	assert_string_equal(outside_ask(site, "SELECT protocol FROM phones WHERE login = 'b000a'"), "SIP");
	reply_free(&reply);
	assert_log_whole();
}

static void it_stops_by_itself_when_too_much_was_changed_meanwhile(void **state)
{
	(void)state;
	Batch *batch = plan_protocol();
	outside_run(site, "UPDATE phones SET protocol = 'PJSIP' WHERE extension LIKE 'b0__'");
	Reply reply = apply(batch, NULL, NULL);
	assert_int_equal(reply.batch_result->written, 0);
	assert_int_equal(reply.batch_result->failed, 20);
	assert_non_null(strstr(reply.batch_result->sentence, "Stopped by itself"));
	reply_free(&reply);
	assert_log_whole();
}

/* As a server says that was made a replica. */
static bool until_the_server_takes_no_writes(void *context, size_t done, size_t total)
{
	(void)context, (void)total;
	if (done == 3)
		outside_run(site, "CREATE TRIGGER before_alias BEFORE UPDATE ON phones_alias FOR EACH ROW SIGNAL SQLSTATE 'HY000'"
		            " SET MYSQL_ERRNO = 1290, MESSAGE_TEXT = 'running with the --read-only option'");
	return true;
}

static void it_stops_where_the_server_takes_no_writes_any_more(void **state)
{
	(void)state;
	Reply reply = apply(plan_batch(&(BulkWish){ .wish.value[FIELD_NAME] = "Renamed" }), until_the_server_takes_no_writes, NULL);
	outside_run(site, "DROP TRIGGER before_alias");
	assert_int_equal(reply.batch_result->written, 3);
	assert_int_equal(reply.batch_result->rows[3].class, CLASS_NOT_APPLIED);
	assert_string_equal(reply.batch_result->why_stopped, "Stopped: the database server is read-only now (a replica?).");
	reply_free(&reply);
	assert_log_whole();
}

/* Told when the row after the slow one is about to be written: the outcomes before it are in the log by then. */
static bool look_for_outcomes(void *context, size_t done, size_t total)
{
	(void)total;
	if (done == 4)
		*(int64_t *)context = ask_log(OUTCOMES);
	return true;
}

static void on_a_slow_server_outcomes_do_not_wait_for_a_whole_group(void **state)
{
	(void)state;
	int64_t outcomes = 0;
	outside_run(site, "CREATE TRIGGER slow_alias BEFORE UPDATE ON phones_alias FOR EACH ROW"
	            " IF OLD.alias_id = 'b003x' THEN DO SLEEP(0.3); END IF");
	Reply reply = apply(plan_batch(&(BulkWish){ .wish.value[FIELD_NAME] = "Renamed" }), look_for_outcomes, &outcomes);
	outside_run(site, "DROP TRIGGER slow_alias");
	assert_int_equal(reply.batch_result->written, ALIASES);
	assert_int_equal(outcomes, 4);
	reply_free(&reply);
	assert_log_whole();
}

static void nothing_is_written_without_the_right(void **state)
{
	(void)state;
	Batch *batch = plan_protocol();
	Reply reply;
	Request request = { .op = OP_BATCH_APPLY, .batch = batch };
	service->admin.rights = RIGHT_READ;
	assert_false(ops_run(service, &request, &reply, NULL, NULL, &err));
	assert_int_equal(err.code, ERR_DENIED);
	assert_string_equal(outside_ask(site, "SELECT COUNT(*) FROM phones WHERE extension LIKE 'b0__' AND protocol <> 'SIP'"), "0");
}

/* Who may rename may rename; only the rows that would write a phone say why they cannot. */
static void without_phone_writes_the_rows_that_need_them_are_blocked(void **state)
{
	(void)state;
	config.phone_writes = false;
	sign_in_anew();
	Batch *phones = plan_protocol(), *names = plan_batch(&(BulkWish){ .wish.value[FIELD_NAME] = "Renamed" });
	config.phone_writes = true;
	assert_int_equal(phones->counts.change, 0);
	assert_int_equal(phones->counts.blocked, ALIASES);
	assert_int_equal(phones->counts.phones, 0);
	assert_string_equal(phones->rows[3].why, "phone_writes = no in the settings forbids changing phone b003a on db1");
	assert_int_equal(names->counts.change, ALIASES);
	batch_free(phones);
	Reply reply = apply(names, NULL, NULL);
	assert_int_equal(reply.batch_result->written, ALIASES);
	reply_free(&reply);
}

static void what_wrote_phones_is_not_taken_back_without_phone_writes(void **state)
{
	(void)state;
	Reply reply = apply(plan_protocol(), NULL, NULL);
	config.phone_writes = false;
	sign_in_anew();
	Batch *back = plan_undo_of(reply.batch_result->seq);
	config.phone_writes = true;
	assert_int_equal(back->counts.change, 0);
	assert_int_equal(back->counts.blocked + back->counts.same, reply.batch_result->written);
	batch_free(back);
	reply_free(&reply);
}

static void killed_anywhere_each_change_has_one_outcome(void **state)
{
	static const int points[] = { 0, 1, 60, 100, 101, 147 };
	for (size_t i = 0; i < sizeof points / sizeof *points; i++) {
		fresh_rows(state);
		char *before = strdup(all_rows());
		killed_after(plan_protocol, points[i]);
		sign_in_anew();
		assert_int_equal(ask_log(OUTCOMES), 37);
		assert_log_whole();
		char *written = strdup(outside_ask(site, "SELECT COUNT(*) FROM phones WHERE extension LIKE 'b0__' AND protocol = 'IAX2'"));
		assert_string_equal(outside_ask(site, "SELECT COUNT(*) FROM vicidial_admin_log"), written);
		int64_t seq = ask_log("SELECT max(seq) FROM event WHERE kind = 'BATCH_OPEN'");
		Batch *back = plan_undo_of(seq);
		if (back->counts.change) {
			Reply reply = apply(back, NULL, NULL);
			assert_int_equal(reply.batch_result->failed, 0);
			reply_free(&reply);
		} else {
			batch_free(back);
		}
		assert_string_equal(all_rows(), before);
		free(written);
		free(before);
	}
}

int main(void)
{
	set_up();
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(thirty_seven_of_forty_are_written_and_three_say_why_not, fresh_rows),
		cmocka_unit_test_setup(taking_it_back_leaves_the_same_bytes, fresh_rows),
		cmocka_unit_test_setup(deleted_aliases_come_back, fresh_rows),
		cmocka_unit_test_setup(stopped_in_the_middle_the_rest_is_not_tried, fresh_rows),
		cmocka_unit_test_setup(an_outside_edit_is_a_conflict_of_its_row_only, fresh_rows),
		cmocka_unit_test_setup(a_row_does_not_stand_on_one_that_fell, fresh_rows),
		cmocka_unit_test_setup(it_stops_by_itself_when_too_much_was_changed_meanwhile, fresh_rows),
		cmocka_unit_test_setup(it_stops_where_the_server_takes_no_writes_any_more, fresh_rows),
		cmocka_unit_test_setup(on_a_slow_server_outcomes_do_not_wait_for_a_whole_group, fresh_rows),
		cmocka_unit_test_setup(nothing_is_written_without_the_right, fresh_rows),
		cmocka_unit_test_setup(without_phone_writes_the_rows_that_need_them_are_blocked, fresh_rows),
		cmocka_unit_test_setup(what_wrote_phones_is_not_taken_back_without_phone_writes, fresh_rows),
		cmocka_unit_test(killed_anywhere_each_change_has_one_outcome),
	};
	return take_down(cmocka_run_group_tests(tests, NULL, NULL));
}
