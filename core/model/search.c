#include "core/model/search.h"

#include <stdint.h>
#include <string.h>

#include "core/base/text.h"

static bool is_combining(uint32_t character)
{
	return character >= 0x300 && character <= 0x36F;
}

size_t search_fold(char *out, size_t cap, const char *text, size_t length)
{
	size_t used = 0;
	for (const char *at = text, *end = text + length; at < end;) {
		char encoded[4];
		uint32_t character = text_next(&at, end);
		if (is_combining(character))
			continue;
		size_t bytes = text_encode(encoded, text_fold(character == TEXT_INVALID ? 0xFFFD : character));
		if (used + bytes >= cap)
			break;
		memcpy(out + used, encoded, bytes);
		used += bytes;
	}
	out[used] = '\0';
	return used;
}

static bool is_ascii(const char *text, size_t length)
{
	uint64_t high = 0;
	for (; length >= sizeof high; text += sizeof high, length -= sizeof high) {
		uint64_t eight;
		memcpy(&eight, text, sizeof eight);
		high |= eight;
	}
	for (; length > 0; text++, length--)
		high |= (unsigned char)*text;
	return !(high & 0x8080808080808080);
}

static char ascii_fold(char byte)
{
	return byte >= 'A' && byte <= 'Z' ? (char)(byte + ('a' - 'A')) : byte;
}

/* The first place of a word that begins with this very byte. memchr, since a million rows wait for it. */
static const char *find_ascii(const char *text, size_t length, const char *folded, size_t need, char first)
{
	const char *last = text + length - need;
	for (const char *at = text; at <= last; at++) {
		at = memchr(at, first, (size_t)(last - at) + 1);
		if (!at)
			return NULL;
		size_t same = 1;
		while (same < need && ascii_fold(at[same]) == folded[same])
			same++;
		if (same == need)
			return at;
	}
	return NULL;
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
		if (text_fold(character == TEXT_INVALID ? 0xFFFD : character) != text_next(&folded, word_end))
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
		if (is_combining(text_next(&at, text_end)))
			continue;
		*end = end_of_match(from, text_end, folded);
		if (*end)
			return from;
	}
	return NULL;
}

static bool begins_with_letter(const char *folded)
{
	return *folded >= 'a' && *folded <= 'z';
}

bool search_finds(const char *text, size_t length, const char *folded)
{
	const char *end;
	size_t need = strlen(folded);

	if (!is_ascii(text, length))
		return need == 0 || find_decoded(text, length, folded, &end);
	if (need == 0 || need > length)
		return need == 0;
	return find_ascii(text, length, folded, need, *folded) ||
	       (begins_with_letter(folded) && find_ascii(text, length, folded, need, (char)(*folded - ('a' - 'A'))));
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
