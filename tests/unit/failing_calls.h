/* A system whose calls fail: the n-th from now on of those that reach the disk, or all from the n-th on. What the test program
 * defines here stands before the C library's, for SQLite too. */
#ifndef TESTS_UNIT_FAILING_CALLS_H
#define TESTS_UNIT_FAILING_CALLS_H

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/vfs.h>
#include <unistd.h>

typedef enum { FAIL_DISK, FAIL_FULL, FAIL_GONE } FailKind;      /* FULL: only what writes, for want of room; GONE: for good */

static struct {
	bool     on, met;
	FailKind kind;
	size_t   at, seen;
} failing;

static inline void fail_at(FailKind kind, size_t at)
{
	failing.kind = kind;
	failing.at = at;
	failing.seen = 0;
	failing.met = false;
	failing.on = true;
}

static inline void fail_no_more(void)
{
	failing.on = false;
}

static inline bool fails(bool writes)
{
	if (!failing.on || (failing.kind == FAIL_FULL && !writes) || failing.seen++ < failing.at)
		return false;
	failing.on = failing.kind == FAIL_GONE;
	failing.met = true;
	errno = failing.kind == FAIL_FULL ? ENOSPC : EIO;
	return true;
}

static inline void *fail_real(const char *name)
{
	void *found = dlsym(RTLD_NEXT, name);
	if (!found)
		abort();
	return found;
}

#define FAIL_CALL(type, name, writes, parameters, arguments) \
	type name parameters \
	{ \
		static type (*real) parameters; \
		if (!real) \
			*(void **)&real = fail_real(#name); \
		return fails(writes) ? (type)-1 : real arguments; \
	}

#define FAIL_OPEN(name) \
	int name(const char *file, int flags, ...) \
	{ \
		static int (*real)(const char *, int, ...); \
		va_list more; \
		va_start(more, flags); \
		mode_t mode = flags & O_CREAT ? va_arg(more, mode_t) : 0; \
		va_end(more); \
		if (!real) \
			*(void **)&real = fail_real(#name); \
		return fails(flags & O_CREAT) ? -1 : real(file, flags, mode); \
	}

FAIL_OPEN(open)
FAIL_OPEN(open64)
FAIL_CALL(ssize_t, pread64, false, (int fd, void *out, size_t count, off64_t at), (fd, out, count, at))
FAIL_CALL(ssize_t, pwrite64, true, (int fd, const void *bytes, size_t count, off64_t at), (fd, bytes, count, at))
FAIL_CALL(int, fsync, true, (int fd), (fd))
FAIL_CALL(int, fdatasync, true, (int fd), (fd))
FAIL_CALL(int, ftruncate64, true, (int fd, off64_t length), (fd, length))
FAIL_CALL(int, fchmod, false, (int fd, mode_t mode), (fd, mode))
FAIL_CALL(int, fchown, false, (int fd, uid_t user, gid_t group), (fd, user, group))
FAIL_CALL(ssize_t, read, false, (int fd, void *out, size_t count), (fd, out, count))
FAIL_CALL(int, fstat, false, (int fd, struct stat *out), (fd, out))
FAIL_CALL(int, chmod, false, (const char *file, mode_t mode), (file, mode))
FAIL_CALL(int, rename, true, (const char *from, const char *to), (from, to))
FAIL_CALL(int, flock, false, (int fd, int how), (fd, how))
FAIL_CALL(int, stat, false, (const char *restrict file, struct stat *restrict out), (file, out))
FAIL_CALL(int, lstat, false, (const char *restrict file, struct stat *restrict out), (file, out))
FAIL_CALL(int, statfs, false, (const char *file, struct statfs *out), (file, out))
FAIL_CALL(int, statvfs, false, (const char *restrict file, struct statvfs *restrict out), (file, out))

#endif
