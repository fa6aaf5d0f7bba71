#include "core/service/change.h"

#include <assert.h>
#include <string.h>

#include "core/base/sys.h"

#ifdef VICIALIAS_TEST
void (*change_at_point)(ChangePoint point);
#endif

static const char *plan_word(const Plan *plan)
{
	return plan->is_undo ? "undo" : plan->kind == PLAN_DELETE ? "delete" : plan->kind == PLAN_ADD ? "add" : "edit";
}

const char *change_done_word(const Plan *plan)
{
	return plan->is_undo ? "undone" : "saved";
}

bool change_may_write(const Service *service, Err *err)
{
	if (service->writes_stopped)
		return fail(err, ERR_AUDIT, "The audit log cannot be written, so nothing is changed any more: leave, and repair the log first.");
	return true;
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
bool change_say(Change *change, Err *err)
{
	const Plan *plan = change->plan;
	ChangeResult *out = &change->result;
	const Err *refusal = &change->refusal;
	const char *id = plan->alias.text;
	Text steps = { 0 };
	switch (out->class) {
	case CLASS_APPLIED:
	case CLASS_ALREADY:
		say_done(plan, out);
		return true;
	case CLASS_APPLIED_THEN_CHANGED:
		text_format(out->sentence, sizeof out->sentence, "%s %s, and changed again by somebody else at once: look at it.", id,
		            change_done_word(plan));
		return true;
	case CLASS_ALTERED:
		return fail(err, ERR_STORE, "%s: the database stored something else than was sent. Look at the alias and at the audit log.", id);
	case CLASS_NOT_APPLIED:
		assert(refusal->code);
		return fail(err, refusal->code, "%s was not %s. %s", id, change_done_word(plan), refusal->text);
	case CLASS_ROLLED_BACK:
		return fail(err, refusal->code ? refusal->code : ERR_CONFLICT, "Not %s: %s What was written of it was taken back.",
		            change_done_word(plan), refusal->code ? refusal->text : "the alias or a phone of it changed at that very moment.");
	case CLASS_CONFLICT:
	case CLASS_GONE:
		return fail(err, ERR_CONFLICT, "Not %s: alias %s or a phone of it changed at that very moment. Nothing was written.",
		            change_done_word(plan), id);
	default:
		for (size_t i = 0; i < plan->step_count; i++)
			text_addf(&steps, "%s%s %s", i ? ", " : "", plan->steps[i].label, step_class_name(out->classes[i]));
		fail(err, ERR_PARTIAL, "%s was %s in part: %s.", id, change_done_word(plan), steps.bytes);
		text_free(&steps);
		return false;
	}
}

static void copy_servers(ChangeResult *out, const Text *servers)
{
	const char *at = servers->bytes, *item;
	size_t length;
	while (out->server_count < sizeof out->servers / sizeof *out->servers && logins_next(&at, &item, &length))
		text_format(out->servers[out->server_count++], sizeof *out->servers, "%.*s", (int)length, item);
}

/* An intent without an outcome is settled when the connection is made again, or at the next start; until then the row takes no
 * other change of ours. */
bool change_left_open(const Plan *plan, const Err *why, const char *what, Err *err)
{
	return fail(err, why->code, "%s: %s %s looks and settles it. %s", plan->alias.text, what,
	            why->code == ERR_OFFLINE ? "The next connection" : "The next start", why->text);
}

void change_begin(Service *service, Change *change, Plan *plan, const IntentOrigin *origin)
{
	*change = (Change){ .plan = plan, .started_ms = sys_monotonic_ms() };
	change->result = (ChangeResult){ .class = CLASS_NOT_ATTEMPTED, .step_count = plan->step_count, .alias = plan->alias,
	                                 .is_undo = plan->is_undo, .is_redo = plan->is_redo };
	memcpy(change->result.undo_of, plan->undo_of, sizeof change->result.undo_of);
	change->what = (Consequences){ .plan = plan, .classes = change->result.classes, .intent = &change->intent,
	                               .voice = origin ? VOICE_API : VOICE_WEB, .address = service->admin.address,
	                               .log_ids = change->log_ids };
}

void change_intended(Service *service, Change *change, const AuditEvent *intent)
{
	change->intent = *intent;
	change->intent.payload = NULL;
	change->intent.actor = service->admin.user;
	change->result.intent_seq = intent->seq;
	memcpy(change->result.op_id, intent->op_id, sizeof change->result.op_id);
}

Outcome change_came_to(Change *change)
{
	copy_servers(&change->result, &change->what.servers);
	return (Outcome){ .classes = change->result.classes, .count = change->plan->step_count, .log_ids = change->log_ids,
	                  .error = change->error, .servers = change->what.servers.bytes,
	                  .took_ms = sys_monotonic_ms() - change->started_ms };
}

void change_end(Change *change)
{
	text_free(&change->what.servers);
}

bool change_pending(Change *change, const Err *trouble, Err *err)
{
	ChangeResult *out = &change->result;
	if (out->class != CLASS_APPLIED && out->class != CLASS_ALREADY)
		return change_left_open(change->plan, trouble,
		                        "the change was made in part or not at all, and its record is not complete.", err);
	text_format(out->sentence, sizeof out->sentence, "%s saved in VICIdial; its record is pending and is completed %s. %s",
	            change->plan->alias.text, trouble->code == ERR_OFFLINE ? "with the next connection" : "at the next start",
	            trouble->text);
	return true;
}

static bool append_intent(Service *service, Change *change, const IntentOrigin *origin, Err *err)
{
	Text payload = { 0 };
	AuditEvent intent;
	bool ok = change_intent(service, change->plan, origin, NULL, &payload, &intent, err) &&
	          audit_append_intent(service->audit, &intent, err);
	if (ok)
		change_intended(service, change, &intent);
	text_free(&payload);
	return ok;
}

static bool finish(Service *service, Change *change, Err *err)
{
	Err trouble = { 0 };
	bool ok = change_follow(service, &change->what, &trouble);
	Outcome outcome = change_came_to(change);
	if (ok) {
		CHANGE_AT(POINT_OUTCOME);
		ok = change_append_outcome(service, &change->intent, &outcome, change->result.class, &trouble);
		service->writes_stopped = !ok;
	}
	return ok ? change_say(change, err) : change_pending(change, &trouble, err);
}

static bool run(Service *service, Change *change, const IntentOrigin *origin, Err *err)
{
	const Plan *plan = change->plan;
	if (plan->step_count == 0) {
		text_format(change->result.sentence, sizeof change->result.sentence, "%s: nothing to change.", plan->alias.text);
		note_unwritten(service, plan, "nothing to change");
		return true;
	}
	if (!change_may_write(service, err))
		return false;
	if (!change_compare(service, change, err)) {
		if (err->code == ERR_CONFLICT)
			note_unwritten(service, plan, "conflict: not written");
		if (err->code == ERR_OFFLINE)
			fail_while(err, "%s was not saved", plan->alias.text);
		return false;
	}
	if (!append_intent(service, change, origin, err)) {
		service->writes_stopped = err->code == ERR_AUDIT;
		return false;
	}
	CHANGE_AT(POINT_INTENT);
	return change_write(service, change, err) && finish(service, change, err);
}

bool change_run(Service *service, Plan *plan, const IntentOrigin *origin, ChangeResult *out, Err *err)
{
	assert(plan_ready(plan) && plan->step_count <= PLAN_STEPS_MAX);
	Change change;
	change_begin(service, &change, plan, origin);
	plan_told(plan, change.result.told, sizeof change.result.told);
	bool ok = run(service, &change, origin, err);
	*out = change.result;
	change_end(&change);
	return ok;
}
