#include "core/service/fence.h"

#include <string.h>

#include "core/base/sys.h"

/* A request does not wait as long for somebody else's session as a console's start. */
enum { GHOST_S = 20, GHOST_OF_REQUEST_S = 5, KILLED_S = 10 };

/* A session of the same boot is on this machine; containers share that, but do not see each other's. */
static pid_t owner_alive(const AuditEvent *intent)
{
	uint8_t boot[16];
	sys_boot_id(boot);
	return memcmp(boot, intent->boot_id, sizeof boot) == 0 ? sys_alive(intent->session_id) : 0;
}

/* As long as that, or until somebody does not want to wait. */
static bool wait_for(Service *service, const AuditEvent *intent, unsigned seconds, bool *got, unsigned long *holder, Err *err)
{
	bool ok = true;
	*got = false;
	for (unsigned second = 0; ok && !*got && second < seconds && (second == 0 || service_goes_on(service)); second++)
		ok = database_fence(service->db, intent->session_id, 1, got, holder, err);
	return ok;
}

/* Its client is dead or was cut off. Killing costs it nothing: what it did is looked at. */
static bool end_ghost(Service *service, const AuditEvent *intent, unsigned long holder, bool *got, char *why, size_t cap,
                      Err *err)
{
	char state[100];
	bool there;
	Err refused;
	if (!database_thread(service->db, holder, &there, state, sizeof state, err))
		return false;
	if (strstr(state, "free space")) {
		text_format(why, cap, "waits on the database server, whose disk is full (connection %lu)", holder);
		return true;
	}
	if (there && !database_thread_kill(service->db, holder, &refused) && refused.code == ERR_OFFLINE) {
		*err = refused;
		return false;
	}
	if (!wait_for(service, intent, KILLED_S, got, &holder, err))
		return false;
	if (!*got)
		text_format(why, cap, "is still under way (database connection %lu)", holder);
	return true;
}

bool fence_take(Service *service, const AuditEvent *intent, bool *got, char *why, size_t cap, Err *err)
{
	unsigned long holder;
	unsigned patience = service->session_noted ? GHOST_S : GHOST_OF_REQUEST_S;
	pid_t owner = owner_alive(intent);
	*got = false;
	if (owner) {
		text_format(why, cap, "is still under way in process %ld of this machine", (long)owner);
		return true;
	}
	if (!wait_for(service, intent, patience, got, &holder, err) || *got)
		return *got;
	if (!service_goes_on(service)) {
		text_copy(why, cap, "is still under way, and was not waited for");
		return true;
	}
	return end_ghost(service, intent, holder, got, why, cap, err);
}
