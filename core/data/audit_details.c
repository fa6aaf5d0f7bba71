#include "core/data/audit_file.h"

#include <string.h>

typedef struct {
	Arena       *mem;
	AuditDetail *rows;
	size_t       count, cap;
} Details;

static const char *const class_words[CLASS_COUNT] = {
	[CLASS_NOT_ATTEMPTED] = "not tried", [CLASS_APPLIED] = "written", [CLASS_ALREADY] = "not written: it was so already",
	[CLASS_CONFLICT] = "not written: somebody else changed it first", [CLASS_GONE] = "not written: the row is gone",
	[CLASS_NOT_APPLIED] = "not written", [CLASS_ALTERED] = "written, but the database stored it differently",
	[CLASS_APPLIED_THEN_CHANGED] = "written, then changed by somebody else",
	[CLASS_DAMAGED] = "not written: the table is crashed",
	[CLASS_INDETERMINATE] = "not known: somebody else changed it since", [CLASS_PARTIAL] = "written in part",
	[CLASS_APPLIED_LOG_ADDED] = "written; VICIdial's log row was added later", [CLASS_ROLLED_BACK] = "written, then taken back",
	[CLASS_APPLIED_THEN_REVERTED] = "written, then set back by somebody else",
	[CLASS_ROW_LOST] = "not known: the database lost the row",
};

static void add(Details *details, const char *subject, const char *field, const char *before, const char *after)
{
	if (details->count == details->cap) {
		AuditDetail *wider = arena_take(details->mem, (details->cap * 2 + 8) * sizeof *wider);
		if (details->count)
			memcpy(wider, details->rows, details->count * sizeof *wider);
		details->rows = wider;
		details->cap = details->cap * 2 + 8;
	}
	details->rows[details->count++] = (AuditDetail){ .subject = subject, .field = field, .before = before, .after = after };
}

static const char *value_shown(Arena *mem, Value value)
{
	size_t cap = (size_t)value.length * 4 + 1;
	char *shown = arena_take(mem, cap);
	if (value.null)
		return "NULL";
	text_visible(shown, cap, value.length ? (const void *)value.bytes : "", value.length);
	return shown;
}

/* "8302b" of a phone; an alias is what the whole entry is about. */
static const char *subject_of(Arena *mem, const Step *step)
{
	for (size_t i = 0; i < step->column_count && step->table == TABLE_PHONE; i++)
		if (step->columns[i].column == COLUMN_LOGIN)
			return value_shown(mem, step->columns[i].before);
	return "";
}

static void add_step(Details *details, const Step *step)
{
	const char *subject = subject_of(details->mem, step);
	for (size_t i = 0; i < step->column_count; i++) {
		const StepColumn *column = &step->columns[i];
		const char *field = plan_column_words[column->column];
		if (field && (column->writes || step->kind != PLAN_EDIT))
			add(details, subject, field, step->kind == PLAN_ADD ? NULL : value_shown(details->mem, column->before),
			    step->kind == PLAN_DELETE ? NULL : value_shown(details->mem, column->after));
	}
}

/* Said step by step only when the entry's own sign does not say it all. */
static bool add_classes(Audit *audit, Details *details, const AuditEntry *entry, const Plan *plan, Err *err)
{
	if (entry->outcome == CLASS_APPLIED || !entry->outcome_payload)
		return true;
	sqlite3_stmt *row = audit_statement(audit, SQL_AUDIT_OUTCOME_CLASSES);
	int result;
	audit_bind_text(row, 1, entry->outcome_payload);
	for (size_t i = 0; (result = audit_step(row)) == SQLITE_ROW && i < plan->step_count; i++) {
		const char *word = (const char *)sqlite3_column_text(row, 0);
		StepClass class = word ? step_class_find(word) : CLASS_COUNT;
		add(details, subject_of(details->mem, &plan->steps[i]), "outcome", NULL,
		    class < CLASS_COUNT ? class_words[class] : "not known");
	}
	audit_done(row);
	return result == SQLITE_ROW || result == SQLITE_DONE || audit_fail(audit, err, ERR_UNREADABLE, "it could not be read");
}

/* Rows of a field and its text, as pairs.sql and remarks.sql give them. */
static bool add_pairs(Audit *audit, Details *details, SqlId sql, const AuditEntry *entry, Err *err)
{
	sqlite3_stmt *row = audit_statement(audit, sql);
	int result;
	audit_bind_chars(row, 1, entry->event.payload, entry->event.payload_length);
	if (sqlite3_bind_parameter_count(row) > 1)
		audit_bind_text(row, 2, entry->outcome_payload);
	while ((result = audit_step(row)) == SQLITE_ROW) {
		const char *text = audit_column_text(details->mem, row, 1);
		if (text && *text)
			add(details, "", audit_column_text(details->mem, row, 0), NULL, text);
	}
	audit_done(row);
	return result == SQLITE_DONE || audit_fail(audit, err, ERR_UNREADABLE, "it could not be read");
}

bool audit_details(Audit *audit, Arena *mem, const AuditEntry *entry, AuditDetail **out, size_t *count, Err *err)
{
	Details details = { .mem = mem };
	Plan *plan = NULL;
	bool change = entry->event.kind == EVENT_INTENT, ok = true;
	if (change && (ok = audit_plan_of(audit, &entry->event, &plan, err))) {
		for (size_t i = 0; i < plan->step_count; i++)
			add_step(&details, &plan->steps[i]);
		ok = add_classes(audit, &details, entry, plan, err);
	}
	ok = ok && add_pairs(audit, &details, change ? SQL_AUDIT_REMARKS : SQL_AUDIT_PAIRS, entry, err);
	plan_free(plan);
	*out = details.rows;
	*count = details.count;
	return ok;
}
