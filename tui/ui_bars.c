/* The frame of every screen: title row, message row, key bar. */
#include "tui/ui_inside.h"

#include <string.h>

#include "tui/widgets/paragraph.h"

enum { MESSAGE_ROWS = 3 };

static Rect row_of(const Canvas *canvas, int row)
{
	return (Rect){ row, 0, 1, canvas->cols };
}

/* Place, user, name and mode; what does not fit goes, the least needed first. */
static void title_right(const Ui *ui, int room, char *out, size_t cap)
{
	const Admin *admin = ui_admin(ui);
	const char  *mode = ui_paused(ui) ? "[PAUSED]" : ui_rights(ui) & ~(unsigned)RIGHT_READ ? "[RW]" : "[READ-ONLY]";
	const char  *place = *ui->info.profile ? ui->info.profile : ui->info.place;
	if (!admin) {
		text_copy(out, cap, place);
		return;
	}
	text_format(out, cap, "%s  %s %s  %s", place, admin->user, admin->full_name, mode);
	if (text_width(out) > room)
		text_format(out, cap, "%s  %s  %s", place, admin->user, mode);
	if (text_width(out) > room)
		text_format(out, cap, "%s %s", place, mode);
	if (text_width(out) > room)
		text_copy(out, cap, mode);
}

static void title_draw(const Ui *ui, const View *view, Canvas *canvas)
{
	char name[120], left[140], right[300];
	Rect row = row_of(canvas, 0);
	text_copy(name, sizeof name, view->is->name);
	if (view->is->title)
		view->is->title(view, ui, name, sizeof name);
	text_format(left, sizeof left, canvas->cols < 60 ? "%s" : "vicialias   %s", name);
	Role role = ui->info.danger ? ROLE_DANGER : ROLE_TITLE;
	canvas_fill(canvas, row, role);
	int used = 1 + canvas_put(canvas, row, 0, 1, role, left);
	title_right(ui, canvas->cols - used - 3, right, sizeof right);
	canvas_put(canvas, row, 0, canvas->cols - 1 - text_width(right), role, right);
}

/* What goes on beneath the lock is not for who sits there now. */
static const char *message_of(const Ui *ui)
{
	return ui_locked(ui) ? "" : ui->message;
}

static bool message_sign(Role role, Sign *sign)
{
	*sign = role == ROLE_DONE ? SIGN_DONE : role == ROLE_WARN ? SIGN_LOOK : SIGN_BROKEN;
	return role == ROLE_DONE || role == ROLE_WARN || role == ROLE_FAILED;
}

typedef struct {
	Sign sign;
	bool has_sign;
	int  col, rows;
} MessageShape;

/* A long message takes rows from the view, which is drawn smaller: nothing that counts is hidden below it. */
static MessageShape message_shape(const Ui *ui, const Canvas *canvas)
{
	MessageShape shape = { .has_sign = !ui_locked(ui) && message_sign(ui->message_role, &shape.sign), .col = 1 };
	if (shape.has_sign)
		shape.col += text_width(sign_text(shape.sign, canvas->ascii)) + 1;
	shape.rows = paragraph_rows(message_of(ui), canvas->cols - shape.col - 1);
	shape.rows = shape.rows < 1 ? 1 : shape.rows > MESSAGE_ROWS ? MESSAGE_ROWS : shape.rows;
	return shape;
}

static void message_draw(const Ui *ui, Canvas *canvas, int row, const MessageShape *shape)
{
	if (shape->has_sign)
		canvas_sign_as(canvas, canvas_all(canvas), row, 1, ui->message_role, shape->sign);
	paragraph_draw(canvas, (Rect){ row, shape->col, shape->rows, canvas->cols - shape->col - 1 }, ui->message_role, message_of(ui));
}

static void status_draw(const Ui *ui, const View *view, Canvas *canvas, const MessageShape *message)
{
	char left[400] = "", right[80] = "";
	int  row = canvas->rows - 2;
	Rect clip = row_of(canvas, row);
	if (view->is->status)
		view->is->status(view, ui, left, sizeof left, right, sizeof right);
	bool says = message_of(ui)[0];
	if (says)
		text_copy(left, sizeof left, message_of(ui));
	int width = text_width(right), used = text_width(left) + (says ? message->col : 1);
	/* What to do is worth more than how old the data is. */
	if (used + 1 + width < canvas->cols && message->rows == 1)
		canvas_put(canvas, clip, row, canvas->cols - 1 - width, ROLE_DIM, right);
	if (says)
		message_draw(ui, canvas, row - message->rows + 1, message);
	else
		canvas_cell(canvas, clip, row, 1, used < canvas->cols - 1 ? used - 1 : canvas->cols - 2, -1, ROLE_TEXT, left);
}

/* The first of the keys that works now: while a line is being typed, letters are text. */
static bool key_to_show(const char *keys, bool typing, char *out, size_t cap)
{
	for (const char *at = keys; *at; at += strspn(at, " ")) {
		size_t length = strcspn(at, " ");
		if (!typing || key_find(at, length) < ' ' || key_find(at, length) >= KEYS_BASE) {
			text_format(out, cap, "%.*s", (int)length, at);
			return true;
		}
		at += length;
	}
	return false;
}

/* False: the bar is full. */
static bool key_draw(Ui *ui, Canvas *canvas, int row, int *col, const Binding *binding, bool typing)
{
	char key[16];
	int  from = *col;
	Rect clip = row_of(canvas, row);
	bool allowed = (binding->need & ui_rights(ui)) == binding->need;
	if (!binding->label || !key_to_show(ui_keys(ui, binding), typing, key, sizeof key))
		return true;
	if (*col + text_width(key) + 1 + text_width(binding->label) > canvas->cols)
		return false;
	*col += canvas_put(canvas, clip, row, *col, allowed ? ROLE_KEY : ROLE_DIM, key) + 1;
	*col += canvas_put(canvas, clip, row, *col, allowed ? ROLE_LABEL : ROLE_DIM, binding->label) + 2;
	if (ui->bar_count < BAR_KEYS)
		ui->bar[ui->bar_count++] = (BarKey){ .binding = binding, .from = from, .to = *col - 2 };
	return true;
}

/* What is there only now is what to do now. */
static bool keys_of_now_draw(Ui *ui, const View *view, Canvas *canvas, int row, int *col, bool typing)
{
	const Binding *rows[VIEW_ROWS];
	size_t         count = view_rows(ui, view, rows);
	bool           room = true;
	for (size_t i = 0; room && i < count; i++)
		room = !rows[i]->now || key_draw(ui, canvas, row, col, rows[i], typing);
	return room;
}

static void keys_draw(Ui *ui, const View *view, Canvas *canvas, int row)
{
	bool          typing = view_typing(view), room;
	int           col = 1;
	const Keymap *map;
	ui->bar_count = 0;
	ui->bar_row = row;
	room = view->is->sealed || key_draw(ui, canvas, row, &col, &ui_global_keys.rows[0], typing);
	room = room && keys_of_now_draw(ui, view, canvas, row, &col, typing);
	for (size_t i = 0; room && (map = view_keymap(view, i)); i++)
		for (size_t at = map == &ui_global_keys; room && at < map->count; at++)
			room = map->rows[at].now || key_draw(ui, canvas, row, &col, &map->rows[at], typing);
}

static void too_small_draw(const Ui *ui, Canvas *canvas)
{
	char text[120];
	text_format(text, sizeof text, ui_unsaved(ui) ? "Make the window larger (now %dx%d, needs %dx%d). Changes are not saved"
	                                              : "Make the window larger (now %dx%d, needs %dx%d). q quits",
	            canvas->cols, canvas->rows, UI_MIN_COLS, UI_MIN_ROWS);
	if (canvas->cols >= 2)
		paragraph_draw(canvas, canvas_all(canvas), ROLE_TEXT, text);
}

static void views_draw(const Ui *ui, Canvas *canvas, int message_rows)
{
	size_t base = ui->depth - 1;
	if (ui->lock) {
		ui->lock->is->draw(ui->lock, ui, canvas, (Rect){ 0, 0, canvas->rows - 1 - message_rows, canvas->cols });
		return;
	}
	while (base > 0 && ui->stack[base].view->is->overlay)
		base--;
	const View *under = ui->stack[base].view;
	int         top = under->is->bare ? 0 : 1 + ui_lost_draw(ui, canvas, 1);
	Rect        area = { top, 0, canvas->rows - 1 - message_rows - top, canvas->cols };

	if (!under->is->bare)
		title_draw(ui, under, canvas);
	for (size_t i = base; i < ui->depth; i++) {
		View *view = ui->stack[i].view;
		canvas_cursor(canvas, -1, -1);
		canvas->spot_count = 0;
		view->is->draw(view, ui, canvas, area);
	}
}

void ui_draw(Ui *ui, Canvas *canvas)
{
	canvas_clear(canvas);
	ui->too_small = canvas->rows < UI_MIN_ROWS || canvas->cols < UI_MIN_COLS;
	if (!ui->depth)
		return;
	if (ui->too_small) {
		too_small_draw(ui, canvas);
		return;
	}
	MessageShape message = message_shape(ui, canvas);
	canvas->spot_count = 0;
	views_draw(ui, canvas, message.rows);
	ui->spot_count = canvas->spot_count;
	memcpy(ui->spots, canvas->spots, canvas->spot_count * sizeof *canvas->spots);
	status_draw(ui, ui_top(ui), canvas, &message);
	keys_draw(ui, ui_top(ui), canvas, canvas->rows - 1);
}
