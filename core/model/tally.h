/* What some aliases hold now, counted: for the first step of a bulk change. From a catalog, into an arena of its own; nothing
 * points into the catalog. A phone that several of the aliases have counts once; phones outside the admin's groups do not count. */
#ifndef CORE_MODEL_TALLY_H
#define CORE_MODEL_TALLY_H

#include "core/model/catalog.h"

typedef struct {
	const char *value;                       /* "" is NULL or empty */
	size_t      phones, aliases;             /* phones 0: a value of the alias itself */
} TallyValue;

typedef struct {
	TallyValue *values; size_t count;        /* the most frequent first */
} TallyList;

typedef struct {
	Arena      *mem;
	size_t      aliases, gone;               /* gone: of those asked for, not in the catalog */
	size_t      phones;
	TallyList   protocols, actives, groups;
	TallyList   missing;                     /* logins that no phone has; aliases: how many list it */
	size_t      names;                       /* different ones */
	const char *name;                        /* the first of them */
	const char *login;                       /* the first phone's */
	const char **blocked;                    /* IDs of the aliases with a missing login, in order */
	size_t      blocked_count;
} Tally;

Tally *tally_make(const Catalog *cat, const AliasId *ids, size_t count);
void   tally_free(Tally *tally);             /* NULL is nothing */

#endif
