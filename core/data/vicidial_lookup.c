/* The phones of some logins and extensions, with who else lists them, who is logged in on them and who defaults to them. */
#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"
#include "core/data/vicidial_part.h"

/* Each phone's channel as agents' sessions have it; a second spelling for Zap, which newer Asterisk calls DAHDI. */
typedef struct {
	const char *name, *also;
} Channel;

typedef struct {
	Database         *db;
	const GroupScope *scope;
	const char       *alias_id;                     /* NULL: for many aliases */
	Lookup           *lookup;
	const char      **logins; size_t login_count;   /* asked for, or of an extension asked for; each once, sorted */
	Channel          *channels;                     /* beside lookup->phones */
	bool              brief;
} Search;

/* Columns of record_phones. */
enum {
	PHONE_EXTENSION = 0, PHONE_SERVER_IP = 2, PHONE_LOGIN = 4, PHONE_PROTOCOL = 6, PHONE_ACTIVE = 8, PHONE_GROUP = 10,
	PHONE_TEMPLATE = 12, PHONE_OVERRIDE, PHONE_WEBPHONE, PHONE_DIALPLAN, PHONE_CONTEXT, PHONE_PEER, PHONE_PING
};

static Arena *mem_of(const Search *search)
{
	return search->lookup->mem;
}

static const char *or_empty(const char *text)
{
	return text ? text : "";
}

static int by_login(const void *a, const void *b)
{
	const char *const *left = a, *const *right = b;
	return login_compare(*left, *right);
}

/* Where it stands among the logins, login_count: nowhere. */
static size_t login_at(const Search *search, const char *login)
{
	const char **found = login ? bsearch(&login, search->logins, search->login_count, sizeof *found, by_login) : NULL;
	return found ? (size_t)(found - search->logins) : search->login_count;
}

/* An empty login would find every phone without one; VICIdial's agents cannot mean those. What is no text is no login. */
static void want_login(Search *search, const char *login)
{
	if (*login && text_is_utf8(login, strlen(login)))
		search->logins[search->login_count++] = arena_text(mem_of(search), login);
}

static void sort_logins(Search *search)
{
	size_t kept = 0;
	if (search->login_count > 1)
		qsort(search->logins, search->login_count, sizeof *search->logins, by_login);
	for (size_t i = 0; i < search->login_count; i++)
		if (kept == 0 || login_compare(search->logins[kept - 1], search->logins[i]) != 0)
			search->logins[kept++] = search->logins[i];
	search->login_count = kept;
}

static bool gather_logins(Search *search, Err *err)
{
	Lookup *lookup = search->lookup;
	Rows *rows = NULL;
	size_t asked = lookup->extension_count;
	if (asked > 0 && !vicidial_read(search->db, SQL_VICIDIAL_RECORD_LOGINS, lookup->extensions, asked, asked, &rows, err))
		return false;
	size_t found = rows ? rows->count : 0;
	search->logins = arena_take(mem_of(search), (lookup->login_count + found + 1) * sizeof *search->logins);
	for (size_t i = 0; i < lookup->login_count; i++)
		want_login(search, lookup->logins[i]);
	for (size_t i = 0; i < found; i++)
		want_login(search, rows_text(rows, i, 0));
	rows_free(rows);
	sort_logins(search);
	return true;
}

/* As VICIdial's agent login builds it (AGC:4684-4700). */
static Channel channel_of(Arena *mem, const PhoneRow *phone, const Rows *rows, size_t row)
{
	const char *protocol = or_empty(phone->protocol.text), *extension = or_empty(phone->extension.text);
	if (strcmp(protocol, "EXTERNAL") == 0)
		return (Channel){ arena_format(mem, "Local/%s@%s", or_empty(rows_text(rows, row, PHONE_DIALPLAN)),
		                               or_empty(rows_text(rows, row, PHONE_CONTEXT))), NULL };
	return (Channel){ arena_format(mem, "%s/%s", protocol, extension),
	                  strcmp(protocol, "Zap") == 0 ? arena_format(mem, "DAHDI/%s", extension) : NULL };
}

static PhoneRow phone_of(const Search *search, const Rows *rows, size_t row)
{
	Arena *mem = mem_of(search);
	PhoneRow phone = {
		.extension = vicidial_stored(mem, rows, row, PHONE_EXTENSION),
		.server_ip = vicidial_stored(mem, rows, row, PHONE_SERVER_IP),
		.login = vicidial_stored(mem, rows, row, PHONE_LOGIN),
		.protocol = vicidial_stored(mem, rows, row, PHONE_PROTOCOL),
		.active = vicidial_stored(mem, rows, row, PHONE_ACTIVE),
		.user_group = vicidial_stored(mem, rows, row, PHONE_GROUP),
		.has_template = rows_number(rows, row, PHONE_TEMPLATE, 0) != 0,
		.has_override = rows_number(rows, row, PHONE_OVERRIDE, 0) != 0,
		.is_webphone = rows_number(rows, row, PHONE_WEBPHONE, 0) != 0,
		.peer_status = arena_text(mem, rows_text(rows, row, PHONE_PEER)),
		.ping_ms = (int)rows_number(rows, row, PHONE_PING, -1),
	};
	phone.hidden = !group_scope_sees(search->scope, phone.user_group.text);
	return phone;
}

static void count_rows_of_logins(const Search *search)
{
	Lookup *lookup = search->lookup;
	uint32_t *counts = mem_take((search->login_count + 1) * sizeof *counts);
	for (size_t i = 0; i < lookup->phone_count; i++)
		counts[login_at(search, lookup->phones[i].login.text)]++;
	for (size_t i = 0; i < lookup->phone_count; i++)
		lookup->phones[i].rows_of_login = counts[login_at(search, lookup->phones[i].login.text)];
	mem_free(counts);
}

static bool read_phones(Search *search, Err *err)
{
	Lookup *lookup = search->lookup;
	Rows *rows;
	if (!vicidial_read(search->db, SQL_VICIDIAL_RECORD_PHONES, search->logins, search->login_count, search->login_count, &rows, err))
		return false;
	lookup->phones = arena_take(lookup->mem, rows->count * sizeof *lookup->phones);
	search->channels = arena_take(lookup->mem, rows->count * sizeof *search->channels);
	for (size_t i = 0; i < rows->count; i++) {
		/* The collation also finds what differs by an accent only. */
		if (login_at(search, rows_text(rows, i, PHONE_LOGIN + 1)) == search->login_count)
			continue;
		PhoneRow *phone = &lookup->phones[lookup->phone_count];
		*phone = phone_of(search, rows, i);
		search->channels[lookup->phone_count++] = channel_of(lookup->mem, phone, rows, i);
	}
	rows_free(rows);
	count_rows_of_logins(search);
	return true;
}

/* %8302a%, so that the server sends few lists; which have the login as an item, is looked at here. */
static const char *pattern_of(Arena *mem, const char *login)
{
	char *pattern = arena_take(mem, 2 * strlen(login) + 3), *to = pattern;
	*to++ = '%';
	for (const char *at = login; *at; at++) {
		if (strchr("%_\\", *at))
			*to++ = '\\';
		*to++ = *at;
	}
	*to = '%';
	return pattern;
}

/* An alias the admin may not see is counted, not named: it changes all the same. */
static void add_others(Search *search, PhoneRow *phone, const Rows *rows)
{
	Arena *mem = mem_of(search);
	const char **others = arena_take(mem, (rows->count + 1) * sizeof *others);
	size_t outside = 0;
	for (size_t i = 0; i < rows->count; i++) {
		const char *id = rows_text(rows, i, 0);
		if (login_compare(id, search->alias_id) == 0 || !logins_have(rows_text(rows, i, 1), phone->login.text))
			continue;
		if (group_scope_sees(search->scope, rows_text(rows, i, 2)))
			others[phone->other_count++] = arena_text(mem, id);
		else
			outside++;
	}
	if (outside > 0)
		others[phone->other_count++] = arena_format(mem, "%zu outside your groups", outside);
	phone->others = others;
}

static bool read_others(Search *search, Err *err)
{
	Lookup *lookup = search->lookup;
	Arena *scratch = arena_new();
	Value *patterns = arena_take(scratch, search->login_count * sizeof *patterns);
	Text guard = { 0 };
	for (size_t i = 0; i < search->login_count; i++) {
		patterns[i] = value_text(pattern_of(scratch, search->logins[i]));
		text_add(&guard, i ? " OR logins_list LIKE ?" : "logins_list LIKE ?");
	}
	Rows *rows;
	bool ok = database_read(search->db, &(Statement){ .sql = SQL_VICIDIAL_RECORD_OTHERS, .values = patterns, .as_text = UINT64_MAX,
	                                                  .value_count = search->login_count, .guard = guard.bytes }, &rows, err);
	for (size_t i = 0; ok && i < lookup->phone_count; i++)
		add_others(search, &lookup->phones[i], rows);
	rows_free(rows);
	text_free(&guard);
	arena_free(scratch);
	return ok;
}

/* An alias that lists a login of a search for many. */
typedef struct Listing {
	struct Listing *next;
	const char     *id;                      /* NULL: outside of the admin's groups */
} Listing;

typedef struct {
	Search   *search;
	Arena    *scratch;
	Listing **of_login;                      /* beside search->logins */
	size_t   *counts;
} Listings;

static bool keep_listing(void *context, const Value *values, size_t count)
{
	enum { ID, NAME, LOGINS, GROUP };
	Listings *to = context;
	(void)count;
	if (values[LOGINS].null || values[ID].null)
		return true;
	const char *list = arena_bytes(to->scratch, values[LOGINS].bytes, values[LOGINS].length), *item, *id = NULL;
	const char *group = values[GROUP].null ? NULL : arena_bytes(to->scratch, values[GROUP].bytes, values[GROUP].length);
	size_t length;
	while (logins_next(&list, &item, &length)) {
		size_t at = login_at(to->search, arena_bytes(to->scratch, item, length));
		if (at == to->search->login_count)
			continue;
		if (!id)
			id = arena_bytes(mem_of(to->search), values[ID].bytes, values[ID].length);
		Listing *listing = arena_take(to->scratch, sizeof *listing);
		*listing = (Listing){ .next = to->of_login[at], .id = group_scope_sees(to->search->scope, group) ? id : NULL };
		to->of_login[at] = listing;
		to->counts[at]++;
	}
	return true;
}

static void take_listings(const Listings *from, PhoneRow *phone)
{
	Arena *mem = mem_of(from->search);
	size_t at = login_at(from->search, phone->login.text), outside = 0;
	const char **others = arena_take(mem, (from->counts[at] + 1) * sizeof *others);
	for (const Listing *listing = from->of_login[at]; listing; listing = listing->next) {
		if (listing->id)
			others[phone->other_count++] = listing->id;
		else
			outside++;
	}
	if (phone->other_count > 1)
		qsort(others, phone->other_count, sizeof *others, by_login);
	if (outside > 0)
		others[phone->other_count++] = arena_format(mem, "%zu outside your groups", outside);
	phone->others = others;
}

/* For thousands of logins no pattern finds the few lists: all of them are looked at, once. */
static bool stream_others(Search *search, Err *err)
{
	Lookup *lookup = search->lookup;
	Arena *scratch = arena_new();
	Listings listings = { .search = search, .scratch = scratch,
	                      .of_login = arena_take(scratch, (search->login_count + 1) * sizeof(Listing *)),
	                      .counts = arena_take(scratch, (search->login_count + 1) * sizeof(size_t)) };
	bool ok = database_stream(search->db, &(Statement){ .sql = SQL_VICIDIAL_CATALOG_ALIASES }, keep_listing, &listings, err);
	for (size_t i = 0; ok && i < lookup->phone_count; i++)
		take_listings(&listings, &lookup->phones[i]);
	arena_free(scratch);
	return ok;
}

static bool sits_on(const Channel *channel, const PhoneRow *phone, const char *extension, const char *server_ip)
{
	return phone->server_ip.text && server_ip && login_compare(phone->server_ip.text, server_ip) == 0 && extension &&
	       (login_compare(channel->name, extension) == 0 || (channel->also && login_compare(channel->also, extension) == 0));
}

static void add_agents(Search *search, size_t index, const Rows *rows)
{
	enum { USER, STATUS, EXTENSION, SERVER };
	Arena *mem = mem_of(search);
	PhoneRow *phone = &search->lookup->phones[index];
	LiveAgent *agents = arena_take(mem, rows->count * sizeof *agents);
	for (size_t i = 0; i < rows->count; i++)
		if (sits_on(&search->channels[index], phone, rows_text(rows, i, EXTENSION), rows_text(rows, i, SERVER)))
			agents[phone->agent_count++] = (LiveAgent){ .user = arena_text(mem, or_empty(rows_text(rows, i, USER))),
			                                            .status = arena_text(mem, or_empty(rows_text(rows, i, STATUS))) };
	phone->agents = agents;
}

static bool read_agents(Search *search, Err *err)
{
	Lookup *lookup = search->lookup;
	Arena *scratch = arena_new();
	const char **channels = arena_take(scratch, 2 * lookup->phone_count * sizeof *channels);
	size_t count = 0;
	for (size_t i = 0; i < lookup->phone_count; i++) {
		channels[count++] = search->channels[i].name;
		if (search->channels[i].also)
			channels[count++] = search->channels[i].also;
	}
	Rows *rows;
	bool ok = vicidial_read(search->db, SQL_VICIDIAL_RECORD_AGENTS, channels, count, count, &rows, err);
	for (size_t i = 0; ok && i < lookup->phone_count; i++)
		add_agents(search, i, rows);
	rows_free(rows);
	arena_free(scratch);
	return ok;
}

/* Of a login, as far as they are shown; a phone that shares it has the same. */
typedef struct {
	UserRef *users;
	size_t   count, total;
} Defaults;

static void add_default(const Search *search, Defaults *to, const Rows *rows, size_t row)
{
	if (!to->users)
		to->users = arena_take(mem_of(search), VICIDIAL_USERS_SHOWN * sizeof *to->users);
	if (to->total++ < VICIDIAL_USERS_SHOWN)
		to->users[to->count++] = (UserRef){ .user = arena_text(mem_of(search), or_empty(rows_text(rows, row, 0))),
		                                    .name = arena_text(mem_of(search), or_empty(rows_text(rows, row, 1))) };
}

static bool read_users(Search *search, Err *err)
{
	Rows *rows;
	size_t count = search->login_count;
	if (!vicidial_read(search->db, SQL_VICIDIAL_RECORD_USERS, search->logins, count, count, &rows, err))
		return false;
	Defaults *of_login = mem_take((search->login_count + 1) * sizeof *of_login);
	for (size_t i = 0; i < rows->count; i++)
		add_default(search, &of_login[login_at(search, rows_text(rows, i, 2))], rows, i);
	for (size_t i = 0; i < search->lookup->phone_count; i++) {
		PhoneRow *phone = &search->lookup->phones[i];
		const Defaults *from = &of_login[login_at(search, phone->login.text)];
		phone->users = from->users;
		phone->user_count = from->count;
		phone->user_total = from->total;
	}
	mem_free(of_login);
	rows_free(rows);
	return true;
}

/* In any case, and in groups the admin does not see as well: an ID is there once. */
static bool read_taken(Search *search, Err *err)
{
	Lookup *lookup = search->lookup;
	Rows *rows;
	if (!vicidial_read(search->db, SQL_VICIDIAL_RECORD_TAKEN, search->logins, search->login_count, search->login_count, &rows, err))
		return false;
	lookup->taken = arena_take(lookup->mem, (rows->count + 1) * sizeof *lookup->taken);
	while (lookup->taken_count < rows->count) {
		lookup->taken[lookup->taken_count] = arena_text(lookup->mem, rows_text(rows, lookup->taken_count, 0));
		lookup->taken_count++;
	}
	rows_free(rows);
	return true;
}

static bool find(Search *search, Err *err)
{
	if (!gather_logins(search, err))
		return false;
	if (search->login_count == 0)
		return true;
	bool many = !search->alias_id;
	if ((!many && !*search->alias_id && !read_taken(search, err)) || !read_phones(search, err))
		return false;
	if (search->brief || search->lookup->phone_count == 0)
		return true;
	return (many ? stream_others(search, err) : read_others(search, err)) && read_agents(search, err) &&
	       read_users(search, err) && vicidial_routes(search->db, search->lookup, err);
}

static const char **texts_copy(Arena *mem, const char *const *texts, size_t count)
{
	const char **copies = arena_take(mem, count * sizeof *copies);
	for (size_t i = 0; i < count; i++)
		copies[i] = arena_text(mem, texts[i]);
	return copies;
}

bool vicidial_lookup(Database *db, const GroupScope *scope, const char *alias_id, const char *const *logins, size_t login_count,
                     const char *const *extensions, size_t extension_count, Lookup **out, Err *err)
{
	Lookup asked = { .logins = (const char **)logins, .login_count = login_count,
	                 .extensions = (const char **)extensions, .extension_count = extension_count };
	return vicidial_find(db, scope, alias_id, &asked, false, out, err);
}

bool vicidial_find(Database *db, const GroupScope *scope, const char *alias_id, const Lookup *asked, bool brief, Lookup **out, Err *err)
{
	Arena *mem = arena_new();
	Lookup *lookup = arena_take(mem, sizeof *lookup);
	*lookup = (Lookup){ .mem = mem, .logins = texts_copy(mem, asked->logins, asked->login_count), .login_count = asked->login_count,
	                    .extensions = texts_copy(mem, asked->extensions, asked->extension_count),
	                    .extension_count = asked->extension_count };
	Search search = { .db = db, .scope = scope, .alias_id = alias_id, .lookup = lookup, .brief = brief };
	bool ok = find(&search, err);
	if (!ok)
		lookup_free(lookup);
	*out = ok ? lookup : NULL;
	return ok;
}

bool vicidial_lookup_many(Database *db, const GroupScope *scope, const char *const *logins, size_t login_count,
                          const char *const *extensions, size_t extension_count, bool brief, Lookup **out, Err *err)
{
	Lookup asked = { .logins = (const char **)logins, .login_count = login_count,
	                 .extensions = (const char **)extensions, .extension_count = extension_count };
	if (!vicidial_find(db, scope, NULL, &asked, brief, out, err))
		return false;
	lookup_sort(*out);
	return true;
}
