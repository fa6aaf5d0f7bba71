/* The database is killed in the middle of a batch, in a real terminal: the list can be read and filtered, the row whose answer never
 * came is named, what is left is written when the database is back, and all of it is taken back. */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/base/sys.h"
#include "core/base/text.h"
#include "tests/journeys/pty.h"
#include "tests/journeys/scene.h"
#include "tests/outside.h"
#include "tests/scratch.h"
#include "tests/tap.h"

enum { PATIENCE_MS = 20000, WRITTEN_FIRST = 50 };

static void wait_for(const char *sql, long at_least)
{
	int64_t until = sys_monotonic_ms() + PATIENCE_MS;
	while (atol(outside_ask(scene_demo(), sql)) < at_least) {
		assert_true(sys_monotonic_ms() < until);
		nanosleep(&(struct timespec){ .tv_nsec = 1000000 }, NULL);
	}
}

/* The number before a word on the screen: "1271 change". */
static long number_before(Pty *pty, const char *word)
{
	const char *screen = pty_screen(pty), *at = strstr(screen, word);
	assert_non_null(at);
	while (at > screen && strchr("0123456789", at[-1]))
		at--;
	return atol(at);
}

/* Types the count that the plan asks for. */
static long write_all(Pty *pty)
{
	char typed[24];
	pty_wait(pty, " change  ");
	pty_wait(pty, "Nothing is written yet");
	long count = number_before(pty, " change  ");
	text_format(typed, sizeof typed, "%ld\r", count);
	pty_send(pty, typed);
	return count;
}

/* All but one whose phone has a protocol that no statement can store again. */
static void make_the_plan(Pty *pty)
{
	pty_wait(pty, "1 284 aliases");
	pty_filter(pty, "-8355x", "1 283 of 1 284");
	pty_send(pty, "+");
	pty_wait(pty, "1 283 marked");
	pty_send(pty, "b");
	pty_wait(pty, "Bulk change: fields");
	pty_send(pty, "\033[D");
	pty_wait(pty, "[EXTERNAL");
	pty_send(pty, "\033OQ");
}

/* Its statement waits for a lock when the server dies, so its answer never comes. */
static void kill_the_database_at_a_row(void)
{
	wait_for("SELECT COUNT(*) FROM phones WHERE protocol = 'EXTERNAL'", WRITTEN_FIRST);
	outside_run(scene_demo(), "LOCK TABLES phones READ");
	wait_for("SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE INFO LIKE 'UPDATE%phones%' AND STATE LIKE 'Waiting%'", 1);
	outside_close();
	scratch_kill_server(scene_folder());
}

static void the_list_is_there_to_be_read(Pty *pty)
{
	pty_wait(pty, "[PAUSED]");
	pty_wait(pty, " stopped: ");
	pty_wait(pty, "1 unknown (");
	pty_wait(pty, " not started");
	pty_send(pty, "c");
	pty_wait(pty, "Saving is paused until the database answers again");
	pty_send(pty, "q");
	pty_wait(pty, "vicialias   Aliases");
	pty_filter(pty, "8302x", "1 of 1 284");
	assert_true(pty_shows(pty, "1 unknown ("));
}

static void the_rest_is_written(Pty *pty)
{
	char done[60];
	pty_wait(pty, "was interrupted: ");
	pty_wait_gone(pty, "[PAUSED]");
	assert_false(pty_shows(pty, "unknown ("));
	pty_send(pty, "A");
	pty_wait(pty, "Audit log");
	pty_send(pty, "/EXTERNAL\r");
	pty_wait(pty, "  1 of ");
	pty_send(pty, "c");
	pty_wait(pty, "Rest of batch #");
	long left = write_all(pty);
	text_format(done, sizeof done, "%ld of %ld aliases changed: rest of batch", left, left);
	pty_wait(pty, done);
}

static void all_is_taken_back(Pty *pty)
{
	pty_send(pty, "u");
	pty_wait(pty, "Undo batch #");
	write_all(pty);
	pty_wait(pty, "aliases changed: undo of batch");
	pty_send(pty, "q");
	pty_wait(pty, "vicialias   Audit log");
	pty_send(pty, "u");
	pty_wait(pty, "Undo batch #");
	write_all(pty);
	pty_wait(pty, "aliases changed: undo of batch");
}

static void a_batch_outlives_the_server(void **state)
{
	(void)state;
	char before[200];
	text_copy(before, sizeof before, scene_rows());
	Pty *pty = pty_open(&(PtySetup){ .arguments = (const char *[]){ "--demo", NULL } });
	pty_sign_in(pty, "6666", "1234");
	make_the_plan(pty);
	write_all(pty);
	kill_the_database_at_a_row();
	the_list_is_there_to_be_read(pty);
	scene_open();
	the_rest_is_written(pty);
	all_is_taken_back(pty);
	assert_string_equal(scene_rows(), before);
	pty_close(pty);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_batch_outlives_the_server),
	};
	return cmocka_run_group_tests(tests, scene_begin, scene_end);
}
