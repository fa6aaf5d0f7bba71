/* Whose an open intent still is (RELIABILITY 2.6): a server's thread goes on for minutes after its client died, so nothing is
 * looked at before the dead session's fence is ours. */
#ifndef CORE_SERVICE_FENCE_H
#define CORE_SERVICE_FENCE_H

#include "core/service/service.h"

/* Waits for a ghost to end, then ends it, unless the server waits for disk space: that would crash the table. *got false:
 * why says in words who has it. Released by database_fence_release. */
bool fence_take(Service *service, const AuditEvent *intent, bool *got, char *why, size_t cap, Err *err) MUST_CHECK;

#endif
