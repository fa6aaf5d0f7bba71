#include "core/service/open.h"

#include <stddef.h>
#include <string.h>
#include <unistd.h>

#include "core/base/sys.h"
#include "core/data/digest.h"

void service_begin_session(Service *service, const uint8_t session_id[16])
{
	if (service->alive >= 0)
		close(service->alive);
	memcpy(service->session_id, session_id, sizeof service->session_id);
	service->alive = sys_alive_announce(session_id);
}

void service_connected(Service *service, const Connection *where)
{
	service->where = *where;
	text_format(service->info.place, sizeof service->info.place, "%s@%s", where->database, *where->socket ? "demo" : where->host);
	const DatabaseInfo *info = database_info(service->db);
	text_copy(service->info.told, sizeof service->info.told, info->told);
	service->info.connected = true;
	service->info.encrypted = info->encrypted;
	service->info.local = info->local;
	text_copy(service->info.version, sizeof service->info.version, info->version);
	text_copy(service->info.zone, sizeof service->info.zone, info->zone);
	service->info.read_only = info->read_only;
}

static bool connect_database(Service *service, Connection *where, Err *err)
{
	if (!database_open(&service->db, where, service->session_id, sys_frozen() ? sys_now_us() : 0, err))
		return false;
	service_connected(service, where);
	return true;
}

/* A log that has no place cannot be written: nothing is done without it. */
static bool open_log(Service *service, AuditMode mode, Err *err)
{
	ServiceInfo *info = &service->info;
	if (!config_audit_path(&service->config, info->audit_path, sizeof info->audit_path, &info->shared_log, err)) {
		err->code = ERR_AUDIT;
		return false;
	}
	if (!audit_open(&service->audit, info->audit_path, mode, err))
		return false;
	audit_seal_at(service->audit, (int64_t)service->config.segment_mb << 20);
	return true;
}

static void take_profile(Service *service)
{
	const Profile *profile = config_profile(&service->config);
	service->info = (ServiceInfo){ .demo = service->config.demo, .danger = profile && profile->danger };
	service->read_only = service->config.read_only || (profile && profile->read_only);
	service->info.look_only = service->read_only;
	if (profile)
		text_copy(service->info.profile, sizeof service->info.profile, profile->name);
}

/* What was there is left first, so that whatever fails, nobody signs in to another cluster than the one that is shown. */
bool connect_run(Service *service, Request *request, Reply *out, OpProgress progress, void *context, Err *err)
{
	(void)progress, (void)context;
	Connection where = { 0 };
	if (service->signed_in)
		return fail(err, ERR_USAGE, "Another cluster is chosen before signing in.");
	database_close(service->db);
	audit_close(service->audit);
	service->db = NULL;
	service->audit = NULL;
	config_use_profile(&service->config, request->profile);
	take_profile(service);
	bool ok = open_log(service, AUDIT_WRITE, err) && config_connection(&service->config, &where, err) &&
	          connect_database(service, &where, err);
	sys_wipe(&where, sizeof where);
	out->info = service->info;
	return ok;
}

/* A log that cannot be written keeps nobody on a cluster that does not answer. */
static void end_session(Service *service)
{
	Err ignored;
	const char *pairs[] = { "session", "ended", NULL };
	if (service->session_noted && !service->writes_stopped && !service_note(service, EVENT_SESSION_CLOSE, pairs, &ignored))
		service->writes_stopped = true;
}

bool leave_run(Service *service, Request *request, Reply *out, OpProgress progress, void *context, Err *err)
{
	(void)request, (void)progress, (void)context;
	uint8_t session_id[sizeof service->session_id];
	end_session(service);
	if (!audit_head(service->audit, &out->verdict.head_seq, out->verdict.head, err))
		out->verdict.head_seq = 0;
	database_close(service->db);
	service->db = NULL;
	service->admin = (Admin){ 0 };
	service->signed_in = service->session_noted = service->writes_stopped = false;
	sys_random(session_id, sizeof session_id);
	service_begin_session(service, session_id);
	take_profile(service);
	out->info = service->info;
	return true;
}

static Service *service_new(const Config *config)
{
	Service *service = mem_take(sizeof *service);
	uint8_t session_id[sizeof service->session_id];
	sys_random(session_id, sizeof session_id);
	service->alive = -1;
	service_begin_session(service, session_id);
	sys_os_user(service->os_user, sizeof service->os_user);
	sys_origin(service->origin, sizeof service->origin);
	service->config = *config;
	service->phone_writes = config->phone_writes;
	take_profile(service);
	return service;
}

static bool service_hand_out(Service *service, bool ok, Service **out)
{
	if (!ok)
		service_close(service);
	*out = ok ? service : NULL;
	return ok;
}

bool service_open(Service **out, const Config *config, Connection *where, Err *err)
{
	Service *service = service_new(config);
	if (where && !where->tls && config->profile_count == 0)
		digest_alone();
	bool ok = (!where || connect_database(service, where, err)) && open_log(service, where ? AUDIT_WRITE : AUDIT_READ, err);
	return service_hand_out(service, ok, out);
}

bool service_join(Service *service, Connection *where, Err *err)
{
	return connect_database(service, where, err);
}

bool service_open_later(Service **out, const Config *config, Err *err)
{
	Service *service = service_new(config);
	return service_hand_out(service, open_log(service, AUDIT_WRITE, err), out);
}

void service_close(Service *service)
{
	if (!service)
		return;
	end_session(service);
	audit_close(service->audit);
	database_close(service->db);
	if (service->alive >= 0)
		close(service->alive);
	size_t known = service->known_count < KNOWN_USERS ? service->known_count : KNOWN_USERS;
	sys_wipe(service, offsetof(Service, known) + known * sizeof *service->known);
	mem_free(service);
}

const ServiceInfo *service_info(const Service *service)
{
	return &service->info;
}
