#include <string.h>

#include "core/base/sys.h"
#include "core/base/text.h"
#include "core/data/vicidial_part.h"

enum { DEFAULT_USERS_SHOWN = 20 };

/* Hidden and absent are told in the same words: what is outside of an admin's groups is not there for them. */
static bool read_alias(Database *db, const GroupScope *scope, const char *alias_id, Record *record, Err *err)
{
	enum { ID = 0, NAME = 2, LOGINS = 4, GROUP = 6 };
	Rows *rows;
	/* What is no text the server would refuse to compare. */
	if (!text_is_utf8(alias_id, strlen(alias_id)))
		return fail(err, ERR_NOT_FOUND, "There is no alias %s.", alias_id);
	if (!vicidial_read(db, SQL_VICIDIAL_RECORD_ALIAS, &alias_id, 1, 0, &rows, err))
		return false;
	record->exists = rows->count > 0 && group_scope_sees(scope, rows_text(rows, 0, GROUP + 1));
	if (record->exists) {
		record->id = vicidial_stored(record->mem, rows, 0, ID);
		record->name = vicidial_stored(record->mem, rows, 0, NAME);
		record->logins = vicidial_stored(record->mem, rows, 0, LOGINS);
		record->user_group = vicidial_stored(record->mem, rows, 0, GROUP);
	}
	rows_free(rows);
	return record->exists || fail(err, ERR_NOT_FOUND, "There is no alias %s.", alias_id);
}

static bool read_phones(Database *db, const GroupScope *scope, bool brief, Record *record, Err *err)
{
	const char *list = record->logins.text, *item;
	size_t length, count = 0, commas = 0;
	for (const char *at = list; at && *at; at++)
		commas += *at == ',';
	const char **logins = arena_take(record->mem, (commas + 1) * sizeof *logins);
	while (logins_next(&list, &item, &length))
		logins[count++] = arena_bytes(record->mem, item, length);
	Lookup *lookup, asked = { .logins = logins, .login_count = count };
	if (!vicidial_find(db, scope, record->id.text, &asked, brief, &lookup, err))
		return false;
	record_add(record, lookup);
	lookup_free(lookup);
	return true;
}

static bool read_default_users(Database *db, Record *record, Err *err)
{
	Rows *rows;
	if (!vicidial_read(db, SQL_VICIDIAL_RECORD_USERS, &record->id.text, 1, 0, &rows, err))
		return false;
	UserRef *users = arena_take(record->mem, DEFAULT_USERS_SHOWN * sizeof *users);
	record->default_user_total = rows->count;
	for (size_t i = 0; i < rows->count && i < DEFAULT_USERS_SHOWN; i++) {
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

static bool read_record(Database *db, const GroupScope *scope, const char *alias_id, bool brief, Record **out, Err *err)
{
	Record *record = record_new();
	bool ok = read_alias(db, scope, alias_id, record, err) && vicidial_site(db, record->mem, scope, &record->site, err) &&
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
