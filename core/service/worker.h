/* The thread that alone touches the Service while the screen runs: one queue in, one list out, one pipe that wakes.
 *
 * Jobs by value, results by ownership; no lock outside worker.c. All signals are blocked in it (main blocks them before it
 * starts). Jobs run in order. */
#ifndef CORE_SERVICE_WORKER_H
#define CORE_SERVICE_WORKER_H

#include "core/service/ops.h"

typedef struct {
	unsigned asker;                          /* serial of the view that asked */
	OpId     op;
	bool     final;                          /* false: progress (reply.done, reply.total) */
	bool     ok;
	Reply    reply;                          /* the taker's: reply_free */
	Err      err;
} Answer;

typedef struct Worker Worker;
bool worker_start(Worker **out, Service *service, Err *err) MUST_CHECK;
void worker_post(Worker *worker, Request *request, unsigned asker);   /* takes plan and password; wipes the request */
void worker_stop_current(Worker *worker);    /* Esc: the running op stops at its next progress call */
int  worker_fd(const Worker *worker);        /* readable when worker_take may have something */
bool worker_take(Worker *worker, Answer *out);
bool worker_busy(const Worker *worker);      /* something queued or running */
bool worker_in_write(const Worker *worker);  /* between an intent and its outcome: do not stop now */
void worker_wait(Worker *worker, int timeout_ms);                     /* until idle or the time is up; tests and exit */
bool worker_leave(Worker *worker, int patience_ms);   /* starts nothing more; false: the running op does not come back in time */
void worker_end(Worker *worker);             /* finishes the running op, drops the queue, joins */

#endif
