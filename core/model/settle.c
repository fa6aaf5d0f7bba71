#include "core/model/settle.h"

/* The four ends of a row as seen from its step: the letters of RELIABILITY 2.5. */
typedef enum { B, A, O, M } End;

static End end_of(const Step *step, RowState state)
{
	if (state == step_done_state(step))
		return A;
	if (state == (step->kind == PLAN_ADD ? ROW_MISSING : ROW_BEFORE))
		return B;
	return state == ROW_MISSING ? M : O;
}

/* What the process noted of itself decides; without it, what is in the row, and what others saw there. */
static StepClass class_of_unlogged(End end, const Evidence *evidence)
{
	bool wrote = evidence->trail == TRAIL_WRITTEN, is_open = evidence->trail == TRAIL_SENT;
	if (end == B)
		return wrote ? CLASS_APPLIED_THEN_REVERTED : CLASS_NOT_APPLIED;
	if (end == A)
		return wrote || (is_open && !evidence->same_by_others) ? CLASS_APPLIED_LOG_ADDED : CLASS_ALREADY;
	if (!is_open)
		return wrote ? CLASS_APPLIED_THEN_CHANGED : CLASS_NOT_APPLIED;
	switch (evidence->witness) {
	case WITNESS_SAW_AFTER:       return CLASS_APPLIED_THEN_CHANGED;
	case WITNESS_REPLACED_BEFORE: return CLASS_NOT_APPLIED;
	default:                      return CLASS_INDETERMINATE;
	}
}

StepClass settle_class(const Step *step, const Evidence *evidence)
{
	static const StepClass logged[] = { [B] = CLASS_APPLIED_THEN_REVERTED, [A] = CLASS_APPLIED, [O] = CLASS_APPLIED_THEN_CHANGED };
	End end = end_of(step, evidence->state);
	if (end == M && evidence->deleted_by_others)
		return evidence->logged || evidence->trail == TRAIL_WRITTEN ? CLASS_APPLIED_THEN_CHANGED : CLASS_GONE;
	if (end == M)                            /* MyISAM's repair drops a row that was growing when the server died */
		return CLASS_ROW_LOST;
	return evidence->logged ? logged[end] : class_of_unlogged(end, evidence);
}

bool settle_needs_witness(const Step *step, const Evidence *evidence)
{
	return !evidence->logged && evidence->trail == TRAIL_SENT && end_of(step, evidence->state) == O;
}

static const StepColumn *same_column(const Step *step, ColumnId column)
{
	for (size_t i = 0; i < step->column_count; i++)
		if (step->columns[i].column == column)
			return &step->columns[i];
	return NULL;
}

/* Did it find what we leave, or what we found? Values as text count where their bytes are the same in every charset. */
static bool found(const Step *what, const Step *step, bool after)
{
	for (size_t i = 0; i < step->column_count; i++) {
		const StepColumn *theirs = same_column(what, step->columns[i].column);
		if (!theirs || !value_equal(theirs->before, after ? step->columns[i].after : step->columns[i].before))
			return false;
	}
	return true;
}

Witness settle_witness(const Step *step, const Step *what, StepClass class)
{
	if (what->kind == PLAN_ADD || step->kind != PLAN_EDIT)
		return WITNESS_NONE;
	if (found(what, step, true))
		return WITNESS_SAW_AFTER;
	/* One that only looked proves nothing: ours could have struck after it. */
	return step_class_wrote(class) && found(what, step, false) ? WITNESS_REPLACED_BEFORE : WITNESS_NONE;
}
