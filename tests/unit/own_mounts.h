/* A process with mounts of its own, where the system allows that: some containers do not. */
#ifndef TESTS_UNIT_OWN_MOUNTS_H
#define TESTS_UNIT_OWN_MOUNTS_H

#include <fcntl.h>
#include <sched.h>
#include <stdbool.h>
#include <string.h>
#include <sys/mount.h>
#include <unistd.h>

#include "core/base/text.h"

enum { CANNOT_MOUNT = 77 };

static inline bool put_word(const char *path, const char *word)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	bool ok = fd >= 0 && write(fd, word, strlen(word)) > 0;
	close(fd);
	return ok;
}

/* Who is not root may mount in a namespace of his own, where he stays who he is. */
static inline bool become_mounter(void)
{
	char user[60], group[60];
	text_format(user, sizeof user, "%u %u 1", (unsigned)geteuid(), (unsigned)geteuid());
	text_format(group, sizeof group, "%u %u 1", (unsigned)getegid(), (unsigned)getegid());
	if (unshare(CLONE_NEWNS) == 0)
		return true;
	return unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0 && put_word("/proc/self/uid_map", user) &&
	       put_word("/proc/self/setgroups", "deny") && put_word("/proc/self/gid_map", group);
}

static inline bool mount_small_disk(const char *folder)
{
	return become_mounter() && mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
	       mount("none", folder, "tmpfs", 0, "size=512k,mode=0700") == 0;
}

#endif
