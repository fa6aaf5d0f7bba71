/* The binding rows: with the keys of the settings, and as a list for the help and the palette. */
#include <string.h>

#include "tui/ui_inside.h"

/* What is wrong in the settings is said before anything else is. */
void ui_take_settings(Ui *ui)
{
	ConfigTold told = ui->setup.config->told;
	live_keys_make(&ui->keys, ui->setup.config, &told);
	if (told.total > 1)
		ui_say(ui, ROLE_WARN, "%s And %zu more: vicialias --check lists them.", told.text[0], told.total - 1);
	else if (told.total)
		ui_say(ui, ROLE_WARN, "%s", told.text[0]);
}

const char *ui_keys(const Ui *ui, const Binding *binding)
{
	return ui ? live_keys_of(&ui->keys, binding) : binding->keys;
}

static bool says_the_same(const Ui *ui, const Binding *a, const Binding *b)
{
	const char *keys = ui_keys(ui, b);
	size_t      first = strcspn(keys, " ");
	return first ? key_in(key_find(keys, first), ui_keys(ui, a)) : strcmp(a->name, b->name) == 0;
}

/* A key that a more special keymap has is not the general one's any more. */
static bool is_covered(const Ui *ui, const Binding *row, const Binding *const *before, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (says_the_same(ui, before[i], row))
			return true;
	return false;
}

size_t view_rows(const Ui *ui, const View *view, const Binding *out[VIEW_ROWS])
{
	const Keymap *map;
	size_t        count = 0;
	for (size_t i = 0; (map = view_keymap(view, i)); i++)
		for (size_t at = 0; at < map->count && count < VIEW_ROWS; at++)
			if ((!map->rows[at].now || map->rows[at].now(ui)) && !is_covered(ui, &map->rows[at], out, count))
				out[count++] = &map->rows[at];
	return count;
}

void binding_keys(const Ui *ui, const Binding *binding, char *out, size_t cap)
{
	const char *keys = ui_keys(ui, binding);
	text_format(out, cap, "%s%s", *keys ? "" : ":", *keys ? keys : binding->name);
}
