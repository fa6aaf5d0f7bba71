#include <string.h>

#include "core/base/text.h"
#include "core/data/vicidial_part.h"

enum { API_FUNCTION_MAX = 20, API_SOURCE_MAX = 20, API_REASON_MAX = 255, API_DATA_MAX = 1000 };

bool vicidial_alias_by_name(Database *db, const GroupScope *scope, const char *name, char *id, size_t cap, size_t *count, Err *err)
{
	Rows *rows;
	*count = 0;
	if (!vicidial_read(db, SQL_VICIDIAL_ALIAS_BY_NAME, &name, 1, 0, &rows, err))
		return false;
	for (size_t i = 0; i < rows->count; i++)
		if (group_scope_sees(scope, rows_text(rows, i, 1)) && (*count)++ == 0)
			text_copy(id, cap, rows_text(rows, i, 0));
	rows_free(rows);
	return true;
}

/* Cut to its column, harmless to whoever reads the log in a terminal. */
static Value fit(char *out, size_t max, const char *text)
{
	out[text_visible(out, max + 1, text ? text : "", text ? strlen(text) : 0)] = '\0';
	return value_text(out);
}

bool vicidial_api_log_add(Database *db, const ApiLogRow *row, Err *err)
{
	Written written;
	char user[USER_MAX + 1], function[API_FUNCTION_MAX + 1], reason[API_REASON_MAX + 1], source[API_SOURCE_MAX + 1];
	char data[API_DATA_MAX + 1], took[24];
	text_format(took, sizeof took, "%.6f", (double)row->took_ms / 1000);
	Value values[] = {
		fit(user, USER_MAX, row->user), fit(function, API_FUNCTION_MAX, row->function), value_text(row->result),
		fit(reason, API_REASON_MAX, row->reason), fit(source, API_SOURCE_MAX, row->source), fit(data, API_DATA_MAX, row->data),
		value_text(took),
	};
	Statement statement = { .sql = SQL_VICIDIAL_API_LOG_ADD, .values = values, .value_count = sizeof values / sizeof *values,
	                        .as_text = UINT64_MAX };
	return database_write(db, &statement, &written, err);
}
