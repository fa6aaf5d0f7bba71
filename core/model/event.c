#include "core/model/event.h"

#include <assert.h>
#include <string.h>

/* Sources: RELIABILITY 3.2. The tags and the order below are the log's format: they never change. */
static const char event_domain[]   = "vicialias-audit-v1";            /* hashed with its NUL */
static const char genesis_domain[] = "vicialias-audit-v1 genesis";

typedef enum { AS_NULL, AS_INTEGER, AS_TEXT, AS_BLOB } FieldType;

static const char *const kind_names[EVENT_KIND_COUNT] = {
#define X(name) [EVENT_##name] = #name,
	EVENT_KINDS(X)
#undef X
};

const char *event_kind_name(EventKindId kind)
{
	assert(kind < EVENT_KIND_COUNT);
	return kind_names[kind];
}

EventKindId event_kind_find(const char *name)
{
	EventKindId kind = 0;
	while (kind < EVENT_KIND_COUNT && strcmp(kind_names[kind], name) != 0)
		kind++;
	return kind;
}

static void add_number(Text *out, uint64_t number, unsigned bytes)
{
	uint8_t big_endian[8];
	for (unsigned i = 0; i < bytes; i++)
		big_endian[i] = (uint8_t)(number >> 8 * (bytes - 1 - i));
	text_add_bytes(out, big_endian, bytes);
}

static void add_field(Text *out, unsigned *id, FieldType type, const void *bytes, size_t length)
{
	assert(length <= UINT32_MAX);
	add_number(out, ++*id, 1);
	add_number(out, type, 1);
	add_number(out, length, 4);
	if (length > 0)
		text_add_bytes(out, bytes, length);
}

static void add_integer(Text *out, unsigned *id, int64_t number)
{
	add_number(out, ++*id, 1);
	add_number(out, AS_INTEGER, 1);
	add_number(out, 8, 4);
	add_number(out, (uint64_t)number, 8);
}

static void add_text(Text *out, unsigned *id, const char *text)
{
	add_field(out, id, text ? AS_TEXT : AS_NULL, text, text ? strlen(text) : 0);
}

static void add_id(Text *out, unsigned *id, const uint8_t bytes[16], bool present)
{
	add_field(out, id, present ? AS_BLOB : AS_NULL, bytes, present ? 16 : 0);
}

void event_encode(Text *out, const uint8_t chain_id[16], const AuditEvent *event)
{
	unsigned id = 0;
	text_add_bytes(out, event_domain, sizeof event_domain);
	text_add_bytes(out, chain_id, 16);
	text_add_bytes(out, event->prev_hash, 32);
	add_number(out, (uint64_t)event->seq, 8);

	add_integer(out, &id, event->ts_us);
	add_id(out, &id, event->boot_id, true);
	add_integer(out, &id, event->boot_us);
	add_text(out, &id, event_kind_name(event->kind));
	add_id(out, &id, event->session_id, true);
	add_id(out, &id, event->op_id, event->has_op);
	add_id(out, &id, event->batch_id, event->has_batch);
	add_id(out, &id, event->undo_of, event->has_undo);
	add_text(out, &id, event->actor);
	add_text(out, &id, event->os_user);
	add_text(out, &id, event->origin);
	add_text(out, &id, event->table);
	add_field(out, &id, event->key.null ? AS_NULL : AS_BLOB, event->key.bytes, event->key.null ? 0 : event->key.length);
	add_text(out, &id, event->class);
	add_field(out, &id, AS_BLOB, event->payload, event->payload_length);
	assert(id == 15);
}

void event_encode_genesis(Text *out, const uint8_t chain_id[16], const char *host)
{
	text_add_bytes(out, genesis_domain, sizeof genesis_domain);
	text_add_bytes(out, chain_id, 16);
	text_add(out, host);
}
