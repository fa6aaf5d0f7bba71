/* What is typed into a form when the console is ended from outside: it is kept in a file of the admin's own, offered when the
 * same user signs in again, and gone once it was taken or refused. Another user is not told of it. */
#include <glob.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>

#include "core/base/sys.h"
#include "tests/journeys/pty.h"
#include "tests/journeys/scene.h"
#include "tests/scratch.h"
#include "tests/tap.h"

static Pty *console(void)
{
	return pty_open(&(PtySetup){ .arguments = (const char *const[]){ "--demo", NULL } });
}

/* Of files draft-*, anywhere a console keeps its state. */
static size_t drafts(char *path, size_t cap)
{
	char   pattern[400];
	glob_t found;
	glob(scratch_path(pattern, sizeof pattern, "*/vicialias/draft-*"), 0, NULL, &found);
	glob(scratch_path(pattern, sizeof pattern, "*/*/*/vicialias/draft-*"), GLOB_APPEND, NULL, &found);
	size_t count = found.gl_pathc;
	if (count && path)
		text_copy(path, cap, found.gl_pathv[0]);
	globfree(&found);
	return count;
}

static void says(const char *sql, const char *expected)
{
	assert_string_equal(outside_rows(scene_demo(), sql), expected);
}

static void type_and_end(const char *name, void (*end)(Pty *pty))
{
	Pty *pty = console();
	pty_sign_in(pty, "6666", "1234");
	pty_filter(pty, "8302x", "1 of 1 284");
	pty_edit(pty, "8302x", name, NULL, "PJSIP", NULL);
	end(pty);
	pty_wait_end(pty);
	pty_close(pty);
}

static void terminate(Pty *pty)
{
	pty_signal(pty, SIGTERM);
}

static void what_was_typed_is_kept_and_opened_again(void **state)
{
	char        path[500];
	struct stat info;
	Text        text = { 0 };
	Err         err;
	(void)state;
	type_and_end("Typed, not saved", pty_hang_up);
	assert_int_equal(drafts(path, sizeof path), 1);
	assert_int_equal(stat(path, &info), 0);
	assert_int_equal(info.st_mode & 07777, 0600);
	assert_true(sys_read_file(&text, path, 10000, &err));
	assert_non_null(strstr(text.bytes, "name Typed, not saved\n"));
	assert_null(strstr(text.bytes, "1234"));
	text_free(&text);
	Pty *pty = console();
	pty_sign_in(pty, "6666", "1234");
	pty_wait(pty, "Edit of 8302x: 2 changes were not saved when the");
	pty_send(pty, "\r");
	pty_wait(pty, "[Typed, not saved ");
	pty_wait(pty, "protocol");
	pty_save(pty, "8302x saved");
	pty_quit(pty);
	pty_close(pty);
	assert_int_equal(drafts(NULL, 0), 0);
	says("SELECT alias_name FROM phones_alias WHERE alias_id = '8302x'", "Typed, not saved");
	says("SELECT COUNT(*) FROM phones WHERE login LIKE '8302_' AND protocol = 'PJSIP'", "2");
}

static void refused_it_is_gone(void **state)
{
	(void)state;
	type_and_end("Refused later", terminate);
	Pty *pty = console();
	pty_sign_in(pty, "viewer", "1234");
	pty_filter(pty, "8302x", "1 of ");
	assert_false(pty_shows(pty, "Kept for you"));
	pty_quit(pty);
	pty_close(pty);
	assert_int_equal(drafts(NULL, 0), 1);
	pty = console();
	pty_sign_in(pty, "6666", "1234");
	pty_wait(pty, "not saved when the console");
	pty_send(pty, "y");
	pty_wait_gone(pty, "not saved when the console");
	assert_int_equal(drafts(NULL, 0), 0);
	pty_quit(pty);
	pty_close(pty);
	says("SELECT alias_name FROM phones_alias WHERE alias_id = '8302x'", "Typed, not saved");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_typed_is_kept_and_opened_again),
		cmocka_unit_test(refused_it_is_gone),
	};
	return cmocka_run_group_tests(tests, scene_begin, scene_end);
}
