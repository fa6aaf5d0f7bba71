/* Building a catalog: rows are taken as they stream in, then sorted, then joined through a hash of the logins that is
 * gone when the catalog is handed over. One array is sorted and released after the other, to keep the peak low. */
#include "core/model/catalog.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"
#include "core/model/changes.h"
#include "core/model/fold.h"
#include "core/model/intern.h"
#include "core/model/rank.h"
#include "core/model/sweep.h"

typedef enum { SEEN_UNKNOWN, SEEN_YES, SEEN_NO } Seen;

struct CatalogBuilder {
	Arena     *mem;
	Arena     *arrived;                      /* the aliases' texts as they came in; laid in the order of the rows at the end */
	GroupScope scope;
	Site       site;
	Phone     *phones;  size_t phone_count, phone_cap;
	Alias     *aliases; size_t alias_count, alias_cap;
	Intern     names, servers;               /* servers by ip; those of the site come first */
	char       seen[INTERN_REST + 1];        /* Seen, by name: does the scope see it as a group */
	size_t     member_total, outside;
	Text       row;                          /* the text of one row, before it is copied */
};

CatalogBuilder *catalog_begin(const GroupScope *scope)
{
	CatalogBuilder *builder = mem_take(sizeof *builder);
	builder->mem = arena_new();
	builder->arrived = arena_new();
	builder->scope = *scope;
	intern_add(&builder->names, builder->mem, NULL);
	intern_add(&builder->servers, builder->mem, NULL);
	return builder;
}

Arena *catalog_arena(CatalogBuilder *builder)
{
	return builder->mem;
}

/* Adds a value to the row's text with a NUL behind it; false, and nothing added, for NULL. */
static bool row_add(Text *row, Value value)
{
	if (value.null)
		return false;
	const char *at = (const char *)value.bytes, *end = at + value.length;
	for (const char *nul; at < end && (nul = memchr(at, '\0', (size_t)(end - at))); at = nul + 1) {
		text_add_bytes(row, at, (size_t)(nul - at));
		text_add(row, "\u2400");
	}
	text_add_bytes(row, at, (size_t)(end - at));
	text_add_bytes(row, "", 1);
	return true;
}

static uint16_t name_of(CatalogBuilder *builder, Value value)
{
	text_clear(&builder->row);
	bool present = row_add(&builder->row, value);
	return intern_add(&builder->names, builder->mem, present ? builder->row.bytes : NULL);
}

/* Trailing blanks go, as VICIdial's joins do not see them; a phone without a server has the server "". */
static uint16_t server_of(CatalogBuilder *builder, Value ip)
{
	text_clear(&builder->row);
	if (!row_add(&builder->row, ip))
		text_add_bytes(&builder->row, "", 1);
	char *end = builder->row.bytes + strlen(builder->row.bytes);
	while (end > builder->row.bytes && end[-1] == ' ')
		*--end = '\0';
	return (uint16_t)(intern_add(&builder->servers, builder->mem, builder->row.bytes) - 1);
}

void catalog_add_site(CatalogBuilder *builder, const Site *site)
{
	builder->site = *site;
	for (size_t i = 0; i < site->server_count; i++)
		server_of(builder, value_text(site->servers[i].ip));
}

static bool sees(CatalogBuilder *builder, uint16_t group)
{
	char *seen = &builder->seen[group];
	if (*seen == SEEN_UNKNOWN && group == INTERN_REST)
		*seen = builder->scope.all ? SEEN_YES : SEEN_NO;
	else if (*seen == SEEN_UNKNOWN)
		*seen = group_scope_sees(&builder->scope, builder->names.texts[group]) ? SEEN_YES : SEEN_NO;
	return *seen == SEEN_YES;
}

static int16_t ping_of(Value ping)
{
	char digits[8] = "";
	if (ping.null || ping.length == 0 || ping.length >= sizeof digits)
		return -1;
	memcpy(digits, ping.bytes, ping.length);
	long ms = strtol(digits, NULL, 10);
	return (int16_t)(ms < 0 ? -1 : ms > INT16_MAX ? INT16_MAX : ms);
}

static char active_of(Value active)
{
	bool flag = !active.null && active.length == 1 && (*active.bytes == 'Y' || *active.bytes == 'N');
	return flag ? (char)*active.bytes : '\0';
}

static void *room_for_one(void *rows, size_t count, size_t *cap, size_t size)
{
	if (count < *cap)
		return rows;
	*cap = *cap ? 2 * *cap : 1024;
	return mem_grow(rows, *cap * size);
}

void catalog_add_phone(CatalogBuilder *builder, const PhoneRead *read)
{
	Phone phone = {
		.server = server_of(builder, read->server_ip),
		.user_group = name_of(builder, read->user_group),
		.protocol = name_of(builder, read->protocol),
		.peer_status = name_of(builder, read->peer_status),
		.ping_ms = ping_of(read->ping_ms),
		.active = active_of(read->active),
		.password = read->password,
	};
	phone.hidden = !sees(builder, phone.user_group);

	text_clear(&builder->row);
	bool extension = row_add(&builder->row, read->extension);
	size_t login_at = builder->row.length;
	bool login = row_add(&builder->row, read->login);
	const char *text = arena_bytes(builder->mem, builder->row.bytes, builder->row.length);
	phone.extension = extension ? text : NULL;
	phone.login = login ? text + login_at : NULL;

	builder->phones = room_for_one(builder->phones, builder->phone_count, &builder->phone_cap, sizeof phone);
	builder->phones[builder->phone_count++] = phone;
}

static uint16_t items_of(const char *logins)
{
	size_t items = logins && *logins;
	for (const char *at = logins; at && *at; at++)
		items += *at == ',';
	return (uint16_t)(items < UINT16_MAX ? items : UINT16_MAX);
}

void catalog_add_alias(CatalogBuilder *builder, const AliasRead *read)
{
	Alias alias = { .user_group = name_of(builder, read->user_group) };
	if (!sees(builder, alias.user_group)) {
		builder->outside++;
		return;
	}
	text_clear(&builder->row);
	row_add(&builder->row, read->id.null ? value_text("") : read->id);
	size_t name_at = builder->row.length;
	bool name = row_add(&builder->row, read->name);
	size_t logins_at = builder->row.length;
	bool logins = row_add(&builder->row, read->logins);
	alias.id = arena_bytes(builder->arrived, builder->row.bytes, builder->row.length);
	alias.name = name ? alias.id + name_at : NULL;
	alias.logins = logins ? alias.id + logins_at : NULL;
	alias.member_count = items_of(alias.logins);
	builder->member_total += alias.member_count;

	builder->aliases = room_for_one(builder->aliases, builder->alias_count, &builder->alias_cap, sizeof alias);
	builder->aliases[builder->alias_count++] = alias;
}

static int phone_tie(const void *context, uint32_t a, uint32_t b)
{
	const CatalogBuilder *builder = context;
	const Phone *left = &builder->phones[a], *right = &builder->phones[b];
	int side = login_compare(left->login, right->login);
	if (side || left->server == right->server)
		return side;
	return server_ip_compare(builder->servers.texts[left->server + 1], builder->servers.texts[right->server + 1]);
}

static void sort_phones(CatalogBuilder *builder, Catalog *cat)
{
	size_t count = builder->phone_count;
	assert(count < NO_PHONE);
	Rank *ranks = mem_take(count * sizeof *ranks);
	for (size_t i = 0; i < count; i++)
		ranks[i] = rank_of_login((uint32_t)i, builder->phones[i].login);
	rank_sort(ranks, count, phone_tie, builder);

	Phone *phones = arena_take(builder->mem, count * sizeof *phones);
	for (size_t i = 0; i < count; i++) {
		phones[i] = builder->phones[ranks[i].row];
		phones[i].again = i > 0 && phones[i].login && login_compare(phones[i].login, phones[i - 1].login) == 0;
	}
	cat->phones = phones;
	cat->phone_count = count;
	mem_free(ranks);
	mem_free(builder->phones);
	builder->phones = NULL;
}

static int alias_tie(const void *context, uint32_t a, uint32_t b)
{
	const CatalogBuilder *builder = context;
	return login_compare(builder->aliases[a].id, builder->aliases[b].id);
}

static Alias *sort_aliases(CatalogBuilder *builder, Catalog *cat)
{
	size_t count = builder->alias_count;
	Rank *ranks = mem_take(count * sizeof *ranks);
	for (size_t i = 0; i < count; i++)
		ranks[i] = rank_of_login((uint32_t)i, builder->aliases[i].id);
	rank_sort(ranks, count, alias_tie, builder);

	Alias *aliases = arena_take(builder->mem, count * sizeof *aliases);
	for (size_t i = 0; i < count; i++)
		aliases[i] = builder->aliases[ranks[i].row];
	cat->aliases = aliases;
	cat->alias_count = count;
	mem_free(ranks);
	mem_free(builder->aliases);
	builder->aliases = NULL;
	return aliases;
}

/* The first phone of each login, found by any spelling VICIdial takes for the same. */
typedef struct {
	const Phone *phones;
	uint32_t    *slots;
	size_t       mask;
} Logins;

static size_t without_blanks(const char *login, size_t length)
{
	while (length > 0 && login[length - 1] == ' ')
		length--;
	return length;
}

static bool is_same_login(const char *item, size_t length, const char *login)
{
	for (size_t i = 0; i < length; i++)
		if (ascii_fold(item[i]) != ascii_fold(login[i]))
			return false;
	return login[length + strspn(login + length, " ")] == '\0';
}

/* The slot of a login without its trailing blanks, or the free one where it belongs. */
static uint32_t *login_slot(const Logins *logins, const char *item, size_t length)
{
	uint64_t hash = 0xCBF29CE484222325;      /* FNV-1a */
	for (size_t i = 0; i < length; i++)
		hash = (hash ^ (unsigned char)ascii_fold(item[i])) * 0x100000001B3;
	for (size_t at = (size_t)(hash ^ hash >> 32);; at++) {
		uint32_t *slot = &logins->slots[at & logins->mask];
		if (*slot == NO_PHONE || is_same_login(item, length, logins->phones[*slot].login))
			return slot;
	}
}

static Logins logins_hash(const Catalog *cat)
{
	size_t slots = 64;
	while (slots < 2 * cat->phone_count)
		slots *= 2;
	Logins logins = { .phones = cat->phones, .slots = mem_grow(NULL, slots * sizeof *logins.slots), .mask = slots - 1 };
	memset(logins.slots, 0xFF, slots * sizeof *logins.slots);
	for (size_t i = 0; i < cat->phone_count; i++) {
		const char *login = cat->phones[i].login;
		size_t length = login ? without_blanks(login, strlen(login)) : 0;
		if (length > 0 && !cat->phones[i].again)
			*login_slot(&logins, login, length) = (uint32_t)i;
	}
	return logins;
}

/* An empty item stands for no phone, whatever phones without a login there are. */
static void join(CatalogBuilder *builder, Catalog *cat, Alias *aliases)
{
	Logins logins = logins_hash(cat);
	uint32_t *members = arena_take(builder->mem, builder->member_total * sizeof *members);
	for (size_t i = 0; i < cat->alias_count; i++) {
		const char *item, *at = aliases[i].logins;
		aliases[i].first_member = (uint32_t)cat->member_total;
		for (size_t m = 0, length; m < aliases[i].member_count && logins_next(&at, &item, &length); m++) {
			length = without_blanks(item, length);
			members[cat->member_total++] = length ? *login_slot(&logins, item, length) : NO_PHONE;
		}
	}
	cat->members = members;
	mem_free(logins.slots);
}

static void name_servers(CatalogBuilder *builder, Catalog *cat)
{
	cat->server_count = builder->servers.count - 1;
	Server *servers = arena_take(builder->mem, cat->server_count * sizeof *servers);
	for (size_t i = 0; i < cat->server_count; i++) {
		const char *ip = builder->servers.texts[i + 1];
		const Server *known = site_server(&builder->site, ip);
		servers[i] = known ? *known : (Server){ .ip = ip, .id = *ip ? ip : "?", .description = "" };
	}
	cat->servers = servers;
}

static void keep_names(CatalogBuilder *builder, Catalog *cat)
{
	const char **names = arena_take(builder->mem, builder->names.count * sizeof *names);
	memcpy(names, builder->names.texts, builder->names.count * sizeof *names);
	cat->names = names;
	cat->name_count = builder->names.count;
}

/* All but the catalog's arena. */
static void release(CatalogBuilder *builder)
{
	mem_free(builder->phones);
	mem_free(builder->aliases);
	arena_free(builder->arrived);
	intern_free(&builder->names);
	intern_free(&builder->servers);
	text_free(&builder->row);
	mem_free(builder);
}

Catalog *catalog_finish(CatalogBuilder *builder, int64_t read_at_us)
{
	Catalog *cat = arena_take(builder->mem, sizeof *cat);
	cat->mem = builder->mem;
	cat->site = builder->site;
	cat->read_at_us = read_at_us;
	cat->outside = builder->outside;
	sort_phones(builder, cat);
	Alias *aliases = sort_aliases(builder, cat);
	join(builder, cat, aliases);
	name_servers(builder, cat);
	keep_names(builder, cat);
	sweep_lay(cat->mem, cat, aliases);
	cat->prints = changes_prints(cat->mem, cat);
	release(builder);
	return cat;
}

void catalog_abandon(CatalogBuilder *builder)
{
	if (!builder)
		return;
	arena_free(builder->mem);
	release(builder);
}
