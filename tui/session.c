#include "tui/session.h"

#include <inttypes.h>
#include <string.h>

#include "core/base/mem.h"
#include "core/base/sys.h"

static bool wrote_something(const ChangeResult *result)
{
	for (size_t i = 0; result->intent_seq && i < result->step_count; i++)
		switch (result->classes[i]) {
		case CLASS_APPLIED:
		case CLASS_APPLIED_THEN_CHANGED:
		case CLASS_ALTERED:
		case CLASS_INDETERMINATE:
			return true;
		default:
			break;
		}
	return false;
}

/* One that was undone in part stands as a change of its own, so that the rest of it can still be undone. */
static SessionChange *find_undone(const Session *session, const ChangeResult *result)
{
	for (size_t i = 0; result->is_undo && result->class == CLASS_APPLIED && i < session->count; i++) {
		SessionChange *change = &session->changes[i];
		const uint8_t *op_id = change->undone ? change->undo_op : change->op_id;
		if (memcmp(op_id, result->undo_of, sizeof result->undo_of) == 0)
			return change;
	}
	return NULL;
}

static void turn(Session *session, SessionChange *change, const ChangeResult *result)
{
	if (change->undone) {
		change->seq = result->intent_seq;
		memcpy(change->op_id, result->op_id, sizeof change->op_id);
	} else {
		change->undo_seq = result->intent_seq;
		change->undone_at = ++session->undos;
		memcpy(change->undo_op, result->op_id, sizeof change->undo_op);
	}
	change->undone = !change->undone;
}

/* With it, what was undone before can be redone no more. */
static SessionChange *change_new(Session *session)
{
	for (size_t i = 0; i < session->count; i++)
		session->changes[i].lost = session->changes[i].undone;
	session->changes = mem_grow(session->changes, (session->count + 1) * sizeof *session->changes);
	return &session->changes[session->count++];
}

void session_add(Session *session, const ChangeResult *result)
{
	SessionChange *undone = find_undone(session, result);
	if (!wrote_something(result))
		return;
	if (undone) {
		turn(session, undone, result);
		return;
	}
	SessionChange *added = change_new(session);
	*added = (SessionChange){ .first_seq = result->intent_seq, .seq = result->intent_seq, .class = result->class,
	                          .alias = result->alias };
	memcpy(added->op_id, result->op_id, sizeof added->op_id);
	text_copy(added->told, sizeof added->told, result->told);
}

static SessionChange *find_undone_batch(Session *session, const Batch *batch, const BatchResult *result)
{
	for (size_t i = 0; batch->undo_seq && result->failed + result->not_tried == 0 && i < session->count; i++) {
		SessionChange *change = &session->changes[i];
		if (change->batch && (change->undone ? change->undo_seq : change->seq) == batch->undo_seq)
			return change;
	}
	return NULL;
}

void session_add_batch(Session *session, const Batch *batch, const BatchResult *result)
{
	SessionChange *undone = find_undone_batch(session, batch, result);
	if (!result->seq || !result->written)
		return;
	if (undone) {
		turn(session, undone, &(ChangeResult){ .intent_seq = result->seq });
		return;
	}
	SessionChange *added = change_new(session);
	*added = (SessionChange){ .first_seq = result->seq, .seq = result->seq, .batch = true,
	                          .class = result->failed + result->not_tried ? CLASS_PARTIAL : CLASS_APPLIED };
	text_format(added->alias.text, sizeof added->alias.text, "%zu %s", result->written, result->written == 1 ? "alias" : "aliases");
	text_format(added->told, sizeof added->told, "batch: %s", batch->title);
}

const SessionChange *session_undoable(const Session *session)
{
	for (size_t i = session->count; i-- > 0; )
		if (!session->changes[i].undone)
			return &session->changes[i];
	return NULL;
}

const SessionChange *session_redoable(const Session *session)
{
	const SessionChange *last = NULL;
	for (size_t i = 0; i < session->count; i++) {
		const SessionChange *change = &session->changes[i];
		if (change->undone && !change->lost && (!last || change->undone_at > last->undone_at))
			last = change;
	}
	return last;
}

static const char *remark(const SessionChange *change)
{
	switch (change->class) {
	case CLASS_APPLIED:
	case CLASS_ALREADY:       return "";
	case CLASS_PARTIAL:       return "  (in part)";
	case CLASS_INDETERMINATE: return "  (not known whether it was written)";
	default:                  return "  (look at it in the audit log)";
	}
}

static void change_line(const SessionChange *change, Text *out)
{
	char alias[sizeof change->alias.text * 3], told[sizeof change->told * 3];
	text_visible(alias, sizeof alias, change->alias.text, strlen(change->alias.text));
	text_visible(told, sizeof told, change->told, strlen(change->told));
	text_addf(out, "  #%-6" PRId64 " %-10s %s%s", change->first_seq, alias, told, remark(change));
	if (change->undone)
		text_addf(out, "  (undone by #%" PRId64 ")", change->undo_seq);
	else if (change->undo_seq)
		text_addf(out, "  (undone by #%" PRId64 ", redone by #%" PRId64 ")", change->undo_seq, change->seq);
	text_add(out, "\n");
}

void session_receipt(const Session *session, const char *who, const char *place, int64_t head_seq, const uint8_t head[32], Text *out)
{
	char hex[65];
	if (!session->count)
		return;
	text_addf(out, "vicialias: changed by %s on %s in this session:\n", who, place);
	for (size_t i = 0; i < session->count; i++)
		change_line(&session->changes[i], out);
	sys_hex(hex, head, 32);
	if (head_seq)
		text_addf(out, "  Audit log #%" PRId64 ", head %s\n", head_seq, hex);
	text_add(out, "  To take one back: A for the audit log, the cursor on its number, u.\n");
}

void session_free(Session *session)
{
	mem_free(session->changes);
	*session = (Session){ 0 };
}
