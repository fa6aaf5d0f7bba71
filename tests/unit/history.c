/* The history of an alias as a value: two logs in one order, what one says of the other, and what VICIdial's logged
 * statements say. */
#include "core/model/adminlog.h"
#include "core/model/history.h"

#include "tests/unit/sample.h"

#include "tests/tap.h"

#define STATE(name_, phones_, group_) \
	{ .of = { [COLUMN_ALIAS_NAME] = (name_), [COLUMN_LOGINS_LIST] = (phones_), [COLUMN_USER_GROUP] = (group_) } }

static void statements_of_the_pages_and_of_the_api_are_read_back(void **state)
{
	(void)state;
	Arena *mem = arena_new();
	const char *out[COLUMN_COUNT];
	adminlog_read(mem, "UPDATE phones_alias set alias_name='Jo\\'s \\\\n d\"e', logins_list='a,b', user_group='---ALL---' where alias_id='x'|", out);
	assert_string_equal(out[COLUMN_ALIAS_NAME], "Jo's \\n d\"e");
	assert_string_equal(out[COLUMN_LOGINS_LIST], "a,b");
	assert_string_equal(out[COLUMN_USER_GROUP], "---ALL---");
	assert_null(out[COLUMN_ALIAS_ID]);
	adminlog_read(mem, "UPDATE phones_alias SET logins_list='',alias_name=NULL WHERE alias_id='x'|", out);
	assert_string_equal(out[COLUMN_LOGINS_LIST], "");
	assert_string_equal(out[COLUMN_ALIAS_NAME], "NULL");
	assert_null(out[COLUMN_USER_GROUP]);
	adminlog_read(mem, "INSERT INTO phones_alias (alias_id,alias_name,logins_list) values('x','It''s','a')|", out);
	assert_string_equal(out[COLUMN_ALIAS_ID], "x");
	assert_string_equal(out[COLUMN_ALIAS_NAME], "It's");
	assert_string_equal(out[COLUMN_LOGINS_LIST], "a");
	adminlog_read(mem, "insert into phones_alias (alias_id,alias_name,user_group) "
	              "values(\"x\",'a\\nb\\rc\\Zd\\0e\\%',7)|", out);
	assert_string_equal(out[COLUMN_ALIAS_ID], "x");
	assert_string_equal(out[COLUMN_ALIAS_NAME], "a\nb\rc\x1a" "d?e%");
	assert_string_equal(out[COLUMN_USER_GROUP], "7");
	arena_free(mem);
}

static void what_is_cut_or_strange_says_nothing(void **state)
{
	(void)state;
	static const char *const strange[] = {
		"", "UPDATE phones set active='N' where extension='1'|", "UPDATE phones_alias set alias_name='cut of", "INSERT INTO phones_alias (",
		"INSERT INTO phones_alias (alias_name,x,x,x,x,x,x,x,x,x) values('a')|", "DELETE from phones_alias where alias_id='x'  limit 1|",
		"INSERT INTO phones_alias", "INSERT INTO phones_alias (alias_id)", "INSERT INTO phones_alias (alias_id) values",
		"INSERT INTO phones values('x')|", "UPDATE phones_alias where alias_id='x'|",
		"UPDATE phones_alias set", "UPDATE phones_alias set alias_name=", "UPDATE phones_alias set alias_name='\\",
	};
	Arena *mem = arena_new();
	const char *out[COLUMN_COUNT];
	for (size_t i = 0; i < sizeof strange / sizeof *strange; i++) {
		adminlog_read(mem, strange[i], out);
		for (ColumnId column = 0; column < COLUMN_COUNT; column++)
			assert_null(out[column]);
	}
	arena_free(mem);
}

/* What adminlog.c writes of a plan is what adminlog_read finds in it. */
static void our_own_words_are_read_back(void **state)
{
	(void)state;
	Arena *mem = arena_new();
	AdminLogRow row;
	const char *out[COLUMN_COUNT];
	Record *record = sample_front_desk();
	Plan *plan = plan_make(record, &(Wish){ .kind = PLAN_EDIT, .value = { [FIELD_NAME] = "Desk, 2nd", [FIELD_PHONES] = "8302b" } });
	assert_true(plan_ready(plan));
	adminlog_row(&row, plan, plan->step_count - 1, VOICE_WEB, &(Anchor){ .step = 1 });
	adminlog_read(mem, row.sql.bytes, out);
	assert_string_equal(out[COLUMN_ALIAS_NAME], "Desk, 2nd");
	assert_string_equal(out[COLUMN_LOGINS_LIST], "8302b");
	adminlog_free(&row);
	plan_free(plan);
	record_free(record);
	arena_free(mem);
}

static void differences_are_told_in_the_words_of_the_list(void **state)
{
	(void)state;
	const AliasState before = STATE("Desk", "a,b,c", "SALES"), same = before, after = STATE("Desk 2", "c,d", NULL),
	                 turned = STATE("Desk", "b,a,c", "SALES"), many = STATE(NULL, "p,q,r,s,t", "NIGHT");
	Text text = { 0 };
	state_differences(&text, &before, &same);
	assert_int_equal(text.length, 0);
	state_differences(&text, &before, &after);
	assert_string_equal(text.bytes, "name; phones +d -a -b");
	text_clear(&text);
	state_differences(&text, &before, &turned);
	assert_string_equal(text.bytes, "phones reordered");
	text_clear(&text);
	state_differences(&text, &before, &many);
	assert_string_equal(text.bytes, "phones +5 -a -b -c; group");
	text_free(&text);
}

/* Newest first: #9 writes a phone only, a web edit, #5 renames, #2 that was not written, the web made it. */
enum { OURS = 3, THEIRS = 2 };
static void sample_logs(Version ours[OURS], Version theirs[THEIRS])
{
	static PhoneChange phone[1];
	phone[0] = (PhoneChange){ .login = "8302b", .column = COLUMN_ACTIVE, .before = "N", .after = "Y", .extension = value_text("8302"),
	                          .server_ip = value_text("10.0.0.10") };
	ours[0] = (Version){ .seq = 9, .at_us = 40, .class = CLASS_APPLIED, .admin = "6666", .what = "8302b active", .phones = phone,
	                     .phone_count = 1 };
	ours[1] = (Version){ .seq = 5, .at_us = 90, .log_id = 20, .class = CLASS_APPLIED, .admin = "6666", .what = "name",
	                     .before = STATE("Old", "8302a", GROUP_ALL), .after = STATE("Front desk 2", "8302a", GROUP_ALL) };
	ours[2] = (Version){ .seq = 2, .at_us = 15, .class = CLASS_NOT_APPLIED, .admin = "6666", .what = "name",
	                     .before = STATE("Old", "8302a", GROUP_ALL), .after = STATE("Wrong", "8302a", GROUP_ALL) };
	theirs[0] = (Version){ .source = BY_WEB, .log_id = 30, .at_us = 30, .class = CLASS_APPLIED, .admin = "jsmith",
	                       .after = STATE("Front desk 2", "8302a,8302b", GROUP_ALL) };
	theirs[1] = (Version){ .source = BY_WEB, .log_id = 10, .at_us = 10, .kind = PLAN_ADD, .class = CLASS_APPLIED, .admin = "jsmith",
	                       .after = STATE("Old", "8302a", GROUP_ALL) };
}

static History *sample_history(const Record *record)
{
	Version ours[OURS], theirs[THEIRS];
	sample_logs(ours, theirs);
	return history_make(arena_new(), "8302x", ours, OURS, theirs, THEIRS, record);
}

static void two_logs_come_into_one_order(void **state)
{
	(void)state;
	static const struct { int64_t seq, log_id; const char *what; } expected[] = {
		{ 9, 0, "8302b active" }, { 0, 30, "phones +8302b" }, { 5, 20, "name" }, { 2, 0, "name (not written)" }, { 0, 10, "created" },
	};
	History *history = sample_history(NULL);
	assert_int_equal(history->count, sizeof expected / sizeof *expected);
	for (size_t i = 0; i < history->count; i++) {
		assert_int_equal(history->versions[i].seq, expected[i].seq);
		assert_int_equal(history->versions[i].log_id, expected[i].log_id);
		assert_string_equal(history->versions[i].what, expected[i].what);
	}
	history_free(history);
}

static void what_a_change_does_not_say_follows_from_the_others(void **state)
{
	(void)state;
	History *history = sample_history(NULL);
	const Version *phones_only = &history->versions[0], *web = &history->versions[1], *renamed = &history->versions[2];
	assert_string_equal(phones_only->before.of[COLUMN_LOGINS_LIST], "8302a,8302b");
	assert_string_equal(phones_only->after.of[COLUMN_LOGINS_LIST], "8302a,8302b");
	assert_string_equal(web->before.of[COLUMN_LOGINS_LIST], "8302a");
	assert_string_equal(renamed->before.of[COLUMN_ALIAS_NAME], "Old");
	assert_null(history->versions[4].before.of[COLUMN_ALIAS_NAME]);
	history_free(history);
}

static void assert_standing(const Record *record, const char *expected)
{
	History *history = sample_history(record);
	assert_string_equal(history->standing, expected);
	history_free(history);
}

static void what_is_stored_now_matches_or_was_changed_outside(void **state)
{
	(void)state;
	Record *record = sample_front_desk();
	record->phones[1].active = sample_stored("Y");
	assert_standing(record, "as stored, matches #9");
	record->phones[1].active = sample_stored("N");
	assert_standing(record, "changed outside since: 8302b active");
	record->name = sample_stored("Reception");
	assert_standing(record, "changed outside since: name; 8302b active");
	assert_standing(NULL, "deleted outside since");
	record_free(record);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(statements_of_the_pages_and_of_the_api_are_read_back),
		cmocka_unit_test(what_is_cut_or_strange_says_nothing),
		cmocka_unit_test(our_own_words_are_read_back),
		cmocka_unit_test(differences_are_told_in_the_words_of_the_list),
		cmocka_unit_test(two_logs_come_into_one_order),
		cmocka_unit_test(what_a_change_does_not_say_follows_from_the_others),
		cmocka_unit_test(what_is_stored_now_matches_or_was_changed_outside),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
