#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "core/base/sys.h"
#include "tui/cli_api.h"

void lines_open(Lines *lines, int fd)
{
	lines->fd = fd;
	lines->from = lines->to = lines->taken = 0;
	lines->at_end = lines->cut = false;
	sigemptyset(&lines->ending);
	sigaddset(&lines->ending, SIGINT), sigaddset(&lines->ending, SIGTERM), sigaddset(&lines->ending, SIGHUP);
	sigprocmask(SIG_BLOCK, &lines->ending, &lines->before);
	lines->signals = signalfd(-1, &lines->ending, SFD_CLOEXEC | SFD_NONBLOCK);
}

void lines_pause(const Lines *lines)
{
	sigprocmask(SIG_SETMASK, &lines->before, NULL);
}

void lines_resume(const Lines *lines)
{
	sigprocmask(SIG_BLOCK, &lines->ending, NULL);
}

void lines_close(Lines *lines)
{
	struct signalfd_siginfo taken;

	/* What has ended the reading has done its work. */
	while (read(lines->signals, &taken, sizeof taken) > 0)
		;
	close(lines->signals);
	sigprocmask(SIG_SETMASK, &lines->before, NULL);
	sys_wipe(lines->bytes, sizeof lines->bytes);
}

/* Moves what is left to the front, and adds what is there to be read. */
static bool lines_fill(Lines *lines)
{
	size_t left = lines->to - lines->from;
	memmove(lines->bytes, lines->bytes + lines->from, left);
	sys_wipe(lines->bytes + left, lines->to - left);
	lines->from = 0;
	lines->to = left;
	ssize_t got = read(lines->fd, lines->bytes + left, sizeof lines->bytes - left);
	if (got < 0)
		return errno == EINTR || errno == EAGAIN;
	lines->at_end = got == 0;
	lines->to += (size_t)got;
	return true;
}

/* Waits for bytes, or only looks whether a signal came. */
static bool lines_stopped(const Lines *lines, bool wait)
{
	struct pollfd on[] = { { .fd = lines->signals, .events = POLLIN }, { .fd = lines->fd, .events = POLLIN } };
	while (poll(on, wait ? 2 : 1, wait ? -1 : 0) < 0 && errno == EINTR)
		;
	return on[0].revents != 0;
}

/* Reads until there is a whole line, or as much of one as fits, or the end; *end is its LF. */
static LineGot lines_find(Lines *lines, char **end)
{
	while (!(*end = memchr(lines->bytes + lines->from, '\n', lines->to - lines->from))) {
		if (lines->at_end || lines->to - lines->from == sizeof lines->bytes)
			break;
		if (lines_stopped(lines, true))
			return LINE_STOPPED;
		if (!lines_fill(lines))
			return LINE_UNREADABLE;
	}
	return lines->from == lines->to ? LINE_END : LINE_GOT;
}

static size_t lines_take(Lines *lines, const char *end)
{
	size_t length = end ? (size_t)(end - (lines->bytes + lines->from)) + 1 : lines->to - lines->from;
	lines->from += length;
	lines->taken += length;
	lines->cut = !end;
	return length;
}

LineGot lines_next(Lines *lines, char **line, size_t *length)
{
	char *end;
	bool rest = lines->cut;
	sys_wipe(lines->bytes, lines->from);
	LineGot got = lines_stopped(lines, false) ? LINE_STOPPED : lines_find(lines, &end);
	while (got == LINE_GOT && rest) {
		lines_take(lines, end);
		rest = lines->cut;
		got = lines_find(lines, &end);
	}
	if (got != LINE_GOT)
		return got;
	*line = lines->bytes + lines->from;
	*length = lines_take(lines, end) - (end != NULL);
	if (*length && (*line)[*length - 1] == '\r')
		--*length;
	return LINE_GOT;
}

bool lines_ready(const Lines *lines)
{
	return memchr(lines->bytes + lines->from, '\n', lines->to - lines->from) != NULL;
}
