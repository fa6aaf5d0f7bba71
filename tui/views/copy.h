/* Texts to be taken away: each alone on its lines, so that the mouse can select it, and sent to the terminal's clipboard. */
#ifndef TUI_VIEWS_COPY_H
#define TUI_VIEWS_COPY_H

#include "tui/view.h"

enum { COPY_ITEMS = 4 };
typedef struct {
	struct { const char *label, *text; } items[COPY_ITEMS];   /* copied; made visible */
	size_t count;
} CopyArg;

#endif
