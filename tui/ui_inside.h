/* The inside of a Ui, for tui/ui*.c only. */
#ifndef TUI_UI_INSIDE_H
#define TUI_UI_INSIDE_H

#include "core/model/changes.h"
#include "tui/live_keys.h"
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

/* Reading the aliases by itself, and what the last reading found to be different. */
enum { LIVE_OWN = 8 };
typedef struct {
	int64_t next_ms, started_ms, took_ms;    /* sys_monotonic_ms */
	bool    quiet, gave_way;                 /* the reading under way was nobody's wish; it was stopped for somebody's */
	bool    same;                            /* the last one found nothing different at all */
	AliasId own[LIVE_OWN]; size_t own_count; /* saved from here since then: a ring */
	bool    own_many;                        /* a batch was: whose changes are whose cannot be told by a few names */
	Changes changes;                         /* by others */
	Sorting sorting;                         /* that is wished */
	uint32_t *sorted; Sorting sorted_as;     /* of the last reading; NULL: taken */
} Live;

/* The database does not answer. */
typedef struct {
	bool     paused, trying;
	char     cause[400];
	int64_t  since_us, next_us, next_ms;     /* when, to be shown; sys_monotonic_ms */
	unsigned tries;                          /* in vain */
	LostTry  tried[UI_LOST_TRIES]; size_t tried_count;   /* a ring */
} Loss;

/* The server became read-only since it took changes from here. */
typedef struct {
	int64_t  since_us;                       /* 0: it did not */
	int64_t  next_ms;                        /* sys_monotonic_ms */
	bool     trying, wanted;                 /* wanted: an admin waits for what it comes to */
	unsigned tries;                          /* in vain */
} Demotion;

/* A word of the key bar, for the mouse. */
enum { BAR_KEYS = 24 };
typedef struct {
	const Binding *binding;
	int            from, to;
} BarKey;

struct Ui {
	UiSetup      setup;
	ServiceInfo  info;                       /* a copy: the worker writes its own when it connects again */
	Slot         stack[UI_STACK];
	size_t       depth;
	unsigned     last_serial;
	View        *lock;                       /* over the whole stack, which goes on beneath; NULL: open */
	bool         lock_leaves;
	int64_t      input_ms;                   /* sys_monotonic_ms of the last key */
	LiveKeys     keys;
	Admin        admin;
	bool         signed_in;
	Catalog     *catalog;
	Marks        marks;
	bool         loading, load_again;        /* load_again: asked for once more while one was under way */
	size_t       load_done, load_total;
	char         message[400];
	Role         message_role;
	Said         said[UI_SAID];              /* a ring of what message was */
	size_t       said_count;
	int32_t      again[UI_AGAIN]; size_t again_count;   /* keys that wait for a function to be over */
	RebuildWatch watch;
	Live         live;
	Loss         loss;
	Demotion     demotion;
	char         stopped_batch[200];         /* how it stands, until it is known what became of it; "" */
	Session      session;
	Text         receipts;                   /* of clusters that were left */
	bool         leaving;                    /* for another cluster; what is typed until then would be lost */
	uint64_t     theme_stamp;                /* of the worn theme's own file; 0: built in */
	int64_t      theme_next_ms;              /* sys_monotonic_ms of the next look at it */
	bool         mouse;                      /* it is ours, not the terminal's */
	BarKey       bar[BAR_KEYS]; size_t bar_count;   /* as last drawn */
	int          bar_row;
	Spot         spots[CANVAS_SPOTS]; size_t spot_count;   /* of the view on top, as last drawn */
	bool         too_small;                  /* the last picture was */
	bool         over, hung_up;              /* hung_up: by a signal, or since the terminal went */
	int          exit_code;
	char         farewell[200];
	char         wants_copied[2000];         /* for the loop too; "": nothing */
	bool         wants_repaint, wants_suspend, wants_beep, wants_theme;   /* for the loop, which has the terminal */
};

void  ui_take_settings(Ui *ui);
View *ui_view_new(Ui *ui, const ViewClass *is);   /* not opened yet */
void  ui_views_leave(Ui *ui);                /* the popped ones; only when no function of theirs is running */
void  ui_remember(Ui *ui);                   /* the message, for ui_said */
void  ui_views_close(Ui *ui);                /* all of them, the lock too; outside their functions */
void  ui_keys_again(Ui *ui);
void  ui_load_answer(Ui *ui, Answer *answer);

int   ui_until_ms(int64_t at_ms, int64_t now_ms);

/* Off, the terminal does not send any; a sequence that comes all the same changes nothing. */
void  ui_mouse(Ui *ui, const Event *event);
void  ui_mouse_toggle(View *view, Ui *ui);

int   ui_watch_wait_ms(const Ui *ui, int64_t now_ms);
void  ui_watch_look(Ui *ui, int64_t now_ms);
void  ui_watch_answer(Ui *ui, const Answer *answer);

int   ui_lock_wait_ms(const Ui *ui, int64_t now_ms);
void  ui_lock_look(Ui *ui, int64_t now_ms);

int   ui_live_wait_ms(const Ui *ui, int64_t now_ms);
void  ui_live_read(Ui *ui, int64_t now_ms);
void  ui_live_give_way(Ui *ui);              /* to a view that wants something now */
void  ui_live_own(Ui *ui, const char *alias);   /* saved from here */

void  ui_theme_read(Ui *ui);                 /* again, from its file */
int   ui_theme_wait_ms(const Ui *ui, int64_t now_ms);
void  ui_theme_look(Ui *ui, int64_t now_ms);

int   ui_lost_wait_ms(const Ui *ui, int64_t now_ms);
void  ui_lost_try(Ui *ui, int64_t now_ms);
void  ui_lost_hear(Ui *ui, const Answer *answer);   /* every answer, before it is handed out */
void  ui_lost_answer(Ui *ui, const Answer *answer);
void  ui_lost_keep(Ui *ui, const BatchResult *result);   /* what the banner says of it, should the database be gone */
int   ui_lost_draw(const Ui *ui, Canvas *canvas, int row);

void  ui_found(Ui *ui, const Reply *reply);   /* a connection stands again, or leads to a server that takes changes */

bool  ui_demoted(const Ui *ui);
bool  ui_seeks(const Ui *ui);                /* a database that answers, or that takes changes */
void  ui_demoted_sentence(const Ui *ui, char *out, size_t cap);
int   ui_demoted_wait_ms(const Ui *ui, int64_t now_ms);
void  ui_demoted_try(Ui *ui, int64_t now_ms);
void  ui_demoted_hear(Ui *ui, const Answer *answer);
void  ui_demoted_answer(Ui *ui, const Answer *answer);

void  ui_draft_keep(const Ui *ui);           /* at the end, when nobody chose it */

bool  ui_has_other_cluster(const Ui *ui);
void  ui_other_cluster(View *view, Ui *ui);
void  ui_cluster_left(Ui *ui, const Answer *answer);

#endif
