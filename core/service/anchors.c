#include "core/service/anchors.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
	OpProgress progress;
	void      *context;
	Anchors   *to;
} Reading;

static void keep(void *context, const Anchor *anchor, int64_t log_id)
{
	Anchors *to = ((Reading *)context)->to;
	if (to->count == to->cap) {
		to->cap = to->cap * 2 + 64;
		to->rows = mem_grow(to->rows, to->cap * sizeof *to->rows);
	}
	to->rows[to->count++] = (AuditAnchor){ *anchor, log_id };
}

static bool tell(void *context, size_t done, size_t total)
{
	const Reading *reading = context;
	return !reading->progress || reading->progress(reading->context, done, total);
}

bool anchors_read(Service *service, OpProgress progress, void *context, Anchors *out, Err *err)
{
	uint8_t chain_id[16];
	Reading reading = { progress, context, out };
	*out = (Anchors){ 0 };
	audit_chain_id(service->audit, chain_id);
	return vicidial_anchors(service->db, chain_id, keep, tell, &reading, &out->oldest_log_id, err);
}

int64_t anchors_find(const Anchors *anchors, const Anchor *wanted)
{
	for (size_t i = 0; i < anchors->count; i++) {
		const Anchor *anchor = &anchors->rows[i].anchor;
		if (anchor->step == wanted->step && memcmp(anchor->op_id, wanted->op_id, sizeof anchor->op_id) == 0)
			return anchors->rows[i].log_id;
	}
	return 0;
}

void anchors_free(Anchors *anchors)
{
	mem_free(anchors->rows);
	*anchors = (Anchors){ 0 };
}
