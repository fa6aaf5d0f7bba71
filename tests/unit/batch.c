/* Many changes as one value: names by pattern, logins added and taken out, what is already so and what is blocked, rows that are
 * left out, warnings over the whole, and phones that several rows share. */
#include <string.h>

#include "core/base/text.h"
#include "core/model/batch.h"
#include "tests/unit/sample.h"
#include "tests/tap.h"

enum { ALIASES = 5 };

/* 8301x and 8302x share phone 8302b, which 8399x has too; 8303x is PJSIP already; 8311x lists a phone that is not there. */
typedef struct {
	Records  records;
	Record   items[ALIASES];
	Record  *owned[ALIASES];
	AliasId  ids[ALIASES];
} Floor;

static void floor_add(Floor *floor, Record *record)
{
	size_t at = floor->records.count++;
	floor->owned[at] = record;
	floor->items[at] = *record;
	text_copy(floor->ids[at].text, sizeof floor->ids[at].text, record->id.text);
}

static PhoneRow shared_phone(const char *other)
{
	static const char *others[2];
	PhoneRow phone = sample_phone("8302b", "8302", "10.0.0.10", "SIP", "N");
	others[0] = "8399x", others[1] = other;
	phone.others = others, phone.other_count = 2;
	return phone;
}

static void floor_open(Floor *floor)
{
	*floor = (Floor){ 0 };
	Record *first = sample_alias("8301x", "One", "8301a,8302b"), *second = sample_alias("8302x", "Two", "8302a,8302b");
	static const LiveAgent agents[] = { { "6012", "INCALL" } };
	PhoneRow busy = sample_phone("8302a", "8302", "10.0.0.9", "SIP", "Y");
	busy.agents = agents, busy.agent_count = 1;
	sample_add(first, sample_phone("8301a", "8301", "10.0.0.9", "SIP", "Y"));
	sample_add(first, shared_phone("8302x"));
	sample_add(second, busy);
	sample_add(second, shared_phone("8301x"));
	floor_add(floor, first);
	floor_add(floor, second);
	Record *ready = sample_alias("8303x", "Three", "8303a"), *broken = sample_alias("8311x", "Four", "8311b,8311a");
	sample_add(ready, sample_phone("8303a", "8303", "10.0.0.9", "PJSIP", "Y"));
	sample_add(broken, sample_phone("8311b", "8311", "10.0.0.9", "SIP", "Y"));
	sample_ask_login(broken, "8311a");
	floor_add(floor, ready);
	floor_add(floor, broken);
	Record *absent = sample_alias("8340x", NULL, NULL);
	absent->exists = false;
	floor_add(floor, absent);
	floor->records.items = floor->items;
}

static void floor_close(Floor *floor)
{
	for (size_t i = 0; i < ALIASES; i++)
		record_free(floor->owned[i]);
}

static Batch *make(Floor *floor, const BulkWish *wish)
{
	BatchOrder *order = batch_order_new(NULL);
	batch_order_add(order, floor->ids, floor->records.count, wish);
	Batch *batch = batch_make(order, &floor->records);
	batch_order_free(order);
	return batch;
}

static Batch *make_protocol(Floor *floor)
{
	return make(floor, &(BulkWish){ .wish.value[FIELD_PROTOCOL] = "PJSIP" });
}

static void assert_name(const char *pattern, size_t row, const char *expected)
{
	char name[100];
	Err err;
	assert_true(batch_name(pattern, row, name, sizeof name, &err));
	assert_string_equal(name, expected);
}

static void test_a_pattern_numbers_names_in_order(void **state)
{
	(void)state;
	char name[100];
	Err err;
	assert_name("Desk {n}", 0, "Desk 1");
	assert_name("Desk {n:03}", 11, "Desk 012");
	assert_name("{n=101} of {n=5:02}", 2, "103 of 07");
	assert_name("Front desk", 7, "Front desk");
	const char *wrong[] = { "Desk {x}", "Desk {n", "Desk }", "{n:3}", "{n=}", "{n:00}", "{n=a}", "{n:0a}" };
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		assert_false(batch_name(wrong[i], 0, name, sizeof name, &err));
	assert_non_null(strstr(err.text, "{n:03}"));
}

static void test_rows_change_are_already_so_or_are_blocked(void **state)
{
	(void)state;
	Floor floor;
	floor_open(&floor);
	Batch *batch = make_protocol(&floor);
	assert_string_equal(batch->title, "protocol → PJSIP");
	assert_int_equal(batch->rows[0].state, BATCH_CHANGE);
	assert_string_equal(batch->rows[0].now[FIELD_PROTOCOL], "SIP");
	assert_string_equal(batch->rows[0].plan->after[FIELD_PROTOCOL], "PJSIP");
	assert_int_equal(batch->rows[2].state, BATCH_SAME);
	assert_int_equal(batch->rows[3].state, BATCH_BLOCKED);
	assert_string_equal(batch->rows[3].why, "phone 8311a does not exist");
	assert_string_equal(batch->rows[4].why, "alias 8340x does not exist");
	assert_int_equal(batch->counts.change, 2);
	assert_int_equal(batch->counts.same, 1);
	assert_int_equal(batch->counts.blocked, 2);
	assert_int_equal(batch->counts.phones, 3);
	batch_free(batch);
	floor_close(&floor);
}

static void test_the_whole_warns_of_aliases_outside_of_it_and_of_agents(void **state)
{
	(void)state;
	Floor floor;
	floor_open(&floor);
	Batch *batch = make_protocol(&floor);
	assert_int_equal(batch->warning_count, 2);
	assert_string_equal(batch->warnings[0], "1 of these phones also serves 8399x, which is not in this batch.");
	assert_string_equal(batch->warnings[1], "1 phone is in use now (agent 6012).");
	batch_leave_out(batch, 1, true);
	assert_int_equal(batch->counts.left_out, 1);
	assert_int_equal(batch->counts.phones, 2);
	assert_int_equal(batch->warning_count, 1);
	batch_leave_out(batch, 0, true);
	assert_int_equal(batch->counts.change, 0);
	assert_int_equal(batch->warning_count, 0);
	batch_free(batch);
	floor_close(&floor);
}

static void test_a_shared_phone_is_written_once_by_the_first_row(void **state)
{
	(void)state;
	Floor floor;
	floor_open(&floor);
	Batch *batch = make_protocol(&floor);
	assert_int_equal(batch->rows[1].plan->step_count, 2);
	batch_join(batch);
	assert_int_equal(batch->rows[0].plan->step_count, 2);
	assert_int_equal(batch->rows[1].plan->step_count, 1);
	assert_string_equal(batch->rows[1].plan->steps[0].label, "phone 8302a on dialer1");
	assert_int_equal(batch->rows[0].lean_count, 0);
	assert_int_equal(batch->rows[1].lean_count, 1);
	assert_int_equal(batch->rows[1].leans[0], 0);
	batch_free(batch);
	floor_close(&floor);
}

static void test_a_row_left_out_leaves_the_shared_phone_to_the_next(void **state)
{
	(void)state;
	Floor floor;
	floor_open(&floor);
	Batch *batch = make_protocol(&floor);
	batch_leave_out(batch, 0, true);
	batch_join(batch);
	assert_int_equal(batch->rows[1].plan->step_count, 2);
	assert_int_equal(batch->rows[1].lean_count, 0);
	batch_free(batch);
	floor_close(&floor);
}

static void test_a_later_wish_expects_what_the_earlier_left(void **state)
{
	(void)state;
	Floor floor;
	floor_open(&floor);
	BatchOrder *order = batch_order_new("mend");
	batch_order_add(order, &floor.ids[0], 1, &(BulkWish){ .wish.value[FIELD_PROTOCOL] = "PJSIP" });
	batch_order_add(order, &floor.ids[1], 1, &(BulkWish){ .wish.value[FIELD_PROTOCOL] = "IAX2" });
	Records two = { .items = floor.items, .count = 2 };
	Batch *batch = batch_make(order, &two);
	batch_order_free(order);
	assert_string_equal(batch->title, "mend");
	batch_join(batch);
	const Step *second = &batch->rows[1].plan->steps[1];
	assert_true(value_equal(second->columns[3].before, value_text("PJSIP")));
	assert_true(value_equal(second->columns[3].after, value_text("IAX2")));
	assert_true(second->columns[3].writes);
	batch_free(batch);
	floor_close(&floor);
}

static void test_logins_are_taken_out_and_put_behind(void **state)
{
	(void)state;
	Floor floor;
	floor_open(&floor);
	sample_add(&floor.items[0], sample_phone("8309a", "8309", "10.0.0.11", "SIP", "Y"));
	Batch *batch = make(&floor, &(BulkWish){ .remove = "8302B, 9999", .add = "8309a 8303a" });
	assert_string_equal(batch->title, "phones +8309a 8303a, phones -8302B, 9999");
	batch_free(batch);
	batch = make(&floor, &(BulkWish){ .remove = "", .add = "", .wish.value[FIELD_ACTIVE] = "N" });
	assert_string_equal(batch->title, "active → N");
	batch_free(batch);
	batch = make(&floor, &(BulkWish){ .add = "8309a 8303a", .wish.value[FIELD_NAME] = "Desk" });
	assert_string_equal(batch->title, "name → Desk, phones +8309a 8303a");
	assert_string_equal(batch->rows[0].why, "phone 8303a was not looked up yet");
	batch_free(batch);
	batch = make(&floor, &(BulkWish){ .remove = "8302B", .add = "8309a" });
	assert_string_equal(batch->rows[0].plan->after[FIELD_PHONES], "8301a,8309a");
	batch_free(batch);
	batch = make(&floor, &(BulkWish){ .remove = "9999" });
	assert_int_equal(batch->rows[0].state, BATCH_SAME);
	batch_free(batch);
	floor_close(&floor);
}

static void test_deleting_counts_and_says_so(void **state)
{
	(void)state;
	Floor floor;
	floor_open(&floor);
	Batch *batch = make(&floor, &(BulkWish){ .wish.kind = PLAN_DELETE });
	assert_string_equal(batch->title, "delete");
	assert_int_equal(batch->counts.change, 4);
	assert_int_equal(batch->counts.deletes, 4);
	assert_int_equal(batch->counts.phones, 0);
	batch_free(batch);
	floor_close(&floor);
}

static void test_the_first_of_many_unknown_rows_are_named(void **state)
{
	(void)state;
	static const char *const aliases[] = { "8301x", "8302x", "8303x", "8304x", "8305x" };
	BatchStand stand = { 0 };
	char text[160];
	batch_stand_add(&stand, CLASS_ALTERED, "8300x");
	for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++)
		batch_stand_add(&stand, i % 2 ? CLASS_INDETERMINATE : CLASS_COUNT, aliases[i]);
	batch_stand_add(&stand, CLASS_DAMAGED, "8306x");
	batch_stand_add(&stand, CLASS_ROW_LOST, "8307x");
	batch_stand_text(&stand, text, sizeof text);
	assert_string_equal(text, "1 written, 5 unknown (8301x, 8302x, 8303x and 2 more), 2 refused");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_pattern_numbers_names_in_order),
		cmocka_unit_test(test_rows_change_are_already_so_or_are_blocked),
		cmocka_unit_test(test_the_whole_warns_of_aliases_outside_of_it_and_of_agents),
		cmocka_unit_test(test_a_shared_phone_is_written_once_by_the_first_row),
		cmocka_unit_test(test_a_row_left_out_leaves_the_shared_phone_to_the_next),
		cmocka_unit_test(test_a_later_wish_expects_what_the_earlier_left),
		cmocka_unit_test(test_logins_are_taken_out_and_put_behind),
		cmocka_unit_test(test_deleting_counts_and_says_so),
		cmocka_unit_test(test_the_first_of_many_unknown_rows_are_named),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
