/* The audit log fails: its disk does not sync, it is full, the file is gone or another, a page is overwritten. What cannot be
 * recorded is not done; what was begun is settled once when the log can be written again; what was altered is named. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/faults/ground.h"
#include "tests/outside.h"
#include "tests/tap.h"

enum { SYNCS = 12, GROWTHS = 8, GROWTH_BYTES = 12000 };

static const Connection *site;

/* --- a disk that does not sync: SQLite's calls come here --- */

static int fails_in = -1;                    /* syncs until one fails, once; below 0: none */

static int sync_or_fail(long number, int file)
{
	if (fails_in >= 0 && fails_in-- == 0) {
		errno = EIO;
		return -1;
	}
	return (int)syscall(number, file);
}

int fsync(int file)
{
	return sync_or_fail(SYS_fsync, file);
}

int fdatasync(int file)
{
	return sync_or_fail(SYS_fdatasync, file);
}

/* --- stories --- */

/* Two changes by a process of its own, in the order of their codes; the fault strikes from before the first on. */
static void change_twice(void (*strike)(int how), int how, ErrCode codes[2])
{
	int said[2], status;
	assert_int_equal(pipe(said), 0);
	pid_t child = fork();
	if (child == 0) {
		Service *service = ground_signed_in(NULL);
		Reply reply;
		Err err;
		ErrCode came_to[2];
		strike(how);
		for (unsigned i = 0; i < 2; i++) {
			came_to[i] = ground_rename(service, ground_alias(i), ground_name('a'), i, &reply, &err);
			reply_free(&reply);
		}
		_exit(write(said[1], came_to, sizeof came_to) != sizeof came_to);
	}
	close(said[1]);
	assert_int_equal(read(said[0], codes, 2 * sizeof *codes), 2 * sizeof *codes);
	close(said[0]);
	waitpid(child, &status, 0);
}

/* Saved, or refused because it could not be recorded: nothing else, and after the first failure nothing is written any more. */
static void codes_are_honest(const ErrCode codes[2])
{
	for (unsigned i = 0; i < 2; i++)
		assert_true(codes[i] == ERR_NONE || codes[i] == ERR_AUDIT);
	assert_false(codes[0] == ERR_AUDIT && codes[1] == ERR_NONE);
}

static void fail_the_sync(int how)
{
	fails_in = how;
}

static void a_sync_that_fails_stops_the_changes(void **state)
{
	(void)state;
	ErrCode codes[2];
	unsigned syncs = ground_count(SYNCS), refused = 0;
	for (unsigned i = 0; i < syncs; i++) {
		change_twice(fail_the_sync, (int)(i % SYNCS), codes);
		codes_are_honest(codes);
		refused += codes[1] == ERR_AUDIT;
		service_close(ground_signed_in(NULL));
	}
	assert_true(refused > 0);
	ground_judge("sync failed", NULL);
}

/* Beyond so many bytes no file of this process grows, as on a full disk; the socket to the database is none. */
static void stop_growing(int how)
{
	char wal[CONFIG_PATH + 8];
	struct stat is = { .st_size = 0 };
	text_format(wal, sizeof wal, "%s-wal", ground_config.audit);
	stat(wal, &is);
	signal(SIGXFSZ, SIG_IGN);
	rlim_t most = (rlim_t)is.st_size + (rlim_t)how;
	setrlimit(RLIMIT_FSIZE, &(struct rlimit){ most, most });
}

static void a_full_disk_stops_the_changes(void **state)
{
	(void)state;
	ErrCode codes[2];
	for (unsigned i = 0; i < ground_count(GROWTHS); i++) {
		change_twice(stop_growing, (int)ground_random(GROWTHS) * GROWTH_BYTES, codes);
		codes_are_honest(codes);
		service_close(ground_signed_in(NULL));
	}
	ground_judge("disk full", NULL);
}

static const char *beside(const char *name)
{
	static char path[CONFIG_PATH + 20];
	text_format(path, sizeof path, "%s%s", ground_config.audit, name);
	return path;
}

/* Also of a change that was begun: nothing goes to a file that nobody would look for. */
static void a_log_that_is_gone_or_another_is_not_written(void **state)
{
	(void)state;
	Reply reply;
	Err err;
	Service *service = ground_signed_in(NULL);
	assert_int_equal(rename(ground_config.audit, beside(".away")), 0);
	assert_int_equal(ground_rename(service, "f03", ground_name('a'), false, &reply, &err), ERR_AUDIT);
	reply_free(&reply);
	assert_int_equal(symlink(beside(".away"), ground_config.audit), 0);
	assert_int_equal(ground_rename(service, "f03", ground_name('a'), false, &reply, &err), ERR_AUDIT);
	reply_free(&reply);
	service_close(service);
	assert_string_equal(outside_ask(site, "SELECT COUNT(*) FROM truth"), "0");
	assert_int_equal(unlink(ground_config.audit), 0);
	assert_int_equal(rename(beside(".away"), ground_config.audit), 0);
	ground_judge("log away for a while", NULL);
}

/* Its pages would be read instead of those of the file. */
static void empty_wal(void)
{
	sqlite3 *log;
	assert_int_equal(sqlite3_open(ground_config.audit, &log), SQLITE_OK);
	assert_int_equal(sqlite3_exec(log, "PRAGMA wal_checkpoint(TRUNCATE)", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(log);
}

static void an_overwritten_page_is_named(void **state)
{
	(void)state;
	enum { PAGE = 4096, ENTRIES = 200 };
	static const char nonsense[PAGE];
	static AuditEvent notes[ENTRIES];
	AuditVerdict verdict;
	struct stat is;
	Err err;
	Service *service = ground_signed_in(NULL);
	for (size_t i = 0; i < ENTRIES; i++)
		notes[i] = (AuditEvent){ .kind = EVENT_NOTE, .payload = "{\"text\":\"a note\"}", .payload_length = 17 };
	assert_true(audit_append(service->audit, notes, ENTRIES, &err));
	service_close(service);
	empty_wal();
	assert_int_equal(stat(ground_config.audit, &is), 0);
	assert_true(is.st_size > 8 * PAGE);
	int file = open(ground_config.audit, O_WRONLY);
	off_t page = 4 + (off_t)ground_random((unsigned)(is.st_size / PAGE) - 5);
	assert_int_equal(pwrite(file, nonsense, sizeof nonsense, page * PAGE), sizeof nonsense);
	close(file);
	bool read = audit_verify(ground_config.audit, NULL, NULL, NULL, &verdict, &err);
	assert_true(!read || verdict.fault[0]);
	print_message("# page %d overwritten: %s\n", (int)page, read ? verdict.fault : err.text);
}

int main(void)
{
	site = ground_lay();
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(a_sync_that_fails_stops_the_changes, ground_fresh),
		cmocka_unit_test_setup(a_full_disk_stops_the_changes, ground_fresh),
		cmocka_unit_test_setup(a_log_that_is_gone_or_another_is_not_written, ground_fresh),
		cmocka_unit_test_setup(an_overwritten_page_is_named, ground_fresh),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	outside_close();
	return failed;
}
