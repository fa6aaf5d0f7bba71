/* How a session's lock is called at the server, and how it is taken when the session begins. Private to core/data. */
#ifndef CORE_DATA_FENCE_H
#define CORE_DATA_FENCE_H

#include "core/data/database.h"

enum { FENCE_NAME = 5 + 32 + 1 };
void fence_name(char out[FENCE_NAME], const uint8_t session[16]);
/* Takes it, and fills what the server says of itself; refused where that did not understand the session's rules. greeted_as: the
 * number of its thread, as it said when it greeted. */
bool fence_begin(Database *db, const uint8_t session[16], unsigned long greeted_as, bool frozen, DatabaseInfo *info,
                 Err *err) MUST_CHECK;

#endif
