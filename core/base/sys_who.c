#include "core/base/sys.h"

#include <arpa/inet.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void sys_host(char *out, size_t cap)
{
	char name[256] = "";
	if (sys_frozen())
		text_copy(out, cap, "demo");
	else if (gethostname(name, sizeof name - 1) == 0 && name[0])
		text_visible(out, cap, name, strlen(name));
	else
		text_copy(out, cap, "unknown");
}

void sys_os_user(char *out, size_t cap)
{
	struct passwd entry, *found = NULL;
	char room[4096], name[64] = "?";
	Text login = { 0 };
	Err err;
	if (sys_frozen()) {
		text_copy(out, cap, "demo:1000:1000");
		return;
	}
	if (getpwuid_r(getuid(), &entry, room, sizeof room, &found) == 0 && found)
		text_visible(name, sizeof name, found->pw_name, strlen(found->pw_name));
	/* 4294967295 is the kernel's word for: not logged in, as of cron. */
	bool known = sys_read_file(&login, "/proc/self/loginuid", 16, &err) && login.bytes && strcmp(login.bytes, "4294967295") != 0;
	text_format(out, cap, "%s:%u:%s", name, (unsigned)getuid(), known ? login.bytes : "-");
	text_free(&login);
}

/* The first word of SSH_CONNECTION, when it is an address; its owner may have set it, so it is only claimed. */
static bool ssh_address(char *out, size_t cap)
{
	const char *connection = getenv("SSH_CONNECTION");
	unsigned char parsed[sizeof(struct in6_addr)];
	char word[64];
	size_t length = connection ? strcspn(connection, " %") : 0;
	if (!length || length >= sizeof word)
		return false;
	text_format(word, sizeof word, "%.*s", (int)length, connection);
	if (inet_pton(AF_INET, word, parsed) != 1 && inet_pton(AF_INET6, word, parsed) != 1)
		return false;
	return text_copy(out, cap, word);
}

void sys_origin(char *out, size_t cap)
{
	char address[64], raw[64] = "", terminal[64] = "";
	if (sys_frozen()) {
		text_copy(out, cap, "cli pts/0");
		return;
	}
	for (int fd = 0; fd <= 2 && !raw[0]; fd++)
		if (ttyname_r(fd, raw, sizeof raw) != 0)
			raw[0] = '\0';
	const char *name = strncmp(raw, "/dev/", 5) == 0 ? raw + 5 : raw;
	text_visible(terminal, sizeof terminal, name, strlen(name));
	if (!ssh_address(address, sizeof address))
		address[0] = '\0';
	text_format(out, cap, "%s%s%s%s", address[0] ? "ssh " : "cli", address, terminal[0] ? " " : "", terminal);
}

void sys_address(char *out, size_t cap)
{
	if (sys_frozen() || !ssh_address(out, cap))
		text_copy(out, cap, "127.0.0.1");
}
