#include "core/model/history.h"

#include <string.h>

enum { LOGINS_AT_MOST = 3 };

const FieldId state_fields[STATE_COLUMNS] = {
	[COLUMN_ALIAS_ID] = FIELD_ID, [COLUMN_ALIAS_NAME] = FIELD_NAME, [COLUMN_LOGINS_LIST] = FIELD_PHONES,
	[COLUMN_USER_GROUP] = FIELD_GROUP,
};

const char *const version_sources[] = {
	[BY_US] = "vicialias", [BY_WEB] = "web page", [BY_API] = "API", [BY_ANOTHER_HOST] = "vicialias elsewhere",
};

void history_free(History *history)
{
	if (history)
		arena_free(history->mem);
}

bool version_wrote(const Version *version)
{
	return step_class_wrote(version->class) || version->class == CLASS_ALREADY || version->class == CLASS_PARTIAL;
}

/* --- differences --- */

static bool lists(const char *list, const char *login, size_t length)
{
	const char *item;
	size_t item_length;
	while (logins_next(&list, &item, &item_length))
		if (item_length == length && strncasecmp(item, login, length) == 0)
			return true;
	return false;
}

/* " +8302c" for each login that one list has and the other has not; " +12" when they are many. */
static void add_logins(Text *out, const char *list, const char *other, char sign)
{
	const char *item;
	size_t length, count = 0, from = out->length;
	while (logins_next(&list, &item, &length))
		if (length > 0 && !lists(other, item, length) && ++count <= LOGINS_AT_MOST)
			text_addf(out, " %c%.*s", sign, (int)length, item);
	if (count <= LOGINS_AT_MOST)
		return;
	out->bytes[out->length = from] = '\0';
	text_addf(out, " %c%zu", sign, count);
}

void state_differences(Text *out, const AliasState *before, const AliasState *after)
{
	for (ColumnId column = COLUMN_ALIAS_NAME; column <= COLUMN_USER_GROUP; column++) {
		const char *was = before->of[column], *is = after->of[column];
		if (!was || !is || strcmp(was, is) == 0)
			continue;
		text_addf(out, "%s%s", out->length ? "; " : "", fields[state_fields[column]].key);
		if (column == COLUMN_LOGINS_LIST) {
			size_t from = out->length;
			add_logins(out, is, was, '+');
			add_logins(out, was, is, '-');
			text_add(out, out->length == from ? " reordered" : "");
		}
	}
}

/* --- one order of two logs --- */

static bool is_newer(const Version *our, const Version *their)
{
	return our->log_id ? our->log_id > their->log_id : our->at_us >= their->at_us;
}

static Version *join(Arena *mem, const Version *ours, size_t our_count, const Version *theirs, size_t their_count)
{
	Version *all = arena_take(mem, (our_count + their_count + 1) * sizeof *all), *to = all;
	while (our_count + their_count > 0) {
		bool our = their_count == 0 || (our_count > 0 && is_newer(ours, theirs));
		*to++ = our ? *ours++ : *theirs++;
		our_count -= our;
		their_count -= !our;
	}
	return all;
}

/* --- what follows from each other --- */

/* A change that says nothing of a column left it as it was: so it was before the newer one. */
static void fill_back(Version *older, const Version *newer)
{
	for (ColumnId column = COLUMN_ALIAS_NAME; column <= COLUMN_USER_GROUP && older->kind == PLAN_EDIT; column++)
		if (!older->after.of[column] && newer->before.of[column])
			older->before.of[column] = older->after.of[column] = newer->before.of[column];
}

static void fill_forward(Version *newer, const AliasState *state)
{
	for (ColumnId column = COLUMN_ALIAS_NAME; column <= COLUMN_USER_GROUP; column++) {
		if (!newer->before.of[column] && newer->kind != PLAN_ADD)
			newer->before.of[column] = state->of[column];
		if (!newer->after.of[column] && newer->kind == PLAN_EDIT)
			newer->after.of[column] = newer->before.of[column];
	}
}

static void fill(Version *versions, size_t count)
{
	AliasState state = { .of = { NULL } };
	for (size_t i = 1; i < count; i++)
		fill_back(&versions[i], &versions[i - 1]);
	for (size_t i = count; i-- > 0;) {
		fill_forward(&versions[i], &state);
		state = version_wrote(&versions[i]) ? versions[i].after : versions[i].before;
	}
}

/* --- words --- */

static bool knows(const AliasState *state)
{
	for (ColumnId column = COLUMN_ALIAS_NAME; column <= COLUMN_USER_GROUP; column++)
		if (state->of[column])
			return true;
	return false;
}

static const char *what_of(Arena *mem, const Version *version)
{
	Text text = { 0 };
	if (version->kind == PLAN_ADD)
		return "created";
	if (version->kind == PLAN_DELETE)
		return "deleted";
	state_differences(&text, &version->before, &version->after);
	if (text.length == 0)
		text_add(&text, knows(&version->before) ? "saved unchanged" : "saved");
	const char *what = arena_text(mem, text.bytes);
	text_free(&text);
	return what;
}

static void say_what(Arena *mem, Version *version)
{
	if (!version->what || (version->kind != PLAN_EDIT && !version->is_undo))
		version->what = what_of(mem, version);
	if (version->class == CLASS_COUNT || version->class == CLASS_INDETERMINATE)
		version->what = arena_format(mem, "%s (not known whether written)", version->what);
	else if (!version_wrote(version))
		version->what = arena_format(mem, "%s (not written)", version->what);
}

static AliasState state_of(const Record *record)
{
	const Stored *stored[STATE_COLUMNS] = {
		[COLUMN_ALIAS_NAME] = &record->name, [COLUMN_LOGINS_LIST] = &record->logins, [COLUMN_USER_GROUP] = &record->user_group,
	};
	AliasState state = { .of = { NULL } };
	for (ColumnId column = COLUMN_ALIAS_NAME; column <= COLUMN_USER_GROUP; column++)
		state.of[column] = stored[column]->raw.null ? "NULL" : stored[column]->text;
	return state;
}

/* What a phone has now in a column; NULL when the record has no such phone. */
static const char *phone_now(const Record *record, const PhoneChange *change)
{
	for (size_t i = 0; i < record->phone_count; i++) {
		const PhoneRow *row = &record->phones[i];
		const Stored *stored = change->column == COLUMN_PROTOCOL ? &row->protocol : &row->active;
		if (value_equal(row->extension.raw, change->extension) && value_equal(row->server_ip.raw, change->server_ip))
			return stored->raw.null ? "NULL" : stored->text;
	}
	return NULL;
}

static bool same_cell(const PhoneChange *a, const PhoneChange *b)
{
	return a->column == b->column && value_equal(a->extension, b->extension) && value_equal(a->server_ip, b->server_ip);
}

static bool written_since(const Version *versions, size_t before, const PhoneChange *change)
{
	for (size_t i = 0; i < before; i++)
		for (size_t at = 0; at < versions[i].phone_count && version_wrote(&versions[i]); at++)
			if (same_cell(&versions[i].phones[at], change))
				return true;
	return false;
}

/* "; 8302b active" for each phone that is not as we wrote it last. */
static void add_phone_differences(Text *out, const Version *versions, size_t count)
{
	for (size_t i = 0; i < count; i++)
		for (size_t at = 0; at < versions[i].phone_count && version_wrote(&versions[i]); at++) {
			const PhoneChange *change = &versions[i].phones[at];
			if (change->now && strcmp(change->now, change->after) != 0 && !written_since(versions, i, change))
				text_addf(out, "%s%s %s", out->length ? "; " : "", change->login, plan_column_names[change->column]);
		}
}

static const char *standing_of(History *history, const Record *record)
{
	static const char *const outside[] = { [BY_WEB] = "web", [BY_API] = "API", [BY_ANOTHER_HOST] = "other host's" };
	const Version *newest = history->versions, *end = newest + history->count;
	while (newest < end && !version_wrote(newest))
		newest++;
	if (newest == end)
		return record ? "as stored; no change of it is known" : "it does not exist";
	const char *by = newest->source == BY_US ? arena_format(history->mem, "#%lld", (long long)newest->seq) :
	                                           arena_format(history->mem, "the %s change", outside[newest->source]);
	if (!record)
		return newest->kind == PLAN_DELETE ? "deleted" : "deleted outside since";
	Text text = { 0 };
	state_differences(&text, &newest->after, &history->now);
	add_phone_differences(&text, history->versions, history->count);
	if (newest->kind != PLAN_DELETE && text.length)
		history->drift = arena_text(history->mem, text.bytes);
	const char *standing = newest->kind == PLAN_DELETE ? "made again outside since" :
	                       text.length ? arena_format(history->mem, "changed outside since: %s", text.bytes) :
	                                     arena_format(history->mem, "as stored, matches %s", by);
	text_free(&text);
	return standing;
}

static AliasState state_copy(Arena *mem, AliasState state)
{
	for (ColumnId column = COLUMN_ALIAS_NAME; column <= COLUMN_USER_GROUP; column++)
		state.of[column] = arena_text(mem, state.of[column]);
	return state;
}

static void see_now(History *history, Version *versions, const Record *record)
{
	history->now = state_copy(history->mem, state_of(record));
	for (size_t i = 0; i < history->count; i++)
		for (size_t at = 0; at < versions[i].phone_count; at++)
			versions[i].phones[at].now = arena_text(history->mem, phone_now(record, &versions[i].phones[at]));
}

History *history_make(Arena *mem, const char *alias, Version *ours, size_t our_count, Version *theirs, size_t their_count,
                      const Record *record)
{
	History *history = arena_take(mem, sizeof *history);
	Version *versions = join(mem, ours, our_count, theirs, their_count);
	*history = (History){ .mem = mem, .versions = versions, .count = our_count + their_count, .exists = record != NULL };
	text_copy(history->alias.text, sizeof history->alias.text, alias);
	fill(versions, history->count);
	for (size_t i = 0; i < history->count; i++)
		say_what(mem, &versions[i]);
	if (record)
		see_now(history, versions, record);
	history->standing = standing_of(history, record);
	return history;
}
