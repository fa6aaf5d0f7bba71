#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/signalfd.h>
#include <termios.h>
#include <unistd.h>

#include "tui/cli.h"

typedef struct {
	int            terminal, signals;
	sigset_t       mask;                     /* as it was */
	struct termios mode;
} Ask;

/* Signals wait while the echo is off; they act when ask_close has given the terminal back. */
static bool ask_open(Ask *ask, bool secret, Err *err)
{
	static const int held[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP };
	struct termios mode;
	sigset_t set;
	ask->terminal = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (ask->terminal < 0 || tcgetattr(ask->terminal, &ask->mode) != 0) {
		if (ask->terminal >= 0)
			close(ask->terminal);
		return fail(err, ERR_USAGE, "There is no terminal to ask for the %s: use %s--password-fd N, for example  --password-fd 3 3<FILE",
		            secret ? "password" : "user and password", secret ? "" : "--user NAME ");
	}
	sigemptyset(&set);
	for (size_t i = 0; i < sizeof held / sizeof *held; i++)
		sigaddset(&set, held[i]);
	sigprocmask(SIG_BLOCK, &set, &ask->mask);
	ask->signals = signalfd(-1, &set, SFD_CLOEXEC);
	mode = ask->mode;
	if (secret)
		mode.c_lflag &= ~(tcflag_t)ECHO;
	tcsetattr(ask->terminal, TCSAFLUSH, &mode);
	return true;
}

static void ask_close(Ask *ask)
{
	tcsetattr(ask->terminal, TCSAFLUSH, &ask->mode);
	close(ask->terminal);
	if (ask->signals >= 0)
		close(ask->signals);
	sigprocmask(SIG_SETMASK, &ask->mask, NULL);
}

/* Takes the line end off. */
static bool keep_line(char *line, ssize_t got, size_t cap, Err *err)
{
	if (got < 0)
		return fail(err, ERR_OTHER, "The answer cannot be read: %s.", strerror(errno));
	line[got] = '\0';
	size_t length = strcspn(line, "\n");
	if (!line[length] && (size_t)got == cap - 1)
		return fail(err, ERR_INPUT, "The answer is longer than %zu bytes.", cap - 2);
	line[length] = '\0';
	return true;
}

bool cli_ask(const char *prompt, bool secret, char *out, size_t cap, Err *err)
{
	bool signalled = true, ok = false;
	Ask ask = { .terminal = -1, .signals = -1 };

	/* Only a stop with ^Z comes back here: then it is asked again. */
	while (signalled) {
		if (!ask_open(&ask, secret, err))
			return false;
		struct pollfd waits[] = { { .fd = ask.terminal, .events = POLLIN }, { .fd = ask.signals, .events = POLLIN } };
		ok = write(ask.terminal, prompt, strlen(prompt)) >= 0 && poll(waits, 2, -1) > 0;
		signalled = ok && waits[1].revents;
		ssize_t got = ok && !signalled ? read(ask.terminal, out, cap - 1) : -1;
		if (secret && write(ask.terminal, "\n", 1) < 0)
			ok = false;
		if (!signalled)
			ok = got == 0 ? fail(err, ERR_STOPPED, "Nothing was typed.") : keep_line(out, got, cap, err);
		ask_close(&ask);
	}
	return ok;
}

bool cli_read_line(int fd, char *out, size_t cap, Err *err)
{
	size_t used = 0;
	ssize_t got = 1;
	while (got > 0 && used < cap - 1 && !memchr(out, '\n', used)) {
		got = read(fd, out + used, cap - 1 - used);
		if (got < 0 && errno == EINTR)
			got = 1;
		else if (got > 0)
			used += (size_t)got;
	}
	bool ok = keep_line(out, got < 0 ? got : (ssize_t)used, cap, err);
	return ok || fail_while(err, "file descriptor %d", fd);
}
