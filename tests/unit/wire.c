/* A hostile or broken server, or something between: each packet that comes from a real database is, one after the other, cut,
 * garbled, or put in place of by what a server must not say (a request for a file of ours, a result without columns or with
 * thousands, an error text of 64 kB that drives terminals, counts beyond all bounds). The program gives up with a sentence that
 * is safe to show or gets its answer; it does not crash, hang, hand over a file, or take a write for done that was not. */
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "core/base/sys.h"
#include "core/base/text.h"
#include "core/data/vicidial.h"
#include "tests/outside.h"
#include "tests/scratch.h"
#include "tests/tap.h"

#ifdef __SANITIZE_ADDRESS__
/* The client library asks for as much memory as a server says it needs, and takes a no; and it loses a little over garbage. */
const char *__asan_default_options(void), *__lsan_default_suppressions(void);
const char *__asan_default_options(void) { return "allocator_may_return_null=1"; }
const char *__lsan_default_suppressions(void) { return "leak:libmariadb"; }
#endif

enum { PACKET_CAP = 1 << 20, HEADER = 4, QUIET_MS = 5, SECRET_LENGTH = 25 };

typedef enum {
	AS_IT_IS, CUT, GARBLED, LONGER_THAN_IT_IS, WANTS_A_FILE, ERROR_64K, COUNTS_BEYOND, NO_COLUMNS, MANY_COLUMNS, EARLY_END, OLD_PROTOCOL,
	LONG_VERSION, FAULTS
} Fault;

/* --- between --- */

static struct {
	int       listener, client, server;
	unsigned  port;
	Fault     fault;
	size_t    at, seen;                      /* the packet it is for; packets of the server so far */
	bool      done, gave_file;
	unsigned  seed;
} wire;

static uint8_t packet[PACKET_CAP + HEADER];

static void send_all(int to, const uint8_t *bytes, size_t count)
{
	for (ssize_t sent; count > 0 && (sent = send(to, bytes, count, MSG_NOSIGNAL)) > 0; bytes += sent)
		count -= (size_t)sent;
}

static void send_packet(uint8_t sequence, const uint8_t *payload, size_t length)
{
	uint8_t header[HEADER] = { (uint8_t)length, (uint8_t)(length >> 8), (uint8_t)(length >> 16), sequence };
	send_all(wire.client, header, HEADER);
	send_all(wire.client, payload, length);
}

static size_t garble(uint8_t *payload, size_t length)
{
	for (size_t i = 0; i < length; i++)
		payload[i] = (uint8_t)rand_r(&wire.seed);
	return length;
}

static size_t write_error(uint8_t *out)
{
	static const uint8_t start[] = { 0xFF, 0x28, 0x04, '#', '4', '2', '0', '0', '0', 0x1B, ']', '0', ';', 'x', 0x07, 0x1B, '[', '2', 'J', 0 };
	memcpy(out, start, sizeof start);
	memset(out + sizeof start, 0x9B, 65536);
	return sizeof start + 65536;
}

static size_t write_version(uint8_t *out)
{
	out[0] = 10;
	for (size_t i = 1; i < 10000; i++)
		out[i] = i % 2 ? 0x1B : '[';
	memset(out + 10000, 0, 60);
	return 10060;
}

/* What goes out in the packet's place. */
static size_t replace(Fault fault, uint8_t *payload, size_t length)
{
	static const uint8_t counts[] = { 0, 0xFE, 0, 0, 0, 0, 0, 0, 0, 0x80, 0xFE, 255, 255, 255, 255, 255, 255, 255, 255, 2, 0, 255, 255 };
	static const uint8_t end[] = { 0xFE, 0, 0, 2, 0 };
	switch (fault) {
	case GARBLED:      return garble(payload, length);
	case WANTS_A_FILE: return (size_t)snprintf((char *)payload, 400, "\xFB%s/secret", scratch_folder());
	case ERROR_64K:    return write_error(payload);
	case COUNTS_BEYOND: return memcpy(payload, counts, sizeof counts) ? sizeof counts : 0;
	case NO_COLUMNS:   return payload[0] = 0, 1;
	case MANY_COLUMNS: return memcpy(payload, "\xFC\x00\x10", 3) ? 3 : 0;
	case EARLY_END:    return memcpy(payload, end, sizeof end) ? sizeof end : 0;
	case OLD_PROTOCOL: return payload[0] = 9, length;
	case LONG_VERSION: return write_version(payload);
	default:           return length;
	}
}

static void pass_packet(size_t length)
{
	uint8_t *payload = packet + HEADER;
	if (wire.seen++ != wire.at || wire.fault == AS_IT_IS) {
		send_all(wire.client, packet, HEADER + length);
		return;
	}
	wire.done = true;
	if (wire.fault == CUT)
		send_all(wire.client, packet, (HEADER + length) / 2);
	else if (wire.fault == LONGER_THAN_IT_IS)
		packet[1] = (uint8_t)(packet[1] + 1), send_all(wire.client, packet, HEADER + length);
	else
		send_packet(packet[3], payload, replace(wire.fault, payload, length));
	if (wire.fault == CUT || wire.fault == LONGER_THAN_IT_IS)
		shutdown(wire.client, SHUT_RDWR);
}

static bool read_exactly(int from, uint8_t *out, size_t count)
{
	for (ssize_t got; count > 0; out += got, count -= (size_t)got)
		if ((got = recv(from, out, count, 0)) <= 0)
			return false;
	return true;
}

static bool from_server(void)
{
	if (!read_exactly(wire.server, packet, HEADER))
		return false;
	size_t length = packet[0] | (size_t)packet[1] << 8 | (size_t)packet[2] << 16;
	if (length > PACKET_CAP / 2 || !read_exactly(wire.server, packet + HEADER, length))
		return false;
	pass_packet(length);
	return true;
}

static bool from_client(void)
{
	uint8_t bytes[65536];
	ssize_t got = recv(wire.client, bytes, sizeof bytes, 0);
	if (got <= 0)
		return false;
	wire.gave_file = wire.gave_file || memmem(bytes, (size_t)got, "nobody is to have this one", SECRET_LENGTH);
	send_all(wire.server, bytes, (size_t)got);
	return true;
}

/* Once something was changed, silence is the end: who waits now would wait for ever. */
static void pass(void)
{
	struct pollfd ends[] = { { .fd = wire.client, .events = POLLIN }, { .fd = wire.server, .events = POLLIN } };
	while (poll(ends, 2, wire.done ? QUIET_MS : -1) > 0) {
		if ((ends[1].revents && !from_server()) || (ends[0].revents && !from_client()))
			return;
	}
}

static int connect_upstream(void)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	text_copy(address.sun_path, sizeof address.sun_path, scratch_database()->socket);
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	return connect(fd, (struct sockaddr *)&address, sizeof address) == 0 ? fd : -1;
}

static void *stand_between(void *unused)
{
	(void)unused;
	const int at_once = 1;
	while ((wire.client = accept(wire.listener, NULL, NULL)) >= 0) {
		setsockopt(wire.client, IPPROTO_TCP, TCP_NODELAY, &at_once, sizeof at_once);
		wire.server = connect_upstream();
		if (wire.server >= 0)
			pass();
		close(wire.server), close(wire.client);
	}
	return NULL;
}

static pthread_t between;

static int stand(void **state)
{
	(void)state;
	char path[300];
	struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t length = sizeof address;
	outside_run(scratch_database(), "INSERT INTO phones_alias VALUES ('w1', 'first', '8302a,8302b', '---ALL---')");
	FILE *secret = fopen(scratch_path(path, sizeof path, "secret"), "w");
	assert_non_null(secret);
	assert_true(fputs("nobody is to have this one", secret) >= 0);
	assert_int_equal(fclose(secret), 0);
	wire.listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	assert_int_equal(bind(wire.listener, (struct sockaddr *)&address, length), 0);
	assert_int_equal(listen(wire.listener, 4), 0);
	assert_int_equal(getsockname(wire.listener, (struct sockaddr *)&address, &length), 0);
	wire.port = ntohs(address.sin_port);
	return pthread_create(&between, NULL, stand_between, NULL);
}

static int go_away(void **state)
{
	(void)state;
	outside_close();
	shutdown(wire.listener, SHUT_RDWR);
	pthread_join(between, NULL);
	close(wire.listener);
	return 0;
}

/* --- what is done through it --- */

static Err err;

static bool open_through(Database **out)
{
	static uint8_t session[16] = { 9 };
	Connection where = *scratch_database();
	where.socket[0] = '\0';
	text_copy(where.host, sizeof where.host, "127.0.0.1");
	where.port = wire.port;
	session[1]++, session[2] = (uint8_t)(session[2] + (session[1] == 0));
	return database_open(out, &where, session, 0, &err);
}

static bool look_around(Database *db)
{
	static const GroupScope all = { .all = true };
	Catalog *catalog = NULL;
	Record *record = NULL;
	bool ok = vicidial_record(db, &all, "w1", &record, &err);
	record_free(record);
	ok = ok && vicidial_catalog(db, &all, NULL, NULL, &catalog, &err);
	catalog_free(catalog);
	return ok;
}

static Step rename_step(const char *before, const char *after)
{
	return (Step){ .kind = PLAN_EDIT, .table = TABLE_ALIAS, .column_count = 4, .columns = {
		{ .column = COLUMN_ALIAS_ID, .before = value_text("w1"), .after = value_text("w1") },
		{ .column = COLUMN_ALIAS_NAME, .before = value_text(before), .after = value_text(after), .writes = true },
		{ .column = COLUMN_LOGINS_LIST, .before = value_text("8302a,8302b"), .after = value_text("8302a,8302b") },
		{ .column = COLUMN_USER_GROUP, .before = value_text(GROUP_ALL), .after = value_text(GROUP_ALL) },
	} };
}

/* Observed to stand there is what counts; ERR_NONE and a row that is another would be a lie. */
static bool rename_it(Database *db, const char *before, const char *after)
{
	Written written;
	Observed row = { 0 };
	Step step = rename_step(before, after);
	Arena *mem = arena_new();
	bool ok = vicidial_write_step(db, &step, &written, &err) && vicidial_observe(db, &step, mem, &row, &err);
	ok = ok && step_row_state(&step, &row) == ROW_AFTER;
	arena_free(mem);
	return ok;
}

static void check_words(void)
{
	char shown[sizeof err.text];
	size_t length = strlen(err.text);
	assert_true(length > 0);
	length = text_visible(shown, sizeof shown, err.text, length);
	assert_memory_equal(shown, err.text, length);
	assert_int_equal(length, strlen(err.text));
}

static bool run_once(Fault fault, size_t at, const char *before, const char *after)
{
	Database *db = NULL;
	wire.fault = fault, wire.at = at, wire.seen = 0, wire.done = false, wire.seed = (unsigned)at + 1;
	err = (Err){ 0 };
	bool ok = open_through(&db) && look_around(db) && rename_it(db, before, after);
	if (!ok && err.code != ERR_NONE)
		check_words();
	database_close(db);
	assert_false(wire.gave_file);
	return ok;
}

static const char *stored_name(void)
{
	return outside_ask(scratch_database(), "SELECT alias_name FROM phones_alias WHERE alias_id = 'w1'");
}

static size_t count_packets(void)
{
	char before[100];
	text_copy(before, sizeof before, stored_name());
	if (!run_once(AS_IT_IS, 0, before, "as it is"))
		fail_msg("not even as it is: %s", err.text);
	outside_runf(scratch_database(), "UPDATE phones_alias SET alias_name = '%s' WHERE alias_id = 'w1'", before);
	return wire.seen;
}

/* The catalog's rows are packets too: of those only every so many. */
static size_t next_packet(size_t at)
{
	return at < 60 ? at + 1 : at + at / 2;
}

static void every_packet_can_be_wrong(Fault fault, size_t packets)
{
	char before[100], after[100];
	for (size_t at = 0; at < packets; at = next_packet(at)) {
		text_copy(before, sizeof before, stored_name());
		text_format(after, sizeof after, "Front desk %d-%zu", (int)fault, at);
		bool said_done = run_once(fault, at, before, after);
		const char *stored = stored_name();
		if (said_done)
			assert_string_equal(stored, after);
		else
			assert_true(strcmp(stored, after) == 0 || strcmp(stored, before) == 0);
	}
}

#define PROOF(name, fault) static void name(void **state) { (void)state; every_packet_can_be_wrong(fault, count_packets()); }
PROOF(a_packet_that_is_cut, CUT)
PROOF(a_packet_that_is_garbled, GARBLED)
PROOF(a_packet_that_is_announced_longer_than_it_is, LONGER_THAN_IT_IS)
PROOF(a_request_for_a_file_of_ours_gets_none, WANTS_A_FILE)
PROOF(an_error_of_64_kB_with_escapes, ERROR_64K)
PROOF(counts_beyond_all_bounds, COUNTS_BEYOND)
PROOF(a_result_without_columns, NO_COLUMNS)
PROOF(a_result_of_4096_columns, MANY_COLUMNS)
PROOF(an_end_before_its_time, EARLY_END)

static void a_greeting_of_another_protocol_and_one_of_10_kB(void **state)
{
	(void)state;
	assert_false(run_once(OLD_PROTOCOL, 0, "", "x"));
	assert_false(run_once(LONG_VERSION, 0, "", "x"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_greeting_of_another_protocol_and_one_of_10_kB),
		cmocka_unit_test(a_packet_that_is_cut),
		cmocka_unit_test(a_packet_that_is_garbled),
		cmocka_unit_test(a_packet_that_is_announced_longer_than_it_is),
		cmocka_unit_test(a_request_for_a_file_of_ours_gets_none),
		cmocka_unit_test(an_error_of_64_kB_with_escapes),
		cmocka_unit_test(counts_beyond_all_bounds),
		cmocka_unit_test(a_result_without_columns),
		cmocka_unit_test(a_result_of_4096_columns),
		cmocka_unit_test(an_end_before_its_time),
	};
	return cmocka_run_group_tests(tests, stand, go_away);
}
