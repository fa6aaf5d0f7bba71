/* What is wrong with all aliases of a catalog, counted by kind. Made by the worker in one pass, handed over whole, immutable:
 * it lies in the arena of its catalog, which it owns. */
#ifndef CORE_MODEL_HEALTH_REPORT_H
#define CORE_MODEL_HEALTH_REPORT_H

#include "core/model/health.h"

typedef struct {
	const uint32_t *aliases; size_t count;   /* indexes in the catalog, by ID */
} Found;

typedef struct {
	Catalog    *catalog;
	LoginLog    log;
	bool        passwords;                   /* they were compared */
	Found       of[FINDING_COUNT];
	size_t      total;                       /* findings of all kinds */
	size_t      sick;                        /* aliases that have any */
} HealthReport;

/* Takes the catalog; log and what it names must lie in its arena, or outlive it. */
HealthReport *health_report(Catalog *cat, const LoginLog *log, bool passwords);
void          health_report_free(HealthReport *report);

#endif
