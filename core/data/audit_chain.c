#include "core/data/audit_file.h"

#include <string.h>

/* What is hashed starts with the time. */
enum { HASHED_COLUMNS = 15 };
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
	audit_pending_free(&chain->pending);
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
static bool add_column(Text *out, const AuditField *field, uint8_t id)
{
	static const uint8_t types[] = { [SQLITE_NULL] = 0, [SQLITE_INTEGER] = 1, [SQLITE_TEXT] = 2, [SQLITE_BLOB] = 3 };
	uint8_t head[6] = { id }, number[8];
	bool is_number = field->type == SQLITE_INTEGER;
	size_t length = is_number ? sizeof number : field->length;
	if (field->type == SQLITE_FLOAT)
		return false;
	if (is_number)
		put_number(number, (uint64_t)field->number, 8);
	head[1] = types[field->type];
	put_number(head + 2, length, 4);
	text_add_bytes(out, head, sizeof head);
	text_add_bytes(out, is_number ? number : field->bytes, length);
	return true;
}

static bool hash_row(AuditChain *chain, const AuditRow *row, uint8_t out[32])
{
	static const char domain[] = "vicialias-audit-v1";
	uint8_t seq[8];
	bool typed = true;
	put_number(seq, (uint64_t)row->fields[AUDIT_ROW_SEQ].number, sizeof seq);
	text_clear(&chain->encoded);
	text_add_bytes(&chain->encoded, domain, sizeof domain);
	text_add_bytes(&chain->encoded, chain->chain_id, 16);
	text_add_bytes(&chain->encoded, chain->last_hash, 32);
	text_add_bytes(&chain->encoded, seq, sizeof seq);
	for (int i = 0; i < HASHED_COLUMNS && typed; i++)
		typed = add_column(&chain->encoded, &row->fields[AUDIT_ROW_TIME + i], (uint8_t)(i + 1));
	audit_hash(out, &chain->encoded);
	return typed;
}

static bool is_blob(const AuditField *field, const uint8_t *bytes, size_t size)
{
	return audit_field_is(field, SQLITE_BLOB, bytes, size);
}

/* A clock that went back is worth a look, but clocks do that; across a restart even more so. */
static void watch_clock(AuditChain *chain, const AuditRow *row)
{
	int64_t ts_us = row->fields[AUDIT_ROW_TIME].number;
	const AuditField *boot = &row->fields[AUDIT_ROW_BOOT_ID];
	bool same_boot = is_blob(boot, chain->boot_id, sizeof chain->boot_id);
	if (chain->out->events && same_boot && ts_us < chain->last_ts_us - CLOCK_BACK_US && !chain->out->warning[0])
		text_format(chain->out->warning, sizeof chain->out->warning, "The clock went back %lld s before entry #%lld.",
		            (long long)((chain->last_ts_us - ts_us) / 1000000), (long long)row->fields[AUDIT_ROW_SEQ].number);
	chain->last_ts_us = ts_us;
	if (boot->type == SQLITE_BLOB && boot->length == sizeof chain->boot_id)
		memcpy(chain->boot_id, boot->bytes, sizeof chain->boot_id);
}

static void count_open(AuditChain *chain, const AuditRow *row)
{
	EventKindId kind = audit_row_kind(row);
	const AuditField *op = &row->fields[AUDIT_ROW_OP];
	bool named = op->type == SQLITE_BLOB && op->length == 16;
	if (kind == EVENT_INTENT && named) {
		audit_pending_add(&chain->pending, op->bytes);
		chain->out->open_intents++;
	} else if (kind == EVENT_OUTCOME) {
		bool begun = named && audit_pending_take(&chain->pending, op->bytes);
		chain->out->open_intents -= begun;
		if (!begun && !chain->orphan_seq)
			chain->orphan_seq = chain->next_seq;
	}
}

bool audit_chain_row(AuditChain *chain, const AuditRow *row)
{
	uint8_t hash[32];
	const AuditField *seq = &row->fields[AUDIT_ROW_SEQ];
	if (seq->type != SQLITE_INTEGER || seq->number != chain->next_seq)
		audit_chain_fault(chain, chain->next_seq, "is missing");
	else if (!is_blob(&row->fields[AUDIT_ROW_PREV_HASH], chain->last_hash, sizeof chain->last_hash))
		audit_chain_fault(chain, chain->next_seq, "does not follow from the one before it");
	else if (!hash_row(chain, row, hash) || !is_blob(&row->fields[AUDIT_ROW_HASH], hash, sizeof hash))
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
