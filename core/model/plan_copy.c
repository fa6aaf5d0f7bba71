/* A deep copy, so that a form can hand its plan to the worker and keep its own. */
#include "core/model/plan_draft.h"

static const Step *copy_steps(Arena *mem, const Step *from, size_t count)
{
	Step *to = arena_take(mem, (count + 1) * sizeof *to);
	for (size_t i = 0; i < count; i++) {
		to[i] = from[i];
		to[i].label = arena_text(mem, from[i].label);
		for (size_t j = 0; j < from[i].column_count; j++) {
			to[i].columns[j].before = value_copy(mem, from[i].columns[j].before);
			to[i].columns[j].after = value_copy(mem, from[i].columns[j].after);
		}
	}
	return to;
}

static const PlanLine *copy_lines(Arena *mem, const PlanLine *from, size_t count)
{
	PlanLine *to = arena_take(mem, (count + 1) * sizeof *to);
	for (size_t i = 0; i < count; i++)
		to[i] = (PlanLine){ .kind = from[i].kind, .subject = arena_text(mem, from[i].subject),
		                    .field = arena_text(mem, from[i].field), .text = arena_text(mem, from[i].text) };
	return to;
}

static const PlanProblem *copy_problems(Arena *mem, const PlanProblem *from, size_t count)
{
	PlanProblem *to = arena_take(mem, (count + 1) * sizeof *to);
	for (size_t i = 0; i < count; i++)
		to[i] = (PlanProblem){ .field = from[i].field, .text = arena_text(mem, from[i].text) };
	return to;
}

static const PlanServer *copy_servers(Arena *mem, const PlanServer *from, size_t count)
{
	PlanServer *to = arena_take(mem, (count + 1) * sizeof *to);
	for (size_t i = 0; i < count; i++) {
		to[i] = from[i];
		to[i].ip = arena_text(mem, from[i].ip);
		to[i].name = arena_text(mem, from[i].name);
	}
	return to;
}

static const char **copy_texts(Arena *mem, const char *const *from, size_t count)
{
	const char **to = arena_take(mem, (count + 1) * sizeof *to);
	for (size_t i = 0; i < count; i++)
		to[i] = arena_text(mem, from[i]);
	return to;
}

const Verbatim *verbatim_copy(Arena *mem, const Verbatim *verbatim)
{
	if (!verbatim)
		return NULL;
	Verbatim *copy = arena_take(mem, sizeof *copy);
	*copy = (Verbatim){ .user = arena_text(mem, verbatim->user), .alias_id = arena_text(mem, verbatim->alias_id),
	                    .alias_name = arena_text(mem, verbatim->alias_name), .logins_list = arena_text(mem, verbatim->logins_list) };
	return copy;
}

Plan *plan_copy(const Plan *plan)
{
	Arena *mem = arena_new();
	Plan *copy = arena_take(mem, sizeof *copy);
	*copy = *plan;
	copy->mem = mem;
	copy->note = arena_text(mem, plan->note);
	copy->dialect = arena_text(mem, plan->dialect);
	copy->verbatim = verbatim_copy(mem, plan->verbatim);
	copy->steps = copy_steps(mem, plan->steps, plan->step_count);
	copy->lines = copy_lines(mem, plan->lines, plan->line_count);
	copy->problems = copy_problems(mem, plan->problems, plan->problem_count);
	copy->warnings = copy_texts(mem, plan->warnings, plan->warning_count);
	copy->servers = copy_servers(mem, plan->servers, plan->server_count);
	copy->needs_logins = copy_texts(mem, plan->needs_logins, plan->needs_login_count);
	copy->needs_extensions = copy_texts(mem, plan->needs_extensions, plan->needs_extension_count);
	for (FieldId field = 0; field < FIELD_COUNT; field++)
		copy->after[field] = arena_text(mem, plan->after[field]);
	copy->changed = arena_text(mem, plan->changed);
	return copy;
}
