#include <string.h>

#include "core/data/audit_file.h"

/* The values themselves: asked column by column, each question goes through SQLite's handle, which takes longer than the
 * digest. They are "unprotected" only where threads share a handle. A text's bytes as they are stored, without a copy for an
 * end of its own. */
void audit_row_read(AuditRow *out, sqlite3_stmt *statement, int count)
{
	for (int i = 0; i < count; i++) {
		sqlite3_value *value = sqlite3_column_value(statement, i);
		AuditField *field = &out->fields[i];
		*field = (AuditField){ .type = sqlite3_value_type(value) };
		if (field->type == SQLITE_INTEGER) {
			field->number = sqlite3_value_int64(value);
		} else if (field->type != SQLITE_NULL) {
			const void *bytes = sqlite3_value_blob(value);
			field->bytes = bytes ? bytes : (const void *)"";
			field->length = (size_t)sqlite3_value_bytes(value);
		}
	}
}

bool audit_field_is(const AuditField *field, int type, const void *bytes, size_t length)
{
	return field->type == type && field->length == length && memcmp(field->bytes, bytes, length) == 0;
}

EventKindId audit_row_kind(const AuditRow *row)
{
	EventKindId kind = 0;
	const AuditField *field = &row->fields[AUDIT_ROW_KIND];
	while (kind < EVENT_KIND_COUNT && !audit_field_is(field, SQLITE_TEXT, event_kind_name(kind), strlen(event_kind_name(kind))))
		kind++;
	return kind;
}
