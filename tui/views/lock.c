/* The screen while nobody is there: whose session it is, and a field for the password. */
#include "core/base/sys.h"
#include "tui/ui.h"
#include "tui/views/views.h"
#include "tui/widgets/line.h"
#include "tui/widgets/paragraph.h"

enum { LOCK_COLS = 60, LOCK_ROWS = 11, FIELD_CELLS = 20 };

typedef struct {
	View view;
	Line password;
	int  limit_minutes;
	bool asked, quit_asked;
	char said[500];
} Lock;

static void lock_open(View *view, Ui *ui, const void *arg)
{
	Lock *lock = (Lock *)view;
	(void)ui;
	lock->password = (Line){ .secret = true, .max_chars = 100 };
	lock->limit_minutes = arg ? *(const int *)arg : 0;
}

static void lock_close(View *view)
{
	line_wipe(&((Lock *)view)->password);
}

static void unlock(View *view, Ui *ui)
{
	Lock   *lock = (Lock *)view;
	Request request = { .op = OP_UNLOCK };
	if (lock->asked)
		return;
	text_copy(request.password, sizeof request.password, lock->password.text);
	line_wipe(&lock->password);
	lock->said[0] = '\0';
	lock->asked = true;
	ui_ask(ui, view, &request);
	sys_wipe(&request, sizeof request);
}

static void clear(View *view, Ui *ui)
{
	Lock *lock = (Lock *)view;
	(void)ui;
	line_wipe(&lock->password);
	lock->said[0] = '\0';
	lock->quit_asked = false;
}

/* No dialog may open over the lock, so the question is asked here: pressing the key again is the answer. */
static void end(View *view, Ui *ui)
{
	Lock *lock = (Lock *)view;
	if (!ui_unsaved(ui) || lock->quit_asked) {
		ui_leave(ui, 0);
		return;
	}
	lock->quit_asked = true;
	text_copy(lock->said, sizeof lock->said, "A form holds changes that are not saved. F10 again discards them and ends the session.");
}

static const Binding lock_rows[] = {
	{ .keys = "Enter", .name = "lock-open", .label = "Unlock", .help = "unlock the screen", .group = "OTHER", .run = unlock },
	{ .keys = "Esc ^C", .name = "lock-clear", .label = "Clear", .help = "clear the field", .group = "OTHER", .run = clear },
	{ .keys = "F10", .name = "lock-quit", .label = "End the session", .help = "end the session", .group = "OTHER", .run = end },
};
static const Keymap lock_keys = KEYMAP("Locked", lock_rows);
static const Keymap *const lock_keymaps[] = { &lock_keys, NULL };

static bool lock_typing(const View *view)
{
	(void)view;
	return true;
}

static bool lock_event(View *view, Ui *ui, const Event *event)
{
	(void)ui;
	return line_key(&((Lock *)view)->password, event);
}

static void lock_answer(View *view, Ui *ui, Answer *answer)
{
	Lock *lock = (Lock *)view;
	if (!answer->final)
		return;
	lock->asked = false;
	if (answer->ok)
		ui_unlock(ui, &answer->reply.admin);
	else
		text_copy(lock->said, sizeof lock->said, answer->err.text);
}

static void field_draw(const Lock *lock, const Ui *ui, Canvas *canvas, Rect inside, int row)
{
	char label[120];
	text_format(label, sizeof label, "%s password: ", ui_admin(ui)->user);
	int col = inside.col + canvas_put(canvas, inside, row, inside.col, ROLE_TEXT, label);
	canvas_put(canvas, inside, row, col, ROLE_TEXT, "[");
	canvas_put(canvas, inside, row, col + 1 + FIELD_CELLS, ROLE_TEXT, "]");
	line_draw(&lock->password, canvas, inside, row, col + 1, FIELD_CELLS, ROLE_FOCUS, true);
}

/* Whose session it is and where, and nothing of what lies beneath. */
static void lock_draw(View *view, const Ui *ui, Canvas *canvas, Rect area)
{
	const Lock *lock = (const Lock *)view;
	char        why[60] = "Locked";
	int         cols = area.cols < LOCK_COLS ? area.cols : LOCK_COLS, rows = area.rows < LOCK_ROWS ? area.rows : LOCK_ROWS;
	Rect        box = { area.row + (area.rows - rows) / 3, area.col + (area.cols - cols) / 2, rows, cols };
	Rect        inside = rect_inside(box, 1, cols < LOCK_COLS ? 2 : 4);
	const char *place = *ui_info(ui)->profile ? ui_info(ui)->profile : ui_info(ui)->place;
	int         row = inside.row + (rows == LOCK_ROWS);
	if (lock->limit_minutes)
		text_format(why, sizeof why, "Locked after %d min", lock->limit_minutes);
	canvas_box(canvas, box, ROLE_BORDER, why);
	canvas_cell(canvas, inside, row, inside.col, inside.cols, -1, ROLE_TEXT, ui_admin(ui)->full_name);
	canvas_cell(canvas, inside, row + 1, inside.col, inside.cols, -1, ROLE_DIM, place);
	field_draw(lock, ui, canvas, inside, row + 3);
	Rect said = rect_common(inside, (Rect){ row + 5, inside.col, inside.rows, inside.cols });
	paragraph_draw(canvas, said, ROLE_WARN, lock->said);
}

static void lock_status(const View *view, const Ui *ui, char *left, size_t left_cap, char *right, size_t right_cap)
{
	(void)right, (void)right_cap;
	if (((const Lock *)view)->asked)
		text_copy(left, left_cap, "Asking the database…");
	else if (ui_unsaved(ui))
		text_copy(left, left_cap, "The form is kept as it is.");
}

const ViewClass lock_class = {
	.name = "Locked", .size = sizeof(Lock), .bare = true, .sealed = true, .keymaps = lock_keymaps, .typing = lock_typing,
	.open = lock_open, .draw = lock_draw, .status = lock_status, .event = lock_event, .answer = lock_answer, .close = lock_close,
};
