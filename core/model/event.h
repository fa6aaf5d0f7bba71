/* An entry of the audit log as a value, and its canonical encoding, of which the chain is made (RELIABILITY 3.1, 3.2).
 * The format cannot change: test vectors in tests/unit. */
#ifndef CORE_MODEL_EVENT_H
#define CORE_MODEL_EVENT_H

#include "core/base/text.h"
#include "core/model/alias.h"

#define EVENT_KINDS(X) \
	X(SESSION_OPEN) X(LOGIN) X(INTENT) X(OUTCOME) X(BATCH_OPEN) X(BATCH_CLOSE) X(WATERMARK) X(ANCHOR) X(NOTE) X(SESSION_CLOSE)
typedef enum {
#define X(name) EVENT_##name,
	EVENT_KINDS(X)
#undef X
	EVENT_KIND_COUNT
} EventKindId;
const char *event_kind_name(EventKindId kind);
EventKindId event_kind_find(const char *name);

/* Lends its strings; a page of the log keeps them in its arena. */
typedef struct {
	int64_t     seq;                         /* 0 until appended */
	int64_t     ts_us, boot_us;
	uint8_t     boot_id[16], session_id[16];
	uint8_t     op_id[16], batch_id[16], undo_of[16];
	bool        has_op, has_batch, has_undo;
	EventKindId kind;
	const char *actor;                       /* vicidial_users.user as stored */
	const char *os_user, *origin;
	const char *table;                       /* NULL: none */
	Value       key;                         /* raw bytes of the plan's main row */
	const char *class;                       /* OUTCOME only, else NULL */
	const char *payload; size_t payload_length;   /* JSON, hashed as the very bytes */
	uint8_t     prev_hash[32], hash[32];
} AuditEvent;

/* The bytes the hash is taken of: "vicialias-audit-v1" 00, chain_id, prev_hash, seq, F1..F15. */
void event_encode(Text *out, const uint8_t chain_id[16], const AuditEvent *event);
void event_encode_genesis(Text *out, const uint8_t chain_id[16], const char *host);

#endif
