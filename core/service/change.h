/* How one plan is written (RELIABILITY 2.3): rights again, rows re-read and compared with their guards, INTENT, one
 * compare-and-swap a row with read-back, rebuild flags, VICIdial's log rows, OUTCOME, and only then "saved". */
#ifndef CORE_SERVICE_CHANGE_H
#define CORE_SERVICE_CHANGE_H

#include "core/service/service.h"

/* origin: of a request, NULL for the console; it decides whose words VICIdial's log gets.
 * False with ERR_CONFLICT (nothing written), ERR_PARTIAL, ERR_AUDIT, …; out is filled as far as it came. */
bool change_run(Service *service, Plan *plan, const IntentOrigin *origin, ChangeResult *out, Err *err) MUST_CHECK;

/* Where a crash would leave different traces. Test builds call change_at_point there; the program does not have it. */
typedef enum { POINT_INTENT, POINT_STEP, POINT_FLAGS, POINT_LOG, POINT_OUTCOME } ChangePoint;
#ifdef VICIALIAS_TEST
extern void (*change_at_point)(ChangePoint point);
#endif

/* What follows from the steps that were applied, shared with recovery; each is done at most once: the rebuild flags of
 * plan->servers, and VICIdial's log row of each applied step unless it is there already (look). log_ids has a place for each
 * step. The log rows bear the intent's actor; address is the caller's. */
typedef struct {
	const Plan       *plan;
	const StepClass  *classes;
	const AuditEvent *intent;
	AdminVoice        voice;
	const char       *address;
	bool              look;
	int64_t          *log_ids;               /* out: admin_log_id of each step, 0 none */
	size_t            added;                 /* out: log rows written */
	Text              servers;               /* out: flagged, comma separated */
} Consequences;
bool change_follow(Service *service, Consequences *what, Err *err) MUST_CHECK;
bool change_append_outcome(Service *service, const AuditEvent *intent, const Outcome *outcome, StepClass class, Err *err) MUST_CHECK;

bool change_row_state(Service *service, const Step *step, RowState *out, Err *err) MUST_CHECK;

#endif
