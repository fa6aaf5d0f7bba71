#include "core/data/audit_file.h"

#include <string.h>

/* Pragmas that are asked once the log is open. */
static const char *const pragmas[] = { "quick_check", "ignore_check_constraints" };

static int pragma_allowed(const char *name)
{
	for (size_t i = 0; i < sizeof pragmas / sizeof *pragmas; i++)
		if (strcmp(pragmas[i], name) == 0)
			return SQLITE_OK;
	return SQLITE_DENY;
}

/* What stands in the log is only added to; what is laid out beside it in memory may come and go. */
static int allowed(void *context, int action, const char *first, const char *second, const char *database, const char *trigger)
{
	(void)context, (void)second, (void)trigger;
	bool beside = database && strcmp(database, "temp") == 0;
	switch (action) {
	case SQLITE_SELECT: case SQLITE_READ: case SQLITE_FUNCTION: case SQLITE_RECURSIVE: case SQLITE_INSERT: case SQLITE_TRANSACTION:
	case SQLITE_CREATE_TEMP_TABLE: case SQLITE_CREATE_TEMP_INDEX:
		return SQLITE_OK;
	case SQLITE_PRAGMA:
		return pragma_allowed(first);
	default:
		return beside ? SQLITE_OK : SQLITE_DENY;
	}
}

bool audit_guard(Audit *audit)
{
	/* SQLite makes json_each when it is first named, by a CREATE TABLE that is refused from here on. */
	return audit_statement(audit, SQL_AUDIT_PAIRS) && sqlite3_set_authorizer(audit->db, allowed, audit) == SQLITE_OK;
}
