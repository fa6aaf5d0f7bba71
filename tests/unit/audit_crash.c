/* Proves that what was acknowledged is in the log, whatever other programs do beside this one and whenever it is killed. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/wait.h>

#include "tests/unit/audit_log.h"

#include "tests/tap.h"

static void append_many(const char *path, int count)
{
	Err err;
	Audit *audit = log_open(path, AUDIT_WRITE);
	for (int i = 0; i < count; i++)
		if (!log_note(audit, EVENT_NOTE, "text", "from one of two", &err))
			_exit(1);
	audit_close(audit);
	_exit(0);
}

static void two_programs_write_one_chain(void **state)
{
	(void)state;
	enum { EACH = 500 };
	char path[LOG_PATH];
	pid_t children[2];
	log_place(path, 0700);
	for (int i = 0; i < 2; i++)
		if ((children[i] = fork()) == 0)
			append_many(path, EACH);
	for (int i = 0; i < 2; i++)
		assert_int_equal(log_wait(children[i]), 0);
	AuditVerdict verdict = log_verdict(path);
	assert_string_equal(verdict.fault, "");
	assert_int_equal(verdict.events, 2 * EACH);
}

/* Says the number of each entry once it is acknowledged. */
static _Noreturn void append_until_killed(const char *path, int tell)
{
	Err err;
	Audit *audit = log_open(path, AUDIT_WRITE);
	for (;;) {
		int64_t seq = log_change(audit, "8302x", "Front desk", &err);
		if (seq == 0 || write(tell, &seq, sizeof seq) != sizeof seq)
			_exit(1);
	}
}

/* The last number a program told that was killed after so many. */
static int64_t killed_after(const char *path, int count)
{
	int ends[2];
	int64_t seq = 0, last = 0;
	assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
	pid_t child = fork();
	if (child == 0) {
		close(ends[0]);
		append_until_killed(path, ends[1]);
	}
	close(ends[1]);
	for (int told = 0; read(ends[0], &seq, sizeof seq) == sizeof seq; told++) {
		last = seq;
		if (told == count)
			kill(child, SIGKILL);
	}
	close(ends[0]);
	assert_int_equal(log_wait(child), SIGKILL);
	return last;
}

static void what_was_acknowledged_survives_kill_9(void **state)
{
	(void)state;
	char path[LOG_PATH];
	log_place(path, 0700);
	srand(4711);
	for (int round = 0; round < 20; round++) {
		int64_t acknowledged = killed_after(path, rand() % 25);
		AuditVerdict verdict = log_verdict(path);
		assert_string_equal(verdict.fault, "");
		assert_true(verdict.head_seq > acknowledged);
		if (verdict.open_intents) {          /* killed between an intent and its outcome: settle it, so that the next may begin */
			AuditPage *open;
			Err err;
			Audit *audit = log_open(path, AUDIT_WRITE);
			assert_true(audit_open_intents(audit, &open, &err));
			assert_int_equal(open->count, 1);
			assert_true(log_outcome(audit, &open->entries[0].event, CLASS_NOT_APPLIED, "recovered", &err));
			audit_page_free(open);
			audit_close(audit);
		}
	}
}

static _Noreturn void hold_and_stop(Audit *audit, const char *path)
{
	char lock[LOG_PATH], pid[16];
	(void)audit;
	text_format(lock, sizeof lock, "%.*s.lock", (int)strlen(path) - 3, path);
	int fd = open(lock, O_RDWR | O_CLOEXEC);
	text_format(pid, sizeof pid, "%-10d", (int)getpid());
	if (fd < 0 || flock(fd, LOCK_EX) != 0 || pwrite(fd, pid, strlen(pid), 0) < 0)
		_exit(1);
	raise(SIGSTOP);
	_exit(0);
}

static void a_program_that_holds_the_log_is_named(void **state)
{
	(void)state;
	char path[LOG_PATH], words[80];
	int status;
	Err err;
	Audit *audit = log_open(log_place(path, 0700), AUDIT_WRITE);
	pid_t child = fork();
	if (child == 0)
		hold_and_stop(audit, path);
	assert_int_equal(waitpid(child, &status, WUNTRACED), child);
	assert_int_equal(log_change(audit, "8302x", "Front desk", &err), 0);
	assert_int_equal(err.code, ERR_AUDIT);
	text_format(words, sizeof words, "is held by pid %d, which is stopped", (int)child);
	assert_non_null(strstr(err.text, words));
	kill(child, SIGCONT);
	assert_int_equal(log_wait(child), 0);
	assert_int_equal(log_change(audit, "8302x", "Front desk", &err), 1);
	audit_close(audit);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(two_programs_write_one_chain),
		cmocka_unit_test(what_was_acknowledged_survives_kill_9),
		cmocka_unit_test(a_program_that_holds_the_log_is_named),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
