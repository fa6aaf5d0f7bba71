#include "core/data/vicidial_part.h"

enum { ID, AT, USER, TYPE, CODE, EVENT_SQL, NOTES, NOW };

static const char *text_of(Arena *mem, const Rows *rows, size_t row, size_t column)
{
	const char *text = rows_text(rows, row, column);
	return arena_text(mem, text ? text : "");
}

bool vicidial_log_of(Database *db, Arena *mem, const char *section, const char *record_id, bool all,
                     LoggedChange **out, size_t *count, Err *err)
{
	Rows *rows;
	SqlId sql = all ? SQL_VICIDIAL_HISTORY : SQL_VICIDIAL_LAST_CHANGE;
	if (!vicidial_read(db, sql, (const char *[]){ section, record_id }, 2, 0, &rows, err))
		return false;
	*count = rows->count;
	*out = arena_take(mem, (rows->count + 1) * sizeof **out);
	for (size_t i = 0; i < rows->count; i++)
		(*out)[i] = (LoggedChange){
			.id = rows_number(rows, i, ID, 0), .at_us = rows_number(rows, i, AT, 0) * 1000000,
			.age_us = (rows_number(rows, i, NOW, 0) - rows_number(rows, i, AT, 0)) * 1000000,
			.user = text_of(mem, rows, i, USER), .type = text_of(mem, rows, i, TYPE), .code = text_of(mem, rows, i, CODE),
			.sql = text_of(mem, rows, i, EVENT_SQL), .notes = text_of(mem, rows, i, NOTES),
		};
	rows_free(rows);
	return true;
}
