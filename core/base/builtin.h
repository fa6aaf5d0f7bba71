/* The texts of sql/ and themes/, compiled in: the binary runs from anywhere.
 *
 * build/builtin_list.h is made by the Makefile from the files' paths: sql/vicidial/alias_by_id.sql becomes
 * SQL_VICIDIAL_ALIAS_BY_ID, so a renamed or missing file stops the build. Comments of whole lines ("-- …")
 * are left out of the text. */
#ifndef CORE_BASE_BUILTIN_H
#define CORE_BASE_BUILTIN_H

#include <stddef.h>

#include "builtin_list.h"                    /* enum SqlId { SQL_…, SQL_COUNT }, enum ThemeId { THEME_…, THEME_COUNT } */

const char *builtin_sql(SqlId id);           /* one statement, without the trailing semicolon; sql/demo: a script */
const char *builtin_theme(ThemeId id);
const char *builtin_theme_name(ThemeId id);  /* "default" */

#endif
