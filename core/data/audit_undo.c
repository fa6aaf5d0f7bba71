#include "core/data/audit_file.h"

bool audit_classes(Audit *audit, const AuditEntry *entry, StepClass *out, size_t count, Err *err)
{
	size_t read = 0;
	sqlite3_stmt *row = audit_statement(audit, SQL_AUDIT_OUTCOME_CLASSES);
	audit_bind_text(row, 1, entry->outcome_payload);
	for (; read < count && audit_step(row) == SQLITE_ROW; read++) {
		const char *word = (const char *)sqlite3_column_text(row, 0);
		out[read] = word ? step_class_find(word) : CLASS_COUNT;
		if (out[read] == CLASS_COUNT)
			break;
	}
	audit_done(row);
	return read == count || fail(err, ERR_UNREADABLE, "The audit log does not say how each step of #%lld ended.",
	                             (long long)entry->event.seq);
}

bool audit_undo_root(Audit *audit, const AuditEvent *intent, int64_t *seq, int64_t *depth, Err *err)
{
	*seq = intent->seq;
	*depth = 0;
	if (!intent->has_undo)
		return true;
	sqlite3_stmt *row = audit_statement(audit, SQL_AUDIT_UNDO_CHAIN);
	audit_bind_bytes(row, 1, intent->undo_of, sizeof intent->undo_of, false);
	int result = audit_step(row);
	if (result == SQLITE_ROW) {
		*seq = sqlite3_column_int64(row, 0);
		*depth = sqlite3_column_int64(row, 1);
	}
	audit_done(row);
	return result == SQLITE_ROW || result == SQLITE_DONE || audit_fail(audit, err, ERR_UNREADABLE, "it could not be read");
}

bool audit_head(Audit *audit, int64_t *seq, uint8_t hash[32], Err *err)
{
	sqlite3_stmt *row = audit_statement(audit, SQL_AUDIT_HEAD);
	int result = audit_step(row);
	bool ok = result == SQLITE_DONE || (result == SQLITE_ROW && audit_column_copy(row, 1, hash, 32));
	*seq = ok && result == SQLITE_ROW ? sqlite3_column_int64(row, 0) : 0;
	audit_done(row);
	return ok || audit_fail(audit, err, ERR_UNREADABLE, "it could not be read");
}
