/* The keys that work in the view beneath, from its binding rows: what is not a row is not a key. */
#include <string.h>

#include "tui/ui.h"
#include "tui/views/views.h"
#include "tui/widgets/line.h"
#include "tui/widgets/paragraph.h"

enum { HELP_COLS = 76, HELP_PAGE = 10, KEYS_CELLS = 14, SENTENCES_CAP = 400, TWO_COLUMNS = 70 };

/* Moving comes last: it is what everybody tries first. */
static const char *const groups[] = { "FIND", "MARK", "CHANGE", "SEE", "OTHER", "MOVE" };
enum { GROUP_COUNT = sizeof groups / sizeof *groups };

typedef struct {
	const Binding *binding;
	int            row, column;              /* where it stands; headings are between */
	bool           headed;                   /* its group's name stands above it */
} Entry;

typedef struct {
	View     view;
	unsigned about;                          /* the view beneath */
	Line     typed;
	Entry    entries[VIEW_ROWS];
	size_t   count, at;
	int      top, rows;                      /* scrolled so far; how many there are */
} Help;

static bool says(const Ui *ui, const Binding *binding, const char *typed)
{
	return !*typed || strcasestr(binding->help, typed) || strcasestr(ui_keys(ui, binding), typed) || strcasestr(binding->name, typed);
}

static void add_group(Help *help, const Ui *ui, const Binding *const *rows, size_t row_count, const char *group)
{
	for (size_t i = 0; i < row_count; i++)
		if (strcmp(rows[i]->group, group) == 0 && says(ui, rows[i], help->typed.text))
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

/* Where the right column begins: at the group that leaves neither column much longer, or within one when that is too long. */
static size_t break_of(const Help *help, int rows)
{
	size_t best = help->count, half = 0;
	int    all = rows_of(help, 0, help->count), best_rows = all;
	for (size_t i = 1; i < help->count; i++) {
		int left = rows_of(help, 0, i), right = rows_of(help, i, help->count), longer = left > right ? left : right;
		if (starts_group(help, i) && longer < best_rows) {
			best = i;
			best_rows = longer;
		}
		half = left <= (all + 1) / 2 ? i : half;
	}
	return best_rows <= rows || !half ? best : half;
}

static void place(Help *help, bool two_columns, int rows)
{
	size_t middle = two_columns ? break_of(help, rows) : help->count;
	help->rows = 0;
	for (size_t i = 0; i < help->count; i++) {
		Entry *entry = &help->entries[i];
		entry->column = i >= middle;
		entry->row = rows_of(help, i < middle ? 0 : middle, i + 1) - 1;
		entry->headed = i == middle || starts_group(help, i);
		help->rows = entry->row >= help->rows ? entry->row + 1 : help->rows;
	}
}

static void gather(Help *help, const Ui *ui, const View *about)
{
	const Binding *rows[VIEW_ROWS];
	size_t         row_count = view_rows(ui, about, rows);
	help->count = 0;
	for (size_t i = 0; i < GROUP_COUNT; i++)
		add_group(help, ui, rows, row_count, groups[i]);
	if (help->at >= help->count)
		help->at = help->count ? help->count - 1 : 0;
}

static void help_open(View *view, Ui *ui, const void *arg)
{
	Help *help = (Help *)view;
	(void)arg;
	help->about = ui_below(ui, view)->serial;
	gather(help, ui, ui_below(ui, view));
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
	{ .keys = "Up Down PgUp PgDn", .name = "help-move", .help = "select a key", .group = "MOVE" },
	{ .keys = "Home End", .name = "help-end", .help = "go to first or last", .group = "MOVE" },
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

static void move(Help *help, int32_t key)
{
	size_t by = key_in(key, "PgUp PgDn") ? HELP_PAGE : 1, last = help->count ? help->count - 1 : 0;
	if (key_in(key, "Home End"))
		help->at = key == KEYS_END ? last : 0;
	else if (key_in(key, "Up PgUp"))
		help->at -= help->at < by ? help->at : by;
	else
		help->at = help->at + by < last ? help->at + by : last;
}

static bool help_event(View *view, Ui *ui, const Event *event)
{
	Help *help = (Help *)view;
	if (event->kind == EVENT_KEY && key_in(event->key, "Up Down PgUp PgDn Home End")) {
		move(help, event->key);
		return true;
	}
	if (!line_key(&help->typed, event))
		return false;
	help->at = 0;
	help->top = 0;
	gather(help, ui, ui_find(ui, help->about));
	return true;
}

static void entry_draw(const Help *help, const Ui *ui, Canvas *canvas, Rect clip, int column_cols, size_t i)
{
	const Entry   *entry = &help->entries[i];
	const Binding *binding = entry->binding;
	int            row = clip.row + entry->row - help->top, col = clip.col + entry->column * column_cols;
	bool           allowed = (binding->need & ui_rights(ui)) == binding->need;
	char           keys[60];
	binding_keys(ui, binding, keys, sizeof keys);
	int at = text_width(keys) < KEYS_CELLS ? KEYS_CELLS : text_width(keys) + 1;
	if (entry->headed)
		canvas_put(canvas, clip, row - 1, col, ROLE_HEADER, binding->group);
	canvas_put(canvas, clip, row, col, i == help->at ? ROLE_CURSOR : allowed ? ROLE_KEY : ROLE_DIM, keys);
	canvas_cell(canvas, clip, row, col + at, column_cols - at - 1, -1, allowed ? ROLE_TEXT : ROLE_DIM, binding->help);
}

/* The selected key is in sight; with the last, the sentences below it. */
static void scroll(Help *help, int content, int rows)
{
	int row = help->count ? help->entries[help->at].row : 0, most = content > rows ? content - rows : 0;
	if (row - 1 < help->top)
		help->top = row - 1 > 0 ? row - 1 : 0;
	if (row >= help->top + rows)
		help->top = row - rows + 1;
	if (help->at + 1 >= help->count || help->top > most)
		help->top = most;
}

static void more_draw(Canvas *canvas, Rect box)
{
	int row = box.row + box.rows - 1, col = box.col + box.cols - 10;
	canvas_put(canvas, box, row, col, ROLE_BORDER, "   more ");
	canvas_sign_as(canvas, box, row, col + 1, ROLE_BORDER, SIGN_DOWN);
}

/* From row on, which may lie above clip. */
static void sentences_draw(Canvas *canvas, Rect clip, int row, const char *sentences)
{
	for (const char *at = sentences, *next; *at; at = next, row++) {
		char line[SENTENCES_CAP];
		text_format(line, sizeof line, "%.*s", (int)paragraph_line(at, clip.cols, &next), at);
		canvas_put(canvas, clip, row, clip.col, ROLE_TEXT, line);
	}
}

static void title_draw(const Help *help, const View *about, Canvas *canvas, Rect box)
{
	char title[60];
	text_format(title, sizeof title, "Help: %s", about->is->name);
	canvas_box(canvas, box, ROLE_BORDER, title);
	int col = box.col + text_width(title) + 6;
	col += canvas_put(canvas, box, box.row, col, ROLE_DIM, " type to search ");
	line_draw(&help->typed, canvas, box, box.row, col, box.col + box.cols - 2 - col, ROLE_FIELD, true);
}

static void help_draw(View *view, const Ui *ui, Canvas *canvas, Rect area)
{
	Help       *help = (Help *)view;
	const View *about = ui_below(ui, view);
	char        sentences[SENTENCES_CAP] = "";
	int         cols = area.cols < HELP_COLS ? area.cols : HELP_COLS;
	bool        two_columns = cols >= TWO_COLUMNS;
	gather(help, ui, about);
	place(help, two_columns, area.rows - 2);
	if (about->is->more_help)
		about->is->more_help(sentences, sizeof sentences);
	int content = help->rows + (*sentences ? 1 + paragraph_rows(sentences, cols - 6) : 0);
	Rect box = rect_middle(canvas, content + 2 < area.rows ? content + 2 : area.rows, cols), inside = rect_inside(box, 1, 3);
	title_draw(help, about, canvas, box);
	scroll(help, content, inside.rows);
	for (size_t i = 0; i < help->count; i++)
		entry_draw(help, ui, canvas, inside, two_columns ? inside.cols / 2 : inside.cols, i);
	sentences_draw(canvas, inside, inside.row + help->rows + 1 - help->top, sentences);
	if (content > help->top + inside.rows)
		more_draw(canvas, box);
}

static void help_status(const View *view, const Ui *ui, char *left, size_t left_cap, char *right, size_t right_cap)
{
	const Help *help = (const Help *)view;
	char        keys[60];
	(void)right, (void)right_cap;
	text_copy(left, left_cap, "No key says that.");
	if (!help->count)
		return;
	binding_keys(ui, help->entries[help->at].binding, keys, sizeof keys);
	text_format(left, left_cap, "%s: %s", keys, help->entries[help->at].binding->help);
}

const ViewClass help_class = {
	.name = "Help", .size = sizeof(Help), .overlay = true, .keymaps = help_keymaps, .typing = help_typing, .open = help_open,
	.draw = help_draw, .status = help_status, .event = help_event,
};
