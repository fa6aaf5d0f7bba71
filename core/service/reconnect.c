#include "core/service/reconnect.h"

#include "core/base/sys.h"

/* The password was wiped when it had been used. The demo has a socket and none. */
static bool find_database(const Service *service, Connection *out, Err *err)
{
	*out = service->where;
	return *out->socket || config_connection(&service->config, out, err);
}

typedef struct {
	const char *closed, *after;              /* in the entries of the session that ends and of the one that begins */
} Reason;
static const Reason lost = { "lost its connection", "a lost connection" };
static const Reason demoted = { "left a server that became read-only", "a server that became read-only" };

/* The old one goes only when the new one stands; its fence goes with it, so that what it left open can be settled. */
static void change_over(Service *service, Database *db, const Connection *where, const uint8_t session_id[16],
                        const Reason *reason)
{
	Err ignored;
	const char *pairs[] = { "session", reason->closed, NULL };
	if (service->session_noted && !service->writes_stopped && !service_note(service, EVENT_SESSION_CLOSE, pairs, &ignored))
		service->writes_stopped = true;
	database_close(service->db);
	service->db = db;
	service_begin_session(service, session_id);
	service_connected(service, where);
}

static bool note_and_settle(Service *service, const Reason *reason, Reply *out, Err *err)
{
	const char *opened[] = { "on", service->info.place, "version", VERSION, "after", reason->after, NULL };
	return service_note(service, EVENT_SESSION_OPEN, opened, err) &&
	       service_look_after(service, out, err);
}

/* False only when the connection broke once more. */
static bool resume(Service *service, const Admin *admin, const Reason *reason, Reply *out, Err *err)
{
	service_be(service, admin);
	if (service->writes_stopped) {
		service->admin.rights = RIGHT_READ;
	} else if (!note_and_settle(service, reason, out, err)) {
		if (err->code == ERR_OFFLINE)
			return false;
		service_look_only(service, err, out);
	}
	service_cut_rights(service);
	out->admin = service->admin;
	return true;
}

/* One that takes no changes either is left again: of that the session that is open knows as much. */
static bool suits(Database *db, const Service *service, const Request *request, Admin *admin, Err *err)
{
	if (request->writable && database_info(db)->read_only)
		return fail(err, ERR_READ_ONLY, "The database server at %s is read-only (a replica?).", database_info(db)->host);
	return !service->signed_in || sign_in_again(db, DOOR_CONSOLE, admin, err);
}

bool reconnect_run(Service *service, Request *request, Reply *out, OpProgress progress, void *context, Err *err)
{
	(void)progress, (void)context;
	const Reason *reason = request->writable ? &demoted : &lost;
	uint8_t session_id[sizeof service->session_id];
	Connection where;
	Database *db;
	Admin admin = service->admin;
	if (!find_database(service, &where, err))
		return false;
	sys_random(session_id, sizeof session_id);
	if (!database_open(&db, &where, session_id, sys_frozen() ? sys_now_us() : 0, err))
		return false;
	if (!suits(db, service, request, &admin, err)) {
		database_close(db);
		return false;
	}
	change_over(service, db, &where, session_id, reason);
	bool ok = !service->signed_in || resume(service, &admin, reason, out, err);
	out->info = service->info;
	return ok;
}
