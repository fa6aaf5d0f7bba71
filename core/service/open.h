/* Opening and closing a Service, and going to another cluster while nobody has signed in. */
#ifndef CORE_SERVICE_OPEN_H
#define CORE_SERVICE_OPEN_H

#include "core/service/service.h"

/* The run of OP_CONNECT: log and database of another profile. On failure the service is without a connection, and the info in
 * the reply says of which profile. */
bool connect_run(Service *service, Request *request, Reply *out, OpProgress progress, void *context, Err *err) MUST_CHECK;
/* The run of OP_LEAVE: what was begun here is closed in this log, so that nothing of it is taken to the next cluster's. */
bool leave_run(Service *service, Request *request, Reply *out, OpProgress progress, void *context, Err *err) MUST_CHECK;

#endif
