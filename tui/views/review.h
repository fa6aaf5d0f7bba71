/* The review of a plan: drawn at the foot of the form, or as a screen of its own when it does not fit there. */
#ifndef TUI_VIEWS_REVIEW_H
#define TUI_VIEWS_REVIEW_H

#include "core/model/plan.h"
#include "tui/view.h"

/* Draws heading, lines and warnings from line top on; returns how many lines there are in all. */
size_t review_draw(const Plan *plan, Canvas *canvas, Rect area, size_t top);
size_t review_lines(const Plan *plan, int cols);

typedef struct {
	const Plan *plan;                        /* copied */
	unsigned    asker;
	void      (*save)(View *asker, Ui *ui);
} ReviewArg;

#endif
