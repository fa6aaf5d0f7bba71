/* What a filter sweeps over when it looks at a million rows a key: the catalog's texts one row behind the other, so that memory
 * is read in one go, and which rows are alike in all that comes from tables, so that one of them is asked for all. */
#ifndef CORE_MODEL_SWEEP_H
#define CORE_MODEL_SWEEP_H

#include "core/model/catalog.h"

/* For catalog_finish, when all is joined: lays the texts of aliases, which are the catalog's, anew in mem. */
void        sweep_lay(Arena *mem, Catalog *cat, Alias *aliases);
/* The row's ID, name, list of logins and the extensions of its phones that are not hidden, NUL bytes between; for search_in. */
static inline const char *sweep_text(const Catalog *cat, size_t row, size_t *length)
{
	*length = cat->starts[row + 1] - cat->starts[row] - 1;
	return cat->texts + cat->starts[row];
}

/* Rows of one kind have the same user group, and phones on the same servers with the same protocol and active flag. */
enum { KIND_REST = UINT16_MAX };             /* there are more kinds than that: each of these rows is asked by itself */

#endif
