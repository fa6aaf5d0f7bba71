#include <stdlib.h>

#include "core/data/vicidial_part.h"

static int by_login(const void *a, const void *b)
{
	return login_compare(*(const char *const *)a, *(const char *const *)b);
}

static LoginLog log_of(const Rows *rows, Arena *mem)
{
	const char **typed = arena_take(mem, rows->count * sizeof *typed);
	const char *since = rows->count ? rows_text(rows, 0, 1) : NULL;
	for (size_t i = 0; i < rows->count; i++)
		typed[i] = arena_text(mem, rows_text(rows, i, 0));
	qsort(typed, rows->count, sizeof *typed, by_login);
	/* A log that tells of nobody tells nothing of anybody: it may have been emptied. */
	return (LoginLog){ .typed = typed, .count = rows->count, .read = rows->count > 0, .since = since ? arena_text(mem, since) : "" };
}

static bool read_log(Database *db, Arena *mem, LoginLog *out, Err *err)
{
	static const char *const days[] = { "90", "90" };
	_Static_assert(UNUSED_DAYS == 90, "the days that are asked for are those that are told");
	Rows *rows;
	bool can;
	*out = (LoginLog){ .since = "" };
	if (!vicidial_may_read(db, "vicidial_user_log", "phone_login", &can, err))
		return false;
	if (!can)
		return true;
	if (!vicidial_read(db, SQL_VICIDIAL_HEALTH_LOGINS, days, 2, 0, &rows, err))
		return false;
	*out = log_of(rows, mem);
	rows_free(rows);
	return true;
}

bool vicidial_health(Database *db, const GroupScope *scope, VicidialProgress progress, void *context, HealthReport **out, Err *err)
{
	Catalog *cat;
	LoginLog log;
	bool passwords;
	*out = NULL;
	if (!vicidial_may_read(db, "phones", "pass", &passwords, err) ||
	    !vicidial_catalog_with(db, scope, passwords, progress, context, &cat, err))
		return false;
	if (!read_log(db, cat->mem, &log, err)) {
		catalog_free(cat);
		return false;
	}
	*out = health_report(cat, &log, passwords);
	return true;
}
