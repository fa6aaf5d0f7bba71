/* The inside of the list of aliases, for tui/views/aliases*.c only. */
#ifndef TUI_VIEWS_ALIASES_H
#define TUI_VIEWS_ALIASES_H

#include "core/model/filter.h"
#include "tui/ui.h"
#include "tui/widgets/line.h"
#include "tui/widgets/table.h"

typedef struct {
	FieldId field;
	int     col, width;
} Column;

typedef struct {
	View      view;
	Line      typed;                         /* the filter line */
	bool      filtering;                     /* it has the keys */
	Filter    filter;
	uint32_t *order, *shown;                 /* all aliases as sorted; those of them that match */
	size_t    order_count;
	Table     table;                         /* over shown */
	AliasId   at;                            /* whose the cursor is, also while the filter hides it */
	AliasId   from;                          /* where a range of marks begins; "": none is open */
	size_t    from_row;                      /* of it, in shown */
	Sorting   sort, ordered;                 /* as wished; of order. Both by ID at first */
	struct {
		bool waits, stale;                   /* stale: of a reading that was replaced since */
	} asked;                                 /* of the worker: to sort */
	bool      hidden[FIELD_COUNT];           /* columns the admin left out */
	Column    columns[FIELD_COUNT];          /* as last drawn */
	size_t    column_count;
	bool      strip;                         /* as last drawn */
	LastChangeReply last;                    /* of the alias the cursor rested on */
} Aliases;

/* The alias of row i; NULL when there is none. */
const Alias *aliases_row(const Aliases *list, const Catalog *cat, size_t i);
Sign         aliases_sign(const Ui *ui, const Alias *alias);                 /* of its health; unknown while paused */
/* The row of an alias, as far as the filter shows it; the count of rows: it does not. */
size_t       aliases_row_of(const Aliases *list, const Catalog *cat, const char *id);
void         aliases_cursor_remember(Aliases *list, const Ui *ui);          /* it was moved */
void         aliases_filter(Aliases *list, const Ui *ui);                    /* again: what it asks has changed */
void         aliases_filter_typed(Aliases *list, const Ui *ui);              /* the line was changed */
void         aliases_refreshed(View *view, Ui *ui);
void         aliases_sort(Aliases *list, Ui *ui, Sorting sorting);           /* now, or when the worker has done it */
void         aliases_sort_by(Aliases *list, Ui *ui, FieldId field);          /* the same field again inverts */
bool         aliases_is_sorting(const Aliases *list);                       /* the wish is not fulfilled yet */
void         aliases_sorted(Aliases *list, Ui *ui, Answer *answer);          /* by the worker */
bool         aliases_move(Aliases *list, Ui *ui, const Event *event);        /* false: not a moving event */
extern const Keymap aliases_mark_keys;                                       /* aliases_marks.c */
bool         aliases_is_marked(const Aliases *list, const Ui *ui, size_t i); /* or will be, in the range that is open */
void         aliases_range_follow(Aliases *list, const Ui *ui);
void         aliases_range_leave(Aliases *list);
void         aliases_bulk(View *view, Ui *ui);                               /* aliases_bulk.c */
void         aliases_bulk_delete(Aliases *list, Ui *ui);
void         aliases_drain(View *view, Ui *ui);
void         aliases_paste(Aliases *list, Ui *ui, const char *text);         /* asks whether to mark the IDs */
void         aliases_draw(View *view, const Ui *ui, Canvas *canvas, Rect area);
void         aliases_columns_read(Aliases *list, Ui *ui);                    /* aliases_columns.c */
void         aliases_columns(View *view, Ui *ui);
void         aliases_sort_menu(View *view, Ui *ui);
void         aliases_export(View *view, Ui *ui);                            /* aliases_out.c */
void         aliases_copy(View *view, Ui *ui);
/* Three lines about the alias under the cursor, below a rule that says who changed it last; last may be of another. */
enum { STRIP_ROWS = 4, ALIASES_USAGE = 50000 };   /* with more phones than that, who uses them is left to opening the alias */
void         aliases_strip(const Ui *ui, const Alias *alias, const LastChangeReply *last, Canvas *canvas, Rect area);

#endif
