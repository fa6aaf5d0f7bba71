/* A form's text when the program is ended from outside: kept, and offered to the same user on the same cluster. */
#include "tui/ui_inside.h"

#include "core/base/sys.h"
#include "tui/views/confirm.h"
#include "tui/views/views.h"

static const char *cluster_of(const Ui *ui)
{
	return *ui->info.profile ? ui->info.profile : ui->info.place;
}

/* Nobody is there to be told when it cannot be kept. */
void ui_draft_keep(const Ui *ui)
{
	Draft draft = { .at_us = sys_now_us() };
	Err   ignored;
	for (size_t i = ui->depth; i-- > 0; ) {
		const View *view = ui->stack[i].view;
		if (view->is->draft && view->is->draft(view, &draft)) {
			if (!draft_save(ui->admin.user, cluster_of(ui), &draft, &ignored))
				continue;
			return;
		}
	}
}

/* Taken or refused, it is gone. */
static void refuse(View *asker, Ui *ui)
{
	(void)asker;
	draft_remove(ui->admin.user, cluster_of(ui));
}

static void take(View *asker, Ui *ui)
{
	Draft draft;
	if (draft_find(ui->admin.user, cluster_of(ui), &draft))
		ui_push(ui, &mend_class, &draft);
	refuse(asker, ui);
}

void ui_draft_offer(Ui *ui)
{
	ConfirmArg question = { .title = "Kept for you", .yes = "Discard it", .no = "Open the form", .done = refuse, .otherwise = take };
	Draft      draft;
	char       when[40];
	if (!draft_find(ui->admin.user, cluster_of(ui), &draft))
		return;
	sys_format_time(when, sizeof when, "%Y-%m-%d %H:%M", draft.at_us);
	text_format(question.question, sizeof question.question, "%s%s: %zu %s not saved when the console was ended at %s.",
	            draft.kind == PLAN_ADD ? "New alias " : "Edit of ", draft.alias.text, draft_count(&draft),
	            draft_count(&draft) > 1 ? "changes were" : "change was", when);
	ui_push(ui, &confirm_class, &question);
}
