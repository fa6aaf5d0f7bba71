/* The picture of a plan of many rows: the table, what it comes to, and the count that is to be typed. */
#include <string.h>

#include "core/base/sys.h"
#include "tui/views/bulk.h"
#include "tui/widgets/button.h"
#include "tui/widgets/paragraph.h"

enum { NARROW_COLS = 60, COUNT_CELLS = 6 };

typedef struct { int id, field, now, after, outcome, end; } Columns;

static Columns columns_of(int cols)
{
	int spare = cols - 80;
	if (cols < NARROW_COLS)
		return (Columns){ .id = 3, .field = 12, .now = 21, .after = 21, .outcome = cols - 11, .end = cols };
	return (Columns){ .id = 3, .field = 15, .now = 25, .after = 45 + spare / 2, .outcome = 66 + spare, .end = cols };
}

static void head_draw(const BulkPlan *plan, Canvas *canvas, Rect area, const Columns *at)
{
	Rect header = { area.row + 1, area.col, 1, area.cols };
	static const char *const shows[] = { [BULK_ALL] = "", [BULK_CHANGES] = "only changes", [BULK_BLOCKED] = "only blocked" };
	const char *rows = shows[plan->shows];

	canvas_cell(canvas, area, area.row, area.col + 1, area.cols - 3 - text_width(rows), -1, ROLE_TEXT, plan->title);
	canvas_put(canvas, area, area.row, area.col + area.cols - 1 - text_width(rows), ROLE_DIM, rows);
	canvas_fill(canvas, header, ROLE_HEADER);
	canvas_put(canvas, header, header.row, area.col + at->id, ROLE_HEADER, "ALIAS ID");
	canvas_put(canvas, header, header.row, area.col + at->field, ROLE_HEADER, "FIELD");
	if (at->now < at->after)
		canvas_put(canvas, header, header.row, area.col + at->now, ROLE_HEADER, "NOW");
	canvas_put(canvas, header, header.row, area.col + at->after, ROLE_HEADER, "AFTER");
	canvas_put(canvas, header, header.row, area.col + at->outcome, ROLE_HEADER, "RESULT");
}

static void cell(Canvas *canvas, Rect row, int from, int to, Role role, const char *text)
{
	canvas_cell(canvas, row, row.row, row.col + from, to - from - 1, -1, role, text);
}

static void line_draw_row(const BulkPlan *plan, Canvas *canvas, Rect row, size_t i, const Columns *at)
{
	const BulkLine *line = &plan->lines[plan->shown[i]];
	bool            here = i == plan->table.at, head = line->first || i == plan->table.top;
	if (here)
		canvas_sign(canvas, row, row.row, row.col, SIGN_HERE);
	if (head || here)
		cell(canvas, row, at->id, at->field, here ? ROLE_CURSOR : ROLE_TEXT, line->id);
	cell(canvas, row, at->field, at->now, ROLE_TEXT, line->field);
	if (at->now < at->after)
		cell(canvas, row, at->now, at->after, ROLE_TEXT, line->now);
	cell(canvas, row, at->after, at->outcome, ROLE_TEXT, line->blocked ? line->why : line->after);
	cell(canvas, row, at->outcome, at->end + 1, line->role, line->outcome);
}

/* The whole of what the row is about: the table cuts it. */
static void rule_text(const BulkPlan *plan, char *out, size_t cap)
{
	const BulkLine *line = bulk_line_here(plan);
	*out = '\0';
	if (!line)
		return;
	if (*line->why)
		text_format(out, cap, "%s  %s", line->id, line->why);
	else if (*line->field && line->changes)
		text_format(out, cap, "%s  %s  %s → %s", line->id, line->field, *line->now ? line->now : "none",
		            *line->after ? line->after : "none");
	else
		text_format(out, cap, "%s  %s", line->id, *line->after ? line->after : line->outcome);
}

static void counts_text(const BulkPlan *plan, char *out, size_t cap)
{
	const BatchCounts *counts = &plan->counts;
	size_t             used = text_format(out, cap, "%zu %s", counts->change, plan->deletes ? "delete" : "change");
	used += text_format(out + used, cap - used, counts->same ? "   %zu already so" : "", counts->same);
	used += text_format(out + used, cap - used, counts->blocked ? "   %zu blocked" : "", counts->blocked);
	used += text_format(out + used, cap - used, counts->left_out ? "   %zu left out" : "", counts->left_out);
	if (counts->phones)
		text_format(out + used, cap - used, "   %zu %s written", counts->phones, counts->phones == 1 ? "phone" : "phones");
}

static void result_text(const BulkPlan *plan, char *out, size_t cap)
{
	const BatchResult *result = plan->result;
	batch_stand_text(&result->stand, out, cap);
	size_t used = strlen(out);
	if (result->seq)
		text_format(out + used, cap - used, "   batch #%lld: u undoes it as one%s", (long long)result->seq,
		            batch_stand_has_rest(&result->stand) ? ", c goes on" : "");
}

static void asking_draw(const BulkPlan *plan, Canvas *canvas, Rect area)
{
	char   text[60], label[40];
	bool   narrow = area.cols < NARROW_COLS; /* the button says what for */
	int    col = area.col + 2, gap = narrow ? 1 : 3;
	Button apply = { .label = label, .disabled = !bulk_may_apply(plan), .focused = bulk_may_apply(plan) };
	if (!plan->counts.change) {
		canvas_put(canvas, area, area.row, col, ROLE_TEXT, "Nothing is left to write.");
		return;
	}
	text_format(text, sizeof text, narrow ? "Type %zu" : "Type %zu to %s", plan->counts.change, plan->deletes ? "delete" : "apply");
	text_format(label, sizeof label, "%s %zu", plan->deletes ? "Delete" : "Apply", plan->counts.change);
	col += canvas_put(canvas, area, area.row, col, ROLE_TEXT, text) + 1;
	col += canvas_put(canvas, area, area.row, col, ROLE_FIELD, "[");
	line_draw(&plan->typed, canvas, area, area.row, col, COUNT_CELLS, ROLE_FOCUS, true);
	col += COUNT_CELLS;
	col += canvas_put(canvas, area, area.row, col, ROLE_FIELD, "]") + gap;
	button_draw(canvas, area, area.row, col, apply);
}

static int warnings_rows(const BulkPlan *plan, int cols)
{
	int rows = 0;
	for (size_t i = 0; i < plan->warning_count; i++)
		rows += paragraph_rows(plan->warnings[i], cols - 5);
	return rows > 4 ? 4 : rows;
}

static void foot_draw(const BulkPlan *plan, Canvas *canvas, Rect area)
{
	char text[300];
	int  row = area.row + 1, last = area.row + area.rows - 2;
	rule_text(plan, text, sizeof text);
	canvas_rule(canvas, area, area.row, ROLE_BORDER, text);
	if (plan->result)
		result_text(plan, text, sizeof text);
	else
		counts_text(plan, text, sizeof text);
	canvas_cell(canvas, area, row++, area.col + 2, area.cols - 3, -1, ROLE_TEXT, text);
	for (size_t i = 0; i < plan->warning_count && row < last; i++) {
		canvas_sign(canvas, area, row, area.col + 2, SIGN_LOOK);
		row += paragraph_draw(canvas, (Rect){ row, area.col + 4, last - row, area.cols - 5 }, ROLE_TEXT, plan->warnings[i]);
	}
	if (plan->state == BULK_REVIEW)
		asking_draw(plan, canvas, (Rect){ last, area.col, 1, area.cols });
	canvas_rule(canvas, area, last + 1, ROLE_BORDER, NULL);
}

void bulk_plan_draw(View *view, const Ui *ui, Canvas *canvas, Rect area)
{
	BulkPlan *plan = (BulkPlan *)view;
	Columns   at = columns_of(area.cols);
	int       foot = 4 + warnings_rows(plan, area.cols);
	Rect      body = { area.row + 2, area.col, area.rows - 2 - foot, area.cols };
	(void)ui;
	if (!plan->mem)
		return;
	head_draw(plan, canvas, area, &at);
	table_show(&plan->table, body.rows);
	plan->table.row = body.row;
	for (size_t i = plan->table.top; i < plan->table.count && i < plan->table.top + (size_t)body.rows; i++)
		line_draw_row(plan, canvas, (Rect){ body.row + (int)(i - plan->table.top), body.col, 1, body.cols }, i, &at);
	if (!plan->table.count)
		canvas_put(canvas, body, body.row, body.col + at.id, ROLE_TEXT, "None.");
	foot_draw(plan, canvas, (Rect){ body.row + body.rows, area.col, foot, area.cols });
}

/* --- words --- */

/* "Writing 9 of 14, 120 a second, 2 s left. Esc stops after this row." */
static void writing_text(const BulkPlan *plan, char *out, size_t cap)
{
	int64_t took = sys_monotonic_ms() - plan->started_ms;
	size_t  used = text_format(out, cap, "Writing %zu of %zu", plan->done + (plan->done < plan->total), plan->total);
	if (plan->done && took > 0) {
		size_t rate = (size_t)(plan->done * 1000 / (size_t)took);
		int64_t left = took * (int64_t)(plan->total - plan->done) / (int64_t)plan->done / 1000;
		used += text_format(out + used, cap - used, ", %zu a second, %lld s left", rate, (long long)left);
	}
	text_format(out + used, cap - used, ". Esc stops after this row.");
}

void bulk_plan_status(const View *view, const Ui *ui, char *left, size_t left_cap, char *right, size_t right_cap)
{
	const BulkPlan *plan = (const BulkPlan *)view;
	(void)ui;
	if (plan->state == BULK_READING)
		text_format(left, left_cap, "Making the plan… %zu of %zu. Esc stops.", plan->done, plan->total);
	else if (plan->state == BULK_WRITING)
		writing_text(plan, left, left_cap);
	else if (bulk_may_apply(plan))
		text_format(left, left_cap, "Enter %s %zu. Nothing is written yet.", plan->deletes ? "deletes" : "applies", plan->counts.change);
	else if (plan->state == BULK_REVIEW)
		text_copy(left, left_cap, "Nothing is written yet; each row is checked again before it is.");
	if (plan->table.count)
		text_format(right, right_cap, "%zu of %zu", plan->table.at + 1, plan->table.count);
}
