/* The themes by name: what is under the cursor is worn at once, Enter keeps it for this session, Esc takes the old one back. */
#include <string.h>

#include "tui/views/views.h"
#include "tui/widgets/table.h"

enum { THEMES_COLS = 24 };

typedef struct {
	View      view;
	Theme     before;
	ThemeName names[THEME_NAMES];
	Table     table;
} Themes;

static void themes_open(View *view, Ui *ui, const void *arg)
{
	Themes *themes = (Themes *)view;
	(void)arg;
	themes->before = *ui_theme(ui);
	table_count(&themes->table, theme_names(themes->names));
	for (size_t i = 0; i < themes->table.count; i++)
		if (strcmp(themes->names[i].text, themes->before.name) == 0)
			table_go(&themes->table, i);
}

/* One with a fault changes nothing; its sentence says where the fault is. */
static void preview(const Themes *themes, Ui *ui)
{
	Theme theme;
	Err   err;
	if (theme_find(&theme, themes->names[themes->table.at].text, &err))
		ui_wear(ui, &theme);
	else
		ui_say_err(ui, &err);
}

static void keep(View *view, Ui *ui)
{
	ui_say(ui, ROLE_DONE, "Theme %s for this session; theme = %s in the settings keeps it.", ui_theme(ui)->name, ui_theme(ui)->name);
	ui_pop(ui, view);
}

static void take_back(View *view, Ui *ui)
{
	ui_wear(ui, &((Themes *)view)->before);
	ui_pop(ui, view);
}

static const Binding themes_rows[] = {
	{ .keys = "Enter", .name = "theme-keep", .label = "Keep", .help = "keep for the session", .group = "CHANGE", .run = keep },
	{ .keys = "Up Down j k", .name = "theme-line", .label = "Try", .help = "try the next one", .group = "MOVE" },
	{ .keys = "PgUp PgDn", .name = "theme-page", .help = "move one page", .group = "MOVE" },
	{ .keys = "Home End g G", .name = "theme-end", .help = "go to first or last", .group = "MOVE" },
	{ .keys = "Esc q T", .name = "theme-back", .label = "Back", .help = "take old one back", .group = "OTHER",
	  .run = take_back },
};
static const Keymap themes_keys = KEYMAP("Themes", themes_rows);
static const Keymap *const themes_keymaps[] = { &themes_keys, NULL };

static bool themes_event(View *view, Ui *ui, const Event *event)
{
	Themes *themes = (Themes *)view;
	if (!table_key(&themes->table, event))
		return false;
	preview(themes, ui);
	return true;
}

/* At the right, so that the signs of the list beneath can be seen. */
static void themes_draw(View *view, const Ui *ui, Canvas *canvas, Rect area)
{
	Themes *themes = (Themes *)view;
	Table  *table = &themes->table;
	int     wanted = (int)table->count + 2, rows = area.rows - 2 < wanted ? area.rows - 2 : wanted;
	Rect    box = { area.row + (area.rows - rows) / 2, area.cols - THEMES_COLS - 2, rows, THEMES_COLS };
	Rect    list = rect_inside(box, 1, 2);
	(void)ui;
	canvas_box(canvas, box, ROLE_BORDER, "Themes");
	table_show(table, list.rows);
	table->row = list.row;
	for (size_t i = table->top; i < table->count && i < table->top + (size_t)list.rows; i++) {
		int row = list.row + (int)(i - table->top);
		if (i == table->at)
			canvas_sign(canvas, list, row, list.col, SIGN_HERE);
		canvas_cell(canvas, list, row, list.col + 2, list.cols - 2, -1, i == table->at ? ROLE_CURSOR : ROLE_TEXT,
		            themes->names[i].text);
	}
}

const ViewClass themes_class = {
	.name = "Themes", .size = sizeof(Themes), .overlay = true, .keymaps = themes_keymaps, .open = themes_open,
	.draw = themes_draw, .event = themes_event,
};
