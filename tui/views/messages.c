/* The last messages, newest first, each with its time; the one under the cursor is there whole. */
#include "core/base/sys.h"
#include "tui/ui.h"
#include "tui/views/views.h"
#include "tui/widgets/paragraph.h"
#include "tui/widgets/table.h"

enum { MESSAGES_COLS = 76, WHOLE_ROWS = 4, TIME_COLS = 9 };

typedef struct {
	View  view;
	Table table;
} Messages;

static void messages_open(View *view, Ui *ui, const void *arg)
{
	size_t count = 0;
	(void)arg;
	while (ui_said(ui, count))
		count++;
	table_count(&((Messages *)view)->table, count);
}

static void cancel(View *view, Ui *ui)
{
	ui_pop(ui, view);
}

static const Binding messages_rows[] = {
	{ .keys = "Up Down j k", .name = "messages-line", .help = "move one message", .group = "MOVE" },
	{ .keys = "PgUp PgDn", .name = "messages-page", .help = "move one page", .group = "MOVE" },
	{ .keys = "Home End", .name = "messages-end", .help = "newest, oldest", .group = "MOVE" },
	{ .keys = "Esc Enter q !", .name = "messages-close", .label = "Close", .help = "close the messages", .group = "OTHER",
	  .run = cancel },
};
static const Keymap messages_keys = KEYMAP("Messages", messages_rows);
static const Keymap *const messages_keymaps[] = { &messages_keys, NULL };

static bool messages_event(View *view, Ui *ui, const Event *event)
{
	(void)ui;
	return table_key(&((Messages *)view)->table, event);
}

static Role role_of(const Said *said)
{
	return said->role == ROLE_DONE || said->role == ROLE_WARN || said->role == ROLE_FAILED ? said->role : ROLE_TEXT;
}

static void said_draw(const Said *said, Canvas *canvas, Rect row, bool here)
{
	char when[24];
	sys_format_time(when, sizeof when, "%H:%M:%S", said->at_us);
	if (here)
		canvas_sign(canvas, row, row.row, row.col, SIGN_HERE);
	canvas_put(canvas, row, row.row, row.col + 2, here ? ROLE_CURSOR : ROLE_DIM, when);
	int col = row.col + 2 + TIME_COLS;
	canvas_cell(canvas, row, row.row, col, row.col + row.cols - col, -1, role_of(said), said->text);
}

static void messages_draw(View *view, const Ui *ui, Canvas *canvas, Rect area)
{
	Messages   *messages = (Messages *)view;
	Table      *table = &messages->table;
	Rect        box = rect_middle(canvas, area.rows - 2, area.cols < MESSAGES_COLS ? area.cols : MESSAGES_COLS);
	Rect        inside = rect_inside(box, 1, 2);
	int         whole = inside.rows > 3 * WHOLE_ROWS ? WHOLE_ROWS : inside.rows / 3;
	Rect        list = { inside.row, inside.col, inside.rows - whole - 1, inside.cols };
	const Said *here = ui_said(ui, table->at);
	canvas_box(canvas, box, ROLE_BORDER, "Messages");
	table_show(table, list.rows);
	table->row = list.row;
	for (size_t i = table->top; i < table->count && i < table->top + (size_t)list.rows; i++)
		said_draw(ui_said(ui, i), canvas, (Rect){ list.row + (int)(i - table->top), list.col, 1, list.cols }, i == table->at);
	if (!here) {
		canvas_put(canvas, list, list.row, list.col + 2, ROLE_TEXT, "Nothing was said yet.");
		return;
	}
	canvas_rule(canvas, inside, list.row + list.rows, ROLE_BORDER, NULL);
	paragraph_draw(canvas, (Rect){ list.row + list.rows + 1, inside.col, whole, inside.cols }, ROLE_TEXT, here->text);
}

const ViewClass messages_class = {
	.name = "Messages", .size = sizeof(Messages), .overlay = true, .keymaps = messages_keymaps, .open = messages_open,
	.draw = messages_draw, .event = messages_event,
};
