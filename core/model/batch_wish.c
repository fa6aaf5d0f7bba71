/* From a wish for many aliases to the Wish of one of them. */
#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"
#include "core/model/batch_draft.h"

enum { NAME_WIDTH_MAX = 9 };

/* {n}, {n:03}, {n=101}, {n=101:03}: at stands behind the brace. NULL: it is none of these. */
static const char *read_mark(const char *at, unsigned long *first, int *width)
{
	char *end;
	*first = 1;
	*width = 0;
	if (*at++ != 'n')
		return NULL;
	if (*at == '=') {
		if (at[1] < '0' || at[1] > '9')
			return NULL;
		*first = strtoul(at + 1, &end, 10);
		at = end;
	}
	if (*at == ':') {
		if (at[1] != '0' || at[2] < '1' || at[2] > '0' + NAME_WIDTH_MAX)
			return NULL;
		*width = at[2] - '0';
		at += 3;
	}
	return *at == '}' ? at + 1 : NULL;
}

bool batch_name(const char *pattern, size_t row, char *out, size_t cap, Err *err)
{
	size_t length = 0;
	text_copy(out, cap, "");
	for (const char *at = pattern; *at; ) {
		size_t plain = strcspn(at, "{}");
		length += text_format(out + length, cap - length, "%.*s", (int)plain, at);
		at += plain;
		if (!*at)
			break;
		unsigned long first;
		int width;
		at = *at == '{' ? read_mark(at + 1, &first, &width) : NULL;
		if (!at)
			return fail(err, ERR_INPUT, "A number is asked for as {n}, {n:03}, {n=101} or {n=101:03}.");
		length += text_format(out + length, cap - length, "%0*lu", width, first + row);
	}
	return true;
}

static bool next_word(const char **at, const char **word, size_t *length)
{
	*at += strspn(*at, ", ");
	*word = *at;
	*length = strcspn(*at, ", ");
	*at += *length;
	return *length > 0;
}

static bool has_word(const char *words, const char *login)
{
	char word[UTF8_CAP(PHONE_LOGIN_MAX)];
	const char *from;
	size_t length;
	while (words && next_word(&words, &from, &length)) {
		text_format(word, sizeof word, "%.*s", (int)length, from);
		if (login_compare(word, login) == 0)
			return true;
	}
	return false;
}

/* The list without some logins and with others behind it; NULL: it stays as it is. */
static const char *list_after(Arena *mem, const BulkWish *wish, const char *list)
{
	Text after = { 0 };
	bool changes = false;
	const char *at = list, *item, *adds = wish->add;
	size_t length;
	while (logins_next(&at, &item, &length)) {
		const char *login = arena_bytes(mem, item, length);
		bool goes = has_word(wish->remove, login);
		changes = changes || goes;
		if (length > 0 && !goes)
			text_addf(&after, "%s%s", after.length ? "," : "", login);
	}
	while (adds && next_word(&adds, &item, &length)) {
		const char *login = arena_bytes(mem, item, length);
		if (logins_have(after.bytes, login))
			continue;
		text_addf(&after, "%s%s", after.length ? "," : "", login);
		changes = true;
	}
	const char *out = changes ? arena_text(mem, after.bytes ? after.bytes : "") : NULL;
	text_free(&after);
	return out;
}

static bool sees_phone(const Record *record, const char *login, bool *hidden)
{
	bool seen = false;
	*hidden = false;
	for (size_t i = 0; i < record->phone_count; i++) {
		const PhoneRow *phone = &record->phones[i];
		if (!phone->login.text || login_compare(phone->login.text, login) != 0)
			continue;
		seen = seen || !phone->hidden;
		*hidden = *hidden || phone->hidden;
	}
	return seen;
}

/* A plan skips phones that are missing, which a reviewer of one alias sees; among many it would go under that an alias is
 * only half of what was asked. NULL: nothing is in the way. */
static const char *phone_in_the_way(Arena *mem, const Record *record, const char *list)
{
	const char *item;
	size_t length, phones = 0;
	while (logins_next(&list, &item, &length)) {
		bool hidden;
		const char *login = arena_bytes(mem, item, length);
		if (length == 0)
			continue;
		if (!sees_phone(record, login, &hidden))
			return arena_format(mem, hidden ? "phone %s is outside your user groups" : "phone %s does not exist", login);
		phones++;
	}
	return phones ? NULL : "it has no phone";
}

static const char *why_blocked(Arena *mem, const Wish *wish, const Plan *plan, const Record *record)
{
	if (plan->problem_count)
		return arena_text(mem, plan->problems[0].text);
	if (plan->needs_login_count)
		return arena_format(mem, "phone %s was not looked up yet", plan->needs_logins[0]);
	if (plan->needs_extension_count)
		return arena_format(mem, "extension %s was not looked up yet", plan->needs_extensions[0]);
	bool phones = wish->kind == PLAN_EDIT && (wish->value[FIELD_PROTOCOL] || wish->value[FIELD_ACTIVE]);
	return phones ? phone_in_the_way(mem, record, plan->after[FIELD_PHONES]) : NULL;
}

void batch_plan_row(Batch *batch, size_t row, const BulkWish *wish, const Record *record)
{
	BatchRow *to = &batch->rows[row];
	Wish one = wish->wish;
	char name[UTF8_CAP(ALIAS_NAME_MAX) + 200];
	Err err;
	to->state = BATCH_BLOCKED;
	if (one.value[FIELD_NAME] && !batch_name(one.value[FIELD_NAME], row, name, sizeof name, &err)) {
		to->why = arena_text(batch->mem, err.text);
		return;
	}
	if (one.value[FIELD_NAME])
		one.value[FIELD_NAME] = name;
	if ((wish->add || wish->remove) && one.kind == PLAN_EDIT)
		one.value[FIELD_PHONES] = list_after(batch->mem, wish, record->logins.text);
	to->plan = plan_make(record, &one);
	const char *why = why_blocked(batch->mem, &one, to->plan, record);
	bool emptied = one.kind == PLAN_EDIT && one.value[FIELD_PHONES] && !*one.value[FIELD_PHONES];
	if (!why && emptied)
		why = "it would have no phone left";
	to->why = why ? why : "";
	to->state = why ? BATCH_BLOCKED : to->plan->step_count ? BATCH_CHANGE : BATCH_SAME;
}

const char *batch_title(Arena *mem, const BulkWish *wish)
{
	const char *title = wish->wish.kind == PLAN_DELETE ? "delete" : "";
	for (FieldId field = 0; field < FIELD_COUNT && wish->wish.kind == PLAN_EDIT; field++) {
		if (wish->wish.value[field])
			title = arena_format(mem, "%s%s%s → %s", title, *title ? ", " : "", fields[field].key, wish->wish.value[field]);
		if (field != FIELD_PHONES)
			continue;
		if (wish->add && *wish->add)
			title = arena_format(mem, "%s%s%s +%s", title, *title ? ", " : "", fields[field].key, wish->add);
		if (wish->remove && *wish->remove)
			title = arena_format(mem, "%s%s%s -%s", title, *title ? ", " : "", fields[field].key, wish->remove);
	}
	return title;
}
