/* A file that is written for the admin: nobody else's to read, never over another one unasked, whole or not at all. */
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/sys.h"
#include "tests/scratch.h"

#include "tests/tap.h"

static const char *place(const char *name)
{
	static char path[300];
	return scratch_path(path, sizeof path, name);
}

static bool written(const char *path, bool replace, bool keep, const char *what, Err *err)
{
	NewFile file;
	if (!sys_file_begin(&file, path, replace, err))
		return false;
	fputs(what, file.file);
	return sys_file_end(&file, keep, err);
}

static void holds(const char *path, const char *what)
{
	Text text = { 0 };
	Err  err;
	assert_true(sys_read_file(&text, path, 1000, &err));
	assert_string_equal(text.bytes, what);
	text_free(&text);
}

static void it_is_nobody_elses_to_read(void **state)
{
	struct stat info;
	Err         err;
	(void)state;
	umask(0);
	assert_true(written(place("own"), false, true, "a", &err));
	assert_true(written(place("own"), true, true, "b", &err));
	assert_int_equal(stat(place("own"), &info), 0);
	assert_int_equal(info.st_mode & 07777, 0600);
	holds(place("own"), "b");
}

static void one_that_exists_is_replaced_only_when_asked_for(void **state)
{
	Err err = { 0 };
	(void)state;
	assert_true(written(place("there"), false, true, "first", &err));
	assert_false(written(place("there"), false, true, "second", &err));
	assert_int_equal(err.code, ERR_CONFLICT);
	holds(place("there"), "first");
	assert_true(written(place("there"), true, true, "second", &err));
	holds(place("there"), "second");
}

static void what_is_not_kept_leaves_nothing(void **state)
{
	Err err;
	(void)state;
	assert_true(written(place("gone"), false, false, "x", &err));
	assert_int_not_equal(access(place("gone"), F_OK), 0);
	assert_true(written(place("stays"), false, true, "first", &err));
	assert_true(written(place("stays"), true, false, "second", &err));
	holds(place("stays"), "first");
}

/* Root may rename over a device; the name of a link says nothing of what would be lost. */
static void links_folders_and_devices_are_never_replaced(void **state)
{
	Err err = { 0 };
	(void)state;
	assert_true(written(place("target"), false, true, "mine", &err));
	char target[300];
	text_copy(target, sizeof target, place("target"));
	assert_int_equal(symlink(target, place("link")), 0);
	assert_false(written(place("link"), true, true, "x", &err));
	assert_int_equal(err.code, ERR_INPUT);
	assert_false(written(scratch_folder(), true, true, "x", &err));
	assert_false(written("/dev/null", true, true, "x", &err));
	assert_string_equal(err.text, "/dev/null is not a regular file. Choose another name.");
	holds(target, "mine");
}

static void a_full_disk_is_said_and_leaves_nothing(void **state)
{
	NewFile file;
	Err     err = { 0 };
	(void)state;
	assert_true(sys_file_begin(&file, place("full"), false, &err));
	assert_non_null(freopen("/dev/full", "w", file.file));
	fputs("x", file.file);
	assert_false(sys_file_end(&file, true, &err));
	assert_non_null(strstr(err.text, "cannot be written: No space left on device."));
	assert_int_not_equal(access(place("full"), F_OK), 0);
}

static void a_place_that_is_none_is_said(void **state)
{
	Err err = { 0 };
	(void)state;
	assert_false(written("/nowhere/at/all", false, true, "x", &err));
	assert_string_equal(err.text, "/nowhere/at/all cannot be made: No such file or directory.");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_is_nobody_elses_to_read),
		cmocka_unit_test(one_that_exists_is_replaced_only_when_asked_for),
		cmocka_unit_test(what_is_not_kept_leaves_nothing),
		cmocka_unit_test(links_folders_and_devices_are_never_replaced),
		cmocka_unit_test(a_full_disk_is_said_and_leaves_nothing),
		cmocka_unit_test(a_place_that_is_none_is_said),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
