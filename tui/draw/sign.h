/* The few signs of the screens: meaning, UTF-8, its ASCII twin, role. All are in Windows' WGL4 set. */
#ifndef TUI_DRAW_SIGN_H
#define TUI_DRAW_SIGN_H

#include "tui/draw/theme.h"

#define SIGNS(X) \
	X(GOOD, "●", "+", GOOD) X(LOOK, "▲", "!", LOOK) X(BROKEN, "■", "X", BROKEN) X(INACTIVE, "○", "-", TEXT) \
	X(UNKNOWN, "·", ".", TEXT) X(HERE, "►", ">", TEXT) X(MARK, "*", "*", MARKED) X(CHANGED, "≠", "~", LOOK) X(DONE, "√", "OK", DONE) \
	X(TO, "→", "->", TEXT) X(CUT, "…", "~", TEXT) X(LEFT, "◄", "<", TEXT) X(ASCENDING, "▲", "^", HEADER) \
	X(DESCENDING, "▼", "v", HEADER) X(CHOSEN, "(•)", "(*)", FIELD) X(FREE, "( )", "( )", FIELD) X(SECRET, "•", "*", FIELD) \
	X(DOWN, "▼", "v", FIELD)

typedef enum {
#define X(id, utf8, ascii, role) SIGN_##id,
	SIGNS(X)
#undef X
	SIGN_COUNT
} Sign;

const char *sign_text(Sign sign, bool ascii);
Role        sign_role(Sign sign);

#endif
