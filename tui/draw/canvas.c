#include "tui/draw/canvas.h"

#include <assert.h>
#include <string.h>

#include "core/base/mem.h"
#include "core/base/text.h"

enum { VISIBLE_CAP = 4096 };                 /* more than the widest terminal shows in a row */

typedef struct { const char *across, *down, *corners[4]; } Frame;   /* corners: as read, row by row */

static const Frame frames[2] = {
	{ "─", "│", { "┌", "┐", "└", "┘" } },
	{ "-", "|", { "+", "+", "+", "+" } },
};

/* What our own words use beyond ASCII, and what stands for it where lines and signs are ASCII: as wide, so that a
 * screen keeps its columns. Names from the database are left as they are. */
static const struct { uint32_t character; char twin; } twins[] = {
	{ 0x25cf, '+' }, { 0x25b2, '!' }, { 0x25a0, 'X' }, { 0x25cb, '-' }, { 0x00b7, '.' }, { 0x25ba, '>' }, { 0x25c4, '<' },
	{ 0x221a, 'v' }, { 0x2192, '>' }, { 0x2190, '<' }, { 0x2191, '^' }, { 0x2193, 'v' }, { 0x2026, '~' }, { 0x25bc, 'v' },
	{ 0x2022, '*' }, { 0x00d7, 'x' }, { 0x2013, '-' }, { 0x2014, '-' }, { 0x2500, '-' }, { 0x2502, '|' },
};

Rect rect_common(Rect a, Rect b)
{
	int top = a.row > b.row ? a.row : b.row, left = a.col > b.col ? a.col : b.col;
	int bottom = a.row + a.rows < b.row + b.rows ? a.row + a.rows : b.row + b.rows;
	int right = a.col + a.cols < b.col + b.cols ? a.col + a.cols : b.col + b.cols;
	return (Rect){ top, left, bottom > top ? bottom - top : 0, right > left ? right - left : 0 };
}

Rect rect_inside(Rect area, int by_rows, int by_cols)
{
	return rect_common(area, (Rect){ area.row + by_rows, area.col + by_cols, area.rows - 2 * by_rows, area.cols - 2 * by_cols });
}

Rect rect_middle(const Canvas *canvas, int rows, int cols)
{
	return rect_common(canvas_all(canvas), (Rect){ (canvas->rows - rows) / 2, (canvas->cols - cols) / 2, rows, cols });
}

Rect canvas_all(const Canvas *canvas)
{
	return (Rect){ 0, 0, canvas->rows, canvas->cols };
}

void canvas_size(Canvas *canvas, int rows, int cols)
{
	assert(rows > 0 && cols > 0);
	if (rows != canvas->rows || cols != canvas->cols) {
		mem_free(canvas->cells);
		canvas->cells = mem_take((size_t)rows * (size_t)cols * sizeof *canvas->cells);
		canvas->rows = rows;
		canvas->cols = cols;
	}
	canvas_clear(canvas);
}

void canvas_free(Canvas *canvas)
{
	mem_free(canvas->cells);
	*canvas = (Canvas){ .cursor_row = -1, .cursor_col = -1 };
}

void canvas_clear(Canvas *canvas)
{
	memset(canvas->cells, 0, (size_t)canvas->rows * (size_t)canvas->cols * sizeof *canvas->cells);
	canvas->cursor_row = canvas->cursor_col = -1;
}

static Cell *cell_at(const Canvas *canvas, int row, int col)
{
	return &canvas->cells[(size_t)row * (size_t)canvas->cols + (size_t)col];
}

/* Empties a cell; the other half of a wide character goes with it. */
static void cell_blank(Canvas *canvas, int row, int col, Role role)
{
	Cell *cell = cell_at(canvas, row, col);
	if (cell->wide)
		cell[1] = (Cell){ .role = cell[1].role };
	if (cell->tail)
		cell[-1] = (Cell){ .role = cell[-1].role };
	*cell = (Cell){ .role = (uint8_t)(role & 63) };
}

void canvas_fill(Canvas *canvas, Rect area, Role role)
{
	area = rect_common(area, canvas_all(canvas));
	for (int row = area.row; row < area.row + area.rows; row++)
		for (int col = area.col; col < area.col + area.cols; col++)
			cell_blank(canvas, row, col, role);
}

void canvas_role(Canvas *canvas, Rect area, Role role)
{
	area = rect_common(area, canvas_all(canvas));
	for (int row = area.row; row < area.row + area.rows; row++)
		for (int col = area.col; col < area.col + area.cols; col++)
			cell_at(canvas, row, col)->role = role & 63;
}

/* One character of width cells at col, of which clip may show none, one or both. */
static void char_put(Canvas *canvas, Rect clip, int row, int col, Role role, const char *bytes, size_t length, int width)
{
	int  first = col < clip.col ? clip.col : col;
	int  last = col + width < clip.col + clip.cols ? col + width : clip.col + clip.cols;
	bool whole = last - first == width;
	for (int at = first; at < last; at++)
		cell_blank(canvas, row, at, role);
	if (!whole)
		return;
	Cell *cell = cell_at(canvas, row, col);
	assert(length < sizeof cell->text);
	memcpy(cell->text, bytes, length);
	cell->wide = width == 2;
	if (width == 2)
		cell[1].tail = 1;
}

static size_t to_ascii(uint32_t character, char out[4])
{
	for (size_t i = 0; i < sizeof twins / sizeof *twins; i++)
		if (twins[i].character == character) {
			out[0] = twins[i].twin;
			return 1;
		}
	return text_encode(out, character);
}

/* Puts one character with the marks that belong to it; moves *at behind them; returns its cells. */
static int cluster_put(Canvas *canvas, Rect clip, int row, int col, Role role, const char **at, const char *end)
{
	char     bytes[12];
	uint32_t base = text_next(at, end);
	int      width = text_char_width(base);
	size_t   length = canvas->ascii ? to_ascii(base, bytes) : text_encode(bytes, base);
	if (width <= 0)
		return 0;                            /* a mark with nothing under it */
	for (const char *next = *at; next < end; *at = next) {
		uint32_t mark = text_next(&next, end);
		if (text_char_width(mark) != 0)
			break;
		if (length + 4 <= sizeof bytes)
			length += text_encode(bytes + length, mark);
	}
	char_put(canvas, clip, row, col, role, bytes, length, width);
	return width;
}

static int visible_put(Canvas *canvas, Rect clip, int row, int col, Role role, const char *visible, size_t length)
{
	const char *at = visible, *end = visible + length;
	int         start = col;
	clip = rect_common(clip, canvas_all(canvas));
	if (row < clip.row || row >= clip.row + clip.rows)
		return text_width(visible);
	while (at < end && col < clip.col + clip.cols)
		col += cluster_put(canvas, clip, row, col, role, &at, end);
	return col - start;
}

int canvas_put(Canvas *canvas, Rect clip, int row, int col, Role role, const char *utf8)
{
	char   visible[VISIBLE_CAP];
	size_t length = text_visible(visible, sizeof visible, utf8, strlen(utf8));
	return visible_put(canvas, clip, row, col, role, visible, length);
}

int canvas_cell(Canvas *canvas, Rect clip, int row, int col, int width, int align, Role role, const char *utf8)
{
	char   visible[VISIBLE_CAP];
	size_t length = text_visible(visible, sizeof visible, utf8, strlen(utf8));
	int    used = text_width(visible);
	bool   cut = used > width;
	if (width <= 0)
		return 0;
	if (cut)
		visible[length = text_fit(visible, width - 1, &used)] = '\0';
	canvas_fill(canvas, rect_common(clip, (Rect){ row, col, 1, width }), role);
	int at = align > 0 ? col + width - used - cut : col;
	visible_put(canvas, clip, row, at, role, visible, length);
	if (cut)
		canvas_sign_as(canvas, clip, row, at + used, role, SIGN_CUT);
	return width;
}

int canvas_sign(Canvas *canvas, Rect clip, int row, int col, Sign sign)
{
	return canvas_sign_as(canvas, clip, row, col, sign_role(sign), sign);
}

int canvas_sign_as(Canvas *canvas, Rect clip, int row, int col, Role role, Sign sign)
{
	return canvas_put(canvas, clip, row, col, role, sign_text(sign, canvas->ascii));
}

static void line_across(Canvas *canvas, Rect clip, int row, int col, int cols, Role role)
{
	for (int i = 0; i < cols; i++)
		canvas_put(canvas, clip, row, col + i, role, frames[canvas->ascii].across);
}

/* " title " over a line that is there, where there is room for it. */
static void line_title(Canvas *canvas, Rect area, int row, int col, Role role, const char *title)
{
	char text[VISIBLE_CAP];
	int  room = area.col + area.cols - 2 - col;
	if (!title || !*title || room < 3)
		return;
	text_format(text, sizeof text, " %s ", title);
	int width = text_width(text);
	canvas_cell(canvas, area, row, col, width < room ? width : room, -1, role, text);
}

void canvas_rule(Canvas *canvas, Rect clip, int row, Role role, const char *title)
{
	line_across(canvas, clip, row, clip.col, clip.cols, role);
	line_title(canvas, clip, row, clip.col + 2, role, title);
}

void canvas_box(Canvas *canvas, Rect area, Role role, const char *title)
{
	const Frame *frame = &frames[canvas->ascii];
	int          bottom = area.row + area.rows - 1, right = area.col + area.cols - 1;
	canvas_fill(canvas, area, ROLE_TEXT);
	line_across(canvas, area, area.row, area.col, area.cols, role);
	line_across(canvas, area, bottom, area.col, area.cols, role);
	for (int row = area.row; row <= bottom; row++) {
		canvas_put(canvas, area, row, area.col, role, frame->down);
		canvas_put(canvas, area, row, right, role, frame->down);
	}
	for (int corner = 0; corner < 4; corner++)
		canvas_put(canvas, area, corner & 2 ? bottom : area.row, corner & 1 ? right : area.col, role, frame->corners[corner]);
	line_title(canvas, area, area.row, area.col + 2, role, title);
}

void canvas_cursor(Canvas *canvas, int row, int col)
{
	canvas->cursor_row = row;
	canvas->cursor_col = col;
}

void canvas_spot(Canvas *canvas, Rect clip, Spot spot)
{
	spot.area = rect_common(spot.area, clip);
	if (canvas->spot_count < CANVAS_SPOTS)
		canvas->spots[canvas->spot_count++] = spot;
}
