/* What a step of an interrupted change came to, from what can be observed once nothing of it can still strike
 * (RELIABILITY 2.6). Pure: who observes is core/service/recover.c. */
#ifndef CORE_MODEL_SETTLE_H
#define CORE_MODEL_SETTLE_H

#include "core/model/plan.h"

/* What a later change of ours found in the row, and whether it wrote. */
typedef enum { WITNESS_NONE, WITNESS_SAW_AFTER, WITNESS_REPLACED_BEFORE } Witness;

/* What the process itself noted of the step's statement before it was killed. TRAIL_SENT: no more than that it may have gone
 * out. */
typedef enum { TRAIL_SENT, TRAIL_NOT_SENT, TRAIL_WRITTEN, TRAIL_NOT_WRITTEN } Trail;

typedef struct {
	RowState state;
	Trail    trail;
	bool     logged;                         /* VICIdial's log has the row of this very step */
	bool     same_by_others;                 /* it has somebody else's, since, that set the same values */
	bool     deleted_by_others;              /* it has somebody else's, since, that deleted the row */
	Witness  witness;
} Evidence;

StepClass settle_class(const Step *step, const Evidence *evidence);
/* Would only a later change of ours decide? Asked before looking for one. */
bool      settle_needs_witness(const Step *step, const Evidence *evidence);
/* what: the later step on the same row; class: how it ended. */
Witness   settle_witness(const Step *step, const Step *what, StepClass class);

#endif
