/* A canvas as a picture. The same canvas gives the same bytes: each word has its own place (librsvg drops leading blanks),
 * attributes are inline, and the measures are one font's. */
#ifndef TESTS_STORIES_SVG_H
#define TESTS_STORIES_SVG_H

#include "tui/draw/canvas.h"
#include "tui/draw/theme.h"

/* To be freed. Where the theme leaves colours to the terminal, that is a dark one, for the theme "light" a light one. */
char *svg_of(const Canvas *canvas, const Theme *theme);

#endif
