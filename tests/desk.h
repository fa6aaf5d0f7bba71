/* An admin at the one door, for tests of what is done there: signs in, plans as the form does, saves, takes back. What has to
 * work and does not ends the test program with its sentence. */
#ifndef TESTS_DESK_H
#define TESTS_DESK_H

#include "core/service/ops.h"

Config   desk_config(const char *audit);     /* the settings of a site; the audit log lies there in the scratch folder */
Service *desk_open(const Connection *site, const Config *config);            /* nobody has signed in */
/* In the demo every password is 1234. */
Service *desk_sign_in(const Connection *site, const Config *config, const char *user);
void     desk_sign_in_to(Service *service, const char *user, Reply *reply);  /* reply: what was settled; reply_free */
void     desk_run(Service *service, Request *request, Reply *reply);         /* has to work; reply_free */
/* One op, about an alias or (NULL) about none; reply_free */
ErrCode  desk_ask(Service *service, OpId op, const char *alias, Reply *reply, Err *err);
/* Reads the record, plans, looks up what the plan needs and plans again. It may have problems. */
Plan    *desk_plan(Service *service, const char *id, const Wish *wish);
ErrCode  desk_apply(Service *service, Plan *plan, Reply *reply, Err *err);   /* takes the plan; reply_free */
int64_t  desk_change(Service *service, const char *id, const Wish *wish);    /* has to work; the number of the change */
/* The plan that takes it back; NULL: there is none, err says why. */
Plan    *desk_undo_plan(Service *service, int64_t seq, Err *err);
void     desk_undo(Service *service, int64_t seq);                           /* has to work */

#endif
