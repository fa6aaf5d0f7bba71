/* A fuzzer's input taken piece by piece: numbers, choices, and byte strings with their length in front. When it is at its end it
 * gives zeros and empty strings. */
#ifndef TESTS_FUZZ_FEED_H
#define TESTS_FUZZ_FEED_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "core/model/alias.h"

typedef struct {
	const uint8_t *at, *end;
} Feed;

static inline uint8_t feed_byte(Feed *feed)
{
	return feed->at < feed->end ? *feed->at++ : 0;
}

static inline uint64_t feed_number(Feed *feed, size_t bytes)
{
	uint64_t number = 0;
	for (size_t i = 0; i < bytes; i++)
		number = number << 8 | feed_byte(feed);
	return number;
}

/* Up to most bytes, as a database value; a length of 255 is NULL. */
static inline Value feed_value(Feed *feed, size_t most)
{
	size_t length = feed_byte(feed), left = (size_t)(feed->end - feed->at);
	if (length == 255)
		return VALUE_NULL;
	length = length > most ? most : length;
	length = length > left ? left : length;
	Value value = { .bytes = feed->at, .length = (uint32_t)length };
	feed->at += length;
	return value;
}

/* The same as text: it ends at the first NUL. */
static inline const char *feed_text(Feed *feed, char *out, size_t cap)
{
	Value value = feed_value(feed, cap - 1);
	if (value.length)
		memcpy(out, value.bytes, value.length);
	out[value.length] = '\0';
	return out;
}

/* What libFuzzer calls, and replay.c. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

#endif
