#include "core/data/audit_file.h"

/* Start-up reads the entries after the last watermark: few enough to cost nothing, and seldom enough not to fill the log. */
enum { WATERMARK_EVERY = 1000 };

bool audit_is_open(Audit *audit, const AuditEvent *intent, bool *open, Err *err)
{
	sqlite3_stmt *row = audit_statement(audit, SQL_AUDIT_IS_OPEN);
	audit_bind_bytes(row, 1, intent->op_id, sizeof intent->op_id, false);
	bool ok = audit_step(row) == SQLITE_ROW;
	*open = ok && sqlite3_column_int(row, 0) == 1;
	audit_done(row);
	return ok || audit_fail(audit, err, ERR_UNREADABLE, "it could not be read");
}

bool audit_next_on_row(Audit *audit, Arena *mem, const AuditEvent *intent, size_t step, AuditEntry *out, size_t *out_step,
                       bool *found, Err *err)
{
	sqlite3_stmt *row = audit_statement(audit, SQL_AUDIT_WITNESS);
	audit_bind_number(row, 1, intent->seq);
	audit_bind_number(row, 2, (int64_t)step);
	int result = audit_step(row);
	*found = result == SQLITE_ROW;
	int64_t seq = *found ? sqlite3_column_int64(row, 0) : 0;
	*out_step = *found ? (size_t)sqlite3_column_int64(row, 1) : 0;
	audit_done(row);
	if (result != SQLITE_ROW && result != SQLITE_DONE)
		return audit_fail(audit, err, ERR_UNREADABLE, "it could not be read");
	return !*found || audit_read_entry(audit, mem, seq, out, err);
}

bool audit_watermark(Audit *audit, Err *err)
{
	AuditEvent mark = { .kind = EVENT_WATERMARK, .payload = "{\"v\":1,\"text\":\"no change is open\"}" };
	mark.payload_length = sizeof "{\"v\":1,\"text\":\"no change is open\"}" - 1;
	return audit_append_if(audit, &mark, SQL_AUDIT_WATERMARK, WATERMARK_EVERY, err);
}
