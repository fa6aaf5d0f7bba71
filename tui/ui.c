#include "tui/ui_inside.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/base/sys.h"
#include "tui/views/confirm.h"
#include "tui/views/views.h"

/* --- the stack --- */

Ui *ui_new(const UiSetup *setup)
{
	Ui *ui = mem_take(sizeof *ui);
	ui->setup = *setup;
	ui->mouse = setup->config->mouse;
	ui->theme_stamp = theme_stamp(setup->theme.name);
	ui->info = *setup->info;
	ui->input_ms = sys_monotonic_ms();
	ui_take_settings(ui);
	return ui;
}

static void view_free(View *view)
{
	if (view->is->close)
		view->is->close(view);
	mem_free(view);
}

void ui_views_close(Ui *ui)
{
	while (ui->depth)
		view_free(ui->stack[--ui->depth].view);
	if (ui->lock)
		view_free(ui->lock);
	ui->lock = NULL;
	ui->lock_leaves = false;
}

void ui_free(Ui *ui)
{
	ui_views_close(ui);
	changes_free(&ui->live.changes);
	mem_free(ui->live.sorted);
	marks_free(&ui->marks);
	text_free(&ui->receipts);
	catalog_free(ui->catalog);
	session_free(&ui->session);
	mem_free(ui);
}

View *ui_top(const Ui *ui)
{
	if (ui->lock)
		return ui->lock;
	return ui->depth ? ui->stack[ui->depth - 1].view : NULL;
}

const View *ui_below(const Ui *ui, const View *view)
{
	for (size_t i = 1; i < ui->depth; i++)
		if (ui->stack[i].view == view)
			return ui->stack[i - 1].view;
	return NULL;
}

View *ui_find(const Ui *ui, unsigned serial)
{
	if (ui->lock && ui->lock->serial == serial)
		return ui->lock;
	for (size_t i = 0; i < ui->depth; i++)
		if (ui->stack[i].view->serial == serial && !ui->stack[i].leaves)
			return ui->stack[i].view;
	return NULL;
}

View *ui_view_new(Ui *ui, const ViewClass *is)
{
	View *view = mem_take(is->size);
	view->is = is;
	view->serial = ++ui->last_serial;
	return view;
}

View *ui_push(Ui *ui, const ViewClass *is, const void *arg)
{
	assert(ui->depth < UI_STACK);
	View *view = ui_view_new(ui, is);

	ui->stack[ui->depth++] = (Slot){ .view = view };
	if (is->open)
		is->open(view, ui, arg);
	return view;
}

void ui_pop(Ui *ui, View *view)
{
	bool above = false;
	for (size_t i = 0; i < ui->depth; i++) {
		above = above || ui->stack[i].view == view;
		ui->stack[i].leaves = ui->stack[i].leaves || above;
	}
}

void ui_views_leave(Ui *ui)
{
	size_t kept = 0;
	if (ui->lock_leaves) {
		view_free(ui->lock);
		ui->lock = NULL;
		ui->lock_leaves = false;
	}
	for (size_t i = 0; i < ui->depth; i++)
		if (ui->stack[i].leaves)
			view_free(ui->stack[i].view);
		else
			ui->stack[kept++] = ui->stack[i];
	ui->depth = kept;
	if (!kept)
		ui->over = true;
}

/* --- ending --- */

bool ui_over(const Ui *ui)
{
	return ui->over;
}

void ui_leave(Ui *ui, int exit_code)
{
	ui->over = true;
	ui->exit_code = exit_code;
}

void ui_farewell_set(Ui *ui, const char *sentence)
{
	text_copy(ui->farewell, sizeof ui->farewell, sentence);
}

const char *ui_farewell(const Ui *ui)
{
	return ui->farewell;
}

bool ui_unsaved(const Ui *ui)
{
	for (size_t i = 0; i < ui->depth; i++) {
		const View *view = ui->stack[i].view;
		if (view->is->unsaved && view->is->unsaved(view))
			return true;
	}
	return false;
}

static void leave_anyway(View *asker, Ui *ui)
{
	(void)asker;
	ui_leave(ui, 0);
}

void ui_quit(Ui *ui)
{
	static const ConfirmArg question = {
		.title = "Quit", .question = "The form holds changes that are not saved.",
		.yes = "Discard and quit", .no = "Back", .done = leave_anyway,
	};
	if (worker_in_write(ui->setup.worker))
		ui_say(ui, ROLE_WARN, "A change is being written; quit when it is done.");
	else if (ui_unsaved(ui))
		ui_push(ui, &confirm_class, &question);
	else
		ui_leave(ui, 0);
}

/* --- the worker --- */

void ui_ask(Ui *ui, View *asker, Request *request)
{
	if (asker)
		ui_live_give_way(ui);
	worker_post(ui->setup.worker, request, asker ? asker->serial : 0);
}

static void answer_hand_out(Ui *ui, Answer *answer)
{
	View *asker = answer->asker ? ui_find(ui, answer->asker) : NULL;
	ui_lost_hear(ui, answer);
	ui_demoted_hear(ui, answer);
	if (answer->op == OP_APPLY && answer->final)
		session_add(&ui->session, &answer->reply.result);
	if (asker && asker->is->answer)
		asker->is->answer(asker, ui, answer);
	else if (!answer->asker && answer->op == OP_LOAD)
		ui_load_answer(ui, answer);
	else if (!answer->asker && answer->op == OP_PENDING && answer->final)
		ui_watch_answer(ui, answer);
	else if (!answer->asker && answer->op == OP_RECONNECT && answer->final && ui->demotion.trying)
		ui_demoted_answer(ui, answer);
	else if (!answer->asker && answer->op == OP_RECONNECT && answer->final)
		ui_lost_answer(ui, answer);
	else if (!answer->asker && answer->op == OP_LEAVE)
		ui_cluster_left(ui, answer);
}

void ui_answers(Ui *ui)
{
	Answer answer;
	while (worker_take(ui->setup.worker, &answer)) {
		answer_hand_out(ui, &answer);
		reply_free(&answer.reply);
		ui_views_leave(ui);
		ui_keys_again(ui);
	}
}

void ui_rest(Ui *ui)
{
	View *top = ui_top(ui);
	if (top && top->is->rested && !ui->over && !ui_busy(ui) && !ui_paused(ui))
		top->is->rested(top, ui);
}

void ui_stop(Ui *ui)
{
	ui->load_again = false;
	worker_stop_current(ui->setup.worker);
}

bool ui_busy(const Ui *ui)
{
	return worker_busy(ui->setup.worker);
}

/* --- what views ask --- */

void ui_say(Ui *ui, Role role, const char *fmt, ...)
{
	char    text[sizeof ui->message];
	va_list args;
	va_start(args, fmt);
	vsnprintf(text, sizeof text, fmt, args);
	va_end(args);
	text_visible(ui->message, sizeof ui->message, text, strlen(text));
	ui->message_role = role;
	ui_remember(ui);
}

void ui_say_err(Ui *ui, const Err *err)
{
	ui_say(ui, err->code == ERR_STOPPED ? ROLE_TEXT : ROLE_FAILED, "%s", err->text);
}

const Catalog *ui_catalog(const Ui *ui)
{
	return ui->catalog;
}

const Marks *ui_marks(const Ui *ui)
{
	return &ui->marks;
}

void ui_mark(Ui *ui, size_t alias, bool on)
{
	marks_set(&ui->marks, alias, on);
}

const Admin *ui_admin(const Ui *ui)
{
	return ui->signed_in ? &ui->admin : NULL;
}

void ui_signed_in(Ui *ui, const Admin *admin)
{
	ui->admin = *admin;
	ui->signed_in = true;
	ui_refresh(ui);
}

unsigned ui_rights(const Ui *ui)
{
	unsigned rights = ui->signed_in ? ui->admin.rights : 0;
	return ui->info.read_only ? rights & RIGHT_READ : rights;
}

void ui_rights_sentence(const Ui *ui, char *out, size_t cap)
{
	if (ui_demoted(ui))
		ui_demoted_sentence(ui, out, cap);
	else if (ui->info.read_only)
		text_copy(out, cap, "You may look, not change: the database server is read-only.");
	else if (ui->signed_in)
		rights_sentence(&ui->admin, out, cap);
	else
		text_copy(out, cap, "Sign in first.");
}

const Session *ui_session(const Ui *ui)
{
	return &ui->session;
}

const ServiceInfo *ui_info(const Ui *ui)
{
	return &ui->info;
}

void ui_connected(Ui *ui, const ServiceInfo *info)
{
	ui->info = *info;
	ui->loss.paused = false;
	ui->demotion = (Demotion){ .trying = false };
}

const Config *ui_config(const Ui *ui)
{
	return ui->setup.config;
}
