#include "core/model/changes.h"

#include <stdlib.h>
#include <string.h>

/* --- prints --- */

#define PRINT_START 0xCBF29CE484222325u      /* FNV-1a */
#define PRINT_STEP  0x100000001B3u

static uint64_t print_bytes(uint64_t print, const char *bytes, size_t length)
{
	for (size_t i = 0; i < length; i++)
		print = (print ^ (unsigned char)bytes[i]) * PRINT_STEP;
	return print;
}

static uint64_t print_number(uint64_t print, uint64_t number)
{
	return (print ^ number) * PRINT_STEP;
}

/* With its end, so that "ab" and "c" are not "a" and "bc"; NULL is not "". */
static uint64_t print_text(uint64_t print, const char *text)
{
	return text ? print_bytes(print, text, strlen(text) + 1) : print_number(print, 0x100);
}

/* Texts that repeat on every row, by their number in this reading: the numbers differ from one to the next. */
typedef struct {
	uint64_t *names, *servers;
} Shared;

static Shared shared_prints(const Catalog *cat)
{
	Shared shared = {
		.names = mem_take((cat->name_count + 1) * sizeof *shared.names),
		.servers = mem_take((cat->server_count + 1) * sizeof *shared.servers),
	};
	for (size_t i = 0; i < cat->name_count; i++)
		shared.names[i] = print_text(PRINT_START, cat->names[i]);
	for (size_t i = 0; i < cat->server_count; i++)
		shared.servers[i] = print_text(print_text(PRINT_START, cat->servers[i].ip), cat->servers[i].id);
	return shared;
}

static uint64_t print_phone(uint64_t print, const Phone *phone, const Shared *shared)
{
	print = print_text(print, phone->extension);
	print = print_number(print, shared->servers[phone->server]);
	print = print_number(print, shared->names[phone->protocol]);
	return print_number(print, (uint64_t)(unsigned char)phone->active << 1 | phone->hidden);
}

static uint32_t print_alias(const Catalog *cat, const Alias *alias, const Shared *shared)
{
	uint64_t print = print_bytes(PRINT_START, alias->id, catalog_own_length(alias) + 1);
	print = print_number(print, shared->names[alias->user_group]);
	for (size_t member = 0; member < alias->member_count; member++) {
		const Phone *first;
		size_t count = catalog_member(cat, alias, member, &first);
		print = print_number(print, count);
		for (size_t i = 0; i < count; i++)
			print = print_phone(print, &first[i], shared);
	}
	return (uint32_t)(print ^ print >> 32);
}

const uint32_t *changes_prints(Arena *mem, const Catalog *cat)
{
	uint32_t *prints = arena_take(mem, (cat->alias_count + 1) * sizeof *prints);
	Shared shared = shared_prints(cat);
	for (size_t i = 0; i < cat->alias_count; i++)
		prints[i] = print_alias(cat, &cat->aliases[i], &shared);
	mem_free(shared.names);
	mem_free(shared.servers);
	return prints;
}

/* --- differences --- */

static void add(Changes *changes, size_t row)
{
	if ((changes->count & (changes->count + 1)) == 0)
		changes->rows = mem_grow(changes->rows, 2 * (changes->count + 1) * sizeof *changes->rows);
	changes->rows[changes->count++] = (uint32_t)row;
}

/* Both are in the order of their IDs; where the prints are equal, and that is nearly everywhere, no text is touched. */
void changes_find(Changes *out, const Catalog *before, const Catalog *now)
{
	size_t was = 0, is = 0;
	*out = (Changes){ 0 };
	while (was < before->alias_count && is < now->alias_count) {
		int side = before->prints[was] == now->prints[is] ? 0 : login_compare(before->aliases[was].id, now->aliases[is].id);
		if (side < 0) {
			out->gone++, was++;
			continue;
		}
		if (side > 0 || before->prints[was] != now->prints[is])
			add(out, is);
		was += side == 0;
		is++;
	}
	out->gone += before->alias_count - was;
	while (is < now->alias_count)
		add(out, is++);
}

/* Do they have a phone in common? Equal logins have equal members. */
static bool shares(const Catalog *cat, const Alias *a, const Alias *b)
{
	for (size_t i = 0; i < a->member_count; i++)
		for (size_t j = 0; j < b->member_count; j++) {
			uint32_t phone = cat->members[a->first_member + i];
			if (phone != NO_PHONE && phone == cat->members[b->first_member + j])
				return true;
		}
	return false;
}

void changes_without(Changes *changes, const Catalog *now, const char *id)
{
	const Alias *own = catalog_find(now, id);
	size_t kept = 0;
	for (size_t i = 0; own && i < changes->count; i++) {
		const Alias *alias = &now->aliases[changes->rows[i]];
		if (alias != own && !shares(now, alias, own))
			changes->rows[kept++] = changes->rows[i];
	}
	if (own)
		changes->count = kept;
	else if (changes->gone)
		changes->gone--;                     /* it was we who deleted it */
}

static int by_row(const void *a, const void *b)
{
	uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;
	return left < right ? -1 : left > right;
}

bool changes_has(const Changes *changes, size_t row)
{
	uint32_t wanted = (uint32_t)row;
	return changes->count && bsearch(&wanted, changes->rows, changes->count, sizeof wanted, by_row) != NULL;
}

void changes_free(Changes *changes)
{
	mem_free(changes->rows);
	*changes = (Changes){ 0 };
}
