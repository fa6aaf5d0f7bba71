#include "core/model/stray.h"

#include <string.h>

#include "core/base/text.h"

/* The catalog shows a NUL as U+2400. */
static bool is_stray(uint32_t character)
{
	return character == ' ' || character == 0xA0 || character == 0x2400 || !text_is_harmless(character);
}

static const char *name_of(uint32_t character, char *out, size_t cap)
{
	if (character == ' ')
		return "a blank";
	if (character == '\t')
		return "a tab";
	if (character == '\r' || character == '\n')
		return "a line end";
	if (character == TEXT_INVALID)
		return "a byte that is not UTF-8";
	text_format(out, cap, "the character U+%04X", character == 0x2400 ? 0 : (unsigned)character);
	return out;
}

bool stray_find(const Catalog *cat, const char *item, size_t length, Stray *out)
{
	uint32_t first = 0;
	size_t   kept = 0, kept_before = 0, rows;
	if (length >= sizeof out->login)
		return false;
	for (const char *at = item, *end = item + length; at < end;) {
		const char *from = at;
		uint32_t    character = text_next(&at, end);
		if (!is_stray(character)) {
			memcpy(out->login + kept, from, (size_t)(at - from));
			kept += (size_t)(at - from);
		} else if (!first) {
			first = character;
			kept_before = kept;
		}
	}
	out->login[kept] = '\0';
	if (!first || !kept || !catalog_login(cat, out->login, &rows))
		return false;
	char named[30];
	const char *where = !kept_before ? "before" : kept_before == kept ? "behind" : "in";
	text_format(out->words, sizeof out->words, "%s stands %s", name_of(first, named, sizeof named), where);
	return true;
}
