/* One line of text being edited: characters, a cursor, a scroll. Emacs-like keys: ^A ^E ^K ^U ^W, Home, End. */
#ifndef TUI_WIDGETS_LINE_H
#define TUI_WIDGETS_LINE_H

#include "tui/draw/canvas.h"
#include "tui/draw/keys.h"

enum { LINE_CAP = 1100 };
typedef struct {
	char   text[LINE_CAP];                   /* UTF-8 */
	size_t cursor;                           /* bytes */
	size_t max_chars;                        /* 0: as many as fit. Typing past it is refused, and line_key says so */
	bool   secret;
	bool   full;                             /* the last key or paste did not fit whole */
} Line;

void line_set(Line *line, const char *utf8);              /* cursor at the end */
bool line_key(Line *line, const Event *event);            /* true: it was for the line */
/* In width cells; sets the canvas' cursor when focused. */
void line_draw(const Line *line, Canvas *canvas, Rect clip, int row, int col, int width, Role role, bool focused);
void line_wipe(Line *line);

#endif
