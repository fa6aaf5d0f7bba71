/* Proves that what a stranger typed into a name stays text: no formula for a spreadsheet, no second cell, no escape sequence;
 * and that columns line up by what is seen. */
#include <stdlib.h>

#include "tui/sheet.h"
#include "tests/tap.h"

typedef struct {
	const char *const *names;
} Names;

static void name_cell(const void *source, size_t row, size_t column, SheetForm form, char *out, size_t cap)
{
	const Names *names = source;
	if (row == SHEET_HEAD)
		text_copy(out, cap, form != SHEET_TABLE ? (column ? "after" : "name") : (column ? "AFTER" : "NAME"));
	else
		text_copy(out, cap, column ? "x" : names->names[row]);
}

static const char *printed(const char *const *names, size_t count, SheetForm form)
{
	static char out[4000];
	char *bytes = NULL;
	size_t length;
	Err err;
	FILE *to = open_memstream(&bytes, &length);
	Sheet sheet = { .rows = count, .columns = 2, .source = &(Names){ names }, .cell = name_cell };
	assert_true(sheet_print(to, &sheet, form, &err));
	fclose(to);
	text_copy(out, sizeof out, bytes);
	free(bytes);
	return out;
}

static void csv_cells_are_never_formulas_or_more_than_one_cell(void **state)
{
	(void)state;
	static const struct { const char *name, *cell; } rows[] = {
		{ "Front desk", "Front desk" }, { "", "" }, { "=cmd()", "'=cmd()" }, { "+1", "'+1" }, { "-1", "'-1" },
		{ "---ALL---", "---ALL---" }, { "---ALL---+1", "'---ALL---+1" }, { "@x", "'@x" },
		{ "\tx", "'?x" }, { "\rx", "'?x" }, { "a,b", "\"a,b\"" }, { "say \"hi\"", "\"say \"\"hi\"\"\"" }, { " x", "\" x\"" },
		{ "=\"a,b\"", "\"'=\"\"a,b\"\"\"" }, { "a\nb", "a?b" }, { "\x1b[2J", "?[2J" }, { "caf\xe9", "caf?" }, { "café", "café" },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char expected[100];
		text_format(expected, sizeof expected, "name,after\r\n%s,x\r\n", rows[i].cell);
		assert_string_equal(printed(&rows[i].name, 1, SHEET_CSV), expected);
	}
}

static void columns_line_up_by_cells(void **state)
{
	(void)state;
	static const char *const names[] = { "abc", "é", "中文字", "e\xcc\x81", "\x1b[2J", "" };
	assert_string_equal(printed(names, 6, SHEET_TABLE),
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
	assert_string_equal(printed(names, 2, SHEET_TABLE),
		"NAME  AFTER\n"
		"1001a,1001b,1001c,1001d,1001e,1001f,1001g,1001h  x\n"
		"2000  x\n");
}

static void json_is_well_formed_and_harmless_whatever_the_bytes(void **state)
{
	(void)state;
	static const struct { const char *name, *text; } rows[] = {
		{ "Front desk", "Front desk" }, { "=cmd()", "=cmd()" }, { "say \"hi\" \\", "say \\\"hi\\\" \\\\" },
		{ "a\nb\t\x1b[2J\x7f", "a\\u000ab\\u0009\\u001b[2J\\u007f" }, { "caf\xe9", "caf\\ufffd" }, { "café", "café" },
		{ "\xc2\x9b", "\\u009b" }, { "\xe2\x80\xae", "\\u202e" }, { "\xf3\xa0\x80\x81", "\\udb40\\udc01" },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char expected[200];
		text_format(expected, sizeof expected, "[{\"name\": \"%s\", \"after\": \"x\"}]\n", rows[i].text);
		assert_string_equal(printed(&rows[i].name, 1, SHEET_JSON), expected);
	}
	static const char *const two[] = { "a", "b" };
	assert_string_equal(printed(two, 2, SHEET_JSON),
		"[{\"name\": \"a\", \"after\": \"x\"},\n {\"name\": \"b\", \"after\": \"x\"}]\n");
	assert_string_equal(printed(two, 0, SHEET_JSON), "[]\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(csv_cells_are_never_formulas_or_more_than_one_cell),
		cmocka_unit_test(json_is_well_formed_and_harmless_whatever_the_bytes),
		cmocka_unit_test(columns_line_up_by_cells),
		cmocka_unit_test(one_endless_cell_moves_its_own_line_only),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
