/* What phones the alias has after the change, from the Extension or the Phones field. Rules: DESIGN part 2 and part 9,
 * "Mapping details". */
#include "core/model/plan_draft.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"

/* Phones with the typed extension that an alias can list, by server. */
typedef struct {
	const PhoneRow **rows;
	size_t           count;
	size_t           unusable;               /* without a login or a server */
} Candidates;

static bool has_text(const Stored *stored)
{
	return stored->text && *stored->text;
}

static int by_server(const void *a, const void *b)
{
	const PhoneRow *const *left = a, *const *right = b;
	return server_ip_compare((*left)->server_ip.text, (*right)->server_ip.text);
}

static Candidates find_candidates(Draft *draft, const char *extension)
{
	Candidates found = { 0 };
	for (size_t i = 0; i < draft->record->phone_count; i++) {
		const PhoneRow *row = &draft->record->phones[i];
		if (row->hidden || !row->extension.text || login_compare(row->extension.text, extension) != 0)
			continue;
		if (!has_text(&row->login) || !has_text(&row->server_ip)) {
			found.unusable++;
			continue;
		}
		found.rows = draft_room(draft, found.rows, found.count, sizeof(const PhoneRow *));
		found.rows[found.count++] = row;
	}
	if (found.count > 1)
		qsort(found.rows, found.count, sizeof(const PhoneRow *), by_server);
	return found;
}

static const PhoneRow *visible_phone(const Record *record, const char *login)
{
	for (size_t i = 0; i < record->phone_count; i++) {
		const PhoneRow *row = &record->phones[i];
		if (!row->hidden && has_text(&row->login) && login_compare(row->login.text, login) == 0)
			return row;
	}
	return NULL;
}

static const PhoneRow *candidate_on(const Candidates *found, const char *server_ip)
{
	for (size_t i = 0; i < found->count; i++)
		if (server_ip_compare(found->rows[i]->server_ip.text, server_ip) == 0)
			return found->rows[i];
	return NULL;
}

static void add_once(Draft *draft, Words *words, const char *login)
{
	if (!words_have(words, login))
		words_add(draft, words, login, strlen(login));
}

static void drop(Draft *draft, const char *login, const char *server)
{
	draft->dropped = draft_room(draft, draft->dropped, draft->dropped_count, sizeof *draft->dropped);
	draft->dropped[draft->dropped_count++] = (Dropped){ .login = login, .server = arena_text(draft->mem, server) };
}

static void replace_row(Draft *draft, const Candidates *found, const PhoneRow *row, const char *login)
{
	const PhoneRow *successor = candidate_on(found, row->server_ip.text);
	if (successor)
		add_once(draft, &draft->after, successor->login.text);
	else if (!has_text(&row->server_ip))
		drop(draft, login, NULL);
	else
		drop(draft, login, row->hidden ? "its server" : site_server_name(draft->site, row->server_ip.text));
}

/* A login may have several rows: each is followed by its successor on its own server. */
static void replace_login(Draft *draft, const Candidates *found, const char *login)
{
	const PhoneRow **rows = NULL;
	size_t count = 0;
	for (size_t i = 0; i < draft->record->phone_count; i++) {
		const PhoneRow *row = &draft->record->phones[i];
		if (!has_text(&row->login) || login_compare(row->login.text, login) != 0)
			continue;
		rows = draft_room(draft, rows, count, sizeof(const PhoneRow *));
		rows[count++] = row;
	}
	if (count == 0)
		drop(draft, login, NULL);
	else
		qsort(rows, count, sizeof(const PhoneRow *), by_server);
	for (size_t i = 0; i < count; i++)
		replace_row(draft, found, rows[i], login);
}

/* A login with several rows may be found again by another of them. */
static void forget_dropped_that_stay(Draft *draft)
{
	size_t kept = 0;
	for (size_t i = 0; i < draft->dropped_count; i++)
		if (!words_have(&draft->after, draft->dropped[i].login))
			draft->dropped[kept++] = draft->dropped[i];
	draft->dropped_count = kept;
}

/* The alias moves as a whole only when none of its servers has the extension; else the others are only told of. */
static void follow_elsewhere(Draft *draft, const Candidates *found)
{
	bool moves = draft->after.count == 0;
	for (size_t i = 0; i < found->count; i++) {
		const PhoneRow *row = found->rows[i];
		if (moves) {
			add_once(draft, &draft->after, row->login.text);
		} else if (!words_have(&draft->after, row->login.text)) {
			draft->elsewhere = draft_room(draft, draft->elsewhere, draft->elsewhere_count, sizeof(const PhoneRow *));
			draft->elsewhere[draft->elsewhere_count++] = row;
		}
	}
}

static void map_extension(Draft *draft, const char *extension)
{
	if (!draft_check(draft, FIELD_EXTENSION, extension))
		return;
	if (!*extension) {
		draft_problem(draft, FIELD_EXTENSION, "an extension is needed here; to change single phones use Phones");
		return;
	}
	if (!record_asked_extension(draft->record, extension)) {
		draft_need_extension(draft, extension);
		return;
	}
	Candidates found = find_candidates(draft, extension);
	if (found.count == 0) {
		draft_problem(draft, FIELD_EXTENSION, "no phone has extension %s%s", extension, found.unusable ? " and a login" : "");
		return;
	}
	for (size_t i = 0; i < draft->before.count; i++)
		replace_login(draft, &found, draft->before.words[i]);
	follow_elsewhere(draft, &found);
	forget_dropped_that_stay(draft);
}

/* What was in the list may stay as it is, though no phone has it; a new login must exist, and outside the admin's groups
 * none does. */
static void take_login(Draft *draft, const char *login)
{
	const PhoneRow *row = visible_phone(draft->record, login);
	if (words_have(&draft->before, login))
		add_once(draft, &draft->after, login);
	else if (row)
		add_once(draft, &draft->after, row->login.text);
	else if (record_asked_login(draft->record, login) && draft->wish->leaves_out)
		draft_warn(draft, "Phone %s does not exist any more: it is left out.", login);
	else if (record_asked_login(draft->record, login))
		draft_problem(draft, FIELD_PHONES, "phone %s does not exist", login);
	else
		draft_need_login(draft, login);
}

static void map_list(Draft *draft, const char *list)
{
	if (!draft_check(draft, FIELD_PHONES, list))
		return;
	Words typed = words_of_list(draft, list);
	for (size_t i = 0; i < typed.count; i++)
		take_login(draft, typed.words[i]);
}

/* Protocol and Active reach every row of a login, so all of them must be there. */
static bool login_known(const Draft *draft, const char *login)
{
	if (words_have(&draft->before, login) || record_asked_login(draft->record, login))
		return true;
	size_t rows = 0;
	uint32_t expected = 1;
	for (size_t i = 0; i < draft->record->phone_count; i++) {
		const PhoneRow *row = &draft->record->phones[i];
		if (!has_text(&row->login) || login_compare(row->login.text, login) != 0)
			continue;
		rows++;
		expected = row->rows_of_login;
	}
	return rows >= expected;
}

void plan_mapping(Draft *draft)
{
	const char *stored = draft->record->logins.text ? draft->record->logins.text : "";
	const char *extension = draft_wished(draft, FIELD_EXTENSION), *list = draft_wished(draft, FIELD_PHONES);
	draft->before = words_of_list(draft, stored);
	draft->list = arena_text(draft->mem, stored);
	if (extension)
		map_extension(draft, extension);
	else if (list && draft->wish->verbatim)
		draft->after = words_of_list(draft, list);
	else if (list)
		map_list(draft, list);
	else
		draft->after = draft->before;
	if (!draft_open(draft) || (!extension && !list))
		return;

	/* The collation may find a phone for a longer login too: nothing is to be known of that one. */
	for (size_t i = 0; i < draft->after.count; i++)
		if (text_chars(draft->after.words[i]) <= PHONE_LOGIN_MAX && !login_known(draft, draft->after.words[i]))
			draft_need_login(draft, draft->after.words[i]);
	if (draft->wish->verbatim) {
		draft->list = arena_text(draft->mem, list);
		draft->list_changes = true;
		return;
	}
	draft->list = words_join(draft, &draft->after);
	draft->list_changes = strcmp(draft->list, stored) != 0;
	if (text_chars(draft->list) > LOGINS_LIST_MAX)
		draft_problem(draft, extension ? FIELD_EXTENSION : FIELD_PHONES,
		              "the list of phones would be %zu characters long, VICIdial keeps %d", text_chars(draft->list), LOGINS_LIST_MAX);
}
