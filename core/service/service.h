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
	Connection  where;                       /* as connected, without its password: for connecting again */
	ServiceInfo info;
	Admin       admin;
	bool        signed_in, session_noted;
	bool        writes_stopped;              /* an audit write failed: browse only from now on */
	bool        phone_writes;
	bool        read_only;                   /* the settings, the profile or the admin want nothing written */
	Config      config;                      /* what OP_CONNECT needs to go to another cluster */
	uint8_t     session_id[16];
	int         alive;                       /* by which other processes know that this session lives; -1 */
	char        os_user[80], origin[120];
	OpProgress  progress;                    /* of the op that runs, and its context; NULL: it cannot be stopped */
	void       *progress_context;
	size_t      known_count;
	KnownUser   known[KNOWN_USERS];          /* requests only; the oldest goes. Last, and large: what was not filled is never touched */
};

/* Makes somebody the one who acts and is logged. */
void service_be(Service *service, const Admin *admin);
/* A session of its own: another id, by which other processes find it alive. */
void service_begin_session(Service *service, const uint8_t session_id[16]);
/* service->db is new: fills where and info. The password in where has been wiped by database_open. */
void service_connected(Service *service, const Connection *where);
/* Nothing is changed that cannot be logged; looking goes on, and the admin is told why. */
void service_look_only(Service *service, const Err *why, Reply *out);
/* Whatever VICIdial allows: only looking, where the server, the settings or the log want nothing written. */
void service_cut_rights(Service *service);
/* When a session begins: crashed tables are told of, and if it may write, what a dead one left is settled. A replica may be
 * behind: what is seen there proves nothing. */
bool service_look_after(Service *service, Reply *out, Err *err) MUST_CHECK;
/* False: who asked for the op that runs wants it stopped. */
bool service_goes_on(const Service *service);
/* For recover_run: keeps what was settled in a Reply. */
void service_keep_settled(void *reply, const char *sentence);
/* Appends a LOGIN, NOTE or SESSION event; pairs: key, value, …, NULL. */
bool service_note(Service *service, EventKindId kind, const char *const *pairs, Err *err) MUST_CHECK;
/* Does the admin's scope see the alias an entry is about? A deleted alias: by the group it had. */
bool service_sees(Service *service, const AuditEntry *entry, bool *sees, Err *err) MUST_CHECK;

/* The rights, read again when they were read long ago. */
bool service_rights(Service *service, SigninDoor door, Err *err) MUST_CHECK;
/* May this plan be written, by the admin, the settings and the server? */
bool service_allows(Service *service, const Plan *plan, Err *err) MUST_CHECK;

#endif
