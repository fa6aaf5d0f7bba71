/* A wire to the database on which the statements are counted: the server is made to refuse the nth, or the wire ends before it or
 * before its answer. All else passes as it is, and it is the server's own refusal that comes back. */
#ifndef TESTS_FAULTS_COUNTED_WIRE_H
#define TESTS_FAULTS_COUNTED_WIRE_H

#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/base/text.h"
#include "core/data/database.h"
#include "tests/scratch.h"

typedef enum { WIRE_REFUSES, WIRE_ENDS_BEFORE, WIRE_ENDS_BEHIND, WIRE_FAULTS } WireFault;

/* Shared with the process that is the wire. */
typedef struct {
	volatile long      passes;               /* statements before it strikes; below 0: never, or it has */
	volatile WireFault fault;
} CountedWire;

static CountedWire *counted_wire;

static inline int counted_socket(const char *path, bool serves)
{
	struct sockaddr_un name = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	text_copy(name.sun_path, sizeof name.sun_path, path);
	if (fd < 0 || (serves ? bind(fd, (struct sockaddr *)&name, sizeof name) || listen(fd, 16)
	                      : connect(fd, (struct sockaddr *)&name, sizeof name)))
		_exit(1);
	return fd;
}

static inline bool counted_read(int fd, uint8_t *to, size_t length)
{
	for (ssize_t got; length; to += got, length -= (size_t)got)
		if ((got = read(fd, to, length)) <= 0)
			return false;
	return true;
}

static inline bool counted_write(int fd, const uint8_t *from, size_t length)
{
	return write(fd, from, length) == (ssize_t)length;
}

/* Commands begin a count of packets; those without an answer are no statements. */
static inline bool is_statement(const uint8_t *packet)
{
	enum { QUIT = 0x01, LONG_DATA = 0x18, CLOSE = 0x19, RESET = 0x1A };
	return packet[3] == 0 && packet[4] != QUIT && packet[4] != LONG_DATA && packet[4] != CLOSE && packet[4] != RESET;
}

/* One packet to the server. False: the wire ends. */
static inline bool pass_packet(int client, int server, bool *last)
{
	enum { HEAD = 4, NO_COMMAND = 0xE0 };
	static uint8_t packet[1 << 20];
	if (!counted_read(client, packet, HEAD))
		return false;
	size_t length = (size_t)packet[0] | (size_t)packet[1] << 8 | (size_t)packet[2] << 16;
	if (length + HEAD > sizeof packet || !counted_read(client, packet + HEAD, length))
		return false;
	if (counted_wire->passes >= 0 && is_statement(packet) && counted_wire->passes-- == 0) {
		if (counted_wire->fault == WIRE_ENDS_BEFORE)
			return false;
		*last = counted_wire->fault == WIRE_ENDS_BEHIND;
		if (counted_wire->fault == WIRE_REFUSES)
			packet[HEAD] = NO_COMMAND;
	}
	return counted_write(server, packet, length + HEAD);
}

static inline _Noreturn void carry_packets(int client, const char *path)
{
	uint8_t bytes[4096];
	int server = counted_socket(path, false);
	struct pollfd ends[2] = { { .fd = client, .events = POLLIN }, { .fd = server, .events = POLLIN } };
	bool last = false;
	while (poll(ends, 2, -1) > 0) {
		ssize_t got = ends[1].revents ? read(server, bytes, sizeof bytes) : 0;
		/* The answer has come, so the statement was done; nobody hears of it. */
		if (ends[1].revents && (got <= 0 || last || !counted_write(client, bytes, (size_t)got)))
			break;
		if (ends[0].revents && !pass_packet(client, server, &last))
			break;
	}
	_exit(0);
}

/* The way to the site through the wire; counted_wire_end ends it. */
static inline pid_t counted_wire_lay(const Connection *site, Connection *through)
{
	counted_wire = mmap(NULL, sizeof *counted_wire, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (counted_wire == MAP_FAILED)
		abort();
	counted_wire->passes = -1;
	*through = *site;
	scratch_path(through->socket, sizeof through->socket, "counted");
	int listening = counted_socket(through->socket, true);
	pid_t wire = fork();
	if (wire != 0) {
		close(listening);
		return wire;
	}
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	signal(SIGCHLD, SIG_IGN);
	for (;;) {
		int client = accept4(listening, NULL, NULL, SOCK_CLOEXEC);
		if (client >= 0 && fork() == 0)
			carry_packets(client, site->socket);
		close(client);
	}
}

static inline void counted_wire_end(pid_t wire)
{
	kill(wire, SIGKILL);
	waitpid(wire, NULL, 0);
}

static inline void counted_wire_after(WireFault fault, long passes)
{
	counted_wire->fault = fault;
	counted_wire->passes = passes;
}

/* Did it strike? And no more from now on. */
static inline bool counted_wire_struck(void)
{
	bool struck = counted_wire->passes < 0;
	counted_wire->passes = -1;
	return struck;
}

#endif
