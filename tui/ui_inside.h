/* The inside of a Ui, for tui/ui*.c only. */
#ifndef TUI_UI_INSIDE_H
#define TUI_UI_INSIDE_H

#include "tui/ui.h"

enum { UI_STACK = 12, UI_MIN_ROWS = 10, UI_MIN_COLS = 40 };

typedef struct {
	View *view;
	bool  leaves;                            /* popped while an event was under way */
} Slot;

/* Servers that were asked to rebuild their conf files and have not yet. */
typedef struct {
	Request asked;                           /* OP_PENDING; server_count 0: nothing is watched */
	AliasId alias;
	char    names[120];                      /* "dialer1, dialer2" */
	bool    in_flight, stale;                /* stale: the answer under way is about an older change */
	int64_t next_ms, give_up_ms;             /* sys_monotonic_ms */
} RebuildWatch;

struct Ui {
	UiSetup      setup;
	Slot         stack[UI_STACK];
	size_t       depth;
	unsigned     last_serial;
	Admin        admin;
	bool         signed_in;
	Catalog     *catalog;
	bool         loading, load_again;        /* load_again: asked for once more while one was under way */
	size_t       load_done, load_total;
	char         message[400];
	Role         message_role;
	Said         said[UI_SAID];              /* a ring of what message was */
	size_t       said_count;
	RebuildWatch watch;
	bool         too_small;                  /* the last picture was */
	bool         over;
	int          exit_code;
	char         wants_copied[2000];         /* for the loop too; "": nothing */
	bool         wants_repaint, wants_suspend, wants_beep;   /* for the loop, which has the terminal */
};

View *ui_top(const Ui *ui);
bool  ui_unsaved(const Ui *ui);
void  ui_remember(Ui *ui);                   /* the message, for ui_said */
/* Milliseconds until the servers are to be looked at again, -1: never; and looking. */
int   ui_watch_wait_ms(const Ui *ui);
void  ui_watch_look(Ui *ui);
void  ui_watch_answer(Ui *ui, const Answer *answer);

#endif
