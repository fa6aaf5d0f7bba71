/* Proves how rows become a catalog: order, the join by login, hidden rows, hostile texts, and look-ups. */
#include <stdio.h>
#include <string.h>

#include "tests/unit/floor.h"

static void logins_compare_as_the_collations_do(void **state)
{
	(void)state;
	assert_int_equal(login_compare("8302A", "8302a  "), 0);
	assert_true(login_compare("8302a", " 8302a") > 0);
	assert_true(login_compare("8302", "8302a") < 0);
	assert_true(login_compare(NULL, "") < 0);
	assert_int_equal(login_compare(NULL, NULL), 0);
}

static void lists_are_split_as_the_agent_page_splits_them(void **state)
{
	(void)state;
	const char *const items[] = { "a", "", " b", "" };
	const char *item, *at = "a,, b,";
	size_t length, count = 0;
	for (; logins_next(&at, &item, &length); count++) {
		assert_int_equal(length, strlen(items[count]));
		assert_memory_equal(item, items[count], length);
	}
	assert_int_equal(count, 4);
	assert_null(at);
}

static void values_are_equal_byte_for_byte(void **state)
{
	(void)state;
	assert_true(value_equal(value_text("a"), value_text("a")));
	assert_false(value_equal(value_text("a"), value_text("A")));
	assert_false(value_equal(value_text(""), VALUE_NULL));
	assert_true(value_equal(VALUE_NULL, value_text(NULL)));
}

static void aliases_stand_by_id_and_phones_by_login_then_server(void **state)
{
	(void)state;
	CatalogBuilder *builder = floor_begin(NULL);
	floor_add_phone(builder, "b", "2", "10.0.0.10", "SIP", "Y");
	floor_add_phone(builder, NULL, "3", "10.0.0.1", "SIP", "Y");
	floor_add_phone(builder, "B", "2", "10.0.0.2", "SIP", "Y");
	floor_add_phone(builder, "a", "1", "10.0.0.1", "SIP", "Y");
	const char *const ids[] = { "agent0000000000020", "Agent0000000000010", "zeta", "Alpha" };
	for (size_t i = 0; i < 4; i++)
		floor_add_alias(builder, ids[i], NULL, "", GROUP_ALL);
	Catalog *cat = catalog_finish(builder, 42);

	const char *const sorted[] = { "Agent0000000000010", "agent0000000000020", "Alpha", "zeta" };
	for (size_t i = 0; i < 4; i++)
		assert_string_equal(cat->aliases[i].id, sorted[i]);
	assert_null(cat->phones[0].login);
	assert_string_equal(cat->phones[1].login, "a");
	assert_string_equal(catalog_server_name(cat, &cat->phones[2]), "dialer2");
	assert_string_equal(catalog_server_name(cat, &cat->phones[3]), "dialer10");
	assert_false(cat->phones[2].again);
	assert_true(cat->phones[3].again);
	assert_int_equal(cat->read_at_us, 42);
	catalog_free(cat);
}

static void members_are_found_in_any_spelling_and_keep_their_order(void **state)
{
	(void)state;
	CatalogBuilder *builder = floor_begin(NULL);
	floor_add_phone(builder, "8302A ", "8302", "10.0.0.1", "SIP", "Y");
	floor_add_phone(builder, "8302b", "8302", "10.0.0.2", "SIP", "Y");
	floor_add_phone(builder, "", "9999", "10.0.0.2", "SIP", "Y");
	floor_add_alias(builder, "8302x", "Front desk 2", "8302B,8302a  ,8302q, 8302a,", GROUP_ALL);
	Catalog *cat = catalog_finish(builder, 0);

	const Alias *alias = floor_alias(cat, "8302X");
	const Phone *phone;
	assert_int_equal(alias->member_count, 5);
	assert_int_equal(catalog_member(cat, alias, 0, &phone), 1);
	assert_string_equal(phone->login, "8302b");
	assert_int_equal(catalog_member(cat, alias, 1, &phone), 1);
	assert_string_equal(phone->login, "8302A ");
	for (size_t missing = 2; missing < 5; missing++)
		assert_int_equal(catalog_member(cat, alias, missing, &phone), 0);
	assert_null(phone);
	catalog_free(cat);
}

static void a_login_may_stand_for_several_phones_and_is_walked_once(void **state)
{
	(void)state;
	CatalogBuilder *builder = floor_begin(NULL);
	floor_add_phone(builder, "twice", "1", "10.0.0.2", "SIP", "Y");
	floor_add_phone(builder, "twice", "1", "10.0.0.1", "SIP", "Y");
	floor_add_phone(builder, "one", "2", "10.0.0.1", "SIP", "Y");
	floor_add_alias(builder, "all", NULL, "twice,one,gone,TWICE", GROUP_ALL);
	Catalog *cat = catalog_finish(builder, 0);

	PhoneWalk walk = { 0 };
	const char *const servers[] = { "dialer1", "dialer2", "dialer1" };
	size_t count = 0;
	for (const Phone *phone; (phone = catalog_walk(cat, floor_alias(cat, "all"), &walk)); count++)
		assert_string_equal(catalog_server_name(cat, phone), servers[count]);
	assert_int_equal(count, 3);
	assert_true(walk.missing);
	assert_non_null(catalog_login(cat, "Twice", &count));
	assert_int_equal(count, 2);
	assert_null(catalog_login(cat, "gone", &count));
	assert_int_equal(count, 0);
	catalog_free(cat);
}

static void aliases_outside_the_groups_are_left_out_and_phones_hidden(void **state)
{
	(void)state;
	GroupScope scope;
	group_scope_parse(&scope, "SALES NIGHT");
	CatalogBuilder *builder = floor_begin(&scope);
	PhoneRead phone = floor_phone("8310a", "8310", "10.0.0.1");
	phone.user_group = value_text("RETAIN");
	catalog_add_phone(builder, &phone);
	floor_add_phone(builder, "8310b", "8310", "10.0.0.2", "SIP", "Y");
	floor_add_alias(builder, "seen", NULL, "8310a,8310b", "sales");
	floor_add_alias(builder, "hidden", NULL, "8310b", "RETAIN");
	floor_add_alias(builder, "nobody's", NULL, "8310b", NULL);
	Catalog *cat = catalog_finish(builder, 0);

	const Phone *first;
	assert_int_equal(cat->alias_count, 1);
	assert_int_equal(cat->outside, 2);
	assert_null(catalog_find(cat, "hidden"));
	assert_int_equal(catalog_member(cat, floor_alias(cat, "seen"), 0, &first), 1);
	assert_true(first->hidden);
	catalog_member(cat, floor_alias(cat, "seen"), 1, &first);
	assert_false(first->hidden);
	catalog_free(cat);
}

static void strange_rows_are_kept_as_they_are(void **state)
{
	(void)state;
	static const uint8_t nul[] = { 'a', 0, 'b', 0 };
	CatalogBuilder *builder = floor_begin(NULL);
	catalog_add_phone(builder, &(PhoneRead){ VALUE_NULL, VALUE_NULL, VALUE_NULL, VALUE_NULL, VALUE_NULL, VALUE_NULL, VALUE_NULL,
	                                         VALUE_NULL });
	PhoneRead far = floor_phone("far", "1", "192.168.7.7 ");
	far.active = value_text("");
	far.ping_ms = value_text("99999");
	catalog_add_phone(builder, &far);
	catalog_add_alias(builder, &(AliasRead){ { .bytes = nul, .length = 4 }, VALUE_NULL, VALUE_NULL, VALUE_NULL });
	Catalog *cat = catalog_finish(builder, 0);

	assert_string_equal(cat->aliases[0].id, "a\u2400b\u2400");
	assert_null(cat->aliases[0].name);
	assert_null(cat->aliases[0].logins);
	assert_int_equal(cat->aliases[0].member_count, 0);
	assert_string_equal(catalog_name(cat, cat->aliases[0].user_group), "");
	assert_null(cat->phones[0].extension);
	assert_int_equal(cat->phones[0].ping_ms, -1);
	assert_string_equal(catalog_server_name(cat, &cat->phones[0]), "?");
	assert_string_equal(catalog_server_name(cat, &cat->phones[1]), "192.168.7.7");
	assert_false(cat->servers[cat->phones[1].server].known);
	assert_int_equal(cat->phones[1].active, 0);
	assert_int_equal(cat->phones[1].ping_ms, INT16_MAX);
	catalog_free(cat);
}

static void the_empty_database_is_a_catalog_too(void **state)
{
	(void)state;
	size_t count;
	const char *near;
	Catalog *cat = catalog_finish(floor_begin(NULL), 0);
	assert_int_equal(cat->alias_count, 0);
	assert_null(catalog_find(cat, "8302x"));
	assert_null(catalog_login(cat, "8302a", &count));
	assert_int_equal(catalog_near_logins(cat, "8302a", &near, 1), 0);
	catalog_free(cat);
	catalog_abandon(floor_begin(NULL));
}

static void mistyped_extensions_have_near_ones(void **state)
{
	(void)state;
	CatalogBuilder *builder = floor_begin(NULL);
	const char *const extensions[] = { "1002", "1021", "1021", "5555", "10", "10200" };
	for (size_t i = 0; i < 6; i++)
		floor_add_phone(builder, "x", extensions[i], i % 2 ? "10.0.0.1" : "10.0.0.2", "SIP", "Y");
	PhoneRead secret = floor_phone("y", "1022", "10.0.0.1");
	secret.user_group = VALUE_NULL;
	catalog_add_phone(builder, &secret);
	Catalog *cat = catalog_finish(builder, 0);

	const char *near[4];
	assert_int_equal(catalog_near_extensions(cat, "1020", near, 4), 4);
	assert_string_equal(near[0], "1002");
	assert_string_equal(near[1], "10200");
	assert_string_equal(near[2], "1021");
	assert_int_equal(catalog_near_extensions(cat, "1020", near, 2), 2);
	assert_string_equal(near[1], "10200");
	assert_int_equal(catalog_near_extensions(cat, "an extension that is far too long", near, 4), 0);
	catalog_free(cat);
}

/* More groups than have numbers: rows are kept, and what cannot be told apart is not shown to the restricted. */
static void a_flood_of_group_names_does_no_harm(void **state)
{
	(void)state;
	enum { FLOOD = 70000 };
	GroupScope scope;
	group_scope_parse(&scope, "G1 G69999");
	CatalogBuilder *builder = floor_begin(&scope);
	for (size_t i = 0; i < FLOOD; i++) {
		char group[16];
		snprintf(group, sizeof group, "G%zu", i);
		floor_add_alias(builder, group, NULL, NULL, group);
	}
	Catalog *cat = catalog_finish(builder, 0);
	assert_int_equal(cat->alias_count, 1);
	assert_int_equal(cat->outside, FLOOD - 1);
	assert_string_equal(catalog_name(cat, cat->aliases[0].user_group), "G1");
	catalog_free(cat);
}

static void any_order_of_many_rows_joins_alike(void **state)
{
	(void)state;
	enum { ROWS = 20011 };
	CatalogBuilder *builder = floor_begin(NULL);
	for (size_t i = 0; i < ROWS; i++) {
		char login[16], id[24], list[40];
		snprintf(login, sizeof login, "%05zua", i * 7919 % ROWS);
		floor_add_phone(builder, login, "1", floor_servers[i % 5].ip, "SIP", "Y");
		size_t k = i * 104729 % ROWS;
		snprintf(id, sizeof id, "agent-number-%05zux", k);
		snprintf(list, sizeof list, "%05zuA,gone%zu", k, k);
		floor_add_alias(builder, id, NULL, list, GROUP_ALL);
	}
	Catalog *cat = catalog_finish(builder, 0);
	assert_int_equal(cat->alias_count, ROWS);
	assert_int_equal(cat->member_total, 2 * ROWS);
	for (size_t i = 0; i < ROWS; i++) {
		const Phone *phone;
		char login[16];
		snprintf(login, sizeof login, "%05zua", i);
		assert_int_equal(catalog_member(cat, &cat->aliases[i], 0, &phone), 1);
		assert_string_equal(phone->login, login);
		assert_int_equal(catalog_member(cat, &cat->aliases[i], 1, &phone), 0);
	}
	catalog_free(cat);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(logins_compare_as_the_collations_do),
		cmocka_unit_test(lists_are_split_as_the_agent_page_splits_them),
		cmocka_unit_test(values_are_equal_byte_for_byte),
		cmocka_unit_test(aliases_stand_by_id_and_phones_by_login_then_server),
		cmocka_unit_test(members_are_found_in_any_spelling_and_keep_their_order),
		cmocka_unit_test(a_login_may_stand_for_several_phones_and_is_walked_once),
		cmocka_unit_test(aliases_outside_the_groups_are_left_out_and_phones_hidden),
		cmocka_unit_test(strange_rows_are_kept_as_they_are),
		cmocka_unit_test(the_empty_database_is_a_catalog_too),
		cmocka_unit_test(mistyped_extensions_have_near_ones),
		cmocka_unit_test(a_flood_of_group_names_does_no_harm),
		cmocka_unit_test(any_order_of_many_rows_joins_alike),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
