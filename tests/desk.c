#include "tests/desk.h"

#include <stdio.h>
#include <stdlib.h>

#include "core/base/text.h"
#include "tests/scratch.h"

static _Noreturn void give_up(const char *what, const char *why)
{
	fprintf(stderr, "%s: %s\n", what, why);
	abort();
}

Config desk_config(const char *audit)
{
	Config config = { .password_fd = -1, .profile_at = -1, .phone_writes = true };
	scratch_path(config.audit, sizeof config.audit, audit);
	return config;
}

Service *desk_open(const Connection *site, const Config *config)
{
	Connection where = *site;
	Service *service;
	Err err;
	if (!service_open(&service, config, &where, &err))
		give_up("no service", err.text);
	return service;
}

void desk_run(Service *service, Request *request, Reply *reply)
{
	Err err;
	if (!ops_run(service, request, reply, NULL, NULL, &err))
		give_up("refused", err.text);
}

void desk_sign_in_to(Service *service, const char *user, Reply *reply)
{
	Request request = { .op = OP_SIGN_IN, .password = "1234" };
	text_copy(request.user, sizeof request.user, user);
	desk_run(service, &request, reply);
}

Service *desk_sign_in(const Connection *site, const Config *config, const char *user)
{
	Service *service = desk_open(site, config);
	Reply reply;
	desk_sign_in_to(service, user, &reply);
	reply_free(&reply);
	return service;
}

ErrCode desk_ask(Service *service, OpId op, const char *alias, Reply *reply, Err *err)
{
	Request request = { .op = op };
	text_copy(request.alias.text, sizeof request.alias.text, alias ? alias : "");
	return ops_run(service, &request, reply, NULL, NULL, err) ? ERR_NONE : err->code;
}

static void look_up(Service *service, Record *record, const Plan *plan)
{
	Request request = { .op = OP_LOOKUP };
	Reply found;
	text_copy(request.alias.text, sizeof request.alias.text, record->id.text);
	for (size_t i = 0; i < plan->needs_login_count; i++)
		text_copy(request.logins[request.login_count++], sizeof *request.logins, plan->needs_logins[i]);
	for (size_t i = 0; i < plan->needs_extension_count; i++)
		text_copy(request.extensions[request.extension_count++], sizeof *request.extensions, plan->needs_extensions[i]);
	desk_run(service, &request, &found);
	record_add(record, found.lookup);
	reply_free(&found);
}

Plan *desk_plan(Service *service, const char *id, const Wish *wish)
{
	Request request = { .op = OP_RECORD };
	Reply reply;
	text_copy(request.alias.text, sizeof request.alias.text, id);
	desk_run(service, &request, &reply);
	Plan *plan = plan_make(reply.record, wish);
	while (plan->needs_login_count + plan->needs_extension_count) {
		look_up(service, reply.record, plan);
		plan_free(plan);
		plan = plan_make(reply.record, wish);
	}
	reply_free(&reply);
	return plan;
}

ErrCode desk_apply(Service *service, Plan *plan, Reply *reply, Err *err)
{
	Request request = { .op = OP_APPLY, .plan = plan };
	*err = (Err){ 0 };
	return ops_run(service, &request, reply, NULL, NULL, err) ? ERR_NONE : err->code;
}

static int64_t apply(Service *service, Plan *plan)
{
	Reply reply;
	Err err;
	if (desk_apply(service, plan, &reply, &err) != ERR_NONE)
		give_up("not saved", err.text);
	int64_t seq = reply.result.intent_seq;
	reply_free(&reply);
	return seq;
}

int64_t desk_change(Service *service, const char *id, const Wish *wish)
{
	return apply(service, desk_plan(service, id, wish));
}

Plan *desk_undo_plan(Service *service, int64_t seq, Err *err)
{
	Request request = { .op = OP_UNDO, .seq = seq };
	Reply reply;
	bool ok = ops_run(service, &request, &reply, NULL, NULL, err);
	Plan *plan = ok ? reply.plan : NULL;
	if (ok)
		reply.plan = NULL;
	reply_free(&reply);
	return plan;
}

void desk_undo(Service *service, int64_t seq)
{
	Err err;
	Plan *plan = desk_undo_plan(service, seq, &err);
	if (!plan)
		give_up("not taken back", err.text);
	apply(service, plan);
}
