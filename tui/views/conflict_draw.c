/* The picture of the conflict screen: what happened, the values that differ, what may be kept of the one under the cursor. */
#include <string.h>

#include "core/base/sys.h"
#include "tui/views/conflict_inside.h"
#include "tui/widgets/button.h"
#include "tui/widgets/paragraph.h"

enum { NARROW_COLS = 60, LABEL_WIDE = 17, LABEL_NARROW = 13, CHOICE_CELLS = 17 };

static const char *or_dash(const char *value)
{
	return !value ? "-" : *value ? value : "(empty)";
}

/* --- what happened --- */

static void tell_who(const Conflict *conflict, char *out, size_t cap)
{
	const LastChangeReply *last = &conflict->arg.last;
	const char            *did = conflict->arg.merge->gone ? "deleted" : "changed";
	char                   opened[24];
	size_t                 used = 0;
	*out = '\0';
	sys_format_time(opened, sizeof opened, "%H:%M:%S", conflict->arg.opened_us);
	if (conflict->arg.opened_us)
		used = text_format(out, cap, "You opened it at %s. ", opened);
	if (*last->user)
		text_format(out + used, cap - used, "%s %s it at %s%s%s%s.", last->user, did, last->when, *last->by ? " (" : "", last->by,
		            *last->by ? ")" : "");
	else
		text_format(out + used, cap - used, "No log says who %s it.", did);
}

static void version_name(const Conflict *conflict, char *out, size_t cap)
{
	if (conflict->arg.seq)
		text_format(out, cap, "#%lld", (long long)conflict->arg.seq);
	else
		sys_format_time(out, cap, "%Y-%m-%d %H:%M", conflict->arg.opened_us);
}

static void tell(const Conflict *conflict, char *what, size_t what_cap, char *who, size_t who_cap)
{
	const char *id = conflict->arg.merge->alias.text;
	bool        gone = conflict->arg.merge->gone;
	char        name[24];
	version_name(conflict, name, sizeof name);
	tell_who(conflict, who, who_cap);
	switch (conflict->arg.kind) {
	case CONFLICT_EDIT:
		text_format(what, what_cap, "Not saved: alias %s %s while you were editing.", id, gone ? "was deleted" : "changed");
		break;
	case CONFLICT_DELETE:
		text_format(what, what_cap, "Not deleted: alias %s changed meanwhile.", id);
		break;
	case CONFLICT_UNDO:
		text_copy(what, what_cap, conflict->arg.why);
		*who = '\0';
		break;
	case CONFLICT_RESTORE:
		text_format(what, what_cap, "Restore %s to %s: choose what is written back.", id, name);
		*who = '\0';
		break;
	}
}

static int told_draw(const Conflict *conflict, Canvas *canvas, Rect area)
{
	char what[300], who[300];
	int  row = area.row;
	tell(conflict, what, sizeof what, who, sizeof who);
	canvas_sign(canvas, area, row, area.col + 2, conflict->arg.kind == CONFLICT_RESTORE ? SIGN_TO : SIGN_BROKEN);
	row += paragraph_draw(canvas, (Rect){ row, area.col + 5, 3, area.cols - 6 }, ROLE_TEXT, what);
	if (*who)
		row += paragraph_draw(canvas, (Rect){ row, area.col + 5, 3, area.cols - 6 }, ROLE_DIM, who);
	return row - area.row;
}

/* --- the values --- */

typedef struct { int label_col, label, col[3], width; } Columns;

/* Narrow: only what is kept has room; all of the one under the cursor stands below. */
static Columns columns_of(const ConflictWords *words, Rect area)
{
	bool    narrow = area.cols < NARROW_COLS;
	int     label = narrow ? LABEL_NARROW : LABEL_WIDE;
	int     count = narrow ? 1 : 1 + !!words->opened + !!words->mine;
	Columns columns = { .label_col = narrow ? 2 : 4, .label = label };
	int     first = columns.label_col + label + 1;
	columns.width = (area.cols - first) / count - 1;
	for (int i = 0; i < 3; i++)
		columns.col[i] = first + i * (columns.width + 1);
	return columns;
}

static void cells_draw(const Conflict *conflict, Canvas *canvas, Rect area, int row, Role role, const char *const values[4])
{
	const ConflictWords *words = conflict_words(conflict);
	Columns              columns = columns_of(words, area);
	int                  at = 0;
	if (area.cols < NARROW_COLS) {
		canvas_cell(canvas, area, row, columns.col[0], columns.width, -1, role, values[3]);
		return;
	}
	if (words->opened)
		canvas_cell(canvas, area, row, columns.col[at++], columns.width, -1, role, values[0]);
	canvas_cell(canvas, area, row, columns.col[at++], columns.width, -1, role, values[1]);
	if (words->mine)
		canvas_cell(canvas, area, row, columns.col[at], columns.width, -1, role, values[2]);
}

static void heads_draw(const Conflict *conflict, Canvas *canvas, Rect area, int row)
{
	const ConflictWords *words = conflict_words(conflict);
	Columns              columns = columns_of(words, area);
	canvas_fill(canvas, (Rect){ row, area.col, 1, area.cols }, ROLE_HEADER);
	canvas_cell(canvas, area, row, columns.label_col, columns.label, -1, ROLE_HEADER, "FIELD");
	cells_draw(conflict, canvas, area, row, ROLE_HEADER,
	           (const char *const[]){ words->opened, "STORED NOW", words->mine, words->mine ? "KEPT" : "STORED NOW" });
}

static void row_draw(const Conflict *conflict, const MergeRow *value, bool here, Canvas *canvas, Rect area, int row)
{
	Columns     columns = columns_of(conflict_words(conflict), area);
	const char *kept = conflict->arg.kind == CONFLICT_DELETE ? value->now : merge_kept(value);
	char        label[80];
	conflict_label(value, label, sizeof label);
	if (here)
		canvas_sign(canvas, area, row, area.col + columns.label_col - 2, SIGN_HERE);
	canvas_cell(canvas, area, row, columns.label_col, columns.label, -1, here ? ROLE_CURSOR : ROLE_TEXT, label);
	cells_draw(conflict, canvas, area, row, ROLE_TEXT,
	           (const char *const[]){ or_dash(value->opened), or_dash(value->now), or_dash(value->mine), or_dash(kept) });
}

static void rows_draw(Conflict *conflict, Canvas *canvas, Rect area)
{
	const MergeRow *value;
	heads_draw(conflict, canvas, area, area.row);
	table_show(&conflict->table, area.rows - 1);
	conflict->table.row = area.row + 1;
	if (!conflict->table.count)
		canvas_put(canvas, area, area.row + 1, area.col + 4, ROLE_TEXT, "What is stored now is what you want: nothing is left to do.");
	for (int row = 1; row < area.rows && (value = conflict_row(conflict, conflict->table.top + (size_t)row - 1)); row++)
		row_draw(conflict, value, conflict->table.top + (size_t)row - 1 == conflict->table.at, canvas, area, area.row + row);
}

/* --- what may be kept --- */

static int choice_draw(Canvas *canvas, Rect area, int row, const char *label, bool chosen, const char *value, Keep keep)
{
	int  below = area.cols < NARROW_COLS, end = area.row + area.rows;
	int  col = area.col + (below ? 1 : 4), value_col = below ? col + 4 : col + 4 + CHOICE_CELLS;
	Rect room = { row + below, value_col, end - row - below, area.cols - value_col - 1 };
	canvas_sign(canvas, area, row, col, chosen ? SIGN_CHOSEN : SIGN_FREE);
	canvas_put(canvas, area, row, col + 4, chosen ? ROLE_FOCUS : ROLE_FIELD, label);
	int rows = below + paragraph_draw(canvas, room, ROLE_TEXT, value);
	canvas_spot(canvas, area, (Spot){ { row, col, rows, area.col + area.cols - col }, .choice = (int)keep + 1 });
	return rows;
}

static void choices_draw(const Conflict *conflict, Canvas *canvas, Rect area)
{
	const ConflictWords *words = conflict_words(conflict);
	const MergeRow      *value = conflict_row(conflict, conflict->table.at);
	const char          *labels[KEEP_COUNT] = { "take both", words->keep_theirs, words->keep_mine };
	char                 label[160];
	int                  row = area.row;
	if (!value || !words->keep_mine)
		return;
	conflict_label(value, label, sizeof label);
	text_format(label + strlen(label), sizeof label - strlen(label), "%s", value->both ? " changed on both sides:" : ":");
	canvas_put(canvas, area, row++, area.col + 2, ROLE_TEXT, label);
	for (Keep keep = 0; keep < KEEP_COUNT && row < area.row + area.rows; keep++) {
		const char *values[] = { value->both, value->now, value->mine };
		if (merge_offers(value, keep))
			row += choice_draw(canvas, area, row, labels[keep], value->keep == keep, or_dash(values[keep]), keep);
	}
	if (value->both && *value->told && row < area.row + area.rows)
		paragraph_draw(canvas, (Rect){ row, area.col + 4, area.row + area.rows - row, area.cols - 5 }, ROLE_DIM, value->told);
}

/* Side by side where there is room, else one below the other. */
static int buttons_draw(const Conflict *conflict, Canvas *canvas, Rect area)
{
	const ConflictWords *words = conflict_words(conflict);
	bool                 narrow = area.cols < NARROW_COLS;
	int                  count = 0, row, col = area.col + (narrow ? 1 : 4);
	for (int i = 0; i < CONFLICT_BUTTONS; i++)
		count += words->buttons[i] != NULL;
	int rows = narrow ? count : 1;
	row = area.row + area.rows - rows;
	for (size_t i = 0; i < CONFLICT_BUTTONS; i++) {
		Button button = { .label = words->buttons[i], .focused = conflict->button == i, .disabled = conflict->writing, .stop = (int)i };
		if (!button.label)
			continue;
		int used = button_draw(canvas, area, row, col, button);
		row += narrow;
		col += narrow ? 0 : used + 4;
	}
	return rows;
}

void conflict_draw(View *view, const Ui *ui, Canvas *canvas, Rect area)
{
	Conflict *conflict = (Conflict *)view;
	int       spare = area.rows > 16;
	int       top = spare + told_draw(conflict, canvas, (Rect){ area.row + spare, area.col, area.rows, area.cols }) + spare;
	int       foot = buttons_draw(conflict, canvas, area) + spare;
	int       left = area.rows - top - foot, most = left / 2 > 2 ? left / 2 : 2;
	int       wanted = 1 + (int)(conflict->table.count ? conflict->table.count : 1);
	int       rows = !conflict_words(conflict)->keep_mine ? left : wanted < most ? wanted : most;
	(void)ui;
	rows_draw(conflict, canvas, (Rect){ area.row + top, area.col, rows, area.cols });
	choices_draw(conflict, canvas, (Rect){ area.row + top + rows + spare, area.col, left - rows - spare, area.cols });
}
