/* How one plan is written (RELIABILITY 2.3): rights again, rows re-read and compared with their guards, INTENT, one
 * compare-and-swap a row with read-back, rebuild flags, VICIdial's log rows, OUTCOME, and only then "saved". */
#ifndef CORE_SERVICE_CHANGE_H
#define CORE_SERVICE_CHANGE_H

#include "core/service/service.h"

/* False with ERR_CONFLICT (nothing written), ERR_PARTIAL, ERR_AUDIT, …; out is filled as far as it came. */
bool change_run(Service *service, Plan *plan, AdminVoice voice, const IntentOrigin *origin, ChangeResult *out, Err *err) MUST_CHECK;

/* For tests: called at each numbered point of change_run (1 after the intent, 2 after each step, 3 before the log rows,
 * 4 before the outcome). Only the crash tests set it. */
#ifdef VICIALIAS_TEST
extern void (*change_at_point)(int point);
#endif

/* Consequences of a step that was applied, shared with recovery: the log row if it is not there, and the flags. */
bool change_consequences(Service *service, const Plan *plan, const StepClass *classes, const AuditEvent *intent, const char *actor,
                         AdminVoice voice, int64_t *log_ids, Text *servers, bool *added, Err *err) MUST_CHECK;

#endif
