#include "tui/draw/colour.h"

enum { BLACK = 0, WHITE = 7, BRIGHT_BLACK = 8, DIRECT = 1 << 24 };

static const uint32_t palette[16] = {
	0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5,
	0x7f7f7f, 0xff0000, 0x00ff00, 0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff,
};

uint32_t colour_rgb(int32_t colour)
{
	static const uint8_t steps[6] = { 0x00, 0x5f, 0x87, 0xaf, 0xd7, 0xff };
	if (colour & COLOUR_RGB)
		return (uint32_t)colour & 0xffffff;
	if (colour < 16)
		return palette[colour];
	if (colour >= 232)
		return (uint32_t)(8 + 10 * (colour - 232)) * 0x010101;
	int cube = colour - 16;
	return (uint32_t)steps[cube / 36] << 16 | (uint32_t)steps[cube / 6 % 6] << 8 | steps[cube % 6];
}

static int distance(uint32_t a, uint32_t b)
{
	int sum = 0;
	for (int shift = 0; shift < 24; shift += 8) {
		int by = (int)(a >> shift & 255) - (int)(b >> shift & 255);
		sum += by * by;
	}
	return sum;
}

static int32_t nearest(uint32_t rgb, int32_t first, int32_t end)
{
	int32_t best = first;
	for (int32_t i = first; i < end; i++)
		if (distance(colour_rgb(i), rgb) < distance(colour_rgb(best), rgb))
			best = i;
	return best;
}

static int32_t reduce(int32_t colour, int count)
{
	if (colour == COLOUR_DEFAULT)
		return COLOUR_DEFAULT;
	if (colour < 8)
		return colour;
	if (count >= DIRECT) {
		int32_t rgb = (int32_t)colour_rgb(colour);
		return rgb < 8 ? BLACK : rgb;            /* such terminals take 0 to 7 as the palette's */
	}
	if (count >= 256)
		/* the first 16 are what the user has made of them */
		return colour & COLOUR_RGB ? nearest(colour_rgb(colour), 16, 256) : colour;
	if (count >= 16)
		return colour < 16 ? colour : nearest(colour_rgb(colour), 0, 16);
	return colour < 16 ? colour - 8 : nearest(colour_rgb(colour), 0, 8);
}

Look look_reduce(Look look, int count)
{
	Look shown = { .fg = reduce(look.fg, count), .bg = reduce(look.bg, count), .attrs = look.attrs };
	if (count < 8)
		return (Look){ .fg = COLOUR_DEFAULT, .bg = COLOUR_DEFAULT, .attrs = look.attrs };
	if (count < 16 && look.fg == BRIGHT_BLACK)
		shown.fg = COLOUR_DEFAULT;               /* black on black else */
	else if (count < 16 && look.fg > BRIGHT_BLACK && look.fg < 16)
		shown.attrs |= ATTR_BOLD;
	if (shown.fg == shown.bg && shown.fg != COLOUR_DEFAULT)
		shown.fg = distance(colour_rgb(look.bg), 0x000000) > distance(colour_rgb(look.bg), 0xffffff) ? BLACK : WHITE;
	return shown;
}
