/* The audit log: newest first, in one page that grows at its end. */
#include "tui/views/audit.h"

#include "core/base/sys.h"
#include "tui/views/bulk.h"
#include "tui/views/undo.h"
#include "tui/views/views.h"

enum { FIRST_LIMIT = 200 };

const AuditEntry *audit_here(const AuditView *audit)
{
	return audit->page && audit->table.at < audit->page->count ? &audit->page->entries[audit->table.at] : NULL;
}

/* --- asking --- */

static void page_ask(AuditView *audit, Ui *ui)
{
	Request request = { .op = OP_AUDIT_PAGE };
	if (audit->asked) {
		audit->ask_again = true;
		return;
	}
	text_copy(request.query.filter, sizeof request.query.filter, audit->typed.text);
	request.query.limit = audit->limit;
	request.query.folds = true;
	audit->asked = true;
	audit->ask_again = false;
	ui_ask(ui, &audit->view, &request);
}

/* Other entries than those shown: what is typed until they are there is meant for them. */
static void page_await(AuditView *audit, Ui *ui)
{
	audit->awaits = true;
	audit->ahead_count = 0;
	page_ask(audit, ui);
}

/* One question at a time: while the cursor runs, only where it comes to rest is asked. */
static void details_ask(AuditView *audit, Ui *ui)
{
	const AuditEntry *here = audit_here(audit);
	Request           request = { .op = OP_AUDIT_DETAILS };
	if (!here || audit->details_asked || audit->details_seq == here->event.seq)
		return;
	request.query.before_seq = here->event.seq + 1;
	request.query.limit = 1;
	audit->details_asked = true;
	ui_ask(ui, &audit->view, &request);
}

static void audit_open_view(View *view, Ui *ui, const void *arg)
{
	AuditView *audit = (AuditView *)view;
	(void)arg;
	audit->limit = FIRST_LIMIT;
	audit->typed.max_chars = sizeof((AuditQuery *)0)->filter / 4;
	page_await(audit, ui);
}

static void audit_close_view(View *view)
{
	audit_page_free(((AuditView *)view)->page);
	audit_page_free(((AuditView *)view)->details_page);
}

/* --- answers --- */

/* The cursor belongs to an entry: new ones come above it. */
static void cursor_follow(AuditView *audit)
{
	for (size_t i = 0; i < audit->page->count; i++)
		if (audit->page->entries[i].event.seq == audit->at_seq)
			table_go(&audit->table, i);
	const AuditEntry *here = audit_here(audit);
	audit->at_seq = here ? here->event.seq : 0;
}

/* Keys that came too early are pressed now, if what they were meant for could be read. */
static void ahead_take(AuditView *audit, Ui *ui, bool read)
{
	audit->awaits = false;
	if (read)
		ui_again(ui, audit->ahead, audit->ahead_count);
	audit->ahead_count = 0;
}

static void take_page(AuditView *audit, Ui *ui, Answer *answer)
{
	audit->asked = false;
	audit->wrong[0] = '\0';
	if (answer->ok) {
		audit_page_free(audit->page);
		audit->page = answer->reply.page;
		answer->reply.page = NULL;
		table_count(&audit->table, audit->page->count);
		cursor_follow(audit);
	} else if (answer->err.code == ERR_INPUT) {
		text_copy(audit->wrong, sizeof audit->wrong, answer->err.text);
	} else {
		ui_say_err(ui, &answer->err);
	}
	if (audit->ask_again) {
		page_ask(audit, ui);
	} else {
		ahead_take(audit, ui, answer->ok);
		details_ask(audit, ui);
	}
	if (audit->exports && !audit->asked)
		audit_export(&audit->view, ui);
	audit->exports = audit->exports && audit->asked;
}

static void take_details(AuditView *audit, Ui *ui, Answer *answer)
{
	audit->details_asked = false;
	if (!answer->ok) {
		ui_say_err(ui, &answer->err);
		return;
	}
	audit_page_free(audit->details_page);
	audit->details_page = answer->reply.page;
	audit->details = answer->reply.details;
	audit->detail_count = answer->reply.detail_count;
	audit->details_seq = audit->details_page->entries[0].event.seq;
	answer->reply.page = NULL;
	details_ask(audit, ui);
}

static void say_verdict(Ui *ui, const AuditVerdict *verdict)
{
	char count[24], head[65];
	if (verdict->first_bad_seq || *verdict->fault) {
		ui_say(ui, ROLE_FAILED, "%s", verdict->fault);
		return;
	}
	text_number(count, sizeof count, (uint64_t)verdict->events);
	sys_hex(head, verdict->head, sizeof verdict->head);
	ui_say(ui, *verdict->warning ? ROLE_WARN : ROLE_DONE, "Chain verified: %s events, none altered. Head %.4s…%.4s. %s%s%s",
	       count, head, head + 60, verdict->reach, *verdict->warning ? " " : "", verdict->warning);
}

static void take_verdict(AuditView *audit, Ui *ui, const Answer *answer)
{
	audit->verified = answer->reply.done;
	audit->to_verify = answer->reply.total;
	if (!answer->final)
		return;
	audit->verifying = false;
	if (answer->ok)
		say_verdict(ui, &answer->reply.verdict);
	else
		ui_say_err(ui, &answer->err);
}

static void audit_answer(View *view, Ui *ui, Answer *answer)
{
	AuditView *audit = (AuditView *)view;
	if (answer->op == OP_AUDIT_VERIFY)
		take_verdict(audit, ui, answer);
	else if (answer->final && answer->op == OP_AUDIT_PAGE)
		take_page(audit, ui, answer);
	else if (answer->final && answer->op == OP_AUDIT_DETAILS)
		take_details(audit, ui, answer);
}

/* --- keys --- */

static void filter_open(View *view, Ui *ui)
{
	AuditView *audit = (AuditView *)view;
	(void)ui;
	audit->full = false;
	audit->opened = 0;
	audit->filtering = true;
}

static void filter_set(AuditView *audit, Ui *ui, const char *text)
{
	line_set(&audit->typed, text);
	audit->limit = FIRST_LIMIT;
	page_await(audit, ui);
}

/* Its entries, the last one first; Esc goes back to it. */
static void batch_open(AuditView *audit, Ui *ui, int64_t seq)
{
	char filter[40];
	text_format(filter, sizeof filter, "batch:%lld", (long long)seq);
	audit->typed_before = audit->typed;
	audit->opened = seq;
	table_go(&audit->table, 0);
	audit->at_seq = 0;
	filter_set(audit, ui, filter);
}

static void batch_close(AuditView *audit, Ui *ui)
{
	audit->typed = audit->typed_before;
	audit->at_seq = audit->opened;
	audit->opened = 0;
	page_await(audit, ui);
}

static void enter(View *view, Ui *ui)
{
	AuditView        *audit = (AuditView *)view;
	const AuditEntry *here = audit_here(audit);
	if (here && here->event.kind == EVENT_BATCH_OPEN && here->event.seq != audit->opened && !audit->full) {
		batch_open(audit, ui, here->event.seq);
		return;
	}
	audit->full = !audit->full && audit_here(audit);
	audit->full_top = 0;
}

static void verify(View *view, Ui *ui)
{
	AuditView *audit = (AuditView *)view;
	Request    request = { .op = OP_AUDIT_VERIFY };
	if (audit->verifying)
		return;
	audit->verifying = true;
	audit->verified = audit->to_verify = 0;
	ui_ask(ui, view, &request);
}

static void undo(View *view, Ui *ui)
{
	const AuditEntry *here = audit_here((AuditView *)view);
	if (here && here->event.kind == EVENT_BATCH_OPEN)
		ui_push(ui, &bulk_plan_class, &(BulkPlanArg){ .undo_seq = here->event.seq });
	else if (here && here->event.kind == EVENT_INTENT)
		ui_push(ui, &undo_class, &(UndoArg){ .seq = here->event.seq });
	else
		ui_say(ui, ROLE_TEXT, "This entry changed no alias: there is nothing to undo.");
}

static void go_on(View *view, Ui *ui)
{
	const AuditEntry *here = audit_here((AuditView *)view);
	if (here && here->event.kind == EVENT_BATCH_OPEN)
		ui_push(ui, &bulk_plan_class, &(BulkPlanArg){ .rest_seq = here->event.seq });
	else
		ui_say(ui, ROLE_TEXT, "This entry is no batch: there is nothing to go on with.");
}

static void history(View *view, Ui *ui)
{
	const AuditEntry *here = audit_here((AuditView *)view);
	AliasId           id;
	if (!here || !*here->alias) {
		ui_say(ui, ROLE_TEXT, "This entry is about no alias.");
		return;
	}
	text_copy(id.text, sizeof id.text, here->alias);
	ui_push(ui, &history_class, &id);
}

static void refresh(View *view, Ui *ui)
{
	page_ask((AuditView *)view, ui);
}

static void export(View *view, Ui *ui)
{
	AuditView *audit = (AuditView *)view;
	if (!audit->page || audit->page->count >= audit->page->matched) {
		audit_export(view, ui);
		return;
	}
	audit->limit = audit->page->matched;
	audit->exports = true;
	page_ask(audit, ui);
}

/* The aliases are read again after a change: it is in the log too. */
static void audit_refreshed(View *view, Ui *ui)
{
	page_ask((AuditView *)view, ui);
}

static void back(View *view, Ui *ui)
{
	AuditView *audit = (AuditView *)view;
	if (audit->verifying)
		ui_stop(ui);
	else if (audit->full)
		audit->full = false;
	else if (audit->opened)
		batch_close(audit, ui);
	else if (*audit->typed.text)
		filter_set(audit, ui, "");
	else
		ui_pop(ui, view);
}

static void leave(View *view, Ui *ui)
{
	AuditView *audit = (AuditView *)view;
	if (audit->full)
		audit->full = false;
	else
		ui_pop(ui, view);
}

static const Binding audit_rows[] = {
	{ .keys = "Enter", .name = "audit-details", .label = "Details", .help = "show all, or batch", .group = "SEE",
	  .run = enter },
	{ .keys = "/ F3", .name = "audit-filter", .label = "Filter", .help = "filter as you type", .group = "FIND",
	  .run = filter_open },
	{ .keys = "u", .name = "audit-undo", .label = "Undo this", .help = "undo this change", .group = "CHANGE",
	  .need = RIGHT_READ, .run = undo },
	{ .keys = "c", .name = "audit-rest", .help = "go on with a batch", .group = "CHANGE", .need = RIGHT_READ, .run = go_on },
	{ .keys = "v", .name = "audit-verify", .label = "Verify", .help = "verify the chain", .group = "SEE", .run = verify },
	{ .keys = "x", .name = "audit-export", .help = "export all matches", .group = "SEE", .run = export },
	{ .keys = "y", .name = "audit-copy", .help = "copy the entry", .group = "SEE", .run = audit_copy },
	{ .keys = "H", .name = "audit-history", .help = "show its history", .group = "SEE", .run = history },
	{ .keys = "R F5", .name = "audit-refresh", .help = "read the log again", .group = "SEE", .run = refresh },
	{ .keys = "Esc", .name = "audit-back", .label = "Back", .help = "leave, clear filter", .group = "OTHER", .run = back },
	{ .keys = "q", .name = "audit-leave", .help = "go back to aliases", .group = "OTHER", .run = leave },
	{ .keys = "Up Down j k", .name = "move-line", .help = "move one line", .group = "MOVE" },
	{ .keys = "PgUp PgDn ^F ^B", .name = "move-page", .help = "move one page", .group = "MOVE" },
	{ .keys = "^D ^U", .name = "move-half", .help = "move half a page", .group = "MOVE" },
	{ .keys = "Home End g G", .name = "move-end", .help = "go to first or last", .group = "MOVE" },
};
static const Keymap audit_keys = KEYMAP("Audit log", audit_rows);
static const Keymap *const audit_keymaps[] = { &audit_keys, NULL };

static bool audit_typing(const View *view)
{
	return ((const AuditView *)view)->filtering || ((const AuditView *)view)->awaits;
}

/* Scrolled with the keys of a table: its row is the line at the top. */
static bool full_event(AuditView *audit, const Event *event)
{
	size_t last = audit->full_lines > audit->full_rows ? audit->full_lines - audit->full_rows : 0;
	Table  lines = { .count = last + 1, .at = audit->full_top, .height = (int)audit->full_rows };
	if ((event->kind == EVENT_MOUSE && event->button == MOUSE_LEFT) || !table_key(&lines, event))
		return false;
	audit->full_top = lines.at;
	return true;
}

static bool move(AuditView *audit, Ui *ui, const Event *event)
{
	if (!table_key(&audit->table, event))
		return false;
	audit->at_seq = audit_here(audit) ? audit_here(audit)->event.seq : 0;
	if (audit->page && audit->table.at + 1 >= audit->page->count && audit->page->matched > audit->limit) {
		audit->limit *= 2;
		page_ask(audit, ui);
	}
	details_ask(audit, ui);
	return true;
}

static bool filter_event(AuditView *audit, Ui *ui, const Event *event)
{
	if (event->kind == EVENT_KEY && (event->key == KEYS_ENTER || event->key == KEYS_ESC)) {
		audit->filtering = false;
		if (event->key == KEYS_ESC)
			filter_set(audit, ui, "");
		return true;
	}
	if (!line_key(&audit->typed, event))
		return move(audit, ui, event);
	audit->limit = FIRST_LIMIT;
	page_await(audit, ui);
	return true;
}

/* What leaves, helps or asks for something else counts at once. */
static bool ahead_event(AuditView *audit, const Event *event)
{
	if (event->kind != EVENT_KEY || key_in(event->key, "Esc ^C ^L ^Z ^P ? F1 F9 F10") ||
	    (!audit->ahead_count && key_in(event->key, "/ F3")))
		return false;
	if (audit->ahead_count < UI_AGAIN)
		audit->ahead[audit->ahead_count++] = event->key;
	return true;
}

static bool audit_event(View *view, Ui *ui, const Event *event)
{
	AuditView *audit = (AuditView *)view;
	if (audit->filtering)
		return filter_event(audit, ui, event);
	if (audit->awaits)
		return ahead_event(audit, event);
	if (!audit->full)
		return move(audit, ui, event);
	return full_event(audit, event);
}

/* --- words --- */

static void audit_status(const View *view, const Ui *ui, char *left, size_t left_cap, char *right, size_t right_cap)
{
	const AuditView *audit = (const AuditView *)view;
	char             done[24], total[24];
	(void)right, (void)right_cap;
	text_number(done, sizeof done, audit->verified);
	text_number(total, sizeof total, audit->to_verify);
	if (audit->verifying)
		text_format(left, left_cap, "Verifying %s of %s. Esc stops.", done, total);
	else if (*audit->wrong)
		text_copy(left, left_cap, audit->wrong);
	else if (audit->filtering)
		text_copy(left, left_cap, "Enter keeps the filter, Esc clears it.");
	else if (ui_admin(ui) && !ui_admin(ui)->scope.all)
		text_copy(left, left_cap, "Entries about aliases outside your user groups are left out.");
}

static void audit_more_help(char *out, size_t cap)
{
	text_copy(out, cap, "Fields of the filter: since:7d until:2026-01-12 by:6666 action:edit alias:8302x batch:117. A minus "
	          "excludes: -action:login. A batch is one line; Enter shows its entries.");
}

const ViewClass audit_class = {
	.name = "Audit log", .size = sizeof(AuditView), .keymaps = audit_keymaps, .typing = audit_typing, .open = audit_open_view,
	.draw = audit_draw, .status = audit_status, .more_help = audit_more_help, .event = audit_event, .answer = audit_answer,
	.refreshed = audit_refreshed, .close = audit_close_view,
};
