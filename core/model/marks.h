/* Which aliases are marked: a bit an alias, beside a catalog. A mark belongs to an ID, not to a row: marks_carry brings it over
 * to the next reading. Owned by one thread; zero-initialise it (no aliases); marks_free. */
#ifndef CORE_MODEL_MARKS_H
#define CORE_MODEL_MARKS_H

#include "core/model/catalog.h"

typedef struct {
	uint64_t *bits;
	size_t    aliases;                       /* of the catalog it stands beside */
	size_t    count;                         /* marked */
} Marks;

bool   marks_has(const Marks *marks, size_t alias);
void   marks_set(Marks *marks, size_t alias, bool on);
/* The first marked one from alias on; the catalog's count when there is none. */
size_t marks_next(const Marks *marks, size_t alias);
/* before NULL: there was no reading yet. The mark of an alias that is gone goes with it. */
void   marks_carry(Marks *marks, const Catalog *before, const Catalog *now);
void   marks_free(Marks *marks);

#endif
