/* VICIdial's logged statements about an alias, read back: what its pages, its API and adminlog.c write. */
#include <ctype.h>
#include <string.h>

#include "core/model/adminlog.h"

enum { COLUMNS_AT_MOST = 8 };

static void skip_blanks(const char **at)
{
	*at += strspn(*at, " \t\r\n");
}

/* A word or a mark stands here, in any case; goes behind it. */
static bool take(const char **at, const char *word)
{
	skip_blanks(at);
	size_t length = strlen(word);
	if (strncasecmp(*at, word, length) != 0)
		return false;
	*at += length;
	return true;
}

/* The name of a column; COLUMN_COUNT for one we do not keep. */
static ColumnId take_column(const char **at)
{
	skip_blanks(at);
	size_t length = strspn(*at, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");
	ColumnId column = 0;
	while (column < COLUMN_COUNT && (strlen(plan_column_names[column]) != length ||
	                                 strncasecmp(plan_column_names[column], *at, length) != 0))
		column++;
	*at += length;
	return column;
}

static char unescaped(char letter)
{
	switch (letter) {
	case 'n': return '\n';
	case 'r': return '\r';
	case 'Z': return '\x1a';
	case '0': return '?';                    /* a NUL byte has no place in a text */
	default:  return letter;
	}
}

/* A quoted text or a bare word (NULL, a number), which stays as it is spelt; NULL when nothing of the kind stands here. */
static const char *take_value(const char **at, Arena *mem)
{
	skip_blanks(at);
	char quote = **at;
	if (quote != '\'' && quote != '"') {
		size_t length = strcspn(*at, ",) \t|");
		const char *word = length ? arena_bytes(mem, *at, length) : NULL;
		*at += length;
		return word;
	}
	char *out = arena_take(mem, strlen(*at) + 1), *to = out;
	for (++*at; **at && (**at != quote || (*at)[1] == quote); ++*at) {
		bool escapes = **at == '\\' && (*at)[1];
		*at += escapes || **at == quote;
		*to++ = escapes ? unescaped(**at) : **at;
	}
	if (**at != quote)
		return NULL;                         /* cut: what stands there is not all */
	++*at;
	return out;
}

static void keep(const char *out[COLUMN_COUNT], ColumnId column, const char *value)
{
	if (column < COLUMN_COUNT)
		out[column] = value;
}

/* "alias_name='N', logins_list='L' where …" */
static void read_update(const char *at, Arena *mem, const char *out[COLUMN_COUNT])
{
	do {
		ColumnId column = take_column(&at);
		if (!take(&at, "="))
			return;
		keep(out, column, take_value(&at, mem));
	} while (take(&at, ","));
}

/* "(alias_id,alias_name) values('I','N')" */
static void read_insert(const char *at, Arena *mem, const char *out[COLUMN_COUNT])
{
	ColumnId columns[COLUMNS_AT_MOST];
	size_t count = 0;
	if (!take(&at, "("))
		return;
	do {
		columns[count++] = take_column(&at);
	} while (take(&at, ",") && count < COLUMNS_AT_MOST);
	if (!take(&at, ")") || !take(&at, "values") || !take(&at, "("))
		return;
	for (size_t i = 0; i < count; i++) {
		keep(out, columns[i], take_value(&at, mem));
		if (!take(&at, ","))
			return;
	}
}

void adminlog_read(Arena *mem, const char *sql, const char *out[COLUMN_COUNT])
{
	for (ColumnId column = 0; column < COLUMN_COUNT; column++)
		out[column] = NULL;
	if (take(&sql, "UPDATE") && take(&sql, "phones_alias") && take(&sql, "set"))
		read_update(sql, mem, out);
	else if (take(&sql, "INSERT INTO") && take(&sql, "phones_alias"))
		read_insert(sql, mem, out);
}
