#include "core/base/sys.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/mem.h"

static void user_name(char *out, size_t cap, uid_t uid)
{
	struct passwd entry, *found = NULL;
	char room[4096];
	if (getpwuid_r(uid, &entry, room, sizeof room, &found) == 0 && found)
		text_copy(out, cap, found->pw_name);
	else
		text_format(out, cap, "%u", (unsigned)uid);
}

static void group_name(char *out, size_t cap, gid_t gid)
{
	struct group entry, *found = NULL;
	char room[16384];
	if (getgrgid_r(gid, &entry, room, sizeof room, &found) == 0 && found)
		text_copy(out, cap, found->gr_name);
	else
		text_format(out, cap, "%u", (unsigned)gid);
}

static bool fail_denied(const char *path, Err *err)
{
	char owner[64], group[64], me[64];
	struct stat info;
	if (stat(path, &info) != 0)
		return fail(err, ERR_OTHER, "%s cannot be read: a folder above it is closed to you. Run vicialias as root.", path);
	user_name(owner, sizeof owner, info.st_uid);
	group_name(group, sizeof group, info.st_gid);
	user_name(me, sizeof me, geteuid());
	unsigned mode = info.st_mode & 07777;
	if (info.st_mode & S_IRGRP)
		return fail(err, ERR_OTHER, "%s can be read by user %s and group %s only (mode %04o). Run vicialias as root, or put %s "
		            "into group %s.", path, owner, group, mode, me, group);
	return fail(err, ERR_OTHER, "%s can be read by user %s only (mode %04o). Run vicialias as %s.", path, owner, mode, owner);
}

static bool fail_open(const char *path, int error, Err *err)
{
	if (error == EACCES)
		return fail_denied(path, err);
	if (error == ENOENT)
		return fail(err, ERR_OTHER, "%s does not exist.", path);
	return fail(err, ERR_OTHER, "%s cannot be read: %s.", path, strerror(error));
}

/* Up to cap bytes; less at the end of the file. -1: errno. */
static ssize_t read_all(int fd, char *out, size_t cap)
{
	size_t used = 0;
	while (used < cap) {
		ssize_t got = read(fd, out + used, cap - used);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return -1;
		if (got == 0)
			break;
		used += (size_t)got;
	}
	return (ssize_t)used;
}

/* Through one buffer of our own that is wiped: a growing one would leave parts of secrets behind. */
static bool read_open_file(Text *out, int fd, const char *path, size_t max, Err *err)
{
	struct stat info;
	if (fstat(fd, &info) != 0)
		return fail_open(path, errno, err);
	if (!S_ISREG(info.st_mode))
		return fail(err, ERR_OTHER, "%s is not a regular file.", path);
	/* Files of /proc say size 0. */
	size_t size = info.st_size > 0 && (size_t)info.st_size < max ? (size_t)info.st_size : max;
	char *bytes = mem_take(size + 1);
	ssize_t got = read_all(fd, bytes, size + 1);
	int error = errno;
	if (got >= 0 && (size_t)got <= size)
		text_add_bytes(out, bytes, (size_t)got);
	sys_wipe(bytes, size + 1);
	mem_free(bytes);
	if (got < 0)
		return fail_open(path, error, err);
	if ((size_t)got > size)
		return fail(err, ERR_OTHER, "%s is larger than %zu bytes, or growing.", path, size);
	return true;
}

bool sys_read_file(Text *out, const char *path, size_t max, Err *err)
{
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (fd < 0)
		return fail_open(path, errno, err);
	bool ok = read_open_file(out, fd, path, max, err);
	close(fd);
	return ok;
}

static bool make_folder(const char *path, unsigned mode, Err *err)
{
	struct stat info;
	if (mkdir(path, 0700) == 0) {
		/* By chmod, since the umask would take the group's bits. */
		if (chmod(path, (mode_t)mode) == 0)
			return true;
		return fail(err, ERR_OTHER, "%s was made, but not with mode %04o: %s.", path, mode, strerror(errno));
	}
	int error = errno;
	if (stat(path, &info) != 0)
		return fail(err, ERR_OTHER, "The folder %s cannot be made: %s.", path, strerror(error));
	if (!S_ISDIR(info.st_mode))
		return fail(err, ERR_OTHER, "%s is in the way: it is not a folder.", path);
	return true;
}

bool sys_make_folders(const char *path, unsigned mode, Err *err)
{
	char part[4096];
	if (!text_copy(part, sizeof part, path))
		return fail(err, ERR_OTHER, "The name of this folder is too long: %.60s…", path);
	for (char *slash = part + 1; part[0] && (slash = strchr(slash, '/')); slash++) {
		*slash = '\0';
		bool ok = make_folder(part, mode, err);
		*slash = '/';
		if (!ok)
			return false;
	}
	return make_folder(part, mode, err);
}

bool sys_home_folder(char *out, size_t cap)
{
	struct passwd entry, *found = NULL;
	const char *home = getenv("HOME");
	char room[4096];
	if (home && home[0] == '/')
		return text_copy(out, cap, home);
	return getpwuid_r(getuid(), &entry, room, sizeof room, &found) == 0 && found && text_copy(out, cap, found->pw_dir);
}

/* The XDG rule: the variable when it is an absolute path, else the place below the home. */
static bool xdg_folder(char *out, size_t cap, const char *variable, const char *below_home, Err *err)
{
	const char *base = getenv(variable);
	char home[2048], path[4096];
	if (base && base[0] == '/')
		text_format(path, sizeof path, "%s/vicialias", base);
	else if (sys_home_folder(home, sizeof home))
		text_format(path, sizeof path, "%s/%s/vicialias", home, below_home);
	else
		return fail(err, ERR_OTHER, "You have no home folder: set HOME or %s.", variable);
	return text_copy(out, cap, path) || fail(err, ERR_OTHER, "The folder named by HOME or %s is too long a path.", variable);
}

bool sys_state_folder(char *out, size_t cap, Err *err)
{
	return xdg_folder(out, cap, "XDG_STATE_HOME", ".local/state", err);
}

bool sys_config_folder(char *out, size_t cap, Err *err)
{
	return xdg_folder(out, cap, "XDG_CONFIG_HOME", ".config", err);
}
