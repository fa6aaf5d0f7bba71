/* A screen is a value with a const class; a key is one row.
 *
 * A view's struct begins with View; ui_push allocates class->size zeroed bytes. Drawing goes from the lowest view that is not
 * covered up to the top; an overlay shows what is beneath. Keys go to the top view's keymaps (special to general), then to
 * event. Dialogs are views: there is exactly one loop. A view that wants an answer from another gets it by a callback in the
 * argument it was opened with. Views keep ids and values from one event to the next, never pointers into a snapshot. */
#ifndef TUI_VIEW_H
#define TUI_VIEW_H

#include "core/service/worker.h"
#include "tui/draft.h"
#include "tui/draw/canvas.h"
#include "tui/draw/keys.h"

typedef struct View View;
typedef struct Ui   Ui;

/* One row says all: dispatch, key bar, help, "`d` is not used here". */
typedef struct {
	const char *keys;                        /* "e F2": the first is shown in the bar; "": only by its name, in the palette */
	const char *name;                        /* "alias-edit" */
	const char *label;                       /* in the bar; NULL keeps it out */
	const char *help;                        /* in the help; begins with a verb: "delete, asks for the ID" */
	const char *group;                       /* of the help: "MOVE", "FIND", "MARK", "CHANGE", "SEE", "OTHER" */
	unsigned    need;                        /* RIGHT_*: without it greyed and refused with the reason */
	void      (*run)(View *view, Ui *ui);    /* NULL: the view's event takes the key; the row is for bar and help */
	bool      (*now)(const Ui *ui);          /* the row is there only while it holds; NULL: always */
} Binding;

typedef struct {
	const char    *title;
	const Binding *rows;
	size_t         count;
} Keymap;
#define KEYMAP(title_, rows_) { .title = (title_), .rows = (rows_), .count = sizeof(rows_) / sizeof *(rows_) }

typedef struct ViewClass {
	const char          *name;               /* "Aliases": the title row's */
	size_t               size;
	bool                 overlay;
	bool                 bare;               /* no title row (sign-in) */
	bool                 sealed;             /* only its own keys work (the lock) */
	const Keymap *const *keymaps;            /* special to general, NULL last; the global one is added by the ui */
	bool (*typing)(const View *view);        /* a line is being edited, so keys go to event first; NULL: no */
	void (*open)(View *view, Ui *ui, const void *arg);
	void (*title)(const View *view, const Ui *ui, char *out, size_t cap);   /* NULL: the name */
	/* area: between title row and bars. A view may keep what it learns of its size, so that it scrolls well. */
	void (*draw)(View *view, const Ui *ui, Canvas *canvas, Rect area);
	/* What the message row says while there is no message, and at its right end; both are "" before. NULL: nothing. */
	void (*status)(const View *view, const Ui *ui, char *left, size_t left_cap, char *right, size_t right_cap);
	void (*more_help)(char *out, size_t cap);             /* sentences for under the keys; NULL: none */
	bool (*event)(View *view, Ui *ui, const Event *event);
	/* A spot it drew was clicked: the focus goes there, and a choice is chosen; the ui presses what is to be pressed. False: it
	 * cannot be reached now. NULL: there is nothing to click but rows and keys. */
	bool (*clicked)(View *view, Ui *ui, const Spot *spot);
	void (*answer)(View *view, Ui *ui, Answer *answer);   /* may take what the reply owns by setting it NULL */
	/* On top, drawn, every key taken and nothing asked: one small question may be. Not by a clock, so idle stays idle. */
	void (*rested)(View *view, Ui *ui);
	void (*refreshed)(View *view, Ui *ui);   /* a new catalog is there; NULL: does not care */
	bool (*unsaved)(const View *view);       /* quitting asks then; NULL: never */
	bool (*draft)(const View *view, Draft *out);   /* what is to be kept when the program is ended from outside; NULL: nothing */
	void (*close)(View *view);
} ViewClass;

struct View {
	const ViewClass *is;
	unsigned         serial;
};

/* The keymaps that count for a view: its own, then the global one; NULL after the last. */
const Keymap *view_keymap(const View *view, size_t i);
bool          view_typing(const View *view);
/* All rows of these keymaps but those whose key a row before has; returns how many. */
enum { VIEW_ROWS = 96 };
size_t        view_rows(const Ui *ui, const View *view, const Binding *out[VIEW_ROWS]);
/* Its keys now, or ":name" when it has none. */
void          binding_keys(const Ui *ui, const Binding *binding, char *out, size_t cap);

#endif
