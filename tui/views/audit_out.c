/* What leaves the audit screen: the entries that match, into a file; the one under the cursor, to the clipboard. */
#include "tui/views/audit.h"

#include <stdlib.h>

#include "tui/views/copy.h"
#include "tui/views/export.h"
#include "tui/views/views.h"

static AuditRows rows_of(AuditPage *const *page)
{
	return (AuditRows){ .pages = page, .page_size = (*page)->count + 1, .count = (*page)->count };
}

static bool print(View *asker, Ui *ui, FILE *to, SheetForm form, size_t *count, Err *err)
{
	AuditRows rows = rows_of(&((AuditView *)asker)->page);
	Sheet     sheet = sheet_of_audit(&rows);
	(void)ui;
	*count = rows.count;
	return sheet_print(to, &sheet, form, err);
}

void audit_export(View *view, Ui *ui)
{
	const AuditPage *page = ((AuditView *)view)->page;
	ExportArg        arg = { .one = "entry", .many = "entries", .asker = view->serial, .print = print };
	if (!page || !page->count) {
		ui_say(ui, ROLE_TEXT, "There is nothing to export.");
		return;
	}
	arg.count = page->count;
	ui_push(ui, &export_class, &arg);
}

void audit_copy(View *view, Ui *ui)
{
	AuditView        *audit = (AuditView *)view;
	const AuditEntry *here = audit_here(audit);
	if (!here) {
		ui_say(ui, ROLE_TEXT, "There is no entry under the cursor.");
		return;
	}
	AuditRows rows = rows_of(&audit->page);
	Sheet     sheet = sheet_of_audit(&rows);
	char     *line = sheet_csv_text(&sheet, audit->table.at);
	CopyArg   arg = { .items = { { "Row as CSV", line }, { "Change", here->summary } }, .count = *here->summary ? 2 : 1 };
	ui_push(ui, &copy_class, &arg);
	free(line);
}
