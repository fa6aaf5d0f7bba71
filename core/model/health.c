#include "core/model/health.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/base/text.h"
#include "core/model/stray.h"

/* A list this long has no room for one more login of full length and its comma. */
enum { LIST_NEARLY_FULL = LOGINS_LIST_MAX - PHONE_LOGIN_MAX };

/* The rules say what they find; a teller keeps which kinds, the worst, and the sentences that are asked for. */
typedef struct {
	uint32_t  kinds;                         /* bit i: FindingId i */
	Health    worst;
	FindingId kind;                          /* sentences of it alone; FINDING_COUNT: of any */
	size_t    count, from, to;               /* sentences so far; which of them are kept */
	char     *out;                           /* NULL: none */
	size_t    cap, used;
} Teller;

static const int gravity[] = { [HEALTH_GOOD] = 0, [HEALTH_LOOK] = 1, [HEALTH_INACTIVE] = 2, [HEALTH_BROKEN] = 3 };

static PRINTF_LIKE(3, 4) void tell(Teller *teller, FindingId kind, const char *fmt, ...)
{
	teller->kinds |= UINT32_C(1) << kind;
	if (gravity[findings[kind].health] > gravity[teller->worst])
		teller->worst = findings[kind].health;
	if (teller->kind != FINDING_COUNT && teller->kind != kind)
		return;
	if (teller->out && teller->count >= teller->from && teller->count < teller->to) {
		char sentence[UTF8_CAP(LOGINS_LIST_MAX) + 200];
		va_list args;
		va_start(args, fmt);
		vsnprintf(sentence, sizeof sentence, fmt, args);
		va_end(args);
		teller->used += text_format(teller->out + teller->used, teller->cap - teller->used, "%s%s", teller->used ? "; " : "",
		                            sentence);
	}
	teller->count++;
}

/* How VICIdial's agent login would take the phones of an alias, counted in rows. */
typedef struct {
	size_t rows, hidden, active, usable;
	bool   one_server;                       /* all on the same, known one */
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
	const Phone *first = NULL;
	for (const Phone *phone; (phone = catalog_walk(cat, alias, &walk)); count.rows++) {
		first = first ? first : phone;
		count.one_server = phone->server == first->server && (count.one_server || phone == first) && cat->servers[phone->server].known;
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
	Stray stray;
	size_t length;
	for (size_t m = 0; m < alias->member_count && logins_next(&at, &item, &length); m++) {
		if (catalog_member(cat, alias, m, &phone) > 0)
			continue;
		if (stray_find(cat, item, length, &stray))
			tell(teller, FINDING_STRAY, "%s %s: VICIdial finds no phone by that", stray.words, stray.login);
		else if (length == 0)
			tell(teller, FINDING_MISSING, "a phone login is missing between the commas of the list");
		else
			tell(teller, FINDING_MISSING, "%.*s does not exist", (int)length, item);
	}
}

/* Where the login can go. Nothing is said of hidden phones, and missing ones are told of by name. */
static void tell_usable(Teller *teller, const Alias *alias, const PhoneCount *count)
{
	if (alias->member_count == 0)
		tell(teller, FINDING_UNUSABLE, "it has no phones: every agent login fails");
	else if (count->rows == 0 || count->hidden > 0 || count->usable > 0)
		return;
	else if (count->active > 0)
		tell(teller, FINDING_UNUSABLE, "no phone of it can be used: every agent login fails");
	else
		tell(teller, FINDING_OFF, alias->member_count == 1 ? "its phone is set inactive" : "all its phones are set inactive");
}

/* What keeps a phone from being used, in words. An inactive phone may still be chosen: the balancer looks at the server only,
 * and the login then finds no phone (AGC:4351-4543). */
typedef struct {
	FindingId   kind;                        /* FINDING_COUNT: nothing */
	const char *words, *tail;
} PhoneTrouble;

static PhoneTrouble trouble_of(const Catalog *cat, const Phone *phone)
{
	const Server *server = &cat->servers[phone->server];
	if (phone->hidden)
		return (PhoneTrouble){ FINDING_HIDDEN, "outside your user groups", "" };
	if (phone->active != 'Y')
		return (PhoneTrouble){ FINDING_INACTIVE, "inactive, logins fail", "" };
	if (!*server->ip)
		return (PhoneTrouble){ FINDING_ABSENT, "has no server", "" };
	if (!server->known)
		return (PhoneTrouble){ FINDING_ABSENT, "server is not known", "" };
	if (!server->active)
		return (PhoneTrouble){ FINDING_ABSENT, "server is inactive", "" };
	if (!server->agent_logins)
		return (PhoneTrouble){ FINDING_CLOSED, "server takes no agents", "" };
	if (!is_reachable(cat, phone))
		return (PhoneTrouble){ FINDING_UNREACHABLE, catalog_name(cat, phone->peer_status), " now" };
	return (PhoneTrouble){ FINDING_COUNT, "", "" };
}

void health_phone(const Catalog *cat, const Phone *phone, char *out, size_t cap)
{
	PhoneTrouble trouble = trouble_of(cat, phone);
	text_format(out, cap, "%s%s", trouble.words, trouble.tail);
}

static void tell_phones(Teller *teller, const Catalog *cat, const Alias *alias)
{
	PhoneWalk walk = { 0 };
	for (const Phone *phone; (phone = catalog_walk(cat, alias, &walk));) {
		PhoneTrouble trouble = trouble_of(cat, phone);
		if (trouble.kind != FINDING_COUNT)
			tell(teller, trouble.kind, "%s: %s%s", phone->login, trouble.words, trouble.tail);
	}
}

static size_t phones_with(const Catalog *cat, const Alias *alias, uint32_t password)
{
	PhoneWalk walk = { 0 };
	size_t count = 0;
	for (const Phone *phone; (phone = catalog_walk(cat, alias, &walk));)
		count += !phone->hidden && phone->password == password;
	return count;
}

/* The phone whose password most of them have, the first of such; NULL: all have the same, or they were not compared. */
static const Phone *usual_password(const Catalog *cat, const Alias *alias)
{
	PhoneWalk walk = { 0 };
	const Phone *first = NULL, *usual = NULL;
	bool differ = false;
	for (const Phone *phone; (phone = catalog_walk(cat, alias, &walk));) {
		if (phone->hidden)
			continue;
		first = first ? first : phone;
		differ = differ || phone->password != first->password;
	}
	walk = (PhoneWalk){ 0 };
	size_t most = 0;
	for (const Phone *phone; differ && (phone = catalog_walk(cat, alias, &walk));) {
		size_t count = phone->hidden ? 0 : phones_with(cat, alias, phone->password);
		usual = count > most ? phone : usual;
		most = count > most ? count : most;
	}
	return usual;
}

/* The gate and the last fetch want the one password that was typed, the balancer between them does not look (AGC:4288-4543). */
static void tell_passwords(Teller *teller, const Catalog *cat, const Alias *alias)
{
	const Phone *usual = usual_password(cat, alias);
	PhoneWalk walk = { 0 };
	for (const Phone *phone; usual && (phone = catalog_walk(cat, alias, &walk));)
		if (!phone->hidden && phone->password != usual->password)
			tell(teller, FINDING_PASSWORD, "%s has another password than %s", phone->login, usual->login);
}

static void tell_logins(Teller *teller, const Catalog *cat, const Alias *alias)
{
	for (size_t m = 0; m < alias->member_count; m++) {
		const Phone *phone;
		size_t rows = catalog_member(cat, alias, m, &phone);
		if (rows > 0 && catalog_is_repeated(cat, alias, m))
			tell(teller, FINDING_REPEATED, "%s is listed twice", phone->login);
		else if (rows > 1)
			tell(teller, FINDING_AMBIGUOUS, "%zu phones have the login %s: agents get the first that VICIdial finds", rows, phone->login);
	}
	size_t chars = alias->logins ? text_chars(alias->logins) : 0;
	if (chars > LIST_NEARLY_FULL)
		tell(teller, FINDING_NEARLY_FULL, "the list of phones has %zu of %d characters: it is nearly full", chars, LOGINS_LIST_MAX);
}

/* The agent's login form strips both marks (AGC:970), and looks for an alias before a phone (VICIDIAL.md part 2). */
static void tell_id(Teller *teller, const Alias *alias, bool named)
{
	const char *mark = strpbrk(alias->id, "-_");
	if (mark)
		tell(teller, FINDING_UNTYPABLE, "agents cannot type the %c in the alias ID: their login form strips it", *mark);
	if (named)
		tell(teller, FINDING_NAMED_AS_PHONE, "a phone login is called %s too: agents who type it get the alias", alias->id);
}

static void tell_all(Teller *teller, const Catalog *cat, const Alias *alias, bool named)
{
	PhoneCount count = count_phones(cat, alias);
	tell_missing(teller, cat, alias);
	tell_usable(teller, alias, &count);
	if (!(teller->kinds & UINT32_C(1) << FINDING_OFF)) {
		tell_phones(teller, cat, alias);
		tell_passwords(teller, cat, alias);
		if (alias->member_count > 1 && count.rows > 1 && !count.hidden && count.one_server)
			tell(teller, FINDING_ONE_SERVER, "all its phones are on one server: when that is down nobody can log in with it");
	}
	tell_logins(teller, cat, alias);
	tell_id(teller, alias, named);
}

static void tell_unused(Teller *teller, const LoginLog *log)
{
	if (log && *log->since)
		tell(teller, FINDING_UNUSED, "no agent logged in with it since %s, where the log begins", log->since);
	else
		tell(teller, FINDING_UNUSED, "no agent logged in with it in %d days", UNUSED_DAYS);
}

static bool is_named(const Catalog *cat, const Alias *alias)
{
	size_t rows;
	return catalog_login(cat, alias->id, &rows);
}

Health health_of(const Catalog *cat, const Alias *alias)
{
	Teller teller = { .kind = FINDING_COUNT };
	tell_all(&teller, cat, alias, is_named(cat, alias));
	return teller.worst;
}

bool health_sentence(const Catalog *cat, const Alias *alias, size_t i, char *out, size_t cap)
{
	Teller teller = { .kind = FINDING_COUNT, .from = i, .to = i + 1, .out = out, .cap = cap };
	tell_all(&teller, cat, alias, is_named(cat, alias));
	return i < teller.count;
}

void health_words(const Catalog *cat, const LoginLog *log, const Alias *alias, FindingId kind, char *out, size_t cap)
{
	Teller teller = { .kind = kind, .to = SIZE_MAX, .out = out, .cap = cap };
	text_copy(out, cap, "");
	tell_all(&teller, cat, alias, is_named(cat, alias));
	if (log && log->read && !health_used(log, alias))
		tell_unused(&teller, log);
}

uint32_t health_kinds(const Catalog *cat, const Alias *alias, bool named, bool unused)
{
	Teller teller = { .kind = FINDING_COUNT };
	tell_all(&teller, cat, alias, named);
	if (unused)
		tell_unused(&teller, NULL);
	return teller.kinds;
}
