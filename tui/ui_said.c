/* What the message line said: kept, since a key takes it away. */
#include "tui/ui_inside.h"

#include <string.h>

#include "core/base/sys.h"

const Said *ui_said(const Ui *ui, size_t back)
{
	size_t kept = ui->said_count < UI_SAID ? ui->said_count : UI_SAID;
	return back < kept ? &ui->said[(ui->said_count - 1 - back) % UI_SAID] : NULL;
}

/* What is said again at once, as by a key held down, is one message. */
void ui_remember(Ui *ui)
{
	const Said *last = ui_said(ui, 0);
	if (!last || last->role != ui->message_role || strcmp(last->text, ui->message) != 0)
		ui->said_count++;
	Said *said = &ui->said[(ui->said_count - 1) % UI_SAID];
	said->at_us = sys_now_us();
	said->role = ui->message_role;
	text_copy(said->text, sizeof said->text, ui->message);
}
