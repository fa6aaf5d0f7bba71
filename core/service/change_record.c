/* What one change leaves behind beside its rows: its entries in the audit log, the rebuild flags, VICIdial's log rows. */
#include <string.h>

#include "core/base/sys.h"
#include "core/service/change.h"

/* Was the server asked already? *met: with success. */
static bool is_asked(const Flags *flags, const char *ip, bool *met)
{
	for (size_t i = 0; flags && i < flags->count; i++)
		if (strcmp(flags->ips[i], ip) == 0) {
			*met = flags->met[i];
			return true;
		}
	return false;
}

static void remember(Flags *flags, const char *ip, bool met)
{
	if (!flags || flags->count == sizeof flags->ips / sizeof *flags->ips)
		return;
	text_copy(flags->ips[flags->count], sizeof *flags->ips, ip);
	flags->met[flags->count++] = met;
}

bool change_flag(Service *service, Consequences *what, Flags *flags, Err *err)
{
	bool phones = false;
	for (size_t i = 0; i < what->plan->step_count; i++)
		phones = phones || (what->plan->steps[i].table == TABLE_PHONE && step_class_wrote(what->classes[i]));
	for (size_t i = 0; phones && i < what->plan->server_count; i++) {
		const char *ip = what->plan->servers[i].ip;
		bool met, asked = is_asked(flags, ip, &met);
		if (!asked && !vicidial_flag_rebuild(service->db, ip, &met, err))
			return false;
		if (!asked)
			remember(flags, ip, met);
		if (met)
			text_addf(&what->servers, "%s%s", what->servers.length ? "," : "", ip);
	}
	return true;
}

static bool add_log_row(Service *service, Consequences *what, size_t step, Err *err)
{
	int64_t *id = &what->log_ids[step];
	Anchor anchor = { .seq = what->intent->seq, .step = (unsigned)step + 1 };
	AdminLogRow row;
	if (*id)
		return true;
	audit_chain_id(service->audit, anchor.chain_id);
	memcpy(anchor.hash, what->intent->hash, sizeof anchor.hash);
	memcpy(anchor.op_id, what->intent->op_id, sizeof anchor.op_id);
	adminlog_row(&row, what->plan, step, what->voice, &anchor);
	const char *user = what->plan->verbatim ? what->plan->verbatim->user : what->intent->actor;
	bool ok = vicidial_log_add(service->db, &row, user, what->address, id, err);
	what->added += ok;
	adminlog_free(&row);
	return ok;
}

bool change_log(Service *service, Consequences *what, Err *err)
{
	for (size_t i = 0; i < what->plan->step_count; i++) {
		if (step_class_wrote(what->classes[i]) && !add_log_row(service, what, i, err))
			return false;
		CHANGE_AT(POINT_LOG);
	}
	return true;
}

bool change_follow(Service *service, Consequences *what, Err *err)
{
	if (!change_flag(service, what, NULL, err))
		return false;
	CHANGE_AT(POINT_FLAGS);
	return change_log(service, what, err);
}

bool change_intent(Service *service, Plan *plan, const IntentOrigin *origin, const uint8_t batch_id[16], Text *payload,
                   AuditEvent *intent, Err *err)
{
	IntentOrigin from = origin ? *origin : (IntentOrigin){ 0 };
	from.host = database_info(service->db)->host;
	from.connection_id = database_info(service->db)->connection_id;
	sys_random(plan->op_id, sizeof plan->op_id);
	*intent = (AuditEvent){ .kind = EVENT_INTENT, .has_op = true, .has_undo = plan->is_undo, .has_batch = batch_id != NULL,
	                        .table = plan_table_names[TABLE_ALIAS], .key = value_text(plan->alias.text) };
	memcpy(intent->op_id, plan->op_id, sizeof intent->op_id);
	memcpy(intent->undo_of, plan->undo_of, sizeof intent->undo_of);
	if (batch_id)
		memcpy(intent->batch_id, batch_id, sizeof intent->batch_id);
	if (!audit_intent_payload(service->audit, payload, plan, &from, err))
		return false;
	intent->payload = payload->bytes;
	intent->payload_length = payload->length;
	return true;
}

bool change_outcome(Service *service, const AuditEvent *intent, const Outcome *outcome, StepClass class, Text *payload,
                    AuditEvent *event, Err *err)
{
	*event = (AuditEvent){ .kind = EVENT_OUTCOME, .has_op = true, .table = intent->table, .key = intent->key,
	                       .class = step_class_name(class) };
	memcpy(event->op_id, intent->op_id, sizeof event->op_id);
	if (!audit_outcome_payload(service->audit, payload, outcome, err))
		return false;
	event->payload = payload->bytes;
	event->payload_length = payload->length;
	return true;
}

bool change_append_outcome(Service *service, const AuditEvent *intent, const Outcome *outcome, StepClass class, Err *err)
{
	Text payload = { 0 };
	AuditEvent event;
	bool ok = change_outcome(service, intent, outcome, class, &payload, &event, err) && audit_append(service->audit, &event, 1, err);
	text_free(&payload);
	return ok;
}
