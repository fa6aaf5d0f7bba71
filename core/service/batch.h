/* Many changes at once (SCREENS 5.5, RELIABILITY 2.10): the ops OP_BATCH_*.
 *
 * A batch is written row by row, each as one change is, but its intents stand in the log together, with one fsync, before the
 * first of them; their outcomes follow in groups. It stops between rows when it is asked to, when the connection breaks, and by
 * itself when too much goes wrong; what was not tried then has an outcome that says so. */
#ifndef CORE_SERVICE_BATCH_H
#define CORE_SERVICE_BATCH_H

#include "core/service/service.h"

bool batch_plan_run(Service *service, Request *request, Reply *out, OpProgress progress, void *context, Err *err) MUST_CHECK;
bool batch_undo_run(Service *service, Request *request, Reply *out, OpProgress progress, void *context, Err *err) MUST_CHECK;
/* What a batch that stopped left undone, as a batch. */
bool batch_rest_run(Service *service, Request *request, Reply *out, OpProgress progress, void *context, Err *err) MUST_CHECK;
/* False only when nothing was begun. How each row ended, and why it stopped, is in the result. */
bool batch_apply_run(Service *service, Request *request, Reply *out, OpProgress progress, void *context, Err *err) MUST_CHECK;

#endif
