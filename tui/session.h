/* What this session has changed: for undo, redo, and the receipt on exit. Main thread only; zero-initialise it. */
#ifndef TUI_SESSION_H
#define TUI_SESSION_H

#include "core/service/ops.h"

typedef struct {
	int64_t   first_seq;                     /* of the change as it was first made */
	int64_t   seq;                           /* of what stands now: the change, or the last redo of it */
	int64_t   undo_seq;                      /* of what undid it last; 0: nothing did */
	uint8_t   op_id[16], undo_op[16];        /* of these two */
	bool      undone, lost;                  /* lost: undone, and another change came since: no redo */
	unsigned  undone_at;                     /* which undo it was, counted */
	bool      batch;                         /* the numbers are of batches */
	StepClass class;
	AliasId   alias;                         /* of a batch: "37 aliases" */
	char      told[600];                     /* what was and what is; of a batch its title */
} SessionChange;

typedef struct {
	SessionChange *changes; size_t count;    /* oldest first */
	unsigned       undos;
} Session;

/* After each OP_APPLY, whatever it came to; one that wrote nothing is no change. */
void session_add(Session *session, const ChangeResult *result);
/* After each OP_BATCH_APPLY. */
void session_add_batch(Session *session, const Batch *batch, const BatchResult *result);
const SessionChange *session_undoable(const Session *session);    /* the newest that stands; NULL: none */
const SessionChange *session_redoable(const Session *session);    /* the one undone last; NULL: none */
/* What goes into a ticket; nothing when nothing was changed. head: of the audit log, which makes the receipt provable. */
void session_receipt(const Session *session, const char *who, const char *place, int64_t head_seq, const uint8_t head[32], Text *out);
void session_free(Session *session);

#endif
