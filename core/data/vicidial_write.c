#include <assert.h>

#include "core/base/text.h"
#include "core/data/vicidial_part.h"

/* What fills a statement: its marks and its values, in the order of their question marks. */
typedef struct {
	Text     set, guard;
	Value    values[3 * STEP_COLUMNS];
	size_t   count;
	uint64_t as_text;
} Shape;

static void shape_value(Shape *shape, Value value, bool as_text)
{
	assert(shape->count < sizeof shape->values / sizeof *shape->values);
	shape->as_text |= (uint64_t)as_text << shape->count;
	shape->values[shape->count++] = value;
}

static void shape_free(Shape *shape)
{
	text_free(&shape->set);
	text_free(&shape->guard);
}

static bool is_key(ColumnId column)
{
	return column == COLUMN_ALIAS_ID || column == COLUMN_EXTENSION || column == COLUMN_SERVER_IP;
}

/* A new value goes as text, so that the server converts it to the column's charset, strictly; what is no text, and what was
 * stored once, as bytes. */
static void shape_set(Shape *shape, const StepColumn *column)
{
	text_addf(&shape->set, "%s%s = ?", shape->set.length ? ", " : "", plan_column_names[column->column]);
	shape_value(shape, column->after, !column->raw && text_is_utf8(column->after.bytes, column->after.length));
}

static void shape_equals(Shape *shape, ColumnId column, Value value)
{
	text_addf(&shape->guard, "%s%s = ?", shape->guard.length ? " AND " : "", plan_column_names[column]);
	shape_value(shape, value, true);
}

/* The same bytes in every charset of VICIdial's, so that it can be given as text. */
static bool is_plain(Value value)
{
	for (size_t i = 0; i < value.length; i++)
		if (value.bytes[i] < ' ' || value.bytes[i] > '~')
			return false;
	return !value.null;
}

/* Stored bytes with stored bytes: '=' alone would take a1 for A1, é for e, and never find NULL. It only finds the row
 * through the index, where the key is the same in every charset; else the table is read through. */
static void shape_guard(Shape *shape, ColumnId column, Value value)
{
	if (is_key(column) && is_plain(value))
		shape_equals(shape, column, value);
	text_addf(&shape->guard, "%sCONVERT(%s USING binary) <=> ?", shape->guard.length ? " AND " : "", plan_column_names[column]);
	shape_value(shape, value, false);
}

/* An alias of a VICIdial before schema 1308 has no user group: it is shown as everybody's, and is no part of the row. */
static bool in_table(const Database *db, ColumnId column)
{
	return column != COLUMN_USER_GROUP || !database_lacks(db, "phones_alias.user_group");
}

/* shape_free afterwards. */
static Statement shape_write(const Database *db, const Step *step, Shape *shape)
{
	/* SQL_COUNT: a phone is never added or deleted. */
	static const SqlId sqls[TABLE_COUNT][3] = {
		[TABLE_ALIAS] = { [PLAN_EDIT] = SQL_VICIDIAL_ALIAS_UPDATE, [PLAN_DELETE] = SQL_VICIDIAL_ALIAS_DELETE,
		                  [PLAN_ADD] = SQL_VICIDIAL_ALIAS_INSERT },
		[TABLE_PHONE] = { [PLAN_EDIT] = SQL_VICIDIAL_PHONE_UPDATE, [PLAN_DELETE] = SQL_COUNT, [PLAN_ADD] = SQL_COUNT },
	};
	*shape = (Shape){ 0 };
	for (size_t i = 0; i < step->column_count && step->kind != PLAN_DELETE; i++)
		if ((step->columns[i].writes || (step->kind == PLAN_ADD && is_key(step->columns[i].column))) && in_table(db, step->columns[i].column))
			shape_set(shape, &step->columns[i]);
	for (size_t i = 0; i < step->column_count && step->kind != PLAN_ADD; i++)
		if (in_table(db, step->columns[i].column))
			shape_guard(shape, step->columns[i].column, step->columns[i].before);
	Statement statement = { .sql = sqls[step->table][step->kind], .values = shape->values, .value_count = shape->count,
	                        .as_text = shape->as_text, .set = shape->set.bytes, .guard = shape->guard.bytes };
	assert(statement.sql != SQL_COUNT);
	return statement;
}

void vicidial_ready_step(Database *db, const Step *step)
{
	Shape shape;
	Statement statement = shape_write(db, step, &shape);
	database_ready(db, &statement);
	shape_free(&shape);
}

bool vicidial_write_step(Database *db, const Step *step, Written *out, Err *err)
{
	Shape shape;
	Statement statement = shape_write(db, step, &shape);
	bool ok = database_write(db, &statement, out, err);
	shape_free(&shape);
	return ok;
}

bool vicidial_observe(Database *db, const Step *step, Arena *mem, Observed *out, Err *err)
{
	static const SqlId sqls[TABLE_COUNT] = {
		[TABLE_ALIAS] = SQL_VICIDIAL_ALIAS_OBSERVE, [TABLE_PHONE] = SQL_VICIDIAL_PHONE_OBSERVE
	};
	static const ColumnId first[TABLE_COUNT] = { [TABLE_ALIAS] = COLUMN_ALIAS_ID, [TABLE_PHONE] = COLUMN_EXTENSION };
	Shape shape = { 0 };
	Rows *rows;
	for (size_t i = 0; i < step->column_count; i++) {
		const StepColumn *column = &step->columns[i];
		/* A row that is to be added has no stored key yet: the one that its index would take for the same. */
		if (is_key(column->column) && step->kind == PLAN_ADD && (!column->raw || is_plain(column->after)))
			shape_equals(&shape, column->column, column->after);
		else if (is_key(column->column))
			shape_guard(&shape, column->column, step->kind == PLAN_ADD ? column->after : column->before);
	}
	bool ok = database_read(db, &(Statement){ .sql = sqls[step->table], .values = shape.values, .value_count = shape.count,
	                                          .as_text = shape.as_text, .guard = shape.guard.bytes }, &rows, err);
	shape_free(&shape);
	if (!ok)
		return false;
	*out = (Observed){ .found = rows->count > 0 };
	for (size_t i = 0; out->found && i < step->column_count; i++) {
		size_t stored = 2 * (size_t)(step->columns[i].column - first[step->table]);
		assert(stored + 1 < rows->columns);
		out->now[i] = vicidial_value(mem, rows, 0, stored);
		out->shown[i] = vicidial_value(mem, rows, 0, stored + 1);
	}
	rows_free(rows);
	return true;
}

bool vicidial_flag_rebuild(Database *db, const char *server_ip, bool *flagged, Err *err)
{
	Value ip = value_text(server_ip);
	Written written;
	Statement statement = { .sql = SQL_VICIDIAL_REBUILD_FLAG, .values = &ip, .value_count = 1, .as_text = 1 };
	bool ok = database_write(db, &statement, &written, err);
	*flagged = ok && written.matched > 0;
	return ok;
}

bool vicidial_rebuild_pending(Database *db, const char *const *ips, size_t count, size_t *pending, Err *err)
{
	Rows *rows;
	*pending = 0;
	if (count == 0)
		return true;
	if (!vicidial_read(db, SQL_VICIDIAL_REBUILD_PENDING, ips, count, count, &rows, err))
		return false;
	*pending = (size_t)rows_number(rows, 0, 0, 0);
	rows_free(rows);
	return true;
}
