/* kill -9 of consoles at random moments, beside a web page that writes blindly, and of the database server: nothing that was
 * called saved is lost, each change has one outcome after one reconcile and one row in VICIdial's log if it was written, and
 * few cannot be known. */
#include "core/base/sys.h"
#include "tests/faults/ground.h"
#include "tests/outside.h"
#include "tests/scratch.h"
#include "tests/tap.h"

enum { CONSOLES = 3, KILLS = 60, SERVER_KILLS = 4 };
enum { CHANGES_A_KILL = 4, PATIENCE_MS = 120000 };

/* A console that is killed before it comes to a change tries nothing: on a machine that is busy with other things, where a start
 * takes longer than the time between two kills, that would be all of them. */
static void let_them_change(unsigned kills)
{
	int64_t until = sys_monotonic_ms() + PATIENCE_MS;
	while (ground_acknowledged() < (long)kills * CHANGES_A_KILL) {
		assert_true(sys_monotonic_ms() < until);
		ground_sleep_us(5000);
	}
}

static void kill_consoles(unsigned kills)
{
	pid_t consoles[CONSOLES];
	for (unsigned i = 0; i < CONSOLES; i++)
		consoles[i] = ground_console();
	for (unsigned i = 0; i < kills; i++) {
		unsigned which = ground_random(CONSOLES);
		let_them_change(i);
		ground_sleep_us(ground_random(50000));
		ground_kill(consoles[which]);
		consoles[which] = ground_console();
	}
	for (unsigned i = 0; i < CONSOLES; i++)
		ground_kill(consoles[i]);
}

static void killed_consoles_beside_a_web_page_lose_nothing(void **state)
{
	(void)state;
	Figures figures = { 0 };
	unsigned kills = ground_count(KILLS);
	pid_t web = ground_web_page(16000);
	kill_consoles(kills);
	ground_kill(web);
	ground_judge("consoles killed, with a web page", &figures);
	assert_true(figures.acknowledged > 0);
	if (kills > KILLS)                       /* of so few, chance decides */
		assert_true(figures.indeterminate * 100 <= figures.changes);
}

static void killed_consoles_alone_leave_nothing_unknown(void **state)
{
	(void)state;
	Figures figures = { 0 };
	kill_consoles(ground_count(KILLS) / 2);
	ground_judge("consoles killed, alone", &figures);
	assert_int_equal(figures.indeterminate, 0);
}

static void a_killed_server_loses_nothing_that_was_called_saved(void **state)
{
	(void)state;
	Figures figures = { .server_died = true };
	unsigned kills = ground_count(SERVER_KILLS * 10) / 10;
	pid_t consoles[CONSOLES];
	for (unsigned i = 0; i < CONSOLES; i++)
		consoles[i] = ground_console();
	for (unsigned i = 0; i < kills; i++) {
		pid_t web = ground_web_page(16000);
		ground_sleep_us(100000 + ground_random(200000));
		ground_kill(web);
		outside_close();
		scratch_database_kill();
		scratch_database_start();
		ground_repair();
	}
	ground_sleep_us(200000);
	for (unsigned i = 0; i < CONSOLES; i++)
		ground_kill(consoles[i]);
	ground_judge("server killed", &figures);
}

int main(void)
{
	ground_lay();
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(killed_consoles_beside_a_web_page_lose_nothing, ground_fresh),
		cmocka_unit_test_setup(killed_consoles_alone_leave_nothing_unknown, ground_fresh),
		cmocka_unit_test_setup(a_killed_server_loses_nothing_that_was_called_saved, ground_fresh),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	outside_close();
	return failed;
}
