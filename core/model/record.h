/* What a plan is made from: one alias and the phones it has or may get, read by key, raw and as shown.
 *
 * Opening a form, a delete or a request reads a Record; its raw bytes are the guard of the write, so nothing is
 * written over what nobody saw. Looking up a further login or extension adds phones to it (record_add), never
 * changes what is there. The arena owns all; one thread at a time. */
#ifndef CORE_MODEL_RECORD_H
#define CORE_MODEL_RECORD_H

#include "core/base/mem.h"
#include "core/model/site.h"

typedef struct {
	Value       raw;                         /* as stored */
	const char *text;                        /* as the server shows it, UTF-8 by its account; NULL when NULL */
} Stored;

typedef struct {
	const char *user, *status;               /* "6012", "INCALL" */
} LiveAgent;

typedef struct {
	const char *user, *name;
} UserRef;

/* One row of phones. Key: extension and server_ip. */
typedef struct {
	Stored extension, server_ip, login, protocol, active, user_group;
	bool   hidden;                           /* outside the admin's groups */
	bool   has_template, has_override, is_webphone;   /* what may belong to the old protocol */
	const char      *peer_status;            /* "REACHABLE" */
	int              ping_ms;                /* -1 unknown */
	const LiveAgent *agents; size_t agent_count;      /* logged in on it now */
	const UserRef    *users; size_t user_count, user_total;   /* vicidial_users.phone_login is its login; cut at 20 */
	const char *const *others; size_t other_count;    /* IDs of the other aliases that list its login */
	const char *const *routes; size_t route_count;    /* what sends callers to it: "call menu main, option 0" */
	uint32_t         rows_of_login;          /* phones rows with this login, this one included */
} PhoneRow;

typedef struct {
	Arena      *mem;
	int64_t     read_at_us;
	Site        site;
	bool        exists;                      /* false: of an alias that is to be made */
	Stored      id, name, logins, user_group;
	PhoneRow   *phones;     size_t phone_count, phone_cap;
	const char **logins_asked;     size_t login_asked_count, login_asked_cap;       /* looked up, found or not */
	const char **extensions_asked; size_t extension_asked_count, extension_asked_cap;
	const char **taken;            size_t taken_count, taken_cap;                   /* of logins_asked: IDs of aliases, seen or not */
	const UserRef *default_users; size_t default_user_count;   /* vicidial_users.phone_login is this alias */
	size_t      default_user_total;          /* the list above is cut at 20 */
} Record;

/* Many of them in one arena, in the order asked for, made from one reading; one that the database does not have, or the admin
 * does not see, has its ID and exists false. None is freed alone. */
typedef struct {
	Arena  *mem;
	Record *items; size_t count;
} Records;

/* Phones found by one question; answers OP_LOOKUP. Same ownership as Record. */
typedef struct {
	Arena    *mem;
	PhoneRow *phones; size_t phone_count;
	const char **logins;     size_t login_count;        /* what was asked */
	const char **extensions; size_t extension_count;
	const char **taken;      size_t taken_count;        /* of the logins: those that are IDs of aliases; only for a new alias */
} Lookup;

/* A phone of a mapping, with the protocol and active flag it has or, in a plan, will have. */
typedef struct {
	const PhoneRow *row;
	const char     *protocol, *active;       /* NULL when NULL */
} MappedPhone;

/* NULL counts as not active: VICIdial asks for active='Y'. */
bool            phone_active(const char *active);
Record         *record_new(void);
void            record_add(Record *record, const Lookup *lookup);    /* copies; a phone already there is kept as it was */
bool            record_asked_login(const Record *record, const char *login);
bool            record_id_taken(const Record *record, const char *id);   /* as far as it was asked */
bool            record_asked_extension(const Record *record, const char *extension);
/* The phone of a login: the first of its rows by server order; NULL when there is none. */
const PhoneRow *record_phone(const Record *record, const char *login);
/* Every row of every login of the list, each once, as it is, by server, then extension; not the hidden ones.
 * out has room for phone_count. */
size_t          record_map(const Record *record, const char *list, MappedPhone *out);
/* What phones have in common, as the form shows it: extension ("2 different"), server, protocol ("mixed"), active ("1/2"). */
void            record_show(const Site *site, const MappedPhone *phones, size_t count, int field, char *out, size_t cap);
const char     *record_current(const Record *record, int field, char *out, size_t cap);   /* FieldId; as the form shows it */
void            record_free(Record *record);
void            records_free(Records *records);
/* A lookup for many aliases: lookup_sort, then each record takes of it the phones of some logins and of some extensions. Others
 * are those of all aliases there; a record takes them without itself. */
void            lookup_sort(Lookup *lookup);
void            record_take(Record *record, const Lookup *sorted, const char *const *logins, size_t login_count,
                            const char *const *extensions, size_t extension_count);
void            lookup_free(Lookup *lookup);

#endif
