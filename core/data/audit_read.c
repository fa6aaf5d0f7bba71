#include "core/data/audit_file.h"

#include <string.h>

#include "core/base/sys.h"

static bool read_fail(Audit *audit, Err *err)
{
	return audit_fail(audit, err, ERR_UNREADABLE, "it could not be read");
}

static bool copy_optional(sqlite3_stmt *row, int column, uint8_t out[16])
{
	return sqlite3_column_type(row, column) != SQLITE_NULL && audit_column_copy(row, column, out, 16);
}

/* Columns in the order of entry.sql. */
static void read_event(Arena *mem, sqlite3_stmt *row, AuditEvent *out)
{
	const char *kind = audit_column_text(mem, row, 4);
	*out = (AuditEvent){ .seq = sqlite3_column_int64(row, 0), .ts_us = sqlite3_column_int64(row, 1),
	                     .boot_us = sqlite3_column_int64(row, 3),
	                     .kind = kind ? event_kind_find(kind) : EVENT_KIND_COUNT };
	audit_column_copy(row, 2, out->boot_id, 16);
	audit_column_copy(row, 5, out->session_id, 16);
	out->has_op = copy_optional(row, 6, out->op_id);
	out->has_batch = copy_optional(row, 7, out->batch_id);
	out->has_undo = copy_optional(row, 8, out->undo_of);
	out->actor = audit_column_text(mem, row, 9);
	out->os_user = audit_column_text(mem, row, 10);
	out->origin = audit_column_text(mem, row, 11);
	out->table = audit_column_text(mem, row, 12);
	out->key.null = sqlite3_column_type(row, 13) == SQLITE_NULL;
	if (!out->key.null) {
		const void *key = sqlite3_column_blob(row, 13);
		out->key.length = (uint32_t)sqlite3_column_bytes(row, 13);
		out->key.bytes = (const uint8_t *)arena_bytes(mem, key ? key : "", out->key.length);
	}
	const void *payload = sqlite3_column_blob(row, 14);
	out->payload_length = (size_t)sqlite3_column_bytes(row, 14);
	out->payload = arena_bytes(mem, payload ? payload : "", out->payload_length);
	audit_column_copy(row, 15, out->prev_hash, 32);
	audit_column_copy(row, 16, out->hash, 32);
}

static const char *or_empty(const char *text)
{
	return text ? text : "";
}

/* A batch came to what its changes came to. */
static bool read_batch_outcome(Audit *audit, AuditEntry *out, Err *err)
{
	sqlite3_stmt *row = audit_statement(audit, SQL_AUDIT_BATCH_OUTCOME);
	audit_bind_bytes(row, 1, out->event.batch_id, sizeof out->event.batch_id, false);
	bool ok = audit_step(row) == SQLITE_ROW;
	if (ok) {
		int64_t changes = sqlite3_column_int64(row, 0), ended = sqlite3_column_int64(row, 1), good = sqlite3_column_int64(row, 2);
		out->outcome = ended < changes ? CLASS_COUNT : good == changes ? CLASS_APPLIED : good ? CLASS_PARTIAL : CLASS_NOT_APPLIED;
	}
	audit_done(row);
	return ok || read_fail(audit, err);
}

/* The views are made by who reads entries: most that open the log do not. */
static sqlite3_stmt *of_entries(Audit *audit, SqlId sql)
{
	bool made = audit->statements[sql] || (audit_run(audit, SQL_AUDIT_READABLE) && audit_run(audit, SQL_AUDIT_READABLE_ENTRY));
	return made ? audit_statement(audit, sql) : NULL;
}

bool audit_read_entry(Audit *audit, Arena *mem, int64_t seq, AuditEntry *out, Err *err)
{
	sqlite3_stmt *row = of_entries(audit, SQL_AUDIT_ENTRY);
	audit_bind_number(row, 1, seq);
	if (audit_step(row) != SQLITE_ROW) {
		read_fail(audit, err);
		audit_done(row);
		return false;
	}
	read_event(mem, row, &out->event);
	out->action = or_empty(audit_column_text(mem, row, 17));
	out->alias = or_empty(audit_column_text(mem, row, 18));
	out->summary = or_empty(audit_column_text(mem, row, 19));
	out->outcome_seq = sqlite3_column_int64(row, 20);
	const char *class = audit_column_text(mem, row, 21);
	out->outcome = class ? step_class_find(class) : CLASS_COUNT;
	out->outcome_payload = audit_column_text(mem, row, 22);
	out->aliases = (size_t)sqlite3_column_int64(row, 23);
	audit_done(row);
	if (out->event.kind == EVENT_BATCH_OPEN)
		return read_batch_outcome(audit, out, err);
	return out->event.kind < EVENT_KIND_COUNT ||
	       fail(err, ERR_UNREADABLE, "Entry #%lld of the audit log is of a kind that this version does not know.",
	            (long long)seq);
}

static AuditPage *new_page(size_t cap)
{
	Arena *mem = arena_new();
	AuditPage *page = arena_take(mem, sizeof *page);
	page->mem = mem;
	page->entries = arena_take(mem, cap * sizeof *page->entries + 1);
	return page;
}

static bool read_total(Audit *audit, bool folds, size_t *total, Err *err)
{
	sqlite3_stmt *row = audit_statement(audit, SQL_AUDIT_TOTALS);
	audit_bind_number(row, 1, folds);
	bool ok = audit_step(row) == SQLITE_ROW;
	if (ok)
		*total = (size_t)sqlite3_column_int64(row, 0);
	audit_done(row);
	return ok || read_fail(audit, err);
}

static sqlite3_stmt *matching(Audit *audit, const AuditFilter *filter, bool folds, int64_t before_seq, bool eyes)
{
	sqlite3_stmt *row = of_entries(audit, SQL_AUDIT_MATCHING);
	audit_bind_number(row, 1, filter->since_us);
	audit_bind_number(row, 2, filter->until_us);
	audit_bind_number(row, 3, filter->count > 0);
	audit_bind_number(row, 4, filter->asks_recovered);
	audit_bind_number(row, 5, before_seq);
	audit_bind_number(row, 6, folds);
	if (filter->batch_seq)
		audit_bind_number(row, 7, filter->batch_seq);
	audit_bind_number(row, 8, eyes);
	return row;
}

/* May the asker see the entry that the row is about? */
static bool row_seen(Audit *audit, const AuditEyes *eyes, sqlite3_stmt *row, bool *sees, Err *err)
{
	const char *alias = eyes ? (const char *)sqlite3_column_text(row, 1) : NULL;
	AuditSight sight = alias && *alias ? eyes->of_alias(eyes->context, alias) : SIGHT_SEEN;
	*sees = sight == SIGHT_SEEN;
	if (sight != SIGHT_BY_ENTRY)
		return true;
	Arena *mem = arena_new();
	AuditEntry entry;
	bool ok = audit_read_entry(audit, mem, sqlite3_column_int64(row, 0), &entry, err) &&
	          eyes->of_entry(eyes->context, &entry, sees, err);
	arena_free(mem);
	return ok;
}

/* What is not seen is no entry: all of them are walked to be counted. */
static bool count_seen(Audit *audit, const AuditEyes *eyes, bool folds, size_t *total, Err *err)
{
	static const AuditFilter none = { .since_us = INT64_MIN, .until_us = INT64_MAX };
	sqlite3_stmt *row = matching(audit, &none, folds, INT64_MAX, true);
	int result = SQLITE_DONE;
	bool ok = true, sees;
	for (*total = 0; ok && (result = audit_step(row)) == SQLITE_ROW; *total += ok && sees)
		ok = row_seen(audit, eyes, row, &sees, err);
	if (ok && result != SQLITE_DONE)
		ok = read_fail(audit, err);
	audit_done(row);
	return ok;
}

/* Every match is counted, those of the page are read. Without a filter all match, and the walk ends with the page. */
static bool read_matching(Audit *audit, const AuditQuery *query, bool filters, bool folds, AuditPage *page, Err *err)
{
	bool walks = filters || query->eyes, ok = true, sees;
	sqlite3_stmt *row = matching(audit, &audit->filter, folds, walks || !query->before_seq ? INT64_MAX : query->before_seq,
	                             query->eyes != NULL);
	int result = SQLITE_DONE;
	while (ok && (walks || page->count < query->limit) && (result = audit_step(row)) == SQLITE_ROW) {
		int64_t seq = sqlite3_column_int64(row, 0);
		ok = row_seen(audit, query->eyes, row, &sees, err);
		if (!ok || !sees)
			continue;
		page->matched++;
		if ((!query->before_seq || seq < query->before_seq) && page->count < query->limit)
			ok = audit_read_entry(audit, page->mem, seq, &page->entries[page->count++], err);
	}
	if (ok && result != SQLITE_ROW && result != SQLITE_DONE)
		ok = read_fail(audit, err);
	audit_done(row);
	if (!walks)
		page->matched = page->total;
	return ok;
}

static bool read_page(Audit *audit, const AuditQuery *query, AuditPage *page, Err *err)
{
	const AuditFilter *filter = &audit->filter;
	bool filters = filter->count > 0 || filter->batch_seq || filter->since_us != INT64_MIN || filter->until_us != INT64_MAX;
	bool folds = query->folds && !filter->batch_seq && !filter->asks_within;
	if (!query->eyes)
		return read_total(audit, folds, &page->total, err) && read_matching(audit, query, filters, folds, page, err);
	if (!read_matching(audit, query, filters, folds, page, err))
		return false;
	page->total = page->matched;
	return !filters || count_seen(audit, query->eyes, folds, &page->total, err);
}

/* One snapshot for all statements of a page. */
bool audit_page(Audit *audit, const AuditQuery *query, AuditPage **out, Err *err)
{
	*out = NULL;
	if (!audit_filter_parse(&audit->filter, query->filter, sys_now_us(), err) || !audit_begin_read(audit, err))
		return false;
	AuditPage *page = new_page(query->limit);
	page->before_seq = query->before_seq;
	bool ok = read_page(audit, query, page, err);
	audit_run(audit, SQL_AUDIT_COMMIT);
	if (ok)
		*out = page;
	else
		audit_page_free(page);
	return ok;
}

void audit_page_free(AuditPage *page)
{
	if (page)
		arena_free(page->mem);
}

typedef struct {
	int64_t *seqs;
	size_t   count, cap;
} Seqs;

static bool list_open(Audit *audit, Arena *mem, Seqs *out, Err *err)
{
	sqlite3_stmt *row = audit_statement(audit, SQL_AUDIT_OPEN_INTENTS);
	int result;
	while ((result = audit_step(row)) == SQLITE_ROW) {
		if (out->count == out->cap) {
			int64_t *wider = arena_take(mem, (out->cap * 2 + 16) * sizeof *wider);
			if (out->count)
				memcpy(wider, out->seqs, out->count * sizeof *wider);
			out->seqs = wider;
			out->cap = out->cap * 2 + 16;
		}
		out->seqs[out->count++] = sqlite3_column_int64(row, 0);
	}
	audit_done(row);
	return result == SQLITE_DONE || read_fail(audit, err);
}

bool audit_open_intents(Audit *audit, AuditPage **out, Err *err)
{
	Seqs open = { 0 };
	*out = NULL;
	if (!audit_begin_read(audit, err))
		return false;
	AuditPage *page = new_page(0);
	bool ok = list_open(audit, page->mem, &open, err);
	page->entries = arena_take(page->mem, open.count * sizeof *page->entries + 1);
	while (ok && page->count < open.count) {
		ok = audit_read_entry(audit, page->mem, open.seqs[page->count], &page->entries[page->count], err);
		page->count++;
	}
	page->matched = page->total = page->count;
	audit_run(audit, SQL_AUDIT_COMMIT);
	if (ok)
		*out = page;
	else
		audit_page_free(page);
	return ok;
}
