#include "core/data/audit_file.h"

#include <string.h>

/* Columns of verify_walk.sql and verify_line.sql; what is hashed starts with the fourth. */
enum { COL_SEQ, COL_PREV_HASH, COL_HASH, COL_TS, COL_BOOT_ID, COL_KIND = 6, HASHED_COLUMNS = 15 };
enum { CLOCK_BACK_US = 5 * 1000000 };

void audit_chain_begin(AuditChain *chain, const uint8_t chain_id[16], int64_t first_seq, const uint8_t prev_hash[32])
{
	memcpy(chain->chain_id, chain_id, sizeof chain->chain_id);
	memcpy(chain->last_hash, prev_hash, sizeof chain->last_hash);
	chain->next_seq = first_seq;
}

void audit_chain_free(AuditChain *chain)
{
	text_free(&chain->encoded);
}

void audit_chain_fault(AuditChain *chain, int64_t seq, const char *how)
{
	chain->out->first_bad_seq = seq;
	text_format(chain->out->fault, sizeof chain->out->fault, "Entry #%lld %s. What stands before it is intact; what follows "
	            "cannot be trusted.", (long long)seq, how);
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

static bool hash_row(AuditChain *chain, sqlite3_stmt *row, uint8_t out[32])
{
	static const char domain[] = "vicialias-audit-v1";
	uint8_t seq[8];
	bool typed = true;
	put_number(seq, (uint64_t)sqlite3_column_int64(row, COL_SEQ), sizeof seq);
	text_clear(&chain->encoded);
	text_add_bytes(&chain->encoded, domain, sizeof domain);
	text_add_bytes(&chain->encoded, chain->chain_id, 16);
	text_add_bytes(&chain->encoded, chain->last_hash, 32);
	text_add_bytes(&chain->encoded, seq, sizeof seq);
	for (int i = 0; i < HASHED_COLUMNS && typed; i++)
		typed = add_column(&chain->encoded, row, COL_TS + i, (uint8_t)(i + 1));
	audit_hash(out, &chain->encoded);
	return typed;
}

static bool is_blob(sqlite3_stmt *row, int column, const uint8_t *bytes, size_t size)
{
	return sqlite3_column_type(row, column) == SQLITE_BLOB && (size_t)sqlite3_column_bytes(row, column) == size &&
	       memcmp(sqlite3_column_blob(row, column), bytes, size) == 0;
}

/* A clock that went back is worth a look, but clocks do that; across a restart even more so. */
static void watch_clock(AuditChain *chain, sqlite3_stmt *row)
{
	int64_t ts_us = sqlite3_column_int64(row, COL_TS);
	bool same_boot = is_blob(row, COL_BOOT_ID, chain->boot_id, sizeof chain->boot_id);
	if (chain->out->events && same_boot && ts_us < chain->last_ts_us - CLOCK_BACK_US && !chain->out->warning[0])
		text_format(chain->out->warning, sizeof chain->out->warning, "The clock went back %lld s before entry #%lld.",
		            (long long)((chain->last_ts_us - ts_us) / 1000000), (long long)sqlite3_column_int64(row, COL_SEQ));
	chain->last_ts_us = ts_us;
	audit_column_copy(row, COL_BOOT_ID, chain->boot_id, sizeof chain->boot_id);
}

/* Each outcome has an intent of its own: the index says so, and check_meaning. */
static void count_open(AuditChain *chain, sqlite3_stmt *row)
{
	const char *text = (const char *)sqlite3_column_text(row, COL_KIND), *kind = text ? text : "";
	if (strcmp(kind, event_kind_name(EVENT_INTENT)) == 0)
		chain->out->open_intents++;
	else if (strcmp(kind, event_kind_name(EVENT_OUTCOME)) == 0 && chain->out->open_intents)
		chain->out->open_intents--;
}

bool audit_chain_row(AuditChain *chain, sqlite3_stmt *row)
{
	uint8_t hash[32];
	if (sqlite3_column_int64(row, COL_SEQ) != chain->next_seq)
		audit_chain_fault(chain, chain->next_seq, "is missing");
	else if (!is_blob(row, COL_PREV_HASH, chain->last_hash, sizeof chain->last_hash))
		audit_chain_fault(chain, chain->next_seq, "does not follow from the one before it");
	else if (!hash_row(chain, row, hash) || !is_blob(row, COL_HASH, hash, sizeof hash))
		audit_chain_fault(chain, chain->next_seq, "was altered");
	if (chain->out->first_bad_seq)
		return false;
	watch_clock(chain, row);
	count_open(chain, row);
	memcpy(chain->last_hash, hash, sizeof hash);
	memcpy(chain->out->head, hash, sizeof hash);
	chain->out->head_seq = chain->next_seq++;
	chain->out->events++;
	return true;
}
