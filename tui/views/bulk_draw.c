/* The picture of the first step, and what the aliases hold now, in words. */
#include <string.h>

#include "tui/views/bulk.h"
#include "tui/widgets/paragraph.h"

enum { BOX_COL = 3, LABEL_COL = 7, NOW_COL = 19, NARROW_COLS = 60, DETAIL_ROWS = 6 };

/* --- now --- */

/* "SIP ×29  PJSIP ×3" */
static void list_text(const TallyList *list, char *out, size_t cap)
{
	size_t used = 0;
	*out = '\0';
	for (size_t i = 0; i < list->count; i++) {
		const TallyValue *value = &list->values[i];
		used += text_format(out + used, cap - used, "%s%s ×%zu", i ? "  " : "", *value->value ? value->value : "none",
		                    value->phones ? value->phones : value->aliases);
	}
}

static void name_text(const Tally *tally, char *out, size_t cap)
{
	if (tally->names > 1)
		text_format(out, cap, "%zu different", tally->names);
	else
		text_copy(out, cap, tally->aliases && *tally->name ? tally->name : "none");
}

static void phones_text(const Tally *tally, char *out, size_t cap)
{
	size_t logins = tally->phones + tally->missing.count;
	if (logins > 1)
		text_format(out, cap, "%s … %zu phones", tally->login ? tally->login : tally->missing.values[0].value, logins);
	else
		text_copy(out, cap, logins == 0 ? "none" : tally->login ? tally->login : tally->missing.values[0].value);
}

void bulk_now(Bulk *bulk)
{
	const Tally *tally = bulk->tally;
	if (!tally)
		return;
	name_text(tally, bulk->fields[BULK_NAME].now, sizeof bulk->fields[0].now);
	phones_text(tally, bulk->fields[BULK_REMOVE].now, sizeof bulk->fields[0].now);
	list_text(&tally->protocols, bulk->fields[BULK_PROTOCOL].now, sizeof bulk->fields[0].now);
	list_text(&tally->actives, bulk->fields[BULK_ACTIVE].now, sizeof bulk->fields[0].now);
	list_text(&tally->groups, bulk->fields[BULK_GROUP].now, sizeof bulk->fields[0].now);
}

/* --- the fields --- */

/* What they hold now has a little more of the width than what they are to hold; at 40 columns only that has room. */
static int after_col(int cols)
{
	return cols < NARROW_COLS ? NOW_COL : NOW_COL + (cols - NOW_COL) * 34 / 61;
}

static void radio_draw(const char *const *choices, size_t count, const char *chosen, Role role, Canvas *canvas, Rect clip,
                       int row, int col)
{
	for (size_t i = 0; i < count; i++) {
		bool is = strcmp(choices[i], chosen) == 0;
		col += canvas_sign_as(canvas, clip, row, col, role, is ? SIGN_CHOSEN : SIGN_FREE) + 1;
		col += canvas_put(canvas, clip, row, col, role, choices[i]) + 3;
	}
}

static void value_draw(const Bulk *bulk, const Ui *ui, size_t at, Canvas *canvas, Rect clip, int row, int col)
{
	const BulkField *field = &bulk->fields[at];
	const char      *choices[BULK_CHOICES];
	bool             focus = at == bulk->at && bulk->typing;
	Role             role = at == bulk->at ? ROLE_FOCUS : ROLE_FIELD;
	int              width = clip.col + clip.cols - col - 3;
	if (!field->ticked) {
		canvas_put(canvas, clip, row, col, ROLE_DIM, "unchanged");
	} else if (bulk_is_typed(at)) {
		canvas_put(canvas, clip, row, col, ROLE_FIELD, "[");
		line_draw(&field->value, canvas, clip, row, col + 1, width, focus ? ROLE_FOCUS : ROLE_FIELD, focus);
		canvas_put(canvas, clip, row, col + 1 + width, ROLE_FIELD, "]");
	} else if (at == BULK_ACTIVE) {
		size_t count = bulk_choices(ui, at, choices);
		radio_draw(choices, count, field->value.text, role, canvas, clip, row, col);
	} else {
		const char *shown = *field->value.text ? field->value.text : "choose";
		col += canvas_put(canvas, clip, row, col, ROLE_FIELD, "[");
		col += canvas_cell(canvas, clip, row, col, width - 2 < 16 ? width - 2 : 16, -1, role, shown);
		canvas_sign(canvas, clip, row, col, SIGN_DOWN);
		canvas_put(canvas, clip, row, col + 1, ROLE_FIELD, "]");
	}
}

static void field_draw(const Bulk *bulk, const Ui *ui, size_t at, Canvas *canvas, Rect clip, int row)
{
	const BulkField *field = &bulk->fields[at];
	bool             narrow = clip.cols < NARROW_COLS, is_here = at == bulk->at;
	int              after = clip.col + after_col(clip.cols);
	if (is_here)
		canvas_sign(canvas, clip, row, clip.col, SIGN_HERE);
	canvas_put(canvas, clip, row, clip.col + BOX_COL, ROLE_FIELD, field->ticked ? "[x]" : "[ ]");
	canvas_put(canvas, clip, row, clip.col + LABEL_COL, is_here ? ROLE_CURSOR : ROLE_TEXT, bulk_labels[at]);
	if (!narrow)
		canvas_cell(canvas, clip, row, clip.col + NOW_COL, after_col(clip.cols) - NOW_COL - 1, -1, ROLE_TEXT, field->now);
	value_draw(bulk, ui, at, canvas, clip, row, after);
	canvas_spot(canvas, clip, (Spot){ { row, clip.col, 1, clip.cols }, .stop = (int)at });
}

/* --- the detail --- */

static const char *plural(size_t count, const char *one, const char *many)
{
	return count == 1 ? one : many;
}

static int list_draw(const Bulk *bulk, const TallyList *list, Canvas *canvas, Rect area)
{
	const char *wished = bulk->fields[bulk->at].ticked ? bulk->fields[bulk->at].value.text : "";
	int         row = 0;
	for (size_t i = 0; i < list->count && row < area.rows; i++, row++) {
		const TallyValue *value = &list->values[i];
		char              text[160], phones[24], aliases[24];
		size_t            used = text_format(text, sizeof text, "%-11s", *value->value ? value->value : "none");
		text_number(phones, sizeof phones, value->phones);
		text_number(aliases, sizeof aliases, value->aliases);
		if (value->phones)
			used += text_format(text + used, sizeof text - used, "%5s %s in", phones, plural(value->phones, "phone ", "phones"));
		used += text_format(text + used, sizeof text - used, "%5s %s", aliases, plural(value->aliases, "alias", "aliases"));
		if (*wished && strcmp(wished, value->value) == 0)
			text_format(text + used, sizeof text - used, "   already so, will not be written");
		canvas_put(canvas, area, area.row + row, area.col, ROLE_TEXT, text);
	}
	return row;
}

/* A phone that is not there blocks a change of what belongs to phones: "8311a   blocks 8311x". */
static int missing_draw(const Tally *tally, Canvas *canvas, Rect area)
{
	char   text[400];
	size_t used, count = tally->missing.count;
	if (!count || area.rows < 1)
		return 0;
	used = text_format(text, sizeof text, "%zu %s missing and %s:", count, plural(count, "phone is", "phones are"),
	                   plural(count, "blocks", "block"));
	for (size_t i = 0; i < tally->blocked_count && i < 5; i++)
		used += text_format(text + used, sizeof text - used, "%s %s", i ? "," : "", tally->blocked[i]);
	if (tally->blocked_count > 5)
		text_format(text + used, sizeof text - used, " and %zu more", tally->blocked_count - 5);
	canvas_sign(canvas, area, area.row, area.col, SIGN_LOOK);
	return paragraph_draw(canvas, (Rect){ area.row, area.col + 2, area.rows, area.cols - 2 }, ROLE_TEXT, text);
}

static void detail_draw(const Bulk *bulk, Canvas *canvas, Rect area)
{
	static const char *const words[BULK_FIELDS] = {
		[BULK_NAME] = "One name for all, or a pattern: Desk {n} gives Desk 1, Desk 2 … in the order of the list.",
		[BULK_ADD] = "Phone logins that come behind each list. One that an alias has already is no matter.",
		[BULK_REMOVE] = "Phone logins that leave each list; the phones keep what they have. An alias left without one is blocked.",
		[BULK_PROTOCOL] = "Protocol belongs to the phone, so every alias that uses the phone changes with it. The plan tells which.",
		[BULK_ACTIVE] = "Active belongs to the phone, so every alias that uses the phone changes with it. The plan tells which.",
		[BULK_GROUP] = "The user group of the alias; its phones keep theirs.",
	};
	const Tally *tally = bulk->tally;
	Rect         rest = { area.row, area.col + 4, area.rows, area.cols - 5 };
	int          used = 0;

	if (bulk->at == BULK_PROTOCOL)
		used = list_draw(bulk, &tally->protocols, canvas, rest);
	else if (bulk->at == BULK_ACTIVE)
		used = list_draw(bulk, &tally->actives, canvas, rest);
	else if (bulk->at == BULK_GROUP)
		used = list_draw(bulk, &tally->groups, canvas, rest);
	rest.row += used, rest.rows -= used;
	if (bulk->at == BULK_PROTOCOL || bulk->at == BULK_ACTIVE) {
		used = missing_draw(tally, canvas, rest);
		rest.row += used, rest.rows -= used;
	}
	paragraph_draw(canvas, (Rect){ rest.row + 1, area.col + 2, rest.rows - 1, area.cols - 3 }, ROLE_TEXT, words[bulk->at]);
}

static void head_draw(const Bulk *bulk, Canvas *canvas, Rect area)
{
	const Tally *tally = bulk->tally;
	bool         narrow = area.cols < NARROW_COLS;
	Rect         header = { area.row + 1, area.col, 1, area.cols };
	char         text[160], aliases[24], phones[24];
	text_number(aliases, sizeof aliases, tally->aliases);
	text_number(phones, sizeof phones, tally->phones);
	size_t used = text_format(text, sizeof text, "%s %s, %s %s", aliases, plural(tally->aliases, "alias", "aliases"),
	                          phones, plural(tally->phones, "phone", "phones"));

	if (tally->gone)
		text_format(text + used, sizeof text - used, "; %zu no longer there", tally->gone);
	canvas_put(canvas, area, area.row, area.col + 1, ROLE_TEXT, text);
	if (!narrow)
		canvas_put(canvas, area, area.row, area.col + area.cols - 35, ROLE_DIM, "only ticked fields are written");
	canvas_fill(canvas, header, ROLE_HEADER);
	canvas_put(canvas, header, header.row, area.col + LABEL_COL, ROLE_HEADER, "FIELD");
	if (!narrow)
		canvas_put(canvas, header, header.row, area.col + NOW_COL, ROLE_HEADER, "NOW");
	canvas_put(canvas, header, header.row, area.col + after_col(area.cols), ROLE_HEADER, "AFTER");
}

void bulk_draw(View *view, const Ui *ui, Canvas *canvas, Rect area)
{
	const Bulk *bulk = (const Bulk *)view;
	int         rule = area.row + 2 + BULK_FIELDS + (area.rows > 14);
	if (!bulk->tally)
		return;
	head_draw(bulk, canvas, area);
	for (size_t i = 0; i < BULK_FIELDS; i++)
		field_draw(bulk, ui, i, canvas, area, area.row + 2 + (int)i);
	canvas_rule(canvas, area, rule, ROLE_BORDER, bulk_labels[bulk->at]);
	detail_draw(bulk, canvas, (Rect){ rule + 1, area.col, area.row + area.rows - rule - 2, area.cols });
	canvas_rule(canvas, area, area.row + area.rows - 1, ROLE_BORDER, NULL);
}
