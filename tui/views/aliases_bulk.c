/* What the list starts for many aliases at once. Each opens a plan; nothing is written from here. */
#include "core/model/drain.h"
#include "tui/views/aliases.h"
#include "tui/views/bulk.h"
#include "tui/views/pick.h"
#include "tui/views/views.h"

/* IDs of the marked ones in the order of the list; without marks of the one under the cursor. To be freed. */
static AliasId *marked_ids(const Aliases *list, const Ui *ui, size_t *count)
{
	const Catalog *cat = ui_catalog(ui);
	const Marks   *marks = ui_marks(ui);
	const Alias   *here = aliases_row(list, cat, list->table.at);
	AliasId       *ids = mem_take((marks->count + 1) * sizeof *ids);
	*count = 0;
	for (size_t i = 0; marks->count && i < list->order_count; i++)
		if (marks_has(marks, list->order[i]))
			text_copy(ids[(*count)++].text, sizeof ids->text, cat->aliases[list->order[i]].id);
	if (!*count && here)
		text_copy(ids[(*count)++].text, sizeof ids->text, here->id);
	return ids;
}

void aliases_bulk(View *view, Ui *ui)
{
	Aliases *list = (Aliases *)view;
	BulkArg  arg;
	AliasId *ids = marked_ids(list, ui, &arg.count);
	list->filtering = false;
	arg.aliases = ids;
	if (arg.count)
		ui_push(ui, &bulk_class, &arg);
	else
		ui_say(ui, ROLE_TEXT, "Mark aliases first: Space marks one, + all that are shown.");
	mem_free(ids);
}

void aliases_bulk_delete(Aliases *list, Ui *ui)
{
	size_t      count;
	AliasId    *ids = marked_ids(list, ui, &count);
	BatchOrder *order = batch_order_new(NULL);
	list->filtering = false;
	batch_order_add(order, ids, count, &(BulkWish){ .wish = { .kind = PLAN_DELETE } });
	mem_free(ids);
	ui_push(ui, &bulk_plan_class, &(BulkPlanArg){ .order = order });
}

/* --- a server --- */

static void drain(View *asker, Ui *ui, const char *value, bool chosen)
{
	(void)asker, (void)chosen;
	if (ui_catalog(ui))
		ui_push(ui, &bulk_plan_class, &(BulkPlanArg){ .order = drain_order(ui_catalog(ui), value) });
}

void aliases_drain(View *view, Ui *ui)
{
	const Catalog *cat = ui_catalog(ui);
	PickArg        arg = { .title = "Take a server out of all aliases", .asker = view->serial, .done = drain,
	                       .help = "Enter makes the plan; nothing is written yet." };
	if (!cat)
		return;
	Arena    *mem = arena_new();
	PickItem *items = arena_take(mem, (cat->server_count + 1) * sizeof *items);
	for (size_t i = 0; i < cat->server_count; i++) {
		size_t aliases = drain_count(cat, i);
		char   number[24];
		text_number(number, sizeof number, aliases);
		if (aliases && *cat->servers[i].ip)
			items[arg.count++] = (PickItem){ .value = cat->servers[i].ip,
			                                 .text = arena_format(mem, "%-12s %-16s %s %s", cat->servers[i].id,
			                                                      cat->servers[i].ip, number, aliases == 1 ? "alias" : "aliases") };
	}
	arg.items = items;
	if (arg.count)
		ui_push(ui, &pick_class, &arg);
	else
		ui_say(ui, ROLE_TEXT, "No alias has a phone on any server.");
	arena_free(mem);
}
