/* A batch that stopped: how it stands by the audit log, and the batch that goes on with it, planned anew from what was wished. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"
#include "core/service/batch_inside.h"

bool batch_find(Service *service, int64_t seq, AuditPage **open, AuditPage **changes, Err *err)
{
	AuditQuery query = { .before_seq = seq + 1, .limit = 1 };
	if (!audit_page(service->audit, &query, open, err))
		return false;
	const AuditEntry *entry = (*open)->entries;
	if (!(*open)->count || entry->event.seq != seq || entry->event.kind != EVENT_BATCH_OPEN)
		return fail(err, ERR_NOT_FOUND, "There is no batch #%lld.", (long long)seq);
	return audit_batch(service->audit, entry->event.batch_id, changes, err);
}

bool batch_close_event(Service *service, const uint8_t batch_id[16], const BatchStand *stand, const char *why, Text *payload,
                       AuditEvent *event, Err *err)
{
	char stands[160], text[500];
	batch_stand_text(stand, stands, sizeof stands);
	text_format(text, sizeof text, "%s%s%s", stands, *why ? ". " : "", why);
	const char *pairs[] = { "text", text, NULL };
	if (!audit_note_payload(service->audit, payload, pairs, err))
		return false;
	*event = (AuditEvent){ .kind = EVENT_BATCH_CLOSE, .has_batch = true, .payload = payload->bytes,
	                       .payload_length = payload->length };
	memcpy(event->batch_id, batch_id, sizeof event->batch_id);
	return true;
}

/* --- how it stands --- */

static BatchStand stand_of(const AuditPage *changes, bool *open)
{
	BatchStand stand = { 0 };
	*open = false;
	for (size_t i = changes->count; i-- > 0; ) {
		const AuditEntry *change = &changes->entries[i];
		batch_stand_add(&stand, change->outcome, change->alias);
		*open = *open || change->outcome == CLASS_COUNT;
	}
	return stand;
}

/* Behind words, a number and what ends it; the text itself when it does not begin so. */
static const char *behind(const char *text, const char *words, const char *end)
{
	size_t length = strlen(words);
	const char *ends = strncmp(text, words, length) == 0 ? strstr(text + length, end) : NULL;
	return ends ? ends + strlen(end) : text;
}

/* "protocol → PJSIP" of "batch #117 protocol → PJSIP" */
static const char *title_of(const AuditEntry *open)
{
	return behind(open->summary, "batch #", " ");
}

static void say(const AuditEntry *batch, const BatchStand *stand, char *sentence, size_t cap)
{
	char stands[160];
	batch_stand_text(stand, stands, sizeof stands);
	text_format(sentence, cap, "Batch #%lld by %s (%s) was interrupted: %s.%s", (long long)batch->event.seq, batch->event.actor,
	            title_of(batch), stands, batch_stand_has_rest(stand) ? " The audit log's c on it goes on with the rest." : "");
}

static bool close_batch(Service *service, const AuditPage *frame, const BatchStand *stand, Err *err)
{
	Text payload = { 0 };
	AuditEvent event;
	bool closed = frame->entries[frame->count - 1].event.kind == EVENT_BATCH_CLOSE;
	const uint8_t *batch_id = frame->entries[0].event.batch_id;
	bool ok = closed || (batch_close_event(service, batch_id, stand, "Interrupted.", &payload, &event, err) &&
	                     audit_append(service->audit, &event, 1, err));
	text_free(&payload);
	return ok;
}

bool batch_settled(Service *service, const uint8_t batch_id[16], char *sentence, size_t cap, Err *err)
{
	AuditPage *frame = NULL, *changes = NULL;
	bool open;
	bool ok = audit_batch_frame(service->audit, batch_id, &frame, err) && audit_batch(service->audit, batch_id, &changes, err);
	text_copy(sentence, cap, "");
	if (ok && frame->count) {
		BatchStand stand = stand_of(changes, &open);
		ok = open || close_batch(service, frame, &stand, err);
		if (ok && !open)
			say(&frame->entries[0], &stand, sentence, cap);
	}
	audit_page_free(changes);
	audit_page_free(frame);
	return ok;
}

/* --- the rest of it --- */

static bool is_left(const AuditEntry *change)
{
	return change->outcome == CLASS_NOT_ATTEMPTED || change->outcome == CLASS_NOT_APPLIED || change->outcome == CLASS_PARTIAL;
}

/* "rest of batch #117: protocol → PJSIP", however often it was stopped. */
static BatchOrder *order_new(const AuditEntry *open)
{
	static const char again[] = "rest of batch #";
	char title[300];
	text_format(title, sizeof title, "%s%lld: %s", again, (long long)open->event.seq, behind(title_of(open), again, ": "));
	return batch_order_new(title);
}

static bool add_change(Service *service, const AuditEntry *change, BatchOrder *order, Err *err)
{
	BulkWish wish;
	AliasId alias;
	Plan *plan;
	if (!audit_plan_of(service->audit, &change->event, &plan, err))
		return false;
	Arena *mem = arena_new();
	text_copy(alias.text, sizeof alias.text, change->alias);
	if (batch_wish_again(mem, plan, &wish))
		batch_order_add(order, &alias, 1, &wish);
	arena_free(mem);
	plan_free(plan);
	return true;
}

static bool make_order(Service *service, const AuditPage *open, const AuditPage *changes, BatchOrder **out, Err *err)
{
	assert(open && changes);
	BatchOrder *order = order_new(&open->entries[0]);
	bool ok = true;
	for (size_t i = changes->count; ok && i-- > 0; ) {
		const AuditEntry *change = &changes->entries[i];
		bool sees = false;
		ok = !is_left(change) || service_sees(service, change, &sees, err);
		if (ok && sees)
			ok = add_change(service, change, order, err);
	}
	if (ok && !order->count)
		ok = fail(err, ERR_CONFLICT, "Nothing is left of batch #%lld: each of its rows was tried.",
		          (long long)open->entries[0].event.seq);
	*out = order;
	return ok;
}

/* What takes a batch back is made of what that batch wrote and what of it still stands: its rest too. */
static bool undo_again(Service *service, const AuditEvent *open, Request *request, Err *err)
{
	AuditPage *frame;
	if (!audit_batch_frame(service->audit, open->undo_of, &frame, err))
		return false;
	bool there = frame->count > 0;
	if (there)
		request->seq = frame->entries[0].event.seq;
	else
		fail(err, ERR_NOT_FOUND, "What batch #%lld takes back is in a sealed segment of the audit log: undo reaches back to "
		     "#%lld.", (long long)open->seq, (long long)audit_first_seq(service->audit));
	audit_page_free(frame);
	return there;
}

bool batch_rest_run(Service *service, Request *request, Reply *out, OpProgress progress, void *context, Err *err)
{
	AuditPage *open = NULL, *changes = NULL;
	int64_t seq = request->seq;
	bool ok = batch_find(service, seq, &open, &changes, err);
	if (ok && open->entries[0].event.has_undo) {
		ok = undo_again(service, &open->entries[0].event, request, err) &&
		     batch_undo_run(service, request, out, progress, context, err);
	} else if (ok) {
		ok = make_order(service, open, changes, &request->order, err) &&
		     batch_plan_run(service, request, out, progress, context, err);
		if (ok)
			out->batch->rest_seq = seq;
	}
	audit_page_free(changes);
	audit_page_free(open);
	return ok;
}
