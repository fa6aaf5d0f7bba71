#include "core/service/request_inside.h"

#include <string.h>

#include "core/base/sys.h"
#include "core/data/digest.h"

enum { SITE_AGE_MS = 1000 };                 /* in a run of many requests, servers and groups are asked for once a second */

const char *exchange_sent(const Exchange *the, const char *name)
{
	const char *value = query_value(the->query, name);
	return value && *value ? value : NULL;
}

void exchange_filter(char *out, size_t cap, const char *value, const char *also)
{
	size_t length = 0;
	for (const char *at = value ? value : ""; *at && length + 1 < cap; at++)
		if (strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", *at) || strchr(also, *at))
			out[length++] = *at;
	out[length] = '\0';
}

static void digest_of(const Service *service, const Request *request, uint8_t out[32])
{
	Text text = { 0 };
	text_add_bytes(&text, service->session_id, sizeof service->session_id);
	text_add_bytes(&text, request->user, strlen(request->user) + 1);
	text_add(&text, request->password);
	digest_sha256(out, text.bytes, text.length);
	sys_wipe(text.bytes, text.length);
	text_free(&text);
}

static bool known(Service *service, const uint8_t digest[32])
{
	for (size_t i = 0; i < service->known_count && i < KNOWN_USERS; i++)
		if (text_equal_secret(service->known[i].digest, 32, digest, 32)) {
			service_be(service, &service->known[i].admin);
			return true;
		}
	return false;
}

static void remember(Service *service, const uint8_t digest[32])
{
	KnownUser *place = &service->known[service->known_count++ % KNOWN_USERS];
	memcpy(place->digest, digest, sizeof place->digest);
	place->admin = service->admin;
}

bool exchange_sign_in(Exchange *the, const char *user, const char *password, SigninOutcome *outcome, Err *err)
{
	Service *service = the->service;
	Request request = { .op = OP_SIGN_IN, .door = DOOR_REQUEST };
	Reply reply;
	uint8_t digest[32];
	*outcome = SIGNIN_BAD;
	/* What is cut is longer than any that VICIdial has, and still is: it fails as any wrong one does. */
	text_copy(request.user, sizeof request.user, user);
	text_copy(request.password, sizeof request.password, password);
	text_copy(request.address, sizeof request.address, the->address);
	digest_of(service, &request, digest);
	the->signed_in = known(service, digest);
	if (!the->signed_in) {
		the->signed_in = ops_run(service, &request, &reply, NULL, NULL, err);
		*outcome = reply.admin.outcome;
		reply_free(&reply);
		if (the->signed_in)
			remember(service, digest);
	}
	sys_wipe(request.password, sizeof request.password);
	sys_wipe(digest, sizeof digest);
	return the->signed_in;
}

bool exchange_trouble(Exchange *the, const Err *err)
{
	request_unavailable(err, the->out);
	return false;
}

void exchange_note(Exchange *the, const char *text)
{
	Err ignored;
	const char *pairs[] = { "action", "request", "alias", the->alias, "source", the->source, "from", the->address, "text", text, NULL };
	if (!service_note(the->service, EVENT_NOTE, pairs, &ignored))
		the->service->writes_stopped = true;
}

static bool look_up(Exchange *the)
{
	Request request = { .op = OP_LOOKUP, .door = DOOR_REQUEST };
	Reply reply;
	Err err;
	text_copy(request.alias.text, sizeof request.alias.text, the->record->id.text);
	for (size_t i = 0; i < the->plan->needs_login_count && i < LOOKUP_CAP; i++)
		text_copy(request.logins[request.login_count++], sizeof *request.logins, the->plan->needs_logins[i]);
	for (size_t i = 0; i < the->plan->needs_extension_count && i < 4; i++)
		text_copy(request.extensions[request.extension_count++], sizeof *request.extensions, the->plan->needs_extensions[i]);
	bool ok = ops_run(the->service, &request, &reply, NULL, NULL, &err);
	if (ok)
		record_add(the->record, reply.lookup);
	reply_free(&reply);
	return ok || exchange_trouble(the, &err);
}

bool exchange_plan(Exchange *the, const Wish *wish)
{
	the->plan = plan_make(the->record, wish);
	while (the->plan->needs_login_count + the->plan->needs_extension_count) {
		if (!look_up(the))
			return false;
		plan_free(the->plan);
		the->plan = plan_make(the->record, wish);
	}
	return true;
}

void exchange_keep_warnings(Exchange *the)
{
	Text all = { 0 };
	for (size_t i = 0; i < the->plan->warning_count; i++)
		text_addf(&all, "%s%s", i ? " " : "", the->plan->warnings[i]);
	if (all.length) {
		the->plan->note = arena_text(the->plan->mem, all.bytes);
		text_copy(the->out->explanation, sizeof the->out->explanation, all.bytes);
	}
	text_free(&all);
}

bool exchange_apply(Exchange *the, const char *dialect, ChangeResult *result, Err *err)
{
	IntentOrigin origin = { .dialect = dialect, .source = the->source, .address = the->address };
	Request request = { .op = OP_APPLY, .door = DOOR_REQUEST, .origin = &origin, .plan = plan_copy(the->plan) };
	Reply reply;
	bool ok = ops_run(the->service, &request, &reply, NULL, NULL, err);
	*result = reply.result;
	reply_free(&reply);
	return ok;
}

/* VICIdial logs each request that signed in. The change stands, logged there or not: a failure is only told. */
static void log_request(Exchange *the, int64_t started_ms)
{
	Err err;
	if (!the->log.result) {
		the->log.result = "ERROR";
		the->log.reason = the->out->line + strlen("ERROR: ");
	}
	the->log.function = the->function;
	the->log.source = the->source;
	the->log.took_ms = sys_monotonic_ms() - started_ms;
	if (the->out->code != ERR_OFFLINE && !vicidial_api_log_add(the->service->db, &the->log, &err)) {
		size_t length = strlen(the->out->explanation);
		text_format(the->out->explanation + length, sizeof the->out->explanation - length,
		            "%sVICIdial's API log has no row of this request: %s", length ? " " : "", err.text);
	}
}

void request_share(Service *service)
{
	audit_hold(service->audit, true);
}

unsigned request_waits(const Service *service)
{
	return audit_waits(service->audit);
}

bool request_flush(Service *service, Err *err)
{
	bool ok = audit_flush(service->audit, err);
	service->writes_stopped = service->writes_stopped || !ok;
	return ok;
}

void request_unavailable(const Err *err, RequestAnswer *out)
{
	bool audit = err->code == ERR_AUDIT || err->code == ERR_UNREADABLE;
	text_format(out->line, sizeof out->line, "ERROR: %s NOT AVAILABLE", audit ? "AUDIT LOG" : "DATABASE");
	text_copy(out->explanation, sizeof out->explanation, err->text);
	out->code = err->code == ERR_NONE ? ERR_OTHER : err->code;
}

void request_answer(Service *service, Query *query, const char *address, RequestAnswer *out)
{
	Exchange the = { .service = service, .query = query, .address = address, .out = out };
	int64_t started_ms = sys_monotonic_ms();
	char here[64];
	out->line[0] = out->explanation[0] = '\0';   /* not all of it: it has room for the largest */
	out->code = ERR_NONE;
	out->login_incorrect = false;
	database_accept_age(service->db, SITE_AGE_MS);
	if (*address) {
		text_format(service->origin, sizeof service->origin, "cgi %s", address);
	} else {
		sys_address(here, sizeof here);
		the.address = here;
	}
	if (query_is_native(query))
		native_answer(&the);
	else
		documented_answer(&the);
	if (the.signed_in)
		log_request(&the, started_ms);
	plan_free(the.plan);
	record_free(the.record);
	arena_free(the.mem);
	query_wipe(query);
}
