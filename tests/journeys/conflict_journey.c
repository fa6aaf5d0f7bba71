/* Two admins at two consoles and a third on the web page edit one alias: whoever comes second sees what is stored by then, the
 * phone lists become one, and nobody's value is lost. */
#include "tests/journeys/pty.h"
#include "tests/journeys/scene.h"
#include "tests/tap.h"

#define TO_THE_PHONES "\t\t\t\t"
#define SAVE "\033[12~"
#define NAME_AND_PHONES "SELECT CONCAT(alias_name, ' ', logins_list) FROM phones_alias WHERE alias_id = '8302x'"


/* With the form of 8302x open; the cursor stands behind the name. */
static Pty *console(void)
{
	Pty *pty = pty_open(&(PtySetup){ .arguments = (const char *[]){ "--demo", NULL } });
	pty_sign_in(pty, "6666", "1234");
	pty_filter(pty, "8302x", "1 of 1 284");
	pty_send(pty, "e");
	pty_wait(pty, "Edit alias 8302x");
	pty_wait(pty, "[ Save ]");
	return pty;
}

static void as_it_was(void)
{
	outside_run(scene_demo(), "UPDATE phones_alias SET alias_name = 'Front desk 2', logins_list = '8302a,8302b' WHERE alias_id = '8302x'");
}

static void two_consoles_edit_one_alias_and_neither_value_is_lost(void **state)
{
	(void)state;
	as_it_was();
	Pty *first = console(), *second = console();
	pty_send(first, TO_THE_PHONES ",8302c");
	pty_wait(first, "+ 8302c");
	pty_send(first, SAVE);
	pty_wait(first, "8302x saved: phones +8302c");
	pty_send(second, ", nights" TO_THE_PHONES ",8301a");
	pty_wait(second, "+ 8301a");
	pty_send(second, SAVE);
	pty_wait(second, "Not saved: alias 8302x changed while you were editing.");
	pty_wait(second, "6666 changed it at");
	assert_string_equal(outside_ask(scene_demo(), NAME_AND_PHONES), "Front desk 2 8302a,8302b,8302c");
	pty_send(second, "j");
	pty_wait(second, "take both        8302a,8302b,8302c,8301a");
	pty_send(second, "\r");
	pty_wait(second, "Review alias 8302x");
	pty_wait(second, "8302a,8302b,8302c  + 8301a");
	pty_send(second, SAVE);
	pty_wait(second, "8302x saved: name; phones +8301a");
	assert_string_equal(outside_ask(scene_demo(), NAME_AND_PHONES), "Front desk 2, nights 8302a,8302b,8302c,8301a");
	pty_quit(second);
	pty_quit(first);
	pty_close(second);
	pty_close(first);
}

/* The page writes all three columns, and no log before the row. */
static void what_the_web_page_saved_meanwhile_is_kept_beside_mine(void **state)
{
	(void)state;
	as_it_was();
	Pty *pty = console();
	pty_send(pty, ", nights");
	pty_wait(pty, "+ Front desk 2, nights");
	outside_run(scene_demo(), "UPDATE phones_alias set alias_name='Front desk 2', logins_list='8302b', "
	            "user_group='SALES' where alias_id='8302x'");
	pty_send(pty, SAVE);
	pty_wait(pty, "Not saved: alias 8302x changed while you were editing.");
	outside_run(scene_demo(), "UPDATE phones_alias set alias_name='Front desk 2', logins_list='8302b,8302a', "
	            "user_group='SALES' where alias_id='8302x'");
	pty_send(pty, "\r");
	pty_wait(pty, "Review alias 8302x");
	pty_send(pty, SAVE);
	pty_wait(pty, "Not saved: alias 8302x changed once more.");
	pty_wait(pty, "8302b,8302a");
	pty_send(pty, "\r");
	pty_wait(pty, "Review alias 8302x");
	pty_send(pty, SAVE);
	pty_wait(pty, "8302x saved: name.");
	assert_string_equal(outside_ask(scene_demo(), NAME_AND_PHONES), "Front desk 2, nights 8302b,8302a");
	pty_quit(pty);
	pty_close(pty);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(two_consoles_edit_one_alias_and_neither_value_is_lost),
		cmocka_unit_test(what_the_web_page_saved_meanwhile_is_kept_beside_mine),
	};
	return cmocka_run_group_tests(tests, scene_begin, scene_end);
}
