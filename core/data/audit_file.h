/* The inside of an Audit, for the files core/data/audit*.c only. */
#ifndef CORE_DATA_AUDIT_FILE_H
#define CORE_DATA_AUDIT_FILE_H

#include <sqlite3.h>
#include <sys/types.h>

#include "core/base/builtin.h"
#include "core/data/audit.h"

enum { AUDIT_PATH = 600, AUDIT_TERMS = 16, AUDIT_TERM_CHARS = 64 };

/* Where a log lies (audit_place.c). */
typedef struct {
	int   lock_fd;                           /* -1: none */
	bool  shared;                            /* setgid and group-writable folder */
	char  file[AUDIT_PATH], folder[AUDIT_PATH], lock[AUDIT_PATH];
	dev_t device; ino_t inode, wal_inode;    /* of the file and its -wal when they were opened */
} AuditPlace;

/* One file of the chain. */
typedef struct {
	uint8_t chain_id[16], prev_hash[32];
	char    host[256];
	int64_t number, first_seq, created_us;
} AuditSegment;

/* What a filter line asks for (audit_filter.c). */
typedef enum { TERM_TEXT, TERM_BY, TERM_ACTION, TERM_ALIAS } TermKind;
typedef struct {
	TermKind kind;
	bool     excludes;
	uint32_t folded[AUDIT_TERM_CHARS]; size_t length;
} AuditTerm;
typedef struct {
	int64_t   since_us, until_us;
	AuditTerm terms[AUDIT_TERMS]; size_t count;
	int64_t   batch_seq;                     /* only this batch's entries; 0: of all */
	bool      asks_recovered;                /* a term asks for changes that recovery settled */
	bool      asks_within;                   /* a term asks for what may stand in a batch */
} AuditFilter;

/* audit_trail.c: a change in the ring; steps beyond have no mark. */
enum { AUDIT_TRAIL_STEPS = 16 };
typedef struct {
	int64_t seq;                             /* of the intent; 0: none */
	uint8_t op[8];                           /* the beginning of its op_id */
	uint8_t steps[AUDIT_TRAIL_STEPS];        /* Trail */
} AuditTrailSlot;

struct Audit {
	sqlite3      *db;
	sqlite3_stmt *statements[SQL_COUNT];     /* prepared when first asked for */
	AuditPlace    place;
	AuditMode     mode;
	bool          stopped;                   /* an IO error: what the file holds now is not known, so no more writes */
	int           wal_pages;                 /* in the -wal after the last commit */
	uint8_t       boot_id[16];
	AuditSegment  segment;
	int64_t       segment_bytes;             /* a larger file is sealed, and a new one begun */
	bool          cannot_seal;               /* it was tried, and failed: not again */
	AuditWriter   writer;
	int64_t       witnessed_seq;             /* the last link that the system log was told; 0 none */
	bool          holds;                     /* an outcome may wait for the next transaction */
	AuditEvent    held;                      /* has_op: it waits */
	Text          held_key, held_payload;
	unsigned      held_number;
	int           trail_fd;                  /* -1: no marks are made, and none is read */
	AuditTrailSlot trail;                    /* of the last change that was marked */
	AuditFilter   filter;                    /* of the page being read, for entry_matches() */
};

/* audit_place.c */
bool audit_place_find(AuditPlace *out, const char *path, Err *err) MUST_CHECK;
bool audit_place_trust(AuditPlace *place, Err *err) MUST_CHECK;   /* may a log in this folder be written? */
bool audit_place_lock(AuditPlace *place, Err *err) MUST_CHECK;
void audit_place_unlock(AuditPlace *place);
bool audit_place_create(const AuditPlace *place, const char *path, Err *err) MUST_CHECK;   /* an empty file of the right mode */
/* exists false: no such file. ERR_AUDIT when it is no regular file or lies where it cannot be trusted. */
bool audit_place_check(const char *path, bool *exists, Err *err) MUST_CHECK;
bool audit_place_same(const AuditPlace *place);                                  /* the path still names the file we opened */
bool audit_place_room(const AuditPlace *place, Err *err) MUST_CHECK;             /* for a change and for what it comes to */
void audit_place_note(AuditPlace *place);                                        /* from now on it is the one there is */
void audit_place_sealed(const AuditPlace *place, int64_t number, char *out, size_t cap);   /* path of a sealed segment */
void audit_place_owner(const AuditPlace *place, char *out, size_t cap);          /* "root:vicialias, mode 0660" */

/* audit.c */
bool audit_attach(Audit **out, const char *path, AuditMode mode, Err *err) MUST_CHECK;   /* as audit_open, without the segment */
bool audit_read_segment(Audit *audit, Err *err) MUST_CHECK;                              /* false also when it is not one row */
/* Opens again what the path names now; for writing under the lock. */
bool audit_reconnect(Audit *audit, Err *err) MUST_CHECK;
void audit_disconnect(Audit *audit);
/* Another program may have sealed the file: then the handle goes on with the one that follows. False: it is another log, or
 * none. */
bool audit_follow(Audit *audit, Err *err) MUST_CHECK;
bool audit_begin_read(Audit *audit, Err *err) MUST_CHECK;        /* a snapshot of the newest file, until SQL_AUDIT_COMMIT */
/* Ready to be bound; NULL when it cannot be prepared: then its step fails (audit_fail). Reset by audit_done or the next call. */
sqlite3_stmt *audit_statement(Audit *audit, SqlId sql);
bool audit_run(Audit *audit, SqlId sql);     /* a statement without values and rows */
void audit_done(sqlite3_stmt *statement);
/* The sentence for what SQLite said last; returns false. */
bool audit_fail(Audit *audit, Err *err, ErrCode code, const char *doing);
void audit_hash(uint8_t out[32], const Text *encoded);

/* audit_values.c: between C and SQLite. A statement that could not be prepared (NULL) takes no values, and its step fails.
 * Columns are copied to mem. */
int         audit_step(sqlite3_stmt *statement);
bool        audit_put(sqlite3_stmt *statement);       /* runs one without rows, and resets it */
void        audit_bind_number(sqlite3_stmt *statement, int place, int64_t number);
void        audit_bind_chars(sqlite3_stmt *statement, int place, const char *text, size_t length);   /* NULL: SQL NULL */
void        audit_bind_text(sqlite3_stmt *statement, int place, const char *text);    /* NULL: SQL NULL */
void        audit_bind_bytes(sqlite3_stmt *statement, int place, const void *bytes, size_t length, bool null);
void        audit_bind_json(sqlite3_stmt *statement, int place, Value value);         /* see json_value.sql */
const char *audit_column_text(Arena *mem, sqlite3_stmt *statement, int column);       /* harmless text; NULL stays NULL */
bool        audit_column_copy(sqlite3_stmt *statement, int column, void *out, size_t size);   /* false: not that many bytes */
bool        audit_base64_decode(Arena *mem, const char *text, Value *out);

/* audit_row.c: an entry under proof, in the columns of verify_walk.sql and line_entry.sql; bytes are SQLite's until the next
 * step. */
enum { AUDIT_ROW_SEQ, AUDIT_ROW_PREV_HASH, AUDIT_ROW_HASH, AUDIT_ROW_TIME, AUDIT_ROW_BOOT_ID, AUDIT_ROW_KIND = 6,
       AUDIT_ROW_OP = 8, AUDIT_ROW_BATCH, AUDIT_ROW_TABLE = 14, AUDIT_ROW_KEY, AUDIT_ROW_COLUMNS = 18 };
typedef struct {
	int            type;                     /* SQLite's */
	int64_t        number;
	const uint8_t *bytes; size_t length;
} AuditField;
typedef struct {
	AuditField fields[AUDIT_ROW_COLUMNS];
} AuditRow;
void        audit_row_read(AuditRow *out, sqlite3_stmt *statement, int count);
EventKindId audit_row_kind(const AuditRow *row);                 /* EVENT_KIND_COUNT: another one */
bool        audit_field_is(const AuditField *field, int type, const void *bytes, size_t length);

/* audit_pending.c: zero-initialise. take is false when it does not stand there. */
typedef struct {
	struct AuditPendingOp *ops;
	size_t                *heads, cap, unused;
} AuditPending;
void audit_pending_add(AuditPending *pending, const uint8_t op[16]);
bool audit_pending_take(AuditPending *pending, const uint8_t op[16]);
void audit_pending_free(AuditPending *pending);

/* audit_chain.c: the entries of one chain as they come. Zero-initialise but for out. */
typedef struct {
	AuditVerdict *out;
	uint8_t       chain_id[16], last_hash[32], boot_id[16];
	int64_t       next_seq, last_ts_us;
	int64_t       orphan_seq;                /* the first outcome of a change that was not begun, in this file; 0: none */
	AuditPending  pending;                   /* changes begun in this file and not ended */
	Text          encoded;
} AuditChain;
void audit_chain_begin(AuditChain *chain, const uint8_t chain_id[16], int64_t first_seq, const uint8_t prev_hash[32]);
bool audit_chain_row(AuditChain *chain, const AuditRow *row);    /* false: it is not the next link, and out says so */
void audit_chain_fault(AuditChain *chain, int64_t seq, const char *how);
void audit_chain_free(AuditChain *chain);

/* audit_indexes.c: sums over the entries, as they are walked, by which each index is proven. Zero-initialise. */
enum { AUDIT_INDEXES = 6 };
typedef struct {
	uint64_t of[AUDIT_INDEXES];
} AuditIndexSums;
void        audit_indexes_expect(AuditIndexSums *sums, const AuditRow *row);
const char *audit_indexes_differ(Audit *audit, const AuditIndexSums *sums);   /* the first index that does; NULL: none */

/* audit_segments.c: the sealed segments before the newest file, oldest first. ERR_NOT_FOUND: one is gone. */
typedef bool (*AuditSegmentSeen)(void *context, Audit *audit, Err *err);
bool audit_each_sealed(const Audit *newest, AuditSegmentSeen seen, void *context, Err *err) MUST_CHECK;
bool audit_is_sealed(const Audit *audit);    /* by its name: a segment of its own, with none before it */
bool audit_open_sealed(Audit **out, const Audit *newest, int64_t number, Err *err) MUST_CHECK;

/* audit_line.c: audit_verify_file of an export. */
bool audit_verify_lines(const char *path, AuditProgress progress, void *context, AuditVerdict *out, Err *err) MUST_CHECK;

/* audit_anchor.c: compares the entries from first_seq on with the anchors that name them; in the newest file also whether the
 * anchors name more than it has. False when it was stopped or could not be read. */
bool audit_anchor_check(Audit *audit, AuditChain *chain, const AuditAnchors *anchors, bool newest, Err *err) MUST_CHECK;

/* audit_read.c */
bool audit_read_entry(Audit *audit, Arena *mem, int64_t seq, AuditEntry *out, Err *err) MUST_CHECK;

/* audit_filter.c */
bool audit_filter_parse(AuditFilter *out, const char *typed, int64_t now_us, Err *err) MUST_CHECK;
bool audit_filter_install(Audit *audit);     /* the SQL function entry_matches() */

/* audit_append.c: one event, if the number that the statement gives, bound to one number, is not 0 when it is about to be
 * written. */
bool audit_append_if(Audit *audit, AuditEvent *event, SqlId condition, int64_t bound, Err *err) MUST_CHECK;
/* audit_make.c: an empty segment with perhaps a first entry, under this path. Made whole, then synced. */
void audit_first_segment(AuditSegment *out);
bool audit_make(const Audit *like, const AuditSegment *segment, const char *path, AuditEvent *first, Err *err) MUST_CHECK;
bool audit_sync_folder(const AuditPlace *place);

/* audit_rotate.c: seals the file when it is large or of last year, and no change is under way in it. Under the lock. */
void audit_rotate_when_due(Audit *audit);

/* audit_trail.c: under the lock; without it a change is as good, only less is known of it after a kill. */
void audit_trail_open(Audit *audit);
void audit_trail_begin(Audit *audit, const AuditEvent *intent);  /* before its transaction is committed: nothing was sent */

/* audit_syslog.c: tells the system log, if it is time to. Not under the lock: its receiver may be slow. */
void audit_witness(Audit *audit, const AuditEvent *last);

/* audit_append.c */
bool audit_insert_next(Audit *audit, AuditEvent *event, int64_t seq, const uint8_t prev_hash[32]) MUST_CHECK;
/* audit_wal.c: under the lock, so that a checkpoint and a commit never meet (SQLite's WAL-reset bug, fixed in 3.51.3). */
bool audit_wal_is_long(const AuditPlace *place);   /* too long for one who only opens the log; before SQLite has opened it */
void audit_wal_watch(Audit *audit);
/* Copies it into the log, so that the next commit of this handle begins it anew; what another process emptied, nobody else
 * knows. */
void audit_wal_empty(Audit *audit);
void audit_wal_committed(Audit *audit);            /* and when it is far too long by now, empties it */

/* audit_guard.c: from now on this handle alters nothing that is there, whatever SQL it is given. */
bool audit_guard(Audit *audit);

/* audit_schema.c */
/* Are tables, indexes, triggers and views the compiled-in ones? */
bool audit_schema_intact(Audit *audit, char *fault, size_t cap);

#endif
