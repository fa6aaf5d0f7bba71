/* Forty IDs from a spreadsheet, in a real terminal on the demo: pasted, their protocol set, the three that are blocked seen with the
 * reason, the other thirty-seven written, and all of it taken back. Afterwards every row is byte for byte what it was. */
#include "core/base/text.h"
#include "tests/journeys/pty.h"
#include "tests/journeys/scene.h"
#include "tests/tap.h"

enum { BLOCKED = 3, WRITTEN = 37 };

static const Connection *site;
static char before[400];

static int remember(void **state)
{
	(void)state;
	site = scene_open();
	text_copy(before, sizeof before, scene_rows());
	return 0;
}

static void paste_forty_ids(Pty *pty)
{
	Text text = { 0 };
	text_add(&text, "\033[200~8311x\n8366x\n8340x\n");
	for (int i = 0; i < WRITTEN; i++)
		text_addf(&text, "%dx\n", 3001 + i);
	text_add(&text, "\033[201~");
	pty_wait(pty, "1 284 aliases");
	pty_send(pty, text.bytes);
	text_free(&text);
	pty_wait(pty, "40 IDs pasted, all of aliases here.");
	pty_send(pty, "\r");
	pty_wait(pty, "40 marked");
}

static void make_the_plan(Pty *pty)
{
	pty_send(pty, "b");
	pty_wait(pty, "Bulk change: fields");
	pty_send(pty, "\033[D");
	pty_wait(pty, "[EXTERNAL");
	pty_send(pty, "\033OQ");
	pty_wait(pty, "37 change   3 blocked");
	pty_send(pty, "\t\t");
	pty_wait(pty, "only blocked");
	pty_wait(pty, "8311x  phone 8311a does not exist");
}

static void forty_are_pasted_and_thirty_seven_written(void **state)
{
	(void)state;
	Pty *pty = pty_open(&(PtySetup){ .arguments = (const char *[]){ "--demo", NULL } });
	pty_sign_in(pty, "6666", "1234");
	paste_forty_ids(pty);
	make_the_plan(pty);
	pty_send(pty, "37\r");
	pty_wait(pty, "37 of 37 aliases changed: protocol");
	/* Two phones each. */
	assert_string_equal(outside_rows(site, "SELECT COUNT(*) FROM phones WHERE protocol = 'EXTERNAL' AND "
	                                         "extension BETWEEN '3001' AND '3037' AND LENGTH(extension) = 4"), "74");
	pty_send(pty, "u");
	pty_wait(pty, "Undo batch #");
	pty_wait(pty, "37 change");
	pty_send(pty, "37\r");
	pty_wait(pty, "37 of 37 aliases changed: undo of batch");
	pty_send(pty, "\033");
	pty_wait(pty, "40 marked");              /* the list, not the plan that it undid */
	pty_close(pty);
}

static void every_row_is_what_it_was(void **state)
{
	(void)state;
	assert_string_equal(scene_rows(), before);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(forty_are_pasted_and_thirty_seven_written),
		cmocka_unit_test(every_row_is_what_it_was),
	};
	return cmocka_run_group_tests(tests, remember, scene_end);
}
