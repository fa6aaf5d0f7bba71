#include "core/data/audit_file.h"

#include <assert.h>
#include <string.h>

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

static void base64_encode(Text *out, const uint8_t *bytes, size_t length)
{
	for (size_t i = 0; i < length; i += 3) {
		size_t have = length - i;
		uint32_t group = (uint32_t)bytes[i] << 16 | (have > 1 ? (uint32_t)bytes[i + 1] << 8 : 0) | (have > 2 ? bytes[i + 2] : 0);
		char four[4] = { alphabet[group >> 18], alphabet[group >> 12 & 63],
		                 have > 1 ? alphabet[group >> 6 & 63] : '=', have > 2 ? alphabet[group & 63] : '=' };
		text_add_bytes(out, four, sizeof four);
	}
}

static bool base64_group(const char *four, uint32_t *group)
{
	*group = 0;
	for (size_t i = 0; i < 4; i++) {
		const char *found = four[i] ? strchr(alphabet, four[i]) : NULL;
		if (!found && !(four[i] == '=' && i >= 2))
			return false;
		*group = *group << 6 | (found ? (uint32_t)(found - alphabet) : 0);
	}
	return four[2] != '=' || four[3] == '=';
}

bool audit_base64_decode(Arena *mem, const char *text, Value *out)
{
	size_t length = strlen(text);
	uint8_t *bytes = arena_take(mem, length / 4 * 3 + 1);
	size_t count = 0;
	if (length % 4 != 0)
		return false;
	for (size_t i = 0; i < length; i += 4) {
		uint32_t group;
		if (!base64_group(text + i, &group) || (text[i + 3] == '=' && i + 4 < length))
			return false;
		bytes[count++] = (uint8_t)(group >> 16);
		if (text[i + 2] != '=')
			bytes[count++] = (uint8_t)(group >> 8);
		if (text[i + 3] != '=')
			bytes[count++] = (uint8_t)group;
	}
	*out = (Value){ .bytes = bytes, .length = (uint32_t)count };
	return true;
}

/* SQLite keeps a copy, and where it has no room for one the value would silently be NULL: in the file, but not in the hash. */
static void bound(int result)
{
	if (result == SQLITE_NOMEM)
		mem_die();
	assert(result == SQLITE_OK);
}

int audit_step(sqlite3_stmt *statement)
{
	return statement ? sqlite3_step(statement) : SQLITE_ERROR;
}

bool audit_put(sqlite3_stmt *statement)
{
	bool done = audit_step(statement) == SQLITE_DONE;
	sqlite3_reset(statement);
	return done;
}

void audit_bind_number(sqlite3_stmt *statement, int place, int64_t number)
{
	if (statement)
		bound(sqlite3_bind_int64(statement, place, number));
}

void audit_bind_chars(sqlite3_stmt *statement, int place, const char *text, size_t length)
{
	if (statement)
		bound(sqlite3_bind_text64(statement, place, text, length, SQLITE_TRANSIENT, SQLITE_UTF8));
}

void audit_bind_text(sqlite3_stmt *statement, int place, const char *text)
{
	audit_bind_chars(statement, place, text, text ? strlen(text) : 0);
}

void audit_bind_bytes(sqlite3_stmt *statement, int place, const void *bytes, size_t length, bool null)
{
	const void *from = null ? NULL : length ? bytes : "";
	if (statement)
		bound(sqlite3_bind_blob64(statement, place, from, length, SQLITE_TRANSIENT));
}

void audit_bind_json(sqlite3_stmt *statement, int place, Value value)
{
	Text base64 = { 0 };
	const char *text = value.null ? NULL : value.length ? (const char *)value.bytes : "";
	if (!text || (text_is_utf8(text, value.length) && !memchr(text, 0, value.length))) {
		audit_bind_chars(statement, place, text, value.length);
		return;
	}
	base64_encode(&base64, value.bytes, value.length);
	audit_bind_bytes(statement, place, base64.bytes, base64.length, false);
	text_free(&base64);
}

const char *audit_column_text(Arena *mem, sqlite3_stmt *statement, int column)
{
	const void *bytes = sqlite3_column_text(statement, column);
	size_t length = (size_t)sqlite3_column_bytes(statement, column);
	if (!bytes)
		return NULL;
	if (text_is_utf8(bytes, length) && !memchr(bytes, 0, length))
		return arena_bytes(mem, bytes, length);
	char *visible = arena_take(mem, length * 4 + 1);
	text_visible(visible, length * 4 + 1, bytes, length);
	return visible;
}

bool audit_column_copy(sqlite3_stmt *statement, int column, void *out, size_t size)
{
	const void *bytes = sqlite3_column_blob(statement, column);
	bool whole = (size_t)sqlite3_column_bytes(statement, column) == size;
	if (whole && bytes)
		memcpy(out, bytes, size);
	return whole;
}
