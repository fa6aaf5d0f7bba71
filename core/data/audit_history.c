#include "core/data/audit_file.h"

#include <string.h>

static bool read_fail(Audit *audit, Err *err)
{
	return audit_fail(audit, err, ERR_UNREADABLE, "it could not be read");
}

/* One more place; the old room stays in the arena. */
static AuditEntry *next_entry(AuditPage *page)
{
	if ((page->count & (page->count - 1)) == 0) {
		AuditEntry *more = arena_take(page->mem, (page->count ? 2 * page->count : 1) * sizeof *more);
		if (page->count > 0)
			memcpy(more, page->entries, page->count * sizeof *more);
		page->entries = more;
	}
	return &page->entries[page->count++];
}

static bool read_changes(Audit *audit, sqlite3_stmt *row, AuditPage *page, Err *err)
{
	int result = SQLITE_DONE;
	bool ok = true;
	while (ok && (result = audit_step(row)) == SQLITE_ROW)
		ok = audit_read_entry(audit, page->mem, sqlite3_column_int64(row, 0), next_entry(page), err);
	if (ok && result != SQLITE_DONE)
		ok = read_fail(audit, err);
	audit_done(row);
	return ok;
}

/* The changes that a statement names by number, with its key and, unless 0, the most of them bound. */
static bool changes_of(Audit *audit, SqlId sql, const void *key, size_t length, size_t limit, AuditPage **out, Err *err)
{
	*out = NULL;
	if (!audit_begin_read(audit, err))
		return false;
	Arena *mem = arena_new();
	AuditPage *page = arena_take(mem, sizeof *page);
	*page = (AuditPage){ .mem = mem };
	sqlite3_stmt *row = audit_statement(audit, sql);
	audit_bind_bytes(row, 1, key, length, false);
	if (limit)
		audit_bind_number(row, 2, (int64_t)limit);
	bool ok = read_changes(audit, row, page, err);
	audit_run(audit, SQL_AUDIT_COMMIT);
	if (ok)
		*out = page;
	else
		audit_page_free(page);
	return ok;
}

bool audit_history(Audit *audit, const char *alias_id, size_t limit, AuditPage **out, Err *err)
{
	return changes_of(audit, SQL_AUDIT_HISTORY, alias_id, strlen(alias_id), limit, out, err);
}

bool audit_batch_frame(Audit *audit, const uint8_t batch_id[16], AuditPage **out, Err *err)
{
	return changes_of(audit, SQL_AUDIT_BATCH_FRAME, batch_id, 16, 0, out, err);
}

bool audit_batch(Audit *audit, const uint8_t batch_id[16], AuditPage **out, Err *err)
{
	return changes_of(audit, SQL_AUDIT_BATCH, batch_id, 16, 0, out, err);
}
