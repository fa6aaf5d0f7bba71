#include "core/model/tally.h"

#include <stdlib.h>
#include <string.h>


/* Counts of the interned values by number: what repeats on every row needs no sorting. last: the alias that was counted last. */
typedef struct {
	size_t phones, aliases, last;
} Count;

enum { ACTIVE_VALUES = 3 };                  /* NULL, N, Y */

typedef struct {
	const Catalog *cat;
	Tally         *tally;
	Count         *protocols, *groups, actives[ACTIVE_VALUES];
	uint8_t       *phone_seen;
	const char   **names, **missing; size_t missing_count, missing_cap;
} Counting;

static void count_one(Count *count, size_t alias, bool phone_is_new)
{
	count->phones += phone_is_new;
	count->aliases += count->last != alias + 1;
	count->last = alias + 1;
}

static void count_phones(Counting *counting, const Alias *alias, size_t number)
{
	const Catalog *cat = counting->cat;
	PhoneWalk      walk = { 0 };
	const Phone   *phone;
	while ((phone = catalog_walk(cat, alias, &walk))) {
		size_t at = (size_t)(phone - cat->phones);
		bool   new = !counting->phone_seen[at];
		if (phone->hidden)
			continue;
		counting->phone_seen[at] = 1;
		counting->tally->phones += new;
		if (!counting->tally->login)
			counting->tally->login = arena_text(counting->tally->mem, phone->login);
		count_one(&counting->protocols[phone->protocol], number, new);
		count_one(&counting->actives[phone->active == 'Y' ? 2 : phone->active == 'N'], number, new);
	}
}

static void count_missing(Counting *counting, const Alias *alias)
{
	const char  *at = alias->logins, *item;
	const Phone *first;
	size_t       length, before = counting->missing_count;
	for (size_t member = 0; member < alias->member_count && logins_next(&at, &item, &length); member++) {
		if (catalog_member(counting->cat, alias, member, &first) || length == 0)
			continue;
		if (counting->missing_count == counting->missing_cap) {
			counting->missing_cap = 2 * counting->missing_cap + 16;
			counting->missing = mem_grow(counting->missing, counting->missing_cap * sizeof *counting->missing);
		}
		counting->missing[counting->missing_count++] = arena_bytes(counting->tally->mem, item, length);
	}
	if (counting->missing_count > before)
		counting->tally->blocked[counting->tally->blocked_count++] = arena_text(counting->tally->mem, alias->id);
}

static int by_count(const void *a, const void *b)
{
	const TallyValue *left = a, *right = b;
	size_t x = left->phones ? left->phones : left->aliases, y = right->phones ? right->phones : right->aliases;
	return x > y ? -1 : x < y ? 1 : strcmp(left->value, right->value);
}

/* NULL and what is empty are told as one. */
static void list_add(Tally *tally, TallyList *list, const char *value, const Count *count)
{
	size_t at = 0;
	while (at < list->count && strcmp(list->values[at].value, value) != 0)
		at++;
	if (at < list->count) {
		list->values[at].phones += count->phones;
		list->values[at].aliases += count->aliases;
	} else if (count->aliases)
		list->values[list->count++] = (TallyValue){ arena_text(tally->mem, value), count->phones, count->aliases };
}

static TallyList list_of_names(Counting *counting, const Count *counts)
{
	const Catalog *cat = counting->cat;
	TallyList      list = { .values = arena_take(counting->tally->mem, (cat->name_count + 1) * sizeof *list.values) };
	for (size_t i = 0; i < cat->name_count; i++)
		list_add(counting->tally, &list, catalog_name(cat, (uint16_t)i), &counts[i]);
	qsort(list.values, list.count, sizeof *list.values, by_count);
	return list;
}

static void list_actives(Counting *counting)
{
	static const char *const values[ACTIVE_VALUES] = { "", "N", "Y" };
	TallyList               *list = &counting->tally->actives;

	list->values = arena_take(counting->tally->mem, ACTIVE_VALUES * sizeof *list->values);
	for (size_t i = 0; i < ACTIVE_VALUES; i++)
		list_add(counting->tally, list, values[i], &counting->actives[i]);
	qsort(list->values, list->count, sizeof *list->values, by_count);
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static int by_login(const void *a, const void *b)
{
	return login_compare(*(const char *const *)a, *(const char *const *)b);
}

static void list_missing(Counting *counting)
{
	TallyList *list = &counting->tally->missing;
	list->values = arena_take(counting->tally->mem, (counting->missing_count + 1) * sizeof *list->values);
	if (counting->missing_count)
		qsort(counting->missing, counting->missing_count, sizeof *counting->missing, by_login);
	for (size_t i = 0; i < counting->missing_count; i++) {
		bool new = i == 0 || login_compare(counting->missing[i - 1], counting->missing[i]) != 0;
		list->count += new;
		list->values[list->count - 1].value = new ? counting->missing[i] : list->values[list->count - 1].value;
		list->values[list->count - 1].aliases++;
	}
}

static void count_names(Counting *counting)
{
	Tally *tally = counting->tally;
	if (tally->aliases)
		qsort(counting->names, tally->aliases, sizeof *counting->names, by_text);
	for (size_t i = 0; i < tally->aliases; i++)
		tally->names += i == 0 || strcmp(counting->names[i - 1], counting->names[i]) != 0;
	tally->name = tally->aliases ? arena_text(tally->mem, counting->names[0]) : "";
}

Tally *tally_make(const Catalog *cat, const AliasId *ids, size_t count)
{
	Tally   *tally = mem_take(sizeof *tally);
	Counting counting = {
		.cat = cat, .tally = tally, .names = mem_take((count + 1) * sizeof *counting.names),
		.protocols = mem_take((cat->name_count + 1) * sizeof(Count)), .groups = mem_take((cat->name_count + 1) * sizeof(Count)),
		.phone_seen = mem_take(cat->phone_count + 1),
	};
	tally->mem = arena_new();
	tally->blocked = arena_take(tally->mem, (count + 1) * sizeof *tally->blocked);
	for (size_t i = 0; i < count; i++) {
		const Alias *alias = catalog_find(cat, ids[i].text);
		tally->gone += !alias;
		if (!alias)
			continue;
		counting.names[tally->aliases++] = alias->name ? alias->name : "";
		count_one(&counting.groups[alias->user_group], i, false);
		count_phones(&counting, alias, i);
		count_missing(&counting, alias);
	}
	tally->protocols = list_of_names(&counting, counting.protocols);
	tally->groups = list_of_names(&counting, counting.groups);
	list_actives(&counting);
	list_missing(&counting);
	count_names(&counting);
	mem_free(counting.names);
	mem_free(counting.protocols);
	mem_free(counting.groups);
	mem_free(counting.phone_seen);
	mem_free(counting.missing);
	return tally;
}

void tally_free(Tally *tally)
{
	if (!tally)
		return;
	arena_free(tally->mem);
	mem_free(tally);
}
