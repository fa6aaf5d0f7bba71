/* The history of one alias: what is stored now, every version the logs know, newest first, and what the one under the cursor
 * changed. */
#include <string.h>

#include "core/base/sys.h"
#include "tui/views/conflict.h"
#include "tui/views/history.h"
#include "tui/views/undo.h"
#include "tui/views/views.h"

enum { NARROW_COLS = 60, STRIP_FROM_ROWS = 14, STRIP_LINES = 7, DETAIL_COL = 20 };

const Version *history_here(const HistoryView *own)
{
	return own->history && own->table.at < own->history->count ? &own->history->versions[own->table.at] : NULL;
}

/* --- asking --- */

static void history_ask(View *view, Ui *ui)
{
	HistoryView *own = (HistoryView *)view;
	Request      request = { .op = OP_HISTORY, .alias = own->alias };
	if (own->asked)
		return;
	own->asked = true;
	ui_ask(ui, view, &request);
}

/* What others did to it shows in the list too. */
static void history_refreshed(View *view, Ui *ui)
{
	if (!ui_is_same(ui))
		history_ask(view, ui);
}

static void history_open(View *view, Ui *ui, const void *arg)
{
	((HistoryView *)view)->alias = *(const AliasId *)arg;
	history_ask(view, ui);
}

static void history_close(View *view)
{
	history_free(((HistoryView *)view)->history);
}

static bool same_version(const Version *a, const Version *b)
{
	return a->source == b->source && a->seq == b->seq && (a->seq || a->log_id == b->log_id);
}

/* The cursor belongs to a version: new ones come above it. */
static void take_history(HistoryView *own, History *history)
{
	const Version *was = history_here(own);
	size_t         at = own->table.at;
	for (size_t i = 0; was && i < history->count; i++)
		if (same_version(was, &history->versions[i]))
			at = i;
	history_free(own->history);
	own->history = history;
	table_count(&own->table, history->count);
	table_go(&own->table, at);
}

/* An alias that is no more is made again. */
static void take_record(HistoryView *own, Ui *ui, Answer *answer)
{
	ConflictArg arg = { .kind = CONFLICT_RESTORE, .seq = own->wanted.seq, .opened_us = own->wanted.at_us };
	size_t      at = 0;
	own->restores = false;
	while (at < own->history->count && !same_version(&own->wanted, &own->history->versions[at]))
		at++;
	if ((!answer->ok && answer->err.code != ERR_NOT_FOUND) || at == own->history->count) {
		ui_say_err(ui, &answer->err);
		return;
	}
	arg.record = answer->ok ? answer->reply.record : NULL;
	arg.merge = merge_restore(own->history, at, arg.record);
	answer->reply.record = NULL;
	ui_push(ui, &conflict_class, &arg);
}

static void history_answer(View *view, Ui *ui, Answer *answer)
{
	HistoryView *own = (HistoryView *)view;
	if (answer->final && answer->op == OP_RECORD)
		take_record(own, ui, answer);
	if (!answer->final || answer->op != OP_HISTORY)
		return;
	own->asked = false;
	if (answer->ok) {
		take_history(own, answer->reply.history);
		answer->reply.history = NULL;
		return;
	}
	ui_say_err(ui, &answer->err);
	if (!own->history)
		ui_pop(ui, view);
}

/* --- keys --- */

static void compare(View *view, Ui *ui)
{
	(void)ui;
	((HistoryView *)view)->compares = !((HistoryView *)view)->compares;
}

static void undo(View *view, Ui *ui)
{
	const Version *version = history_here((HistoryView *)view);
	if (version && version->seq)
		ui_push(ui, &undo_class, &(UndoArg){ .seq = version->seq });
	else
		ui_say(ui, ROLE_TEXT, "Only changes of this console's audit log, which have a number, can be undone.");
}

static void restore(View *view, Ui *ui)
{
	HistoryView *own = (HistoryView *)view;
	Request      request = { .op = OP_RECORD, .alias = own->alias };
	if (!history_here(own) || own->restores)
		return;
	own->wanted = *history_here(own);
	own->restores = true;
	ui_ask(ui, view, &request);
}

static void back(View *view, Ui *ui)
{
	ui_pop(ui, view);
}

static const Binding history_rows[] = {
	{ .keys = "Up Down j k", .name = "move-line", .help = "move one line", .group = "MOVE" },
	{ .keys = "PgUp PgDn ^F ^B", .name = "move-page", .help = "move one page", .group = "MOVE" },
	{ .keys = "^D ^U", .name = "move-half", .help = "move half a page", .group = "MOVE" },
	{ .keys = "Home End g G", .name = "move-end", .help = "go to first or last", .group = "MOVE" },
	{ .keys = "u", .name = "history-undo", .label = "Undo", .help = "undo this change", .group = "CHANGE", .need = RIGHT_READ,
	  .run = undo },
	{ .keys = "r", .name = "history-restore", .label = "Restore", .help = "restore this version", .group = "CHANGE",
	  .need = RIGHT_EDIT, .run = restore },
	{ .keys = "d", .name = "history-compare", .label = "Compare with now", .help = "compare with now", .group = "SEE",
	  .run = compare },
	{ .keys = "y", .name = "history-copy", .label = "Copy", .help = "copy this version", .group = "SEE", .run = history_copy },
	{ .keys = "x", .name = "history-export", .help = "export the versions", .group = "SEE", .run = history_export },
	{ .keys = "R F5", .name = "history-refresh", .help = "read it again", .group = "SEE",
	  .run = history_ask },
	{ .keys = "Esc q", .name = "history-back", .label = "Back", .help = "go back", .group = "OTHER", .run = back },
};
static const Keymap history_keys = KEYMAP("History", history_rows);
static const Keymap *const history_keymaps[] = { &history_keys, NULL };

static bool history_event(View *view, Ui *ui, const Event *event)
{
	(void)ui;
	return table_key(&((HistoryView *)view)->table, event);
}

/* --- the list --- */

typedef enum { CELL_SEQ, CELL_WHEN, CELL_ADMIN, CELL_CHANGE, CELL_COUNT } CellId;

/* Narrow width 0: not there at 40 columns. Of CHANGE the rest of the row. */
static const struct { const char *title; int col, width, narrow_col, narrow_width; } cells[CELL_COUNT] = {
	[CELL_SEQ]   = { "#", 3, 5, 3, 5 },        [CELL_WHEN]   = { "WHEN", 9, 16, 9, 10 },
	[CELL_ADMIN] = { "ADMIN", 26, 8, 0, 0 },   [CELL_CHANGE] = { "CHANGE", 35, 1, 20, 1 },
};

static void cell_draw(CellId id, Canvas *canvas, Rect row, Role role, const char *text)
{
	bool narrow = row.cols < NARROW_COLS;
	int  col = narrow ? cells[id].narrow_col : cells[id].col, width = narrow ? cells[id].narrow_width : cells[id].width;
	if (id == CELL_CHANGE)
		width = row.cols - col - 1;
	if (width)
		canvas_cell(canvas, row, row.row, col, width, id == CELL_SEQ ? 1 : -1, role, text);
}

static Sign sign_of(const Version *version)
{
	if (version->class == CLASS_APPLIED || version->class == CLASS_ALREADY || version->class == CLASS_APPLIED_LOG_ADDED)
		return SIGN_GOOD;
	return version_wrote(version) || version->class == CLASS_COUNT || version->class == CLASS_INDETERMINATE ? SIGN_LOOK : SIGN_BROKEN;
}

static void version_draw(const Version *version, bool is_here, Canvas *canvas, Rect row)
{
	static const char *const from[] = {
		[BY_US] = "", [BY_WEB] = " (web, from VICIdial admin log)", [BY_API] = " (API, from VICIdial admin log)",
		[BY_ANOTHER_HOST] = " (vicialias on another host)",
	};
	char seq[24] = "", when[24], what[400];

	if (version->seq)
		text_format(seq, sizeof seq, "%lld", (long long)version->seq);
	sys_format_time(when, sizeof when, row.cols < NARROW_COLS ? "%Y-%m-%d" : "%Y-%m-%d %H:%M", version->at_us);
	text_format(what, sizeof what, "%s%s", version->what, from[version->source]);
	if (is_here)
		canvas_sign(canvas, row, row.row, row.col, SIGN_HERE);
	canvas_sign(canvas, row, row.row, row.col + 2, sign_of(version));
	cell_draw(CELL_SEQ, canvas, row, ROLE_TEXT, seq);
	cell_draw(CELL_WHEN, canvas, row, is_here ? ROLE_CURSOR : ROLE_TEXT, when);
	cell_draw(CELL_ADMIN, canvas, row, ROLE_TEXT, version->admin);
	cell_draw(CELL_CHANGE, canvas, row, ROLE_TEXT, what);
}

static void versions_draw(HistoryView *own, Canvas *canvas, Rect body)
{
	table_show(&own->table, body.rows);
	own->table.row = body.row;
	if (!own->history->count)
		canvas_put(canvas, body, body.row + 1, 4, ROLE_TEXT, "Neither the audit log nor VICIdial's admin log has a change of it.");
	for (size_t i = own->table.top; i < own->history->count && i < own->table.top + (size_t)body.rows; i++)
		version_draw(&own->history->versions[i], i == own->table.at, canvas,
		             (Rect){ body.row + (int)(i - own->table.top), body.col, 1, body.cols });
}

/* --- one version --- */

/* "#4213", or of others' changes when it was. */
void history_name(const Version *version, char *out, size_t cap)
{
	if (version->seq)
		text_format(out, cap, "#%lld", (long long)version->seq);
	else
		sys_format_time(out, cap, "%Y-%m-%d %H:%M", version->at_us);
}

static void strip_title(const HistoryView *own, const Version *version, bool ascii, char *out, size_t cap)
{
	char           name[24], before[24] = "";
	const Version *end = own->history->versions + own->history->count;
	history_name(version, name, sizeof name);
	if (version + 1 < end)
		history_name(version + 1, before, sizeof before);
	if (own->compares)
		text_format(out, cap, "%s  %s  now", name, sign_text(SIGN_TO, ascii));
	else if (*before)
		text_format(out, cap, "%s  %s  %s", before, sign_text(SIGN_TO, ascii), name);
	else
		text_copy(out, cap, name);
}

static int detail_col(Rect area)
{
	return area.cols < NARROW_COLS ? 12 : DETAIL_COL;
}

static int detail_half(Rect area)
{
	return (area.cols - detail_col(area) - 4) / 2;
}

static void heads_draw(const HistoryView *own, Canvas *canvas, Rect area)
{
	int col = detail_col(area), half = detail_half(area);
	canvas_cell(canvas, area, area.row + 1, col, half, -1, ROLE_DIM, own->compares ? "THEN" : "BEFORE");
	canvas_cell(canvas, area, area.row + 1, col + half + 3, half, -1, ROLE_DIM, own->compares ? "NOW" : "AFTER");
}

/* Values side by side; what differs has a mark. NULL: not known, or there was none. */
static void detail_draw(Canvas *canvas, Rect area, int row, const char *label, const char *before, const char *after)
{
	bool narrow = area.cols < NARROW_COLS;
	int  col = detail_col(area), half = detail_half(area);
	bool differs = strcmp(before ? before : "", after ? after : "") != 0;
	canvas_cell(canvas, area, row, narrow ? 1 : 4, col - (narrow ? 2 : 5), -1, ROLE_TEXT, label);
	canvas_cell(canvas, area, row, col, half, -1, differs && before ? ROLE_REMOVED : ROLE_DIM, before ? before : "-");
	if (differs && after)
		canvas_put(canvas, area, row, col + half + 1, ROLE_ADDED, "+");
	canvas_cell(canvas, area, row, col + half + 3, half, -1, differs && after ? ROLE_ADDED : ROLE_DIM, after ? after : "-");
}

static void strip_draw(const HistoryView *own, Canvas *canvas, Rect area)
{
	const Version *version = history_here(own);
	char           text[120];
	int            row = area.row + 2, end = area.row + area.rows;
	if (!version) {
		canvas_rule(canvas, area, area.row, ROLE_BORDER, "");
		return;
	}
	const AliasState *before = own->compares ? version_wrote(version) ? &version->after : &version->before : &version->before;
	const AliasState *after = own->compares ? &own->history->now : &version->after;
	strip_title(own, version, canvas->ascii, text, sizeof text);
	canvas_rule(canvas, area, area.row, ROLE_BORDER, text);
	heads_draw(own, canvas, area);
	for (ColumnId column = COLUMN_ALIAS_NAME; column <= COLUMN_USER_GROUP; column++)
		detail_draw(canvas, area, row++, fields[state_fields[column]].key, before->of[column], after->of[column]);
	for (size_t i = 0; i < version->phone_count && row < end; i++, row++) {
		const PhoneChange *change = &version->phones[i];
		text_format(text, sizeof text, "%s %s", change->login, plan_column_names[change->column]);
		if (row == end - 1 && i + 1 < version->phone_count) {
			text_format(text, sizeof text, "… %zu more of its phones: the audit log shows all", version->phone_count - i);
			canvas_put(canvas, area, row, 4, ROLE_TEXT, text);
		} else {
			detail_draw(canvas, area, row, text, own->compares && version_wrote(version) ? change->after : change->before,
			            own->compares ? change->now : change->after);
		}
	}
}

/* --- the whole --- */

static void history_draw(View *view, const Ui *ui, Canvas *canvas, Rect area)
{
	HistoryView *own = (HistoryView *)view;
	int          strip = area.rows >= STRIP_FROM_ROWS ? STRIP_LINES + 1 : 0;
	Rect         header = { area.row, area.col, 1, area.cols };
	Rect         now = { area.row + 1, area.col, 1, area.cols };
	Rect         body = { area.row + 2, area.col, area.rows - 3 - strip, area.cols };
	(void)ui;
	canvas_rule(canvas, area, area.row + area.rows - 1, ROLE_BORDER, NULL);
	if (!own->history) {
		canvas_put(canvas, area, area.row + 1, 4, ROLE_TEXT, "Reading the logs…");
		return;
	}
	canvas_fill(canvas, header, ROLE_HEADER);
	for (CellId id = 0; id < CELL_COUNT; id++)
		cell_draw(id, canvas, header, ROLE_HEADER, cells[id].title);
	cell_draw(CELL_WHEN, canvas, now, ROLE_TEXT, "now");
	cell_draw(CELL_CHANGE, canvas, now, ROLE_TEXT, own->history->standing);
	versions_draw(own, canvas, body);
	if (strip)
		strip_draw(own, canvas, (Rect){ body.row + body.rows, area.col, strip, area.cols });
}

static void history_title(const View *view, const Ui *ui, char *out, size_t cap)
{
	(void)ui;
	text_format(out, cap, "History of alias %s", ((const HistoryView *)view)->alias.text);
}

static void history_status(const View *view, const Ui *ui, char *left, size_t left_cap, char *right, size_t right_cap)
{
	const HistoryView *own = (const HistoryView *)view;
	(void)ui;
	if (!own->history)
		return;
	if (own->compares)
		text_copy(left, left_cap, "Compared with what is stored now; d shows what the change did.");
	text_format(right, right_cap, "%s%zu %s", own->history->more ? "the newest " : "", own->history->count,
	            own->history->count == 1 ? "version" : "versions");
}

static void history_more_help(char *out, size_t cap)
{
	text_copy(out, cap, "Numbers are those of the audit log. Changes without a number were made by others and are told by VICIdial's "
	          "admin log.");
}

const ViewClass history_class = {
	.name = "History", .size = sizeof(HistoryView), .keymaps = history_keymaps, .open = history_open, .title = history_title,
	.draw = history_draw, .status = history_status, .more_help = history_more_help, .event = history_event,
	.answer = history_answer, .refreshed = history_refreshed, .close = history_close,
};
