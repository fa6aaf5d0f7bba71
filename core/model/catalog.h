/* One reading of all aliases and phones, joined in memory: what the list, its filter and its sort look at.
 *
 * Immutable, made by the worker thread, handed over whole, replaced whole; its arena owns every byte. Who works on it while it
 * may be replaced shares it. It is for
 * looking: nothing is written from it (core/model/record.h is what plans are made from). Strings are UTF-8 as the
 * server gave them, bytes of strangers: they may hold anything but NUL (shown as U+2400). Built for 1,000,000
 * aliases and as many phones in under 200 bytes each pair. */
#ifndef CORE_MODEL_CATALOG_H
#define CORE_MODEL_CATALOG_H

#include <stdatomic.h>

#include "core/base/mem.h"
#include "core/model/site.h"

typedef struct {
	const char *extension, *login;           /* NULL when NULL */
	uint16_t    server;                      /* index in Catalog.servers */
	uint16_t    user_group, protocol, peer_status;   /* indexes in Catalog.names; 0 is NULL */
	int16_t     ping_ms;                     /* -1 unknown */
	char        active;                      /* 'Y', 'N'; 0 when NULL */
	bool        hidden : 1;                  /* outside the admin's groups: shown by login only, never written */
	bool        again : 1;                   /* has the login of the phone before it */
	uint32_t    password;                    /* equal where agents' passwords are; 0: they were not compared */
} Phone;

typedef struct {
	const char *id, *name, *logins;          /* name and logins NULL when NULL; one behind the other in memory */
	uint32_t    first_member;                /* in Catalog.members */
	uint16_t    member_count;                /* items of logins, in order */
	uint16_t    user_group;                  /* in Catalog.names */
} Alias;

enum { NO_PHONE = UINT32_MAX };

typedef struct {
	Arena          *mem;
	atomic_uint     holders;                 /* besides the first */
	Site            site;
	int64_t         read_at_us;
	const Alias    *aliases;  size_t alias_count;      /* by ID, login_compare order */
	const Phone    *phones;   size_t phone_count;      /* by login, then server; equal logins stand together */
	const uint32_t *members;  size_t member_total;     /* each the first phone of that login, or NO_PHONE */
	const Server   *servers;  size_t server_count;     /* of the site, then unknown ones that phones name */
	const char *const *names; size_t name_count;       /* interned; names[0] is NULL */
	size_t          outside;                           /* aliases left out: not in the admin's groups */
	const uint32_t *prints;                            /* one an alias, for changes_find */
	const char     *texts;    const uint32_t *starts;  /* of the rows, for sweep_text */
	const uint16_t *kinds;                             /* one an alias: see core/model/sweep.h */
	const uint32_t *kind_rows; size_t kind_count;      /* an alias of each kind */
} Catalog;

/* Phones of one member: *first is the first, returns how many share the login (0: no such phone, or no such member:
 * logins_next sees one empty item in an empty list, which has no members). */
size_t       catalog_member(const Catalog *cat, const Alias *alias, size_t member, const Phone **first);
/* Does the list hold the member's login further in front too? */
bool         catalog_is_repeated(const Catalog *cat, const Alias *alias, size_t member);
/* Walks the phones of an alias in the order of its list, each once though listed twice, hidden ones too. Zero-initialise
 * the walk; NULL after the last. */
typedef struct {
	size_t member, row;                      /* the next to look at */
	bool   missing;                          /* a login without a phone was passed */
} PhoneWalk;
const Phone *catalog_walk(const Catalog *cat, const Alias *alias, PhoneWalk *walk);
/* How many other aliases list the phone's login, *first the first of them by ID; a walk through all lists. */
size_t       catalog_sharing(const Catalog *cat, const Alias *alias, const Phone *phone, const Alias **first);
/* From id to the end of logins: all own text of an alias in one piece, NUL bytes between. */
size_t       catalog_own_length(const Alias *alias);
const Alias *catalog_find(const Catalog *cat, const char *id);             /* NULL: not there */
const Phone *catalog_login(const Catalog *cat, const char *login, size_t *count);   /* the phones of a login */
/* Extensions close to what was typed, best first, each once; for "no phone has 1020; near: 1002, 1021". */
size_t       catalog_near_extensions(const Catalog *cat, const char *typed, const char **out, size_t cap);
size_t       catalog_near_logins(const Catalog *cat, const char *typed, const char **out, size_t cap);
/* "8302" of a phone, "dialer1" of a phone: NULL-safe texts for showing. */
const char  *catalog_server_name(const Catalog *cat, const Phone *phone);
const char  *catalog_name(const Catalog *cat, uint16_t name);              /* "" for NULL */
void         catalog_free(Catalog *cat);                                   /* by the last of its holders */
Catalog     *catalog_share(const Catalog *cat);                            /* one holder more, in whichever thread */

/* Building: begin, site, all phones, all aliases (each in any order), finish. Text is copied. */
typedef struct CatalogBuilder CatalogBuilder;
typedef struct {
	Value extension, login, server_ip, user_group, protocol, active, peer_status, ping_ms;
	uint32_t password;                       /* as Phone's */
} PhoneRead;
typedef struct {
	Value id, name, logins, user_group;
} AliasRead;

CatalogBuilder *catalog_begin(const GroupScope *scope);
Arena          *catalog_arena(CatalogBuilder *builder);                    /* where the Site's texts belong */
void            catalog_add_site(CatalogBuilder *builder, const Site *site);   /* before phones; texts from catalog_arena */
void            catalog_add_phone(CatalogBuilder *builder, const PhoneRead *row);
void            catalog_add_alias(CatalogBuilder *builder, const AliasRead *row);
Catalog        *catalog_finish(CatalogBuilder *builder, int64_t read_at_us);
void            catalog_abandon(CatalogBuilder *builder);

#endif
