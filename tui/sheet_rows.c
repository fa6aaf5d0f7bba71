/* The sheets there are: aliases by the rows of the field table, what was found wrong with them, and entries of the audit log. */
#include "core/base/sys.h"
#include "core/model/health.h"
#include "tui/draw/sign.h"
#include "tui/sheet.h"

static const struct {
	Sign        sign;
	const char *word;
} healths[] = {
	[HEALTH_GOOD] = { SIGN_GOOD, "good" }, [HEALTH_LOOK] = { SIGN_LOOK, "look" },
	[HEALTH_BROKEN] = { SIGN_BROKEN, "broken" }, [HEALTH_INACTIVE] = { SIGN_INACTIVE, "inactive" },
};

Sign health_sign(Health health)
{
	return healths[health].sign;
}

/* The sign of the alias' health comes first. */
static void alias_cell(const void *source, size_t row, size_t column, SheetForm form, char *out, size_t cap)
{
	const AliasRows *rows = source;
	bool people = form == SHEET_TABLE;
	const Field *field = column ? &fields[rows->columns[column - 1]] : NULL;
	if (row == SHEET_HEAD) {
		text_copy(out, cap, field ? (people ? field->title : field->key) : people ? "" : "health");
		return;
	}
	const Alias *alias = &rows->catalog->aliases[rows->order[row]];
	if (field) {
		(!people && field->list ? field->list : field->show)(rows->catalog, alias, out, cap);
		return;
	}
	Health health = health_of(rows->catalog, alias);
	text_copy(out, cap, people ? sign_text(healths[health].sign, rows->ascii) : healths[health].word);
}

Sheet sheet_of_aliases(const AliasRows *rows)
{
	uint64_t lists = 0;
	for (size_t i = 0; i < rows->column_count; i++)
		lists |= (uint64_t)(fields[rows->columns[i]].list != NULL) << (i + 1);
	return (Sheet){ .rows = rows->count, .columns = 1 + rows->column_count, .lists = lists, .source = rows, .cell = alias_cell };
}

static const struct {
	const char *title, *key;
} found_columns[] = {
	{ "", "health" }, { "FINDING", "finding" }, { "ALIAS ID", "id" }, { "NAME", "name" }, { "WHAT", "what" }, { "FIX", "fix" },
};

static void found_cell(const void *source, size_t row, size_t column, SheetForm form, char *out, size_t cap)
{
	enum { SIGN_OF, KEY, ID, NAME, WHAT };
	const FoundRows *rows = source;
	const HealthReport *report = rows->report;

	if (row == SHEET_HEAD) {
		text_copy(out, cap, form == SHEET_TABLE ? found_columns[column].title : found_columns[column].key);
		return;
	}
	const Finding *kind = &findings[rows->order[row].kind];
	const Alias *alias = &report->catalog->aliases[rows->order[row].alias];
	const char *words = healths[kind->health].word, *name = alias->name ? alias->name : "";
	if (column == WHAT)
		health_words(report->catalog, &report->log, alias, rows->order[row].kind, out, cap);
	else if (column == SIGN_OF)
		text_copy(out, cap, form == SHEET_TABLE ? sign_text(healths[kind->health].sign, rows->ascii) : words);
	else
		text_copy(out, cap, column == KEY ? kind->key : column == ID ? alias->id : column == NAME ? name : kind->fix);
}

Sheet sheet_of_health(const FoundRows *rows)
{
	return (Sheet){ .rows = rows->count, .columns = sizeof found_columns / sizeof *found_columns, .source = rows, .cell = found_cell };
}

static void audit_seq(const AuditEntry *entry, char *out, size_t cap)
{
	text_format(out, cap, "%lld", (long long)entry->event.seq);
}

static void audit_when(const AuditEntry *entry, char *out, size_t cap)
{
	sys_format_time(out, cap, "%Y-%m-%d %H:%M:%S", entry->event.ts_us);
}

static void audit_admin(const AuditEntry *entry, char *out, size_t cap)
{
	text_copy(out, cap, entry->event.actor);
}

static void audit_action(const AuditEntry *entry, char *out, size_t cap)
{
	text_copy(out, cap, entry->action);
}

static void audit_alias(const AuditEntry *entry, char *out, size_t cap)
{
	text_copy(out, cap, entry->alias);
}

static void audit_outcome(const AuditEntry *entry, char *out, size_t cap)
{
	bool change = entry->event.kind == EVENT_INTENT || entry->event.kind == EVENT_BATCH_OPEN;
	text_copy(out, cap, !change ? "" : entry->outcome == CLASS_COUNT ? "OPEN" : step_class_name(entry->outcome));
}

static void audit_change(const AuditEntry *entry, char *out, size_t cap)
{
	text_copy(out, cap, entry->summary);
}

static const struct {
	const char *title, *key;
	void      (*show)(const AuditEntry *entry, char *out, size_t cap);
} audit_columns[] = {
	{ "#", "seq", audit_seq },          { "WHEN", "when", audit_when },          { "ADMIN", "admin", audit_admin },
	{ "ACTION", "action", audit_action }, { "ALIAS ID", "alias", audit_alias },  { "OUTCOME", "outcome", audit_outcome },
	{ "CHANGE", "change", audit_change },
};

static void audit_cell(const void *source, size_t row, size_t column, SheetForm form, char *out, size_t cap)
{
	const AuditRows *rows = source;
	if (row == SHEET_HEAD)
		text_copy(out, cap, form == SHEET_TABLE ? audit_columns[column].title : audit_columns[column].key);
	else
		audit_columns[column].show(&rows->pages[row / rows->page_size]->entries[row % rows->page_size], out, cap);
}

Sheet sheet_of_audit(const AuditRows *rows)
{
	return (Sheet){ .rows = rows->count, .columns = sizeof audit_columns / sizeof *audit_columns, .numbers = 1, .source = rows,
	                .cell = audit_cell };
}
