/* The disk of the database server is full while a change is written, at the row or at VICIdial's log row: the server waits for
 * room, for a minute at a time, and so does the statement, whatever becomes of its client. Who looks says that, ends nothing
 * (that would crash the table, RELIABILITY [M9]), and when there is room again each change has one outcome. */
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/base/sys.h"
#include "tests/faults/ground.h"
#include "tests/outside.h"
#include "tests/scratch.h"
#include "tests/tap.h"
#include "tests/unit/own_mounts.h"

/* The server looks for room once a minute. */
enum { PATIENCE_MS = 150000, PAGE = 4096, NEARLY = 40 };

static const Connection *site;
static char disk[300], filler[320];
static bool mounted;

/* The tables move to a disk of their own, while no server has them open. */
static bool move_tables(void)
{
	char folder[300], command[1000];
	scratch_path(folder, sizeof folder, "demo/data");
	text_format(disk, sizeof disk, "%s/%s", folder, site->database);
	text_format(filler, sizeof filler, "%s/filler", disk);
	outside_run(site, "FLUSH TABLES");
	outside_close();
	scratch_database_kill();
	text_format(command, sizeof command, "mv %s %s.was && mkdir %s", disk, disk, disk);
	assert_int_equal(system(command), 0);
	mounted = become_mounter() && mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
	          mount("none", disk, "tmpfs", 0, "size=3m,mode=0700") == 0;
	text_format(command, sizeof command, "cp -p %s.was/* %s/", disk, disk);
	assert_int_equal(system(command), 0);
	scratch_database_start();
	return mounted;
}

static void leave_no_room(void)
{
	static const char block[PAGE];
	int file = open(filler, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	assert_true(file >= 0);
	while (write(file, block, sizeof block) > 0)
		;
	close(file);
}

static void make_room(void)
{
	assert_int_equal(unlink(filler), 0);
}

/* So that the next row that grows needs another page. */
static void fill_the_last_page_of_the_aliases(void)
{
	static unsigned made;
	for (;;) {
		long used = strtol(outside_ask(site, "SELECT data_length FROM information_schema.tables WHERE table_schema=DATABASE()"
		                                     " AND table_name='phones_alias'"), NULL, 10) % PAGE;
		if (used > PAGE - NEARLY)
			return;
		outside_runf(site, "INSERT INTO phones_alias VALUES ('z%06u', REPEAT('z', %u), '', '---ALL---')", made++,
		             1 + ground_random(used > PAGE - 300 ? 40 : 10));
	}
}

/* A console whose every name is longer than what stands there. */
static _Noreturn void rename_until_it_stands(void)
{
	char name[51];
	Reply reply;
	Err err;
	Service *service = ground_signed_in(NULL);
	for (unsigned i = 0; ; i++) {
		text_format(name, sizeof name, "%s-%s", ground_name('f'), "a name that is longer than the one");
		if (ground_rename(service, ground_alias(i), name, false, &reply, &err) != ERR_NONE)
			_exit(err.code == ERR_OFFLINE ? 0 : 2);      /* its wire's patience ended first */
		reply_free(&reply);
	}
}

static const char standing[] = "FROM information_schema.PROCESSLIST WHERE STATE LIKE '%free space%'";

static bool stands(char *statement, size_t cap)
{
	char sql[200];
	text_format(sql, sizeof sql, "SELECT LEFT(COALESCE(INFO, ''), 30) %s", standing);
	text_copy(statement, cap, outside_ask(site, sql));
	return *statement != '\0';
}

static pid_t begin(char *statement, size_t cap)
{
	int64_t until = sys_monotonic_ms() + PATIENCE_MS;
	pid_t child = fork();
	if (child == 0)
		rename_until_it_stands();
	while (!stands(statement, cap)) {
		assert_true(sys_monotonic_ms() < until);
		ground_sleep_us(20000);
	}
	return child;
}

/* Two of the server's minutes at most. */
static void wait_until_nothing_stands(void)
{
	char statement[40];
	int64_t until = sys_monotonic_ms() + PATIENCE_MS;
	while (stands(statement, sizeof statement)) {
		assert_true(sys_monotonic_ms() < until);
		ground_sleep_us(200000);
	}
}

static bool said(const Reply *reply, const char *words)
{
	for (size_t i = 0; i < reply->settled_count; i++)
		if (strstr(reply->settled[i], words))
			return true;
	return false;
}

/* Room of its own, which stays when the rows go: the truth is told also when nothing else can be written. */
static void keep_room_for_the_truth(void)
{
	outside_run(site, "INSERT INTO truth (alias_id, name) SELECT 'z', REPEAT('z', 50) FROM phones LIMIT 200");
	outside_run(site, "DELETE FROM truth WHERE alias_id='z'");
}

/* The first to look may settle it as far as VICIdial's log row, and then wait there itself, for which the next one is told. */
static void look_until_it_is_named(void)
{
	enum { LOOKS = 3 };
	bool named = false;
	for (unsigned i = 0; i < LOOKS && !named; i++) {
		Reply reply;
		Service *service = ground_signed_in(&reply);
		named = said(&reply, "waits on the database server, whose disk is full");
		reply_free(&reply);
		service_close(service);
	}
	assert_true(named);
}

/* killed: the console dies while it waits; else it lives on, and the wire's patience ends. */
static void stand_and_go_on(bool at_the_row, bool killed)
{
	char statement[40], still[40];
	Figures figures = { .server_died = true };       /* the thread of a dead client may end between its row and the truth's */
	ground_fresh(NULL);
	keep_room_for_the_truth();
	if (at_the_row)
		fill_the_last_page_of_the_aliases();
	leave_no_room();
	pid_t child = begin(statement, sizeof statement);
	if (killed) {
		ground_kill(child);
		look_until_it_is_named();
		assert_true(stands(still, sizeof still));
	} else {
		int status;
		waitpid(child, &status, 0);
		assert_true(WIFEXITED(status));
		assert_int_equal(WEXITSTATUS(status), 0);
	}
	make_room();
	wait_until_nothing_stands();
	print_message("# stood at: %s\n", statement);
	ground_judge("no room on the database's disk", &figures);
}

static void a_full_disk_of_the_database_is_named_and_waited_for(void **state)
{
	(void)state;
	if (!mounted)
		skip();
	stand_and_go_on(ground_random(2), true);
	if (!getenv("FAULTS"))
		return;
	for (unsigned i = 0; i < ground_count(1) && i < 10; i++)
		stand_and_go_on(i % 2, i / 2 % 2);
}

int main(void)
{
	site = ground_lay();
	move_tables();
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_full_disk_of_the_database_is_named_and_waited_for),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	outside_close();
	if (mounted) {
		scratch_database_kill();
		umount2(disk, MNT_DETACH);
	}
	return failed;
}
