#include "core/data/statement.h"

#include <assert.h>
#include <string.h>

static bool mark_is(const char *mark, const char *end, const char *name)
{
	return strlen(name) == (size_t)(end - mark) && memcmp(mark, name, strlen(name)) == 0;
}

static void fill_mark(Text *out, const Statement *statement, const char *mark, const char *end)
{
	if (mark_is(mark, end, "set")) {
		assert(statement->set);
		text_add(out, statement->set);
	} else if (mark_is(mark, end, "guard")) {
		assert(statement->guard);
		text_add(out, statement->guard);
	} else {
		assert(mark_is(mark, end, "list") && statement->list > 0);
		for (size_t i = 0; i < statement->list; i++)
			text_add(out, i ? ", ?" : "?");
	}
}

/* The part that stays goes out; returns what comes behind the choice, whose first mark is at has. */
static const char *choose(Text *out, const Schema *schema, const char *has, const char *has_end)
{
	static const char otherwise[] = "/*else*/", last[] = "/*end*/";
	const char *with = has_end + 2, *middle = strstr(with, otherwise), *end = middle ? strstr(middle, last) : NULL;
	assert(end);
	if (!schema || schema_has(schema, has, (size_t)(has_end - has)))
		text_add_bytes(out, with, (size_t)(middle - with));
	else
		text_add_bytes(out, middle + strlen(otherwise), (size_t)(end - middle) - strlen(otherwise));
	return end + strlen(last);
}

void statement_text(Text *out, const Statement *statement, const Schema *schema)
{
	static const char has[] = "has ";
	const char *at = builtin_sql(statement->sql), *mark;
	while ((mark = strstr(at, "/*")) != NULL) {
		const char *end = strstr(mark, "*/");
		assert(end);
		text_add_bytes(out, at, (size_t)(mark - at));
		mark += 2;
		if (strncmp(mark, has, strlen(has)) == 0) {
			at = choose(out, schema, mark + strlen(has), end);
		} else {
			fill_mark(out, statement, mark, end);
			at = end + 2;
		}
	}
	text_add(out, at);
}

bool statement_is_text(const Statement *statement, size_t i)
{
	return (statement->as_text >> (i < 63 ? i : 63) & 1) != 0;
}

bool statement_without(Arena *mem, const Statement *statement, Charset charset, Statement *out)
{
	Value *values = arena_take(mem, statement->value_count * sizeof *values);
	bool lacks = false;
	for (size_t i = 0; i < statement->value_count; i++) {
		values[i] = statement->values[i];
		if (!statement_is_text(statement, i) || values[i].length == 0)
			continue;
		if (text_narrow(arena_bytes(mem, values[i].bytes, values[i].length), charset)) {
			values[i] = VALUE_NULL;
			lacks = true;
		}
	}
	*out = *statement;
	out->values = values;
	return lacks;
}

bool statement_lacks(const Statement *statement)
{
	Statement without;
	Arena *mem = arena_new();
	bool lacks = statement_without(mem, statement, CHARSET_ASCII, &without);
	arena_free(mem);
	return lacks;
}
