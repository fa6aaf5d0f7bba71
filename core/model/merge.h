/* Three versions of one alias, value by value: as it was opened, as it is stored now, and as it is to be; and which of them is
 * kept. Values that nobody changed are there too, so that a newer reading can be seen (merge_see). Pure; one arena owns all,
 * record and plan may be freed. */
#ifndef CORE_MODEL_MERGE_H
#define CORE_MODEL_MERGE_H

#include "core/model/history.h"

typedef enum { KEEP_BOTH, KEEP_THEIRS, KEEP_MINE, KEEP_COUNT } Keep;

typedef struct {
	ColumnId    column;
	const char *login;                       /* the phone's whose column it is; NULL: the alias' own */
	Value       extension, server_ip;        /* the phone's key */
	const char *opened, *now, *mine;         /* NULL: not there, or SQL's NULL */
	const char *both;                        /* of a phone list that both sides changed: the sets merged; else NULL */
	const char *told;                        /* whose removals both takes over; "" */
	Keep        keep;
} MergeRow;

typedef struct {
	Arena    *mem;
	AliasId   alias;
	bool      gone;                          /* there is no such alias any more: mine makes it again */
	MergeRow *rows; size_t count;
} Merge;

/* mine: the plan made of opened that could not be written. now NULL: the alias was deleted. */
Merge *merge_edit(const Record *opened, const Record *now, const Plan *mine);
/* opened: as the change left it; mine: as it was before. */
Merge *merge_undo(const char *alias, const Version *change, const Record *now);
/* opened: as it is stored now; mine: as it was with that version, of a delete before it. Of phones, what our log knows to be changed since. */
Merge *merge_restore(const History *history, size_t version, const Record *now);
/* A newer reading. What was chosen stays chosen where it still is a choice. */
void   merge_see(Merge *merge, const Record *now);
void   merge_free(Merge *merge);             /* NULL is nothing */

bool        merge_differs(const MergeRow *row);          /* the three are not all alike */
bool        merge_offers(const MergeRow *row, Keep keep);
bool        merge_others(const Merge *merge);            /* others changed something, to other than mine */
const char *merge_kept(const MergeRow *row);
/* What the choices come to, to be planned from the record that was seen. Lends the merge's strings. */
Wish        merge_wish(const Merge *merge);
/* Logins in one list: opened's that neither side removed, in its order, theirs added, mine added. A phone that one side removed
 * and the other changed (changed_by_*: logins) stays; told says whose removals were followed and which were not. */
const char *merge_lists(Arena *mem, const char *opened, const char *theirs, const char *mine, const char *changed_by_them,
                        const char *changed_by_me, const char **told);

#endif
