#include "core/data/audit_file.h"

#include <string.h>

enum { CLOCK_BACK_US = 5 * 1000000, PROGRESS_EVERY = 4096 };

/* Columns of verify_walk.sql; what is hashed starts with the third. */
enum { COL_SEQ, COL_PREV_HASH, COL_HASH, COL_TS, COL_BOOT_ID, COL_KIND = 6, HASHED_COLUMNS = 15 };

typedef struct {
	Audit        *audit;
	AuditVerdict *out;
	Text          encoded;
	uint8_t       last_hash[32], boot_id[16];
	int64_t       last_ts_us;
} Walk;

static void fault(AuditVerdict *out, int64_t seq, const char *how)
{
	out->first_bad_seq = seq;
	text_format(out->fault, sizeof out->fault, "Entry #%lld %s. What stands before it is intact; what follows cannot be trusted.",
	            (long long)seq, how);
}

static void put_number(uint8_t *out, uint64_t number, unsigned bytes)
{
	for (unsigned i = 0; i < bytes; i++)
		out[i] = (uint8_t)(number >> 8 * (bytes - 1 - i));
}

/* By the type SQLite stores, not by the type the column should have: any change of type changes the hash. */
static bool add_column(Text *out, sqlite3_stmt *row, int column, uint8_t id)
{
	static const uint8_t types[] = { [SQLITE_NULL] = 0, [SQLITE_INTEGER] = 1, [SQLITE_TEXT] = 2, [SQLITE_BLOB] = 3 };
	uint8_t head[6] = { id }, number[8];
	int type = sqlite3_column_type(row, column);
	const void *bytes = number;
	size_t length = sizeof number;
	if (type == SQLITE_FLOAT)
		return false;
	if (type == SQLITE_INTEGER) {
		put_number(number, (uint64_t)sqlite3_column_int64(row, column), 8);
	} else {
		bytes = type == SQLITE_TEXT ? sqlite3_column_text(row, column) : sqlite3_column_blob(row, column);
		length = (size_t)sqlite3_column_bytes(row, column);
	}
	head[1] = types[type];
	put_number(head + 2, length, 4);
	text_add_bytes(out, head, sizeof head);
	if (length)
		text_add_bytes(out, bytes, length);
	return true;
}

static bool hash_row(Walk *walk, sqlite3_stmt *row, uint8_t out[32])
{
	static const char domain[] = "vicialias-audit-v1";
	uint8_t seq[8];
	bool typed = true;
	put_number(seq, (uint64_t)sqlite3_column_int64(row, COL_SEQ), sizeof seq);
	text_clear(&walk->encoded);
	text_add_bytes(&walk->encoded, domain, sizeof domain);
	text_add_bytes(&walk->encoded, walk->audit->segment.chain_id, 16);
	text_add_bytes(&walk->encoded, walk->last_hash, 32);
	text_add_bytes(&walk->encoded, seq, sizeof seq);
	for (int i = 0; i < HASHED_COLUMNS && typed; i++)
		typed = add_column(&walk->encoded, row, COL_TS + i, (uint8_t)(i + 1));
	audit_hash(out, &walk->encoded);
	return typed;
}

static bool is_blob(sqlite3_stmt *row, int column, const uint8_t *bytes, size_t size)
{
	return sqlite3_column_type(row, column) == SQLITE_BLOB && (size_t)sqlite3_column_bytes(row, column) == size &&
	       memcmp(sqlite3_column_blob(row, column), bytes, size) == 0;
}

/* A clock that went back is worth a look, but clocks do that; across a restart even more so. */
static void watch_clock(Walk *walk, sqlite3_stmt *row)
{
	int64_t ts_us = sqlite3_column_int64(row, COL_TS);
	bool same_boot = is_blob(row, COL_BOOT_ID, walk->boot_id, sizeof walk->boot_id);
	if (walk->out->events && same_boot && ts_us < walk->last_ts_us - CLOCK_BACK_US && !walk->out->warning[0])
		text_format(walk->out->warning, sizeof walk->out->warning, "The clock went back %lld s before entry #%lld.",
		            (long long)((walk->last_ts_us - ts_us) / 1000000), (long long)sqlite3_column_int64(row, COL_SEQ));
	walk->last_ts_us = ts_us;
	audit_column_copy(row, COL_BOOT_ID, walk->boot_id, sizeof walk->boot_id);
}

/* Each outcome has an intent of its own: the index says so, and check_meaning. */
static void count_open(Walk *walk, sqlite3_stmt *row)
{
	const char *text = (const char *)sqlite3_column_text(row, COL_KIND), *kind = text ? text : "";
	if (strcmp(kind, event_kind_name(EVENT_INTENT)) == 0)
		walk->out->open_intents++;
	else if (strcmp(kind, event_kind_name(EVENT_OUTCOME)) == 0 && walk->out->open_intents)
		walk->out->open_intents--;
}

static bool check_row(Walk *walk, sqlite3_stmt *row)
{
	uint8_t hash[32];
	AuditVerdict *out = walk->out;
	int64_t expected = walk->audit->segment.first_seq + out->events;
	if (sqlite3_column_int64(row, COL_SEQ) != expected)
		fault(out, expected, "is missing");
	else if (!is_blob(row, COL_PREV_HASH, walk->last_hash, sizeof walk->last_hash))
		fault(out, expected, "does not follow from the one before it");
	else if (!hash_row(walk, row, hash) || !is_blob(row, COL_HASH, hash, sizeof hash))
		fault(out, expected, "was altered");
	if (out->first_bad_seq)
		return false;
	watch_clock(walk, row);
	count_open(walk, row);
	memcpy(walk->last_hash, hash, sizeof hash);
	out->head_seq = expected;
	out->events++;
	return true;
}

static int64_t count_of(Audit *audit, SqlId sql)
{
	sqlite3_stmt *row = audit_statement(audit, sql);
	int64_t count = row && sqlite3_step(row) == SQLITE_ROW ? sqlite3_column_int64(row, 0) : 0;
	audit_done(row);
	return count;
}

/* Step 2 of RELIABILITY 3.3. False: stopped. */
static bool walk_chain(Walk *walk, bool (*progress)(void *context, int64_t done, int64_t total), void *context)
{
	sqlite3_stmt *row = audit_statement(walk->audit, SQL_AUDIT_VERIFY_WALK);
	int64_t total = count_of(walk->audit, SQL_AUDIT_HEAD) - walk->audit->segment.first_seq + 1;
	int result = SQLITE_ERROR;
	bool go_on = true;
	memcpy(walk->last_hash, walk->audit->segment.prev_hash, sizeof walk->last_hash);
	while (go_on && row && (result = sqlite3_step(row)) == SQLITE_ROW && check_row(walk, row))
		go_on = !progress || walk->out->events % PROGRESS_EVERY || progress(context, walk->out->events, total);
	if (go_on && result != SQLITE_ROW && result != SQLITE_DONE)
		fault(walk->out, walk->audit->segment.first_seq + walk->out->events, "cannot be read: the file is damaged");
	memcpy(walk->out->head, walk->last_hash, sizeof walk->out->head);
	audit_done(row);
	return go_on;
}

/* Step 4: a chain can be whole and still tell what cannot have been. */
static void check_meaning(Walk *walk)
{
	int64_t seq = count_of(walk->audit, SQL_AUDIT_VERIFY_OUTCOME);
	if (seq)
		fault(walk->out, seq, "is the outcome of a change that was never begun");
}

/* What is not about one entry casts doubt on all of them. */
static void whole_file(AuditVerdict *out, const char *how)
{
	if (out->fault[0])
		return;
	out->first_bad_seq = 1;
	text_format(out->fault, sizeof out->fault, "The audit log was altered as a whole: %s.", how);
}

static void check_segment(Walk *walk)
{
	uint8_t genesis[32];
	const Audit *audit = walk->audit;
	text_clear(&walk->encoded);
	event_encode_genesis(&walk->encoded, audit->segment.chain_id, audit->segment.host);
	audit_hash(genesis, &walk->encoded);
	if (audit->segment.number != 1 || audit->segment.first_seq != 1 ||
	    memcmp(genesis, audit->segment.prev_hash, sizeof genesis) != 0)
		whole_file(walk->out, "its beginning is not the one it was made with");
}

/* The pages only: what their values may be, the chain has answered, and asking again would double the time. */
static void check_pages(Walk *walk)
{
	char said[160];
	sqlite3_exec(walk->audit->db, "PRAGMA ignore_check_constraints=ON", NULL, NULL, NULL);
	sqlite3_stmt *row = audit_statement(walk->audit, SQL_AUDIT_QUICK_CHECK);
	bool answered = row && sqlite3_step(row) == SQLITE_ROW && sqlite3_column_text(row, 0);
	const char *text = answered ? (const char *)sqlite3_column_text(row, 0) : sqlite3_errmsg(walk->audit->db);
	text_visible(said, sizeof said, text, strlen(text));
	if (!answered || strcmp(text, "ok") != 0)
		whole_file(walk->out, said);
	audit_done(row);
}

/* Entries first, so that a fault names one where it can. */
static bool verify(Walk *walk, bool (*progress)(void *context, int64_t done, int64_t total), void *context, Err *err)
{
	char said[200];
	Err lost;
	if (!audit_read_segment(walk->audit, &lost)) {
		whole_file(walk->out, "the row that says which log it is is gone");
		return true;
	}
	if (!walk_chain(walk, progress, context))
		return fail(err, ERR_STOPPED, "The check of the audit log was stopped after %lld entries.", (long long)walk->out->events);
	if (!walk->out->first_bad_seq)
		check_meaning(walk);
	check_segment(walk);
	if (!audit_schema_intact(walk->audit, said, sizeof said))
		whole_file(walk->out, said);
	check_pages(walk);
	return true;
}

bool audit_verify(const char *path, bool (*progress)(void *context, int64_t done, int64_t total), void *context,
                  AuditVerdict *out, Err *err)
{
	Audit *audit;
	*out = (AuditVerdict){ 0 };
	if (!audit_attach(&audit, path, AUDIT_READ, err))
		return false;
	Walk walk = { .audit = audit, .out = out };
	bool ok = audit_run(audit, SQL_AUDIT_BEGIN_READ) || audit_fail(audit, err, ERR_UNREADABLE, "it could not be read");
	ok = ok && verify(&walk, progress, context, err);
	text_free(&walk.encoded);
	audit_close(audit);
	return ok;
}
