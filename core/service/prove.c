#include "core/service/prove.h"

#include <string.h>

typedef struct {
	OpProgress   progress;
	void        *context;
	AuditAnchor *rows; size_t count, cap;
} Anchors;

static void keep(void *context, const Anchor *anchor, int64_t log_id)
{
	Anchors *kept = context;
	if (kept->count == kept->cap) {
		kept->cap = kept->cap * 2 + 64;
		kept->rows = mem_grow(kept->rows, kept->cap * sizeof *kept->rows);
	}
	kept->rows[kept->count++] = (AuditAnchor){ *anchor, log_id };
}

static bool tell_read(void *context, size_t done, size_t total)
{
	const Anchors *kept = context;
	return !kept->progress || kept->progress(kept->context, done, total);
}

static bool tell_verified(void *context, int64_t done, int64_t total)
{
	return tell_read(context, (size_t)done, (size_t)total);
}

/* The head before VICIdial's log is read: what is changed in between has its row there, and is not asked for it. */
static bool read_anchors(Service *service, Anchors *kept, AuditAnchors *out, Err *err)
{
	uint8_t chain_id[16], hash[32];
	audit_chain_id(service->audit, chain_id);
	if (!audit_head(service->audit, &out->upto_seq, hash, err) ||
	    !vicidial_anchors(service->db, chain_id, keep, tell_read, kept, &out->oldest_log_id, err))
		return false;
	out->rows = kept->rows;
	out->count = kept->count;
	return true;
}

bool prove_run(Service *service, Request *request, Reply *out, OpProgress progress, void *context, Err *err)
{
	(void)request;
	Anchors kept = { progress, context, NULL, 0, 0 };
	AuditAnchors anchors = { 0 };
	Err why = { .text = "There is no database to ask." };
	bool asked = service->db && read_anchors(service, &kept, &anchors, &why);
	if (why.code == ERR_STOPPED) {
		mem_free(kept.rows);
		*err = why;
		return false;
	}
	bool ok = audit_verify(service->info.audit_path, asked ? &anchors : NULL, tell_verified, &kept, &out->verdict, err);
	mem_free(kept.rows);
	AuditVerdict *verdict = &out->verdict;
	size_t length = strlen(verdict->reach);
	if (ok && !asked && length)
		text_format(verdict->reach + length, sizeof verdict->reach - length, " %s", why.text);
	return ok;
}
