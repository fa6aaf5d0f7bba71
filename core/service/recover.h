/* Settling intents that have no outcome (RELIABILITY 2.6), at the start, after a lost connection, before a change of the same
 * row, and by "audit reconcile": take the dead session's fence, look at the rows by key and at both logs, append exactly one outcome,
 * add missing log rows and flags of applied steps, nothing else. Data rows are never written. */
#ifndef CORE_SERVICE_RECOVER_H
#define CORE_SERVICE_RECOVER_H

#include "core/service/service.h"

/* Calls say once for each intent: "8302x: the change of 14:31 by 6666 was applied; its log row was added." */
bool recover_run(Service *service, void (*say)(void *context, const char *sentence), void *context, Err *err) MUST_CHECK;

#endif
