/* The keys that work in the view beneath, from its binding rows: what is not a row is not a key. */
#include <string.h>

#include "tui/ui.h"
#include "tui/views/views.h"
#include "tui/widgets/line.h"
#include "tui/widgets/paragraph.h"

enum { HELP_COLS = 76, KEYS_CELLS = 14, TWO_COLUMNS = 70 };

/* Moving comes last: it is what everybody tries first. */
static const char *const groups[] = { "FIND", "SEE", "CHANGE", "OTHER", "MOVE" };
enum { GROUP_COUNT = sizeof groups / sizeof *groups };

typedef struct {
	const Binding *binding;
	int            row, column;              /* where it stands; headings are between */
} Entry;

typedef struct {
	View     view;
	unsigned about;                          /* the view beneath */
	Line     typed;
	Entry    entries[VIEW_ROWS];
	size_t   count, at;
	int      top;
} Help;

static bool says(const Binding *binding, const char *typed)
{
	return !*typed || strcasestr(binding->help, typed) || strcasestr(binding->keys, typed) || strcasestr(binding->name, typed);
}

static void add_group(Help *help, const Binding *const *rows, size_t row_count, const char *group)
{
	for (size_t i = 0; i < row_count; i++)
		if (strcmp(rows[i]->group, group) == 0 && says(rows[i], help->typed.text))
			help->entries[help->count++] = (Entry){ .binding = rows[i] };
}

static bool starts_group(const Help *help, size_t i)
{
	return i == 0 || strcmp(help->entries[i - 1].binding->group, help->entries[i].binding->group) != 0;
}

/* Rows that entries from first to before end take: a heading above each group and a blank row between two. */
static int rows_of(const Help *help, size_t first, size_t end)
{
	int rows = 0;

	for (size_t i = first; i < end; i++)
		rows += i == first ? 2 : starts_group(help, i) ? 3 : 1;
	return rows;
}

/* Where the right column begins: at the group that leaves neither column much longer. */
static size_t break_of(const Help *help)
{
	size_t best = help->count;
	int    best_rows = rows_of(help, 0, help->count);

	for (size_t i = 1; i < help->count; i++) {
		int left = rows_of(help, 0, i), right = rows_of(help, i, help->count), longer = left > right ? left : right;
		if (starts_group(help, i) && longer < best_rows) {
			best = i;
			best_rows = longer;
		}
	}
	return best;
}

static void place(Help *help, bool two_columns)
{
	size_t middle = two_columns ? break_of(help) : help->count;

	for (size_t i = 0; i < help->count; i++) {
		size_t first = i < middle ? 0 : middle;
		help->entries[i].column = i >= middle;
		help->entries[i].row = rows_of(help, first, i + 1) - 1;
	}
}

static void gather(Help *help, const View *about, bool two_columns)
{
	const Binding *rows[VIEW_ROWS];
	size_t         row_count = view_rows(about, rows);

	help->count = 0;
	for (size_t i = 0; i < GROUP_COUNT; i++)
		add_group(help, rows, row_count, groups[i]);
	place(help, two_columns);
	if (help->at >= help->count)
		help->at = help->count ? help->count - 1 : 0;
}

static void help_open(View *view, Ui *ui, const void *arg)
{
	Help *help = (Help *)view;

	(void)arg;
	help->about = ui_below(ui, view)->serial;
	gather(help, ui_below(ui, view), true);
}

static void run_selected(View *view, Ui *ui)
{
	Help *help = (Help *)view;
	View *about = ui_find(ui, help->about);

	ui_pop(ui, view);
	if (help->count)
		ui_press(ui, about, help->entries[help->at].binding);
}

static void close_help(View *view, Ui *ui)
{
	ui_pop(ui, view);
}

static const Binding help_rows[] = {
	{ .keys = "Up Down", .name = "help-move", .help = "select a key", .group = "MOVE" },
	{ .keys = "Enter", .name = "help-run", .label = "Run", .help = "run the selected key", .group = "CHANGE",
	  .run = run_selected },
	{ .keys = "Esc F1", .name = "help-close", .label = "Close", .help = "close the help", .group = "OTHER", .run = close_help },
};
static const Keymap help_keys = KEYMAP("Help", help_rows);
static const Keymap *const help_keymaps[] = { &help_keys, NULL };

static bool help_typing(const View *view)
{
	(void)view;
	return true;
}

static bool help_event(View *view, Ui *ui, const Event *event)
{
	Help *help = (Help *)view;

	if (event->kind == EVENT_KEY && event->key == KEYS_UP) {
		help->at -= help->at > 0;
		return true;
	}
	if (event->kind == EVENT_KEY && event->key == KEYS_DOWN) {
		help->at += help->at + 1 < help->count;
		return true;
	}
	if (!line_key(&help->typed, event))
		return false;
	help->at = 0;
	help->top = 0;
	gather(help, ui_find(ui, help->about), true);
	return true;
}

static void entry_draw(const Help *help, const Ui *ui, Canvas *canvas, Rect clip, int column_cols, size_t i)
{
	const Entry   *entry = &help->entries[i];
	const Binding *binding = entry->binding;
	int            row = clip.row + entry->row - help->top, col = clip.col + entry->column * column_cols;
	bool           allowed = (binding->need & ui_rights(ui)) == binding->need;
	char           keys[60];

	binding_keys(binding, keys, sizeof keys);
	int at = text_width(keys) < KEYS_CELLS ? KEYS_CELLS : text_width(keys) + 1;
	if (starts_group(help, i))
		canvas_put(canvas, clip, row - 1, col, ROLE_HEADER, binding->group);
	canvas_put(canvas, clip, row, col, i == help->at ? ROLE_CURSOR : allowed ? ROLE_KEY : ROLE_DIM, keys);
	canvas_cell(canvas, clip, row, col + at, column_cols - at - 1, -1, allowed ? ROLE_TEXT : ROLE_DIM, binding->help);
}

static void scroll(Help *help, int rows)
{
	int row = help->count ? help->entries[help->at].row : 0;

	if (row - 1 < help->top)
		help->top = row - 1 > 0 ? row - 1 : 0;
	if (row >= help->top + rows)
		help->top = row - rows + 1;
}

static int last_row(const Help *help)
{
	int last = 0;

	for (size_t i = 0; i < help->count; i++)
		last = help->entries[i].row > last ? help->entries[i].row : last;
	return last;
}

static void more_draw(Canvas *canvas, Rect box)
{
	int row = box.row + box.rows - 1, col = box.col + box.cols - 10;

	canvas_put(canvas, box, row, col, ROLE_BORDER, "   more ");
	canvas_sign_as(canvas, box, row, col + 1, ROLE_BORDER, SIGN_DOWN);
}

static void help_draw(View *view, const Ui *ui, Canvas *canvas, Rect area)
{
	Help       *help = (Help *)view;
	const View *about = ui_below(ui, view);
	char        title[60], more[400] = "";
	int         cols = area.cols < HELP_COLS ? area.cols : HELP_COLS;
	bool        two_columns = cols >= TWO_COLUMNS;

	gather(help, about, two_columns);
	if (about->is->more_help)
		about->is->more_help(more, sizeof more);
	int more_rows = paragraph_rows(more, cols - 6);
	more_rows = more_rows * 4 > area.rows ? 0 : more_rows;
	int rows = last_row(help) + 3 + (more_rows ? more_rows + 1 : 0);
	Rect box = rect_middle(canvas, rows < area.rows ? rows : area.rows, cols);
	Rect inside = rect_inside(box, 1, 3);
	Rect keys = { inside.row, inside.col, inside.rows - (more_rows ? more_rows + 1 : 0), inside.cols };

	text_format(title, sizeof title, "Help: %s", about->is->name);
	canvas_box(canvas, box, ROLE_BORDER, title);
	int col = box.col + text_width(title) + 6;
	col += canvas_put(canvas, box, box.row, col, ROLE_DIM, " type to search ");
	line_draw(&help->typed, canvas, box, box.row, col, box.col + cols - 2 - col, ROLE_FIELD, true);
	scroll(help, keys.rows);
	if (last_row(help) >= help->top + keys.rows)
		more_draw(canvas, box);
	for (size_t i = 0; i < help->count; i++)
		entry_draw(help, ui, canvas, keys, two_columns ? keys.cols / 2 : keys.cols, i);
	paragraph_draw(canvas, (Rect){ keys.row + keys.rows + 1, inside.col, more_rows, inside.cols }, ROLE_TEXT, more);
}

static void help_status(const View *view, const Ui *ui, char *left, size_t left_cap, char *right, size_t right_cap)
{
	const Help *help = (const Help *)view;
	char        keys[60];

	(void)ui, (void)right, (void)right_cap;
	text_copy(left, left_cap, "No key says that.");
	if (!help->count)
		return;
	binding_keys(help->entries[help->at].binding, keys, sizeof keys);
	text_format(left, left_cap, "%s: %s", keys, help->entries[help->at].binding->help);
}

const ViewClass help_class = {
	.name = "Help", .size = sizeof(Help), .overlay = true, .keymaps = help_keymaps, .typing = help_typing, .open = help_open,
	.draw = help_draw, .status = help_status, .event = help_event,
};
