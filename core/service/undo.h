/* The plan that takes a change back, for the admin to review (RELIABILITY 2.11). Nothing is written here: it goes through the
 * one door as any other plan does. */
#ifndef CORE_SERVICE_UNDO_H
#define CORE_SERVICE_UNDO_H

#include "core/service/service.h"

/* seq: of the change's intent. ERR_NOT_FOUND: there is no such change that the admin may see. ERR_CONFLICT: its rows no longer
 * stand as it left them, in words that say who changed them since, as far as a log says it; changed is their alias then. */
bool undo_make(Service *service, int64_t seq, Plan **out, AliasId *changed, Err *err) MUST_CHECK;

#endif
