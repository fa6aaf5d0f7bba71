/* Alias IDs as people paste them: one a line, or separated by commas, semicolons, tabs or blanks; quotes around one fall away.
 * Each ID once, as logins compare (login_compare); in the order they came. */
#ifndef CORE_MODEL_ID_LIST_H
#define CORE_MODEL_ID_LIST_H

#include "core/base/mem.h"
#include "core/model/catalog.h"

typedef struct {
	const char **ids; size_t count;
} IdList;

/* In mem, and with it freed. */
IdList id_list_parse(Arena *mem, const char *text);
/* Those that the catalog has not. known: how many it has. */
IdList id_list_unknown(Arena *mem, const IdList *list, const Catalog *cat, size_t *known);

#endif
