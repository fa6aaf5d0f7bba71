/* The console beside a writer that changes 50 aliases a second: with live refresh on, the cursor never leaves its alias, and each
 * key is answered while readings come and go. How long a key took is printed, not asserted. */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "core/base/sys.h"
#include "core/base/text.h"
#include "tests/journeys/pty.h"
#include "tests/journeys/scene.h"
#include "tests/tap.h"

enum { EACH_MS = 20, ROUNDS = 12 };

static const Connection *site;
static pid_t writer;

/* Always other aliases, some of which sort before the cursor's and come and go. */
static void write_on(void)
{
	for (unsigned i = 0;; i++) {
		outside_runf(site, "UPDATE phones_alias SET alias_name = 'Written %u' WHERE alias_id = '%ux'", i, 3001 + i % 120);
		if (i % 10 == 0)
			outside_run(site, "INSERT IGNORE INTO phones_alias VALUES ('0000x', 'In front', '8301a', '---ALL---')");
		else if (i % 10 == 5)
			outside_run(site, "DELETE FROM phones_alias WHERE alias_id = '0000x'");
		nanosleep(&(struct timespec){ .tv_nsec = EACH_MS * 1000000 }, NULL);
	}
}

static int let_the_writer_write(void **state)
{
	(void)state;
	site = scene_open();
	writer = fork();
	if (writer == 0)
		write_on();
	return writer > 0 ? 0 : -1;
}

static int end_the_writer(void **state)
{
	(void)state;
	kill(writer, SIGKILL);
	waitpid(writer, NULL, 0);
	scene_close();
	return 0;
}

static int64_t key(Pty *pty, const char *bytes, const char *shown)
{
	int64_t sent_ms = sys_monotonic_ms();
	pty_send(pty, bytes);
	pty_wait(pty, shown);
	return sys_monotonic_ms() - sent_ms;
}

static void wait_for_a_reading_with_news(Pty *pty)
{
	char age[40];
	const char *at = strstr(pty_screen(pty), "read ");
	text_format(age, sizeof age, "%.*s", at ? (int)strlen("read 14:31:52") : 0, at ? at : "nothing");
	pty_wait_gone(pty, age);
	pty_wait(pty, "changed  read ");
}

static void the_cursor_stays_and_every_key_is_answered(void **state)
{
	(void)state;
	int64_t longest = 0;
	Pty *pty = pty_open(&(PtySetup){ .arguments = (const char *[]){ "--demo", "--live", "1", NULL } });
	pty_sign_in(pty, "6666", "1234");
	pty_filter(pty, "id:8302x", "1 of 1 28");
	pty_send(pty, "\033");
	pty_wait_gone(pty, "1 of 1 28");         /* or Esc and what comes next would be Alt */
	pty_wait(pty, "► ▲ 8302x");
	for (int i = 0; i < ROUNDS; i++) {
		int64_t down = key(pty, "j", "► ● 8303x"), up = key(pty, "k", "► ▲ 8302x");
		longest = down > longest ? down : up > longest ? up : longest;
		if (i % 4 == 3)
			wait_for_a_reading_with_news(pty);
		pty_wait(pty, "── 8302x ");
	}
	print_message("longest key to paint: %lld ms\n", (long long)longest);
	pty_quit(pty);
	pty_close(pty);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_cursor_stays_and_every_key_is_answered),
	};
	return cmocka_run_group_tests(tests, let_the_writer_write, end_the_writer);
}
