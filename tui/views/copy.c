#include "tui/views/copy.h"

#include <string.h>

#include "core/base/mem.h"
#include "tui/ui.h"
#include "tui/views/views.h"

typedef struct {
	View    view;
	Arena  *mem;
	CopyArg arg;
	size_t  at;
} Copy;

static void send(Copy *copy, Ui *ui)
{
	ui_copy(ui, copy->arg.items[copy->at].text);
	ui_say(ui, ROLE_TEXT, "%s sent to the clipboard. If nothing arrives, select it by mouse.", copy->arg.items[copy->at].label);
}

static void copy_open(View *view, Ui *ui, const void *arg)
{
	Copy *copy = (Copy *)view;
	copy->mem = arena_new();
	copy->arg = *(const CopyArg *)arg;
	for (size_t i = 0; i < copy->arg.count; i++) {
		const char *text = copy->arg.items[i].text;
		size_t      cap = 3 * strlen(text) + 1;
		char       *shown = arena_take(copy->mem, cap);
		text_visible(shown, cap, text, strlen(text));
		copy->arg.items[i].text = shown;
		copy->arg.items[i].label = arena_text(copy->mem, copy->arg.items[i].label);
	}
	send(copy, ui);
}

static void copy_close(View *view)
{
	arena_free(((Copy *)view)->mem);
}

static void take(View *view, Ui *ui)
{
	send((Copy *)view, ui);
}

static void next(View *view, Ui *ui)
{
	Copy *copy = (Copy *)view;
	copy->at = (copy->at + 1) % copy->arg.count;
	send(copy, ui);
}

static void previous(View *view, Ui *ui)
{
	Copy *copy = (Copy *)view;
	copy->at = (copy->at + copy->arg.count - 1) % copy->arg.count;
	send(copy, ui);
}

static void cancel(View *view, Ui *ui)
{
	ui_pop(ui, view);
}

static const Binding copy_rows[] = {
	{ .keys = "Down y j Tab", .name = "copy-next", .label = "Next", .help = "copy the next text", .group = "MOVE", .run = next },
	{ .keys = "Up k Shift-Tab", .name = "copy-previous", .help = "copy the one before", .group = "MOVE", .run = previous },
	{ .keys = "Enter", .name = "copy-again", .help = "copy it again", .group = "CHANGE", .run = take },
	{ .keys = "Esc q", .name = "copy-close", .label = "Close", .help = "close", .group = "OTHER", .run = cancel },
};
static const Keymap copy_keys = KEYMAP("Copy", copy_rows);
static const Keymap *const copy_keymaps[] = { &copy_keys, NULL };

/* From the left end of the row and without a frame: what the mouse selects is the text and nothing else. Returns the rows. */
static int text_draw(Canvas *canvas, Rect area, int row, const char *text)
{
	int start = row;
	for (const char *at = text; row < area.row + area.rows; row++) {
		char   line[1000];
		int    used;
		size_t length = text_fit(at, area.cols, &used);
		if (!length)
			break;
		text_format(line, sizeof line, "%.*s", (int)length, at);
		canvas_put(canvas, area, row, area.col, ROLE_TEXT, line);
		at += length;
	}
	return row - start;
}

static int rows_from(const Copy *copy, int cols, size_t first)
{
	int rows = 0, used;
	for (size_t i = first; i < copy->arg.count; i++, rows += 2)
		for (const char *at = copy->arg.items[i].text; *at; rows++)
			at += text_fit(at, cols, &used);
	return rows;
}

/* Where all do not fit, the one that is sent comes first. */
static void copy_draw(View *view, const Ui *ui, Canvas *canvas, Rect area)
{
	const Copy *copy = (const Copy *)view;
	int         row = area.row + 1;
	(void)ui;
	canvas_fill(canvas, area, ROLE_TEXT);
	canvas_rule(canvas, area, area.row, ROLE_BORDER, "Copy");
	for (size_t i = rows_from(copy, area.cols, 0) > area.rows - 2 ? copy->at : 0; i < copy->arg.count; i++) {
		if (i == copy->at)
			canvas_sign(canvas, area, row + 1, area.col, SIGN_HERE);
		canvas_put(canvas, area, row + 1, area.col + 2, i == copy->at ? ROLE_CURSOR : ROLE_DIM, copy->arg.items[i].label);
		row += 2 + text_draw(canvas, area, row + 2, copy->arg.items[i].text);
	}
	canvas_rule(canvas, area, area.row + area.rows - 1, ROLE_BORDER, NULL);
}

const ViewClass copy_class = {
	.name = "Copy", .size = sizeof(Copy), .overlay = true, .keymaps = copy_keymaps, .open = copy_open, .draw = copy_draw,
	.close = copy_close,
};
