#include "core/base/text.h"
#include "core/data/database.h"

static Statement about(SqlId sql, unsigned long connection, char number[24], Value *value)
{
	text_format(number, 24, "%lu", connection);
	*value = value_text(number);
	return (Statement){ .sql = sql, .values = value, .value_count = 1, .as_text = 1 };
}

bool database_uptime(Database *db, int64_t *seconds, Err *err)
{
	Rows *rows;
	if (!database_read(db, &(Statement){ .sql = SQL_VICIDIAL_UPTIME }, &rows, err))
		return false;
	*seconds = rows->count ? rows_number(rows, 0, 1, 0) : 0;
	rows_free(rows);
	return true;
}

bool database_read_only(Database *db, bool *out, Err *err)
{
	Rows *rows;
	if (!database_read(db, &(Statement){ .sql = SQL_VICIDIAL_SERVER_READ_ONLY }, &rows, err))
		return false;
	*out = rows->count && rows_number(rows, 0, 0, 0);
	rows_free(rows);
	return true;
}

bool database_thread(Database *db, unsigned long connection, bool *there, char *state, size_t cap, Err *err)
{
	char number[24];
	Value value;
	Rows *rows;
	Statement ask = about(SQL_VICIDIAL_FENCE_STATE, connection, number, &value);
	if (!database_read(db, &ask, &rows, err))
		return false;
	*there = rows->count > 0;
	text_copy(state, cap, *there ? rows_text(rows, 0, 0) : "");
	rows_free(rows);
	return true;
}

bool database_thread_kill(Database *db, unsigned long connection, Err *err)
{
	char number[24];
	Value value;
	Written ignored;
	Statement end = about(SQL_VICIDIAL_FENCE_KILL, connection, number, &value);
	return database_write(db, &end, &ignored, err);
}
