/* What goes wrong around the console gets one clear sentence and its exit code, gives the terminal back, and changes nothing:
 * a wrong password, a connection file that is missing or closed, a wrong word, a full disk under the audit log, kill -9. */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "core/base/sys.h"
#include "tests/journeys/pty.h"
#include "tests/journeys/scene.h"
#include "tests/scratch.h"
#include "tests/tap.h"

enum { PATIENCE_MS = 20000, DISK_BYTES = 12 << 20, NOBODY = 65534 };

static const char *const on_the_demo[] = { "--demo", NULL };
static bool small_disk;                      /* the state folder is a disk of its own */

static const char *state_path(char *out, const char *name)
{
	char below[200];
	text_format(below, sizeof below, "state/%s", name);
	return scratch_path(out, 400, below);
}

static bool write_line(const char *path, const char *line)
{
	int file = open(path, O_WRONLY);
	bool written = write(file, line, strlen(line)) == (ssize_t)strlen(line);
	close(file);
	return written;
}

/* Who is not root may mount in a user namespace, where he stays who he is. */
static bool leave_the_common_mounts(void)
{
	char user[40], group[40];
	text_format(user, sizeof user, "%u %u 1", geteuid(), geteuid());
	text_format(group, sizeof group, "%u %u 1", getegid(), getegid());
	if (unshare(CLONE_NEWNS) == 0)
		return true;
	return unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0 && write_line("/proc/self/uid_map", user)
	       && write_line("/proc/self/setgroups", "deny") && write_line("/proc/self/gid_map", group);
}

/* Seen by this program and its consoles only. False where the kernel does not let us. */
static bool mount_small_disk(const char *at)
{
	char options[40];
	text_format(options, sizeof options, "size=%d,mode=0700", DISK_BYTES);
	return leave_the_common_mounts() && mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 && mount("none", at, "tmpfs", 0, options) == 0;
}

static int set_the_scene(void **state)
{
	(void)state;
	char folder[400];
	mkdir(state_path(folder, ""), 0700);
	small_disk = mount_small_disk(folder);
	scene_open();
	return 0;
}

static int clear_the_scene(void **state)
{
	(void)state;
	char folder[400];
	scene_close();
	if (small_disk)
		umount2(state_path(folder, ""), MNT_DETACH);
	return 0;
}

static char *everything(void)
{
	return strdup(outside_rows(scene_demo(), "CHECKSUM TABLE phones_alias, phones, servers, vicidial_admin_log"));
}

/* One sentence on standard error, nothing on standard output, this exit code, and no row changed. */
static void refused(const char *const *arguments, const char *input, int code, const char *words)
{
	char *before = everything();
	const ProgramRun *run = program_run(&(PtySetup){ .arguments = arguments }, input);
	if (run->code != code || !strstr(run->err, words))
		fail_msg("exit code %d, \"%s\"", run->code, run->err);
	assert_string_equal(run->out, "");
	assert_memory_equal(run->err, "vicialias: ", strlen("vicialias: "));
	assert_ptr_equal(strchr(run->err, '\n'), run->err + strlen(run->err) - 1);
	char *after = everything();
	assert_string_equal(after, before);
	free(before), free(after);
}

static void wrong_password_is_refused(void **state)
{
	(void)state;
	static const struct { const char *user, *password, *words; } tries[] = {
		{ "viewer", "12345\n", "Login incorrect" }, { "nosuch", "1234\n", "Login incorrect" },
		{ "locked", "1234\n", "Too many login attempts" },
	};
	for (size_t i = 0; i < sizeof tries / sizeof *tries; i++)
		refused((const char *[]){ "--demo", "list", "--user", tries[i].user, "--password-fd", "0", NULL }, tries[i].password, 4,
		        tries[i].words);
}

static void third_wrong_password_ends_the_console(void **state)
{
	(void)state;
	char *before = everything();
	Pty *pty = pty_open(&(PtySetup){ .arguments = on_the_demo });
	pty_wait(pty, "Password");
	pty_send(pty, "viewer\twrong\r");
	pty_wait(pty, "Login incorrect, please try again. Try 2 of 3.");
	pty_send(pty, "wrong\r");
	pty_wait(pty, "Try 3 of 3.");
	assert_false(pty_shows(pty, "wrong"));
	pty_send(pty, "wrong\r");
	assert_int_equal(pty_wait_end(pty), 4);
	assert_non_null(strstr(pty_said(pty), "Three wrong passwords: nobody is signed in"));
	assert_true(pty_line_restored(pty));
	pty_close(pty);
	char *after = everything();
	assert_string_equal(after, before);
	free(before), free(after);
}

static void wrong_use_is_refused(void **state)
{
	(void)state;
	refused((const char *[]){ "--nosuch", NULL }, "", 2, "--nosuch");
	refused((const char *[]){ "--demo", "frobnicate", NULL }, "", 2, "frobnicate");
	refused((const char *[]){ "--demo", "audit", NULL }, "", 2, "audit list, verify, reconcile, head or export");
	refused((const char *[]){ "--theme", NULL }, "", 2, "--theme");
	refused((const char *[]){ "--demo", "list", "--user", "viewer", NULL }, "", 2, "ask for the password: use --password-fd N");
	refused((const char *[]){ "--demo", "list", NULL }, "", 2, "ask for the user and password: use --user NAME --password-fd N");
}

static void missing_connection_file_is_named(void **state)
{
	(void)state;
	refused((const char *[]){ "--astguiclient", "/no/such/file.conf", "list", NULL }, "", 1, "There is no /no/such/file.conf");
}

static void copy_program(const char *to)
{
	char bytes[65536];
	int from = open(getenv("VICIALIAS_BIN") ? getenv("VICIALIAS_BIN") : "./vicialias", O_RDONLY);
	int copy = open(to, O_WRONLY | O_CREAT | O_TRUNC, 0755);
	for (ssize_t got; (got = read(from, bytes, sizeof bytes)) > 0; )
		assert_int_equal(write(copy, bytes, (size_t)got), got);
	fchmod(copy, 0755);
	close(from), close(copy);
}

/* As root, somebody else runs a copy that everybody may reach. */
static void closed_connection_file_says_who_may_read_it(void **state)
{
	(void)state;
#ifdef COVERED
	skip();
#endif
	char conf[400], program[400], named[440];
	scratch_path(conf, sizeof conf, "astguiclient.conf");
	close(open(conf, O_WRONLY | O_CREAT, 0600));
	chmod(conf, geteuid() == 0 ? 0600 : 0);
	chmod(scratch_folder(), 0711);
	copy_program(scratch_path(program, sizeof program, "vicialias"));
	text_format(named, sizeof named, "%s", getenv("VICIALIAS_BIN") ? getenv("VICIALIAS_BIN") : "./vicialias");
	setenv("VICIALIAS_BIN", program, 1);
	const ProgramRun *run = program_run(&(PtySetup){ .arguments = (const char *[]){ "--astguiclient", conf, "list", NULL },
	                                                 .user = geteuid() == 0 ? NOBODY : 0 }, "");
	setenv("VICIALIAS_BIN", named, 1);
	assert_int_equal(run->code, 1);
	assert_non_null(strstr(run->err, "can be read by user"));
	assert_non_null(strstr(run->err, "Run vicialias as"));
	assert_ptr_equal(strchr(run->err, '\n'), run->err + strlen(run->err) - 1);
}

static void fill_the_disk(const char *filler)
{
	static const char block[4096];
	int file = open(filler, O_WRONLY | O_CREAT, 0600);
	while (write(file, block, sizeof block) > 0)
		;
	assert_int_equal(errno, ENOSPC);
	close(file);
}

/* What cannot be logged is not done; with room again the next start finds everything whole. */
static void full_disk_under_the_log_stops_the_change(void **state)
{
	(void)state;
	char filler[400];
	if (!small_disk)
		skip();
	Pty *pty = pty_open(&(PtySetup){ .arguments = on_the_demo });
	pty_sign_in(pty, "6666", "1234");
	char *before = everything();
	pty_make_support_tech(pty);
	fill_the_disk(state_path(filler, "filler"));
	pty_save(pty, "audit log");
	char *after = everything();
	assert_string_equal(after, before);
	pty_signal(pty, SIGTERM);
	pty_wait_end(pty);
	assert_true(pty_line_restored(pty));
	pty_close(pty);
	unlink(filler);

	const ProgramRun *run = program_run(&(PtySetup){ .arguments = (const char *[]){ "--demo", "audit", "verify", NULL } }, "");
	assert_int_equal(run->code, 0);
	assert_non_null(strstr(run->out, "none altered"));
	pty = pty_open(&(PtySetup){ .arguments = on_the_demo });
	pty_sign_in(pty, "6666", "1234");
	pty_make_support_tech(pty);
	pty_save(pty, "1001x saved");
	pty_quit(pty);
	pty_close(pty);
	free(before), free(after);
}

static bool server_runs(pid_t pid)
{
	char link[40], program[10];
	text_format(link, sizeof link, "/proc/%d/exe", (int)pid);
	return readlink(link, program, sizeof program) >= 0;
}

static void killed_console_takes_its_server_along(void **state)
{
	(void)state;
	char pid_file[400];
	Text text = { 0 };
	Err err;
	scene_close();
	Pty *pty = pty_open(&(PtySetup){ .arguments = on_the_demo });
	pty_sign_in(pty, "6666", "1234");
	assert_true(sys_read_file(&text, state_path(pid_file, "vicialias/demo/server.pid"), 100, &err));
	pid_t server = (pid_t)atol(text.bytes);
	text_free(&text);
	assert_true(server_runs(server));
	pty_signal(pty, SIGKILL);
	assert_int_equal(pty_wait_end(pty), 128 + SIGKILL);
	int64_t until = sys_monotonic_ms() + PATIENCE_MS;
	while (server_runs(server) && sys_monotonic_ms() < until)
		nanosleep(&(struct timespec){ .tv_nsec = 2000000 }, NULL);
	assert_false(server_runs(server));
	pty_close(pty);
	scene_open();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(wrong_password_is_refused),
		cmocka_unit_test(third_wrong_password_ends_the_console),
		cmocka_unit_test(wrong_use_is_refused),
		cmocka_unit_test(missing_connection_file_is_named),
		cmocka_unit_test(closed_connection_file_says_who_may_read_it),
		cmocka_unit_test(full_disk_under_the_log_stops_the_change),
		cmocka_unit_test(killed_console_takes_its_server_along),
	};
	return cmocka_run_group_tests(tests, set_the_scene, clear_the_scene);
}
