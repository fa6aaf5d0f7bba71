/* Whatever bytes come from a database, a file or a request: what text_visible makes of them is one line of characters that no
 * terminal takes for a command, of no more cells than bytes, and the same when made again; and what counts as UTF-8 is what a
 * second, slower reading of the standard says. */
#include <assert.h>
#include <stdlib.h>

#include "core/base/text.h"
#include "tests/fuzz/feed.h"

/* The standard's table of well-formed sequences (Unicode 15, table 3-7), row by row. */
static size_t well_formed(const uint8_t *at, size_t left)
{
	static const struct { uint8_t first[2], second[2]; size_t length; } rows[] = {
		{ { 0x00, 0x7F }, { 0, 0 }, 1 }, { { 0xC2, 0xDF }, { 0x80, 0xBF }, 2 }, { { 0xE0, 0xE0 }, { 0xA0, 0xBF }, 3 },
		{ { 0xE1, 0xEC }, { 0x80, 0xBF }, 3 }, { { 0xED, 0xED }, { 0x80, 0x9F }, 3 }, { { 0xEE, 0xEF }, { 0x80, 0xBF }, 3 },
		{ { 0xF0, 0xF0 }, { 0x90, 0xBF }, 4 }, { { 0xF1, 0xF3 }, { 0x80, 0xBF }, 4 }, { { 0xF4, 0xF4 }, { 0x80, 0x8F }, 4 },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		if (at[0] < rows[i].first[0] || at[0] > rows[i].first[1] || left < rows[i].length)
			continue;
		bool fits = rows[i].length == 1 || (at[1] >= rows[i].second[0] && at[1] <= rows[i].second[1]);
		for (size_t j = 2; j < rows[i].length; j++)
			fits = fits && at[j] >= 0x80 && at[j] <= 0xBF;
		return fits ? rows[i].length : 0;
	}
	return 0;
}

static void check_decoder(const uint8_t *bytes, size_t size)
{
	bool all = true;
	for (const char *at = (const char *)bytes, *end = at + size; at < end;) {
		const char *from = at;
		size_t length = well_formed((const uint8_t *)from, (size_t)(end - from));
		uint32_t character = text_next(&at, end);
		assert((character == TEXT_INVALID) == (length == 0));
		assert(at == from + (length ? length : 1) || (length == 0 && at > from && at <= end));
		char again[4];
		assert(!length || (text_encode(again, character) == length && memcmp(again, from, length) == 0));
		all = all && length;
	}
	assert(text_is_utf8(bytes, size) == all);
}

static bool is_harmless(uint32_t character)
{
	bool control = character < 0x20 || (character >= 0x7F && character < 0xA0);
	bool direction = (character >= 0x202A && character <= 0x202E) || (character >= 0x2066 && character <= 0x2069) ||
	                 character == 0x200E || character == 0x200F || character == 0x061C;
	bool unseen = (character >= 0x200B && character <= 0x200D) || character == 0xFEFF || character == 0x2060 || character == 0xAD;
	bool lines = character == 0x2028 || character == 0x2029;
	bool nothing = (character & 0xFFFE) == 0xFFFE || (character >= 0xFDD0 && character <= 0xFDEF);
	return !control && !direction && !unseen && !lines && !nothing && character != TEXT_INVALID;
}

static void check_visible(const uint8_t *bytes, size_t size)
{
	size_t cap = 3 * size + 1;
	char *shown = malloc(cap), *again = malloc(cap);
	assert(shown && again);
	size_t length = text_visible(shown, cap, bytes, size);
	assert(length < cap);
	for (const char *at = shown; at < shown + length;)
		assert(is_harmless(text_next(&at, shown + length)));
	shown[length] = '\0';
	assert(text_width(shown) >= 0 && (size_t)text_width(shown) <= size);
	assert(text_visible(again, cap, shown, length) == length && memcmp(again, shown, length) == 0);
	for (int cells = 0; cells < 9; cells++) {
		int used;
		size_t fits = text_fit(shown, cells, &used);
		assert(fits <= length && used <= cells && text_is_utf8(shown, fits));
	}
	free(shown), free(again);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	check_decoder(bytes, size);
	check_visible(bytes, size);
	return 0;
}
