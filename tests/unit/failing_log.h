/* A statement of the audit log that does not run, or cannot be prepared, for want of memory: one of them, when it has run so
 * many times more. What the test program defines here stands before SQLite's. */
#ifndef TESTS_UNIT_FAILING_LOG_H
#define TESTS_UNIT_FAILING_LOG_H

#include <dlfcn.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/builtin.h"

static struct {
	const char *sql;                         /* NULL: none fails */
	size_t      passes;                      /* steps before it: each row is one */
	bool        prepares;                    /* it fails when it is prepared */
} failing_log;

static inline void log_fails_at(SqlId sql, size_t passes)
{
	failing_log.sql = builtin_sql(sql);
	failing_log.passes = passes;
	failing_log.prepares = false;
}

static inline void log_cannot_prepare(SqlId sql)
{
	log_fails_at(sql, 0);
	failing_log.prepares = true;
}

/* Did it? And no more from now on. */
static inline bool log_failed(void)
{
	bool failed = !failing_log.sql;
	failing_log.sql = NULL;
	return failed;
}

/* SQLite keeps a text up to its end, and none of what it asks itself. */
static inline bool log_fails_here(sqlite3_stmt *statement)
{
	const char *sql = failing_log.sql && !failing_log.prepares ? sqlite3_sql(statement) : NULL;
	return sql && strncmp(sql, failing_log.sql, strlen(sql)) == 0 && failing_log.passes-- == 0;
}

int sqlite3_step(sqlite3_stmt *statement)
{
	static int (*real)(sqlite3_stmt *);
	if (!real && !(*(void **)&real = dlsym(RTLD_NEXT, "sqlite3_step")))
		abort();
	if (!log_fails_here(statement))
		return real(statement);
	failing_log.sql = NULL;
	return SQLITE_NOMEM;
}

int sqlite3_prepare_v2(sqlite3 *db, const char *sql, int length, sqlite3_stmt **out, const char **tail)
{
	static int (*real)(sqlite3 *, const char *, int, sqlite3_stmt **, const char **);
	if (!real && !(*(void **)&real = dlsym(RTLD_NEXT, "sqlite3_prepare_v2")))
		abort();
	if (!failing_log.prepares || sql != failing_log.sql)
		return real(db, sql, length, out, tail);
	failing_log.sql = NULL;
	*out = NULL;
	return SQLITE_NOMEM;
}

#endif
