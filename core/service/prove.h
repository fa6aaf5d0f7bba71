/* Proving the audit log: the chain, its segments, and the anchors in VICIdial's own log when that can be read. */
#ifndef CORE_SERVICE_PROVE_H
#define CORE_SERVICE_PROVE_H

#include "core/service/service.h"

/* The run of OP_AUDIT_VERIFY. A database that cannot be asked is no fault: the verdict says how far it reaches, and why. */
bool prove_run(Service *service, Request *request, Reply *out, OpProgress progress, void *context, Err *err) MUST_CHECK;

#endif
