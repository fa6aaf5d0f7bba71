/* Proves that a disk which fails or is full is a sentence and not a loss, and that room is kept for what changes came to. */
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "tests/unit/audit_log.h"
#include "tests/unit/own_mounts.h"

#include "tests/tap.h"

/* After an error of the disk nobody knows what the file holds: the handle writes no more, a new start looks again. */
static int write_past_a_limit(const char *path)
{
	Err err;
	Audit *audit = log_open(path, AUDIT_WRITE);
	struct rlimit limit = { .rlim_cur = 60000, .rlim_max = RLIM_INFINITY };
	signal(SIGXFSZ, SIG_IGN);
	if (setrlimit(RLIMIT_FSIZE, &limit) != 0)
		return 1;
	int written = 0;
	while (written < 1000 && log_note(audit, EVENT_NOTE, "text", "until it breaks", &err))
		written++;
	if (written == 0 || written == 1000 || err.code != ERR_AUDIT || !strstr(err.text, "nothing was changed"))
		return 2;
	limit.rlim_cur = RLIM_INFINITY;
	setrlimit(RLIMIT_FSIZE, &limit);
	if (log_note(audit, EVENT_NOTE, "text", "after", &err) || err.code != ERR_AUDIT || !strstr(err.text, "writes nothing more"))
		return 3;
	audit_close(audit);
	audit = log_open(path, AUDIT_WRITE);
	if (!log_note(audit, EVENT_NOTE, "text", "after", &err))
		return 4;
	audit_close(audit);
	return log_verdict(path).events == written + 1 ? 0 : 5;
}

static void a_disk_that_fails_stops_the_writing(void **state)
{
	(void)state;
	char path[LOG_PATH];
	log_place(path, 0700);
	pid_t child = fork();
	if (child == 0)
		_exit(write_past_a_limit(path));
	assert_int_equal(log_wait(child), 0);
}

static bool mount_under(const char *path)
{
	char folder[LOG_PATH];
	text_copy(folder, sizeof folder, path);
	*strrchr(folder, '/') = '\0';
	return mount_small_disk(folder);
}

/* The path of what fills the disk of the log but for so many bytes. */
static const char *fill(const char *path, off_t but)
{
	static char filler[LOG_PATH + 10];
	char block[4096] = { 0 };
	off_t length = 0;
	text_format(filler, sizeof filler, "%s.filler", path);
	int fd = open(filler, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	while (write(fd, block, sizeof block) == sizeof block)
		length += (off_t)sizeof block;
	if (ftruncate(fd, length - but) != 0)
		abort();
	close(fd);
	return filler;
}

static int fill_the_disk(const char *path)
{
	Err err;
	if (!mount_under(path))
		return CANNOT_MOUNT;
	Audit *audit = log_open(path, AUDIT_WRITE);
	const char *filler = fill(path, 0);
	int written = 0;
	while (written < 1000 && log_note(audit, EVENT_NOTE, "text", "until it is full", &err))
		written++;
	if (written == 1000 || err.code != ERR_AUDIT ||
	    !strstr(err.text, " is full: the entry could not be written and nothing was changed."))
		return 1;
	unlink(filler);
	if (!log_note(audit, EVENT_NOTE, "text", "there is room again", &err))
		return 2;
	audit_close(audit);
	return log_verdict(path).events == written + 1 ? 0 : 3;
}

/* A change that is begun must be able to say what it came to. */
static int keep_room(const char *path)
{
	Err err;
	AuditEvent intent;
	Plan *plan = log_plan("8302x", "Front desk");
	if (!mount_under(path))
		return CANNOT_MOUNT;
	Audit *audit = log_open(path, AUDIT_WRITE);
	if (!log_intent(audit, plan, &intent, &err))
		return 1;
	fill(path, 40 * 1024);
	if (log_change(audit, "8310x", "Night desk", &err) || err.code != ERR_AUDIT || !strstr(err.text, " are kept free for what changes came to"))
		return 2;
	if (!log_outcome(audit, &intent, CLASS_APPLIED, NULL, &err))
		return 3;
	audit_close(audit);
	return log_verdict(path).events == 2 ? 0 : 4;
}

static void assert_on_a_small_disk(int (*run)(const char *path))
{
	char path[LOG_PATH];
	log_place(path, 0700);
	pid_t child = fork();
	if (child == 0)
		_exit(run(path));
	int status = log_wait(child);
	if (WIFEXITED(status) && WEXITSTATUS(status) == CANNOT_MOUNT)    /* some containers allow no mount */
		skip();
	assert_int_equal(status, 0);
}

static void a_full_disk_is_a_sentence_and_passes(void **state)
{
	(void)state;
	assert_on_a_small_disk(fill_the_disk);
}

static void on_a_nearly_full_disk_no_change_is_begun_but_what_is_begun_is_ended(void **state)
{
	(void)state;
	assert_on_a_small_disk(keep_room);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_disk_that_fails_stops_the_writing),
		cmocka_unit_test(a_full_disk_is_a_sentence_and_passes),
		cmocka_unit_test(on_a_nearly_full_disk_no_change_is_begun_but_what_is_begun_is_ended),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
