#include "core/base/sys.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { KNOCKS = 128 };

/* Of the abstract names, which leave nothing behind and go with their process. */
static socklen_t name_of(const uint8_t id[16], struct sockaddr_un *out)
{
	static const char prefix[] = "vicialias.s.";
	*out = (struct sockaddr_un){ .sun_family = AF_UNIX };
	memcpy(out->sun_path + 1, prefix, sizeof prefix - 1);
	sys_hex(out->sun_path + sizeof prefix, id, 16);
	return (socklen_t)(offsetof(struct sockaddr_un, sun_path) + sizeof prefix + 32);
}

/* With a frozen clock ids are fixed, and another process may have the same one: then nobody is heard of. */
int sys_alive_announce(const uint8_t id[16])
{
	struct sockaddr_un name;
	socklen_t length = name_of(id, &name);
	if (sys_frozen())
		return -1;
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd >= 0 && (bind(fd, (struct sockaddr *)&name, length) != 0 || listen(fd, KNOCKS) != 0)) {
		close(fd);
		fd = -1;
	}
	return fd;
}

/* Nobody accepts; who listens is known from the knock, also of a process that is stopped. */
pid_t sys_alive(const uint8_t id[16])
{
	struct sockaddr_un name;
	struct ucred who = { .pid = 0 };
	socklen_t length = name_of(id, &name), size = sizeof who;
	if (sys_frozen())
		return 0;
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0)
		return 0;
	bool there = connect(fd, (struct sockaddr *)&name, length) == 0;
	bool full = !there && errno == EAGAIN;
	if (there && getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &who, &size) != 0)
		who.pid = 0;
	close(fd);
	return there && who.pid > 0 ? who.pid : there || full ? 1 : 0;
}
