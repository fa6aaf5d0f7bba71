/* A draft in words: the review's lines (SCREENS 5.3) and the short summary the audit list shows. */
#include "core/model/plan_draft.h"

#include <string.h>

#include "core/base/text.h"

enum { NOTES_AT_MOST = 3, LOGINS_AT_MOST = 3 };

/* "phone 8302b", with "on dialer2" when the login has more. */
static const char *phone_label(const Draft *draft, const PhoneRow *phone)
{
	if (phone->rows_of_login > 1)
		return arena_format(draft->mem, "phone %s on %s", phone->login.text, site_server_name(draft->site, phone->server_ip.text));
	return arena_format(draft->mem, "phone %s", phone->login.text);
}

static void tell_value(Draft *draft, const char *subject, FieldId field, const char *before, const char *after)
{
	bool replaces = before && *before;
	if (replaces)
		draft_line(draft, LINE_REMOVED, subject, fields[field].key, before);
	if (after)
		draft_line(draft, LINE_ADDED, replaces ? "" : subject, replaces ? "" : fields[field].key, after);
}

/* What came, what went. A login that stood twice and now stands once went once. */
static void compare_lists(Draft *draft, Words *stay, Words *come, Words *go)
{
	for (size_t i = 0; i < draft->after.count; i++) {
		const char *login = draft->after.words[i];
		words_add(draft, words_have(&draft->before, login) ? stay : come, login, strlen(login));
	}
	for (size_t i = 0; i < draft->before.count; i++) {
		const char *login = draft->before.words[i];
		Words earlier = { .words = draft->before.words, .count = i };
		if (!words_have(&draft->after, login) || words_have(&earlier, login))
			words_add(draft, go, login, strlen(login));
	}
}

static bool same_order(const Words *a, const Words *b)
{
	for (size_t i = 0; i < a->count && i < b->count; i++)
		if (login_compare(a->words[i], b->words[i]) != 0)
			return false;
	return true;
}

static void tell_phones(Draft *draft, const char *subject)
{
	Words stay = { 0 }, come = { 0 }, go = { 0 };
	compare_lists(draft, &stay, &come, &go);
	Text text = { 0 };
	text_add(&text, words_join(draft, &stay));
	if (come.count > 0)
		text_addf(&text, "%s+ %s", text.length ? "  " : "", words_join(draft, &come));
	if (go.count > 0)
		text_addf(&text, "%s- %s", text.length ? "  " : "", words_join(draft, &go));
	if (come.count + go.count == 0)
		text_add(&text, same_order(&draft->before, &draft->after) ? "  in new spelling" : "  in new order");
	draft_line(draft, LINE_LIST, subject, fields[FIELD_PHONES].key, text.bytes);
	text_free(&text);
}

static bool is_written(const Draft *draft, const PhoneRow *row)
{
	for (size_t i = 0; i < draft->phone_count; i++)
		if (draft->phones[i].row == row && plan_phone_writes(&draft->phones[i]))
			return true;
	return false;
}

static void tell_leaving(Draft *draft)
{
	for (size_t i = 0; i < draft->before.count; i++) {
		const char *login = draft->before.words[i];
		const PhoneRow *row = record_phone(draft->record, login);
		Words earlier = { .words = draft->before.words, .count = i };
		if (words_have(&draft->after, login) || words_have(&earlier, login))
			continue;
		if (row && is_written(draft, row)) {
			draft_line(draft, LINE_NOTE, "", "", arena_format(draft->mem, "phone %s leaves", login));
			continue;
		}
		const char *keeps = !row ? "no phone has this login" : row->hidden ? "keeps what it has" :
		                    arena_format(draft->mem, "keeps %s %s", row->protocol.text && *row->protocol.text ? row->protocol.text :
		                                 "no protocol", phone_active(row->active.text) ? "Y" : "N");
		draft_line(draft, LINE_NOTE, "", "", arena_format(draft->mem, "phone %s leaves, %s", login, keeps));
	}
}

static void tell_elsewhere(Draft *draft)
{
	const char *extension = draft->wish->value[FIELD_EXTENSION];
	for (size_t i = 0; i < draft->elsewhere_count && i < NOTES_AT_MOST; i++) {
		const PhoneRow *row = draft->elsewhere[i];
		draft_line(draft, LINE_NOTE, "", "", arena_format(draft->mem, "%s has %s too: add its phone %s in Phones",
		           site_server_name(draft->site, row->server_ip.text), extension, row->login.text));
	}
	if (draft->elsewhere_count > NOTES_AT_MOST)
		draft_line(draft, LINE_NOTE, "", "", arena_format(draft->mem, "%zu more servers have %s too",
		           draft->elsewhere_count - NOTES_AT_MOST, extension));
}

static void tell_written(Draft *draft)
{
	for (size_t i = 0; i < draft->phone_count; i++) {
		const MappedPhone *phone = &draft->phones[i];
		const PhoneRow *row = phone->row;
		if (plan_protocol_changes(phone))
			tell_value(draft, phone_label(draft, row), FIELD_PROTOCOL, row->protocol.text, phone->protocol);
		if (plan_active_changes(phone))
			tell_value(draft, phone_label(draft, row), FIELD_ACTIVE, row->active.text, phone->active);
	}
}

static void tell_edit(Draft *draft)
{
	const Record *record = draft->record;
	const char *subject = arena_format(draft->mem, "alias %s", draft->id);
	if (draft->name)
		tell_value(draft, subject, FIELD_NAME, record->name.text, draft->name);
	if (draft->list_changes)
		tell_phones(draft, subject);
	if (draft->group)
		tell_value(draft, subject, FIELD_GROUP, record->user_group.text, draft->group);
	tell_written(draft);
	tell_leaving(draft);
	tell_elsewhere(draft);
}

static void tell_delete(Draft *draft)
{
	const Record *record = draft->record;
	const char *subject = arena_format(draft->mem, "alias %s", draft->id);
	tell_value(draft, subject, FIELD_NAME, record->name.text, NULL);
	tell_value(draft, subject, FIELD_PHONES, record->logins.text, NULL);
	tell_value(draft, subject, FIELD_GROUP, record->user_group.text, NULL);
	tell_written(draft);                     /* taking back an addition */
	if (draft->before.count > 0)
		draft_line(draft, LINE_NOTE, "", "", arena_format(draft->mem,
		           "%s %s %s; agents can still log in with %s phone login, not with %s", draft->before.count > 1 ? "phones" : "phone",
		           words_tell(draft, &draft->before), draft->before.count > 1 ? "stay" : "stays",
		           draft->before.count > 1 ? "each" : "its", draft->id));
}

static void add_part(Text *summary, const char *part)
{
	text_addf(summary, "%s%s", summary->length ? "; " : "", part);
}

static const char *signed_words(Draft *draft, const Words *words, char sign)
{
	if (words->count > LOGINS_AT_MOST)
		return arena_format(draft->mem, " %c%zu", sign, words->count);
	const char *text = "";
	for (size_t i = 0; i < words->count; i++)
		text = arena_format(draft->mem, "%s %c%s", text, sign, words->words[i]);
	return text;
}

static void sum_up_phones(Draft *draft, Text *summary)
{
	Words stay = { 0 }, come = { 0 }, go = { 0 };
	compare_lists(draft, &stay, &come, &go);
	const char *key = fields[FIELD_PHONES].key;
	if (come.count + go.count == 0)
		add_part(summary, arena_format(draft->mem, "%s %s", key, same_order(&draft->before, &draft->after) ? "respelt" : "reordered"));
	else
		add_part(summary, arena_format(draft->mem, "%s%s%s", key, signed_words(draft, &come, '+'), signed_words(draft, &go, '-')));
}

static void sum_up_column(Draft *draft, Text *summary, bool (*changes)(const MappedPhone *phone), FieldId field)
{
	Words logins = { 0 };
	for (size_t i = 0; i < draft->phone_count; i++) {
		const char *login = draft->phones[i].row->login.text;
		if (changes(&draft->phones[i]))
			words_add(draft, &logins, login, strlen(login));
	}
	if (logins.count > LOGINS_AT_MOST)
		add_part(summary, arena_format(draft->mem, "%zu phones %s", logins.count, fields[field].key));
	else if (logins.count > 0)
		add_part(summary, arena_format(draft->mem, "%s %s", words_join(draft, &logins), fields[field].key));
}

static void sum_up(Draft *draft)
{
	Text summary = { 0 };
	PlanKind kind = draft->wish->kind;
	if (kind != PLAN_EDIT) {
		const char *was = kind == PLAN_DELETE ? "was " : "";
		text_addf(&summary, "%s%s", was, *draft->list ? draft->list : "without phones");
	} else {
		if (draft->name)
			add_part(&summary, fields[FIELD_NAME].key);
		if (draft->list_changes)
			sum_up_phones(draft, &summary);
		if (draft->group)
			add_part(&summary, fields[FIELD_GROUP].key);
	}
	sum_up_column(draft, &summary, plan_protocol_changes, FIELD_PROTOCOL);
	sum_up_column(draft, &summary, plan_active_changes, FIELD_ACTIVE);
	draft->plan->changed = arena_text(draft->mem, summary.bytes ? summary.bytes : "");
	text_free(&summary);
}

void plan_review(Draft *draft)
{
	Plan *plan = draft->plan;
	if (draft->wish->kind == PLAN_DELETE)
		tell_delete(draft);
	else
		tell_edit(draft);
	sum_up(draft);
	plan->record_count = plan->step_count;
	if (draft->wish->kind == PLAN_DELETE)
		plan->change_count = 1;
}
