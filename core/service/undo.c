#include <assert.h>
#include <string.h>

#include "core/base/sys.h"
#include "core/service/undo_inside.h"

void undo_free(Undo *undo)
{
	plan_free(undo->done);
	arena_free(undo->mem);
}

/* A row that the database lost is put back as it was before the change, as if that had deleted it. */
static bool revive_lost(Undo *undo, Err *err)
{
	Plan *done = undo->done;
	Step *steps = arena_take(undo->mem, (done->step_count + 1) * sizeof *steps);
	for (size_t i = 0; i < done->step_count; i++) {
		steps[i] = done->steps[i];
		if (undo->classes[i] != CLASS_ROW_LOST)
			continue;
		if (steps[i].table == TABLE_PHONE)
			return fail(err, ERR_CONFLICT, "Not undone: the database lost the row of %s, and the audit log holds only what was changed of "
			            "it. Your DBA can restore it from a backup.", steps[i].label);
		steps[i].kind = done->kind = PLAN_DELETE;
		undo->classes[i] = CLASS_APPLIED;
	}
	done->steps = steps;
	return true;
}

static bool is_unknown(long long seq, Err *err)
{
	return fail(err, ERR_NOT_FOUND, "There is no change #%lld.", seq);
}

bool undo_take(Undo *undo, Service *service, const AuditEntry *entry, Err *err)
{
	bool sees = false;
	long long seq = entry->event.seq;
	*undo = (Undo){ .service = service, .mem = arena_new(), .intent = entry->event };
	if (!service_sees(service, entry, &sees, err))
		return false;
	if (!sees)
		return is_unknown(seq, err);
	if (entry->outcome == CLASS_COUNT)
		return fail(err, ERR_CONFLICT, "Not undone: what change #%lld came to is not known yet; the next start settles it.", seq);
	if (!audit_plan_of(service->audit, &undo->intent, &undo->done, err))
		return false;
	assert(undo->done);
	size_t steps = undo->done->step_count;
	if (steps > PLAN_STEPS_MAX)
		return fail(err, ERR_UNREADABLE, "Change #%lld has more steps than this version can take back.", seq);
	undo->classes = arena_take(undo->mem, (steps + 1) * sizeof *undo->classes);
	undo->now = arena_take(undo->mem, (steps + 1) * sizeof *undo->now);
	return audit_classes(service->audit, entry, undo->classes, steps, err) && revive_lost(undo, err);
}

/* A deleted row is looked for as it would come back: its index takes U100 for u100. */
static bool observe(Undo *undo, size_t i, Err *err)
{
	Step as_seen = undo->done->steps[i];
	if (as_seen.kind == PLAN_DELETE) {
		as_seen.kind = PLAN_ADD;
		for (size_t j = 0; j < as_seen.column_count; j++) {
			as_seen.columns[j].after = undo->done->steps[i].columns[j].before;
			as_seen.columns[j].raw = true;
		}
	}
	return vicidial_observe(undo->service->db, &as_seen, undo->mem, &undo->now[i], err);
}

bool undo_observe(Undo *undo, Err *err)
{
	int64_t depth;
	assert(undo->done);
	for (size_t i = 0; i < undo->done->step_count; i++)
		if (!observe(undo, i, err))
			return false;
	if (!audit_undo_root(undo->service->audit, &undo->intent, &undo->first_seq, &depth, err))
		return false;
	undo->is_redo = depth % 2 == 1;
	return true;
}

static Undoing undo_what(const Undo *undo)
{
	return (Undoing){ .done = undo->done, .classes = undo->classes, .now = undo->now, .first_seq = undo->first_seq,
	                  .is_redo = undo->is_redo };
}

static const char *key_text(Undo *undo, const Step *step, size_t column)
{
	Value key = step->kind == PLAN_ADD ? step->columns[column].after : step->columns[column].before;
	return arena_bytes(undo->mem, key.bytes, key.length);
}

/* The newest row about the same record; an extension has phones on several servers, whose statements name theirs. */
static const LoggedChange *newest_row(Undo *undo, const Step *step, const LoggedChange *rows, size_t count)
{
	const char *server_ip = step->table == TABLE_PHONE ? key_text(undo, step, 1) : "";
	for (size_t i = 0; i < count; i++)
		if (strstr(rows[i].sql, server_ip))
			return &rows[i];
	return NULL;
}

/* " by jsmith at 2026-01-12 14:40 (web page)", as far as VICIdial's log says it, which has our changes of every host too. */
static bool who_since(Undo *undo, const Step *step, char *out, size_t cap, Err *err)
{
	bool alias = step->table == TABLE_ALIAS;
	const AuditEvent *intent = &undo->intent;
	LoggedChange *rows;
	size_t count;
	Anchor anchor;
	char when[24];
	if (!vicidial_log_of(undo->service->db, undo->mem, alias ? "PHONEALIASES" : "PHONES",
	                     alias ? undo->done->alias.text : key_text(undo, step, 0), false, &rows, &count, err))
		return false;
	const LoggedChange *newest = newest_row(undo, step, rows, count);
	bool ours = newest && anchor_parse(&anchor, newest->notes);
	if (!newest || newest->at_us + 1000000 <= intent->ts_us ||
	    (ours && memcmp(anchor.op_id, intent->op_id, sizeof anchor.op_id) == 0))
		return true;
	sys_format_time(when, sizeof when, "%Y-%m-%d %H:%M", newest->at_us);
	text_format(out, cap, " by %s at %s (%s)", newest->user, when,
	            ours ? "vicialias" : strstr(newest->code, " API ") ? "API" : "web page");
	return true;
}

static bool say_changed(Undo *undo, size_t i, Err *err)
{
	const Step *step = &undo->done->steps[i];
	char who[160] = "";
	if (!who_since(undo, step, who, sizeof who, err))
		return false;
	return fail(err, ERR_CONFLICT, "Not undone: %s %s since change #%lld%s. Nothing was written.", step->label,
	            step->kind == PLAN_DELETE ? "exists again" : undo->now[i].found ? "was changed" : "was deleted",
	            (long long)undo->intent.seq, who);
}

bool undo_ready(Undo *undo, UndoState *state, Err *err)
{
	long long seq = undo->intent.seq;
	size_t step;
	Undoing what = undo_what(undo);
	*state = plan_undo_state(&what, &step);
	switch (*state) {
	case UNDO_READY:
		return true;
	case UNDO_CHANGED:
		return say_changed(undo, step, err);
	case UNDO_UNDONE:
		return fail(err, ERR_CONFLICT, "Nothing to undo: %s stands as it did before change #%lld.", undo->done->alias.text, seq);
	case UNDO_NEVER_WRITTEN:
		break;
	}
	return fail(err, ERR_CONFLICT, "Nothing to undo: change #%lld wrote nothing.", seq);
}

static const StepColumn *list_column(const Plan *done)
{
	for (size_t i = 0; i < done->step_count; i++)
		for (size_t j = 0; j < done->steps[i].column_count; j++)
			if (done->steps[i].columns[j].column == COLUMN_LOGINS_LIST)
				return &done->steps[i].columns[j];
	return NULL;
}

size_t undo_logins(Undo *undo, const char ***out)
{
	const StepColumn *column = list_column(undo->done);
	*out = NULL;
	if (!column || column->before.null)
		return 0;
	const char *list = arena_bytes(undo->mem, column->before.bytes, column->before.length), *item;
	const char **logins = arena_take(undo->mem, (column->before.length + 1) * sizeof *logins);
	size_t count = 0, length;
	while (logins_next(&list, &item, &length))
		if (text_is_utf8(item, length))
			logins[count++] = arena_bytes(undo->mem, item, length);
	*out = logins;
	return count;
}

/* An admin gives no alias to a group that is hidden from them, be it the one it had. */
static bool group_seen(const Undo *undo, const Plan *plan, Err *err)
{
	for (size_t i = 0; i < plan->step_count; i++)
		for (size_t j = 0; j < plan->steps[i].column_count; j++) {
			const StepColumn *column = &plan->steps[i].columns[j];
			const char *group = column->after.null ? NULL : arena_bytes(undo->mem, column->after.bytes, column->after.length);
			if (column->column == COLUMN_USER_GROUP && column->writes && !group_scope_sees(&undo->service->admin.scope, group))
				return fail(err, ERR_DENIED, "Not undone: the user group that %s had is outside of yours.", plan->alias.text);
		}
	return true;
}

/* The phones of the list that comes back, which the alias does not have now. */
static bool add_phones(Undo *undo, Record *record, Err *err)
{
	const char **logins;
	size_t count = undo_logins(undo, &logins);
	Lookup *lookup;
	if (!logins)
		return true;
	if (!vicidial_lookup(undo->service->db, &undo->service->admin.scope, undo->done->alias.text, logins, count, NULL, 0, &lookup, err))
		return false;
	record_add(record, lookup);
	lookup_free(lookup);
	return true;
}

/* Of an alias that was deleted there is only what surrounds it. */
static bool read_record(Undo *undo, Record **out, Err *err)
{
	Service *service = undo->service;
	const GroupScope *scope = &service->admin.scope;
	if (!vicidial_record(service->db, scope, undo->done->alias.text, out, err)) {
		if (err->code != ERR_NOT_FOUND || undo->done->kind != PLAN_DELETE)
			return false;
		*out = record_new();
		(*out)->read_at_us = sys_now_us();
		if (!vicidial_site(service->db, (*out)->mem, scope, &(*out)->site, err))
			return false;
	}
	return add_phones(undo, *out, err);
}

static bool find_change(Service *service, int64_t seq, AuditPage **out, Err *err)
{
	AuditQuery query = { .before_seq = seq + 1, .limit = 1 };
	if (!audit_page(service->audit, &query, out, err))
		return false;
	const AuditEntry *entry = (*out)->entries;
	int64_t first_seq = audit_first_seq(service->audit);
	if (seq > 0 && seq < first_seq)
		return fail(err, ERR_NOT_FOUND, "Change #%lld is in a sealed segment of the audit log: undo reaches back to #%lld.",
		            (long long)seq, (long long)first_seq);
	return ((*out)->count && entry->event.seq == seq && entry->event.kind == EVENT_INTENT) || is_unknown(seq, err);
}

Plan *undo_plan(Undo *undo, const Record *record, Err *err)
{
	Undoing what = undo_what(undo);
	Plan *plan = plan_undo(&what, record);
	if (!plan_ready(plan))
		fail(err, ERR_CONFLICT, "Not undone: %s.", plan->problems[0].text);
	else if (group_seen(undo, plan, err))
		return plan;
	plan_free(plan);
	return NULL;
}

bool undo_make(Service *service, int64_t seq, Plan **out, AliasId *changed, Err *err)
{
	Undo undo = { 0 };
	AuditPage *page = NULL;
	Record *record = NULL;
	UndoState state = UNDO_READY;
	*out = NULL;
	if (find_change(service, seq, &page, err) && undo_take(&undo, service, &page->entries[0], err) && undo_observe(&undo, err) &&
	    undo_ready(&undo, &state, err) && read_record(&undo, &record, err))
		*out = undo_plan(&undo, record, err);
	if (state == UNDO_CHANGED)
		*changed = undo.done->alias;
	record_free(record);
	audit_page_free(page);
	undo_free(&undo);
	return *out != NULL;
}
