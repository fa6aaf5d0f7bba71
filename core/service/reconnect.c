#include "core/service/reconnect.h"

#include "core/base/sys.h"

/* The password was wiped when it had been used. The demo has a socket and none. */
static bool find_database(const Service *service, Connection *out, Err *err)
{
	*out = service->where;
	return *out->socket || config_connection(&service->config, out, err);
}

/* The old one goes only when the new one stands; its fence goes with it, so that what it left open can be settled. */
static void change_over(Service *service, Database *db, const Connection *where, const uint8_t session_id[16])
{
	Err ignored;
	const char *pairs[] = { "session", "lost its connection", NULL };
	if (service->session_noted && !service->writes_stopped && !service_note(service, EVENT_SESSION_CLOSE, pairs, &ignored))
		service->writes_stopped = true;
	database_close(service->db);
	service->db = db;
	service_begin_session(service, session_id);
	service_connected(service, where);
}

static bool note_and_settle(Service *service, Reply *out, Err *err)
{
	const char *opened[] = { "on", service->info.place, "version", VERSION, "after", "a lost connection", NULL };
	return service_note(service, EVENT_SESSION_OPEN, opened, err) &&
	       service_look_after(service, out, err);
}

/* False only when the connection broke once more. */
static bool resume(Service *service, const Admin *admin, Reply *out, Err *err)
{
	service_be(service, admin);
	if (service->writes_stopped) {
		service->admin.rights = RIGHT_READ;
	} else if (!note_and_settle(service, out, err)) {
		if (err->code == ERR_OFFLINE)
			return false;
		service_look_only(service, err, out);
	}
	service_cut_rights(service);
	out->admin = service->admin;
	return true;
}

bool reconnect_run(Service *service, Request *request, Reply *out, OpProgress progress, void *context, Err *err)
{
	(void)request, (void)progress, (void)context;
	uint8_t session_id[sizeof service->session_id];
	Connection where;
	Database *db;
	Admin admin = service->admin;
	if (!find_database(service, &where, err))
		return false;
	sys_random(session_id, sizeof session_id);
	if (!database_open(&db, &where, session_id, sys_frozen() ? sys_now_us() : 0, err))
		return false;
	if (service->signed_in && !sign_in_again(db, DOOR_CONSOLE, &admin, err)) {
		database_close(db);
		return false;
	}
	change_over(service, db, &where, session_id);
	bool ok = !service->signed_in || resume(service, &admin, out, err);
	out->info = service->info;
	return ok;
}
