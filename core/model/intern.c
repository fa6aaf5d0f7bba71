#include "core/model/intern.h"

#include <string.h>

static size_t hash_of(const char *text)
{
	uint64_t hash = 0xCBF29CE484222325;      /* FNV-1a */
	for (; *text; text++)
		hash = (hash ^ (unsigned char)*text) * 0x100000001B3;
	return (size_t)(hash ^ hash >> 32);
}

/* The slot of the text, or the free one where it belongs. */
static uint16_t *slot_of(const Intern *intern, const char *text)
{
	for (size_t at = hash_of(text);; at++) {
		uint16_t *slot = &intern->slots[at & (intern->slot_count - 1)];
		if (!*slot || strcmp(intern->texts[*slot], text) == 0)
			return slot;
	}
}

static void grow(Intern *intern)
{
	intern->cap = intern->cap ? 2 * intern->cap : 64;
	intern->texts = mem_grow(intern->texts, intern->cap * sizeof *intern->texts);
	if (!intern->count)
		intern->texts[intern->count++] = NULL;

	mem_free(intern->slots);
	intern->slot_count = 2 * intern->cap;
	intern->slots = mem_take(intern->slot_count * sizeof *intern->slots);
	for (size_t i = 1; i < intern->count; i++)
		*slot_of(intern, intern->texts[i]) = (uint16_t)i;
}

uint16_t intern_add(Intern *intern, Arena *mem, const char *text)
{
	if (intern->count == intern->cap)
		grow(intern);
	if (!text)
		return 0;
	uint16_t *slot = slot_of(intern, text);
	if (*slot || intern->count > INTERN_REST)
		return *slot ? *slot : INTERN_REST;
	intern->texts[intern->count] = intern->count == INTERN_REST ? "…" : arena_text(mem, text);
	if (intern->count < INTERN_REST)
		*slot = (uint16_t)intern->count;
	return (uint16_t)intern->count++;
}

void intern_free(Intern *intern)
{
	mem_free(intern->texts);
	mem_free(intern->slots);
	*intern = (Intern){ 0 };
}
