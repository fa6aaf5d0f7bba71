#include "core/data/audit_file.h"

#include <string.h>

static const char *const op_words[] = { [PLAN_EDIT] = "edit", [PLAN_DELETE] = "delete", [PLAN_ADD] = "add" };

/* ---- writing ----------------------------------------------------------------------------------------------------------- */

static bool add_value(Audit *audit, Text *out, Value value)
{
	sqlite3_stmt *row = audit_statement(audit, SQL_AUDIT_JSON_VALUE);
	audit_bind_json(row, 1, value);
	const unsigned char *json = audit_step(row) == SQLITE_ROW ? sqlite3_column_text(row, 0) : NULL;
	if (json)
		text_add_bytes(out, json, (size_t)sqlite3_column_bytes(row, 0));
	audit_done(row);
	return json != NULL;
}

/* A name is one of our own words. */
static bool add_member(Audit *audit, Text *out, const char *name, Value value)
{
	text_addf(out, "%s\"%s\":", out->bytes[out->length - 1] == '{' ? "" : ",", name);
	return add_value(audit, out, value);
}

static bool is_key(TableId table, ColumnId column)
{
	return table == TABLE_ALIAS ? column == COLUMN_ALIAS_ID : column == COLUMN_EXTENSION || column == COLUMN_SERVER_IP;
}

typedef enum { PART_KEY, PART_BEFORE, PART_AFTER, PARTS } StepPart;

static bool is_in_part(const Step *step, const StepColumn *column, StepPart part)
{
	return part == PART_KEY ? is_key(step->table, column->column)
	     : part == PART_BEFORE || step->kind == PLAN_ADD || column->writes;
}

/* An add has no before, a delete no after. */
static bool add_part(Audit *audit, Text *out, const Step *step, StepPart part)
{
	static const char *const names[PARTS] = { "k", "before", "after" };
	bool ok = true, is_new = part == PART_AFTER || (part == PART_KEY && step->kind == PLAN_ADD);
	text_addf(out, ",\"%s\":", names[part]);
	if (part == (step->kind == PLAN_ADD ? PART_BEFORE : PART_AFTER) && step->kind != PLAN_EDIT) {
		text_add(out, "null");
		return true;
	}
	text_add(out, "{");
	for (size_t i = 0; i < step->column_count && ok; i++) {
		const StepColumn *column = &step->columns[i];
		if (is_in_part(step, column, part))
			ok = add_member(audit, out, plan_column_names[column->column], is_new ? column->after : column->before);
	}
	text_add(out, "}");
	return ok;
}

static bool add_step(Audit *audit, Text *out, const Step *step)
{
	bool ok = true;
	text_addf(out, "%s{\"t\":\"%s\"", out->length > 1 ? "," : "", plan_table_names[step->table]);
	for (StepPart part = PART_KEY; part < PARTS && ok; part++)
		ok = add_part(audit, out, step, part);
	text_add(out, "}");
	return ok;
}

/* Adds the one value of the statement to out. */
static bool take_json(Audit *audit, sqlite3_stmt *row, Text *out, bool laid_out, Err *err)
{
	const unsigned char *json = laid_out && audit_step(row) == SQLITE_ROW ? sqlite3_column_text(row, 0) : NULL;
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
	Text alias = { 0 }, steps = { 0 };
	bool laid_out = add_value(audit, &alias, value_text(plan->alias.text));
	text_add(&steps, "[");
	for (size_t i = 0; i < plan->step_count && laid_out; i++)
		laid_out = add_step(audit, &steps, &plan->steps[i]);
	text_add(&steps, "]");
	sqlite3_stmt *row = audit_statement(audit, SQL_AUDIT_INTENT_PAYLOAD);
	audit_bind_text(row, 1, op_words[plan->kind]);
	audit_bind_text(row, 2, alias.bytes);
	audit_bind_text(row, 3, steps.bytes);
	bind_shown(row, 4, origin->host);
	audit_bind_number(row, 5, (int64_t)origin->connection_id);
	bind_shown(row, 6, plan->changed);
	bind_shown(row, 7, plan->note);
	bind_shown(row, 8, origin->dialect);
	bind_shown(row, 9, origin->source);
	bind_shown(row, 10, origin->address);
	bind_verbatim(row, 11, plan->verbatim);
	text_free(&alias);
	text_free(&steps);
	return take_json(audit, row, out, laid_out, err);
}

bool audit_outcome_payload(Audit *audit, Text *out, const Outcome *outcome, Err *err)
{
	Text classes = { 0 }, log = { 0 };
	for (size_t i = 0; i < outcome->count; i++) {
		text_addf(&classes, "%s\"%s\"", i ? "," : "", step_class_name(outcome->classes[i]));
		text_addf(&log, "%s%lld", i ? "," : "", outcome->log_ids ? (long long)outcome->log_ids[i] : 0);
	}
	sqlite3_stmt *row = audit_statement(audit, SQL_AUDIT_OUTCOME_PAYLOAD);
	audit_bind_text(row, 1, classes.bytes ? classes.bytes : "");
	audit_bind_text(row, 2, log.bytes ? log.bytes : "");
	bind_shown(row, 3, outcome->servers ? outcome->servers : "");
	audit_bind_number(row, 4, outcome->error);
	audit_bind_number(row, 5, outcome->took_ms);
	bind_shown(row, 6, outcome->note);
	text_free(&classes);
	text_free(&log);
	return take_json(audit, row, out, true, err);
}

bool audit_note_payload(Audit *audit, Text *out, const char *const *pairs, Err *err)
{
	Text members = { 0 };
	bool laid_out = true;
	text_add(&members, "{");
	for (size_t i = 0; pairs[i] && laid_out; i += 2)
		laid_out = add_member(audit, &members, pairs[i], pairs[i + 1] ? value_text(pairs[i + 1]) : VALUE_NULL);
	text_add(&members, "}");
	sqlite3_stmt *row = audit_statement(audit, SQL_AUDIT_NOTE_PAYLOAD);
	audit_bind_text(row, 1, members.bytes);
	text_free(&members);
	return take_json(audit, row, out, laid_out, err);
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
