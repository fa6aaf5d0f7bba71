/* From a cluster that does not answer to another one: the session here is closed first, in its own log. Nothing of it is taken
 * along, since what it changed can be undone only where it was changed. */
#include "tui/ui_inside.h"

#include <string.h>

#include "tui/views/confirm.h"
#include "tui/views/views.h"

bool ui_has_other_cluster(const Ui *ui)
{
	return ui->loss.paused && ui->signed_in && ui->setup.config->profile_count > 1;
}

const Text *ui_receipts(const Ui *ui)
{
	return &ui->receipts;
}

/* What is under way ends first: jobs run in order. */
static void leave(View *asker, Ui *ui)
{
	Request request = { .op = OP_LEAVE };
	(void)asker;
	ui->leaving = true;
	ui_say(ui, ROLE_TEXT, "Closing the session on %s…", *ui->info.profile ? ui->info.profile : ui->info.place);
	worker_post(ui->setup.worker, &request, 0);
}

void ui_other_cluster(View *view, Ui *ui)
{
	static const ConfirmArg question = {
		.title = "Other cluster", .question = "The form holds changes that are not saved.",
		.yes = "Discard and leave", .no = "Back", .done = leave,
	};
	if (worker_in_write(ui->setup.worker))
		ui_say(ui, ROLE_WARN, "A change is being written; leave when it is done.");
	else if (ui_unsaved(ui))
		ui_push(ui, &confirm_class, &question);
	else
		leave(view, ui);
}

/* The one behind the one that was left. */
static int next_cluster(const Ui *ui)
{
	const Config *config = ui->setup.config;
	for (size_t i = 0; i < config->profile_count; i++)
		if (strcmp(config->profiles[i].name, ui->info.profile) == 0)
			return (int)((i + 1) % config->profile_count);
	return 0;
}

static void forget(Ui *ui)
{
	ui_views_close(ui);
	changes_free(&ui->live.changes);
	marks_free(&ui->marks);
	catalog_free(ui->catalog);
	session_free(&ui->session);
	ui->live = (Live){ .next_ms = 0 };
	ui->watch = (RebuildWatch){ .in_flight = false };
	ui->loss = (Loss){ .paused = false };
	ui->demotion = (Demotion){ .trying = false };
	ui->admin = (Admin){ .rights = 0 };
	ui->catalog = NULL;
	ui->signed_in = ui->loading = ui->load_again = ui->leaving = false;
	ui->again_count = 0;
}

void ui_cluster_left(Ui *ui, const Answer *answer)
{
	int next = next_cluster(ui);
	session_receipt(&ui->session, ui->admin.user, ui->info.place, answer->reply.verdict.head_seq, answer->reply.verdict.head,
	                &ui->receipts);
	forget(ui);
	ui->info = answer->reply.info;
	ui->message[0] = '\0';
	ui_push(ui, &signin_class, &next);
}
