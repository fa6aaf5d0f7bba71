#include <stdlib.h>
#include <string.h>

#include "core/base/sys.h"
#include "core/data/vicidial_part.h"

enum { ROWS_BETWEEN_CALLS = 500 };

typedef struct {
	CatalogBuilder  *builder;
	VicidialProgress progress;
	void            *context;
	size_t           phones, aliases, total;   /* rows so far, and expected */
	bool             passwords, stopped;
} Reading;

static bool go_on(Reading *reading)
{
	size_t done = reading->phones + reading->aliases;
	if (reading->progress && done % ROWS_BETWEEN_CALLS == 0)
		reading->stopped = !reading->progress(reading->context, done, reading->total > done ? reading->total : done);
	return !reading->stopped;
}

/* Never 0, which is that they were not compared. */
static uint32_t password_of(Value digest)
{
	char digits[12] = "";
	if (!digest.null && digest.length < sizeof digits)
		memcpy(digits, digest.bytes, digest.length);
	uint32_t number = (uint32_t)strtoul(digits, NULL, 10);
	return number ? number : 1;
}

static bool phone_arrived(void *context, const Value *values, size_t count)
{
	enum { WITH_PASSWORDS = 9 };
	Reading *reading = context;
	reading->phones++;
	catalog_add_phone(reading->builder, &(PhoneRead){
		.extension = values[0], .login = values[1], .server_ip = values[2], .user_group = values[3], .protocol = values[4],
		.active = values[5], .peer_status = values[6], .ping_ms = values[7],
		.password = count == WITH_PASSWORDS ? password_of(values[8]) : 0 });
	return go_on(reading);
}

static bool alias_arrived(void *context, const Value *values, size_t count)
{
	Reading *reading = context;
	(void)count;
	reading->aliases++;
	catalog_add_alias(reading->builder, &(AliasRead){
		.id = values[0], .name = values[1], .logins = values[2], .user_group = values[3] });
	return go_on(reading);
}

typedef struct {
	size_t phones, aliases;
} Counts;

static bool read_counts(Database *db, Counts *out, Err *err)
{
	Rows *rows;
	if (!vicidial_read(db, SQL_VICIDIAL_CATALOG_COUNTS, NULL, 0, 0, &rows, err))
		return false;
	*out = (Counts){ (size_t)rows_number(rows, 0, 0, 0), (size_t)rows_number(rows, 0, 1, 0) };
	rows_free(rows);
	return true;
}

/* Rows may come and go while they are read; a count outside of before and after is a damaged table. */
static bool plausible(const char *table, size_t read, size_t before, size_t after, Err *err)
{
	size_t least = before < after ? before : after, most = before < after ? after : before;
	if (read >= least && read <= most)
		return true;
	return fail(err, ERR_STORE, "The table %s says it has %zu rows but gave %zu: it may be crashed. Nothing is shown, so that "
	            "nothing seems to be gone. Your DBA can look with CHECK TABLE %s.", table, after, read, table);
}

static bool read_all(Database *db, Reading *reading, const GroupScope *scope, Err *err)
{
	Counts before, after;
	Site site;
	if (!read_counts(db, &before, err) ||
	    !vicidial_site(db, catalog_arena(reading->builder), scope, &site, err))
		return false;
	catalog_add_site(reading->builder, &site);
	reading->total = before.phones + before.aliases;
	Statement phones = { .sql = reading->passwords ? SQL_VICIDIAL_HEALTH_PHONES : SQL_VICIDIAL_CATALOG_PHONES };
	if (go_on(reading) && !database_stream(db, &phones, phone_arrived, reading, err))
		return false;
	if (!reading->stopped && !database_stream(db, &(Statement){ .sql = SQL_VICIDIAL_CATALOG_ALIASES }, alias_arrived, reading, err))
		return false;
	if (reading->stopped)
		return fail(err, ERR_STOPPED, "Stopped reading aliases.");
	return read_counts(db, &after, err) && plausible("phones", reading->phones, before.phones, after.phones, err) &&
	       plausible("phones_alias", reading->aliases, before.aliases, after.aliases, err);
}

bool vicidial_catalog_with(Database *db, const GroupScope *scope, bool passwords, VicidialProgress progress, void *context,
                           Catalog **out, Err *err)
{
	Reading reading = { .builder = catalog_begin(scope), .progress = progress, .context = context, .passwords = passwords };
	if (read_all(db, &reading, scope, err)) {
		*out = catalog_finish(reading.builder, sys_now_us());
		return true;
	}
	catalog_abandon(reading.builder);
	*out = NULL;
	return false;
}

bool vicidial_catalog(Database *db, const GroupScope *scope, VicidialProgress progress, void *context, Catalog **out, Err *err)
{
	return vicidial_catalog_with(db, scope, false, progress, context, out, err);
}
