/* A list of more than 20,000 aliases: it is sorted by the worker, and until that is done the rows stand as they stood, it is
 * said, and every key is answered. Whatever comes between, the list ends in the order that was wished last, the cursor on its alias. */
#include <string.h>

#include "tests/stories/stage.h"
#include "tests/tap.h"

/* L00001x to L20000x behind those of the sample, named the other way round. */
static void open_large(Stage *stage)
{
	stage_open(stage);
	stage_sql(stage, "INSERT INTO phones_alias SELECT CONCAT('L', LPAD(seq, 5, '0'), 'x'), "
	          "CONCAT('Large ', LPAD(20000 - seq, 5, '0')), CONCAT('83', LPAD(seq % 100, 2, '0'), 'a'), '---ALL---' FROM seq_1_to_20000");
	stage_sign_in(stage, "6666", "1234");
}

static void keys(Stage *stage, const char *words)
{
	Err err;
	if (!stage_keys(stage, words, &err))
		fail_msg("%s", err.text);
}

/* Pressed before the worker's answers are taken; then the screen is drawn without them. */
static void keys_ahead(Stage *stage, const char *words)
{
	stage->hasty = true;
	keys(stage, words);
	stage->hasty = false;
	ui_draw(stage->ui, &stage->canvas);
}

static bool sees(const Stage *stage, const char *text)
{
	int row = 0, col = 0;
	return stage_find(stage, text, &row, &col);
}

static void assert_sees(const Stage *stage, const char *text)
{
	if (sees(stage, text))
		return;
	stage_print(stage);
	fail_msg("%s is not there", text);
}

static bool row_has(const Stage *stage, int row, const char *id)
{
	char text[400];
	stage_row(stage, row, text, sizeof text);
	return strstr(text, id);
}

/* The alias under the cursor, and those above and below it as far as they are on the screen. */
static void assert_cursor(const Stage *stage, const char *above, const char *id, const char *below)
{
	enum { FIRST = 3, LAST = 16 };
	int row = 0, col = 0;

	assert_true(stage_find(stage, "►", &row, &col));
	if (row_has(stage, row, id) && (row == FIRST || row_has(stage, row - 1, above)) &&
	    (row == LAST || row_has(stage, row + 1, below)))
		return;
	stage_print(stage);
	fail_msg("the cursor is not on %s between %s and %s", id, above, below);
}

static void a_long_list_is_sorted_while_keys_are_answered(void **state)
{
	(void)state;
	Stage stage;
	open_large(&stage);
	assert_sees(&stage, "21 284 aliases");
	keys(&stage, "/ \"L0777\" Enter Down Down Esc");
	assert_cursor(&stage, "L07771x", "L07772x", "L07773x");

	keys_ahead(&stage, ">");
	assert_sees(&stage, "Sorting by name…");
	assert_sees(&stage, "ALIAS ID ▲");
	keys_ahead(&stage, "Down");
	assert_sees(&stage, "Sorting by name…");
	assert_cursor(&stage, "L07772x", "L07773x", "L07774x");
	stage_show(&stage);
	assert_false(sees(&stage, "Sorting"));
	assert_sees(&stage, "NAME ▲");
	assert_cursor(&stage, "L07774x", "L07773x", "L07772x");
	keys(&stage, "I");
	assert_sees(&stage, "NAME ▼");
	assert_cursor(&stage, "L07772x", "L07773x", "L07774x");
	stage_close(&stage);
}

static void typing_goes_on_while_a_long_list_is_sorted(void **state)
{
	(void)state;
	Stage stage;
	open_large(&stage);
	keys_ahead(&stage, "> / \"name:large name:1222\"");
	assert_sees(&stage, "12 of 21 284");
	assert_cursor(&stage, "", "L07771x", "L07772x");
	stage_show(&stage);
	assert_sees(&stage, "12 of 21 284");
	assert_sees(&stage, "NAME ▲");
	assert_cursor(&stage, "", "L18778x", "L08778x");
	keys(&stage, "Enter End");
	assert_cursor(&stage, "L07772x", "L07771x", "");
	stage_close(&stage);
}

static void the_order_that_was_wished_last_is_the_one_that_stays(void **state)
{
	(void)state;
	Stage stage;
	open_large(&stage);
	keys(&stage, "End");
	keys_ahead(&stage, "> > I");
	assert_sees(&stage, "Sorting by extension…");
	stage_show(&stage);
	assert_sees(&stage, "EXTEN ▼");
	keys_ahead(&stage, "> < < <");               /* by name, by ID: that is there at once */
	assert_sees(&stage, "ALIAS ID ▲");
	assert_false(sees(&stage, "Sorting"));
	stage_show(&stage);
	assert_sees(&stage, "ALIAS ID ▲");
	assert_cursor(&stage, "longestid", "z  ", "");
	stage_close(&stage);
}

static void a_reading_that_comes_while_a_long_list_is_sorted_is_sorted_too(void **state)
{
	(void)state;
	Stage stage;
	open_large(&stage);
	keys(&stage, "/ \"L0777\" Enter Home Esc");
	stage_sql(&stage, "DELETE FROM phones_alias WHERE alias_id = 'L07769x'");
	keys_ahead(&stage, "R >");
	assert_cursor(&stage, "L07769x", "L07770x", "L07771x");
	stage_show(&stage);
	assert_sees(&stage, "21 283 aliases");
	assert_sees(&stage, "NAME ▲");
	assert_cursor(&stage, "L07771x", "L07770x", "L07768x");

	stage_sql(&stage, "INSERT INTO phones_alias VALUES ('L07769x', 'Large 12230b', '8301a', '---ALL---')");
	keys(&stage, "R");
	assert_sees(&stage, "NAME ▲");
	assert_cursor(&stage, "L07771x", "L07770x", "L07769x");
	stage_close(&stage);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_long_list_is_sorted_while_keys_are_answered),
		cmocka_unit_test(typing_goes_on_while_a_long_list_is_sorted),
		cmocka_unit_test(the_order_that_was_wished_last_is_the_one_that_stays),
		cmocka_unit_test(a_reading_that_comes_while_a_long_list_is_sorted_is_sorted_too),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
