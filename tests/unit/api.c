/* What vicialias api is made of: lines are given out whole and wiped when they are done with, a signal ends the reading between
 * two of them, and the bar tells how far it is without filling the terminal. */
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "core/base/text.h"
#include "tui/cli_api.h"
#include "tests/tap.h"

static Lines lines;

static int open_bytes(const char *bytes, size_t length)
{
	int fd = memfd_create("lines", MFD_CLOEXEC);
	assert_int_equal(write(fd, bytes, length), length);
	lseek(fd, 0, SEEK_SET);
	return fd;
}

static void next_is(const char *expected)
{
	char *line;
	size_t length;
	assert_int_equal(lines_next(&lines, &line, &length), LINE_GOT);
	assert_int_equal(length, strlen(expected));
	assert_memory_equal(line, expected, length);
}

static void ends(LineGot how)
{
	char *line;
	size_t length;
	assert_int_equal(lines_next(&lines, &line, &length), how);
	lines_close(&lines);
	close(lines.fd);
}

static void open_text(const char *text)
{
	lines_open(&lines, open_bytes(text, strlen(text)));
}

static void lines_end_with_lf_or_crlf_and_the_last_with_nothing(void **state)
{
	(void)state;
	open_text("one\ntwo\r\n\n\r\nthree\rmore\nlast");
	next_is("one"), next_is("two"), next_is(""), next_is(""), next_is("three\rmore"), next_is("last");
	assert_int_equal(lines.taken, 27);
	ends(LINE_END);
	open_text("");
	ends(LINE_END);
	open_text("\n");
	next_is("");
	ends(LINE_END);
}

static void of_an_endless_line_the_rest_is_no_line_of_its_own(void **state)
{
	(void)state;
	size_t length = 3 * LINES_CAP + 100;
	char *bytes = malloc(length), *line;
	memset(bytes, 'x', length);
	memcpy(bytes + length - 20, "tail\nnext\nlong", 14);
	lines_open(&lines, open_bytes(bytes, length));
	assert_int_equal(lines_next(&lines, &line, &length), LINE_GOT);
	assert_int_equal(length, LINES_CAP);
	next_is("next"), next_is("longxxxxxx");
	ends(LINE_END);
	free(bytes);
}

static void many_lines_pass_through_whole(void **state)
{
	(void)state;
	Text all = { 0 };
	char expected[40];
	for (int i = 0; i < 20000; i++)
		text_addf(&all, "line %d of many\n", i * i);
	lines_open(&lines, open_bytes(all.bytes, all.length));
	for (int i = 0; i < 20000; i++) {
		text_format(expected, sizeof expected, "line %d of many", i * i);
		next_is(expected);
	}
	ends(LINE_END);
	text_free(&all);
}

static void a_line_is_wiped_when_the_next_is_asked_for(void **state)
{
	(void)state;
	open_text("pass=s3cret\nalias=other\n");
	next_is("pass=s3cret"), next_is("alias=other");
	assert_null(memmem(lines.bytes, sizeof lines.bytes, "s3cret", 6));
	ends(LINE_END);
	assert_null(memmem(lines.bytes, sizeof lines.bytes, "other", 5));
}

static void a_signal_ends_the_reading_between_two_lines(void **state)
{
	(void)state;
	static const int ending[] = { SIGINT, SIGTERM, SIGHUP };
	for (size_t i = 0; i < sizeof ending / sizeof *ending; i++) {
		open_text("one\ntwo\n");
		next_is("one");
		raise(ending[i]);                    /* waits: the line is not done with */
		ends(LINE_STOPPED);
	}
}

static void a_signal_ends_the_waiting_for_a_line(void **state)
{
	(void)state;
	int pipes[2];
	assert_int_equal(pipe(pipes), 0);
	assert_int_equal(write(pipes[1], "half a li", 9), 9);
	lines_open(&lines, pipes[0]);
	pid_t parent = getpid(), child = fork();
	if (child == 0) {
		kill(parent, SIGINT);
		_exit(0);
	}
	ends(LINE_STOPPED);                      /* the writer is still there: without the signal this would be for ever */
	close(pipes[1]);
}

static void what_cannot_be_read_is_said(void **state)
{
	(void)state;
	lines_open(&lines, open("/", O_RDONLY));
	ends(LINE_UNREADABLE);
}

/* --- progress --- */

/* Standard error is a terminal of so many columns; what came to it since. */
static struct {
	int master, before;
} terminal;

static void open_terminal(unsigned short columns)
{
	struct winsize size = { .ws_row = 24, .ws_col = columns };
	int slave;
	assert_int_equal(openpty(&terminal.master, &slave, NULL, NULL, &size), 0);
	terminal.before = dup(STDERR_FILENO);
	dup2(slave, STDERR_FILENO);
	close(slave);
}

/* The terminal passes on what it gets a little later: a last sign tells that all of it has come. */
static const char *close_terminal(void)
{
	static char seen[4096];
	size_t used = 0;
	struct pollfd wait = { .fd = terminal.master, .events = POLLIN };
	fputc('!', stderr);
	while (!memchr(seen, '!', used) && used < sizeof seen - 1 && poll(&wait, 1, 10000) == 1) {
		ssize_t got = read(terminal.master, seen + used, sizeof seen - 1 - used);
		assert_true(got > 0);
		used += (size_t)got;
	}
	dup2(terminal.before, STDERR_FILENO);
	close(terminal.before), close(terminal.master);
	assert_int_equal(seen[used - 1], '!');
	seen[used - 1] = '\0';
	return seen;
}

/* A run that began ten seconds ago and reads a file of 1000 bytes. */
static Progress running(void)
{
	char bytes[1000] = "";
	Progress progress;
	int input = open_bytes(bytes, sizeof bytes);
	progress_open(&progress, input);
	close(input);
	progress.started_ms -= 10000;
	return progress;
}

static void the_bar_shows_count_rate_and_time_left(void **state)
{
	(void)state;
	open_terminal(80);
	Progress progress = running();
	progress_show(&progress, 1250, 3, 250);
	const char *seen = close_terminal();
	/* The clock goes on while this is tested: rate and time are not exactly 125 and 30. */
	assert_non_null(strstr(seen, "[#####---------------] 1 250 done, 3 failed, "));
	assert_non_null(strstr(seen, "/s, "));
	assert_non_null(strstr(seen, " s left"));
}

static void without_a_known_end_there_is_count_and_rate(void **state)
{
	(void)state;
	open_terminal(80);
	Progress progress = running();
	progress.bytes = 0;
	progress_show(&progress, 20, 0, 250);
	const char *seen = close_terminal();
	assert_memory_equal(seen, "20 done, ", strlen("20 done, "));
	assert_null(strstr(seen, "left"));
}

static void the_bar_fits_a_narrow_terminal_and_leaves_no_trace(void **state)
{
	(void)state;
	open_terminal(20);
	Progress progress = running();
	progress_show(&progress, 1250, 3, 250);
	assert_true(progress.drawn > 0 && progress.drawn < 20);
	int drawn = progress.drawn;
	progress_clear(&progress), progress_clear(&progress);
	const char *seen = close_terminal();
	char blanks[40];
	text_format(blanks, sizeof blanks, "\r%*s\r", drawn, "");
	assert_non_null(strstr(seen, blanks));
	assert_int_equal(strlen(seen), drawn + (int)strlen(blanks));
}

static void it_is_drawn_again_only_after_a_while(void **state)
{
	(void)state;
	open_terminal(80);
	Progress progress = running();
	for (size_t i = 0; i < 5; i++)
		progress_show(&progress, 1000 + i, 0, 250);
	progress.drawn_ms -= 101;
	progress_show(&progress, 2000, 0, 500);
	const char *seen = close_terminal();
	assert_non_null(strstr(seen, "1 000 done"));
	assert_null(strstr(seen, "1 001 done"));
	assert_non_null(strstr(seen, "2 000 done"));
}

static void nothing_is_drawn_where_no_terminal_is(void **state)
{
	(void)state;
	int before = dup(STDERR_FILENO), file = memfd_create("errors", MFD_CLOEXEC);
	char byte;
	dup2(file, STDERR_FILENO);
	Progress progress = running();
	progress_show(&progress, 1250, 3, 250);
	cli_api_explain(0, "");
	dup2(before, STDERR_FILENO);
	assert_int_equal(pread(file, &byte, 1, 0), 0);
	close(before), close(file);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_end_with_lf_or_crlf_and_the_last_with_nothing),
		cmocka_unit_test(of_an_endless_line_the_rest_is_no_line_of_its_own),
		cmocka_unit_test(many_lines_pass_through_whole),
		cmocka_unit_test(a_line_is_wiped_when_the_next_is_asked_for),
		cmocka_unit_test(a_signal_ends_the_reading_between_two_lines),
		cmocka_unit_test(a_signal_ends_the_waiting_for_a_line),
		cmocka_unit_test(what_cannot_be_read_is_said),
		cmocka_unit_test(the_bar_shows_count_rate_and_time_left),
		cmocka_unit_test(without_a_known_end_there_is_count_and_rate),
		cmocka_unit_test(the_bar_fits_a_narrow_terminal_and_leaves_no_trace),
		cmocka_unit_test(it_is_drawn_again_only_after_a_while),
		cmocka_unit_test(nothing_is_drawn_where_no_terminal_is),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
