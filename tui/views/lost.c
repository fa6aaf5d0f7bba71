/* What was tried since the database does not answer, when, and what each try came to in full; and when the next one is. */
#include "tui/views/views.h"
#include "tui/widgets/paragraph.h"

enum { LOST_COLS = 76 };

static void cancel(View *view, Ui *ui)
{
	ui_pop(ui, view);
}

static const Binding lost_rows[] = {
	{ .keys = "Esc Enter q d", .name = "lost-close", .label = "Close", .help = "close the details", .group = "OTHER",
	  .run = cancel },
};
static const Keymap lost_keys = KEYMAP("Lost database", lost_rows);
static const Keymap *const lost_keymaps[] = { &lost_keys, NULL };

/* Returns the row below it. */
static int told_draw(Canvas *canvas, Rect inside, int row, Role role, const char *text)
{
	paragraph_draw(canvas, (Rect){ row, inside.col, inside.row + inside.rows - row, inside.cols }, role, text);
	return row + paragraph_rows(text, inside.cols);
}

static void lost_draw(View *view, const Ui *ui, Canvas *canvas, Rect area)
{
	Rect           box = rect_middle(canvas, area.rows - 2, area.cols < LOST_COLS ? area.cols : LOST_COLS);
	Rect           inside = rect_inside(box, 1, 2);
	const LostTry *tried;
	char           text[500];
	int            row = inside.row;
	(void)view;
	canvas_box(canvas, box, ROLE_BORDER, "Lost database");
	if (!ui_paused(ui)) {
		told_draw(canvas, inside, row, ROLE_DONE, "The database answers again.");
		return;
	}
	ui_lost_next(ui, text, sizeof text);
	row = told_draw(canvas, inside, row, ROLE_TEXT, text);
	for (size_t i = 0; (tried = ui_lost_tried(ui, i)) && row < inside.row + inside.rows; i++) {
		ui_lost_words(tried, text, sizeof text);
		row = told_draw(canvas, inside, row, i ? ROLE_TEXT : ROLE_FAILED, text);
	}
}

const ViewClass lost_class = {
	.name = "Lost database", .size = sizeof(View), .overlay = true, .keymaps = lost_keymaps, .draw = lost_draw,
};
