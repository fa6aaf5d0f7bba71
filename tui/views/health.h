/* The health check, for tui/views/health*.c, and what opens it. */
#ifndef TUI_VIEWS_HEALTH_H
#define TUI_VIEWS_HEALTH_H

#include "tui/ui.h"
#include "tui/widgets/table.h"

typedef struct {
	unsigned asker;
	void   (*show)(View *asker, Ui *ui, const AliasId *at);   /* what is marked now, the cursor on that alias */
} HealthArg;

typedef struct {
	View          view;
	HealthArg     from;
	HealthReport *report;                    /* NULL until it is made */
	bool          asked, ask_again;
	size_t        done, total;               /* rows read so far */
	FindingId     kinds[FINDING_COUNT]; size_t kind_count;   /* those that were found */
	Table         table, below;              /* over kinds; over the aliases of the one under the cursor */
	bool          in_below;                  /* the keys go to the aliases */
	FindingId     at_kind;                   /* whose the cursors are */
	AliasId       at_alias;
} HealthView;

FindingId    health_kind_here(const HealthView *own);                        /* FINDING_COUNT: there is none */
const Found *health_found_here(const HealthView *own);                       /* NULL: none */
const Alias *health_alias_here(const HealthView *own);                       /* NULL: none */
void         health_remember(HealthView *own);                               /* whose the cursors are now */
/* The ui's own reading and the report's are sorted alike: from *at on to the alias of that ID. False: it is not there. */
bool         health_seek(const Catalog *cat, const char *id, size_t *at);
void         health_fix(View *view, Ui *ui);                                 /* health_fix.c */
void         health_activate(View *view, Ui *ui);
void         health_draw(View *view, const Ui *ui, Canvas *canvas, Rect area);   /* health_draw.c */

#endif
