/* Whatever bytes come as a query and a body: the limits hold, the input is left alone, a fault tells nothing of it, and what was
 * read comes back when it is encoded and read again. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"
#include "core/service/query.h"
#include "tests/fuzz/call.h"

static void check_fault(const Query *query)
{
	static const char *const words[] = {
		"The request is longer than ", "The request has more than ", "A percent sign in the request ",
		"A parameter stands twice ", "A parameter's name ", "A parameter's value ",
	};
	bool known = !query->fault[0];
	for (size_t i = 0; i < sizeof words / sizeof *words && !known; i++)
		known = strncmp(query->fault, words[i], strlen(words[i])) == 0;
	assert(known && memchr(query->fault, '\0', sizeof query->fault));
}

static void check_pair(const Query *query, size_t at)
{
	const QueryPair *pair = &query->pairs[at];
	assert(memchr(pair->name, '\0', sizeof pair->name) && memchr(pair->value, '\0', sizeof pair->value));
	assert(pair->name[0] && !strpbrk(pair->name, "[]. "));
	assert(text_is_utf8(pair->name, strlen(pair->name)) && text_is_utf8(pair->value, strlen(pair->value)));
	for (size_t i = 0; i < at; i++) {
		assert(query->pairs[i].in_body <= pair->in_body);
		assert(query->pairs[i].in_body != pair->in_body || strcmp(query->pairs[i].name, pair->name) != 0);
	}
	const char *value = query_value(query, pair->name);
	assert(value == pair->value || pair->in_body);
}

static void encode(Text *out, const char *text)
{
	for (const char *at = text; *at; at++)
		text_addf(out, "%%%02X", (unsigned char)*at);
}

static void check_round_trip(const Query *query)
{
	static Query again;
	Text url = { 0 }, body = { 0 };
	text_add(&url, ""), text_add(&body, "");
	for (size_t i = 0; i < query->count; i++) {
		Text *out = query->pairs[i].in_body ? &body : &url;
		text_add(out, "&");
		encode(out, query->pairs[i].name);
		text_add(out, "=");
		encode(out, query->pairs[i].value);
	}
	again = (Query){ 0 };
	if (url.length <= QUERY_BYTES && body.length <= QUERY_BODY_BYTES) {
		query_read(&again, url.bytes, url.length, false);
		query_read(&again, body.bytes, body.length, true);
		assert(!again.fault[0] && again.count == query->count);
		for (size_t i = 0; i < query->count; i++)
			assert(strcmp(again.pairs[i].name, query->pairs[i].name) == 0 && strcmp(again.pairs[i].value, query->pairs[i].value) == 0);
	}
	text_free(&url), text_free(&body);
}

/* What the native dialect read comes back, too, and none of it is longer than its room or holds a NUL. */
static void check_native(const Query *query)
{
	static const char *const names[] = {
		"alias", "source", "user", "pass", "function", "alias_id", "alias_name", "phone_logins", "delete_alias",
		"agent_user"
	};
	static Query again;
	Text body = { 0 };
	text_add(&body, "");
	for (NativeName i = 0; i < NATIVE_COUNT; i++) {
		assert(memchr(query->native_text[i], '\0', sizeof query->native_text[i]));
		if (!query->native[i].sent)
			continue;
		text_addf(&body, "&%s=", names[i]);
		encode(&body, query_native(query, i));
	}
	again = (Query){ 0 };
	if (body.length <= QUERY_BODY_BYTES && !query->overfull) {
		query_read(&again, body.bytes, body.length, true);
		assert(!again.overfull && query_is_native(&again) == query_is_native(query));
		for (NativeName i = 0; i < NATIVE_COUNT; i++)
			assert(strcmp(query_native(&again, i), query_native(query, i)) == 0);
	}
	text_free(&body);
}

/* Of its own size, so that a read beyond it is found. */
static void read_piece(Query *query, Piece piece, bool in_body)
{
	char *copy = calloc(1, piece.length + !piece.length);
	assert(copy);
	if (piece.length)
		memcpy(copy, piece.bytes, piece.length);
	query_read(query, copy, piece.length, in_body);
	assert(!piece.length || memcmp(copy, piece.bytes, piece.length) == 0);
	free(copy);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	static Query query;
	static const Query nothing;
	FuzzCall call;
	fuzz_call_cut(&call, bytes, size);
	query = (Query){ 0 };
	read_piece(&query, call.query, false);
	read_piece(&query, call.body, true);
	assert(query.count <= QUERY_PAIRS);
	check_fault(&query);
	for (size_t i = 0; i < query.count; i++)
		check_pair(&query, i);
	check_round_trip(&query);
	check_native(&query);
	query_wipe(&query);
	assert(memcmp(&query, &nothing, sizeof query) == 0);
	return 0;
}
