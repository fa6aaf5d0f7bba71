/* Where things lie: the audit log and the demo's folder (RELIABILITY 3.7). */
#include <errno.h>
#include <grp.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/sys.h"
#include "core/service/config.h"

static const char shared_folder[] = "/var/lib/vicialias", shared_group[] = "vicialias", log_name[] = "audit.db";

static bool group_find(gid_t *out)
{
	struct group entry, *found = NULL;
	char room[16384];
	if (getgrnam_r(shared_group, &entry, room, sizeof room, &found) != 0 || !found)
		return false;
	*out = found->gr_gid;
	return true;
}

/* Made by root only; a folder that is there is left as the admin made it. */
static bool make_shared_folder(Err *err)
{
	gid_t group;
	bool has_group = group_find(&group);
	if (access(shared_folder, F_OK) == 0)
		return true;
	if (!sys_make_folders(shared_folder, 0700, err))
		return false;
	if (!has_group)
		return true;
	/* First the owner: changing it would take the set-group bit away again. */
	if (chown(shared_folder, 0, group) == 0 && chmod(shared_folder, 02770) == 0)
		return true;
	return fail(err, ERR_AUDIT, "%s cannot be given to group %s: %s.", shared_folder, shared_group, strerror(errno));
}

static bool in_shared_group(void)
{
	gid_t group;
	return group_find(&group) && (group == getegid() || group_member(group)) && access(shared_folder, W_OK | X_OK) == 0;
}

static bool place(char *out, size_t cap, const char *folder, Err *err)
{
	size_t length = strlen(folder) + 1 + strlen(log_name);
	if (length >= cap)
		return fail(err, ERR_AUDIT, "The folder of the audit log has too long a name: %s", folder);
	text_format(out, cap, "%s/%s", folder, log_name);
	return true;
}

static bool make_parent(const char *file, Err *err)
{
	char folder[CONFIG_PATH];
	text_copy(folder, sizeof folder, file);
	char *slash = strrchr(folder, '/');
	if (!slash || slash == folder)
		return true;
	*slash = '\0';
	return sys_make_folders(folder, 0700, err);
}

/* audit.db of profile prod-east is audit-prod-east.db. */
static bool add_profile(const Config *config, char *path, size_t cap, Err *err)
{
	const Profile *profile = config_profile(config);
	char end[16] = "", *name = strrchr(path, '/'), *dot = strrchr(name ? name : path, '.');
	if (!profile)
		return true;
	if (dot && text_copy(end, sizeof end, dot))
		*dot = '\0';
	size_t used = strlen(path);
	if (used + 1 + strlen(profile->name) + strlen(end) >= cap)
		return fail(err, ERR_AUDIT, "The audit log has too long a name: %s", path);
	text_format(path + used, cap - used, "-%s%s", profile->name, end);
	return true;
}

static bool demo_place(char *out, size_t cap, Err *err)
{
	char state[CONFIG_PATH];
	if (!sys_state_folder(state, sizeof state, err))
		return false;
	if (strlen(state) + sizeof "/demo" > cap)
		return fail(err, ERR_OTHER, "The folder of the demo has too long a name: %s/demo", state);
	text_format(out, cap, "%s/demo", state);
	return true;
}

static bool is_shared_place(const Config *config)
{
	return !config->demo && !config->audit[0] && (geteuid() == 0 || in_shared_group());
}

bool config_audit_place(const Config *config, char *out, size_t cap, Err *err)
{
	char folder[CONFIG_PATH];
	if (config->demo)
		return demo_place(folder, sizeof folder, err) && place(out, cap, folder, err);
	if (config->audit[0])
		return (text_copy(out, cap, config->audit) || fail(err, ERR_USAGE, "--audit: the name is too long.")) &&
		       add_profile(config, out, cap, err);
	if (is_shared_place(config))
		text_copy(folder, sizeof folder, shared_folder);
	else if (!sys_state_folder(folder, sizeof folder, err))
		return false;
	return place(out, cap, folder, err) && add_profile(config, out, cap, err);
}

bool config_audit_path(const Config *config, char *out, size_t cap, bool *shared, Err *err)
{
	struct stat info;
	*shared = false;
	if (!config_audit_place(config, out, cap, err))
		return false;
	if (!is_shared_place(config))
		return make_parent(out, err);
	if (geteuid() == 0 && !make_shared_folder(err))
		return false;
	*shared = stat(shared_folder, &info) == 0 && info.st_mode & S_IWGRP;
	return true;
}

bool config_demo_folder(char *out, size_t cap, Err *err)
{
	return demo_place(out, cap, err) && sys_make_folders(out, 0700, err);
}
