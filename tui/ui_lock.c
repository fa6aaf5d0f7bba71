/* Nobody at the keyboard: the screen is blanked and asks for the password again (PCI DSS 8.2.8). The lock lies over the
 * stack and outside it, so what is open goes on beneath, answers come in, and nothing of it can be seen or reached. */
#include "tui/ui_inside.h"

#include <assert.h>

#include "core/base/sys.h"
#include "tui/views/views.h"

bool ui_locked(const Ui *ui)
{
	return ui->lock && !ui->lock_leaves;
}

static void lock(Ui *ui, const int *minutes)
{
	ui->lock = ui_view_new(ui, &lock_class);
	lock_class.open(ui->lock, ui, minutes);
}

void ui_lock(Ui *ui)
{
	if (!ui->lock && ui->signed_in)
		lock(ui, NULL);
}

void ui_unlock(Ui *ui, const Admin *admin)
{
	assert(ui->lock);
	ui->admin = *admin;
	ui->lock_leaves = true;
	ui->input_ms = sys_monotonic_ms();
}

int ui_lock_wait_ms(const Ui *ui, int64_t now_ms)
{
	int64_t limit_ms = (int64_t)ui->setup.config->lock_minutes * 60 * 1000;
	return limit_ms && ui->signed_in && !ui->lock ? ui_until_ms(ui->input_ms + limit_ms, now_ms) : -1;
}

void ui_lock_look(Ui *ui, int64_t now_ms)
{
	if (ui_lock_wait_ms(ui, now_ms) == 0)
		lock(ui, &ui->setup.config->lock_minutes);
}
