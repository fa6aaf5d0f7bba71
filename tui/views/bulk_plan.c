/* The second step of a bulk change: the plan, row by row. Nothing is written before the count of aliases is typed; then row by
 * row, and Esc stops behind one. Deleting many, draining a server and taking a batch back are the same screen. */
#include <string.h>

#include "core/base/sys.h"
#include "tui/sheet.h"
#include "tui/views/bulk.h"
#include "tui/views/export.h"
#include "tui/views/review.h"
#include "tui/views/views.h"

static void plan_open(View *view, Ui *ui, const void *arg)
{
	const BulkPlanArg *given = arg;
	BulkPlan          *plan = (BulkPlan *)view;
	Request            request = { .op = given->order ? OP_BATCH_PLAN : given->rest_seq ? OP_BATCH_REST : OP_BATCH_UNDO };
	request.order = given->order;
	request.seq = given->rest_seq ? given->rest_seq : given->undo_seq;
	plan->undo_seq = given->undo_seq;
	plan->rest_seq = given->rest_seq;
	plan->undoes = given->undo_seq != 0;
	plan->typed.max_chars = 9;
	ui_ask(ui, view, &request);
}

static void plan_close(View *view)
{
	BulkPlan *plan = (BulkPlan *)view;
	batch_free(plan->batch);
	batch_result_free(plan->result);
	arena_free(plan->mem);
}

bool bulk_may_apply(const BulkPlan *plan)
{
	char count[24];
	text_format(count, sizeof count, "%zu", plan->counts.change);
	return plan->state == BULK_REVIEW && plan->counts.change > 0 && strcmp(plan->typed.text, count) == 0;
}

/* --- keys --- */

/* What was written leaves behind neither a form that says that nothing is, nor the plan that it undoes. */
static View *done_with(View *view, const Ui *ui)
{
	const View *below = ui_below(ui, view);
	while (below && (below->is == &bulk_class || below->is == &bulk_plan_class)) {
		view = ui_find(ui, below->serial);
		below = ui_below(ui, view);
	}
	return view;
}

static void back(View *view, Ui *ui)
{
	BulkPlan *plan = (BulkPlan *)view;
	if (plan->state == BULK_READING || plan->state == BULK_WRITING)
		ui_stop(ui);
	else
		ui_pop(ui, plan->result && plan->result->seq ? done_with(view, ui) : view);
}

static void apply(BulkPlan *plan, Ui *ui)
{
	Request request = { .op = OP_BATCH_APPLY, .batch = plan->batch };
	if (ui_paused(ui)) {
		ui_say_paused(ui);
		return;
	}
	plan->batch = NULL;
	plan->state = BULK_WRITING;
	plan->done = 0, plan->total = plan->counts.change;
	plan->started_ms = sys_monotonic_ms();
	ui_ask(ui, &plan->view, &request);
}

/* Space: of a row that has several lines, all of them. */
static void leave_out(View *view, Ui *ui)
{
	BulkPlan       *plan = (BulkPlan *)view;
	const BulkLine *line = bulk_line_here(plan);
	if (plan->state != BULK_REVIEW || !line)
		return;
	const BatchRow *row = &plan->batch->rows[line->row];
	size_t          at = line->row;
	if (row->state != BATCH_CHANGE) {
		ui_say(ui, ROLE_TEXT, "%s is not going to be written.", line->id);
		return;
	}
	batch_leave_out(plan->batch, at, !row->left_out);
	line_set(&plan->typed, "");
	bulk_lines(plan);
	while (bulk_line_here(plan)->row == at && plan->table.at + 1 < plan->table.count)
		table_go(&plan->table, plan->table.at + 1);
}

static void show_next(View *view, Ui *ui)
{
	BulkPlan *plan = (BulkPlan *)view;
	(void)ui;
	plan->shows = (plan->shows + 1) % BULK_SHOWS;
	bulk_lines_show(plan);
	table_go(&plan->table, 0);
}

static void row_open(BulkPlan *plan, Ui *ui)
{
	const BulkLine *line = bulk_line_here(plan);
	const Plan     *row = line && plan->batch ? plan->batch->rows[line->row].plan : NULL;
	if (row)
		ui_push(ui, &review_look_class, &(ReviewArg){ .plan = row });
	else if (line)
		ui_say(ui, ROLE_TEXT, "%s: %s.", line->id, *line->why ? line->why : line->outcome);
}

static bool is_typed(const Ui *ui)
{
	const View *top = ui_top(ui);
	return top && top->is == &bulk_plan_class && bulk_may_apply((const BulkPlan *)top);
}

static bool is_not_typed(const Ui *ui)
{
	return !is_typed(ui);
}

/* With a count typed it is meant; without one it looks closer. */
static void press(View *view, Ui *ui)
{
	BulkPlan *plan = (BulkPlan *)view;
	if (plan->state == BULK_READING || plan->state == BULK_WRITING)
		return;
	if (bulk_may_apply(plan))
		apply(plan, ui);
	else if (*plan->typed.text)
		ui_say(ui, ROLE_TEXT, "Type %zu, the number of aliases that change, to apply it.", plan->counts.change);
	else
		row_open(plan, ui);
}

static void undo(View *view, Ui *ui)
{
	BulkPlan *plan = (BulkPlan *)view;
	if (plan->state != BULK_DONE || !plan->result->seq)
		ui_say(ui, ROLE_TEXT, "Nothing of this plan is written yet.");
	else
		ui_push(ui, &bulk_plan_class, &(BulkPlanArg){ .undo_seq = plan->result->seq });
}

static void go_on(View *view, Ui *ui)
{
	BulkPlan *plan = (BulkPlan *)view;
	if (plan->state != BULK_DONE || !batch_stand_has_rest(&plan->result->stand))
		ui_say(ui, ROLE_TEXT, "No row of this plan was left behind.");
	else if (ui_paused(ui))
		ui_say_paused(ui);
	else
		ui_push(ui, &bulk_plan_class, &(BulkPlanArg){ .rest_seq = plan->result->seq });
}

/* --- export --- */

static void cell(const void *source, size_t row, size_t column, SheetForm form, char *out, size_t cap)
{
	static const char *const heads[] = { "id", "field", "now", "after", "result", "why" };
	const BulkPlan          *plan = source;
	const BulkLine          *line = row == SHEET_HEAD ? NULL : &plan->lines[row];

	(void)form;
	if (!line)
		text_copy(out, cap, heads[column]);
	else
		text_copy(out, cap, (const char *[]){ line->id, line->field, line->now, line->after, line->outcome, line->why }[column]);
}

static bool print(View *asker, Ui *ui, FILE *to, SheetForm form, size_t *count, Err *err)
{
	const BulkPlan *plan = (const BulkPlan *)asker;
	Sheet           sheet = { .rows = plan->line_count, .columns = 6, .source = plan, .cell = cell };
	(void)ui;
	*count = plan->line_count;
	return sheet_print(to, &sheet, form, err);
}

static void export(View *view, Ui *ui)
{
	const BulkPlan *plan = (const BulkPlan *)view;
	ExportArg       arg = { .one = "line", .many = "lines", .count = plan->line_count, .asker = view->serial, .print = print };
	if (plan->line_count)
		ui_push(ui, &export_class, &arg);
}

/* Enter says which of the two it does. */
static const Binding typed_rows[] = {
	{ .keys = "Enter", .name = "plan-apply", .label = "Apply", .help = "apply the plan", .group = "CHANGE", .run = press,
	  .now = is_typed },
};
static const Keymap typed_keys = KEYMAP("Bulk change: count typed", typed_rows);

static const Binding plan_rows[] = {
	{ .keys = "Enter", .name = "plan-press", .label = "Row", .help = "open the row", .group = "CHANGE", .run = press,
	  .now = is_not_typed },
	{ .keys = "Tab", .name = "plan-show", .label = "Changes/blocked", .help = "show all, or a part", .group = "SEE",
	  .run = show_next },
	{ .keys = "Space", .name = "plan-leave-out", .label = "Leave out", .help = "leave the row out", .group = "CHANGE",
	  .run = leave_out },
	{ .keys = "x", .name = "plan-export", .label = "Export", .help = "export the plan", .group = "SEE", .run = export },
	{ .keys = "u", .name = "plan-undo", .help = "undo it as one", .group = "CHANGE", .run = undo },
	{ .keys = "c", .name = "plan-rest", .help = "go on with the rest", .group = "CHANGE", .run = go_on },
	{ .keys = "Esc q", .name = "plan-back", .label = "Back", .help = "stop, or go back", .group = "OTHER", .run = back },
	{ .keys = "Up Down PgUp PgDn j k", .name = "plan-move", .help = "move in plan", .group = "MOVE" },
};
static const Keymap plan_keys = KEYMAP("Bulk change: plan", plan_rows);
static const Keymap *const plan_keymaps[] = { &typed_keys, &plan_keys, NULL };

/* Digits are never commands, so the count is typed wherever the cursor is. */
static bool is_count_key(const Event *event)
{
	return event->kind == EVENT_KEY && ((event->key >= '0' && event->key <= '9') || event->key == KEYS_BACKSPACE);
}

static bool plan_event(View *view, Ui *ui, const Event *event)
{
	BulkPlan *plan = (BulkPlan *)view;
	(void)ui;
	if (is_count_key(event))
		return plan->state == BULK_REVIEW && line_key(&plan->typed, event);
	return table_key(&plan->table, event);
}

static bool plan_clicked(View *view, Ui *ui, const Spot *spot)
{
	(void)view, (void)ui, (void)spot;
	return true;
}

/* --- answers --- */

static void take_batch(BulkPlan *plan, Answer *answer)
{
	plan->batch = answer->reply.batch;
	answer->reply.batch = NULL;
	plan->state = BULK_REVIEW;
	bulk_lines(plan);
}

static void take_result(BulkPlan *plan, Ui *ui, Answer *answer)
{
	plan->batch = answer->reply.batch;
	plan->result = answer->reply.batch_result;
	answer->reply.batch = NULL;
	answer->reply.batch_result = NULL;
	plan->state = BULK_DONE;
	line_set(&plan->typed, "");
	bulk_lines(plan);
	ui_saved_batch(ui, plan->batch, plan->result);
}

static void plan_answer(View *view, Ui *ui, Answer *answer)
{
	BulkPlan *plan = (BulkPlan *)view;
	if (!answer->final) {
		plan->done = answer->reply.done;
		plan->total = answer->reply.total;
	} else if (!answer->ok) {
		ui_say_err(ui, &answer->err);
		ui_pop(ui, view);
		if (answer->op == OP_BATCH_APPLY)
			ui_refresh(ui);
	} else if (answer->op == OP_BATCH_APPLY) {
		take_result(plan, ui, answer);
	} else {
		take_batch(plan, answer);
	}
}

static bool plan_unsaved(const View *view)
{
	return ((const BulkPlan *)view)->state == BULK_WRITING;
}

static void plan_title(const View *view, const Ui *ui, char *out, size_t cap)
{
	const BulkPlan *plan = (const BulkPlan *)view;
	(void)ui;
	if (plan->rest_seq)
		text_format(out, cap, "Rest of batch #%lld: %s", (long long)plan->rest_seq, plan->state == BULK_DONE ? "result" : "plan");
	else if (plan->undoes)
		text_format(out, cap, "Undo batch #%lld: %s", (long long)plan->undo_seq, plan->state == BULK_DONE ? "result" : "plan");
	else
		text_format(out, cap, "Bulk %s: %s", plan->deletes ? "delete" : "change", plan->state == BULK_DONE ? "result" : "plan");
}

const ViewClass bulk_plan_class = {
	.name = "Bulk plan", .size = sizeof(BulkPlan), .keymaps = plan_keymaps, .open = plan_open, .title = plan_title,
	.draw = bulk_plan_draw, .status = bulk_plan_status, .event = plan_event, .clicked = plan_clicked, .answer = plan_answer,
	.unsaved = plan_unsaved, .close = plan_close,
};
