/* What was typed into a form and not saved when the program was ended by a signal or its terminal went: kept in a file of the
 * admin's own (0600), and offered when the same VICIdial user signs in to the same cluster. Never a password: forms have none. */
#ifndef TUI_DRAFT_H
#define TUI_DRAFT_H

#include "core/model/plan.h"

typedef struct {
	PlanKind kind;                           /* PLAN_EDIT, PLAN_ADD */
	AliasId  alias;                          /* PLAN_EDIT: whose form */
	int64_t  at_us;                          /* when it was kept */
	bool     has[FIELD_COUNT];               /* was edited */
	char     value[FIELD_COUNT][UTF8_CAP(LOGINS_LIST_MAX)];   /* as typed */
} Draft;

void   draft_put(Draft *draft, FieldId field, const char *value);
size_t draft_count(const Draft *draft);      /* of edited fields */
/* One draft is kept for a user and cluster: the newest. */
bool   draft_save(const char *user, const char *cluster, const Draft *draft, Err *err) MUST_CHECK;
bool   draft_find(const char *user, const char *cluster, Draft *out);   /* false: none, or none that can be read */
void   draft_remove(const char *user, const char *cluster);

#endif
