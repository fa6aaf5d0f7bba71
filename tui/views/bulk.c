/* The first step of a bulk change: fields that stay as they are until they are ticked, and what the aliases hold now. Nothing is
 * written from here. */
#include "tui/views/bulk.h"

#include <string.h>

#include "tui/views/pick.h"
#include "tui/views/views.h"

const char *const bulk_labels[BULK_FIELDS] = {
	[BULK_NAME] = "name", [BULK_ADD] = "phones +", [BULK_REMOVE] = "phones -", [BULK_PROTOCOL] = "protocol",
	[BULK_ACTIVE] = "active", [BULK_GROUP] = "user group",
};

bool bulk_is_typed(size_t field)
{
	return field <= BULK_REMOVE;
}

size_t bulk_choices(const Ui *ui, size_t field, const char *out[BULK_CHOICES])
{
	const Catalog *cat = ui_catalog(ui);
	size_t         count = 0;
	if (field == BULK_ACTIVE) {
		out[count++] = "Y";
		out[count++] = "N";
	}
	for (size_t i = 0; cat && field == BULK_PROTOCOL && i < cat->site.protocol_count && count < BULK_CHOICES; i++)
		out[count++] = cat->site.protocols[i];
	for (size_t i = 0; cat && field == BULK_GROUP && i < cat->site.group_count && count < BULK_CHOICES; i++)
		out[count++] = cat->site.groups[i].id;
	return count;
}

static void count_again(View *view, Ui *ui)
{
	Bulk *bulk = (Bulk *)view;
	tally_free(bulk->tally);
	bulk->tally = ui_catalog(ui) ? tally_make(ui_catalog(ui), bulk->aliases, bulk->count) : NULL;
	bulk_now(bulk);
}

static void bulk_open(View *view, Ui *ui, const void *arg)
{
	const BulkArg *given = arg;
	Bulk          *bulk = (Bulk *)view;
	bulk->count = given->count;
	bulk->aliases = mem_take((given->count + 1) * sizeof *bulk->aliases);
	memcpy(bulk->aliases, given->aliases, given->count * sizeof *bulk->aliases);
	bulk->fields[BULK_NAME].value.max_chars = 2 * (size_t)ALIAS_NAME_MAX;
	bulk->at = BULK_PROTOCOL;                /* what such changes are mostly about */
	count_again(view, ui);
}

static void bulk_close(View *view)
{
	Bulk *bulk = (Bulk *)view;
	tally_free(bulk->tally);
	mem_free(bulk->aliases);
}

/* --- keys --- */

static BulkField *here(Bulk *bulk)
{
	return &bulk->fields[bulk->at];
}

static void up(View *view, Ui *ui)
{
	Bulk *bulk = (Bulk *)view;
	(void)ui;
	bulk->at -= bulk->at > 0;
}

static void down(View *view, Ui *ui)
{
	Bulk *bulk = (Bulk *)view;
	(void)ui;
	bulk->at += bulk->at + 1 < BULK_FIELDS;
}

static void toggle(View *view, Ui *ui)
{
	Bulk *bulk = (Bulk *)view;
	(void)ui;
	here(bulk)->ticked = !here(bulk)->ticked;
	bulk->typing = here(bulk)->ticked && bulk_is_typed(bulk->at);
}

static void untick_all(View *view, Ui *ui)
{
	Bulk *bulk = (Bulk *)view;
	(void)ui;
	for (size_t i = 0; i < BULK_FIELDS; i++)
		bulk->fields[i].ticked = false;
}

static void choose(Bulk *bulk, const Ui *ui, size_t by)
{
	const char *choices[BULK_CHOICES];
	size_t      count = bulk_is_typed(bulk->at) ? 0 : bulk_choices(ui, bulk->at, choices), at = by == 1 ? count - 1 : 0;
	if (!count)
		return;
	for (size_t i = 0; i < count; i++)
		if (strcmp(choices[i], here(bulk)->value.text) == 0)
			at = i;
	line_set(&here(bulk)->value, choices[(at + (by == 1 ? 1 : count - 1)) % count]);
	here(bulk)->ticked = true;
}

static void next_choice(View *view, Ui *ui)
{
	choose((Bulk *)view, ui, 1);
}

static void previous_choice(View *view, Ui *ui)
{
	choose((Bulk *)view, ui, 0);
}

static void picked(View *asker, Ui *ui, const char *value, bool chosen)
{
	Bulk *bulk = (Bulk *)asker;
	(void)ui, (void)chosen;
	line_set(&here(bulk)->value, value);
	here(bulk)->ticked = true;
}

/* The value: to be typed, or to be picked. */
static void value(View *view, Ui *ui)
{
	Bulk       *bulk = (Bulk *)view;
	const char *choices[BULK_CHOICES];
	PickItem    items[BULK_CHOICES] = { { 0 } };
	PickArg     arg = { .title = bulk_labels[bulk->at], .help = "Enter takes it, Esc leaves it as it was.", .items = items,
	                    .asker = view->serial, .done = picked };
	if (bulk_is_typed(bulk->at)) {
		here(bulk)->ticked = bulk->typing = true;
		return;
	}
	arg.count = bulk_choices(ui, bulk->at, choices);
	for (size_t i = 0; i < arg.count; i++)
		items[i] = (PickItem){ .value = choices[i], .text = choices[i], .chosen = strcmp(choices[i], here(bulk)->value.text) == 0 };
	ui_push(ui, &pick_class, &arg);
}

static void back(View *view, Ui *ui)
{
	ui_pop(ui, view);
}

/* Is what is ticked filled in, and is the name a pattern? Says it when not. */
static bool is_whole(Bulk *bulk, Ui *ui)
{
	size_t ticked = 0;
	char   name[LINE_CAP];
	Err    err;
	for (size_t i = 0; i < BULK_FIELDS; i++) {
		const BulkField *field = &bulk->fields[i];
		ticked += field->ticked;
		if (!field->ticked || *field->value.text)
			continue;
		bulk->at = i;
		ui_say(ui, ROLE_WARN, "%s is ticked but has no value: give it one, or untick it with Space.", bulk_labels[i]);
		return false;
	}
	if (!ticked)
		ui_say(ui, ROLE_TEXT, "Tick a field first: Space.");
	if (bulk->fields[BULK_NAME].ticked && !batch_name(bulk->fields[BULK_NAME].value.text, 0, name, sizeof name, &err)) {
		ui_say_err(ui, &err);
		return false;
	}
	return ticked > 0;
}

static void plan(View *view, Ui *ui)
{
	static const FieldId targets[BULK_FIELDS] = {
		[BULK_NAME] = FIELD_NAME, [BULK_PROTOCOL] = FIELD_PROTOCOL, [BULK_ACTIVE] = FIELD_ACTIVE, [BULK_GROUP] = FIELD_GROUP,
	};
	Bulk    *bulk = (Bulk *)view;
	BulkWish wish = { .wish = { .kind = PLAN_EDIT } };
	bulk->typing = false;
	if (!is_whole(bulk, ui))
		return;
	for (size_t i = 0; i < BULK_FIELDS; i++) {
		const BulkField *field = &bulk->fields[i];
		const char      *text = field->ticked ? field->value.text : NULL;
		if (i == BULK_ADD)
			wish.add = text;
		else if (i == BULK_REMOVE)
			wish.remove = text;
		else
			wish.wish.value[targets[i]] = text;
	}
	BatchOrder *order = batch_order_new(NULL);
	batch_order_add(order, bulk->aliases, bulk->count, &wish);
	ui_push(ui, &bulk_plan_class, &(BulkPlanArg){ .order = order });
}

static const Binding bulk_rows[] = {
	{ .keys = "Space", .name = "bulk-tick", .label = "Tick", .help = "tick, or untick", .group = "CHANGE", .run = toggle },
	{ .keys = "Up k", .name = "bulk-up", .help = "go to field above", .group = "MOVE", .run = up },
	{ .keys = "Down j", .name = "bulk-down", .help = "go to field below", .group = "MOVE", .run = down },
	{ .keys = "Tab Enter F4", .name = "bulk-value", .label = "Value", .help = "type or pick value", .group = "CHANGE",
	  .run = value },
	{ .keys = "Right l", .name = "bulk-next", .help = "choose next value", .group = "CHANGE", .run = next_choice },
	{ .keys = "Left h", .name = "bulk-previous", .help = "choose one before", .group = "CHANGE", .run = previous_choice },
	{ .keys = "F2 ^S", .name = "bulk-plan", .label = "Make plan", .help = "make the plan", .group = "CHANGE", .run = plan },
	{ .keys = "F5", .name = "bulk-untick-all", .label = "Untick all", .help = "untick all fields", .group = "CHANGE",
	  .run = untick_all },
	{ .keys = "Esc q", .name = "bulk-back", .label = "Back", .help = "go back", .group = "OTHER", .run = back },
};
static const Keymap bulk_keys = KEYMAP("Bulk change: fields", bulk_rows);
static const Keymap *const bulk_keymaps[] = { &bulk_keys, NULL };

static bool bulk_typing(const View *view)
{
	return ((const Bulk *)view)->typing;
}

/* Up and Down leave the value for the field that is there; Enter, Tab and Esc leave it where it is. */
static bool bulk_event(View *view, Ui *ui, const Event *event)
{
	Bulk *bulk = (Bulk *)view;
	(void)ui;
	if (!bulk->typing)
		return event->kind == EVENT_PASTE && bulk_is_typed(bulk->at) && here(bulk)->ticked && line_key(&here(bulk)->value, event);
	if (event->kind == EVENT_KEY && key_in(event->key, "Enter Tab Esc Up Down")) {
		bulk->typing = false;
		return key_in(event->key, "Enter Tab Esc");
	}
	return line_key(&here(bulk)->value, event);
}

static bool bulk_clicked(View *view, Ui *ui, const Spot *spot)
{
	(void)ui;
	((Bulk *)view)->at = (size_t)spot->stop;
	((Bulk *)view)->typing = false;
	return true;
}

static void bulk_status(const View *view, const Ui *ui, char *left, size_t left_cap, char *right, size_t right_cap)
{
	const Bulk *bulk = (const Bulk *)view;
	size_t      ticked = 0;
	(void)ui;
	for (size_t i = 0; i < BULK_FIELDS; i++)
		ticked += bulk->fields[i].ticked;
	if (bulk->typing)
		text_copy(left, left_cap, bulk->at == BULK_NAME ? "{n} numbers them, {n=101} from 101, {n:03} in three digits."
		                                                : "Phone logins, by commas or blanks. Enter leaves the field.");
	else if (ticked)
		text_format(left, left_cap, "%zu %s ticked, nothing written yet", ticked, ticked > 1 ? "fields" : "field");
	else
		text_copy(left, left_cap, "Nothing is ticked, nothing is written");
	text_copy(right, right_cap, "the others stay as they are");
}

static void bulk_title(const View *view, const Ui *ui, char *out, size_t cap)
{
	(void)view, (void)ui;
	text_copy(out, cap, "Bulk change: fields");
}

const ViewClass bulk_class = {
	.name = "Bulk change", .size = sizeof(Bulk), .keymaps = bulk_keymaps, .typing = bulk_typing, .open = bulk_open,
	.title = bulk_title, .draw = bulk_draw, .status = bulk_status, .event = bulk_event, .clicked = bulk_clicked,
	.refreshed = count_again, .close = bulk_close,
};
