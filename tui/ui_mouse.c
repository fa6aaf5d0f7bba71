/* The mouse, for who wants it: a word of the key bar is its key, a spot of the view has the focus, the rest is the view's. */
#include "tui/ui_inside.h"

static bool bar_clicked(Ui *ui, const Event *event)
{
	if (event->button != MOUSE_LEFT || event->row != ui->bar_row)
		return false;
	for (size_t i = 0; i < ui->bar_count; i++)
		if (event->col >= ui->bar[i].from && event->col < ui->bar[i].to) {
			ui_press(ui, ui_top(ui), ui->bar[i].binding);
			return true;
		}
	return false;
}

static bool spot_clicked(Ui *ui, View *top, const Event *event)
{
	Rect at = { event->row, event->col, 1, 1 };
	if (event->button != MOUSE_LEFT || !top->is->clicked)
		return false;
	for (size_t i = ui->spot_count; i-- > 0; ) {
		Spot spot = ui->spots[i];
		if (!rect_common(spot.area, at).cols || !rect_common(spot.area, at).rows)
			continue;
		if (top->is->clicked(top, ui, &spot) && spot.press)
			ui_event(ui, &(Event){ .kind = EVENT_KEY, .key = KEYS_ENTER });
		return true;
	}
	return false;
}

static bool has_key(const Ui *ui, const View *view, int32_t key)
{
	const Binding *rows[VIEW_ROWS];
	size_t         count = view_rows(ui, view, rows);
	for (size_t i = 0; i < count; i++)
		if (key_in(key, ui_keys(ui, rows[i])))
			return true;
	return false;
}

void ui_mouse(Ui *ui, const Event *event)
{
	View   *top = ui_top(ui);
	int32_t key = event->button == MOUSE_WHEEL_UP ? KEYS_UP : KEYS_DOWN;
	if (!ui->mouse || ui->too_small)
		return;
	ui->message[0] = '\0';
	if (bar_clicked(ui, event) || spot_clicked(ui, top, event) || (top->is->event && top->is->event(top, ui, event)))
		return;
	if (event->button != MOUSE_LEFT && has_key(ui, top, key))
		ui_event(ui, &(Event){ .kind = EVENT_KEY, .key = key });
}

void ui_mouse_toggle(View *view, Ui *ui)
{
	(void)view;
	ui->mouse = !ui->mouse;
	ui_say(ui, ROLE_TEXT, ui->mouse ? "The mouse is on: click rows, titles, keys. Shift selects text."
	                                : "The mouse is the terminal's again.");
}
