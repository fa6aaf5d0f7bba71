/* Proves what VICIdial's own admin log is worth to ours: a tail that was cut off, entries that were altered and hashed anew, rows
 * that were deleted there, each is named with its number; and without a database it is said that the end is not proven. */
#include <string.h>

#include "tests/desk.h"
#include "tests/outside.h"
#include "tests/unit/audit_forge.h"

#include "tests/tap.h"

static const Connection *site;
static Config config;
static Service *service;
static Err err;

static int64_t rename_to(const char *name)
{
	return desk_change(service, "8302x", &(Wish){ .value[FIELD_NAME] = name });
}

/* A new log with a session, a login and three changes: entries 3, 5 and 7. */
static int begin(void **state)
{
	(void)state;
	char path[LOG_PATH];
	log_place(path, 0700);
	text_copy(config.audit, sizeof config.audit, path);
	outside_run(site, "DELETE FROM vicidial_admin_log");
	service = desk_sign_in(site, &config, "6666");
	assert_int_equal(rename_to("One"), 3);
	assert_int_equal(rename_to("Two"), 5);
	assert_int_equal(rename_to("Three"), 7);
	return 0;
}

static int end(void **state)
{
	(void)state;
	service_close(service);
	return 0;
}

static AuditVerdict verdict(void)
{
	Reply reply;
	desk_run(service, &(Request){ .op = OP_AUDIT_VERIFY }, &reply);
	AuditVerdict said = reply.verdict;
	reply_free(&reply);
	return said;
}

static void assert_fault(int64_t seq, const char *words)
{
	AuditVerdict said = verdict();
	if (said.first_bad_seq != seq || !strstr(said.fault, words))
		fail_msg("#%lld %s", (long long)said.first_bad_seq, said.fault);
}

static void every_change_is_anchored(void **state)
{
	(void)state;
	AuditVerdict said = verdict();
	assert_string_equal(said.fault, "");
	assert_int_equal(said.anchors, 3);
	assert_int_equal(said.anchored_seq, 7);
	assert_string_equal(said.reach, "Anchored in VICIdial's admin log up to #7; of what came later, entries cut off the end would not show.");
}

static void a_tail_cut_off_before_an_anchor_is_named(void **state)
{
	(void)state;
	forge(config.audit, "DELETE FROM event WHERE seq>=6");
	assert_fault(6, " of VICIdial's admin log vouches for entry #7, and the log ends with #5.");
}

static void entries_hashed_anew_are_named(void **state)
{
	(void)state;
	forge(config.audit, "UPDATE event SET actor='nobody' WHERE seq=4");
	forge_rehash(config.audit, 4);
	assert_string_equal(log_verdict(config.audit).fault, "");
	assert_fault(5, "Entry #5 is not the one that row ");
}

static void an_entry_taken_out_with_the_chain_closed_behind_it_is_named(void **state)
{
	(void)state;
	forge(config.audit, "DELETE FROM event WHERE seq IN (5, 6); UPDATE event SET seq=5 WHERE seq=7; UPDATE event SET seq=6 WHERE seq=8;"
	      "UPDATE event SET prev_hash=(SELECT hash FROM event WHERE seq=4) WHERE seq=5");
	forge_rehash(config.audit, 5);
	assert_string_equal(log_verdict(config.audit).fault, "");
	assert_fault(5, "Entry #5 is not the one that row ");
}

static void a_row_deleted_from_vicidials_log_is_named(void **state)
{
	(void)state;
	outside_run(site, "DELETE FROM vicidial_admin_log WHERE event_notes LIKE '%s=5 %'");
	assert_fault(5, "Change #5 has lost its row ");
}

static void notes_altered_in_vicidials_log_are_named(void **state)
{
	(void)state;
	outside_run(site, "UPDATE vicidial_admin_log SET event_notes = REPLACE(event_notes, 's=5 ', 's=6 ')");
	assert_fault(6, "Entry #6 is not the one that row ");
}

static void rows_that_vicidial_archived_are_counted(void **state)
{
	(void)state;
	outside_run(site, "DELETE FROM vicidial_admin_log WHERE event_notes LIKE '%s=3 %'");
	AuditVerdict said = verdict();
	assert_string_equal(said.fault, "");
	assert_int_equal(said.archived, 1);
	assert_non_null(strstr(said.reach, " 1 rows of changes are older than all that VICIdial's admin log still has."));
}

static void anchors_of_other_hosts_are_not_ours(void **state)
{
	(void)state;
	outside_run(site, "INSERT INTO vicidial_admin_log (event_date, user, ip_address, event_section, event_type, record_id, event_code,"
	                  " event_sql, event_notes) SELECT event_date, user, ip_address, event_section, event_type, record_id, event_code,"
	                  " event_sql, REPLACE(REGEXP_REPLACE(event_notes, 'c=[0-9a-f]*', 'c=00000000'), ' s=7 ', ' s=99 ')"
	                  " FROM vicidial_admin_log WHERE event_notes LIKE '% s=7 %'");
	assert_string_equal(verdict().fault, "");
}

static void without_a_database_the_end_is_said_to_be_unproven(void **state)
{
	(void)state;
	service_close(service);
	assert_true(service_open(&service, &config, NULL, &err));
	AuditVerdict said = verdict();
	assert_string_equal(said.fault, "");
	assert_string_equal(said.reach, "The end is not anchored: entries cut off there would not show. There is no database to ask.");
}

static bool stop_at_once(void *context, size_t done, size_t total)
{
	(void)context, (void)done, (void)total;
	return false;
}

static void the_proof_can_be_stopped(void **state)
{
	(void)state;
	Request request = { .op = OP_AUDIT_VERIFY };
	Reply reply;
	assert_false(ops_run(service, &request, &reply, stop_at_once, NULL, &err));
	assert_int_equal(err.code, ERR_STOPPED);
	reply_free(&reply);
}

int main(void)
{
	char *program[] = { "vicialias", NULL };
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(every_change_is_anchored, begin, end),
		cmocka_unit_test_setup_teardown(a_tail_cut_off_before_an_anchor_is_named, begin, end),
		cmocka_unit_test_setup_teardown(entries_hashed_anew_are_named, begin, end),
		cmocka_unit_test_setup_teardown(an_entry_taken_out_with_the_chain_closed_behind_it_is_named, begin, end),
		cmocka_unit_test_setup_teardown(a_row_deleted_from_vicidials_log_is_named, begin, end),
		cmocka_unit_test_setup_teardown(notes_altered_in_vicidials_log_are_named, begin, end),
		cmocka_unit_test_setup_teardown(rows_that_vicidial_archived_are_counted, begin, end),
		cmocka_unit_test_setup_teardown(anchors_of_other_hosts_are_not_ours, begin, end),
		cmocka_unit_test_setup_teardown(without_a_database_the_end_is_said_to_be_unproven, begin, end),
		cmocka_unit_test_setup_teardown(the_proof_can_be_stopped, begin, end),
	};
	site = scratch_database();
	if (!config_read(&config, 1, program, &err))
		fail_msg("%s", err.text);
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	outside_close();
	return failed;
}
