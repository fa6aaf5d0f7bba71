/* What is wrong with all aliases: the kinds, counted, and the aliases of the one under the cursor; read anew after each change. */
#include "tui/views/health.h"

#include <string.h>

#include "core/base/sys.h"
#include "tui/views/export.h"
#include "tui/views/views.h"

FindingId health_kind_here(const HealthView *own)
{
	return own->table.at < own->kind_count ? own->kinds[own->table.at] : FINDING_COUNT;
}

const Found *health_found_here(const HealthView *own)
{
	FindingId kind = health_kind_here(own);
	return kind == FINDING_COUNT ? NULL : &own->report->of[kind];
}

const Alias *health_alias_here(const HealthView *own)
{
	const Found *found = health_found_here(own);
	return found && own->below.at < found->count ? &own->report->catalog->aliases[found->aliases[own->below.at]] : NULL;
}

/* --- asking --- */

static void health_ask(View *view, Ui *ui)
{
	HealthView *own = (HealthView *)view;
	own->ask_again = own->asked;
	if (own->asked)
		return;
	own->asked = true;
	own->done = own->total = 0;
	ui_ask(ui, view, &(Request){ .op = OP_HEALTH });
}

static void health_open(View *view, Ui *ui, const void *arg)
{
	((HealthView *)view)->from = *(const HealthArg *)arg;
	health_ask(view, ui);
}

static void health_close(View *view)
{
	health_report_free(((HealthView *)view)->report);
}

static void health_refreshed(View *view, Ui *ui)
{
	if (!ui_is_same(ui))
		health_ask(view, ui);
}

/* --- the cursors --- */

void health_remember(HealthView *own)
{
	const Alias *alias = health_alias_here(own);
	own->at_kind = health_kind_here(own);
	if (alias)
		text_copy(own->at_alias.text, sizeof own->at_alias.text, alias->id);
}

static void below_begin(HealthView *own)
{
	const Found *found = health_found_here(own);
	own->below.at = 0;
	table_count(&own->below, found ? found->count : 0);
}

/* They belong to a kind and an alias: what is mended goes, and the next takes its place. */
static void cursor_follow(HealthView *own)
{
	size_t was = own->below.at;
	for (size_t i = 0; i < own->kind_count; i++)
		if (own->kinds[i] == own->at_kind)
			table_go(&own->table, i);
	below_begin(own);
	if (health_kind_here(own) == own->at_kind)
		table_go(&own->below, was);
	const Found *found = health_found_here(own);
	for (size_t i = 0; found && i < found->count; i++)
		if (strcmp(own->report->catalog->aliases[found->aliases[i]].id, own->at_alias.text) == 0)
			table_go(&own->below, i);
	own->in_below = own->in_below && own->kind_count > 0;
	health_remember(own);
}

/* --- answers --- */

static void take_report(HealthView *own, Answer *answer)
{
	health_report_free(own->report);
	own->report = answer->reply.health;
	answer->reply.health = NULL;
	own->kind_count = 0;
	for (FindingId kind = 0; kind < FINDING_HIDDEN; kind++)
		if (own->report->of[kind].count)
			own->kinds[own->kind_count++] = kind;
	table_count(&own->table, own->kind_count);
	cursor_follow(own);
}

static void say_gaps(const HealthReport *report, Ui *ui)
{
	if (!report->passwords)
		ui_say(ui, ROLE_WARN, "Passwords were not compared: the database user may not read phones.pass.");
	else if (!report->log.read)
		ui_say(ui, ROLE_WARN, "Unused aliases were not looked for: VICIdial's log of agent logins tells nothing.");
}

static void health_answer(View *view, Ui *ui, Answer *answer)
{
	HealthView *own = (HealthView *)view;
	bool        first = !own->report;
	own->done = answer->reply.done;
	own->total = answer->reply.total;
	if (!answer->final)
		return;
	own->asked = false;
	if (answer->ok) {
		take_report(own, answer);
		if (first)
			say_gaps(own->report, ui);
	} else {
		ui_say_err(ui, &answer->err);
	}
	if (own->ask_again)
		health_ask(view, ui);
	else if (!own->report)
		ui_pop(ui, view);
}

/* --- keys --- */

bool health_seek(const Catalog *cat, const char *id, size_t *at)
{
	int difference = -1;
	while (*at < cat->alias_count && (difference = login_compare(cat->aliases[*at].id, id)) < 0)
		++*at;
	return *at < cat->alias_count && difference == 0;
}

static void other_pane(View *view, Ui *ui)
{
	HealthView *own = (HealthView *)view;
	(void)ui;
	own->in_below = !own->in_below && health_alias_here(own);
}

static size_t mark_found(const HealthView *own, Ui *ui, const Found *found)
{
	const Catalog *cat = ui_catalog(ui);
	size_t         marked = 0;
	for (size_t i = 0, at = 0; cat && i < found->count; i++)
		if (health_seek(cat, own->report->catalog->aliases[found->aliases[i]].id, &at)) {
			ui_mark(ui, at, true);
			marked++;
		}
	return marked;
}

static void unmark_all(Ui *ui)
{
	const Marks *marks = ui_marks(ui);
	for (size_t i = marks_next(marks, 0); i < marks->aliases; i = marks_next(marks, i + 1))
		ui_mark(ui, i, false);
}

static void show(View *view, Ui *ui)
{
	HealthView  *own = (HealthView *)view;
	const Found *found = health_found_here(own);
	View        *asker = ui_find(ui, own->from.asker);
	if (!found || !asker)
		return;
	unmark_all(ui);
	health_remember(own);
	mark_found(own, ui, found);
	own->from.show(asker, ui, &own->at_alias);
	ui_pop(ui, view);
}

static void mark(View *view, Ui *ui)
{
	HealthView  *own = (HealthView *)view;
	const Found *found = health_found_here(own);
	char         number[24];
	if (!found)
		return;
	Found  one = { .aliases = found->aliases + own->below.at, .count = 1 };
	size_t marked = mark_found(own, ui, own->in_below ? &one : found);
	text_number(number, sizeof number, marked);
	ui_say(ui, ROLE_TEXT, "%s %s marked.", number, marked == 1 ? "alias is" : "aliases are");
	table_go(own->in_below ? &own->below : &own->table, (own->in_below ? own->below.at : own->table.at) + 1);
	if (!own->in_below)
		below_begin(own);
	health_remember(own);
}

static size_t all_rows(const HealthReport *report, FoundRow *out)
{
	size_t count = 0;
	for (FindingId kind = 0; kind < FINDING_HIDDEN; kind++)
		for (size_t i = 0; i < report->of[kind].count; i++)
			out[count++] = (FoundRow){ kind, report->of[kind].aliases[i] };
	return count;
}

static bool print(View *asker, Ui *ui, FILE *to, SheetForm form, size_t *count, Err *err)
{
	const HealthReport *report = ((const HealthView *)asker)->report;
	FoundRow           *order = mem_take((report->total + 1) * sizeof *order);
	FoundRows           rows = { .report = report, .order = order, .count = all_rows(report, order) };
	Sheet               sheet = sheet_of_health(&rows);
	(void)ui;
	*count = rows.count;
	bool ok = sheet_print(to, &sheet, form, err);
	mem_free(order);
	return ok;
}

static void export(View *view, Ui *ui)
{
	const HealthView *own = (const HealthView *)view;
	ExportArg         arg = { .one = "finding", .many = "findings", .asker = view->serial, .print = print };
	arg.count = own->report ? own->report->total : 0;
	if (arg.count)
		ui_push(ui, &export_class, &arg);
	else
		ui_say(ui, ROLE_TEXT, "There is nothing to export.");
}

static void back(View *view, Ui *ui)
{
	HealthView *own = (HealthView *)view;
	if (own->asked) {
		ui_stop(ui);
	} else if (own->in_below) {
		own->in_below = false;
		ui_say(ui, ROLE_TEXT, "Esc again goes back to the list.");
	} else {
		ui_pop(ui, view);
	}
}

static void leave(View *view, Ui *ui)
{
	ui_pop(ui, view);
}

static const Binding health_rows[] = {
	{ .keys = "Enter", .name = "health-show", .label = "Show in list", .help = "show only these", .group = "SEE", .run = show },
	{ .keys = "Space Ins", .name = "health-mark", .label = "Mark", .help = "mark its aliases", .group = "MARK", .run = mark },
	{ .keys = "f F2", .name = "health-fix", .label = "Fix", .help = "fix, after a plan", .group = "CHANGE", .need = RIGHT_EDIT,
	  .run = health_fix },
	{ .keys = "a", .name = "health-activate", .help = "activate the phones", .group = "CHANGE", .need = RIGHT_EDIT,
	  .run = health_activate },
	{ .keys = "Tab", .name = "health-other", .label = "Aliases", .help = "go to aliases, back", .group = "MOVE", .run = other_pane },
	{ .keys = "x", .name = "health-export", .help = "export all findings", .group = "SEE", .run = export },
	{ .keys = "R F5", .name = "health-rerun", .help = "check again", .group = "SEE", .run = health_ask },
	{ .keys = "Esc", .name = "health-back", .label = "Back", .help = "go back, stop", .group = "OTHER", .run = back },
	{ .keys = "q", .name = "health-leave", .help = "go back to aliases", .group = "OTHER", .run = leave },
	{ .keys = "Up Down j k", .name = "move-line", .help = "move one line", .group = "MOVE" },
	{ .keys = "PgUp PgDn ^F ^B", .name = "move-page", .help = "move one page", .group = "MOVE" },
	{ .keys = "^D ^U", .name = "move-half", .help = "move half a page", .group = "MOVE" },
	{ .keys = "Home End g G", .name = "move-end", .help = "go to first or last", .group = "MOVE" },
};
static const Keymap health_keys = KEYMAP("Health check", health_rows);
static const Keymap *const health_keymaps[] = { &health_keys, NULL };

/* The mouse moves in the pane it is over. */
static bool health_event(View *view, Ui *ui, const Event *event)
{
	HealthView *own = (HealthView *)view;
	bool        below = event->kind == EVENT_MOUSE ? event->row >= own->below.row : own->in_below;
	(void)ui;
	if (!table_key(below ? &own->below : &own->table, event))
		return false;
	own->in_below = below && health_alias_here(own);
	if (!below)
		below_begin(own);
	health_remember(own);
	return true;
}

/* --- words --- */

static void health_status(const View *view, const Ui *ui, char *left, size_t left_cap, char *right, size_t right_cap)
{
	const HealthView *own = (const HealthView *)view;
	FindingId         kind = health_kind_here(own);
	char              number[24], when[24];
	(void)ui;
	if (kind != FINDING_COUNT)
		text_copy(left, left_cap, findings[kind].why);
	if (!own->report)
		return;
	text_number(number, sizeof number, own->done);
	sys_format_time(when, sizeof when, "%H:%M:%S", own->report->catalog->read_at_us);
	text_format(right, right_cap, own->asked ? "reading %s" : "read %s", own->asked ? number : when);
}

static void health_more_help(char *out, size_t cap)
{
	text_copy(out, cap, "Passwords of phones are compared by the database server; none of them is read.");
}

const ViewClass health_class = {
	.name = "Health check", .size = sizeof(HealthView), .keymaps = health_keymaps, .open = health_open, .draw = health_draw,
	.status = health_status, .more_help = health_more_help, .event = health_event, .answer = health_answer,
	.refreshed = health_refreshed, .close = health_close,
};
