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

bool exchange_sign_in(Exchange *the, SigninOutcome *outcome, Err *err)
{
	Service *service = the->service;
	Request request = { .op = OP_SIGN_IN, .door = DOOR_REQUEST };
	Reply reply;
	uint8_t digest[32];
	*outcome = SIGNIN_BAD;
	if (!text_copy(request.user, sizeof request.user, query_value(the->query, "user")) ||
	    !text_copy(request.password, sizeof request.password, query_value(the->query, "pass"))) {
		sys_wipe(request.password, sizeof request.password);
		*outcome = SIGNIN_REFUSED;
		return fail(err, ERR_DENIED, "The user or the password is longer than VICIdial has any.");
	}
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
static void log_request(const Exchange *the, int64_t started_ms)
{
	const char *line = the->out->line, *reason = strstr(line, ": ");
	Err err;
	ApiLogRow row = { .user = the->service->admin.user, .function = the->function, .source = the->source, .data = the->alias,
	                  .result = the->out->code == ERR_NONE ? "SUCCESS" : "ERROR", .reason = reason ? reason + 2 : line,
	                  .took_ms = sys_monotonic_ms() - started_ms };
	if (the->out->code != ERR_OFFLINE && !vicidial_api_log_add(the->service->db, &row, &err)) {
		size_t length = strlen(the->out->explanation);
		text_format(the->out->explanation + length, sizeof the->out->explanation - length,
		            "%sVICIdial's API log has no row of this request: %s", length ? " " : "", err.text);
	}
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
	*out = (RequestAnswer){ 0 };
	database_accept_age(service->db, SITE_AGE_MS);
	if (*address) {
		text_format(service->origin, sizeof service->origin, "cgi %s", address);
	} else {
		sys_address(here, sizeof here);
		the.address = here;
	}
	documented_answer(&the);
	if (the.signed_in)
		log_request(&the, started_ms);
	plan_free(the.plan);
	record_free(the.record);
	query_wipe(query);
}
