#include "core/data/audit_file.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "core/base/sys.h"

void audit_first_segment(AuditSegment *out)
{
	Text encoded = { 0 };
	*out = (AuditSegment){ .number = 1, .first_seq = 1, .created_us = sys_now_us() };
	sys_random(out->chain_id, sizeof out->chain_id);
	sys_host(out->host, sizeof out->host);
	event_encode_genesis(&encoded, out->chain_id, out->host);
	audit_hash(out->prev_hash, &encoded);
	text_free(&encoded);
}

static bool add_segment(Audit *audit)
{
	const AuditSegment *segment = &audit->segment;
	sqlite3_stmt *row = audit_statement(audit, SQL_AUDIT_SEGMENT_ADD);
	audit_bind_bytes(row, 1, segment->chain_id, sizeof segment->chain_id, false);
	audit_bind_number(row, 2, segment->number);
	audit_bind_number(row, 3, segment->first_seq);
	audit_bind_bytes(row, 4, segment->prev_hash, sizeof segment->prev_hash, false);
	audit_bind_text(row, 5, segment->host);
	audit_bind_number(row, 6, segment->created_us);
	return audit_put(row);
}

bool audit_sync_folder(const AuditPlace *place)
{
	int fd = open(place->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool ok = fd >= 0 && fsync(fd) == 0;
	if (fd >= 0)
		close(fd);
	return ok;
}

bool audit_make(const Audit *like, const AuditSegment *segment, const char *path, AuditEvent *first, Err *err)
{
	Audit *made = mem_take(sizeof *made);
	*made = (Audit){ .place = like->place, .writer = like->writer, .segment = *segment, .trail_fd = -1 };
	memcpy(made->boot_id, like->boot_id, sizeof made->boot_id);
	unlink(path);
	bool room = audit_place_create(&like->place, path, err);
	bool ok = room && sqlite3_open_v2(path, &made->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK &&
	          sqlite3_exec(made->db, "PRAGMA journal_mode=MEMORY; PRAGMA synchronous=FULL", NULL, NULL, NULL) == SQLITE_OK &&
	          audit_run(made, SQL_AUDIT_BEGIN) &&
	          sqlite3_exec(made->db, builtin_sql(SQL_AUDIT_SCHEMA), NULL, NULL, NULL) == SQLITE_OK && add_segment(made) &&
	          (!first || audit_insert_next(made, first, segment->first_seq, segment->prev_hash)) &&
	          audit_run(made, SQL_AUDIT_COMMIT) &&
	          /* Later, under its own name, the step to WAL would take a journal, and a kill within leave what no reader can open. */
	          sqlite3_exec(made->db, "PRAGMA journal_mode=WAL", NULL, NULL, NULL) == SQLITE_OK;
	if (room && !ok) {
		audit_fail(made, err, ERR_AUDIT, "a new one could not be made");
		unlink(path);
	}
	audit_disconnect(made);
	mem_free(made);
	return ok;
}
