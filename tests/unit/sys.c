/* Proves that reading a file never hangs and says who may read it, that folders get their mode, that the clock can be
 * frozen and times are understood, and that the caller's address is only taken when it is one. */
#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/base/sys.h"
#include "tests/scratch.h"
#include "tests/tap.h"

static const char *write_file(const char *name, const char *bytes, mode_t mode)
{
	static char path[300];
	FILE *file = fopen(scratch_path(path, sizeof path, name), "w");
	assert_non_null(file);
	fputs(bytes, file);
	fclose(file);
	chmod(path, mode);
	return path;
}

/* The sentence of reading path, as a user without rights. */
static void read_as_nobody(const char *path, char *out, size_t cap)
{
	int ends[2], status;
	assert_int_equal(pipe(ends), 0);
	pid_t child = fork();
	if (child == 0) {
		Text text = { 0 };
		Err err = { 0 };
		if (geteuid() == 0 && (setgroups(0, NULL) != 0 || setegid(65534) != 0 || seteuid(65534) != 0))
			_exit(2);
		bool read_it = sys_read_file(&text, path, 100, &err);
		if (getuid() == 0 && seteuid(0) != 0)
			_exit(2);
		_exit(read_it || write(ends[1], err.text, strlen(err.text)) < 0);
	}
	close(ends[1]);
	waitpid(child, &status, 0);
	ssize_t got = read(ends[0], out, cap - 1);
	close(ends[0]);
	assert_true(got > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0);
	out[got] = '\0';
}

static void a_file_is_read_whole_and_appended(void **state)
{
	(void)state;
	Text text = { 0 };
	Err err;
	const char *path = write_file("plain", "line\n", 0600);
	assert_true(sys_read_file(&text, path, 100, &err));
	assert_true(sys_read_file(&text, path, 5, &err));
	assert_string_equal(text.bytes, "line\nline\n");
	assert_false(sys_read_file(&text, path, 4, &err));
	assert_non_null(strstr(err.text, "larger than 4 bytes"));
	text_free(&text);
}

static void an_empty_file_is_an_empty_text(void **state)
{
	(void)state;
	Text text = { 0 };
	Err err;
	assert_true(sys_read_file(&text, write_file("empty", "", 0600), 100, &err));
	assert_int_equal(text.length, 0);
	text_free(&text);
}

static void what_is_no_file_is_refused_at_once(void **state)
{
	(void)state;
	char path[300];
	Text text = { 0 };
	Err err;
	assert_int_equal(mkfifo(scratch_path(path, sizeof path, "fifo"), 0600), 0);
	assert_false(sys_read_file(&text, path, 100, &err));
	assert_non_null(strstr(err.text, "is not a regular file"));
	assert_false(sys_read_file(&text, scratch_folder(), 100, &err));
	assert_non_null(strstr(err.text, "is not a regular file"));
	assert_int_equal(symlink("loop", scratch_path(path, sizeof path, "loop")), 0);
	assert_false(sys_read_file(&text, path, 100, &err));
	assert_non_null(strstr(err.text, "cannot be read"));
	assert_false(sys_read_file(&text, scratch_path(path, sizeof path, "absent"), 100, &err));
	assert_non_null(strstr(err.text, "does not exist"));
}

static void a_closed_file_says_who_may_read_it(void **state)
{
	(void)state;
	char said[400];
	chmod(scratch_folder(), 0755);
	read_as_nobody(write_file("group", "x", 0040), said, sizeof said);
	assert_non_null(strstr(said, "(mode 0040). Run vicialias as root, or put "));
	read_as_nobody(write_file("owner", "x", 0000), said, sizeof said);
	assert_non_null(strstr(said, " only (mode 0000). Run vicialias as "));
}

static void new_folders_get_their_mode_and_old_ones_keep_theirs(void **state)
{
	(void)state;
	char path[300];
	struct stat info;
	Err err;
	umask(077);
	assert_true(sys_make_folders(scratch_path(path, sizeof path, "one/two"), 02770, &err));
	assert_true(stat(path, &info) == 0 && (info.st_mode & 07777) == 02770);
	assert_true(sys_make_folders(path, 0700, &err));
	assert_true(stat(path, &info) == 0 && (info.st_mode & 07777) == 02770);
	write_file("in_the_way", "", 0600);
	assert_false(sys_make_folders(scratch_path(path, sizeof path, "in_the_way/three"), 0700, &err));
	assert_non_null(strstr(err.text, "is not a folder"));
}

static void folders_follow_the_xdg_rule(void **state)
{
	(void)state;
	char folder[300], tiny[8];
	Err err;
	setenv("HOME", "/home/ann", 1);
	setenv("XDG_STATE_HOME", "/state", 1);
	setenv("XDG_CONFIG_HOME", "relative", 1);
	assert_true(sys_state_folder(folder, sizeof folder, &err));
	assert_string_equal(folder, "/state/vicialias");
	assert_true(sys_config_folder(folder, sizeof folder, &err));
	assert_string_equal(folder, "/home/ann/.config/vicialias");
	assert_false(sys_state_folder(tiny, sizeof tiny, &err));
	unsetenv("XDG_STATE_HOME");
	assert_true(sys_state_folder(folder, sizeof folder, &err));
	assert_string_equal(folder, "/home/ann/.local/state/vicialias");
}

static void times_are_understood_and_written(void **state)
{
	(void)state;
	static const struct { const char *text; int64_t seconds; } rows[] = {
		{ "2026-01-12T14:31:52", 1768228312 }, { "2026-01-12 14:31:52", 1768228312 }, { "2026-01-12T14:31:52Z", 1768228312 },
		{ "2026-01-12T14:31", 1768228260 },    { "2026-01-12", 1768176000 },          { "1768228312", 1768228312 },
	};
	static const char *const wrong[] = { "", "noon", "2026-13-01", "2026-01-12T14:31:52x", "-5", "99999999999999999999" };
	char out[40];
	int64_t at_us;
	setenv("TZ", "UTC", 1);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		assert_true(sys_parse_time(rows[i].text, &at_us));
		assert_int_equal(at_us, rows[i].seconds * 1000000);
	}
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		assert_false(sys_parse_time(wrong[i], &at_us));
	sys_format_time(out, sizeof out, "%Y-%m-%d %H:%M:%S", 1768228312999999);
	assert_string_equal(out, "2026-01-12 14:31:52");
	sys_format_time(out, sizeof out, "%H:%M:%S", -1);
	assert_string_equal(out, "23:59:59");
}

static void a_frozen_clock_makes_two_runs_alike(void **state)
{
	(void)state;
	uint8_t first[16], second[16], again[16];
	char host[64], user[64], origin[64];
	sys_freeze(1768228312000000);
	assert_int_equal(sys_now_us(), 1768228312000000);
	sys_random(first, sizeof first);
	sys_random(second, sizeof second);
	assert_memory_not_equal(first, second, sizeof first);
	sys_freeze(1768228312000000);
	sys_random(again, sizeof again);
	assert_memory_equal(first, again, sizeof first);
	sys_host(host, sizeof host);
	sys_os_user(user, sizeof user);
	sys_origin(origin, sizeof origin);
	assert_string_equal(host, "demo");
	assert_string_equal(user, "demo:1000:1000");
	assert_string_equal(origin, "cli pts/0");
	sys_freeze(0);
	assert_false(sys_frozen());
}

static void the_real_clock_and_ids_are_real(void **state)
{
	(void)state;
	uint8_t one[16], two[16], none[16] = { 0 };
	char hex[33], user[80];
	assert_true(sys_now_us() > 1700000000000000 && sys_boot_us() > 0);
	sys_random(one, sizeof one);
	sys_random(two, sizeof two);
	assert_memory_not_equal(one, two, sizeof one);
	sys_boot_id(one);
	sys_boot_id(two);
	assert_memory_equal(one, two, sizeof one);
	assert_memory_not_equal(one, none, sizeof one);
	sys_hex(hex, (const uint8_t *)"\x00\x9f\xff", 3);
	assert_string_equal(hex, "009fff");
	sys_os_user(user, sizeof user);
	assert_non_null(strchr(user, ':'));
}

static void an_address_is_taken_only_when_it_is_one(void **state)
{
	(void)state;
	static const struct { const char *connection, *address; } rows[] = {
		{ "10.0.0.5 50022 10.0.0.1 22", "10.0.0.5" }, { "fe80::1%eth0 50022 fe80::2 22", "fe80::1" }, { "", "127.0.0.1" },
		{ "\x1b]0;x\x07 1 2 3", "127.0.0.1" },        { "10.0.0.500 1 2 3", "127.0.0.1" },            { " 10.0.0.5", "127.0.0.1" },
	};
	char address[64], origin[120];
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		setenv("SSH_CONNECTION", rows[i].connection, 1);
		sys_address(address, sizeof address);
		assert_string_equal(address, rows[i].address);
	}
	setenv("SSH_CONNECTION", rows[0].connection, 1);
	sys_origin(origin, sizeof origin);
	assert_int_equal(strncmp(origin, "ssh 10.0.0.5", 12), 0);
	unsetenv("SSH_CONNECTION");
	sys_origin(origin, sizeof origin);
	assert_int_equal(strncmp(origin, "cli", 3), 0);
}

static void hardening_opens_closed_descriptors_and_forbids_cores(void **state)
{
	(void)state;
	int status;
	pid_t child = fork();
	if (child == 0) {
		struct rlimit cores;
		for (int fd = 0; fd <= 2; fd++)
			close(fd);
		sys_harden();
		bool open_again = fcntl(0, F_GETFD) >= 0 && fcntl(1, F_GETFD) >= 0 && fcntl(2, F_GETFD) >= 0;
		bool no_cores = getrlimit(RLIMIT_CORE, &cores) == 0 && cores.rlim_max == 0;
		_exit(open_again && no_cores && umask(0) == 077 && signal(SIGPIPE, SIG_DFL) == SIG_IGN ? 0 : 1);
	}
	waitpid(child, &status, 0);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

/* Whoever knocks is not let in: who is there is known from the knock, also when so many have knocked that no more are heard. */
static void a_session_is_heard_of_while_it_lives(void **state)
{
	(void)state;
	enum { MORE_THAN_ARE_HEARD = 200 };
	uint8_t id[16];
	sys_random(id, sizeof id);
	assert_int_equal(sys_alive(id), 0);
	int session = sys_alive_announce(id);
	assert_true(session >= 0);
	assert_int_equal(sys_alive_announce(id), -1);        /* the name is taken */
	assert_int_equal(sys_alive(id), getpid());
	for (int i = 0; i < MORE_THAN_ARE_HEARD; i++)
		assert_true(sys_alive(id) > 0);
	close(session);
	assert_int_equal(sys_alive(id), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_file_is_read_whole_and_appended),
		cmocka_unit_test(an_empty_file_is_an_empty_text),
		cmocka_unit_test(what_is_no_file_is_refused_at_once),
		cmocka_unit_test(a_closed_file_says_who_may_read_it),
		cmocka_unit_test(new_folders_get_their_mode_and_old_ones_keep_theirs),
		cmocka_unit_test(folders_follow_the_xdg_rule),
		cmocka_unit_test(times_are_understood_and_written),
		cmocka_unit_test(a_frozen_clock_makes_two_runs_alike),
		cmocka_unit_test(the_real_clock_and_ids_are_real),
		cmocka_unit_test(an_address_is_taken_only_when_it_is_one),
		cmocka_unit_test(hardening_opens_closed_descriptors_and_forbids_cores),
		cmocka_unit_test(a_session_is_heard_of_while_it_lives),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
