/* The local audit log: SQLite, WAL, synchronous FULL, append-only, hash-chained (RELIABILITY 3). All writers and checkpoints
 * stand behind one flock (audit.lock beside the file). After an IO error the handle writes no more.
 *
 * One handle, one thread. Opening makes the file, the segment and the genesis when there is none; the folder is checked (3.7:
 * modes, symlinks, owner). Files: audit.c opens, audit_make.c makes, audit_place.c is the folder and the lock, audit_append.c
 * writes, audit_rotate.c seals, audit_trail.c marks, audit_guard.c refuses; audit_read.c, audit_filter.c, audit_history.c,
 * audit_open.c and audit_details.c show; audit_verify.c proves, by audit_row.c, audit_pending.c and audit_chain.c (entries),
 * audit_schema.c (tables), audit_indexes.c, audit_anchor.c (VICIdial's log) and audit_segments.c (what is sealed);
 * audit_export.c and audit_line.c write and prove exports; audit_payload.c writes and reads the JSON of payloads with SQLite's
 * JSON functions. */
#ifndef CORE_DATA_AUDIT_H
#define CORE_DATA_AUDIT_H

#include <stdio.h>

#include "core/base/mem.h"
#include "core/model/adminlog.h"
#include "core/model/event.h"
#include "core/model/plan.h"
#include "core/model/settle.h"

typedef struct Audit Audit;

typedef enum { AUDIT_WRITE, AUDIT_READ } AuditMode;

bool audit_open(Audit **out, const char *path, AuditMode mode, Err *err) MUST_CHECK;
void audit_close(Audit *audit);              /* NULL is nothing */
/* Could it be written? Only looks: makes nothing, and takes no lock. exists false: there is none yet, and it could be made. */
bool        audit_look(const char *path, bool *exists, bool *shared, Err *err) MUST_CHECK;
bool        audit_is_shared(const Audit *audit);             /* group-writable folder: other admins write here too */
void        audit_chain_id(const Audit *audit, uint8_t out[16]);

/* Who writes; the same for all events of a process. Strings are copied. actor is set at sign-in. */
typedef struct {
	uint8_t session_id[16];
	char    actor[UTF8_CAP(USER_MAX)], os_user[80], origin[120];
	bool    to_syslog;                       /* the newest link at the first entry and after each 100 (RELIABILITY 3.4) */
} AuditWriter;
void audit_set_writer(Audit *audit, const AuditWriter *writer);

/* How large the file may grow before it is sealed as audit-NNNNNN.db and a new one goes on with the chain (64 MB at first; 0:
 * at no size). Also at the first entry of a year; never while a change is open. Pages, history and undo reach back to the
 * newest file's beginning. */
void audit_seal_at(Audit *audit, int64_t bytes);

/* Appends count events in one transaction, one fsync; fills what the log knows: seq, times, boot, session, actor, os_user,
 * origin, prev_hash, hash. False is ERR_AUDIT: nothing may be done that is not logged. */
bool audit_append(Audit *audit, AuditEvent *events, size_t count, Err *err) MUST_CHECK;
/* As audit_append for INTENTs, and what opens their batch; refused with ERR_CONFLICT in the same transaction when an open intent of
 * another plan stands on the row (same table and key) of one: "alias 8302x is being changed by 6666 (…)". *taken: which event. */
bool audit_append_intents(Audit *audit, AuditEvent *events, size_t count, size_t *taken, Err *err) MUST_CHECK;
bool audit_append_intent(Audit *audit, AuditEvent *intent, Err *err) MUST_CHECK;

/* Where many changes follow each other: from now on an OUTCOME that is appended alone waits, and goes with the next append in one
 * transaction, before what that appends; audit_flush writes it by itself. Who tells somebody of the change asks first whether it still
 * waits: audit_waits is the number of the one that does, 0 none. A process that ends without it leaves its intent open. */
void     audit_hold(Audit *audit, bool hold);
unsigned audit_waits(const Audit *audit);
bool     audit_flush(Audit *audit, Err *err) MUST_CHECK;

/* What the statement of a step came to, for who finds this process killed; it lasts until the machine starts again. Marked
 * before it is sent, for the first time or to take it back: when that is refused (ERR_AUDIT), it must not be; and when the
 * server took it. Of what was never noted, or is not noted any more, TRAIL_SENT is told. */
bool  audit_trail_send(Audit *audit, const AuditEvent *intent, size_t step, Err *err) MUST_CHECK;
void  audit_trail_answer(Audit *audit, const AuditEvent *intent, size_t step, bool written);
Trail audit_trail_of(const Audit *audit, const AuditEvent *intent, size_t step);

/* Payloads. text is appended to (JSON). */
typedef struct {
	const char *host; unsigned long connection_id;           /* the database server, for the intent's srv */
	const char *dialect, *source, *address;                  /* of a request; NULL */
} IntentOrigin;
bool audit_intent_payload(Audit *audit, Text *out, const Plan *plan, const IntentOrigin *origin, Err *err) MUST_CHECK;
typedef struct {
	const StepClass *classes; size_t count;
	const int64_t   *log_ids;                                /* admin_log_id of each step, 0 none */
	unsigned         error;                                  /* the server's number */
	const char      *servers;                                /* flagged, comma separated; "" none */
	const char      *note;                                   /* "recovered", or why; NULL */
	int64_t          took_ms;
} Outcome;
bool audit_outcome_payload(Audit *audit, Text *out, const Outcome *outcome, Err *err) MUST_CHECK;
/* {"key":"value",…} from pairs, NULL ends; for LOGIN, SESSION and NOTE. */
bool audit_note_payload(Audit *audit, Text *out, const char *const *pairs, Err *err) MUST_CHECK;
/* The plan an intent holds: kind, alias, steps with raw before and after, op_id, note; no lines, no warnings. */
bool audit_plan_of(Audit *audit, const AuditEvent *intent, Plan **out, Err *err) MUST_CHECK;

/* Reading. An entry is what the audit screen shows: a change is its INTENT with its outcome as the sign. */
typedef struct {
	AuditEvent  event;                       /* INTENT, LOGIN, SESSION_*, NOTE, BATCH_OPEN */
	const char *action;                      /* "edit", "delete", "login", "recover", … */
	const char *alias;                       /* its ID as shown; "" */
	const char *summary;                     /* "name; phones +8302c; 1 more" */
	StepClass   outcome;                     /* of an INTENT, of a BATCH_OPEN by its changes; CLASS_COUNT while it is open */
	size_t      aliases;                     /* of a BATCH_OPEN: how many it was to change */
	int64_t     outcome_seq;
	const char *outcome_payload;             /* NULL */
} AuditEntry;
typedef struct {
	Arena      *mem;
	AuditEntry *entries; size_t count;       /* newest first */
	size_t      matched, total;              /* entries that match the filter; all entries; of those that are seen */
	int64_t     before_seq;                  /* what was asked */
} AuditPage;
/* Who may not see all entries: each is judged by the alias it is about, where that does not tell by itself. */
typedef enum { SIGHT_SEEN, SIGHT_HIDDEN, SIGHT_BY_ENTRY } AuditSight;
typedef struct {
	AuditSight (*of_alias)(void *context, const char *alias);
	bool       (*of_entry)(void *context, const AuditEntry *entry, bool *sees, Err *err);
	void        *context;
} AuditEyes;
/* Filter words: since: until: by: action: alias: batch: text, -word; a sentence in err when one is not understood. */
typedef struct {
	char    filter[200];
	bool    folds;                           /* a batch is one entry, unless a word asks for an alias, a batch or a text */
	int64_t before_seq;                      /* entries older than this; 0: from the newest */
	size_t  limit;
	const AuditEyes *eyes;                   /* NULL: all is seen; what is not is not counted either */
} AuditQuery;
bool audit_page(Audit *audit, const AuditQuery *query, AuditPage **out, Err *err) MUST_CHECK;
void audit_page_free(AuditPage *page);
/* The changes of one alias, newest first, found by its key: as audit_page, before_seq and matched mean nothing. */
bool audit_history(Audit *audit, const char *alias_id, size_t limit, AuditPage **out, Err *err) MUST_CHECK;
/* The BATCH_OPEN of one batch and, when it was closed, its BATCH_CLOSE. */
bool audit_batch_frame(Audit *audit, const uint8_t batch_id[16], AuditPage **out, Err *err) MUST_CHECK;
/* The changes of one batch, the last first. */
bool audit_batch(Audit *audit, const uint8_t batch_id[16], AuditPage **out, Err *err) MUST_CHECK;
/* Details of a change for people: lines of "field", before, after. In the page's arena. */
typedef struct {
	const char *subject, *field, *before, *after;            /* before or after NULL: none */
} AuditDetail;
bool audit_details(Audit *audit, Arena *mem, const AuditEntry *entry, AuditDetail **out, size_t *count, Err *err) MUST_CHECK;
/* How each step of a change ended; of an entry with an outcome. False also when the log does not say it of every step. */
bool audit_classes(Audit *audit, const AuditEntry *entry, StepClass *out, size_t count, Err *err) MUST_CHECK;
/* The change that an undo, redo, undo of a redo … is about in the end, and how many of them lie between: odd when the change
 * does not stand. Of a change itself its own number and 0. */
bool audit_undo_root(Audit *audit, const AuditEvent *intent, int64_t *seq, int64_t *depth, Err *err) MUST_CHECK;
/* The first entry of the newest file: what came before is sealed. */
int64_t audit_first_seq(const Audit *audit);
/* The last link of the chain: what a receipt names. seq 0: the log is empty. */
bool audit_head(Audit *audit, int64_t *seq, uint8_t hash[32], Err *err) MUST_CHECK;

/* Open intents of all sessions, oldest first; each event's plan by audit_plan_of. */
bool audit_open_intents(Audit *audit, AuditPage **out, Err *err) MUST_CHECK;
bool audit_is_open(Audit *audit, const AuditEvent *intent, bool *open, Err *err) MUST_CHECK;
/* The next change of ours on the row of a step, whichever alias it was about. In mem. */
bool audit_next_on_row(Audit *audit, Arena *mem, const AuditEvent *intent, size_t step, AuditEntry *out, size_t *out_step, bool *found,
                       Err *err) MUST_CHECK;
/* Says that nothing before it is open, when that is so and it was long not said: who starts looks only at what comes after. */
bool audit_watermark(Audit *audit, Err *err) MUST_CHECK;

/* What VICIdial's admin log holds of this chain: with each row it wrote the program noted the newest link. Lent. */
typedef struct {
	Anchor  anchor;
	int64_t log_id;
} AuditAnchor;
typedef struct {
	const AuditAnchor *rows; size_t count;
	int64_t oldest_log_id;                   /* of all rows VICIdial's log still has: older ones were archived */
	int64_t upto_seq;                        /* the log's head before VICIdial's was read: later changes may lack their row here */
} AuditAnchors;

typedef struct {
	int64_t events, first_bad_seq;           /* first_bad_seq 0: intact */
	int64_t first_seq;                       /* of a file that is not the beginning of its chain; else 1 */
	size_t  open_intents;
	int64_t head_seq; uint8_t head[32];
	size_t  anchors, archived;               /* compared; changes whose row VICIdial's log has no more */
	int64_t anchored_seq;                    /* the newest entry an anchor vouches for; 0 none */
	char    fault[300];                      /* the sentence; "" when intact */
	char    warning[300];                    /* clocks that went back; "" */
	char    reach[400];                      /* how far it is proven, and what not, in sentences */
} AuditVerdict;
typedef bool (*AuditProgress)(void *context, int64_t done, int64_t total);      /* false: stop, ERR_STOPPED */
/* Proves the log and all its sealed segments (RELIABILITY 3.3). anchors NULL: the end is not compared with anything. False
 * only when the file cannot be read at all. */
bool audit_verify(const char *path, const AuditAnchors *anchors, AuditProgress progress, void *context, AuditVerdict *out,
                  Err *err) MUST_CHECK;
/* The same of one file by itself: an export, a sealed segment, a copy. Total 0 while an export is read. */
bool audit_verify_file(const char *path, AuditProgress progress, void *context, AuditVerdict *out, Err *err) MUST_CHECK;

/* Every entry with its hash, the sealed segments' first, as JSON Lines that verify again: a line for the chain, one an entry,
 * one for the end. A snapshot; never the whole log in memory. */
bool audit_export_lines(const char *path, FILE *to, Err *err) MUST_CHECK;

#endif
