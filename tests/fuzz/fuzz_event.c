/* Whatever an entry of the audit log holds: its canonical encoding can be read back to just that entry, by a reader written
 * from the format alone (RELIABILITY 3.2), so no two different entries share an encoding. */
#include <assert.h>

#include "core/model/event.h"
#include "tests/fuzz/feed.h"

static const uint8_t chain_id[16] = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 };

typedef struct {
	uint8_t        type;                     /* 0 NULL, 1 integer, 2 text, 3 blob */
	const uint8_t *bytes;
	uint32_t       length;
} Field;
enum { FIELDS = 15 };

static uint64_t big_endian(const uint8_t *at, size_t bytes)
{
	uint64_t number = 0;
	for (size_t i = 0; i < bytes; i++)
		number = number << 8 | at[i];
	return number;
}

static void read_back(const Text *encoded, const AuditEvent *event, Field out[FIELDS])
{
	static const char domain[] = "vicialias-audit-v1";
	const uint8_t *at = (const uint8_t *)encoded->bytes, *end = at + encoded->length;
	assert(memcmp(at, domain, sizeof domain) == 0);
	at += sizeof domain;
	assert(memcmp(at, chain_id, 16) == 0 && memcmp(at + 16, event->prev_hash, 32) == 0);
	assert(big_endian(at + 48, 8) == (uint64_t)event->seq);
	at += 56;
	for (uint8_t i = 0; i < FIELDS; i++) {
		assert(end - at >= 6 && at[0] == i + 1);
		out[i] = (Field){ .type = at[1], .length = (uint32_t)big_endian(at + 2, 4), .bytes = at + 6 };
		assert(out[i].length <= (size_t)(end - at) - 6);
		at += 6 + out[i].length;
	}
	assert(at == end);
}

static void check_number(const Field *field, int64_t number)
{
	assert(field->type == 1 && field->length == 8 && (int64_t)big_endian(field->bytes, 8) == number);
}

static void check_bytes(const Field *field, uint8_t type, const void *bytes, size_t length, bool there)
{
	if (!there)
		assert(field->type == 0 && field->length == 0);
	else
		assert(field->type == type && field->length == length && (!length || memcmp(field->bytes, bytes, length) == 0));
}

static void check_text(const Field *field, const char *text)
{
	check_bytes(field, 2, text, text ? strlen(text) : 0, text != NULL);
}

static void check_fields(const Field *f, const AuditEvent *event)
{
	check_number(&f[0], event->ts_us);
	check_bytes(&f[1], 3, event->boot_id, 16, true);
	check_number(&f[2], event->boot_us);
	check_text(&f[3], event_kind_name(event->kind));
	check_bytes(&f[4], 3, event->session_id, 16, true);
	check_bytes(&f[5], 3, event->op_id, 16, event->has_op);
	check_bytes(&f[6], 3, event->batch_id, 16, event->has_batch);
	check_bytes(&f[7], 3, event->undo_of, 16, event->has_undo);
	check_text(&f[8], event->actor);
	check_text(&f[9], event->os_user);
	check_text(&f[10], event->origin);
	check_text(&f[11], event->table);
	check_bytes(&f[12], 3, event->key.bytes, event->key.length, !event->key.null);
	check_text(&f[13], event->class);
	check_bytes(&f[14], 3, event->payload, event->payload_length, true);
}

static void feed_id(Feed *feed, uint8_t out[16])
{
	for (size_t i = 0; i < 16; i++)
		out[i] = feed_byte(feed);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	static char actor[260], os_user[260], origin[260], table[260], class[260];
	Feed feed = { bytes, bytes + size };
	uint8_t has = feed_byte(&feed);
	AuditEvent event = { .has_op = has & 1, .has_batch = has & 2, .has_undo = has & 4, .kind = feed_byte(&feed) % EVENT_KIND_COUNT };
	event.seq = (int64_t)(feed_number(&feed, 8) >> 1), event.ts_us = (int64_t)feed_number(&feed, 8);
	event.boot_us = (int64_t)feed_number(&feed, 8);
	feed_id(&feed, event.boot_id), feed_id(&feed, event.session_id), feed_id(&feed, event.op_id);
	feed_id(&feed, event.batch_id), feed_id(&feed, event.undo_of), feed_id(&feed, event.prev_hash);
	event.actor = feed_text(&feed, actor, sizeof actor), event.os_user = feed_text(&feed, os_user, sizeof os_user);
	event.origin = feed_text(&feed, origin, sizeof origin);
	event.table = has & 8 ? feed_text(&feed, table, sizeof table) : NULL;
	event.class = has & 16 ? feed_text(&feed, class, sizeof class) : NULL;
	event.key = feed_value(&feed, 254);
	event.payload = (const char *)feed.at, event.payload_length = (size_t)(feed.end - feed.at);
	Text encoded = { 0 };
	Field fields[FIELDS];
	event_encode(&encoded, chain_id, &event);
	read_back(&encoded, &event, fields);
	check_fields(fields, &event);
	text_free(&encoded);
	return 0;
}
