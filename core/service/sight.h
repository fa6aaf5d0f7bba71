/* Which entries of the audit log an admin sees: those about no alias, and those about aliases of the admin's user groups. */
#ifndef CORE_SERVICE_SIGHT_H
#define CORE_SERVICE_SIGHT_H

#include "core/service/service.h"

/* Which aliases there are, and which of them are seen, as of one reading; a deleted one is judged entry by entry. */
typedef struct {
	Service *service;
	Arena   *mem;
	const char **seen, **hidden; size_t seen_count, hidden_count;   /* in login_compare order */
} Sight;

/* *out NULL: the admin sees all. */
bool sight_open(Service *service, Sight **out, Err *err) MUST_CHECK;
/* For AuditQuery; lives as long as the sight. */
AuditEyes sight_eyes(Sight *sight);
void sight_close(Sight *sight);              /* NULL is nothing */

#endif
