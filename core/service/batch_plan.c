#include <assert.h>

#include "core/service/batch.h"

/* Who else is on a phone, who is logged in on it and whose login an alias is, is asked only where a warning can tell of it. */
static bool is_brief(const BatchOrder *order)
{
	for (size_t i = 0; i < order->count; i++) {
		const Wish *wish = &order->asks[i].wish->wish;
		if (wish->kind == PLAN_DELETE || wish->value[FIELD_PROTOCOL] || wish->value[FIELD_ACTIVE])
			return false;
	}
	return true;
}

static bool read_records(Service *service, const BatchOrder *order, bool brief, OpProgress progress, void *context, Records **out,
                         Err *err)
{
	const char **ids = mem_take((order->count + 1) * sizeof *ids);
	for (size_t i = 0; i < order->count; i++)
		ids[i] = order->asks[i].alias.text;
	bool ok = vicidial_records(service->db, &service->admin.scope, ids, order->count, brief, progress, context, out, err);
	mem_free(ids);
	return ok;
}

typedef struct {
	const char **logins, **extensions;
	size_t       login_count, extension_count;
} Needs;

static void gather_needs(const Batch *batch, Needs *needs)
{
	size_t logins = 0, extensions = 0;
	for (size_t i = 0; i < batch->count; i++)
		if (batch->rows[i].plan) {
			logins += batch->rows[i].plan->needs_login_count;
			extensions += batch->rows[i].plan->needs_extension_count;
		}
	needs->logins = mem_take((logins + 1) * sizeof *needs->logins);
	needs->extensions = mem_take((extensions + 1) * sizeof *needs->extensions);
	for (size_t i = 0; i < batch->count; i++) {
		const Plan *plan = batch->rows[i].plan;
		for (size_t j = 0; plan && j < plan->needs_login_count; j++)
			needs->logins[needs->login_count++] = plan->needs_logins[j];
		for (size_t j = 0; plan && j < plan->needs_extension_count; j++)
			needs->extensions[needs->extension_count++] = plan->needs_extensions[j];
	}
}

/* Looks up what the plans need, once for all of them. found: there was something to look up. */
static bool look_up(Service *service, const Batch *batch, bool brief, Records *records, bool *found, Err *err)
{
	Needs needs = { 0 };
	Lookup *lookup = NULL;
	gather_needs(batch, &needs);
	*found = needs.login_count + needs.extension_count > 0;
	bool ok = !*found || vicidial_lookup_many(service->db, &service->admin.scope, needs.logins, needs.login_count,
	                                          needs.extensions, needs.extension_count, brief, &lookup, err);
	for (size_t i = 0; lookup && i < batch->count; i++) {
		const Plan *plan = batch->rows[i].plan;
		if (plan)
			record_take(&records->items[i], lookup, (const char *const *)plan->needs_logins, plan->needs_login_count,
			            (const char *const *)plan->needs_extensions, plan->needs_extension_count);
	}
	lookup_free(lookup);
	mem_free(needs.logins);
	mem_free(needs.extensions);
	return ok;
}

bool batch_plan_run(Service *service, Request *request, Reply *out, OpProgress progress, void *context, Err *err)
{
	/* A login that comes with an extension may itself have to be looked up. */
	enum { TURNS = 3 };
	const BatchOrder *order = request->order;
	bool brief = is_brief(order), more = true;
	Records *records;
	if (!read_records(service, order, brief, progress, context, &records, err))
		return false;
	bool ok = true;
	for (size_t turn = 0; ok && more; turn++) {
		assert(turn < TURNS);                /* what was looked up is not asked for again */
		batch_free(out->batch);
		out->batch = batch_make(order, records);
		ok = look_up(service, out->batch, brief, records, &more, err);
	}
	if (ok && !service->phone_writes)
		batch_forbid_phones(out->batch);
	records_free(records);
	return ok;
}
