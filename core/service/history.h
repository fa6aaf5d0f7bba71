/* What happened to one alias: both logs read and joined (core/model/history.h). Reading only. */
#ifndef CORE_SERVICE_HISTORY_H
#define CORE_SERVICE_HISTORY_H

#include "core/service/service.h"

/* The functions of OP_HISTORY and OP_LAST_CHANGE. */
bool op_history(Service *service, Request *request, Reply *out, OpProgress progress, void *context, Err *err) MUST_CHECK;
bool op_last_change(Service *service, Request *request, Reply *out, OpProgress progress, void *context, Err *err) MUST_CHECK;

#endif
