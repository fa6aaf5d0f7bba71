/* A screen is a value with a const class; a key is one row.
 *
 * A view's struct begins with View; ui_push allocates class->size zeroed bytes. Drawing goes from the lowest view that is not
 * covered up to the top; an overlay shows what is beneath. Keys go to the top view's keymaps (special to general), then to
 * event. Dialogs are views: there is exactly one loop. A view that wants an answer from another gets it by a callback in the
 * argument it was opened with. Views keep ids and values from one event to the next, never pointers into a snapshot. */
#ifndef TUI_VIEW_H
#define TUI_VIEW_H

#include "core/service/worker.h"
#include "tui/draw/canvas.h"
#include "tui/draw/keys.h"

typedef struct View View;
typedef struct Ui   Ui;

/* One row says all: dispatch, key bar, help, "`d` is not used here". */
typedef struct {
	const char *keys;                        /* "e F2": the first is shown in the bar */
	const char *name;                        /* "alias-edit" */
	const char *label;                       /* in the bar; NULL keeps it out */
	const char *help;                        /* in the help */
	const char *group;                       /* of the help: "MOVE", "FIND", "CHANGE", "SEE", "OTHER" */
	unsigned    need;                        /* RIGHT_*: without it greyed and refused with the reason */
	void      (*run)(View *view, Ui *ui);
} Binding;

typedef struct {
	const char    *title;
	const Binding *rows;
	size_t         count;
} Keymap;

typedef struct ViewClass {
	const char          *name;               /* "Aliases": the title row's */
	size_t               size;
	bool                 overlay;
	bool                 bare;               /* no title row and bars (sign-in) */
	const Keymap *const *keymaps;            /* special to general, NULL last; the global one is added by the ui */
	bool (*typing)(const View *view);        /* printable keys go to event first (a line is being edited); NULL: no */
	void (*open)(View *view, Ui *ui, const void *arg);
	void (*title)(const View *view, const Ui *ui, char *out, size_t cap);   /* NULL: the name */
	void (*draw)(const View *view, const Ui *ui, Canvas *canvas, Rect area);   /* area: between title row and bars */
	bool (*event)(View *view, Ui *ui, const Event *event);
	void (*answer)(View *view, Ui *ui, Answer *answer);   /* may take what the reply owns by setting it NULL */
	void (*refreshed)(View *view, Ui *ui);   /* a new catalog is there; NULL: does not care */
	bool (*unsaved)(const View *view);       /* quitting asks then; NULL: never */
	void (*close)(View *view);
} ViewClass;

struct View {
	const ViewClass *is;
	unsigned         serial;
};

#endif
