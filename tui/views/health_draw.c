#include "tui/sheet.h"
#include "tui/views/health.h"

enum { NARROW_COLS = 60, COUNT_COL = 2, COUNT_COLS = 7, TITLE_COL = 10, FIX_COLS = 21, LEAST_BELOW = 3, HEAD_ROWS = 2 };

/* "1 284 aliases, 2 864 phones and 7 servers checked                     100 findings" */
static void head_draw(const HealthView *own, Canvas *canvas, Rect row)
{
	const Catalog *cat = own->report->catalog;
	char           aliases[24], phones[24], total[24], text[120];
	text_number(aliases, sizeof aliases, cat->alias_count);
	text_number(phones, sizeof phones, cat->phone_count);
	text_number(total, sizeof total, own->report->total);
	if (row.cols < NARROW_COLS)
		text_format(text, sizeof text, "%s aliases checked", aliases);
	else
		text_format(text, sizeof text, "%s aliases, %s phones and %zu servers checked", aliases, phones, cat->site.server_count);
	canvas_put(canvas, row, row.row, row.col + 1, ROLE_TEXT, text);
	text_format(text, sizeof text, "%s %s", total, own->report->total == 1 ? "finding" : "findings");
	canvas_put(canvas, row, row.row, row.col + row.cols - 1 - text_width(text), ROLE_TEXT, text);
}

static int fix_col(int cols)
{
	return cols < NARROW_COLS ? cols : cols - FIX_COLS;
}

static void header_draw(Canvas *canvas, Rect row)
{
	canvas_fill(canvas, row, ROLE_HEADER);
	canvas_put(canvas, row, row.row, row.col + TITLE_COL - 2, ROLE_HEADER, "# FINDING");
	if (row.cols >= NARROW_COLS)
		canvas_put(canvas, row, row.row, row.col + fix_col(row.cols), ROLE_HEADER, "FIX");
}

static void kind_draw(const HealthView *own, Canvas *canvas, Rect row, size_t i)
{
	const Finding *kind = &findings[own->kinds[i]];
	size_t         found = own->report->of[own->kinds[i]].count;
	char           count[24];
	bool           here = i == own->table.at;
	if (here)
		canvas_sign(canvas, row, row.row, row.col, SIGN_HERE);
	canvas_sign(canvas, row, row.row, row.col + 1, health_sign(kind->health));
	if (text_number(count, sizeof count, found) > COUNT_COLS)
		text_format(count, sizeof count, "%zu", found);
	canvas_cell(canvas, row, row.row, row.col + COUNT_COL, COUNT_COLS, 1, ROLE_TEXT, count);
	canvas_cell(canvas, row, row.row, row.col + TITLE_COL, fix_col(row.cols) - TITLE_COL - 1, -1,
	            here && !own->in_below ? ROLE_CURSOR : ROLE_TEXT, kind->title);
	if (row.cols >= NARROW_COLS)
		canvas_put(canvas, row, row.row, row.col + fix_col(row.cols), ROLE_TEXT, kind->fix);
}

static void alias_draw(const HealthView *own, Canvas *canvas, Rect row, size_t i)
{
	const Catalog *cat = own->report->catalog;
	const Alias   *alias = &cat->aliases[health_found_here(own)->aliases[i]];
	char           words[UTF8_CAP(LOGINS_LIST_MAX)];
	bool           here = i == own->below.at;
	Role           role = here && own->in_below ? ROLE_CURSOR : ROLE_TEXT;
	int            col = row.col + 13;
	health_words(cat, &own->report->log, alias, health_kind_here(own), words, sizeof words);
	if (here)
		canvas_sign(canvas, row, row.row, row.col, SIGN_HERE);
	canvas_cell(canvas, row, row.row, row.col + 2, 10, -1, role, alias->id);
	if (row.cols >= NARROW_COLS) {
		canvas_cell(canvas, row, row.row, col, 19, -1, role, alias->name ? alias->name : "");
		col += 20;
	}
	canvas_cell(canvas, row, row.row, col, row.col + row.cols - col - 1, -1, ROLE_TEXT, words);
}

static void table_draw(const HealthView *own, Table *table, Canvas *canvas, Rect area,
                       void (*row_draw)(const HealthView *own, Canvas *canvas, Rect row, size_t i))
{
	table_show(table, area.rows);
	table->row = area.row;
	for (size_t i = table->top; i < table->count && i < table->top + (size_t)area.rows; i++)
		row_draw(own, canvas, (Rect){ area.row + (int)(i - table->top), area.col, 1, area.cols }, i);
}

static void panes_draw(HealthView *own, Canvas *canvas, Rect area)
{
	int  room = area.rows - 2, kinds = (int)own->kind_count, most = room > 2 * LEAST_BELOW ? room - LEAST_BELOW : (room + 1) / 2;
	Rect above = { area.row, area.col, kinds < most ? kinds : most, area.cols };
	Rect below = { above.row + above.rows + 1, area.col, room - above.rows, area.cols };
	table_draw(own, &own->table, canvas, above, kind_draw);
	canvas_rule(canvas, area, below.row - 1, ROLE_BORDER, findings[health_kind_here(own)].title);
	table_draw(own, &own->below, canvas, below, alias_draw);
	canvas_rule(canvas, area, area.row + area.rows - 1, ROLE_BORDER, NULL);
}

static void reading_draw(const HealthView *own, Canvas *canvas, Rect area)
{
	char done[24], total[24], text[100];
	text_number(done, sizeof done, own->done);
	text_number(total, sizeof total, own->total);
	text_format(text, sizeof text, own->total ? "Reading aliases and phones… %s of %s. Esc stops." : "Reading aliases and phones… Esc stops.",
	            done, total);
	canvas_put(canvas, area, area.row + 1, area.col + 2, ROLE_TEXT, text);
}

void health_draw(View *view, const Ui *ui, Canvas *canvas, Rect area)
{
	HealthView *own = (HealthView *)view;
	(void)ui;
	if (!own->report) {
		reading_draw(own, canvas, area);
		return;
	}
	head_draw(own, canvas, (Rect){ area.row, area.col, 1, area.cols });
	header_draw(canvas, (Rect){ area.row + 1, area.col, 1, area.cols });
	Rect body = { area.row + HEAD_ROWS, area.col, area.rows - HEAD_ROWS, area.cols };
	if (own->kind_count)
		panes_draw(own, canvas, body);
	else
		canvas_put(canvas, body, body.row + 1, body.col + 2, ROLE_TEXT, "Nothing is wrong: every alias has phones that agents can use.");
}
