/* Whatever stands in the database (tests/hostile.h), in each column that is read: every screen shows harmless characters in
 * frames that are whole, at two sizes. */
#include <string.h>

#include "tests/hostile.h"
#include "tests/stories/stage.h"
#include "tests/tap.h"

/* Screens about the alias under the cursor. */
static const struct {
	const char *name, *keys;
} screens[] = {
	{ "form", "e" },
	{ "extensions", "e Tab Tab F4" },
	{ "phones", "e Tab Tab Tab Tab Tab F4" },
	{ "groups", "e Tab Tab Tab Tab Tab Tab F4" },
	{ "delete", "D" },
	{ "copy", "y" },
	{ "saved", "e Tab Tab Tab Space F2" },
	{ "undo", "u" },
	{ "history", "H" },
	{ "history, older", "H Down Down" },
	{ "bulk", "Space b" },
	{ "bulk plan", "Space b Space Right F2" },
	{ "drain", "Space : \"drain\" Enter" },
	{ "export", "x" },
};
enum { SCREENS = sizeof screens / sizeof *screens };

/* Those of the whole site. */
static const char *const wide_screens[] = {
	"W", "W End", "A", "A Enter", "A Down Enter", "c", "s", "!", ": \"about\" Enter", "?",
};

static const Cell *cell_at(const Stage *stage, int row, int col)
{
	return &stage->canvas.cells[(size_t)row * (size_t)stage->canvas.cols + (size_t)col];
}

static bool is_side(const Stage *stage, int row, int col)
{
	static const char *const sides[] = { "│", "├", "┤", "┴", "┬", "└", "┘" };
	for (size_t i = 0; i < sizeof sides / sizeof *sides; i++)
		if (strcmp(cell_at(stage, row, col)->text, sides[i]) == 0)
			return true;
	return false;
}

/* From a corner that is the frame's own, as its other corners are where it says. */
static void look_at_frame(const Stage *stage, const char *screen, int top, int left)
{
	int right = left, bottom = top;
	while (right < stage->canvas.cols && strcmp(cell_at(stage, top, right)->text, "┐") != 0)
		right++;
	while (bottom < stage->canvas.rows && strcmp(cell_at(stage, bottom, left)->text, "└") != 0)
		bottom++;
	if (right == stage->canvas.cols || bottom == stage->canvas.rows || strcmp(cell_at(stage, bottom, right)->text, "┘") != 0)
		return;
	for (int row = top + 1; row < bottom; row++)
		if (!is_side(stage, row, left) || !is_side(stage, row, right))
			fail_msg("%s: the frame at %d, %d is broken in row %d", screen, top, left, row);
}

static void look(const Stage *stage, const char *screen)
{
	for (int row = 0; row < stage->canvas.rows; row++)
		for (int col = 0; col < stage->canvas.cols; col++) {
			const Cell *cell = cell_at(stage, row, col);
			if (*cell->text && !hostile_is_tamed(cell->text, strlen(cell->text)))
				fail_msg("%s: row %d, column %d is not harmless", screen, row, col);
			if (strcmp(cell->text, "┌") == 0)
				look_at_frame(stage, screen, row, col);
		}
}

static void keys(Stage *stage, const char *words)
{
	Err err;
	if (!stage_keys(stage, words, &err))
		fail_msg("%s", err.text);
}

static bool shows(const Stage *stage, const char *text)
{
	int row = 0, col = 0;
	return stage_find(stage, text, &row, &col);
}

/* From wherever one is, by way of the question whether to discard. */
static void back_to_list(Stage *stage)
{
	for (int i = 0; i < 5; i++)
		keys(stage, shows(stage, "[ Discard 1 change ]") ? "y" : "Esc");
	assert_true(shows(stage, "   Aliases  ") && shows(stage, "ALIAS ID"));
}

static void go_to(Stage *stage, const char *alias)
{
	char filter[40];
	back_to_list(stage);
	text_format(filter, sizeof filter, "/ ^U \"id:%s\" Enter", alias);
	keys(stage, filter);
}

static void every_screen_of(Stage *stage, const char *alias)
{
	char name[80];
	for (size_t i = 0; i < SCREENS; i++) {
		text_format(name, sizeof name, "%s of %s", screens[i].name, alias);
		go_to(stage, alias);
		look(stage, name);
		keys(stage, screens[i].keys);
		look(stage, name);
	}
}

/* Somebody else gives it another hostile name while the form is open. */
static void conflict(Stage *stage, const char *alias, size_t number)
{
	char sql[600];
	go_to(stage, alias);
	keys(stage, "e Tab Tab Tab Space");
	text_format(sql, sizeof sql, "UPDATE phones_alias SET alias_name = %s WHERE alias_id = '%s'",
	            hostile_sql((number + 1) % HOSTILE_COUNT), alias);
	stage_sql(stage, sql);
	keys(stage, "F2");
	look(stage, "conflict");
}

static void play(int rows, int cols)
{
	Stage stage;
	char alias[8];
	stage_open(&stage);
	stage_resize(&stage, rows, cols);
	hostile_plant(&stage.where);
	stage_sign_in(&stage, "6666", "1234");
	for (size_t i = 0; i <= HOSTILE_COUNT; i++) {
		text_format(alias, sizeof alias, "h%02zu", i < HOSTILE_COUNT ? i : 99);
		every_screen_of(&stage, alias);
		conflict(&stage, alias, i);
	}
	for (size_t i = 0; i < sizeof wide_screens / sizeof *wide_screens; i++) {
		go_to(&stage, "h");
		keys(&stage, wide_screens[i]);
		look(&stage, wide_screens[i]);
	}
	stage_close(&stage);
}

static void on_the_usual_size(void **state)
{
	(void)state;
	play(24, 80);
}

static void on_a_wide_one(void **state)
{
	(void)state;
	play(50, 160);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(on_the_usual_size),
		cmocka_unit_test(on_a_wide_one),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
