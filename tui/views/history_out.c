/* What leaves the history: all versions, into a file; the one under the cursor, to the clipboard. */
#include "core/base/sys.h"
#include "tui/views/copy.h"
#include "tui/views/export.h"
#include "tui/views/history.h"
#include "tui/views/views.h"

static bool print(View *asker, Ui *ui, FILE *to, SheetForm form, size_t *count, Err *err)
{
	const History *history = ((HistoryView *)asker)->history;
	Sheet          sheet = sheet_of_history(history);
	(void)ui;
	*count = history->count;
	return sheet_print(to, &sheet, form, err);
}

void history_export(View *view, Ui *ui)
{
	const History *history = ((HistoryView *)view)->history;
	ExportArg      arg = { .one = "version", .many = "versions", .asker = view->serial, .print = print };
	if (!history || !history->count) {
		ui_say(ui, ROLE_TEXT, "There is nothing to export.");
		return;
	}
	arg.count = history->count;
	ui_push(ui, &export_class, &arg);
}

/* "8302x after: name Front desk 2; phones 8302a,8302b; group ---ALL---" */
static void tell_state(const HistoryView *own, const char *name, const AliasState *state, Text *out)
{
	text_addf(out, "%s %s:", own->alias.text, name);
	for (ColumnId column = COLUMN_ALIAS_NAME; column <= COLUMN_USER_GROUP; column++)
		text_addf(out, "%s %s %s", column == COLUMN_ALIAS_NAME ? "" : ";", fields[state_fields[column]].key,
		          state->of[column] ? state->of[column] : "-");
}

void history_copy(View *view, Ui *ui)
{
	const HistoryView *own = (const HistoryView *)view;
	const Version     *version = history_here(own);
	char               name[24], when[24];
	Text               change = { 0 }, before = { 0 }, after = { 0 };
	if (!version)
		return;
	history_name(version, name, sizeof name);
	sys_format_time(when, sizeof when, "%Y-%m-%d %H:%M:%S", version->at_us);
	text_addf(&change, "%s %s  %s  %s  %s", own->alias.text, name, when, version->admin, version->what);
	tell_state(own, "before", &version->before, &before);
	tell_state(own, "after", &version->after, &after);
	ui_push(ui, &copy_class, &(CopyArg){ .count = 3, .items = { { "The change", change.bytes }, { "Before it", before.bytes },
	                                                            { "After it", after.bytes } } });
	text_free(&change);
	text_free(&before);
	text_free(&after);
}
