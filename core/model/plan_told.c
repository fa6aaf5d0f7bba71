/* A plan in one line of values, for the receipt: what was, and what is. In ASCII but for the values: it is read in tickets. */
#include <string.h>

#include "core/base/text.h"
#include "core/model/plan.h"

const char *const plan_column_words[COLUMN_COUNT] = {
	[COLUMN_ALIAS_NAME] = "name", [COLUMN_LOGINS_LIST] = "phones", [COLUMN_USER_GROUP] = "user group",
	[COLUMN_LOGIN] = "login", [COLUMN_PROTOCOL] = "protocol", [COLUMN_ACTIVE] = "active",
};

static void add_value(Text *out, Value value)
{
	char shown[UTF8_CAP(LOGINS_LIST_MAX)];
	text_visible(shown, sizeof shown, value.length ? (const void *)value.bytes : "", value.length);
	text_add(out, value.null ? "NULL" : *shown ? shown : "nothing");
}

/* "8302b active N -> Y", of a row that comes or goes "name Front desk 2" */
static void add_column(Text *out, const Step *step, const StepColumn *column)
{
	text_add(out, out->length ? "; " : "");
	for (size_t i = 0; step->table == TABLE_PHONE && i < step->column_count; i++)
		if (step->columns[i].column == COLUMN_LOGIN) {
			add_value(out, step->columns[i].before);
			text_add(out, " ");
		}
	text_addf(out, "%s ", plan_column_words[column->column]);
	if (step->kind != PLAN_ADD)
		add_value(out, column->before);
	text_add(out, step->kind == PLAN_EDIT ? " -> " : "");
	if (step->kind != PLAN_DELETE)
		add_value(out, column->after);
}

static void add_table(Text *out, const Plan *plan, TableId table)
{
	for (size_t i = 0; i < plan->step_count; i++)
		for (size_t j = 0; plan->steps[i].table == table && j < plan->steps[i].column_count; j++) {
			const StepColumn *column = &plan->steps[i].columns[j];
			if (plan_column_words[column->column] && (column->writes || plan->steps[i].kind != PLAN_EDIT))
				add_column(out, &plan->steps[i], column);
		}
}

void plan_told(const Plan *plan, char *out, size_t cap)
{
	static const char *const begins[] = { [PLAN_EDIT] = "", [PLAN_DELETE] = "deleted: ", [PLAN_ADD] = "made: " };
	Text told = { 0 };
	add_table(&told, plan, TABLE_ALIAS);
	add_table(&told, plan, TABLE_PHONE);
	text_format(out, cap, "%s%s", begins[plan->kind], told.bytes ? told.bytes : "");
	text_free(&told);
}
