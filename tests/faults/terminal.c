/* The terminal goes away and signals come at random moments of a change: the console gives the line back and ends, or goes on;
 * what it had begun has one outcome, and the log stays whole. */
#include <glob.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "tests/faults/ground.h"
#include "tests/journeys/pty.h"
#include "tests/journeys/scene.h"
#include "tests/scratch.h"
#include "tests/tap.h"

enum { ROUNDS = 8, MOMENTS_US = 60000 };

static const char *const on_the_demo[] = { "--demo", NULL };

static int begin(void **state)
{
	ground_begin();
	return scene_begin(state);
}

/* The one that a console was ended in would be offered to the next. */
static void forget_the_form(void)
{
	char pattern[300];
	glob_t drafts;
	if (glob(scratch_path(pattern, sizeof pattern, "state/vicialias/draft-*"), 0, NULL, &drafts) == 0)
		for (size_t i = 0; i < drafts.gl_pathc; i++)
			unlink(drafts.gl_pathv[i]);
	globfree(&drafts);
}

/* Signed in, and a rename sent off without waiting for what comes of it. */
static Pty *in_the_middle_of_a_change(void)
{
	forget_the_form();
	Pty *pty = pty_open(&(PtySetup){ .arguments = on_the_demo });
	pty_sign_in(pty, "6666", "1234");
	pty_filter(pty, "8302x", "1 of 1 284");
	pty_edit(pty, "8302x", ground_name('s'), NULL, NULL, NULL);
	pty_send(pty, "\033OQ");
	pty_settle(pty);
	if (pty_shows(pty, "[ Back to form ]"))
		pty_send(pty, "\033OQ");
	ground_sleep_us(ground_random(MOMENTS_US));
	return pty;
}

static void whole_again(void)
{
	const ProgramRun *run = program_run(&(PtySetup){ .arguments = (const char *[]){ "--demo", "audit", "reconcile", "--user", "6666",
	                                                 "--password-fd", "0", NULL } }, "1234\n");
	if (run->code != 0)
		fail_msg("%s", run->err);
	assert_non_null(strstr(run->out, "every change has its outcome."));
	run = program_run(&(PtySetup){ .arguments = (const char *[]){ "--demo", "audit", "verify", NULL } }, "");
	if (run->code != 0)
		fail_msg("%s", run->err);
}

static void signals_that_end_it_give_the_line_back(void **state)
{
	(void)state;
	static const int ends[] = { SIGHUP, SIGTERM, SIGQUIT };
	for (unsigned i = 0; i < ground_count(ROUNDS) / 2; i++) {
		Pty *pty = in_the_middle_of_a_change();
		pty_signal(pty, ends[i % 3]);
		pty_wait_end(pty);
		assert_true(pty_line_restored(pty));
		pty_close(pty);
	}
	whole_again();
}

static void a_terminal_that_goes_away_ends_it(void **state)
{
	(void)state;
	for (unsigned i = 0; i < ground_count(ROUNDS) / 4; i++) {
		Pty *pty = in_the_middle_of_a_change();
		pty_hang_up(pty);
		pty_wait_end(pty);
		pty_close(pty);
	}
	whole_again();
}

static void signals_that_do_not_end_it_let_it_go_on(void **state)
{
	(void)state;
	static const int passing[] = { SIGWINCH, SIGPIPE, SIGCONT, SIGALRM, SIGUSR1, SIGUSR2 };
	for (unsigned i = 0; i < ground_count(ROUNDS) / 4; i++) {
		Pty *pty = in_the_middle_of_a_change();
		for (unsigned j = 0; j < 20; j++)
			pty_signal(pty, passing[ground_random(sizeof passing / sizeof *passing)]);
		pty_wait(pty, "8302x saved");
		pty_quit(pty);
		assert_true(pty_line_restored(pty));
		pty_close(pty);
	}
	whole_again();
}

/* As ^Z, fg and ^C: the shell has its line meanwhile, the change ends as it would have, and what ^C leaves can be ended. While a
 * change is being written ^Z is refused, so that no stopped process keeps the log. */
static void stops_and_interrupts_are_gone_on_from(void **state)
{
	(void)state;
	for (unsigned i = 0; i < ground_count(ROUNDS) / 4; i++) {
		Pty *pty = in_the_middle_of_a_change();
		pty_signal(pty, i % 2 ? SIGINT : SIGTSTP);
		if (i % 2 == 0) {
			if (!pty_stops_before(pty, "8302x saved")) {
				pty_settle(pty);
				pty_signal(pty, SIGTSTP);
			}
			pty_wait_stopped(pty);
			assert_true(pty_line_restored(pty));
			pty_signal(pty, SIGCONT);
			pty_wait(pty, "8302x saved");
		}
		pty_signal(pty, SIGTERM);
		pty_wait_end(pty);
		assert_true(pty_line_restored(pty));
		pty_close(pty);
	}
	whole_again();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(signals_that_end_it_give_the_line_back),
		cmocka_unit_test(a_terminal_that_goes_away_ends_it),
		cmocka_unit_test(signals_that_do_not_end_it_let_it_go_on),
		cmocka_unit_test(stops_and_interrupts_are_gone_on_from),
	};
	return cmocka_run_group_tests(tests, begin, scene_end);
}
