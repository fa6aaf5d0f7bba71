/* JSON that is well formed whatever bytes it is made of (RFC 8259). What would not be seen, or would act on a terminal, is
 * written as \u: nothing is lost by it but bytes that are no UTF-8, which become U+FFFD. */
#include <string.h>

#include "tui/sheet.h"

enum { CELL_CAP = 4096, REPLACEMENT = 0xFFFD };

static bool is_harmless(const char *character, size_t length)
{
	char shown[8];
	return text_visible(shown, sizeof shown, character, length) == length && memcmp(shown, character, length) == 0;
}

static void json_escape(FILE *to, uint32_t character)
{
	if (character > 0xFFFF) {
		character -= 0x10000;
		fprintf(to, "\\u%04x\\u%04x", 0xD800u + (unsigned)(character >> 10), 0xDC00u + (unsigned)(character & 0x3FF));
	} else {
		fprintf(to, "\\u%04x", (unsigned)character);
	}
}

static void json_text(FILE *to, const char *text, size_t length)
{
	const char *at = text, *end = text + length;
	putc('"', to);
	while (at < end) {
		const char *start = at;
		uint32_t    character = text_next(&at, end);
		if (character == '"' || character == '\\')
			fprintf(to, "\\%c", (int)character);
		else if (character == TEXT_INVALID)
			json_escape(to, REPLACEMENT);
		else if (is_harmless(start, (size_t)(at - start)))
			fwrite(start, 1, (size_t)(at - start), to);
		else
			json_escape(to, character);
	}
	putc('"', to);
}

/* "a,b" -> ["a", "b"], "" -> [] */
static void json_list(FILE *to, const char *list)
{
	const char *item, *at = *list ? list : NULL;
	size_t length;
	putc('[', to);
	while (logins_next(&at, &item, &length)) {
		json_text(to, item, length);
		if (at)
			fputs(", ", to);
	}
	putc(']', to);
}

void sheet_json_row(FILE *to, const Sheet *sheet, size_t row)
{
	char key[CELL_CAP], value[CELL_CAP];
	putc('{', to);
	for (size_t column = 0; column < sheet->columns; column++) {
		sheet->cell(sheet->source, SHEET_HEAD, column, SHEET_JSON, key, sizeof key);
		sheet->cell(sheet->source, row, column, SHEET_JSON, value, sizeof value);
		if (column)
			fputs(", ", to);
		json_text(to, key, strlen(key));
		fputs(": ", to);
		if (sheet->numbers >> column & 1)
			fputs(value, to);
		else if (sheet->lists >> column & 1)
			json_list(to, value);
		else
			json_text(to, value, strlen(value));
	}
	putc('}', to);
}
