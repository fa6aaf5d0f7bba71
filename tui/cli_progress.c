#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/sys.h"
#include "tui/cli_api.h"

enum { BAR_CELLS = 20, BAR_FROM_CELLS = 60, DRAW_MS = 100, NARROW = 40, LINE_CELLS = 200 };

void progress_open(Progress *progress, int input)
{
	struct stat about;
	*progress = (Progress){ .started_ms = sys_monotonic_ms() };
	/* Where requests are typed, a bar would stand in the typing. */
	progress->shown = isatty(STDERR_FILENO) && !isatty(input);
	progress->over_answers = isatty(STDOUT_FILENO);
	if (fstat(input, &about) != 0 || !S_ISREG(about.st_mode))
		return;
	off_t at = lseek(input, 0, SEEK_CUR);
	if (at >= 0 && about.st_size > at)
		progress->bytes = (size_t)(about.st_size - at);
}

static int terminal_cells(void)
{
	struct winsize size;
	return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : NARROW;
}

/* By blanks: not every terminal has a code for it. */
void progress_clear(Progress *progress)
{
	if (progress->drawn)
		fprintf(stderr, "\r%*s\r", progress->drawn, "");
	progress->drawn = 0;
}

static void bar_add(char *out, size_t cap, const Progress *progress, size_t bytes)
{
	char cells[BAR_CELLS + 1];
	for (size_t i = 0; i < BAR_CELLS; i++)
		cells[i] = i * progress->bytes < bytes * BAR_CELLS ? '#' : '-';
	cells[BAR_CELLS] = '\0';
	text_format(out, cap, "[%s] ", cells);
}

static void left_add(char *out, size_t cap, const Progress *progress, size_t bytes, int64_t took_ms)
{
	size_t left_s = (progress->bytes - bytes) * (size_t)took_ms / bytes / 1000;
	if (left_s < 120)
		text_format(out, cap, ", %zu s left", left_s);
	else
		text_format(out, cap, ", %zu min left", left_s / 60);
}

void progress_show(Progress *progress, size_t done, size_t failed, size_t bytes)
{
	char bar[BAR_CELLS + 8] = "", count[24], wrong[40] = "", left[40] = "", line[LINE_CELLS];
	int64_t now_ms = sys_monotonic_ms(), took_ms = now_ms - progress->started_ms;
	if (!progress->shown || !took_ms || now_ms - progress->drawn_ms < DRAW_MS)
		return;
	int cells = terminal_cells(), used;
	bool whole = progress->bytes && bytes && bytes <= progress->bytes;
	if (whole && cells >= BAR_FROM_CELLS)
		bar_add(bar, sizeof bar, progress, bytes);
	if (whole)
		left_add(left, sizeof left, progress, bytes, took_ms);
	if (failed)
		text_format(wrong, sizeof wrong, ", %zu failed", failed);
	text_number(count, sizeof count, done);
	text_format(line, sizeof line, "%s%s done%s, %zu/s%s", bar, count, wrong, done * 1000 / (size_t)took_ms, left);
	size_t fits = text_fit(line, cells - 1, &used);
	progress_clear(progress);
	fprintf(stderr, "%.*s", (int)fits, line);
	progress->drawn = used;
	progress->drawn_ms = now_ms;
}
