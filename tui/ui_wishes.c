/* What views wish of the loop, which has the terminal, and of the time after their function. */
#include "tui/ui_inside.h"

const Theme *ui_theme(const Ui *ui)
{
	return &ui->setup.theme;
}

void ui_copy(Ui *ui, const char *utf8)
{
	text_copy(ui->wants_copied, sizeof ui->wants_copied, utf8);
}

void ui_again(Ui *ui, const int32_t *keys, size_t count)
{
	for (size_t i = 0; i < count && ui->again_count < UI_AGAIN; i++)
		ui->again[ui->again_count++] = keys[i];
}

void ui_keys_again(Ui *ui)
{
	size_t count = ui->again_count;
	ui->again_count = 0;
	for (size_t i = 0; i < count && !ui_locked(ui); i++)   /* what was meant for a form is no password */
		ui_event(ui, &(Event){ .kind = EVENT_KEY, .key = ui->again[i] });
}
