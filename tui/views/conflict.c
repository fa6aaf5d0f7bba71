#include <string.h>

#include "tui/views/conflict_inside.h"
#include "tui/views/confirm.h"
#include "tui/views/copy.h"
#include "tui/views/review.h"
#include "tui/views/views.h"

enum { ON_REVIEW, ON_BACK, ON_DISCARD };

static const ConflictWords kinds[] = {
	[CONFLICT_EDIT]    = { "WHEN OPENED", "YOURS", "keep theirs", "keep mine",
	                       { "Review merged", "Back to form", "Discard mine" } },
	[CONFLICT_DELETE]  = { "WHEN OPENED", NULL, NULL, NULL, { NULL, "Back to delete", "Keep the alias" } },
	[CONFLICT_UNDO]    = { "AS CHANGED", "BEFORE IT", "leave it", "set to old", { "Review", "Back", NULL } },
	[CONFLICT_RESTORE] = { NULL, "RESTORED", "leave it", "restore", { "Review", "Back", NULL } },
};
static const ConflictWords made_again = {
	"WHEN OPENED", "YOURS", NULL, NULL, { "Make it again", "Back to form", "Discard mine" },
};

const ConflictWords *conflict_words(const Conflict *conflict)
{
	return conflict->arg.kind == CONFLICT_EDIT && conflict->arg.merge->gone ? &made_again : &kinds[conflict->arg.kind];
}

const MergeRow *conflict_row(const Conflict *conflict, size_t at)
{
	const Merge *merge = conflict->arg.merge;
	for (size_t i = 0; i < merge->count; i++)
		if (merge_differs(&merge->rows[i]) && at-- == 0)
			return &merge->rows[i];
	return NULL;
}

void conflict_label(const MergeRow *row, char *out, size_t cap)
{
	if (row->login)
		text_format(out, cap, "%s %s", row->login, plan_column_names[row->column]);
	else
		text_copy(out, cap, fields[state_fields[row->column]].key);
}

static void rows_count(Conflict *conflict)
{
	size_t count = 0;
	while (conflict_row(conflict, count))
		count++;
	table_count(&conflict->table, count);
}

/* --- what is looked up --- */

static void ask_record(Conflict *conflict, Ui *ui)
{
	Request request = { .op = OP_RECORD };
	conflict->asking = true;
	ui_ask(ui, &conflict->view, &request);
}

static void add_login(Request *request, const char *login)
{
	for (size_t i = 0; i < request->login_count; i++)
		if (strcmp(request->logins[i], login) == 0)
			return;
	if (request->login_count < LOOKUP_CAP)
		text_copy(request->logins[request->login_count++], sizeof request->logins[0], login);
}

static void ask_lookup(Conflict *conflict, Ui *ui, Request *request)
{
	request->op = OP_LOOKUP;
	if (!conflict->arg.merge->gone)
		request->alias = conflict->arg.merge->alias;
	conflict->asking = true;
	ui_ask(ui, &conflict->view, request);
}

/* A phone that left the list is not in the record; what it has now is asked for. */
static void ask_phones(Conflict *conflict, Ui *ui)
{
	const Merge *merge = conflict->arg.merge;
	Request      request = { .login_count = 0 };
	for (size_t i = 0; i < merge->count && conflict->arg.record; i++)
		if (merge->rows[i].login && !merge->rows[i].now && !record_asked_login(conflict->arg.record, merge->rows[i].login))
			add_login(&request, merge->rows[i].login);
	if (request.login_count)
		ask_lookup(conflict, ui, &request);
}

static void conflict_open(View *view, Ui *ui, const void *arg)
{
	Conflict *conflict = (Conflict *)view;
	conflict->arg = *(const ConflictArg *)arg;
	conflict->button = conflict_words(conflict)->buttons[ON_REVIEW] ? ON_REVIEW : ON_BACK;
	rows_count(conflict);
	if (conflict->arg.kind == CONFLICT_DELETE)
		return;
	if (conflict->arg.record)
		ask_phones(conflict, ui);
	else
		ask_record(conflict, ui);            /* what an alias that is made needs to know */
}

static void conflict_close(View *view)
{
	Conflict *conflict = (Conflict *)view;
	plan_free(conflict->plan);
	merge_free(conflict->arg.merge);
	record_free(conflict->arg.record);
}

/* --- reviewing and writing --- */

static void write_plan(View *view, Ui *ui)
{
	Conflict *conflict = (Conflict *)view;
	Request   request = { .op = OP_APPLY, .alias = conflict->arg.merge->alias };
	if (ui_paused(ui)) {
		ui_say_paused(ui);
		return;
	}
	request.plan = plan_copy(conflict->plan);
	conflict->writing = true;
	ui_ask(ui, view, &request);
}

static void plan_new(Conflict *conflict)
{
	Wish wish = merge_wish(conflict->arg.merge);
	plan_free(conflict->plan);
	conflict->plan = plan_make(conflict->arg.record, &wish);
}

static void review_show(Conflict *conflict, Ui *ui)
{
	const Plan *plan = conflict->plan;
	conflict->reviews = false;
	if (plan->problem_count)
		ui_say(ui, ROLE_FAILED, "%s cannot be saved like this: %s", plan->alias.text, plan->problems[0].text);
	else if (!plan->step_count)
		ui_say(ui, ROLE_TEXT, "Nothing to change: %s stands as you chose.", plan->alias.text);
	else
		ui_push(ui, &review_class, &(ReviewArg){ .plan = plan, .asker = conflict->view.serial, .save = write_plan });
}

static void review(View *view, Ui *ui)
{
	Conflict *conflict = (Conflict *)view;
	Request   request = { .login_count = 0 };
	if (conflict->writing || !conflict_words(conflict)->buttons[ON_REVIEW])
		return;
	conflict->reviews = true;
	if (conflict->asking)
		return;
	plan_new(conflict);
	for (size_t i = 0; i < conflict->plan->needs_login_count; i++)
		add_login(&request, conflict->plan->needs_logins[i]);
	if (request.login_count)
		ask_lookup(conflict, ui, &request);
	else
		review_show(conflict, ui);
}

/* --- keys --- */

/* Of an undo there is no form to go back to. */
static void step_back(Conflict *conflict, Ui *ui)
{
	View *asker = conflict->arg.kind == CONFLICT_UNDO ? ui_find(ui, conflict->arg.asker) : NULL;
	ui_pop(ui, asker ? asker : &conflict->view);
}

static void go_back(View *view, Ui *ui)
{
	Conflict *conflict = (Conflict *)view;
	if (conflict->writing)
		ui_say(ui, ROLE_WARN, "%s is being written; wait for the answer.", conflict->arg.merge->alias.text);
	else
		step_back(conflict, ui);
}

static void leave(View *view, Ui *ui)
{
	View *asker = ui_find(ui, ((Conflict *)view)->arg.asker);
	ui_pop(ui, asker ? asker : view);
}

static void discard(View *view, Ui *ui)
{
	Conflict  *conflict = (Conflict *)view;
	ConfirmArg question = { .yes = "Discard mine", .no = "Back", .asker = view->serial, .done = leave };
	if (conflict->arg.kind == CONFLICT_DELETE) {
		leave(view, ui);
		return;
	}
	text_format(question.title, sizeof question.title, "Alias %s", conflict->arg.merge->alias.text);
	text_copy(question.question, sizeof question.question, "What you typed is not saved; what is stored stays as it is.");
	ui_push(ui, &confirm_class, &question);
}

static void press(View *view, Ui *ui)
{
	static void (*const run[])(View *, Ui *) = { [ON_REVIEW] = review, [ON_BACK] = go_back, [ON_DISCARD] = discard };

	run[((Conflict *)view)->button](view, ui);
}

static void step_button(Conflict *conflict, size_t by)
{
	do
		conflict->button = (conflict->button + by) % CONFLICT_BUTTONS;
	while (!conflict_words(conflict)->buttons[conflict->button]);
}

static void next(View *view, Ui *ui)
{
	(void)ui;
	step_button((Conflict *)view, 1);
}

static void previous(View *view, Ui *ui)
{
	(void)ui;
	step_button((Conflict *)view, CONFLICT_BUTTONS - 1);
}

static void choose(Conflict *conflict, unsigned by)
{
	MergeRow *row = (MergeRow *)conflict_row(conflict, conflict->table.at);
	Keep      keep = row ? row->keep : KEEP_BOTH;
	for (int tries = 0; row && tries < KEEP_COUNT; tries++) {
		keep = (keep + by) % KEEP_COUNT;
		if (merge_offers(row, keep)) {
			row->keep = keep;
			return;
		}
	}
}

static void choose_next(View *view, Ui *ui)
{
	(void)ui;
	choose((Conflict *)view, 1);
}

static void choose_before(View *view, Ui *ui)
{
	(void)ui;
	choose((Conflict *)view, KEEP_COUNT - 1);
}

/* "8302x name: Front desk 2; phones: 8302a,8302b" */
static void tell_version(const Merge *merge, size_t which, Text *out)
{
	char label[80];
	text_add(out, merge->alias.text);
	for (size_t i = 0; i < merge->count; i++) {
		const MergeRow *row = &merge->rows[i];
		const char     *values[] = { row->opened, row->now, row->mine };
		if (row->login && !merge_differs(row))
			continue;
		conflict_label(row, label, sizeof label);
		text_addf(out, "%s%s: %s", i ? "; " : "  ", label, values[which] ? values[which] : "-");
	}
}

static void copy(View *view, Ui *ui)
{
	Conflict *conflict = (Conflict *)view;
	CopyArg   arg = { .count = conflict_words(conflict)->mine ? 3 : 2 };
	Text      texts[3] = { 0 };
	static const char *const labels[] = { "When opened", "Stored now", "Yours" };

	for (size_t i = 0; i < arg.count; i++) {
		tell_version(conflict->arg.merge, i, &texts[i]);
		arg.items[i].label = labels[i];
		arg.items[i].text = texts[i].bytes;
	}
	ui_push(ui, &copy_class, &arg);
	for (size_t i = 0; i < arg.count; i++)
		text_free(&texts[i]);
}

static const Binding conflict_rows[] = {
	{ .keys = "Up Down j k", .name = "move-line", .help = "move one line", .group = "MOVE" },
	{ .keys = "PgUp PgDn", .name = "conflict-page", .help = "move one page", .group = "MOVE" },
	{ .keys = "Right Space", .name = "conflict-choose", .label = "Choose", .help = "choose what is kept", .group = "CHANGE",
	  .run = choose_next },
	{ .keys = "Left", .name = "conflict-choose-before", .help = "choose one before", .group = "CHANGE", .run = choose_before },
	{ .keys = "Tab", .name = "conflict-next", .label = "Button", .help = "go to next button", .group = "MOVE", .run = next },
	{ .keys = "Shift-Tab", .name = "conflict-previous", .help = "go to button before", .group = "MOVE", .run = previous },
	{ .keys = "Enter", .name = "conflict-press", .label = "Press", .help = "press the button", .group = "CHANGE", .run = press },
	{ .keys = "F2 ^S", .name = "conflict-review", .help = "review the choice", .group = "CHANGE", .run = review },
	{ .keys = "y", .name = "conflict-copy", .label = "Copy", .help = "copy all versions", .group = "SEE", .run = copy },
	{ .keys = "Esc q", .name = "conflict-back", .label = "Back", .help = "go back", .group = "OTHER", .run = go_back },
};
static const Keymap conflict_keys = KEYMAP("Conflict", conflict_rows);
static const Keymap *const conflict_keymaps[] = { &conflict_keys, NULL };

static bool conflict_event(View *view, Ui *ui, const Event *event)
{
	(void)ui;
	return table_key(&((Conflict *)view)->table, event);
}

static bool conflict_clicked(View *view, Ui *ui, const Spot *spot)
{
	Conflict *conflict = (Conflict *)view;
	MergeRow *row = (MergeRow *)conflict_row(conflict, conflict->table.at);
	(void)ui;
	if (conflict->writing)
		return false;
	if (!spot->choice)
		conflict->button = (size_t)spot->stop;
	else if (row)
		row->keep = (Keep)(spot->choice - 1);
	return true;
}

/* --- answers --- */

static void see(Conflict *conflict, Record *record)
{
	if (record != conflict->arg.record)
		record_free(conflict->arg.record);
	conflict->arg.record = record;
	if (!conflict->arg.merge->gone)
		merge_see(conflict->arg.merge, record);
	rows_count(conflict);
}

static void take_written(Conflict *conflict, Ui *ui, Answer *answer)
{
	conflict->writing = false;
	if (answer->ok) {
		ui_saved(ui, &answer->reply.result, conflict->arg.merge->alias.text);
		leave(&conflict->view, ui);
	} else if (answer->err.code == ERR_CONFLICT && answer->reply.record && !conflict->arg.merge->gone) {
		see(conflict, answer->reply.record);
		answer->reply.record = NULL;
		conflict->arg.last = answer->reply.last;
		ask_phones(conflict, ui);
		ui_say(ui, ROLE_FAILED, "Not saved: alias %s changed once more. It stands here as it is now.",
		       conflict->arg.merge->alias.text);
	} else {
		ui_say_err(ui, &answer->err);
		step_back(conflict, ui);
	}
}

static void conflict_answer(View *view, Ui *ui, Answer *answer)
{
	Conflict *conflict = (Conflict *)view;
	if (!answer->final)
		return;
	if (answer->op == OP_APPLY) {
		take_written(conflict, ui, answer);
		return;
	}
	conflict->asking = false;
	if (!answer->ok) {
		ui_say_err(ui, &answer->err);
		conflict->reviews = false;
	} else if (answer->op == OP_RECORD) {
		see(conflict, answer->reply.record);
		answer->reply.record = NULL;
	} else if (answer->op == OP_LOOKUP) {
		record_add(conflict->arg.record, answer->reply.lookup);
		see(conflict, conflict->arg.record);
	}
	if (conflict->reviews)
		review(view, ui);
}

/* --- words --- */

static void conflict_title(const View *view, const Ui *ui, char *out, size_t cap)
{
	static const char *const verbs[] = {
		[CONFLICT_EDIT] = "Save", [CONFLICT_DELETE] = "Delete", [CONFLICT_UNDO] = "Undo", [CONFLICT_RESTORE] = "Restore",
	};
	const Conflict *conflict = (const Conflict *)view;

	(void)ui;
	text_format(out, cap, "%s alias %s", verbs[conflict->arg.kind], conflict->arg.merge->alias.text);
}

static void conflict_status(const View *view, const Ui *ui, char *left, size_t left_cap, char *right, size_t right_cap)
{
	const Conflict *conflict = (const Conflict *)view;
	(void)ui;
	text_copy(left, left_cap, conflict->writing ? "Writing…" : conflict->reviews ? "Looking up the phones…" :
	          "Nothing was written.");
	if (conflict->arg.kind == CONFLICT_EDIT)
		text_copy(right, right_cap, "your edit is kept until you leave");
}

const ViewClass conflict_class = {
	.name = "Conflict", .size = sizeof(Conflict), .keymaps = conflict_keymaps, .open = conflict_open, .title = conflict_title,
	.draw = conflict_draw, .status = conflict_status, .event = conflict_event, .clicked = conflict_clicked, .answer = conflict_answer,
	.close = conflict_close,
};
