/* Whatever stands in a theme file: either it is a theme with every colour in its range, or one line says which file, which line
 * and why, and the theme in use is untouched. */
#include <assert.h>
#include <stdlib.h>

#include "core/base/text.h"
#include "tests/fuzz/feed.h"
#include "tui/draw/theme.h"

static bool is_colour(int32_t colour)
{
	return colour == COLOUR_DEFAULT || (colour >= 0 && colour <= 255) ||
	       ((colour & COLOUR_RGB) && colour <= (COLOUR_RGB | 0xFFFFFF));
}

static void check_refusal(const Err *err)
{
	char shown[sizeof err->text];
	size_t length = strlen(err->text);
	assert(strncmp(err->text, "night.theme:", 12) == 0 && strtol(err->text + 12, NULL, 10) > 0);
	assert(text_visible(shown, sizeof shown, err->text, length) == length);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	static Theme untouched, theme;
	Err err;
	char *text = strndup((const char *)bytes, size);
	assert(text);
	memset(&theme, 0x5A, sizeof theme);
	untouched = theme;
	if (!theme_parse(&theme, "night", text, &err)) {
		assert(memcmp(&theme, &untouched, sizeof theme) == 0);
		check_refusal(&err);
	} else {
		for (Role role = 0; role < ROLE_COUNT; role++) {
			const Look *look = &theme.looks[role];
			assert(is_colour(look->fg) && is_colour(look->bg));
			assert((look->attrs & ~(ATTR_BOLD | ATTR_UNDERLINE | ATTR_REVERSE)) == 0);
		}
	}
	free(text);
	return 0;
}
