/* Which columns this site's VICIdial has: its tables have grown for fifteen years. Nothing is asked of a site until a statement
 * has stumbled over a column that is not there. Private to core/data. */
#ifndef CORE_DATA_SCHEMA_H
#define CORE_DATA_SCHEMA_H

#include "core/data/database.h"

typedef struct {
	Rows *columns;                           /* "phones.user_group", in that order; NULL: not asked for */
} Schema;

bool schema_read(Schema *schema, Database *db, Err *err) MUST_CHECK;
/* True, as well, of all while it was not asked for. */
bool schema_has(const Schema *schema, const char *column, size_t length);

#endif
