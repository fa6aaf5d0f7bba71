/* The canvas: hostile text becomes harmless, wide characters and marks keep their columns, nothing is drawn outside. */
#include <string.h>

#include "core/base/text.h"
#include "tui/draw/canvas.h"

#include "tests/tap.h"

static Canvas canvas;

static int blank_canvas(void **state)
{
	(void)state;
	canvas.ascii = false;
	canvas_size(&canvas, 6, 20);
	return 0;
}

static int free_canvas(void **state)
{
	(void)state;
	canvas_free(&canvas);
	return 0;
}

static const char *row_text(int row)
{
	static char text[20 * 15 + 1];
	size_t      length = 0;
	for (int col = 0; col < canvas.cols; col++) {
		const Cell *cell = &canvas.cells[row * canvas.cols + col];
		if (!cell->tail)
			length += text_format(text + length, sizeof text - length, "%s", *cell->text ? cell->text : " ");
	}
	while (length > 0 && text[length - 1] == ' ')
		length--;
	text[length] = '\0';
	return text;
}

static int put(int row, int col, const char *utf8)
{
	return canvas_put(&canvas, canvas_all(&canvas), row, col, ROLE_TEXT, utf8);
}

static void hostile_bytes_never_reach_a_cell(void **state)
{
	(void)state;
	put(0, 0, "a\033[2Jb\n\xff\xe2\x80\xae" "c");
	assert_string_equal(row_text(0), "a?[2Jb???c");
	assert_string_equal(row_text(1), "");
}

static void a_wide_character_has_two_cells_and_a_mark_none(void **state)
{
	(void)state;
	assert_int_equal(put(0, 0, "表e\u0301x"), 4);
	assert_true(canvas.cells[0].wide && canvas.cells[1].tail);
	assert_string_equal(canvas.cells[2].text, "e\u0301");
	assert_string_equal(row_text(0), "表e\u0301x");
}

static void half_of_a_wide_character_is_a_blank(void **state)
{
	Rect clip = { 0, 1, 1, 4 };
	(void)state;
	canvas_put(&canvas, clip, 0, 0, ROLE_TEXT, "表bc表");
	assert_string_equal(row_text(0), "  bc");
	put(1, 0, "表表");
	put(1, 1, "x");
	assert_string_equal(row_text(1), " x表");
	put(2, 0, "表表");
	put(2, 2, "y");
	assert_string_equal(row_text(2), "表y");
}

static void what_lies_outside_is_cut(void **state)
{
	(void)state;
	put(0, 15, "0123456789");
	put(0, -3, "abcdef");
	put(-1, 0, "above");
	put(6, 0, "below");
	assert_string_equal(row_text(0), "def            01234");
	canvas_box(&canvas, (Rect){ 3, 12, 20, 20 }, ROLE_BORDER, "far too long a title");
	assert_string_equal(row_text(3), "            ┌─ far t");
	assert_string_equal(row_text(5), "            │");
}

static void a_cell_of_text_has_its_width_exactly(void **state)
{
	Rect all = canvas_all(&canvas);
	(void)state;
	put(0, 0, "XXXXXXXXXXXXXXXXXXXX");
	assert_int_equal(canvas_cell(&canvas, all, 0, 1, 6, -1, ROLE_TEXT, "Retention"), 6);
	assert_int_equal(canvas_cell(&canvas, all, 0, 8, 5, 1, ROLE_TEXT, "42"), 5);
	assert_int_equal(canvas_cell(&canvas, all, 0, 14, 4, -1, ROLE_TEXT, "表表表"), 4);
	assert_string_equal(row_text(0), "XReten…X   42X表… XX");
	assert_int_equal(canvas_cell(&canvas, all, 1, 0, 0, -1, ROLE_TEXT, "none"), 0);
	assert_int_equal(canvas_cell(&canvas, all, 1, 0, 1, 1, ROLE_TEXT, "one"), 1);
	assert_string_equal(row_text(1), "…");
}

static void lines_and_signs_have_ascii_twins(void **state)
{
	Rect all = canvas_all(&canvas);
	(void)state;
	canvas_rule(&canvas, all, 0, ROLE_BORDER, "8302x");
	assert_string_equal(row_text(0), "── 8302x ───────────");
	canvas.ascii = true;
	canvas_rule(&canvas, all, 0, ROLE_BORDER, "8302x");
	canvas_box(&canvas, (Rect){ 1, 0, 3, 9 }, ROLE_BORDER, "Ask");
	canvas_sign(&canvas, all, 2, 2, SIGN_BROKEN);
	put(4, 0, "Reading… ↑↓ José");
	assert_string_equal(row_text(0), "-- 8302x -----------");
	assert_string_equal(row_text(1), "+- Ask -+");
	assert_string_equal(row_text(2), "| X     |");
	assert_string_equal(row_text(4), "Reading~ ^v José");
}

static void each_sign_is_as_wide_as_its_columns(void **state)
{
	(void)state;
	for (Sign sign = 0; sign < SIGN_COUNT; sign++) {
		assert_int_equal(text_width(sign_text(sign, true)), (int)strlen(sign_text(sign, true)));
		if (sign != SIGN_DONE && sign != SIGN_TO)
			assert_int_equal(text_width(sign_text(sign, false)), text_width(sign_text(sign, true)));
	}
}

static void recolouring_keeps_the_text_and_clearing_hides_the_cursor(void **state)
{
	(void)state;
	put(0, 0, "8302x Front");
	canvas_cursor(&canvas, 0, 3);
	canvas_role(&canvas, (Rect){ 0, 0, 1, 5 }, ROLE_CURSOR);
	assert_string_equal(row_text(0), "8302x Front");
	assert_int_equal(canvas.cells[4].role, ROLE_CURSOR);
	assert_int_equal(canvas.cells[5].role, ROLE_TEXT);
	canvas_clear(&canvas);
	assert_string_equal(row_text(0), "");
	assert_int_equal(canvas.cursor_row, -1);
}

static void a_box_in_the_middle_is_cut_to_the_canvas(void **state)
{
	Rect box = rect_middle(&canvas, 4, 10), large = rect_middle(&canvas, 40, 90);
	(void)state;
	assert_int_equal(box.row, 1);
	assert_int_equal(box.col, 5);
	assert_int_equal(large.rows, 6);
	assert_int_equal(large.cols, 20);
	assert_int_equal(rect_inside(box, 3, 3).rows, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(hostile_bytes_never_reach_a_cell, blank_canvas),
		cmocka_unit_test_setup(a_wide_character_has_two_cells_and_a_mark_none, blank_canvas),
		cmocka_unit_test_setup(half_of_a_wide_character_is_a_blank, blank_canvas),
		cmocka_unit_test_setup(what_lies_outside_is_cut, blank_canvas),
		cmocka_unit_test_setup(a_cell_of_text_has_its_width_exactly, blank_canvas),
		cmocka_unit_test_setup(lines_and_signs_have_ascii_twins, blank_canvas),
		cmocka_unit_test_setup(each_sign_is_as_wide_as_its_columns, blank_canvas),
		cmocka_unit_test_setup(recolouring_keeps_the_text_and_clearing_hides_the_cursor, blank_canvas),
		cmocka_unit_test_setup(a_box_in_the_middle_is_cut_to_the_canvas, blank_canvas),
	};
	return cmocka_run_group_tests_name("canvas", tests, NULL, free_canvas);
}
