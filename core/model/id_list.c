#include "core/model/id_list.h"

#include <stdlib.h>
#include <string.h>

static const char separators[] = "\n\r\t ,;\"'";

typedef struct {
	const char *id;
	size_t      place;
} Placed;

static int by_id(const void *a, const void *b)
{
	const Placed *left = a, *right = b;
	int side = login_compare(left->id, right->id);
	return side ? side : left->place < right->place ? -1 : 1;
}

static int by_place(const void *a, const void *b)
{
	const Placed *left = a, *right = b;
	return left->place < right->place ? -1 : left->place > right->place;
}

static size_t split(Arena *mem, const char *text, Placed *out)
{
	size_t count = 0;
	for (const char *at = text + strspn(text, separators); *at; at += strspn(at, separators)) {
		size_t length = strcspn(at, separators);
		if (out)
			out[count] = (Placed){ arena_bytes(mem, at, length), count };
		count++;
		at += length;
	}
	return count;
}

IdList id_list_parse(Arena *mem, const char *text)
{
	size_t  count = split(mem, text, NULL), kept = 0;
	Placed *placed = mem_take((count + 1) * sizeof *placed);
	IdList  list = { .ids = arena_take(mem, (count + 1) * sizeof *list.ids) };
	split(mem, text, placed);
	qsort(placed, count, sizeof *placed, by_id);
	for (size_t i = 0; i < count; i++)
		if (!kept || login_compare(placed[kept - 1].id, placed[i].id) != 0)
			placed[kept++] = placed[i];
	qsort(placed, kept, sizeof *placed, by_place);
	while (list.count < kept) {
		list.ids[list.count] = placed[list.count].id;
		list.count++;
	}
	mem_free(placed);
	return list;
}

IdList id_list_unknown(Arena *mem, const IdList *list, const Catalog *cat, size_t *known)
{
	IdList unknown = { .ids = arena_take(mem, (list->count + 1) * sizeof *unknown.ids) };
	for (size_t i = 0; i < list->count; i++)
		if (!catalog_find(cat, list->ids[i]))
			unknown.ids[unknown.count++] = list->ids[i];
	*known = list->count - unknown.count;
	return unknown;
}
