/* What VICIdial's own API asks of its tables, by its sessions' rules instead of ours: for requests in its dialect. */
#include <string.h>

#include "core/base/text.h"
#include "core/data/vicidial_part.h"

enum { LOGINS_AT_ONCE = 200 };

bool vicidial_uses_non_latin(Database *db, bool *out, Err *err)
{
	Rows *rows;
	if (!vicidial_fact(db, SQL_VICIDIAL_SITE_SETTINGS, NULL, 0, &rows, err))
		return false;
	*out = rows_number(rows, 0, 1, 0) == 1;
	rows_free(rows);
	return true;
}

static const char *narrowed(Arena *mem, const char *value, Charset charset)
{
	char *out = arena_text(mem, value);
	text_narrow(out, charset);
	return out;
}

static size_t bytes_of(const char *text, size_t chars)
{
	const char *at = text, *end = text + strlen(text);
	while (chars-- > 0 && at < end)
		text_next(&at, end);
	return (size_t)(at - text);
}

bool vicidial_fit(Database *db, ColumnId column, const char *value, Arena *mem, Fitted *out, Err *err)
{
	enum { NAME, LENGTH, CHARSET, STRICT };
	Rows *rows;
	size_t row = 0;
	if (!vicidial_fact(db, SQL_VICIDIAL_ALIAS_COLUMNS, NULL, 0, &rows, err))
		return false;
	while (row < rows->count && strcasecmp(rows_text(rows, row, NAME), plan_column_names[column]) != 0)
		row++;
	bool found = row < rows->count, strict = found && rows_number(rows, row, STRICT, 0);
	const char *charset = found ? rows_text(rows, row, CHARSET) : NULL;
	out->sent = narrowed(mem, value, CHARSET_UTF8MB3);
	out->stored = charset && strcmp(charset, "latin1") == 0 ? narrowed(mem, out->sent, CHARSET_LATIN1) : out->sent;
	/* An ID is compared before it is written, which a server refuses where the column lacks a character. */
	bool comparable = column != COLUMN_ALIAS_ID || strcmp(out->stored, out->sent) == 0;
	size_t most = found ? (size_t)rows_number(rows, row, LENGTH, 0) : 0;
	out->stored = arena_bytes(mem, out->stored, bytes_of(out->stored, most));
	out->fits = comparable && (!strict || strcmp(out->stored, value) == 0);
	rows_free(rows);
	return found || fail(err, ERR_STORE, "The table phones_alias has no column %s.", plan_column_names[column]);
}

static bool is_among(const Rows *rows, const char *login)
{
	for (size_t i = 0; i < rows->count; i++)
		if (login_compare(rows_text(rows, i, 0), login) == 0)
			return true;
	return false;
}

/* What differs by more than its case from all that was found may still be equal to one by the column's collation. */
static bool has_phone(Database *db, const Rows *rows, const char *login, bool *has, Err *err)
{
	Rows *count;
	*has = is_among(rows, login);
	if (*has)
		return true;
	if (!vicidial_read(db, SQL_VICIDIAL_LOGIN_COUNT, &login, 1, 0, &count, err))
		return false;
	*has = rows_number(count, 0, 0, 0) > 0;
	rows_free(count);
	return true;
}

static bool first_unknown(Database *db, const char *const *logins, size_t count, const char **out, Err *err)
{
	Rows *rows;
	bool has = true, ok = true;
	if (!vicidial_read(db, SQL_VICIDIAL_LOGINS_KNOWN, logins, count, count, &rows, err))
		return false;
	for (size_t i = 0; i < count && ok && has; i++) {
		ok = has_phone(db, rows, logins[i], &has, err);
		*out = has ? NULL : logins[i];
	}
	rows_free(rows);
	return ok;
}

bool vicidial_unknown_login(Database *db, const char *list, Arena *mem, const char **out, Err *err)
{
	const char *logins[LOGINS_AT_ONCE], *item;
	size_t length;
	*out = NULL;
	while (list && !*out) {
		size_t count = 0;
		while (count < LOGINS_AT_ONCE && logins_next(&list, &item, &length))
			logins[count++] = arena_bytes(mem, item, length);
		if (count > 0 && !first_unknown(db, logins, count, out, err))
			return false;
	}
	return true;
}
