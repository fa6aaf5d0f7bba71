/* A lost connection, and one to a server that became read-only, is made anew: the connection file is read again (it may name
 * another server by now), the session is a new one with its own id and fence, the admin's row is read again, and what the break
 * left open is settled. No password is asked for: who signed in stays signed in as long as VICIdial lets the user administer. */
#ifndef CORE_SERVICE_RECONNECT_H
#define CORE_SERVICE_RECONNECT_H

#include "core/service/service.h"

/* The run of OP_RECONNECT. On failure the service is as before; ERR_DENIED: the user was disabled; ERR_READ_ONLY: one that takes
 * changes was wanted. */
bool reconnect_run(Service *service, Request *request, Reply *out, OpProgress progress, void *context, Err *err) MUST_CHECK;

#endif
