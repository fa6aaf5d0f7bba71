#include "core/data/audit_file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/sys.h"

/* An export has only so much in a line; what is longer was not written by this program. */
enum { LINE_MOST = 64 * 1024 * 1024, PROGRESS_EVERY = 4096 };

typedef struct {
	sqlite3      *db;                        /* in memory: it reads JSON */
	sqlite3_stmt *head, *entry, *tail;
	FILE         *file;
	AuditChain    chain;
	int64_t       lines;
	bool          ended;                     /* the last line was read */
	AuditProgress progress;
	void         *context;
} Lines;

static int hex_digit(unsigned char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* from_hex(text): NULL stays NULL; what is no hex fails. */
static void from_hex(sqlite3_context *context, int count, sqlite3_value **values)
{
	(void)count;
	const unsigned char *text = sqlite3_value_text(values[0]);
	int length = sqlite3_value_bytes(values[0]);
	if (!text)
		return;
	uint8_t *bytes = mem_take((size_t)length / 2 + 1);
	bool ok = length % 2 == 0;
	for (int i = 0; ok && i < length; i += 2) {
		int high = hex_digit(text[i]), low = hex_digit(text[i + 1]);
		ok = high >= 0 && low >= 0;
		bytes[i / 2] = ok ? (uint8_t)(high << 4 | low) : 0;
	}
	if (ok)
		sqlite3_result_blob(context, bytes, length / 2, SQLITE_TRANSIENT);
	else
		sqlite3_result_error(context, "no hex", -1);
	mem_free(bytes);
}

static bool prepare(Lines *lines, SqlId sql, sqlite3_stmt **out)
{
	return sqlite3_prepare_v2(lines->db, builtin_sql(sql), -1, out, NULL) == SQLITE_OK;
}

static bool begin(Lines *lines, const char *path, Err *err)
{
	lines->file = fopen(path, "re");
	if (!lines->file)
		return fail(err, ERR_UNREADABLE, "%s cannot be read: %s.", path, strerror(errno));
	bool ok = sqlite3_open(":memory:", &lines->db) == SQLITE_OK &&
	          sqlite3_create_function(lines->db, "from_hex", 1, SQLITE_UTF8, NULL, from_hex, NULL, NULL) == SQLITE_OK &&
	          prepare(lines, SQL_AUDIT_LINE_HEAD, &lines->head) && prepare(lines, SQL_AUDIT_LINE_ENTRY, &lines->entry) &&
	          prepare(lines, SQL_AUDIT_LINE_TAIL, &lines->tail);
	return ok || fail(err, ERR_UNREADABLE, "%s cannot be read: %s.", path, sqlite3_errmsg(lines->db));
}

static void end(Lines *lines)
{
	sqlite3_finalize(lines->head);
	sqlite3_finalize(lines->entry);
	sqlite3_finalize(lines->tail);
	sqlite3_close(lines->db);
	if (lines->file)
		fclose(lines->file);
	audit_chain_free(&lines->chain);
}

/* The statement over one line: does it have that form? */
static bool has_form(sqlite3_stmt *form, const char *line, size_t length)
{
	sqlite3_reset(form);
	sqlite3_bind_text(form, 1, line, (int)length, SQLITE_STATIC);
	return sqlite3_step(form) == SQLITE_ROW;
}

static void bad_line(Lines *lines, const char *how)
{
	lines->chain.out->first_bad_seq = lines->chain.next_seq ? lines->chain.next_seq : 1;
	text_format(lines->chain.out->fault, sizeof lines->chain.out->fault, "Line %lld of the export %s.", (long long)lines->lines, how);
}

static void take_head(Lines *lines, const char *line, size_t length)
{
	uint8_t chain_id[16], prev_hash[32], genesis[32];
	if (!has_form(lines->head, line, length) || !audit_column_copy(lines->head, 0, chain_id, sizeof chain_id) ||
	    !audit_column_copy(lines->head, 3, prev_hash, sizeof prev_hash)) {
		bad_line(lines, "does not say which audit log it is of");
		return;
	}
	audit_chain_begin(&lines->chain, chain_id, sqlite3_column_int64(lines->head, 2), prev_hash);
	const char *host = (const char *)sqlite3_column_text(lines->head, 1);
	event_encode_genesis(&lines->chain.encoded, chain_id, host ? host : "");
	audit_hash(genesis, &lines->chain.encoded);
	lines->chain.out->first_seq = lines->chain.next_seq;
	bool begins = memcmp(genesis, prev_hash, sizeof genesis) == 0;
	if (lines->chain.next_seq < 1 || begins != (lines->chain.next_seq == 1))
		bad_line(lines, "is not the beginning the audit log was made with");
}

static void take_tail(Lines *lines)
{
	const AuditVerdict *out = lines->chain.out;
	uint8_t head[32];
	lines->ended = true;
	if (sqlite3_column_int64(lines->tail, 0) != out->events || sqlite3_column_int64(lines->tail, 1) != out->head_seq ||
	    !audit_column_copy(lines->tail, 2, head, sizeof head) || memcmp(head, out->head, sizeof head) != 0)
		bad_line(lines, "names another end than the one before it");
}

static void take_entry(Lines *lines)
{
	AuditRow row;
	audit_row_read(&row, lines->entry, AUDIT_ROW_COLUMNS);
	audit_chain_row(&lines->chain, &row);
}

static void take_line(Lines *lines, const char *line, size_t length)
{
	if (lines->lines == 1)
		take_head(lines, line, length);
	else if (lines->ended)
		bad_line(lines, "stands behind its end");
	else if (has_form(lines->entry, line, length))
		take_entry(lines);
	else if (has_form(lines->tail, line, length))
		take_tail(lines);
	else
		bad_line(lines, "is no entry of an audit log");
}

static bool walk(Lines *lines, Err *err)
{
	char *line = NULL;
	size_t cap = 0;
	ssize_t length = 0;
	bool going = true;
	while (going && !lines->chain.out->fault[0] && (length = getline(&line, &cap, lines->file)) > 0) {
		lines->lines++;
		if (length > LINE_MOST || line[length - 1] != '\n')
			bad_line(lines, "is cut short");
		else
			take_line(lines, line, (size_t)length - 1);
		going = lines->lines % PROGRESS_EVERY || !lines->progress || lines->progress(lines->context, lines->chain.out->events, 0);
	}
	free(line);
	if (going && !lines->chain.out->fault[0] && !lines->ended) {
		lines->lines++;
		bad_line(lines, "is missing: the export was cut short");
	}
	return going || fail(err, ERR_STOPPED, "The check of the export was stopped after %lld lines.", (long long)lines->lines);
}

bool audit_verify_lines(const char *path, AuditProgress progress, void *context, AuditVerdict *out, Err *err)
{
	Lines lines = { .chain.out = out, .progress = progress, .context = context };
	*out = (AuditVerdict){ .first_seq = 1 };
	bool ok = begin(&lines, path, err) && walk(&lines, err);
	end(&lines);
	if (ok && !out->fault[0])
		text_copy(out->reach, sizeof out->reach, "An export is proven up to its own last line; whether the log went on, only the log says.");
	return ok;
}
