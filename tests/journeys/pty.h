/* The real program in an emulated terminal, and the hands of an admin at it.
 *
 * Each console gets an environment of its own: home and state folder are in the scratch folder, so its demo lies there too.
 * Waiting is always for a state of the screen, until a deadline; what does not come fails the test with a picture of what
 * was there instead. */
#ifndef TESTS_JOURNEYS_PTY_H
#define TESTS_JOURNEYS_PTY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

typedef struct Pty Pty;

typedef struct {
	int                rows, cols;           /* 0: 24 by 80 */
	const char *const *environment;          /* "NAME=value", or "NAME" to take it away; NULL ends; may be NULL */
	const char *const *arguments;            /* after the program's name; NULL ends; may be NULL */
	uid_t              user;                 /* run as this one; 0: as we are */
	bool               scripted;             /* a shell's script runs it, which waits for it in its own process group */
} PtySetup;

Pty *pty_open(const PtySetup *setup);
pid_t pty_program(const Pty *pty);
void pty_close(Pty *pty);                    /* kills what still runs */

void pty_send(Pty *pty, const char *bytes);  /* as the terminal would: "\033[11~" */
void pty_resize(Pty *pty, int rows, int cols);
void pty_signal(Pty *pty, int number);
void pty_hang_up(Pty *pty);                  /* the terminal's window is closed */

bool pty_shows(Pty *pty, const char *text);  /* now, on one row */
void pty_wait(Pty *pty, const char *text);   /* until it is on the screen */
void pty_wait_gone(Pty *pty, const char *text);
void pty_wait_sent(Pty *pty, const char *bytes);   /* until the program sent these raw bytes, since pty_forget */
void pty_wait_stopped(Pty *pty);             /* by ^Z; scripted: the script is */
void pty_foreground(Pty *pty);               /* as fg of a shell: all that stopped goes on */
bool pty_stops_before(Pty *pty, const char *text);   /* false: the text came, and it is not stopped yet */
int  pty_wait_end(Pty *pty);                 /* exit code, or 128 + signal */
bool pty_is_silent(Pty *pty, int ms);        /* sends nothing for so long */
void pty_settle(Pty *pty);                   /* until it has been silent for a moment */
void pty_settle_for(Pty *pty, int ms);

const char *pty_screen(Pty *pty);            /* rows of text, right ends trimmed; until the next call */
const char *pty_sent(const Pty *pty, size_t *count);   /* raw bytes since pty_forget */
int64_t pty_sent_at_us(const Pty *pty);      /* when the last of them came, CLOCK_MONOTONIC */
void pty_forget(Pty *pty);
const char *pty_said(const Pty *pty);        /* standard error, until the next call */
bool pty_coloured(Pty *pty);                 /* any cell with a colour of its own */
bool pty_line_restored(const Pty *pty);      /* echo, line editing, signals: as before the program; also after its end */

/* The program without a terminal: what it prints and its exit code. */
typedef struct {
	char *out, *err;
	int   code;
} ProgramRun;
const ProgramRun *program_run(const PtySetup *setup, const char *input);   /* until the next call */

/* An admin's hands. Each ends when the screen says it is done. */
void pty_sign_in(Pty *pty, const char *user, const char *password);
void pty_filter(Pty *pty, const char *words, const char *count);   /* count: "1 of 1 284" */
/* The form of the alias under the cursor, filled but not saved. Of extension, protocol and active NULL stays. */
void pty_edit(Pty *pty, const char *alias_id, const char *name, const char *extension, const char *protocol, const char *active);
void pty_make_support_tech(Pty *pty);        /* SupportDesk: name TechSupport, extension 1002, SIP, active Y; to the review */
void pty_save(Pty *pty, const char *said);
void pty_type_delete(Pty *pty, const char *alias_id);   /* of the alias under the cursor: its ID typed, not yet done */
void pty_press_delete(Pty *pty, const char *said);
void pty_quit(Pty *pty);

#endif
