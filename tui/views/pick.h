/* A list to choose from, narrowed by typing; calls back with the value. */
#ifndef TUI_VIEWS_PICK_H
#define TUI_VIEWS_PICK_H

#include "tui/view.h"

typedef struct {
	const char *value, *text;                /* what is given back, what is shown */
	bool        chosen;                      /* already in; of one: where the cursor starts */
} PickItem;

/* items are copied. several: Space toggles, Enter gives each change back by done with the value. */
typedef struct {
	const char     *title, *help;
	const PickItem *items; size_t count;
	bool            several;
	unsigned        asker;                   /* serial of the view to call back; checked that it is still there */
	void          (*done)(View *asker, Ui *ui, const char *value, bool chosen);
} PickArg;

#endif
