/* The rows of VICIdial's admin log that name this audit log, read through row by row: its indexes are not asked, since a server
 * that was killed may have left a row that no index of a MyISAM table knows. */
#ifndef CORE_SERVICE_ANCHORS_H
#define CORE_SERVICE_ANCHORS_H

#include "core/service/service.h"

typedef struct {
	AuditAnchor *rows; size_t count, cap;
	int64_t      oldest_log_id;              /* as of AuditAnchors */
} Anchors;

/* progress: rows so far, total 0; NULL: it cannot be stopped. anchors_free in every case. */
bool anchors_read(Service *service, OpProgress progress, void *context, Anchors *out, Err *err) MUST_CHECK;
int64_t anchors_find(const Anchors *anchors, const Anchor *wanted);          /* the row of (op, step), 0 none */
void anchors_free(Anchors *anchors);

#endif
