/* A small call centre in memory, for the tests of records, plans and log rows: four dialers (dialer4 builds no conf files), a
 * voicemail server, and alias 8302x with a phone on dialer1 and an inactive, shared one on dialer2. */
#ifndef TESTS_UNIT_SAMPLE_H
#define TESTS_UNIT_SAMPLE_H

#include <string.h>

#include "core/model/record.h"

static const Server sample_servers[] = {
	{ .ip = "10.0.0.9", .id = "dialer1", .known = true, .active = true, .agent_logins = true, .builds_conf = true },
	{ .ip = "10.0.0.10", .id = "dialer2", .known = true, .active = true, .agent_logins = true, .builds_conf = true },
	{ .ip = "10.0.0.11", .id = "dialer3", .known = true, .active = true, .agent_logins = true, .builds_conf = true },
	{ .ip = "10.0.0.12", .id = "dialer4", .known = true, .active = true, .agent_logins = true },
	{ .ip = "10.0.0.20", .id = "voice1", .known = true, .active = true, .builds_conf = true },
};
static const UserGroup sample_groups[] = { { GROUP_ALL, "All" }, { "SALES", "Sales" } };
static const char *const sample_protocols[] = { "SIP", "PJSIP", "IAX2", "EXTERNAL" };

static inline Stored sample_stored(const char *text)
{
	return (Stored){ .raw = value_text(text), .text = text };
}

static inline PhoneRow sample_phone(const char *login, const char *extension, const char *server_ip, const char *protocol,
                                    const char *active)
{
	return (PhoneRow){
		.extension = sample_stored(extension), .server_ip = sample_stored(server_ip), .login = sample_stored(login),
		.protocol = sample_stored(protocol), .active = sample_stored(active), .user_group = sample_stored(GROUP_ALL),
		.peer_status = "REACHABLE", .ping_ms = 18, .rows_of_login = 1,
	};
}

static inline void sample_add(Record *record, PhoneRow phone)
{
	record_add(record, &(Lookup){ .phones = &phone, .phone_count = 1 });
}

static inline void sample_ask_login(Record *record, const char *login)
{
	record_add(record, &(Lookup){ .logins = &login, .login_count = 1 });
}

static inline void sample_ask_extension(Record *record, const char *extension)
{
	record_add(record, &(Lookup){ .extensions = &extension, .extension_count = 1 });
}

/* An alias without phones rows; logins may be NULL. */
static inline Record *sample_alias(const char *id, const char *name, const char *logins)
{
	Record *record = record_new();
	record->site = (Site){
		.servers = sample_servers, .server_count = sizeof sample_servers / sizeof *sample_servers,
		.groups = sample_groups, .group_count = sizeof sample_groups / sizeof *sample_groups,
		.protocols = sample_protocols, .protocol_count = sizeof sample_protocols / sizeof *sample_protocols,
		.voicemail_server = "10.0.0.20", .use_non_latin = true,
	};
	record->exists = true;
	record->id = sample_stored(id);
	record->name = sample_stored(name);
	record->logins = sample_stored(logins);
	record->user_group = sample_stored(GROUP_ALL);
	return record;
}

static inline Record *sample_front_desk(void)
{
	static const LiveAgent agents[] = { { "6012", "INCALL" } };
	static const char *const others[] = { "8399x" };
	Record *record = sample_alias("8302x", "Front desk 2", "8302a,8302b");
	PhoneRow busy = sample_phone("8302a", "8302", "10.0.0.9", "SIP", "Y");
	PhoneRow shared = sample_phone("8302b", "8302", "10.0.0.10", "SIP", "N");
	busy.agents = agents, busy.agent_count = 1;
	shared.others = others, shared.other_count = 1;
	sample_add(record, busy);
	sample_add(record, shared);
	return record;
}

/* With extension 1002 on dialer1, dialer2 and dialer4, as a lookup finds it. */
static inline Record *sample_with_1002(void)
{
	Record *record = sample_front_desk();
	sample_ask_extension(record, "1002");
	sample_add(record, sample_phone("1002d", "1002", "10.0.0.12", "SIP", "Y"));
	sample_add(record, sample_phone("1002b", "1002", "10.0.0.10", "SIP", "Y"));
	sample_add(record, sample_phone("1002a", "1002", "10.0.0.9", "SIP", "Y"));
	return record;
}

#endif
