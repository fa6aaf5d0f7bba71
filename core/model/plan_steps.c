/* From the values of a draft to its steps: one row each, phones first, the alias last (RELIABILITY 2.9: agents read the alias,
 * so it should point at finished phones), and the servers whose conf files follow. */
#include "core/model/plan_draft.h"

#include <assert.h>
#include <string.h>

/* Without its whole key a row cannot be named, so it is never written. */
static bool has_key(const PhoneRow *row)
{
	return !row->extension.raw.null && !row->server_ip.raw.null;
}

/* An ENUM takes no value that was never a choice. */
static void take_phone_wish(Draft *draft, MappedPhone *phone, const PhoneWish *wish)
{
	bool known = !wish->protocol;
	for (size_t i = 0; i < draft->site->protocol_enum_count; i++)
		known = known || strcmp(draft->site->protocol_enum[i], wish->protocol) == 0;
	if (!known)
		draft_problem(draft, FIELD_PROTOCOL, "the database does not take protocol '%s' for phone %s", wish->protocol,
		              phone->row->login.text);
	else if (wish->protocol)
		draft->protocol = phone->protocol = arena_text(draft->mem, wish->protocol);
	if (wish->active)
		phone->active = arena_text(draft->mem, wish->active);
}

static void take_phone_wishes(Draft *draft)
{
	for (size_t i = 0; i < draft->wish->phone_count; i++)
		for (size_t at = 0; at < draft->phone_count; at++) {
			const PhoneWish *wish = &draft->wish->phones[i];
			const PhoneRow *row = draft->phones[at].row;
			if (value_equal(row->extension.raw, wish->extension) && value_equal(row->server_ip.raw, wish->server_ip))
				take_phone_wish(draft, &draft->phones[at], wish);
		}
}

static void map_phones(Draft *draft)
{
	draft->phones = arena_take(draft->mem, (draft->record->phone_count + 1) * sizeof *draft->phones);
	draft->phone_count = record_map(draft->record, draft->list, draft->phones);
	for (size_t i = 0; i < draft->phone_count; i++) {
		MappedPhone *phone = &draft->phones[i];
		if (!has_key(phone->row))
			continue;
		if (draft->protocol)
			phone->protocol = draft->protocol;
		if (draft->active && phone_active(draft->active) != phone_active(phone->active))
			phone->active = draft->active;
	}
	take_phone_wishes(draft);
}

static bool differs(const char *after, const char *before)
{
	return strcmp(after ? after : "", before ? before : "") != 0;
}

bool plan_protocol_changes(const MappedPhone *phone)
{
	return differs(phone->protocol, phone->row->protocol.text);
}

bool plan_active_changes(const MappedPhone *phone)
{
	return differs(phone->active, phone->row->active.text);
}

bool plan_phone_writes(const MappedPhone *phone)
{
	return plan_protocol_changes(phone) || plan_active_changes(phone);
}

static Step *add_step(Draft *draft, TableId table, const char *label)
{
	Plan *plan = draft->plan;
	draft->steps = draft_room(draft, draft->steps, plan->step_count, sizeof *draft->steps);
	Step *step = &draft->steps[plan->step_count++];
	*step = (Step){ .kind = table == TABLE_PHONE ? PLAN_EDIT : draft->wish->kind, .table = table, .label = label };
	return step;
}

/* after NULL: the column stays as it is. */
static void add_column(Draft *draft, Step *step, ColumnId column, const Stored *before, const char *after)
{
	assert(step->column_count < STEP_COLUMNS);
	StepColumn *to = &step->columns[step->column_count++];
	to->column = column;
	to->before = step->kind == PLAN_ADD ? VALUE_NULL : value_copy(draft->mem, before->raw);
	to->after = after ? value_text(arena_text(draft->mem, after)) : to->before;
	to->writes = after != NULL;
	draft->plan->change_count += to->writes;
}

static void add_phone_step(Draft *draft, const MappedPhone *phone)
{
	const PhoneRow *row = phone->row;
	const char *label = arena_format(draft->mem, "phone %s on %s", row->login.text, site_server_name(draft->site, row->server_ip.text));
	Step *step = add_step(draft, TABLE_PHONE, label);
	add_column(draft, step, COLUMN_EXTENSION, &row->extension, NULL);
	add_column(draft, step, COLUMN_SERVER_IP, &row->server_ip, NULL);
	add_column(draft, step, COLUMN_LOGIN, &row->login, NULL);
	add_column(draft, step, COLUMN_PROTOCOL, &row->protocol, plan_protocol_changes(phone) ? phone->protocol : NULL);
	add_column(draft, step, COLUMN_ACTIVE, &row->active, plan_active_changes(phone) ? phone->active : NULL);
}

static void add_alias_step(Draft *draft)
{
	const Record *record = draft->record;
	bool adds = draft->wish->kind == PLAN_ADD;
	Step *step = add_step(draft, TABLE_ALIAS, arena_format(draft->mem, "alias %s", draft->plan->alias.text));
	add_column(draft, step, COLUMN_ALIAS_ID, &record->id, NULL);
	if (adds)
		step->columns[0].after = value_text(arena_text(draft->mem, draft->id));
	add_column(draft, step, COLUMN_ALIAS_NAME, &record->name, draft->name);
	add_column(draft, step, COLUMN_LOGINS_LIST, &record->logins, draft->list_changes || adds ? draft->list : NULL);
	add_column(draft, step, COLUMN_USER_GROUP, &record->user_group, draft->group);
}

static PlanServer *add_server(Draft *draft, const char *ip)
{
	Plan *plan = draft->plan;
	for (size_t i = 0; i < plan->server_count; i++)
		if (server_ip_compare(draft->servers[i].ip, ip) == 0)
			return &draft->servers[i];
	const Server *server = site_server(draft->site, ip);
	draft->servers = draft_room(draft, draft->servers, plan->server_count, sizeof *draft->servers);
	PlanServer *added = &draft->servers[plan->server_count++];
	*added = (PlanServer){
		.ip = arena_text(draft->mem, ip), .name = arena_text(draft->mem, site_server_name(draft->site, ip)),
		.flags = server && server->builds_conf,
	};
	return added;
}

/* VICIdial's phone page flags the voicemail server with each save: its mailboxes come from all active phones. */
void plan_servers(Draft *draft)
{
	const char *voicemail = draft->site->voicemail_server;
	for (size_t i = 0; i < draft->phone_count; i++)
		if (plan_phone_writes(&draft->phones[i]))
			add_server(draft, draft->phones[i].row->server_ip.text);
	if (draft->plan->server_count > 0 && voicemail && *voicemail)
		add_server(draft, voicemail)->voicemail = true;
}

void plan_steps(Draft *draft)
{
	PlanKind kind = draft->wish->kind;
	map_phones(draft);
	if (kind != PLAN_DELETE) {
		for (size_t i = 0; i < draft->phone_count; i++)
			if (plan_phone_writes(&draft->phones[i]))
				add_phone_step(draft, &draft->phones[i]);
		plan_servers(draft);
	}
	if (kind != PLAN_EDIT || draft->name || draft->group || draft->list_changes)
		add_alias_step(draft);
	if (draft->plan->step_count > PLAN_STEPS_MAX)
		draft_problem(draft, draft->protocol ? FIELD_PROTOCOL : FIELD_ACTIVE, "this would write %zu rows, at most %d go into one change",
		              draft->plan->step_count, PLAN_STEPS_MAX);
}
