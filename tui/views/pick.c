#include "tui/views/pick.h"

#include <string.h>

#include "core/base/mem.h"
#include "core/model/search.h"
#include "tui/ui.h"
#include "tui/views/views.h"
#include "tui/widgets/line.h"
#include "tui/widgets/table.h"

enum { PICK_COLS = 74 };

typedef struct {
	const char *value, *text;
	bool        was, chosen;
} Choice;

typedef struct {
	View     view;
	Arena   *mem;
	PickArg  arg;
	Choice  *choices;
	size_t  *shown;                          /* indexes of those that what was typed leaves */
	Line     typed;
	Table    table;
} Pick;

static void narrow(Pick *pick)
{
	char   folded[LINE_CAP];
	size_t count = 0;
	search_fold(folded, sizeof folded, pick->typed.text, strlen(pick->typed.text));
	for (size_t i = 0; i < pick->arg.count; i++)
		if (search_finds(pick->choices[i].text, strlen(pick->choices[i].text), folded))
			pick->shown[count++] = i;
	table_count(&pick->table, count);
	table_go(&pick->table, 0);
}

static void pick_open(View *view, Ui *ui, const void *arg)
{
	Pick *pick = (Pick *)view;
	(void)ui;
	pick->mem = arena_new();
	pick->arg = *(const PickArg *)arg;
	pick->arg.title = arena_text(pick->mem, pick->arg.title);
	pick->arg.help = arena_text(pick->mem, pick->arg.help);
	pick->choices = arena_take(pick->mem, (pick->arg.count + 1) * sizeof *pick->choices);
	pick->shown = arena_take(pick->mem, (pick->arg.count + 1) * sizeof *pick->shown);
	for (size_t i = 0; i < pick->arg.count; i++) {
		const PickItem *item = &pick->arg.items[i];
		pick->choices[i] = (Choice){ .value = arena_text(pick->mem, item->value), .text = arena_text(pick->mem, item->text),
		                             .was = item->chosen, .chosen = item->chosen };
	}
	pick->arg.items = NULL;
	narrow(pick);
	for (size_t i = 0; !pick->arg.several && i < pick->arg.count; i++)
		if (pick->choices[i].chosen)
			table_go(&pick->table, i);
}

static void pick_close(View *view)
{
	arena_free(((Pick *)view)->mem);
}

static Choice *choice_here(Pick *pick)
{
	return pick->table.count ? &pick->choices[pick->shown[pick->table.at]] : NULL;
}

static void take(View *view, Ui *ui)
{
	Pick   *pick = (Pick *)view;
	View   *asker = ui_find(ui, pick->arg.asker);
	Choice *here = choice_here(pick);
	bool    several = pick->arg.several;
	if (!several && !here)
		return;
	ui_pop(ui, view);
	if (!asker)
		return;
	if (!several && here)
		pick->arg.done(asker, ui, here->value, true);
	for (size_t i = 0; several && i < pick->arg.count; i++)
		if (pick->choices[i].chosen != pick->choices[i].was)
			pick->arg.done(asker, ui, pick->choices[i].value, pick->choices[i].chosen);
}

static void cancel(View *view, Ui *ui)
{
	ui_pop(ui, view);
}

static const Binding pick_rows[] = {
	{ .keys = "Enter F2", .name = "pick-take", .label = "Take", .help = "take what is chosen", .group = "CHANGE", .run = take },
	{ .keys = "Up Down PgUp PgDn", .name = "pick-move", .help = "move in the list", .group = "MOVE" },
	{ .keys = "Space", .name = "pick-toggle", .help = "choose or leave out", .group = "CHANGE" },
	{ .keys = "Esc", .name = "pick-cancel", .label = "Cancel", .help = "cancel", .group = "OTHER", .run = cancel },
};
static const Keymap pick_keys = KEYMAP("Pick-list", pick_rows);
static const Keymap *const pick_keymaps[] = { &pick_keys, NULL };

static bool pick_typing(const View *view)
{
	(void)view;
	return true;
}

/* A click ticks a row, or takes it where there is one to be taken. */
static bool mouse_event(Pick *pick, Ui *ui, const Event *event)
{
	if (!table_key(&pick->table, event))
		return false;
	Choice *here = choice_here(pick);
	if (event->button == MOUSE_LEFT && here && pick->arg.several)
		here->chosen = !here->chosen;
	else if (event->button == MOUSE_LEFT)
		take(&pick->view, ui);
	return true;
}

static bool pick_event(View *view, Ui *ui, const Event *event)
{
	Pick   *pick = (Pick *)view;
	Choice *here = choice_here(pick);
	if (event->kind == EVENT_KEY && event->key == ' ' && pick->arg.several) {
		if (here)
			here->chosen = !here->chosen;
		table_go(&pick->table, pick->table.at + 1);
		return true;
	}
	if (event->kind == EVENT_MOUSE)
		return mouse_event(pick, ui, event);
	if (event->kind == EVENT_KEY && key_in(event->key, "Up Down PgUp PgDn"))
		return table_key(&pick->table, event);
	if (!line_key(&pick->typed, event))
		return false;
	narrow(pick);
	return true;
}

static void choice_draw(const Pick *pick, Canvas *canvas, Rect clip, int row, size_t i)
{
	const Choice *choice = &pick->choices[pick->shown[i]];
	bool          here = i == pick->table.at;
	if (here)
		canvas_sign(canvas, clip, row, clip.col, SIGN_HERE);
	if (pick->arg.several)
		canvas_put(canvas, clip, row, clip.col + 2, ROLE_FIELD, choice->chosen ? "[x]" : "[ ]");
	int col = clip.col + (pick->arg.several ? 6 : 2);
	canvas_cell(canvas, clip, row, col, clip.col + clip.cols - col, -1, here ? ROLE_CURSOR : ROLE_TEXT, choice->text);
}

static void pick_draw(View *view, const Ui *ui, Canvas *canvas, Rect area)
{
	Pick *pick = (Pick *)view;
	int   most = area.rows - 2, wanted = pick->arg.count < (size_t)most ? (int)pick->arg.count + 3 : most;
	Rect  box = rect_middle(canvas, wanted < most ? wanted : most, area.cols < PICK_COLS ? area.cols : PICK_COLS);
	Rect  inside = rect_inside(box, 1, 2);
	Rect  list = { inside.row + 1, inside.col, inside.rows - 1, inside.cols };
	(void)ui;
	canvas_box(canvas, box, ROLE_BORDER, pick->arg.title);
	canvas_put(canvas, inside, inside.row, inside.col, ROLE_DIM, "Type to find");
	line_draw(&pick->typed, canvas, inside, inside.row, inside.col + 14, inside.cols - 14, ROLE_FIELD, true);
	table_show(&pick->table, list.rows);
	pick->table.row = list.row;
	if (!pick->table.count)
		canvas_put(canvas, list, list.row, list.col + 2, ROLE_TEXT, "Nothing matches.");
	for (size_t i = pick->table.top; i < pick->table.count && i < pick->table.top + (size_t)list.rows; i++)
		choice_draw(pick, canvas, list, list.row + (int)(i - pick->table.top), i);
}

static void pick_status(const View *view, const Ui *ui, char *left, size_t left_cap, char *right, size_t right_cap)
{
	const Pick *pick = (const Pick *)view;
	(void)ui;
	text_copy(left, left_cap, pick->arg.help);
	text_format(right, right_cap, "%zu of %zu", pick->table.count, pick->arg.count);
}

const ViewClass pick_class = {
	.name = "Pick", .size = sizeof(Pick), .overlay = true, .keymaps = pick_keymaps, .typing = pick_typing, .open = pick_open,
	.draw = pick_draw, .status = pick_status, .event = pick_event, .close = pick_close,
};
