/* The list of aliases: which rows it shows, in which order, and whose the cursor is.
 *
 * A long list is sorted by the worker, so that no key waits: until it is done the rows stand as they stood, and it is said. */
#include "tui/views/aliases.h"

#include <string.h>

enum { SORTED_AT_ONCE = 20000 };             /* rows that take no time that anybody notices */

/* --- cursor and filter --- */

void aliases_cursor_remember(Aliases *list, const Ui *ui)
{
	const Alias *here = aliases_row(list, ui_catalog(ui), list->table.at);
	if (here)
		text_copy(list->at.text, sizeof list->at.text, here->id);
}

size_t aliases_row_of(const Aliases *list, const Catalog *cat, const char *id)
{
	const Alias *alias = catalog_find(cat, id);
	size_t       row = 0;
	while (row < list->table.count && &cat->aliases[list->shown[row]] != alias)
		row++;
	return row;
}

/* The cursor belongs to an alias, not to a line. While the filter hides its alias it waits where it was. */
static void cursor_follow(Aliases *list, const Ui *ui)
{
	const Catalog *cat = ui_catalog(ui);
	size_t         row = aliases_row_of(list, cat, list->at.text);
	if (row < list->table.count)
		table_go(&list->table, row);
	else if (!catalog_find(cat, list->at.text))
		aliases_cursor_remember(list, ui);
	aliases_range_follow(list, ui);
}

void aliases_filter(Aliases *list, const Ui *ui)
{
	list->filter.marks = ui_marks(ui);
	size_t count = filter_run(&list->filter, ui_catalog(ui), list->order, list->order_count, list->shown);

	table_count(&list->table, count);
	cursor_follow(list, ui);
}

/* Typing on narrows: then only the rows still shown need a look, for what is new. */
void aliases_filter_typed(Aliases *list, const Ui *ui)
{
	Filter was = list->filter, rest;
	filter_parse(&list->filter, list->typed.text);
	list->filter.marks = ui_marks(ui);
	if (!ui_catalog(ui))
		return;
	if (!filter_narrows(&was, &list->filter)) {
		aliases_filter(list, ui);
		return;
	}
	filter_rest(&rest, &was, &list->filter);
	table_count(&list->table, filter_run(&rest, ui_catalog(ui), list->shown, list->table.count, list->shown));
	cursor_follow(list, ui);
}

/* --- order --- */

static bool is_same(Sorting a, Sorting b)
{
	return a.by == b.by && a.descending == b.descending;
}

bool aliases_is_sorting(const Aliases *list)
{
	return !is_same(list->ordered, list->sort);
}

/* The order is the list's then. */
static void order_take(Aliases *list, const Ui *ui, uint32_t *order, Sorting sorting)
{
	mem_free(list->order);
	list->order = order;
	list->ordered = sorting;
	aliases_filter(list, ui);
}

/* One at a time: what is wished meanwhile is asked for when it is there. */
static void order_ask(Aliases *list, Ui *ui)
{
	Request request = { .op = OP_SORT, .sorting = list->sort };
	if (list->asked.waits)
		return;
	list->asked.waits = true;
	list->asked.stale = false;
	request.catalog = catalog_share(ui_catalog(ui));
	ui_ask(ui, &list->view, &request);
}

static void order_make(Aliases *list, Ui *ui)
{
	if (!aliases_is_sorting(list))
		return;
	if (list->order_count <= SORTED_AT_ONCE || list->sort.by == FIELD_ID)
		order_take(list, ui, field_order(ui_catalog(ui), list->sort), list->sort);
	else
		order_ask(list, ui);
}

void aliases_sort(Aliases *list, Ui *ui, Sorting sorting)
{
	if (!ui_catalog(ui))
		return;
	list->sort = sorting;
	ui_sort_readings(ui, sorting);
	order_make(list, ui);
}

void aliases_sort_by(Aliases *list, Ui *ui, FieldId field)
{
	aliases_sort(list, ui, (Sorting){ .by = field, .descending = field == list->sort.by && !list->sort.descending });
}

/* It may be of a reading that is gone, or of a sorting that is wished no more. */
void aliases_sorted(Aliases *list, Ui *ui, Answer *answer)
{
	list->asked.waits = false;
	if (!list->asked.stale && answer->ok && is_same(answer->reply.sorting, list->sort)) {
		order_take(list, ui, answer->reply.sorted, list->sort);
		answer->reply.sorted = NULL;
	}
	order_make(list, ui);
}

void aliases_refreshed(View *view, Ui *ui)
{
	Aliases  *list = (Aliases *)view;
	Sorting   sorting;
	uint32_t *order = ui_sorted(ui, &sorting);
	if (ui_is_same(ui) && list->order_count == ui_catalog(ui)->alias_count) {
		mem_free(order);                     /* each alias stands where it stood */
		return;
	}
	list->last = (LastChangeReply){ .at_us = 0 };
	mem_free(list->shown);
	list->order_count = ui_catalog(ui)->alias_count;
	list->shown = mem_take((list->order_count + 1) * sizeof *list->shown);
	list->asked.stale = true;
	order_take(list, ui, order, sorting);
	order_make(list, ui);
}
