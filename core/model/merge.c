#include "core/model/merge.h"

#include <assert.h>
#include <string.h>

/* --- phone lists --- */

static void add_login(Text *list, const char *login)
{
	if (*login && !logins_have(list->bytes, login))
		text_addf(list, "%s%s", list->length ? "," : "", login);
}

static void add_missing(Text *list, const char *from, const char *opened)
{
	const char *item;
	size_t length;
	char login[UTF8_CAP(LOGINS_LIST_MAX)];
	while (logins_next(&from, &item, &length)) {
		text_format(login, sizeof login, "%.*s", (int)length, item);
		if (!logins_have(opened, login))
			add_login(list, login);
	}
}

typedef struct { const char *opened, *theirs, *mine, *changed_by_them, *changed_by_me; } Sides;

/* A login that was there: does it stay, and what is to be told of it? */
static bool stays(const Sides *sides, const char *login, Text *told)
{
	bool theirs = logins_have(sides->theirs, login), mine = logins_have(sides->mine, login);
	const char *between = told->length ? "; " : "";
	if (theirs && mine)
		return true;
	if (theirs && logins_have(sides->changed_by_them, login)) {
		text_addf(told, "%s%s stays: you removed it, they changed it", between, login);
		return true;
	}
	if (mine && logins_have(sides->changed_by_me, login)) {
		text_addf(told, "%s%s stays: they removed it, you changed it", between, login);
		return true;
	}
	text_addf(told, "%s%s removed by %s", between, login, theirs ? "you" : mine ? "them" : "both");
	return false;
}

const char *merge_lists(Arena *mem, const char *opened, const char *theirs, const char *mine, const char *changed_by_them,
                        const char *changed_by_me, const char **told)
{
	Sides sides = { opened, theirs, mine, changed_by_them, changed_by_me };
	Text list = { 0 }, words = { 0 };
	const char *at = opened, *item;
	size_t length;
	char login[UTF8_CAP(LOGINS_LIST_MAX)];
	while (logins_next(&at, &item, &length)) {
		text_format(login, sizeof login, "%.*s", (int)length, item);
		if (*login && stays(&sides, login, &words))
			add_login(&list, login);
	}
	add_missing(&list, theirs, opened);
	add_missing(&list, mine, opened);
	const char *merged = arena_text(mem, list.bytes ? list.bytes : "");
	*told = arena_text(mem, words.bytes ? words.bytes : "");
	text_free(&list);
	text_free(&words);
	return merged;
}

/* --- rows --- */

static bool same(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

/* Of a phone that is not there now, was not, or was not read, only what I change counts. */
bool merge_differs(const MergeRow *row)
{
	if (row->login && (!row->now || !row->opened))
		return !same(row->now ? row->now : row->opened, row->mine);
	return !same(row->opened, row->now) || !same(row->now, row->mine);
}

bool merge_others(const Merge *merge)
{
	for (size_t i = 0; i < merge->count; i++) {
		const MergeRow *row = &merge->rows[i];
		bool read = row->now || !row->login;     /* of a phone that left the list nothing is known yet */
		if (read && !same(row->now, row->opened) && !same(row->now, row->mine))
			return true;
	}
	return false;
}

bool merge_offers(const MergeRow *row, Keep keep)
{
	return keep == KEEP_BOTH ? row->both != NULL : keep == KEEP_MINE ? row->mine && (row->now || !row->login) : row->now != NULL;
}

const char *merge_kept(const MergeRow *row)
{
	return row->keep == KEEP_BOTH ? row->both : row->keep == KEEP_MINE ? row->mine : row->now;
}

static const PhoneRow *find_phone(const Record *record, Value extension, Value server_ip)
{
	for (size_t i = 0; record && i < record->phone_count; i++)
		if (value_equal(record->phones[i].extension.raw, extension) && value_equal(record->phones[i].server_ip.raw, server_ip))
			return &record->phones[i];
	return NULL;
}

static const Stored *stored_in(const Record *record, const MergeRow *row)
{
	if (row->login) {
		const PhoneRow *phone = find_phone(record, row->extension, row->server_ip);
		return !phone || phone->hidden ? NULL : row->column == COLUMN_PROTOCOL ? &phone->protocol : &phone->active;
	}
	switch (record ? row->column : COLUMN_COUNT) {
	case COLUMN_ALIAS_NAME:  return &record->name;
	case COLUMN_LOGINS_LIST: return &record->logins;
	case COLUMN_USER_GROUP:  return &record->user_group;
	default:                 return NULL;
	}
}

static const char *text_in(Arena *mem, const Record *record, const MergeRow *row)
{
	const Stored *stored = stored_in(record, row);
	return stored ? arena_text(mem, stored->text) : NULL;
}

/* Logins of the phones that a side changed a column of. */
static const char *changed_phones(const Merge *merge, bool mine)
{
	Text list = { 0 };
	for (size_t i = 0; i < merge->count; i++) {
		const MergeRow *row = &merge->rows[i];
		const char *is = mine ? row->mine : row->now;
		if (row->login && is && !same(is, row->opened))
			add_login(&list, row->login);
	}
	const char *out = arena_text(merge->mem, list.bytes ? list.bytes : "");
	text_free(&list);
	return out;
}

static Keep first_choice(const MergeRow *row)
{
	bool mine = row->mine && !same(row->mine, row->opened) && !same(row->mine, row->now);
	return row->both ? KEEP_BOTH : mine && merge_offers(row, KEEP_MINE) ? KEEP_MINE : row->now ? KEEP_THEIRS : KEEP_MINE;
}

static void see_row(Merge *merge, MergeRow *row, const Record *now)
{
	const char *was = row->now;
	row->now = text_in(merge->mem, now, row);
	row->both = NULL;
	row->told = "";
	if (row->column == COLUMN_LOGINS_LIST && row->opened && row->now && row->mine && !same(row->opened, row->now) &&
	    !same(row->opened, row->mine) && !same(row->now, row->mine))
		row->both = merge_lists(merge->mem, row->opened, row->now, row->mine, changed_phones(merge, false),
		                        changed_phones(merge, true), &row->told);
	if (!same(was, row->now) || !merge_offers(row, row->keep))
		row->keep = first_choice(row);
}

/* Phones first: which of them a side changed counts for the list. */
void merge_see(Merge *merge, const Record *now)
{
	merge->gone = !now;
	for (size_t i = merge->count; i-- > 0;)
		see_row(merge, &merge->rows[i], now);
}

void merge_free(Merge *merge)
{
	if (merge)
		arena_free(merge->mem);
}

/* --- where the versions come from --- */

static Merge *merge_new(const char *alias, size_t cap)
{
	Arena *mem = arena_new();
	Merge *merge = arena_take(mem, sizeof *merge);
	*merge = (Merge){ .mem = mem, .rows = arena_take(mem, cap * sizeof *merge->rows) };
	text_copy(merge->alias.text, sizeof merge->alias.text, alias);
	return merge;
}

static MergeRow *add_row(Merge *merge, MergeRow row)
{
	row.opened = arena_text(merge->mem, row.opened);
	row.mine = arena_text(merge->mem, row.mine);
	row.keep = KEEP_COUNT;
	merge->rows[merge->count] = row;
	return &merge->rows[merge->count++];
}

static MergeRow phone_row(Merge *merge, ColumnId column, const char *login, Value extension, Value server_ip)
{
	return (MergeRow){ .column = column, .login = arena_text(merge->mem, login ? login : ""),
	                   .extension = value_copy(merge->mem, extension), .server_ip = value_copy(merge->mem, server_ip) };
}

static bool is_step_of(const Step *step, const MergeRow *row)
{
	return row->login ? step->table == TABLE_PHONE && value_equal(step->columns[0].before, row->extension) &&
	                        value_equal(step->columns[1].before, row->server_ip)
	                  : step->table == TABLE_ALIAS;
}

/* What the plan writes there; else what was opened. */
static const char *planned(Merge *merge, const Plan *plan, const MergeRow *row)
{
	for (size_t i = 0; i < plan->step_count; i++)
		for (size_t at = 0; is_step_of(&plan->steps[i], row) && at < plan->steps[i].column_count; at++) {
			const StepColumn *column = &plan->steps[i].columns[at];
			if (column->column == row->column && column->writes)
				return column->after.null ? NULL : arena_bytes(merge->mem, column->after.bytes, column->after.length);
		}
	return row->opened;
}

static void add_edited(Merge *merge, const Record *opened, const Plan *mine, MergeRow row)
{
	row.opened = text_in(merge->mem, opened, &row);
	row.mine = planned(merge, mine, &row);
	add_row(merge, row);
}

Merge *merge_edit(const Record *opened, const Record *now, const Plan *mine)
{
	Merge *merge = merge_new(mine->alias.text, 3 + 2 * opened->phone_count);
	for (ColumnId column = COLUMN_ALIAS_NAME; column <= COLUMN_USER_GROUP; column++)
		add_edited(merge, opened, mine, (MergeRow){ .column = column });
	for (size_t i = 0; i < opened->phone_count; i++)
		for (ColumnId column = COLUMN_PROTOCOL; column <= COLUMN_ACTIVE && !opened->phones[i].hidden; column++) {
			const PhoneRow *phone = &opened->phones[i];
			add_edited(merge, opened, mine, phone_row(merge, column, phone->login.text, phone->extension.raw, phone->server_ip.raw));
		}
	merge_see(merge, now);
	return merge;
}

/* A history tells SQL's NULL by its name. */
static const char *state_text(const char *told)
{
	return told && strcmp(told, "NULL") != 0 ? told : NULL;
}

/* What is not known of a column stays as it was. */
static void add_states(Merge *merge, const AliasState *opened, const AliasState *mine)
{
	for (ColumnId column = COLUMN_ALIAS_NAME; column <= COLUMN_USER_GROUP; column++)
		add_row(merge, (MergeRow){ .column = column, .opened = state_text(opened->of[column]),
		                           .mine = state_text(mine->of[column] ? mine->of[column] : opened->of[column]) });
}

static void add_cell(Merge *merge, const PhoneChange *change, const char *opened, const char *mine)
{
	MergeRow row = phone_row(merge, change->column, change->login, change->extension, change->server_ip);
	row.opened = state_text(opened);
	row.mine = state_text(mine);
	add_row(merge, row);
}

Merge *merge_undo(const char *alias, const Version *change, const Record *now)
{
	Merge *merge = merge_new(alias, 3 + change->phone_count);
	add_states(merge, &change->after, &change->before);
	for (size_t i = 0; i < change->phone_count; i++)
		add_cell(merge, &change->phones[i], change->phones[i].after, change->phones[i].before);
	merge_see(merge, now);
	return merge;
}

static bool has_cell(const Merge *merge, const PhoneChange *change)
{
	for (size_t i = 0; i < merge->count; i++)
		if (merge->rows[i].login && merge->rows[i].column == change->column &&
		    value_equal(merge->rows[i].extension, change->extension) && value_equal(merge->rows[i].server_ip, change->server_ip))
			return true;
	return false;
}

/* What a version wrote stands with it; what a newer one wrote was, before the oldest of them, as it was with it. */
static void add_cells(Merge *merge, const Version *from, bool is_it)
{
	for (size_t i = 0; i < from->phone_count && version_wrote(from); i++)
		if (!has_cell(merge, &from->phones[i]))
			add_cell(merge, &from->phones[i], from->phones[i].now, is_it ? from->phones[i].after : from->phones[i].before);
}

Merge *merge_restore(const History *history, size_t version, const Record *now)
{
	assert(version < history->count);
	const Version *it = &history->versions[version];
	size_t cells = 0;
	for (size_t i = 0; i <= version; i++)
		cells += history->versions[i].phone_count;
	Merge *merge = merge_new(history->alias.text, 3 + cells);
	add_states(merge, &history->now, version_wrote(it) && it->kind != PLAN_DELETE ? &it->after : &it->before);
	add_cells(merge, it, true);
	for (size_t i = version; i-- > 0;)
		add_cells(merge, &history->versions[i], false);
	for (size_t i = 0; i < merge->count; i++)
		merge->rows[i].opened = text_in(merge->mem, now, &merge->rows[i]);
	merge_see(merge, now);
	return merge;
}

/* --- what comes of it --- */

static void wish_phone(const MergeRow *row, PhoneWish *phones, size_t *count)
{
	size_t at = 0;
	while (at < *count && !(value_equal(phones[at].extension, row->extension) && value_equal(phones[at].server_ip, row->server_ip)))
		at++;
	if (at == *count)
		phones[(*count)++] = (PhoneWish){ .extension = row->extension, .server_ip = row->server_ip };
	if (row->column == COLUMN_PROTOCOL)
		phones[at].protocol = row->mine;
	else
		phones[at].active = row->mine;
}

Wish merge_wish(const Merge *merge)
{
	Wish wish = { .kind = merge->gone ? PLAN_ADD : PLAN_EDIT, .leaves_out = true };
	PhoneWish *phones = arena_take(merge->mem, (merge->count + 1) * sizeof *phones);
	for (size_t i = 0; i < merge->count; i++) {
		const MergeRow *row = &merge->rows[i];
		if (row->login && row->keep == KEEP_MINE && row->mine && !same(row->mine, merge->gone ? row->opened : row->now))
			wish_phone(row, phones, &wish.phone_count);
		else if (!row->login && !same(merge_kept(row), row->now))
			wish.value[state_fields[row->column]] = merge_kept(row) ? merge_kept(row) : "";
	}
	if (merge->gone)
		wish.value[FIELD_ID] = merge->alias.text;
	wish.phones = phones;
	return wish;
}
