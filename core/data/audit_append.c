#include "core/data/audit_file.h"

#include <assert.h>
#include <string.h>

#include "core/base/sys.h"

static bool may_write(Audit *audit, Err *err)
{
	if (audit->mode == AUDIT_READ)
		return fail(err, ERR_AUDIT, "The audit log %s was opened for reading only.", audit->place.file);
	if (audit->stopped)
		return fail(err, ERR_AUDIT, "The audit log %s failed while it was written, so this program writes nothing more. Look "
		            "at the disk, then start again.", audit->place.file);
	return audit_place_lock(&audit->place, err);
}

static bool read_head(Audit *audit, int64_t *seq, uint8_t hash[32])
{
	Err ignored;
	if (!audit_head(audit, seq, hash, &ignored))
		return false;
	if (*seq == 0) {
		*seq = audit->segment.first_seq - 1;
		memcpy(hash, audit->segment.prev_hash, 32);
	}
	return true;
}

static void fill(Audit *audit, AuditEvent *event, int64_t seq, const uint8_t prev_hash[32])
{
	Text encoded = { 0 };
	event->seq = seq;
	event->ts_us = sys_now_us();
	event->boot_us = sys_boot_us();
	memcpy(event->boot_id, audit->boot_id, sizeof event->boot_id);
	memcpy(event->session_id, audit->writer.session_id, sizeof event->session_id);
	memcpy(event->prev_hash, prev_hash, sizeof event->prev_hash);
	event->actor = audit->writer.actor;
	event->os_user = audit->writer.os_user;
	event->origin = audit->writer.origin;
	event->key.null = event->key.null || !event->table;
	event_encode(&encoded, audit->segment.chain_id, event);
	audit_hash(event->hash, &encoded);
	text_free(&encoded);
}

/* Columns in the order of append.sql. */
static bool insert(Audit *audit, const AuditEvent *event)
{
	sqlite3_stmt *row = audit_statement(audit, SQL_AUDIT_APPEND);
	audit_bind_number(row, 1, event->seq);
	audit_bind_number(row, 2, event->ts_us);
	audit_bind_bytes(row, 3, event->boot_id, 16, false);
	audit_bind_number(row, 4, event->boot_us);
	audit_bind_text(row, 5, event_kind_name(event->kind));
	audit_bind_bytes(row, 6, event->session_id, 16, false);
	audit_bind_bytes(row, 7, event->op_id, 16, !event->has_op);
	audit_bind_bytes(row, 8, event->batch_id, 16, !event->has_batch);
	audit_bind_bytes(row, 9, event->undo_of, 16, !event->has_undo);
	audit_bind_text(row, 10, event->actor);
	audit_bind_text(row, 11, event->os_user);
	audit_bind_text(row, 12, event->origin);
	audit_bind_text(row, 13, event->table);
	audit_bind_bytes(row, 14, event->key.bytes, event->key.length, event->key.null);
	audit_bind_text(row, 15, event->class);
	audit_bind_bytes(row, 16, event->payload, event->payload_length, false);
	audit_bind_bytes(row, 17, event->prev_hash, 32, false);
	audit_bind_bytes(row, 18, event->hash, 32, false);
	return audit_put(row);
}

/* What it means for the admin: before a change nothing was done, after one it was. */
static void not_written(Audit *audit, const AuditEvent *event, Err *err)
{
	audit_fail(audit, err, ERR_AUDIT, event->kind == EVENT_OUTCOME ? "the outcome of a change could not be recorded"
	           : "the entry could not be written and nothing was changed");
}

bool audit_insert_next(Audit *audit, AuditEvent *event, int64_t seq, const uint8_t prev_hash[32])
{
	fill(audit, event, seq, prev_hash);
	return insert(audit, event);
}

static bool insert_all(Audit *audit, AuditEvent *events, size_t count, Err *err)
{
	int64_t seq = 0;
	uint8_t head[32];
	bool ok = count == 0 || read_head(audit, &seq, head);
	for (size_t i = 0; i < count && ok; i++) {
		ok = audit_insert_next(audit, &events[i], seq + 1 + (int64_t)i, i ? events[i - 1].hash : head);
		if (ok && events[i].kind == EVENT_INTENT)
			audit_trail_begin(audit, &events[i]);
	}
	if (!ok)
		not_written(audit, events, err);
	return ok;
}

/* What begins or ends a transaction, for this event. */
static bool run(Audit *audit, SqlId sql, const AuditEvent *event, Err *err)
{
	bool ok = audit_run(audit, sql);
	if (!ok)
		not_written(audit, event, err);
	return ok;
}

static void roll_back(Audit *audit)
{
	if (!sqlite3_get_autocommit(audit->db))
		audit_run(audit, SQL_AUDIT_ROLLBACK);
}

/* Another plan that has begun on the row and not ended. */
static bool row_is_free(Audit *audit, const AuditEvent *intent, Err *err)
{
	sqlite3_stmt *row = audit_statement(audit, SQL_AUDIT_OPEN_ON_ROW);
	audit_bind_text(row, 1, intent->table);
	audit_bind_bytes(row, 2, intent->key.bytes, intent->key.length, intent->key.null);
	audit_bind_bytes(row, 3, intent->op_id, 16, false);
	int result = audit_step(row);
	if (result == SQLITE_ROW) {
		Arena *mem = arena_new();
		char key[UTF8_CAP(ALIAS_ID_MAX)], since[24];
		text_visible(key, sizeof key, intent->key.bytes, intent->key.length);
		sys_format_time(since, sizeof since, "%Y-%m-%d %H:%M:%S", sqlite3_column_int64(row, 2));
		fail(err, ERR_CONFLICT, "alias %s is being changed by %s (%s, since %s)", key, audit_column_text(mem, row, 0),
		     audit_column_text(mem, row, 1), since);
		arena_free(mem);
	} else if (result != SQLITE_DONE) {
		audit_fail(audit, err, ERR_AUDIT, "it could not be asked for changes under way");
	}
	audit_done(row);
	return result == SQLITE_DONE;
}

static void hold(Audit *audit, const AuditEvent *outcome)
{
	text_clear(&audit->held_key);
	text_clear(&audit->held_payload);
	text_add_bytes(&audit->held_key, outcome->key.bytes, outcome->key.length);
	text_add_bytes(&audit->held_payload, outcome->payload, outcome->payload_length);
	audit->held = *outcome;
	audit->held.key.bytes = (const uint8_t *)audit->held_key.bytes;
	audit->held.payload = audit->held_payload.bytes;
	audit->held_number++;
}

static bool insert_held(Audit *audit, Err *err)
{
	return !audit->held.has_op || insert_all(audit, &audit->held, 1, err);
}

/* No intent among them meets one that has begun on its row and not ended; *taken: which one does. */
static bool rows_are_free(Audit *audit, const AuditEvent *events, size_t count, size_t *taken, Err *err)
{
	for (size_t i = 0; i < count; i++)
		if (events[i].kind == EVENT_INTENT && !row_is_free(audit, &events[i], err)) {
			*taken = i;
			return false;
		}
	return true;
}

/* taken NULL: intents are not asked for. */
static bool append(Audit *audit, AuditEvent *events, size_t count, size_t *taken, Err *err)
{
	if ((taken && !audit_place_room(&audit->place, err)) || !may_write(audit, err))
		return false;
	bool same = audit_follow(audit, err);
	if (same)
		audit_rotate_when_due(audit);
	const AuditEvent *last = count ? &events[count - 1] : &audit->held;
	bool begun = same && audit_follow(audit, err) && run(audit, SQL_AUDIT_BEGIN, last, err);
	bool ok = begun && insert_held(audit, err) && (!taken || rows_are_free(audit, events, count, taken, err)) &&
	          insert_all(audit, events, count, err) && run(audit, SQL_AUDIT_COMMIT, last, err);
	audit->held.has_op = audit->held.has_op && !ok;
	if (ok)
		audit_wal_committed(audit);
	else if (begun)
		roll_back(audit);
	for (size_t i = 0; i < count && !ok; i++)
		events[i].seq = 0;
	audit_place_unlock(&audit->place);
	if (ok)
		audit_witness(audit, last);
	return ok;
}

bool audit_append(Audit *audit, AuditEvent *events, size_t count, Err *err)
{
	if (!audit->holds || audit->held.has_op || audit->stopped || count != 1 || events->kind != EVENT_OUTCOME)
		return append(audit, events, count, NULL, err);
	hold(audit, events);
	return true;
}

void audit_hold(Audit *audit, bool hold)
{
	audit->holds = hold;
}

unsigned audit_waits(const Audit *audit)
{
	return audit->held.has_op ? audit->held_number : 0;
}

bool audit_flush(Audit *audit, Err *err)
{
	return !audit->held.has_op || append(audit, NULL, 0, NULL, err);
}

bool audit_append_intents(Audit *audit, AuditEvent *events, size_t count, size_t *taken, Err *err)
{
	return append(audit, events, count, taken, err);
}

bool audit_append_intent(Audit *audit, AuditEvent *intent, Err *err)
{
	size_t taken;
	assert(intent->kind == EVENT_INTENT && intent->has_op && intent->table);
	return append(audit, intent, 1, &taken, err);
}

static bool is_due(Audit *audit, SqlId condition, int64_t bound, bool *due)
{
	sqlite3_stmt *row = audit_statement(audit, condition);
	audit_bind_number(row, 1, bound);
	bool ok = audit_step(row) == SQLITE_ROW;
	*due = ok && sqlite3_column_int(row, 0) != 0;
	audit_done(row);
	return ok;
}

bool audit_append_if(Audit *audit, AuditEvent *event, SqlId condition, int64_t bound, Err *err)
{
	bool due;
	if (!may_write(audit, err))
		return false;
	bool begun = audit_follow(audit, err) && run(audit, SQL_AUDIT_BEGIN, event, err);
	bool asked = begun && is_due(audit, condition, bound, &due);
	if (begun && !asked)
		not_written(audit, event, err);
	bool ok = asked && (!due || insert_all(audit, event, 1, err)) && run(audit, SQL_AUDIT_COMMIT, event, err);
	if (begun && !ok)
		roll_back(audit);
	audit_place_unlock(&audit->place);
	return ok;
}
