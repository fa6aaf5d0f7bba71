/* The binding rows as a list, for the help and the palette. */
#include <string.h>

#include "tui/view.h"

static bool says_the_same(const Binding *a, const Binding *b)
{
	size_t first = strcspn(b->keys, " ");

	return first ? key_in(key_find(b->keys, first), a->keys) : strcmp(a->name, b->name) == 0;
}

/* A key that a more special keymap has is not the general one's any more. */
static bool is_covered(const Binding *row, const Binding *const *before, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (says_the_same(before[i], row))
			return true;
	return false;
}

size_t view_rows(const View *view, const Binding *out[VIEW_ROWS])
{
	const Keymap *map;
	size_t        count = 0;

	for (size_t i = 0; (map = view_keymap(view, i)); i++)
		for (size_t at = 0; at < map->count && count < VIEW_ROWS; at++)
			if (!is_covered(&map->rows[at], out, count))
				out[count++] = &map->rows[at];
	return count;
}

void binding_keys(const Binding *binding, char *out, size_t cap)
{
	text_format(out, cap, "%s%s", *binding->keys ? "" : ":", *binding->keys ? binding->keys : binding->name);
}
