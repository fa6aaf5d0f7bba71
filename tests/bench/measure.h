/* What the bench measures with, and the table it writes: of each thing the program's figure, the same of what one would use
 * otherwise, taken in turns in the same run, and their ratio. Times are medians. Nothing is asserted: a table is to be read. */
#ifndef TESTS_BENCH_MEASURE_H
#define TESTS_BENCH_MEASURE_H

#include <stddef.h>

double measure_ms(void);                     /* a clock; only differences tell */
double measure_children_ms(void);            /* CPU, user and system, of all children that were waited for */

enum { MEASURES_MOST = 500 };
typedef struct {
	double values[MEASURES_MOST];
	size_t count;
} Measures;
void   measures_add(Measures *measures, double value);
double measures_median(Measures *measures);  /* sorts; 0 without values */

/* Runs words to their end, which has to be 0; what they print goes to the file output, NULL nowhere. */
void measure_run(const char *const *words, const char *output);

/* On standard output and into the file of results. ours and theirs: 0 is not there. */
void table_open(const char *path);
void table_begin(const char *title);
void table_row(const char *what, const char *unit, double ours, const char *peer, double theirs);
void table_close(void);

#endif
