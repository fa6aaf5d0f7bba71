#include "core/data/audit_file.h"

#include <string.h>

static const char *const op_words[] = { [PLAN_EDIT] = "edit", [PLAN_DELETE] = "delete", [PLAN_ADD] = "add" };

/* ---- writing ----------------------------------------------------------------------------------------------------------- */

/* All but the value, which is bound to 5. */
static sqlite3_stmt *to_stage(Audit *audit, size_t step, const char *part, size_t place, const char *name)
{
	sqlite3_stmt *row = audit_statement(audit, SQL_AUDIT_STAGED_ADD);
	audit_bind_number(row, 1, (int64_t)step);
	audit_bind_text(row, 2, part);
	audit_bind_number(row, 3, (int64_t)place);
	audit_bind_text(row, 4, name);
	return row;
}

static bool stage(Audit *audit, size_t step, const char *part, size_t place, const char *name, Value value)
{
	sqlite3_stmt *row = to_stage(audit, step, part, place, name);
	audit_bind_json(row, 5, value);
	return audit_put(row);
}

/* Nothing of what was put together before, or of what could not be, goes into the next. */
static bool clear_stage(Audit *audit)
{
	return audit_run(audit, SQL_AUDIT_STAGED_CLEAR);
}

static bool is_key(TableId table, ColumnId column)
{
	return table == TABLE_ALIAS ? column == COLUMN_ALIAS_ID : column == COLUMN_EXTENSION || column == COLUMN_SERVER_IP;
}

static bool stage_step(Audit *audit, size_t number, const Step *step)
{
	bool ok = stage(audit, number, "t", 0, plan_table_names[step->table], value_text(op_words[step->kind]));
	for (size_t i = 0; i < step->column_count && ok; i++) {
		const StepColumn *column = &step->columns[i];
		const char *name = plan_column_names[column->column];
		if (is_key(step->table, column->column))
			ok = stage(audit, number, "k", i, name, step->kind == PLAN_ADD ? column->after : column->before);
		if (ok && step->kind != PLAN_ADD)
			ok = stage(audit, number, "before", i, name, column->before);
		if (ok && (step->kind == PLAN_ADD || (step->kind == PLAN_EDIT && column->writes)))
			ok = stage(audit, number, "after", i, name, column->after);
	}
	return ok;
}

/* Adds the one value of the statement to out. */
static bool take_json(Audit *audit, sqlite3_stmt *row, Text *out, bool staged, Err *err)
{
	const unsigned char *json = staged && audit_step(row) == SQLITE_ROW ? sqlite3_column_text(row, 0) : NULL;
	if (json)
		text_add_bytes(out, json, (size_t)sqlite3_column_bytes(row, 0));
	else
		audit_fail(audit, err, ERR_AUDIT, "the words of an entry could not be put together");
	audit_done(row);
	return json != NULL;
}

/* Text for people, which cannot fail to be JSON. */
static void bind_shown(sqlite3_stmt *row, int place, const char *text)
{
	size_t length = text ? strlen(text) : 0;
	if (!text || text_is_utf8(text, length)) {
		audit_bind_text(row, place, text);
		return;
	}
	char *visible = mem_take(length * 4 + 1);
	text_visible(visible, length * 4 + 1, text, length);
	audit_bind_text(row, place, visible);
	mem_free(visible);
}

static void bind_verbatim(sqlite3_stmt *row, int place, const Verbatim *verbatim)
{
	const char *const texts[] = { verbatim ? verbatim->user : NULL, verbatim ? verbatim->alias_id : NULL,
	                              verbatim ? verbatim->alias_name : NULL, verbatim ? verbatim->logins_list : NULL };
	for (int i = 0; i < 4; i++)
		bind_shown(row, place + i, texts[i]);
}

bool audit_intent_payload(Audit *audit, Text *out, const Plan *plan, const IntentOrigin *origin, Err *err)
{
	bool staged = clear_stage(audit) && stage(audit, 0, "alias", 0, "", value_text(plan->alias.text));
	for (size_t i = 0; i < plan->step_count && staged; i++)
		staged = stage_step(audit, i, &plan->steps[i]);
	sqlite3_stmt *row = audit_statement(audit, SQL_AUDIT_INTENT_PAYLOAD);
	audit_bind_text(row, 1, op_words[plan->kind]);
	bind_shown(row, 2, origin->host);
	audit_bind_number(row, 3, (int64_t)origin->connection_id);
	bind_shown(row, 4, plan->changed);
	bind_shown(row, 5, plan->note);
	bind_shown(row, 6, origin->dialect);
	bind_shown(row, 7, origin->source);
	bind_shown(row, 8, origin->address);
	bind_verbatim(row, 9, plan->verbatim);
	return take_json(audit, row, out, staged, err);
}

static bool stage_number(Audit *audit, size_t step, const char *part, int64_t number)
{
	sqlite3_stmt *row = to_stage(audit, step, part, 0, "");
	audit_bind_number(row, 5, number);
	return audit_put(row);
}

bool audit_outcome_payload(Audit *audit, Text *out, const Outcome *outcome, Err *err)
{
	bool staged = clear_stage(audit);
	for (size_t i = 0; i < outcome->count && staged; i++)
		staged = stage(audit, i, "class", 0, step_class_name(outcome->classes[i]), VALUE_NULL) &&
		         stage_number(audit, i, "log", outcome->log_ids ? outcome->log_ids[i] : 0);
	sqlite3_stmt *row = audit_statement(audit, SQL_AUDIT_OUTCOME_PAYLOAD);
	bind_shown(row, 1, outcome->servers ? outcome->servers : "");
	audit_bind_number(row, 2, outcome->error);
	audit_bind_number(row, 3, outcome->took_ms);
	bind_shown(row, 4, outcome->note);
	return take_json(audit, row, out, staged, err);
}

bool audit_note_payload(Audit *audit, Text *out, const char *const *pairs, Err *err)
{
	bool staged = clear_stage(audit);
	for (size_t i = 0; pairs[i] && staged; i += 2)
		staged = stage(audit, 0, "pair", i, pairs[i], pairs[i + 1] ? value_text(pairs[i + 1]) : VALUE_NULL);
	return take_json(audit, audit_statement(audit, SQL_AUDIT_NOTE_PAYLOAD), out, staged, err);
}

/* ---- reading ----------------------------------------------------------------------------------------------------------- */

static size_t find_word(const char *word, const char *const *words, size_t count)
{
	size_t found = 0;
	while (found < count && (!word || strcmp(words[found], word) != 0))
		found++;
	return found;
}

/* A JSON value as bytes; type is SQLite's word for it. */
static bool read_value(Arena *mem, sqlite3_stmt *row, int column, const char *type, Value *out)
{
	const void *bytes = sqlite3_column_text(row, column);
	size_t length = (size_t)sqlite3_column_bytes(row, column);
	*out = VALUE_NULL;
	if (!type || strcmp(type, "null") == 0)
		return type != NULL;
	if (!bytes || length > UINT32_MAX)
		return false;
	char *copy = arena_bytes(mem, bytes, length);
	if (strcmp(type, "object") == 0)
		return audit_base64_decode(mem, copy, out);
	*out = (Value){ .bytes = (const uint8_t *)copy, .length = (uint32_t)length };
	return strcmp(type, "text") == 0;
}

/* Over the payload of an entry. */
static sqlite3_stmt *asked_of(Audit *audit, SqlId sql, const AuditEvent *event)
{
	sqlite3_stmt *row = audit_statement(audit, sql);
	audit_bind_chars(row, 1, event->payload, event->payload_length);
	return row;
}

static const Verbatim *read_verbatim(Arena *mem, sqlite3_stmt *row, int column)
{
	Verbatim *verbatim = arena_take(mem, sizeof *verbatim);
	const char **const texts[] = { &verbatim->user, &verbatim->alias_id, &verbatim->alias_name, &verbatim->logins_list };
	for (int i = 0; i < 4; i++)
		if (!(*texts[i] = audit_column_text(mem, row, column + i)))
			return NULL;
	return verbatim;
}

static bool read_head(Audit *audit, const AuditEvent *intent, Plan *plan)
{
	Value alias;
	sqlite3_stmt *row = asked_of(audit, SQL_AUDIT_PLAN_HEAD, intent);
	bool ok = audit_step(row) == SQLITE_ROW;
	size_t kind = ok ? find_word((const char *)sqlite3_column_text(row, 0), op_words, 3) : 3;
	ok = ok && kind < 3 && read_value(plan->mem, row, 2, (const char *)sqlite3_column_text(row, 1), &alias) && !alias.null;
	if (ok) {
		plan->kind = (PlanKind)kind;
		ok = text_copy(plan->alias.text, sizeof plan->alias.text, arena_bytes(plan->mem, alias.bytes, alias.length));
		plan->note = audit_column_text(plan->mem, row, 3);
		plan->changed = audit_column_text(plan->mem, row, 4);
		plan->step_count = (size_t)sqlite3_column_int64(row, 5);
		plan->dialect = audit_column_text(plan->mem, row, 6);
		plan->verbatim = read_verbatim(plan->mem, row, 7);
	}
	audit_done(row);
	return ok;
}

/* An add has no before, a delete no after. */
static bool read_steps(Audit *audit, const AuditEvent *intent, Step *steps, size_t count)
{
	sqlite3_stmt *row = asked_of(audit, SQL_AUDIT_PLAN_STEPS, intent);
	bool ok = true;
	size_t read = 0;
	while (ok && read < count && audit_step(row) == SQLITE_ROW) {
		size_t table = find_word((const char *)sqlite3_column_text(row, 0), plan_table_names, TABLE_COUNT);
		const char *before = (const char *)sqlite3_column_text(row, 1), *after = (const char *)sqlite3_column_text(row, 2);
		bool adds = before && strcmp(before, "null") == 0, deletes = after && strcmp(after, "null") == 0;
		ok = table < TABLE_COUNT && before && after && !(adds && deletes);
		steps[read++] = (Step){ .table = (TableId)table, .kind = adds ? PLAN_ADD : deletes ? PLAN_DELETE : PLAN_EDIT };
	}
	audit_done(row);
	return ok && read == count;
}

static StepColumn *find_column(Step *step, ColumnId id)
{
	for (size_t i = 0; i < step->column_count; i++)
		if (step->columns[i].column == id)
			return &step->columns[i];
	return NULL;
}

/* Before comes first and makes the columns; after changes some of them. In an add, after makes them all.
 * What an undo put back are stored bytes. */
static bool put_column(Step *step, ColumnId id, bool is_after, bool raw, Value value)
{
	StepColumn *column = find_column(step, id);
	bool makes = is_after == (step->kind == PLAN_ADD);
	if (makes ? column || step->column_count == STEP_COLUMNS : !column)
		return false;
	if (makes) {
		column = &step->columns[step->column_count++];
		*column = (StepColumn){ .column = id, .before = is_after ? VALUE_NULL : value, .after = value,
		                        .writes = is_after && !value.null && !is_key(step->table, id), .raw = is_after && raw };
		return true;
	}
	column->after = value;
	column->writes = true;
	column->raw = raw;
	return step->kind == PLAN_EDIT;
}

static bool read_columns(Audit *audit, const AuditEvent *intent, Arena *mem, Step *steps, size_t count)
{
	sqlite3_stmt *row = asked_of(audit, SQL_AUDIT_PLAN_COLUMNS, intent);
	bool ok = true;
	int result = SQLITE_DONE;
	while (ok && (result = audit_step(row)) == SQLITE_ROW) {
		Value value;
		size_t step = (size_t)sqlite3_column_int64(row, 0);
		bool is_after = strcmp((const char *)sqlite3_column_text(row, 1), "after") == 0;
		size_t column = find_word((const char *)sqlite3_column_text(row, 2), plan_column_names, COLUMN_COUNT);
		ok = step < count && column < COLUMN_COUNT &&
		     read_value(mem, row, 4, (const char *)sqlite3_column_text(row, 3), &value) &&
		     put_column(&steps[step], (ColumnId)column, is_after, intent->has_undo, value);
	}
	audit_done(row);
	return ok && result == SQLITE_DONE;
}

static const char *column_text(Plan *plan, Step *step, ColumnId id)
{
	StepColumn *column = find_column(step, id);
	Value value = !column ? VALUE_NULL : step->kind == PLAN_ADD ? column->after : column->before;
	char *shown = arena_take(plan->mem, value.length * 4 + 1);
	text_visible(shown, value.length * 4 + 1, value.length ? (const void *)value.bytes : "", value.length);
	return shown;
}

static void label(Plan *plan, Step *step)
{
	if (step->table == TABLE_ALIAS)
		step->label = arena_format(plan->mem, "alias %s", column_text(plan, step, COLUMN_ALIAS_ID));
	else
		step->label = arena_format(plan->mem, "phone %s on %s", column_text(plan, step, COLUMN_LOGIN),
		                           column_text(plan, step, COLUMN_SERVER_IP));
}

static Plan *new_plan(const AuditEvent *intent)
{
	Arena *mem = arena_new();
	Plan *plan = arena_take(mem, sizeof *plan);
	plan->mem = mem;
	plan->is_undo = intent->has_undo;
	memcpy(plan->op_id, intent->op_id, sizeof plan->op_id);
	memcpy(plan->undo_of, intent->undo_of, sizeof plan->undo_of);
	return plan;
}

bool audit_plan_of(Audit *audit, const AuditEvent *intent, Plan **out, Err *err)
{
	Plan *plan = new_plan(intent);
	bool ok = read_head(audit, intent, plan);
	Step *steps = arena_take(plan->mem, (ok ? plan->step_count : 0) * sizeof *steps + 1);
	ok = ok && read_steps(audit, intent, steps, plan->step_count) &&
	     read_columns(audit, intent, plan->mem, steps, plan->step_count);
	for (size_t i = 0; i < plan->step_count && ok; i++)
		label(plan, &steps[i]);
	plan->steps = steps;
	*out = ok ? plan : NULL;
	if (ok)
		return true;
	arena_free(plan->mem);
	return fail(err, ERR_UNREADABLE, "Entry #%lld of the audit log holds no change that this version can read.",
	            (long long)intent->seq);
}
