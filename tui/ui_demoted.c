/* A server that took changes and takes them no more: a switch-over, as a rule. Looking goes on where it is; what the connection
 * file names by now is tried in the background with growing pauses, as with a lost database, until it leads to a server that takes
 * changes. Forms, marks and the list stay as they are. */
#include "tui/ui_inside.h"

#include "core/base/sys.h"

enum { FIRST_PAUSE_S = 1, LAST_PAUSE_S = 60 };

bool ui_demoted(const Ui *ui)
{
	return ui->demotion.since_us != 0;
}

bool ui_seeks(const Ui *ui)
{
	return ui_paused(ui) || ui_demoted(ui);
}

static const char *place(const Ui *ui)
{
	return *ui->info.profile ? ui->info.profile : ui->info.place;
}

void ui_demoted_sentence(const Ui *ui, char *out, size_t cap)
{
	text_format(out, cap, "%s is read-only now (a replica?). Saving is off meanwhile.", place(ui));
}

static void fall(Ui *ui)
{
	if (!ui->info.look_only && !ui_demoted(ui))
		ui->demotion = (Demotion){ .since_us = sys_now_us(), .next_ms = sys_monotonic_ms() };
	ui->info.read_only = true;
}

/* Every answer, before it is handed out: a write that was refused, or what was seen while the aliases were read. */
void ui_demoted_hear(Ui *ui, const Answer *answer)
{
	bool read = answer->final && answer->ok && answer->op == OP_LOAD;
	if (!answer->final || !ui->signed_in || answer->op == OP_RECONNECT)
		return;
	if ((!answer->ok && answer->err.code == ERR_READ_ONLY) || (read && answer->reply.info.read_only && !ui->info.read_only)) {
		bool said = !answer->ok;             /* by whoever wanted to write */
		fall(ui);
		if (!said && ui_demoted(ui))
			ui_say(ui, ROLE_WARN, "%s is read-only now (a replica?). You may look; saving is off until the connection file leads to a "
			       "server that takes changes, which is tried again by itself.", place(ui));
	} else if (read && !answer->reply.info.read_only && ui->info.read_only) {
		ui_demoted_try(ui, sys_monotonic_ms());   /* this one takes them again */
	}
}

int ui_demoted_wait_ms(const Ui *ui, int64_t now_ms)
{
	bool waits = ui_demoted(ui) && !ui->demotion.trying && !ui_paused(ui);
	return waits ? ui_until_ms(ui->demotion.next_ms, now_ms) : -1;
}

void ui_demoted_try(Ui *ui, int64_t now_ms)
{
	Request request = { .op = OP_RECONNECT, .writable = true };
	(void)now_ms;
	if (ui->demotion.trying || ui_paused(ui))
		return;
	ui->demotion.trying = true;
	worker_post(ui->setup.worker, &request, 0);
}

/* Of a try that somebody wanted to see the outcome of. */
static void say_still(Ui *ui, const Err *err)
{
	char next[24];
	sys_format_time(next, sizeof next, "%H:%M:%S", sys_now_us() + (ui->demotion.next_ms - sys_monotonic_ms()) * 1000);
	ui_say(ui, ROLE_WARN, "Saving stays off. %s Next try at %s.", err->text, next);
}

void ui_demoted_answer(Ui *ui, const Answer *answer)
{
	Demotion *demotion = &ui->demotion;
	bool      wanted = demotion->wanted;
	unsigned  tries = demotion->tries++;
	demotion->trying = demotion->wanted = false;
	demotion->next_ms = sys_monotonic_ms() + (tries < 6 ? FIRST_PAUSE_S << tries : LAST_PAUSE_S) * INT64_C(1000);
	if (answer->ok)
		ui_found(ui, &answer->reply);
	else if (wanted)
		say_still(ui, &answer->err);
}
