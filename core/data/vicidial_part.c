#include "core/data/vicidial_part.h"

#include <string.h>

bool vicidial_read(Database *db, SqlId sql, const char *const *texts, size_t count, size_t list, Rows **out, Err *err)
{
	Value *values = mem_take(count * sizeof *values);
	for (size_t i = 0; i < count; i++)
		values[i] = value_text(texts[i]);
	Statement statement = { .sql = sql, .values = values, .value_count = count, .as_text = UINT64_MAX, .list = list };
	bool ok = database_read(db, &statement, out, err);
	mem_free(values);
	return ok;
}

bool vicidial_fact(Database *db, SqlId sql, const char *const *texts, size_t count, Rows **out, Err *err)
{
	Value values[2] = { 0 };
	for (size_t i = 0; i < count; i++)
		values[i] = value_text(texts[i]);
	Statement statement = { .sql = sql, .values = values, .value_count = count, .as_text = UINT64_MAX };
	return database_fact(db, &statement, out, err);
}

bool vicidial_column_type(Database *db, const char *table, const char *column, Arena *mem, const char **out, Err *err)
{
	Rows *rows;
	if (!vicidial_fact(db, SQL_VICIDIAL_COLUMN_TYPE, (const char *[]){ table, column }, 2, &rows, err))
		return false;
	*out = rows->count ? arena_text(mem, rows_text(rows, 0, 0)) : "";
	rows_free(rows);
	return true;
}

/* A DBA may keep a column from the database user. */
bool vicidial_may_read(Database *db, const char *table, const char *column, bool *out, Err *err)
{
	Rows *rows;
	if (!vicidial_fact(db, SQL_VICIDIAL_CHECK_COLUMNS, &table, 1, &rows, err))
		return false;
	*out = false;
	for (size_t i = 0; i < rows->count; i++)
		*out = *out || (strcasecmp(rows_text(rows, i, 0), column) == 0 && strstr(rows_text(rows, i, 1), "select"));
	rows_free(rows);
	return true;
}

Value vicidial_value(Arena *mem, const Rows *rows, size_t row, size_t column)
{
	Value value = rows_value(rows, row, column);
	if (!value.null)
		value.bytes = (const uint8_t *)arena_bytes(mem, value.bytes, value.length);
	return value;
}

Stored vicidial_stored(Arena *mem, const Rows *rows, size_t row, size_t column)
{
	return (Stored){ .raw = vicidial_value(mem, rows, row, column), .text = arena_text(mem, rows_text(rows, row, column + 1)) };
}
