#include "tui/widgets/paragraph.h"

#include <assert.h>

#include "core/base/text.h"

enum { PARAGRAPH_LINE = 1024 };

size_t paragraph_line(const char *utf8, int cols, const char **next)
{
	int    used;
	size_t fits = text_fit(utf8, cols, &used), end = fits;
	assert(cols >= 2);                       /* else a wide character would never fit and nothing would end */
	if (utf8[fits] && utf8[fits] != ' ')
		while (end > 0 && utf8[end - 1] != ' ')
			end--;
	if (end == 0)
		end = fits;                          /* one long word */
	*next = utf8 + end;
	while (**next == ' ')
		(*next)++;
	while (end > 1 && utf8[end - 1] == ' ')
		end--;
	return end;
}

int paragraph_rows(const char *utf8, int cols)
{
	int rows = 0;
	for (const char *at = utf8; *at; rows++)
		paragraph_line(at, cols, &at);
	return rows;
}

int paragraph_draw(Canvas *canvas, Rect area, Role role, const char *utf8)
{
	int rows = 0;
	for (const char *at = utf8, *next; *at && rows < area.rows; at = next, rows++) {
		char   line[PARAGRAPH_LINE];
		size_t length = paragraph_line(at, area.cols, &next);
		text_format(line, sizeof line, "%.*s", (int)length, at);
		canvas_put(canvas, area, area.row + rows, area.col, role, line);
	}
	return rows;
}
