/* Deleting asks for the alias ID, and shows first who uses it. */
#include <string.h>

#include "core/base/sys.h"
#include "tui/ui.h"
#include "tui/views/conflict.h"
#include "tui/views/views.h"
#include "tui/widgets/button.h"
#include "tui/widgets/line.h"
#include "tui/widgets/paragraph.h"

enum { DELETE_COLS = 68, DELETE_ROWS = 9, TYPED_CELLS = 21, TOLD_LINE = 1024 };

typedef enum { ON_ID, ON_CANCEL, ON_DELETE, ON_COUNT } Focus;

typedef struct {
	View     view;
	AliasId  alias;
	Record  *record;
	Plan    *plan;
	Line     typed;
	unsigned focus;
	int      top, last, height;              /* of what is told: the first line shown, the last that can be, the lines shown */
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

/* A line of the page before stays: on the way down it is the one that the count covered. */
static void page(View *view, int direction)
{
	Delete *delete = (Delete *)view;
	int     by = delete->height > 2 ? delete->height - 1 : 1, top = delete->top + direction * by;
	delete->top = top < 0 ? 0 : top > delete->last ? delete->last : top;
}

static void page_down(View *view, Ui *ui)
{
	(void)ui;
	page(view, 1);
}

static void page_up(View *view, Ui *ui)
{
	(void)ui;
	page(view, -1);
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
	{ .keys = "PgDn", .name = "delete-page-down", .help = "read on", .group = "MOVE", .run = page_down },
	{ .keys = "PgUp", .name = "delete-page-up", .help = "read what was before", .group = "MOVE", .run = page_up },
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
	delete->top = 0;
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

/* Goes through what is told before the question; lines outside the window, or all without a canvas, are only counted. */
typedef struct {
	Canvas *canvas;
	Rect    area;
	int     top, line;
} Teller;

static int teller_row(const Teller *teller)
{
	return teller->area.row + teller->line - teller->top;
}

static void tell(Teller *teller, int indent, Role role, const char *text)
{
	for (const char *at = text, *next; *at; at = next, teller->line++) {
		char   line[TOLD_LINE];
		size_t length = paragraph_line(at, teller->area.cols - indent, &next);
		text_format(line, sizeof line, "%.*s", (int)length, at);
		if (teller->canvas)
			canvas_put(teller->canvas, teller->area, teller_row(teller), teller->area.col + indent, role, line);
	}
}

static void tell_warning(Teller *teller, const char *warning)
{
	if (teller->canvas)
		canvas_sign(teller->canvas, teller->area, teller_row(teller), teller->area.col, SIGN_LOOK);
	tell(teller, 2, ROLE_TEXT, warning);
}

/* Returns the lines of it all: the alias, what deleting it means, and who is hit by that, the most important first. */
static int tell_all(const Delete *delete, Canvas *canvas, Rect area)
{
	const Record *record = delete->record;
	const Plan   *plan = delete->plan;
	const char   *name = record->name.text ? record->name.text : "", *logins = record->logins.text ? record->logins.text : "";
	Teller        teller = { .canvas = canvas, .area = area, .top = delete->top };
	char          text[1600];
	text_format(text, sizeof text, "%s   phones %s   group %s", *name ? name : "(no name)", *logins ? logins : "none",
	            record->user_group.text ? record->user_group.text : "none");
	tell(&teller, 0, ROLE_TEXT, text);
	teller.line++;
	if (*logins)
		text_format(text, sizeof text, "Removes this alias. Its phones stay; agents can still log in with each phone login, "
		            "not with %s.", delete->alias.text);
	else
		text_format(text, sizeof text, "Removes this alias. It has no phones.");
	tell(&teller, 0, ROLE_TEXT, text);
	teller.line++;
	for (size_t i = 0; i < plan->warning_count; i++)
		tell_warning(&teller, plan->warnings[i]);
	for (size_t i = 0; i < plan->problem_count; i++)
		tell(&teller, 0, ROLE_ERROR, plan->problems[i].text);
	return teller.line;
}

/* On a low screen the last row says how much is below. */
static void told_draw(Delete *delete, Canvas *canvas, Rect area)
{
	char more[40];
	int  lines = tell_all(delete, NULL, area);
	delete->height = area.rows;
	delete->last = lines > area.rows ? lines - area.rows : 0;
	if (delete->top > delete->last)
		delete->top = delete->last;
	tell_all(delete, canvas, area);
	if (delete->top == delete->last)
		return;
	Rect row = { area.row + area.rows - 1, area.col, 1, area.cols };
	canvas_fill(canvas, row, ROLE_TEXT);
	text_format(more, sizeof more, "… %d more: PgDn", delete->last - delete->top + 1);
	canvas_put(canvas, row, row.row, row.col + 2, ROLE_DIM, more);
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
	Delete *delete = (Delete *)view;
	char    title[UTF8_CAP(ALIAS_ID_MAX) + 30];
	int     cols = area.cols < DELETE_COLS ? area.cols : DELETE_COLS;
	int     wanted = DELETE_ROWS + (delete->record ? tell_all(delete, NULL, (Rect){ .cols = cols - 6 }) : 0);
	Rect    box = rect_middle(canvas, wanted < area.rows ? wanted : area.rows, cols), inside = rect_inside(box, 1, 3);
	int     foot = inside.rows < 10 ? 3 : 4;
	(void)ui;
	text_format(title, sizeof title, "Delete phone alias %s", delete->alias.text);
	canvas_box(canvas, box, ROLE_BORDER, title);
	if (!delete->record)
		return;
	told_draw(delete, canvas, (Rect){ inside.row + (foot == 4), inside.col, inside.rows - foot - (foot == 4), inside.cols });
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
	else if (delete->focus == ON_ID)
		text_copy(left, left_cap, "Enter goes to Delete, Enter there deletes");
	else
		text_copy(left, left_cap, "Tab to Delete, then Enter");
	sys_format_time(when, sizeof when, "%H:%M:%S", delete->record->read_at_us);
	text_format(right, right_cap, "read %s", when);
}

const ViewClass delete_class = {
	.name = "Delete", .size = sizeof(Delete), .overlay = true, .keymaps = delete_keymaps, .typing = delete_typing,
	.open = delete_open, .draw = delete_draw, .status = delete_status, .event = delete_event,
	.clicked = delete_clicked, .answer = delete_answer,
	.close = delete_close,
};
