#include "core/service/prove.h"

#include <string.h>

#include "core/service/anchors.h"

typedef struct {
	OpProgress progress;
	void      *context;
} Teller;

static bool tell_verified(void *context, int64_t done, int64_t total)
{
	const Teller *teller = context;
	return !teller->progress || teller->progress(teller->context, (size_t)done, (size_t)total);
}

/* The head before VICIdial's log is read: what is changed in between has its row there, and is not asked for it. */
static bool read_anchors(Service *service, const Teller *teller, Anchors *kept, AuditAnchors *out, Err *err)
{
	uint8_t hash[32];
	if (!audit_head(service->audit, &out->upto_seq, hash, err) ||
	    !anchors_read(service, teller->progress, teller->context, kept, err))
		return false;
	out->rows = kept->rows;
	out->count = kept->count;
	out->oldest_log_id = kept->oldest_log_id;
	return true;
}

bool prove_run(Service *service, Request *request, Reply *out, OpProgress progress, void *context, Err *err)
{
	(void)request;
	Teller teller = { progress, context };
	Anchors kept = { 0 };
	AuditAnchors anchors = { 0 };
	Err why = { .text = "There is no database to ask." };
	bool asked = service->db && read_anchors(service, &teller, &kept, &anchors, &why);
	if (why.code == ERR_STOPPED) {
		anchors_free(&kept);
		*err = why;
		return false;
	}
	bool ok = audit_verify(service->info.audit_path, asked ? &anchors : NULL, tell_verified, &teller, &out->verdict, err);
	anchors_free(&kept);
	AuditVerdict *verdict = &out->verdict;
	size_t length = strlen(verdict->reach);
	if (ok && !asked && length)
		text_format(verdict->reach + length, sizeof verdict->reach - length, " %s", why.text);
	return ok;
}
