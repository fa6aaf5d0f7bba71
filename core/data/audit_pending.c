/* The changes that were begun and not ended, as a chain is walked: a table of their ids, which are random and so are their own
 * hashes. */
#include <string.h>

#include "core/data/audit_file.h"

struct AuditPendingOp {
	uint8_t op[16];
	size_t  next;                            /* of the same bucket, or free; 0: none */
};

enum { AT_FIRST = 64 };

static size_t *bucket_of(const AuditPending *pending, const uint8_t op[16])
{
	uint64_t hash;
	memcpy(&hash, op, sizeof hash);
	return &pending->heads[hash & (pending->cap - 1)];
}

static void put(AuditPending *pending, size_t at)
{
	size_t *head = bucket_of(pending, pending->ops[at].op);
	pending->ops[at].next = *head;
	*head = at;
}

/* Twice as many, when none is free: all in use, from 1 on. */
static void widen(AuditPending *pending)
{
	size_t used = pending->cap, cap = used ? 2 * used : AT_FIRST;
	AuditPending wider = { .cap = cap, .heads = mem_take(cap * sizeof *wider.heads) };
	wider.ops = mem_take((cap + 1) * sizeof *wider.ops);
	if (used)
		memcpy(wider.ops, pending->ops, (used + 1) * sizeof *wider.ops);
	for (size_t at = 1; at <= used; at++)
		put(&wider, at);
	for (size_t at = cap; at > used; at--) {
		wider.ops[at].next = wider.unused;
		wider.unused = at;
	}
	audit_pending_free(pending);
	*pending = wider;
}

void audit_pending_add(AuditPending *pending, const uint8_t op[16])
{
	if (!pending->unused)
		widen(pending);
	size_t at = pending->unused;
	pending->unused = pending->ops[at].next;
	memcpy(pending->ops[at].op, op, sizeof pending->ops[at].op);
	put(pending, at);
}

bool audit_pending_take(AuditPending *pending, const uint8_t op[16])
{
	if (!pending->cap)
		return false;
	for (size_t *link = bucket_of(pending, op); *link; link = &pending->ops[*link].next) {
		size_t at = *link;
		if (memcmp(pending->ops[at].op, op, sizeof pending->ops[at].op) != 0)
			continue;
		*link = pending->ops[at].next;
		pending->ops[at].next = pending->unused;
		pending->unused = at;
		return true;
	}
	return false;
}

void audit_pending_free(AuditPending *pending)
{
	mem_free(pending->ops);
	mem_free(pending->heads);
	*pending = (AuditPending){ 0 };
}
