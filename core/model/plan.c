#include "core/model/plan.h"

#include <assert.h>
#include <string.h>

#include "core/base/text.h"
#include "core/model/plan_draft.h"

const char *const plan_table_names[TABLE_COUNT] = { [TABLE_ALIAS] = "phones_alias", [TABLE_PHONE] = "phones" };

const char *const plan_column_names[COLUMN_COUNT] = {
	[COLUMN_ALIAS_ID]   = "alias_id",  [COLUMN_ALIAS_NAME] = "alias_name", [COLUMN_LOGINS_LIST] = "logins_list",
	[COLUMN_USER_GROUP] = "user_group", [COLUMN_EXTENSION] = "extension",  [COLUMN_SERVER_IP]   = "server_ip",
	[COLUMN_LOGIN]      = "login",      [COLUMN_PROTOCOL]  = "protocol",   [COLUMN_ACTIVE]      = "active",
};

static const char *const class_names[CLASS_COUNT] = {
#define X(name) [CLASS_##name] = #name,
	STEP_CLASSES(X)
#undef X
};

const char *step_class_name(StepClass class)
{
	assert(class < CLASS_COUNT);
	return class_names[class];
}

StepClass step_class_find(const char *name)
{
	StepClass class = 0;
	while (class < CLASS_COUNT && strcmp(class_names[class], name) != 0)
		class++;
	return class;
}

bool step_class_wrote(StepClass class)
{
	switch (class) {
	case CLASS_APPLIED: case CLASS_APPLIED_LOG_ADDED: case CLASS_APPLIED_THEN_CHANGED: case CLASS_APPLIED_THEN_REVERTED:
	case CLASS_ALTERED:
		return true;
	default:
		return false;
	}
}

/* What a class says beside others: the more, the higher; tens are the kinds that do not go together. */
enum { KIND = 10, IN_PART = 20 };
static const unsigned char weights[CLASS_COUNT] = {
	[CLASS_NOT_ATTEMPTED] = 0, [CLASS_NOT_APPLIED] = 1, [CLASS_CONFLICT] = 2, [CLASS_GONE] = 3, [CLASS_ROW_LOST] = 4,
	[CLASS_DAMAGED] = 5, [CLASS_ROLLED_BACK] = 6,
	[CLASS_ALREADY] = 10, [CLASS_APPLIED] = 11, [CLASS_APPLIED_LOG_ADDED] = 12, [CLASS_APPLIED_THEN_REVERTED] = 13,
	[CLASS_APPLIED_THEN_CHANGED] = 14, [CLASS_ALTERED] = 15,
	[CLASS_PARTIAL] = IN_PART, [CLASS_INDETERMINATE] = 30,
};

StepClass step_class_of_all(const StepClass *classes, size_t count)
{
	StepClass all = count ? classes[0] : CLASS_NOT_ATTEMPTED;
	for (size_t i = 1; i < count; i++) {
		StepClass more = weights[classes[i]] > weights[all] ? classes[i] : all;
		bool alike = weights[classes[i]] / KIND == weights[all] / KIND || weights[more] >= IN_PART;
		all = alike ? more : CLASS_PARTIAL;
	}
	return all;
}

/* A typed value was stored in the column's charset: what the server shows of it counts as well as its bytes. */
static bool is_after(const Observed *row, size_t i, const Step *step)
{
	const StepColumn *column = &step->columns[i];
	bool typed = !column->raw && (column->writes || step->kind == PLAN_ADD);
	return value_equal(row->now[i], column->after) || (typed && value_equal(row->shown[i], column->after));
}

RowState step_row_state(const Step *step, const Observed *row)
{
	bool before = row->found && step->kind != PLAN_ADD, after = row->found && step->kind != PLAN_DELETE;
	for (size_t i = 0; row->found && i < step->column_count; i++) {
		before = before && value_equal(row->now[i], step->columns[i].before);
		after = after && is_after(row, i, step);
	}
	/* The bytes of before may look like the text that is to come: C3 A9 in a latin1 column is not yet é. */
	return before ? ROW_BEFORE : after ? ROW_AFTER : row->found ? ROW_OTHER : ROW_MISSING;
}

static bool repeats(const Step *step)
{
	for (size_t i = 0; i < step->column_count; i++)
		if (step->columns[i].writes && !value_equal(step->columns[i].before, step->columns[i].after))
			return false;
	return true;
}

RowState step_done_state(const Step *step)
{
	if (step->kind == PLAN_DELETE)
		return ROW_MISSING;
	return step->kind == PLAN_EDIT && repeats(step) ? ROW_BEFORE : ROW_AFTER;
}

bool plan_ready(const Plan *plan)
{
	return plan->problem_count == 0 && plan->needs_login_count == 0 && plan->needs_extension_count == 0;
}

const Step *plan_phone_step(const Plan *plan)
{
	for (size_t i = 0; i < plan->step_count; i++)
		if (plan->steps[i].table == TABLE_PHONE)
			return &plan->steps[i];
	return NULL;
}

void plan_free(Plan *plan)
{
	if (plan)
		arena_free(plan->mem);
}

static void take_new_id(Draft *draft)
{
	const char *id = draft->id;
	if (draft->wish->verbatim || !draft_check(draft, FIELD_ID, id))
		return;
	if (draft->record->exists || record_id_taken(draft->record, id))
		draft_problem(draft, FIELD_ID, "%s is taken: an alias has this ID", id);
	else if (record_phone(draft->record, id))
		draft_problem(draft, FIELD_ID, "%s is taken: a phone has this login", id);
	else if (!record_asked_login(draft->record, id))
		draft_need_login(draft, id);
}

/* The ID of an alias is what agents type; neither VICIdial nor this program renames it. */
static void take_id(Draft *draft)
{
	const Record *record = draft->record;
	const char *typed = draft->wish->value[FIELD_ID];
	if (draft->wish->kind == PLAN_ADD) {
		draft->id = arena_text(draft->mem, typed ? typed : record->id.text ? record->id.text : "");
		take_new_id(draft);
	} else {
		draft->id = arena_text(draft->mem, record->id.text);
		if (!record->exists)
			draft_problem(draft, FIELD_ID, "alias %s does not exist", draft->id);
		else if (draft_wished(draft, FIELD_ID))
			draft_problem(draft, FIELD_ID, "the ID of an alias is fixed: agents type it to log in");
	}
	text_copy(draft->plan->alias.text, sizeof draft->plan->alias.text, draft->id);
}

static void take_name(Draft *draft)
{
	const char *name = draft_wished(draft, FIELD_NAME);
	if (!name && draft->wish->kind == PLAN_ADD)
		name = "";
	if (name && draft_check(draft, FIELD_NAME, name))
		draft->name = name;
}

static void take_group(Draft *draft)
{
	const char *typed = draft_wished(draft, FIELD_GROUP);
	if (!typed && draft->wish->kind == PLAN_ADD)
		typed = GROUP_ALL;
	if (!typed)
		return;
	for (size_t i = 0; i < draft->site->group_count && !draft->group; i++)
		if (login_compare(draft->site->groups[i].id, typed) == 0)
			draft->group = draft->site->groups[i].id;
	if (!draft->group)
		draft_problem(draft, FIELD_GROUP, "user group %s does not exist", typed);
}

/* A present value that may not be chosen (Zap where the site allows SIP only, "mixed") is "unchanged". */
static void take_protocol(Draft *draft)
{
	const char *typed = draft->wish->value[FIELD_PROTOCOL];
	for (size_t i = 0; typed && i < draft->site->protocol_count; i++)
		if (login_compare(draft->site->protocols[i], typed) == 0)
			draft->protocol = draft->site->protocols[i];
	if (!draft->protocol && draft_wished(draft, FIELD_PROTOCOL))
		draft_problem(draft, FIELD_PROTOCOL, "protocol %s cannot be chosen here", typed);
}

static void take_active(Draft *draft)
{
	const char *typed = draft->wish->value[FIELD_ACTIVE];
	if (typed && (strcmp(typed, "Y") == 0 || strcmp(typed, "N") == 0))
		draft->active = typed;
	else if (draft_wished(draft, FIELD_ACTIVE))
		draft_problem(draft, FIELD_ACTIVE, "Active is Y or N.");
}

static void take_values(Draft *draft)
{
	take_name(draft);
	take_group(draft);
	take_protocol(draft);
	take_active(draft);
	plan_mapping(draft);
}

static void show_after(const Draft *draft, FieldId field, char *out, size_t cap)
{
	const char *changed = NULL;
	switch (field) {
	case FIELD_ID:     changed = draft->id; break;
	case FIELD_NAME:   changed = draft->name; break;
	case FIELD_PHONES: changed = draft->list; break;
	case FIELD_GROUP:  changed = draft->group; break;
	default:
		record_show(draft->site, draft->phones, draft->phone_count, field, out, cap);
		return;
	}
	if (changed)
		text_copy(out, cap, changed);
	else
		record_current(draft->record, field, out, cap);
}

/* Each field as it will show; of a plan that is not ready, as it was typed or else is. */
static void tell_after(Draft *draft)
{
	char shown[SHOWN_CAP];
	for (FieldId field = 0; field < FIELD_COUNT; field++) {
		const char *typed = draft->wish->value[field];
		if (draft_open(draft))
			show_after(draft, field, shown, sizeof shown);
		else if (typed)
			text_copy(shown, sizeof shown, typed);
		else if (draft->wish->kind == PLAN_ADD && field == FIELD_GROUP)
			text_copy(shown, sizeof shown, GROUP_ALL);
		else
			record_current(draft->record, field, shown, sizeof shown);
		draft->plan->after[field] = arena_text(draft->mem, shown);
	}
}

/* A plan that is not ready keeps nothing that could be taken for a change. */
static void empty_unready(Draft *draft)
{
	Plan *plan = draft->plan;
	plan->step_count = plan->line_count = plan->warning_count = plan->server_count = 0;
	plan->change_count = plan->record_count = 0;
	plan->changed = "";
}

static void publish(Draft *draft)
{
	Plan *plan = draft->plan;
	if (!draft_open(draft))
		empty_unready(draft);
	plan->steps = draft->steps;
	plan->lines = draft->lines;
	plan->problems = draft->problems;
	plan->warnings = draft->warnings;
	plan->servers = draft->servers;
}

Plan *plan_make(const Record *record, const Wish *wish)
{
	assert(!(wish->value[FIELD_EXTENSION] && wish->value[FIELD_PHONES]));
	Arena *mem = arena_new();
	Plan *plan = arena_take(mem, sizeof *plan);
	*plan = (Plan){ .mem = mem, .kind = wish->kind, .note = arena_text(mem, wish->note), .verbatim = verbatim_copy(mem, wish->verbatim),
	                .changed = "" };
	Draft draft = { .record = record, .site = &record->site, .wish = wish, .plan = plan, .mem = mem };

	take_id(&draft);
	if (wish->kind == PLAN_DELETE) {
		draft.list = record->logins.text ? record->logins.text : "";
		draft.before = draft.after = words_of_list(&draft, draft.list);
	} else {
		take_values(&draft);
	}
	if (draft_open(&draft))
		plan_steps(&draft);
	if (draft_open(&draft)) {
		plan_review(&draft);
		plan_warnings(&draft);
	}
	tell_after(&draft);
	publish(&draft);
	return plan;
}
