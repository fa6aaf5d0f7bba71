#include "core/model/plan_undo.h"

#include <assert.h>
#include <string.h>

#include "core/base/text.h"
#include "core/model/plan_draft.h"

/* ALREADY is somebody else's doing. An unknown one is ours if its row stands as we would have left it. */
static bool was_written(StepClass class)
{
	return step_class_wrote(class) || class == CLASS_INDETERMINATE;
}

static bool stands_after(const Step *step, const Observed *row)
{
	return step_row_state(step, row) == (step->kind == PLAN_DELETE ? ROW_MISSING : ROW_AFTER);
}

static bool stands_before(const Step *step, const Observed *row)
{
	return step_row_state(step, row) == (step->kind == PLAN_ADD ? ROW_MISSING : ROW_BEFORE);
}

UndoState plan_undo_state(const Undoing *what, size_t *step)
{
	UndoState state = UNDO_NEVER_WRITTEN;
	for (size_t i = 0; i < what->done->step_count; i++) {
		if (!was_written(what->classes[i]))
			continue;
		if (stands_after(&what->done->steps[i], &what->now[i])) {
			state = UNDO_READY;
		} else if (!stands_before(&what->done->steps[i], &what->now[i])) {
			*step = i;
			return UNDO_CHANGED;
		} else if (state == UNDO_NEVER_WRITTEN) {
			state = UNDO_UNDONE;
		}
	}
	return state;
}

/* For the eye only: bytes that are no UTF-8 are read as latin1, VICIdial's other charset. */
static const char *value_shown(Draft *draft, Value value)
{
	Text text = { 0 };
	char character[4];
	if (value.null || value.length == 0)
		return "";
	if (text_is_utf8(value.bytes, value.length))
		return arena_bytes(draft->mem, value.bytes, value.length);
	for (size_t i = 0; i < value.length; i++)
		text_add_bytes(&text, character, text_encode(character, value.bytes[i]));
	const char *shown = arena_bytes(draft->mem, text.bytes, text.length);
	text_free(&text);
	return shown;
}

static PlanKind reverse_of(PlanKind kind)
{
	return kind == PLAN_DELETE ? PLAN_ADD : kind == PLAN_ADD ? PLAN_DELETE : PLAN_EDIT;
}

static void reverse_column(Arena *mem, PlanKind kind, const StepColumn *done, Value now, StepColumn *out)
{
	bool writes = kind == PLAN_ADD || (kind == PLAN_EDIT && done->writes && !value_equal(done->before, now));
	*out = (StepColumn){ .column = done->column, .before = kind == PLAN_ADD ? VALUE_NULL : value_copy(mem, now),
	                     .after = value_copy(mem, writes ? done->before : now), .writes = writes, .raw = writes };
}

Step step_reverse(Arena *mem, const Step *done, const Observed *now)
{
	Step step = { .kind = reverse_of(done->kind), .table = done->table, .column_count = done->column_count,
	              .label = arena_text(mem, done->label) };
	for (size_t i = 0; i < done->column_count; i++)
		reverse_column(mem, step.kind, &done->columns[i], now->now[i], &step.columns[i]);
	return step;
}

static Step *reverse_step(Draft *draft, const Step *done, const Observed *now)
{
	Plan *plan = draft->plan;
	draft->steps = draft_room(draft, draft->steps, plan->step_count, sizeof *draft->steps);
	Step *step = &draft->steps[plan->step_count++];
	*step = step_reverse(draft->mem, done, now);
	for (size_t i = 0; i < step->column_count && step->kind == PLAN_EDIT; i++)
		plan->change_count += step->columns[i].writes;
	plan->change_count += step->kind != PLAN_EDIT;
	return step;
}

static const StepColumn *column_of(const Step *step, ColumnId column)
{
	for (size_t i = 0; i < step->column_count; i++)
		if (step->columns[i].column == column)
			return &step->columns[i];
	return NULL;
}

/* The text a column gets; NULL: it stays. */
static const char *comes_back(Draft *draft, const Step *step, ColumnId column)
{
	const StepColumn *found = column_of(step, column);
	return found && found->writes ? value_shown(draft, found->after) : NULL;
}

static void take_alias(Draft *draft, const Step *step)
{
	draft->plan->kind = step->kind;
	draft->name = comes_back(draft, step, COLUMN_ALIAS_NAME);
	draft->group = comes_back(draft, step, COLUMN_USER_GROUP);
	const char *list = comes_back(draft, step, COLUMN_LOGINS_LIST);
	draft->list_changes = list && (step->kind == PLAN_EDIT || *list);
	draft->list = list ? list : draft->list;
}

static const PhoneRow *row_of(const Draft *draft, const Step *step)
{
	const StepColumn *extension = column_of(step, COLUMN_EXTENSION), *server_ip = column_of(step, COLUMN_SERVER_IP);
	for (size_t i = 0; extension && server_ip && i < draft->record->phone_count; i++) {
		const PhoneRow *row = &draft->record->phones[i];
		if (value_equal(row->extension.raw, extension->before) && value_equal(row->server_ip.raw, server_ip->before))
			return row->hidden ? NULL : row;
	}
	return NULL;
}

static bool is_choice(const Site *site, Value protocol)
{
	for (size_t i = 0; i < site->protocol_enum_count; i++)
		if (value_equal(value_text(site->protocol_enum[i]), protocol))
			return true;
	return protocol.null;
}

/* An ENUM takes no value that was never a choice; such rows come from times when the server let everything through. */
static void check_phone(Draft *draft, const Step *step)
{
	const StepColumn *protocol = column_of(step, COLUMN_PROTOCOL), *active = column_of(step, COLUMN_ACTIVE);
	if (protocol && protocol->writes && !is_choice(draft->site, protocol->after))
		draft_problem(draft, FIELD_PROTOCOL, "the database does not take back the old protocol '%s' of %s",
		              value_shown(draft, protocol->after), step->label);
	if (active && active->writes && !active->after.null && active->after.length != 1)
		draft_problem(draft, FIELD_ACTIVE, "the database does not take back the old Active '%s' of %s",
		              value_shown(draft, active->after), step->label);
}

static const char *phone_value(Draft *draft, const Step *step, ColumnId column, const char *now)
{
	const StepColumn *found = column_of(step, column);
	if (!found || !found->writes)
		return now;
	return found->after.null ? NULL : value_shown(draft, found->after);
}

static void take_phone(Draft *draft, Step *step)
{
	const PhoneRow *row = row_of(draft, step);
	if (!row) {
		draft_problem(draft, FIELD_PHONES, "%s is outside your user groups", step->label);
		return;
	}
	step->label = arena_format(draft->mem, "phone %s on %s", row->login.text, site_server_name(draft->site, row->server_ip.text));
	check_phone(draft, step);
	for (size_t i = 0; i < draft->phone_count; i++)
		if (draft->phones[i].row == row) {
			draft->phones[i].protocol = phone_value(draft, step, COLUMN_PROTOCOL, draft->phones[i].protocol);
			draft->phones[i].active = phone_value(draft, step, COLUMN_ACTIVE, draft->phones[i].active);
			draft->protocol = draft->phones[i].protocol ? draft->phones[i].protocol : "";
		}
}

/* The phones of the list that comes back, and those that leave with it but are written. */
static void map_phones(Draft *draft)
{
	Words both = { 0 };
	draft->before = words_of_list(draft, draft->record->logins.text);
	draft->after = words_of_list(draft, draft->list);
	for (size_t i = 0; i < draft->after.count; i++)
		words_add(draft, &both, draft->after.words[i], strlen(draft->after.words[i]));
	for (size_t i = 0; i < draft->before.count; i++)
		words_add(draft, &both, draft->before.words[i], strlen(draft->before.words[i]));
	draft->phones = arena_take(draft->mem, (draft->record->phone_count + 1) * sizeof *draft->phones);
	draft->phone_count = record_map(draft->record, words_join(draft, &both), draft->phones);
}

/* In the opposite order: the alias first, so that agents are sent to no phone that is about to change back; and a value that
 * the server does not take stops the plan before anything of it is written. */
static void reverse_steps(Draft *draft, const Undoing *what)
{
	for (size_t i = what->done->step_count; i-- > 0; ) {
		const Step *done = &what->done->steps[i];
		if (was_written(what->classes[i]) && stands_after(done, &what->now[i]))
			reverse_step(draft, done, &what->now[i]);
	}
	for (size_t i = 0; i < draft->plan->step_count; i++)
		if (draft->steps[i].table == TABLE_ALIAS)
			take_alias(draft, &draft->steps[i]);
	map_phones(draft);
	for (size_t i = 0; i < draft->plan->step_count; i++)
		if (draft->steps[i].table == TABLE_PHONE)
			take_phone(draft, &draft->steps[i]);
	plan_servers(draft);
}

static void tell(Draft *draft)
{
	Plan *plan = draft->plan;
	size_t changes = plan->change_count;
	plan_review(draft);
	plan->change_count = changes;
	plan_warnings(draft);
	plan->changed = arena_format(draft->mem, plan->is_redo ? "restores #%lld: %s" : "takes back #%lld: %s", (long long)plan->undo_seq,
	                             plan->changed);
}

Plan *plan_undo(const Undoing *what, const Record *record)
{
	size_t changed;
	UndoState state = plan_undo_state(what, &changed);
	assert(state == UNDO_READY);
	Arena *mem = arena_new();
	Plan *plan = arena_take(mem, sizeof *plan);
	*plan = (Plan){ .mem = mem, .kind = PLAN_EDIT, .alias = what->done->alias, .changed = "", .is_undo = true,
	                .undo_seq = what->first_seq, .is_redo = what->is_redo };
	memcpy(plan->undo_of, what->done->op_id, sizeof plan->undo_of);
	Draft draft = { .record = record, .site = &record->site, .plan = plan, .mem = mem, .id = plan->alias.text,
	                .list = record->logins.text ? record->logins.text : "" };
	reverse_steps(&draft, what);
	Wish wish = { .kind = plan->kind };
	draft.wish = &wish;
	if (draft_open(&draft))
		tell(&draft);
	plan->steps = draft.steps;
	plan->lines = draft.lines;
	plan->problems = draft.problems;
	plan->warnings = draft.warnings;
	plan->servers = draft.servers;
	return plan;
}
