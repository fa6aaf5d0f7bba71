#include <string.h>

#include "core/base/sys.h"
#include "core/base/text.h"
#include "core/data/vicidial_part.h"

void vicidial_take_alias(Record *record, const GroupScope *scope, const Rows *rows, size_t row)
{
	enum { ID = 0, NAME = 2, LOGINS = 4, GROUP = 6 };
	record->exists = group_scope_sees(scope, rows_text(rows, row, GROUP + 1));
	if (!record->exists)
		return;
	record->id = vicidial_stored(record->mem, rows, row, ID);
	record->name = vicidial_stored(record->mem, rows, row, NAME);
	record->logins = vicidial_stored(record->mem, rows, row, LOGINS);
	record->user_group = vicidial_stored(record->mem, rows, row, GROUP);
}

const char **vicidial_logins_of(Arena *mem, const char *list, size_t *count)
{
	const char *item;
	size_t length, commas = 0;
	for (const char *at = list; at && *at; at++)
		commas += *at == ',';
	const char **logins = arena_take(mem, (commas + 1) * sizeof *logins);
	*count = 0;
	while (logins_next(&list, &item, &length))
		logins[(*count)++] = arena_bytes(mem, item, length);
	return logins;
}

/* Hidden and absent are told in the same words: what is outside of an admin's groups is not there for them. */
static bool read_alias(Database *db, const GroupScope *scope, const char *alias_id, Record *record, Err *err)
{
	Rows *rows;
	/* What is no text the server would refuse to compare. */
	if (!text_is_utf8(alias_id, strlen(alias_id)))
		return fail(err, ERR_NOT_FOUND, "There is no alias %s.", alias_id);
	if (!vicidial_read(db, SQL_VICIDIAL_RECORD_ALIAS, &alias_id, 1, 1, &rows, err))
		return false;
	if (rows->count > 0)
		vicidial_take_alias(record, scope, rows, 0);
	rows_free(rows);
	return record->exists || fail(err, ERR_NOT_FOUND, "There is no alias %s.", alias_id);
}

static bool read_phones(Database *db, const GroupScope *scope, bool brief, Record *record, Err *err)
{
	Lookup *lookup, asked = { 0 };
	asked.logins = vicidial_logins_of(record->mem, record->logins.text, &asked.login_count);
	if (!vicidial_find(db, scope, record->id.text, &asked, brief, &lookup, err))
		return false;
	record_add(record, lookup);
	lookup_free(lookup);
	return true;
}

static bool read_default_users(Database *db, Record *record, Err *err)
{
	Rows *rows;
	if (!vicidial_read(db, SQL_VICIDIAL_RECORD_USERS, &record->id.text, 1, 1, &rows, err))
		return false;
	UserRef *users = arena_take(record->mem, VICIDIAL_USERS_SHOWN * sizeof *users);
	record->default_user_total = rows->count;
	for (size_t i = 0; i < rows->count && i < VICIDIAL_USERS_SHOWN; i++) {
		const char *name = rows_text(rows, i, 1);
		users[record->default_user_count++] = (UserRef){ .user = arena_text(record->mem, rows_text(rows, i, 0)),
		                                                 .name = arena_text(record->mem, name ? name : "") };
	}
	record->default_users = users;
	rows_free(rows);
	return true;
}

bool vicidial_new_record(Database *db, const GroupScope *scope, Record **out, Err *err)
{
	Record *record = record_new();
	bool ok = vicidial_site(db, record->mem, scope, &record->site, err);
	record->id.raw = record->name.raw = record->logins.raw = record->user_group.raw = VALUE_NULL;
	record->read_at_us = sys_now_us();
	if (!ok)
		record_free(record);
	*out = ok ? record : NULL;
	return ok;
}

/* A plan without warnings chooses neither. */
static bool read_site(Database *db, const GroupScope *scope, bool brief, Record *record, Err *err)
{
	return brief ? vicidial_site_brief(db, record->mem, &record->site, err) : vicidial_site(db, record->mem, scope, &record->site, err);
}

static bool read_record(Database *db, const GroupScope *scope, const char *alias_id, bool brief, Record **out, Err *err)
{
	Record *record = record_new();
	bool ok = read_alias(db, scope, alias_id, record, err) && read_site(db, scope, brief, record, err) &&
	          read_phones(db, scope, brief, record, err) && (brief || read_default_users(db, record, err));
	record->read_at_us = sys_now_us();
	if (!ok)
		record_free(record);
	*out = ok ? record : NULL;
	return ok;
}

bool vicidial_record(Database *db, const GroupScope *scope, const char *alias_id, Record **out, Err *err)
{
	return read_record(db, scope, alias_id, false, out, err);
}

bool vicidial_record_brief(Database *db, const GroupScope *scope, const char *alias_id, Record **out, Err *err)
{
	return read_record(db, scope, alias_id, true, out, err);
}
