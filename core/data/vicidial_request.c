#include <string.h>

#include "core/base/text.h"
#include "core/data/refusal.h"
#include "core/data/vicidial_part.h"

enum { API_FUNCTION_MAX = 20, API_SOURCE_MAX = 20, API_REASON_MAX = 255, API_DATA_MAX = 16000 };

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

/* As VICIdial's session writes it, cut to so many characters, harmless to whoever reads the log in a terminal. */
static Value fit(Arena *mem, size_t most, const char *text, Charset charset)
{
	size_t cap = 4 * strlen(text) + 1;
	char *out = arena_take(mem, cap);
	text_visible(out, cap, text, strlen(text));
	text_narrow(out, charset);
	const char *at = out, *end = out + strlen(out);
	while (most-- > 0 && at < end)
		text_next(&at, end);
	out[at - out] = '\0';
	return value_text(out);
}

static bool insert(Database *db, const ApiLogRow *row, Charset charset, Written *out, Err *err)
{
	Arena *mem = arena_new();
	Value values[] = {
		fit(mem, USER_MAX, row->user, charset), fit(mem, API_FUNCTION_MAX, row->function, charset),
		fit(mem, USER_MAX, row->agent_user, charset), value_text(row->result), fit(mem, API_REASON_MAX, row->reason, charset),
		fit(mem, API_SOURCE_MAX, row->source, charset), fit(mem, API_DATA_MAX, row->data, charset),
		value_text(arena_format(mem, "%.6f", (double)row->took_ms / 1000)),
	};
	Statement statement = { .sql = SQL_VICIDIAL_API_LOG_ADD, .values = values, .value_count = sizeof values / sizeof *values,
	                        .as_text = UINT64_MAX };
	bool ok = database_write(db, &statement, out, err);
	arena_free(mem);
	return ok;
}

bool vicidial_api_log_add(Database *db, const ApiLogRow *row, Err *err)
{
	Written written;
	bool ok = insert(db, row, CHARSET_UTF8MB3, &written, err);
	for (Charset charset = CHARSET_LATIN1; !ok && refusal_is_of_character(written.error) && charset < CHARSET_COUNT; charset++)
		ok = insert(db, row, charset, &written, err);
	return ok;
}
