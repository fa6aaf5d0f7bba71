#include "core/data/audit_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/sys.h"
#include "core/data/digest.h"

/* How long readers are waited for; the next entry tries again. */
enum { BUSY_MS = 100, USUAL_BUSY_MS = 10000 };
#define BATCH_PATIENCE_US (INT64_C(24) * 3600 * 1000000)

static bool is_of_last_year(const Audit *audit)
{
	char made[8], now[8];
	sys_format_time(made, sizeof made, "%Y", audit->segment.created_us);
	sys_format_time(now, sizeof now, "%Y", sys_now_us());
	return strcmp(made, now) < 0;
}

/* An outcome has to stand in the file of its intent, and a batch should; one that was never closed does not count for ever. */
static bool nothing_open(Audit *audit)
{
	sqlite3_stmt *row = audit_statement(audit, SQL_AUDIT_OPEN_ANY);
	audit_bind_number(row, 1, sys_now_us() - BATCH_PATIENCE_US);
	bool none = audit_step(row) == SQLITE_DONE;
	audit_done(row);
	return none;
}

static bool is_due(Audit *audit)
{
	struct stat found;
	return !audit->cannot_seal && lstat(audit->place.file, &found) == 0 &&
	       ((audit->segment_bytes && found.st_size >= audit->segment_bytes) || is_of_last_year(audit)) && nothing_open(audit);
}

/* All of it into the file itself: what stands beside it goes in a moment. */
static bool empty_wal(Audit *audit)
{
	sqlite3_busy_timeout(audit->db, BUSY_MS);
	int result = sqlite3_wal_checkpoint_v2(audit->db, "main", SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
	sqlite3_busy_timeout(audit->db, USUAL_BUSY_MS);
	return result == SQLITE_OK;
}

/* A copy: other programs still have the file itself open. Without WAL, so that one who may only read can open it. */
static bool copy_file(Audit *audit, const char *path)
{
	sqlite3 *to = NULL;
	bool ok = sqlite3_open_v2(path, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK &&
	          sqlite3_exec(to, "PRAGMA synchronous=FULL", NULL, NULL, NULL) == SQLITE_OK;
	sqlite3_backup *backup = ok ? sqlite3_backup_init(to, "main", audit->db, "main") : NULL;
	ok = backup && sqlite3_backup_step(backup, -1) == SQLITE_DONE;
	ok = sqlite3_backup_finish(backup) == SQLITE_OK && ok &&
	     sqlite3_exec(to, "PRAGMA journal_mode=DELETE", NULL, NULL, NULL) == SQLITE_OK;
	return sqlite3_close(to) == SQLITE_OK && ok;
}

static bool sync_and_close_to_writing(const char *path)
{
	int fd = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
	bool ok = fd >= 0 && fsync(fd) == 0 && fchmod(fd, 0440) == 0;
	if (fd >= 0)
		close(fd);
	return ok;
}

/* A file of that name can only be what an interrupted sealing left: the same segment. Anything else stays. */
static bool is_free(const Audit *audit, const char *path)
{
	Audit *found;
	Err ignored;
	if (access(path, F_OK) != 0)
		return errno == ENOENT;
	if (!audit_open(&found, path, AUDIT_READ, &ignored))
		return false;
	bool same = found->segment.number == audit->segment.number &&
	            memcmp(found->segment.chain_id, audit->segment.chain_id, sizeof found->segment.chain_id) == 0;
	audit_close(found);
	return same;
}

static bool seal(Audit *audit, const char *path, Err *err)
{
	char made[AUDIT_PATH + 24];
	text_format(made, sizeof made, "%s.new", path);
	unlink(made);
	bool ok = is_free(audit, path) && audit_place_create(&audit->place, made, err) && copy_file(audit, made) &&
	          sync_and_close_to_writing(made) && rename(made, path) == 0 && audit_sync_folder(&audit->place);
	if (!ok)
		unlink(made);
	return ok || fail(err, ERR_AUDIT, "The audit log could not be sealed as %s.", path);
}

/* The first entry of the file that follows: what the one before was, byte for byte. */
static bool describe(Audit *audit, const char *path, const AuditSegment *next, Text *payload, Err *err)
{
	char number[24], last[24], head[65], hex[65];
	uint8_t digest[DIGEST_SIZE];
	if (!digest_sha256_file(digest, path))
		return fail(err, ERR_AUDIT, "The sealed segment %s cannot be read: %s.", path, strerror(errno));
	sys_hex(hex, digest, sizeof digest);
	sys_hex(head, next->prev_hash, sizeof next->prev_hash);
	text_format(number, sizeof number, "%lld", (long long)audit->segment.number);
	text_format(last, sizeof last, "%lld", (long long)next->first_seq - 1);
	const char *pairs[] = { "segment", number, "file", strrchr(path, '/') + 1, "last", last, "head", head, "sha256", hex, NULL };
	return audit_note_payload(audit, payload, pairs, err);
}

/* Under the lock nobody writes, and the -wal is empty: whoever has the old file open sees at his next entry that it is gone. */
static bool put_in_place(Audit *audit, const char *made, Err *err)
{
	static const char *const beside[] = { "-wal", "-shm" };
	char path[AUDIT_PATH + 8];
	audit_disconnect(audit);
	for (size_t i = 0; i < sizeof beside / sizeof *beside; i++) {
		text_format(path, sizeof path, "%s%s", audit->place.file, beside[i]);
		unlink(path);
	}
	bool ok = rename(made, audit->place.file) == 0 && audit_sync_folder(&audit->place);
	return audit_reconnect(audit, err) && ok;
}

static bool rotate(Audit *audit, int64_t head_seq, const uint8_t head[32], Err *err)
{
	char sealed[AUDIT_PATH + 16], made[AUDIT_PATH + 8];
	AuditSegment next = audit->segment;
	Text payload = { 0 };
	next.number++;
	next.first_seq = head_seq + 1;
	memcpy(next.prev_hash, head, sizeof next.prev_hash);
	next.created_us = sys_now_us();
	audit_place_sealed(&audit->place, audit->segment.number, sealed, sizeof sealed);
	text_format(made, sizeof made, "%s.new", audit->place.file);
	bool ok = seal(audit, sealed, err) &&
	          describe(audit, sealed, &next, &payload, err);
	AuditEvent first = { .kind = EVENT_ANCHOR, .payload = payload.bytes, .payload_length = payload.length };
	ok = ok && audit_make(audit, &next, made, &first, err) && put_in_place(audit, made, err);
	text_free(&payload);
	return ok;
}

/* What cannot be sealed grows on: that is no reason to write nothing. */
void audit_rotate_when_due(Audit *audit)
{
	Err ignored;
	int64_t head_seq;
	uint8_t head[32];
	if (is_due(audit) && audit_head(audit, &head_seq, head, &ignored) && head_seq && empty_wal(audit) &&
	    !rotate(audit, head_seq, head, &ignored))
		audit->cannot_seal = true;
}
