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

void statement_text(Text *out, const Statement *statement)
{
	const char *at = builtin_sql(statement->sql), *mark;
	while ((mark = strstr(at, "/*")) != NULL) {
		const char *end = strstr(mark, "*/");
		assert(end);
		text_add_bytes(out, at, (size_t)(mark - at));
		fill_mark(out, statement, mark + 2, end);
		at = end + 2;
	}
	text_add(out, at);
}

bool statement_is_text(const Statement *statement, size_t i)
{
	return (statement->as_text >> (i < 63 ? i : 63) & 1) != 0;
}
