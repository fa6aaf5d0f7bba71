#include "core/data/audit_file.h"

#include <errno.h>
#include <string.h>

/* A reader that left (head, less) has what it wanted. */
static bool written(FILE *to, Err *err)
{
	return !ferror(to) || errno == EPIPE || fail(err, ERR_OTHER, "The export cannot be written: %s.", strerror(errno));
}

/* A line of JSON, in which what a terminal or a viewer could take for more than text is escaped: it is read back as it was. Bytes
 * that are not UTF-8 cannot be, and stay. */
static void write_line(FILE *to, const char *at, size_t length)
{
	const char *end = at + length, *plain = at;
	while (at < end) {
		const char *from = at;
		uint32_t character = text_next(&at, end);
		if (character == TEXT_INVALID || text_is_harmless(character))
			continue;
		fwrite(plain, 1, (size_t)(from - plain), to);
		if (character > 0xFFFF)
			fprintf(to, "\\u%04x\\u%04x", 0xD7C0 + (character >> 10), 0xDC00 + (character & 0x3FF));
		else
			fprintf(to, "\\u%04x", character);
		plain = at;
	}
	fwrite(plain, 1, (size_t)(end - plain), to);
	putc('\n', to);
}

/* Each row of a statement is a line. */
static bool write_lines(Audit *audit, sqlite3_stmt *row, FILE *to, int64_t *lines, Err *err)
{
	int result = SQLITE_ERROR;
	while (!ferror(to) && (result = audit_step(row)) == SQLITE_ROW) {
		write_line(to, (const char *)sqlite3_column_text(row, 0), (size_t)sqlite3_column_bytes(row, 0));
		++*lines;
	}
	audit_done(row);
	return ferror(to) ? written(to, err)
	                  : result == SQLITE_DONE || audit_fail(audit, err, ERR_UNREADABLE, "it could not be exported");
}

static bool write_tail(Audit *audit, FILE *to, int64_t entries, Err *err)
{
	int64_t lines = 0;
	sqlite3_stmt *row = audit_statement(audit, SQL_AUDIT_EXPORT_TAIL);
	audit_bind_number(row, 1, entries);
	return write_lines(audit, row, to, &lines, err);
}

typedef struct {
	FILE   *to;
	int64_t entries;
	bool    begun;
} Export;

static bool write_segment(void *context, Audit *audit, Err *err)
{
	Export *export = context;
	int64_t head = 0;
	bool begun = export->begun;
	export->begun = true;
	return (begun || write_lines(audit, audit_statement(audit, SQL_AUDIT_EXPORT_HEAD), export->to, &head, err)) &&
	       write_lines(audit, audit_statement(audit, SQL_AUDIT_EXPORT), export->to, &export->entries, err);
}

bool audit_export_lines(const char *path, FILE *to, Err *err)
{
	Audit *audit;
	Export export = { .to = to };
	if (!audit_attach(&audit, path, AUDIT_READ, err))
		return false;
	bool ok = audit_run(audit, SQL_AUDIT_BEGIN_READ) || audit_fail(audit, err, ERR_UNREADABLE, "it could not be read");
	ok = ok && audit_read_segment(audit, err) && audit_each_sealed(audit, write_segment, &export, err) &&
	     write_segment(&export, audit, err) && write_tail(audit, to, export.entries, err);
	audit_close(audit);
	return ok && (fflush(to) == 0 || written(to, err));
}
