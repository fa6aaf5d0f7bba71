/* Proves the filter line: how words are read, what matches, that typing on narrows, and that the quick way of a million rows
 * finds just what the field table would. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/model/filter.h"
#include "core/model/search.h"
#include "tests/unit/floor.h"

static Catalog *cat;

static int floor_open(void **state)
{
	(void)state;
	GroupScope scope;
	group_scope_parse(&scope, " SALES NIGHT");
	CatalogBuilder *builder = floor_begin(&scope);
	floor_add_phone(builder, "8301a", "5501", "10.0.0.1", "SIP", "Y");
	floor_add_phone(builder, "8301b", "5501", "10.0.0.2", "SIP", "Y");
	floor_add_phone(builder, "8302a", "5502", "10.0.0.10", "SIP", "Y");
	floor_add_phone(builder, "8302b", "999", "10.0.0.2", "PJSIP", "N");
	floor_add_phone(builder, "8314a", "8314", "10.0.0.77", "IAX2", "N");
	PhoneRead secret = floor_phone("secret", "6666", "10.0.0.30");
	secret.user_group = value_text("RETAIN");
	catalog_add_phone(builder, &secret);

	floor_add_alias(builder, "8301x", "Front desk 1", "8301a,8301b", GROUP_ALL);
	floor_add_alias(builder, "8302x", "Front desk 2", "8302a,8302b", "SALES");
	floor_add_alias(builder, "8310x", "José Álvarez", "8301b", "SALES");
	floor_add_alias(builder, "8311x", "Kla\u0301ra Nováková", "8311a,8302a", "SALES");
	floor_add_alias(builder, "8314x", NULL, "8314a", "NIGHT");
	floor_add_alias(builder, "hides", "server: down", "secret", "SALES");
	cat = catalog_finish(builder, 0);
	return 0;
}

static int floor_close(void **state)
{
	(void)state;
	catalog_free(cat);
	return 0;
}

static bool matches(const Filter *filter, const Catalog *among, uint32_t row)
{
	return filter_run(filter, among, &row, 1, &row) == 1;
}

/* The IDs that match, with blanks between; the same when each is looked at alone. */
static void assert_finds(const char *typed, const char *expected)
{
	Filter filter;
	uint32_t rows[8];
	char found[100] = "", matched[100] = "";
	filter_parse(&filter, typed);
	size_t count = filter_run(&filter, cat, NULL, 0, rows);
	for (size_t i = 0; i < count; i++)
		snprintf(found + strlen(found), sizeof found - strlen(found), "%s%s", i ? " " : "", cat->aliases[rows[i]].id);
	for (uint32_t i = 0; i < cat->alias_count; i++)
		if (matches(&filter, cat, i))
			snprintf(matched + strlen(matched), sizeof matched - strlen(matched), "%s%s", *matched ? " " : "", cat->aliases[i].id);
	assert_string_equal(found, expected);
	assert_string_equal(matched, expected);
}

static void the_empty_filter_matches_all(void **state)
{
	(void)state;
	const char *const nothing_yet[] = { "", "   ", "-", "name:", "-server:", "\"\"" };
	for (size_t i = 0; i < sizeof nothing_yet / sizeof *nothing_yet; i++)
		assert_finds(nothing_yet[i], "8301x 8302x 8310x 8311x 8314x hides");
}

static void a_word_is_looked_for_in_every_field(void **state)
{
	(void)state;
	assert_finds("front", "8301x 8302x");
	assert_finds("8314", "8314x");
	assert_finds("999", "8302x");
	assert_finds("8301B", "8301x 8310x");
	assert_finds("dialer10", "8302x 8311x");
	assert_finds("10.0.0.77", "8314x");
	assert_finds("iax", "8314x");
	assert_finds("mixed", "8302x");
	assert_finds("1/2", "8302x");
	assert_finds("night", "8314x");
	assert_finds("?", "8311x");
	assert_finds("nowhere", "");
}

static void all_words_must_match_and_a_minus_excludes(void **state)
{
	(void)state;
	assert_finds("front 2", "8301x 8302x");
	assert_finds("front -group:sales", "8301x");
	assert_finds("-front -83", "hides");
	assert_finds("--x", "8301x 8302x 8310x 8311x 8314x hides");
}

static void a_field_is_named_before_a_colon(void **state)
{
	(void)state;
	assert_finds("server:dialer2", "8301x 8302x 8310x");
	assert_finds("server:10.0.0.2", "8301x 8302x 8310x");
	assert_finds("proto:pjsip", "8302x");
	assert_finds("proto:mixed", "8302x");
	assert_finds("active:y", "8301x 8310x 8311x");
	assert_finds("active:1/2", "8302x");
	assert_finds("PHONE:8302", "8302x 8311x");
	assert_finds("ext:55", "8301x 8302x 8310x 8311x");
	assert_finds("id:83 name:desk", "8301x 8302x");
	assert_finds("server:\"?\"", "8311x");
}

static void quotes_keep_blanks_and_a_colon_after_no_field_is_text(void **state)
{
	(void)state;
	assert_finds("\"desk 2\"", "8302x");
	assert_finds("name:\"front desk 1", "8301x");
	assert_finds("-\"front desk\" group:SALES", "8310x 8311x hides");
	assert_finds("\"server: down\"", "hides");
	assert_finds("er: n", "hides");
	assert_finds("name:\"\"", "8314x");
	assert_finds("-name:\"\" group:night", "");
}

static void case_and_accents_do_not_count(void **state)
{
	(void)state;
	assert_finds("jose alvarez", "8310x");
	assert_finds("JOSÉ", "8310x");
	assert_finds("novakova", "8311x");
	assert_finds("klara", "8311x");
	assert_finds("klára", "8311x");
	assert_finds("ž", "8310x");
}

static void a_hidden_phone_is_found_by_its_login_only(void **state)
{
	(void)state;
	assert_finds("secret", "hides");
	assert_finds("6666", "");
	assert_finds("server:off", "");
}

static void words_past_the_limit_are_ignored_and_it_is_known(void **state)
{
	(void)state;
	Filter filter;
	char typed[200] = "";
	for (size_t i = 0; i < FILTER_WORDS; i++)
		memcpy(typed + 2 * i, "x ", 2);
	filter_parse(&filter, typed);
	assert_int_equal(filter.count, FILTER_WORDS);
	assert_false(filter.too_many);
	memcpy(typed + 2 * FILTER_WORDS, "nowhere", 7);
	filter_parse(&filter, typed);
	assert_true(filter.too_many);
	assert_int_equal(filter.count, FILTER_WORDS);
}

static void a_word_knows_where_it_was_typed(void **state)
{
	(void)state;
	Filter filter;
	filter_parse(&filter, "  front  -server:\"dialer 9\" x");
	assert_int_equal(filter.count, 3);
	assert_int_equal(filter.words[1].from, 9);
	assert_int_equal(filter.words[1].to, 27);
	assert_true(filter.words[1].excludes);
	assert_int_equal(filter.words[1].field, FIELD_SERVER);
	assert_string_equal(filter.words[1].folded, "dialer 9");
}

static void the_culprit_is_the_first_word_that_matches_nothing(void **state)
{
	(void)state;
	Filter filter;
	filter_parse(&filter, "front server:dialer9 nowhere");
	assert_ptr_equal(filter_culprit(&filter, cat), &filter.words[1]);
	filter_parse(&filter, "front night");
	assert_null(filter_culprit(&filter, cat));
}

static bool narrows(const char *was, const char *next)
{
	Filter before, after;
	filter_parse(&before, was);
	filter_parse(&after, next);
	return filter_narrows(&before, &after);
}

static void typing_on_narrows_and_taking_back_does_not(void **state)
{
	(void)state;
	assert_true(narrows("", "8"));
	assert_true(narrows("8", "83"));
	assert_true(narrows("83", "83 desk"));
	assert_true(narrows("dial", "server:dialer"));
	assert_true(narrows("front", "xfront"));
	assert_true(narrows("-name:desk", "-desk"));
	assert_true(narrows("name:\"\"", "name:\"\" 8"));
	assert_false(narrows("83", "8"));
	assert_false(narrows("server:dialer", "dialer1"));
	assert_false(narrows("-d", "-de"));
	assert_false(narrows("-desk", "-name:desk"));
	assert_false(narrows("name", "name:"));
	assert_false(narrows("name:\"\"", "name:\"f"));
	assert_false(narrows("8", "-83"));
}

static void the_matched_stretch_of_a_shown_text_is_known(void **state)
{
	(void)state;
	Filter filter;
	size_t from = 9, to = 9;
	filter_parse(&filter, "var group:jos -zzz");
	assert_true(filter_span(&filter, FIELD_NAME, "José Álvarez", &from, &to));
	assert_int_equal(from, strlen("José Ál"));
	assert_int_equal(to, strlen("José Álvar"));
	assert_true(filter_span(&filter, FIELD_GROUP, "José, var", &from, &to));
	assert_int_equal(from, 0);
	assert_false(filter_span(&filter, FIELD_NAME, "zzz", &from, &to));
	filter_parse(&filter, "ara");
	assert_true(filter_span(&filter, FIELD_NAME, "Kla\u0301ra\u0301", &from, &to));
	assert_int_equal(from, 2);
	assert_int_equal(to, strlen("Kla\u0301ra\u0301"));
}

static const char *const pieces[] = { "8", "3", "a", "A", "B", "é", "E", "/", "1", "2", " ", "x", "Ω", "ω", "-", "\xff", "m", "i" };

static void random_text(char *out, size_t most)
{
	*out = '\0';
	for (int left = rand() % (int)most; left > 0; left--)
		strcat(out, pieces[(size_t)rand() % (sizeof pieces / sizeof *pieces)]);
}

static bool found_at_some_place(const char *text, const char *folded)
{
	char whole[200];
	search_fold(whole, sizeof whole, text, strlen(text));
	return strstr(whole, folded);
}

static void searching_while_folding_finds_what_searching_the_folded_finds(void **state)
{
	(void)state;
	srand(83);
	for (int i = 0; i < 20000; i++) {
		char text[100], word[20], folded[40];
		size_t from, to;
		random_text(text, 24);
		random_text(word, 4);
		search_fold(folded, sizeof folded, word, strlen(word));
		bool expected = found_at_some_place(text, folded);
		assert_int_equal(search_finds(text, strlen(text), folded), expected);
		if (*folded)
			assert_int_equal(search_span(text, folded, &from, &to), expected);
	}
}

static Catalog *random_floor(size_t rows)
{
	static const char *const protocols[] = { "SIP", "PJSIP", NULL }, *const flags[] = { "Y", "N", NULL };
	CatalogBuilder *builder = floor_begin(NULL);
	for (size_t i = 0; i < rows; i++) {
		char text[100], list[60];
		snprintf(list, sizeof list, "%d", rand() % (int)rows);
		random_text(text, 6);
		floor_add_phone(builder, list, text, floor_servers[rand() % 5].ip, protocols[rand() % 3], flags[rand() % 3]);
		snprintf(list, sizeof list, "%d,%d", rand() % (int)rows, rand() % (int)rows);
		random_text(text, 20);
		floor_add_alias(builder, text, i % 5 ? text : NULL, list, "SALES");
	}
	return catalog_finish(builder, 0);
}

static void a_word_without_a_field_is_the_sum_of_the_words_with_one(void **state)
{
	(void)state;
	srand(84);
	Catalog *many = random_floor(300);
	for (int i = 0; i < 200; i++) {
		char word[20];
		Filter any;
		random_text(word, 3);
		filter_parse(&any, word);
		if (any.count != 1 || any.words[0].excludes)
			continue;
		for (uint32_t row = 0; row < many->alias_count; row++) {
			bool some = false;
			for (FieldId field = 0; field < FIELD_COUNT; field++) {
				Filter one = any;
				one.words[0].field = field;
				some = some || matches(&one, many, row);
			}
			assert_int_equal(matches(&any, many, row), some);
		}
	}
	catalog_free(many);
}

static double ms_now(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static Catalog *million_aliases(size_t rows)
{
	CatalogBuilder *builder = floor_begin(NULL);
	for (size_t i = 0; i < rows; i++) {
		char id[16], login[16], extension[16], name[32];
		snprintf(id, sizeof id, "%07zux", i);
		snprintf(login, sizeof login, "%07zua", i);
		snprintf(extension, sizeof extension, "%07zu", i);
		snprintf(name, sizeof name, i % 10 ? "Desk %zu" : "José Álvarez %zu", i);
		floor_add_phone(builder, login, extension, floor_servers[i % 5].ip, i % 2 ? "SIP" : "PJSIP", "Y");
		floor_add_alias(builder, id, name, login, i % 4 ? "SALES" : "NIGHT");
	}
	return catalog_finish(builder, 0);
}

static size_t timed_count(const Catalog *many, const char *typed, const uint32_t *in, size_t count, uint32_t *out)
{
	Filter filter;
	double began = ms_now();
	filter_parse(&filter, typed);
	size_t found = filter_run(&filter, many, in, count, out);
	print_message("# %-22s %8zu rows in %.1f ms\n", typed, found, ms_now() - began);
	return found;
}

static void assert_slip(const char *typed, const char *expected)
{
	Filter filter;
	char words[200] = "";
	filter_parse(&filter, typed);
	assert_int_equal(filter_slip(&filter, typed, cat, words, sizeof words), expected != NULL);
	if (expected)
		assert_string_equal(words, expected);
}

static void a_word_before_a_colon_that_names_no_field_and_finds_nothing_is_a_slip(void **state)
{
	(void)state;
	assert_slip("desk servr:dialer1", "servr: is no field (id: name: extension: phones: server: protocol: active: group:)");
	assert_slip("-servr:dialer1", "servr: is no field (id: name: extension: phones: server: protocol: active: group:)");
	assert_slip("server:dialer9", NULL);
	assert_slip("nobody", NULL);
	assert_slip("12:30", NULL);
	assert_slip("r:", NULL);                 /* "server: down" */
	assert_slip("\"servr:dialer1\"", NULL);
}

static void a_million_aliases_are_filtered_by_key(void **state)
{
	(void)state;
	enum { MILLION = 1000000 };
	double began = ms_now();
	Catalog *many = million_aliases(MILLION);
	print_message("# built in %.0f ms\n", ms_now() - began);
	uint32_t *rows = mem_take(MILLION * sizeof *rows);

	size_t count = timed_count(many, "9", NULL, 0, rows);
	assert_int_equal(count, MILLION - 531441);               /* all but 9^6 numbers have a 9 */
	assert_int_equal(timed_count(many, "999999", rows, count, rows), 1);
	assert_int_equal(timed_count(many, "jose", NULL, 0, rows), MILLION / 10);
	assert_int_equal(timed_count(many, "server:dialer10", NULL, 0, rows), MILLION / 5);
	assert_int_equal(timed_count(many, "-group:sales", NULL, 0, rows), MILLION / 4);
	assert_int_equal(timed_count(many, "proto:pjsip night", NULL, 0, rows), MILLION / 4);
	assert_int_equal(timed_count(many, "zzz", NULL, 0, rows), 0);
	for (size_t i = 0; i < MILLION; i++)
		rows[i] = (uint32_t)i;
	began = ms_now();
	field_sort(many, rows, MILLION, FIELD_NAME, false);
	print_message("# sorted by name in %.0f ms\n", ms_now() - began);
	for (size_t i = 1; i < MILLION; i++)
		assert_true(strcmp(many->aliases[rows[i - 1]].name, many->aliases[rows[i]].name) < 0);
	mem_free(rows);
	catalog_free(many);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_empty_filter_matches_all),
		cmocka_unit_test(a_word_is_looked_for_in_every_field),
		cmocka_unit_test(all_words_must_match_and_a_minus_excludes),
		cmocka_unit_test(a_field_is_named_before_a_colon),
		cmocka_unit_test(quotes_keep_blanks_and_a_colon_after_no_field_is_text),
		cmocka_unit_test(case_and_accents_do_not_count),
		cmocka_unit_test(a_hidden_phone_is_found_by_its_login_only),
		cmocka_unit_test(words_past_the_limit_are_ignored_and_it_is_known),
		cmocka_unit_test(a_word_knows_where_it_was_typed),
		cmocka_unit_test(the_culprit_is_the_first_word_that_matches_nothing),
		cmocka_unit_test(a_word_before_a_colon_that_names_no_field_and_finds_nothing_is_a_slip),
		cmocka_unit_test(typing_on_narrows_and_taking_back_does_not),
		cmocka_unit_test(the_matched_stretch_of_a_shown_text_is_known),
		cmocka_unit_test(searching_while_folding_finds_what_searching_the_folded_finds),
		cmocka_unit_test(a_word_without_a_field_is_the_sum_of_the_words_with_one),
		cmocka_unit_test(a_million_aliases_are_filtered_by_key),
	};
	return cmocka_run_group_tests(tests, floor_open, floor_close);
}
