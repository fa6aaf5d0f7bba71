/* The inside of a Service, for the files of core/service only. */
#ifndef CORE_SERVICE_SERVICE_H
#define CORE_SERVICE_SERVICE_H

#include "core/data/vicidial.h"
#include "core/service/ops.h"

/* A request's sign-in that held, so that many requests in one process sign in once a user. The digest is of a nonce of this
 * process, the name as typed and the password. */
typedef struct {
	uint8_t digest[32];
	Admin   admin;
} KnownUser;
enum { KNOWN_USERS = 4 };

struct Service {
	Database   *db;                          /* NULL: audit commands only */
	Audit      *audit;
	ServiceInfo info;
	Admin       admin;
	bool        signed_in, session_noted;
	bool        writes_stopped;              /* an audit write failed: browse only from now on */
	bool        phone_writes;
	uint8_t     session_id[16];
	char        os_user[80], origin[120];
	KnownUser   known[KNOWN_USERS];          /* requests only; the oldest goes */
	size_t      known_count;
};

/* Makes somebody the one who acts and is logged. */
void service_be(Service *service, const Admin *admin);
/* Appends a LOGIN, NOTE or SESSION event; pairs: key, value, …, NULL. */
bool service_note(Service *service, EventKindId kind, const char *const *pairs, Err *err) MUST_CHECK;

#endif
