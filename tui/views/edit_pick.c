/* F4: what may stand in a field, to choose from. The items come from the catalog; whether they hold is the plan's business. */
#include <stdlib.h>
#include <string.h>

#include "core/base/mem.h"
#include "tui/views/edit.h"
#include "tui/views/pick.h"
#include "tui/views/views.h"

typedef struct {
	Arena    *mem;
	PickItem *items; size_t count;
} Items;

static void picked(View *asker, Ui *ui, const char *value, bool chosen)
{
	Edit      *edit = (Edit *)asker;
	FormField *field = edit_focused(edit);
	(void)chosen;
	if (field && edit->state == EDIT_READY)
		edit_put(edit, ui, field, value);
}

/* --- extensions --- */

static int by_extension(const void *a, const void *b)
{
	const Phone *left = *(const Phone *const *)a, *right = *(const Phone *const *)b;
	int          order = login_compare(left->extension, right->extension);
	return order ? order : (left->server > right->server) - (left->server < right->server);
}

static size_t phones_with_extension(const Catalog *cat, const Phone **out)
{
	size_t count = 0;
	for (size_t i = 0; i < cat->phone_count; i++) {
		const Phone *phone = &cat->phones[i];
		if (!phone->hidden && phone->extension && *phone->extension && phone->login && *phone->login)
			out[count++] = phone;
	}
	if (count)
		qsort(out, count, sizeof(const Phone *), by_extension);
	return count;
}

/* "1002   dialer1, dialer2" */
static void extension_item(Items *items, const Catalog *cat, const Phone *const *phones, size_t count)
{
	Text text = { 0 };
	text_addf(&text, "%-12s ", phones[0]->extension);
	for (size_t i = 0; i < count; i++)
		if (i == 0 || phones[i]->server != phones[i - 1]->server)
			text_addf(&text, "%s%s", i ? ", " : "", catalog_server_name(cat, phones[i]));
	items->items[items->count++] = (PickItem){ .value = phones[0]->extension, .text = arena_text(items->mem, text.bytes) };
	text_free(&text);
}

static void extension_items(Items *items, const Catalog *cat)
{
	const Phone **phones = arena_take(items->mem, (cat->phone_count + 1) * sizeof(const Phone *));
	size_t        count = phones_with_extension(cat, phones);
	items->items = arena_take(items->mem, (count + 1) * sizeof *items->items);
	for (size_t from = 0, to; from < count; from = to) {
		for (to = from + 1; to < count && login_compare(phones[to]->extension, phones[from]->extension) == 0; to++)
			;
		extension_item(items, cat, phones + from, to - from);
	}
}

/* --- phones --- */

static void phone_items(Items *items, const Catalog *cat, const char *list)
{
	items->items = arena_take(items->mem, (cat->phone_count + 1) * sizeof *items->items);
	for (size_t i = 0; i < cat->phone_count; i++) {
		const Phone *phone = &cat->phones[i];
		if (phone->hidden || phone->again || !phone->login || !*phone->login)
			continue;
		const char *text = arena_format(items->mem, "%-12s %-10s %-6s %c  %-12s %s", phone->login,
		                                catalog_server_name(cat, phone),
		                                catalog_name(cat, phone->protocol), phone->active ? phone->active : '?',
		                                catalog_name(cat, phone->peer_status), phone->extension ? phone->extension : "");
		items->items[items->count++] = (PickItem){ phone->login, text, logins_have(list, phone->login) };
	}
}

/* A login that goes leaves its commas behind; one that comes stands at the end: the order of the list counts. */
static void phone_picked(View *asker, Ui *ui, const char *value, bool chosen)
{
	Edit       *edit = (Edit *)asker;
	FormField  *field = edit_focused(edit);
	Text        list = { 0 };
	const char *item;
	size_t      length;
	if (!field || edit->state != EDIT_READY)
		return;
	for (const char *at = field->line.text; logins_next(&at, &item, &length); ) {
		char one[UTF8_CAP(LOGINS_LIST_MAX)];
		text_format(one, sizeof one, "%.*s", (int)length, item);
		if (*one && (chosen || login_compare(one, value) != 0))
			text_addf(&list, "%s%s", list.length ? "," : "", one);
	}
	if (chosen)
		text_addf(&list, "%s%s", list.length ? "," : "", value);
	edit_put(edit, ui, field, list.bytes ? list.bytes : "");
	text_free(&list);
}

/* --- choices --- */

static void choice_items(Items *items, const Edit *edit, const FormField *field)
{
	const char *choices[EDIT_CHOICES];
	const Site *site = &edit->record->site;
	items->count = edit_choices(edit, field, choices);
	items->items = arena_take(items->mem, (items->count + 1) * sizeof *items->items);
	for (size_t i = 0; i < items->count; i++) {
		const char *name = "";
		for (size_t at = 0; field->id == FIELD_GROUP && at < site->group_count; at++)
			if (strcmp(site->groups[at].id, choices[i]) == 0 && site->groups[at].name)
				name = site->groups[at].name;
		items->items[i] = (PickItem){ .value = choices[i], .text = arena_format(items->mem, "%-20s %s", choices[i], name) };
	}
}

void edit_pick(View *view, Ui *ui)
{
	Edit          *edit = (Edit *)view;
	FormField     *field = edit_focused(edit);
	const Catalog *cat = ui_catalog(ui);
	Items          items = { .count = 0 };
	bool           several = field && field->id == FIELD_PHONES;
	if (!field || edit->state != EDIT_READY || !cat)
		return;
	if (fields[field->id].form != FORM_PICK && fields[field->id].form != FORM_CHOICE) {
		ui_say(ui, ROLE_TEXT, "%s has no list to pick from.", fields[field->id].label);
		return;
	}
	items.mem = arena_new();
	if (several)
		phone_items(&items, cat, field->line.text);
	else if (field->id == FIELD_EXTENSION)
		extension_items(&items, cat);
	else
		choice_items(&items, edit, field);
	PickArg arg = { .title = fields[field->id].label, .items = items.items, .count = items.count, .several = several,
	                .help = several ? "Space chooses, Enter takes them." : "Enter takes it.",
	                .asker = view->serial, .done = several ? phone_picked : picked };
	ui_push(ui, &pick_class, &arg);
	arena_free(items.mem);
}
