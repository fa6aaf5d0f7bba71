/* Taking changes back through the one door: the rows are as before, byte for byte, or they are untouched and it is said why.
 * 500 random changes of awkward rows, in tables of both of VICIdial's charsets, half of them with somebody else between. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/data/vicidial.h"
#include "core/service/change.h"
#include "tests/desk.h"
#include "tests/outside.h"
#include "tests/scratch.h"
#include "tests/tap.h"

static const Connection *site;
static Config config;
static Service *service;
static Err err;

static void sign_in_as(const char *user)
{
	if (service)
		service_close(service);
	service = desk_sign_in(site, &config, user);
}

/* The number of the change; 0: it was not made, err says why. */
static int64_t apply(Plan *plan)
{
	Reply reply;
	int64_t seq = desk_apply(service, plan, &reply, &err) == ERR_NONE ? reply.result.intent_seq : 0;
	reply_free(&reply);
	return seq;
}

static int64_t change(const char *id, const Wish *wish)
{
	return desk_change(service, id, wish);
}

static Plan *undo_plan(int64_t seq)
{
	return desk_undo_plan(service, seq, &err);
}

static int64_t undo(int64_t seq)
{
	Plan *plan = undo_plan(seq);
	return plan ? apply(plan) : 0;
}

/* --- the rows --- */

static void make_phones(void)
{
	outside_run(site, "DELETE FROM phones WHERE extension = 'u1'");
	outside_run(site, "INSERT INTO phones (extension, server_ip, login, protocol, active, template_id) SELECT 'u1', server_ip,"
	                  " IF(server_id='dialer1', 'u1a', 'u1b'), 'SIP', 'Y', '' FROM servers WHERE server_id IN ('dialer1',"
	                  " 'dialer2')");
}

static void make_tables(const char *charset, int name_bytes)
{
	outside_run(site, "DROP TABLE IF EXISTS phones_alias_bytes");
	outside_run(site, "DELETE FROM phones_alias");
	outside_runf(site, "ALTER TABLE phones_alias CONVERT TO CHARACTER SET %s", charset);
	outside_runf(site, "CREATE TABLE phones_alias_bytes (alias_id VARCHAR(20) NOT NULL PRIMARY KEY, alias_name VARBINARY(%d),"
	                   " logins_list VARCHAR(255), user_group VARCHAR(20)) ENGINE=MERGE UNION=(phones_alias) INSERT_METHOD=LAST"
	                   " CHARSET=%s", name_bytes, charset);
}

static int utf8_tables(void **state)
{
	(void)state;
	make_tables("utf8mb3", 150);
	make_phones();
	return 0;
}

static int latin1_tables(void **state)
{
	(void)state;
	make_tables("latin1", 50);
	make_phones();
	return 0;
}

/* All bytes of the alias and its phones, and nothing of what VICIdial's daemons write. */
static const char *rows_now(char *out, size_t cap)
{
	size_t used = text_format(out, cap, "%s\n", outside_rows(site,
	    "SELECT HEX(alias_id), HEX(alias_name), HEX(logins_list), HEX(user_group) FROM phones_alias WHERE alias_id LIKE"
	    " 'u100%'"));
	text_copy(out + used, cap - used, outside_rows(site,
	    "SELECT HEX(login), HEX(protocol), HEX(active) FROM phones WHERE extension = 'u1' ORDER BY server_ip"));
	return out;
}

/* --- 500 of them --- */

static const struct { const char *hex; bool no_utf8; } names[] = {
	{ "NULL", false }, { "X''", false }, { "X'202020'", false }, { "X'46726F6E742064657368'", false }, { "X'4A6F73E9'", true },
	{ "X'4A6F73C3A9'", false }, { "X'4D6178FF00C328'", true }, { "X'FFFE007A'", true }, { "X'C3'", true }, { "X'27223B5C0A'",
	                                                                                                        false },
	{ "X'80'", true }, { "X'4101420A1B5B33316D'", false },
};
static const char *const lists[] = { "'u1a,u1b'", "'u1b,,u1a,'", "'U1A,u1a'", "'u1a, u1b'", "'u1a,gone'" };
static const char *const groups[] = { "NULL", "''", "'---ALL---'", "'SALES'", "'LOST'" };
static const char *const protocols[] = { "'SIP'", "NULL", "'PJSIP'", "'EXTERNAL'" };
static const char *const actives[] = { "'Y'", "'N'", "NULL" };
#define ANY(of) of[(size_t)rand() % (sizeof of / sizeof *of)]

/* Does its name hold bytes that are no UTF-8? */
static bool make_row(void)
{
	size_t name = (size_t)rand() % (sizeof names / sizeof *names);
	outside_run(site, "DELETE FROM phones_alias WHERE alias_id = 'u100'");
	outside_runf(site, "INSERT INTO phones_alias_bytes VALUES ('u100', %s, %s, %s)", names[name].hex, ANY(lists), ANY(groups));
	outside_runf(site, "UPDATE phones SET protocol = %s, active = %s WHERE extension = 'u1'", ANY(protocols), ANY(actives));
	return names[name].no_utf8;
}

typedef enum { RENAME, REGROUP, RELIST, PHONES, ALL, DELETE, KINDS } Kind;

static int64_t change_somehow(Kind kind, bool *writes_name)
{
	Wish wish = { .kind = kind == DELETE ? PLAN_DELETE : PLAN_EDIT };
	if (kind == RENAME || kind == ALL)
		wish.value[FIELD_NAME] = rand() % 2 ? "Desk 7" : "N\xC3\xA4he 7";
	if (kind == REGROUP || kind == ALL)
		wish.value[FIELD_GROUP] = "NIGHT";
	if (kind == RELIST || kind == ALL)
		wish.value[FIELD_PHONES] = "u1b";
	if (kind == PHONES || kind == ALL) {
		wish.value[FIELD_PROTOCOL] = "IAX2";
		wish.value[FIELD_ACTIVE] = rand() % 2 ? "Y" : "N";
	}
	*writes_name = kind == RENAME || kind == ALL || kind == DELETE;
	return change("u100", &wish);
}

static void somebody_else(Kind kind, int number)
{
	if (kind == DELETE)
		outside_runf(site, "INSERT INTO phones_alias VALUES ('%s', 'Outside', NULL, NULL)", number % 3 ? "u100" : "U100");
	else if (kind == PHONES)
		outside_run(site, "UPDATE phones SET protocol = 'Zap' WHERE extension = 'u1'");
	else if (number % 3 == 0)
		outside_run(site, "DELETE FROM phones_alias WHERE alias_id = 'u100'");
	else
		outside_runf(site, "UPDATE phones_alias SET %s = 'Outside' WHERE alias_id = 'u100'",
		             number % 3 == 1 ? "alias_name" : "user_group");
}

static void change_and_take_back(int number, bool utf8, size_t *refused)
{
	char before[2000], changed[2000], after[2000];
	bool no_utf8 = make_row(), between = number % 2 == 1, writes_name;
	Kind kind = (Kind)(rand() % KINDS);
	rows_now(before, sizeof before);
	int64_t seq = change_somehow(kind, &writes_name);
	assert_string_not_equal(rows_now(changed, sizeof changed), before);
	if (between)
		somebody_else(kind, number / 2);
	rows_now(changed, sizeof changed);
	bool done = undo(seq) > 0;
	rows_now(after, sizeof after);
	/* The server takes no bytes into such a column that it would not call text, though they were there. */
	bool impossible = utf8 && no_utf8 && writes_name;
	*refused += impossible && !between;
	if (done == (between || impossible) || strcmp(after, done ? before : changed) != 0)
		fail_msg("%d, kind %d, %s: undone %d %s\nbefore\n%s\nchanged\n%s\nafter\n%s", number, (int)kind,
		         between ? "disturbed" : "alone",
		         done, done ? "" : err.text, before, changed, after);
	if (!done && between && (err.code != ERR_CONFLICT || !strstr(err.text, "since change #")))
		fail_msg("%d: %s", number, err.text);
	if (!done && !between && !strstr(err.text, "was not undone. The database cannot store"))
		fail_msg("%d: %s", number, err.text);
}

static void take_back_250(bool utf8)
{
	size_t refused = 0;
	srand(utf8 ? 8 : 1);
	for (int i = 0; i < 250; i++)
		change_and_take_back(i, utf8, &refused);
	printf("# %zu of them could not be stored again\n", refused);
	assert_true(utf8 ? refused > 0 : refused == 0);
}

static void any_change_is_taken_back_to_the_byte_or_not_at_all_in_utf8(void **state)
{
	(void)state;
	take_back_250(true);
}

static void any_change_is_taken_back_to_the_byte_or_not_at_all_in_latin1(void **state)
{
	(void)state;
	take_back_250(false);
}

/* --- one by one --- */

static int plain_row(void **state)
{
	utf8_tables(state);
	sign_in_as("6666");
	outside_run(site, "DELETE FROM vicidial_admin_log");
	outside_run(site, "INSERT INTO phones_alias VALUES ('u100', 'First name', 'u1a,u1b', '---ALL---')");
	return 0;
}

static void redo_of_bytes_that_look_like_text_does_not_convert_them(void **state)
{
	(void)state;
	char before[2000], after[2000];
	latin1_tables(state);
	outside_run(site, "INSERT INTO phones_alias_bytes VALUES ('u100', X'4A6F73C3A9', 'u1a', NULL)");
	rows_now(before, sizeof before);
	int64_t seq = change("u100", &(Wish){ .value[FIELD_NAME] = "Jos\xC3\xA9" });
	assert_string_equal(outside_ask(site, "SELECT HEX(alias_name) FROM phones_alias"), "4A6F73E9");
	int64_t undone = undo(seq);
	assert_string_equal(rows_now(after, sizeof after), before);
	int64_t redone = undo(undone);
	assert_string_equal(outside_ask(site, "SELECT HEX(alias_name) FROM phones_alias"), "4A6F73E9");
	assert_true(undo(redone) > 0);
	assert_string_equal(rows_now(after, sizeof after), before);
	latin1_tables(state);
}

static void undo_is_logged_as_one_in_both_logs(void **state)
{
	(void)state;
	int64_t seq = change("u100", &(Wish){ .value[FIELD_NAME] = "Second" });
	Request request = { .op = OP_AUDIT_PAGE, .query = { .limit = 1 } };
	Reply reply;
	assert_true(undo(seq) > 0);
	assert_true(ops_run(service, &request, &reply, NULL, NULL, &err));
	assert_string_equal(reply.page->entries[0].action, "undo");
	assert_true(reply.page->entries[0].event.has_undo);
	assert_int_equal(reply.page->entries[0].outcome, CLASS_APPLIED);
	reply_free(&reply);
	assert_string_equal(outside_rows(site,
	                                 "SELECT event_code, event_sql FROM vicidial_admin_log ORDER BY admin_log_id DESC LIMIT 1"),
	                    "ADMIN MODIFY PHONE ALIAS|UPDATE phones_alias set alias_name='First name', logins_list='u1a,u1b',"
	                    " user_group='---ALL---' where alias_id='u100'|");
}

static void a_new_alias_is_taken_back_only_as_it_was_made(void **state)
{
	(void)state;
	outside_run(site, "DELETE FROM phones_alias");
	Record *record = record_new();
	GroupScope all = { .all = true };
	Database *db = scratch_connect();
	assert_true(vicidial_site(db, record->mem, &all, &record->site, &err));
	record_add(record, &(Lookup){ .logins = (const char *[]){ "u100" }, .login_count = 1 });
	Wish wish = { .kind = PLAN_ADD, .value = { [FIELD_ID] = "u100", [FIELD_NAME] = "New desk" } };
	int64_t seq = apply(plan_make(record, &wish));
	assert_string_equal(outside_ask(site, "SELECT alias_name FROM phones_alias"), "New desk");
	outside_run(site, "UPDATE phones_alias SET logins_list = 'u1a'");
	assert_null(undo_plan(seq));
	assert_string_equal(outside_ask(site, "SELECT COUNT(*) FROM phones_alias"), "1");
	outside_run(site, "UPDATE phones_alias SET logins_list = ''");
	if (!undo(seq))
		fail_msg("%s", err.text);
	assert_string_equal(outside_ask(site, "SELECT COUNT(*) FROM phones_alias"), "0");
	record_free(record);
	database_close(db);
}

static void the_right_is_that_of_the_write_it_makes(void **state)
{
	(void)state;
	int64_t renamed = change("u100", &(Wish){ .value[FIELD_NAME] = "Second" });
	sign_in_as("viewer");
	assert_null(undo_plan(renamed));
	assert_int_equal(err.code, ERR_DENIED);
	sign_in_as("editor");
	assert_true(undo(renamed) > 0);
	sign_in_as("6666");
	int64_t deleted = change("u100", &(Wish){ .kind = PLAN_DELETE });
	outside_run(site, "UPDATE system_settings SET level_8_disable_add = '1'");
	sign_in_as("editor");
	assert_null(undo_plan(deleted));
	assert_string_equal(err.text, "Nothing was changed: user editor lacks the right to add.");
	outside_run(site, "UPDATE system_settings SET level_8_disable_add = '0'");
	assert_string_equal(outside_ask(site, "SELECT COUNT(*) FROM phones_alias"), "0");
}

static void a_change_outside_of_ones_groups_is_not_there(void **state)
{
	(void)state;
	int64_t regrouped = change("u100", &(Wish){ .value[FIELD_GROUP] = "NIGHT" });
	sign_in_as("sales");
	assert_null(undo_plan(regrouped));
	assert_int_equal(err.code, ERR_NOT_FOUND);
	outside_run(site, "UPDATE phones_alias SET user_group = 'NIGHT'");
	sign_in_as("6666");
	int64_t moved = change("u100", &(Wish){ .value[FIELD_GROUP] = "SALES" });
	sign_in_as("sales");
	assert_null(undo_plan(moved));
	assert_string_equal(err.text, "Not undone: the user group that u100 had is outside of yours.");
}

static void who_changed_it_since_is_said_from_either_log(void **state)
{
	(void)state;
	int64_t first = change("u100", &(Wish){ .value[FIELD_NAME] = "Second" });
	change("u100", &(Wish){ .value[FIELD_NAME] = "Third" });
	assert_null(undo_plan(first));
	assert_non_null(strstr(err.text, " by 6666 at "));
	assert_non_null(strstr(err.text, "(vicialias)"));
	int64_t phones = change("u100", &(Wish){ .value[FIELD_ACTIVE] = "N" });
	outside_run(site, "UPDATE phones SET protocol = 'Zap' WHERE extension = 'u1'");
	assert_null(undo_plan(phones));
	assert_null(strstr(err.text, " by "));       /* who wrote past all logs is not known, and not guessed */
	outside_run(site,
	            "INSERT INTO vicidial_admin_log SET event_date = NOW(), user = '7777', ip_address = '', event_section = 'PHONES',"
	                  " event_type = 'MODIFY', record_id = 'u1', event_code = 'ADMIN MODIFY PHONE', event_notes = '',"
	                  " event_sql = \"UPDATE phones set active='Y' where server_ip='10.9.9.9'\"");
	assert_null(undo_plan(phones));
	assert_null(strstr(err.text, "7777"));       /* that was the phone of another server */
	outside_run(site,
	            "INSERT INTO vicidial_admin_log SET event_date = NOW(), user = '7777', ip_address = '', event_section = 'PHONES',"
	                  " event_type = 'MODIFY', record_id = 'u1', event_code = 'ADMIN MODIFY PHONE', event_notes = '',"
	                  " event_sql = (SELECT CONCAT(\"server_ip='\", server_ip, \"'\") FROM phones WHERE extension = 'u1'"
	                  " ORDER BY INET_ATON(server_ip) LIMIT 1)");
	assert_null(undo_plan(phones));
	if (!strstr(err.text, " by 7777 at "))
		fail_msg("%s", err.text);
}

static void what_is_no_change_or_made_nothing_is_not_taken_back(void **state)
{
	(void)state;
	assert_null(undo_plan(1));
	assert_int_equal(err.code, ERR_NOT_FOUND);
	assert_null(undo_plan(999999));
	assert_string_equal(err.text, "There is no change #999999.");
	int64_t seq = change("u100", &(Wish){ .value[FIELD_NAME] = "Second" });
	assert_true(undo(seq) > 0);
	assert_null(undo_plan(seq));
	assert_non_null(strstr(err.text, "stands as it did before change #"));
}

static void a_request_in_vicidials_own_dialect_is_taken_back(void **state)
{
	(void)state;
	Verbatim sent = { .user = "6666", .alias_id = "U100", .alias_name = "Native", .logins_list = "u1b" };
	int64_t seq = change("u100", &(Wish){ .value[FIELD_NAME] = "Native", .value[FIELD_PHONES] = "u1b", .verbatim = &sent });
	assert_string_equal(outside_rows(site, "SELECT alias_name, logins_list FROM phones_alias WHERE alias_id='u100'"),
	                    "Native|u1b");
	assert_true(undo(seq) > 0);
	assert_string_equal(outside_rows(site, "SELECT alias_name, logins_list FROM phones_alias WHERE alias_id='u100'"),
	                    "First name|u1a,u1b");
	assert_string_equal(outside_rows(site, "SELECT record_id, event_sql FROM vicidial_admin_log ORDER BY admin_log_id"),
	                    "U100|UPDATE phones_alias set alias_name='Native', logins_list='u1b', user_group='---ALL---' where"
	                    " alias_id='U100'|\n"
	                    "u100|UPDATE phones_alias set alias_name='First name', logins_list='u1a,u1b', user_group='---ALL---'"
	                    " where alias_id='u100'|");
	seq = change("u100", &(Wish){ .value[FIELD_NAME] = "First name", .verbatim = &sent });
	assert_null(undo_plan(seq));             /* equal values were written and logged: there is nothing to take back */
	assert_non_null(strstr(err.text, "stands as it did before change #"));
}

/* An interrupted undo is settled as any change: the bytes it put back are recognised. */
static bool crash;
static void crash_after_step(ChangePoint point)
{
	if (crash && point == POINT_STEP)
		_Exit(7);
}

static void an_interrupted_undo_is_settled_at_the_next_start(void **state)
{
	(void)state;
	int64_t seq = change("u100", &(Wish){ .kind = PLAN_DELETE });
	outside_close();
	service_close(service);
	service = NULL;
	fflush(NULL);
	pid_t child = fork();
	if (child == 0) {
		sign_in_as("6666");
		Plan *plan = undo_plan(seq);
		crash = true;
		change_at_point = crash_after_step;
		apply(plan);
		_Exit(0);
	}
	int status;
	waitpid(child, &status, 0);
	assert_int_equal(WEXITSTATUS(status), 7);
	sign_in_as("6666");
	Request request = { .op = OP_AUDIT_PAGE, .query = { .limit = 1, .filter = "action:undo" } };
	Reply reply;
	assert_true(ops_run(service, &request, &reply, NULL, NULL, &err));
	assert_int_equal(reply.page->entries[0].outcome, CLASS_APPLIED_LOG_ADDED);
	int64_t undone = reply.page->entries[0].event.seq;
	reply_free(&reply);
	assert_string_equal(outside_ask(site, "SELECT alias_name FROM phones_alias"), "First name");
	assert_true(undo(undone) > 0);
	assert_string_equal(outside_ask(site, "SELECT COUNT(*) FROM phones_alias"), "0");
}

static int set_up(void **state)
{
	(void)state;
	site = scratch_database();
	config = desk_config("audit.db");
	sign_in_as("6666");
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	service_close(service);
	outside_close();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(any_change_is_taken_back_to_the_byte_or_not_at_all_in_utf8, utf8_tables),
		cmocka_unit_test_setup(any_change_is_taken_back_to_the_byte_or_not_at_all_in_latin1, latin1_tables),
		cmocka_unit_test_setup(redo_of_bytes_that_look_like_text_does_not_convert_them, latin1_tables),
		cmocka_unit_test_setup(undo_is_logged_as_one_in_both_logs, plain_row),
		cmocka_unit_test_setup(a_new_alias_is_taken_back_only_as_it_was_made, plain_row),
		cmocka_unit_test_setup(the_right_is_that_of_the_write_it_makes, plain_row),
		cmocka_unit_test_setup(a_change_outside_of_ones_groups_is_not_there, plain_row),
		cmocka_unit_test_setup(who_changed_it_since_is_said_from_either_log, plain_row),
		cmocka_unit_test_setup(what_is_no_change_or_made_nothing_is_not_taken_back, plain_row),
		cmocka_unit_test_setup(a_request_in_vicidials_own_dialect_is_taken_back, plain_row),
		cmocka_unit_test_setup(an_interrupted_undo_is_settled_at_the_next_start, plain_row),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
