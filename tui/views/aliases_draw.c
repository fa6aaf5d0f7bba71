/* The picture of the list: columns that fit, rows with their matches, and what there is to say when there are none. */
#include "tui/views/aliases.h"

#include <string.h>

#include "core/model/health.h"
#include "tui/sheet.h"
#include "tui/widgets/paragraph.h"

enum { LEAD = 4, STRIP_FROM_ROWS = 17, NARROW_COLS = 60, SHOWN_CAP = 512 };   /* 20 rows less title, message and key bar */

/* --- columns --- */

static int columns_width(const bool *in, bool narrow)
{
	int width = LEAD - 1;
	for (size_t i = 0; i < FIELD_COUNT; i++)
		width += in[i] ? 1 + (narrow ? fields[i].narrow : fields[i].width) : 0;
	return width;
}

/* The next to leave: the smallest drop of those that are in; FIELD_COUNT when all that are left stay. */
static size_t next_to_drop(const bool *in)
{
	size_t found = FIELD_COUNT;
	for (size_t i = 0; i < FIELD_COUNT; i++)
		if (in[i] && fields[i].drop && (found == FIELD_COUNT || fields[i].drop < fields[found].drop))
			found = i;
	return found;
}

static void choose(const bool *hidden, bool *in, int cols, bool *narrow)
{
	for (size_t i = 0; i < FIELD_COUNT; i++)
		in[i] = fields[i].width > 0 && !hidden[i];
	for (size_t drop; columns_width(in, false) > cols && (drop = next_to_drop(in)) < FIELD_COUNT; )
		in[drop] = false;
	*narrow = columns_width(in, false) > cols;
	for (size_t i = 0; *narrow && i < FIELD_COUNT; i++)
		in[i] = fields[i].narrow > 0 && !hidden[i];
}

static size_t columns_fit(const bool *hidden, Column *out, int cols)
{
	bool   in[FIELD_COUNT], narrow;
	int    shares = 0, col = LEAD;
	size_t count = 0;
	choose(hidden, in, cols, &narrow);
	int spare = cols - columns_width(in, narrow);
	for (size_t i = 0; i < FIELD_COUNT; i++)
		shares += in[i] ? fields[i].grows : 0;
	for (size_t i = 0; i < FIELD_COUNT; i++) {
		if (!in[i])
			continue;
		int more = shares && spare > 0 ? spare * fields[i].grows / shares : 0;
		out[count] = (Column){ (FieldId)i, col, (narrow ? fields[i].narrow : fields[i].width) + more };
		col += out[count++].width + 1;
	}
	return count;
}

static void header_draw(const Aliases *list, Canvas *canvas, Rect row)
{
	canvas_fill(canvas, row, ROLE_HEADER);
	for (size_t i = 0; i < list->column_count; i++) {
		const Column *column = &list->columns[i];
		const char   *title = fields[column->field].title;
		int           sign = text_width(title) + 1 < column->width ? text_width(title) + 1 : column->width;

		canvas_cell(canvas, row, row.row, column->col, column->width, -1, ROLE_HEADER, title);
		if (column->field == list->ordered.by)
			canvas_sign(canvas, row, row.row, column->col + sign, list->ordered.descending ? SIGN_DESCENDING : SIGN_ASCENDING);
	}
}

/* --- rows --- */

static void match_draw(const Aliases *list, Canvas *canvas, Rect clip, const Column *column, const char *shown)
{
	char   before[SHOWN_CAP], match[SHOWN_CAP];
	size_t from, to;
	if (!list->filter.count || !filter_span(&list->filter, column->field, shown, &from, &to))
		return;
	text_format(before, sizeof before, "%.*s", (int)from, shown);
	text_format(match, sizeof match, "%.*s", (int)(to - from), shown + from);
	Rect column_area = { clip.row, column->col, 1, column->width };
	Rect stretch = { clip.row, column->col + text_width(before), 1, text_width(match) };
	canvas_role(canvas, rect_common(stretch, column_area), ROLE_MATCH);
}

Sign aliases_sign(const Ui *ui, const Alias *alias)
{
	return ui_paused(ui) ? SIGN_UNKNOWN : health_sign(health_of(ui_catalog(ui), alias));
}

/* Only the sign, ID and name tell where the cursor is: a whole row in reverse would cost 190 bytes a key. */
static void row_draw(const Aliases *list, const Ui *ui, Canvas *canvas, Rect clip, size_t i)
{
	const Catalog *cat = ui_catalog(ui);
	const Alias *alias = aliases_row(list, cat, i);
	bool         here = i == list->table.at;
	if (here)
		canvas_sign(canvas, clip, clip.row, clip.col, SIGN_HERE);
	if (aliases_is_marked(list, ui, i))
		canvas_sign(canvas, clip, clip.row, clip.col + 1, SIGN_MARK);
	canvas_sign(canvas, clip, clip.row, clip.col + 2, aliases_sign(ui, alias));
	if (ui_is_changed(ui, list->shown[i]))
		canvas_sign(canvas, clip, clip.row, clip.col + 3, SIGN_CHANGED);
	for (size_t at = 0; at < list->column_count; at++) {
		const Column *column = &list->columns[at];
		char          raw[SHOWN_CAP], shown[SHOWN_CAP];
		bool          reverse = here && (column->field == FIELD_ID || column->field == FIELD_NAME);
		size_t        length = fields[column->field].show(cat, alias, raw, sizeof raw);

		text_visible(shown, sizeof shown, raw, length);
		canvas_cell(canvas, clip, clip.row, column->col, column->width, -1, reverse ? ROLE_CURSOR : ROLE_TEXT, shown);
		if (!reverse)
			match_draw(list, canvas, clip, column, shown);
	}
}

/* --- instead of rows --- */

/* "38 of 1 284" */
static void count_text(char *out, size_t cap, const char *between, size_t a, size_t b)
{
	char first[24], second[24];
	text_number(first, sizeof first, a);
	text_number(second, sizeof second, b);
	text_format(out, cap, "%s%s%s", first, between, second);
}

static void nothing_text(const Aliases *list, const Catalog *cat, bool may_add, char *out, size_t cap)
{
	const FilterWord *culprit = filter_culprit(&list->filter, cat);
	char              number[24], word[LINE_CAP], slip[LINE_CAP + 120];
	if (!cat->alias_count && cat->outside) {
		text_copy(out, cap, "All phone aliases are outside your user groups.");
		return;
	}
	if (!cat->alias_count) {
		text_copy(out, cap, may_add ? "No phone aliases yet. Press n to make one." : "No phone aliases yet.");
		return;
	}
	text_copy(word, sizeof word, list->typed.text);
	if (culprit)
		text_format(word, sizeof word, "%.*s", (int)(culprit->to - culprit->from), list->typed.text + culprit->from);
	text_number(number, sizeof number, cat->alias_count);
	bool slips = filter_slip(&list->filter, list->typed.text, cat, slip, sizeof slip);
	text_format(out, cap, "Nothing matches  %s.  %s%s%s aliases without the filter. Esc clears it.", word, slips ? slip : "",
	            slips ? ".  " : "", number);
}

static void empty_draw(const Aliases *list, const Ui *ui, Canvas *canvas, Rect body)
{
	const Catalog *cat = ui_catalog(ui);
	char           text[2 * LINE_CAP + 240] = "The aliases were not read. R reads them again.", count[60] = "";
	size_t         done, total;
	if (cat) {
		nothing_text(list, cat, ui_rights(ui) & RIGHT_ADD, text, sizeof text);
	} else if (ui_loading(ui, &done, &total)) {
		if (total)
			count_text(count, sizeof count, " of ", done, total);
		text_format(text, sizeof text, "Reading aliases… %s%s Esc stops.", count, total ? "." : "");
	}
	paragraph_draw(canvas, (Rect){ body.row + 1, body.col + LEAD, body.rows - 1, body.cols - LEAD - 1 }, ROLE_TEXT, text);
}

/* --- the whole --- */

/* "3 marked" behind the count, "*3" where it is narrow */
static void marked_text(char *out, size_t cap, bool narrow, size_t marked)
{
	size_t used = strlen(out);
	char   number[24];
	text_number(number, sizeof number, marked);
	if (marked)
		text_format(out + used, cap - used, narrow ? " *%s" : "   %s marked", number);
}

static void filter_draw(const Aliases *list, const Ui *ui, Canvas *canvas, Rect row)
{
	const Catalog *cat = ui_catalog(ui);
	bool narrow = row.cols < NARROW_COLS;
	char count[90] = "";
	int  col = row.col + (narrow ? 3 : 9);
	if (cat && list->filter.count)
		count_text(count, sizeof count, narrow ? "/" : " of ", list->table.count, cat->alias_count);
	else if (cat)
		text_copy(count + text_number(count, sizeof count, cat->alias_count), 20, " aliases");
	marked_text(count, sizeof count, narrow, ui_marks(ui)->count);
	int end = row.col + row.cols - 1 - text_width(count);
	canvas_put(canvas, row, row.row, row.col + 1, list->filtering ? ROLE_TEXT : ROLE_DIM, narrow ? "/" : "Filter");
	line_draw(&list->typed, canvas, row, row.row, col, end - col - 2, ROLE_FIELD, list->filtering);
	canvas_put(canvas, row, row.row, end, ROLE_TEXT, count);
}

void aliases_draw(View *view, const Ui *ui, Canvas *canvas, Rect area)
{
	Aliases       *list = (Aliases *)view;
	const Catalog *cat = ui_catalog(ui);
	int            strip = area.rows >= STRIP_FROM_ROWS ? STRIP_ROWS : 0;
	Rect           body = { area.row + 2, area.col, area.rows - 3 - strip, area.cols };
	list->strip = strip;
	list->column_count = columns_fit(list->hidden, list->columns, area.cols);
	filter_draw(list, ui, canvas, (Rect){ area.row, area.col, 1, area.cols });
	header_draw(list, canvas, (Rect){ area.row + 1, area.col, 1, area.cols });
	table_show(&list->table, body.rows);
	list->table.row = body.row;
	if (!list->table.count)
		empty_draw(list, ui, canvas, body);
	for (size_t i = list->table.top; i < list->table.count && i < list->table.top + (size_t)body.rows; i++)
		row_draw(list, ui, canvas, (Rect){ body.row + (int)(i - list->table.top), body.col, 1, body.cols }, i);
	if (strip)
		aliases_strip(ui, aliases_row(list, cat, list->table.at), &list->last, canvas,
		              (Rect){ body.row + body.rows, area.col, strip, area.cols });
	canvas_rule(canvas, area, area.row + area.rows - 1, ROLE_BORDER, NULL);
}
