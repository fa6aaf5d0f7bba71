/* A sheet of cells, printed for people or for programs: what list and audit list print and what the console exports.
 * Nothing in it can be a formula, a second cell or an escape sequence, whatever stands in the database. */
#ifndef TUI_SHEET_H
#define TUI_SHEET_H

#include <stdint.h>
#include <stdio.h>

#include "core/service/ops.h"
#include "tui/draw/sign.h"

/* TABLE: aligned by the width of what is seen; CSV: RFC 4180, safe to open in a spreadsheet; JSON: an array with an object a row. */
typedef enum { SHEET_TABLE, SHEET_CSV, SHEET_JSON } SheetForm;
SheetForm sheet_form(const char *name);      /* "csv", "json"; anything else is a table */

/* Cells by row and column; row SHEET_HEAD is the heading. */
#define SHEET_HEAD SIZE_MAX
typedef struct {
	size_t      rows, columns;
	uint64_t    numbers, lists;              /* bit i: the cells of column i are numbers to JSON; are arrays to it, by their commas */
	const void *source;                      /* lent */
	void      (*cell)(const void *source, size_t row, size_t column, SheetForm form, char *out, size_t cap);
} Sheet;
bool sheet_print(FILE *to, const Sheet *sheet, SheetForm form, Err *err) MUST_CHECK;
bool sheet_flush(FILE *to, Err *err) MUST_CHECK;     /* after rows by hand: was all of it written? */
void sheet_csv_row(FILE *to, const Sheet *sheet, size_t row);
char *sheet_csv_text(const Sheet *sheet, size_t row);            /* without its line end; the caller's to free() */
void sheet_json_row(FILE *to, const Sheet *sheet, size_t row);   /* sheet_json.c */

Sign health_sign(Health health);

/* The aliases order names, with their health and these columns. */
typedef struct {
	const Catalog  *catalog;
	const uint32_t *order;   size_t count;
	FieldId         columns[FIELD_COUNT]; size_t column_count;
	bool            ascii;
} AliasRows;
Sheet sheet_of_aliases(const AliasRows *rows);
/* What was found: a row for each of those pairs of kind and alias that order names. */
typedef struct {
	FindingId kind;
	uint32_t  alias;
} FoundRow;
typedef struct {
	const HealthReport *report;
	const FoundRow     *order; size_t count;
	bool                ascii;
} FoundRows;
Sheet sheet_of_health(const FoundRows *rows);
/* Entries of the log; each page but the last has page_size. */
typedef struct {
	AuditPage *const *pages;
	size_t            page_size, count;
} AuditRows;
Sheet sheet_of_audit(const AuditRows *rows);
Sheet sheet_of_history(const History *history);          /* newest first; before and after it, what is known */

#endif
