/* "[ Save ]": a verb that Enter presses when it has the focus. */
#ifndef TUI_WIDGETS_BUTTON_H
#define TUI_WIDGETS_BUTTON_H

#include "tui/draw/canvas.h"

typedef struct {
	const char *label;
	bool        focused, disabled;
	int         stop;                        /* for a click, see Spot */
} Button;

int button_width(const char *label);
int button_draw(Canvas *canvas, Rect clip, int row, int col, Button button);   /* cells used; the cursor goes on a focused one */

#endif
