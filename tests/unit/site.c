/* Proves the order of servers, and VICIdial's rules on which user groups an admin may see. */
#include <stdio.h>
#include <string.h>

#include "core/model/site.h"
#include "tests/tap.h"

static GroupScope scope;

static void servers_stand_in_numeric_order(void **state)
{
	(void)state;
	assert_true(server_ip_compare("10.0.0.9", "10.0.0.10") < 0);
	assert_true(server_ip_compare("10.0.0.10", "10.0.0.9") > 0);
	assert_true(server_ip_compare("9.255.255.255", "10.0.0.0") < 0);
	assert_int_equal(server_ip_compare("10.0.0.1", "10.0.0.1 "), 0);
	assert_true(server_ip_compare(NULL, "10.0.0.1") < 0);
	assert_int_equal(server_ip_compare(NULL, NULL), 0);
}

static void damaged_addresses_have_a_place_too(void **state)
{
	(void)state;
	assert_true(server_ip_compare("", "10.0.0.1") < 0);
	assert_true(server_ip_compare("10.0.0.1", "10.0.0.01") != 0);
	assert_true(server_ip_compare("10.0.0", "10.0.0.1") < 0);
	assert_true(server_ip_compare("dialer", "10.0.0.1") > 0);
	assert_true(server_ip_compare("99999999999999999999", "99999999999999999998") > 0);
}

static void a_server_is_called_by_its_id_else_by_its_address(void **state)
{
	(void)state;
	Server server = { .ip = "10.0.0.1", .id = "dialer1", .known = true };
	Site site = { .servers = &server, .server_count = 1 };
	assert_string_equal(site_server_name(&site, "10.0.0.1"), "dialer1");
	assert_string_equal(site_server_name(&site, "10.0.0.7"), "10.0.0.7");
	assert_string_equal(site_server_name(&site, NULL), "?");
	assert_null(site_server(&site, NULL));
}

static void no_list_and_all_mean_everything(void **state)
{
	(void)state;
	const char *const unrestricted[] = { NULL, "", " - ", "ABC", " ---ALL--- ", "SALES --all-- X" };
	for (size_t i = 0; i < sizeof unrestricted / sizeof *unrestricted; i++) {
		group_scope_parse(&scope, unrestricted[i]);
		assert_true(scope.all);
		assert_true(group_scope_sees(&scope, "ANY"));
		assert_true(group_scope_sees(&scope, NULL));
	}
}

static void a_list_as_the_web_page_saves_it(void **state)
{
	(void)state;
	group_scope_parse(&scope, " SALES NIGHT  -");
	assert_false(scope.all);
	assert_true(group_scope_sees(&scope, "SALES"));
	assert_true(group_scope_sees(&scope, "night"));
	assert_true(group_scope_sees(&scope, "NIGHT "));
	assert_true(group_scope_sees(&scope, GROUP_ALL));
	assert_true(group_scope_sees(&scope, ""));
	assert_false(group_scope_sees(&scope, "RETAIN"));
	assert_false(group_scope_sees(&scope, "SALE"));
	assert_false(group_scope_sees(&scope, NULL));
}

static void no_blank_at_the_ends_hides_the_empty_group(void **state)
{
	(void)state;
	group_scope_parse(&scope, "SALES NIGHT");
	assert_int_equal(scope.length, strlen("SALES") + 1 + strlen("NIGHT") + 1);
	assert_false(group_scope_sees(&scope, ""));
}

static void a_group_that_begins_with_a_hyphen_is_glued_to_the_one_before(void **state)
{
	(void)state;
	group_scope_parse(&scope, "SALES -NIGHT");
	assert_true(group_scope_sees(&scope, "SALESNIGHT"));
	assert_false(group_scope_sees(&scope, "SALES"));
	assert_false(group_scope_sees(&scope, "-NIGHT"));
}

static void too_many_groups_show_too_little(void **state)
{
	(void)state;
	char list[21 * 400 + 1] = "";
	for (size_t i = 0; i < 400; i++)
		snprintf(list + 21 * i, sizeof list - 21 * i, "WITH_A_LONG_NAME_%03zu ", i);
	group_scope_parse(&scope, list);
	assert_false(scope.all);
	assert_true(group_scope_sees(&scope, "WITH_A_LONG_NAME_000"));
	assert_true(group_scope_sees(&scope, "WITH_A_LONG_NAME_255"));
	assert_false(group_scope_sees(&scope, "WITH_A_LONG_NAME_256"));
	assert_false(group_scope_sees(&scope, ""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(servers_stand_in_numeric_order),
		cmocka_unit_test(damaged_addresses_have_a_place_too),
		cmocka_unit_test(a_server_is_called_by_its_id_else_by_its_address),
		cmocka_unit_test(no_list_and_all_mean_everything),
		cmocka_unit_test(a_list_as_the_web_page_saves_it),
		cmocka_unit_test(no_blank_at_the_ends_hides_the_empty_group),
		cmocka_unit_test(a_group_that_begins_with_a_hyphen_is_glued_to_the_one_before),
		cmocka_unit_test(too_many_groups_show_too_little),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
