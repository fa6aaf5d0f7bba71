/* VICIdial's update_phone_alias as a request: a query in, a line of VICIdial's words out (DESIGN part 7).
 *
 * Which dialect is spoken is seen from the parameter that names the alias: `alias` is the documented one; `alias_id`, or none, is
 * VICIdial's own, which has add_phone_alias too. Every change goes through the one door with the same
 * checks and the same audit as an admin's in the console. The answer never holds a password nor a control byte. One Service
 * answers many requests; each user signs in once per Service (vicidial_api_log gets a row for each request all the same).
 * One thread. */
#ifndef CORE_SERVICE_REQUEST_H
#define CORE_SERVICE_REQUEST_H

#include "core/service/ops.h"
#include "core/service/query.h"

typedef struct {
	char    line[3 * QUERY_NATIVE + 1024];   /* "SUCCESS: TechSupport | Alias Updated Successfully for Extension 1002"; of the
	                                            native dialect it may be two lines */
	char    explanation[400];                /* for stderr, in the admin's words; "" when the line says it all */
	ErrCode code;                            /* decides the exit code */
	bool    login_incorrect;                 /* tried again with each request it would lock the user out */
} RequestAnswer;

/* Wipes the query. address: the caller's, as the web server says; "" means this terminal's. */
void request_answer(Service *service, Query *query, const char *address, RequestAnswer *out);
/* Many requests in a row: the outcome of one goes into the log with the commit that the next one needs anyway. Its answer is not given
 * before: request_waits is the number of the outcome that is not in the log yet, 0 none; request_flush writes it now. */
void     request_share(Service *service);
unsigned request_waits(const Service *service);
bool     request_flush(Service *service, Err *err) MUST_CHECK;
/* The line when there is no service to ask: DATABASE or AUDIT LOG NOT AVAILABLE. */
void request_unavailable(const Err *err, RequestAnswer *out);

#endif
