#include "core/data/schema.h"

#include <string.h>

bool schema_read(Schema *schema, Database *db, Err *err)
{
	return database_read(db, &(Statement){ .sql = SQL_VICIDIAL_COLUMNS }, &schema->columns, err);
}

bool schema_has(const Schema *schema, const char *column, size_t length)
{
	size_t from = 0, to = schema->columns ? schema->columns->count : 0;
	while (from < to) {
		size_t middle = (from + to) / 2;
		Value found = rows_value(schema->columns, middle, 0);
		size_t shorter = found.length < length ? found.length : length;
		int order = memcmp(found.bytes, column, shorter);
		if (order == 0 && found.length == length)
			return true;
		if (order < 0 || (order == 0 && found.length < length))
			from = middle + 1;
		else
			to = middle;
	}
	return !schema->columns;
}
