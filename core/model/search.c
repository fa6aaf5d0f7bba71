#include "core/model/search.h"

#include <assert.h>
#include <endian.h>
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

static bool begins_with(const char *at, const char *folded, size_t length)
{
	size_t same = 0;
	while (same < length && ascii_fold(at[same]) == folded[same])
		same++;
	return same == length;
}

/* Byte by byte, which finds a word of ASCII in any UTF-8; *high tells whether there was more than ASCII. */
static bool finds_ascii(const char *text, size_t length, const char *folded, size_t need, bool *high)
{
	unsigned char seen = 0;
	for (const char *at = text, *end = text + length; at < end; at++) {
		seen |= (unsigned char)*at;
		if ((size_t)(end - at) >= need && begins_with(at, folded, need))
			return true;
	}
	*high = seen & 0x80;
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

/* --- sixteen places at once, since a million rows wait for it --- */

static SearchBytes sixteen(unsigned char byte)
{
	return byte - (SearchBytes){ 0 };
}

/* Letters are compared without the bit of their case. */
static SearchBytes case_of(char folded)
{
	return sixteen(folded >= 'a' && folded <= 'z' ? 0x20 : 0);
}

Search search_for(const char *folded)
{
	Search search = { .folded = folded, .length = strlen(folded) };
	char last = search.length ? folded[search.length - 1] : '\0';
	assert(search.length < SEARCH_PAST - sizeof(SearchBytes));
	search.first = sixteen((unsigned char)folded[0]);
	search.first_case = case_of(folded[0]);
	search.last = sixteen((unsigned char)last);
	search.last_case = case_of(last);
	return search;
}

static inline SearchBytes bytes_at(const char *at)
{
	SearchBytes bytes;
	memcpy(&bytes, at, sizeof bytes);
	return bytes;
}

/* May the word begin here or at one of the next fifteen bytes, by its first byte and its last one? */
static inline SearchBytes candidates(const Search *search, const char *at)
{
	SearchBytes first = (SearchBytes)((bytes_at(at) | search->first_case) == search->first);
	SearchBytes last = (SearchBytes)((bytes_at(at + search->length - 1) | search->last_case) == search->last);
	return first & last;
}

/* places: the bytes that are not 0, eight of them. */
static bool is_at_one(const Search *search, const char *at, const char *end, uint64_t places)
{
	for (uint64_t left = le64toh(places); left;) {
		int bit = __builtin_ctzll(left) / 8 * 8;
		const char *place = at + bit / 8;
		if (place + search->length <= end && begins_with(place, search->folded, search->length))
			return true;
		left &= ~(UINT64_C(0xFF) << bit);
	}
	return false;
}

bool search_in(const Search *search, const char *text, size_t length)
{
	const char *end = text + length;
	SearchBytes seen = { 0 };
	uint64_t halves[2];
	if (search->length == 0)
		return true;
	for (const char *at = text; at < end; at += sizeof seen) {
		SearchBytes places = candidates(search, at);
		memcpy(halves, &places, sizeof halves);
		if ((halves[0] && is_at_one(search, at, end, halves[0])) || (halves[1] && is_at_one(search, at + 8, end, halves[1])))
			return true;
		seen |= bytes_at(at);
	}
	seen &= sixteen(0x80);
	memcpy(halves, &seen, sizeof halves);
	return (halves[0] | halves[1]) && find_decoded(text, length, search->folded, &end);
}
