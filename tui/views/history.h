/* The inside of the history, for tui/views/history*.c only. */
#ifndef TUI_VIEWS_HISTORY_H
#define TUI_VIEWS_HISTORY_H

#include "core/model/history.h"
#include "tui/ui.h"
#include "tui/widgets/table.h"

typedef struct {
	View     view;
	AliasId  alias;
	History *history;                        /* NULL until it is read */
	Table    table;
	bool     asked;
	bool     compares;                       /* the strip shows the version beside what is stored now */
	bool     restores;                       /* the alias is being read, to be restored to: */
	Version  wanted;                         /* only what it is known by */
} HistoryView;

const Version *history_here(const HistoryView *own);      /* NULL: none is under the cursor */
void history_name(const Version *version, char *out, size_t cap);

/* history_out.c */
void history_copy(View *view, Ui *ui);
void history_export(View *view, Ui *ui);

#endif
