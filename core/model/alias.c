#include "core/model/alias.h"

#include <string.h>

#include "core/model/fold.h"

Value value_text(const char *utf8)
{
	if (!utf8)
		return VALUE_NULL;
	return (Value){ .bytes = (const uint8_t *)utf8, .length = (uint32_t)strlen(utf8) };
}

Value value_copy(Arena *mem, Value value)
{
	if (value.bytes)
		value.bytes = (const uint8_t *)arena_bytes(mem, value.bytes, value.length);
	return value;
}

bool value_equal(Value a, Value b)
{
	if (a.null || b.null)
		return a.null && b.null;
	return a.length == b.length && (a.length == 0 || memcmp(a.bytes, b.bytes, a.length) == 0);
}

int login_compare(const char *a, const char *b)
{
	if (!a || !b)
		return (a != NULL) - (b != NULL);
	/* The shorter one goes on in blanks: PAD SPACE, as the collations have it. */
	while (*a || *b) {
		int difference = (unsigned char)ascii_fold(*a ? *a : ' ') - (unsigned char)ascii_fold(*b ? *b : ' ');
		if (difference)
			return difference;
		a += *a != '\0';
		b += *b != '\0';
	}
	return 0;
}

bool logins_next(const char **at, const char **item, size_t *length)
{
	if (!*at)
		return false;
	*item = *at;
	*length = strcspn(*item, ",");
	*at = (*item)[*length] ? *item + *length + 1 : NULL;
	return true;
}

bool logins_have(const char *list, const char *login)
{
	char one[UTF8_CAP(LOGINS_LIST_MAX)];
	const char *item;
	size_t length;
	while (login && *login && logins_next(&list, &item, &length)) {
		if (length >= sizeof one)            /* longer than the whole column: no login */
			continue;
		memcpy(one, item, length);
		one[length] = '\0';
		if (login_compare(one, login) == 0)
			return true;
	}
	return false;
}
