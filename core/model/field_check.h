/* The shape of what may be typed into a field: length and characters, never what exists. What VICIdial's own pages
 * would strip at the next save is refused in words (VICIDIAL.md part 4, input filters). Used by the field table only. */
#ifndef CORE_MODEL_FIELD_CHECK_H
#define CORE_MODEL_FIELD_CHECK_H

#include "core/model/site.h"

bool check_id(const Site *site, const char *value, Err *err) MUST_CHECK;         /* of a new alias */
bool check_name(const Site *site, const char *value, Err *err) MUST_CHECK;
bool check_extension(const Site *site, const char *value, Err *err) MUST_CHECK;
bool check_phones(const Site *site, const char *value, Err *err) MUST_CHECK;
bool check_protocol(const Site *site, const char *value, Err *err) MUST_CHECK;
bool check_active(const Site *site, const char *value, Err *err) MUST_CHECK;
bool check_group(const Site *site, const char *value, Err *err) MUST_CHECK;

#endif
