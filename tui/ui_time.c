/* All that happens by itself, a row each: how long until it wants to act, and acting. The loop's ppoll is the only timer; with
 * nothing to wait for an idle console sleeps for ever. */
#include "tui/ui_inside.h"

static const struct {
	int  (*wait_ms)(const Ui *ui, int64_t now_ms);   /* -1: never, as things stand */
	void (*act)(Ui *ui, int64_t now_ms);
} timers[] = {
	{ ui_watch_wait_ms, ui_watch_look },
	{ ui_live_wait_ms, ui_live_read },
	{ ui_lost_wait_ms, ui_lost_try },
	{ ui_demoted_wait_ms, ui_demoted_try },
	{ ui_lock_wait_ms, ui_lock_look },
	{ ui_theme_wait_ms, ui_theme_look },
};

int ui_time_wait_ms(const Ui *ui, int64_t now_ms)
{
	int soonest = -1;
	for (size_t i = 0; i < sizeof timers / sizeof *timers; i++) {
		int wait_ms = timers[i].wait_ms(ui, now_ms);
		if (wait_ms >= 0 && (soonest < 0 || wait_ms < soonest))
			soonest = wait_ms;
	}
	return soonest;
}

void ui_time(Ui *ui, int64_t now_ms)
{
	for (size_t i = 0; i < sizeof timers / sizeof *timers; i++)
		if (timers[i].wait_ms(ui, now_ms) == 0)
			timers[i].act(ui, now_ms);
}

int ui_until_ms(int64_t at_ms, int64_t now_ms)
{
	int64_t left = at_ms - now_ms;
	return left < 0 ? 0 : left > INT32_MAX ? INT32_MAX : (int)left;
}
