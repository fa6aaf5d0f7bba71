/* Proves the table of fields: what the list shows of phones that differ, are missing or hidden, how columns sort, and which
 * texts the form refuses, in which words. */
#include <string.h>

#include "core/model/field.h"
#include "tests/unit/floor.h"

static Catalog *cat;

static int floor_open(void **state)
{
	(void)state;
	GroupScope scope;
	group_scope_parse(&scope, " SALES NIGHT");
	CatalogBuilder *builder = floor_begin(&scope);
	floor_add_phone(builder, "8301a", "8301", "10.0.0.1", "SIP", "Y");
	floor_add_phone(builder, "8301b", "8301", "10.0.0.2", "SIP", "Y");
	floor_add_phone(builder, "8302a", "8302", "10.0.0.10", "SIP", "Y");
	floor_add_phone(builder, "8302b", "999", "10.0.0.2", "PJSIP", "N");
	floor_add_phone(builder, "8314a", "8314", "10.0.0.77", "", NULL);
	floor_add_phone(builder, "pair", "700", "10.0.0.1", "SIP", "Y");
	floor_add_phone(builder, "pair", "700", "10.0.0.2", "SIP", "N");
	PhoneRead secret = floor_phone("secret", "6666", "10.0.0.1");
	secret.user_group = value_text("RETAIN");
	catalog_add_phone(builder, &secret);

	floor_add_alias(builder, "8301x", "Front desk 1", "8301a,8301b", GROUP_ALL);
	floor_add_alias(builder, "8302x", "Front desk 2", "8302a,8302b,8302a", "SALES");
	floor_add_alias(builder, "8311x", "Klára Nováková", "8311a,8302a", "SALES");
	floor_add_alias(builder, "8314x", NULL, "8314a", "NIGHT");
	floor_add_alias(builder, "empty", "álvarez", NULL, "");
	floor_add_alias(builder, "hides", "Zoe", "secret", "SALES");
	floor_add_alias(builder, "part", "Alvarez 2", "secret,8301b", "SALES");
	floor_add_alias(builder, "twin", "twin", "pair", "SALES");
	cat = catalog_finish(builder, 0);
	return 0;
}

static int floor_close(void **state)
{
	(void)state;
	catalog_free(cat);
	return 0;
}

static void assert_shows(const char *id, FieldId field, const char *expected)
{
	char shown[300];
	assert_int_equal(fields[field].show(cat, floor_alias(cat, id), shown, sizeof shown), strlen(expected));
	assert_string_equal(shown, expected);
}

static void phones_that_agree_show_one_value(void **state)
{
	(void)state;
	assert_shows("8301x", FIELD_ID, "8301x");
	assert_shows("8301x", FIELD_NAME, "Front desk 1");
	assert_shows("8301x", FIELD_EXTENSION, "8301");
	assert_shows("8301x", FIELD_PHONES, "8301a,8301b");
	assert_shows("8301x", FIELD_SERVER, "dialer1 +1");
	assert_shows("8301x", FIELD_PROTOCOL, "SIP");
	assert_shows("8301x", FIELD_ACTIVE, "Y");
	assert_shows("8301x", FIELD_GROUP, GROUP_ALL);
}

static void phones_that_differ_are_counted_once_each(void **state)
{
	(void)state;
	assert_shows("8302x", FIELD_EXTENSION, "2 different");
	assert_shows("8302x", FIELD_SERVER, "dialer10 +1");
	assert_shows("8302x", FIELD_PROTOCOL, "mixed");
	assert_shows("8302x", FIELD_ACTIVE, "1/2");
	assert_shows("8302x", FIELD_PHONES, "8302a,8302b,8302a");
	assert_shows("twin", FIELD_ACTIVE, "1/2");
	assert_shows("twin", FIELD_SERVER, "dialer1 +1");
}

static void assert_lists(const char *id, FieldId field, const char *expected)
{
	char all[300];
	assert_int_equal(fields[field].list(cat, floor_alias(cat, id), all, sizeof all), strlen(expected));
	assert_string_equal(all, expected);
}

static void programs_get_each_value_that_differs(void **state)
{
	(void)state;
	assert_lists("8301x", FIELD_EXTENSION, "8301");
	assert_lists("8302x", FIELD_EXTENSION, "8302,999");
	assert_lists("8302x", FIELD_SERVER, "dialer10,dialer2");
	assert_lists("8302x", FIELD_PROTOCOL, "SIP,PJSIP");
	assert_lists("8302x", FIELD_PHONES, "8302a,8302b,8302a");
	assert_lists("8311x", FIELD_SERVER, "?,dialer10");
	assert_lists("empty", FIELD_SERVER, "");
	assert_lists("empty", FIELD_PHONES, "");
}

static void a_missing_phone_shows_as_a_question_mark_where_it_would_be(void **state)
{
	(void)state;
	assert_shows("8311x", FIELD_SERVER, "? +1");
	assert_shows("8311x", FIELD_PROTOCOL, "SIP");
	assert_shows("8311x", FIELD_ACTIVE, "Y");
	assert_shows("8311x", FIELD_EXTENSION, "8302");
}

static void null_and_odd_values_show_as_nothing_or_inactive(void **state)
{
	(void)state;
	assert_shows("8314x", FIELD_NAME, "");
	assert_shows("8314x", FIELD_PROTOCOL, "");
	assert_shows("8314x", FIELD_ACTIVE, "N");
	assert_shows("8314x", FIELD_SERVER, "10.0.0.77");
	for (FieldId field = FIELD_EXTENSION; field < FIELD_COUNT; field++)
		assert_shows("empty", field, "");
}

static void a_phone_of_another_group_is_known_by_login_only(void **state)
{
	(void)state;
	assert_shows("hides", FIELD_PHONES, "secret");
	assert_shows("hides", FIELD_EXTENSION, "");
	assert_shows("hides", FIELD_SERVER, "");
	assert_shows("hides", FIELD_PROTOCOL, "");
	assert_shows("hides", FIELD_ACTIVE, "");
	assert_shows("part", FIELD_EXTENSION, "8301");
	assert_shows("part", FIELD_SERVER, "dialer2");
	assert_false(fields[FIELD_EXTENSION].contains(cat, floor_alias(cat, "hides"), "6666"));
	assert_false(fields[FIELD_SERVER].contains(cat, floor_alias(cat, "hides"), "dialer"));
}

static void a_shown_text_is_cut_to_its_room(void **state)
{
	(void)state;
	char shown[6];
	assert_int_equal(fields[FIELD_NAME].show(cat, floor_alias(cat, "8311x"), shown, sizeof shown), 5);
	assert_string_equal(shown, "Klár");
	assert_int_equal(fields[FIELD_SERVER].show(cat, floor_alias(cat, "8301x"), shown, sizeof shown), 5);
}

static void fields_are_found_by_key_and_by_other_words(void **state)
{
	(void)state;
	for (FieldId field = 0; field < FIELD_COUNT; field++)
		assert_int_equal(field_find(fields[field].key, strlen(fields[field].key)), field);
	assert_int_equal(field_find("proto", 5), FIELD_PROTOCOL);
	assert_int_equal(field_find("PHONE", 5), FIELD_PHONES);
	assert_int_equal(field_find("ext", 3), FIELD_EXTENSION);
	assert_int_equal(field_find("pro", 3), FIELD_COUNT);
	assert_int_equal(field_find("", 0), FIELD_COUNT);
	assert_int_equal(field_find("phone logins", 12), FIELD_COUNT);
}

static void columns_fit_the_widths_of_the_screens(void **state)
{
	(void)state;
	enum { SIGNS = 4 };                      /* cursor, mark, health, blank */
	int at_80 = SIGNS - 1, at_40 = SIGNS - 1;
	for (FieldId field = 0; field < FIELD_COUNT; field++) {
		at_80 += field == FIELD_GROUP ? 0 : 1 + fields[field].width;
		at_40 += fields[field].narrow ? 1 + fields[field].narrow : 0;
	}
	assert_true(at_80 <= 80);
	assert_int_equal(at_80 + 1 + fields[FIELD_GROUP].width, 90);
	assert_int_equal(at_40, 40);
}

static void assert_sorted(FieldId by, bool descending, const char *const ids[8])
{
	uint32_t order[8] = { 7, 6, 5, 4, 3, 2, 1, 0 };
	field_sort(cat, order, 8, by, descending);
	for (size_t i = 0; i < 8; i++)
		assert_string_equal(cat->aliases[order[i]].id, ids[i]);
}

static void names_sort_without_case_and_accents_and_ties_by_id(void **state)
{
	(void)state;
	assert_sorted(FIELD_NAME, false, (const char *const[]){ "8314x", "empty", "part", "8301x", "8302x", "8311x", "twin", "hides" });
	assert_sorted(FIELD_NAME, true, (const char *const[]){ "hides", "twin", "8311x", "8302x", "8301x", "part", "empty", "8314x" });
	assert_sorted(FIELD_ACTIVE, true, (const char *const[]){ "8301x", "8311x", "part", "8314x", "8302x", "twin", "empty", "hides" });
}

static void extensions_and_servers_sort_as_numbers(void **state)
{
	(void)state;
	assert_sorted(FIELD_EXTENSION, false,
	              (const char *const[]){ "empty", "hides", "twin", "8301x", "part", "8302x", "8311x", "8314x" });
	assert_sorted(FIELD_SERVER, false,
	              (const char *const[]){ "empty", "hides", "8301x", "twin", "part", "8302x", "8311x", "8314x" });
	assert_sorted(FIELD_ID, true, (const char *const[]){ "twin", "part", "hides", "empty", "8314x", "8311x", "8302x", "8301x" });
}

static void long_names_that_begin_alike_still_sort(void **state)
{
	(void)state;
	CatalogBuilder *builder = floor_begin(NULL);
	floor_add_alias(builder, "a", "Customer service desk, north", NULL, GROUP_ALL);
	floor_add_alias(builder, "b", "customer service desk, east", NULL, GROUP_ALL);
	floor_add_alias(builder, "c", "Customer service", NULL, GROUP_ALL);
	Catalog *long_names = catalog_finish(builder, 0);
	uint32_t order[3] = { 0, 1, 2 };
	field_sort(long_names, order, 3, FIELD_NAME, false);
	assert_int_equal(order[0], 2);
	assert_int_equal(order[1], 1);
	field_sort(long_names, order, 3, FIELD_NAME, true);
	assert_int_equal(order[0], 0);
	catalog_free(long_names);
}

static const Site latin = { .use_non_latin = false }, any_letter = { .use_non_latin = true };

static void assert_refused(const Site *site, FieldId field, const char *value, const char *sentence)
{
	Err err = { 0 };
	assert_false(fields[field].check(site, value, &err));
	assert_int_equal(err.code, ERR_INPUT);
	assert_string_equal(err.text, sentence);
}

static void assert_accepted(const Site *site, FieldId field, const char *value)
{
	Err err = { 0 };
	assert_true(fields[field].check(site, value, &err));
}

static void names_are_what_vicidial_keeps(void **state)
{
	(void)state;
	assert_accepted(&latin, FIELD_NAME, "Front desk 2, no. 1_a-b");
	assert_accepted(&any_letter, FIELD_NAME, "José Álvarez");
	assert_accepted(&any_letter, FIELD_NAME, "ÁÁÁÁÁÁÁÁÁÁÁÁÁÁÁÁÁÁÁÁÁÁÁÁÁÁÁÁÁÁÁÁÁÁÁÁÁÁÁÁÁÁÁÁÁÁÁÁÁÁ");
	assert_refused(&latin, FIELD_NAME, "José",
	               "The name holds é, which VICIdial would strip. Kept are letters, digits, blanks and - . , _.");
	assert_refused(&any_letter, FIELD_NAME, "a\tb",
	               "The name holds the character U+0009, which VICIdial would strip. Kept are letters, digits, blanks and - . , _.");
	assert_refused(&any_letter, FIELD_NAME, "ab\xff",
	               "The name holds a byte that is not UTF-8, which VICIdial would strip. Kept are letters, digits, blanks and - . , _.");
	assert_refused(&latin, FIELD_NAME, "", "The name is empty.");
	assert_refused(&latin, FIELD_NAME, "A", "The name has 1 character; it may have 2 to 50.");
	assert_refused(&latin, FIELD_NAME, "123456789 123456789 123456789 123456789 123456789 1",
	               "The name has 51 characters; it may have 2 to 50.");
}

static void new_ids_are_what_agents_can_type(void **state)
{
	(void)state;
	assert_accepted(&latin, FIELD_ID, "8302x");
	assert_refused(&latin, FIELD_ID, "8302-x", "The alias ID holds -, which VICIdial would strip. Kept are letters and digits.");
	assert_refused(&latin, FIELD_ID, "8", "The alias ID has 1 character; it may have 2 to 20.");
}

static void lists_of_phones_have_no_gaps_and_no_repeats(void **state)
{
	(void)state;
	assert_accepted(&latin, FIELD_PHONES, "8302a,8302b,desk-1_x");
	assert_accepted(&latin, FIELD_PHONES, "");
	assert_refused(&latin, FIELD_PHONES, "8302a, 8302b",
	               "The list of phones holds a blank, which VICIdial would strip. Kept are letters, digits, commas, - and _.");
	assert_refused(&latin, FIELD_PHONES, "8302a,,8302b", "A phone login between the commas is missing.");
	assert_refused(&latin, FIELD_PHONES, "8302a,", "A phone login between the commas is missing.");
	assert_refused(&latin, FIELD_PHONES, "8302a,8302b,8302A", "Phone login 8302A is listed twice.");
	assert_refused(&latin, FIELD_PHONES, "1234567890123456", "Phone login 1234567890123456 has more than 15 characters.");

	char full[LOGINS_LIST_MAX + 2] = "";
	memset(full, 'a', LOGINS_LIST_MAX + 1);
	assert_refused(&latin, FIELD_PHONES, full, "The list of phones has 256 characters; it may have 0 to 255.");
}

static void extension_protocol_active_and_group_have_their_shapes(void **state)
{
	(void)state;
	assert_accepted(&latin, FIELD_EXTENSION, "cc1001@lab/2:3.4*#_-");
	assert_refused(&latin, FIELD_EXTENSION, "", "The extension is empty.");
	assert_refused(&latin, FIELD_EXTENSION, "1;2",
	               "The extension holds ;, which VICIdial would strip. Kept are letters, digits, - * # . : / @ and _.");
	assert_accepted(&latin, FIELD_PROTOCOL, "IAX2");
	assert_refused(&any_letter, FIELD_PROTOCOL, "SÍP",
	               "The protocol holds Í, which VICIdial would strip. Kept are letters, digits, - and _.");
	assert_accepted(&latin, FIELD_ACTIVE, "N");
	assert_refused(&latin, FIELD_ACTIVE, "1/2", "Active is Y or N.");
	assert_accepted(&latin, FIELD_GROUP, GROUP_ALL);
	assert_accepted(&latin, FIELD_GROUP, "A.B");
	assert_refused(&any_letter, FIELD_GROUP, "A.B",
	               "The user group holds ., which VICIdial would strip. Kept are letters, digits, - and _.");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(phones_that_agree_show_one_value),
		cmocka_unit_test(phones_that_differ_are_counted_once_each),
		cmocka_unit_test(programs_get_each_value_that_differs),
		cmocka_unit_test(a_missing_phone_shows_as_a_question_mark_where_it_would_be),
		cmocka_unit_test(null_and_odd_values_show_as_nothing_or_inactive),
		cmocka_unit_test(a_phone_of_another_group_is_known_by_login_only),
		cmocka_unit_test(a_shown_text_is_cut_to_its_room),
		cmocka_unit_test(fields_are_found_by_key_and_by_other_words),
		cmocka_unit_test(columns_fit_the_widths_of_the_screens),
		cmocka_unit_test(names_sort_without_case_and_accents_and_ties_by_id),
		cmocka_unit_test(extensions_and_servers_sort_as_numbers),
		cmocka_unit_test(long_names_that_begin_alike_still_sort),
		cmocka_unit_test(names_are_what_vicidial_keeps),
		cmocka_unit_test(new_ids_are_what_agents_can_type),
		cmocka_unit_test(lists_of_phones_have_no_gaps_and_no_repeats),
		cmocka_unit_test(extension_protocol_active_and_group_have_their_shapes),
	};
	return cmocka_run_group_tests(tests, floor_open, floor_close);
}
