/* Changing many aliases at once, in two steps: which fields (bulk.c, bulk_draw.c), then the plan, row by row (bulk_plan.c,
 * bulk_plan_draw.c, bulk_lines.c). Views outside need only the arguments. */
#ifndef TUI_VIEWS_BULK_H
#define TUI_VIEWS_BULK_H

#include "core/model/tally.h"
#include "tui/ui.h"
#include "tui/widgets/line.h"
#include "tui/widgets/table.h"

/* Of bulk_class; copied. The order counts for name patterns. */
typedef struct {
	const AliasId *aliases; size_t count;
} BulkArg;

/* Of bulk_plan_class. order: taken; NULL: the batch that takes back undo_seq, or goes on with the rest of rest_seq: numbers of
 * batches. */
typedef struct {
	BatchOrder *order;
	int64_t     undo_seq, rest_seq;
} BulkPlanArg;

/* --- the fields --- */

typedef enum { BULK_NAME, BULK_ADD, BULK_REMOVE, BULK_PROTOCOL, BULK_ACTIVE, BULK_GROUP, BULK_FIELDS } BulkFieldId;

typedef struct {
	bool ticked;
	Line value;
	char now[120];                           /* what the aliases hold */
} BulkField;

typedef struct {
	View      view;
	AliasId  *aliases; size_t count;
	Tally    *tally;                         /* NULL: the aliases were not read yet */
	BulkField fields[BULK_FIELDS];
	size_t    at;
	bool      typing;                        /* into the value of fields[at] */
} Bulk;

extern const char *const bulk_labels[BULK_FIELDS];
bool   bulk_is_typed(size_t field);          /* else one of choices */
enum { BULK_CHOICES = SCOPE_GROUPS };
size_t bulk_choices(const Ui *ui, size_t field, const char *out[BULK_CHOICES]);
void   bulk_now(Bulk *bulk);                 /* the texts of now; bulk_draw.c */
void   bulk_draw(View *view, const Ui *ui, Canvas *canvas, Rect area);

/* --- the plan --- */

/* One row of the table: a field of an alias. The texts are the lines' own, so that they stand while the batch is written. */
typedef struct {
	size_t      row;                         /* of the batch */
	bool        first;                       /* of its alias */
	const char *id, *field, *now, *after, *outcome;
	const char *why;                         /* a sentence about the row; "" */
	Role        role;                        /* of outcome */
	bool        changes, blocked;            /* what Tab shows */
} BulkLine;

typedef enum { BULK_ALL, BULK_CHANGES, BULK_BLOCKED, BULK_SHOWS } BulkShows;
typedef enum { BULK_READING, BULK_REVIEW, BULK_WRITING, BULK_DONE } BulkState;

typedef struct {
	View         view;
	BulkState    state;
	Batch       *batch;                      /* NULL while it is made, and while it is written: then it is the worker's */
	BatchResult *result;
	int64_t      undo_seq, rest_seq;
	Arena       *mem;                        /* of the lines */
	BulkLine    *lines; size_t line_count;
	size_t      *shown;                      /* indexes of lines */
	BulkShows    shows;
	Table        table;                      /* over shown */
	Line         typed;                      /* the count */
	BatchCounts  counts;
	char         title[200];
	char         warnings[3][300]; size_t warning_count;
	size_t       done, total;
	int64_t      started_ms;                 /* sys_monotonic_ms */
	bool         deletes, undoes;
} BulkPlan;

void bulk_lines(BulkPlan *plan);             /* from batch and result, as they are now */
void bulk_lines_show(BulkPlan *plan);        /* by shows */
const BulkLine *bulk_line_here(const BulkPlan *plan);
bool bulk_may_apply(const BulkPlan *plan);   /* what is typed is the count */
void bulk_plan_draw(View *view, const Ui *ui, Canvas *canvas, Rect area);
void bulk_plan_status(const View *view, const Ui *ui, char *left, size_t left_cap, char *right, size_t right_cap);

#endif
