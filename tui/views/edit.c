/* The edit form: every change makes a new plan, whose review is on the screen; saving hands over exactly that plan. */
#include "tui/views/edit.h"

#include <string.h>

#include "core/base/sys.h"
#include "tui/views/conflict.h"
#include "tui/views/confirm.h"
#include "tui/views/review.h"
#include "tui/views/views.h"

/* The ID of an alias that exists is fixed: the focus never goes there. */
static size_t first_stop(const Edit *edit)
{
	return edit->kind == PLAN_ADD ? 0 : 1;
}

/* "8302x", or "The new alias" before it has an ID. */
static const char *subject(const Edit *edit)
{
	return *edit->alias.text ? edit->alias.text : "The new alias";
}

static void record_ask(Edit *edit, Ui *ui)
{
	Request request = { .op = OP_RECORD };
	if (edit->kind == PLAN_EDIT)
		request.alias = edit->alias;
	ui_ask(ui, &edit->view, &request);
}

static void new_open(View *view, Ui *ui, const void *arg)
{
	Edit *edit = (Edit *)view;
	edit->kind = PLAN_ADD;
	edit->maker = *(const NewArg *)arg;
	edit->mapping = FIELD_COUNT;
	record_ask(edit, ui);
}

static void edit_open(View *view, Ui *ui, const void *arg)
{
	Edit *edit = (Edit *)view;
	char  why[200];
	edit->alias = *(const AliasId *)arg;
	edit->mapping = FIELD_COUNT;
	edit->read_only = !(ui_rights(ui) & RIGHT_EDIT);
	edit->focus = first_stop(edit);
	if (edit->read_only) {
		ui_rights_sentence(ui, why, sizeof why);
		ui_say(ui, ROLE_WARN, "%s", why);
	}
	record_ask(edit, ui);
}

static void mend_open(View *view, Ui *ui, const void *arg)
{
	const Draft *begun = arg;
	if (begun->kind == PLAN_ADD)
		new_open(view, ui, &(NewArg){ .asker = 0 });
	else
		edit_open(view, ui, &begun->alias);
	((Edit *)view)->begun = *begun;
}

static void edit_close(View *view)
{
	Edit *edit = (Edit *)view;
	plan_free(edit->plan);
	record_free(edit->record);
}

static bool edit_unsaved(const View *view)
{
	const Edit *edit = (const Edit *)view;
	for (size_t i = 0; i < edit->count; i++)
		if (edit->fields[i].edited)
			return true;
	return false;
}

/* --- saving --- */

static void say_problem(Edit *edit, Ui *ui)
{
	const PlanProblem *problem = &edit->plan->problems[0];
	for (size_t i = 0; i < edit->count; i++)
		if (edit->fields[i].id == problem->field)
			edit->focus = i;
	edit_tried(edit, ui);
	ui_say(ui, ROLE_FAILED, "%s not saved: %s", subject(edit), problem->text);
}

static void write_plan(View *view, Ui *ui)
{
	Edit   *edit = (Edit *)view;
	Request request = { .op = OP_APPLY, .alias = edit->alias, .plan = plan_copy(edit->plan) };
	edit->state = EDIT_WRITING;
	ui_ask(ui, view, &request);
}

/* Nothing is written that was not shown: a review that was not on the screen as it is now comes first. */
static void save(View *view, Ui *ui)
{
	Edit *edit = (Edit *)view;
	if (edit->state != EDIT_READY)
		return;
	if (ui_paused(ui))
		ui_say_paused(ui);
	else if (edit->plan->problem_count)
		say_problem(edit, ui);
	else if (!plan_ready(edit->plan))
		ui_say(ui, ROLE_TEXT, "The phones are still being looked up; save when the review shows them.");
	else if (!edit->plan->step_count)
		ui_say(ui, ROLE_TEXT, "Nothing to change.");
	else if (edit->seen_number == edit->plan_number)
		write_plan(view, ui);
	else
		ui_push(ui, &review_class, &(ReviewArg){ .plan = edit->plan, .asker = view->serial, .save = write_plan });
}

static void leave(View *view, Ui *ui)
{
	ui_pop(ui, view);
}

static void discard(View *view, Ui *ui)
{
	Edit      *edit = (Edit *)view;
	ConfirmArg question = { .no = "Back to form", .asker = view->serial, .done = leave };
	size_t     count = 0;
	const View *below = ui_below(ui, view);
	if (edit->state == EDIT_WRITING) {
		ui_say(ui, ROLE_WARN, "%s is being written; wait for the answer.", subject(edit));
		return;
	}
	for (size_t i = 0; i < edit->count; i++)
		count += edit->fields[i].edited;
	if (!count) {
		leave(view, ui);
		return;
	}
	text_format(question.title, sizeof question.title, edit->kind == PLAN_ADD ? "New alias %s" : "Alias %s", edit->alias.text);
	text_format(question.question, sizeof question.question, "%zu edited %s not saved.", count,
	            count > 1 ? "fields are" : "field is");
	if (view->is == &mend_class && below && below->is == &health_class)
		text_format(question.question, sizeof question.question,
		            "The health check's fix is not saved: %s stays as it is.", subject(edit));
	text_format(question.yes, sizeof question.yes, "Discard %zu %s", count, count > 1 ? "changes" : "change");
	ui_push(ui, &confirm_class, &question);
}

/* --- keys --- */

static size_t stops(const Edit *edit)
{
	return edit->count + (edit->read_only ? 0 : BUTTON_COUNT);
}

static void next(View *view, Ui *ui)
{
	Edit *edit = (Edit *)view;
	(void)ui;
	if (stops(edit) < 2)
		return;
	edit->focus = edit->focus + 1 < stops(edit) ? edit->focus + 1 : first_stop(edit);
}

static void previous(View *view, Ui *ui)
{
	Edit *edit = (Edit *)view;
	(void)ui;
	if (stops(edit) < 2)
		return;
	edit->focus = edit->focus > first_stop(edit) ? edit->focus - 1 : stops(edit) - 1;
}

static void enter(View *view, Ui *ui)
{
	Edit *edit = (Edit *)view;
	if (edit->focus == edit->count + BUTTON_SAVE)
		save(view, ui);
	else if (edit->focus == edit->count + BUTTON_DISCARD)
		discard(view, ui);
	else
		next(view, ui);
}

static void revert(View *view, Ui *ui)
{
	Edit *edit = (Edit *)view;
	if (edit->state == EDIT_READY && edit_focused(edit))
		edit_revert(edit, ui, edit_focused(edit));
}

static const Binding edit_rows[] = {
	{ .keys = "F2 ^S", .name = "form-save", .label = "Save", .help = "save after review", .group = "CHANGE",
	  .need = RIGHT_EDIT, .run = save },
	{ .keys = "Tab Down", .name = "form-next", .label = "Next", .help = "go to next field", .group = "MOVE", .run = next },
	{ .keys = "Shift-Tab Up", .name = "form-previous", .help = "go to field before", .group = "MOVE", .run = previous },
	{ .keys = "Enter", .name = "form-enter", .help = "go on, press button", .group = "MOVE", .run = enter },
	{ .keys = "F4", .name = "form-pick", .label = "Pick", .help = "pick from a list", .group = "CHANGE", .need = RIGHT_EDIT,
	  .run = edit_pick },
	{ .keys = "F5", .name = "form-revert", .label = "Revert", .help = "revert the field", .group = "CHANGE",
	  .need = RIGHT_EDIT, .run = revert },
	{ .keys = "Left Right Space", .name = "form-choose", .help = "choose a value", .group = "CHANGE" },
	{ .keys = "Home ^A End ^E", .name = "line-ends", .help = "go to start or end", .group = "MOVE" },
	{ .keys = "^U", .name = "line-clear", .label = "Clear", .help = "clear up to cursor", .group = "CHANGE" },
	{ .keys = "^K ^W", .name = "line-cut", .help = "cut end, word", .group = "CHANGE" },
	{ .keys = "Esc", .name = "form-discard", .label = "Discard", .help = "discard, asks first", .group = "OTHER",
	  .run = discard },
};
static const Keymap edit_keys = KEYMAP("Form", edit_rows);
static const Keymap *const edit_keymaps[] = { &edit_keys, NULL };

static bool edit_typing(const View *view)
{
	const Edit *edit = (const Edit *)view;
	if (edit->read_only)
		return false;
	return edit->state == EDIT_READING ||
	       (edit->state == EDIT_READY && edit->focus < edit->count && edit->fields[edit->focus].typed);
}

static void ahead_add(Edit *edit, int32_t key)
{
	if (edit->ahead_count < UI_AGAIN)
		edit->ahead[edit->ahead_count++] = key;
}

/* What is typed before the fields are there counts once they are; what leaves the form or helps counts at once. */
static bool ahead_event(Edit *edit, const Event *event)
{
	const char *at = event->paste;
	if (event->kind == EVENT_PASTE) {
		for (const char *end = at + strlen(at); at < end; )
			ahead_add(edit, *at == '\n' ? (at++, ' ') : (int32_t)text_next(&at, end));
	} else if (event->kind != EVENT_KEY || key_in(event->key, "Esc ^C ^L ^Z ^P F1 F9 F10")) {
		return false;
	} else {
		ahead_add(edit, event->key);
	}
	return true;
}

static bool choice_event(Edit *edit, Ui *ui, FormField *field, const Event *event)
{
	if (event->kind != EVENT_KEY || !key_in(event->key, "Left Right Space"))
		return false;
	edit_choose(edit, ui, field, event->key == KEYS_LEFT ? -1 : 1);
	return true;
}

static bool line_event(Edit *edit, Ui *ui, FormField *field, const Event *event)
{
	char was[LINE_CAP];
	text_copy(was, sizeof was, field->line.text);
	if (!line_key(&field->line, event))
		return false;
	if (field->line.full)
		ui_say(ui, ROLE_WARN, "%s holds at most %zu characters.", fields[field->id].label, fields[field->id].max_chars);
	if (strcmp(was, field->line.text) != 0)
		edit_typed(edit, ui, field);
	return true;
}

static bool edit_event(View *view, Ui *ui, const Event *event)
{
	Edit      *edit = (Edit *)view;
	FormField *field = edit_focused(edit);
	char       why[200];
	if (edit->state == EDIT_READING && !edit->read_only)
		return ahead_event(edit, event);
	if (edit->state != EDIT_READY || !field)
		return false;
	if (edit->read_only) {
		ui_rights_sentence(ui, why, sizeof why);
		ui_say(ui, ROLE_WARN, "%s", why);
		return true;
	}
	return field->typed ? line_event(edit, ui, field, event) : choice_event(edit, ui, field, event);
}

static bool edit_clicked(View *view, Ui *ui, const Spot *spot)
{
	Edit       *edit = (Edit *)view;
	const char *choices[EDIT_CHOICES];
	if (edit->state != EDIT_READY)
		return false;
	edit->focus = (size_t)spot->stop;
	FormField *field = edit_focused(edit);
	if (!spot->choice || edit->read_only)
		return true;
	if (spot->choice == CLICK_PICK)
		edit_pick(view, ui);
	else if ((size_t)spot->choice <= edit_choices(edit, field, choices))
		edit_take(edit, ui, field, choices[spot->choice - 1]);
	return true;
}

/* --- answers --- */

/* Both versions and the one that was opened, to choose from; the form stays as it is beneath. Takes merge and record. */
static void show_conflict(Edit *edit, Ui *ui, Merge *merge, Record *now, const LastChangeReply *last)
{
	ConflictArg arg = { .kind = CONFLICT_EDIT, .asker = edit->view.serial, .merge = merge, .record = now,
	                    .opened_us = edit->record->read_at_us };
	if (last->at_us / 1000000 >= edit->record->read_at_us / 1000000)
		arg.last = *last;                    /* else an older change: who made this one stands in no log */
	ui_push(ui, &conflict_class, &arg);
}

/* What others changed since it was opened is seen before it is saved over. False: they changed nothing. */
static bool is_conflict(Edit *edit, Ui *ui, Answer *answer)
{
	Merge *merge = edit->record && edit->kind == PLAN_EDIT ? merge_edit(edit->record, answer->reply.record, edit->plan) : NULL;
	if (!merge || !merge_others(merge)) {
		merge_free(merge);
		return false;
	}
	show_conflict(edit, ui, merge, answer->reply.record, &(LastChangeReply){ 0 });
	answer->reply.record = NULL;
	return true;
}

static void take_record(Edit *edit, Ui *ui, Answer *answer)
{
	if (!answer->ok) {
		ui_say_err(ui, &answer->err);
		if (!edit->record)
			ui_pop(ui, &edit->view);
		return;
	}
	if (is_conflict(edit, ui, answer))
		return;
	edit_fill(edit, answer->reply.record);
	answer->reply.record = NULL;
	edit->state = EDIT_READY;
	edit_plan(edit, ui);
	edit_begin(edit, ui);
	ui_again(ui, edit->ahead, edit->ahead_count);
	edit->ahead_count = 0;
}

static void take_lookup(Edit *edit, Ui *ui, const Answer *answer)
{
	edit->looking_up = false;
	if (!answer->ok) {
		ui_say_err(ui, &answer->err);
		return;
	}
	record_add(edit->record, answer->reply.lookup);
	edit_plan(edit, ui);
}

/* False: the alias and its phones stand as they were opened, or what they are is not known. */
static bool take_conflict(Edit *edit, Ui *ui, Answer *answer)
{
	const ChangeResult *result = &answer->reply.result;
	bool                gone = false;
	if (answer->err.code != ERR_CONFLICT || result->class == CLASS_NOT_ATTEMPTED)
		return false;
	for (size_t i = 0; i < result->step_count; i++)
		gone = gone || result->classes[i] == CLASS_GONE;
	if (!answer->reply.record && !gone)
		return false;
	show_conflict(edit, ui, merge_edit(edit->record, answer->reply.record, edit->plan), answer->reply.record, &answer->reply.last);
	answer->reply.record = NULL;
	return true;
}

static void take_written(Edit *edit, Ui *ui, Answer *answer)
{
	View *maker = edit->maker.made ? ui_find(ui, edit->maker.asker) : NULL;
	edit->state = EDIT_READY;
	if (answer->ok) {
		if (maker)
			edit->maker.made(maker, ui, &edit->alias);
		ui_saved(ui, &answer->reply.result, edit->alias.text);
		ui_pop(ui, &edit->view);
	} else if (edit->kind == PLAN_ADD) {
		ui_say_err(ui, &answer->err);
		record_ask(edit, ui);                /* what is taken by now, and what its phones are like */
	} else if (!take_conflict(edit, ui, answer)) {
		ui_say_err(ui, &answer->err);
		edit->in_doubt = answer->err.code == ERR_OFFLINE;
		if (answer->err.code == ERR_PARTIAL)
			record_ask(edit, ui);
	}
}

static void edit_answer(View *view, Ui *ui, Answer *answer)
{
	Edit *edit = (Edit *)view;
	if (!answer->final)
		return;
	switch (answer->op) {
	case OP_RECORD: take_record(edit, ui, answer); break;
	case OP_LOOKUP: take_lookup(edit, ui, answer); break;
	case OP_APPLY:  take_written(edit, ui, answer); break;
	default:        break;
	}
}

/* A form is not touched by what others change, until it is saved. After a lost connection it goes on where it was cut off: with
 * what its own save came to, and with phones still to be looked up. */
static void edit_refreshed(View *view, Ui *ui)
{
	Edit *edit = (Edit *)view;
	if (edit->state != EDIT_READY)
		return;
	if (edit->in_doubt)
		record_ask(edit, ui);
	else if (!edit->looking_up && edit->plan->needs_login_count + edit->plan->needs_extension_count)
		edit_plan(edit, ui);
	edit->in_doubt = false;
}

/* --- words --- */

static void edit_title(const View *view, const Ui *ui, char *out, size_t cap)
{
	const Edit *edit = (const Edit *)view;
	(void)ui;
	text_format(out, cap, "%s %s", edit->kind == PLAN_ADD ? "New alias" : edit->read_only ? "Alias" : "Edit alias", edit->alias.text);
}

static void edit_status(const View *view, const Ui *ui, char *left, size_t left_cap, char *right, size_t right_cap)
{
	const Edit      *edit = (const Edit *)view;
	const FormField *field = edit->focus < edit->count ? &edit->fields[edit->focus] : NULL;
	char             when[24];
	if (edit->state == EDIT_READING)
		return;
	if (edit->state == EDIT_WRITING)
		text_copy(left, left_cap, "Writing…");
	else if (edit->read_only)
		ui_rights_sentence(ui, left, left_cap);
	else if (field)
		text_copy(left, left_cap, *field->problem ? field->problem : edit_help(edit, field));
	sys_format_time(when, sizeof when, "%H:%M:%S", edit->record->read_at_us);
	text_format(right, right_cap, "loaded %s", when);
}

const ViewClass edit_class = {
	.name = "Edit alias", .size = sizeof(Edit), .keymaps = edit_keymaps, .typing = edit_typing, .open = edit_open,
	.title = edit_title, .draw = edit_draw, .status = edit_status, .event = edit_event,
	.clicked = edit_clicked, .answer = edit_answer,
	.refreshed = edit_refreshed, .unsaved = edit_unsaved, .draft = edit_draft,
	.close = edit_close,
};

const ViewClass mend_class = {
	.name = "Edit alias", .size = sizeof(Edit), .keymaps = edit_keymaps, .typing = edit_typing, .open = mend_open,
	.title = edit_title, .draw = edit_draw, .status = edit_status, .event = edit_event, .clicked = edit_clicked,
	.answer = edit_answer, .refreshed = edit_refreshed, .unsaved = edit_unsaved, .draft = edit_draft,
	.close = edit_close,
};

const ViewClass new_class = {
	.name = "New alias", .size = sizeof(Edit), .keymaps = edit_keymaps, .typing = edit_typing, .open = new_open,
	.title = edit_title, .draw = edit_draw, .status = edit_status, .event = edit_event,
	.clicked = edit_clicked, .answer = edit_answer,
	.unsaved = edit_unsaved, .draft = edit_draft,
	.close = edit_close,
};
