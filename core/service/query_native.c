/* A request's parameters as PHP gives them to VICIdial's own API (php_default_treat_data, php_register_variable_ex): of a name
 * that stands twice the last holds, dots, blanks and an open [ in names are underscores, a bad escape stays as it is. */
#include "core/service/query_inside.h"

#include <ctype.h>
#include <string.h>

#include "core/base/text.h"

static const char *const names[NATIVE_COUNT] = {
	[NATIVE_ALIAS] = "alias", [NATIVE_SOURCE] = "source", [NATIVE_USER] = "user", [NATIVE_PASS] = "pass",
	[NATIVE_FUNCTION] = "function", [NATIVE_ALIAS_ID] = "alias_id", [NATIVE_ALIAS_NAME] = "alias_name",
	[NATIVE_LOGINS] = "phone_logins", [NATIVE_DELETE] = "delete_alias", [NATIVE_AGENT_USER] = "agent_user",
};

static int hex_digit(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : (c | 32) - 'a' + 10;
}

static char next_byte(const char **at, const char *end)
{
	const char *from = (*at)++;
	if (*from == '+')
		return ' ';
	if (*from != '%' || end - from < 3 || !isxdigit((unsigned char)from[1]) || !isxdigit((unsigned char)from[2]))
		return *from;
	*at = from + 3;
	return (char)(hex_digit(from[1]) << 4 | hex_digit(from[2]));
}

/* False when it does not fit in most bytes. A NUL becomes the sign instead. */
static bool decode(char *out, size_t most, char instead, const char *at, const char *end, size_t *written)
{
	size_t used = 0;
	while (at < end && used < most) {
		char byte = next_byte(&at, end);
		out[used++] = byte ? byte : instead;
	}
	out[used++] = '\0';
	*written = used > *written ? used : *written;
	return at == end;
}

/* As PHP registers a variable. False: it makes no variable; *array: an array, which is no value to VICIdial. */
static bool rename_variable(char *name, bool *array)
{
	size_t blanks = strspn(name, " ");
	if (blanks)
		memmove(name, name + blanks, strlen(name + blanks) + 1);
	char *open = strchr(name, '[');
	*array = open && strchr(open + 1, ']');
	if (*array)
		*open = '\0';
	if (!*name || open == name)
		return false;
	for (char *at = name; *at; at++)
		if (strchr(" .[", *at))
			*at = '_';
	return true;
}

/* NATIVE_COUNT: none of ours. */
static size_t find(const char *name)
{
	size_t i = 0;
	while (i < NATIVE_COUNT && strcmp(names[i], name) != 0)
		i++;
	return i;
}

/* A name that is longer than ours is none of ours. */
static void read_pair(Query *query, const char *at, const char *end, bool in_body)
{
	char name[QUERY_NAME + 1];
	const char *equals = memchr(at, '=', (size_t)(end - at));
	const char *name_end = equals ? equals : end, *value = equals ? equals + 1 : end;
	size_t length = 0;
	bool array;
	if (!decode(name, QUERY_NAME, '\0', at, name_end, &length) || !rename_variable(name, &array))
		return;
	size_t known = find(name);
	if (known == NATIVE_COUNT || (in_body && query->native[known].in_url))
		return;
	NativeValue *place = &query->native[known];
	place->in_url = !in_body;
	place->sent = !array;
	place->is_list = array;
	/* Every filter of VICIdial's takes a control character away, as it does a NUL. */
	if (!decode(query->native_text[known], QUERY_NATIVE, '\1', value, end, &place->written))
		query->overfull = true;
}

void query_read_native(Query *query, const char *bytes, size_t length, bool in_body)
{
	const char *at = bytes, *end = bytes + length;
	if (length > (in_body ? QUERY_BODY_BYTES : QUERY_BYTES))
		query->overfull = true;
	while (at < end && !query->overfull) {
		const char *stop = memchr(at, '&', (size_t)(end - at));
		if (!stop)
			stop = end;
		if (stop > at && query->seen++ == QUERY_PAIRS)
			query->overfull = true;
		else if (stop > at)
			read_pair(query, at, stop, in_body);
		at = stop < end ? stop + 1 : end;
	}
}

const char *query_native(const Query *query, NativeName name)
{
	return query->native[name].sent ? query->native_text[name] : "";
}

bool query_native_is_list(const Query *query, NativeName name)
{
	return query->native[name].is_list;
}

bool query_is_native(const Query *query)
{
	return !query->native[NATIVE_ALIAS].sent;
}

const char *query_fault(const Query *query)
{
	if (!query_is_native(query))
		return query->fault;
	return query->overfull ? "The request has too many parameters, or too long ones." : "";
}

const char *query_param(const Query *query, const char *name)
{
	if (!query_is_native(query))
		return query_value(query, name);
	size_t known = find(name);
	return known < NATIVE_COUNT && query->native[known].sent ? query->native_text[known] : NULL;
}

void query_add_native(Query *query, const char *name, const char *value)
{
	size_t known = find(name);
	if (known == NATIVE_COUNT)
		return;
	NativeValue *place = &query->native[known];
	place->sent = text_copy(query->native_text[known], sizeof query->native_text[known], value);
	place->is_list = false;
	place->written = sizeof query->native_text[known];
}
