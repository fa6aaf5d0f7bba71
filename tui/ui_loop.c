/* The one loop: everything waits here, in one ppoll, with signals open only inside it (a resize between drawing and
 * waiting would be lost with a plain poll). */
#include "tui/ui_inside.h"

#include <poll.h>
#include <signal.h>
#include <time.h>

#include "core/base/sys.h"
#include "tui/draw/term.h"
#include "tui/views/views.h"

enum { WRITE_WAIT_MS = 30000 };

static volatile sig_atomic_t resized, ended, interrupted, stopped, continued, recoloured;

static const struct {
	int signal;
	volatile sig_atomic_t *flag;
} heard[] = {
	{ SIGWINCH, &resized }, { SIGTERM, &ended }, { SIGHUP, &ended }, { SIGINT, &interrupted },
	{ SIGTSTP, &stopped }, { SIGCONT, &continued }, { SIGUSR2, &recoloured }, { SIGQUIT, &ended },
};

static void hear(int signal)
{
	for (size_t i = 0; i < sizeof heard / sizeof *heard; i++)
		if (heard[i].signal == signal)
			++*heard[i].flag;
}

/* main blocked them before the worker started; open is the mask for ppoll. */
static void signals_take(sigset_t *open)
{
	struct sigaction action = { .sa_handler = hear };
	sigprocmask(SIG_SETMASK, NULL, open);
	for (size_t i = 0; i < sizeof heard / sizeof *heard; i++) {
		sigaction(heard[i].signal, &action, NULL);
		sigdelset(open, heard[i].signal);
	}
}

static bool flag_taken(volatile sig_atomic_t *flag)
{
	bool was = *flag != 0;
	*flag = 0;
	return was;
}

static void signals_hand_out(Ui *ui)
{
	if (flag_taken(&resized))
		ui_event(ui, &(Event){ .kind = EVENT_RESIZE });
	if (flag_taken(&interrupted))
		ui_event(ui, &(Event){ .kind = EVENT_KEY, .key = KEYS_CTRL('C') });
	if (flag_taken(&stopped))
		ui_event(ui, &(Event){ .kind = EVENT_STOP });
	if (flag_taken(&continued))
		ui_event(ui, &(Event){ .kind = EVENT_BACK });
	if (flag_taken(&recoloured))
		ui_theme_read(ui);
	if (ended)                               /* kept: a second one leaves at once */
		ui_event(ui, &(Event){ .kind = EVENT_HANGUP });
}

/* Returns what ppoll saw at the terminal. timeout_ms -1: for ever. */
static short wait_for_something(const Ui *ui, const sigset_t *open, int timeout_ms)
{
	struct pollfd   fds[] = { { .fd = term_fd(), .events = POLLIN }, { .fd = worker_fd(ui->setup.worker), .events = POLLIN } };
	struct timespec time = { .tv_sec = timeout_ms / 1000, .tv_nsec = timeout_ms % 1000 * 1000000L };
	if (ppoll(fds, 2, timeout_ms < 0 ? NULL : &time, open) <= 0)
		return 0;
	return fds[0].revents;
}

static void show(Ui *ui, Canvas *canvas)
{
	int rows, cols;
	if (ui->wants_suspend)
		term_suspend();
	term_mouse(ui->mouse);
	if (ui->wants_theme)
		term_theme(&ui->setup.theme);
	if (ui->wants_repaint)
		term_repaint();
	if (*ui->wants_copied)
		term_copy(ui->wants_copied);
	ui->wants_copied[0] = '\0';
	if (ui->wants_beep)
		term_beep();
	ui->wants_suspend = ui->wants_repaint = ui->wants_beep = ui->wants_theme = false;
	term_size(&rows, &cols);
	if (rows != canvas->rows || cols != canvas->cols)
		canvas_size(canvas, rows, cols);
	ui_draw(ui, canvas);
	term_show(canvas);
}

/* Reads all keys that are there; returns how long to wait for more: 0 when some were left for after a suspension, the
 * time an unfinished one may still take, or -1 for ever. */
static int keys_hand_out(Ui *ui)
{
	Event event;
	int   wait_ms = -1;
	while (!ui_over(ui) && !ui->wants_suspend && term_event(&event, &wait_ms)) {
		ui_event(ui, &event);
		wait_ms = -1;
	}
	return ui->wants_suspend ? 0 : wait_ms > 0 ? wait_ms : -1;
}

static int sooner(int a_ms, int b_ms)
{
	return a_ms < 0 ? b_ms : b_ms < 0 || a_ms < b_ms ? a_ms : b_ms;
}

/* What is between its intent and its outcome is finished first; a second signal leaves at once and recovery settles it. */
static void write_finish(const Ui *ui, const sigset_t *open)
{
	int64_t until_ms = sys_monotonic_ms() + WRITE_WAIT_MS;
	while (worker_in_write(ui->setup.worker) && ended < 2 && sys_monotonic_ms() < until_ms) {
		struct timespec time = { .tv_nsec = 50 * 1000000L };
		ppoll(NULL, 0, &time, open);
	}
}

int ui_run(Ui *ui)
{
	Canvas   canvas = { .ascii = ui->setup.ascii };
	sigset_t open;
	short    seen = 0;
	signals_take(&open);
	ui_push(ui, &signin_class, NULL);
	while (!ui_over(ui)) {
		ui_lock_look(ui, sys_monotonic_ms());
		signals_hand_out(ui);
		ui_answers(ui);
		int wait_ms = keys_hand_out(ui);
		if (seen & (POLLHUP | POLLERR | POLLNVAL))
			ui_event(ui, &(Event){ .kind = EVENT_HANGUP });
		if (ui_over(ui))
			break;
		show(ui, &canvas);
		ui_rest(ui);
		ui_time(ui, sys_monotonic_ms());
		seen = wait_for_something(ui, &open, sooner(wait_ms, ui_time_wait_ms(ui, sys_monotonic_ms())));
	}
	ui_stop(ui);                             /* nobody waits for a reading any more; a batch ends behind its row */
	write_finish(ui, &open);
	ui_answers(ui);                          /* what was saved in time is no draft */
	if (ui->hung_up)
		ui_draft_keep(ui);
	canvas_free(&canvas);
	return ui->exit_code;
}
