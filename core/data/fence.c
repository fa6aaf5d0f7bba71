#include "core/data/fence.h"

#include "core/base/sys.h"
#include "core/base/text.h"
#include "core/data/database.h"

enum { FENCE_SLICE_S = 5 };

void fence_name(char out[FENCE_NAME], const uint8_t session[16])
{
	sys_hex(out + text_format(out, FENCE_NAME, "va.s."), session, 16);
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
	return ok || fail(err, ERR_STORE, "The database answered something else than was asked.");
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
