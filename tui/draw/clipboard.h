/* Asking the terminal to take a text into its clipboard (OSC 52), as bytes. Pure; term.c sends them. */
#ifndef TUI_DRAW_CLIPBOARD_H
#define TUI_DRAW_CLIPBOARD_H

#include "core/base/text.h"

/* What stands between us and the terminal and must be told to let it pass. */
typedef enum { CLIPBOARD_DIRECT, CLIPBOARD_TMUX, CLIPBOARD_SCREEN } ClipboardWay;

/* term, tmux, sty: the environment's TERM, TMUX and STY; each may be NULL. False: a terminal that would show the bytes. */
bool clipboard_way(const char *term, const char *tmux, const char *sty, ClipboardWay *out);
void clipboard_bytes(Text *out, ClipboardWay way, const char *utf8);

#endif
