/* The worn theme follows its file: one of the admin's own is read again when it is saved, or when SIGUSR2 asks for it. Colours
 * are tried out so with an editor beside the console. A built-in theme has no file and needs no looking. */
#include "tui/ui_inside.h"

enum { LOOK_MS = 1000 };

void ui_wear(Ui *ui, const Theme *theme)
{
	ui->setup.theme = *theme;
	ui->theme_stamp = theme_stamp(theme->name);
	ui->wants_theme = true;
}

/* A file with a fault changes nothing; the next saving is looked at again. */
void ui_theme_read(Ui *ui)
{
	uint64_t stamp = theme_stamp(ui->setup.theme.name);
	Theme    theme;
	Err      err;
	if (theme_find(&theme, ui->setup.theme.name, &err))
		ui_wear(ui, &theme);
	else
		ui_say(ui, ROLE_FAILED, "%s. The colours stay as they were.", err.text);
	ui->theme_stamp = stamp;                 /* taken before it was read: what was saved meanwhile is seen */
}

int ui_theme_wait_ms(const Ui *ui, int64_t now_ms)
{
	return ui->theme_stamp ? ui_until_ms(ui->theme_next_ms, now_ms) : -1;
}

/* An editor may take the file away for a moment before the new one is there. */
void ui_theme_look(Ui *ui, int64_t now_ms)
{
	uint64_t stamp = theme_stamp(ui->setup.theme.name);
	ui->theme_next_ms = now_ms + LOOK_MS;
	if (stamp && stamp != ui->theme_stamp)
		ui_theme_read(ui);
}
