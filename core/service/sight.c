#include "core/service/sight.h"

#include <stdlib.h>
#include <string.h>

/* A deleted alias: by the group it had, or was made with. */
static bool sees_deleted(Service *service, const AuditEntry *entry, bool *sees, Err *err)
{
	Plan *plan;
	*sees = false;
	if (entry->event.kind != EVENT_INTENT)
		return true;
	if (!audit_plan_of(service->audit, &entry->event, &plan, err))
		return false;
	for (size_t i = 0; i < plan->step_count; i++) {
		const StepColumn *group = &plan->steps[i].columns[3];
		Value was = group->before.null ? group->after : group->before;
		if (plan->steps[i].table == TABLE_ALIAS && !was.null)
			*sees = group_scope_sees(&service->admin.scope, arena_bytes(plan->mem, was.bytes, was.length));
	}
	plan_free(plan);
	return true;
}

bool service_sees(Service *service, const AuditEntry *entry, bool *sees, Err *err)
{
	Rows *rows;
	*sees = service->admin.scope.all || !*entry->alias;
	if (*sees)
		return true;
	Value id = value_text(entry->alias);
	Statement ask = { .sql = SQL_VICIDIAL_ALIAS_GROUP, .values = &id, .value_count = 1, .as_text = 1 };
	if (!database_read(service->db, &ask, &rows, err))
		return false;
	bool exists = rows->count > 0;
	if (exists)
		*sees = group_scope_sees(&service->admin.scope, rows_text(rows, 0, 0));
	rows_free(rows);
	return exists || sees_deleted(service, entry, sees, err);
}

/* --- of a whole page --- */

typedef struct {
	const char **ids;
	size_t       count, cap;
} Ids;

typedef struct {
	Sight *sight;
	Ids    seen, hidden;
} Reading;

static void ids_add(Arena *mem, Ids *ids, const char *id)
{
	if (ids->count == ids->cap) {
		const char **wider = arena_take(mem, (ids->cap * 2 + 64) * sizeof *wider);
		if (ids->count)
			memcpy(wider, ids->ids, ids->count * sizeof *wider);
		ids->ids = wider;
		ids->cap = ids->cap * 2 + 64;
	}
	ids->ids[ids->count++] = id;
}

static bool take_row(void *context, const Value *values, size_t count)
{
	enum { ID, GROUP };
	Reading *reading = context;
	Arena *mem = reading->sight->mem;
	(void)count;
	if (values[ID].null)
		return true;
	const char *group = values[GROUP].null ? NULL : arena_bytes(mem, values[GROUP].bytes, values[GROUP].length);
	bool sees = group_scope_sees(&reading->sight->service->admin.scope, group);
	ids_add(mem, sees ? &reading->seen : &reading->hidden, arena_bytes(mem, values[ID].bytes, values[ID].length));
	return true;
}

static int by_id(const void *a, const void *b)
{
	const char *const *left = a, *const *right = b;
	return login_compare(*left, *right);
}

static void ids_sort(const Ids *from, const char ***to, size_t *count)
{
	if (from->count > 1)
		qsort(from->ids, from->count, sizeof *from->ids, by_id);
	*to = from->ids;
	*count = from->count;
}

bool sight_open(Service *service, Sight **out, Err *err)
{
	*out = NULL;
	if (!service->signed_in || service->admin.scope.all)
		return true;
	Arena *mem = arena_new();
	Sight *sight = arena_take(mem, sizeof *sight);
	*sight = (Sight){ .service = service, .mem = mem };
	Reading reading = { .sight = sight };
	if (!database_stream(service->db, &(Statement){ .sql = SQL_VICIDIAL_ALIAS_GROUPS }, take_row, &reading, err)) {
		arena_free(mem);
		return false;
	}
	ids_sort(&reading.seen, &sight->seen, &sight->seen_count);
	ids_sort(&reading.hidden, &sight->hidden, &sight->hidden_count);
	*out = sight;
	return true;
}

static bool has(const char **ids, size_t count, const char *id)
{
	return count && bsearch(&id, ids, count, sizeof *ids, by_id);
}

static AuditSight of_alias(void *context, const char *alias)
{
	const Sight *sight = context;
	if (has(sight->seen, sight->seen_count, alias))
		return SIGHT_SEEN;
	return has(sight->hidden, sight->hidden_count, alias) ? SIGHT_HIDDEN : SIGHT_BY_ENTRY;
}

static bool of_entry(void *context, const AuditEntry *entry, bool *sees, Err *err)
{
	return sees_deleted(((Sight *)context)->service, entry, sees, err);
}

AuditEyes sight_eyes(Sight *sight)
{
	return (AuditEyes){ .of_alias = of_alias, .of_entry = of_entry, .context = sight };
}

void sight_close(Sight *sight)
{
	if (sight)
		arena_free(sight->mem);
}
