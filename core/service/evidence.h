/* What can be observed of one step of an interrupted change, when its fence is ours: the row by its key, VICIdial's log, and what
 * later changes of ours found. */
#ifndef CORE_SERVICE_EVIDENCE_H
#define CORE_SERVICE_EVIDENCE_H

#include "core/model/settle.h"
#include "core/service/anchors.h"

/* voice: whose words the step's log row has. scanned: where the server died since, what VICIdial's log really holds; else NULL.
 * *log_id: of that row, 0 none. */
bool evidence_gather(Service *service, const AuditEvent *intent, const Plan *plan, size_t step, AdminVoice voice,
                     const Anchors *scanned, Evidence *out, int64_t *log_id, Err *err) MUST_CHECK;

#endif
