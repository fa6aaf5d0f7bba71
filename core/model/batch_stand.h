/* How many rows of a batch came to what, as its result or the audit log has it, and in words. Pure. */
#ifndef CORE_MODEL_BATCH_STAND_H
#define CORE_MODEL_BATCH_STAND_H

#include "core/model/plan.h"

enum { BATCH_STAND_NAMES = 3 };
typedef struct {
	size_t  written, failed;                 /* by us, whatever became of it; refused, or met somebody else's change */
	size_t  not_started;                     /* not tried, or nothing of it written */
	size_t  in_part;
	size_t  unknown;                         /* its answer never came, or it cannot be known */
	AliasId names[BATCH_STAND_NAMES];        /* of the first unknown ones */
} BatchStand;

/* CLASS_COUNT: it has no outcome yet. */
void batch_stand_add(BatchStand *stand, StepClass class, const char *alias);
bool batch_stand_whole(const BatchStand *stand);             /* all were written */
bool batch_stand_has_rest(const BatchStand *stand);          /* some were not started, or not made whole */
/* "9 written, 1 unknown (8320x), 4 not started" */
void batch_stand_text(const BatchStand *stand, char *out, size_t cap);

#endif
