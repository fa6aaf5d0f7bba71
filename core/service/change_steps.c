/* The rows of one change: compared with what was seen, written, and looked at again. */
#include "core/service/change.h"
#include "core/service/takeback.h"

bool change_row_state(Service *service, const Step *step, RowState *out, Err *err)
{
	Observed row;
	Arena *mem = arena_new();
	bool ok = vicidial_observe(service->db, step, mem, &row, err);
	if (ok)
		*out = step_row_state(step, &row);
	arena_free(mem);
	return ok;
}

RowState change_seen_state(const Step *step)
{
	return step->kind == PLAN_ADD ? ROW_MISSING : ROW_BEFORE;
}

/* Every row is compared with its guard before anything is logged or written: a difference is a conflict. */
bool change_compare(Service *service, Change *change, Err *err)
{
	const Plan *plan = change->plan;
	ChangeResult *out = &change->result;
	for (size_t i = 0; i < plan->step_count; i++) {
		const Step *step = &plan->steps[i];
		RowState state;
		if (!change_row_state(service, step, &state, err))
			return false;
		if (state == change_seen_state(step))
			continue;
		out->class = out->classes[i] = state == ROW_MISSING ? CLASS_GONE : CLASS_CONFLICT;
		if (step->kind == PLAN_ADD)
			return fail(err, ERR_CONFLICT, "Not %s: an alias %s exists by now.", change_done_word(plan), plan->alias.text);
		return fail(err, ERR_CONFLICT, "Not %s: %s %s while you were %s. Nothing was written.", change_done_word(plan), step->label,
		            state == ROW_MISSING ? "was deleted" : "was changed", plan->is_undo ? "looking" : "editing");
	}
	return true;
}

/* What the one statement came to, by looking: the reply alone never decides (RELIABILITY 2.4). */
static bool class_of_step(Service *service, const Step *step, const Written *written, bool refused, StepClass *out, Err *err)
{
	RowState state;
	if (written->damaged) {
		*out = CLASS_DAMAGED;
		return true;
	}
	if (!change_row_state(service, step, &state, err))
		return false;
	if (!refused && written->matched == 1)
		*out = state == step_done_state(step) ? CLASS_APPLIED : written->warnings ? CLASS_ALTERED : CLASS_APPLIED_THEN_CHANGED;
	else if (state == step_done_state(step))
		*out = CLASS_ALREADY;
	else if (refused && state == change_seen_state(step))
		*out = CLASS_NOT_APPLIED;            /* accepted, and found no row: somebody changed it, and back again */
	else
		*out = state == ROW_MISSING ? CLASS_GONE : CLASS_CONFLICT;
	return true;
}

/* Between the two marks lies one round trip: only a process that is killed in it leaves a step in doubt. An error may come
 * after the row was written, so it is no answer; only what the server took is. */
static bool write_step(Service *service, const Change *change, size_t at, Written *out, Err *refusal)
{
	const Step *step = &change->plan->steps[at];
	vicidial_ready_step(service->db, step);
	if (!audit_trail_send(service->audit, &change->intent, at, refusal) || !vicidial_write_step(service->db, step, out, refusal))
		return false;
	audit_trail_answer(service->audit, &change->intent, at, out->matched == 1);
	return true;
}

/* Runs the steps until one is not done. False only when the connection broke: then the step is in doubt. */
static bool run_steps(Service *service, Change *change, Err *err)
{
	const Plan *plan = change->plan;
	StepClass *classes = change->result.classes;
	Err *refusal = &change->refusal;
	for (size_t i = 0; i < plan->step_count; i++) {
		Written written = { 0 };
		bool accepted = write_step(service, change, i, &written, refusal), broke = !accepted && refusal->code == ERR_OFFLINE;
		if (broke)
			*err = *refusal;
		if (broke || !class_of_step(service, &plan->steps[i], &written, !accepted, &classes[i], err)) {
			classes[i] = CLASS_INDETERMINATE;
			return false;
		}
		change->error = written.error;
		CHANGE_AT(POINT_STEP);
		if (classes[i] != CLASS_APPLIED && classes[i] != CLASS_ALREADY)
			break;
	}
	return true;
}

bool change_write(Service *service, Change *change, Err *err)
{
	ChangeResult *out = &change->result;
	const Plan *plan = change->plan;
	if (!run_steps(service, change, err) || !take_back(service, change, err)) {
		out->class = CLASS_INDETERMINATE;
		Err why = *err;
		return change_left_open(plan, &why, why.code == ERR_OFFLINE ?
		                        "the connection broke while it was being saved, so whether it was is not known yet." :
		                        "it could not be looked at after it was saved, so whether it was is not known yet.", err);
	}
	out->class = step_class_of_all(out->classes, plan->step_count);
	for (size_t i = 0; i < plan->step_count; i++)
		if (out->classes[i] == CLASS_DAMAGED)
			return change_left_open(plan, &change->refusal, "not saved, the table is damaged.", err);
	return true;
}
