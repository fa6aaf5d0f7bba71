#include "tui/views/undo.h"

#include "tui/ui.h"
#include "tui/views/conflict.h"
#include "tui/views/review.h"
#include "tui/views/views.h"
#include "tui/widgets/button.h"

typedef struct {
	View    view;
	UndoArg from;
	int64_t seq;
	Plan   *plan;                            /* NULL until it was made */
	Err     why;                             /* it cannot be made: somebody changed the rows since, */
	AliasId changed;                         /* of this alias; */
	History *history;                        /* what the change did; NULL until it is read */
	bool    writing, on_back;
	size_t  top, lines;
	int     height;
} Undo;

static void undo_open(View *view, Ui *ui, const void *arg)
{
	Request request = { .op = OP_UNDO, .seq = ((const UndoArg *)arg)->seq };
	((Undo *)view)->from = *(const UndoArg *)arg;
	((Undo *)view)->seq = request.seq;
	ui_ask(ui, view, &request);
}

static void undo_close(View *view)
{
	plan_free(((Undo *)view)->plan);
	history_free(((Undo *)view)->history);
}

static const char *verb(const Undo *undo)
{
	return undo->plan && undo->plan->is_redo ? "Redo" : "Undo";
}

/* --- keys --- */

static void go_back(View *view, Ui *ui)
{
	if (((Undo *)view)->writing)
		ui_say(ui, ROLE_WARN, "It is being written; wait for the answer.");
	else
		ui_pop(ui, view);
}

static void write_plan(View *view, Ui *ui)
{
	Undo   *undo = (Undo *)view;
	Request request = { .op = OP_APPLY };
	if (!undo->plan || undo->writing)
		return;
	if (ui_paused(ui)) {
		ui_say_paused(ui);
		return;
	}
	request.plan = plan_copy(undo->plan);
	request.alias = undo->plan->alias;
	undo->writing = true;
	ui_ask(ui, view, &request);
}

static void press(View *view, Ui *ui)
{
	if (((Undo *)view)->on_back)
		go_back(view, ui);
	else
		write_plan(view, ui);
}

static void other_button(View *view, Ui *ui)
{
	Undo *undo = (Undo *)view;
	(void)ui;
	undo->on_back = !undo->on_back;
}

static bool undo_clicked(View *view, Ui *ui, const Spot *spot)
{
	(void)ui;
	((Undo *)view)->on_back = spot->stop;
	return true;
}

static const Binding undo_rows[] = {
	{ .keys = "F2 ^S", .name = "undo-write", .label = "Write", .help = "write what is shown", .group = "CHANGE",
	  .need = RIGHT_READ, .run = write_plan },
	{ .keys = "Enter", .name = "undo-press", .label = "Press", .help = "press the button", .group = "CHANGE", .run = press },
	{ .keys = "Tab Left Right", .name = "undo-other", .label = "Other button", .help = "go to other button",
	  .group = "MOVE", .run = other_button },
	{ .keys = "Shift-Tab", .name = "undo-other-back", .help = "go to other button", .group = "MOVE", .run = other_button },
	{ .keys = "Up Down PgUp PgDn j k", .name = "undo-scroll", .help = "scroll", .group = "MOVE" },
	{ .keys = "Esc q", .name = "undo-back", .label = "Back", .help = "go back", .group = "OTHER",
	  .run = go_back },
};
static const Keymap undo_keys = KEYMAP("Undo", undo_rows);
static const Keymap *const undo_keymaps[] = { &undo_keys, NULL };

static bool undo_event(View *view, Ui *ui, const Event *event)
{
	Undo  *undo = (Undo *)view;
	size_t height = undo->height > 1 ? (size_t)undo->height : 1;
	bool   back = key_in(event->key, "Up k PgUp"), on = key_in(event->key, "Down j PgDn");
	size_t by = key_in(event->key, "PgUp PgDn") ? height : 1, last = undo->lines > height ? undo->lines - height : 0;
	(void)ui;
	if (event->kind != EVENT_KEY || (!back && !on))
		return false;
	undo->top = back ? undo->top - (by < undo->top ? by : undo->top) : undo->top + by;
	undo->top = undo->top > last ? last : undo->top;
	return true;
}

/* --- when others changed it since --- */

static void give_up(Undo *undo, Ui *ui, const Err *why)
{
	ui_pop(ui, &undo->view);
	ui_say_err(ui, why);
	ui_refresh(ui);
}

static void ask_history(Undo *undo, Ui *ui, const Answer *answer)
{
	Request request = { .op = OP_HISTORY, .alias = answer->reply.changed };
	undo->why = answer->err;
	undo->changed = answer->reply.changed;
	ui_ask(ui, &undo->view, &request);
}

static void take_history(Undo *undo, Ui *ui, Answer *answer)
{
	Request request = { .op = OP_RECORD, .alias = undo->changed };
	undo->history = answer->reply.history;
	answer->reply.history = NULL;
	if (answer->ok)
		ui_ask(ui, &undo->view, &request);
	else
		give_up(undo, ui, &undo->why);
}

/* An alias that the change made has no values to go back to. */
static const Version *change_of(const Undo *undo)
{
	for (size_t i = 0; i < undo->history->count; i++)
		if (undo->history->versions[i].seq == undo->seq && undo->history->versions[i].kind != PLAN_ADD)
			return &undo->history->versions[i];
	return NULL;
}

/* What it was, is and would be; setting it to the old value anyway is an edit like any other. */
static void take_record(Undo *undo, Ui *ui, Answer *answer)
{
	const Version *change = change_of(undo);
	ConflictArg    arg = { .kind = CONFLICT_UNDO, .asker = undo->view.serial };
	if (!change || (!answer->ok && answer->err.code != ERR_NOT_FOUND)) {
		give_up(undo, ui, &undo->why);
		return;
	}
	text_copy(arg.why, sizeof arg.why, undo->why.text);
	arg.record = answer->ok ? answer->reply.record : NULL;
	arg.merge = merge_undo(undo->changed.text, change, arg.record);
	answer->reply.record = NULL;
	ui_push(ui, &conflict_class, &arg);
}

static void undo_answer(View *view, Ui *ui, Answer *answer)
{
	Undo *undo = (Undo *)view;
	if (!answer->final)
		return;
	if (answer->op == OP_HISTORY) {
		take_history(undo, ui, answer);
		return;
	}
	if (answer->op == OP_RECORD) {
		take_record(undo, ui, answer);
		return;
	}
	if (!answer->ok && answer->op == OP_UNDO && *answer->reply.changed.text) {
		ask_history(undo, ui, answer);
		return;
	}
	if (answer->ok && answer->op == OP_UNDO) {
		undo->plan = answer->reply.plan;
		answer->reply.plan = NULL;
		return;
	}
	if (!answer->ok) {
		give_up(undo, ui, &answer->err);
		return;
	}
	View *asker = undo->from.done ? ui_find(ui, undo->from.asker) : NULL;
	if (asker)
		undo->from.done(asker, ui, &undo->plan->alias);
	ui_pop(ui, view);
	ui_saved(ui, &answer->reply.result, undo->plan->alias.text);
}

/* --- the picture --- */

static void undo_title(const View *view, const Ui *ui, char *out, size_t cap)
{
	const Undo *undo = (const Undo *)view;
	(void)ui;
	if (undo->plan)
		text_format(out, cap, "%s #%lld of alias %s", verb(undo), (long long)undo->plan->undo_seq, undo->plan->alias.text);
	else
		text_format(out, cap, "Undo change #%lld", (long long)undo->seq);
}

static void undo_draw(View *view, const Ui *ui, Canvas *canvas, Rect area)
{
	Undo *undo = (Undo *)view;
	int   row = area.row + area.rows - 1;
	Rect  body = { area.row, area.col, area.rows - 2, area.cols };
	(void)ui;
	undo->height = body.rows;
	if (!undo->plan)
		return;
	undo->lines = review_draw(undo->plan, canvas, body, undo->top);
	int used = button_draw(canvas, area, row, area.col + 4, (Button){ .label = verb(undo), .focused = !undo->on_back });
	button_draw(canvas, area, row, area.col + 4 + used + 4, (Button){ .label = "Back", .focused = undo->on_back, .stop = true });
}

static void undo_status(const View *view, const Ui *ui, char *left, size_t left_cap, char *right, size_t right_cap)
{
	const Undo *undo = (const Undo *)view;
	size_t      end = undo->top + (size_t)undo->height;
	static const char *const does[] = {
		[PLAN_EDIT] = "", [PLAN_DELETE] = "Deletes the alias. ", [PLAN_ADD] = "Makes the alias again. ",
	};

	(void)ui;
	if (!undo->plan)
		text_format(left, left_cap, "Looking at change #%lld…", (long long)undo->seq);
	else
		text_format(left, left_cap, undo->writing ? "Writing…" : "%sNothing is written yet.", does[undo->plan->kind]);
	if (undo->lines > (size_t)undo->height)
		text_format(right, right_cap, "line %zu of %zu", end < undo->lines ? end : undo->lines, undo->lines);
}

const ViewClass undo_class = {
	.name = "Undo", .size = sizeof(Undo), .keymaps = undo_keymaps, .open = undo_open, .title = undo_title, .draw = undo_draw,
	.status = undo_status, .event = undo_event, .clicked = undo_clicked, .answer = undo_answer, .close = undo_close,
};
