/* Somebody else at the same database: any SQL by a connection of its own, as VICIdial's web page or a DBA would; and a reader of
 * the audit log, who knows nothing of the program. */
#ifndef TESTS_OUTSIDE_H
#define TESTS_OUTSIDE_H

#include "core/data/database.h"

/* Runs one statement; aborts the test program with the server's words when it is refused. */
void outside_run(const Connection *where, const char *sql);
void outside_runf(const Connection *where, const char *fmt, ...) PRINTF_LIKE(2, 3);
bool outside_try(const Connection *where, const char *fmt, ...) PRINTF_LIKE(2, 3);     /* may fail; no rows come of it */
/* First column of the first row as text ("NULL" for NULL, "" for no row), valid until the next call. */
const char *outside_ask(const Connection *where, const char *sql);
/* All rows: columns joined by '|', rows by '\n'; valid until the next call. */
const char *outside_rows(const Connection *where, const char *sql);
/* The same of an audit log's file, which is opened for this one statement and only read. */
const char *outside_log(const char *path, const char *sql);
void outside_close(void);

#endif
