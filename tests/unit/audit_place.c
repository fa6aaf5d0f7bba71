/* Proves that a log is only made and written where it can be trusted, with the modes that its readers and writers need, and that
 * what cannot be used is left alone and said. */
#include <dirent.h>

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

static void a_private_log_is_for_its_owner_only(void **state)
{
	(void)state;
	char path[LOG_PATH];
	Audit *audit = log_open(log_place(path, 0700), AUDIT_WRITE);
	assert_int_equal(mode_of(path, ""), 0600);
	assert_int_equal(mode_of(path, "-wal"), 0600);
	assert_int_equal(mode_of(path, "-shm"), 0600);
	assert_false(audit_is_shared(audit));
	assert_int_equal(count_files(path), 5);
	audit_close(audit);
	assert_int_equal(count_files(path), 5);
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

/* Named from where one stands; and where one stands may be gone. */
static void a_path_is_made_whole_from_the_present_folder(void **state)
{
	(void)state;
	char here[LOG_PATH], folder[LOG_PATH], file[LOG_PATH + 20], long_name[900];
	assert_non_null(getcwd(here, sizeof here));
	scratch_path(folder, sizeof folder, "standing");
	assert_true(mkdir(folder, 0700) == 0 && chdir(folder) == 0);
	Audit *audit = log_open("db", AUDIT_WRITE);
	text_format(file, sizeof file, "%s/db.lock", folder);
	assert_int_equal(access(file, F_OK), 0);
	audit_close(audit);
	memset(long_name, 'n', sizeof long_name);
	long_name[sizeof long_name - 1] = '\0';
	assert_refused(long_name, AUDIT_WRITE, ERR_AUDIT, "The path of the audit log is longer than ");
	assert_refused("db/audit.db", AUDIT_WRITE, ERR_AUDIT, "db is no folder");
	assert_refused("db/audit.db", AUDIT_READ, ERR_UNREADABLE, "cannot be read (it is not there)");
	scratch_path(folder, sizeof folder, "gone");
	assert_true(mkdir(folder, 0700) == 0 && chdir(folder) == 0 && rmdir(folder) == 0);
	assert_refused("audit.db", AUDIT_WRITE, ERR_AUDIT, "The present folder cannot be found");
	assert_int_equal(chdir(here), 0);
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
	assert_int_equal(count_files(path), 5);
}

/* Run as somebody who does not own the file. */
static int open_as_stranger(const char *path)
{
	Audit *audit;
	Err err;
	if (geteuid() == 0 && (setegid(65534) != 0 || seteuid(65534) != 0))
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
	if (child == 0) {
		int came_to = open_as_stranger(path);
		_exit(getuid() == 0 && seteuid(0) != 0 ? 9 : came_to);
	}
	assert_int_equal(log_wait(child), 0);
	assert_int_equal(chmod(scratch_folder(), 0700), 0);
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
		cmocka_unit_test(a_path_is_made_whole_from_the_present_folder),
		cmocka_unit_test(a_link_of_somebody_else_on_the_way_is_refused),
		cmocka_unit_test(what_is_no_log_of_ours_is_left_alone),
		cmocka_unit_test(a_newer_log_is_read_but_not_written),
		cmocka_unit_test(entries_left_of_a_lost_log_are_not_played_into_a_new_one),
		cmocka_unit_test(a_start_that_was_interrupted_leaves_no_half_log),
		cmocka_unit_test(somebody_without_the_right_is_told_what_to_do),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
