/* Proves the sign of an alias and the sentences behind it, by what VICIdial's agent login does with such data. */
#include <stdio.h>
#include <string.h>

#include "core/model/health.h"
#include "tests/unit/floor.h"

static CatalogBuilder *floor_with_phones(void)
{
	CatalogBuilder *builder = floor_begin(NULL);
	floor_add_phone(builder, "8302a", "8302", "10.0.0.1", "SIP", "Y");
	floor_add_phone(builder, "8302b", "8302", "10.0.0.2", "SIP", "N");
	floor_add_phone(builder, "8303a", "8303", "10.0.0.1", "SIP", "Y");
	floor_add_phone(builder, "8303b", "8303", "10.0.0.2", "SIP", "Y");
	floor_add_phone(builder, "8314a", "8314", "10.0.0.1", "SIP", NULL);
	floor_add_phone(builder, "closed", "1", "10.0.0.20", "SIP", "Y");
	floor_add_phone(builder, "off", "2", "10.0.0.30", "SIP", "Y");
	floor_add_phone(builder, "stray", "3", "10.0.0.99", "SIP", "Y");
	floor_add_phone(builder, "nowhere", "4", NULL, "SIP", "Y");
	floor_add_phone(builder, "pair", "5", "10.0.0.1", "SIP", "Y");
	floor_add_phone(builder, "pair", "5", "10.0.0.2", "SIP", "Y");
	PhoneRead quiet = floor_phone("quiet", "6", "10.0.0.1");
	quiet.peer_status = value_text("UNREACHABLE");
	catalog_add_phone(builder, &quiet);
	return builder;
}

/* An alias of that ID and list has this sign and, in this order, these sentences, one a line. */
static void assert_told(const char *id, const char *logins, Health health, const char *sentences)
{
	CatalogBuilder *builder = floor_with_phones();
	floor_add_alias(builder, id, "Name", logins, GROUP_ALL);
	Catalog *cat = catalog_finish(builder, 0);
	char told[1000] = "", sentence[200];
	for (size_t i = 0; health_sentence(cat, &cat->aliases[0], i, sentence, sizeof sentence); i++)
		snprintf(told + strlen(told), sizeof told - strlen(told), "%s%s", i ? "\n" : "", sentence);
	assert_string_equal(told, sentences);
	assert_int_equal(health_of(cat, &cat->aliases[0]), health);
	catalog_free(cat);
}

static void an_alias_whose_phones_answer_is_good(void **state)
{
	(void)state;
	assert_told("8303x", "8303a,8303b", HEALTH_GOOD, "");
	assert_told("8303x", "8303b", HEALTH_GOOD, "");
}

static void login_with_no_phone_is_reported(void **state)
{
	(void)state;
	assert_told("8311x", "8311a,8303b", HEALTH_BROKEN, "8311a does not exist");
	assert_told("8311x", "8311a,8302b", HEALTH_BROKEN,
	            "8311a does not exist\nall its phones are set inactive");
	assert_told("8311x", "8303a,8303b,", HEALTH_BROKEN, "a phone login is missing between the commas of the list");
	assert_told("8311x", "8303a, 8303b", HEALTH_BROKEN, " 8303b does not exist");
}

static void an_alias_without_phones_is_broken(void **state)
{
	(void)state;
	assert_told("8311x", "", HEALTH_BROKEN, "it has no phones: every agent login fails");
	assert_told("8311x", NULL, HEALTH_BROKEN, "it has no phones: every agent login fails");
}

static void some_inactive_phones_ask_for_a_look_all_make_it_inactive(void **state)
{
	(void)state;
	assert_told("8302x", "8302a,8302b", HEALTH_LOOK, "8302b: inactive, logins fail");
	assert_told("8314x", "8314a", HEALTH_INACTIVE, "its phone is set inactive");
	assert_told("8314x", "8314a,8302b", HEALTH_INACTIVE, "all its phones are set inactive");
}

static void servers_that_take_no_agents_are_named(void **state)
{
	(void)state;
	assert_told("8303x", "8303a,closed", HEALTH_LOOK, "closed: server takes no agents");
	assert_told("8303x", "8303a,off", HEALTH_LOOK, "off: server is inactive");
	assert_told("8303x", "8303a,stray", HEALTH_LOOK, "stray: server is not known");
	assert_told("8303x", "8303a,nowhere", HEALTH_LOOK, "nowhere: has no server");
	assert_told("8303x", "8303a,quiet", HEALTH_LOOK, "quiet: UNREACHABLE now");
	assert_told("8303x", "closed,8302b", HEALTH_BROKEN,
	            "no phone of it can be used: every agent login fails\n"
	            "closed: server takes no agents\n8302b: inactive, logins fail");
}

static void a_single_login_skips_the_balancer_that_asks_for_an_active_server(void **state)
{
	(void)state;
	assert_told("8303x", "off", HEALTH_LOOK, "off: server is inactive");
	assert_told("8303x", "off,closed", HEALTH_BROKEN,
	            "no phone of it can be used: every agent login fails\n"
	            "off: server is inactive\nclosed: server takes no agents");
}

static void logins_that_are_not_clear_are_reported(void **state)
{
	(void)state;
	assert_told("8303x", "8303a,8303b,8303A", HEALTH_LOOK, "8303a is listed twice");
	assert_told("8303x", "pair", HEALTH_LOOK, "2 phones have the login pair: agents get the first that VICIdial finds");
	assert_told("8302a", "8303a", HEALTH_LOOK, "a phone login is called 8302a too: agents who type it get the alias");
	assert_told("83-x", "8303a", HEALTH_LOOK, "agents cannot type the - in the alias ID: their login form strips it");
	assert_told("83_x", "8303a", HEALTH_LOOK, "agents cannot type the _ in the alias ID: their login form strips it");
}

static void a_list_without_room_for_one_more_login_is_reported(void **state)
{
	(void)state;
	char list[300] = "8303a";
	for (size_t i = 0; i < 39; i++)
		strcat(list, ",8303a");
	assert_int_equal(strlen(list), 239);
	CatalogBuilder *builder = floor_with_phones();
	floor_add_alias(builder, "fits", NULL, list, GROUP_ALL);
	floor_add_alias(builder, "full", NULL, strcat(list, ",8303a"), GROUP_ALL);
	Catalog *cat = catalog_finish(builder, 0);
	char sentence[200];
	size_t count = 0;
	while (health_sentence(cat, floor_alias(cat, "fits"), count, sentence, sizeof sentence))
		count++;
	assert_int_equal(count, 39);
	assert_true(health_sentence(cat, floor_alias(cat, "full"), 40, sentence, sizeof sentence));
	assert_string_equal(sentence, "the list of phones has 245 of 255 characters: it is nearly full");
	catalog_free(cat);
}

static void nothing_is_said_of_a_phone_outside_the_groups_but_that(void **state)
{
	(void)state;
	GroupScope scope;
	group_scope_parse(&scope, "SALES NIGHT");
	CatalogBuilder *builder = floor_begin(&scope);
	PhoneRead secret = floor_phone("secret", "1", "10.0.0.20");
	secret.user_group = value_text("RETAIN");
	secret.active = value_text("N");
	catalog_add_phone(builder, &secret);
	floor_add_alias(builder, "8303x", NULL, "secret", "SALES");
	Catalog *cat = catalog_finish(builder, 0);
	char sentence[200];
	assert_int_equal(health_of(cat, &cat->aliases[0]), HEALTH_GOOD);
	assert_true(health_sentence(cat, &cat->aliases[0], 0, sentence, sizeof sentence));
	assert_string_equal(sentence, "secret: outside your user groups");
	assert_false(health_sentence(cat, &cat->aliases[0], 1, sentence, sizeof sentence));
	catalog_free(cat);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_alias_whose_phones_answer_is_good),
		cmocka_unit_test(login_with_no_phone_is_reported),
		cmocka_unit_test(an_alias_without_phones_is_broken),
		cmocka_unit_test(some_inactive_phones_ask_for_a_look_all_make_it_inactive),
		cmocka_unit_test(servers_that_take_no_agents_are_named),
		cmocka_unit_test(a_single_login_skips_the_balancer_that_asks_for_an_active_server),
		cmocka_unit_test(logins_that_are_not_clear_are_reported),
		cmocka_unit_test(a_list_without_room_for_one_more_login_is_reported),
		cmocka_unit_test(nothing_is_said_of_a_phone_outside_the_groups_but_that),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
