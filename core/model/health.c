#include "core/model/health.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/base/text.h"

/* A list this long has no room for one more login of full length and its comma. */
enum { LIST_NEARLY_FULL = LOGINS_LIST_MAX - PHONE_LOGIN_MAX };

/* The rules say what they find, most important first; a teller keeps the worst, and one sentence of them. */
typedef struct {
	Health worst;
	size_t count, wanted;
	char  *out;
	size_t cap;
} Teller;

static const int gravity[] = { [HEALTH_GOOD] = 0, [HEALTH_LOOK] = 1, [HEALTH_INACTIVE] = 2, [HEALTH_BROKEN] = 3 };

static PRINTF_LIKE(3, 4) void tell(Teller *teller, Health health, const char *fmt, ...)
{
	if (gravity[health] > gravity[teller->worst])
		teller->worst = health;
	if (teller->out && teller->count == teller->wanted) {
		char sentence[UTF8_CAP(LOGINS_LIST_MAX) + 200];
		va_list args;
		va_start(args, fmt);
		vsnprintf(sentence, sizeof sentence, fmt, args);
		va_end(args);
		text_copy(teller->out, teller->cap, sentence);
	}
	teller->count++;
}

/* How VICIdial's agent login would take the phones of an alias, counted in rows. */
typedef struct {
	size_t rows, hidden, active, usable;
} PhoneCount;

static bool is_reachable(const Catalog *cat, const Phone *phone)
{
	const char *status = catalog_name(cat, phone->peer_status);
	return strcmp(status, "UNREACHABLE") != 0 && strcmp(status, "UNREGISTERED") != 0;
}

/* The gate wants an active phone on a server that takes agent logins (AGC:4288-4302); the balancer, which a single
 * login skips, wants the server active too (AGC:4351-4540). */
static bool is_usable(const Catalog *cat, const Alias *alias, const Phone *phone)
{
	const Server *server = &cat->servers[phone->server];
	return phone->active == 'Y' && server->known && server->agent_logins && (server->active || alias->member_count == 1);
}

static PhoneCount count_phones(const Catalog *cat, const Alias *alias)
{
	PhoneCount count = { 0 };
	PhoneWalk walk = { 0 };
	for (const Phone *phone; (phone = catalog_walk(cat, alias, &walk)); count.rows++) {
		count.hidden += phone->hidden;
		count.active += !phone->hidden && phone->active == 'Y';
		count.usable += !phone->hidden && is_usable(cat, alias, phone);
	}
	return count;
}

static void tell_missing(Teller *teller, const Catalog *cat, const Alias *alias)
{
	const char *item, *at = alias->logins;
	const Phone *phone;
	size_t length;
	for (size_t m = 0; m < alias->member_count && logins_next(&at, &item, &length); m++) {
		if (catalog_member(cat, alias, m, &phone) > 0)
			continue;
		if (length == 0)
			tell(teller, HEALTH_BROKEN, "a phone login is missing between the commas of the list");
		else
			tell(teller, HEALTH_BROKEN, "%.*s does not exist", (int)length, item);
	}
}

/* Where the login can go. Nothing is said of hidden phones, and missing ones are told of by name. */
static Health tell_usable(Teller *teller, const Catalog *cat, const Alias *alias)
{
	PhoneCount count = count_phones(cat, alias);
	if (alias->member_count == 0) {
		tell(teller, HEALTH_BROKEN, "it has no phones: every agent login fails");
		return HEALTH_BROKEN;
	}
	if (count.rows == 0 || count.hidden > 0 || count.usable > 0)
		return HEALTH_GOOD;
	if (count.active == 0) {
		tell(teller, HEALTH_INACTIVE, alias->member_count == 1 ? "its phone is set inactive" : "all its phones are set inactive");
		return HEALTH_INACTIVE;
	}
	tell(teller, HEALTH_BROKEN, "no phone of it can be used: every agent login fails");
	return HEALTH_BROKEN;
}

static void tell_phones(Teller *teller, const Catalog *cat, const Alias *alias)
{
	PhoneWalk walk = { 0 };
	for (const Phone *phone; (phone = catalog_walk(cat, alias, &walk));) {
		char trouble[200];
		health_phone(cat, phone, trouble, sizeof trouble);
		if (*trouble)
			tell(teller, phone->hidden ? HEALTH_GOOD : HEALTH_LOOK, "%s: %s", phone->login, trouble);
	}
}

static void tell_logins(Teller *teller, const Catalog *cat, const Alias *alias)
{
	for (size_t m = 0; m < alias->member_count; m++) {
		const Phone *phone;
		size_t rows = catalog_member(cat, alias, m, &phone);
		if (rows > 0 && catalog_is_repeated(cat, alias, m))
			tell(teller, HEALTH_LOOK, "%s is listed twice", phone->login);
		else if (rows > 1)
			tell(teller, HEALTH_LOOK, "%zu phones have the login %s: agents get the first that VICIdial finds", rows, phone->login);
	}
	size_t chars = alias->logins ? text_chars(alias->logins) : 0;
	if (chars > LIST_NEARLY_FULL)
		tell(teller, HEALTH_LOOK, "the list of phones has %zu of %d characters: it is nearly full", chars, LOGINS_LIST_MAX);
}

/* The agent's login form strips both marks (AGC:970), and looks for an alias before a phone (VICIDIAL.md part 2). */
static void tell_id(Teller *teller, const Catalog *cat, const Alias *alias)
{
	size_t rows;
	const char *mark = strpbrk(alias->id, "-_");
	if (mark)
		tell(teller, HEALTH_LOOK, "agents cannot type the %c in the alias ID: their login form strips it", *mark);
	if (catalog_login(cat, alias->id, &rows))
		tell(teller, HEALTH_LOOK, "a phone login is called %s too: agents who type it get the alias", alias->id);
}

static void tell_all(Teller *teller, const Catalog *cat, const Alias *alias)
{
	tell_missing(teller, cat, alias);
	if (tell_usable(teller, cat, alias) != HEALTH_INACTIVE)
		tell_phones(teller, cat, alias);
	tell_logins(teller, cat, alias);
	tell_id(teller, cat, alias);
}

Health health_of(const Catalog *cat, const Alias *alias)
{
	Teller teller = { 0 };
	tell_all(&teller, cat, alias);
	return teller.worst;
}

bool health_sentence(const Catalog *cat, const Alias *alias, size_t i, char *out, size_t cap)
{
	Teller teller = { .wanted = i, .out = out, .cap = cap };
	tell_all(&teller, cat, alias);
	return i < teller.count;
}

/* An inactive phone may still be chosen: the balancer looks at the server only, and the login then finds no phone
 * (AGC:4351-4543). */
void health_phone(const Catalog *cat, const Phone *phone, char *out, size_t cap)
{
	const Server *server = &cat->servers[phone->server];
	if (phone->hidden)
		text_copy(out, cap, "outside your user groups");
	else if (phone->active != 'Y')
		text_copy(out, cap, "inactive, logins fail");
	else if (!*server->ip)
		text_copy(out, cap, "has no server");
	else if (!server->known)
		text_copy(out, cap, "server is not known");
	else if (!server->active)
		text_copy(out, cap, "server is inactive");
	else if (!server->agent_logins)
		text_copy(out, cap, "server takes no agents");
	else if (!is_reachable(cat, phone))
		text_format(out, cap, "%s now", catalog_name(cat, phone->peer_status));
	else
		text_copy(out, cap, "");
}
