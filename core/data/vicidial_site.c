#include <stdlib.h>
#include <string.h>

#include "core/data/vicidial_part.h"

static bool is_yes(const Rows *rows, size_t row, size_t column)
{
	const char *text = rows_text(rows, row, column);
	return text && strcmp(text, "Y") == 0;
}

static int by_ip(const void *a, const void *b)
{
	return server_ip_compare(((const Server *)a)->ip, ((const Server *)b)->ip);
}

static Server server_of(Arena *mem, const Rows *rows, size_t row)
{
	enum { IP, ID, DESCRIPTION, ACTIVE, AGENT_LOGINS, GENERATES, ASTERISK };
	const char *description = rows_text(rows, row, DESCRIPTION);
	return (Server){
		.ip = arena_text(mem, rows_text(rows, row, IP)),
		.id = arena_text(mem, rows_text(rows, row, ID)),
		.description = arena_text(mem, description ? description : ""),
		.known = true,
		.active = is_yes(rows, row, ACTIVE),
		.agent_logins = is_yes(rows, row, AGENT_LOGINS),
		.builds_conf = is_yes(rows, row, GENERATES) && is_yes(rows, row, ASTERISK),
	};
}

static bool read_servers(Database *db, Arena *mem, Site *out, Err *err)
{
	Rows *rows;
	if (!vicidial_fact(db, SQL_VICIDIAL_SITE_SERVERS, NULL, 0, &rows, err))
		return false;
	Server *servers = arena_take(mem, rows->count * sizeof *servers);
	for (size_t i = 0; i < rows->count; i++)
		servers[i] = server_of(mem, rows, i);
	qsort(servers, rows->count, sizeof *servers, by_ip);
	/* servers.server_ip is not unique; one address is one machine. */
	size_t count = 0;
	for (size_t i = 0; i < rows->count; i++) {
		Server *last = count ? &servers[count - 1] : NULL;
		if (last && server_ip_compare(last->ip, servers[i].ip) == 0) {
			last->active |= servers[i].active;
			last->agent_logins |= servers[i].agent_logins;
			last->builds_conf |= servers[i].builds_conf;
		} else {
			servers[count++] = servers[i];
		}
	}
	out->servers = servers;
	out->server_count = count;
	rows_free(rows);
	return true;
}

static bool read_groups(Database *db, Arena *mem, const GroupScope *scope, Site *out, Err *err)
{
	Rows *rows;
	if (!vicidial_fact(db, SQL_VICIDIAL_SITE_GROUPS, NULL, 0, &rows, err))
		return false;
	UserGroup *groups = arena_take(mem, (rows->count + 1) * sizeof *groups);
	size_t count = 0;
	groups[count++] = (UserGroup){ .id = GROUP_ALL, .name = "all user groups" };
	for (size_t i = 0; i < rows->count; i++) {
		const char *id = rows_text(rows, i, 0);
		if (id && group_scope_sees(scope, id) && strcmp(id, GROUP_ALL) != 0)
			groups[count++] = (UserGroup){ .id = arena_text(mem, id), .name = arena_text(mem, rows_text(rows, i, 1)) };
	}
	out->groups = groups;
	out->group_count = count;
	rows_free(rows);
	return true;
}

static bool read_settings(Database *db, Arena *mem, Site *out, const char **stacks, Err *err)
{
	Rows *rows;
	if (!vicidial_fact(db, SQL_VICIDIAL_SITE_SETTINGS, NULL, 0, &rows, err))
		return false;
	const char *voicemail = rows->count ? rows_text(rows, 0, 0) : NULL, *found = rows->count ? rows_text(rows, 0, 2) : NULL;
	out->voicemail_server = arena_text(mem, voicemail ? voicemail : "");
	out->use_non_latin = rows->count && rows_number(rows, 0, 1, 0) == 1;
	*stacks = found && *found ? arena_text(mem, found) : "SIP";
	rows_free(rows);
	return true;
}

/* enum('SIP','PJSIP'): the members, each ' inside doubled. */
static const char *const *enum_members(Arena *mem, const char *type, size_t *count)
{
	size_t quotes = 0;
	for (const char *at = type; *at; at++)
		quotes += *at == '\'';
	const char **members = arena_take(mem, (quotes / 2 + 1) * sizeof *members);
	*count = 0;
	for (const char *at = strchr(type, '\''); at; at = strchr(at, '\'')) {
		char *member = arena_take(mem, strlen(at)), *to = member;
		for (at++; *at && (*at != '\'' || at[1] == '\''); at++) {
			at += *at == '\'';
			*to++ = *at;
		}
		members[(*count)++] = member;
		at += *at == '\'';
	}
	return members;
}

/* DAHDI is offered by VICIdial's form though it is no member, so '' may be stored; neither is a choice.
 * Source: VICIdial's admin.php, phone form (ADM:40986-40993). */
static bool may_choose(const char *protocol, const char *stacks)
{
	if (!*protocol || strcmp(protocol, "DAHDI") == 0)
		return false;
	if (strcmp(protocol, "SIP") == 0 || strcmp(protocol, "PJSIP") == 0)
		return strcmp(stacks, "SIP_and_PJSIP") == 0 || strcmp(stacks, protocol) == 0;
	return true;
}

static bool read_protocols(Database *db, Arena *mem, const char *stacks, Site *out, Err *err)
{
	const char *type;
	if (!vicidial_column_type(db, "phones", "protocol", mem, &type, err))
		return false;
	out->protocol_enum = enum_members(mem, type, &out->protocol_enum_count);
	const char **choices = arena_take(mem, (out->protocol_enum_count + 1) * sizeof *choices);
	out->protocol_count = 0;
	for (size_t i = 0; i < out->protocol_enum_count; i++)
		if (may_choose(out->protocol_enum[i], stacks))
			choices[out->protocol_count++] = out->protocol_enum[i];
	out->protocols = choices;
	return true;
}

bool vicidial_site_brief(Database *db, Arena *mem, Site *out, Err *err)
{
	const char *stacks;
	*out = (Site){ 0 };
	return read_servers(db, mem, out, err) && read_settings(db, mem, out, &stacks, err);
}

bool vicidial_site(Database *db, Arena *mem, const GroupScope *scope, Site *out, Err *err)
{
	const char *stacks;
	*out = (Site){ 0 };
	return read_servers(db, mem, out, err) && read_groups(db, mem, scope, out, err) && read_settings(db, mem, out, &stacks, err) &&
	       read_protocols(db, mem, stacks, out, err);
}
