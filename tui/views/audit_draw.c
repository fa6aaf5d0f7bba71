/* The picture of the audit log: entries, the strip about one of them, and all of one. */
#include <string.h>

#include "core/base/sys.h"
#include "tui/views/audit.h"
#include "tui/widgets/paragraph.h"

enum { STRIP_FROM_ROWS = 17, STRIP_LINES = 5, NARROW_COLS = 60, LABEL_CELLS = 15 };

typedef enum { CELL_SEQ, CELL_WHEN, CELL_ADMIN, CELL_ACTION, CELL_ALIAS, CELL_CHANGE, CELL_COUNT } CellId;

/* Width 0: the rest of the row, or at 40 columns not there. */
static const struct { const char *title; int col, width, narrow_col, narrow_width; } cells[CELL_COUNT] = {
	[CELL_SEQ]    = { "#", 3, 5, 2, 5 },           [CELL_WHEN]   = { "WHEN", 10, 12, 0, 0 },
	[CELL_ADMIN]  = { "ADMIN", 23, 8, 0, 0 },      [CELL_ACTION] = { "ACTION", 32, 7, 8, 7 },
	[CELL_ALIAS]  = { "ALIAS ID", 40, 10, 16, 9 }, [CELL_CHANGE] = { "CHANGE", 51, 0, 26, 0 },
};

static bool cell_place(CellId id, Rect row, int *col, int *width)
{
	bool narrow = row.cols < NARROW_COLS;
	*col = narrow ? cells[id].narrow_col : cells[id].col;
	*width = narrow ? cells[id].narrow_width : cells[id].width;
	if (id == CELL_CHANGE)
		*width = row.cols - *col - 1;
	return *width > 0;
}

static void when_text(int64_t at_us, char *out, size_t cap)
{
	bool this_week = sys_now_us() - at_us < (int64_t)6 * 86400 * 1000000;
	sys_format_time(out, cap, this_week ? "%a %H:%M:%S" : "%Y-%m-%d", at_us);
}

/* The door writes why, under this name, into the entry of a sign-in that was refused. */
static bool was_refused(const AuditEvent *event)
{
	static const char name[] = "\"refused\":";
	return event->kind == EVENT_LOGIN && event->payload && memmem(event->payload, event->payload_length, name, sizeof name - 1);
}

static bool has_outcome(const AuditEntry *entry)
{
	return entry->event.kind == EVENT_INTENT || entry->event.kind == EVENT_BATCH_OPEN;
}

/* A change is shown once, its outcome is the sign. */
static Sign entry_sign(const AuditEntry *entry)
{
	if (!has_outcome(entry))
		return was_refused(&entry->event) ? SIGN_BROKEN : SIGN_GOOD;
	switch (entry->outcome) {
	case CLASS_APPLIED: case CLASS_ALREADY: case CLASS_APPLIED_LOG_ADDED:
		return SIGN_GOOD;
	case CLASS_PARTIAL: case CLASS_INDETERMINATE: case CLASS_APPLIED_THEN_CHANGED: case CLASS_APPLIED_THEN_REVERTED: case CLASS_COUNT:
		return SIGN_LOOK;
	default:
		return SIGN_BROKEN;
	}
}

static void header_draw(Canvas *canvas, Rect row)
{
	canvas_fill(canvas, row, ROLE_HEADER);
	for (CellId id = 0; id < CELL_COUNT; id++) {
		int col, width;
		if (!cell_place(id, row, &col, &width))
			continue;
		canvas_cell(canvas, row, row.row, col, width, id == CELL_SEQ ? 1 : -1, ROLE_HEADER, cells[id].title);
		if (id == CELL_WHEN)
			canvas_sign(canvas, row, row.row, col + 5, SIGN_DESCENDING);
	}
}

/* "8302x", or "17 aliases" */
static void alias_text(const AuditEntry *entry, char *out, size_t cap)
{
	if (entry->event.kind == EVENT_BATCH_OPEN)
		text_format(out, cap, "%zu %s", entry->aliases, entry->aliases == 1 ? "alias" : "aliases");
	else
		text_copy(out, cap, entry->alias);
}

static void entry_draw(const AuditEntry *entry, bool here, Canvas *canvas, Rect row)
{
	char        seq[24], when[24], alias[UTF8_CAP(ALIAS_ID_MAX)];
	const char *texts[CELL_COUNT] = {
		[CELL_SEQ] = seq, [CELL_WHEN] = when, [CELL_ADMIN] = entry->event.actor ? entry->event.actor : "",
		[CELL_ACTION] = entry->action, [CELL_ALIAS] = alias, [CELL_CHANGE] = entry->summary,
	};
	text_format(seq, sizeof seq, "%lld", (long long)entry->event.seq);
	when_text(entry->event.ts_us, when, sizeof when);
	alias_text(entry, alias, sizeof alias);
	if (here)
		canvas_sign(canvas, row, row.row, row.col, SIGN_HERE);
	canvas_sign(canvas, row, row.row, row.col + 1, entry_sign(entry));
	for (CellId id = 0; id < CELL_COUNT; id++) {
		int col, width;
		if (cell_place(id, row, &col, &width))
			canvas_cell(canvas, row, row.row, col, width, id == CELL_SEQ ? 1 : -1,
			            here && id == CELL_SEQ ? ROLE_CURSOR : ROLE_TEXT, texts[id]);
	}
}

static void filter_draw(const AuditView *audit, Canvas *canvas, Rect row)
{
	char matched[24], total[24], count[60] = "";
	if (audit->page) {
		text_number(matched, sizeof matched, audit->page->matched);
		text_number(total, sizeof total, audit->page->total);
		text_format(count, sizeof count, "%s of %s", matched, total);
	}
	int end = row.cols - 1 - text_width(count);
	canvas_put(canvas, row, row.row, 1, audit->filtering ? ROLE_TEXT : ROLE_DIM, "Filter");
	line_draw(&audit->typed, canvas, row, row.row, 9, end - 11, *audit->wrong ? ROLE_ERROR : ROLE_FIELD, audit->filtering);
	canvas_put(canvas, row, row.row, end, ROLE_TEXT, count);
}

/* --- one entry --- */

/* "ssh 10.0.0.5 pts/3" -> "from 10.0.0.5 on pts/3", "cli pts/3" -> "here on pts/3"; what else there is, as it stands */
static void where_text(const char *origin, char *out, size_t cap)
{
	bool        ssh = strncmp(origin, "ssh ", 4) == 0, here = strncmp(origin, "cli", 3) == 0;
	const char *place = origin + (ssh ? 4 : 0), *blank = ssh || here ? strchr(place, ' ') : NULL;
	int         length = (int)(blank ? blank - place : (ptrdiff_t)strlen(place));
	text_format(out, cap, "%s%.*s%s%s", ssh ? "from " : here ? "here" : "", here ? 0 : length, place, blank ? " on " : "",
	            blank ? blank + 1 : "");
}

/* "root:0:1000" -> " as root, logged in as user 1000": who became root by su or sudo */
static void as_text(const char *os_user, char *out, size_t cap)
{
	const char *uid = strchr(os_user, ':'), *login = uid ? strchr(uid + 1, ':') : NULL;
	text_format(out, cap, " as %.*s", (int)strcspn(os_user, ":"), os_user);
	if (!login || strcmp(login, ":-") == 0 || ((size_t)(login - uid) == strlen(login) && strncmp(uid, login, strlen(login)) == 0))
		return;
	size_t used = strlen(out);
	text_format(out + used, cap - used, ", logged in as user %s", login + 1);
}

static void by_text(const AuditEvent *event, char *out, size_t cap)
{
	char session[33], where[160], as[160];
	sys_hex(session, event->session_id, sizeof event->session_id);
	where_text(event->origin ? event->origin : "?", where, sizeof where);
	as_text(event->os_user ? event->os_user : "?", as, sizeof as);
	text_format(out, cap, "by %s, %s%s, session %.8s", event->actor && *event->actor ? event->actor : "nobody", where, as, session);
}

static void label_text(const AuditDetail *detail, char *out, size_t cap)
{
	bool has_subject = detail->subject && *detail->subject;
	text_format(out, cap, "%s%s%s", has_subject ? detail->subject : "", has_subject ? " " : "",
	            detail->field ? detail->field : "");
}

static void detail_draw(const AuditDetail *detail, Canvas *canvas, Rect area, int row)
{
	char label[120];
	int  col = 4 + LABEL_CELLS, half = (area.cols - col - 5) / 2;
	label_text(detail, label, sizeof label);
	canvas_cell(canvas, area, row, 4, LABEL_CELLS - 1, -1, ROLE_TEXT, label);
	if (detail->before && detail->after) {
		canvas_cell(canvas, area, row, col, half, -1, ROLE_REMOVED, detail->before);
		canvas_sign(canvas, area, row, col + half + 1, SIGN_TO);
		canvas_cell(canvas, area, row, col + half + 4, half, -1, ROLE_ADDED, detail->after);
	} else {
		canvas_cell(canvas, area, row, col, area.cols - col - 1, -1, detail->before ? ROLE_REMOVED : ROLE_TEXT,
		            detail->before ? detail->before : detail->after ? detail->after : "");
	}
}

static bool details_are_here(const AuditView *audit)
{
	return audit_here(audit) && audit->details_page && audit->details_seq == audit_here(audit)->event.seq;
}

static void strip_title(const AuditView *audit, char *out, size_t cap)
{
	const AuditEntry *here = audit_here(audit);
	char              alias[UTF8_CAP(ALIAS_ID_MAX)];
	text_copy(out, cap, "");
	if (!here)
		return;
	alias_text(here, alias, sizeof alias);
	text_format(out, cap, "#%lld  %s  %s", (long long)here->event.seq, here->action, alias);
}

static void strip_draw(const AuditView *audit, Canvas *canvas, Rect area)
{
	char   title[160], text[400];
	size_t room = (size_t)area.rows - 2;
	strip_title(audit, title, sizeof title);
	canvas_rule(canvas, area, area.row, ROLE_BORDER, title);
	if (!details_are_here(audit))
		return;
	for (size_t i = 0; i < audit->detail_count && i < room; i++)
		detail_draw(&audit->details[i], canvas, area, area.row + 1 + (int)i);
	by_text(&audit_here(audit)->event, text, sizeof text);
	if (audit->detail_count > room)
		text_format(text, sizeof text, "… %zu more: Enter shows all", audit->detail_count - room);
	canvas_put(canvas, area, area.row + area.rows - 1, 4, ROLE_TEXT, text);
}

/* A line of all details; outside the window it is only counted. */
typedef struct {
	Canvas *canvas;
	Rect    area;
	size_t  top, line;
} Page;

static void page_text(Page *page, int indent, Role role, const char *text)
{
	char visible[2048], line[2048];
	text_visible(visible, sizeof visible, text, strlen(text));
	for (const char *at = visible, *next; *at; at = next, page->line++) {
		size_t length = paragraph_line(at, page->area.cols - indent - 1, &next);
		int    row = page->area.row + (int)(page->line - page->top);
		text_format(line, sizeof line, "%.*s", (int)length, at);
		if (page->line >= page->top)
			canvas_put(page->canvas, page->area, row, page->area.col + indent, role, line);
	}
}

static void page_pair(Page *page, const char *mark, Role role, const char *value)
{
	int row = page->area.row + (int)(page->line - page->top);
	if (!value)
		return;
	if (page->line >= page->top)
		canvas_put(page->canvas, page->area, row, 4, role, mark);
	page_text(page, 6, role, *value ? value : "(empty)");
}

static const char *outcome_text(const AuditEntry *entry)
{
	if (!has_outcome(entry))
		return "";
	return entry->outcome < CLASS_COUNT ? step_class_name(entry->outcome) : "no outcome yet";
}

static void full_draw(AuditView *audit, Canvas *canvas, Rect area)
{
	const AuditEntry *here = audit_here(audit);
	Page              page = { .canvas = canvas, .area = area, .top = audit->full_top };
	char              text[500], when[40], hash[65];
	if (!details_are_here(audit))
		return;
	sys_format_time(when, sizeof when, "%Y-%m-%d %H:%M:%S", here->event.ts_us);
	text_format(text, sizeof text, "#%lld  %s  %s  %s  %s", (long long)here->event.seq, when, here->action, here->alias,
	            outcome_text(here));
	page_text(&page, 1, ROLE_TEXT, text);
	by_text(&here->event, text, sizeof text);
	page_text(&page, 1, ROLE_TEXT, text);
	for (size_t i = 0; i < audit->detail_count; i++) {
		const AuditDetail *detail = &audit->details[i];
		label_text(detail, text, sizeof text);
		page_text(&page, 1, ROLE_TEXT, text);
		page_pair(&page, detail->after ? "-" : " ", ROLE_REMOVED, detail->before);
		page_pair(&page, detail->before ? "+" : " ", detail->before ? ROLE_ADDED : ROLE_TEXT, detail->after);
	}
	sys_hex(hash, here->event.hash, sizeof here->event.hash);
	text_format(text, sizeof text, "hash %s", hash);
	page_text(&page, 1, ROLE_DIM, text);
	audit->full_lines = page.line;
	audit->full_rows = (size_t)page.area.rows;
}

/* --- the whole --- */

static void entries_draw(AuditView *audit, Canvas *canvas, Rect body)
{
	const char *nothing = audit->page ? "No entry matches. Esc clears the filter." : "Reading the log…";
	table_show(&audit->table, body.rows);
	audit->table.row = body.row;
	if (!audit->table.count)
		canvas_put(canvas, body, body.row + 1, 4, ROLE_TEXT, nothing);
	for (size_t i = audit->table.top; i < audit->table.count && i < audit->table.top + (size_t)body.rows; i++)
		entry_draw(&audit->page->entries[i], i == audit->table.at, canvas,
		           (Rect){ body.row + (int)(i - audit->table.top), 0, 1, body.cols });
}

void audit_draw(View *view, const Ui *ui, Canvas *canvas, Rect area)
{
	AuditView *audit = (AuditView *)view;
	int        strip = area.rows >= STRIP_FROM_ROWS ? STRIP_LINES + 1 : 0;
	Rect       body = { area.row + 2, area.col, area.rows - 3 - strip, area.cols };
	(void)ui;
	canvas_rule(canvas, area, area.row + area.rows - 1, ROLE_BORDER, NULL);
	if (audit->full) {
		full_draw(audit, canvas, (Rect){ area.row, area.col, area.rows - 1, area.cols });
		return;
	}
	filter_draw(audit, canvas, (Rect){ area.row, area.col, 1, area.cols });
	header_draw(canvas, (Rect){ area.row + 1, area.col, 1, area.cols });
	entries_draw(audit, canvas, body);
	if (strip)
		strip_draw(audit, canvas, (Rect){ body.row + body.rows, area.col, strip, area.cols });
}
