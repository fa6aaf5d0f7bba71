/* After a change of a phone, its servers rebuild their conf files once a minute; only then the change counts. The loop
 * asks now and then while something is pending, and never otherwise: an idle console does nothing. */
#include "tui/ui_inside.h"

#include <string.h>

#include "core/base/sys.h"

enum { WATCH_EVERY_MS = 2000, WATCH_GIVE_UP_MS = 5 * 60 * 1000 };

static void names_of(const Ui *ui, const ChangeResult *result, char *out, size_t cap)
{
	size_t used = 0;
	for (size_t i = 0; i < result->server_count; i++) {
		const char *ip = result->servers[i];
		const char *name = ui->catalog ? site_server_name(&ui->catalog->site, ip) : ip;
		used += text_format(out + used, cap - used, "%s%s", i ? ", " : "", name);
	}
}

static void watch_start(Ui *ui, const ChangeResult *result, const char *alias)
{
	RebuildWatch *watch = &ui->watch;
	int64_t       now = sys_monotonic_ms();
	*watch = (RebuildWatch){ .in_flight = watch->in_flight, .stale = watch->in_flight,
	                         .next_ms = now + WATCH_EVERY_MS, .give_up_ms = now + WATCH_GIVE_UP_MS };
	watch->asked.op = OP_PENDING;
	watch->asked.server_count = result->server_count;
	for (size_t i = 0; i < result->server_count; i++)
		text_copy(watch->asked.servers[i], sizeof watch->asked.servers[i], result->servers[i]);
	text_copy(watch->alias.text, sizeof watch->alias.text, alias);
	names_of(ui, result, watch->names, sizeof watch->names);
}

void ui_saved(Ui *ui, const ChangeResult *result, const char *alias)
{
	const char *undo = result->intent_seq && !result->is_undo ? " Press u to undo." : "";
	if (result->server_count) {
		watch_start(ui, result, alias);
		ui_say(ui, ROLE_DONE, "%s%s Pending: rebuild on %s.", result->sentence, undo, ui->watch.names);
	} else {
		ui_say(ui, ROLE_DONE, "%s%s", result->sentence, undo);
	}
	ui_live_own(ui, alias);
	ui_refresh(ui);
}

void ui_saved_batch(Ui *ui, const Batch *batch, const BatchResult *result)
{
	bool         whole = result->failed + result->not_tried == 0;
	ChangeResult servers = { .server_count = result->server_count };
	memcpy(servers.servers, result->servers, sizeof servers.servers);
	session_add_batch(&ui->session, batch, result);
	if (servers.server_count)
		watch_start(ui, &servers, batch->title);
	ui_say(ui, whole ? ROLE_DONE : ROLE_WARN, "%s", result->sentence);
	ui_lost_keep(ui, result);
	ui->live.own_many = true;
	ui_refresh(ui);
}

int ui_watch_wait_ms(const Ui *ui, int64_t now_ms)
{
	if (!ui->watch.asked.server_count || ui->watch.in_flight || ui_paused(ui))
		return -1;
	return ui_until_ms(ui->watch.next_ms, now_ms);
}

void ui_watch_look(Ui *ui, int64_t now_ms)
{
	Request request = ui->watch.asked;
	(void)now_ms;
	ui->watch.in_flight = true;
	ui_ask(ui, NULL, &request);
}

void ui_watch_answer(Ui *ui, const Answer *answer)
{
	RebuildWatch *watch = &ui->watch;
	int64_t       now = sys_monotonic_ms();
	const char   *have = watch->asked.server_count > 1 ? "have" : "has";
	bool          stale = watch->stale;
	watch->in_flight = watch->stale = false;
	watch->next_ms = now + WATCH_EVERY_MS;
	if (stale)
		return;
	if (answer->ok && answer->reply.pending == 0)
		ui_say(ui, ROLE_DONE, "%s: %s %s rebuilt; the change counts now.", watch->alias.text, watch->names, have);
	else if (now > watch->give_up_ms)
		ui_say(ui, ROLE_WARN, "%s: %s %s not rebuilt yet; the flag stays set.", watch->alias.text, watch->names, have);
	else
		return;
	watch->asked.server_count = 0;
}
