/* Somebody deleted a phone on VICIdial's page, which leaves its login in every alias that had it: in a real terminal on the demo all
 * these aliases are found and repaired in a few keys, and it is taken back as one batch. The receipt names the batch. */
#include "core/base/text.h"
#include "tests/journeys/pty.h"
#include "tests/journeys/scene.h"
#include "tests/tap.h"

#define LISTED "SELECT GROUP_CONCAT(alias_id ORDER BY alias_id) FROM phones_alias WHERE logins_list REGEXP '8301b'"

static const Connection *site;
static char broken[400];

static int a_phone_is_deleted(void **state)
{
	(void)state;
	site = scene_open();
	outside_run(site, "DELETE FROM phones WHERE login = '8301b'");
	text_copy(broken, sizeof broken, scene_rows());
	return 0;
}

static void all_aliases_that_it_broke_are_repaired_in_a_few_keys(void **state)
{
	(void)state;
	Pty *pty = pty_open(&(PtySetup){ .arguments = (const char *[]){ "--demo", NULL } });
	pty_sign_in(pty, "6666", "1234");
	pty_wait(pty, "1 284 aliases");
	pty_send(pty, "W");
	pty_wait(pty, "Missing phone: login in the list");
	pty_send(pty, "f");
	pty_wait(pty, "fix missing-phone");
	pty_wait(pty, "19 change   3 blocked");
	pty_send(pty, "19\r");
	pty_wait(pty, "19 of 19 aliases changed: fix missing-phone");
	assert_string_equal(outside_ask(site, LISTED), "8368x,8381x");
	pty_send(pty, "u");
	pty_wait(pty, "Undo batch #");
	pty_wait(pty, "Type 19 to apply");
	pty_send(pty, "19\r");
	pty_wait(pty, "19 of 19 aliases changed: undo of batch");
	assert_string_equal(scene_rows(), broken);
	pty_quit(pty);
	pty_wait(pty, "19 aliases batch: fix missing-phone  (undone by #");
	pty_close(pty);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_aliases_that_it_broke_are_repaired_in_a_few_keys),
	};
	return cmocka_run_group_tests(tests, a_phone_is_deleted, scene_end);
}
