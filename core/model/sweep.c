#include "core/model/sweep.h"

#include <assert.h>
#include <string.h>

#include "core/model/search.h"

/* --- kinds --- */

enum { SLOTS = 1 << 17, NO_KIND = KIND_REST };

typedef struct {
	uint16_t *slots;                         /* by hash, NO_KIND: free */
	uint32_t *rows;                          /* the first of each kind */
	size_t    count;
} Kinds;

static uint64_t mix(uint64_t hash, uint64_t number)
{
	return (hash ^ number) * 0x100000001B3;
}

static uint64_t kind_hash(const Catalog *cat, const Alias *alias)
{
	PhoneWalk walk = { 0 };
	uint64_t hash = mix(0xCBF29CE484222325, alias->user_group);
	for (const Phone *phone; (phone = catalog_walk(cat, alias, &walk));)
		if (!phone->hidden)
			hash = mix(hash, (uint64_t)phone->server << 32 | (uint64_t)phone->protocol << 8 | (unsigned char)phone->active);
	hash = mix(hash, walk.missing);
	return hash ^ hash >> 32;
}

static const Phone *next_shown(const Catalog *cat, const Alias *alias, PhoneWalk *walk)
{
	const Phone *phone;
	do
		phone = catalog_walk(cat, alias, walk);
	while (phone && phone->hidden);
	return phone;
}

static bool are_alike(const Catalog *cat, const Alias *a, const Alias *b)
{
	PhoneWalk walk_a = { 0 }, walk_b = { 0 };
	const Phone *phone_a, *phone_b;
	do {
		phone_a = next_shown(cat, a, &walk_a);
		phone_b = next_shown(cat, b, &walk_b);
	} while (phone_a && phone_b && phone_a->server == phone_b->server && phone_a->protocol == phone_b->protocol &&
	         phone_a->active == phone_b->active);
	return !phone_a && !phone_b && walk_a.missing == walk_b.missing && a->user_group == b->user_group;
}

static uint16_t kind_of(const Catalog *cat, Kinds *kinds, size_t row)
{
	for (size_t at = (size_t)kind_hash(cat, &cat->aliases[row]);; at++) {
		uint16_t *slot = &kinds->slots[at % SLOTS];
		if (*slot == NO_KIND) {
			if (kinds->count == KIND_REST)
				return KIND_REST;
			kinds->rows[kinds->count] = (uint32_t)row;
			*slot = (uint16_t)kinds->count++;
			return *slot;
		}
		if (are_alike(cat, &cat->aliases[kinds->rows[*slot]], &cat->aliases[row]))
			return *slot;
	}
}

static void lay_kinds(Arena *mem, Catalog *cat)
{
	Kinds kinds = { .slots = mem_grow(NULL, SLOTS * sizeof *kinds.slots), .rows = mem_take(KIND_REST * sizeof *kinds.rows) };
	uint16_t *of = arena_take(mem, (cat->alias_count + 1) * sizeof *of);
	memset(kinds.slots, 0xFF, SLOTS * sizeof *kinds.slots);
	for (size_t i = 0; i < cat->alias_count; i++)
		of[i] = kind_of(cat, &kinds, i);
	uint32_t *rows = arena_take(mem, (kinds.count + 1) * sizeof *rows);
	memcpy(rows, kinds.rows, kinds.count * sizeof *rows);
	cat->kinds = of;
	cat->kind_rows = rows;
	cat->kind_count = kinds.count;
	mem_free(kinds.slots);
	mem_free(kinds.rows);
}

/* --- texts --- */

static bool is_found(const Phone *phone)
{
	return !phone->hidden && phone->extension;
}

static size_t text_size(const Catalog *cat, const Alias *alias)
{
	PhoneWalk walk = { 0 };
	size_t size = catalog_own_length(alias) + 1;
	for (const Phone *phone; (phone = catalog_walk(cat, alias, &walk));)
		if (is_found(phone))
			size += strlen(phone->extension) + 1;
	return size;
}

/* The alias' own texts move; those of its phones are copied behind them. */
static char *lay_text(const Catalog *cat, Alias *alias, char *at)
{
	PhoneWalk walk = { 0 };
	size_t own = catalog_own_length(alias) + 1;
	const char *was = alias->id;
	alias->id = memcpy(at, was, own);
	alias->name = alias->name ? at + (alias->name - was) : NULL;
	alias->logins = alias->logins ? at + (alias->logins - was) : NULL;
	at += own;
	for (const Phone *phone; (phone = catalog_walk(cat, alias, &walk));)
		if (is_found(phone))
			at = stpcpy(at, phone->extension) + 1;
	return at;
}

static void lay_texts(Arena *mem, Catalog *cat, Alias *aliases)
{
	uint32_t *starts = arena_take(mem, (cat->alias_count + 1) * sizeof *starts);
	size_t total = 0;
	for (size_t i = 0; i < cat->alias_count; i++) {
		starts[i] = (uint32_t)total;
		total += text_size(cat, &aliases[i]);
	}
	assert(total <= UINT32_MAX);
	starts[cat->alias_count] = (uint32_t)total;

	char *texts = arena_take(mem, total + SEARCH_PAST), *at = texts;
	for (size_t i = 0; i < cat->alias_count; i++)
		at = lay_text(cat, &aliases[i], at);
	assert(at == texts + total);
	cat->texts = texts;
	cat->starts = starts;
}

void sweep_lay(Arena *mem, Catalog *cat, Alias *aliases)
{
	lay_texts(mem, cat, aliases);
	lay_kinds(mem, cat);
}
