#include "core/service/history.h"

#include <string.h>

#include "core/base/sys.h"
#include "core/model/usage.h"

typedef struct {
	Version *ours;   size_t our_count;
	Version *theirs; size_t their_count;
	bool     more;
} Logs;

/* --- ours --- */

/* As VICIdial's log would tell it: text, of a delete none after, of an add none before. */
static const char *value_of(Arena *mem, Value value)
{
	return value.null ? "NULL" : arena_bytes(mem, value.bytes, value.length);
}

static void read_alias_step(Arena *mem, const Step *step, Version *out)
{
	for (size_t i = 0; i < step->column_count; i++) {
		const StepColumn *column = &step->columns[i];
		if (column->column < COLUMN_ALIAS_NAME || column->column > COLUMN_USER_GROUP)
			continue;
		if (step->kind != PLAN_ADD)
			out->before.of[column->column] = value_of(mem, column->before);
		if (step->kind != PLAN_DELETE)
			out->after.of[column->column] = value_of(mem, column->after);
	}
}

static void read_phone_step(Arena *mem, const Step *step, Version *out, PhoneChange *changes)
{
	PhoneChange change = { .login = "" };
	for (size_t i = 0; i < step->column_count; i++) {
		const StepColumn *column = &step->columns[i];
		if (column->column == COLUMN_EXTENSION)
			change.extension = value_copy(mem, column->before);
		else if (column->column == COLUMN_SERVER_IP)
			change.server_ip = value_copy(mem, column->before);
		else if (column->column == COLUMN_LOGIN)
			change.login = value_of(mem, column->before);
	}
	change.server = value_of(mem, change.server_ip);
	for (size_t i = 0; i < step->column_count; i++) {
		const StepColumn *column = &step->columns[i];
		if (!column->writes)
			continue;
		change.column = column->column;
		change.before = value_of(mem, column->before);
		change.after = value_of(mem, column->after);
		changes[out->phone_count++] = change;
	}
}

static bool read_ours(Service *service, Arena *mem, const AuditEntry *entry, Version *out, Err *err)
{
	Plan *plan;
	if (!audit_plan_of(service->audit, &entry->event, &plan, err))
		return false;
	*out = (Version){
		.source = BY_US, .at_us = entry->event.ts_us, .seq = entry->event.seq, .is_undo = entry->event.has_undo,
		.kind = plan->kind, .class = entry->outcome, .admin = arena_text(mem, entry->event.actor ? entry->event.actor : ""),
		.what = *entry->summary ? arena_text(mem, entry->summary) : NULL,
	};
	memcpy(out->op_id, entry->event.op_id, sizeof out->op_id);
	PhoneChange *changes = arena_take(mem, (plan->step_count * STEP_COLUMNS + 1) * sizeof *changes);
	for (size_t i = 0; i < plan->step_count; i++)
		if (plan->steps[i].table == TABLE_ALIAS)
			read_alias_step(mem, &plan->steps[i], out);
		else
			read_phone_step(mem, &plan->steps[i], out, changes);
	out->phones = changes;
	plan_free(plan);
	return true;
}

static bool read_our_log(Service *service, Arena *mem, const char *alias, bool all, Logs *out, Err *err)
{
	AuditPage *page;
	size_t limit = all ? LOG_MOST : LOG_FEW;
	if (!audit_history(service->audit, alias, limit, &page, err))
		return false;
	bool ok = true;
	out->ours = arena_take(mem, (page->count + 1) * sizeof *out->ours);
	out->more = out->more || page->count == limit;
	while (ok && out->our_count < page->count) {
		ok = read_ours(service, mem, &page->entries[out->our_count], &out->ours[out->our_count], err);
		out->our_count++;
	}
	audit_page_free(page);
	return ok;
}

/* --- theirs --- */

static Version *ours_of(const Logs *logs, const Anchor *anchor)
{
	for (size_t i = 0; i < logs->our_count; i++)
		if (memcmp(logs->ours[i].op_id, anchor->op_id, sizeof anchor->op_id) == 0)
			return &logs->ours[i];
	return NULL;
}

static Version read_theirs(Arena *mem, const LoggedChange *row, bool anchored)
{
	const char *values[COLUMN_COUNT];
	Version version = {
		.source = anchored ? BY_ANOTHER_HOST : strstr(row->code, " API ") ? BY_API : BY_WEB, .at_us = row->at_us, .log_id = row->id,
		.kind = strcmp(row->type, "ADD") == 0 ? PLAN_ADD : strcmp(row->type, "DELETE") == 0 ? PLAN_DELETE : PLAN_EDIT,
		.class = CLASS_APPLIED, .admin = row->user,
	};
	adminlog_read(mem, row->sql, values);
	for (ColumnId column = COLUMN_ALIAS_NAME; column <= COLUMN_USER_GROUP && version.kind != PLAN_DELETE; column++)
		version.after.of[column] = values[column];
	return version;
}

/* Rows of our own changes only tell where these stand among the others. */
static bool read_their_log(Service *service, Arena *mem, const char *alias, bool all, Logs *out, Err *err)
{
	LoggedChange *rows;
	size_t count;
	Anchor anchor;
	if (!vicidial_log_of(service->db, mem, "PHONEALIASES", alias, all, &rows, &count, err))
		return false;
	out->theirs = arena_take(mem, (count + 1) * sizeof *out->theirs);
	out->more = out->more || count == LOG_MOST;
	for (size_t i = 0; i < count; i++) {
		bool anchored = anchor_parse(&anchor, rows[i].notes);
		Version *ours = anchored ? ours_of(out, &anchor) : NULL;
		if (ours)
			ours->log_id = rows[i].id;
		else
			out->theirs[out->their_count++] = read_theirs(mem, &rows[i], anchored);
	}
	return true;
}

/* --- the two of them --- */

/* For the last change alone a few of each are enough: what it changed is seen against the one before, which may have been one
 * of phones only. */
static bool join(Service *service, const char *alias, bool all, const Record *record, History **out, Err *err)
{
	Arena *mem = arena_new();
	Logs logs = { 0 };
	if (!read_our_log(service, mem, alias, all, &logs, err) || !read_their_log(service, mem, alias, all, &logs, err)) {
		arena_free(mem);
		return false;
	}
	*out = history_make(mem, alias, logs.ours, logs.our_count, logs.theirs, logs.their_count, record);
	(*out)->more = logs.more;
	return true;
}

/* An alias that is there and hidden is not there; of one that was deleted the group it had last decides. */
static bool may_see_deleted(Service *service, const History *history, bool *sees, Err *err)
{
	Rows *rows;
	Value id = value_text(history->alias.text);
	Statement ask = { .sql = SQL_VICIDIAL_ALIAS_GROUP, .values = &id, .value_count = 1, .as_text = 1 };
	const GroupScope *scope = &service->admin.scope;
	const char *group = NULL;
	if (!database_read(service->db, &ask, &rows, err))
		return false;
	for (size_t i = history->count; i-- > 0;) {
		const Version *version = &history->versions[i];
		const char *was = version->before.of[COLUMN_USER_GROUP], *is = version->after.of[COLUMN_USER_GROUP];
		group = is ? is : was ? was : group;
	}
	*sees = rows->count == 0 && history->count > 0 && (scope->all || (group && group_scope_sees(scope, group)));
	rows_free(rows);
	return true;
}

bool op_history(Service *service, Request *request, Reply *out, OpProgress progress, void *context, Err *err)
{
	(void)progress, (void)context;
	const char *alias = request->alias.text;
	Record *record = NULL;
	bool sees = true;
	if (!vicidial_record(service->db, &service->admin.scope, alias, &record, err) && err->code != ERR_NOT_FOUND)
		return false;
	bool ok = join(service, record ? record->id.text : alias, true, record, &out->history, err) &&
	          (record || may_see_deleted(service, out->history, &sees, err));
	record_free(record);
	if (!ok || sees)
		return ok;
	history_free(out->history);
	out->history = NULL;
	return fail(err, ERR_NOT_FOUND, "There is no alias %s.", alias);
}

static void tell_phone(LastChangeReply *out, const PhoneRow *phone)
{
	char words[sizeof out->phones[0].words];
	usage_phone(words, sizeof words, phone);
	if (!*words || phone->hidden || !phone->server_ip.text || out->phone_count == LAST_PHONES)
		return;
	text_copy(out->phones[out->phone_count].login, sizeof out->phones[0].login, phone->login.text);
	text_copy(out->phones[out->phone_count].server_ip, sizeof out->phones[0].server_ip, phone->server_ip.text);
	text_copy(out->phones[out->phone_count++].words, sizeof out->phones[0].words, words);
}

/* In the order of its list, as the strip shows them. One that is gone meanwhile has nobody. */
static bool tell_usage(Service *service, const char *alias, LastChangeReply *out, Err *err)
{
	Record *record;
	if (!vicidial_record(service->db, &service->admin.scope, alias, &record, err))
		return err->code == ERR_NOT_FOUND;
	usage_users(out->users, sizeof out->users, record->id.text, record->default_users, record->default_user_count,
	            record->default_user_total);
	const char *at = record->logins.text, *item;
	size_t length;
	while (logins_next(&at, &item, &length)) {
		const char *login = arena_bytes(record->mem, item, length);
		for (size_t i = 0; i < record->phone_count; i++)
			if (*login && record->phones[i].login.text && login_compare(record->phones[i].login.text, login) == 0)
				tell_phone(out, &record->phones[i]);
	}
	record_free(record);
	return true;
}

bool op_last_change(Service *service, Request *request, Reply *out, OpProgress progress, void *context, Err *err)
{
	(void)progress, (void)context;
	History *history;
	Record *record = NULL;
	out->last = (LastChangeReply){ .alias = request->alias, .answered = true };
	/* The row before the logs: what was logged in between is not taken for drift. */
	if (!vicidial_record_brief(service->db, &service->admin.scope, request->alias.text, &record, err) &&
	    err->code != ERR_NOT_FOUND)
		return false;
	bool joined = join(service, request->alias.text, false, record, &history, err);
	record_free(record);
	if (!joined)
		return false;
	text_copy(out->last.drift, sizeof out->last.drift, history->drift ? history->drift : "");
	for (size_t i = 0; i < history->count && !out->last.at_us; i++) {
		const Version *version = &history->versions[i];
		if (!version_wrote(version))
			continue;
		out->last.at_us = version->at_us;
		text_copy(out->last.user, sizeof out->last.user, version->admin);
		sys_format_time(out->last.when, sizeof out->last.when, "%Y-%m-%d %H:%M", version->at_us);
		text_copy(out->last.by, sizeof out->last.by, version_sources[version->source]);
		text_copy(out->last.what, sizeof out->last.what, version->what);
	}
	history_free(history);
	return request->brief || tell_usage(service, request->alias.text, &out->last, err);
}
