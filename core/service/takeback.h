/* A change that met a conflict at a later row is taken back (RELIABILITY 2.9), so that a save is all or nothing while the program
 * runs; after a crash nothing is taken back by itself. */
#ifndef CORE_SERVICE_TAKEBACK_H
#define CORE_SERVICE_TAKEBACK_H

#include "core/service/change.h"

/* When a step was definitely not made: those before it, last first, each by compare-and-swap from what it left to what it found.
 * They become ROLLED_BACK; one that somebody changed since stays, and so do those before it. False: the connection broke. */
bool take_back(Service *service, Change *change, Err *err) MUST_CHECK;

#endif
