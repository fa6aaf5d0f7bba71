/* A console on a database that lives: others write all the time and the cursor stays on its alias; a reading that brings nothing
 * new sends the time of day and no more; the server is killed under an open form, comes back, and what was typed is saved. */
#include <signal.h>
#include <string.h>

#include "core/base/sys.h"
#include "tests/journeys/pty.h"
#include "tests/journeys/scene.h"
#include "tests/scratch.h"
#include "tests/tap.h"

enum { ROUNDS = 5, AGE_BYTES = 40, IDLE_MS = 2500, ANSWER_MS = 10000 };

static Pty *console(const char *seconds)
{
	Pty *pty = pty_open(&(PtySetup){ .arguments = (const char *[]){ "--demo", "--live", seconds, NULL } });
	pty_sign_in(pty, "6666", "1234");
	pty_filter(pty, "8302x", "1 of 1 284");
	pty_send(pty, "\033");
	pty_wait_gone(pty, "1 of 1 284");
	pty_wait(pty, "► ▲ 8302x");
	return pty;
}

/* The time behind "read ". */
static void age_of(Pty *pty, char *out, size_t cap)
{
	const char *at = strstr(pty_screen(pty), "read ");
	text_format(out, cap, "%.*s", at ? (int)strlen("read 14:31:52") : 0, at ? at : "");
}

static void wait_for_a_reading(Pty *pty)
{
	char age[40];
	age_of(pty, age, sizeof age);
	assert_string_not_equal(age, "");
	pty_wait_gone(pty, age);
	pty_wait(pty, "read ");
}

static void the_cursor_stays_on_its_alias_while_others_write(void **state)
{
	(void)state;
	Pty *pty = console("1");
	for (int i = 0; i < ROUNDS; i++) {
		outside_runf(scene_demo(), "INSERT INTO phones_alias VALUES ('7900%dx', 'In front', '8301a', '---ALL---')", i);
		outside_runf(scene_demo(), "UPDATE phones_alias SET alias_name = 'Round %d' WHERE alias_id = '8301x'", i);
		outside_runf(scene_demo(), "DELETE FROM phones_alias WHERE alias_id = (SELECT MIN(alias_id) FROM (SELECT alias_id FROM phones_alias) a)");
		char round[40];
		text_format(round, sizeof round, "≠8301x      Round %d", i);
		pty_wait(pty, round);
		assert_true(pty_shows(pty, "► ▲ 8302x"));
		assert_true(pty_shows(pty, "── 8302x "));
	}
	pty_quit(pty);
	pty_close(pty);
}

static void a_reading_without_news_sends_the_time_and_no_more(void **state)
{
	(void)state;
	size_t sent;
	Pty *pty = console("1");
	wait_for_a_reading(pty);
	wait_for_a_reading(pty);
	pty_forget(pty);
	wait_for_a_reading(pty);
	pty_sent(pty, &sent);
	if (sent > AGE_BYTES)
		fail_msg("%zu bytes", sent);
	pty_quit(pty);
	pty_close(pty);
}

static void without_live_an_idle_console_sends_nothing(void **state)
{
	(void)state;
	Pty *pty = console("0");
	outside_run(scene_demo(), "UPDATE phones_alias SET alias_name = 'Unseen' WHERE alias_id = '8301x'");
	pty_settle(pty);
	assert_true(pty_is_silent(pty, IDLE_MS));
	pty_send(pty, "R");
	pty_wait(pty, "≠8301x      Unseen");
	pty_quit(pty);
	pty_close(pty);
}

static void a_form_outlives_the_server(void **state)
{
	(void)state;
	Pty *pty = console("1");
	pty_edit(pty, "8302x", "Kept through it all", NULL, NULL, NULL);
	outside_close();
	scratch_kill_server(scene_folder());
	pty_wait(pty, "[PAUSED]");
	pty_wait(pty, "The database of the demo does not run.");
	pty_wait(pty, "Your edit is kept. Saving is paused.");
	pty_send(pty, "\033OQ");
	pty_wait(pty, "Saving is paused until the database answers again");
	assert_true(pty_shows(pty, "Kept through it all"));
	scene_open();
	pty_wait(pty, "The database answers again");
	pty_wait_gone(pty, "[PAUSED]");
	assert_true(pty_shows(pty, "Kept through it all"));
	assert_string_equal(outside_ask(scene_demo(), "SELECT alias_name FROM phones_alias WHERE alias_id = '8302x'"), "Front desk 2");
	pty_save(pty, "8302x saved");
	assert_string_equal(outside_ask(scene_demo(), "SELECT alias_name FROM phones_alias WHERE alias_id = '8302x'"), "Kept through it all");
	pty_quit(pty);
	pty_close(pty);
}

/* Not even for the 20 seconds that an answer may take. */
static void leaving_waits_for_no_database_that_hangs(void **state)
{
	(void)state;
	Pty *pty = console("0");
	pid_t server = scratch_server_pid(scene_folder());
	kill(server, SIGSTOP);
	pty_send(pty, "R");
	pty_wait(pty, "reading 0");
	int64_t asked = sys_monotonic_ms();
	pty_hang_up(pty);
	pty_wait_end(pty);
	kill(server, SIGCONT);
	assert_true(sys_monotonic_ms() - asked < ANSWER_MS);
	pty_close(pty);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_reading_without_news_sends_the_time_and_no_more),
		cmocka_unit_test(without_live_an_idle_console_sends_nothing),
		cmocka_unit_test(the_cursor_stays_on_its_alias_while_others_write),
		cmocka_unit_test(leaving_waits_for_no_database_that_hangs),
		cmocka_unit_test(a_form_outlives_the_server),
	};
	return cmocka_run_group_tests(tests, scene_begin, scene_end);
}
