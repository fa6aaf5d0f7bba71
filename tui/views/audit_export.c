/* The entries that match the filter, into a file. */
#include "tui/views/audit.h"
#include "tui/views/export.h"
#include "tui/views/views.h"

static bool print(View *asker, Ui *ui, FILE *to, SheetForm form, size_t *count, Err *err)
{
	AuditPage *page = ((AuditView *)asker)->page;
	AuditRows  rows = { .pages = &page, .page_size = page->count + 1, .count = page->count };
	Sheet      sheet = sheet_of_audit(&rows);

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
