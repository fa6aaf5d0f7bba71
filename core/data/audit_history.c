#include "core/data/audit_file.h"

#include <string.h>

static bool read_fail(Audit *audit, Err *err)
{
	return audit_fail(audit, err, ERR_UNREADABLE, "it could not be read");
}

static bool read_changes(Audit *audit, const char *alias_id, size_t limit, AuditPage *page, Err *err)
{
	sqlite3_stmt *row = audit_statement(audit, SQL_AUDIT_HISTORY);
	int result = SQLITE_DONE;
	bool ok = true;
	if (!row)
		return read_fail(audit, err);
	audit_bind_bytes(row, 1, alias_id, strlen(alias_id), false);
	sqlite3_bind_int64(row, 2, (sqlite3_int64)limit);
	while (ok && page->count < limit && (result = sqlite3_step(row)) == SQLITE_ROW)
		ok = audit_read_entry(audit, page->mem, sqlite3_column_int64(row, 0), &page->entries[page->count++], err);
	if (ok && result != SQLITE_ROW && result != SQLITE_DONE)
		ok = read_fail(audit, err);
	audit_done(row);
	return ok;
}

bool audit_history(Audit *audit, const char *alias_id, size_t limit, AuditPage **out, Err *err)
{
	*out = NULL;
	if (!audit_run(audit, SQL_AUDIT_BEGIN_READ))
		return read_fail(audit, err);
	Arena *mem = arena_new();
	AuditPage *page = arena_take(mem, sizeof *page);
	*page = (AuditPage){ .mem = mem, .entries = arena_take(mem, limit * sizeof *page->entries + 1) };
	bool ok = read_changes(audit, alias_id, limit, page, err);
	audit_run(audit, SQL_AUDIT_COMMIT);
	if (ok)
		*out = page;
	else
		audit_page_free(page);
	return ok;
}
