/* Proves the sign of an alias and the sentences behind it, by what VICIdial's agent login does with such data; that a report of all
 * aliases holds the same; and what a mended list is. */
#include <stdio.h>
#include <string.h>

#include "core/model/health_report.h"
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
	assert_told("8311x", "8303a, 8303b", HEALTH_BROKEN, "a blank stands before 8303b: VICIdial finds no phone by that");
	assert_told("8311x", "8303a,8303b\r", HEALTH_BROKEN, "a line end stands behind 8303b: VICIdial finds no phone by that");
	assert_told("8311x", "8303a,8303b\n", HEALTH_BROKEN, "a line end stands behind 8303b: VICIdial finds no phone by that");
	assert_told("8311x", "8303a,\t8303b", HEALTH_BROKEN, "a tab stands before 8303b: VICIdial finds no phone by that");
	assert_told("8311x", "8303a,8303b\u00A0", HEALTH_BROKEN,
	            "the character U+00A0 stands behind 8303b: VICIdial finds no phone by that");
	assert_told("8311x", "8303a,83\u240003b", HEALTH_BROKEN,
	            "the character U+0000 stands in 8303b: VICIdial finds no phone by that");
	assert_told("8311x", "8303a,83\u200b03b", HEALTH_BROKEN, "the character U+200B stands in 8303b: VICIdial finds no phone by that");
	assert_told("8311x", "8303a, 8311a", HEALTH_BROKEN, " 8311a does not exist");
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
	assert_told("8303x", "8303b,quiet", HEALTH_LOOK, "quiet: UNREACHABLE now");
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

static void phones_that_are_all_on_one_server_leave_nothing_to_balance(void **state)
{
	(void)state;
	static const char one[] = "all its phones are on one server: when that is down nobody can log in with it";
	assert_told("8303x", "8303a,8302a", HEALTH_LOOK, one);
	assert_told("8303x", "8303a,8302a,8303b", HEALTH_GOOD, "");
	assert_told("8303x", "8303a", HEALTH_GOOD, "");
	assert_told("8303x", "8303a,8302a,8311a", HEALTH_BROKEN, "8311a does not exist\nall its phones are on one server: when that is down "
	            "nobody can log in with it");
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

/* --- the kinds --- */

static void every_kind_has_its_words_and_a_key_of_its_own(void **state)
{
	(void)state;
	for (FindingId kind = 0; kind < FINDING_HIDDEN; kind++) {
		const Finding *finding = &findings[kind];
		assert_true(*finding->title && *finding->why && *finding->fix && finding->health != HEALTH_GOOD);
		assert_int_equal(finding_find(finding->key), kind);
		assert_true(strlen(finding->title) < 49 && strlen(finding->fix) < 21);
	}
	assert_int_equal(finding_find("hidden"), FINDING_COUNT);
	assert_int_equal(finding_find("8302x"), FINDING_COUNT);
}

static void add_with_password(CatalogBuilder *builder, const char *login, const char *extension, const char *ip, uint32_t password)
{
	PhoneRead phone = floor_phone(login, extension, ip);
	phone.password = password;
	catalog_add_phone(builder, &phone);
}

/* Three phones of each alias: whose password is as most have it is right. */
static Catalog *catalog_with_passwords(void)
{
	CatalogBuilder *builder = floor_begin(NULL);
	add_with_password(builder, "1a", "1", "10.0.0.1", 7);
	add_with_password(builder, "1b", "1", "10.0.0.2", 7);
	add_with_password(builder, "1c", "1", "10.0.0.10", 9);
	add_with_password(builder, "2a", "2", "10.0.0.1", 8);
	add_with_password(builder, "2b", "2", "10.0.0.2", 9);
	floor_add_alias(builder, "odd-one", NULL, "1c,1a,1b", GROUP_ALL);
	floor_add_alias(builder, "same", NULL, "1a,1b,2c", GROUP_ALL);
	floor_add_alias(builder, "two", NULL, "2a,2b", GROUP_ALL);
	return catalog_finish(builder, 0);
}

static void the_phone_whose_password_is_not_that_of_most_is_named(void **state)
{
	(void)state;
	char words[200];
	Catalog *cat = catalog_with_passwords();
	health_words(cat, NULL, floor_alias(cat, "odd-one"), FINDING_PASSWORD, words, sizeof words);
	assert_string_equal(words, "1c has another password than 1a");
	health_words(cat, NULL, floor_alias(cat, "two"), FINDING_PASSWORD, words, sizeof words);
	assert_string_equal(words, "2b has another password than 2a");
	health_words(cat, NULL, floor_alias(cat, "same"), FINDING_PASSWORD, words, sizeof words);
	assert_string_equal(words, "");
	catalog_free(cat);
}

static const char *const typed[] = { "8303X", "longestidofanya", "z" };
static const LoginLog some_log = { .typed = typed, .count = 3, .read = true, .since = "" };

static void what_no_agent_typed_is_unused(void **state)
{
	(void)state;
	char words[200];
	CatalogBuilder *builder = floor_with_phones();
	floor_add_alias(builder, "8303x", NULL, "8303a", GROUP_ALL);
	floor_add_alias(builder, "8304x", NULL, "8303a", GROUP_ALL);
	floor_add_alias(builder, "longestidofanyalias1", NULL, "8303a", GROUP_ALL);
	Catalog *cat = catalog_finish(builder, 0);
	assert_true(health_used(&some_log, floor_alias(cat, "8303x")));
	assert_true(health_used(&some_log, floor_alias(cat, "longestidofanyalias1")));
	health_words(cat, &some_log, floor_alias(cat, "8304x"), FINDING_UNUSED, words, sizeof words);
	assert_string_equal(words, "no agent logged in with it in 90 days");
	LoginLog young = some_log;
	young.since = "2025-12-20";
	health_words(cat, &young, floor_alias(cat, "8304x"), FINDING_UNUSED, words, sizeof words);
	assert_string_equal(words, "no agent logged in with it since 2025-12-20, where the log begins");
	health_words(cat, NULL, floor_alias(cat, "8304x"), FINDING_UNUSED, words, sizeof words);
	assert_string_equal(words, "");
	catalog_free(cat);
}

/* --- the report --- */

static void a_report_holds_of_each_alias_what_a_look_at_it_alone_tells(void **state)
{
	(void)state;
	CatalogBuilder *builder = floor_with_phones();
	static const char *const aliases[][2] = {
		{ "8303x", "8303a,8303b" }, { "8311x", "8311a,8303b" }, { "8302a", "8303a" }, { "83-x", "8303a,8303a,8302b" }, { "none", "" },
		{ "closed", "closed,8303a" }, { "pair", "pair" }, { "z", "off,stray,nowhere" }, { "all-off", "8314a" }, { "8302B", "quiet" },
	};
	for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++)
		floor_add_alias(builder, aliases[i][0], NULL, aliases[i][1], GROUP_ALL);
	HealthReport *report = health_report(catalog_finish(builder, 0), &some_log, false);
	const Catalog *cat = report->catalog;
	size_t total = 0;
	for (FindingId kind = 0; kind < FINDING_HIDDEN; kind++)
		for (size_t i = 0, at = 0; i < cat->alias_count; i++) {
			char words[400];
			health_words(cat, &report->log, &cat->aliases[i], kind, words, sizeof words);
			bool listed = at < report->of[kind].count && report->of[kind].aliases[at] == i;
			assert_int_equal(listed, *words != '\0');
			at += listed;
			total += listed;
		}
	assert_int_equal(report->total, total);
	assert_int_equal(report->of[FINDING_NAMED_AS_PHONE].count, 4);
	assert_int_equal(report->of[FINDING_UNUSED].count, 8);
	assert_int_equal(report->sick, 9);
	health_report_free(report);
}

static void nothing_is_unused_by_a_log_that_was_not_read(void **state)
{
	(void)state;
	CatalogBuilder *builder = floor_with_phones();
	floor_add_alias(builder, "8303x", NULL, "8303a,8303b", GROUP_ALL);
	HealthReport *report = health_report(catalog_finish(builder, 0), &(LoginLog){ .since = "" }, false);
	assert_int_equal(report->total, 0);
	assert_int_equal(report->sick, 0);
	health_report_free(report);
}

/* --- mending --- */

static void assert_mended(const char *logins, FindingId kind, const char *expected)
{
	char list[300];
	CatalogBuilder *builder = floor_with_phones();
	floor_add_alias(builder, "8303x", NULL, logins, GROUP_ALL);
	Catalog *cat = catalog_finish(builder, 0);
	assert_int_equal(health_mend(cat, &cat->aliases[0], kind, list, sizeof list), expected != NULL);
	if (expected)
		assert_string_equal(list, expected);
	catalog_free(cat);
}

static void a_mended_list_keeps_what_is_right_as_it_was(void **state)
{
	(void)state;
	assert_mended("8311a,8303B,8302b", FINDING_MISSING, "8303B,8302b");
	assert_mended("8303a,,8303b,", FINDING_MISSING, "8303a,8303b");
	assert_mended("8311a", FINDING_MISSING, "");
	assert_mended("8311a, 8303b,,8303A ", FINDING_STRAY, "8311a,8303b,,8303A ");
	assert_mended("8311a, 8303b", FINDING_MISSING, " 8303b");
	assert_mended("8303a,8303b ", FINDING_STRAY, NULL);
	assert_mended("8303a,8303b,8303A", FINDING_REPEATED, "8303a,8303b");
	assert_mended("8302a,8302b,8314a", FINDING_INACTIVE, "8302a");
	assert_mended("8303a,8303b", FINDING_MISSING, NULL);
	assert_mended("8303a,closed", FINDING_CLOSED, NULL);
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
		cmocka_unit_test(phones_that_are_all_on_one_server_leave_nothing_to_balance),
		cmocka_unit_test(logins_that_are_not_clear_are_reported),
		cmocka_unit_test(a_list_without_room_for_one_more_login_is_reported),
		cmocka_unit_test(nothing_is_said_of_a_phone_outside_the_groups_but_that),
		cmocka_unit_test(every_kind_has_its_words_and_a_key_of_its_own),
		cmocka_unit_test(the_phone_whose_password_is_not_that_of_most_is_named),
		cmocka_unit_test(what_no_agent_typed_is_unused),
		cmocka_unit_test(a_report_holds_of_each_alias_what_a_look_at_it_alone_tells),
		cmocka_unit_test(nothing_is_unused_by_a_log_that_was_not_read),
		cmocka_unit_test(a_mended_list_keeps_what_is_right_as_it_was),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
