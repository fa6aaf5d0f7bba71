#include "core/service/change.h"

#include <assert.h>
#include <string.h>

#include "core/base/sys.h"

#ifdef VICIALIAS_TEST
void (*change_at_point)(ChangePoint point);
#define AT(point) (change_at_point ? change_at_point(point) : (void)0)
#else
#define AT(point) ((void)0)
#endif

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

/* The state a row must be in before its step: what the admin saw. */
static RowState seen_state(const Step *step)
{
	return step->kind == PLAN_ADD ? ROW_MISSING : ROW_BEFORE;
}

/* The state that means the step is done. */
static RowState done_state(const Step *step)
{
	return step->kind == PLAN_DELETE ? ROW_MISSING : ROW_AFTER;
}

static const char *plan_word(const Plan *plan)
{
	return plan->is_undo ? "undo" : plan->kind == PLAN_DELETE ? "delete" : plan->kind == PLAN_ADD ? "add" : "edit";
}

static const char *done_word(const Plan *plan)
{
	return plan->is_undo ? "undone" : "saved";
}

/* Every row is compared with its guard before anything is logged or written: a difference is a conflict. */
static bool compare_guards(Service *service, const Plan *plan, ChangeResult *out, Err *err)
{
	for (size_t i = 0; i < plan->step_count; i++) {
		const Step *step = &plan->steps[i];
		RowState state;
		if (!change_row_state(service, step, &state, err))
			return false;
		if (state == seen_state(step))
			continue;
		out->class = out->classes[i] = state == ROW_MISSING ? CLASS_GONE : CLASS_CONFLICT;
		if (step->kind == PLAN_ADD)
			return fail(err, ERR_CONFLICT, "Not %s: an alias %s exists by now.", done_word(plan), plan->alias.text);
		return fail(err, ERR_CONFLICT, "Not %s: %s %s while you were %s. Nothing was written.", done_word(plan), step->label,
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
		*out = state == done_state(step) ? CLASS_APPLIED : written->warnings ? CLASS_ALTERED : CLASS_APPLIED_THEN_CHANGED;
	else if (state == done_state(step))
		*out = CLASS_ALREADY;
	else if (state == seen_state(step))
		*out = CLASS_NOT_APPLIED;
	else
		*out = state == ROW_MISSING ? CLASS_GONE : CLASS_CONFLICT;
	return true;
}

/* Runs the steps until one is not done. False only when the connection broke: then the step is in doubt. */
static bool run_steps(Service *service, const Plan *plan, ChangeResult *out, Err *refusal, unsigned *error, Err *err)
{
	for (size_t i = 0; i < plan->step_count; i++) {
		Written written = { 0 };
		bool accepted = vicidial_write_step(service->db, &plan->steps[i], &written, refusal);
		if ((!accepted && refusal->code == ERR_OFFLINE) ||
		    !class_of_step(service, &plan->steps[i], &written, !accepted, &out->classes[i], err)) {
			out->classes[i] = CLASS_INDETERMINATE;
			if (!accepted)
				*err = *refusal;
			return false;
		}
		*error = written.error;
		AT(POINT_STEP);
		if (out->classes[i] != CLASS_APPLIED && out->classes[i] != CLASS_ALREADY)
			break;
	}
	return true;
}

static bool flag_servers(Service *service, Consequences *what, Err *err)
{
	bool phones = false;
	for (size_t i = 0; i < what->plan->step_count; i++)
		phones = phones || (what->plan->steps[i].table == TABLE_PHONE && step_class_wrote(what->classes[i]));
	for (size_t i = 0; phones && i < what->plan->server_count; i++) {
		bool flagged;
		if (!vicidial_flag_rebuild(service->db, what->plan->servers[i].ip, &flagged, err))
			return false;
		if (flagged)
			text_addf(&what->servers, "%s%s", what->servers.length ? "," : "", what->plan->servers[i].ip);
	}
	return true;
}

static bool add_log_row(Service *service, Consequences *what, size_t step, Err *err)
{
	Anchor anchor = { .seq = what->intent->seq, .step = (unsigned)step + 1 };
	AdminLogRow row;
	audit_chain_id(service->audit, anchor.chain_id);
	memcpy(anchor.hash, what->intent->hash, sizeof anchor.hash);
	memcpy(anchor.op_id, what->intent->op_id, sizeof anchor.op_id);
	adminlog_row(&row, what->plan, step, what->voice, &anchor);
	int64_t *id = &what->log_ids[step];
	bool ok = !what->look || vicidial_log_find(service->db, &row, &anchor, id, err);
	if (ok && *id == 0) {
		ok = vicidial_log_add(service->db, &row, what->intent->actor, what->address, id, err);
		what->added += ok;
	}
	adminlog_free(&row);
	return ok;
}

bool change_follow(Service *service, Consequences *what, Err *err)
{
	if (!flag_servers(service, what, err))
		return false;
	AT(POINT_FLAGS);
	for (size_t i = 0; i < what->plan->step_count; i++) {
		if (step_class_wrote(what->classes[i]) && !add_log_row(service, what, i, err))
			return false;
		AT(POINT_LOG);
	}
	return true;
}

static bool append_intent(Service *service, const Plan *plan, const IntentOrigin *origin, AuditEvent *intent, Err *err)
{
	Text payload = { 0 };
	IntentOrigin from = origin ? *origin : (IntentOrigin){ 0 };
	from.host = database_info(service->db)->host;
	from.connection_id = database_info(service->db)->connection_id;
	*intent = (AuditEvent){ .kind = EVENT_INTENT, .has_op = true, .has_undo = plan->is_undo,
	                        .table = plan_table_names[TABLE_ALIAS], .key = value_text(plan->alias.text) };
	memcpy(intent->op_id, plan->op_id, sizeof intent->op_id);
	memcpy(intent->undo_of, plan->undo_of, sizeof intent->undo_of);
	bool ok = audit_intent_payload(service->audit, &payload, plan, &from, err);
	if (ok) {
		intent->payload = payload.bytes;
		intent->payload_length = payload.length;
		ok = audit_append_intent(service->audit, intent, err);
	}
	intent->payload = NULL;
	text_free(&payload);
	return ok;
}

bool change_append_outcome(Service *service, const AuditEvent *intent, const Outcome *outcome, StepClass class, Err *err)
{
	Text payload = { 0 };
	AuditEvent event = { .kind = EVENT_OUTCOME, .has_op = true, .table = intent->table, .key = intent->key,
	                     .class = step_class_name(class) };
	memcpy(event.op_id, intent->op_id, sizeof event.op_id);
	bool ok = audit_outcome_payload(service->audit, &payload, outcome, err);
	if (ok) {
		event.payload = payload.bytes;
		event.payload_length = payload.length;
		ok = audit_append(service->audit, &event, 1, err);
	}
	text_free(&payload);
	return ok;
}

/* What was not written leaves a note, so that the log shows the attempt. */
static void note_unwritten(Service *service, const Plan *plan, const char *what)
{
	Text payload = { 0 };
	Err ignored;
	const char *pairs[] = { "action", plan_word(plan), "alias", plan->alias.text, "text", what, NULL };
	if (audit_note_payload(service->audit, &payload, pairs, &ignored)) {
		AuditEvent event = { .kind = EVENT_NOTE, .table = plan_table_names[TABLE_ALIAS], .key = value_text(plan->alias.text),
		                     .payload = payload.bytes, .payload_length = payload.length };
		if (!audit_append(service->audit, &event, 1, &ignored))
			service->writes_stopped = true;
	}
	text_free(&payload);
}

static void say_done(const Plan *plan, ChangeResult *out)
{
	const char *id = plan->alias.text;
	if (plan->is_undo)
		text_format(out->sentence, sizeof out->sentence, "%s: change #%lld %s.", id, (long long)plan->undo_seq,
		            plan->is_redo ? "redone" : "undone");
	else
		text_format(out->sentence, sizeof out->sentence, plan->kind == PLAN_DELETE ? "%s deleted." :
		            plan->kind == PLAN_ADD ? "%s made: %s." : "%s saved: %s.", id, plan->changed);
}

/* The sentence for each way a plan can end with its outcome written. True: it is saved. */
static bool say_result(const Plan *plan, ChangeResult *out, const Err *refusal, Err *err)
{
	const char *id = plan->alias.text;
	Text steps = { 0 };
	switch (out->class) {
	case CLASS_APPLIED:
	case CLASS_ALREADY:
		say_done(plan, out);
		return true;
	case CLASS_APPLIED_THEN_CHANGED:
		text_format(out->sentence, sizeof out->sentence, "%s %s, and changed again by somebody else at once: look at it.", id,
		            done_word(plan));
		return true;
	case CLASS_ALTERED:
		return fail(err, ERR_STORE, "%s: the database stored something else than was sent. Look at the alias and at the audit log.", id);
	case CLASS_NOT_APPLIED:
		return fail(err, refusal->code ? refusal->code : ERR_STORE, "%s was not %s. %s", id, done_word(plan), refusal->text);
	case CLASS_CONFLICT:
	case CLASS_GONE:
		return fail(err, ERR_CONFLICT, "Not %s: alias %s or a phone of it changed at that very moment. Nothing was written.",
		            done_word(plan), id);
	default:
		for (size_t i = 0; i < plan->step_count; i++)
			text_addf(&steps, "%s%s %s", i ? ", " : "", plan->steps[i].label, step_class_name(out->classes[i]));
		fail(err, ERR_PARTIAL, "%s was %s in part: %s.", id, done_word(plan), steps.bytes);
		text_free(&steps);
		return false;
	}
}

static void copy_servers(ChangeResult *out, const Text *servers)
{
	const char *at = servers->bytes, *item;
	size_t length;
	while (at && out->server_count < sizeof out->servers / sizeof *out->servers && logins_next(&at, &item, &length))
		text_format(out->servers[out->server_count++], sizeof *out->servers, "%.*s", (int)length, item);
}

/* An intent without an outcome is settled when the connection is made again, or at the next start; until then the row takes no
 * other change of ours. */
static bool leave_open(const Plan *plan, const Err *why, const char *what, Err *err)
{
	return fail(err, why->code, "%s: %s %s looks and settles it. %s", plan->alias.text, what,
	            why->code == ERR_OFFLINE ? "The next connection" : "The next start", why->text);
}

static bool finish(Service *service, const Plan *plan, AdminVoice voice, const AuditEvent *intent, int64_t started_ms,
                   ChangeResult *out, const Err *refusal, unsigned error, Err *err)
{
	int64_t log_ids[PLAN_STEPS_MAX] = { 0 };
	Consequences what = { .plan = plan, .classes = out->classes, .intent = intent, .voice = voice,
	                      .address = service->admin.address, .log_ids = log_ids };
	Err trouble = { 0 };
	bool ok = change_follow(service, &what, &trouble);
	copy_servers(out, &what.servers);
	out->class = step_class_of_all(out->classes, plan->step_count);
	if (ok) {
		AT(POINT_OUTCOME);
		Outcome outcome = { .classes = out->classes, .count = plan->step_count, .log_ids = log_ids, .error = error,
		                    .servers = what.servers.bytes, .took_ms = sys_monotonic_ms() - started_ms };
		ok = change_append_outcome(service, intent, &outcome, out->class, &trouble);
		service->writes_stopped = !ok;
	}
	text_free(&what.servers);
	if (ok)
		return say_result(plan, out, refusal, err);
	if (out->class != CLASS_APPLIED && out->class != CLASS_ALREADY)
		return leave_open(plan, &trouble, "the change was made in part or not at all, and its record is not complete.", err);
	text_format(out->sentence, sizeof out->sentence, "%s saved in VICIdial; its record is pending and is completed %s. %s",
	            plan->alias.text, trouble.code == ERR_OFFLINE ? "with the next connection" : "at the next start", trouble.text);
	return true;
}

bool change_run(Service *service, Plan *plan, const IntentOrigin *origin, ChangeResult *out, Err *err)
{
	assert(plan_ready(plan) && plan->step_count <= PLAN_STEPS_MAX);
	int64_t started_ms = sys_monotonic_ms();
	*out = (ChangeResult){ .class = CLASS_NOT_ATTEMPTED, .step_count = plan->step_count, .alias = plan->alias,
	                        .is_undo = plan->is_undo, .is_redo = plan->is_redo };
	memcpy(out->undo_of, plan->undo_of, sizeof out->undo_of);
	text_copy(out->summary, sizeof out->summary, plan->changed);
	if (plan->step_count == 0) {
		text_format(out->sentence, sizeof out->sentence, "%s: nothing to change.", plan->alias.text);
		note_unwritten(service, plan, "nothing to change");
		return true;
	}
	if (service->writes_stopped)
		return fail(err, ERR_AUDIT, "The audit log cannot be written, so nothing is changed any more: leave, and mend the log first.");
	if (!compare_guards(service, plan, out, err)) {
		if (err->code == ERR_CONFLICT)
			note_unwritten(service, plan, "conflict: not written");
		return err->code == ERR_OFFLINE ? fail_while(err, "%s was not saved", plan->alias.text) : false;
	}
	AuditEvent intent;
	sys_random(plan->op_id, sizeof plan->op_id);
	if (!append_intent(service, plan, origin, &intent, err)) {
		service->writes_stopped = err->code == ERR_AUDIT;
		return false;
	}
	out->intent_seq = intent.seq;
	memcpy(out->op_id, plan->op_id, sizeof out->op_id);
	intent.actor = service->admin.user;
	AT(POINT_INTENT);
	Err refusal = { 0 };
	unsigned error = 0;
	if (!run_steps(service, plan, out, &refusal, &error, err)) {
		out->class = CLASS_INDETERMINATE;
		Err why = *err;
		return leave_open(plan, &why, "the connection broke while it was being saved, so whether it was is not known yet.", err);
	}
	for (size_t i = 0; i < plan->step_count; i++)
		if (out->classes[i] == CLASS_DAMAGED)
			return leave_open(plan, &refusal, "not saved, the table is damaged.", err);
	return finish(service, plan, origin ? VOICE_API : VOICE_WEB, &intent, started_ms, out, &refusal, error, err);
}
