/* The wire is cut after any byte of a request or of a reply, its thread is killed, the server stands still: the change is said
 * to be saved, not saved or not known, the console connects again, and what was left open is settled as it was. */
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/base/sys.h"
#include "core/service/change.h"
#include "tests/faults/ground.h"
#include "tests/outside.h"
#include "tests/scratch.h"
#include "tests/tap.h"

enum { CUTS = 24, BYTES = 1200, REQUEST = 0, REPLY = 1 };

static const Connection *site;
static Connection        through;            /* the wire */

/* --- a wire that can be cut --- */

static volatile long *left;                  /* bytes until the cut, to the server and back; below 0: whole */

static int unix_socket(const char *path, bool serves)
{
	struct sockaddr_un name = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	text_copy(name.sun_path, sizeof name.sun_path, path);
	int failed = serves ? bind(fd, (struct sockaddr *)&name, sizeof name) || listen(fd, 16)
	                    : connect(fd, (struct sockaddr *)&name, sizeof name);
	if (failed) {
		close(fd);
		return -1;
	}
	return fd;
}

/* False: the end, or the cut. */
static bool pass_on(int from, int to, volatile long *bytes)
{
	char buffer[4096];
	long limit = *bytes;
	ssize_t got = read(from, buffer, sizeof buffer);
	if (got <= 0)
		return false;
	size_t send = limit >= 0 && limit < got ? (size_t)limit : (size_t)got;
	bool sent = send == 0 || write(to, buffer, send) == (ssize_t)send;
	if (limit >= 0)
		*bytes = limit - (long)send;
	return sent && (limit < 0 || limit > got);
}

static _Noreturn void carry(int client)
{
	int server = unix_socket(site->socket, false);
	struct pollfd ends[2] = { { .fd = client, .events = POLLIN }, { .fd = server, .events = POLLIN } };
	bool whole = server >= 0;
	while (whole && poll(ends, 2, -1) > 0)
		for (int i = 0; i < 2 && whole; i++)
			if (ends[i].revents)
				whole = pass_on(ends[i].fd, ends[!i].fd, &left[i]);
	_exit(0);
}

static _Noreturn void serve_wire(int listening)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	signal(SIGCHLD, SIG_IGN);
	for (;;) {
		int client = accept4(listening, NULL, NULL, SOCK_CLOEXEC);
		if (client >= 0 && fork() == 0)
			carry(client);
		close(client);
	}
}

static pid_t lay_wire(void)
{
	void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	assert_ptr_not_equal(page, MAP_FAILED);
	left = page;
	left[REQUEST] = left[REPLY] = -1;
	through = *site;
	scratch_path(through.socket, sizeof through.socket, "wire");
	int listening = unix_socket(through.socket, true);
	assert_true(listening >= 0);
	pid_t wire = fork();
	if (wire == 0)
		serve_wire(listening);
	close(listening);
	return wire;
}

/* --- a console at its end --- */

static int  direction;
static long cut_after;

static void arm(ChangePoint point)
{
	if (point == POINT_INTENT)
		left[direction] = cut_after;
}

static void connected_again(Service *service)
{
	Reply reply;
	desk_run(service, &(Request){ .op = OP_RECONNECT }, &reply);
	reply_free(&reply);
}

/* A change whose wire is cut; the console goes on. True: it was called saved. */
static bool cut_once(Service *service, void (*strike)(ChangePoint point))
{
	Reply reply;
	Err err;
	change_at_point = strike;
	ErrCode code = ground_rename(service, ground_alias(ground_random(GROUND_ALIASES)), ground_name('x'),
	                             ground_random(4) == 0, &reply, &err);
	change_at_point = NULL;
	left[REQUEST] = left[REPLY] = -1;
	if (code != ERR_NONE && code != ERR_OFFLINE)
		fail_msg("%s", err.text);
	reply_free(&reply);
	connected_again(service);
	assert_int_equal(ground_log_number("SELECT count(*) FROM open_intent"), 0);
	return code == ERR_NONE;
}

static void the_wire_is_cut_after_any_byte(void **state)
{
	(void)state;
	Figures figures = { 0 };
	unsigned cuts = ground_count(CUTS), saved = 0;
	Service *service = desk_sign_in(&through, &ground_config, "6666");
	for (unsigned i = 0; i < cuts; i++) {
		direction = i % 2 ? REPLY : REQUEST;
		cut_after = cuts >= 2 * BYTES ? (long)(i / 2 % BYTES) : (long)ground_random(BYTES);
		saved += cut_once(service, arm);
	}
	service_close(service);
	ground_judge("wire cut", &figures);
	print_message("# of %u cuts, %u came after the change was saved\n", cuts, saved);
	assert_int_equal(figures.indeterminate, 0);
}

/* --- its thread is killed --- */

static unsigned long ours;
static ChangePoint   killed_at;

static void kill_the_thread(ChangePoint point)
{
	if (point == killed_at)
		outside_runf(site, "KILL CONNECTION %lu", ours);
}

static void strike_thread(ChangePoint point)
{
	kill_the_thread(point);
	killed_at = point == killed_at ? POINT_OUTCOME + 1 : killed_at;   /* once */
}

static void the_thread_is_killed_at_each_point(void **state)
{
	(void)state;
	Figures figures = { 0 };
	Service *service = desk_sign_in(&through, &ground_config, "6666");
	for (unsigned i = 0; i < ground_count(CUTS) / 4 + POINT_OUTCOME + 1; i++) {
		killed_at = (ChangePoint)(i % (POINT_OUTCOME + 1));
		ours = database_info(service->db)->connection_id;
		cut_once(service, strike_thread);
	}
	service_close(service);
	ground_judge("thread killed", &figures);
	assert_int_equal(figures.indeterminate, 0);
}

/* --- it stands still: as long as the longest wait there is --- */

static void stop_the_server(ChangePoint point)
{
	char folder[300];
	if (point == POINT_INTENT)
		kill(scratch_server_pid(scratch_path(folder, sizeof folder, "demo")), SIGSTOP);
}

static void a_server_that_stands_still_is_given_up(void **state)
{
	(void)state;
	char folder[300];
	Reply reply;
	Err err;
	if (!getenv("FAULTS"))
		skip();
	Service *service = ground_signed_in(NULL);
	change_at_point = stop_the_server;
	int64_t began_ms = sys_monotonic_ms();
	ErrCode code = ground_rename(service, "f01", ground_name('x'), false, &reply, &err);
	int64_t took_ms = sys_monotonic_ms() - began_ms;
	change_at_point = NULL;
	kill(scratch_server_pid(scratch_path(folder, sizeof folder, "demo")), SIGCONT);
	assert_int_equal(code, ERR_OFFLINE);
	print_message("# given up after %lld ms\n", (long long)took_ms);
	reply_free(&reply);
	connected_again(service);
	service_close(service);
	ground_judge("server stood still", NULL);
}

int main(void)
{
	site = ground_lay();
	pid_t wire = lay_wire();
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(the_wire_is_cut_after_any_byte, ground_fresh),
		cmocka_unit_test_setup(the_thread_is_killed_at_each_point, ground_fresh),
		cmocka_unit_test_setup(a_server_that_stands_still_is_given_up, ground_fresh),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	kill(wire, SIGKILL);
	waitpid(wire, NULL, 0);
	outside_close();
	return failed;
}
