/* The system says no at each call in turn of what the program does with files and folders: a sentence that names the file, no
 * half file in a whole one's place, and where only a name is to be shown, another word for it. */
#include <pwd.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/sys.h"
#include "tests/scratch.h"
#include "tests/unit/failing_calls.h"

#include "tests/tap.h"

static char path[300];
static Err err;

static bool reads(void)
{
	Text text = { 0 };
	bool ok = sys_read_file(&text, path, 100, &err);
	assert_true(!ok || strcmp(text.bytes, "whole\n") == 0);
	text_free(&text);
	return ok;
}

static bool replaces(void)
{
	NewFile new;
	if (!sys_file_begin(&new, path, true, &err))
		return false;
	fputs("whole\n", new.file);
	return sys_file_end(&new, true, &err);
}

static bool makes_folders(void)
{
	char folder[300];
	static int number;
	text_format(folder, sizeof folder, "%s/a%d/b", scratch_folder(), ++number);
	return sys_make_folders(folder, 0750, &err) && sys_make_folders(folder, 0750, &err);
}

static void each_call_that_fails_is_said_with_the_name(void **state)
{
	(void)state;
	static bool (*const deeds[])(void) = { reads, replaces, makes_folders };
	scratch_path(path, sizeof path, "file");
	assert_true(replaces());
	for (size_t i = 0; i < sizeof deeds / sizeof *deeds; i++)
		for (size_t at = 0; ; at++) {
			err = (Err){ 0 };
			fail_at(FAIL_DISK, at);
			bool ok = deeds[i]();
			fail_no_more();
			if (!ok && !(failing.met && strchr(err.text, '/')))
				fail_msg("deed %zu, call %zu: %s", i, at, err.text);
			assert_true(reads());
			if (!failing.met)
				break;
		}
}

static void names_that_are_too_long_or_missing_are_said(void **state)
{
	(void)state;
	static char name[5000];
	char out[200];
	NewFile new;
	memset(name, 'n', sizeof name - 1);
	name[0] = '/';
	assert_false(sys_file_begin(&new, name, false, &err));
	assert_non_null(strstr(err.text, "The name of this file is too long"));
	assert_false(sys_make_folders(name, 0700, &err));
	assert_non_null(strstr(err.text, "too long"));
	name[300] = '\0';
	setenv("XDG_STATE_HOME", name, 1);
	assert_false(sys_state_folder(out, sizeof out, &err));
	assert_non_null(strstr(err.text, "too long a path"));
	setenv("XDG_STATE_HOME", "not/whole", 1);
	setenv("HOME", "/here", 1);
	assert_true(sys_state_folder(out, sizeof out, &err));
	assert_string_equal(out, "/here/.local/state/vicialias");
	setenv("HOME", "neither", 1);
	struct passwd *me = getpwuid(getuid());
	assert_non_null(me);
	assert_true(sys_home_folder(out, sizeof out));
	assert_string_equal(out, me->pw_dir);
	assert_false(sys_home_folder(out, 3));
	unsetenv("HOME");
	unsetenv("XDG_STATE_HOME");
}

/* Who it is stays known by number where the system does not say more. */
static void who_is_not_told_by_the_system_is_told_as_far_as_it_goes(void **state)
{
	(void)state;
	char out[120], number[40];
	text_format(number, sizeof number, ":%u:", (unsigned)getuid());
	for (size_t at = 0; at < 8; at++) {
		fail_at(FAIL_DISK, at);
		sys_os_user(out, sizeof out);
		fail_no_more();
		assert_non_null(strstr(out, number));
	}
	setenv("SSH_CONNECTION", "", 1);
	sys_address(out, sizeof out);
	assert_string_equal(out, "127.0.0.1");
	setenv("SSH_CONNECTION", "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890 22", 1);
	sys_address(out, sizeof out);
	assert_string_equal(out, "127.0.0.1");
	unsetenv("SSH_CONNECTION");
}

static void a_time_no_calendar_has_is_no_text(void **state)
{
	(void)state;
	char out[40] = "before", none = 'x';
	int64_t at_us;
	assert_int_equal(sys_format_time(out, sizeof out, "%Y-%m-%d %H:%M:%S and much that does not fit in here", 0), 0);
	assert_string_equal(out, "");
	assert_int_equal(sys_format_time(&none, 0, "%Y", 0), 0);
	assert_int_equal(none, 'x');
	assert_false(sys_parse_time("99999999999999", &at_us));
	assert_false(sys_parse_time("-1", &at_us));
	assert_int_equal(text_format(&none, 0, "%d", 1), 0);
	assert_false(text_copy(&none, 0, "x"));
	assert_true(text_copy(&none, 0, ""));
	assert_int_equal(text_visible(&none, 0, "x", 1), 0);
	assert_int_equal(none, 'x');
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_call_that_fails_is_said_with_the_name),
		cmocka_unit_test(names_that_are_too_long_or_missing_are_said),
		cmocka_unit_test(who_is_not_told_by_the_system_is_told_as_far_as_it_goes),
		cmocka_unit_test(a_time_no_calendar_has_is_no_text),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
