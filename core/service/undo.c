#include "core/service/undo.h"

#include <string.h>

#include "core/base/sys.h"
#include "core/model/plan_undo.h"

typedef struct {
	Service    *service;
	Arena      *mem;
	AuditPage  *page;
	AuditEvent  intent;
	Plan       *done;
	StepClass   classes[PLAN_STEPS_MAX];
	Observed    now[PLAN_STEPS_MAX];
	Record     *record;
} Undo;

static void undo_free(Undo *undo)
{
	audit_page_free(undo->page);
	plan_free(undo->done);
	record_free(undo->record);
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

/* What is outside of the admin's groups is told in the same words as what is not there. */
static bool find_change(Undo *undo, int64_t seq, Err *err)
{
	AuditQuery query = { .before_seq = seq + 1, .limit = 1 };
	bool sees = false;
	if (!audit_page(undo->service->audit, &query, &undo->page, err))
		return false;
	const AuditEntry *entry = undo->page->entries;
	if (undo->page->count && entry->event.seq == seq && entry->event.kind == EVENT_INTENT &&
	    !service_sees(undo->service, entry, &sees, err))
		return false;
	if (!sees)
		return fail(err, ERR_NOT_FOUND, "There is no change #%lld.", (long long)seq);
	if (entry->outcome == CLASS_COUNT)
		return fail(err, ERR_CONFLICT, "Not undone: what change #%lld came to is not known yet; the next start settles it.",
		            (long long)seq);
	undo->intent = entry->event;
	return audit_plan_of(undo->service->audit, &undo->intent, &undo->done, err) &&
	       (undo->done->step_count <= PLAN_STEPS_MAX ||
	        fail(err, ERR_UNREADABLE, "Change #%lld has more steps than this version can take back.", (long long)seq)) &&
	       audit_classes(undo->service->audit, entry, undo->classes, undo->done->step_count, err) &&
	       revive_lost(undo, err);
}

/* A deleted row is looked for as it would come back: its index takes U100 for u100. */
static bool observe(Undo *undo, Err *err)
{
	for (size_t i = 0; i < undo->done->step_count; i++) {
		Step step = undo->done->steps[i];
		for (size_t j = 0; step.kind == PLAN_DELETE && j < step.column_count; j++) {
			step.columns[j].after = step.columns[j].before;
			step.columns[j].raw = true;
		}
		step.kind = step.kind == PLAN_DELETE ? PLAN_ADD : step.kind;
		if (!vicidial_observe(undo->service->db, &step, undo->mem, &undo->now[i], err))
			return false;
	}
	return true;
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

static bool check_state(Undo *undo, const Undoing *what, AliasId *changed, Err *err)
{
	long long seq = undo->intent.seq;
	size_t step;
	switch (plan_undo_state(what, &step)) {
	case UNDO_READY:
		return true;
	case UNDO_CHANGED:
		*changed = undo->done->alias;
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

/* The phones of the list that comes back, which the alias does not have now. */
static bool add_phones(Undo *undo, Err *err)
{
	const StepColumn *column = list_column(undo->done);
	if (!column || column->before.null)
		return true;
	const char *list = arena_bytes(undo->mem, column->before.bytes, column->before.length), *item;
	const char **logins = arena_take(undo->mem, (column->before.length + 1) * sizeof *logins);
	size_t count = 0, length;
	Lookup *lookup;
	while (logins_next(&list, &item, &length))
		if (text_is_utf8(item, length))
			logins[count++] = arena_bytes(undo->mem, item, length);
	if (!vicidial_lookup(undo->service->db, &undo->service->admin.scope, undo->done->alias.text, logins, count, NULL, 0, &lookup, err))
		return false;
	record_add(undo->record, lookup);
	lookup_free(lookup);
	return true;
}

/* Of an alias that was deleted there is only what surrounds it. */
static bool read_record(Undo *undo, Err *err)
{
	Service *service = undo->service;
	const GroupScope *scope = &service->admin.scope;
	if (vicidial_record(service->db, scope, undo->done->alias.text, &undo->record, err))
		return add_phones(undo, err);
	if (err->code != ERR_NOT_FOUND || undo->done->kind != PLAN_DELETE)
		return false;
	undo->record = record_new();
	undo->record->read_at_us = sys_now_us();
	return vicidial_site(service->db, undo->record->mem, scope, &undo->record->site, err) && add_phones(undo, err);
}

/* An admin gives no alias to a group that is hidden from them, be it the one it had. */
static bool check_group(const Undo *undo, const Plan *plan, Err *err)
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

bool undo_make(Service *service, int64_t seq, Plan **out, AliasId *changed, Err *err)
{
	Undo undo = { .service = service, .mem = arena_new() };
	int64_t first_seq = seq, depth = 0;
	bool ok = find_change(&undo, seq, err) && observe(&undo, err) &&
	          audit_undo_root(service->audit, &undo.intent, &first_seq, &depth, err);
	Undoing what = { .done = undo.done, .classes = undo.classes, .now = undo.now, .first_seq = first_seq, .is_redo = depth % 2 == 1 };
	ok = ok && check_state(&undo, &what, changed, err) && read_record(&undo, err);
	*out = ok ? plan_undo(&what, undo.record) : NULL;
	if (ok && !plan_ready(*out))
		ok = fail(err, ERR_CONFLICT, "Not undone: %s.", (*out)->problems[0].text);
	ok = ok && check_group(&undo, *out, err);
	if (!ok) {
		plan_free(*out);
		*out = NULL;
	}
	undo_free(&undo);
	return ok;
}
