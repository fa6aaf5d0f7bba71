#include "core/service/ops.h"

#include <assert.h>
#include <string.h>

#include "core/base/sys.h"
#include "core/service/batch.h"
#include "core/service/change.h"
#include "core/service/history.h"
#include "core/service/open.h"
#include "core/service/prove.h"
#include "core/service/reconnect.h"
#include "core/service/recover.h"
#include "core/service/sight.h"
#include "core/service/undo.h"

enum { RIGHTS_OLD_US = 60 * 1000000 };       /* a copy of the rights older than this is read again before a write */

bool service_note(Service *service, EventKindId kind, const char *const *pairs, Err *err)
{
	Text payload = { 0 };
	bool ok = audit_note_payload(service->audit, &payload, pairs, err);
	if (ok) {
		AuditEvent event = { .kind = kind, .payload = payload.bytes, .payload_length = payload.length };
		ok = audit_append(service->audit, &event, 1, err);
	}
	text_free(&payload);
	return ok;
}

bool service_goes_on(const Service *service)
{
	return !service->progress || service->progress(service->progress_context, 0, 0);
}

static void set_writer(Service *service)
{
	AuditWriter writer = { .to_syslog = service->config.syslog && !service->config.demo };
	memcpy(writer.session_id, service->session_id, sizeof writer.session_id);
	text_copy(writer.actor, sizeof writer.actor, service->admin.user);
	text_copy(writer.os_user, sizeof writer.os_user, service->os_user);
	text_copy(writer.origin, sizeof writer.origin, service->origin);
	audit_set_writer(service->audit, &writer);
}

void service_be(Service *service, const Admin *admin)
{
	service->admin = *admin;
	service->signed_in = true;
	set_writer(service);
}

void service_keep_settled(void *context, const char *sentence)
{
	Reply *out = context;
	if (out->settled_count < sizeof out->settled / sizeof *out->settled)
		text_copy(out->settled[out->settled_count++], sizeof *out->settled, sentence);
	out->settled_total++;
}

void service_look_only(Service *service, const Err *why, Reply *out)
{
	char sentence[300];
	bool no_log = why->code == ERR_AUDIT || why->code == ERR_UNREADABLE;
	if (no_log) {
		service->writes_stopped = true;
		service->admin.rights = RIGHT_READ;
	}
	text_format(sentence, sizeof sentence, no_log ? "You may look, nothing can be changed: %s" :
	            "Whether something was left unfinished could not be looked at; the next connection does. %s", why->text);
	service_keep_settled(out, sentence);
}

bool service_look_after(Service *service, Reply *out, Err *err)
{
	bool settles = !service->read_only && !service->info.read_only;
	return vicidial_tables_check(service->db, service_keep_settled, out, err) &&
	       (!settles || recover_run(service, service_keep_settled, out, err));
}

/* Written once a session; requests have no session, only what they change. */
static bool open_session(Service *service, const Request *request, Reply *out, Err *err)
{
	const char *opened[] = { "on", service->info.place, "version", VERSION, NULL };
	const char *login[] = { "from", request->address, NULL };
	if (!service->session_noted && !service_note(service, EVENT_SESSION_OPEN, opened, err))
		return false;
	service->session_noted = true;
	return service_note(service, EVENT_LOGIN, login, err) && service_look_after(service, out, err);
}

void service_cut_rights(Service *service)
{
	service->admin.read_only = service->read_only;
	if (service->info.read_only || service->read_only || service->writes_stopped)
		service->admin.rights &= RIGHT_READ;
}

static bool op_sign_in(Service *service, Request *request, Reply *out, OpProgress progress, void *context, Err *err)
{
	(void)progress, (void)context;
	Err why;
	if (!service->db)
		return fail(err, ERR_OTHER, "Not connected: choose a cluster that answers.");
	if (!*request->address)
		sys_address(request->address, sizeof request->address);
	bool ok = sign_in(service->db, request->door, request->user, request->password, request->address, &service->admin, err);
	out->admin = service->admin;
	set_writer(service);
	if (!ok) {
		const char *refused[] = { "from", request->address, "refused", err->text, NULL };
		if (!service_note(service, EVENT_LOGIN, refused, &why))
			service->writes_stopped = true;      /* the refusal stands, logged or not */
		return false;
	}
	service->signed_in = true;
	service->read_only = service->read_only || request->read_only;
	if (request->door == DOOR_CONSOLE && !open_session(service, request, out, &why))
		service_look_only(service, &why, out);
	service_cut_rights(service);
	out->admin = service->admin;
	return true;
}

/* The one who is signed in, by VICIdial's own rules and counters; the session goes on. */
static bool op_unlock(Service *service, Request *request, Reply *out, OpProgress progress, void *context, Err *err)
{
	(void)progress, (void)context;
	Admin again;
	char user[sizeof service->admin.user], address[64];
	text_copy(user, sizeof user, service->admin.user);
	sys_address(address, sizeof address);
	bool ok = sign_in(service->db, DOOR_CONSOLE, user, request->password, address, &again, err);
	const char *note[] = { "from", address, ok ? "unlocked" : "refused", ok ? "yes" : err->text, NULL };
	Err why;
	if (!service_note(service, EVENT_LOGIN, note, &why))
		service->writes_stopped = true;
	if (!ok)
		return false;
	service->admin = again;
	service_cut_rights(service);
	out->admin = service->admin;
	return true;
}

/* It was demoted while we were connected: looking goes on. */
static void take_no_writes(Service *service)
{
	service->info.read_only = true;
	service_cut_rights(service);
}

static bool op_load(Service *service, Request *request, Reply *out, OpProgress progress, void *context, Err *err)
{
	bool read_only;
	if (!database_read_only(service->db, &read_only, err))
		return false;
	if (read_only)
		take_no_writes(service);
	out->info = service->info;
	out->info.read_only = read_only;
	if (!vicidial_catalog(service->db, &service->admin.scope, progress, context, &out->catalog, err))
		return false;
	out->sorting = request->sorting;
	out->sorted = request->sorts ? field_order(out->catalog, request->sorting) : NULL;
	return true;
}

static bool op_sort(Service *service, Request *request, Reply *out, OpProgress progress, void *context, Err *err)
{
	(void)service, (void)progress, (void)context, (void)err;
	out->sorting = request->sorting;
	out->sorted = field_order(request->catalog, request->sorting);
	return true;
}

static bool op_health(Service *service, Request *request, Reply *out, OpProgress progress, void *context, Err *err)
{
	(void)request;
	return vicidial_health(service->db, &service->admin.scope, progress, context, &out->health, err);
}

static bool op_record(Service *service, Request *request, Reply *out, OpProgress progress, void *context, Err *err)
{
	(void)progress, (void)context;
	if (!*request->alias.text)
		return vicidial_new_record(service->db, &service->admin.scope, &out->record, err);
	if (request->brief)
		return vicidial_record_brief(service->db, &service->admin.scope, request->alias.text, &out->record, err);
	return vicidial_record(service->db, &service->admin.scope, request->alias.text, &out->record, err);
}

static bool op_lookup(Service *service, Request *request, Reply *out, OpProgress progress, void *context, Err *err)
{
	(void)progress, (void)context;
	const char *logins[LOOKUP_CAP], *extensions[4];
	for (size_t i = 0; i < request->login_count; i++)
		logins[i] = request->logins[i];
	for (size_t i = 0; i < request->extension_count; i++)
		extensions[i] = request->extensions[i];
	return vicidial_lookup(service->db, &service->admin.scope, request->alias.text, logins, request->login_count,
	                       extensions, request->extension_count, &out->lookup, err);
}

/* On a conflict the asker gets what is stored now, and who did it. */
static void show_conflict(Service *service, Request *request, const char *alias, Reply *out)
{
	Err ignored;
	text_copy(request->alias.text, sizeof request->alias.text, alias);
	if (!vicidial_record(service->db, &service->admin.scope, alias, &out->record, &ignored) && ignored.code != ERR_NOT_FOUND)
		return;
	request->brief = true;
	if (!op_last_change(service, request, out, NULL, NULL, &ignored))
		out->last = (LastChangeReply){ 0 };
}

static unsigned right_for(PlanKind kind)
{
	return kind == PLAN_DELETE ? RIGHT_DELETE : kind == PLAN_ADD ? RIGHT_ADD : RIGHT_EDIT;
}

static bool deny(const Service *service, unsigned need, Err *err)
{
	const char *lacks = need == RIGHT_DELETE ? "ast_delete_phones" : need == RIGHT_ADD ? "the right to add" : "ast_admin_access or modify_phones";
	return fail(err, ERR_DENIED, "Nothing was changed: user %s lacks %s.", service->admin.user, lacks);
}

bool service_rights(Service *service, SigninDoor door, Err *err)
{
	return sys_now_us() - service->admin.checked_us <= RIGHTS_OLD_US || sign_in_again(service->db, door, &service->admin, err);
}

bool service_allows(Service *service, const Plan *plan, Err *err)
{
	if (!plan_ready(plan))
		return fail(err, ERR_INPUT, "%s was not saved: %s", plan->alias.text,
		            plan->problem_count ? plan->problems[0].text : "its phones were not looked up yet.");
	if (service->info.read_only)
		return fail(err, ERR_STORE, "%s was not saved: the database server is read-only (a replica?).", plan->alias.text);
	if (service->read_only)
		return fail(err, ERR_DENIED, "%s was not saved: this session is read-only.", plan->alias.text);
	if (!(service->admin.rights & right_for(plan->kind)) && !service->writes_stopped)
		return deny(service, right_for(plan->kind), err);
	const Step *phone = service->phone_writes ? NULL : plan_phone_step(plan);
	return !phone || fail(err, ERR_DENIED, "%s was not saved: " PHONES_FORBIDDEN ".", plan->alias.text, phone->label);
}

static bool op_apply(Service *service, Request *request, Reply *out, OpProgress progress, void *context, Err *err)
{
	(void)progress, (void)context;
	Plan *plan = request->plan;
	if (!service_rights(service, request->door, err) || !service_allows(service, plan, err))
		return false;
	bool ok = change_run(service, plan, request->origin, &out->result, err);
	/* An interrupted change may stand on the row: settle it, and try once more. */
	if (!ok && err->code == ERR_CONFLICT && out->result.class == CLASS_NOT_ATTEMPTED)
		ok = recover_run(service, service_keep_settled, out, err) && change_run(service, plan, request->origin, &out->result, err);
	if (!ok && err->code == ERR_CONFLICT)
		show_conflict(service, request, plan->alias.text, out);
	return ok;
}

static bool op_undo(Service *service, Request *request, Reply *out, OpProgress progress, void *context, Err *err)
{
	(void)progress, (void)context;
	if (!undo_make(service, request->seq, &out->plan, &out->changed, err))
		return false;
	return (service->admin.rights & right_for(out->plan->kind)) || deny(service, right_for(out->plan->kind), err);
}

static bool op_reconcile(Service *service, Request *request, Reply *out, OpProgress progress, void *context, Err *err)
{
	(void)request, (void)progress, (void)context;
	AuditPage *open;
	if (service->read_only || service->info.read_only || service->writes_stopped)
		return fail(err, ERR_DENIED, "Nothing was settled: %s.", service->info.read_only ?
		            "the database server is read-only (a replica?), and may be behind" : "this session is read-only");
	if (!recover_run(service, service_keep_settled, out, err) || !audit_open_intents(service->audit, &open, err))
		return false;
	out->pending = open->count;
	audit_page_free(open);
	return true;
}

static bool op_audit_head(Service *service, Request *request, Reply *out, OpProgress progress, void *context, Err *err)
{
	(void)request, (void)progress, (void)context;
	audit_chain_id(service->audit, out->chain_id);
	return audit_head(service->audit, &out->verdict.head_seq, out->verdict.head, err);
}

static bool op_pending(Service *service, Request *request, Reply *out, OpProgress progress, void *context, Err *err)
{
	(void)progress, (void)context;
	const char *servers[sizeof request->servers / sizeof *request->servers];
	for (size_t i = 0; i < request->server_count; i++)
		servers[i] = request->servers[i];
	return vicidial_rebuild_pending(service->db, servers, request->server_count, &out->pending, err);
}

static bool op_audit_page(Service *service, Request *request, Reply *out, OpProgress progress, void *context, Err *err)
{
	(void)progress, (void)context;
	Sight *sight;
	if (!sight_open(service, &sight, err))
		return false;
	AuditEyes eyes = sight_eyes(sight);
	request->query.eyes = sight ? &eyes : NULL;
	bool ok = audit_page(service->audit, &request->query, &out->page, err);
	sight_close(sight);
	return ok;
}

/* The one entry before a number; one that is not seen is not there. */
static bool op_audit_details(Service *service, Request *request, Reply *out, OpProgress progress, void *context, Err *err)
{
	(void)progress, (void)context;
	bool sees = true;
	if (!audit_page(service->audit, &request->query, &out->page, err) ||
	    (service->signed_in && out->page->count && !service_sees(service, &out->page->entries[0], &sees, err)))
		return false;
	if (out->page->count == 0 || !sees)
		return fail(err, ERR_NOT_FOUND, "The audit log has no such entry.");
	return audit_details(service->audit, out->page->mem, &out->page->entries[0], &out->details, &out->detail_count, err);
}

const Op ops[OP_COUNT] = {
	[OP_SIGN_IN] = { .name = "session.sign-in", .help = "Sign in as a VICIdial user.", .run = op_sign_in },
	[OP_RECONNECT] = { .name = "session.reconnect", .help = "Connect again, as a new session.", .run = reconnect_run },
	[OP_LOAD] = { .name = "alias.list", .help = "Read all aliases and phones.", .need = RIGHT_READ, .run = op_load },
	[OP_SORT] = { .name = "alias.sort", .help = "Sort the aliases that were read.", .run = op_sort },
	[OP_RECORD] = { .name = "alias.record", .help = "Read one alias with its phones.", .need = RIGHT_READ, .run = op_record },
	[OP_LOOKUP] = { .name = "phone.lookup", .help = "Find phones by login or extension.", .need = RIGHT_READ, .run = op_lookup },
	[OP_APPLY] = { .name = "alias.apply", .help = "Write a reviewed plan.", .need = RIGHT_READ, .run = op_apply },
	[OP_UNDO] = { .name = "alias.undo", .help = "Make the plan that takes a change back.", .need = RIGHT_READ, .run = op_undo },
	[OP_PENDING] = { .name = "server.pending", .help = "Ask which servers still rebuild.", .need = RIGHT_READ, .run = op_pending },
	[OP_AUDIT_PAGE] = { .name = "audit.list", .help = "Read the audit log.", .run = op_audit_page },
	[OP_AUDIT_DETAILS] = { .name = "audit.details", .help = "Read one entry of the audit log.", .run = op_audit_details },
	[OP_AUDIT_VERIFY] = { .name = "audit.verify", .help = "Prove that no entry was altered.", .run = prove_run },
	[OP_RECONCILE] = { .name = "audit.reconcile", .help = "Settle interrupted changes.", .need = RIGHT_READ, .run = op_reconcile },
	[OP_HISTORY] = { .name = "alias.history", .help = "All that happened to one alias.", .need = RIGHT_READ, .run = op_history },
	[OP_AUDIT_HEAD] = { .name = "audit.head", .help = "The last link of the chain.", .run = op_audit_head },
	[OP_LAST_CHANGE] = { .name = "alias.last-change", .help = "Who changed an alias last.", .need = RIGHT_READ, .run = op_last_change },
	[OP_CONNECT] = { .name = "session.connect", .help = "Go to another cluster.", .run = connect_run },
	[OP_LEAVE] = { .name = "session.leave", .help = "Close the session, for another cluster.", .run = leave_run },
	[OP_UNLOCK] = { .name = "session.unlock", .help = "Ask for the password again.", .need = RIGHT_READ, .run = op_unlock },
	[OP_BATCH_PLAN] = { .name = "batch.plan", .help = "Make the plans of many changes.", .need = RIGHT_READ, .run = batch_plan_run },
	[OP_BATCH_APPLY] = { .name = "batch.apply", .help = "Write the plans of many changes.", .need = RIGHT_READ, .run = batch_apply_run },
	[OP_BATCH_UNDO] = { .name = "batch.undo", .help = "Make the plans that take a batch back.", .need = RIGHT_READ, .run = batch_undo_run },
	[OP_BATCH_REST] = { .name = "batch.rest", .help = "Make the plans of what a stopped batch left.", .need = RIGHT_READ, .run = batch_rest_run },
	[OP_HEALTH] = { .name = "alias.health", .help = "Find what is wrong with all aliases.", .need = RIGHT_READ, .run = op_health },
};

bool ops_run(Service *service, Request *request, Reply *out, OpProgress progress, void *context, Err *err)
{
	assert(request->op < OP_COUNT);
	const Op *op = &ops[request->op];
	*out = (Reply){ 0 };
	*err = (Err){ 0 };
	bool ok;
	service->progress = progress;
	service->progress_context = context;
	if (service->db && request->door == DOOR_CONSOLE)
		database_limit(service->db);
	if (op->need && !service->signed_in)
		ok = fail(err, ERR_DENIED, "Sign in first.");
	else if (op->need && !(service->admin.rights & op->need))
		ok = deny(service, op->need, err);
	else
		ok = op->run(service, request, out, progress, context, err);
	if (!ok && err->code == ERR_READ_ONLY && service->signed_in)
		take_no_writes(service);
	service->progress = NULL;
	sys_wipe(request->password, sizeof request->password);
	request_free(request);
	return ok;
}

void request_free(Request *request)
{
	plan_free(request->plan);
	batch_order_free(request->order);
	batch_free(request->batch);
	catalog_free(request->catalog);
	request->catalog = NULL;
	request->plan = NULL;
	request->order = NULL;
	request->batch = NULL;
}

void reply_free(Reply *reply)
{
	catalog_free(reply->catalog);
	mem_free(reply->sorted);
	health_report_free(reply->health);
	record_free(reply->record);
	lookup_free(reply->lookup);
	audit_page_free(reply->page);
	history_free(reply->history);
	plan_free(reply->plan);
	batch_free(reply->batch);
	batch_result_free(reply->batch_result);
	*reply = (Reply){ 0 };
}
