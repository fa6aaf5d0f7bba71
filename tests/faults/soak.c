/* A working day in short, or as long as MINUTES says: four consoles, a script's requests and the web page on the same aliases,
 * while consoles are killed and paused at random. Every promise holds at the end, and a console that lives through it all
 * holds no more memory and no more open files than in its first half. */
#include <dirent.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "core/base/sys.h"
#include "tests/faults/ground.h"
#include "tests/outside.h"
#include "tests/tap.h"

enum { CONSOLES = 4, OLDEST = 0, SECONDS = 4, ROUND_MS = 300, MORE_MEMORY_KB = 1024 };

typedef struct {
	long memory_kb, least_files, most_files;
} Load;

static long files_of(pid_t process)
{
	char path[40];
	long count = 0;
	text_format(path, sizeof path, "/proc/%d/fd", (int)process);
	DIR *folder = opendir(path);
	assert_non_null(folder);
	while (readdir(folder))
		count++;
	closedir(folder);
	return count;
}

static long memory_of(pid_t process)
{
	char path[40];
	long pages = 0;
	text_format(path, sizeof path, "/proc/%d/statm", (int)process);
	FILE *file = fopen(path, "r");
	assert_non_null(file);
	assert_int_equal(fscanf(file, "%*d %ld", &pages), 1);
	fclose(file);
	return pages * (sysconf(_SC_PAGESIZE) / 1024);
}

static void weigh(pid_t process, Load *load)
{
	long memory_kb = memory_of(process), files = files_of(process);
	load->memory_kb = memory_kb > load->memory_kb ? memory_kb : load->memory_kb;
	load->most_files = files > load->most_files ? files : load->most_files;
	load->least_files = files < load->least_files ? files : load->least_files;
}

/* One of the consoles but the oldest dies and another comes; one of them all stands still for a moment. */
static void disturb(pid_t consoles[CONSOLES])
{
	unsigned killed = 1 + ground_random(CONSOLES - 1), paused = ground_random(CONSOLES);
	ground_kill(consoles[killed]);
	consoles[killed] = ground_console();
	kill(consoles[paused], SIGSTOP);
	ground_sleep_us(ground_random(ROUND_MS * 500));
	kill(consoles[paused], SIGCONT);
	ground_sleep_us(ground_random(ROUND_MS * 1000));
}

static int64_t soak_ms(void)
{
	const char *minutes = getenv("MINUTES");
	return minutes && *minutes ? strtoll(minutes, NULL, 10) * 60000 : SECONDS * 1000;
}

static void a_day_of_kills_and_pauses_keeps_every_promise(void **state)
{
	(void)state;
	pid_t consoles[CONSOLES], web = ground_web_page(50000), requests = ground_requests(50000);
	Figures figures = { 0 };
	Load early = { .least_files = LONG_MAX }, late = early;
	int64_t begin = sys_monotonic_ms(), length = soak_ms();
	for (unsigned i = 0; i < CONSOLES; i++)
		consoles[i] = ground_console();
	for (int64_t at = 0; at < length; at = sys_monotonic_ms() - begin) {
		disturb(consoles);
		weigh(consoles[OLDEST], at < length / 2 ? &early : &late);
	}
	weigh(consoles[OLDEST], &late);
	for (unsigned i = 0; i < CONSOLES; i++)
		ground_kill(consoles[i]);
	ground_kill(requests);
	ground_kill(web);
	ground_judge("soak", &figures);
	print_message("# the oldest console: %ld kB and %ld to %ld files, later %ld kB and %ld to %ld\n", early.memory_kb, early.least_files,
	              early.most_files, late.memory_kb, late.least_files, late.most_files);
	assert_true(figures.acknowledged > 0);
	/* One is open for a moment now and then; what is never closed grows beyond that. */
	assert_true(late.least_files <= early.most_files);
#ifndef __SANITIZE_ADDRESS__                /* which keeps what was freed for a while */
	assert_true(late.memory_kb <= early.memory_kb + MORE_MEMORY_KB);
#endif
}

int main(void)
{
	ground_lay();
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(a_day_of_kills_and_pauses_keeps_every_promise, ground_fresh),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	outside_close();
	return failed;
}
