#include "core/base/text.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/base/mem.h"

/* Room for length more bytes and the NUL. */
static char *text_room(Text *text, size_t length)
{
	size_t need = text->length + length + 1;
	if (need <= length)
		mem_die();
	if (need > text->cap) {
		text->cap = need < 64 ? 64 : need > text->cap * 2 ? need : text->cap * 2;
		text->bytes = mem_grow(text->bytes, text->cap);
	}
	return text->bytes + text->length;
}

void text_add_bytes(Text *text, const void *bytes, size_t length)
{
	char *end = text_room(text, length);
	if (length)
		memcpy(end, bytes, length);
	end[length] = '\0';
	text->length += length;
}

void text_add(Text *text, const char *utf8)
{
	text_add_bytes(text, utf8, strlen(utf8));
}

void text_addf(Text *text, const char *fmt, ...)
{
	va_list args;
	assert(fmt);
	va_start(args, fmt);
	int length = vsnprintf(NULL, 0, fmt, args);
	va_end(args);
	assert(length >= 0);
	char *end = text_room(text, (size_t)length);
	va_start(args, fmt);
	vsnprintf(end, (size_t)length + 1, fmt, args);
	va_end(args);
	text->length += (size_t)length;
}

void text_clear(Text *text)
{
	text->length = 0;
	if (text->bytes)
		text->bytes[0] = '\0';
}

void text_free(Text *text)
{
	mem_free(text->bytes);
	*text = (Text){ 0 };
}

/* The longest length up to limit that does not end inside a character of bytes. */
static size_t text_cut(const char *bytes, size_t limit)
{
	for (size_t back = 1; back <= 3 && back <= limit; back++) {
		unsigned char lead = (unsigned char)bytes[limit - back];
		if ((lead & 0xC0) == 0x80)
			continue;
		size_t whole = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
		return whole > back ? limit - back : limit;
	}
	return limit;
}

size_t text_format(char *out, size_t cap, const char *fmt, ...)
{
	va_list args;
	if (!cap)
		return 0;
	va_start(args, fmt);
	int length = vsnprintf(out, cap, fmt, args);
	va_end(args);
	assert(length >= 0);
	if ((size_t)length < cap)
		return (size_t)length;
	size_t kept = text_cut(out, cap - 1);
	out[kept] = '\0';
	return kept;
}

bool text_copy(char *out, size_t cap, const char *utf8)
{
	size_t length = utf8 ? strlen(utf8) : 0;
	if (!cap)
		return !length;
	size_t kept = length < cap ? length : text_cut(utf8, cap - 1);
	if (kept)
		memmove(out, utf8, kept);
	out[kept] = '\0';
	return kept == length;
}

size_t text_number(char *out, size_t cap, uint64_t number)
{
	char digits[24], spaced[32], *end = spaced;
	int count = snprintf(digits, sizeof digits, "%llu", (unsigned long long)number);
	for (int i = 0; i < count; i++) {
		if (i && (count - i) % 3 == 0)
			*end++ = ' ';
		*end++ = digits[i];
	}
	*end = '\0';
	return text_format(out, cap, "%s", spaced);
}

bool text_equal_secret(const void *a, size_t a_length, const void *b, size_t b_length)
{
	const volatile unsigned char *left = a, *right = b;
	unsigned char differ = 0;
	if (a_length != b_length)
		return false;
	for (size_t i = 0; i < a_length; i++)
		differ |= (unsigned char)(left[i] ^ right[i]);
	return differ == 0;
}
