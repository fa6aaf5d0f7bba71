/* The plan of a batch as lines of a table: what each field of each alias is, will be, and came to. */
#include <string.h>

#include "core/base/mem.h"
#include "tui/views/bulk.h"

static const FieldId told_fields[] = { FIELD_NAME, FIELD_PHONES, FIELD_PROTOCOL, FIELD_ACTIVE, FIELD_GROUP };
enum { TOLD = sizeof told_fields / sizeof *told_fields };

/* What became of a row that was to be written; the audit log's classes in the words of the screen. */
static const struct {
	const char *word;
	Role        role;
} outcomes[CLASS_COUNT] = {
	[CLASS_NOT_ATTEMPTED] = { "not tried", ROLE_WARN }, [CLASS_APPLIED] = { "written", ROLE_DONE },
	[CLASS_ALREADY] = { "already so", ROLE_DONE },      [CLASS_CONFLICT] = { "conflict", ROLE_FAILED },
	[CLASS_GONE] = { "gone", ROLE_FAILED },             [CLASS_NOT_APPLIED] = { "not written", ROLE_FAILED },
	[CLASS_PARTIAL] = { "in part", ROLE_FAILED },       [CLASS_INDETERMINATE] = { "not known", ROLE_FAILED },
};

static void outcome_of(const BulkPlan *plan, size_t at, BulkLine *line)
{
	const BatchRow       *row = &plan->batch->rows[at];
	const BatchRowResult *result = plan->result ? &plan->result->rows[at] : NULL;
	line->role = ROLE_TEXT;
	line->blocked = row->state == BATCH_BLOCKED;
	line->changes = row->state == BATCH_CHANGE;
	if (line->blocked) {
		line->outcome = "blocked";
		line->role = ROLE_FAILED;
		line->why = row->why;
	} else if (!line->changes) {
		line->outcome = "already so";
	} else if (row->left_out) {
		line->outcome = "left out";
	} else if (result) {
		line->outcome = outcomes[result->class].word ? outcomes[result->class].word : "see audit log";
		line->role = outcomes[result->class].word ? outcomes[result->class].role : ROLE_FAILED;
		line->why = result->sentence;
	} else {
		line->outcome = row->plan->kind == PLAN_DELETE ? "delete" : row->plan->kind == PLAN_ADD ? "put back" : "change";
	}
}

/* What only follows from other phones in the list is not told: it is not written. */
static bool field_changes(const BatchRow *row, FieldId field)
{
	const char *after = row->plan->after[field];
	if (!after || strcmp(after, row->now[field] ? row->now[field] : "") == 0)
		return false;
	return (field != FIELD_PROTOCOL && field != FIELD_ACTIVE) || plan_phone_step(row->plan);
}

static BulkLine *line_add(BulkPlan *plan, size_t row, const char *field, const char *now, const char *after)
{
	BulkLine *line = &plan->lines[plan->line_count++];
	*line = (BulkLine){ .row = row, .id = arena_text(plan->mem, plan->batch->rows[row].alias.text), .why = "", .field = field,
	                    .now = arena_text(plan->mem, now ? now : ""), .after = arena_text(plan->mem, after ? after : "") };
	outcome_of(plan, row, line);
	line->why = arena_text(plan->mem, line->why);
	return line;
}

static bool row_changes(const BatchRow *row, FieldId field)
{
	return row->state == BATCH_CHANGE && row->plan->kind == PLAN_EDIT && field_changes(row, field);
}

/* The first field that some row changes: what the rows that stay are told by. FIELD_NAME when there is none. */
static FieldId field_of_all(const Batch *batch)
{
	for (size_t i = 0; i < TOLD; i++)
		for (size_t row = 0; row < batch->count; row++)
			if (row_changes(&batch->rows[row], told_fields[i]))
				return told_fields[i];
	return FIELD_NAME;
}

static void add_value(Text *out, bool first, Value value)
{
	text_add(out, first ? "" : ", ");
	text_add_bytes(out, value.bytes, value.length);
}

/* The values of one field that the steps put in place of others, those of several phones one behind the other. */
static void taken_back(BulkPlan *plan, size_t at, FieldId field)
{
	static const FieldId field_of[COLUMN_COUNT] = {
		[COLUMN_ALIAS_NAME] = FIELD_NAME, [COLUMN_LOGINS_LIST] = FIELD_PHONES, [COLUMN_USER_GROUP] = FIELD_GROUP,
		[COLUMN_PROTOCOL] = FIELD_PROTOCOL, [COLUMN_ACTIVE] = FIELD_ACTIVE,
	};
	const Plan *undo = plan->batch->rows[at].plan;
	Text        now = { 0 }, after = { 0 };
	for (size_t i = 0; i < undo->step_count; i++)
		for (size_t j = 0; j < undo->steps[i].column_count; j++) {
			const StepColumn *column = &undo->steps[i].columns[j];
			if (!column->writes || field_of[column->column] != field)
				continue;
			add_value(&now, now.bytes == NULL, column->before);
			add_value(&after, after.bytes == NULL, column->after);
		}
	if (now.bytes)
		line_add(plan, at, fields[field].key, now.bytes, after.bytes);
	text_free(&now);
	text_free(&after);
}

/* An alias has a line for each field that changes, and one in any case. A plan that takes something back was made of bytes, not of
 * fields: its steps tell. */
static void row_lines(BulkPlan *plan, size_t at, FieldId of_all)
{
	const BatchRow *row = &plan->batch->rows[at];
	size_t          first = plan->line_count;
	for (size_t i = 0; i < TOLD; i++)
		if (row_changes(row, told_fields[i]) && !row->plan->is_undo)
			line_add(plan, at, fields[told_fields[i]].key, row->now[told_fields[i]], row->plan->after[told_fields[i]]);
		else if (row->state == BATCH_CHANGE && row->plan->is_undo && row->plan->kind == PLAN_EDIT)
			taken_back(plan, at, told_fields[i]);
	if (plan->line_count == first && row->state == BATCH_CHANGE)
		line_add(plan, at, "", row->now[FIELD_NAME], "");
	else if (plan->line_count == first)
		line_add(plan, at, fields[of_all].key, row->now[of_all], "");
	plan->lines[first].first = true;
}

static void take_review(BulkPlan *plan)
{
	const Batch *batch = plan->batch;
	plan->counts = batch->counts;
	text_copy(plan->title, sizeof plan->title, batch->title);
	plan->deletes = batch->counts.deletes > 0;
	plan->undoes = batch->undo_seq != 0;
	plan->warning_count = 0;
	for (size_t i = 0; !plan->result && i < batch->warning_count && i < sizeof plan->warnings / sizeof *plan->warnings; i++)
		text_copy(plan->warnings[plan->warning_count++], sizeof plan->warnings[0], batch->warnings[i]);
}

void bulk_lines(BulkPlan *plan)
{
	arena_free(plan->mem);
	plan->mem = arena_new();
	plan->lines = arena_take(plan->mem, (plan->batch->count * TOLD + 1) * sizeof *plan->lines);
	plan->shown = arena_take(plan->mem, (plan->batch->count * TOLD + 1) * sizeof *plan->shown);
	plan->line_count = 0;
	FieldId of_all = field_of_all(plan->batch);
	for (size_t i = 0; i < plan->batch->count; i++)
		row_lines(plan, i, of_all);
	take_review(plan);
	bulk_lines_show(plan);
}

void bulk_lines_show(BulkPlan *plan)
{
	size_t count = 0;
	for (size_t i = 0; i < plan->line_count; i++) {
		const BulkLine *line = &plan->lines[i];
		if (plan->shows == BULK_ALL || (plan->shows == BULK_CHANGES ? line->changes : line->blocked))
			plan->shown[count++] = i;
	}
	table_count(&plan->table, count);
}

const BulkLine *bulk_line_here(const BulkPlan *plan)
{
	return plan->table.count ? &plan->lines[plan->shown[plan->table.at]] : NULL;
}
