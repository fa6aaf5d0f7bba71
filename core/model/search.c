#include "core/model/search.h"

#include <stdint.h>
#include <string.h>

#include "core/base/text.h"
#include "core/model/fold.h"

static bool is_combining(uint32_t character)
{
	return character >= 0x300 && character <= 0x36F;
}

/* A byte that is not UTF-8 is found by U+FFFD, whichever it is. */
static uint32_t fold(uint32_t character)
{
	return character == TEXT_INVALID ? 0xFFFD : text_fold(character);
}

size_t search_fold(char *out, size_t cap, const char *text, size_t length)
{
	size_t used = 0;
	for (const char *at = text, *end = text + length; at < end;) {
		char encoded[4] = { ascii_fold(*at) };
		size_t bytes = 1;
		uint32_t character = text_next(&at, end);
		if (is_combining(character))
			continue;
		if (character >= 0x80)
			bytes = text_encode(encoded, fold(character));
		if (used + bytes >= cap)
			break;
		memcpy(out + used, encoded, bytes);
		used += bytes;
	}
	out[used] = '\0';
	return used;
}

#define EACH(byte) (UINT64_C(0x0101010101010101) * (unsigned char)(byte))

static uint64_t eight_at(const char *at)
{
	uint64_t eight;
	memcpy(&eight, at, sizeof eight);
	return eight;
}

/* Sets the high bit of each of eight bytes that may be this folded one: misses none, is seldom wrong. */
static uint64_t candidates(uint64_t eight, char folded)
{
	if (folded >= 'a' && folded <= 'z')
		eight |= EACH(0x20);
	uint64_t differ = eight ^ EACH(folded);
	return (differ - EACH(1)) & ~differ & EACH(0x80);
}

static bool begins_with(const char *at, const char *folded, size_t length)
{
	size_t same = 0;
	while (same < length && ascii_fold(at[same]) == folded[same])
		same++;
	return same == length;
}

/* Is the word here or at one of the next seven bytes, all of them in front of end? */
static bool is_in_eight(const char *at, const char *end, const char *folded, size_t need)
{
	uint64_t found = candidates(eight_at(at), folded[0]);
	if (found && need > 1)
		found &= candidates(eight_at(at + 1), folded[1]);
	for (size_t i = 0; found && i < 8 && at + i + need <= end; i++)
		if (begins_with(at + i, folded, need))
			return true;
	return false;
}

/* Byte by byte, which finds a word of ASCII in any UTF-8; *high tells whether there was more than ASCII. Eight places at
 * once, since a million rows wait for it. */
static bool finds_ascii(const char *text, size_t length, const char *folded, size_t need, bool *high)
{
	const char *at = text, *end = text + length;
	uint64_t seen = 0;
	for (; end - at > 8; at += 8) {
		seen |= eight_at(at);
		if (is_in_eight(at, end, folded, need))
			return true;
	}
	for (; at < end; at++) {
		seen |= (unsigned char)*at;
		if ((size_t)(end - at) >= need && begins_with(at, folded, need))
			return true;
	}
	*high = seen & EACH(0x80);
	return false;
}

/* Where the folded word ends when it begins at this place, the marks on its last letter included, or NULL. */
static const char *end_of_match(const char *at, const char *end, const char *folded)
{
	const char *word_end = folded + strlen(folded);
	while (folded < word_end) {
		if (at >= end)
			return NULL;
		uint32_t character = text_next(&at, end);
		if (is_combining(character))
			continue;
		if (fold(character) != text_next(&folded, word_end))
			return NULL;
	}
	for (const char *next = at; next < end && is_combining(text_next(&next, end));)
		at = next;
	return at;
}

static const char *find_decoded(const char *text, size_t length, const char *folded, const char **end)
{
	const char *text_end = text + length;
	for (const char *at = text; at < text_end;) {
		const char *from = at;
		bool ascii = !(*at & 0x80);
		uint32_t character = text_next(&at, text_end);
		if (ascii ? ascii_fold(*from) != *folded : is_combining(character))
			continue;
		*end = end_of_match(from, text_end, folded);
		if (*end)
			return from;
	}
	return NULL;
}

bool search_finds(const char *text, size_t length, const char *folded)
{
	const char *end;
	bool high;
	size_t need = strlen(folded);
	if (need == 0 || finds_ascii(text, length, folded, need, &high))
		return true;
	return high && find_decoded(text, length, folded, &end);
}

bool search_span(const char *text, const char *folded, size_t *from, size_t *to)
{
	const char *end, *at = *folded ? find_decoded(text, strlen(text), folded, &end) : NULL;
	if (!at)
		return false;
	*from = (size_t)(at - text);
	*to = (size_t)(end - text);
	return true;
}
