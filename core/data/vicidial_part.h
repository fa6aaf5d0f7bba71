/* What the files of core/data/vicidial*.c share. */
#ifndef CORE_DATA_VICIDIAL_PART_H
#define CORE_DATA_VICIDIAL_PART_H

#include "core/data/vicidial.h"

/* The type of a column as the database spells it, "" when this VICIdial is too old to have it. Goes to mem. */
bool vicidial_column_type(Database *db, const char *table, const char *column, Arena *mem, const char **out, Err *err) MUST_CHECK;

/* Is there such a column, and may the database user read it? */
bool vicidial_may_read(Database *db, const char *table, const char *column, bool *out, Err *err) MUST_CHECK;
/* vicidial_site without the choices of user group and protocol. */
bool vicidial_site_brief(Database *db, Arena *mem, Site *out, Err *err) MUST_CHECK;
/* Adds to the phones found what sends callers to them. */
bool vicidial_routes(Database *db, Lookup *lookup, Err *err) MUST_CHECK;
/* vicidial_catalog, or with Phone.password filled in: the server compares the passwords, none of them is read. */
bool vicidial_catalog_with(Database *db, const GroupScope *scope, bool passwords, VicidialProgress progress, void *context,
                           Catalog **out, Err *err) MUST_CHECK;
/* vicidial_lookup, or brief: without what only warnings tell of (other aliases, agents,
 * users). alias_id NULL: for many aliases. */
bool vicidial_find(Database *db, const GroupScope *scope, const char *alias_id, const Lookup *asked, bool brief, Lookup **out,
                   Err *err) MUST_CHECK;
/* An alias of record_alias.sql; exists false when the scope does not see it. */
void vicidial_take_alias(Record *record, const GroupScope *scope, const Rows *rows, size_t row);
const char **vicidial_logins_of(Arena *mem, const char *list, size_t *count);   /* its items, split as VICIdial does */
enum { VICIDIAL_USERS_SHOWN = 20 };          /* of those whose default phone login an alias is */
/* A read whose values are all UTF-8 text; list: how many the mark list becomes, 0 none. */
bool vicidial_read(Database *db, SqlId sql, const char *const *texts, size_t count, size_t list, Rows **out, Err *err) MUST_CHECK;
/* The same of what changes seldom. */
bool vicidial_fact(Database *db, SqlId sql, const char *const *texts, size_t count, Rows **out, Err *err) MUST_CHECK;
/* Copies of what was read: a value; a column as stored with the next one, which is the same as shown. */
Value  vicidial_value(Arena *mem, const Rows *rows, size_t row, size_t column);
Stored vicidial_stored(Arena *mem, const Rows *rows, size_t row, size_t column);

#endif
