/* The parts of the bench, each a few rows of the table. The site is tests/journeys/web.h's, with so many aliases, each with a
 * phone of its own: 1000001x, named Desk 1, is phone 1000001a, which is extension 1000001 on a server of four. */
#ifndef TESTS_BENCH_BENCH_H
#define TESTS_BENCH_BENCH_H

#include "core/service/ops.h"

enum { BENCH_FIRST = 1000001, BENCH_BULK = 1000 };

const Config *bench_config(void);            /* an audit log of its own, in the scratch folder */
/* Runs an op that has to work; reply_free. The request's order and batch go with it. */
void bench_op(Service *service, Request *request, Reply *reply);

void bench_read(size_t aliases);             /* load, memory, filter, health */
void bench_terminal(void);                   /* start, filter, sort, cursor keys */
void bench_write(size_t aliases);            /* bulk change, requests, the CGI */

#endif
