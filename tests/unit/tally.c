/* Proves what a bulk change says first: what the marked aliases hold now, counted, a shared phone once, the most frequent first,
 * and which of them have logins without a phone; and which logins leave which aliases when a server is drained. */
#include "core/model/drain.h"
#include "core/model/tally.h"
#include "tests/unit/floor.h"

static Catalog *cat;

static int floor_open(void **state)
{
	(void)state;
	CatalogBuilder *builder = floor_begin(NULL);
	floor_add_phone(builder, "8301a", "8301", "10.0.0.1", "SIP", "Y");
	floor_add_phone(builder, "8301b", "8301", "10.0.0.2", "SIP", "N");
	floor_add_phone(builder, "8302a", "8302", "10.0.0.1", "PJSIP", NULL);
	floor_add_phone(builder, "both", "9000", "10.0.0.1", "SIP", "Y");
	floor_add_phone(builder, "both", "9000", "10.0.0.2", "SIP", "Y");
	floor_add_alias(builder, "1x", "Front", "8301a,8301b", "SALES");
	floor_add_alias(builder, "2x", "Front", "8302a,8301b,gone", NULL);
	floor_add_alias(builder, "3x", "Back", "gone,both", "");
	floor_add_alias(builder, "4x", NULL, "8301b", "SALES");
	cat = catalog_finish(builder, 0);
	return 0;
}

static int floor_close(void **state)
{
	(void)state;
	catalog_free(cat);
	return 0;
}

static void assert_value(const TallyList *list, size_t at, const char *value, size_t phones, size_t aliases)
{
	assert_true(at < list->count);
	assert_string_equal(list->values[at].value, value);
	assert_int_equal(list->values[at].phones, phones);
	assert_int_equal(list->values[at].aliases, aliases);
}

static void what_they_hold_is_counted_a_shared_phone_once(void **state)
{
	(void)state;
	const AliasId ids[] = { { "1x" }, { "2x" }, { "4x" }, { "nobody" } };
	Tally *tally = tally_make(cat, ids, 4);
	assert_int_equal(tally->aliases, 3);
	assert_int_equal(tally->gone, 1);
	assert_int_equal(tally->phones, 3);
	assert_value(&tally->protocols, 0, "SIP", 2, 3);
	assert_value(&tally->protocols, 1, "PJSIP", 1, 1);
	assert_int_equal(tally->actives.count, 3);
	assert_int_equal(tally->names, 2);
	tally_free(tally);
}

static void null_and_empty_are_told_as_one(void **state)
{
	(void)state;
	const AliasId ids[] = { { "1x" }, { "2x" }, { "3x" } };
	Tally *tally = tally_make(cat, ids, 3);
	assert_int_equal(tally->groups.count, 2);
	assert_value(&tally->groups, 0, "", 0, 2);
	assert_value(&tally->groups, 1, "SALES", 0, 1);
	tally_free(tally);
}

static void missing_phones_and_whom_they_block_are_named(void **state)
{
	(void)state;
	const AliasId ids[] = { { "1x" }, { "2x" }, { "3x" } };
	Tally *tally = tally_make(cat, ids, 3);
	assert_int_equal(tally->missing.count, 1);
	assert_value(&tally->missing, 0, "gone", 0, 2);
	assert_int_equal(tally->blocked_count, 2);
	assert_string_equal(tally->blocked[0], "2x");
	assert_string_equal(tally->blocked[1], "3x");
	tally_free(tally);
}

static void a_drained_servers_logins_leave_also_where_they_are_on_others(void **state)
{
	(void)state;
	BatchOrder *order = drain_order(cat, "10.0.0.1");
	assert_string_equal(order->title, "drain dialer1");
	assert_int_equal(order->count, 3);
	assert_string_equal(order->asks[0].alias.text, "1x");
	assert_string_equal(order->asks[0].wish->remove, "8301a");
	assert_string_equal(order->asks[1].wish->remove, "8302a");
	assert_string_equal(order->asks[2].wish->remove, "both");
	batch_order_free(order);
	assert_int_equal(drain_count(cat, 0), 3);
	assert_int_equal(drain_count(cat, 2), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_they_hold_is_counted_a_shared_phone_once),
		cmocka_unit_test(null_and_empty_are_told_as_one),
		cmocka_unit_test(missing_phones_and_whom_they_block_are_named),
		cmocka_unit_test(a_drained_servers_logins_leave_also_where_they_are_on_others),
	};
	return cmocka_run_group_tests(tests, floor_open, floor_close);
}
