/* A call floor in memory for the model's tests: five servers, and phones and aliases added one line each. */
#ifndef TESTS_UNIT_FLOOR_H
#define TESTS_UNIT_FLOOR_H

#include "core/model/catalog.h"
#include "tests/tap.h"

static const Server floor_servers[] = {
	{ .ip = "10.0.0.1", .id = "dialer1", .description = "", .known = true, .active = true, .agent_logins = true },
	{ .ip = "10.0.0.2", .id = "dialer2", .description = "", .known = true, .active = true, .agent_logins = true },
	{ .ip = "10.0.0.10", .id = "dialer10", .description = "", .known = true, .active = true, .agent_logins = true },
	{ .ip = "10.0.0.20", .id = "closed", .description = "", .known = true, .active = true, .agent_logins = false },
	{ .ip = "10.0.0.30", .id = "off", .description = "", .known = true, .active = false, .agent_logins = true },
};

static inline CatalogBuilder *floor_begin(const GroupScope *scope)
{
	static const GroupScope all = { .all = true };
	CatalogBuilder *builder = catalog_begin(scope ? scope : &all);
	Site site = { .servers = floor_servers, .server_count = 5, .voicemail_server = "" };
	catalog_add_site(builder, &site);
	return builder;
}

/* A phone that answers, in no one's group. */
static inline PhoneRead floor_phone(const char *login, const char *extension, const char *ip)
{
	return (PhoneRead){
		.extension = value_text(extension), .login = value_text(login), .server_ip = value_text(ip),
		.user_group = value_text(GROUP_ALL), .protocol = value_text("SIP"), .active = value_text("Y"),
		.peer_status = value_text("REACHABLE"), .ping_ms = value_text("18"),
	};
}

static inline void floor_add_phone(CatalogBuilder *builder, const char *login, const char *extension, const char *ip,
                                   const char *protocol, const char *active)
{
	PhoneRead phone = floor_phone(login, extension, ip);
	phone.protocol = value_text(protocol);
	phone.active = value_text(active);
	catalog_add_phone(builder, &phone);
}

static inline void floor_add_alias(CatalogBuilder *builder, const char *id, const char *name, const char *logins, const char *group)
{
	AliasRead alias = { value_text(id), value_text(name), value_text(logins), value_text(group) };
	catalog_add_alias(builder, &alias);
}

static inline const Alias *floor_alias(const Catalog *cat, const char *id)
{
	const Alias *alias = catalog_find(cat, id);
	assert_non_null(alias);
	return alias;
}

#endif
