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

enum { KEYS = 100, ANSWER_MS = 1000, SILENCE_MS = 20 };

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

/* The console after sign-in, on the site. */
static Pty *open_console(int rows)
{
	char conf[WEB_PATH + 40], log[WEB_PATH + 40], path[WEB_PATH];
	text_format(conf, sizeof conf, "VICIALIAS_ASTGUICLIENT=%s", web.conf);
	text_format(log, sizeof log, "VICIALIAS_AUDIT=%s", scratch_path(path, sizeof path, "audit.db"));
	Pty *pty = pty_open(&(PtySetup){ .rows = rows, .environment = (const char *[]){ conf, log, NULL } });
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

void bench_terminal(void)
{
	Keys strip = console_keys(24), bare = console_keys(16);
	Keys htop = peer_keys("htop", (const char *[]){ "-d", "100", NULL });
	Keys mc = peer_keys("mc", (const char *[]){ "-u", "-d", "/usr/bin", "/usr/bin", NULL });
	add_rows("cursor key", "", &bare, "mc", &mc);
	add_rows("cursor key with the detail strip", " (who changed it last)", &strip, "htop", &htop);
}
