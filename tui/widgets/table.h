/* Scroll and select over rows that somebody else has: a position, a top row, a height. No drawing, so it is all testable. */
#ifndef TUI_WIDGETS_TABLE_H
#define TUI_WIDGETS_TABLE_H

#include <stddef.h>

#include "tui/draw/keys.h"

typedef struct {
	size_t count, at, top;
	int    height;                           /* visible rows, set when drawn */
	int    row;                              /* of the first of them on the screen, for the mouse; set when drawn */
} Table;

void table_count(Table *table, size_t count);             /* keeps at within */
void table_go(Table *table, size_t at);
void table_show(Table *table, int height);                /* sets height and scrolls so that at is visible */
/* Moves for ↑↓ j k PgUp PgDn ^F ^B ^U ^D Home End g G, the wheel and a click on a row; false: not a moving event. */
bool table_key(Table *table, const Event *event);

#endif
