/* The inside of the conflict screen, for tui/views/conflict*.c only. */
#ifndef TUI_VIEWS_CONFLICT_INSIDE_H
#define TUI_VIEWS_CONFLICT_INSIDE_H

#include "tui/ui.h"
#include "tui/views/conflict.h"
#include "tui/widgets/table.h"

enum { CONFLICT_BUTTONS = 3 };

typedef struct {
	View        view;
	ConflictArg arg;
	Plan       *plan;                        /* of what is chosen; NULL until it is reviewed */
	Table       table;                       /* of the rows that differ */
	size_t      button;
	bool        asking, reviews, writing;    /* reviews: as soon as the phones are looked up */
} Conflict;

/* What stands where for each kind. A button that is NULL is not there. */
typedef struct {
	const char *opened, *mine;               /* heads of the columns; mine NULL: there is no such column */
	const char *keep_theirs, *keep_mine;
	const char *buttons[CONFLICT_BUTTONS];   /* review, back, discard */
} ConflictWords;

const ConflictWords *conflict_words(const Conflict *conflict);
const MergeRow      *conflict_row(const Conflict *conflict, size_t at);  /* of those that differ; NULL: no more */
void conflict_label(const MergeRow *row, char *out, size_t cap);         /* "phones", "8302b active" */
void conflict_draw(View *view, const Ui *ui, Canvas *canvas, Rect area); /* conflict_draw.c */

#endif
