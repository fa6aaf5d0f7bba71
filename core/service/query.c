#include "core/service/query_inside.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/base/sys.h"
#include "core/base/text.h"

/* The first fault is the one that is told. */
PRINTF_LIKE(2, 3) static bool faulty(Query *query, const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	if (!query->fault[0])
		vsnprintf(query->fault, sizeof query->fault, fmt, args);
	va_end(args);
	return false;
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if ((c | 32) >= 'a' && (c | 32) <= 'f')
		return (c | 32) - 'a' + 10;
	return -1;
}

/* The next decoded byte; -1: a bad escape. */
static int next_byte(const char **at, const char *end)
{
	const char *from = (*at)++;
	if (*from == '+')
		return ' ';
	if (*from != '%')
		return (unsigned char)*from;
	int high = end - from > 2 ? hex_digit(from[1]) : -1, low = high < 0 ? -1 : hex_digit(from[2]);
	*at = low < 0 ? end : from + 3;
	return low < 0 ? -1 : high << 4 | low;
}

/* most bytes at most, and a NUL behind them. */
static bool decode(Query *query, const char *what, char *out, size_t most, const char *at, const char *end)
{
	size_t used = 0;
	while (at < end) {
		int byte = next_byte(&at, end);
		if (byte < 0)
			return faulty(query, "A percent sign in the request is not followed by two hex digits.");
		if (byte == 0)
			return faulty(query, "A parameter's %s holds a NUL byte.", what);
		if (used == most)
			return faulty(query, "A parameter's %s is longer than %zu bytes.", what, most);
		out[used++] = (char)byte;
	}
	out[used] = '\0';
	return text_is_utf8(out, used) || faulty(query, "A parameter's %s is not UTF-8.", what);
}

static bool stands_already(const Query *query, const char *name, bool in_body)
{
	for (size_t i = 0; i < query->count; i++)
		if (query->pairs[i].in_body == in_body && strcmp(query->pairs[i].name, name) == 0)
			return true;
	return false;
}

static void read_pair(Query *query, const char *at, const char *end, bool in_body)
{
	QueryPair *pair = &query->pairs[query->count];
	const char *equals = memchr(at, '=', (size_t)(end - at));
	const char *name_end = equals ? equals : end, *value = equals ? equals + 1 : end;
	if (!decode(query, "name", pair->name, QUERY_NAME, at, name_end))
		return;
	if (!decode(query, "value", pair->value, QUERY_VALUE, value, end))
		return;
	pair->in_body = in_body;
	/* PHP makes arrays of a[] and underscores of dots and blanks. */
	if (!pair->name[0] || strpbrk(pair->name, "[]. "))
		return;
	if (stands_already(query, pair->name, in_body))
		faulty(query, "A parameter stands twice in the request.");
	else
		query->count++;
}

void query_read(Query *query, const char *bytes, size_t length, bool in_body)
{
	const char *at = bytes, *end = at + length;
	size_t most = in_body ? QUERY_BODY_BYTES : QUERY_BYTES, seen = query->count;
	query_read_native(query, bytes, length, in_body);
	if (length > most)
		faulty(query, "The request is longer than %zu bytes.", most);
	while (at < end && !query->fault[0]) {
		const char *stop = memchr(at, '&', (size_t)(end - at));
		if (!stop)
			stop = end;
		if (stop > at && seen++ == QUERY_PAIRS)
			faulty(query, "The request has more than %d parameters.", QUERY_PAIRS);
		else if (stop > at)
			read_pair(query, at, stop, in_body);
		at = stop < end ? stop + 1 : end;
	}
}

const char *query_value(const Query *query, const char *name)
{
	for (size_t i = 0; i < query->count; i++)
		if (strcmp(query->pairs[i].name, name) == 0)
			return query->pairs[i].value;
	return NULL;
}

bool query_add(Query *query, const char *name, const char *value)
{
	query_add_native(query, name, value);
	if (query->count == QUERY_PAIRS)
		return faulty(query, "The request has more than %d parameters.", QUERY_PAIRS);
	QueryPair *pair = &query->pairs[query->count];
	if (!text_copy(pair->name, sizeof pair->name, name) || !text_copy(pair->value, sizeof pair->value, value))
		return faulty(query, "A parameter's value is longer than %d bytes.", QUERY_VALUE);
	if (!text_is_utf8(value, strlen(value)))
		return faulty(query, "A parameter's value is not UTF-8.");
	pair->in_body = true;
	query->count++;
	return true;
}

/* Only what was written, since most of it is memory that was never touched: behind the last pair there is at most one that failed. */
void query_wipe(Query *query)
{
	size_t pairs = query->count < QUERY_PAIRS ? query->count + 1 : QUERY_PAIRS;
	sys_wipe(query->pairs, pairs * sizeof *query->pairs);
	for (size_t i = 0; i < NATIVE_COUNT; i++) {
		sys_wipe(query->native_text[i], query->native[i].written);
		query->native[i] = (NativeValue){ 0 };
	}
	sys_wipe(query->fault, sizeof query->fault);
	query->count = query->seen = 0;
	query->overfull = false;
}
