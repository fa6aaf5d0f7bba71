#include "tui/views/confirm.h"

#include "tui/ui.h"
#include "tui/views/views.h"
#include "tui/widgets/button.h"
#include "tui/widgets/paragraph.h"

enum { CONFIRM_COLS = 62, CONFIRM_ROWS = 7 };

typedef struct {
	View       view;
	ConfirmArg arg;
	bool       on_yes;
} Confirm;

static void confirm_open(View *view, Ui *ui, const void *arg)
{
	(void)ui;
	((Confirm *)view)->arg = *(const ConfirmArg *)arg;
}

static void answer(View *view, Ui *ui, void (*run)(View *asker, Ui *ui))
{
	const ConfirmArg *arg = &((Confirm *)view)->arg;
	View             *asker = arg->asker ? ui_find(ui, arg->asker) : NULL;
	ui_pop(ui, view);
	if (run && (asker || !arg->asker))
		run(asker, ui);
}

static void answer_no(View *view, Ui *ui)
{
	answer(view, ui, ((Confirm *)view)->arg.otherwise);
}

static void answer_yes(View *view, Ui *ui)
{
	answer(view, ui, ((Confirm *)view)->arg.done);
}

static void press(View *view, Ui *ui)
{
	if (((Confirm *)view)->on_yes)
		answer_yes(view, ui);
	else
		answer_no(view, ui);
}

static void other_button(View *view, Ui *ui)
{
	Confirm *confirm = (Confirm *)view;
	(void)ui;
	confirm->on_yes = !confirm->on_yes;
}

static bool confirm_clicked(View *view, Ui *ui, const Spot *spot)
{
	(void)ui;
	((Confirm *)view)->on_yes = spot->stop;
	return true;
}

static const Binding confirm_rows[] = {
	{ .keys = "Tab Left Right", .name = "confirm-other", .label = "Other button", .help = "go to other button",
	  .group = "MOVE", .run = other_button },
	{ .keys = "Shift-Tab", .name = "confirm-other-back", .help = "go to other button", .group = "MOVE", .run = other_button },
	{ .keys = "Enter", .name = "confirm-press", .label = "Press", .help = "press the button", .group = "CHANGE", .run = press },
	{ .keys = "y", .name = "confirm-yes", .help = "press left button", .group = "CHANGE", .run = answer_yes },
	{ .keys = "Esc n q", .name = "confirm-no", .label = "Back", .help = "go back", .group = "OTHER", .run = answer_no },
};
static const Keymap confirm_keys = KEYMAP("Question", confirm_rows);
static const Keymap *const confirm_keymaps[] = { &confirm_keys, NULL };

static void confirm_draw(View *view, const Ui *ui, Canvas *canvas, Rect area)
{
	const Confirm *confirm = (const Confirm *)view;
	int            cols = area.cols < CONFIRM_COLS ? area.cols : CONFIRM_COLS, yes = button_width(confirm->arg.yes);
	bool           beside = yes + 4 + button_width(confirm->arg.no) <= cols - 6;
	Rect           box = rect_middle(canvas, CONFIRM_ROWS, cols), inside = rect_inside(box, 1, 3);
	int            row = inside.row + inside.rows - 2;
	int            no_row = beside ? row : row + 1, no_col = inside.col + (beside ? yes + 4 : 0);
	(void)ui;
	canvas_box(canvas, box, ROLE_BORDER, confirm->arg.title);
	paragraph_draw(canvas, (Rect){ inside.row + 1, inside.col, 2, inside.cols }, ROLE_TEXT, confirm->arg.question);
	button_draw(canvas, inside, row, inside.col, (Button){ .label = confirm->arg.yes, .focused = confirm->on_yes, .stop = true });
	button_draw(canvas, inside, no_row, no_col, (Button){ .label = confirm->arg.no, .focused = !confirm->on_yes });
}

const ViewClass confirm_class = {
	.name = "Question", .size = sizeof(Confirm), .overlay = true, .keymaps = confirm_keymaps,
	.open = confirm_open, .draw = confirm_draw, .clicked = confirm_clicked,
};
