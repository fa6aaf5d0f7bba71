/* Asks for the name of a file and writes what the view beneath shows into it. */
#ifndef TUI_VIEWS_EXPORT_H
#define TUI_VIEWS_EXPORT_H

#include "tui/sheet.h"
#include "tui/view.h"

typedef struct {
	const char *one, *many;                  /* "alias", "aliases"; static */
	size_t      count;                       /* of them, for the question; what is there when it is written counts */
	unsigned    asker;
	/* Prints its sheet as it is now; *count says how many rows. */
	bool      (*print)(View *asker, Ui *ui, FILE *to, SheetForm form, size_t *count, Err *err);
} ExportArg;

#endif
