#include "tui/draw/sign.h"

typedef struct { const char *utf8, *ascii; Role role; } SignRow;

static const SignRow signs[SIGN_COUNT] = {
#define X(id, utf8, ascii, role) [SIGN_##id] = { utf8, ascii, ROLE_##role },
	SIGNS(X)
#undef X
};

const char *sign_text(Sign sign, bool ascii)
{
	return ascii ? signs[sign].ascii : signs[sign].utf8;
}

Role sign_role(Sign sign)
{
	return signs[sign].role;
}
