/* The inside of the audit screen, for tui/views/audit*.c only. */
#ifndef TUI_VIEWS_AUDIT_H
#define TUI_VIEWS_AUDIT_H

#include "tui/ui.h"
#include "tui/widgets/line.h"
#include "tui/widgets/table.h"

typedef struct {
	View       view;
	Line       typed;                        /* the filter line */
	bool       filtering;
	char       wrong[300];                   /* what the log does not understand of it; "" */
	AuditPage *page;                         /* NULL until the first is read */
	size_t     limit;                        /* entries asked for; grows at its end */
	bool       asked, ask_again;
	bool       awaits;                       /* what was asked for is not the page that is shown: keys wait for it */
	int32_t    ahead[UI_AGAIN]; size_t ahead_count;
	bool       exports;                      /* when all that match are read */
	Table      table;
	int64_t    at_seq;                       /* whose the cursor is */
	int64_t    opened;                       /* the batch whose entries are shown; 0: none */
	Line       typed_before;                 /* the filter that Esc goes back to then */
	AuditPage   *details_page;               /* owns details */
	AuditDetail *details; size_t detail_count;
	int64_t      details_seq;
	bool         details_asked;
	bool         full;                       /* details on the whole screen */
	size_t       full_top, full_lines, full_rows;   /* rows: that there is room for */
	bool         verifying;
	size_t       verified, to_verify;
} AuditView;

const AuditEntry *audit_here(const AuditView *audit);                        /* NULL: none */
void audit_export(View *view, Ui *ui);                                       /* audit_out.c */
void audit_copy(View *view, Ui *ui);
void audit_draw(View *view, const Ui *ui, Canvas *canvas, Rect area);       /* audit_draw.c */

#endif
