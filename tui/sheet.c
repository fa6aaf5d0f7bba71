#include <assert.h>
#include <errno.h>
#include <string.h>

#include "core/base/mem.h"
#include "tui/sheet.h"

enum { CELL_CAP = 4096, ALIGNED_MAX = 40 };    /* a wider cell moves the rest of its own line only */

SheetForm sheet_form(const char *name)
{
	return strcmp(name, "csv") == 0 ? SHEET_CSV : strcmp(name, "json") == 0 ? SHEET_JSON : SHEET_TABLE;
}

/* A spreadsheet takes a cell that begins so for a formula. VICIdial's own ---ALL--- is none to it, since nothing stands behind the
 * last minus; it is what scripts compare with, and no stranger's text, so it stays as it is. */
static bool is_formula(const char *raw)
{
	return raw[0] && strchr("=+-@\t\r", raw[0]) && strcmp(raw, GROUP_ALL) != 0;
}

static void csv_cell(FILE *to, const char *raw)
{
	char clean[CELL_CAP + 1];
	size_t at = 0;
	if (is_formula(raw))
		clean[at++] = '\'';
	text_visible(clean + at, sizeof clean - at, raw, strlen(raw));
	if (!strpbrk(clean, ",\"") && clean[0] != ' ') {
		fputs(clean, to);
		return;
	}
	putc('"', to);
	for (const char *c = clean; *c; c++) {
		if (*c == '"')
			putc('"', to);
		putc(*c, to);
	}
	putc('"', to);
}

void sheet_csv_row(FILE *to, const Sheet *sheet, size_t row)
{
	char raw[CELL_CAP];
	for (size_t column = 0; column < sheet->columns; column++) {
		sheet->cell(sheet->source, row, column, SHEET_CSV, raw, sizeof raw);
		if (column)
			putc(',', to);
		csv_cell(to, raw);
	}
	fputs("\r\n", to);
}

char *sheet_csv_text(const Sheet *sheet, size_t row)
{
	char *line = NULL;
	size_t length;
	FILE *to = open_memstream(&line, &length);
	if (to)
		sheet_csv_row(to, sheet, row);
	if (!to || fclose(to) != 0)
		mem_die();
	line[strcspn(line, "\r\n")] = '\0';
	return line;
}

static void table_cell(const Sheet *sheet, size_t row, size_t column, char *out, size_t cap)
{
	char raw[CELL_CAP];
	sheet->cell(sheet->source, row, column, SHEET_TABLE, raw, sizeof raw);
	text_visible(out, cap, raw, strlen(raw));
}

static void table_row(FILE *to, const Sheet *sheet, size_t row, const int *widths)
{
	char cell[CELL_CAP];
	int owed = 0;                            /* blanks before the next cell, none at the end of a line */
	assert(widths);
	for (size_t column = 0; column < sheet->columns; column++) {
		table_cell(sheet, row, column, cell, sizeof cell);
		if (cell[0]) {
			fprintf(to, "%*s%s", owed, "", cell);
			owed = 0;
		}
		int spare = widths[column] - text_width(cell);
		owed += (spare > 0 ? spare : 0) + 2;
	}
	putc('\n', to);
}

/* Row i of those that are printed: the heading is the first. */
static size_t row_of(size_t i)
{
	return i ? i - 1 : SHEET_HEAD;
}

static int *table_widths(const Sheet *sheet)
{
	int *widths = mem_take(sheet->columns * sizeof *widths);
	char cell[CELL_CAP];
	for (size_t i = 0; i <= sheet->rows; i++)
		for (size_t column = 0; column < sheet->columns; column++) {
			table_cell(sheet, row_of(i), column, cell, sizeof cell);
			int width = text_width(cell);
			if (width > widths[column] && width <= ALIGNED_MAX)
				widths[column] = width;
		}
	return widths;
}

static void csv_print(FILE *to, const Sheet *sheet)
{
	for (size_t i = 0; i <= sheet->rows && !ferror(to); i++)
		sheet_csv_row(to, sheet, row_of(i));
}

static void table_print(FILE *to, const Sheet *sheet)
{
	int *widths = table_widths(sheet);
	for (size_t i = 0; i <= sheet->rows && !ferror(to); i++)
		table_row(to, sheet, row_of(i), widths);
	mem_free(widths);
}

static void json_print(FILE *to, const Sheet *sheet)
{
	for (size_t row = 0; row < sheet->rows && !ferror(to); row++) {
		fputs(row ? ",\n " : "[", to);
		sheet_json_row(to, sheet, row);
	}
	fputs(sheet->rows ? "]\n" : "[]\n", to);
}

bool sheet_flush(FILE *to, Err *err)
{
	/* A reader that left (head, less) has what it wanted. */
	if ((fflush(to) == 0 && !ferror(to)) || errno == EPIPE)
		return true;
	return fail(err, ERR_OTHER, "The output cannot be written: %s.", strerror(errno));
}

bool sheet_print(FILE *to, const Sheet *sheet, SheetForm form, Err *err)
{
	static void (*const printers[])(FILE *to, const Sheet *sheet) = {
		[SHEET_TABLE] = table_print, [SHEET_CSV] = csv_print, [SHEET_JSON] = json_print,
	};

	printers[form](to, sheet);
	return sheet_flush(to, err);
}
