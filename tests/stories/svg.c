#include "tests/stories/svg.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"
#include "tui/draw/colour.h"

#define FONT_SIZE   15.0
#define CELL_WIDTH  (FONT_SIZE * 0.602)      /* of DejaVu Sans Mono, as are the next two */
#define CELL_HEIGHT (FONT_SIZE * 1.164)
#define ASCENT      (FONT_SIZE * 0.928)
#define MARGIN      12.0
enum { DIRECT = 1 << 24, WORD_CAP = 1024 };
enum { DARK_PAPER = 0x14171c, DARK_INK = 0xdcdcdc, LIGHT_PAPER = 0xffffff, LIGHT_INK = 0x1c1c1c };

typedef struct {
	FILE         *file;
	const Canvas *canvas;
	const Theme  *theme;
	uint32_t      paper, ink;                /* the terminal's own colours */
} Drawing;

typedef struct { uint32_t ink, paper; bool bold, underline; } Paint;

static Paint paint_of(const Drawing *drawing, Role role)
{
	Look  look = look_reduce(drawing->theme->looks[role], DIRECT);
	Paint paint = { drawing->ink, drawing->paper, look.attrs & ATTR_BOLD, look.attrs & ATTR_UNDERLINE };

	/* 0 to 7 are the palette's there, all else is 0xRRGGBB */
	if (look.fg != COLOUR_DEFAULT)
		paint.ink = look.fg < 8 ? colour_rgb(look.fg) : (uint32_t)look.fg;
	if (look.bg != COLOUR_DEFAULT)
		paint.paper = look.bg < 8 ? colour_rgb(look.bg) : (uint32_t)look.bg;
	return look.attrs & ATTR_REVERSE ? (Paint){ paint.paper, paint.ink, paint.bold, paint.underline } : paint;
}

static const Cell *cell_of(const Drawing *drawing, int row, int col)
{
	return &drawing->canvas->cells[row * drawing->canvas->cols + col];
}

static double x_of(int col)
{
	return MARGIN + col * CELL_WIDTH;
}

static double y_of(int row)
{
	return MARGIN + row * CELL_HEIGHT;
}

static void paper_draw(const Drawing *drawing, int row, int col, int end, uint32_t colour)
{
	if (colour != drawing->paper)
		fprintf(drawing->file, "<rect x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\" fill=\"#%06x\"/>\n", x_of(col), y_of(row),
		        (end - col) * CELL_WIDTH, CELL_HEIGHT, (unsigned)colour);
}

static void word_draw(const Drawing *drawing, int row, int col, Paint paint, const char *word)
{
	fprintf(drawing->file, "<text x=\"%.2f\" y=\"%.2f\" fill=\"#%06x\"%s%s>", x_of(col), y_of(row) + ASCENT, (unsigned)paint.ink,
	        paint.bold ? " font-weight=\"bold\"" : "", paint.underline ? " text-decoration=\"underline\"" : "");
	for (const char *at = word; *at; at++)
		if (*at == '&' || *at == '<' || *at == '>')
			fprintf(drawing->file, "&#%d;", *at);
		else
			fputc(*at, drawing->file);
	fputs("</text>\n", drawing->file);
}

/* Cells of one role, from col up to end. */
static void run_draw(const Drawing *drawing, int row, int col, int end)
{
	Paint  paint = paint_of(drawing, (Role)cell_of(drawing, row, col)->role);
	char   word[WORD_CAP];
	size_t length = 0;
	int    start = col;
	paper_draw(drawing, row, col, end, paint.paper);
	for (; col <= end; col++) {
		const char *text = col < end ? cell_of(drawing, row, col)->text : "";
		bool        blank = !*text || strcmp(text, " ") == 0;
		if (blank && length > 0)
			word_draw(drawing, row, start, paint, word);
		if (blank)
			length = 0;
		else if (length == 0)
			start = col;
		if (!blank)
			length += text_format(word + length, sizeof word - length, "%s", text);
	}
}

static void row_draw(const Drawing *drawing, int row)
{
	for (int col = 0, end; col < drawing->canvas->cols; col = end) {
		for (end = col + 1; end < drawing->canvas->cols; end++)
			if (cell_of(drawing, row, end)->role != cell_of(drawing, row, col)->role)
				break;
		run_draw(drawing, row, col, end);
	}
}

static void cursor_draw(const Drawing *drawing)
{
	const Canvas *canvas = drawing->canvas;
	if (canvas->cursor_row >= 0)
		fprintf(drawing->file, "<rect x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\" fill=\"#808080\" fill-opacity=\"0.7\"/>\n",
		        x_of(canvas->cursor_col), y_of(canvas->cursor_row), CELL_WIDTH, CELL_HEIGHT);
}

static void canvas_draw(const Drawing *drawing)
{
	double   width = 2 * MARGIN + drawing->canvas->cols * CELL_WIDTH, height = 2 * MARGIN + drawing->canvas->rows * CELL_HEIGHT;
	uint32_t paper = paint_of(drawing, ROLE_TEXT).paper;
	fprintf(drawing->file, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%.2f\" height=\"%.2f\" font-family=\"DejaVu Sans Mono, monospace\""
	        " font-size=\"%.0f\">\n<rect width=\"%.2f\" height=\"%.2f\" rx=\"8\" fill=\"#%06x\" stroke=\"#808080\" stroke-opacity=\"0.5\"/>\n",
	        width, height, FONT_SIZE, width, height, (unsigned)paper);
	for (int row = 0; row < drawing->canvas->rows; row++)
		row_draw(drawing, row);
	cursor_draw(drawing);
	fputs("</svg>\n", drawing->file);
}

char *svg_of(const Canvas *canvas, const Theme *theme)
{
	bool    light = strcmp(theme->name, "light") == 0;
	char   *svg = NULL;
	size_t  length = 0;
	Drawing drawing = {
		.canvas = canvas, .theme = theme, .file = open_memstream(&svg, &length),
		.paper = light ? LIGHT_PAPER : DARK_PAPER, .ink = light ? LIGHT_INK : DARK_INK,
	};
	if (!drawing.file)
		abort();
	canvas_draw(&drawing);
	if (fclose(drawing.file) != 0)
		abort();
	return svg;
}
