/* A careful intruder with write access to the log's file, for the tests of its proof: he alters what he likes, puts the triggers
 * back, and hashes the chain anew. */
#ifndef TESTS_UNIT_AUDIT_FORGE_H
#define TESTS_UNIT_AUDIT_FORGE_H

#include "core/data/digest.h"
#include "tests/unit/audit_log.h"

/* The texts of the triggers, to be put back after tampering, as a careful intruder would. */
static inline void forge_triggers(const char *path, Text *drop, Text *make)
{
	sqlite3 *db;
	sqlite3_stmt *row;
	if (sqlite3_open(path, &db) != SQLITE_OK ||
	    sqlite3_prepare_v2(db, "SELECT name, sql FROM sqlite_master WHERE type='trigger'", -1, &row, NULL) != SQLITE_OK)
		abort();
	while (sqlite3_step(row) == SQLITE_ROW) {
		text_addf(drop, "DROP TRIGGER %s;", (const char *)sqlite3_column_text(row, 0));
		text_addf(make, "%s;", (const char *)sqlite3_column_text(row, 1));
	}
	sqlite3_finalize(row);
	sqlite3_close(db);
}

static inline void forge(const char *path, const char *change)
{
	Text all = { 0 }, drop = { 0 }, make = { 0 };
	forge_triggers(path, &drop, &make);
	text_addf(&all, "PRAGMA ignore_check_constraints=ON; BEGIN; %s %s; %s COMMIT", drop.bytes, change, make.bytes);
	log_tamper(path, all.bytes);
	text_free(&all);
	text_free(&drop);
	text_free(&make);
}

/* Columns in the order of the table. */
static inline void forge_read(sqlite3_stmt *row, AuditEvent *out)
{
	const void *ids[] = { sqlite3_column_blob(row, 6), sqlite3_column_blob(row, 7), sqlite3_column_blob(row, 8) };
	*out = (AuditEvent){
		.seq = sqlite3_column_int64(row, 0), .ts_us = sqlite3_column_int64(row, 1), .boot_us = sqlite3_column_int64(row, 3),
		.kind = event_kind_find((const char *)sqlite3_column_text(row, 4)), .has_op = ids[0], .has_batch = ids[1], .has_undo = ids[2],
		.actor = (const char *)sqlite3_column_text(row, 9), .os_user = (const char *)sqlite3_column_text(row, 10),
		.origin = (const char *)sqlite3_column_text(row, 11), .table = (const char *)sqlite3_column_text(row, 12),
		.key = { .bytes = sqlite3_column_blob(row, 13), .length = (uint32_t)sqlite3_column_bytes(row, 13),
		         .null = sqlite3_column_type(row, 13) == SQLITE_NULL },
		.class = (const char *)sqlite3_column_text(row, 14),
		.payload = sqlite3_column_blob(row, 15), .payload_length = (size_t)sqlite3_column_bytes(row, 15),
	};
	memcpy(out->boot_id, sqlite3_column_blob(row, 2), 16);
	memcpy(out->session_id, sqlite3_column_blob(row, 5), 16);
	if (ids[0])
		memcpy(out->op_id, ids[0], 16);
	if (ids[1])
		memcpy(out->batch_id, ids[1], 16);
	if (ids[2])
		memcpy(out->undo_of, ids[2], 16);
}

static inline void forge_add_hash(Text *sql, const uint8_t chain_id[16], const AuditEvent *event, uint8_t hash[32])
{
	char prev[65], next[65];
	Text encoded = { 0 };
	event_encode(&encoded, chain_id, event);
	digest_sha256(hash, encoded.bytes, encoded.length);
	text_free(&encoded);
	sys_hex(prev, event->prev_hash, 32);
	sys_hex(next, hash, 32);
	text_addf(sql, "UPDATE event SET prev_hash=x'%s', hash=x'%s' WHERE seq=%lld;", prev, next, (long long)event->seq);
}

/* The chain is whole again from this entry to its end. */
static inline void forge_rehash(const char *path, int64_t from_seq)
{
	sqlite3 *db;
	sqlite3_stmt *row;
	Text sql = { 0 };
	uint8_t chain_id[16], hash[32];
	Audit *audit = log_open(path, AUDIT_READ);
	audit_chain_id(audit, chain_id);
	audit_close(audit);
	if (sqlite3_open(path, &db) != SQLITE_OK ||
	    sqlite3_prepare_v2(db, "SELECT * FROM event WHERE seq>=? ORDER BY seq", -1, &row, NULL) != SQLITE_OK)
		abort();
	sqlite3_bind_int64(row, 1, from_seq);
	for (bool first = true; sqlite3_step(row) == SQLITE_ROW; first = false) {
		AuditEvent event;
		forge_read(row, &event);
		memcpy(event.prev_hash, first ? sqlite3_column_blob(row, 16) : hash, 32);
		forge_add_hash(&sql, chain_id, &event, hash);
	}
	sqlite3_finalize(row);
	sqlite3_close(db);
	forge(path, sql.bytes);
	text_free(&sql);
}

#endif
