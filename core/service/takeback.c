#include "core/service/takeback.h"

#include "core/model/plan_undo.h"

static bool met_a_conflict(const StepClass *classes, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (classes[i] == CLASS_CONFLICT || classes[i] == CLASS_GONE || classes[i] == CLASS_NOT_APPLIED)
			return true;
	return false;
}

/* *done false: it stays as it is, since somebody was faster or the server refuses. Its trail says that it was written, which
 * would be believed of it for ever: from here on that is open again. */
static bool take_back_step(Service *service, const Change *change, size_t at, Arena *mem, bool *done, Err *err)
{
	const Step *step = &change->plan->steps[at];
	Observed row;
	RowState state;
	Written ignored;
	Err refused;
	*done = false;
	if (!vicidial_observe(service->db, step, mem, &row, err))
		return false;
	if (step_row_state(step, &row) != step_done_state(step) || !audit_trail_send(service->audit, &change->intent, at, &refused))
		return true;
	Step back = step_reverse(mem, step, &row);
	if (!vicidial_write_step(service->db, &back, &ignored, &refused) && refused.code == ERR_OFFLINE) {
		*err = refused;
		return false;
	}
	if (!change_row_state(service, step, &state, err))
		return false;
	*done = state == change_seen_state(step);
	return true;
}

bool take_back(Service *service, Change *change, Err *err)
{
	const Plan *plan = change->plan;
	StepClass *classes = change->result.classes;
	if (!met_a_conflict(classes, plan->step_count))
		return true;
	Arena *mem = arena_new();
	bool ok = true, done = true;
	for (size_t i = plan->step_count; ok && done && i-- > 0; ) {
		if (classes[i] != CLASS_APPLIED)
			continue;
		ok = take_back_step(service, change, i, mem, &done, err);
		classes[i] = !ok ? CLASS_INDETERMINATE : done ? CLASS_ROLLED_BACK : classes[i];
	}
	arena_free(mem);
	return ok;
}
