/* What leaves the list: the rows shown, into a file; the row under the cursor, to the clipboard. */
#include "tui/views/aliases.h"

#include <stdlib.h>

#include "tui/views/copy.h"
#include "tui/views/export.h"
#include "tui/views/views.h"

/* The columns the admin chose, also those that do not fit just now. */
static AliasRows rows_of(const Aliases *list, const Ui *ui)
{
	AliasRows rows = { .catalog = ui_catalog(ui), .order = list->shown, .count = list->table.count };
	for (FieldId id = 0; id < FIELD_COUNT; id++)
		if (fields[id].width > 0 && !list->hidden[id])
			rows.columns[rows.column_count++] = id;
	return rows;
}

static bool print(View *asker, Ui *ui, FILE *to, SheetForm form, size_t *count, Err *err)
{
	AliasRows rows = rows_of((const Aliases *)asker, ui);
	Sheet     sheet = sheet_of_aliases(&rows);
	*count = rows.count;
	return sheet_print(to, &sheet, form, err);
}

void aliases_export(View *view, Ui *ui)
{
	const Aliases *list = (const Aliases *)view;
	ExportArg      arg = { .one = "alias", .many = "aliases", .count = list->table.count, .asker = view->serial, .print = print };
	if (ui_catalog(ui) && list->table.count)
		ui_push(ui, &export_class, &arg);
	else
		ui_say(ui, ROLE_TEXT, "There is nothing to export.");
}

void aliases_copy(View *view, Ui *ui)
{
	const Aliases *list = (const Aliases *)view;
	const Alias   *here = aliases_row(list, ui_catalog(ui), list->table.at);
	AliasRows      rows = rows_of(list, ui);
	Sheet          sheet = sheet_of_aliases(&rows);
	if (!here) {
		ui_say(ui, ROLE_TEXT, "There is no alias under the cursor.");
		return;
	}
	char   *line = sheet_csv_text(&sheet, list->table.at);
	CopyArg arg = { .items = { { "Alias ID", here->id }, { "Row as CSV", line }, { "Phones", here->logins } },
	                .count = here->logins && *here->logins ? 3 : 2 };
	ui_push(ui, &copy_class, &arg);
	free(line);
}
