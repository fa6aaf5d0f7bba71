#include "tui/draw/theme.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"

static const struct { const char *name; Role base; } roles[ROLE_COUNT] = {
#define X(id, name, base) [ROLE_##id] = { name, ROLE_##base },
	ROLES(X)
#undef X
};

static const char *const colours[8] = { "black", "red", "green", "yellow", "blue", "magenta", "cyan", "white" };
static const struct { const char *name; uint8_t attr; } attrs[] = {
	{ "bold", ATTR_BOLD }, { "underline", ATTR_UNDERLINE }, { "reverse", ATTR_REVERSE },
};

typedef struct {
	Theme       theme;
	bool        named[ROLE_COUNT];
	const char *file;
	int         line;
} Parse;

const char *role_name(Role role)
{
	return roles[role].name;
}

static bool wrong(const Parse *parse, Err *err, const char *what, const char *word)
{
	char visible[80];
	text_visible(visible, sizeof visible, word, strlen(word));
	return fail(err, ERR_INPUT, "%s.theme:%d: %s '%s'", parse->file, parse->line, what, visible);
}

static bool role_find(const char *name, Role *out)
{
	for (int role = 0; role < ROLE_COUNT; role++)
		if (strcmp(roles[role].name, name) == 0) {
			*out = (Role)role;
			return true;
		}
	return false;
}

static bool colour_number(const char *digits, int base, unsigned long max, int32_t *out)
{
	char *end;
	if (strspn(digits, base == 16 ? "0123456789abcdefABCDEF" : "0123456789") != strlen(digits) || !*digits)
		return false;
	unsigned long number = strtoul(digits, &end, base);
	*out = (int32_t)number;
	return number <= max;
}

static bool colour_find(const char *word, int32_t *out)
{
	bool bright = strncmp(word, "bright-", 7) == 0;
	if (strcmp(word, "default") == 0) {
		*out = COLOUR_DEFAULT;
		return true;
	}
	for (int i = 0; i < 8; i++)
		if (strcmp(word + (bright ? 7 : 0), colours[i]) == 0) {
			*out = i + (bright ? 8 : 0);
			return true;
		}
	if (*word != '#')
		return colour_number(word, 10, 255, out);
	if (strlen(word) != 7 || !colour_number(word + 1, 16, 0xffffff, out))
		return false;
	*out |= COLOUR_RGB;
	return true;
}

static bool attr_find(const char *word, uint8_t *out)
{
	for (size_t i = 0; i < sizeof attrs / sizeof *attrs; i++)
		if (strcmp(word, attrs[i].name) == 0) {
			*out |= attrs[i].attr;
			return true;
		}
	return false;
}

static bool line_parse(Parse *parse, char *line, Err *err)
{
	static const char blanks[] = " \t\r";
	char *rest, *word = strtok_r(line, blanks, &rest);
	Look  look = { .fg = COLOUR_DEFAULT, .bg = COLOUR_DEFAULT };
	Role  role;
	if (!word || *word == '#')
		return true;
	if (!role_find(word, &role))
		return wrong(parse, err, "no role", word);
	if (parse->named[role])
		return wrong(parse, err, "a second line for", word);
	for (int nth = 0; (word = strtok_r(NULL, blanks, &rest)) && strcmp(word, "#") != 0; nth++) {
		if (nth < 2 && !colour_find(word, nth ? &look.bg : &look.fg))
			return wrong(parse, err, "no colour", word);
		if (nth >= 2 && !attr_find(word, &look.attrs))
			return wrong(parse, err, "no attribute", word);
	}
	parse->theme.looks[role] = look;
	parse->named[role] = true;
	return true;
}

static Look look_of(const Parse *parse, Role role)
{
	while (!parse->named[role] && roles[role].base != role)
		role = roles[role].base;
	return parse->named[role] ? parse->theme.looks[role] : (Look){ .fg = COLOUR_DEFAULT, .bg = COLOUR_DEFAULT };
}

bool theme_parse(Theme *out, const char *name, const char *text, Err *err)
{
	Parse parse = { .file = name };
	char  line[200];
	while (*text) {
		size_t length = strcspn(text, "\n");
		parse.line++;
		if (length >= sizeof line)
			return fail(err, ERR_INPUT, "%s.theme:%d: the line is too long", name, parse.line);
		memcpy(line, text, length);
		line[length] = '\0';
		if (!line_parse(&parse, line, err))
			return false;
		text += length + (text[length] == '\n');
	}
	const char *folder_end = strrchr(name, '/');
	text_copy(out->name, sizeof out->name, folder_end ? folder_end + 1 : name);
	for (int role = 0; role < ROLE_COUNT; role++)
		out->looks[role] = look_of(&parse, (Role)role);
	return true;
}
