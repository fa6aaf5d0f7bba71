/* Sign-in follows VICIdial's own rules: who gets in, what is counted, when it locks, and what is never let through. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/base/bcrypt.h"
#include "core/base/sys.h"
#include "core/service/signin.h"
#include "tests/outside.h"
#include "tests/scratch.h"
#include "tests/tap.h"

static const Connection *site;
static Database *db;
static SigninDoor door;

static Database *open_database(void)
{
	Connection where = *site;
	uint8_t session[16];
	Err err;
	Database *opened;
	FILE *random = fopen("/dev/urandom", "r");
	assert_int_equal(fread(session, 1, sizeof session, random), sizeof session);
	fclose(random);
	if (!database_open(&opened, &where, session, sys_now_us(), &err))
		fail_msg("%s", err.text);
	return opened;
}

/* A fresh level-9 user "tester" with password Passw0rd, idle for long, and a site without extras. */
static int fresh_tester(void **state)
{
	(void)state;
	door = DOOR_CONSOLE;
	outside_run(site, "DELETE FROM vicidial_two_factor_auth");
	outside_run(site, "DELETE FROM vicidial_ip_list_entries");
	outside_run(site, "UPDATE vicidial_user_groups SET admin_ip_list='', api_ip_list=''");
	outside_run(site, "DELETE FROM vicidial_users WHERE user = 'tester'");
	outside_run(site, "INSERT INTO vicidial_users SET user='tester', pass='Passw0rd', full_name='Test Er', user_level=9, user_group='ADMIN',"
	                  " ast_admin_access='1', ast_delete_phones='1', modify_phones='1', active='Y', last_login_date='2001-01-01 00:00:01'");
	outside_run(site, "UPDATE system_settings SET use_non_latin='1', pass_hash_enabled='0', allow_ip_lists='0', two_factor_auth_hours=0,"
	                  " two_factor_container='---DISABLED---', first_login_trigger='N', level_8_disable_add='0', system_ip_blacklist=''");
	return 0;
}

static ErrCode try(const char *user, const char *typed, Admin *admin, Err *err)
{
	char password[PASSWORD_CAP];
	*err = (Err){ 0 };
	snprintf(password, sizeof password, "%s", typed);
	bool ok = sign_in(db, door, user, password, "10.1.4.20", admin, err);
	assert_string_equal(password, "");       /* wiped, whatever came of it */
	assert_int_equal(ok, err->code == ERR_NONE);
	return err->code;
}

static void refused(const char *user, const char *typed, const char *words)
{
	Admin admin;
	Err err;
	assert_int_equal(try(user, typed, &admin, &err), ERR_DENIED);
	if (!strstr(err.text, words))
		fail_msg("\"%s\" is not in \"%s\"", words, err.text);
	assert_int_equal(admin.rights, 0);
}

static void accepted(const char *user, const char *typed)
{
	Admin admin;
	Err err;
	if (try(user, typed, &admin, &err) != ERR_NONE)
		fail_msg("%s", err.text);
}

static void tester_is(const char *expected)
{
	assert_string_equal(outside_rows(site, "SELECT failed_login_count, failed_login_attempts_today, failed_login_count_today,"
	                                       " failed_last_ip_today, failed_last_type_today, last_ip FROM vicidial_users WHERE user='tester'"), expected);
}

static void right_password_signs_in_and_resets_the_count(void **state)
{
	(void)state;
	Admin admin;
	Err err;
	outside_run(site, "UPDATE vicidial_users SET failed_login_count=3, last_ip='10.9.9.9' WHERE user='tester'");
	assert_int_equal(try("TESTER", "Passw0rd", &admin, &err), ERR_NONE);
	tester_is("0|0|0|||10.1.4.20");
	assert_string_equal(admin.user, "tester");                   /* as stored, not as typed */
	assert_string_equal(admin.last_ip, "10.9.9.9");
	assert_int_equal(admin.failures, 3);
	assert_int_equal(admin.rights, RIGHT_READ | RIGHT_EDIT | RIGHT_DELETE | RIGHT_ADD);
	assert_true(admin.scope.all);
}

static void wrong_password_is_counted_in_vicidials_way(void **state)
{
	(void)state;
	refused("tester", "Passw0rd1", "Login incorrect, please try again.");
	tester_is("1|1|1|10.1.4.20|aBAD|");
	refused("tester", "passw0rd", "Login incorrect");            /* stricter than VICIdial: bytes, not a collation */
	refused("tester", "", "Login incorrect");
	tester_is("3|3|3|10.1.4.20|aBAD|");
}

static void unknown_user_gets_the_same_words(void **state)
{
	(void)state;
	refused("nobody", "x", "Login incorrect, please try again.");
	refused("", "", "Login incorrect, please try again.");
}

static void characters_that_the_web_page_strips_do_not_count(void **state)
{
	(void)state;
	accepted("tes ter", "Pass!w0rd'; ");
}

static void an_idle_account_locks_on_the_21st_failure_and_for_15_minutes(void **state)
{
	(void)state;
	for (int i = 0; i < 20; i++)
		refused("tester", "wrong", "Login incorrect");
	refused("tester", "wrong", "Too many login attempts, try again in 15 minutes");
	refused("tester", "Passw0rd", "Too many login attempts");
	tester_is("10|22|20|10.1.4.20|aLOCK|");
	outside_runf(site, "UPDATE vicidial_users SET last_login_date = FROM_UNIXTIME(%lld - 901) WHERE user='tester'",
	             (long long)(sys_now_us() / 1000000));
	accepted("tester", "Passw0rd");
}

static void never_having_signed_in_counts_as_long_ago(void **state)
{
	(void)state;
	outside_run(site, "UPDATE vicidial_users SET last_login_date=NULL, failed_login_count=10 WHERE user='tester'");
	refused("tester", "wrong", "Login incorrect");
	tester_is("1|1|1|10.1.4.20|aBAD|");
}

static void parallel_guesses_leave_the_counters_of_a_serial_run(void **state)
{
	(void)state;
	pid_t child[8];
	for (int i = 0; i < 8; i++)
		if ((child[i] = fork()) == 0) {
			Admin admin;
			Err err;
			char wrong[] = "wrong";
			db = open_database();
			_exit(sign_in(db, DOOR_CONSOLE, "tester", wrong, "10.1.4.20", &admin, &err));
		}
	for (int i = 0, status; i < 8; i++) {
		waitpid(child[i], &status, 0);
		assert_int_equal(status, 0);
	}
	tester_is("8|8|8|10.1.4.20|aBAD|");
}

static void hashed_passwords_are_compared_at_vicidials_own_cost(void **state)
{
	(void)state;
	char hash[BCRYPT_HASH + 1];
	assert_true(bcrypt_hash(hash, "ABCDefgh12345678", 16, 2, "Passw0rd", 8));
	outside_run(site, "UPDATE system_settings SET pass_hash_enabled='1', pass_key='ABCDefgh12345678', pass_cost=2");
	outside_runf(site, "UPDATE vicidial_users SET pass='', pass_hash='%s' WHERE user='tester'", hash);
	accepted("tester", "Passw0rd");
	refused("tester", "passw0rd", "Login incorrect");
	outside_run(site, "UPDATE vicidial_users SET pass_hash='' WHERE user='tester'");
	refused("tester", "", "Login incorrect");
	refused("tester", "--help", "Login incorrect");
	outside_run(site, "UPDATE system_settings SET pass_key='short'");
	refused("tester", "Passw0rd", "Login incorrect");
}

static void level_and_flags_decide_who_administers(void **state)
{
	(void)state;
	outside_run(site, "UPDATE vicidial_users SET user_level=7 WHERE user='tester'");
	refused("tester", "Passw0rd", "user level 8 or 9 is needed");
	outside_run(site, "UPDATE vicidial_users SET user_level=1 WHERE user='tester'");
	refused("tester", "Passw0rd", "Login incorrect");
	outside_run(site, "UPDATE vicidial_users SET user_level=9, active='N' WHERE user='tester'");
	refused("tester", "Passw0rd", "Login incorrect");
	outside_run(site, "UPDATE vicidial_users SET active='Y', api_only_user='1' WHERE user='tester'");
	refused("tester", "Passw0rd", "API only");
}

static void a_forced_password_change_belongs_to_the_web_page(void **state)
{
	(void)state;
	outside_run(site, "UPDATE vicidial_users SET force_change_password='Y' WHERE user='tester'");
	refused("tester", "Passw0rd", "new password");
	tester_is("0|0|0|||10.1.4.20");          /* the password was right: nothing is counted */
	door = DOOR_REQUEST;
	accepted("tester", "Passw0rd");          /* VICIdial's API does not ask */
}

static void a_second_factor_must_have_been_given_and_hold(void **state)
{
	(void)state;
	outside_run(site, "UPDATE system_settings SET two_factor_auth_hours=24, two_factor_container='2FA'");
	refused("tester", "Passw0rd", "second factor");
	tester_is("0|0|0|||10.1.4.20");
	outside_runf(site, "INSERT INTO vicidial_two_factor_auth SET user='tester', auth_stage='1', auth_exp_date=FROM_UNIXTIME(%lld - 1)",
	             (long long)(sys_now_us() / 1000000));
	refused("tester", "Passw0rd", "second factor");
	outside_runf(site, "UPDATE vicidial_two_factor_auth SET auth_exp_date=FROM_UNIXTIME(%lld + 60)", (long long)(sys_now_us() / 1000000));
	accepted("tester", "Passw0rd");
	outside_run(site, "DELETE FROM vicidial_two_factor_auth");
	outside_run(site, "UPDATE vicidial_users SET two_factor_override='DISABLED' WHERE user='tester'");
	accepted("tester", "Passw0rd");
}

static void ip_lists_block_and_the_reserved_attempt_is_given_back(void **state)
{
	(void)state;
	outside_run(site, "UPDATE system_settings SET allow_ip_lists='1', system_ip_blacklist='BL'");
	accepted("tester", "Passw0rd");
	outside_run(site, "INSERT INTO vicidial_ip_list_entries VALUES ('BL', '10.1.4.x')");
	refused("tester", "Passw0rd", "Your IP Address is not allowed");
	tester_is("0|1|0||aIPBLOCK|10.1.4.20");
	outside_run(site, "UPDATE vicidial_users SET ignore_ip_list='1' WHERE user='tester'");
	accepted("tester", "Passw0rd");
	outside_run(site, "UPDATE vicidial_users SET ignore_ip_list='0' WHERE user='tester'");
	outside_run(site, "UPDATE system_settings SET system_ip_blacklist=''");
	outside_run(site, "UPDATE vicidial_user_groups SET api_ip_list='WL' WHERE user_group='ADMIN'");
	accepted("tester", "Passw0rd");          /* that list is for requests */
	door = DOOR_REQUEST;
	refused("tester", "Passw0rd", "Your IP Address is not allowed");
	outside_run(site, "INSERT INTO vicidial_ip_list_entries VALUES ('WL', '10.1.4.20')");
	accepted("tester", "Passw0rd");
}

static void requests_come_in_from_level_7_and_know_no_dot(void **state)
{
	(void)state;
	door = DOOR_REQUEST;
	outside_run(site, "UPDATE vicidial_users SET user_level=7, api_only_user='1', pass='Passw0rd' WHERE user='tester'");
	accepted("tester", "Pass.w0rd");
	outside_run(site, "UPDATE vicidial_users SET user_level=6 WHERE user='tester'");
	refused("tester", "Passw0rd", "Login incorrect");
}

static void rights_are_named_when_they_lack(void **state)
{
	(void)state;
	Admin admin;
	Err err;
	char words[200];
	outside_run(site, "UPDATE vicidial_users SET ast_delete_phones='0', modify_phones='0' WHERE user='tester'");
	assert_int_equal(try("tester", "Passw0rd", &admin, &err), ERR_NONE);
	rights_sentence(&admin, words, sizeof words);
	assert_string_equal(words, "You may look and edit, not delete: user tester lacks ast_delete_phones.");
	outside_run(site, "UPDATE system_settings SET level_8_disable_add='1'");
	outside_run(site, "UPDATE vicidial_users SET user_level=8, ast_delete_phones='1' WHERE user='tester'");
	assert_true(sign_in_again(db, DOOR_CONSOLE, &admin, &err));
	assert_int_equal(admin.rights, RIGHT_READ | RIGHT_EDIT | RIGHT_DELETE);
	rights_sentence(&admin, words, sizeof words);
	assert_string_equal(words, "You may edit and delete, not add: the system setting level_8_disable_add keeps that for level 9.");
	outside_run(site, "UPDATE vicidial_users SET ast_admin_access='0', ast_delete_phones='0' WHERE user='tester'");
	assert_true(sign_in_again(db, DOOR_CONSOLE, &admin, &err));
	assert_int_equal(admin.rights, RIGHT_READ);
	outside_run(site, "UPDATE vicidial_users SET active='N' WHERE user='tester'");
	assert_false(sign_in_again(db, DOOR_CONSOLE, &admin, &err));
	assert_int_equal(err.code, ERR_DENIED);
}

int main(void)
{
	sys_freeze(1767225600LL * 1000000);      /* and no second's pause after a failure */
	site = scratch_database();
	db = open_database();
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(right_password_signs_in_and_resets_the_count, fresh_tester),
		cmocka_unit_test_setup(wrong_password_is_counted_in_vicidials_way, fresh_tester),
		cmocka_unit_test_setup(unknown_user_gets_the_same_words, fresh_tester),
		cmocka_unit_test_setup(characters_that_the_web_page_strips_do_not_count, fresh_tester),
		cmocka_unit_test_setup(an_idle_account_locks_on_the_21st_failure_and_for_15_minutes, fresh_tester),
		cmocka_unit_test_setup(never_having_signed_in_counts_as_long_ago, fresh_tester),
		cmocka_unit_test_setup(parallel_guesses_leave_the_counters_of_a_serial_run, fresh_tester),
		cmocka_unit_test_setup(hashed_passwords_are_compared_at_vicidials_own_cost, fresh_tester),
		cmocka_unit_test_setup(level_and_flags_decide_who_administers, fresh_tester),
		cmocka_unit_test_setup(a_forced_password_change_belongs_to_the_web_page, fresh_tester),
		cmocka_unit_test_setup(a_second_factor_must_have_been_given_and_hold, fresh_tester),
		cmocka_unit_test_setup(ip_lists_block_and_the_reserved_attempt_is_given_back, fresh_tester),
		cmocka_unit_test_setup(requests_come_in_from_level_7_and_know_no_dot, fresh_tester),
		cmocka_unit_test_setup(rights_are_named_when_they_lack, fresh_tester),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	database_close(db);
	outside_close();
	return failed;
}
