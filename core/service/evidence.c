#include "core/service/evidence.h"

#include <string.h>

#include "core/base/sys.h"
#include "core/service/change.h"

typedef struct {
	Service          *service;
	const AuditEvent *intent;
	const Plan       *plan;
	const Step       *step;
	size_t            number;
	AdminLogRow       row;                   /* as the change writes it: names the record */
	const Anchors    *scanned;               /* NULL: VICIdial's log is asked by its index only */
	Arena            *mem;
} Search;

static bool find_log_row(const Search *search, int64_t *id, Err *err)
{
	Anchor anchor = { .step = (unsigned)search->number + 1 };
	memcpy(anchor.op_id, search->intent->op_id, sizeof anchor.op_id);
	if (!vicidial_log_find(search->service->db, &search->row, &anchor, id, err))
		return false;
	if (*id == 0 && search->scanned)
		*id = anchors_find(search->scanned, &anchor);
	return true;
}

/* Only aliases are told of column by column; a phone's statement names its server at least. */
static bool sets_the_same(const Search *search, const LoggedChange *row)
{
	const char *values[COLUMN_COUNT];
	if (search->step->table != TABLE_ALIAS || search->step->kind == PLAN_DELETE)
		return false;
	adminlog_read(search->mem, row->sql, values);
	for (size_t i = 0; i < search->step->column_count; i++) {
		const StepColumn *column = &search->step->columns[i];
		if (column->writes && (!values[column->column] || !value_equal(value_text(values[column->column]), column->after)))
			return false;
	}
	return true;
}

static bool is_about(const Search *search, const LoggedChange *row)
{
	if (search->step->table == TABLE_ALIAS)
		return true;
	Value ip = search->step->columns[1].before;
	return strstr(row->sql, arena_bytes(search->mem, ip.bytes, ip.length)) != NULL;
}

/* What others logged of the record since. VICIdial's log has whole seconds, by the clock of its server: ages are compared, not
 * times. */
static bool look_at_others(const Search *search, Evidence *out, Err *err)
{
	LoggedChange *rows;
	size_t count;
	Anchor anchor;
	if (!vicidial_log_of(search->service->db, search->mem, search->row.section, search->row.record_id, true, &rows, &count, err))
		return false;
	int64_t age_us = sys_now_us() - search->intent->ts_us + 1000000;
	for (size_t i = 0; i < count && rows[i].age_us < age_us; i++) {
		bool ours = anchor_parse(&anchor, rows[i].notes) && memcmp(anchor.op_id, search->intent->op_id, sizeof anchor.op_id) == 0;
		if (ours || !is_about(search, &rows[i]))
			continue;
		out->deleted_by_others = out->deleted_by_others || strcmp(rows[i].type, "DELETE") == 0;
		out->same_by_others = out->same_by_others || sets_the_same(search, &rows[i]);
	}
	return true;
}

static bool ask_witness(const Search *search, Evidence *out, Err *err)
{
	AuditEntry later;
	size_t step;
	bool found;
	Plan *plan;
	StepClass classes[PLAN_STEPS_MAX];
	Audit *audit = search->service->audit;
	if (!audit_next_on_row(audit, search->mem, search->intent, search->number, &later, &step, &found, err))
		return false;
	if (!found || later.outcome == CLASS_COUNT)
		return true;
	if (!audit_plan_of(audit, &later.event, &plan, err))
		return false;
	bool ok = plan->step_count > PLAN_STEPS_MAX || audit_classes(audit, &later, classes, plan->step_count, err);
	if (ok && step < plan->step_count && plan->step_count <= PLAN_STEPS_MAX)
		out->witness = settle_witness(search->step, &plan->steps[step], classes[step]);
	plan_free(plan);
	return ok;
}

static bool gather(const Search *search, Evidence *out, int64_t *log_id, Err *err)
{
	return change_row_state(search->service, search->step, &out->state, err) && find_log_row(search, log_id, err) &&
	       ((*log_id != 0 && out->state != ROW_MISSING) || look_at_others(search, out, err)) &&
	       (*log_id != 0 || !settle_needs_witness(search->step, out) || ask_witness(search, out, err));
}

bool evidence_gather(Service *service, const AuditEvent *intent, const Plan *plan, size_t step, AdminVoice voice,
                     const Anchors *scanned, Evidence *out, int64_t *log_id, Err *err)
{
	Search search = { .service = service, .intent = intent, .plan = plan, .step = &plan->steps[step], .number = step,
	                  .scanned = scanned, .mem = arena_new() };
	Anchor none = { 0 };
	adminlog_row(&search.row, plan, step, voice, &none);
	*out = (Evidence){ .witness = WITNESS_NONE, .trail = audit_trail_of(service->audit, intent, step) };
	bool ok = gather(&search, out, log_id, err);
	out->logged = *log_id != 0;
	adminlog_free(&search.row);
	arena_free(search.mem);
	return ok;
}
