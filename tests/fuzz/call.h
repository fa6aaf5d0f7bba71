/* How the fuzzers cut their input into a web server's call, so that one corpus serves them all: five lines (method, type, length,
 * address, query) and the body. A length of * is the body's own. */
#ifndef TESTS_FUZZ_CALL_H
#define TESTS_FUZZ_CALL_H

#include <stddef.h>
#include <stdint.h>

typedef struct {
	const char *bytes;
	size_t      length;
} Piece;

typedef struct {
	Piece method, type, length, address, query, body;
} FuzzCall;

void fuzz_call_cut(FuzzCall *out, const uint8_t *bytes, size_t size);
/* What libFuzzer calls. */
int  LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

#endif
