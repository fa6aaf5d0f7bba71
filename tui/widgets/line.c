#include "tui/widgets/line.h"

#include <string.h>

#include "core/base/sys.h"
#include "core/base/text.h"

void line_set(Line *line, const char *utf8)
{
	line->full = !text_copy(line->text, sizeof line->text, utf8);
	line->cursor = strlen(line->text);
}

void line_wipe(Line *line)
{
	sys_wipe(line->text, sizeof line->text);
	line->cursor = 0;
	line->full = false;
}

/* Where the character after at ends; its combining marks belong to it. */
static size_t after(const Line *line, size_t at)
{
	const char *end = line->text + strlen(line->text), *next = line->text + at;
	if (next < end)
		text_next(&next, end);
	for (const char *mark = next; mark < end && text_char_width(text_next(&mark, end)) == 0; )
		next = mark;
	return (size_t)(next - line->text);
}

static size_t before(const Line *line, size_t at)
{
	size_t start = 0;
	for (size_t next = after(line, 0); next < at; next = after(line, next))
		start = next;
	return start;
}

static size_t word_before(const Line *line, size_t at)
{
	while (at > 0 && line->text[at - 1] == ' ')
		at--;
	while (at > 0 && line->text[at - 1] != ' ')
		at--;
	return at;
}

static void cut(Line *line, size_t from, size_t to)
{
	size_t length = strlen(line->text);
	memmove(line->text + from, line->text + to, length - to + 1);
	sys_wipe(line->text + length - (to - from) + 1, to - from);   /* nothing of a password stays behind the end */
	line->cursor = from;
}

static void insert(Line *line, uint32_t character)
{
	char   bytes[4];
	size_t length = strlen(line->text), count = text_encode(bytes, character);
	if (length + count >= sizeof line->text || (line->max_chars && text_chars(line->text) >= line->max_chars)) {
		line->full = true;
		return;
	}
	memmove(line->text + line->cursor + count, line->text + line->cursor, length - line->cursor + 1);
	memcpy(line->text + line->cursor, bytes, count);
	line->cursor += count;
}

/* Line ends at the end are the selection's, not the value's; others become a blank. */
static void paste(Line *line, const char *utf8)
{
	const char *at = utf8, *end = utf8 + strlen(utf8);
	while (end > at && end[-1] == '\n')
		end--;
	while (at < end && !line->full) {
		uint32_t character = text_next(&at, end);
		insert(line, character == '\n' ? ' ' : character);
	}
}

bool line_key(Line *line, const Event *event)
{
	size_t at = line->cursor, length = strlen(line->text);
	line->full = false;
	if (event->kind == EVENT_PASTE) {
		paste(line, event->paste);
		return true;
	}
	if (event->kind != EVENT_KEY)
		return false;
	switch (event->key) {
	case KEYS_LEFT:                        line->cursor = before(line, at); break;
	case KEYS_RIGHT:                       line->cursor = after(line, at); break;
	case KEYS_HOME: case KEYS_CTRL('A'):   line->cursor = 0; break;
	case KEYS_END: case KEYS_CTRL('E'):    line->cursor = length; break;
	case KEYS_BACKSPACE:                   cut(line, before(line, at), at); break;
	case KEYS_DELETE:                      cut(line, at, after(line, at)); break;
	case KEYS_CTRL('K'):                   cut(line, at, length); break;
	case KEYS_CTRL('U'):                   cut(line, 0, at); break;
	case KEYS_CTRL('W'):                   cut(line, word_before(line, at), at); break;
	default:
		if (event->key < ' ' || event->key >= KEYS_BASE)
			return false;
		insert(line, (uint32_t)event->key);
	}
	return true;
}

/* Cells from byte from up to byte to, as they are drawn. */
static int cells(const Line *line, size_t from, size_t to)
{
	char visible[LINE_CAP];
	if (line->secret) {
		int dots = 0;
		for (; from < to; from = after(line, from))
			dots++;
		return dots;
	}
	text_visible(visible, sizeof visible, line->text + from, to - from);
	return text_width(visible);
}

static void secret_draw(const Line *line, Canvas *canvas, Rect clip, int row, int col, int width, Role role, size_t start)
{
	int dots = cells(line, start, strlen(line->text));
	for (int i = 0; i < dots && i < width; i++)
		canvas_sign_as(canvas, clip, row, col + i, role, SIGN_SECRET);
}

void line_draw(const Line *line, Canvas *canvas, Rect clip, int row, int col, int width, Role role, bool focused)
{
	size_t start = 0;
	Rect   area = rect_common(clip, (Rect){ row, col, 1, width });
	while (focused && start < line->cursor && cells(line, start, line->cursor) >= width)
		start = after(line, start);
	canvas_cell(canvas, clip, row, col, width, -1, role, "");
	if (line->secret)
		secret_draw(line, canvas, clip, row, col, width, role, start);
	else if (focused)
		canvas_put(canvas, area, row, col, role, line->text + start);
	else
		canvas_cell(canvas, clip, row, col, width, -1, role, line->text);
	if (focused)
		canvas_cursor(canvas, row, col + cells(line, start, line->cursor));
}
