/* Proves that an admin of some user groups reads and counts only the entries that are about aliases of these groups, and about
 * none; that a page is full of them however many others lie between; and that a deleted alias is judged by the group it had. */
#include <string.h>

#include "core/service/ops.h"
#include "tests/desk.h"
#include "tests/outside.h"
#include "tests/scratch.h"
#include "tests/tap.h"

enum { MANY = 40 };

static const Connection *site;
static Config config;

static AuditPage *page_of(Service *service, const char *filter, size_t limit)
{
	Reply reply;
	Request request = { .op = OP_AUDIT_PAGE, .query = { .limit = limit, .folds = true } };
	text_copy(request.query.filter, sizeof request.query.filter, filter);
	desk_run(service, &request, &reply);
	AuditPage *page = reply.page;
	reply.page = NULL;
	reply_free(&reply);
	return page;
}

static void assert_page(Service *service, const char *filter, size_t count, size_t matched, size_t total)
{
	AuditPage *page = page_of(service, filter, 200);
	assert_int_equal(page->count, count);
	assert_int_equal(page->matched, matched);
	assert_int_equal(page->total, total);
	audit_page_free(page);
}

static void make_aliases(void)
{
	outside_run(site, "INSERT INTO phones_alias (alias_id, alias_name, logins_list, user_group) VALUES ('s1', 'Sales one', '8301a', 'SALES'),"
	                  " ('n1', 'Night one', '8301a', 'NIGHT'), ('n2', 'Night two', '8301a', 'NIGHT'), ('n3', 'Gone from outside', '8301a', 'NIGHT')");
}

/* A night alias, one that is deleted, one that moves away and one that goes behind our back; then many of sales. */
static void write_entries(void)
{
	Service *service = desk_sign_in(site, &config, "6666");
	desk_change(service, "n1", &(Wish){ .value[FIELD_NAME] = "Night first" });
	desk_change(service, "n2", &(Wish){ .value[FIELD_NAME] = "Night second" });
	desk_change(service, "n2", &(Wish){ .kind = PLAN_DELETE });
	desk_change(service, "n3", &(Wish){ .value[FIELD_NAME] = "Night third" });
	for (int i = 0; i < MANY; i++)
		desk_change(service, "s1", &(Wish){ .value[FIELD_NAME] = i % 2 ? "Sales one" : "Sales first" });
	service_close(service);
	outside_run(site, "DELETE FROM phones_alias WHERE alias_id = 'n3'");
}

static void what_is_not_seen_is_not_counted(void **state)
{
	(void)state;
	Service *all = desk_sign_in(site, &config, "6666");
	AuditPage *page = page_of(all, "", 10);
	size_t total = page->total;
	audit_page_free(page);
	assert_page(all, "action:edit", 3 + MANY, 3 + MANY, total);
	service_close(all);
	Service *night = desk_sign_in(site, &config, "night");
	total = total + 3 - MANY;                /* the end of that session, the two of its own, and without those of sales */
	assert_page(night, "", total, total, total);
	assert_page(night, "action:edit", 3, 3, total);
	assert_page(night, "alias:s1", 0, 0, total);
	assert_page(night, "alias:n2", 2, 2, total);
	assert_page(night, "alias:n3", 1, 1, total);
	page = page_of(night, "action:edit", 2);
	assert_int_equal(page->count, 2);        /* though many others are newer */
	assert_int_equal(page->matched, 3);
	audit_page_free(page);
	service_close(night);
}

static void an_alias_that_moved_is_seen_by_whose_it_is_now(void **state)
{
	(void)state;
	outside_run(site, "UPDATE phones_alias SET user_group = 'SALES' WHERE alias_id = 'n1'");
	Service *night = desk_sign_in(site, &config, "night");
	AuditPage *page = page_of(night, "alias:n1", 10);
	assert_int_equal(page->count + page->matched, 0);
	audit_page_free(page);
	service_close(night);
}

static void details_of_what_is_not_seen_are_not_given(void **state)
{
	(void)state;
	Service *all = desk_sign_in(site, &config, "6666"), *night = desk_sign_in(site, &config, "night");
	AuditPage *page = page_of(all, "alias:s1", 1);
	Reply reply;
	Err err;
	Request request = { .op = OP_AUDIT_DETAILS, .query = { .before_seq = page->entries[0].event.seq + 1, .limit = 1 } };
	assert_false(ops_run(night, &request, &reply, NULL, NULL, &err));
	assert_string_equal(err.text, "The audit log has no such entry.");
	reply_free(&reply);
	audit_page_free(page);
	service_close(all);
	service_close(night);
}

static int start(void **state)
{
	(void)state;
	site = scratch_database();
	config = desk_config("audit/audit.db");
	make_aliases();
	write_entries();
	return 0;
}

static int end(void **state)
{
	(void)state;
	outside_close();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_not_seen_is_not_counted),
		cmocka_unit_test(details_of_what_is_not_seen_are_not_given),
		cmocka_unit_test(an_alias_that_moved_is_seen_by_whose_it_is_now),
	};
	return cmocka_run_group_tests(tests, start, end);
}
