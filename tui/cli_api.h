/* vicialias api: VICIdial's requests from the command line, one as an argument or many as lines of standard input, each
 * answered with its line on standard output; what else there is to say goes to standard error.
 *
 * Passwords pass through here: an argument is wiped in argv by cli_command, a line when the next one is asked for. */
#ifndef TUI_CLI_API_H
#define TUI_CLI_API_H

#include <signal.h>
#include <stddef.h>

#include "core/service/request.h"

/* query: the argument, which it wipes. Fails with the code of the answer and with what explains it, which may be nothing. */
bool cli_api(const Config *config, Connection *where, char *query, Err *err);
/* where NULL: by the connection file. *out is NULL after a failure. */
bool cli_api_open(Service **out, const Config *config, const Connection *where, Err *err) MUST_CHECK;
/* On stderr, made visible; "" says nothing. line: which line of many it is about, 0 none. */
void cli_api_explain(size_t line, const char *text);

/* Lines of a file descriptor. SIGINT, SIGTERM and SIGHUP wait from lines_open to lines_close and end the reading between two
 * lines, so that a request is finished once it was begun. */
enum { LINES_CAP = 65536 };
typedef struct {
	int      fd, signals;
	sigset_t ending, before;
	size_t   from, to, taken;                /* what of bytes is not yet given out; bytes given out in all */
	bool     at_end, cut;                    /* cut: the rest of the line given out last is still to come */
	char     bytes[LINES_CAP];
} Lines;
typedef enum { LINE_GOT, LINE_END, LINE_STOPPED, LINE_UNREADABLE } LineGot;
void    lines_open(Lines *lines, int fd);
/* The line without its LF or CRLF, valid until the next call, which wipes it. Of one that is
 * longer than bytes the rest is left out. */
LineGot lines_next(Lines *lines, char **line, size_t *length);
bool    lines_ready(const Lines *lines);     /* a whole line is there already: the next one does not wait */
/* Signals act again as before, until lines_resume: for a question on the terminal. */
void    lines_pause(const Lines *lines);
void    lines_resume(const Lines *lines);
void    lines_close(Lines *lines);

/* How far it is, on stderr when that is a terminal; drawn at most ten times a second. */
typedef struct {
	bool    shown, over_answers;             /* over_answers: the answers go to a terminal too */
	size_t  bytes;                           /* there are in all, 0 when nobody knows */
	int     drawn;                           /* cells of the terminal it stands on now */
	int64_t started_ms, drawn_ms;
} Progress;
void progress_open(Progress *progress, int input);
void progress_clear(Progress *progress);     /* before anything else is written to the terminal */
void progress_show(Progress *progress, size_t done, size_t failed, size_t bytes);

#endif
