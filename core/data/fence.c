#include "core/data/fence.h"

#include <string.h>

#include "core/base/sys.h"
#include "core/base/text.h"
#include "core/data/database.h"
#include "core/data/refusal.h"

enum { FENCE_SLICE_S = 5 };

void fence_name(char out[FENCE_NAME], const uint8_t session[16])
{
	sys_hex(out + text_format(out, FENCE_NAME, "va.s."), session, 16);
}

static void info_fill(DatabaseInfo *info, const Rows *rows, unsigned long greeted_as)
{
	enum { FENCE, CONNECTION, HOST, VERSION_TEXT, IS_READ_ONLY, SQL_MODE, ZONE };
	const char *read_only = rows_text(rows, 0, IS_READ_ONLY);
	info->connection_id = (unsigned long)rows_number(rows, 0, CONNECTION, 0);
	text_copy(info->host, sizeof info->host, rows_text(rows, 0, HOST));
	text_copy(info->version, sizeof info->version, rows_text(rows, 0, VERSION_TEXT));
	text_copy(info->zone, sizeof info->zone, rows_text(rows, 0, ZONE));
	info->mariadb = strstr(info->version, "MariaDB") != NULL;
	/* A number once, a word in newer MariaDB. */
	info->read_only = read_only && strcmp(read_only, "0") != 0 && strcmp(read_only, "OFF") != 0;
	if (info->connection_id != greeted_as)
		text_copy(info->told, sizeof info->told, "Connected through a proxy: after a broken connection nobody can know whether "
		          "a write of it is still to come. Connect to the database itself for changes.");
}

/* The server must have understood: a write without strict mode could alter a value silently. */
bool fence_begin(Database *db, const uint8_t session[16], unsigned long greeted_as, bool frozen, DatabaseInfo *info, Err *err)
{
	enum { FENCE = 0, SQL_MODE = 5, ANSWERS = 7 };
	char name[FENCE_NAME];
	Rows *rows;
	fence_name(name, session);
	Value value = value_text(name);
	Statement fence = { .sql = SQL_VICIDIAL_SESSION_FENCE, .values = &value, .value_count = 1, .as_text = 1 };
	if (!database_read(db, &fence, &rows, err))
		return false;
	if (rows->count != 1 || rows->columns != ANSWERS) {
		rows_free(rows);
		return refusal_of_answer(err);
	}
	info_fill(info, rows, greeted_as);
	const char *mode = rows_text(rows, 0, SQL_MODE);
	bool strict = mode && strstr(mode, "STRICT_ALL_TABLES"), fenced = rows_number(rows, 0, FENCE, 0) == 1;
	rows_free(rows);
	if (!strict)
		return fail(err, ERR_STORE, "The database does not take the strict mode that keeps values from being cut.");
	/* With a frozen clock the session ids are fixed, and another process may have the same one. */
	if (!fenced && !frozen)
		return fail(err, ERR_STORE, "The database does not give this session its lock (GET_LOCK): start again.");
	return true;
}

/* The only number of the only row; otherwise when it is NULL. */
static bool read_number(Database *db, SqlId sql, const Value *values, size_t count, int64_t otherwise, int64_t *out, Err *err)
{
	Rows *rows;
	if (!database_read(db, &(Statement){ .sql = sql, .values = values, .value_count = count, .as_text = UINT64_MAX }, &rows, err))
		return false;
	bool ok = rows->count == 1;
	*out = ok ? rows_number(rows, 0, 0, otherwise) : otherwise;
	rows_free(rows);
	return ok || refusal_of_answer(err);
}

bool database_fence(Database *db, const uint8_t session[16], unsigned seconds, bool *got, unsigned long *holder, Err *err)
{
	char name[FENCE_NAME], wait[16];
	int64_t answer = 0;
	fence_name(name, session);
	*holder = 0;
	/* In slices, each shorter than the timeouts of the wire and of a statement. */
	do {
		unsigned slice = seconds < FENCE_SLICE_S ? seconds : FENCE_SLICE_S;
		text_format(wait, sizeof wait, "%u", slice);
		Value values[] = { value_text(name), value_text(wait) };
		if (!read_number(db, SQL_VICIDIAL_FENCE_TAKE, values, 2, 0, &answer, err))
			return false;
		seconds -= slice;
	} while (answer != 1 && seconds > 0);
	*got = answer == 1;
	if (*got)
		return true;
	Value value = value_text(name);
	bool ok = read_number(db, SQL_VICIDIAL_FENCE_HOLDER, &value, 1, 0, &answer, err);
	*holder = ok ? (unsigned long)answer : 0;
	return ok;
}

bool database_fence_release(Database *db, const uint8_t session[16], Err *err)
{
	char name[FENCE_NAME];
	int64_t ignored;
	fence_name(name, session);
	Value value = value_text(name);
	return read_number(db, SQL_VICIDIAL_FENCE_RELEASE, &value, 1, 0, &ignored, err);
}
