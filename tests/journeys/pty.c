#include "tests/journeys/pty.h"

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>
#include <vterm.h>

#include "core/base/mem.h"
#include "core/base/sys.h"
#include "tests/scratch.h"
#include "tests/tap.h"

enum { PATIENCE_MS = 20000, SILENCE_MS = 150, WORDS_CAP = 40, ROW_CAP = 4000 };

struct Pty {
	int          master, slave;              /* slave: kept open, so that the line's modes can be read after the end */
	int          reports;                    /* from the shell: the program's pid, then each status */
	pid_t        shell, program;
	bool         ended, stopped;
	int          status;
	struct termios before;                   /* the line's modes before the program came */
	VTerm       *terminal;
	VTermScreen *screen;
	Text         sent, picture, said;
	int64_t      sent_at_us;
	int          errors;                     /* a file without a name that the program has as standard error */
};

/* --- starting --- */

static const char *program_path(void)
{
	const char *named = getenv("VICIALIAS_BIN");
	return named ? named : "./vicialias";
}

static void environment_set(char **environment, const char *pair)
{
	size_t name = strcspn(pair, "="), at = 0;
	while (environment[at] && (strncmp(environment[at], pair, name) != 0 || environment[at][name] != '='))
		at++;
	assert_true(at + 1 < WORDS_CAP);
	if (pair[name] == '=') {
		environment[at] = (char *)pair;
		return;
	}
	for (; environment[at]; at++)
		environment[at] = environment[at + 1];
}

/* Becomes the program; only in a child. */
static _Noreturn void program_exec(const PtySetup *setup)
{
	static char home[300], state[300], path[4096];
	char *words[WORDS_CAP] = { "/bin/sh", "-c", "\"$0\" \"$@\"; exit $?", (char *)program_path() };
	char **own = words + 3;
	char *environment[WORDS_CAP] = { path, home, state, "TERM=xterm-256color", "LC_ALL=C.UTF-8", "TZ=UTC", NULL };
	sigset_t none;
	text_format(path, sizeof path, "PATH=%s", getenv("PATH") ? getenv("PATH") : "/usr/bin:/bin");
	text_format(home, sizeof home, "HOME=%s/home", scratch_folder());
	text_format(state, sizeof state, "XDG_STATE_HOME=%s/state", scratch_folder());
	for (size_t i = 0; setup->environment && setup->environment[i]; i++)
		environment_set(environment, setup->environment[i]);
	for (size_t i = 0; setup->arguments && setup->arguments[i]; i++)
		own[i + 1] = (char *)setup->arguments[i];
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	if (setup->user == 0 || (setgid(setup->user) == 0 && setuid(setup->user) == 0))
		execve(setup->scripted ? words[0] : own[0], setup->scripted ? words : own, environment);
	perror(own[0]);
	_exit(127);
}

static void report(int to, int value)
{
	if (write(to, &value, sizeof value) != sizeof value)
		_exit(126);
}

/* A program can be stopped only below something like a shell: an orphaned process group ignores ^Z. */
static _Noreturn void shell_run(const PtySetup *setup, const Pty *pty, int reports)
{
	int status;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	setsid();
	ioctl(pty->slave, TIOCSCTTY, 0);
	pid_t program = fork();
	if (program == 0) {
		setpgid(0, 0);
		signal(SIGTTOU, SIG_IGN);
		tcsetpgrp(pty->slave, getpid());
		signal(SIGTTOU, SIG_DFL);
		dup2(pty->slave, STDIN_FILENO), dup2(pty->slave, STDOUT_FILENO), dup2(pty->errors, STDERR_FILENO);
		program_exec(setup);
	}
	signal(SIGHUP, SIG_IGN);
	report(reports, program);
	while (waitpid(program, &status, WUNTRACED) == program) {
		report(reports, status);
		if (!WIFSTOPPED(status))
			break;
	}
	_exit(0);
}

Pty *pty_open(const PtySetup *setup)
{
	Pty *pty = mem_take(sizeof *pty);
	int reports[2], rows = setup->rows ? setup->rows : 24, cols = setup->cols ? setup->cols : 80;
	struct winsize size = { .ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols };
	scratch_folder();                        /* made by this process, so that it is removed by it */
	assert_int_equal(openpty(&pty->master, &pty->slave, NULL, NULL, &size), 0);
	assert_int_equal(pipe2(reports, O_CLOEXEC), 0);
	assert_int_equal(tcgetattr(pty->slave, &pty->before), 0);
	pty->errors = memfd_create("stderr", MFD_CLOEXEC);
	fcntl(pty->master, F_SETFD, FD_CLOEXEC);
	fcntl(pty->slave, F_SETFD, FD_CLOEXEC);
	pty->shell = fork();
	if (pty->shell == 0) {
		close(pty->master);
		shell_run(setup, pty, reports[1]);
	}
	close(reports[1]);
	pty->reports = reports[0];
	assert_int_equal(read(pty->reports, &pty->program, sizeof pty->program), sizeof pty->program);
	pty->terminal = vterm_new(rows, cols);
	vterm_set_utf8(pty->terminal, 1);
	pty->screen = vterm_obtain_screen(pty->terminal);
	vterm_screen_enable_altscreen(pty->screen, 1);
	vterm_screen_reset(pty->screen, 1);
	return pty;
}

pid_t pty_program(const Pty *pty)
{
	return pty->program;
}

void pty_close(Pty *pty)
{
	if (!pty->ended)
		kill(pty->program, SIGKILL);
	kill(pty->program, SIGCONT);
	waitpid(pty->shell, NULL, 0);
	vterm_free(pty->terminal);
	close(pty->master), close(pty->slave), close(pty->reports), close(pty->errors);
	text_free(&pty->sent), text_free(&pty->picture), text_free(&pty->said);
	mem_free(pty);
}

/* --- what comes from the program --- */

static void take_report(Pty *pty)
{
	if (read(pty->reports, &pty->status, sizeof pty->status) != sizeof pty->status)
		return;
	pty->stopped = WIFSTOPPED(pty->status);
	pty->ended = !pty->stopped;
}

static int64_t now_us(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

/* Takes what is there, or waits for it that long; returns the bytes the program sent. */
static size_t take(Pty *pty, int ms)
{
	char bytes[4096], answer[256];
	struct pollfd waits[] = { { .fd = pty->master, .events = POLLIN }, { .fd = pty->ended ? -1 : pty->reports, .events = POLLIN } };
	if (poll(waits, 2, ms) <= 0)
		return 0;
	ssize_t got = waits[0].revents & POLLIN ? read(pty->master, bytes, sizeof bytes) : 0;
	if (got > 0) {
		pty->sent_at_us = now_us();
		text_add_bytes(&pty->sent, bytes, (size_t)got);
		vterm_input_write(pty->terminal, bytes, (size_t)got);
		for (size_t count; (count = vterm_output_read(pty->terminal, answer, sizeof answer)) > 0; )
			assert_int_equal(write(pty->master, answer, count), (ssize_t)count);
	}
	if (waits[1].revents & POLLIN)
		take_report(pty);
	return got > 0 ? (size_t)got : 0;
}

static const char *row_text(Pty *pty, int row, char out[ROW_CAP])
{
	int rows, cols;
	vterm_get_size(pty->terminal, &rows, &cols);
	VTermRect all = { row, row + 1, 0, cols };
	size_t length = vterm_screen_get_text(pty->screen, out, ROW_CAP - 1, all);
	while (length > 0 && (out[length - 1] == ' ' || out[length - 1] == '\n'))
		length--;
	out[length] = '\0';
	return out;
}

const char *pty_screen(Pty *pty)
{
	char text[ROW_CAP];
	int rows, cols;
	vterm_get_size(pty->terminal, &rows, &cols);
	text_clear(&pty->picture);
	for (int row = 0; row < rows; row++)
		text_addf(&pty->picture, "%s\n", row_text(pty, row, text));
	return pty->picture.bytes;
}

const char *pty_said(const Pty *pty)
{
	char bytes[4096];
	Text *said = (Text *)&pty->said;
	ssize_t got = pread(pty->errors, bytes, sizeof bytes, 0);
	text_clear(said);
	text_add_bytes(said, bytes, got > 0 ? (size_t)got : 0);
	return said->bytes;
}

const char *pty_sent(const Pty *pty, size_t *count)
{
	*count = pty->sent.length;
	return pty->sent.bytes ? pty->sent.bytes : "";
}

int64_t pty_sent_at_us(const Pty *pty)
{
	return pty->sent_at_us;
}

void pty_forget(Pty *pty)
{
	text_clear(&pty->sent);
}

bool pty_shows(Pty *pty, const char *text)
{
	char row[ROW_CAP];
	int rows, cols;
	while (take(pty, 0) > 0)
		;
	vterm_get_size(pty->terminal, &rows, &cols);
	for (int at = 0; at < rows; at++)
		if (strstr(row_text(pty, at, row), text))
			return true;
	return false;
}

bool pty_coloured(Pty *pty)
{
	VTermPos at;
	VTermScreenCell cell;
	int rows, cols;
	vterm_get_size(pty->terminal, &rows, &cols);
	for (at.row = 0; at.row < rows; at.row++)
		for (at.col = 0; at.col < cols; at.col++)
			if (vterm_screen_get_cell(pty->screen, at, &cell)
			    && !(VTERM_COLOR_IS_DEFAULT_FG(&cell.fg) && VTERM_COLOR_IS_DEFAULT_BG(&cell.bg)))
				return true;
	return false;
}

bool pty_line_restored(const Pty *pty)
{
	struct termios now;
	return tcgetattr(pty->slave, &now) == 0 && now.c_iflag == pty->before.c_iflag && now.c_oflag == pty->before.c_oflag
	       && now.c_lflag == pty->before.c_lflag && now.c_cflag == pty->before.c_cflag
	       && memcmp(now.c_cc, pty->before.c_cc, sizeof now.c_cc) == 0;
}

/* --- waiting --- */

static _Noreturn void not_seen(Pty *pty, const char *what, const char *text)
{
	fprintf(stderr, "%s \"%s\"; standard error: \"%s\"; the screen:\n%s\n", what, text, pty_said(pty), pty_screen(pty));
	fail_msg("%s \"%s\"", what, text);
	abort();
}

static void wait_until(Pty *pty, bool (*holds)(Pty *pty, const char *text), const char *text, const char *otherwise)
{
	int64_t until = sys_monotonic_ms() + PATIENCE_MS;
	while (!holds(pty, text)) {
		if (sys_monotonic_ms() >= until || (pty->ended && take(pty, 0) == 0 && !holds(pty, text)))
			not_seen(pty, otherwise, text);
		take(pty, 50);
	}
}

static bool is_gone(Pty *pty, const char *text)
{
	return !pty_shows(pty, text);
}

static bool is_sent(Pty *pty, const char *bytes)
{
	return pty->sent.length > 0 && memmem(pty->sent.bytes, pty->sent.length, bytes, strlen(bytes));
}

static bool is_stopped(Pty *pty, const char *text)
{
	(void)text;
	return pty->stopped;
}

static bool is_ended(Pty *pty, const char *text)
{
	(void)text;
	return pty->ended;
}

void pty_wait(Pty *pty, const char *text)
{
	wait_until(pty, pty_shows, text, "did not come:");
}

void pty_wait_gone(Pty *pty, const char *text)
{
	wait_until(pty, is_gone, text, "did not go:");
}

void pty_wait_sent(Pty *pty, const char *bytes)
{
	wait_until(pty, is_sent, bytes, "was not sent:");
}

void pty_wait_stopped(Pty *pty)
{
	wait_until(pty, is_stopped, "", "did not stop");
	pty->stopped = false;
}

static bool is_stopped_or_shows(Pty *pty, const char *text)
{
	return pty->stopped || pty_shows(pty, text);
}

bool pty_stops_before(Pty *pty, const char *text)
{
	wait_until(pty, is_stopped_or_shows, text, "neither stopped, nor was there:");
	return pty->stopped;
}

int pty_wait_end(Pty *pty)
{
	wait_until(pty, is_ended, "", "did not end");
	while (take(pty, 0) > 0)
		;
	return WIFEXITED(pty->status) ? WEXITSTATUS(pty->status) : 128 + WTERMSIG(pty->status);
}

bool pty_is_silent(Pty *pty, int ms)
{
	int64_t until = sys_monotonic_ms() + ms;
	for (int64_t left; (left = until - sys_monotonic_ms()) > 0; )
		if (take(pty, (int)left) > 0)
			return false;
	return true;
}

void pty_settle_for(Pty *pty, int ms)
{
	int64_t until = sys_monotonic_ms() + PATIENCE_MS;
	while (!pty_is_silent(pty, ms))
		if (sys_monotonic_ms() >= until)
			not_seen(pty, "never was silent", "");
}

void pty_settle(Pty *pty)
{
	pty_settle_for(pty, SILENCE_MS);
}

/* --- what goes to the program --- */

void pty_send(Pty *pty, const char *bytes)
{
	assert_int_equal(write(pty->master, bytes, strlen(bytes)), (ssize_t)strlen(bytes));
}

void pty_resize(Pty *pty, int rows, int cols)
{
	struct winsize size = { .ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols };
	vterm_set_size(pty->terminal, rows, cols);
	ioctl(pty->master, TIOCSWINSZ, &size);
}

void pty_signal(Pty *pty, int number)
{
	kill(pty->program, number);
}

void pty_foreground(Pty *pty)
{
	kill(-pty->program, SIGCONT);            /* a process group of its own, which has kept the terminal */
}

void pty_hang_up(Pty *pty)
{
	close(pty->slave), close(pty->master);
	pty->slave = pty->master = -1;
}

/* --- without a terminal --- */

static char *whole(int file)
{
	Text text = { 0 };
	char bytes[4096];
	lseek(file, 0, SEEK_SET);
	text_add(&text, "");
	for (ssize_t got; (got = read(file, bytes, sizeof bytes)) > 0; )
		text_add_bytes(&text, bytes, (size_t)got);
	close(file);
	return text.bytes;
}

const ProgramRun *program_run(const PtySetup *setup, const char *input)
{
	static ProgramRun run;
	int files[3], status = -1;
	for (int i = 0; i < 3; i++)
		files[i] = memfd_create("stdio", MFD_CLOEXEC);
	scratch_folder();
	assert_int_equal(write(files[0], input, strlen(input)), (ssize_t)strlen(input));
	lseek(files[0], 0, SEEK_SET);
	pid_t child = fork();
	if (child == 0) {
		setsid();                            /* no terminal to ask on */
		for (int i = 0; i < 3; i++)
			dup2(files[i], i);
		program_exec(setup);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	free(run.out), free(run.err);
	close(files[0]);
	run = (ProgramRun){ whole(files[1]), whole(files[2]), WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status) };
	return &run;
}
