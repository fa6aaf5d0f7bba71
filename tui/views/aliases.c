/* The list of aliases: its keys and words. Nothing is written from here. */
#include "tui/views/aliases.h"

#include <string.h>

#include "tui/views/bulk.h"
#include "tui/views/confirm.h"
#include "tui/views/health.h"
#include "tui/views/undo.h"
#include "tui/views/new.h"
#include "tui/views/views.h"

const Alias *aliases_row(const Aliases *list, const Catalog *cat, size_t i)
{
	return cat && i < list->table.count ? &cat->aliases[list->shown[i]] : NULL;
}

static void aliases_open(View *view, Ui *ui, const void *arg)
{
	(void)arg;
	ui_sort_readings(ui, ((Aliases *)view)->sort);
	aliases_columns_read((Aliases *)view, ui);
	if (ui_catalog(ui))
		aliases_refreshed(view, ui);
}

static void aliases_close(View *view)
{
	mem_free(((Aliases *)view)->order);
	mem_free(((Aliases *)view)->shown);
}

/* --- keys --- */

static void filter_open(View *view, Ui *ui)
{
	Aliases *list = (Aliases *)view;
	(void)ui;
	list->filtering = true;
	line_set(&list->typed, list->typed.text);
}

static void filter_clear(Aliases *list, Ui *ui)
{
	list->filtering = false;
	line_set(&list->typed, "");
	aliases_filter_typed(list, ui);
}

/* Esc closes the innermost thing and never the program. */
static void escape(View *view, Ui *ui)
{
	Aliases *list = (Aliases *)view;
	size_t   done, total;
	if (ui_loading(ui, &done, &total))
		ui_stop(ui);
	else if (*list->from.text)
		aliases_range_leave(list);
	else if (*list->typed.text)
		filter_clear(list, ui);
}

static void sort_move(Aliases *list, Ui *ui, size_t by)
{
	size_t at = 0;
	for (size_t i = 0; i < list->column_count; i++)
		if (list->columns[i].field == list->sort.by)
			at = i;
	if (!list->column_count || !ui_catalog(ui))
		return;
	aliases_sort(list, ui, (Sorting){ .by = list->columns[(at + by) % list->column_count].field });
}

static void sort_next(View *view, Ui *ui)
{
	sort_move((Aliases *)view, ui, 1);
}

static void sort_previous(View *view, Ui *ui)
{
	Aliases *list = (Aliases *)view;
	sort_move(list, ui, list->column_count ? list->column_count - 1 : 0);
}

static void sort_invert(View *view, Ui *ui)
{
	Aliases *list = (Aliases *)view;
	aliases_sort(list, ui, (Sorting){ .by = list->sort.by, .descending = !list->sort.descending });
}

static void open_with(Aliases *list, Ui *ui, const ViewClass *is)
{
	const Alias *here = aliases_row(list, ui_catalog(ui), list->table.at);
	AliasId      id;
	if (!here) {
		ui_say(ui, ROLE_TEXT, "There is no alias under the cursor.");
		return;
	}
	text_copy(id.text, sizeof id.text, here->id);
	list->filtering = false;
	aliases_cursor_remember(list, ui);
	ui_push(ui, is, &id);
}

static void edit(View *view, Ui *ui)
{
	open_with((Aliases *)view, ui, &edit_class);
}

/* The cursor goes to it when it is read. */
static void made(View *asker, Ui *ui, const AliasId *id)
{
	(void)ui;
	((Aliases *)asker)->at = *id;
}

static void new(View *view, Ui *ui)
{
	((Aliases *)view)->filtering = false;
	ui_push(ui, &new_class, &(NewArg){ .asker = view->serial, .made = made });
}

static void delete(View *view, Ui *ui)
{
	if (ui_marks(ui)->count)
		aliases_bulk_delete((Aliases *)view, ui);
	else
		open_with((Aliases *)view, ui, &delete_class);
}

static void history(View *view, Ui *ui)
{
	open_with((Aliases *)view, ui, &history_class);
}

static void undo(View *view, Ui *ui)
{
	const SessionChange *last = session_undoable(ui_session(ui));
	if (last && last->batch)
		ui_push(ui, &bulk_plan_class, &(BulkPlanArg){ .undo_seq = last->seq });
	else if (last)
		ui_push(ui, &undo_class, &(UndoArg){ .seq = last->seq, .asker = view->serial, .done = made });
	else
		ui_say(ui, ROLE_TEXT, "No change of this session to undo. In the audit log (A), u takes back any change.");
}

static void redo(View *view, Ui *ui)
{
	const SessionChange *last = session_redoable(ui_session(ui));
	if (last && last->batch)
		ui_push(ui, &bulk_plan_class, &(BulkPlanArg){ .undo_seq = last->undo_seq });
	else if (last)
		ui_push(ui, &undo_class, &(UndoArg){ .seq = last->undo_seq, .asker = view->serial, .done = made });
	else
		ui_say(ui, ROLE_TEXT, "Nothing was undone that could be redone.");
}

static void audit(View *view, Ui *ui)
{
	(void)view;
	ui_push(ui, &audit_class, NULL);
}

/* What the health check has marked. */
static void show_marked(View *view, Ui *ui, const AliasId *at)
{
	Aliases *list = (Aliases *)view;
	list->at = *at;
	line_set(&list->typed, "marked:");
	filter_parse(&list->filter, list->typed.text);
	aliases_filter(list, ui);
}

static void health(View *view, Ui *ui)
{
	((Aliases *)view)->filtering = false;
	ui_push(ui, &health_class, &(HealthArg){ .asker = view->serial, .show = show_marked });
}

static void refresh(View *view, Ui *ui)
{
	(void)view;
	ui_refresh(ui);
}

static void quit_now(View *asker, Ui *ui)
{
	(void)asker;
	ui_quit(ui);
}

static void quit_ask(View *view, Ui *ui)
{
	static const ConfirmArg question = {
		.title = "Quit", .question = "Quit? y/n", .yes = "Quit", .no = "Stay", .done = quit_now,
	};
	(void)view;
	ui_push(ui, &confirm_class, &question);
}

static const Binding aliases_rows[] = {
	{ .keys = "/ F3", .name = "alias-filter", .label = "Filter", .help = "filter as you type", .group = "FIND",
	  .run = filter_open },
	{ .keys = "e F2 Enter", .name = "alias-edit", .label = "Edit", .help = "edit, or only look", .group = "CHANGE",
	  .need = RIGHT_READ, .run = edit },
	{ .keys = "b F7", .name = "alias-bulk", .label = "Bulk", .help = "change all marked", .group = "CHANGE", .need = RIGHT_EDIT,
	  .run = aliases_bulk },
	{ .keys = "D F8 Del", .name = "alias-delete", .label = "Delete", .help = "delete, asks for ID", .group = "CHANGE",
	  .need = RIGHT_DELETE, .run = delete },
	{ .keys = "n", .name = "alias-new", .label = "New", .help = "make a new alias", .group = "CHANGE", .need = RIGHT_ADD,
	  .run = new },
	{ .keys = "u", .name = "alias-undo", .label = "Undo", .help = "undo my last change", .group = "CHANGE",
	  .need = RIGHT_READ, .run = undo },
	{ .keys = "", .name = "drain", .help = "take a server out", .group = "CHANGE", .need = RIGHT_EDIT, .run = aliases_drain },
	{ .keys = "^R", .name = "alias-redo", .help = "redo", .group = "CHANGE", .need = RIGHT_READ, .run = redo },
	{ .keys = "s F6", .name = "sort", .help = "sort by a column", .group = "FIND", .run = aliases_sort_menu },
	{ .keys = ">", .name = "sort-next", .help = "sort by next column", .group = "FIND", .run = sort_next },
	{ .keys = "<", .name = "sort-previous", .help = "sort by one before", .group = "FIND", .run = sort_previous },
	{ .keys = "I", .name = "sort-invert", .help = "invert the order", .group = "FIND", .run = sort_invert },
	{ .keys = "c", .name = "columns", .help = "choose columns", .group = "FIND", .run = aliases_columns },
	{ .keys = "A", .name = "audit-open", .help = "open the audit log", .group = "SEE", .need = RIGHT_READ,
	  .run = audit },
	{ .keys = "H", .name = "alias-history", .help = "show its history", .group = "SEE", .need = RIGHT_READ,
	  .run = history },
	{ .keys = "W", .name = "health-open", .help = "check the health", .group = "SEE", .need = RIGHT_READ, .run = health },
	{ .keys = "R F5", .name = "alias-refresh", .help = "read aliases again", .group = "SEE",
	  .need = RIGHT_READ, .run = refresh },
	{ .keys = "x", .name = "alias-export", .help = "export what is shown", .group = "SEE", .need = RIGHT_READ,
	  .run = aliases_export },
	{ .keys = "y", .name = "alias-copy", .help = "copy ID or row", .group = "SEE", .need = RIGHT_READ, .run = aliases_copy },
	{ .keys = "Esc", .name = "alias-escape", .help = "clear filter, stop", .group = "FIND", .run = escape },
	{ .keys = "q", .name = "quit-ask", .help = "quit, asks first", .group = "OTHER", .run = quit_ask },
};
static const Binding move_rows[] = {
	{ .keys = "Up Down j k", .name = "move-line", .help = "move one line", .group = "MOVE" },
	{ .keys = "PgUp PgDn ^F ^B", .name = "move-page", .help = "move one page", .group = "MOVE" },
	{ .keys = "^D ^U", .name = "move-half", .help = "move half a page", .group = "MOVE" },
	{ .keys = "Home End g G", .name = "move-end", .help = "go to first or last", .group = "MOVE" },
};
static const Keymap aliases_keys = KEYMAP("Aliases", aliases_rows);
static const Keymap move_keys = KEYMAP("Moving", move_rows);
static const Keymap *const aliases_keymaps[] = { &aliases_keys, &aliases_mark_keys, &move_keys, NULL };

static bool aliases_typing(const View *view)
{
	return ((const Aliases *)view)->filtering;
}

bool aliases_move(Aliases *list, Ui *ui, const Event *event)
{
	if (!table_key(&list->table, event))
		return false;
	aliases_cursor_remember(list, ui);
	return true;
}

static bool filter_event(Aliases *list, Ui *ui, const Event *event)
{
	if (event->kind == EVENT_KEY && event->key == KEYS_ENTER) {
		list->filtering = false;
		aliases_cursor_remember(list, ui);
		return true;
	}
	if (event->kind == EVENT_KEY && event->key == KEYS_ESC) {
		filter_clear(list, ui);
		return true;
	}
	if (line_key(&list->typed, event)) {
		aliases_filter_typed(list, ui);
		return true;
	}
	return aliases_move(list, ui, event);
}

/* A click on a column's title sorts by it, a second one the other way round. */
static bool title_clicked(Aliases *list, Ui *ui, const Event *event)
{
	if (event->kind != EVENT_MOUSE || event->button != MOUSE_LEFT || event->row != list->table.row - 1)
		return false;
	for (size_t i = 0; i < list->column_count; i++) {
		const Column *column = &list->columns[i];
		if (event->col < column->col || event->col > column->col + column->width)
			continue;
		aliases_sort_by(list, ui, column->field);
		return true;
	}
	return false;
}

static bool aliases_event(View *view, Ui *ui, const Event *event)
{
	Aliases *list = (Aliases *)view;
	if (title_clicked(list, ui, event))
		return true;
	if (event->kind == EVENT_PASTE && (!list->filtering || strchr(event->paste, '\n'))) {
		aliases_paste(list, ui, event->paste);
		return true;
	}
	return list->filtering ? filter_event(list, ui, event) : aliases_move(list, ui, event);
}

/* --- who changed it last, and who uses it --- */


static void aliases_rested(View *view, Ui *ui)
{
	Aliases     *list = (Aliases *)view;
	const Alias *alias = aliases_row(list, ui_catalog(ui), list->table.at);
	Request      request = { .op = OP_LAST_CHANGE };
	if (!list->strip || !alias || strcmp(list->last.alias.text, alias->id) == 0)
		return;
	text_copy(request.alias.text, sizeof request.alias.text, alias->id);
	request.brief = ui_catalog(ui)->phone_count > ALIASES_USAGE;
	list->last = (LastChangeReply){ .alias = request.alias };   /* asked once, whatever the answer is */
	ui_ask(ui, view, &request);
}

static void aliases_answer(View *view, Ui *ui, Answer *answer)
{
	if (answer->op == OP_LAST_CHANGE && answer->final && answer->ok)
		((Aliases *)view)->last = answer->reply.last;
	else if (answer->op == OP_SORT && answer->final)
		aliases_sorted((Aliases *)view, ui, answer);
}

/* --- words --- */

static void aliases_status(const View *view, const Ui *ui, char *left, size_t left_cap, char *right, size_t right_cap)
{
	const Catalog *cat = ui_catalog(ui);
	char           number[24];
	size_t         done, total;
	if (aliases_is_sorting((const Aliases *)view)) {
		text_format(left, left_cap, "Sorting by %s…", fields[((const Aliases *)view)->sort.by].key);
	} else if (((const Aliases *)view)->filtering) {
		text_copy(left, left_cap, "Enter keeps the filter, Esc clears it.");
	} else if (*((const Aliases *)view)->from.text) {
		text_format(left, left_cap, "Range from %s: V marks up to here, Esc leaves it.", ((const Aliases *)view)->from.text);
	} else if (ui_paused(ui)) {
		text_copy(left, left_cap, "r tries now; reading and filtering work, saving is paused.");
	} else if (cat && cat->outside) {
		text_number(number, sizeof number, cat->alias_count);
		text_format(left, left_cap, "%s shown; others are outside your user groups.", number);
	} else {
		ui_rights_sentence(ui, left, left_cap);
	}
	if (ui_loading(ui, &done, &total)) {
		text_number(number, sizeof number, done);
		text_format(right, right_cap, "reading %s", number);
	} else if (cat) {
		ui_live_text(ui, right, right_cap);
	}
}

static void aliases_more_help(char *out, size_t cap)
{
	size_t used = text_format(out, cap, "The filter's words match any column. Fields:");
	for (size_t i = 0; i < FIELD_COUNT; i++)
		used += text_format(out + used, cap - used, " %s:", fields[i].key);
	text_format(out + used, cap - used, "; marked: for those you marked. A minus excludes: -server:dialer3. "
	            "Quotes keep blanks: name:\"front d\".");
}

const ViewClass aliases_class = {
	.name = "Aliases", .size = sizeof(Aliases), .keymaps = aliases_keymaps, .typing = aliases_typing, .open = aliases_open,
	.draw = aliases_draw, .status = aliases_status, .more_help = aliases_more_help, .event = aliases_event,
	.answer = aliases_answer, .rested = aliases_rested, .refreshed = aliases_refreshed, .close = aliases_close,
};
