/* What things look like, by what they mean. A theme file gives each role a foreground, a background and attributes;
 * a role it does not name falls back to its parent, so three lines make a theme. Lines: role fg bg attributes; '#' comments.
 * Colours: the 8 names, "bright-" before them, 0-255, #rrggbb, or default. Attributes: bold underline reverse. */
#ifndef TUI_DRAW_THEME_H
#define TUI_DRAW_THEME_H

#include <stddef.h>
#include <stdint.h>

#include "core/base/err.h"

/* constant, name in a theme file, the role it falls back to */
#define ROLES(X) \
	X(TEXT,    "text",          TEXT)    X(DIM,     "text.dim",      TEXT)   \
	X(TITLE,   "title",         TEXT)    X(DANGER,  "title.danger",  TITLE)  \
	X(HEADER,  "table.header",  TITLE)   X(CURSOR,  "table.cursor",  TEXT)   \
	X(MARKED,  "table.marked",  TEXT)    X(MATCH,   "table.match",   TEXT)   \
	X(KEY,     "bar.key",       TITLE)   X(LABEL,   "bar.label",     TEXT)   \
	X(FIELD,   "field",         TEXT)    X(FOCUS,   "field.focus",   CURSOR) \
	X(ERROR,   "field.error",   BROKEN)  X(BUTTON,  "button",        TEXT)   \
	X(ADDED,   "diff.added",    TEXT)    X(REMOVED, "diff.removed",  TEXT)   \
	X(GOOD,    "sign.good",     TEXT)    X(LOOK,    "sign.look",     TEXT)   \
	X(BROKEN,  "sign.broken",   LOOK)    X(BORDER,  "border",        DIM)    \
	X(DONE,    "message.done",  GOOD)    X(WARN,    "message.warn",  LOOK)   \
	X(FAILED,  "message.failed", BROKEN)

typedef enum {
#define X(id, name, base) ROLE_##id,
	ROLES(X)
#undef X
	ROLE_COUNT
} Role;

enum { COLOUR_DEFAULT = -1 };                /* else 0xRRGGBB with COLOUR_RGB, or 0-255 */
enum { COLOUR_RGB = 1 << 24 };
enum { ATTR_BOLD = 1, ATTR_UNDERLINE = 2, ATTR_REVERSE = 4 };

typedef struct {
	int32_t  fg, bg;
	uint8_t  attrs;
} Look;

typedef struct {
	char name[64];
	Look looks[ROLE_COUNT];
} Theme;

/* "night.theme:7: no role 'table.curser'"; out is untouched then. name: of the file, without its end, with its folder if it has one. */
bool theme_parse(Theme *out, const char *name, const char *text, Err *err) MUST_CHECK;
/* By name: the user's own themes/NAME.theme in the settings folder, else the built-in one. */
bool theme_find(Theme *out, const char *name, Err *err) MUST_CHECK;
/* Of the user's own file of that name: another number after each saving. 0: there is none, so it is built in. */
uint64_t theme_stamp(const char *name);
/* The names there are, each once, in the order of the alphabet but "default" first; returns how many. */
enum { THEME_NAMES = 64 };
typedef struct { char text[64]; } ThemeName;
size_t theme_names(ThemeName out[THEME_NAMES]);
const char *role_name(Role role);

#endif
