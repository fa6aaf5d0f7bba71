/* Pasted alias IDs: how many are known, which are not, and whether to mark those that are. No pasted character is a command. */
#include "core/model/id_list.h"
#include "tui/ui.h"
#include "tui/views/views.h"
#include "tui/widgets/button.h"
#include "tui/widgets/paragraph.h"
#include "tui/widgets/table.h"

enum { PASTE_COLS = 62, PASTE_ROWS = 16, ID_CELLS = 20 };

typedef struct {
	View   view;
	Arena *mem;
	IdList pasted, unknown;
	size_t known;
	Table  table;                            /* over the rows of unknown ones */
	size_t per_row;                          /* as last drawn */
	bool   on_cancel;
} Paste;

/* What is known may change while the question stands. */
static void paste_refreshed(View *view, Ui *ui)
{
	Paste *paste = (Paste *)view;
	paste->unknown = id_list_unknown(paste->mem, &paste->pasted, ui_catalog(ui), &paste->known);
	paste->on_cancel = paste->on_cancel || !paste->known;
}

static void paste_open(View *view, Ui *ui, const void *arg)
{
	Paste *paste = (Paste *)view;
	paste->mem = arena_new();
	paste->pasted = id_list_parse(paste->mem, arg);
	paste_refreshed(view, ui);
}

static void paste_close(View *view)
{
	arena_free(((Paste *)view)->mem);
}

/* --- keys --- */

static void cancel(View *view, Ui *ui)
{
	ui_pop(ui, view);
}

static void mark(View *view, Ui *ui)
{
	const Paste   *paste = (const Paste *)view;
	const Catalog *cat = ui_catalog(ui);
	for (size_t i = 0; i < paste->pasted.count; i++) {
		const Alias *alias = catalog_find(cat, paste->pasted.ids[i]);
		if (alias)
			ui_mark(ui, (size_t)(alias - cat->aliases), true);
	}
	ui_pop(ui, view);
	ui_say(ui, ROLE_DONE, "%zu marked. The filter word marked: shows them.", ui_marks(ui)->count);
}

static void press(View *view, Ui *ui)
{
	if (((const Paste *)view)->on_cancel)
		cancel(view, ui);
	else
		mark(view, ui);
}

static void other_button(View *view, Ui *ui)
{
	Paste *paste = (Paste *)view;
	(void)ui;
	paste->on_cancel = !paste->on_cancel || !paste->known;
}

static const Binding paste_rows[] = {
	{ .keys = "Tab Left Right", .name = "paste-other", .label = "Other button", .help = "go to other button", .group = "MOVE",
	  .run = other_button },
	{ .keys = "Shift-Tab", .name = "paste-other-back", .help = "go to other button", .group = "MOVE", .run = other_button },
	{ .keys = "Enter", .name = "paste-press", .label = "Press", .help = "press the button", .group = "CHANGE", .run = press },
	{ .keys = "Up Down PgUp PgDn", .name = "paste-scroll", .help = "scroll", .group = "MOVE" },
	{ .keys = "Esc q", .name = "paste-cancel", .label = "Cancel", .help = "mark nothing", .group = "OTHER", .run = cancel },
};
static const Keymap paste_keys = KEYMAP("Pasted IDs", paste_rows);
static const Keymap *const paste_keymaps[] = { &paste_keys, NULL };

static bool paste_event(View *view, Ui *ui, const Event *event)
{
	(void)ui;
	return table_key(&((Paste *)view)->table, event);
}

static bool paste_clicked(View *view, Ui *ui, const Spot *spot)
{
	(void)ui;
	((Paste *)view)->on_cancel = spot->stop;
	return true;
}

/* --- the picture --- */

static void sentence(const Paste *paste, char *out, size_t cap)
{
	const char *ids = paste->pasted.count == 1 ? "ID" : "IDs";
	if (!paste->pasted.count)
		text_copy(out, cap, "There is no alias ID in what was pasted.");
	else if (!paste->unknown.count)
		text_format(out, cap, "%zu %s pasted, all of aliases here. Mark them?", paste->pasted.count, ids);
	else
		text_format(out, cap, "%zu %s pasted: %zu of aliases here. No alias has %s:", paste->pasted.count, ids, paste->known,
		            paste->unknown.count == 1 ? "this one" : "these");
}

static void unknown_draw(Paste *paste, Canvas *canvas, Rect area)
{
	paste->table.row = area.row;
	table_show(&paste->table, area.rows);
	for (int row = 0; row < area.rows; row++)
		for (size_t i = 0; i < paste->per_row; i++) {
			size_t at = (paste->table.top + (size_t)row) * paste->per_row + i;
			if (at < paste->unknown.count)
				canvas_cell(canvas, area, area.row + row, area.col + (int)i * (ID_CELLS + 2), ID_CELLS, -1, ROLE_TEXT,
				            paste->unknown.ids[at]);
		}
}

static void paste_draw(View *view, const Ui *ui, Canvas *canvas, Rect area)
{
	Paste *paste = (Paste *)view;
	char   text[200], label[40];
	int    cols = area.cols < PASTE_COLS ? area.cols : PASTE_COLS, most = area.rows < PASTE_ROWS ? area.rows : PASTE_ROWS;
	paste->per_row = (size_t)((cols - 6) / (ID_CELLS + 2));
	table_count(&paste->table, (paste->unknown.count + paste->per_row - 1) / paste->per_row);
	int  wanted = 7 + (int)paste->table.count;
	Rect box = rect_middle(canvas, wanted < most ? wanted : most, cols), inside = rect_inside(box, 1, 3);
	int  row = inside.row + inside.rows - 1;

	(void)ui;
	canvas_box(canvas, box, ROLE_BORDER, "Mark these IDs?");
	sentence(paste, text, sizeof text);
	int used = 1 + paragraph_draw(canvas, (Rect){ inside.row + 1, inside.col, 2, inside.cols }, ROLE_TEXT, text);
	unknown_draw(paste, canvas, (Rect){ inside.row + used, inside.col, inside.rows - used - 2, inside.cols });
	text_format(label, sizeof label, "Mark %zu", paste->known);
	Button mark_button = { .label = label, .focused = !paste->on_cancel, .disabled = !paste->known };
	int    col = inside.col + button_draw(canvas, inside, row, inside.col, mark_button) + 4;
	button_draw(canvas, inside, row, col, (Button){ .label = "Cancel", .focused = paste->on_cancel, .stop = true });
}

static void paste_status(const View *view, const Ui *ui, char *left, size_t left_cap, char *right, size_t right_cap)
{
	const Paste *paste = (const Paste *)view;
	(void)ui;
	text_copy(left, left_cap, "Marking writes nothing.");
	if (paste->unknown.count)
		text_format(right, right_cap, "%zu unknown", paste->unknown.count);
}

const ViewClass paste_class = {
	.name = "Pasted IDs", .size = sizeof(Paste), .overlay = true, .keymaps = paste_keymaps, .open = paste_open, .draw = paste_draw,
	.status = paste_status, .event = paste_event, .clicked = paste_clicked, .refreshed = paste_refreshed, .close = paste_close,
};
