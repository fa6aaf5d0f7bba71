/* Deleting asks for the alias ID, and shows first who uses it. */
#include <string.h>

#include "core/base/sys.h"
#include "tui/ui.h"
#include "tui/views/conflict.h"
#include "tui/views/views.h"
#include "tui/widgets/button.h"
#include "tui/widgets/line.h"
#include "tui/widgets/paragraph.h"

enum { DELETE_COLS = 68, DELETE_ROWS = 14, TYPED_CELLS = 21 };

typedef enum { ON_ID, ON_CANCEL, ON_DELETE, ON_COUNT } Focus;

typedef struct {
	View     view;
	AliasId  alias;
	Record  *record;
	Plan    *plan;
	Line     typed;
	unsigned focus;
	bool     writing;
} Delete;

static void delete_open(View *view, Ui *ui, const void *arg)
{
	Delete *delete = (Delete *)view;
	Request request = { .op = OP_RECORD, .alias = *(const AliasId *)arg };

	delete->alias = request.alias;
	delete->typed.max_chars = ALIAS_ID_MAX;
	ui_ask(ui, view, &request);
}

static void delete_close(View *view)
{
	Delete *delete = (Delete *)view;

	plan_free(delete->plan);
	record_free(delete->record);
}

static bool may_delete(const Delete *delete)
{
	return delete->plan && plan_ready(delete->plan) && !delete->writing && strcmp(delete->typed.text, delete->alias.text) == 0;
}

static void next(View *view, Ui *ui)
{
	Delete *delete = (Delete *)view;

	(void)ui;
	delete->focus = (delete->focus + 1) % ON_COUNT;
	if (delete->focus == ON_DELETE && !may_delete(delete))
		delete->focus = ON_ID;
}

static void previous(View *view, Ui *ui)
{
	Delete *delete = (Delete *)view;

	(void)ui;
	delete->focus = (delete->focus + ON_COUNT - 1) % ON_COUNT;
	if (delete->focus == ON_DELETE && !may_delete(delete))
		delete->focus = ON_CANCEL;
}

static void cancel(View *view, Ui *ui)
{
	Delete *delete = (Delete *)view;

	if (delete->writing) {
		ui_say(ui, ROLE_WARN, "%s is being deleted; wait for the answer.", delete->alias.text);
		return;
	}
	ui_say(ui, ROLE_TEXT, "%s was not deleted.", delete->alias.text);
	ui_pop(ui, view);
}

static void press(View *view, Ui *ui)
{
	Delete *delete = (Delete *)view;
	Request request = { .op = OP_APPLY, .alias = delete->alias };

	if (delete->focus == ON_ID && !may_delete(delete)) {
		ui_say(ui, ROLE_TEXT, "Type %s exactly as it stands here to delete it.", delete->alias.text);
	} else if (delete->focus == ON_ID) {
		delete->focus = ON_DELETE;           /* the ID is the confirmation; the second Enter is the deed */
	} else if (delete->focus == ON_CANCEL) {
		cancel(view, ui);
	} else if (ui_paused(ui)) {
		ui_say_paused(ui);
	} else if (may_delete(delete)) {
		request.plan = plan_copy(delete->plan);
		delete->writing = true;
		ui_ask(ui, view, &request);
	}
}

static const Binding delete_rows[] = {
	{ .keys = "Tab Down Right", .name = "delete-next", .label = "Next", .help = "go to next button", .group = "MOVE",
	  .run = next },
	{ .keys = "Shift-Tab Up Left", .name = "delete-previous", .help = "go to one before", .group = "MOVE", .run = previous },
	{ .keys = "Enter", .name = "delete-press", .label = "Press", .help = "press the button", .group = "CHANGE", .run = press },
	{ .keys = "Esc", .name = "delete-cancel", .label = "Cancel", .help = "cancel", .group = "OTHER", .run = cancel },
};
static const Keymap delete_keys = KEYMAP("Delete", delete_rows);
static const Keymap *const delete_keymaps[] = { &delete_keys, NULL };

static bool delete_typing(const View *view)
{
	return ((const Delete *)view)->focus == ON_ID;
}

static bool delete_event(View *view, Ui *ui, const Event *event)
{
	Delete *delete = (Delete *)view;

	(void)ui;
	return delete->focus == ON_ID && !delete->writing && line_key(&delete->typed, event);
}

static bool delete_clicked(View *view, Ui *ui, const Spot *spot)
{
	(void)ui;
	((Delete *)view)->focus = (unsigned)spot->stop;
	return true;
}

/* --- answers --- */

static void take_record(Delete *delete, Ui *ui, Answer *answer)
{
	if (!answer->ok) {
		ui_say_err(ui, &answer->err);
		ui_pop(ui, &delete->view);
		return;
	}
	plan_free(delete->plan);
	record_free(delete->record);
	delete->record = answer->reply.record;
	answer->reply.record = NULL;
	delete->plan = plan_make(delete->record, &(Wish){ .kind = PLAN_DELETE });
}

/* Whoever decided to delete it saw another alias: what changed is shown, and the ID is to be typed again. */
static void take_conflict(Delete *delete, Ui *ui, Answer *answer)
{
	ConflictArg arg = { .kind = CONFLICT_DELETE, .asker = delete->view.serial, .last = answer->reply.last,
	                    .opened_us = delete->record->read_at_us };
	Answer      now = { .ok = true, .reply = { .record = answer->reply.record } };

	if (arg.last.at_us / 1000000 < arg.opened_us / 1000000)
		arg.last = (LastChangeReply){ 0 };
	arg.merge = merge_edit(delete->record, answer->reply.record, delete->plan);
	line_set(&delete->typed, "");
	delete->focus = ON_ID;
	take_record(delete, ui, &now);
	answer->reply.record = NULL;
	ui_push(ui, &conflict_class, &arg);
}

static void delete_answer(View *view, Ui *ui, Answer *answer)
{
	Delete *delete = (Delete *)view;

	if (!answer->final)
		return;
	if (answer->op == OP_RECORD) {
		take_record(delete, ui, answer);
		return;
	}
	delete->writing = false;
	if (answer->ok) {
		ui_saved(ui, &answer->reply.result, delete->alias.text);
		ui_pop(ui, view);
	} else if (answer->err.code == ERR_CONFLICT && answer->reply.record) {
		take_conflict(delete, ui, answer);
	} else {
		ui_say_err(ui, &answer->err);
		ui_pop(ui, view);
		ui_refresh(ui);
	}
}

/* --- the picture --- */

static int facts_draw(const Delete *delete, Canvas *canvas, Rect area)
{
	const Record *record = delete->record;
	const char   *name = record->name.text ? record->name.text : "", *logins = record->logins.text ? record->logins.text : "";
	char          text[1600];

	text_format(text, sizeof text, "%s   phones %s   group %s", *name ? name : "(no name)", *logins ? logins : "none",
	            record->user_group.text ? record->user_group.text : "none");
	int used = paragraph_draw(canvas, (Rect){ area.row, area.col, 3, area.cols }, ROLE_TEXT, text) + 1;
	if (*logins)
		text_format(text, sizeof text, "Removes this alias. Its phones stay; agents can still log in with each phone login, "
		            "not with %s.", delete->alias.text);
	else
		text_format(text, sizeof text, "Removes this alias. It has no phones.");
	return used + paragraph_draw(canvas, (Rect){ area.row + used, area.col, area.rows - used, area.cols }, ROLE_TEXT, text) + 1;
}

/* The most important first; what has no room is counted. */
static void warnings_draw(const Delete *delete, Canvas *canvas, Rect area)
{
	const Plan *plan = delete->plan;
	int         row = 0;
	char        more[40];

	for (size_t i = 0; i < plan->warning_count && row < area.rows; i++) {
		bool last = i + 1 == plan->warning_count && !plan->problem_count;
		if (!last && row + paragraph_rows(plan->warnings[i], area.cols - 2) >= area.rows) {
			text_format(more, sizeof more, "… %zu more", plan->warning_count + plan->problem_count - i);
			canvas_put(canvas, area, area.row + row, area.col + 2, ROLE_TEXT, more);
			return;
		}
		canvas_sign(canvas, area, area.row + row, area.col, SIGN_LOOK);
		row += paragraph_draw(canvas, (Rect){ area.row + row, area.col + 2, area.rows - row, area.cols - 2 }, ROLE_TEXT,
		                      plan->warnings[i]);
	}
	for (size_t i = 0; i < plan->problem_count && row < area.rows; i++, row++)
		canvas_put(canvas, area, area.row + row, area.col, ROLE_ERROR, plan->problems[i].text);
}

static int warning_rows(const Delete *delete, int cols)
{
	int rows = 0;

	for (size_t i = 0; i < delete->plan->warning_count; i++)
		rows += paragraph_rows(delete->plan->warnings[i], cols - 2);
	return rows + (int)delete->plan->problem_count;
}

static void asking_draw(const Delete *delete, Canvas *canvas, Rect area)
{
	Button cancel_button = { .label = "Cancel", .focused = delete->focus == ON_CANCEL, .stop = ON_CANCEL };
	Button delete_button = { .label = "Delete", .focused = delete->focus == ON_DELETE, .disabled = !may_delete(delete),
	                         .stop = ON_DELETE };
	bool   wide = area.cols >= 60, here = delete->focus == ON_ID;
	int    col = area.col + (wide ? 34 : 0), row = area.row + (wide ? 0 : 1);

	canvas_put(canvas, area, area.row, area.col, ROLE_TEXT, "Type the alias ID to delete it");
	canvas_put(canvas, area, row, col, ROLE_FIELD, "[");
	line_draw(&delete->typed, canvas, area, row, col + 1, TYPED_CELLS, here ? ROLE_FOCUS : ROLE_FIELD, here);
	canvas_put(canvas, area, row, col + 1 + TYPED_CELLS, ROLE_FIELD, "]");
	canvas_spot(canvas, area, (Spot){ { row, col, 1, TYPED_CELLS + 2 }, .stop = ON_ID });
	row += wide ? 2 : 1;
	col = area.col + (wide ? 15 : 0);
	col += button_draw(canvas, area, row, col, cancel_button) + 4;
	if (row + 1 < area.row + area.rows)
		canvas_put(canvas, area, row + 1, area.col, ROLE_DIM, "The audit log keeps the whole row.");
	button_draw(canvas, area, row, col, delete_button);
}

static void delete_draw(View *view, const Ui *ui, Canvas *canvas, Rect area)
{
	const Delete *delete = (Delete *)view;
	char          title[UTF8_CAP(ALIAS_ID_MAX) + 30];
	int           cols = area.cols < DELETE_COLS ? area.cols : DELETE_COLS;
	int           wanted = DELETE_ROWS + (delete->plan ? warning_rows(delete, cols - 6) : 0);
	Rect          box = rect_middle(canvas, wanted < area.rows ? wanted : area.rows, cols), inside = rect_inside(box, 1, 3);
	int           foot = inside.rows < 10 ? 3 : 4;
	Rect          facts = { inside.row + (foot == 4), inside.col, inside.rows - foot - (foot == 4), inside.cols };

	(void)ui;
	text_format(title, sizeof title, "Delete phone alias %s", delete->alias.text);
	canvas_box(canvas, box, ROLE_BORDER, title);
	if (!delete->record)
		return;
	int used = facts_draw(delete, canvas, facts);
	int left = facts.rows > used ? facts.rows - used : 0;
	warnings_draw(delete, canvas, (Rect){ facts.row + used, facts.col, left, facts.cols });
	asking_draw(delete, canvas, (Rect){ inside.row + inside.rows - foot, inside.col, foot, inside.cols });
}

static void delete_status(const View *view, const Ui *ui, char *left, size_t left_cap, char *right, size_t right_cap)
{
	const Delete *delete = (const Delete *)view;
	char          when[24];

	(void)ui;
	if (!delete->record)
		return;
	if (delete->writing)
		text_copy(left, left_cap, "Deleting…");
	else if (!may_delete(delete))
		text_copy(left, left_cap, "Delete stays disabled until the ID matches");
	else if (delete->focus == ON_DELETE)
		text_format(left, left_cap, "Enter deletes %s", delete->alias.text);
	else
		text_copy(left, left_cap, delete->focus == ON_ID ? "Enter goes to Delete, Enter there deletes" : "Tab to Delete, then Enter");
	sys_format_time(when, sizeof when, "%H:%M:%S", delete->record->read_at_us);
	text_format(right, right_cap, "read %s", when);
}

const ViewClass delete_class = {
	.name = "Delete", .size = sizeof(Delete), .overlay = true, .keymaps = delete_keymaps, .typing = delete_typing,
	.open = delete_open, .draw = delete_draw, .status = delete_status, .event = delete_event,
	.clicked = delete_clicked, .answer = delete_answer,
	.close = delete_close,
};
