/* The stack of views, the one loop, the title row, the message line and the key bar.
 *
 * Main thread only. The stories drive it without a terminal: ui_event and ui_draw; main.c runs it with one: ui_run. */
#ifndef TUI_UI_H
#define TUI_UI_H

#include "core/model/marks.h"
#include "tui/session.h"
#include "tui/view.h"

typedef struct {
	const ServiceInfo *info;
	const Config      *config;
	Worker            *worker;
	bool               ascii;
	Theme              theme;
} UiSetup;

Ui  *ui_new(const UiSetup *setup);
void ui_free(Ui *ui);
/* Opens the first view (sign-in) and runs until it is over; the terminal is open. Returns the exit code. */
int  ui_run(Ui *ui);

/* For the loop and the stories. */
void ui_event(Ui *ui, const Event *event);
void ui_answers(Ui *ui);                     /* takes what the worker has and hands it out */
void ui_rest(Ui *ui);                        /* after drawing, before waiting */
void ui_draw(Ui *ui, Canvas *canvas);        /* the whole screen */
bool ui_over(const Ui *ui);
/* What happens by itself: milliseconds until the next (-1: never), and letting happen what is due. now_ms: sys_monotonic_ms. */
int  ui_time_wait_ms(const Ui *ui, int64_t now_ms);
void ui_time(Ui *ui, int64_t now_ms);

/* For views. */
View *ui_push(Ui *ui, const ViewClass *is, const void *arg);
void  ui_pop(Ui *ui, View *view);            /* this view and those above it, after the event is over */
View *ui_top(const Ui *ui);                  /* which has the keys; NULL: none is left */
View *ui_find(const Ui *ui, unsigned serial);   /* NULL: it is no longer there */
/* As if the first of its keys was pressed; without the right it says why not. */
void  ui_press(Ui *ui, View *view, const Binding *binding);
/* Its keys now: as the settings have them. ui NULL: as built in. */
const char *ui_keys(const Ui *ui, const Binding *binding);
/* Blanks the screen until the admin's password is typed again; all that is open stays as it is. Nothing before sign-in. */
void  ui_lock(Ui *ui);
void  ui_unlock(Ui *ui, const Admin *admin);
bool  ui_locked(const Ui *ui);
/* Another cluster is connected, or none is. */
void  ui_connected(Ui *ui, const ServiceInfo *info);
/* What was changed on clusters that were left since: their receipts, for the end. */
const Text *ui_receipts(const Ui *ui);
bool  ui_unsaved(const Ui *ui);
void  ui_quit(Ui *ui);                       /* asks when something is unsaved */
void  ui_leave(Ui *ui, int exit_code);       /* now */
/* What the normal screen says of why it ended; "" at first. */
void  ui_farewell_set(Ui *ui, const char *sentence);
const char *ui_farewell(const Ui *ui);
void  ui_ask(Ui *ui, View *asker, Request *request);   /* returns at once; the answer comes to asker->is->answer */
/* asker 0's answers: the catalog is loaded by the ui itself */
void  ui_refresh(Ui *ui);                    /* read the aliases again, in the background */
bool  ui_paused(const Ui *ui);               /* the database does not answer: look on, do not write */
void  ui_say_paused(Ui *ui);
/* What was tried since it does not answer. */
enum { UI_LOST_TRIES = 8 };
typedef struct {
	int64_t  at_us;
	unsigned number;                         /* 0: how it was lost */
	char     text[400];
} LostTry;
const LostTry *ui_lost_tried(const Ui *ui, size_t back);   /* 0 is the newest; NULL: no more are kept */
void  ui_lost_words(const LostTry *tried, char *out, size_t cap);   /* "14:31:53, 1st try: …" */
void  ui_lost_next(const Ui *ui, char *out, size_t cap);   /* "Next try (2nd) at 14:31:54." */
/* As if these keys were pressed now, when the function of the view that asks for it is over. */
enum { UI_AGAIN = 64 };
void  ui_again(Ui *ui, const int32_t *keys, size_t count);
void  ui_stop(Ui *ui);                       /* Esc on something running */
bool  ui_busy(const Ui *ui);
/* After a write: says what it came to, reads the aliases again, and tells when the servers have rebuilt their conf files. */
void  ui_saved(Ui *ui, const ChangeResult *result, const char *alias);
/* The same after a batch, and it is kept for undo. */
void  ui_saved_batch(Ui *ui, const Batch *batch, const BatchResult *result);
/* The message line: role DONE, WARN, FAILED or TEXT; it stays until a key. */
void  ui_say(Ui *ui, Role role, const char *fmt, ...) PRINTF_LIKE(3, 4);
void  ui_say_err(Ui *ui, const Err *err);
void  ui_say_settled(Ui *ui, const Reply *reply);   /* open changes found at sign-in or after a lost connection */
/* What it said before: 0 is the newest; NULL: no more are kept. */
enum { UI_SAID = 100 };
typedef struct {
	int64_t at_us;
	Role    role;
	char    text[400];
} Said;
const Said *ui_said(const Ui *ui, size_t back);

const Theme *ui_theme(const Ui *ui);
void  ui_wear(Ui *ui, const Theme *theme);   /* at once, for this session */
void  ui_copy(Ui *ui, const char *utf8);     /* to the terminal's clipboard, cut where it is long */

const Catalog     *ui_catalog(const Ui *ui);             /* NULL until the first is read; may change between events */
bool               ui_is_changed(const Ui *ui, size_t alias);   /* by others, as the last reading found; index in the catalog */
/* How the list wants each reading sorted, which the worker does; and the last reading's rows so, for who takes them: mem_free.
 * *sorting: as they are. It may have been wished before, and for a second one that takes them it is by ID. */
void               ui_sort_readings(Ui *ui, Sorting sorting);
uint32_t          *ui_sorted(Ui *ui, Sorting *sorting);
bool               ui_is_same(const Ui *ui);             /* the last reading found no alias new, gone or different */
/* Which aliases are marked; it goes along with the catalog. */
const Marks       *ui_marks(const Ui *ui);
void               ui_mark(Ui *ui, size_t alias, bool on);
void               ui_live_text(const Ui *ui, char *out, size_t cap);   /* "2 changed  read 14:28:07  live 30 s" */
bool               ui_loading(const Ui *ui, size_t *done, size_t *total);
const Admin       *ui_admin(const Ui *ui);               /* NULL before sign-in */
void               ui_draft_offer(Ui *ui);               /* what was kept for who has just signed in */
void               ui_signed_in(Ui *ui, const Admin *admin);
unsigned           ui_rights(const Ui *ui);              /* 0 before sign-in; reading only on a read-only database */
/* Why the admin may not do all: a sentence, or "". */
void               ui_rights_sentence(const Ui *ui, char *out, size_t cap);
const Session     *ui_session(const Ui *ui);             /* what was changed since the start */
const ServiceInfo *ui_info(const Ui *ui);
const Config      *ui_config(const Ui *ui);
const View        *ui_below(const Ui *ui, const View *view);   /* the one that this one lies on */
extern const Keymap ui_global_keys;

#endif
