#include <string.h>

#include "core/base/sys.h"
#include "core/base/text.h"
#include "core/data/refusal.h"
#include "core/data/vicidial_part.h"

#define NO_ADDRESS "0.0.0.0"

/* The column's length in characters; a text without one takes all. */
static size_t column_length(const Rows *columns, const char *name)
{
	for (size_t i = 0; i < columns->count; i++)
		if (strcmp(rows_text(columns, i, 0), name) == 0)
			return (size_t)rows_number(columns, i, 1, INT32_MAX);
	return INT32_MAX;
}

/* The text cut to its column, '?' for what is not UTF-8 or what charset lacks. */
static const char *fit(Arena *mem, const Rows *columns, const char *column, const char *text, Charset charset)
{
	char *out = arena_text(mem, text);
	const char *at = out, *end = out + strlen(out);
	while (at < end) {
		char *from = out + (at - out);
		if (text_next(&at, end) == TEXT_INVALID)
			*from = '?';
	}
	text_narrow(out, charset);
	at = out, end = out + strlen(out);
	for (size_t room = column_length(columns, column); room > 0 && at < end; room--)
		text_next(&at, end);
	out[at - out] = '\0';
	return out;
}

static const char *or_empty(const Text *text)
{
	return text->bytes ? text->bytes : "";
}

typedef struct {
	const AdminLogRow *row;
	const char        *user, *address;
} Entry;

static bool insert(Database *db, const Rows *columns, const Entry *entry, Charset charset, Written *out, Err *err)
{
	Arena *mem = arena_new();
	const AdminLogRow *row = entry->row;
	bool fits = strlen(entry->address) <= column_length(columns, "ip_address");
	const char *notes = fits ? or_empty(&row->notes) : arena_format(mem, "ip: %s | %s", entry->address, or_empty(&row->notes));
	Value values[] = {
		value_text(fit(mem, columns, "user", entry->user, charset)),
		value_text(fit(mem, columns, "ip_address", fits ? entry->address : NO_ADDRESS, charset)),
		value_text(row->section),
		value_text(row->type),
		value_text(fit(mem, columns, "record_id", row->record_id, charset)),
		value_text(fit(mem, columns, "event_code", row->code, charset)),
		value_text(fit(mem, columns, "event_sql", or_empty(&row->sql), charset)),
		value_text(fit(mem, columns, "event_notes", notes, charset)),
	};
	Statement statement = { .sql = SQL_VICIDIAL_LOG_ADD, .values = values, .value_count = sizeof values / sizeof *values,
	                        .as_text = UINT64_MAX };
	bool ok = database_write(db, &statement, out, err);
	arena_free(mem);
	return ok;
}

bool vicidial_log_add(Database *db, const AdminLogRow *row, const char *user, const char *address, int64_t *id, Err *err)
{
	Entry entry = { .row = row, .user = user, .address = address };
	Rows *columns;
	Written written;
	if (!vicidial_fact(db, SQL_VICIDIAL_LOG_COLUMNS, NULL, 0, &columns, err))
		return false;
	/* A character that the log's charset lacks must not lose the row of a change that was made. */
	bool ok = insert(db, columns, &entry, CHARSET_UTF8MB4, &written, err);
	for (Charset charset = CHARSET_UTF8MB3; !ok && refusal_is_of_character(written.error) && charset < CHARSET_COUNT; charset++)
		ok = insert(db, columns, &entry, charset, &written, err);
	*id = ok ? (int64_t)written.insert_id : 0;
	rows_free(columns);
	return ok;
}

/* The op's number in the anchor, wherever in the notes it stands. */
static const char *anchor_pattern(Arena *mem, const Anchor *anchor)
{
	char op[33];
	sys_hex(op, anchor->op_id, sizeof anchor->op_id);
	return arena_format(mem, "%%op=%s%%", op);
}

static bool is_of(const char *notes, const Anchor *wanted)
{
	Anchor found;
	return notes && anchor_parse(&found, notes) && found.step == wanted->step &&
	       memcmp(found.op_id, wanted->op_id, sizeof found.op_id) == 0;
}

bool vicidial_log_find(Database *db, const AdminLogRow *row, const Anchor *anchor, int64_t *id, Err *err)
{
	Rows *columns, *rows;
	*id = 0;
	if (!vicidial_fact(db, SQL_VICIDIAL_LOG_COLUMNS, NULL, 0, &columns, err))
		return false;
	Arena *mem = arena_new();
	const char *texts[] = { row->section, fit(mem, columns, "record_id", row->record_id, false), anchor_pattern(mem, anchor) };
	bool ok = vicidial_read(db, SQL_VICIDIAL_LOG_FIND, texts, 3, 0, &rows, err);
	for (size_t i = 0; ok && i < rows->count && *id == 0; i++)
		if (is_of(rows_text(rows, i, 1), anchor))
			*id = rows_number(rows, i, 0, 0);
	rows_free(rows);
	rows_free(columns);
	arena_free(mem);
	return ok;
}
