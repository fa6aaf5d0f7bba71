/* Taking a change back is a plan like any other (RELIABILITY 2.11): its guards are the rows' present bytes, which must stand as
 * the change left them; its new values are the bytes that stood there before. Undoing an undo is redo.
 *
 * A change that was made in part is undone for the rows that were written. A row that stands as before already is left alone;
 * one that stands in any third way makes the whole undo impossible. Pure. */
#ifndef CORE_MODEL_PLAN_UNDO_H
#define CORE_MODEL_PLAN_UNDO_H

#include "core/model/plan.h"

/* A change as the log has it, and its rows as they are now. Lends all. */
typedef struct {
	const Plan      *done;
	const StepClass *classes;                /* how each step ended */
	const Observed  *now;                    /* the row of each step */
	int64_t          first_seq;              /* the change it is about in the end: an undo is about what it undid */
	bool             is_redo;                /* done is what undid it last */
} Undoing;

typedef enum { UNDO_READY, UNDO_NEVER_WRITTEN, UNDO_UNDONE, UNDO_CHANGED } UndoState;
/* step: which row changed, of UNDO_CHANGED. */
UndoState plan_undo_state(const Undoing *what, size_t *step);

/* Of an UNDO_READY change. record: its alias as it is now, or without one, with the phones of the change and of the list that
 * comes back. A Plan with problems cannot be written. Owned by the caller: plan_free. */
Plan *plan_undo(const Undoing *what, const Record *record);

/* The step that takes one back from what stands there now, byte for byte. Values are copied to mem. */
Step step_reverse(Arena *mem, const Step *done, const Observed *now);

#endif
