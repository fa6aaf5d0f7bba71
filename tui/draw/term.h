/* The terminal: the only file that knows curses. Shows a Canvas, reads bytes into Events, gives the terminal back whatever
 * happens (exit, error, fatal signal, Ctrl-Z). Main thread only. Colours are reduced here and only here:
 * 24-bit, 256, 16, 8, mono. */
#ifndef TUI_DRAW_TERM_H
#define TUI_DRAW_TERM_H

#include "tui/draw/canvas.h"
#include "tui/draw/keys.h"

typedef struct {
	int  esc_delay_ms;
	char told[160];                          /* out: "TERM=putty-256color is not known here: using xterm-256color"; "" */
} TermSetup;

/* False: one sentence (TERM unset, malformed, unable to move the cursor; not a terminal), terminal untouched. */
bool term_open(TermSetup *setup, Err *err) MUST_CHECK;
void term_close(void);
void term_theme(const Theme *theme);         /* the one called mono sends no colour at all */
void term_show(const Canvas *canvas);        /* only what changed is sent */
void term_repaint(void);                     /* ^L: everything is sent next time */
void term_size(int *rows, int *cols);
int  term_fd(void);
/* Reads what is there; false: nothing more without waiting. wait_ms: how long an unfinished sequence may still take. */
bool term_event(Event *out, int *wait_ms);
void term_suspend(void);                     /* Ctrl-Z: gives it back, stops, takes it again */
void term_mouse(bool on);                    /* off at first: then the terminal's own selecting and pasting work as ever */
void term_beep(void);
void term_copy(const char *utf8);            /* asks the terminal to take it into its clipboard; many do not */

#endif
