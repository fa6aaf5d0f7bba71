#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "core/data/database.h"

Rows *rows_new(void)
{
	Arena *mem = arena_new();
	Rows *rows = arena_take(mem, sizeof *rows);
	*rows = (Rows){ .mem = mem };
	return rows;
}

Value rows_value(const Rows *rows, size_t row, size_t column)
{
	assert(row < rows->count && column < rows->columns);
	return rows->values[row * rows->columns + column];
}

/* The picture of NUL stands for it, so that a C string holds the whole value. */
static const char *without_nul(Arena *mem, Value value)
{
	static const char picture[] = "\xE2\x90\x80";
	size_t picture_length = sizeof picture - 1, at = 0;
	char *text = arena_take(mem, value.length * picture_length + 1);
	for (size_t i = 0; i < value.length; i++) {
		size_t length = value.bytes[i] ? 1 : picture_length;
		memcpy(text + at, value.bytes[i] ? (const char *)&value.bytes[i] : picture, length);
		at += length;
	}
	return text;
}

const char *rows_text(const Rows *rows, size_t row, size_t column)
{
	Value value = rows_value(rows, row, column);
	if (value.null)
		return NULL;
	/* database_read puts a NUL behind each value. */
	return memchr(value.bytes, '\0', value.length) ? without_nul(rows->mem, value) : (const char *)value.bytes;
}

int64_t rows_number(const Rows *rows, size_t row, size_t column, int64_t otherwise)
{
	const char *text = rows_text(rows, row, column);
	char *end;
	if (!text || !*text)
		return otherwise;
	long long number = strtoll(text, &end, 10);
	return *end == '\0' ? (int64_t)number : otherwise;
}

bool rows_keep(void *context, const Value *values, size_t count)
{
	enum { FIRST = 8 };
	Rows *rows = context;
	size_t used = rows->count * count;
	/* Twice as many each time. */
	if (rows->count == 0 || (rows->count >= FIRST && (rows->count & (rows->count - 1)) == 0)) {
		Value *wider = arena_take(rows->mem, (rows->count ? 2 * used : FIRST * count) * sizeof *wider);
		if (used)
			memcpy(wider, rows->values, used * sizeof *wider);
		rows->values = wider;
	}
	for (size_t i = 0; i < count; i++) {
		rows->values[used + i] = values[i];
		if (!values[i].null)
			rows->values[used + i].bytes = (const uint8_t *)arena_bytes(rows->mem, values[i].bytes, values[i].length);
	}
	rows->columns = count;
	rows->count++;
	return true;
}

void rows_free(Rows *rows)
{
	if (rows)
		arena_free(rows->mem);
}
