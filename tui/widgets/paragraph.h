/* A text of several lines, broken between words. */
#ifndef TUI_WIDGETS_PARAGRAPH_H
#define TUI_WIDGETS_PARAGRAPH_H

#include "tui/draw/canvas.h"

/* Bytes of utf8 that make the next line of cols cells; *next is where the line after it starts. At least one character. */
size_t paragraph_line(const char *utf8, int cols, const char **next);
int    paragraph_rows(const char *utf8, int cols);
int    paragraph_draw(Canvas *canvas, Rect area, Role role, const char *utf8);   /* returns the rows used */

#endif
