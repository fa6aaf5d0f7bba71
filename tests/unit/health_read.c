/* The health check on real tables: passwords are compared as VICIdial compares them, by the server, with something else
 * mixed in each time; who was not used is told by VICIdial's own log; what an older VICIdial lacks is left out. */
#include <string.h>

#include "core/base/text.h"
#include "tests/unit/site_database.h"
#include "tests/tap.h"

static HealthReport *check(void)
{
	HealthReport *report;
	if (!vicidial_health(db, &everything, NULL, NULL, &report, &err))
		fail_msg("%s", err.text);
	return report;
}

/* "3120x 8331x": whom a kind is found of. */
static const char *found(const HealthReport *report, FindingId kind)
{
	static char ids[2000];
	size_t used = 0;
	ids[0] = '\0';
	for (size_t i = 0; i < report->of[kind].count; i++)
		used += text_format(ids + used, sizeof ids - used, "%s%s", i ? " " : "", report->catalog->aliases[report->of[kind].aliases[i]].id);
	return ids;
}

static void the_sample_call_centre_has_each_kind(void **state)
{
	(void)state;
	HealthReport *report = check();
	for (FindingId kind = 0; kind < FINDING_HIDDEN; kind++)
		if (report->of[kind].count == 0)
			fail_msg("nothing is %s", findings[kind].key);
	assert_true(report->passwords && report->log.read);
	health_report_free(report);
}

static void passwords_are_compared_as_vicidial_compares_them(void **state)
{
	(void)state;
	HealthReport *report = check();
	/* 8330b has 'TEST ' beside 'test', which are the same to VICIdial. */
	assert_string_equal(found(report, FINDING_PASSWORD), "3120x 8331x 8412x");
	health_report_free(report);
	outside_run(site, "UPDATE phones SET pass = NULL WHERE login = '8301a'");
	outside_run(site, "UPDATE phones SET pass = '' WHERE login = '8301b'");
	outside_run(site, "UPDATE phones SET pass = 'retired' WHERE login = '8331a'");
	report = check();
	assert_string_equal(found(report, FINDING_PASSWORD), "3120x 8351x 8412x");
	health_report_free(report);
	outside_run(site, "UPDATE phones SET pass = 'test' WHERE login IN ('8301a', '8301b', '8331a')");
}

/* What is mixed in is another at each reading, so that what was seen once tells nothing later. */
static void the_same_passwords_look_different_each_time(void **state)
{
	(void)state;
	HealthReport *first = check(), *second = check();
	size_t same = 0;
	for (size_t i = 0; i < first->catalog->phone_count; i++)
		same += first->catalog->phones[i].password == second->catalog->phones[i].password;
	assert_true(same < first->catalog->phone_count / 100);
	health_report_free(first);
	health_report_free(second);
}

static void unused_is_what_the_log_does_not_tell_of_in_90_days(void **state)
{
	(void)state;
	HealthReport *report = check();
	assert_string_equal(report->log.since, "");
	assert_non_null(strstr(found(report, FINDING_UNUSED), "5209x 5210x 8314x 8399x 9001x"));
	assert_null(strstr(found(report, FINDING_UNUSED), "longestidofanyalias1"));
	health_report_free(report);
}

static void a_young_log_says_where_it_begins(void **state)
{
	(void)state;
	char words[200];
	outside_run(site, "CREATE TABLE whole_log AS SELECT * FROM vicidial_user_log");
	outside_run(site, "DELETE FROM vicidial_user_log WHERE event_date < NOW() - INTERVAL 20 DAY");
	HealthReport *report = check();
	assert_int_equal(strlen(report->log.since), strlen("2026-01-12"));
	health_words(report->catalog, &report->log, catalog_find(report->catalog, "8314x"), FINDING_UNUSED, words, sizeof words);
	assert_non_null(strstr(words, "where the log begins"));
	health_report_free(report);
	outside_run(site, "DELETE FROM vicidial_user_log");
	report = check();
	assert_false(report->log.read);
	assert_int_equal(report->of[FINDING_UNUSED].count, 0);
	health_report_free(report);
	outside_run(site, "INSERT INTO vicidial_user_log SELECT * FROM whole_log");
	outside_run(site, "DROP TABLE whole_log");
}

static void an_older_vicidial_lacks_what_it_lacks(void **state)
{
	(void)state;
	outside_run(site, "ALTER TABLE phones DROP COLUMN peer_status, DROP COLUMN ping_time");
	outside_run(site, "RENAME TABLE vicidial_user_log TO elsewhere");
	HealthReport *report = check();
	assert_string_equal(found(report, FINDING_PASSWORD), "3120x 8331x 8412x");
	assert_false(report->log.read);
	assert_int_equal(report->of[FINDING_UNREACHABLE].count, 0);
	health_report_free(report);
	outside_run(site, "RENAME TABLE elsewhere TO vicidial_user_log");
}

static bool stop_at_once(void *context, size_t done, size_t total)
{
	(void)context, (void)done, (void)total;
	return false;
}

static void it_can_be_stopped(void **state)
{
	(void)state;
	HealthReport *report;
	assert_false(vicidial_health(db, &everything, stop_at_once, NULL, &report, &err));
	assert_int_equal(err.code, ERR_STOPPED);
	assert_null(report);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_sample_call_centre_has_each_kind),
		cmocka_unit_test(passwords_are_compared_as_vicidial_compares_them),
		cmocka_unit_test(the_same_passwords_look_different_each_time),
		cmocka_unit_test(unused_is_what_the_log_does_not_tell_of_in_90_days),
		cmocka_unit_test(a_young_log_says_where_it_begins),
		cmocka_unit_test(it_can_be_stopped),
		cmocka_unit_test(an_older_vicidial_lacks_what_it_lacks),
	};
	return cmocka_run_group_tests(tests, start, end);
}
