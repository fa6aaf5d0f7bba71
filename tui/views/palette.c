/* Commands by name: the binding rows of the view beneath, best match first. Without a word it is the menu. */
#include <string.h>

#include "tui/ui.h"
#include "tui/views/views.h"
#include "tui/widgets/line.h"
#include "tui/widgets/table.h"

enum { PALETTE_COLS = 76, NAME_COLS = 18, KEYS_COLS = 18 };

typedef struct {
	View           view;
	unsigned       about;                    /* the view beneath */
	Line           typed;
	const Binding *rows[VIEW_ROWS];
	Table          table;
} Palette;

/* How well it is meant by what was typed: 0 best, NO_MATCH not at all. */
enum { NO_MATCH = 4 };
static int match_of(const Binding *binding, const char *typed)
{
	if (strcasecmp(binding->name, typed) == 0)
		return 0;
	if (strncasecmp(binding->name, typed, strlen(typed)) == 0)
		return 1;
	if (strcasestr(binding->name, typed))
		return 2;
	return strcasestr(binding->help, typed) ? 3 : NO_MATCH;
}

/* Of two that begin with the word, the shorter is meant: "q" is quit, not quit-ask. */
static bool comes_before(const Binding *a, const Binding *b, const char *typed)
{
	int left = match_of(a, typed), right = match_of(b, typed);
	if (left != right || left != 1 || !*typed)
		return left < right;
	return strlen(a->name) < strlen(b->name);
}

static void narrow(Palette *palette, const Ui *ui, const View *about)
{
	const Binding *all[VIEW_ROWS];
	size_t         all_count = view_rows(ui, about, all), count = 0;
	for (size_t i = 0; i < all_count; i++) {
		if (match_of(all[i], palette->typed.text) == NO_MATCH)
			continue;
		size_t at = count++;
		for (; at > 0 && comes_before(all[i], palette->rows[at - 1], palette->typed.text); at--)
			palette->rows[at] = palette->rows[at - 1];
		palette->rows[at] = all[i];
	}
	table_count(&palette->table, count);
	table_go(&palette->table, 0);
}

static void palette_open(View *view, Ui *ui, const void *arg)
{
	Palette *palette = (Palette *)view;
	(void)arg;
	palette->about = ui_below(ui, view)->serial;
	narrow(palette, ui, ui_below(ui, view));
}

static void run_selected(View *view, Ui *ui)
{
	Palette *palette = (Palette *)view;
	View    *about = ui_find(ui, palette->about);
	if (!palette->table.count)
		return;
	ui_pop(ui, view);
	ui_press(ui, about, palette->rows[palette->table.at]);
}

static void cancel(View *view, Ui *ui)
{
	ui_pop(ui, view);
}

static const Binding palette_rows[] = {
	{ .keys = "Enter", .name = "palette-run", .label = "Run", .help = "run the command", .group = "CHANGE", .run = run_selected },
	{ .keys = "Up Down PgUp PgDn", .name = "palette-move", .help = "select a command", .group = "MOVE" },
	{ .keys = "Esc", .name = "palette-close", .label = "Close", .help = "run nothing", .group = "OTHER", .run = cancel },
};
static const Keymap palette_keys = KEYMAP("Commands", palette_rows);
static const Keymap *const palette_keymaps[] = { &palette_keys, NULL };

static bool palette_typing(const View *view)
{
	(void)view;
	return true;
}

static bool palette_event(View *view, Ui *ui, const Event *event)
{
	Palette *palette = (Palette *)view;
	if (event->kind == EVENT_MOUSE || (event->kind == EVENT_KEY && key_in(event->key, "Up Down PgUp PgDn")))
		return table_key(&palette->table, event);
	if (!line_key(&palette->typed, event))
		return false;
	narrow(palette, ui, ui_find(ui, palette->about));
	return true;
}

static void command_draw(const Palette *palette, const Ui *ui, Canvas *canvas, Rect row, size_t i)
{
	const Binding *binding = palette->rows[i];
	bool           here = i == palette->table.at, allowed = (binding->need & ui_rights(ui)) == binding->need;
	int            col = row.col + 2, keys_cols = row.cols > NAME_COLS + 2 * KEYS_COLS ? KEYS_COLS : 0;
	Role           role = allowed ? ROLE_TEXT : ROLE_DIM;
	if (here)
		canvas_sign(canvas, row, row.row, row.col, SIGN_HERE);
	canvas_cell(canvas, row, row.row, col, NAME_COLS, -1, here ? ROLE_CURSOR : role, binding->name);
	col += NAME_COLS + 1;
	if (keys_cols)
		canvas_cell(canvas, row, row.row, col, keys_cols, -1, allowed ? ROLE_KEY : ROLE_DIM, ui_keys(ui, binding));
	col += keys_cols ? keys_cols + 1 : 0;
	canvas_cell(canvas, row, row.row, col, row.col + row.cols - col, -1, role, binding->help);
}

static void palette_draw(View *view, const Ui *ui, Canvas *canvas, Rect area)
{
	Palette *palette = (Palette *)view;
	int      rows = area.rows - 2 < VIEW_ROWS ? area.rows - 2 : VIEW_ROWS;
	Rect     box = rect_middle(canvas, rows, area.cols < PALETTE_COLS ? area.cols : PALETTE_COLS);
	Rect     inside = rect_inside(box, 1, 2), list = { inside.row + 1, inside.col, inside.rows - 1, inside.cols };
	canvas_box(canvas, box, ROLE_BORDER, "Commands");
	canvas_put(canvas, inside, inside.row, inside.col, ROLE_KEY, ":");
	line_draw(&palette->typed, canvas, inside, inside.row, inside.col + 2, inside.cols - 2, ROLE_FIELD, true);
	table_show(&palette->table, list.rows);
	palette->table.row = list.row;
	for (size_t i = palette->table.top; i < palette->table.count && i < palette->table.top + (size_t)list.rows; i++)
		command_draw(palette, ui, canvas, (Rect){ list.row + (int)(i - palette->table.top), list.col, 1, list.cols }, i);
}

static void palette_status(const View *view, const Ui *ui, char *left, size_t left_cap, char *right, size_t right_cap)
{
	const Palette *palette = (const Palette *)view;
	const Binding *here = palette->table.count ? palette->rows[palette->table.at] : NULL;
	(void)ui;
	if (!here)
		text_copy(left, left_cap, "No command is called that.");
	else
		text_format(left, left_cap, "%s%s%s", here->keys, *here->keys ? ": " : "", here->help);
	text_format(right, right_cap, "%zu", palette->table.count);
}

const ViewClass palette_class = {
	.name = "Commands", .size = sizeof(Palette), .overlay = true, .keymaps = palette_keymaps, .typing = palette_typing,
	.open = palette_open, .draw = palette_draw, .status = palette_status, .event = palette_event,
};
