/* A wire to the sample database that counts what the program asks and breaks at one of it: the connection ends before the server
 * heard it, or after the server did it and before the program heard so, or the server says no. In threads of its own. */
#ifndef TESTS_COUNTED_WIRE_H
#define TESTS_COUNTED_WIRE_H

#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "core/base/text.h"
#include "tests/scratch.h"

typedef enum { WIRE_WHOLE, WIRE_NOT_HEARD, WIRE_NOT_ANSWERED, WIRE_REFUSED, WIRE_FAULTS } WireFault;

enum { WIRE_HEADER = 4, WIRE_PACKET = 1 << 18, COMMAND_QUIT = 0x01, COMMAND_STATEMENT_CLOSE = 0x19 };

static struct {
	int        listener;
	Connection through;
	WireFault  fault;
	size_t     at;                           /* the command it is for */
	atomic_size_t seen;                      /* commands since it was set */
	atomic_bool   met;
} wire;

static inline void wire_break(WireFault fault, size_t at)
{
	wire.fault = fault;
	wire.at = at;
	wire.seen = 0;
	wire.met = false;
}

/* Was the command met? And from now on the wire is whole. */
static inline bool wire_broke(void)
{
	bool met = wire.met;
	wire_break(WIRE_WHOLE, 0);
	return met;
}

static inline bool wire_send(int to, const uint8_t *bytes, size_t count)
{
	for (ssize_t sent; count > 0; bytes += sent, count -= (size_t)sent)
		if ((sent = send(to, bytes, count, MSG_NOSIGNAL)) <= 0)
			return false;
	return true;
}

static inline bool wire_receive(int from, uint8_t *out, size_t count)
{
	for (ssize_t got; count > 0; out += got, count -= (size_t)got)
		if ((got = recv(from, out, count, 0)) <= 0)
			return false;
	return true;
}

static inline bool wire_refuse(int client)
{
	static const char said[] = "\xFF\x76\x04#42000command denied to user 'cron'@'demo'";   /* 1142 */
	uint8_t packet[WIRE_HEADER + sizeof said] = { sizeof said - 1, 0, 0, 1 };
	memcpy(packet + WIRE_HEADER, said, sizeof said - 1);
	return wire_send(client, packet, WIRE_HEADER + sizeof said - 1);
}

/* A command has an answer: its thread waits for a byte of it before it ends the connection. */
static inline bool wire_meet(int client, int server, const uint8_t *packet, size_t length)
{
	struct pollfd answer = { .fd = server, .events = POLLIN };
	wire.met = true;
	if (wire.fault == WIRE_REFUSED)
		return wire_refuse(client);
	if (wire.fault == WIRE_NOT_ANSWERED && wire_send(server, packet, length))
		poll(&answer, 1, -1);
	return false;
}

static inline bool wire_ask(int client, int server, uint8_t *packet)
{
	if (!wire_receive(client, packet, WIRE_HEADER))
		return false;
	size_t length = packet[0] | (size_t)packet[1] << 8 | (size_t)packet[2] << 16;
	if (length == 0 || length > WIRE_PACKET || !wire_receive(client, packet + WIRE_HEADER, length))
		return false;
	uint8_t command = packet[WIRE_HEADER];
	bool counts = packet[3] == 0 && command != COMMAND_QUIT && command != COMMAND_STATEMENT_CLOSE && wire.fault != WIRE_WHOLE;
	if (counts && wire.seen++ == wire.at)
		return wire_meet(client, server, packet, WIRE_HEADER + length);
	return wire_send(server, packet, WIRE_HEADER + length);
}

static inline bool wire_answer(int client, int server, uint8_t *bytes)
{
	ssize_t got = recv(server, bytes, WIRE_PACKET, 0);
	return got > 0 && wire_send(client, bytes, (size_t)got);
}

static inline int wire_connect(void)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	text_copy(address.sun_path, sizeof address.sun_path, scratch_database()->socket);
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (connect(fd, (struct sockaddr *)&address, sizeof address) != 0)
		abort();
	return fd;
}

static inline void *wire_carry(void *context)
{
	int client = (int)(intptr_t)context, server = wire_connect();
	struct pollfd ends[] = { { .fd = client, .events = POLLIN }, { .fd = server, .events = POLLIN } };
	uint8_t *packet = malloc(WIRE_HEADER + WIRE_PACKET);
	bool whole = packet;
	while (whole && poll(ends, 2, -1) > 0)
		whole = (!ends[1].revents || wire_answer(client, server, packet)) &&
		        (!ends[0].revents || wire_ask(client, server, packet));
	free(packet);
	close(server), close(client);
	return NULL;
}

static inline void *wire_serve(void *unused)
{
	(void)unused;
	pthread_t carrier;
	for (int client; (client = accept4(wire.listener, NULL, NULL, SOCK_CLOEXEC)) >= 0; )
		if (pthread_create(&carrier, NULL, wire_carry, (void *)(intptr_t)client) != 0 || pthread_detach(carrier) != 0)
			abort();
	return NULL;
}

/* Where to connect to be at its end. */
static inline const Connection *wire_lay(void)
{
	struct sockaddr_un name = { .sun_family = AF_UNIX };
	pthread_t server;
	wire.through = *scratch_database();
	scratch_path(wire.through.socket, sizeof wire.through.socket, "counted");
	text_copy(name.sun_path, sizeof name.sun_path, wire.through.socket);
	wire.listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (bind(wire.listener, (struct sockaddr *)&name, sizeof name) != 0 || listen(wire.listener, 8) != 0 ||
	    pthread_create(&server, NULL, wire_serve, NULL) != 0 || pthread_detach(server) != 0)
		abort();
	return &wire.through;
}

#endif
