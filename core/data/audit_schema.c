#include "core/data/audit_file.h"

#include <string.h>

/* What is in a database file: name, type and text of each table, index, trigger and view. */
static sqlite3_stmt *list_objects(sqlite3 *db)
{
	sqlite3_stmt *statement = NULL;
	sqlite3_prepare_v2(db, builtin_sql(SQL_AUDIT_OBJECTS), -1, &statement, NULL);
	return statement;
}

static const char *column(sqlite3_stmt *statement, int place)
{
	const char *text = (const char *)sqlite3_column_text(statement, place);
	return text ? text : "";
}

static bool step(sqlite3_stmt *statement)
{
	return sqlite3_step(statement) == SQLITE_ROW;
}

/* Both lists are by name. */
static bool same_objects(sqlite3_stmt *found, sqlite3_stmt *made, char *fault, size_t cap)
{
	bool has = step(found), wants = step(made);
	while (has || wants) {
		int order = !has ? 1 : !wants ? -1 : strcmp(column(found, 0), column(made, 0));
		sqlite3_stmt *one = order < 0 ? found : made;
		if (order != 0 || strcmp(column(found, 2), column(made, 2)) != 0) {
			const char *how = order < 0 ? "does not belong in it" : order > 0 ? "is missing" : "is not as it was made";
			char name[80];
			text_visible(name, sizeof name, column(one, 0), strlen(column(one, 0)));
			text_format(fault, cap, "its %s %s %s", column(one, 1), name, how);
			return false;
		}
		has = step(found);
		wants = step(made);
	}
	return true;
}

/* Says what differs, by a second database made as this one was. */
static bool tell_difference(Audit *audit, char *fault, size_t cap)
{
	sqlite3 *fresh = NULL;
	bool ok = sqlite3_open(":memory:", &fresh) == SQLITE_OK &&
	          sqlite3_exec(fresh, builtin_sql(SQL_AUDIT_SCHEMA), NULL, NULL, NULL) == SQLITE_OK;
	sqlite3_stmt *found = ok ? list_objects(audit->db) : NULL, *made = ok ? list_objects(fresh) : NULL;
	if (found && made)
		ok = same_objects(found, made, fault, cap);
	else
		text_format(fault, cap, "its tables cannot be listed: %s", sqlite3_errmsg(ok ? audit->db : fresh));
	ok = ok && found && made;
	sqlite3_finalize(found);
	sqlite3_finalize(made);
	sqlite3_close(fresh);
	return ok;
}

/* --- the quick look: SQLite keeps the text of each CREATE as it was given, but for some blanks --- */

/* Runs of blanks become one. */
static void squeeze(Text *out, const char *text)
{
	text_clear(out);
	text_add(out, text + strspn(text, " \t\n"));
	char *to = out->bytes;
	for (const char *at = to; *at; at++) {
		bool blank = *at == ' ' || *at == '\t' || *at == '\n';
		if (!blank || to[-1] != ' ')
			*to++ = blank ? ' ' : *at;
	}
	*to = '\0';
	out->length = (size_t)(to - out->bytes);
}

static size_t count_of(const char *text, const char *word)
{
	size_t count = 0;
	for (const char *at = text; (at = strstr(at, word)) != NULL; at += strlen(word))
		count++;
	return count;
}

/* All texts stand in ours, and as many as ours has. Indexes that SQLite makes by itself have no text. */
static bool looks_ours(Audit *audit)
{
	Text made = { 0 }, text = { 0 };
	sqlite3_stmt *object = list_objects(audit->db);
	size_t found = 0;
	bool ours = object != NULL;
	squeeze(&made, builtin_sql(SQL_AUDIT_SCHEMA));
	while (ours && step(object)) {
		squeeze(&text, column(object, 2));
		ours = strstr(made.bytes, text.bytes) != NULL;
		found += text.length > 0;
	}
	ours = ours && found == count_of(made.bytes, "CREATE ");
	sqlite3_finalize(object);
	text_free(&text);
	text_free(&made);
	return ours;
}

/* Each request opens the log, so the costly comparison is made only when there is something to tell. */
bool audit_schema_intact(Audit *audit, char *fault, size_t cap)
{
	return looks_ours(audit) || tell_difference(audit, fault, cap);
}
