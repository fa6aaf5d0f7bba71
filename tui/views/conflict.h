/* Three versions of an alias side by side: when opened, stored now, yours; what is kept of each value is chosen, reviewed and
 * then written, with what is seen here as its guard. Nothing that was typed is lost: going back leads to where it was typed. */
#ifndef TUI_VIEWS_CONFLICT_H
#define TUI_VIEWS_CONFLICT_H

#include "core/model/merge.h"
#include "core/service/ops.h"
#include "tui/view.h"

typedef enum { CONFLICT_EDIT, CONFLICT_DELETE, CONFLICT_UNDO, CONFLICT_RESTORE } ConflictKind;

typedef struct {
	ConflictKind    kind;
	unsigned        asker;                   /* closed with all above it once it is saved or discarded */
	Merge          *merge;                   /* taken */
	Record         *record;                  /* taken: as stored now; NULL: the alias was deleted */
	LastChangeReply last;                    /* who changed it; user "": no log says */
	int64_t         opened_us;               /* 0: not said */
	int64_t         seq;                     /* CONFLICT_RESTORE: of the version; 0: it has none, but its time is opened_us */
	char            why[300];                /* CONFLICT_UNDO: who changed what since, in words */
} ConflictArg;

#endif
