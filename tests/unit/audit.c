/* Proves that what was acknowledged is in the log, whatever happens to the program, the disk or a second program beside it; and
 * that a log is only written where it can be trusted. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "tests/unit/audit_log.h"

#include "tests/tap.h"

static unsigned mode_of(const char *path, const char *suffix)
{
	char whole[LOG_PATH + 8];
	struct stat found;
	text_format(whole, sizeof whole, "%s%s", path, suffix);
	assert_int_equal(lstat(whole, &found), 0);
	return found.st_mode & 07777;
}

static void assert_refused(const char *path, AuditMode mode, ErrCode code, const char *words)
{
	Audit *audit;
	Err err;
	assert_false(audit_open(&audit, path, mode, &err));
	assert_null(audit);
	if (!strstr(err.text, words))
		fail_msg("expected \"%s\" in: %s", words, err.text);
	assert_int_equal(err.code, code);
}

static int count_files(const char *path)
{
	char folder[LOG_PATH];
	int count = 0;
	text_copy(folder, sizeof folder, path);
	*strrchr(folder, '/') = '\0';
	DIR *listing = opendir(folder);
	for (const struct dirent *entry; (entry = readdir(listing));)
		count += entry->d_name[0] != '.';
	closedir(listing);
	return count;
}

/* ---- where a log lies -------------------------------------------------------------------------------------------------- */

static void a_private_log_is_for_its_owner_only(void **state)
{
	(void)state;
	char path[LOG_PATH];
	Audit *audit = log_open(log_place(path, 0700), AUDIT_WRITE);
	assert_int_equal(mode_of(path, ""), 0600);
	assert_int_equal(mode_of(path, "-wal"), 0600);
	assert_int_equal(mode_of(path, "-shm"), 0600);
	assert_false(audit_is_shared(audit));
	assert_string_equal(audit_path(audit), path);
	assert_int_equal(count_files(path), 4);
	audit_close(audit);
	assert_int_equal(count_files(path), 4);
}

static void a_shared_log_is_for_its_group(void **state)
{
	(void)state;
	char path[LOG_PATH];
	Audit *audit = log_open(log_place(path, 02770), AUDIT_WRITE);
	assert_int_equal(mode_of(path, ""), 0660);
	assert_int_equal(mode_of(path, "-wal"), 0660);
	assert_int_equal(mode_of(path, "-shm"), 0660);
	assert_true(audit_is_shared(audit));
	audit_close(audit);
}

static void a_log_that_root_makes_for_somebody_is_his(void **state)
{
	(void)state;
	static const char *const suffixes[] = { "", "-wal", "-shm" };
	char path[LOG_PATH], folder[LOG_PATH], whole[LOG_PATH + 8];
	struct stat found;
	if (geteuid() != 0)
		return;                              /* only root can make a file for somebody else */
	text_copy(folder, sizeof folder, log_place(path, 0700));
	*strrchr(folder, '/') = '\0';
	assert_int_equal(chown(folder, 65534, 65534), 0);
	audit_close(log_open(path, AUDIT_WRITE));
	for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
		text_format(whole, sizeof whole, "%s%s", path, suffixes[i]);
		assert_int_equal(stat(whole, &found), 0);
		assert_int_equal(found.st_uid, 65534);
	}
}

static void a_folder_anybody_may_write_is_refused(void **state)
{
	(void)state;
	char path[LOG_PATH];
	assert_refused(log_place(path, 01777), AUDIT_WRITE, ERR_AUDIT, "Everybody may write in ");
}

static void a_missing_folder_is_said(void **state)
{
	(void)state;
	char path[LOG_PATH];
	assert_refused(scratch_path(path, sizeof path, "nowhere/audit.db"), AUDIT_WRITE, ERR_AUDIT, "No such file or directory");
	assert_refused(path, AUDIT_READ, ERR_UNREADABLE, "There is no audit log at ");
}

static void what_is_no_file_is_refused(void **state)
{
	(void)state;
	char path[LOG_PATH], other[LOG_PATH];
	audit_close(log_open(log_place(other, 0700), AUDIT_WRITE));
	assert_int_equal(symlink(other, log_place(path, 0700)), 0);
	assert_refused(path, AUDIT_WRITE, ERR_AUDIT, "is a link, not a file");
	assert_int_equal(mkdir(log_place(path, 0700), 0700), 0);
	assert_refused(path, AUDIT_WRITE, ERR_AUDIT, "is a folder, not a file");
	assert_int_equal(mkfifo(log_place(path, 0700), 0600), 0);
	assert_refused(path, AUDIT_WRITE, ERR_AUDIT, "is a device, not a file");
	log_place(path, 0700);
	text_copy(strrchr(path, '/'), sizeof "/audit.lock", "/audit.lock");
	assert_int_equal(symlink(other, path), 0);
	text_copy(strrchr(path, '/'), sizeof "/audit.db", "/audit.db");
	assert_refused(path, AUDIT_WRITE, ERR_AUDIT, "audit.lock is a link, not a file");
}

static void a_link_of_somebody_else_on_the_way_is_refused(void **state)
{
	(void)state;
	char path[LOG_PATH], folder[LOG_PATH], link[LOG_PATH], through[LOG_PATH + 10];
	log_place(path, 0700);
	text_copy(folder, sizeof folder, path);
	*strrchr(folder, '/') = '\0';
	scratch_path(link, sizeof link, "way");
	assert_int_equal(symlink(folder, link), 0);
	text_format(through, sizeof through, "%s/audit.db", link);
	audit_close(log_open(through, AUDIT_WRITE));
	if (geteuid() != 0)
		return;                              /* only root can give a link away */
	assert_int_equal(lchown(link, 65534, 65534), 0);
	assert_refused(through, AUDIT_WRITE, ERR_AUDIT, "is a link that belongs to user 65534");
}

static void put_file(const char *path, const char *suffix, const char *bytes)
{
	char whole[LOG_PATH + 8];
	text_format(whole, sizeof whole, "%s%s", path, suffix);
	FILE *file = fopen(whole, "w");
	assert_non_null(file);
	fputs(bytes, file);
	fclose(file);
}

static void what_is_no_log_of_ours_is_left_alone(void **state)
{
	(void)state;
	char path[LOG_PATH];
	put_file(log_place(path, 0700), "", "");
	assert_refused(path, AUDIT_WRITE, ERR_AUDIT, "(it is empty)");
	put_file(path, "", "Dear diary, this is more text than the header of a database has, and none of it makes any sense "
	         "there.\n");
	assert_refused(path, AUDIT_WRITE, ERR_AUDIT, "file is not a database");
	assert_refused(path, AUDIT_READ, ERR_UNREADABLE, "file is not a database");
	log_tamper(log_place(path, 0700), "PRAGMA application_id=7; CREATE TABLE event(a)");
	assert_refused(path, AUDIT_WRITE, ERR_AUDIT, "another program's database");
	assert_refused(path, AUDIT_READ, ERR_UNREADABLE, "another program's database");
}

static void a_newer_log_is_read_but_not_written(void **state)
{
	(void)state;
	char path[LOG_PATH];
	audit_close(log_open(log_place(path, 0700), AUDIT_WRITE));
	log_tamper(path, "PRAGMA user_version=2");
	assert_refused(path, AUDIT_WRITE, ERR_AUDIT, "written by a newer vicialias (format 2)");
	audit_close(log_open(path, AUDIT_READ));
}

static void entries_left_of_a_lost_log_are_not_played_into_a_new_one(void **state)
{
	(void)state;
	char path[LOG_PATH];
	put_file(log_place(path, 0700), "-wal", "leftover");
	assert_refused(path, AUDIT_WRITE, ERR_AUDIT, "its newest entries are still in ");
}

static void a_start_that_was_interrupted_leaves_no_half_log(void **state)
{
	(void)state;
	char path[LOG_PATH];
	put_file(log_place(path, 0700), ".new", "half");
	audit_close(log_open(path, AUDIT_WRITE));
	assert_string_equal(log_verdict(path).fault, "");
	assert_int_equal(count_files(path), 4);
}

static int wait_for(pid_t child)
{
	int status = 0;
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		continue;
	return status;
}

/* Run as somebody who does not own the file. */
static int open_as_stranger(const char *path)
{
	Audit *audit;
	Err err;
	if (geteuid() == 0 && (setresgid(65534, 65534, 65534) != 0 || setresuid(65534, 65534, 65534) != 0))
		return 1;
	if (audit_open(&audit, path, AUDIT_WRITE, &err) || err.code != ERR_AUDIT)
		return 2;
	if (audit_open(&audit, path, AUDIT_READ, &err) || err.code != ERR_UNREADABLE || !strstr(err.text, "cannot be read (it is "))
		return 3;
	return 0;
}

static void somebody_without_the_right_is_told_what_to_do(void **state)
{
	(void)state;
	char path[LOG_PATH];
	audit_close(log_open(log_place(path, 0755), AUDIT_WRITE));
	assert_int_equal(chmod(scratch_folder(), 0711), 0);
	assert_int_equal(chmod(path, 0), 0);
	pid_t child = fork();
	if (child == 0)
		_exit(open_as_stranger(path));
	assert_int_equal(wait_for(child), 0);
	assert_int_equal(chmod(scratch_folder(), 0700), 0);
}

/* ---- appending --------------------------------------------------------------------------------------------------------- */

static void a_reopened_log_goes_on_where_it_was(void **state)
{
	(void)state;
	char path[LOG_PATH];
	uint8_t before[16], after[16];
	Err err;
	Audit *audit = log_open(log_place(path, 0700), AUDIT_WRITE);
	assert_int_equal(log_change(audit, "8302x", "Front desk", &err), 1);
	audit_chain_id(audit, before);
	audit_close(audit);
	audit = log_open(path, AUDIT_WRITE);
	audit_chain_id(audit, after);
	assert_memory_equal(before, after, sizeof before);
	assert_int_equal(log_change(audit, "8302x", "Night desk", &err), 3);
	audit_close(audit);
	assert_int_equal(log_verdict(path).events, 4);
}

static void an_entry_says_who_when_and_from_where(void **state)
{
	(void)state;
	char path[LOG_PATH];
	Err err;
	uint8_t boot_id[16];
	Audit *audit = log_open(log_place(path, 0700), AUDIT_WRITE);
	AuditEvent event = { .kind = EVENT_LOGIN, .payload = "{}", .payload_length = 2 };
	int64_t before_us = sys_now_us();
	assert_true(audit_append(audit, &event, 1, &err));
	sys_boot_id(boot_id);
	assert_int_equal(event.seq, 1);
	assert_in_range(event.ts_us, before_us, sys_now_us());
	assert_memory_equal(event.boot_id, boot_id, sizeof boot_id);
	assert_string_equal(event.actor, "6666");
	assert_string_equal(event.os_user, "root:0:1000");
	assert_string_equal(event.origin, "ssh 10.0.0.5 pts/3");
	audit_close(audit);
}

static void all_entries_of_a_call_are_written_or_none(void **state)
{
	(void)state;
	char path[LOG_PATH];
	Err err;
	Audit *audit = log_open(log_place(path, 0700), AUDIT_WRITE);
	AuditEvent events[] = {
		{ .kind = EVENT_NOTE, .payload = "{}", .payload_length = 2 },
		{ .kind = EVENT_OUTCOME, .has_op = true, .class = "APPLIED", .payload = "{}", .payload_length = 2 },
	};
	assert_false(audit_append(audit, events, 2, &err));
	assert_int_equal(err.code, ERR_AUDIT);
	assert_non_null(strstr(err.text, "outcome without intent"));
	assert_int_equal(events[0].seq, 0);
	assert_true(audit_append(audit, events, 1, &err));
	assert_int_equal(events[0].seq, 1);
	audit_close(audit);
}

static void a_change_has_one_outcome(void **state)
{
	(void)state;
	char path[LOG_PATH];
	Err err;
	AuditEvent intent;
	Audit *audit = log_open(log_place(path, 0700), AUDIT_WRITE);
	Plan *plan = log_plan("8302x", "Front desk");
	assert_true(log_intent(audit, plan, &intent, &err));
	assert_true(log_outcome(audit, &intent, CLASS_APPLIED, NULL, &err));
	assert_false(log_outcome(audit, &intent, CLASS_NOT_APPLIED, NULL, &err));
	assert_non_null(strstr(err.text, "already recorded"));
	plan_free(plan);
	audit_close(audit);
}

static void an_alias_under_change_is_refused_to_others(void **state)
{
	(void)state;
	char path[LOG_PATH];
	Err err;
	AuditEvent first, second;
	Audit *ours = log_open(log_place(path, 0700), AUDIT_WRITE), *theirs = log_open(path, AUDIT_WRITE);
	Plan *plan = log_plan("8302x", "Front desk"), *other = log_plan("8302x", "Night desk");
	Plan *elsewhere = log_plan("8310x", "Night desk");
	log_as(theirs, "jsmith");
	assert_true(log_intent(ours, plan, &first, &err));
	assert_false(log_intent(theirs, other, &second, &err));
	assert_int_equal(err.code, ERR_CONFLICT);
	assert_int_equal(strncmp(err.text, "alias 8302x is being changed by 6666 (ssh 10.0.0.5 pts/3, since ", 64), 0);
	assert_int_equal(second.seq, 0);
	assert_true(log_intent(theirs, elsewhere, &second, &err));
	assert_true(log_outcome(ours, &first, CLASS_APPLIED, NULL, &err));
	assert_true(log_intent(theirs, other, &second, &err));
	assert_int_equal(second.seq, 4);
	plan_free(plan);
	plan_free(other);
	plan_free(elsewhere);
	audit_close(ours);
	audit_close(theirs);
}

static bool allowed(const char *path, const char *sql, const char *words)
{
	sqlite3 *db;
	char *said = NULL;
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	bool ok = sqlite3_exec(db, sql, NULL, NULL, &said) == SQLITE_OK;
	if (!ok)
		assert_non_null(strstr(said, words));
	sqlite3_free(said);
	sqlite3_close(db);
	return ok;
}

static void the_tables_take_nothing_back(void **state)
{
	(void)state;
	char path[LOG_PATH];
	Err err;
	Audit *audit = log_open(log_place(path, 0700), AUDIT_WRITE);
	assert_true(log_change(audit, "8302x", "Front desk", &err));
	audit_close(audit);
	assert_false(allowed(path, "UPDATE event SET actor='nobody'", "append only (update)"));
	assert_false(allowed(path, "DELETE FROM event WHERE seq=2", "append only (delete)"));
	assert_false(allowed(path, "UPDATE segment SET host='other'", "segment is sealed"));
	assert_false(allowed(path, "DELETE FROM segment", "segment is sealed"));
	assert_false(allowed(path, "INSERT OR REPLACE INTO segment SELECT * FROM segment", "segment exists"));
	assert_false(allowed(path, "INSERT OR REPLACE INTO event SELECT * FROM event WHERE seq=2", "audit: "));
	assert_false(allowed(path, "INSERT OR REPLACE INTO event SELECT 3, ts_us, boot_id, boot_us, kind, session_id, op_id,"
	                     " batch_id, undo_of, actor, os_user, origin, tbl, pk, class, payload, hash, randomblob(32) FROM event WHERE seq=2",
	                     "already recorded"));
	assert_string_equal(log_verdict(path).fault, "");
}

static void a_handle_for_reading_writes_nothing(void **state)
{
	(void)state;
	char path[LOG_PATH];
	Err err;
	audit_close(log_open(log_place(path, 0700), AUDIT_WRITE));
	Audit *audit = log_open(path, AUDIT_READ);
	AuditEvent event = { .kind = EVENT_NOTE, .payload = "{}", .payload_length = 2 };
	assert_false(audit_append(audit, &event, 1, &err));
	assert_int_equal(err.code, ERR_AUDIT);
	audit_close(audit);
}

static void a_log_that_was_replaced_is_not_written(void **state)
{
	(void)state;
	char path[LOG_PATH], away[LOG_PATH + 8];
	Err err;
	Audit *audit = log_open(log_place(path, 0700), AUDIT_WRITE);
	text_format(away, sizeof away, "%s.away", path);
	assert_int_equal(rename(path, away), 0);
	assert_int_equal(log_change(audit, "8302x", "Front desk", &err), 0);
	assert_int_equal(err.code, ERR_AUDIT);
	assert_non_null(strstr(err.text, "was moved or replaced"));
	assert_int_equal(rename(away, path), 0);
	assert_int_equal(log_change(audit, "8302x", "Front desk", &err), 1);
	audit_close(audit);
}

/* SQLite's locks fall when any descriptor of the file is closed in the same process: verify must not do that. */
static void a_check_beside_a_writer_leaves_its_locks_alone(void **state)
{
	(void)state;
	char path[LOG_PATH];
	Err err;
	Audit *audit = log_open(log_place(path, 0700), AUDIT_WRITE);
	for (int i = 0; i < 3; i++) {
		assert_true(log_change(audit, "8302x", "Front desk", &err));
		AuditVerdict verdict = log_verdict(path);
		assert_string_equal(verdict.fault, "");
		assert_int_equal(verdict.events, 2 * (i + 1));
	}
	audit_close(audit);
}

/* Written into the log itself every 1,000 pages, then begun again from its start; never cut, since its room is what a full
 * disk leaves. */
static void the_journal_stays_bounded(void **state)
{
	(void)state;
	enum { MANY = 2000, ROUNDS = 10 };
	static AuditEvent events[MANY];
	char path[LOG_PATH], wal[LOG_PATH + 8];
	struct stat half = { 0 }, whole;
	Err err;
	Audit *audit = log_open(log_place(path, 0700), AUDIT_WRITE);
	text_format(wal, sizeof wal, "%s-wal", path);
	for (int round = 0; round < ROUNDS; round++) {
		for (int i = 0; i < MANY; i++)
			events[i] = (AuditEvent){ .kind = EVENT_NOTE, .payload = "{}", .payload_length = 2 };
		assert_true(audit_append(audit, events, MANY, &err));
		assert_int_equal(stat(wal, round < ROUNDS / 2 ? &half : &whole), 0);
	}
	audit_close(audit);
	assert_true(whole.st_size < 2 * half.st_size);
	assert_int_equal(stat(wal, &half), 0);
	assert_int_equal(half.st_size, whole.st_size);
	assert_int_equal(log_verdict(path).events, MANY * ROUNDS);
}

/* ---- other programs, and the end of this one --------------------------------------------------------------------------- */

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
		assert_int_equal(wait_for(children[i]), 0);
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
	assert_int_equal(wait_for(child), SIGKILL);
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
	assert_int_equal(wait_for(child), 0);
	assert_int_equal(log_change(audit, "8302x", "Front desk", &err), 1);
	audit_close(audit);
}

/* ---- the disk ---------------------------------------------------------------------------------------------------------- */

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
	assert_int_equal(wait_for(child), 0);
}

enum { CANNOT_MOUNT = 77 };

static bool put_word(const char *path, const char *word)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	bool ok = fd >= 0 && write(fd, word, strlen(word)) > 0;
	close(fd);
	return ok;
}

/* Who is not root may mount in a namespace of his own, where he stays who he is. */
static bool become_mounter(void)
{
	char user[60], group[60];
	text_format(user, sizeof user, "%u %u 1", (unsigned)geteuid(), (unsigned)geteuid());
	text_format(group, sizeof group, "%u %u 1", (unsigned)getegid(), (unsigned)getegid());
	if (unshare(CLONE_NEWNS) == 0)
		return true;
	return unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0 && put_word("/proc/self/uid_map", user) &&
	       put_word("/proc/self/setgroups", "deny") && put_word("/proc/self/gid_map", group);
}

static bool mount_small_disk(const char *folder)
{
	if (!become_mounter())
		return false;
	mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL);
	return mount("none", folder, "tmpfs", 0, "size=512k,mode=0700") == 0;
}

static int fill_the_disk(const char *path)
{
	char folder[LOG_PATH];
	Err err;
	text_copy(folder, sizeof folder, path);
	*strrchr(folder, '/') = '\0';
	if (!mount_small_disk(folder))
		return CANNOT_MOUNT;
	Audit *audit = log_open(path, AUDIT_WRITE);
	char filler[LOG_PATH + 10], block[4096] = { 0 };
	text_format(filler, sizeof filler, "%s/filler", folder);
	int fd = open(filler, O_WRONLY | O_CREAT | O_CLOEXEC, 0600), written = 0;
	while (write(fd, block, sizeof block) == sizeof block)
		continue;
	close(fd);
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

static void a_full_disk_is_a_sentence_and_passes(void **state)
{
	(void)state;
	char path[LOG_PATH];
	log_place(path, 0700);
	pid_t child = fork();
	if (child == 0)
		_exit(fill_the_disk(path));
	int status = wait_for(child);
	bool tried = !WIFEXITED(status) || WEXITSTATUS(status) != CANNOT_MOUNT;    /* some containers allow no mount */
	assert_true(!tried || status == 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_private_log_is_for_its_owner_only),
		cmocka_unit_test(a_shared_log_is_for_its_group),
		cmocka_unit_test(a_log_that_root_makes_for_somebody_is_his),
		cmocka_unit_test(a_folder_anybody_may_write_is_refused),
		cmocka_unit_test(a_missing_folder_is_said),
		cmocka_unit_test(what_is_no_file_is_refused),
		cmocka_unit_test(a_link_of_somebody_else_on_the_way_is_refused),
		cmocka_unit_test(what_is_no_log_of_ours_is_left_alone),
		cmocka_unit_test(a_newer_log_is_read_but_not_written),
		cmocka_unit_test(entries_left_of_a_lost_log_are_not_played_into_a_new_one),
		cmocka_unit_test(a_start_that_was_interrupted_leaves_no_half_log),
		cmocka_unit_test(somebody_without_the_right_is_told_what_to_do),
		cmocka_unit_test(a_reopened_log_goes_on_where_it_was),
		cmocka_unit_test(an_entry_says_who_when_and_from_where),
		cmocka_unit_test(all_entries_of_a_call_are_written_or_none),
		cmocka_unit_test(a_change_has_one_outcome),
		cmocka_unit_test(an_alias_under_change_is_refused_to_others),
		cmocka_unit_test(the_tables_take_nothing_back),
		cmocka_unit_test(a_handle_for_reading_writes_nothing),
		cmocka_unit_test(a_log_that_was_replaced_is_not_written),
		cmocka_unit_test(a_check_beside_a_writer_leaves_its_locks_alone),
		cmocka_unit_test(the_journal_stays_bounded),
		cmocka_unit_test(two_programs_write_one_chain),
		cmocka_unit_test(what_was_acknowledged_survives_kill_9),
		cmocka_unit_test(a_program_that_holds_the_log_is_named),
		cmocka_unit_test(a_disk_that_fails_stops_the_writing),
		cmocka_unit_test(a_full_disk_is_a_sentence_and_passes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
