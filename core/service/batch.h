/* Many changes at once (SCREENS 5.5, RELIABILITY 2.10): the ops OP_BATCH_*. */
#ifndef CORE_SERVICE_BATCH_H
#define CORE_SERVICE_BATCH_H

#include "core/service/service.h"

bool batch_plan_run(Service *service, Request *request, Reply *out, OpProgress progress, void *context, Err *err) MUST_CHECK;

#endif
