/* What the admin should know before anything is written, most important first (DESIGN part 2; VICIDIAL.md parts 2 and 6,
 * traps 4, 15, 17, 18). */
#include "core/model/plan_draft.h"

#include <string.h>

#include "core/base/text.h"
#include "core/model/usage.h"

enum { TOLD_AT_MOST = 3, WORDS_CAP = 400 };
enum { LOG_ID_MAX = 15 };                    /* vicidial_user_log.phone_login keeps no more of what an agent typed */

static void add_login(Draft *draft, Words *words, const MappedPhone *phone)
{
	if (!words_have(words, phone->row->login.text))
		words_add(draft, words, phone->row->login.text, strlen(phone->row->login.text));
}

static const char *phones_named(Draft *draft, const Words *logins)
{
	return arena_format(draft->mem, "%s %s", logins->count > 1 ? "Phones" : "Phone", words_tell(draft, logins));
}

static bool is_disabled(const MappedPhone *phone)
{
	return phone_active(phone->row->active.text) && !phone_active(phone->active);
}

static void warn_of_dropped(Draft *draft)
{
	for (size_t i = 0; i < draft->dropped_count; i++) {
		const Dropped *dropped = &draft->dropped[i];
		if (dropped->server)
			draft_warn(draft, "%s leaves: %s has no phone with extension %s.", dropped->login, dropped->server,
			           draft->wish->value[FIELD_EXTENSION]);
		else
			draft_warn(draft, "%s leaves: no phone or server stands behind it, so extension %s cannot take its place.",
			           dropped->login, draft->wish->value[FIELD_EXTENSION]);
	}
}

/* Deleting is about every phone of the alias, a change about those that it writes. */
static bool is_used(const Draft *draft, size_t phone)
{
	return draft->wish->kind == PLAN_DELETE || plan_phone_writes(&draft->phones[phone]);
}

/* Agents in session keep the channel they logged in with. */
static void warn_of_agents(Draft *draft)
{
	size_t told = 0, more = 0;
	for (size_t i = 0; i < draft->phone_count; i++) {
		const PhoneRow *row = draft->phones[i].row;
		if (!is_used(draft, i))
			continue;
		for (size_t j = 0; j < row->agent_count; j++) {
			if (told++ >= TOLD_AT_MOST)
				more++;
			else
				draft_warn(draft, "In use now: agent %s %s on %s (%s).", row->agents[j].user, row->agents[j].status, row->login.text,
				           site_server_name(draft->site, row->server_ip.text));
		}
	}
	if (more > 0)
		draft_warn(draft, "%zu more agents are logged in on these phones now.", more);
}

static void warn_of_others(Draft *draft, const PhoneRow *row)
{
	Words others = { 0 };
	for (size_t j = 0; j < row->other_count; j++)
		words_add(draft, &others, row->others[j], strlen(row->others[j]));
	draft_warn(draft, "Phone %s is shared: %s %s %s too.", row->login.text, others.count > 1 ? "aliases" : "alias",
	           words_tell(draft, &others), others.count > 1 ? "change" : "changes");
}

/* With its alias a phone does not go: the others keep it. */
static void warn_of_sharing(Draft *draft)
{
	size_t told = 0, more = 0;
	for (size_t i = 0; i < draft->phone_count; i++) {
		const PhoneRow *row = draft->phones[i].row;
		char words[WORDS_CAP];
		usage_others(words, sizeof words, row->other_count ? row->others[0] : "", row->other_count);
		if (!*words || !is_used(draft, i))
			continue;
		if (told++ >= TOLD_AT_MOST)
			more++;
		else if (plan_phone_writes(&draft->phones[i]))
			warn_of_others(draft, row);
		else
			draft_warn(draft, "Phone %s is %s.", row->login.text, words);
	}
	if (more > 0)
		draft_warn(draft, "%zu more of these phones are shared with other aliases%s.", more,
		           draft->wish->kind == PLAN_DELETE ? "" : ", which change too");
}

/* Menus and inbound numbers are not cleaned when a phone changes (trap 17). */
static void warn_of_routes(Draft *draft)
{
	size_t told = 0, more = 0;
	for (size_t i = 0; i < draft->phone_count; i++) {
		const PhoneRow *row = draft->phones[i].row;
		char words[WORDS_CAP];
		usage_routes(words, sizeof words, row);
		if (!*words || !is_used(draft, i))
			continue;
		if (told++ >= TOLD_AT_MOST)
			more++;
		else
			draft_warn(draft, "Callers are sent to %s by %s.", row->login.text, words);
	}
	if (more > 0)
		draft_warn(draft, "Callers are sent to %zu more of these phones.", more);
}

static bool has_template(const PhoneRow *row) { return row->has_template; }
static bool has_override(const PhoneRow *row) { return row->has_override; }
static bool is_webphone(const PhoneRow *row)  { return row->is_webphone; }

/* Template and override are lines of the old protocol's conf file (VICIDIAL.md part 6). */
static void warn_of_protocol(Draft *draft)
{
	static const struct {
		bool      (*has)(const PhoneRow *row);
		const char *what;
	} kinds[] = {
		{ has_template, "a conf template" }, { has_override, "a conf override" }, { is_webphone, "a webphone setting" },
	};
	for (size_t kind = 0; kind < sizeof kinds / sizeof *kinds; kind++) {
		Words logins = { 0 };
		for (size_t i = 0; i < draft->phone_count; i++)
			if (plan_protocol_changes(&draft->phones[i]) && kinds[kind].has(draft->phones[i].row))
				add_login(draft, &logins, &draft->phones[i]);
		if (logins.count > 0)
			draft_warn(draft, "%s %s %s made for the old protocol: check that it suits %s.", phones_named(draft, &logins),
			           logins.count > 1 ? "have" : "has", kinds[kind].what, draft->protocol);
	}
}

static bool is_new_member(const Draft *draft, const MappedPhone *phone)
{
	return !words_have(&draft->before, phone->row->login.text);
}

/* The balancer may still choose an inactive phone of a list, and the agent gets a broken session (VICIDIAL.md part 2, step 7). */
static void warn_of_inactive(Draft *draft)
{
	Words disabled = { 0 }, listed = { 0 };
	size_t usable = 0;
	for (size_t i = 0; i < draft->phone_count; i++) {
		const MappedPhone *phone = &draft->phones[i];
		if (!words_have(&draft->after, phone->row->login.text))
			continue;                            /* an undo also writes phones that leave */
		usable += phone_active(phone->active);
		if (is_disabled(phone))
			add_login(draft, &disabled, phone);
		if (!phone_active(phone->active) && (is_disabled(phone) || is_new_member(draft, phone)))
			add_login(draft, &listed, phone);
	}
	const char *id = draft->id;
	if (disabled.count > 0)
		draft_warn(draft, "Active N also ends the own login and registration of %s. To disable only alias %s, take %s out of Phones.",
		           words_tell(draft, &disabled), id, disabled.count > 1 ? "them" : "it");
	if (listed.count > 0 && usable > 0)
		draft_warn(draft, "%s %s listed while inactive: an agent who is sent there gets a broken session.",
		           phones_named(draft, &listed), listed.count > 1 ? "stay" : "stays");
	else if (listed.count > 0)
		draft_warn(draft, "No phone of alias %s is active then: nobody can log in with it.", id);
}

static void warn_of_empty_list(Draft *draft)
{
	if (draft->after.count == 0 && (draft->list_changes || draft->wish->kind == PLAN_ADD))
		draft_warn(draft, "Alias %s has no phone then: nobody can log in with it.", draft->id);
}

static bool has_row(const Draft *draft, const char *login, bool hidden)
{
	for (size_t i = 0; i < draft->record->phone_count; i++) {
		const PhoneRow *row = &draft->record->phones[i];
		if (row->hidden == hidden && row->login.text && login_compare(row->login.text, login) == 0)
			return true;
	}
	return false;
}

/* Protocol and Active reach the phones that are there and that the admin may see; the others are named. */
static void warn_of_skipped(Draft *draft)
{
	Words missing = { 0 }, hidden = { 0 }, without_key = { 0 };
	if (draft->plan->is_undo || (!draft->protocol && !draft->active))
		return;
	if (draft->after.count == 0)
		draft_warn(draft, "Alias %s has no phone: there is nothing to set protocol or active on.", draft->id);
	for (size_t i = 0; i < draft->after.count; i++) {
		const char *login = draft->after.words[i];
		if (has_row(draft, login, true))
			words_add(draft, &hidden, login, strlen(login));
		else if (!has_row(draft, login, false))
			words_add(draft, &missing, login, strlen(login));
	}
	for (size_t i = 0; i < draft->phone_count; i++)
		if (draft->phones[i].row->extension.raw.null || draft->phones[i].row->server_ip.raw.null)
			add_login(draft, &without_key, &draft->phones[i]);
	if (missing.count > 0)
		draft_warn(draft, "%s: no such phone, skipped.", phones_named(draft, &missing));
	if (hidden.count > 0)
		draft_warn(draft, "%s: outside your user groups, left as it is.", phones_named(draft, &hidden));
	if (without_key.count > 0)
		draft_warn(draft, "%s: without extension or server, left as it is.", phones_named(draft, &without_key));
}

/* By the alias they lose their login with it, and get another phone when its list or a phone of it changes. */
static void warn_of_users(Draft *draft)
{
	const Record *record = draft->record;
	bool reaches = draft->wish->kind == PLAN_DELETE || draft->list_changes;
	char words[WORDS_CAP];
	for (size_t i = 0; i < draft->phone_count && !reaches; i++)
		reaches = plan_phone_writes(&draft->phones[i]);
	usage_users(words, sizeof words, draft->id, record->default_users, record->default_user_count, record->default_user_total);
	if (reaches && *words)
		draft_warn(draft, "%s.", words);
}

/* By a phone of it. */
static void warn_of_phone_users(Draft *draft)
{
	size_t told = 0, more = 0;
	for (size_t i = 0; i < draft->phone_count; i++) {
		const PhoneRow *row = draft->phones[i].row;
		char words[WORDS_CAP];
		if (!row->user_total || !is_used(draft, i))
			continue;
		usage_users(words, sizeof words, arena_format(draft->mem, "phone %s", row->login.text), row->users, row->user_count,
		            row->user_total);
		if (told++ >= TOLD_AT_MOST)
			more++;
		else
			draft_warn(draft, "%s.", words);
	}
	if (more > 0)
		draft_warn(draft, "Users default to %zu more of these phones.", more);
}

static bool has_written_phone(const Draft *draft, const char *server_ip)
{
	for (size_t i = 0; i < draft->phone_count; i++)
		if (plan_phone_writes(&draft->phones[i]) && server_ip_compare(draft->phones[i].row->server_ip.text, server_ip) == 0)
			return true;
	return false;
}

static void warn_of_unbuilt(Draft *draft, const PlanServer *server)
{
	const char *why = site_server(draft->site, server->ip) ? "does not build its Asterisk configuration" :
	                                                          "is not among VICIdial's servers";
	if (has_written_phone(draft, server->ip))
		draft_warn(draft, "%s %s: there the change stays in the database only.", server->name, why);
	else
		draft_warn(draft, "The voicemail server %s %s: its mailboxes stay as they are.", server->name, why);
}

/* Asterisk sees protocol and active only when the server's conf files are built again (traps 15, 16). */
static void warn_of_servers(Draft *draft)
{
	Words rebuilt = { 0 };
	for (size_t i = 0; i < draft->plan->server_count; i++) {
		const PlanServer *server = &draft->servers[i];
		if (server->flags)
			words_add(draft, &rebuilt, server->name, strlen(server->name));
		else
			warn_of_unbuilt(draft, server);
	}
	if (rebuilt.count > 0)
		draft_warn(draft, "Asterisk config rebuild on %s, within a minute.", words_tell(draft, &rebuilt));
}

void plan_warnings(Draft *draft)
{
	if (draft->wish->kind == PLAN_DELETE) {
		warn_of_users(draft);
		warn_of_agents(draft);
		warn_of_phone_users(draft);
		warn_of_sharing(draft);
		warn_of_routes(draft);
		warn_of_servers(draft);              /* of an addition that is taken back */
		return;
	}
	warn_of_empty_list(draft);
	warn_of_dropped(draft);
	warn_of_agents(draft);
	warn_of_sharing(draft);
	warn_of_users(draft);
	warn_of_phone_users(draft);
	warn_of_routes(draft);
	warn_of_inactive(draft);
	warn_of_protocol(draft);
	warn_of_skipped(draft);
	if (draft->wish->kind == PLAN_ADD && text_chars(draft->id) > LOG_ID_MAX)
		draft_warn(draft, "An alias ID of more than %d characters is cut in VICIdial's log of agent logins.", LOG_ID_MAX);
	warn_of_servers(draft);
}
