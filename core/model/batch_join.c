/* Rows of a batch that write the same phone: each plan was made as if its alias were changed alone. */
#include <stdlib.h>
#include <string.h>

#include "core/model/batch_draft.h"

/* The last that is known of a phone: what the step of a row will leave there. */
typedef struct {
	const Step *step;                        /* NULL: no row before writes it */
	size_t      row;
} Left;

/* True: there is something left to write. */
static bool expect(Step *step, const Step *left)
{
	bool writes = false;
	for (size_t i = 0; i < step->column_count; i++) {
		StepColumn *column = &step->columns[i];
		column->before = left->columns[i].after;
		column->writes = column->writes && !value_equal(column->after, column->before);
		if (!column->writes)
			column->after = column->before;
		writes = writes || column->writes;
	}
	return writes;
}

static void lean(BatchRow *row, size_t on)
{
	for (size_t i = 0; i < row->lean_count; i++)
		if (row->leans[i] == on)
			return;
	row->leans[row->lean_count++] = on;
}

static void join_row(Batch *batch, size_t index, Left *left)
{
	BatchRow *row = &batch->rows[index];
	Plan *plan = row->plan;
	Step *steps = arena_take(plan->mem, (plan->step_count + 1) * sizeof *steps);
	size_t kept = 0, phone = 0;
	row->leans = arena_take(batch->mem, (plan->step_count + 1) * sizeof *row->leans);
	for (size_t i = 0; i < plan->step_count; i++) {
		Step step = plan->steps[i];
		Left *known = step.table == TABLE_PHONE ? &left[row->phones[phone++]] : NULL;
		if (known && known->step)
			lean(row, known->row);
		if (known && known->step && !expect(&step, known->step))
			continue;
		steps[kept++] = step;
		if (known)
			*known = (Left){ .step = &steps[kept - 1], .row = index };
	}
	plan->steps = steps;
	plan->step_count = kept;
}

void batch_join(Batch *batch)
{
	Left *left = mem_take((batch->phone_count + 1) * sizeof *left);
	for (size_t i = 0; i < batch->count; i++)
		if (batch_writes(&batch->rows[i]))
			join_row(batch, i, left);
	mem_free(left);
}
