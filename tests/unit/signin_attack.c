/* Guessing passwords: over 1,000 random sequences of attempts, refused addresses and waiting, each on the real tables, VICIdial's
 * lock falls exactly as by its own rules, written down here a second time; and who guesses at an unknown user gets the answer,
 * the statements and the hashes that a known one costs. */
#include <stdlib.h>
#include <string.h>

#include "core/base/bcrypt.h"
#include "core/base/text.h"
#include "core/service/signin.h"
#include "tests/outside.h"
#include "tests/scratch.h"
#include "tests/tap.h"

enum { SEQUENCES = 1000, ATTEMPTS_MOST = 8, SLACK_S = 100 };

#define ALLOWED "10.1.4.20"
#define REFUSED "10.9.9.9"

static const Connection *site;
static Database *db;

static int open_site(void **state)
{
	(void)state;
	site = scratch_database();
	db = scratch_connect();
	outside_run(site, "UPDATE system_settings SET pass_hash_enabled='0', allow_ip_lists='1', system_ip_blacklist='BL1', pass_cost=4,"
	                  " pass_key='aZ9kQmN3xYwV7bTr', two_factor_auth_hours=0");
	outside_run(site, "INSERT INTO vicidial_ip_list_entries (ip_list_id, ip_address) VALUES ('BL1', '" REFUSED "')");
	outside_run(site, "INSERT INTO vicidial_users (user, pass, user_level, user_group, active) VALUES ('guessed', 'Right1', 9, 'ADMIN', 'Y'),"
	                  " ('inactive', 'Right1', 9, 'ADMIN', 'N'), ('agent', 'Right1', 1, 'ADMIN', 'Y')");
	return 0;
}

static int close_site(void **state)
{
	(void)state;
	database_close(db);
	outside_close();
	return 0;
}

static SigninOutcome attempt(const char *user, const char *typed, const char *address)
{
	char password[PASSWORD_CAP];
	Admin admin;
	Err err;
	text_copy(password, sizeof password, typed);
	(void)!sign_in(db, DOOR_REQUEST, user, password, address, &admin, &err);
	return admin.outcome;
}

/* --- the lock --- */

/* A row of vicidial_users by VICIDIAL.md part 7, points 2 to 4. */
typedef struct {
	int         count, age_s;                /* failed_login_count; seconds since last_login_date, -1 NULL */
	int         attempts_today, count_today;
	const char *ip_today, *type_today, *last_ip;
} Model;

static SigninOutcome fail_by_rule(Model *model, const char *address)
{
	bool over = model->age_s < 0 || model->age_s > 900;
	model->attempts_today++;
	if (model->count >= 10 && !over) {
		model->type_today = "aLOCK";
		return SIGNIN_LOCKED;
	}
	model->age_s = model->count >= 10 ? 0 : model->age_s;
	model->count = model->count >= 10 ? 1 : model->count + 1;
	model->count_today++;
	model->ip_today = address;
	model->type_today = "aBAD";
	return SIGNIN_BAD;
}

static SigninOutcome attempt_by_rule(Model *model, bool right, const char *address)
{
	if (!right || (model->count >= 10 && model->age_s <= 900))
		return fail_by_rule(model, address);
	if (strcmp(address, REFUSED) == 0) {
		model->attempts_today++;
		model->type_today = "aIPBLOCK";
		return SIGNIN_IP_BLOCKED;
	}
	model->count = model->age_s = 0;
	model->last_ip = address;
	return SIGNIN_GOOD;
}

/* Ages are kept well away from the 900 seconds, so that the test may be slow. */
static Model begin(void)
{
	static const int ages[] = { -1, 0, 260, 520, 1040, 100000000 };
	Model model = { .count = rand() % 13, .age_s = ages[rand() % 6], .ip_today = "", .type_today = "", .last_ip = "" };
	outside_runf(site, "UPDATE vicidial_users SET failed_login_count=%d, last_login_date=IF(%d < 0, NULL, NOW() - INTERVAL %d SECOND),"
	                   " last_ip='', failed_login_attempts_today=0, failed_login_count_today=0, failed_last_ip_today='',"
	                   " failed_last_type_today='' WHERE user='guessed'", model.count, model.age_s, model.age_s);
	return model;
}

static void wait_a_while(Model *model)
{
	int seconds = rand() % 2 ? 260 : 1040;
	outside_runf(site, "UPDATE vicidial_users SET last_login_date=last_login_date - INTERVAL %d SECOND WHERE user='guessed'", seconds);
	model->age_s += model->age_s < 0 ? 0 : seconds;
}

static void same(const Model *model, SigninOutcome expected, SigninOutcome outcome, int sequence)
{
	char row[200];
	text_format(row, sizeof row, "%d|1|%d|%d|%s|%s|%s", model->count, model->attempts_today, model->count_today, model->ip_today,
	            model->type_today, model->last_ip);
	char sql[500];
	text_format(sql, sizeof sql, "SELECT failed_login_count, IF(last_login_date IS NULL, %d < 0, ABS(TIMESTAMPDIFF(SECOND, last_login_date,"
	            " NOW()) - %d) < %d), failed_login_attempts_today, failed_login_count_today, failed_last_ip_today, failed_last_type_today,"
	            " last_ip FROM vicidial_users WHERE user='guessed'", model->age_s, model->age_s, SLACK_S);
	const char *stored = outside_rows(site, sql);
	if (strcmp(stored, row) != 0 || outcome != expected)
		fail_msg("sequence %d: outcome %d instead of %d, and \"%s\" instead of \"%s\"", sequence, outcome, expected, stored, row);
}

static void the_lock_falls_as_in_vicidial(void **state)
{
	(void)state;
	size_t seen[SIGNIN_REFUSED + 1] = { 0 };
	srand(1);
	for (int sequence = 0; sequence < SEQUENCES; sequence++) {
		Model model = begin();
		for (int i = 1 + rand() % ATTEMPTS_MOST; i > 0; i--) {
			bool right = rand() % 3 == 0;
			const char *address = rand() % 4 ? ALLOWED : REFUSED;
			if (rand() % 5 == 0)
				wait_a_while(&model);
			SigninOutcome expected = attempt_by_rule(&model, right, address);
			same(&model, expected, attempt("guessed", right ? "Right1" : "Wrong1", address), sequence);
			seen[expected]++;
		}
	}
	assert_true(seen[SIGNIN_GOOD] > 100 && seen[SIGNIN_BAD] > 100 && seen[SIGNIN_LOCKED] > 100 && seen[SIGNIN_IP_BLOCKED] > 100);
}

/* --- what a guess costs --- */

typedef struct {
	SigninOutcome outcome;
	long          statements;
	size_t        hashes;
} Cost;

static long statements_so_far(void)
{
	return atol(outside_ask(site, "SELECT VARIABLE_VALUE FROM information_schema.GLOBAL_STATUS WHERE VARIABLE_NAME='COM_STMT_EXECUTE'"));
}

static Cost cost_of(const char *user, const char *typed)
{
	outside_run(site, "UPDATE vicidial_users SET failed_login_count=0 WHERE user IN ('guessed', 'inactive', 'agent')");
	long statements = statements_so_far();
	size_t hashes = bcrypt_hashes;
	SigninOutcome outcome = attempt(user, typed, ALLOWED);
	return (Cost){ outcome, statements_so_far() - statements, bcrypt_hashes - hashes };
}

static void every_wrong_guess_costs_the_same(void)
{
	static const struct { const char *user, *typed; } guesses[] = {
		{ "nobody", "Wrong1" }, { "guessed", "Wrong1" }, { "guessed", "right1" }, { "guessed", "" }, { "inactive", "Right1" },
		{ "agent", "Right1" }, { "", "" }, { "nobody", "" },
	};
	Cost first = cost_of(guesses[0].user, guesses[0].typed);
	assert_int_equal(first.outcome, SIGNIN_BAD);
	assert_true(first.statements > 0);
	for (size_t i = 1; i < sizeof guesses / sizeof *guesses; i++) {
		Cost cost = cost_of(guesses[i].user, guesses[i].typed);
		if (cost.outcome != first.outcome || cost.statements != first.statements || cost.hashes != first.hashes)
			fail_msg("'%s' with '%s': outcome %d, %ld statements, %zu hashes; of an unknown user %d, %ld, %zu", guesses[i].user,
			         guesses[i].typed, cost.outcome, cost.statements, cost.hashes, first.outcome, first.statements, first.hashes);
	}
}

static void an_unknown_user_costs_what_a_known_one_does(void **state)
{
	(void)state;
	every_wrong_guess_costs_the_same();
}

static void a_hash_is_made_for_an_unknown_user_too(void **state)
{
	(void)state;
	outside_run(site, "UPDATE system_settings SET pass_hash_enabled='1'");
	every_wrong_guess_costs_the_same();
	assert_int_equal(cost_of("nobody", "Wrong1").hashes, 1);
	outside_run(site, "UPDATE system_settings SET pass_hash_enabled='0'");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_lock_falls_as_in_vicidial),
		cmocka_unit_test(an_unknown_user_costs_what_a_known_one_does),
		cmocka_unit_test(a_hash_is_made_for_an_unknown_user_too),
	};
	return cmocka_run_group_tests(tests, open_site, close_site);
}
