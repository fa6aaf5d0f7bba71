/* Proves that the system log is told the newest link, at a session's first entry and after each 100, and that it can be left out:
 * with a receiver of our own at /dev/log, in a process with a /dev of its own where the system allows one. */
#include <sys/socket.h>
#include <sys/un.h>

#include "tests/unit/audit_log.h"
#include "tests/unit/own_mounts.h"

#include "tests/tap.h"

static int receive_at_dev_log(void)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX, .sun_path = "/dev/log" };
	int receiver = socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	return mount_small_disk("/dev") && bind(receiver, (const struct sockaddr *)&at, sizeof at) == 0 ? receiver : -1;
}

static bool told(int receiver, const char *words)
{
	char text[500];
	ssize_t length = recv(receiver, text, sizeof text - 1, 0);
	text[length > 0 ? length : 0] = '\0';
	return strstr(text, words) != NULL;
}

static bool write_notes(Audit *audit, int count)
{
	Err err;
	while (count > 0 && log_note(audit, EVENT_NOTE, "text", "one", &err))
		count--;
	return count == 0;
}

static int tell(const char *path)
{
	AuditWriter writer = { .session_id = { 7 }, .actor = "6666", .to_syslog = true };
	char words[40], chain[9], text[2];
	uint8_t chain_id[16];
	int receiver = receive_at_dev_log();
	if (receiver < 0)
		return CANNOT_MOUNT;
	Audit *audit = log_open(path, AUDIT_WRITE);
	audit_chain_id(audit, chain_id);
	sys_hex(chain, chain_id, 4);
	if (!write_notes(audit, 3) || recv(receiver, text, sizeof text, 0) > 0)
		return 1;
	audit_set_writer(audit, &writer);
	text_format(words, sizeof words, ": va1 c=%s s=4 h=", chain);
	if (!write_notes(audit, 1) || !told(receiver, words) || !write_notes(audit, 99) || recv(receiver, text, sizeof text, 0) > 0)
		return 2;
	text_format(words, sizeof words, ": va1 c=%s s=104 h=", chain);
	if (!write_notes(audit, 1) || !told(receiver, words))
		return 3;
	audit_close(audit);
	return 0;
}

static void the_system_log_is_told_the_newest_link(void **state)
{
	(void)state;
	char path[LOG_PATH];
	log_place(path, 0700);
	pid_t child = fork();
	if (child == 0)
		_exit(tell(path));
	int status = log_wait(child);
	if (WIFEXITED(status) && WEXITSTATUS(status) == CANNOT_MOUNT)
		skip();
	assert_int_equal(status, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_system_log_is_told_the_newest_link),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
