#include "core/data/audit_file.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <time.h>
#include <unistd.h>

#include "core/base/sys.h"

enum { LOCK_WAIT_MS = 10000, NUDGE_NS = 20 * 1000000 };

/* File systems of other hosts: WAL needs shared memory, and their locks are promises. */
static const unsigned long remote_systems[] = {
	0x6969 /* NFS */, 0xFF534D42 /* CIFS */, 0xFE534D42 /* SMB2 */, 0x517B /* SMB */
};

static bool folder_is_local(const char *folder, Err *err)
{
	struct statfs system;
	if (statfs(folder, &system) != 0)
		return fail(err, ERR_AUDIT, "The folder of the audit log, %s, cannot be looked at: %s.", folder, strerror(errno));
	for (size_t i = 0; i < sizeof remote_systems / sizeof *remote_systems; i++)
		if (((unsigned long)system.f_type & 0xFFFFFFFF) == remote_systems[i])
			return fail(err, ERR_AUDIT, "The folder of the audit log, %s, is on a network file system, where the log is not "
			            "safe. Name a file on a disk of this host with --audit.", folder);
	return true;
}

/* A link that somebody else owns could be pointed elsewhere between two writes. */
static bool links_are_ours(const char *folder, Err *err)
{
	char part[AUDIT_PATH];
	struct stat found;
	for (const char *end = strchr(folder + 1, '/'); ; end = strchr(end + 1, '/')) {
		text_format(part, sizeof part, "%.*s", end ? (int)(end - folder) : (int)strlen(folder), folder);
		if (lstat(part, &found) == 0 && S_ISLNK(found.st_mode) && found.st_uid != 0 && found.st_uid != geteuid())
			return fail(err, ERR_AUDIT, "%s on the way to the audit log is a link that belongs to user %u. Name the real "
			            "folder with --audit.", part, (unsigned)found.st_uid);
		if (!end)
			return true;
	}
}

bool audit_place_trust(AuditPlace *place, Err *err)
{
	struct stat found;
	if (stat(place->folder, &found) != 0)
		return fail(err, ERR_AUDIT, "The folder of the audit log, %s, cannot be used: %s. Make it, or name another file with "
		            "--audit.", place->folder, strerror(errno));
	if (!S_ISDIR(found.st_mode))
		return fail(err, ERR_AUDIT, "%s is no folder, so there can be no audit log in it.", place->folder);
	if (found.st_mode & S_IWOTH)
		return fail(err, ERR_AUDIT, "Everybody may write in %s, so an audit log there proves nothing. Name another folder with "
		            "--audit, or: chmod o-w %s", place->folder, place->folder);
	return links_are_ours(place->folder, err) && folder_is_local(place->folder, err);
}

bool audit_place_find(AuditPlace *out, const char *path, Err *err)
{
	char here[AUDIT_PATH] = "";
	struct stat folder;
	*out = (AuditPlace){ .lock_fd = -1 };
	if (path[0] != '/' && !getcwd(here, sizeof here))
		return fail(err, ERR_AUDIT, "The present folder cannot be found: %s. Name the audit log with its whole path.",
		            strerror(errno));
	if (strlen(here) + strlen(path) + sizeof "/-journal" > AUDIT_PATH)
		return fail(err, ERR_AUDIT, "The path of the audit log is longer than %d bytes.", AUDIT_PATH);
	text_format(out->file, sizeof out->file, "%s%s%s", here, *here ? "/" : "", path);
	size_t length = strlen(out->file);
	size_t stem = length > 3 && strcmp(out->file + length - 3, ".db") == 0 ? length - 3 : length;
	text_format(out->lock, sizeof out->lock, "%.*s.lock", (int)stem, out->file);
	const char *slash = strrchr(out->file, '/');
	text_format(out->folder, sizeof out->folder, "%.*s", slash == out->file ? 1 : (int)(slash - out->file), out->file);
	out->shared = stat(out->folder, &folder) == 0 && (folder.st_mode & S_IWGRP) && (folder.st_mode & S_ISGID);
	return true;
}

void audit_place_sealed(const AuditPlace *place, int64_t number, char *out, size_t cap)
{
	text_format(out, cap, "%.*s-%06lld.db", (int)(strlen(place->lock) - strlen(".lock")), place->lock, (long long)number);
}

bool audit_place_check(const char *path, bool *exists, Err *err)
{
	struct stat found;
	*exists = lstat(path, &found) == 0;
	if (!*exists)
		return errno == ENOENT || fail(err, ERR_AUDIT, "The audit log %s cannot be looked at: %s.", path, strerror(errno));
	if (!S_ISREG(found.st_mode))
		return fail(err, ERR_AUDIT, "%s is %s, not a file, so it cannot be the audit log. Move it away, or name another file "
		            "with --audit.",
		            path, S_ISLNK(found.st_mode) ? "a link" : S_ISDIR(found.st_mode) ? "a folder" : "a device");
	return true;
}

/* Of a folder that is to be made, the first above it that is there. */
static bool above_is_there(AuditPlace *place)
{
	struct stat found;
	bool there = stat(place->folder, &found) == 0;
	for (char *slash; stat(place->folder, &found) != 0 && (slash = strrchr(place->folder, '/')) > place->folder; )
		*slash = '\0';
	return !there;
}

bool audit_look(const char *path, bool *exists, bool *shared, Err *err)
{
	AuditPlace place;
	if (!audit_place_find(&place, path, err) || !audit_place_check(place.file, exists, err))
		return false;
	*shared = place.shared;
	if (!above_is_there(&place) && !audit_place_trust(&place, err))
		return false;
	const char *refused = access(place.folder, W_OK | X_OK) != 0 ? place.folder
	                    : *exists && access(place.file, R_OK | W_OK) != 0 ? place.file : NULL;
	return !refused || fail(err, ERR_AUDIT, "The audit log %s cannot be written: %s: %s.", place.file, refused, strerror(errno));
}

static ino_t wal_inode(const AuditPlace *place)
{
	char wal[AUDIT_PATH + 8];
	struct stat found;
	text_format(wal, sizeof wal, "%s-wal", place->file);
	return lstat(wal, &found) == 0 ? found.st_ino : 0;
}

void audit_place_note(AuditPlace *place)
{
	struct stat found;
	if (lstat(place->file, &found) == 0) {
		place->device = found.st_dev;
		place->inode = found.st_ino;
	}
	place->wal_inode = wal_inode(place);
}

/* The -wal too: a program that was killed while it put a new file in place may have taken away only that. */
bool audit_place_same(const AuditPlace *place)
{
	struct stat found;
	return lstat(place->file, &found) == 0 && found.st_dev == place->device && found.st_ino == place->inode &&
	       wal_inode(place) == place->wal_inode;
}

/* Small disks keep a tenth of themselves. */
static unsigned long long to_keep_free(unsigned long long size)
{
	const unsigned long long usual = 64ULL << 20;
	return size / 10 < usual ? size / 10 : usual;
}

bool audit_place_room(const AuditPlace *place, Err *err)
{
	struct statvfs disk;
	if (statvfs(place->folder, &disk) != 0)
		return fail(err, ERR_AUDIT, "The disk under the audit log %s cannot be looked at: %s.", place->file, strerror(errno));
	unsigned long long size = (unsigned long long)disk.f_blocks * disk.f_frsize, left = (unsigned long long)disk.f_bavail * disk.f_frsize;
	return left >= to_keep_free(size) ||
	       fail(err, ERR_AUDIT, "The disk under the audit log %s is full but for %llu MB, and %llu MB are kept free for what changes came "
	            "to: nothing was changed. Make room and try again.", place->file, left >> 20, to_keep_free(size) >> 20);
}

/* What root makes in somebody's own folder is for that somebody, or the next start as him would be locked out. */
static bool give_to_owner(const AuditPlace *place, int fd)
{
	struct stat folder;
	if (geteuid() != 0 || place->shared)
		return true;
	return stat(place->folder, &folder) == 0 && fchown(fd, folder.st_uid, folder.st_gid) == 0;
}

/* SQLite would make its files 0644 less the umask, which locks the other members of the group out. */
bool audit_place_create(const AuditPlace *place, const char *path, Err *err)
{
	mode_t mode = place->shared ? 0660 : 0600;
	int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode);
	if (fd < 0 && errno == EEXIST)
		return true;
	bool ok = fd >= 0 && fchmod(fd, mode) == 0 && give_to_owner(place, fd);
	if (!ok)
		fail(err, ERR_AUDIT, "The audit log's file %s cannot be made: %s.", path, strerror(errno));
	if (fd >= 0)
		close(fd);
	return ok;
}

void audit_place_owner(const AuditPlace *place, char *out, size_t cap)
{
	struct stat found;
	struct passwd user, *has_user = NULL;
	struct group group, *has_group = NULL;
	char user_room[2048], group_room[4096];
	if (stat(place->file, &found) != 0) {
		text_copy(out, cap, "not there");
		return;
	}
	getpwuid_r(found.st_uid, &user, user_room, sizeof user_room, &has_user);
	getgrgid_r(found.st_gid, &group, group_room, sizeof group_room, &has_group);
	text_format(out, cap, "%s:%s, mode %04o", has_user ? user.pw_name : "?", has_group ? group.gr_name : "?",
	            found.st_mode & 07777);
}

static bool lock_open(AuditPlace *place, Err *err)
{
	bool exists;
	if (place->lock_fd >= 0)
		return true;
	if (!audit_place_check(place->lock, &exists, err) || (!exists && !audit_place_create(place, place->lock, err)))
		return false;
	place->lock_fd = open(place->lock, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
	return place->lock_fd >= 0 || fail(err, ERR_AUDIT, "The audit log's lock %s cannot be opened: %s.", place->lock,
	                                   strerror(errno));
}

static void ignore_nudge(int signal)
{
	(void)signal;
}

/* flock knows no deadline, so a timer of this thread's own interrupts it; again and again, since the first signal may come
 * just before flock is entered. Waiting in the kernel is what keeps writers in turn: polling starves the unlucky. */
static bool lock_until(int fd, int64_t deadline_ms)
{
	struct sigaction nudge = { .sa_handler = ignore_nudge }, old_action;
	struct sigevent event = { .sigev_notify = SIGEV_THREAD_ID, .sigev_signo = SIGRTMIN };
	struct itimerspec when = { .it_value.tv_sec = LOCK_WAIT_MS / 1000, .it_interval.tv_nsec = NUDGE_NS };
	sigset_t mask, old_mask;
	timer_t timer;
	event._sigev_un._tid = (pid_t)syscall(SYS_gettid);
	if (timer_create(CLOCK_MONOTONIC, &event, &timer) != 0)
		return false;
	sigaction(SIGRTMIN, &nudge, &old_action);
	sigemptyset(&mask);
	sigaddset(&mask, SIGRTMIN);
	pthread_sigmask(SIG_UNBLOCK, &mask, &old_mask);
	timer_settime(timer, 0, &when, NULL);
	bool locked;
	do
		locked = flock(fd, LOCK_EX) == 0;
	while (!locked && errno == EINTR && sys_monotonic_ms() < deadline_ms);
	timer_delete(timer);
	pthread_sigmask(SIG_SETMASK, &old_mask, NULL);
	sigaction(SIGRTMIN, &old_action, NULL);
	return locked;
}

/* "4711", and whether it is stopped, since then waiting longer will not help. */
static bool lock_refused(const AuditPlace *place, Err *err)
{
	char pid[16] = "", path[40];
	Text status = { 0 };
	Err ignored;
	ssize_t length = pread(place->lock_fd, pid, sizeof pid - 1, 0);
	long holder = length > 0 ? strtol(pid, NULL, 10) : 0;
	text_format(path, sizeof path, "/proc/%ld/stat", holder);
	const char *state = sys_read_file(&status, path, 4096, &ignored) && status.bytes ? strrchr(status.bytes, ')') : NULL;
	bool stopped = state && strchr("Tt", state[1] ? state[2] : ' ');
	text_free(&status);
	return fail(err, ERR_AUDIT, "The audit log %s is held by pid %ld%s, so nothing was written in %d s.", place->file, holder,
	            stopped ? ", which is stopped (kill -CONT lets it go on)" : "", LOCK_WAIT_MS / 1000);
}

bool audit_place_lock(AuditPlace *place, Err *err)
{
	char pid[16] = "";
	int64_t deadline_ms = sys_monotonic_ms() + LOCK_WAIT_MS;
	if (!lock_open(place, err))
		return false;
	if (flock(place->lock_fd, LOCK_EX | LOCK_NB) != 0) {
		if (errno != EWOULDBLOCK)
			return fail(err, ERR_AUDIT, "The audit log's lock %s cannot be had: %s.", place->lock, strerror(errno));
		if (!lock_until(place->lock_fd, deadline_ms))
			return lock_refused(place, err);
	}
	/* Only for the sentence others see: without it the lock holds all the same. */
	text_format(pid, sizeof pid, "%-10ld\n", (long)getpid());
	ssize_t told = pwrite(place->lock_fd, pid, strlen(pid), 0);
	(void)told;
	return true;
}

void audit_place_unlock(AuditPlace *place)
{
	flock(place->lock_fd, LOCK_UN);
}
