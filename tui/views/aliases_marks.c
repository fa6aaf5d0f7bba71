/* Marking rows: for a bulk change or delete, or only to see them among the others. The marks themselves are the ui's, so that
 * they outlive filter, sort and a new reading. */
#include "tui/views/aliases.h"

#include "tui/views/views.h"

/* --- a range --- */

static bool in_range(const Aliases *list, size_t i)
{
	size_t from = list->from_row, to = list->table.at;
	return *list->from.text && (from < to ? from <= i && i <= to : to <= i && i <= from);
}

bool aliases_is_marked(const Aliases *list, const Ui *ui, size_t i)
{
	return in_range(list, i) || marks_has(ui_marks(ui), list->shown[i]);
}

void aliases_range_leave(Aliases *list)
{
	list->from.text[0] = '\0';
}

/* Its beginning belongs to an alias as the cursor does; when that is shown no more, there is no range. */
void aliases_range_follow(Aliases *list, const Ui *ui)
{
	if (!*list->from.text)
		return;
	list->from_row = aliases_row_of(list, ui_catalog(ui), list->from.text);
	if (list->from_row == list->table.count)
		aliases_range_leave(list);
}

static void range(View *view, Ui *ui)
{
	Aliases     *list = (Aliases *)view;
	const Alias *here = aliases_row(list, ui_catalog(ui), list->table.at);
	if (!here)
		return;
	if (!*list->from.text) {
		text_copy(list->from.text, sizeof list->from.text, here->id);
		list->from_row = list->table.at;
		return;
	}
	for (size_t i = 0; i < list->table.count; i++)
		if (in_range(list, i))
			ui_mark(ui, list->shown[i], true);
	aliases_range_leave(list);
}

/* --- one, all, none --- */

static void mark(View *view, Ui *ui)
{
	Aliases *list = (Aliases *)view;
	if (!aliases_row(list, ui_catalog(ui), list->table.at))
		return;
	uint32_t here = list->shown[list->table.at];
	ui_mark(ui, here, !marks_has(ui_marks(ui), here));
	aliases_move(list, ui, &(Event){ .kind = EVENT_KEY, .key = KEYS_DOWN });
}

/* Only now may rows come or go: a row that left at once when its mark is taken off could not be marked again. */
static void marked_many(Aliases *list, Ui *ui)
{
	aliases_range_leave(list);
	if (filter_asks_marks(&list->filter))
		aliases_filter(list, ui);
}

static void mark_all(View *view, Ui *ui)
{
	Aliases *list = (Aliases *)view;
	for (size_t i = 0; i < list->table.count; i++)
		ui_mark(ui, list->shown[i], true);
	marked_many(list, ui);
}

static void mark_none(View *view, Ui *ui)
{
	const Marks *marks = ui_marks(ui);
	for (size_t i = marks_next(marks, 0); i < marks->aliases; i = marks_next(marks, i + 1))
		ui_mark(ui, i, false);
	marked_many((Aliases *)view, ui);
}

static void mark_invert(View *view, Ui *ui)
{
	Aliases *list = (Aliases *)view;
	for (size_t i = 0; i < list->table.count; i++)
		ui_mark(ui, list->shown[i], !marks_has(ui_marks(ui), list->shown[i]));
	marked_many(list, ui);
}

/* --- pasted IDs --- */

void aliases_paste(Aliases *list, Ui *ui, const char *text)
{
	list->filtering = false;
	if (ui_catalog(ui))
		ui_push(ui, &paste_class, text);
	else
		ui_say(ui, ROLE_TEXT, "The aliases were not read yet.");
}

static const Binding mark_rows[] = {
	{ .keys = "Space Ins", .name = "mark", .label = "Mark", .help = "mark, next", .group = "MARK", .run = mark },
	{ .keys = "V", .name = "mark-range", .help = "mark a range", .group = "MARK", .run = range },
	{ .keys = "+", .name = "mark-all", .help = "mark all shown", .group = "MARK", .run = mark_all },
	{ .keys = "-", .name = "mark-none", .help = "mark none", .group = "MARK", .run = mark_none },
	{ .keys = "*", .name = "mark-invert", .help = "turn marks round", .group = "MARK", .run = mark_invert },
};
const Keymap aliases_mark_keys = KEYMAP("Marking", mark_rows);
