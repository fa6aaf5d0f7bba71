/* The last hundred messages are kept, the newest first, and what is said again at once is one. */
#include "core/base/sys.h"
#include "tui/ui.h"

#include "tests/tap.h"

static const ServiceInfo nowhere;
static const Config    plain;

static void a_hundred_are_kept_the_newest_first(void **state)
{
	Ui *ui = ui_new(&(UiSetup){ .info = &nowhere, .config = &plain });
	(void)state;
	assert_null(ui_said(ui, 0));
	for (int i = 1; i <= 250; i++)
		ui_say(ui, i % 2 ? ROLE_DONE : ROLE_FAILED, "message %d", i);
	assert_string_equal(ui_said(ui, 0)->text, "message 250");
	assert_int_equal(ui_said(ui, 0)->role, ROLE_FAILED);
	assert_string_equal(ui_said(ui, UI_SAID - 1)->text, "message 151");
	assert_null(ui_said(ui, UI_SAID));
	ui_free(ui);
}

static void what_is_said_again_at_once_is_one_with_the_later_time(void **state)
{
	Ui *ui = ui_new(&(UiSetup){ .info = &nowhere, .config = &plain });
	(void)state;
	sys_freeze(1000000);
	ui_say(ui, ROLE_TEXT, "first");
	ui_say(ui, ROLE_WARN, "again");
	sys_freeze(2000000);
	ui_say(ui, ROLE_WARN, "again");
	assert_int_equal(ui_said(ui, 0)->at_us, 2000000);
	assert_string_equal(ui_said(ui, 1)->text, "first");
	ui_say(ui, ROLE_TEXT, "first");
	assert_string_equal(ui_said(ui, 1)->text, "again");
	assert_string_equal(ui_said(ui, 2)->text, "first");
	sys_freeze(0);
	ui_free(ui);
}

static void nothing_said_reaches_the_terminal_raw(void **state)
{
	Ui *ui = ui_new(&(UiSetup){ .info = &nowhere, .config = &plain });
	(void)state;
	ui_say(ui, ROLE_TEXT, "a\033[2Jb");
	assert_string_equal(ui_said(ui, 0)->text, "a?[2Jb");
	ui_free(ui);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_hundred_are_kept_the_newest_first),
		cmocka_unit_test(what_is_said_again_at_once_is_one_with_the_later_time),
		cmocka_unit_test(nothing_said_reaches_the_terminal_raw),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
