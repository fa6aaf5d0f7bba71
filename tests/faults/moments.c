/* Somebody else at the very moment: between the look at a row and its compare-and-swap, between that and the look at what came of
 * it, between two rows of one change, between a death and the next start. Each such change comes to the one outcome that is true, in
 * words that say it, and the promises hold. */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/base/sys.h"
#include "core/service/change.h"
#include "tests/faults/ground.h"
#include "tests/outside.h"
#include "tests/scratch.h"
#include "tests/tap.h"

static const Connection *site;
static Service          *service;
static Reply             reply;
static Err               err;

/* --- while it is written --- */

typedef struct {
	const char *story;
	ChangePoint at; unsigned pass;           /* when: at this passing of this point */
	const char *sql[3];                      /* somebody else's, about f00; %s: the new name */
	bool        phones;
	ErrCode     code;
	StepClass   class;
	const char *words;
} Moment;

static const Moment moments[] = {
	{ "the same change by somebody else", POINT_INTENT, 0, { "UPDATE phones_alias SET alias_name='%s' WHERE alias_id='f00'" }, false,
	  ERR_NONE, CLASS_ALREADY, "f00 saved: name." },
	{ "another change", POINT_INTENT, 0, { "UPDATE phones_alias SET alias_name='web' WHERE alias_id='f00'" }, false,
	  ERR_CONFLICT, CLASS_CONFLICT, "Not saved: alias f00 or a phone of it changed at that very moment. Nothing was written." },
	{ "a deletion", POINT_INTENT, 0, { "DELETE FROM phones_alias WHERE alias_id='f00'" }, false,
	  ERR_CONFLICT, CLASS_GONE, "Not saved: alias f00 or a phone of it changed at that very moment. Nothing was written." },
	{ "a trigger that alters what is stored", POINT_INTENT, 0,
	  { "CREATE TRIGGER before_alias BEFORE UPDATE ON phones_alias FOR EACH ROW"
	    " SET NEW.alias_name = CONCAT(NEW.alias_name, '!')" }, false,
	  ERR_NONE, CLASS_APPLIED_THEN_CHANGED, "f00 saved, and changed again by somebody else at once: look at it." },
	{ "a trigger that alters what is stored, and one that refuses it then", POINT_INTENT, 0,
	  { "CREATE TRIGGER before_alias BEFORE UPDATE ON phones_alias FOR EACH ROW SET NEW.alias_name = CONCAT(NEW.alias_name, '!')",
	    "CREATE TRIGGER after_alias AFTER UPDATE ON phones_alias FOR EACH ROW"
	    " SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'not now'" }, false,
	  ERR_CONFLICT, CLASS_CONFLICT, "Not saved: alias f00 or a phone of it changed at that very moment. Nothing was written." },
	{ "the alias and a phone that was written", POINT_STEP, 0,
	  { "UPDATE phones_alias SET alias_name='web' WHERE alias_id='f00'",
	    "UPDATE phones SET protocol='PJSIP' WHERE login='f00a'" }, true,
	  ERR_PARTIAL, CLASS_PARTIAL,
	  "f00 was saved in part: phone f00a on dialer1 APPLIED, phone f00b on dialer2 ROLLED_BACK, alias f00 CONFLICT." },
	{ "the alias, and a trigger that refuses to take a phone back", POINT_STEP, 1,
	  { "UPDATE phones_alias SET alias_name='web' WHERE alias_id='f00'",
	    "CREATE TRIGGER before_phone BEFORE UPDATE ON phones FOR EACH ROW"
	    " SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'not now'" }, true,
	  ERR_PARTIAL, CLASS_PARTIAL,
	  "f00 was saved in part: phone f00a on dialer1 APPLIED, phone f00b on dialer2 APPLIED, alias f00 CONFLICT." },
	{ "a trigger that refuses the alias", POINT_STEP, 1,
	  { "CREATE TRIGGER before_alias BEFORE UPDATE ON phones_alias FOR EACH ROW"
	    " SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'not now'" }, true,
	  ERR_STORE, CLASS_ROLLED_BACK,
	  "Not saved: The database refused: not now (error 1644). What was written of it was taken back." },
};

static const Moment *moment;
static unsigned      passes;
static const char   *new_name;

static void somebody_else(ChangePoint point)
{
	if (point != moment->at || passes++ != moment->pass)
		return;
	for (size_t i = 0; i < 3 && moment->sql[i]; i++)
		if (strstr(moment->sql[i], "%s"))
			outside_runf(site, "UPDATE phones_alias SET alias_name='%s' WHERE alias_id='f00'", new_name);
		else
			outside_run(site, moment->sql[i]);
}

static int fresh(void **state)
{
	outside_run(site, "DROP TRIGGER IF EXISTS before_alias");
	outside_run(site, "DROP TRIGGER IF EXISTS after_alias");
	outside_run(site, "DROP TRIGGER IF EXISTS before_phone");
	ground_fresh(state);
	service = ground_signed_in(NULL);
	return 0;
}

static int leave(void **state)
{
	(void)state;
	change_at_point = NULL;
	service_close(service);
	outside_close();
	return 0;
}

/* What it was told is what came of it, here and in the log; and what was left open or in doubt: nothing. */
static void each_moment_has_its_outcome(void **state)
{
	for (size_t i = 0; i < sizeof moments / sizeof *moments; i++) {
		moment = &moments[i];
		leave(state);
		fresh(state);
		passes = 0;
		new_name = ground_name('m');
		change_at_point = somebody_else;
		ErrCode code = ground_rename(service, "f00", new_name, moment->phones, &reply, &err);
		change_at_point = NULL;
		const char *said = code == ERR_NONE ? reply.result.sentence : err.text;
		if (code != moment->code || reply.result.class != moment->class || strcmp(said, moment->words) != 0)
			fail_msg("%s: %d %s, %s", moment->story, (int)code, step_class_name(reply.result.class), said);
		reply_free(&reply);
		assert_string_equal(ground_log("SELECT class FROM event WHERE kind='OUTCOME'"), step_class_name(moment->class));
		assert_int_equal(ground_log_number("SELECT count(*) FROM open_intent"), 0);
	}
}

static unsigned long ours;

static void change_two_rows_and_cut_the_wire(ChangePoint point)
{
	somebody_else(point);
	if (point == POINT_FLAGS)
		outside_runf(site, "KILL CONNECTION %lu", ours);
}

/* Made in part, and VICIdial's log rows could not be written any more. */
static void made_in_part_and_its_record_cut_off(void **state)
{
	static const Moment half = { "triggers that refuse the alias, and to take a phone back", POINT_STEP, 1,
		{ "CREATE TRIGGER before_alias BEFORE UPDATE ON phones_alias FOR EACH ROW SIGNAL SQLSTATE '45000'",
		  "CREATE TRIGGER before_phone BEFORE UPDATE ON phones FOR EACH ROW SIGNAL SQLSTATE '45000'" },
		true, ERR_OFFLINE, CLASS_PARTIAL, "" };
	(void)state;
	moment = &half;
	passes = 0;
	ours = database_info(service->db)->connection_id;
	change_at_point = change_two_rows_and_cut_the_wire;
	assert_int_equal(ground_rename(service, "f00", ground_name('m'), true, &reply, &err), ERR_OFFLINE);
	change_at_point = NULL;
	assert_non_null(strstr(err.text,
	                       "the change was made in part or not at all, and its record is not complete. The next connection looks"));
	reply_free(&reply);
	desk_run(service, &(Request){ .op = OP_RECONNECT }, &reply);
	assert_non_null(strstr(reply.settled[0], "was made in part; undo of it takes that part back"));
	reply_free(&reply);
}

/* --- before it is written --- */

static Plan *undo_of_a_rename(void)
{
	return desk_undo_plan(service, desk_change(service, "f01", &(Wish){ .value[FIELD_NAME] = "Renamed" }), &err);
}

/* The form was open, and somebody else saved first: nothing is written, and the log has a note of what was tried. */
static void who_comes_too_late_is_told_what_was_done_meanwhile(void **state)
{
	(void)state;
	static const struct {
		PlanKind    kind;
		bool        undo;
		const char *sql, *words, *action;
	} cases[] = {
		{ PLAN_EDIT, false, "DELETE FROM phones_alias WHERE alias_id='f01'",
		  "Not saved: alias f01 was deleted while you were editing. Nothing was written.", "edit" },
		{ PLAN_DELETE, false, "UPDATE phones_alias SET alias_name='web' WHERE alias_id='f01'",
		  "Not saved: alias f01 was changed while you were editing. Nothing was written.", "delete" },
		{ PLAN_EDIT, true, "UPDATE phones_alias SET alias_name='web' WHERE alias_id='f01'",
		  "Not undone: alias f01 was changed while you were looking. Nothing was written.", "undo" },
		{ PLAN_ADD, false, "INSERT INTO phones_alias VALUES ('f99', 'web', 'f01a', '---ALL---')",
		  "Not saved: an alias f99 exists by now.", "add" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		leave(state);
		fresh(state);
		outside_run(site, "DELETE FROM phones_alias WHERE alias_id='f99'");
		Wish wish = { .kind = cases[i].kind, .value[FIELD_NAME] = cases[i].kind == PLAN_DELETE ? NULL : "Mine" };
		if (cases[i].kind == PLAN_ADD)
			wish.value[FIELD_ID] = "f99", wish.value[FIELD_PHONES] = "f01a";
		Plan *plan = cases[i].undo ? undo_of_a_rename() : desk_plan(service, cases[i].kind == PLAN_ADD ? "" : "f01", &wish);
		assert_non_null(plan);
		outside_run(site, cases[i].sql);
		assert_int_equal(desk_apply(service, plan, &reply, &err), ERR_CONFLICT);
		assert_string_equal(err.text, cases[i].words);
		reply_free(&reply);
		assert_string_equal(ground_log("SELECT json_extract(CAST(payload AS TEXT), '$.action') FROM event WHERE kind='NOTE'"
		                               " ORDER BY seq DESC LIMIT 1"), cases[i].action);
	}
	outside_run(site, "DELETE FROM phones_alias WHERE alias_id='f99'");
}

/* --- a table that breaks --- */

static void tear_the_table(ChangePoint point)
{
	char path[300];
	if (point != POINT_INTENT)
		return;
	outside_run(site, "FLUSH TABLES phones_alias");
	assert_int_equal(truncate(scratch_path(path, sizeof path, "demo/data/asterisk/phones_alias.MYD"), 0), 0);
}

static void mend_the_table(void)
{
	outside_run(site, "REPAIR TABLE phones_alias");
	outside_run(site, "DELETE FROM phones_alias WHERE alias_id LIKE 'f__'");
}

/* Nobody knows what it holds: the change stays open, also to this session, until it was repaired and the next start has looked. */
static void a_table_that_breaks_leaves_its_change_open(void **state)
{
	(void)state;
	change_at_point = tear_the_table;
	assert_int_equal(ground_rename(service, "f02", ground_name('m'), false, &reply, &err), ERR_DAMAGED);
	change_at_point = NULL;
	assert_non_null(strstr(err.text, "f02: not saved, the table is damaged. "
	                                 "The next start looks and settles it. The table phones_alias is crashed"));
	reply_free(&reply);
	mend_the_table();
	outside_run(site, "INSERT INTO phones_alias VALUES ('f02', 'from a backup', 'f02a,f02b', '---ALL---')");
	assert_int_equal(ground_rename(service, "f02", ground_name('m'), false, &reply, &err), ERR_CONFLICT);
	assert_non_null(strstr(err.text, "alias f02 is being changed by 6666"));
	reply_free(&reply);
	service_close(service);
	service = ground_signed_in(&reply);
	assert_int_equal(reply.settled_total, 1);
	reply_free(&reply);
	assert_int_equal(ground_log_number("SELECT count(*) FROM open_intent"), 0);
}

static Batch *renaming_batch(unsigned from, unsigned count)
{
	static AliasId ids[GROUND_ALIASES];
	Request request = { .op = OP_BATCH_PLAN, .order = batch_order_new(NULL) };
	for (unsigned i = 0; i < count; i++)
		text_copy(ids[i].text, sizeof ids[i].text, ground_alias(from + i));
	batch_order_add(request.order, ids, count, &(BulkWish){ .wish.value[FIELD_NAME] = "many-{n:04}" });
	desk_run(service, &request, &reply);
	Batch *batch = reply.batch;
	reply.batch = NULL;
	reply_free(&reply);
	return batch;
}

static void a_batch_stops_where_it_does_not_know_what_comes_of_it(void **state)
{
	(void)state;
	Request request = { .op = OP_BATCH_APPLY, .batch = renaming_batch(0, 12) };
	change_at_point = tear_the_table;
	desk_run(service, &request, &reply);
	change_at_point = NULL;
	const BatchResult *result = reply.batch_result;
	assert_string_equal(result->why_stopped, "Stopped by itself: too many rows in a row whose outcome is not known.");
	assert_int_equal(result->written, 0);
	assert_int_equal(result->failed, 5);
	assert_int_equal(result->not_tried, 7);
	assert_non_null(strstr(result->rows[0].sentence, "f00: not saved, the table is damaged."));
	reply_free(&reply);
	mend_the_table();
	service_close(service);
	service = ground_signed_in(&reply);
	reply_free(&reply);
	assert_int_equal(ground_log_number("SELECT count(*) FROM open_intent"), 0);
}

/* --- others who live --- */

static int said[2];

static void stand(ChangePoint point)
{
	if (point == POINT_INTENT && write(said[1], "x", 1) == 1)
		pause();
}

/* A console in the middle of a batch of aliases that does not go on. */
static pid_t stand_in_a_batch(unsigned from, unsigned count)
{
	char byte;
	assert_int_equal(pipe(said), 0);
	pid_t child = fork();
	if (child == 0) {
		service = ground_signed_in(NULL);
		Request request = { .op = OP_BATCH_APPLY, .batch = renaming_batch(from, count) };
		change_at_point = stand;
		desk_run(service, &request, &reply);
		_exit(0);
	}
	assert_int_equal(read(said[0], &byte, 1), 1);
	close(said[0]), close(said[1]);
	return child;
}

/* Two sessions and three batches: who lives is named once, and left alone; a batch goes on without the aliases that are his. Of the
 * dead one each batch is told of by itself. */
static void what_a_living_session_changes_is_left_to_it(void **state)
{
	(void)state;
	char process[80];
	pid_t child = stand_in_a_batch(4, 2);
	service_close(service);
	service = ground_signed_in(&reply);
	text_format(process, sizeof process, "is still under way in process %d of this machine; it is left alone.", (int)child);
	assert_int_equal(reply.settled_total, 1);
	assert_non_null(strstr(reply.settled[0], process));
	reply_free(&reply);

	Request request = { .op = OP_BATCH_APPLY, .batch = renaming_batch(3, 4) };
	desk_run(service, &request, &reply);
	const BatchResult *result = reply.batch_result;
	assert_int_equal(result->written, 2);
	assert_int_equal(result->failed, 2);
	assert_non_null(strstr(result->rows[1].sentence, "Not saved: alias f04 is being changed by 6666"));
	assert_non_null(strstr(result->rows[2].sentence, "Not saved: alias f05 is being changed by 6666"));
	reply_free(&reply);

	pid_t other = stand_in_a_batch(8, 3);
	ground_kill(child);
	ground_kill(other);
	service_close(service);
	service = ground_signed_in(&reply);
	assert_int_equal(reply.settled_total, 2);
	assert_non_null(strstr(reply.settled[0], "was interrupted: 0 written, 2 not started"));
	assert_non_null(strstr(reply.settled[1], "was interrupted: 0 written, 3 not started"));
	reply_free(&reply);
}

/* --- between a death and the next start --- */

static ChangePoint dies_at;
static int64_t     clock_ahead_us;

static void die(ChangePoint point)
{
	if (point == dies_at)
		kill(getpid(), SIGKILL);
}

static void die_renaming(ChangePoint at, const char *alias, const char *name, bool phones)
{
	int status;
	dies_at = at;
	pid_t child = fork();
	if (child == 0) {
		setenv("SSH_CONNECTION", "10.1.4.20 50000 10.0.0.1 22", 1);
		service = ground_signed_in(NULL);
		Plan *plan = ground_plan(service, alias, name, phones);
		sys_freeze(clock_ahead_us ? sys_now_us() + clock_ahead_us : 0);
		change_at_point = die;
		_exit(desk_apply(service, plan, &reply, &err) != ERR_NONE);
	}
	waitpid(child, &status, 0);
	assert_true(WIFSIGNALED(status));
}

static void what_others_did_since_decides(void **state)
{
	static const struct {
		ChangePoint at;
		const char *sql[2], *words, *class;
	} cases[] = {
		{ POINT_INTENT, { "UPDATE phones_alias SET alias_name='%s' WHERE alias_id='f03'",
		  "INSERT INTO vicidial_admin_log SET event_date=NOW(), user='web', ip_address='10.0.0.1', event_section='PHONEALIASES',"
		  " event_type='MODIFY', record_id='f03', event_code='ADMIN MODIFY PHONE ALIAS', event_notes='', event_sql=\"UPDATE phones_alias set"
		  " alias_name='%s', logins_list='f03a,f03b', user_group='---ALL---' where alias_id='f03'|\"" },
		  "was made, by somebody else too", "ALREADY" },
		{ POINT_OUTCOME, { "UPDATE phones_alias SET alias_name='web' WHERE alias_id='f03'" },
		  "was made, and changed again since", "APPLIED_THEN_CHANGED" },
		{ POINT_OUTCOME, { "UPDATE phones_alias SET alias_name='start-000003' WHERE alias_id='f03'" },
		  "was made, and set back since", "APPLIED_THEN_REVERTED" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		leave(state);
		ground_fresh(state);
		const char *name = ground_name('m');
		die_renaming(cases[i].at, "f03", name, false);
		for (size_t j = 0; j < 2 && cases[i].sql[j]; j++) {
			char *text = strdup(cases[i].sql[j]), *mark = strstr(text, "%s");
			outside_runf(site, "%.*s%s%s", (int)(mark ? mark - text : (long)strlen(text)), text, mark ? name : "", mark ? mark + 2 : "");
			free(text);
		}
		service = ground_signed_in(&reply);
		assert_int_equal(reply.settled_total, 1);
		if (!strstr(reply.settled[0], cases[i].words))
			fail_msg("%s", reply.settled[0]);
		reply_free(&reply);
		assert_string_equal(ground_log("SELECT class FROM event WHERE kind='OUTCOME'"), cases[i].class);
	}
}

/* The log row that is added bears the address from which it was changed; a site without a voicemail server has none to rebuild; and
 * a clock that was ahead is no death of the server. */
static void what_is_added_is_as_the_change_would_have_written_it(void **state)
{
	char kept[40];
	leave(state);
	text_copy(kept, sizeof kept, outside_ask(site, "SELECT active_voicemail_server FROM system_settings"));
	outside_run(site, "UPDATE system_settings SET active_voicemail_server=''");
	clock_ahead_us = INT64_C(3600) * 1000000;
	die_renaming(POINT_STEP, "f03", ground_name('m'), true);
	clock_ahead_us = 0;
	service = ground_signed_in(&reply);
	assert_int_equal(reply.settled_total, 1);
	reply_free(&reply);
	outside_runf(site, "UPDATE system_settings SET active_voicemail_server='%s'", kept);
	assert_string_equal(outside_ask(site, "SELECT GROUP_CONCAT(DISTINCT ip_address) FROM vicidial_admin_log"), "10.1.4.20");
}

int main(void)
{
	site = ground_lay();
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(each_moment_has_its_outcome, fresh, leave),
		cmocka_unit_test_setup_teardown(made_in_part_and_its_record_cut_off, fresh, leave),
		cmocka_unit_test_setup_teardown(who_comes_too_late_is_told_what_was_done_meanwhile, fresh, leave),
		cmocka_unit_test_setup_teardown(a_table_that_breaks_leaves_its_change_open, fresh, leave),
		cmocka_unit_test_setup_teardown(a_batch_stops_where_it_does_not_know_what_comes_of_it, fresh, leave),
		cmocka_unit_test_setup_teardown(what_a_living_session_changes_is_left_to_it, fresh, leave),
		cmocka_unit_test_setup_teardown(what_others_did_since_decides, fresh, leave),
		cmocka_unit_test_setup_teardown(what_is_added_is_as_the_change_would_have_written_it, fresh, leave),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
