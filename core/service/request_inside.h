/* One request on its way: what the files of core/service/request*.c share. Private to them. */
#ifndef CORE_SERVICE_REQUEST_INSIDE_H
#define CORE_SERVICE_REQUEST_INSIDE_H

#include "core/service/request.h"
#include "core/service/service.h"

/* What is empty was not sent. */
typedef struct {
	Service    *service;
	const Query *query;
	const char *address;
	bool        signed_in;                   /* VICIdial logs the request, whatever becomes of it */
	char        source[UTF8_CAP(20)], function[40], alias[UTF8_CAP(ALIAS_NAME_MAX)];
	ApiLogRow   log;                         /* user, result, reason, data: by the dialect */
	Arena      *mem;                         /* of what the dialect keeps; NULL: nothing */
	Record     *record;
	Plan       *plan;
	RequestAnswer *out;
} Exchange;

/* The dialect that names the alias by `alias`. */
void documented_answer(Exchange *the);
/* VICIdial's own, of non_agent_api.php. */
void native_answer(Exchange *the);

/* VICIdial asks for the length: an empty parameter is one that was not sent. NULL: not sent. */
const char *exchange_sent(const Exchange *the, const char *name);
/* ASCII letters, digits and what also holds; the rest goes, as in VICIdial's filters. */
void exchange_filter(char *out, size_t cap, const char *value, const char *also);
/* ERR_DENIED, with outcome, is VICIdial's refusal; another error is ours. */
bool exchange_sign_in(Exchange *the, const char *user, const char *password, SigninOutcome *outcome, Err *err) MUST_CHECK;
/* The answer when the database or the log is in trouble; false. */
bool exchange_trouble(Exchange *the, const Err *err);
/* A note in the audit log, of a request that was refused. */
void exchange_note(Exchange *the, const char *text);
/* Makes the plan of a wish, with what must be looked up for it. False when it was answered that this cannot be. */
bool exchange_plan(Exchange *the, const Wish *wish);
/* Nobody reviews a request: its warnings go to the audit entry and to stderr. */
void exchange_keep_warnings(Exchange *the);
/* Runs the plan through the one door; it is the exchange's all the same. */
bool exchange_apply(Exchange *the, const char *dialect, ChangeResult *result, Err *err) MUST_CHECK;

#endif
