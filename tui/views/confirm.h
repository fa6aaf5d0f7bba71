/* A question with verbs as buttons; the harmless one has the focus. */
#ifndef TUI_VIEWS_CONFIRM_H
#define TUI_VIEWS_CONFIRM_H

#include "tui/view.h"

typedef struct {
	char     title[60], question[200], yes[30], no[30];   /* "Discard 3 changes", "Back to form" */
	unsigned asker;                          /* 0: the ui itself */
	void   (*done)(View *asker, Ui *ui);     /* only when yes was pressed */
	void   (*otherwise)(View *asker, Ui *ui);   /* when it was no; NULL: nothing is to be done then */
} ConfirmArg;

#endif
