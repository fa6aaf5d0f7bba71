#include "core/data/audit_file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/sys.h"
#include "core/data/digest.h"

enum { APPLICATION_ID = 0x56414C31, USER_VERSION = 1, SEGMENT_BYTES = 64 << 20 };

/* ---- statements -------------------------------------------------------------------------------------------------------- */

sqlite3_stmt *audit_statement(Audit *audit, SqlId sql)
{
	sqlite3_stmt **kept = &audit->statements[sql];
	if (!audit->db)
		return NULL;
	if (!*kept && sqlite3_prepare_v2(audit->db, builtin_sql(sql), -1, kept, NULL) != SQLITE_OK)
		return NULL;
	sqlite3_reset(*kept);
	sqlite3_clear_bindings(*kept);
	return *kept;
}

void audit_done(sqlite3_stmt *statement)
{
	sqlite3_reset(statement);
	if (statement)
		sqlite3_clear_bindings(statement);
}

bool audit_run(Audit *audit, SqlId sql)
{
	return audit_put(audit_statement(audit, sql));
}

bool audit_fail(Audit *audit, Err *err, ErrCode code, const char *doing)
{
	const char *path = audit->place.file;
	char said[160];
	int result = sqlite3_extended_errcode(audit->db);
	text_visible(said, sizeof said, sqlite3_errmsg(audit->db), strlen(sqlite3_errmsg(audit->db)));
	switch (result & 0xFF) {
	case SQLITE_FULL:
		return fail(err, code, "The disk under the audit log %s is full: %s. Make room and try again.", path, doing);
	case SQLITE_IOERR: case SQLITE_CORRUPT: case SQLITE_NOTADB:
		audit->stopped = true;
		return fail(err, code, "The audit log %s: %s (%s, %d). This program writes nothing more; look at the disk, then: "
		            "vicialias audit verify", path, doing, said, result);
	case SQLITE_BUSY:
		return fail(err, code, "The audit log %s: %s, since another program keeps it locked.", path, doing);
	default:
		return fail(err, code, "The audit log %s: %s (%s).", path, doing, said);
	}
}

void audit_hash(uint8_t out[32], const Text *encoded)
{
	digest_sha256(out, encoded->bytes, encoded->length);
}

/* ---- opening ----------------------------------------------------------------------------------------------------------- */

typedef struct {
	const char *name, *value, *read_back;
	bool        writer_only;
} Pragma;

static const Pragma pragmas[] = {
	{ "busy_timeout",       "10000",  "10000" },
	{ "temp_store",         "MEMORY", "2" },
	{ "recursive_triggers", "ON",     "1" },   /* without it REPLACE deletes and no trigger sees it */
	{ "journal_mode",       "WAL",    "wal",   .writer_only = true },
	{ "synchronous",        "FULL",   "2",     .writer_only = true },
	{ "wal_autocheckpoint", "0",      "0",     .writer_only = true },
	{ "journal_size_limit", "-1",     "-1",    .writer_only = true },
};

static int keep_text(void *context, int count, char **values, char **names)
{
	(void)names;
	if (count > 0)
		text_copy(context, 32, values[0] ? values[0] : "");
	return 0;
}

/* Some say at once what they are now; the others are asked. */
static bool set_pragma(Audit *audit, const Pragma *pragma, Err *err)
{
	char set[80], ask[80], now[32] = "";
	text_format(set, sizeof set, "PRAGMA main.%s=%s", pragma->name, pragma->value);
	text_format(ask, sizeof ask, "PRAGMA main.%s", pragma->name);
	if (sqlite3_exec(audit->db, set, keep_text, now, NULL) != SQLITE_OK ||
	    (!*now && sqlite3_exec(audit->db, ask, keep_text, now, NULL) != SQLITE_OK))
		return audit_fail(audit, err, audit->mode == AUDIT_READ ? ERR_UNREADABLE : ERR_AUDIT, "it could not be opened");
	return strcmp(now, pragma->read_back) == 0 ||
	       fail(err, ERR_AUDIT, "The audit log %s cannot be kept safely here: SQLite's %s stays \"%s\".", audit->place.file,
	            pragma->name, now);
}

static int64_t pragma_number(Audit *audit, const char *name)
{
	char sql[64], now[32] = "", *end;
	text_format(sql, sizeof sql, "PRAGMA main.%s", name);
	sqlite3_exec(audit->db, sql, keep_text, now, NULL);
	long long number = strtoll(now, &end, 10);
	return end == now ? -1 : number;
}

/* Whose file is it? Asked before anything is set in it. */
static bool check_ids(Audit *audit, Err *err)
{
	const char *path = audit->place.file;
	ErrCode code = audit->mode == AUDIT_READ ? ERR_UNREADABLE : ERR_AUDIT;
	int64_t id = pragma_number(audit, "application_id"), version = pragma_number(audit, "user_version");
	if (id < 0 || version < 0)
		return audit_fail(audit, err, code, "it could not be read");
	if (id != APPLICATION_ID)
		return fail(err, code, "%s is no audit log of vicialias (it is %s). It is left alone; name another file with --audit.",
		            path, pragma_number(audit, "page_count") == 0 ? "empty" : "another program's database");
	if (version > USER_VERSION && audit->mode == AUDIT_WRITE)
		return fail(err, code, "The audit log %s was written by a newer vicialias (format %lld). Nothing is written to it; "
		            "use that version.", path, (long long)version);
	return true;
}

static bool configure(Audit *audit, Err *err)
{
	int keep_wal = 1;
	sqlite3_extended_result_codes(audit->db, 1);
	sqlite3_db_config(audit->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(audit->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
#ifdef SQLITE_DBCONFIG_TRUSTED_SCHEMA
	sqlite3_db_config(audit->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
#endif
	sqlite3_file_control(audit->db, "main", SQLITE_FCNTL_PERSIST_WAL, &keep_wal);
	if (!check_ids(audit, err))
		return false;
	for (size_t i = 0; i < sizeof pragmas / sizeof *pragmas; i++)
		if ((!pragmas[i].writer_only || audit->mode == AUDIT_WRITE) && !set_pragma(audit, &pragmas[i], err))
			return false;
	audit_wal_watch(audit);
	return (audit_filter_install(audit) && audit_guard(audit)) ||
	       audit_fail(audit, err, ERR_UNREADABLE, "it could not be prepared for reading");
}

static bool cannot_open(Audit *audit, Err *err)
{
	char owner[120];
	const char *path = audit->place.file;
	audit_place_owner(&audit->place, owner, sizeof owner);
	if (audit->mode == AUDIT_WRITE)
		return fail(err, ERR_AUDIT, "You may not write the audit log %s (it is %s). Join that group or become that user, or "
		            "name a log of your own with --audit.", path, owner);
	return fail(err, ERR_UNREADABLE, "The audit log %s cannot be read (it is %s). Reading it needs write access to its -shm "
	            "file beside it: ask a member of that group.", path, owner);
}

static bool connect_file(Audit *audit, Err *err)
{
	int flags = audit->mode == AUDIT_WRITE ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
	if (sqlite3_open_v2(audit->place.file, &audit->db, flags | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
		return cannot_open(audit, err);
	if (audit->mode == AUDIT_WRITE && sqlite3_db_readonly(audit->db, "main") == 1)
		return cannot_open(audit, err);
	sqlite3_exec(audit->db, "PRAGMA schema_version", NULL, NULL, NULL);
	int result = sqlite3_errcode(audit->db);
	if (result == SQLITE_CANTOPEN || result == SQLITE_READONLY || result == SQLITE_PERM)
		return cannot_open(audit, err);
	return configure(audit, err);
}

/* ---- open and close ---------------------------------------------------------------------------------------------------- */

void audit_disconnect(Audit *audit)
{
	for (size_t i = 0; i < SQL_COUNT; i++) {
		sqlite3_finalize(audit->statements[i]);
		audit->statements[i] = NULL;
	}
	sqlite3_close(audit->db);
	audit->db = NULL;
}

/* An old -wal would be played into the new file. */
static bool no_leftover(const AuditPlace *place, Err *err)
{
	char wal[AUDIT_PATH + 8];
	struct stat found;
	text_format(wal, sizeof wal, "%s-wal", place->file);
	return lstat(wal, &found) != 0 || found.st_size == 0 ||
	       fail(err, ERR_AUDIT, "The audit log %s is gone, but its newest entries are still in %s. Put the log back, or move "
	            "that file away.", place->file, wal);
}

/* Made whole under another name first: a log that is there is complete, and an empty one is never taken for new. */
static bool create(Audit *audit, Err *err)
{
	char path[AUDIT_PATH + 8];
	AuditSegment first;
	text_format(path, sizeof path, "%s.new", audit->place.file);
	audit_first_segment(&first);
	if (!no_leftover(&audit->place, err) || !audit_make(audit, &first, path, NULL, err))
		return false;
	if (rename(path, audit->place.file) == 0 && audit_sync_folder(&audit->place))
		return true;
	unlink(path);
	return fail(err, ERR_AUDIT, "The audit log %s could not be made: %s.", audit->place.file, strerror(errno));
}

static bool create_beside(const AuditPlace *place, const char *suffix, Err *err)
{
	char path[AUDIT_PATH + 8];
	text_format(path, sizeof path, "%s%s", place->file, suffix);
	return audit_place_create(place, path, err);
}

static bool connect_to_write(Audit *audit, Err *err)
{
	AuditPlace *place = &audit->place;
	char fault[200];
	bool exists;
	if (!audit_place_check(place->file, &exists, err) || !create_beside(place, "-wal", err) || !create_beside(place, "-shm", err))
		return false;
	audit_place_note(place);
	bool is_long = audit_wal_is_long(place);
	bool ok = connect_file(audit, err) &&
	          (audit_schema_intact(audit, fault, sizeof fault) ||
	           fail(err, ERR_AUDIT, "The audit log %s was tampered with: %s. Nothing is written to it; see: vicialias audit verify",
	                place->file, fault));
	if (ok && is_long)
		audit_wal_empty(audit);
	return ok;
}

static bool open_to_write(Audit *audit, Err *err)
{
	AuditPlace *place = &audit->place;
	bool exists;
	if (!audit_place_trust(place, err) || !audit_place_lock(place, err))
		return false;
	bool ok = audit_place_check(place->file, &exists, err) && (exists || create(audit, err)) && connect_to_write(audit, err);
	if (ok)
		audit_trail_open(audit);
	audit_place_unlock(place);
	return ok;
}

static bool open_to_read(Audit *audit, Err *err)
{
	struct stat found;
	if (stat(audit->place.file, &found) != 0 && errno == ENOENT)
		return fail(err, ERR_UNREADABLE, "There is no audit log at %s yet. Name another file with --audit.", audit->place.file);
	/* Not while another program puts the next file in place; one that is stopped in the middle does not keep anybody from reading. */
	Err ignored;
	bool locked = stat(audit->place.lock, &found) == 0 && audit_place_lock(&audit->place, &ignored);
	audit_place_note(&audit->place);
	bool ok = connect_file(audit, err);
	if (locked)
		audit_place_unlock(&audit->place);
	return ok;
}

bool audit_reconnect(Audit *audit, Err *err)
{
	audit_disconnect(audit);
	return (audit->mode == AUDIT_WRITE ? connect_to_write : open_to_read)(audit, err) && audit_read_segment(audit, err);
}

static bool replaced(Audit *audit, Err *err)
{
	return fail(err, ERR_AUDIT, "The audit log %s was moved or replaced while this program had it open. Nothing is written "
	            "to it; start again.", audit->place.file);
}

bool audit_follow(Audit *audit, Err *err)
{
	AuditSegment was = audit->segment;
	struct stat found;
	if (audit->db && audit_place_same(&audit->place))
		return true;
	if (lstat(audit->place.file, &found) != 0)
		return replaced(audit, err);
	if (!audit_reconnect(audit, err))
		return false;
	if (memcmp(was.chain_id, audit->segment.chain_id, sizeof was.chain_id) == 0 && audit->segment.number >= was.number)
		return true;
	audit->stopped = true;
	return replaced(audit, err);
}

bool audit_begin_read(Audit *audit, Err *err)
{
	bool same = audit->db && audit_place_same(&audit->place), writes = audit->mode == AUDIT_WRITE;
	if (!same && writes && !audit_place_lock(&audit->place, err))
		return false;
	bool ok = same || audit_follow(audit, err);
	if (!same && writes)
		audit_place_unlock(&audit->place);
	return ok && (audit_run(audit, SQL_AUDIT_BEGIN_READ) || audit_fail(audit, err, ERR_UNREADABLE, "it could not be read"));
}

bool audit_attach(Audit **out, const char *path, AuditMode mode, Err *err)
{
	/* Nobody asks SQLite how much memory it takes, and counting costs a lock a piece; pages it would take ahead of need, for the
	 * file and for each list in a CHECK, are most of them never used. Once it is in use it only says no to this. */
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	sqlite3_config(SQLITE_CONFIG_PAGECACHE, NULL, 0, 0);
	Audit *audit = mem_take(sizeof *audit);
	audit->mode = mode;
	audit->place.lock_fd = -1;
	audit->trail_fd = -1;
	audit->segment_bytes = SEGMENT_BYTES;
	sys_boot_id(audit->boot_id);
	bool ok = audit_place_find(&audit->place, path, err) &&
	          (mode == AUDIT_WRITE ? open_to_write(audit, err) : open_to_read(audit, err));
	if (!ok) {
		audit_close(audit);
		audit = NULL;
	}
	*out = audit;
	return ok;
}

bool audit_read_segment(Audit *audit, Err *err)
{
	Arena *mem = arena_new();
	sqlite3_stmt *row = audit_statement(audit, SQL_AUDIT_SEGMENT);
	bool ok = audit_step(row) == SQLITE_ROW &&
	          audit_column_copy(row, 0, audit->segment.chain_id, sizeof audit->segment.chain_id) &&
	          audit_column_copy(row, 4, audit->segment.prev_hash, sizeof audit->segment.prev_hash);
	if (ok) {
		const char *host = audit_column_text(mem, row, 1);
		text_copy(audit->segment.host, sizeof audit->segment.host, host);
		audit->segment.number = sqlite3_column_int64(row, 2);
		audit->segment.first_seq = sqlite3_column_int64(row, 3);
		audit->segment.created_us = sqlite3_column_int64(row, 5);
	}
	ok = ok && audit_step(row) == SQLITE_DONE;
	audit_done(row);
	arena_free(mem);
	return ok || fail(err, audit->mode == AUDIT_READ ? ERR_UNREADABLE : ERR_AUDIT, "The audit log %s has lost the row that "
	                  "says which log it is. Nothing is written to it; see: vicialias audit verify", audit->place.file);
}

bool audit_open(Audit **out, const char *path, AuditMode mode, Err *err)
{
	if (!audit_attach(out, path, mode, err))
		return false;
	if (audit_read_segment(*out, err))
		return true;
	audit_close(*out);
	*out = NULL;
	return false;
}

void audit_close(Audit *audit)
{
	if (!audit)
		return;
	audit_disconnect(audit);
	if (audit->place.lock_fd >= 0)
		close(audit->place.lock_fd);
	if (audit->trail_fd >= 0)
		close(audit->trail_fd);
	text_free(&audit->held_key);
	text_free(&audit->held_payload);
	mem_free(audit);
}

bool audit_is_shared(const Audit *audit)
{
	return audit->place.shared;
}

void audit_chain_id(const Audit *audit, uint8_t out[16])
{
	memcpy(out, audit->segment.chain_id, sizeof audit->segment.chain_id);
}

void audit_set_writer(Audit *audit, const AuditWriter *writer)
{
	audit->writer = *writer;
}

void audit_seal_at(Audit *audit, int64_t bytes)
{
	audit->segment_bytes = bytes;
}

int64_t audit_first_seq(const Audit *audit)
{
	return audit->segment.first_seq;
}
