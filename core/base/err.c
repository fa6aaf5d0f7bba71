#include "core/base/err.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/base/text.h"

/* SCREENS 4.8 */
static const int exit_codes[] = {
	[ERR_NONE] = 0,       [ERR_OTHER] = 1,    [ERR_USAGE] = 2,    [ERR_NOT_FOUND] = 3, [ERR_DENIED] = 4,
	[ERR_CONFLICT] = 5,   [ERR_INPUT] = 6,    [ERR_OFFLINE] = 7,  [ERR_STORE] = 1,     [ERR_UNREADABLE] = 8,
	[ERR_DAMAGED] = 1,    [ERR_READ_ONLY] = 1,
	[ERR_PARTIAL] = 9,    [ERR_AUDIT] = 10,   [ERR_STOPPED] = 130,
};

bool fail(Err *err, ErrCode code, const char *fmt, ...)
{
	/* err's own text may be among the arguments, so it is written last. */
	char raw[sizeof err->text * 2];
	va_list args;

	assert(err && code != ERR_NONE);
	va_start(args, fmt);
	vsnprintf(raw, sizeof raw, fmt, args);
	va_end(args);
	err->code = code;
	text_visible(err->text, sizeof err->text, raw, strlen(raw));
	return false;
}

bool fail_while(Err *err, const char *fmt, ...)
{
	char raw[sizeof err->text * 2];
	va_list args;
	assert(err && err->code != ERR_NONE);
	va_start(args, fmt);
	vsnprintf(raw, sizeof raw, fmt, args);
	va_end(args);
	return fail(err, err->code, "%s: %s", raw, err->text);
}

int err_exit_code(ErrCode code)
{
	assert((size_t)code < sizeof exit_codes / sizeof *exit_codes);
	return exit_codes[code];
}
