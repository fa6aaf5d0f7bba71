/* Proves the canonical encoding of audit events: the four published hashes, made by an independent writer, and that no two
 * different events share an encoding. The format of a log cannot change, so neither can these. */
#include <openssl/sha.h>
#include <stdio.h>
#include <string.h>

#include "core/model/event.h"
#include "tests/tap.h"

static const uint8_t chain[16] = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 };

static AuditEvent sample_event(EventKindId kind, int64_t seq, const char *payload)
{
	AuditEvent event = {
		.seq = seq, .kind = kind, .ts_us = 1732000000000000, .boot_us = 5000000, .actor = "6666", .os_user = "root:0:1000",
		.origin = "ssh 10.0.0.5 pts/3", .key = VALUE_NULL, .payload = payload, .payload_length = strlen(payload),
	};
	memset(event.boot_id, 0x11, sizeof event.boot_id);
	memset(event.session_id, 0x22, sizeof event.session_id);
	return event;
}

static AuditEvent about_alias(AuditEvent event)
{
	event.has_op = true;
	memset(event.op_id, 0x33, sizeof event.op_id);
	event.table = "phones_alias";
	event.key = (Value){ .bytes = (const uint8_t *)"gs102", .length = 5 };
	return event;
}

static void hash_text(Text *text, uint8_t out[32])
{
	SHA256((const unsigned char *)text->bytes, text->length, out);
	text_free(text);
}

static void hash_event(const AuditEvent *event, uint8_t out[32])
{
	Text text = { 0 };
	event_encode(&text, chain, event);
	hash_text(&text, out);
}

static void assert_hash(const uint8_t hash[32], const char *expected)
{
	char hex[65];
	for (size_t i = 0; i < 32; i++)
		snprintf(hex + 2 * i, 3, "%02x", hash[i]);
	assert_string_equal(hex, expected);
}

static void the_chain_has_the_published_hashes(void **state)
{
	(void)state;
	uint8_t hash[32];
	Text genesis = { 0 };
	event_encode_genesis(&genesis, chain, "vici1");
	hash_text(&genesis, hash);
	assert_hash(hash, "7c82eb9861a2b5a29dca4bb06b0083f2d06e7ed3a2984e512e02011fa83658bd");

	AuditEvent opened = sample_event(EVENT_SESSION_OPEN, 1, "{}");
	memcpy(opened.prev_hash, hash, 32);
	hash_event(&opened, hash);
	assert_hash(hash, "e2be340e5ecc758222eb4e5f8a209253bf5f7cd4bfc632fb5a8b12dd168fa6b7");

	AuditEvent intent = about_alias(sample_event(EVENT_INTENT, 2, "{\"before\":{\"alias_name\":\"A\"},\"after\":{\"alias_name\":\"é\"}}"));
	memcpy(intent.prev_hash, hash, 32);
	hash_event(&intent, hash);
	assert_hash(hash, "89004da5c8cd46b7b8bddf9a9e4184f2134361ab1a52d6eb5ef145133111fc5b");

	AuditEvent outcome = about_alias(sample_event(EVENT_OUTCOME, 3, "{}"));
	outcome.class = "APPLIED";
	memcpy(outcome.prev_hash, hash, 32);
	hash_event(&outcome, hash);
	assert_hash(hash, "92eac9dd8efbb0c8f32295ae2aaa21c809ccf37f9c7bca7094feaa62deb55b32");
}

static void fields_are_tagged_typed_and_prefixed_with_their_length(void **state)
{
	(void)state;
	Text text = { 0 };
	AuditEvent event = sample_event(EVENT_NOTE, 258, "{}");
	event_encode(&text, chain, &event);
	const uint8_t *bytes = (const uint8_t *)text.bytes;
	assert_memory_equal(bytes, "vicialias-audit-v1", 19);
	assert_memory_equal(bytes + 19, chain, 16);
	assert_memory_equal(bytes + 67, "\0\0\0\0\0\0\1\2", 8);                  /* seq */
	assert_memory_equal(bytes + 75, "\1\1\0\0\0\x08\0\x06\x27\x3e\xac\xc0\x40\x00", 14);   /* ts_us */
	assert_memory_equal(bytes + 89, "\2\3\0\0\0\x10\x11\x11", 8);           /* boot_id */
	assert_memory_equal(bytes + text.length - 8, "\x0f\3\0\0\0\2{}", 8);     /* payload */
	assert_memory_equal(bytes + text.length - 14, "\x0e\0\0\0\0\0", 6);      /* class: NULL */
	text_free(&text);
}

static void assert_differs(const AuditEvent *a, const AuditEvent *b)
{
	uint8_t one[32], other[32];
	hash_event(a, one);
	hash_event(b, other);
	assert_memory_not_equal(one, other, 32);
}

static void no_two_events_share_an_encoding(void **state)
{
	(void)state;
	AuditEvent event = about_alias(sample_event(EVENT_INTENT, 2, "{}")), other = event;
	other.key = (Value){ .length = 0 };
	AuditEvent no_key = event;
	no_key.key = VALUE_NULL;
	assert_differs(&other, &no_key);         /* empty is not NULL */

	other = event;
	other.has_op = false, other.has_batch = true;
	memcpy(other.batch_id, event.op_id, 16);
	assert_differs(&event, &other);          /* the same id in another place */

	other = event;
	other.actor = "666", other.os_user = "6root:0:1000";
	assert_differs(&event, &other);          /* a letter across the border of two fields */

	other = event;
	other.class = "";
	assert_differs(&event, &other);
}

static void kinds_are_found_by_their_names(void **state)
{
	(void)state;
	for (EventKindId kind = 0; kind < EVENT_KIND_COUNT; kind++)
		assert_int_equal(event_kind_find(event_kind_name(kind)), kind);
	assert_string_equal(event_kind_name(EVENT_SESSION_CLOSE), "SESSION_CLOSE");
	assert_int_equal(event_kind_find("intent"), EVENT_KIND_COUNT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_chain_has_the_published_hashes),
		cmocka_unit_test(fields_are_tagged_typed_and_prefixed_with_their_length),
		cmocka_unit_test(no_two_events_share_an_encoding),
		cmocka_unit_test(kinds_are_found_by_their_names),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
