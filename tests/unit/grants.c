/* On a server with real accounts, as a call centre has it: the stock rights of VICIdial's database user are enough, a wrong
 * password and a missing right are said with what to do, and "localhost" finds a server whose socket is elsewhere. */
#include <arpa/inet.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/base/sys.h"
#include "core/base/text.h"
#include "core/data/vicidial.h"
#include "tests/outside.h"
#include "tests/scratch.h"
#include "tests/tap.h"

enum { PATIENCE_MS = 30000, LOOK_AGAIN_MS = 10 };

static pid_t      server;
static Connection root;                      /* by the socket */
static Err        err;

static unsigned free_port(void)
{
	struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t length = sizeof address;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	assert_int_equal(bind(fd, (struct sockaddr *)&address, sizeof address), 0);
	assert_int_equal(getsockname(fd, (struct sockaddr *)&address, &length), 0);
	close(fd);
	return ntohs(address.sin_port);
}

static pid_t run(const char *program, char *const words[])
{
	pid_t child = fork();
	if (child == 0) {
		char log[300];
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		if (!freopen(scratch_path(log, sizeof log, "server.log"), "a", stdout) || dup2(STDOUT_FILENO, STDERR_FILENO) < 0)
			_exit(126);
		execvp(program, words);
		_exit(127);
	}
	return child;
}

static bool opens(Connection where, const char *password, Database **out)
{
	static uint8_t session[16] = { 3 };
	session[1]++;
	text_copy(where.password, sizeof where.password, password);
	text_copy(where.source, sizeof where.source, "/etc/astguiclient.conf");
	return database_open(out, &where, session, 0, &err);
}

static void wait_for_server(void)
{
	Database *db = NULL;
	for (int64_t until = sys_monotonic_ms() + PATIENCE_MS; !opens(root, "", &db); poll(NULL, 0, LOOK_AGAIN_MS))
		if (sys_monotonic_ms() > until || waitpid(server, NULL, WNOHANG) == server)
			fail_msg("the server does not start: %s", err.text);
	database_close(db);
}

static int start(void **state)
{
	(void)state;
	char program[300], data[300], made_in[320], datadir[320], socket_is[320], port[40], name[64];
	int status;
	assert_true(demo_find_server(program, sizeof program));
	scratch_path(data, sizeof data, "granted");
	text_format(made_in, sizeof made_in, "--datadir=%s", data);
	sys_os_user(name, sizeof name);
	char user[80];
	text_format(user, sizeof user, "--user=%.*s", (int)strcspn(name, ":"), name);
	char *make[] = { "mariadb-install-db", "--no-defaults", made_in, "--force", "--auth-root-authentication-method=normal", "--skip-test-db",
	                 user, NULL };
	waitpid(run(make[0], make), &status, 0);
	assert_int_equal(status, 0);

	scratch_path(root.socket, sizeof root.socket, "g.sock");
	strcpy(root.user, "root");
	strcpy(root.database, "mysql");
	root.port = free_port();
	text_format(datadir, sizeof datadir, "--datadir=%s", data);
	text_format(socket_is, sizeof socket_is, "--socket=%s", root.socket);
	text_format(port, sizeof port, "--port=%u", root.port);
	char *serve[] = { program, "--no-defaults", datadir, socket_is, port, user, "--bind-address=127.0.0.1", "--skip-name-resolve", "--skip-innodb",
	                  "--default-storage-engine=MyISAM", "--skip-log-bin", "--performance-schema=0", NULL };
	server = run(serve[0], serve);
	wait_for_server();
	return 0;
}

static int end(void **state)
{
	(void)state;
	outside_close();
	kill(server, SIGTERM);
	waitpid(server, NULL, 0);
	return 0;
}

/* The demo's tables, and cron as VICIdial's installation grants it. */
static int stock_rights(void **state)
{
	(void)state;
	const char *schema = builtin_sql(SQL_DEMO_SCHEMA), *stop;
	outside_run(&root, "CREATE OR REPLACE DATABASE asterisk");
	outside_run(&root, "USE asterisk");
	for (; (stop = strstr(schema, ";\n")) != NULL; schema = stop + 2) {
		char one[8000];
		text_format(one, sizeof one, "%.*s", (int)(stop - schema), schema);
		outside_run(&root, one);
	}
	outside_run(&root, "INSERT INTO phones_alias VALUES ('t1', 'first', 'a,b', '---ALL---')");
	outside_run(&root, "CREATE OR REPLACE USER cron@'127.0.0.1' IDENTIFIED BY '1234'");
	outside_run(&root, "GRANT SELECT, INSERT, UPDATE, DELETE, LOCK TABLES ON asterisk.* TO cron@'127.0.0.1'");
	return 0;
}

static Connection cron(const char *host)
{
	Connection where = { .user = "cron", .database = "asterisk", .port = root.port };
	text_copy(where.host, sizeof where.host, host);
	return where;
}

static Database *open_cron(void)
{
	Database *db;
	if (!opens(cron("127.0.0.1"), "1234", &db))
		fail_msg("%s", err.text);
	return db;
}

static void says(const char *words)
{
	if (!strstr(err.text, words))
		fail_msg("\"%s\" is not in \"%s\"", words, err.text);
}

static void gather(void *context, bool ok, const char *sentence)
{
	text_addf(context, "%s %s\n", ok ? "+" : "-", sentence);
}

static Step rename_step(void)
{
	return (Step){ .kind = PLAN_EDIT, .table = TABLE_ALIAS, .column_count = 4, .columns = {
		{ .column = COLUMN_ALIAS_ID, .before = value_text("t1") },
		{ .column = COLUMN_ALIAS_NAME, .before = value_text("first"), .after = value_text("second"), .writes = true },
		{ .column = COLUMN_LOGINS_LIST, .before = value_text("a,b") },
		{ .column = COLUMN_USER_GROUP, .before = value_text(GROUP_ALL) },
	} };
}

static void stock_rights_are_enough(void **state)
{
	(void)state;
	Database *db = open_cron();
	Text said = { 0 };
	Written written;
	Step step = rename_step();
	assert_true(vicidial_check(db, gather, &said, &err));
	if (strstr(said.bytes, "- "))
		fail_msg("%s", said.bytes);
	assert_true(vicidial_write_step(db, &step, &written, &err));
	assert_int_equal(written.matched, 1);
	text_free(&said);
	database_close(db);
}

static void localhost_with_its_socket_elsewhere_is_found(void **state)
{
	(void)state;
	Database *db;
	if (!opens(cron("localhost"), "1234", &db))
		fail_msg("%s", err.text);
	assert_string_equal(database_info(db)->told, "localhost has no socket where the client library looks for it: connected to 127.0.0.1 instead.");
	assert_true(database_info(db)->local);
	database_close(db);
}

static void wrong_password_names_the_user_and_the_file_only(void **state)
{
	(void)state;
	Database *db;
	assert_false(opens(cron("127.0.0.1"), "marker", &db));
	assert_int_equal(err.code, ERR_OFFLINE);
	says("refuses user cron: VARDB_user or VARDB_pass in /etc/astguiclient.conf is wrong");
	assert_null(strstr(err.text, "marker"));
}

static void database_without_rights_is_said(void **state)
{
	(void)state;
	Database *db;
	Connection where = cron("127.0.0.1");
	strcpy(where.database, "mysql");
	assert_false(opens(where, "1234", &db));
	says("User cron may not use the database mysql at 127.0.0.1");
}

static void each_missing_right_is_asked_for(void **state)
{
	(void)state;
	Text said = { 0 };
	Written written;
	Step step = rename_step();
	outside_run(&root, "REVOKE UPDATE, DELETE ON asterisk.* FROM cron@'127.0.0.1'");
	Database *db = open_cron();
	assert_true(vicidial_check(db, gather, &said, &err));
	assert_non_null(strstr(said.bytes, "Ask your DBA for: GRANT UPDATE ON asterisk.phones TO 'cron'@'127.0.0.1';"));
	assert_non_null(strstr(said.bytes, "Ask your DBA for: GRANT DELETE ON asterisk.phones_alias TO 'cron'@'127.0.0.1';"));
	assert_null(strstr(said.bytes, "GRANT SELECT"));
	assert_false(vicidial_write_step(db, &step, &written, &err));
	assert_int_equal(err.code, ERR_STORE);
	says("UPDATE command denied to user 'cron'@");
	says("vicialias --check");
	text_free(&said);
	database_close(db);
}

static void replica_is_recognised(void **state)
{
	(void)state;
	Text said = { 0 };
	Written written;
	Step step = rename_step();
	outside_run(&root, "SET GLOBAL read_only = 1");
	Database *db = open_cron();
	assert_true(database_info(db)->read_only);
	assert_true(vicidial_check(db, gather, &said, &err));
	assert_non_null(strstr(said.bytes, "- The database server is read-only"));
	assert_false(vicidial_write_step(db, &step, &written, &err));
	says("read-only (a replica?), so nothing was written");
	outside_run(&root, "SET GLOBAL read_only = 0");
	text_free(&said);
	database_close(db);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(stock_rights_are_enough, stock_rights),
		cmocka_unit_test_setup(localhost_with_its_socket_elsewhere_is_found, stock_rights),
		cmocka_unit_test_setup(wrong_password_names_the_user_and_the_file_only, stock_rights),
		cmocka_unit_test_setup(database_without_rights_is_said, stock_rights),
		cmocka_unit_test_setup(each_missing_right_is_asked_for, stock_rights),
		cmocka_unit_test_setup(replica_is_recognised, stock_rights),
	};
	return cmocka_run_group_tests(tests, start, end);
}
