/* How a theme's colour is shown with the colours a terminal has: 24-bit, 256, 16, 8 or none. Pure. */
#ifndef TUI_DRAW_COLOUR_H
#define TUI_DRAW_COLOUR_H

#include "tui/draw/theme.h"

/* count: how many colours the terminal has. fg and bg become its numbers (24-bit: 0xRRGGBB), COLOUR_DEFAULT stays; what is
 * bright becomes bold where there are only 8. Never the same fore- and background. Under 8 only the attributes are left. */
Look     look_reduce(Look look, int count);
/* 0xRRGGBB, the first 16 as xterm has them; colour is not COLOUR_DEFAULT. */
uint32_t colour_rgb(int32_t colour);

#endif
