#include "tests/bench/bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/text.h"
#include "tests/bench/measure.h"
#include "tests/journeys/pty.h"
#include "tests/journeys/web.h"
#include "tests/scratch.h"

enum { KEYS = 100, ROUNDS = 9, ANSWER_MS = 1000, SILENCE_MS = 20 };

typedef struct {
	double painted_ms, ms, bytes;            /* until the first that it sends, until its last byte */
} Keys;

/* Down and up among the first rows, so that nothing scrolls. */
static Keys press_keys(Pty *pty)
{
	static const char *const keys[] = { "\033OB", "\033OB", "\033OB", "\033OA", "\033OA", "\033OA" };
	Measures painted = { 0 }, ms = { 0 }, bytes = { 0 };
	for (int i = 0; i < KEYS; i++) {
		size_t count;
		pty_settle_for(pty, SILENCE_MS);
		pty_forget(pty);
		double began = measure_ms();
		pty_send(pty, keys[(size_t)i % (sizeof keys / sizeof *keys)]);
		if (pty_is_silent(pty, ANSWER_MS))
			continue;
		measures_add(&painted, (double)pty_sent_at_us(pty) / 1e3 - began);
		pty_settle_for(pty, SILENCE_MS);
		pty_sent(pty, &count);
		measures_add(&ms, (double)pty_sent_at_us(pty) / 1e3 - began);
		measures_add(&bytes, (double)count);
	}
	return (Keys){ measures_median(&painted), measures_median(&ms), measures_median(&bytes) };
}

/* The console on the site. */
static Pty *open_program(int rows)
{
	char conf[WEB_PATH + 40], log[WEB_PATH + 40], path[WEB_PATH];
	text_format(conf, sizeof conf, "VICIALIAS_ASTGUICLIENT=%s", web.conf);
	text_format(log, sizeof log, "VICIALIAS_AUDIT=%s", scratch_path(path, sizeof path, "audit.db"));
	return pty_open(&(PtySetup){ .rows = rows, .environment = (const char *[]){ conf, log, NULL } });
}

/* After sign-in. */
static Pty *open_console(int rows)
{
	Pty *pty = open_program(rows);
	pty_sign_in(pty, "6666", "1234");
	pty_wait(pty, "1000001x");
	pty_settle(pty);
	return pty;
}

static Keys console_keys(int rows)
{
	Pty *pty = open_console(rows);
	Keys keys = press_keys(pty);
	pty_quit(pty);
	pty_close(pty);
	return keys;
}

/* Nothing where it is not installed. */
static Keys peer_keys(const char *program, const char *const *arguments)
{
	char path[100], *ours = getenv("VICIALIAS_BIN");
	text_format(path, sizeof path, "/usr/bin/%s", program);
	if (access(path, X_OK) != 0) {
		printf("(%s is not installed here: its keys are not measured)\n", program);
		return (Keys){ 0 };
	}
	char *kept = ours ? strdup(ours) : NULL;
	setenv("VICIALIAS_BIN", path, 1);
	Pty *pty = pty_open(&(PtySetup){ .arguments = arguments });
	pty_is_silent(pty, ANSWER_MS);
	pty_settle(pty);
	Keys keys = press_keys(pty);
	pty_close(pty);
	kept ? setenv("VICIALIAS_BIN", kept, 1) : unsetenv("VICIALIAS_BIN");
	free(kept);
	return keys;
}

static void add_rows(const char *what, const char *tells, const Keys *ours, const char *name, const Keys *theirs)
{
	char text[100];
	text_format(text, sizeof text, "%s: painted", what);
	table_row(text, "ms", ours->painted_ms, name, theirs->painted_ms);
	text_format(text, sizeof text, "%s: to the last byte%s", what, tells);
	table_row(text, "ms", ours->ms, name, theirs->ms);
	text_format(text, sizeof text, "%s: bytes", what);
	table_row(text, "bytes", ours->bytes, name, theirs->bytes);
}

/* --- from keys to what they are for --- */

static double start_ms(void)
{
	Measures starts = { 0 };
	for (int i = 0; i < ROUNDS; i++) {
		double began = measure_ms();
		Pty *pty = open_program(24);
		pty_wait(pty, "Password");
		measures_add(&starts, measure_ms() - began);
		pty_close(pty);
	}
	return measures_median(&starts);
}

/* Until the first that it sends. */
static void press(Pty *pty, const char *key, Measures *painted)
{
	pty_settle_for(pty, SILENCE_MS);
	double began = measure_ms();
	pty_send(pty, key);
	if (!pty_is_silent(pty, ANSWER_MS))
		measures_add(painted, (double)pty_sent_at_us(pty) / 1e3 - began);
}

static void add_filter_keys(Pty *pty)
{
	Measures first = { 0 }, next = { 0 }, cleared = { 0 };
	pty_send(pty, "/");
	for (int i = 0; i < ROUNDS; i++) {
		press(pty, "7", &first);
		press(pty, "7", &next);
		press(pty, "\025", &cleared);
	}
	pty_send(pty, "\033");
	table_row("console: filter, first key painted", "ms", measures_median(&first), "", 0);
	table_row("console: filter, next key painted", "ms", measures_median(&next), "", 0);
	table_row("console: filter, all keys taken back painted", "ms", measures_median(&cleared), "", 0);
}

/* A long list says at once that it sorts, and answers while it does. */
static void add_sort_keys(Pty *pty)
{
	Measures said = { 0 }, moved = { 0 }, sorted = { 0 }, back = { 0 };
	for (int i = 0; i < ROUNDS; i++) {
		pty_settle(pty);
		double began = measure_ms();
		press(pty, ">", &said);
		press(pty, i % 2 ? "\033OA" : "\033OB", &moved);
		pty_wait(pty, "NAME ▲");
		measures_add(&sorted, measure_ms() - began);
		press(pty, "<", &back);
		pty_wait(pty, "ALIAS ID ▲");
	}
	table_row("console: re-sort by name, key painted", "ms", measures_median(&said), "", 0);
	table_row("console: cursor key while it is sorted, painted", "ms", measures_median(&moved), "", 0);
	table_row("console: re-sort by name, in the new order", "ms", measures_median(&sorted), "", 0);
	table_row("console: back to the order of IDs, painted", "ms", measures_median(&back), "", 0);
}

static void add_list(void)
{
	table_row("console: start to the sign-in screen", "ms", start_ms(), "", 0);
	Pty *pty = open_console(24);
	add_filter_keys(pty);
	add_sort_keys(pty);
	pty_quit(pty);
	pty_close(pty);
}

void bench_terminal(void)
{
	add_list();

	Keys strip = console_keys(24), bare = console_keys(16);
	Keys htop = peer_keys("htop", (const char *[]){ "-d", "100", NULL });
	Keys mc = peer_keys("mc", (const char *[]){ "-u", "-d", "/usr/bin", "/usr/bin", NULL });
	add_rows("cursor key", "", &bare, "mc", &mc);
	add_rows("cursor key with the detail strip", " (who changed it last)", &strip, "htop", &htop);
}
