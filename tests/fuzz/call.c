#include "tests/fuzz/call.h"

#include <string.h>

static Piece take_line(Piece *rest)
{
	const char *end = rest->length ? memchr(rest->bytes, '\n', rest->length) : NULL;
	Piece line = { rest->bytes, end ? (size_t)(end - rest->bytes) : rest->length };
	size_t used = line.length + (end != NULL);
	rest->bytes += used;
	rest->length -= used;
	return line;
}

void fuzz_call_cut(FuzzCall *out, const uint8_t *bytes, size_t size)
{
	Piece rest = { (const char *)bytes, size };
	out->method = take_line(&rest);
	out->type = take_line(&rest);
	out->length = take_line(&rest);
	out->address = take_line(&rest);
	out->query = take_line(&rest);
	out->body = rest;
}
