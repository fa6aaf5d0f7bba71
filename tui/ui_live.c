/* Reading the aliases: when somebody wants it, and by itself every live_seconds, so that the list shows what is stored. What
 * nobody asked for shows nothing while it runs, gives way to what somebody asks for, and takes a twentieth of the time at most. */
#include "tui/ui_inside.h"

#include "core/base/sys.h"

enum { LIVE_SHARE = 20 };

static int64_t pause_ms(const Ui *ui)
{
	int64_t pause = (int64_t)ui->setup.config->live_seconds * 1000, least = LIVE_SHARE * ui->live.took_ms;
	return pause && pause < least ? least : pause;
}

static void load_ask(Ui *ui, bool quiet)
{
	Request request = { .op = OP_LOAD, .sorts = true, .sorting = ui->live.sorting };
	ui->loading = true;
	ui->load_again = false;
	ui->load_done = ui->load_total = 0;
	ui->live.quiet = quiet;
	ui->live.started_ms = sys_monotonic_ms();
	worker_post(ui->setup.worker, &request, 0);
}

void ui_refresh(Ui *ui)
{
	if (ui_demoted(ui))
		ui_demoted_try(ui, sys_monotonic_ms());
	if (ui_paused(ui))
		ui_lost_try(ui, sys_monotonic_ms());
	else if (ui->loading)
		ui->load_again = true;
	else
		load_ask(ui, false);
	ui->live.quiet = false;
}

int ui_live_wait_ms(const Ui *ui, int64_t now_ms)
{
	if (!ui->catalog || ui->loading || ui_paused(ui) || !ui->setup.config->live_seconds)
		return -1;
	return ui_until_ms(ui->live.next_ms, now_ms);
}

void ui_live_read(Ui *ui, int64_t now_ms)
{
	(void)now_ms;
	load_ask(ui, true);
}

void ui_live_give_way(Ui *ui)
{
	if (!ui->loading || !ui->live.quiet)
		return;
	ui->live.quiet = false;                  /* once: what runs next is another's */
	ui->live.gave_way = true;
	worker_stop_current(ui->setup.worker);
}

/* --- what changed --- */

void ui_live_own(Ui *ui, const char *alias)
{
	Live *live = &ui->live;
	text_copy(live->own[live->own_count % LIVE_OWN].text, sizeof live->own[0].text, alias);
	live->own_count++;
}

static void changes_take(Ui *ui, const Catalog *now)
{
	Live  *live = &ui->live;
	size_t own = live->own_count < LIVE_OWN ? live->own_count : LIVE_OWN;
	changes_free(&live->changes);
	live->own_count = 0;
	live->same = false;
	if (!ui->catalog)
		return;
	changes_find(&live->changes, ui->catalog, now);
	live->same = live->changes.count + live->changes.gone == 0;
	if (live->own_many)
		changes_free(&live->changes);
	live->own_many = false;
	for (size_t i = 0; i < own; i++)
		changes_without(&live->changes, now, live->own[i].text);
}

bool ui_is_changed(const Ui *ui, size_t alias)
{
	return changes_has(&ui->live.changes, alias);
}

bool ui_is_same(const Ui *ui)
{
	return ui->live.same;
}

/* --- the order of its rows --- */

void ui_sort_readings(Ui *ui, Sorting sorting)
{
	ui->live.sorting = sorting;
}

uint32_t *ui_sorted(Ui *ui, Sorting *sorting)
{
	uint32_t *sorted = ui->live.sorted;
	*sorting = sorted ? ui->live.sorted_as : (Sorting){ .by = FIELD_ID };
	ui->live.sorted = NULL;
	return sorted ? sorted : field_order(ui->catalog, *sorting);
}

/* --- the answer --- */

static void catalog_replace(Ui *ui, Answer *answer)
{
	changes_take(ui, answer->reply.catalog);
	marks_carry(&ui->marks, ui->catalog, answer->reply.catalog);
	catalog_free(ui->catalog);
	ui->catalog = answer->reply.catalog;
	answer->reply.catalog = NULL;
	mem_free(ui->live.sorted);
	ui->live.sorted = answer->reply.sorted;
	ui->live.sorted_as = answer->reply.sorting;
	answer->reply.sorted = NULL;
	for (size_t i = 0; i < ui->depth; i++) {
		View *view = ui->stack[i].view;
		if (view->is->refreshed)
			view->is->refreshed(view, ui);
	}
}

void ui_load_answer(Ui *ui, Answer *answer)
{
	Live *live = &ui->live;
	if (!answer->final) {
		ui->load_done = answer->reply.done;
		ui->load_total = answer->reply.total;
		return;
	}
	bool silent = live->gave_way && answer->err.code == ERR_STOPPED;
	ui->loading = live->gave_way = false;
	if (answer->ok) {
		catalog_replace(ui, answer);
		live->took_ms = sys_monotonic_ms() - live->started_ms;   /* with what the views do */
	} else if (!silent && !ui_paused(ui)) {
		ui_say_err(ui, &answer->err);
	}
	live->next_ms = sys_monotonic_ms() + pause_ms(ui);
	if (ui->load_again && (answer->ok || silent))
		load_ask(ui, false);
}

bool ui_loading(const Ui *ui, size_t *done, size_t *total)
{
	*done = ui->load_done;
	*total = ui->load_total;
	return ui->loading && !ui->live.quiet && !ui->live.gave_way;
}

/* --- in words --- */

/* "1 179 gone  ", or nothing */
static void count_text(char *out, size_t cap, size_t count, const char *what)
{
	char number[24];
	text_number(number, sizeof number, count);
	text_format(out, cap, count ? "%s %s  " : "", number, what);
}

void ui_live_text(const Ui *ui, char *out, size_t cap)
{
	const Live *live = &ui->live;
	char        changed[40], gone[40], age[24] = "", every[30] = "";
	count_text(changed, sizeof changed, live->changes.count, "changed");
	count_text(gone, sizeof gone, live->changes.gone, "gone");
	if (ui->catalog)
		sys_format_time(age, sizeof age, "%H:%M:%S", ui->catalog->read_at_us);
	if (ui->setup.config->live_seconds && !ui_paused(ui))
		text_format(every, sizeof every, "  live %lld s", (long long)(pause_ms(ui) + 999) / 1000);
	text_format(out, cap, "%s%sread %s%s", changed, gone, age, every);
}
