/* Proves that what a stranger typed into a name stays text: no formula for a spreadsheet, no second cell, no escape sequence;
 * and that columns line up by what is seen. */
#include <stdlib.h>
#include <string.h>

#include "tui/cli.h"
#include "tests/tap.h"

typedef struct {
	const char *const *names;
} Names;

static void name_cell(const void *source, size_t row, size_t column, bool csv, char *out, size_t cap)
{
	const Names *names = source;
	if (row == SHEET_HEAD) text_copy(out, cap, csv ? (column ? "after" : "name") : (column ? "AFTER" : "NAME"));
	else text_copy(out, cap, column ? "x" : names->names[row]);
}

static const char *printed(const char *const *names, size_t count, bool csv)
{
	static char out[4000];
	char *bytes = NULL;
	size_t length;
	Err err;
	FILE *to = open_memstream(&bytes, &length);
	Sheet sheet = { .rows = count, .columns = 2, .source = &(Names){ names }, .cell = name_cell };
	assert_true(cli_sheet(to, &sheet, csv, &err));
	fclose(to);
	text_copy(out, sizeof out, bytes);
	free(bytes);
	return out;
}

static void csv_cells_are_never_formulas_or_more_than_one_cell(void **state)
{
	(void)state;
	static const struct { const char *name, *cell; } rows[] = {
		{ "Front desk", "Front desk" }, { "", "" }, { "=cmd()", "'=cmd()" }, { "+1", "'+1" }, { "-1", "'-1" }, { "@x", "'@x" },
		{ "\tx", "'?x" }, { "\rx", "'?x" }, { "a,b", "\"a,b\"" }, { "say \"hi\"", "\"say \"\"hi\"\"\"" }, { " x", "\" x\"" },
		{ "=\"a,b\"", "\"'=\"\"a,b\"\"\"" }, { "a\nb", "a?b" }, { "\x1b[2J", "?[2J" }, { "caf\xe9", "caf?" }, { "café", "café" },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char expected[100];
		text_format(expected, sizeof expected, "name,after\r\n%s,x\r\n", rows[i].cell);
		assert_string_equal(printed(&rows[i].name, 1, true), expected);
	}
}

static void columns_line_up_by_cells(void **state)
{
	(void)state;
	static const char *const names[] = { "abc", "é", "中文字", "e\xcc\x81", "\x1b[2J", "" };
	assert_string_equal(printed(names, 6, false),
		"NAME    AFTER\n"
		"abc     x\n"
		"é       x\n"
		"中文字  x\n"
		"e\xcc\x81       x\n"
		"?[2J    x\n"
		"        x\n");
}

static void one_endless_cell_moves_its_own_line_only(void **state)
{
	(void)state;
	static const char *const names[] = { "1001a,1001b,1001c,1001d,1001e,1001f,1001g,1001h", "2000" };
	assert_string_equal(printed(names, 2, false),
		"NAME  AFTER\n"
		"1001a,1001b,1001c,1001d,1001e,1001f,1001g,1001h  x\n"
		"2000  x\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(csv_cells_are_never_formulas_or_more_than_one_cell),
		cmocka_unit_test(columns_line_up_by_cells),
		cmocka_unit_test(one_endless_cell_moves_its_own_line_only),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
