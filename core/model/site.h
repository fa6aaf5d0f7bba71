/* What the program needs to know of the VICIdial site besides aliases and phones: servers, user groups, the live ENUM
 * of protocols, a few system settings. Read with each Record and Catalog; immutable; lives in its owner's arena. */
#ifndef CORE_MODEL_SITE_H
#define CORE_MODEL_SITE_H

#include "core/model/alias.h"

typedef struct {
	const char *ip;
	const char *id;                          /* "dialer1"; the ip itself when the servers table does not know it */
	const char *description;
	bool        known;                       /* is in the servers table */
	bool        active;                      /* servers.active is Y */
	bool        agent_logins;                /* active_agent_login_server is Y */
	bool        builds_conf;                 /* generate_vicidial_conf and active_asterisk_server both Y: VICIdial's proviso */
} Server;

typedef struct {
	const char *id, *name;
} UserGroup;

typedef struct {
	const Server     *servers;    size_t server_count;     /* by ip, numerically; duplicates of an ip joined */
	const UserGroup  *groups;     size_t group_count;      /* those the admin may see, ---ALL--- first */
	const char *const *protocols; size_t protocol_count;   /* what may be chosen: live ENUM, cut by allowed_sip_stacks, never DAHDI or '' */
	const char *const *protocol_enum; size_t protocol_enum_count;   /* the live ENUM itself */
	const char *voicemail_server;            /* system_settings.active_voicemail_server, "" when none */
	bool        use_non_latin;
} Site;

int           server_ip_compare(const char *a, const char *b);    /* numeric: 10.0.0.9 before 10.0.0.10; NULL first */
const Server *site_server(const Site *site, const char *ip);      /* NULL when unknown */
const char   *site_server_name(const Site *site, const char *ip); /* its id, else the ip, "?" for NULL */

/* Which user groups an admin may see. Source: VICIdial's admin.php, viewable groups (ADM:6576-6625).
 * What has no room, of 256 with the longest names, is not seen: too little is shown rather than too much. */
enum { SCOPE_GROUPS = 256 };
typedef struct {
	bool   all;                              /* unrestricted */
	size_t length;
	char   items[SCOPE_GROUPS * (USER_GROUP_MAX + 1)];   /* else these, each with its NUL; "" is one when the text had it */
} GroupScope;

/* viewable: vicidial_user_groups.admin_viewable_groups of the admin's own group, NULL when NULL or no such row. */
void group_scope_parse(GroupScope *out, const char *viewable);
/* group NULL (SQL NULL) is seen only by the unrestricted. */
bool group_scope_sees(const GroupScope *scope, const char *group);

#endif
