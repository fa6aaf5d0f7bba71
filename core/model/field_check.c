#include "core/model/field_check.h"

#include <string.h>

#include "core/base/text.h"

typedef struct {
	const char *what;                        /* "The name" */
	const char *marks;                       /* kept beside letters and digits */
	const char *kept;                        /* the same in words: "letters, digits, blanks and - . , _" */
	size_t      least, most;                 /* characters */
	bool        ascii;                       /* no other letters, whatever the site allows */
} Shape;

static bool is_kept(const Shape *shape, const Site *site, uint32_t character)
{
	if (character < 0x80 && character != 0) {
		bool letter = (character | 0x20) >= 'a' && (character | 0x20) <= 'z';
		return letter || (character >= '0' && character <= '9') || strchr(shape->marks, (int)character);
	}
	/* VICIdial's pages would make question marks of those beyond. */
	return !shape->ascii && site->use_non_latin && character <= 0xFFFF && text_is_letter(character);
}

static void name_character(char *out, size_t cap, const char *at, size_t length, uint32_t character)
{
	char seen[8];
	text_visible(seen, sizeof seen, at, length);
	if (character == ' ')
		text_copy(out, cap, "a blank");
	else if (character == TEXT_INVALID)
		text_copy(out, cap, "a byte that is not UTF-8");
	else if (*seen == '\0' || (*seen == '?' && character != '?') || text_char_width(character) < 1)
		text_format(out, cap, "the character U+%04X", (unsigned)character);
	else
		text_format(out, cap, "%s", seen);
}

static bool check_characters(const Shape *shape, const Site *site, const char *value, Err *err)
{
	for (const char *at = value, *end = value + strlen(value); at < end;) {
		const char *from = at;
		uint32_t character = text_next(&at, end);
		if (is_kept(shape, site, character))
			continue;
		char named[40];
		name_character(named, sizeof named, from, (size_t)(at - from), character);
		return fail(err, ERR_INPUT, "%s holds %s, which VICIdial would strip. Kept are %s.", shape->what, named, shape->kept);
	}
	return true;
}

static bool check_shape(const Shape *shape, const Site *site, const char *value, Err *err)
{
	size_t chars = text_chars(value);
	if (!check_characters(shape, site, value, err))
		return false;
	if (chars >= shape->least && chars <= shape->most)
		return true;
	if (chars == 0)
		return fail(err, ERR_INPUT, "%s is empty.", shape->what);
	return fail(err, ERR_INPUT, "%s has %zu character%s; it may have %zu to %zu.", shape->what, chars, chars == 1 ? "" : "s",
	            shape->least, shape->most);
}

/* Only what agents can type: their login form strips all else (AGC:970). */
bool check_id(const Site *site, const char *value, Err *err)
{
	static const Shape shape = {
		.what = "The alias ID", .marks = "", .kept = "letters and digits", .least = 2, .most = ALIAS_ID_MAX,
	};
	return check_shape(&shape, site, value, err);
}

bool check_name(const Site *site, const char *value, Err *err)
{
	static const Shape shape = {
		.what = "The name", .marks = " -.,_", .kept = "letters, digits, blanks and - . , _", .least = 2, .most = ALIAS_NAME_MAX,
	};
	return check_shape(&shape, site, value, err);
}

bool check_extension(const Site *site, const char *value, Err *err)
{
	static const Shape shape = {
		.what = "The extension", .marks = "-*#.:/@_", .kept = "letters, digits, - * # . : / @ and _", .least = 1, .most = EXTENSION_MAX,
	};
	return check_shape(&shape, site, value, err);
}

static bool is_listed_before(const char *list, const char *item, size_t length)
{
	const char *other;
	size_t other_length;
	for (const char *at = list; logins_next(&at, &other, &other_length) && other < item;)
		if (other_length == length && strncasecmp(other, item, length) == 0)
			return true;
	return false;
}

static bool check_login(const char *list, const char *item, size_t length, Err *err)
{
	char login[UTF8_CAP(LOGINS_LIST_MAX)];
	text_format(login, sizeof login, "%.*s", (int)length, item);
	if (length == 0)
		return fail(err, ERR_INPUT, "A phone login between the commas is missing.");
	if (text_chars(login) > PHONE_LOGIN_MAX)
		return fail(err, ERR_INPUT, "Phone login %s has more than %d characters.", login, PHONE_LOGIN_MAX);
	if (is_listed_before(list, item, length))
		return fail(err, ERR_INPUT, "Phone login %s is listed twice.", login);
	return true;
}

/* The empty list is an alias without phones. */
bool check_phones(const Site *site, const char *value, Err *err)
{
	static const Shape shape = {
		.what = "The list of phones", .marks = ",-_", .kept = "letters, digits, commas, - and _", .least = 0, .most = LOGINS_LIST_MAX,
	};
	const char *item;
	size_t length;
	if (!check_shape(&shape, site, value, err))
		return false;
	for (const char *at = *value ? value : NULL; logins_next(&at, &item, &length);)
		if (!check_login(value, item, length, err))
			return false;
	return true;
}

bool check_protocol(const Site *site, const char *value, Err *err)
{
	static const Shape shape = {
		.what = "The protocol", .marks = "-_", .kept = "letters, digits, - and _", .least = 1, .most = PROTOCOL_MAX, .ascii = true,
	};
	return check_shape(&shape, site, value, err);
}

bool check_active(const Site *site, const char *value, Err *err)
{
	(void)site;
	if (strcmp(value, "Y") == 0 || strcmp(value, "N") == 0)
		return true;
	return fail(err, ERR_INPUT, "Active is Y or N.");
}

/* A site that stores other alphabets strips the dot of a group's name (ADM:4369-5070). */
bool check_group(const Site *site, const char *value, Err *err)
{
	static const Shape with_dot = {
		.what = "The user group", .marks = "-_.", .kept = "letters, digits, - _ and .", .least = 1, .most = USER_GROUP_MAX,
	};
	static const Shape without_dot = {
		.what = "The user group", .marks = "-_", .kept = "letters, digits, - and _", .least = 1, .most = USER_GROUP_MAX,
	};
	return check_shape(site->use_non_latin ? &without_dot : &with_dot, site, value, err);
}
