/* Taking a change back: its plan is reviewed as any other, then written, or it is said why it cannot be. */
#ifndef TUI_VIEWS_UNDO_H
#define TUI_VIEWS_UNDO_H

#include "tui/view.h"

typedef struct {
	int64_t  seq;                            /* of the change; of an undo: redo */
	unsigned asker;                          /* told when it is done; done NULL: nobody */
	void   (*done)(View *asker, Ui *ui, const AliasId *alias);
} UndoArg;

#endif
