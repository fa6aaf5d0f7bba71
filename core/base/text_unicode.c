#include "core/base/text.h"

#include <assert.h>
#include <string.h>

#include "core/base/text_table.h"

enum { MARKS_SHOWN = 2 };

/* Length by the lead byte, and the smallest character that needs it: a smaller one would be overlong. */
static const struct { size_t length; uint32_t least; unsigned char mask, lead; } forms[] = {
	{ 1, 0, 0x80, 0x00 }, { 2, 0x80, 0xE0, 0xC0 }, { 3, 0x800, 0xF0, 0xE0 }, { 4, 0x10000, 0xF8, 0xF0 },
};

uint32_t text_next(const char **at, const char *end)
{
	const unsigned char *bytes = (const unsigned char *)*at;
	size_t left = (size_t)(end - *at), form = 0;
	assert(left);
	(*at)++;
	while (form < 4 && (bytes[0] & forms[form].mask) != forms[form].lead)
		form++;
	if (form == 4 || forms[form].length > left)
		return TEXT_INVALID;
	uint32_t character = bytes[0] & (unsigned char)~forms[form].mask;
	for (size_t i = 1; i < forms[form].length; i++) {
		if ((bytes[i] & 0xC0) != 0x80)
			return TEXT_INVALID;
		character = character << 6 | (bytes[i] & 0x3F);
	}
	bool surrogate = character >= 0xD800 && character <= 0xDFFF;
	if (character < forms[form].least || character > 0x10FFFF || surrogate)
		return TEXT_INVALID;
	*at += forms[form].length - 1;
	return character;
}

bool text_is_utf8(const void *bytes, size_t length)
{
	const char *at = bytes, *end = at + length;
	while (at < end)
		if (text_next(&at, end) == TEXT_INVALID)
			return false;
	return true;
}

size_t text_encode(char out[4], uint32_t character)
{
	assert(character < TEXT_INVALID);
	size_t form = character < 0x80 ? 0 : character < 0x800 ? 1 : character < 0x10000 ? 2 : 3;
	for (size_t i = form; i > 0; i--, character >>= 6)
		out[i] = (char)(0x80 | (character & 0x3F));
	out[0] = (char)(forms[form].lead | character);
	return form + 1;
}

size_t text_chars(const char *utf8)
{
	const char *end = utf8 + strlen(utf8);
	size_t count = 0;
	for (; utf8 < end; count++)
		text_next(&utf8, end);
	return count;
}

static bool in_ranges(uint32_t character, const TextRange *ranges, size_t count)
{
	size_t low = 0, high = count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (character > ranges[middle].to)
			low = middle + 1;
		else
			high = middle;
	}
	return low < count && character >= ranges[low].from;
}

int text_char_width(uint32_t character)
{
	if (character < 0x300)
		return 1;
	if (in_ranges(character, text_combining, text_combining_count))
		return 0;
	return in_ranges(character, text_wide, text_wide_count) ? 2 : 1;
}

int text_width(const char *utf8)
{
	const char *end = utf8 + strlen(utf8);
	int cells = 0;
	while (utf8 < end)
		cells += text_char_width(text_next(&utf8, end));
	return cells;
}

bool text_is_letter(uint32_t character)
{
	return in_ranges(character, text_letters, text_letters_count);
}

/* The server's latin1 is Windows' cp1252: of the letters beyond U+00FF it has these, and other signs are not asked for. */
static bool has_character(Charset charset, uint32_t character)
{
	static const uint16_t of_cp1252[] = { 0x152, 0x153, 0x160, 0x161, 0x178, 0x17D, 0x17E, 0x192, 0x2C6 };
	if (charset == CHARSET_UTF8MB4)
		return true;
	if (charset == CHARSET_ASCII || character < 0x80)
		return character < 0x80;
	if (charset == CHARSET_UTF8MB3 || character <= 0xFF)
		return character <= 0xFFFF;
	for (size_t i = 0; i < sizeof of_cp1252 / sizeof *of_cp1252; i++)
		if (of_cp1252[i] == character)
			return true;
	return false;
}

bool text_narrow(char *text, Charset charset)
{
	const char *at = text, *end = text + strlen(text);
	char *to = text;
	bool lacks = false;
	while (at < end) {
		const char *from = at;
		uint32_t character = text_next(&at, end);
		size_t bytes = (size_t)(at - from);
		bool has = character == TEXT_INVALID || has_character(charset, character);
		if (has)
			memmove(to, from, bytes);
		else
			memset(to, '?', bytes = bytes < 4 ? 1 : 4);
		to += bytes;
		lacks = lacks || !has;
	}
	*to = '\0';
	return lacks;
}

/* Greek and Cyrillic: capitals and how far their small letters are; step 2 is every other letter of the range. */
static const struct { uint32_t from, to, step, add; } small_letters[] = {
	{ 0x386, 0x386, 1, 38 }, { 0x388, 0x38A, 1, 37 }, { 0x38C, 0x38C, 1, 64 }, { 0x38E, 0x38F, 1, 63 },
	{ 0x391, 0x3A1, 1, 32 }, { 0x3A3, 0x3AB, 1, 32 }, { 0x3C2, 0x3C2, 1, 1 },  { 0x3D8, 0x3EE, 2, 1 },
	{ 0x400, 0x40F, 1, 80 }, { 0x410, 0x42F, 1, 32 }, { 0x460, 0x480, 2, 1 },  { 0x48A, 0x4BE, 2, 1 },
	{ 0x4C0, 0x4C0, 1, 15 }, { 0x4C1, 0x4CD, 2, 1 },  { 0x4D0, 0x52E, 2, 1 },
};

uint32_t text_fold(uint32_t character)
{
	if (character >= 'A' && character <= 'Z')
		return character + ('a' - 'A');
	if (character < 0xC0)
		return character;
	if (character <= 0x24F)
		return text_fold_latin[character - 0xC0];
	if (character >= 0x1E00 && character <= 0x1EFF)
		return text_fold_latin_more[character - 0x1E00];
	for (size_t i = 0; i < sizeof small_letters / sizeof *small_letters; i++) {
		if (character < small_letters[i].from || character > small_letters[i].to)
			continue;
		bool small = (character - small_letters[i].from) % small_letters[i].step != 0;
		return small ? character : character + small_letters[i].add;
	}
	return character;
}

bool text_is_harmless(uint32_t character)
{
	if (character < 0x80)
		return character >= 0x20 && character != 0x7F;
	return character < TEXT_INVALID && !in_ranges(character, text_hidden, text_hidden_count);
}

size_t text_visible(char *out, size_t cap, const void *bytes, size_t length)
{
	const char *at = bytes, *end = at + length;
	size_t used = 0;
	int marks = 0;
	if (!cap)
		return 0;
	while (at < end) {
		char encoded[4];
		uint32_t character = text_next(&at, end);
		bool mark = text_char_width(character) == 0;
		/* A mark at the start would stand on what is before our text. */
		if (!text_is_harmless(character) || (mark && !used))
			character = '?', mark = false;
		marks = mark ? marks + 1 : 0;
		if (marks > MARKS_SHOWN)
			continue;
		size_t size = text_encode(encoded, character);
		if (used + size >= cap)
			break;
		memcpy(out + used, encoded, size);
		used += size;
	}
	out[used] = '\0';
	return used;
}

size_t text_fit(const char *utf8, int cells, int *used)
{
	const char *at = utf8, *end = utf8 + strlen(utf8), *fits = utf8;
	*used = 0;
	while (at < end) {
		int width = text_char_width(text_next(&at, end));
		if (*used + width > cells)
			break;
		*used += width;
		fits = at;
	}
	return (size_t)(fits - utf8);
}
