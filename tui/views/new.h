/* The form for an alias that is to be made: the edit form whose ID is typed. */
#ifndef TUI_VIEWS_NEW_H
#define TUI_VIEWS_NEW_H

#include "core/model/alias.h"
#include "tui/view.h"

typedef struct {
	unsigned asker;
	void   (*made)(View *asker, Ui *ui, const AliasId *id);
} NewArg;

#endif
