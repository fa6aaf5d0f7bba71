/* A database that does not answer: looking goes on with what was read, saving waits, and the connection is made again in the
 * background with growing pauses. Nothing ticks: the banner names times of the day. */
#include "tui/ui_inside.h"

#include <string.h>

#include "core/base/sys.h"
#include "tui/widgets/paragraph.h"

enum { FIRST_PAUSE_S = 1, LAST_PAUSE_S = 60, BANNER_ROWS = 4, LOW_ROWS = 20 };

bool ui_paused(const Ui *ui)
{
	return ui->loss.paused;
}

static void wait_for_try(Loss *loss)
{
	int64_t pause_ms = (loss->tries < 6 ? FIRST_PAUSE_S << loss->tries : LAST_PAUSE_S) * INT64_C(1000);
	loss->next_ms = sys_monotonic_ms() + pause_ms;
	loss->next_us = sys_now_us() + pause_ms * 1000;
}

/* --- losing it --- */

static void keep_try(Loss *loss, const char *text)
{
	LostTry *tried = &loss->tried[loss->tried_count++ % UI_LOST_TRIES];
	*tried = (LostTry){ .at_us = sys_now_us(), .number = loss->tries };
	text_copy(tried->text, sizeof tried->text, text);
}

const LostTry *ui_lost_tried(const Ui *ui, size_t back)
{
	const Loss *loss = &ui->loss;
	size_t      kept = loss->tried_count < UI_LOST_TRIES ? loss->tried_count : UI_LOST_TRIES;
	return back < kept ? &loss->tried[(loss->tried_count - 1 - back) % UI_LOST_TRIES] : NULL;
}

void ui_lost_hear(Ui *ui, const Answer *answer)
{
	Loss *loss = &ui->loss;
	if (!answer->final || answer->ok || answer->err.code != ERR_OFFLINE || answer->op == OP_RECONNECT || answer->op == OP_CONNECT || loss->paused)
		return;
	*loss = (Loss){ .paused = true, .since_us = sys_now_us() };
	text_copy(loss->cause, sizeof loss->cause, "The connection broke.");
	keep_try(loss, answer->err.text);
	wait_for_try(loss);
}

int ui_lost_wait_ms(const Ui *ui, int64_t now_ms)
{
	return ui->loss.paused && !ui->loss.trying ? ui_until_ms(ui->loss.next_ms, now_ms) : -1;
}

void ui_lost_try(Ui *ui, int64_t now_ms)
{
	Request request = { .op = OP_RECONNECT };
	(void)now_ms;
	if (ui->loss.trying)
		return;
	ui->loss.trying = true;
	worker_post(ui->setup.worker, &request, 0);
}

/* --- finding it again --- */

/* What an interrupted change came to is more urgent than anything else there is to say. */
void ui_say_settled(Ui *ui, const Reply *reply)
{
	char   text[400] = "";
	size_t used = 0;
	for (size_t i = 0; i < reply->settled_count; i++)
		used += text_format(text + used, sizeof text - used, "%s%s", i ? " " : "", reply->settled[i]);
	if (reply->settled_total > reply->settled_count)
		text_format(text + used, sizeof text - used, " And %zu more: see the audit log.",
		            reply->settled_total - reply->settled_count);
	ui_say(ui, ROLE_WARN, "%s", text);
}

void ui_lost_keep(Ui *ui, const BatchResult *result)
{
	char stands[160];
	batch_stand_text(&result->stand, stands, sizeof stands);
	text_copy(ui->stopped_batch, sizeof ui->stopped_batch, "");
	if (!batch_stand_whole(&result->stand))
		text_format(ui->stopped_batch, sizeof ui->stopped_batch, "Batch #%lld stopped: %s.", (long long)result->seq, stands);
}

/* lost_us, demoted_us: since when it did not answer, or took no changes; 0: it did. */
static void say_found(Ui *ui, const Reply *reply, int64_t lost_us, int64_t demoted_us)
{
	const char *place = *reply->info.profile ? reply->info.profile : reply->info.place;
	char        since[24];
	sys_format_time(since, sizeof since, "%H:%M:%S", lost_us ? lost_us : demoted_us);
	if (reply->settled_count)
		ui_say_settled(ui, reply);
	else if (reply->info.read_only)
		ui_say(ui, ROLE_WARN, "The database answers again, but is read-only (a replica?): you may look, not change.");
	else if (lost_us)
		ui_say(ui, ROLE_DONE, "The database answers again; it was gone since %s.", since);
	else if (demoted_us)
		ui_say(ui, ROLE_DONE, "%s takes changes again; it was read-only since %s.", place, since);
	else
		ui_say(ui, ROLE_DONE, "%s takes changes now.", place);
}

void ui_found(Ui *ui, const Reply *reply)
{
	int64_t lost_us = ui->loss.paused ? ui->loss.since_us : 0, demoted_us = ui->demotion.since_us;
	bool    falls = ui->signed_in && reply->info.read_only && (!ui->info.read_only || demoted_us);
	ui->loss = (Loss){ .paused = false };
	ui->demotion = (Demotion){ .trying = false };
	ui->stopped_batch[0] = '\0';
	ui->info = reply->info;
	if (ui->signed_in)
		ui->admin = reply->admin;
	if (falls && !ui->info.look_only)
		ui->demotion = (Demotion){ .since_us = demoted_us ? demoted_us : sys_now_us(), .next_ms = sys_monotonic_ms() };
	say_found(ui, reply, lost_us, demoted_us);
	if (ui->signed_in)
		ui_refresh(ui);
}

void ui_lost_answer(Ui *ui, const Answer *answer)
{
	Loss *loss = &ui->loss;
	loss->trying = false;
	if (answer->ok) {
		ui_found(ui, &answer->reply);
		return;
	}
	loss->tries++;
	text_copy(loss->cause, sizeof loss->cause, answer->err.text);
	keep_try(loss, answer->err.text);
	wait_for_try(loss);
}

void ui_say_paused(Ui *ui)
{
	ui_say(ui, ROLE_WARN, "Saving is paused until the database answers again; what you typed is kept.");
}

/* --- the banner --- */

static void ordinal(unsigned number, char *out, size_t cap)
{
	static const char *const ends[] = { "th", "st", "nd", "rd" };
	bool teen = number / 10 % 10 == 1;

	text_format(out, cap, "%u%s", number, ends[teen || number % 10 > 3 ? 0 : number % 10]);
}

static void cause_text(const Ui *ui, char *out, size_t cap)
{
	char since[24];
	sys_format_time(since, sizeof since, "%H:%M:%S", ui->loss.since_us);
	text_format(out, cap, "No database since %s. %s", since, ui->loss.cause);
}

void ui_lost_words(const LostTry *tried, char *out, size_t cap)
{
	char when[24], number[12];
	sys_format_time(when, sizeof when, "%H:%M:%S", tried->at_us);
	ordinal(tried->number, number, sizeof number);
	if (tried->number)
		text_format(out, cap, "%s, %s try: %s", when, number, tried->text);
	else
		text_format(out, cap, "%s, lost: %s", when, tried->text);
}

void ui_lost_next(const Ui *ui, char *out, size_t cap)
{
	char number[12], next[24];
	sys_format_time(next, sizeof next, "%H:%M:%S", ui->loss.next_us);
	ordinal(ui->loss.tries + 1, number, sizeof number);
	if (ui->loss.trying)
		text_format(out, cap, "Trying now (%s).", number);
	else
		text_format(out, cap, "Next try (%s) at %s.", number, next);
}

static void state_text(const Ui *ui, char *out, size_t cap)
{
	char read[24] = "";
	bool edits = ui_unsaved(ui);
	if (ui->catalog)
		sys_format_time(read, sizeof read, "%H:%M:%S", ui->catalog->read_at_us);
	text_format(out, cap, "%s%s%s Saving is paused. ", edits ? "Your edit is kept." : *read ? "Shown: as read at " : "",
	            edits ? "" : read, edits || !*read ? "" : ".");
	size_t used = strlen(out);
	ui_lost_next(ui, out + used, cap - used);
}

/* On a low screen a row each. */
static int rows_for(const Canvas *canvas, const char *text)
{
	int rows = paragraph_rows(text, canvas->cols - 4);
	return canvas->rows < LOW_ROWS || rows < 1 ? 1 : rows > BANNER_ROWS / 2 ? BANNER_ROWS / 2 : rows;
}

/* Below the title row; returns the rows it takes, 0 while the database answers. */
int ui_lost_draw(const Ui *ui, Canvas *canvas, int row)
{
	char cause[600], state[200];
	if (!ui->loss.paused)
		return 0;
	cause_text(ui, cause, sizeof cause);
	state_text(ui, state, sizeof state);
	int first = rows_for(canvas, cause), second = rows_for(canvas, state);
	int third = *ui->stopped_batch ? rows_for(canvas, ui->stopped_batch) : 0;
	canvas_sign_as(canvas, canvas_all(canvas), row, 0, ROLE_FAILED, SIGN_BROKEN);
	paragraph_draw(canvas, (Rect){ row, 2, first, canvas->cols - 3 }, ROLE_FAILED, cause);
	paragraph_draw(canvas, (Rect){ row + first, 2, second, canvas->cols - 3 }, ROLE_TEXT, state);
	if (third)
		paragraph_draw(canvas, (Rect){ row + first + second, 2, third, canvas->cols - 3 }, ROLE_WARN, ui->stopped_batch);
	return first + second + third;
}
