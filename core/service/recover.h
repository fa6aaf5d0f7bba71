/* Settling intents that have no outcome, at the start (DESIGN part 9, "What the first version needs"): take the dead
 * session's fence (20 s), look at the rows by key and at VICIdial's log, append exactly one outcome, add missing log rows
 * and flags of applied steps, nothing else. Data rows are never written. */
#ifndef CORE_SERVICE_RECOVER_H
#define CORE_SERVICE_RECOVER_H

#include "core/service/service.h"

/* Calls say once for each intent: "8302x: the change of 14:31 by 6666 was applied; its log row was added." */
bool recover_run(Service *service, void (*say)(void *context, const char *sentence), void *context, Err *err) MUST_CHECK;

#endif
