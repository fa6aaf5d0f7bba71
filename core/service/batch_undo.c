/* The batch that takes a batch back: its changes in reverse order, each as undo makes it, from one reading of all records. */
#include <string.h>

#include "core/base/text.h"
#include "core/service/batch_inside.h"
#include "core/service/undo_inside.h"

typedef struct {
	Service    *service;
	int64_t     seq;
	AuditPage  *open, *changes;              /* its BATCH_OPEN; its changes, the last first */
	Undo       *undos;                       /* beside changes */
	UndoState  *states;
	BatchRow   *rows;
	const char **whys;                       /* of the rows; NULL: nothing is in the way */
	Arena      *mem;
	Records    *records;
} BatchUndo;

static bool same_row(const Step *a, const Step *b)
{
	for (size_t i = 0; i < 2; i++)
		if (a->table != b->table || !value_equal(a->columns[i].before, b->columns[i].before))
			return false;
	return true;
}

/* A phone that several rows wrote one after the other stands by then as the later row found it. */
static void expect_earlier(BatchUndo *undo, size_t row)
{
	Undo *mine = &undo->undos[row];
	for (size_t i = 0; i < mine->done->step_count; i++) {
		const Step *step = &mine->done->steps[i];
		if (step->table != TABLE_PHONE || step_row_state(step, &mine->now[i]) != ROW_OTHER)
			continue;
		for (size_t j = 0; j < row; j++) {
			const Plan *done = undo->states[j] == UNDO_READY ? undo->undos[j].done : NULL;
			for (size_t k = 0; done && k < done->step_count; k++)
				for (size_t column = 0; same_row(&done->steps[k], step) && column < step->column_count; column++)
					mine->now[i].now[column] = mine->now[i].shown[column] = done->steps[k].columns[column].before;
		}
	}
}

/* False: it cannot go on at all. What stands against one row is kept with it. */
static bool look_at(BatchUndo *undo, size_t row, Err *err)
{
	Undo *mine = &undo->undos[row];
	undo->states[row] = UNDO_CHANGED;
	bool ok = undo_take(mine, undo->service, &undo->changes->entries[row], err) && undo_observe(mine, err);
	if (ok) {
		expect_earlier(undo, row);
		ok = undo_ready(mine, &undo->states[row], err);
	}
	if (!ok && err->code != ERR_CONFLICT && err->code != ERR_NOT_FOUND && err->code != ERR_UNREADABLE)
		return false;
	if (!ok)
		undo->whys[row] = arena_text(undo->mem, err->text);
	return true;
}

static bool look(BatchUndo *undo, OpProgress progress, void *context, Err *err)
{
	size_t count = undo->changes->count;
	undo->undos = mem_take((count + 1) * sizeof *undo->undos);
	undo->states = mem_take((count + 1) * sizeof *undo->states);
	undo->rows = arena_take(undo->mem, (count + 1) * sizeof *undo->rows);
	undo->whys = arena_take(undo->mem, (count + 1) * sizeof *undo->whys);
	for (size_t i = 0; i < count; i++) {
		if (progress && !progress(context, i, count))
			return fail(err, ERR_STOPPED, "Stopped while looking at what the batch changed.");
		if (!look_at(undo, i, err))
			return false;
		text_copy(undo->rows[i].alias.text, sizeof undo->rows[i].alias.text, undo->changes->entries[i].alias);
	}
	return true;
}

/* The phones of the lists that come back. */
static bool look_up(BatchUndo *undo, Err *err)
{
	size_t count = undo->changes->count, total = 0, all = 0;
	const char ***lists = arena_take(undo->mem, (count + 1) * sizeof *lists);
	size_t *counts = arena_take(undo->mem, (count + 1) * sizeof *counts);
	Lookup *lookup;
	for (size_t i = 0; i < count; i++) {
		counts[i] = undo->states[i] == UNDO_READY ? undo_logins(&undo->undos[i], &lists[i]) : 0;
		total += counts[i];
	}
	const char **logins = arena_take(undo->mem, (total + 1) * sizeof *logins);
	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < counts[i]; j++)
			logins[all++] = lists[i][j];
	if (!vicidial_lookup_many(undo->service->db, &undo->service->admin.scope, logins, all, NULL, 0, false, &lookup, err))
		return false;
	for (size_t i = 0; i < count; i++)
		record_take(&undo->records->items[i], lookup, lists[i], counts[i], NULL, 0);
	lookup_free(lookup);
	return true;
}

static bool read_records(BatchUndo *undo, Err *err)
{
	size_t count = undo->changes->count;
	const char **ids = arena_take(undo->mem, (count + 1) * sizeof *ids);
	for (size_t i = 0; i < count; i++)
		ids[i] = undo->rows[i].alias.text;
	return vicidial_records(undo->service->db, &undo->service->admin.scope, ids, count, false, NULL, NULL, &undo->records, err) &&
	       look_up(undo, err);
}

static void plan_row(BatchUndo *undo, size_t row)
{
	BatchRow *to = &undo->rows[row];
	Record *record = &undo->records->items[row];
	Err err;
	bool ready = undo->states[row] == UNDO_READY;
	if (ready && !record->exists && undo->undos[row].done->kind != PLAN_DELETE)
		undo->whys[row] = arena_format(undo->mem, "There is no alias %s.", to->alias.text);
	else if (ready && !(to->plan = undo_plan(&undo->undos[row], record, &err)))
		undo->whys[row] = arena_text(undo->mem, err.text);
	bool same = undo->states[row] == UNDO_UNDONE || undo->states[row] == UNDO_NEVER_WRITTEN;
	to->state = to->plan ? BATCH_CHANGE : same ? BATCH_SAME : BATCH_BLOCKED;
	to->why = to->state == BATCH_BLOCKED ? undo->whys[row] : "";
}

static Batch *make(BatchUndo *undo)
{
	const AuditEvent *event = &undo->open->entries[0].event;
	for (size_t i = 0; i < undo->changes->count; i++)
		plan_row(undo, i);
	const char *title = arena_format(undo->mem, "%s of batch #%lld", event->has_undo ? "redo" : "undo", (long long)undo->seq);
	Batch *batch = batch_of_plans(title, undo->rows, undo->records);
	batch->undo_seq = undo->seq;
	batch->is_redo = event->has_undo;
	memcpy(batch->undo_of, event->batch_id, sizeof batch->undo_of);
	return batch;
}

static void free_all(BatchUndo *undo)
{
	for (size_t i = 0; undo->undos && i < undo->changes->count; i++)
		undo_free(&undo->undos[i]);
	mem_free(undo->undos);
	mem_free(undo->states);
	records_free(undo->records);
	audit_page_free(undo->changes);
	audit_page_free(undo->open);
	arena_free(undo->mem);
}

bool batch_undo_run(Service *service, Request *request, Reply *out, OpProgress progress, void *context, Err *err)
{
	BatchUndo undo = { .service = service, .seq = request->seq, .mem = arena_new() };
	bool ok = batch_find(service, undo.seq, &undo.open, &undo.changes, err) && look(&undo, progress, context, err) &&
	          read_records(&undo, err);
	if (ok)
		out->batch = make(&undo);
	if (ok && !service->phone_writes)
		batch_forbid_phones(out->batch);
	free_all(&undo);
	return ok;
}
