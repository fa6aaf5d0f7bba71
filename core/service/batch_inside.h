/* What the files core/service/batch*.c hand to each other, and recovery asks of them. Private to core/service. */
#ifndef CORE_SERVICE_BATCH_INSIDE_H
#define CORE_SERVICE_BATCH_INSIDE_H

#include "core/service/batch.h"

/* The BATCH_OPEN with this number, and its changes, the last first; both are the caller's. */
bool batch_find(Service *service, int64_t seq, AuditPage **open, AuditPage **changes, Err *err) MUST_CHECK;
/* A BATCH_CLOSE that says how it stands, and why it is no longer under way. */
bool batch_close_event(Service *service, const uint8_t batch_id[16], const BatchStand *stand, const char *why, Text *payload,
                       AuditEvent *event, Err *err) MUST_CHECK;
/* The changes that a dead session left open in a batch were settled: closes it, and says how it stands. "" while one is open. */
bool batch_settled(Service *service, const uint8_t batch_id[16], char *sentence, size_t cap, Err *err) MUST_CHECK;

#endif
