/* What every view draws on: a grid of characters and roles, with no terminal behind it. One file shows it with ncurses
 * (term.c), the stories compare it, the screenshots draw it.
 *
 * canvas_put sanitises what it is given (core/base/text.h), so nothing from the database reaches a terminal raw.
 * Coordinates are absolute; what falls outside clip is cut, a cut in the middle of a wide character leaves a blank. */
#ifndef TUI_DRAW_CANVAS_H
#define TUI_DRAW_CANVAS_H

#include <stddef.h>

#include "tui/draw/sign.h"

typedef struct {
	char    text[15];                        /* one character with at most two combining marks; "" is a blank */
	uint8_t role : 6, wide : 1, tail : 1;    /* wide: two cells; tail: the right half of one */
} Cell;

typedef struct { int row, col, rows, cols; } Rect;

/* A place that takes a click: what it is to the view that drew it. */
typedef struct {
	Rect area;
	int  stop;                               /* what has the focus then, by the view's own numbers */
	int  choice;                             /* among several at one stop, from 1; 0: the stop itself */
	bool press;                              /* as Enter there */
} Spot;
enum { CANVAS_SPOTS = 64 };

typedef struct {
	int   rows, cols;
	int   cursor_row, cursor_col;            /* the real cursor; -1: hidden */
	bool  ascii;                             /* lines and signs in ASCII */
	Cell *cells;
	Spot  spots[CANVAS_SPOTS]; size_t spot_count;   /* of the view on top */
} Canvas;

void canvas_size(Canvas *canvas, int rows, int cols);     /* (re)allocates and clears; zero-initialise before the first */
void canvas_free(Canvas *canvas);
void canvas_clear(Canvas *canvas);
Rect canvas_all(const Canvas *canvas);
void canvas_fill(Canvas *canvas, Rect area, Role role);
int  canvas_put(Canvas *canvas, Rect clip, int row, int col, Role role, const char *utf8);   /* cells used */
/* In width cells exactly: cut with the cut sign, padded with blanks. align: -1 left, 1 right. Returns width. */
int  canvas_cell(Canvas *canvas, Rect clip, int row, int col, int width, int align, Role role, const char *utf8);
int  canvas_sign(Canvas *canvas, Rect clip, int row, int col, Sign sign);
int  canvas_sign_as(Canvas *canvas, Rect clip, int row, int col, Role role, Sign sign);
void canvas_role(Canvas *canvas, Rect area, Role role);   /* recolours what is there */
void canvas_rule(Canvas *canvas, Rect clip, int row, Role role, const char *title);   /* ── title ──────── */
void canvas_box(Canvas *canvas, Rect area, Role role, const char *title);             /* frame, and the inside cleared */
void canvas_cursor(Canvas *canvas, int row, int col);
void canvas_spot(Canvas *canvas, Rect clip, Spot spot);   /* what does not fit among the others takes no click */
Rect rect_common(Rect a, Rect b);
Rect rect_inside(Rect area, int by_rows, int by_cols);
Rect rect_middle(const Canvas *canvas, int rows, int cols);   /* centred, cut to the canvas */

#endif
