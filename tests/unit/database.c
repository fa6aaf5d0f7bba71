/* The connection does what it promises: bytes come and go as they are, nothing is silently altered, no wait is unbounded,
 * a dead session's fence tells whether its server thread is still at work, and each refusal is a sentence with what to do. */
#include <arpa/inet.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/base/sys.h"
#include "core/data/database.h"
#include "core/data/refusal.h"
#include "tests/outside.h"
#include "tests/scratch.h"
#include "tests/tap.h"

enum { PATIENCE_MS = 20000, LOOK_AGAIN_MS = 5 };

static const Connection *site;
static Database *db;
static Err err;

/* Each open is another session. */
static void next_session(uint8_t session[16])
{
	static uint8_t number;
	memset(session, 0, 16);
	session[0] = ++number;
	memcpy(session + 1, &(pid_t){ getpid() }, sizeof(pid_t));
}

static Database *open_as(const uint8_t session[16])
{
	Connection where = *site;
	Database *opened;
	if (!database_open(&opened, &where, session, 0, &err))
		fail_msg("%s", err.text);
	return opened;
}

static int start(void **state)
{
	(void)state;
	uint8_t session[16];
	site = scratch_database();
	next_session(session);
	db = open_as(session);
	return 0;
}

static int end(void **state)
{
	(void)state;
	database_close(db);
	outside_close();
	return 0;
}

/* One alias of ours, in columns of three kinds. */
static int one_alias(void **state)
{
	(void)state;
	outside_run(site, "DROP TABLE phones_alias");
	outside_run(site, "CREATE TABLE phones_alias (alias_id VARCHAR(20) NOT NULL PRIMARY KEY, alias_name VARCHAR(50) CHARACTER SET latin1,"
	                  " logins_list VARCHAR(255) CHARACTER SET utf8mb3, user_group ENUM('A','B')) ENGINE=MyISAM");
	outside_run(site, "INSERT INTO phones_alias VALUES ('t1', 'first', 'a,b', 'A')");
	return 0;
}

/* SET column = value WHERE alias_id = 't1'. */
static bool set_column(Database *to, const char *assignment, Value value, bool as_text, Written *out)
{
	Value values[] = { value, value_text("t1") };
	return database_write(to, &(Statement){ .sql = SQL_VICIDIAL_ALIAS_UPDATE, .values = values, .value_count = 2,
	                                        .as_text = 2 | (uint64_t)as_text, .set = assignment, .guard = "alias_id = ?" }, out, &err);
}

static const char *stored(const char *column)
{
	char sql[100];
	text_format(sql, sizeof sql, "SELECT HEX(%s) FROM phones_alias WHERE alias_id = 't1'", column);
	return outside_ask(site, sql);
}

static Rows *read_alias(void)
{
	Rows *rows;
	Value id = value_text("t1");
	assert_true(database_read(db, &(Statement){ .sql = SQL_VICIDIAL_RECORD_ALIAS, .values = &id, .value_count = 1, .as_text = 1, .list = 1 }, &rows, &err));
	return rows;
}

static void says(const char *words)
{
	if (!strstr(err.text, words))
		fail_msg("\"%s\" is not in \"%s\"", words, err.text);
}

static void session_is_strict_bounded_and_in_utf8(void **state)
{
	(void)state;
	/* The rules are a session's own, so they are asked of one through a statement of ours that evaluates them. */
	Written written;
	outside_run(site, "ALTER TABLE phones_alias MODIFY logins_list VARCHAR(255)");
	assert_true(set_column(db, "alias_name = ?, logins_list = CONCAT_WS(' ', @@sql_mode, @@lock_wait_timeout, @@wait_timeout, "
	                           "@@character_set_client, @@character_set_connection, @@character_set_results)", value_text("x"), true, &written));
	assert_string_equal(outside_ask(site, "SELECT logins_list FROM phones_alias"),
	                    "STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION 5 600 utf8mb4 utf8mb4 utf8mb4");
	const DatabaseInfo *info = database_info(db);
	assert_true(info->mariadb && info->local && !info->read_only && !info->encrypted);
	assert_string_equal(info->told, "");
	assert_true(info->connection_id > 0 && *info->version && *info->host);
}

static void password_is_wiped_whether_it_connects_or_not(void **state)
{
	(void)state;
	uint8_t session[16];
	Database *opened;
	Connection good = *site, bad = *site;
	char zero[sizeof good.password] = "";
	strcpy(good.password, "marker-one");
	strcpy(bad.password, "marker-two");
	strcpy(bad.database, "nowhere");
	next_session(session);
	assert_true(database_open(&opened, &good, session, 0, &err));
	database_close(opened);
	assert_false(database_open(&opened, &bad, session, 0, &err));
	assert_null(opened);
	assert_memory_equal(good.password, zero, sizeof zero);
	assert_memory_equal(bad.password, zero, sizeof zero);
}

static void any_bytes_come_back_as_they_are_stored(void **state)
{
	(void)state;
	outside_run(site, "UPDATE phones_alias SET alias_name = X'41009FFF42', logins_list = '', user_group = NULL");
	Rows *rows = read_alias();
	assert_int_equal(rows->count, 1);
	Value name = rows_value(rows, 0, 2);
	assert_int_equal(name.length, 5);
	assert_memory_equal(name.bytes, "\x41\x00\x9F\xFF\x42", 5);
	assert_string_equal(rows_text(rows, 0, 3), "A\xE2\x90\x80\xC5\xB8\xC3\xBF" "B");   /* as shown: latin1 made UTF-8, NUL pictured */
	assert_false(rows_value(rows, 0, 4).null);
	assert_string_equal(rows_text(rows, 0, 5), "");
	assert_true(rows_value(rows, 0, 6).null);
	assert_null(rows_text(rows, 0, 7));
	assert_int_equal(rows_number(rows, 0, 3, -7), -7);
	rows_free(rows);
}

static void long_values_come_whole(void **state)
{
	(void)state;
	Rows *rows;
	Value texts[] = { value_text("PHONEALIASES"), value_text("long"), value_text("%") };
	outside_run(site, "DELETE FROM vicidial_admin_log");
	outside_run(site, "INSERT INTO vicidial_admin_log SET event_date=NOW(), user='u', ip_address='', event_section='PHONEALIASES', record_id='long',"
	                  " event_code='', event_notes=CONCAT(REPEAT('x', 300000), 'end')");
	assert_true(database_read(db, &(Statement){ .sql = SQL_VICIDIAL_LOG_FIND, .values = texts, .value_count = 3, .as_text = 7 }, &rows, &err));
	assert_int_equal(rows_value(rows, 0, 1).length, 300003);
	assert_string_equal(rows_text(rows, 0, 1) + 300000, "end");
	rows_free(rows);
}

static void text_is_converted_and_bytes_are_not(void **state)
{
	(void)state;
	Written written;
	assert_true(set_column(db, "alias_name = ?", value_text("caf\xC3\xA9"), true, &written));
	assert_string_equal(stored("alias_name"), "636166E9");
	assert_true(set_column(db, "alias_name = ?", (Value){ .bytes = (const uint8_t *)"\xFF\xFE\0z", .length = 4 }, false, &written));
	assert_string_equal(stored("alias_name"), "FFFE007A");
	assert_true(set_column(db, "alias_name = ?", VALUE_NULL, false, &written));
	assert_string_equal(stored("alias_name"), "NULL");
}

static void refuses(const char *assignment, const char *value)
{
	Written written;
	assert_false(set_column(db, assignment, value_text(value), true, &written));
	assert_int_equal(err.code, ERR_STORE);
	assert_true(written.error > 0 && !written.damaged);
	says("cannot store a value as it is, so nothing was written");
	assert_string_equal(outside_rows(site, "SELECT * FROM phones_alias"), "t1|first|a,b|A");
}

static void nothing_is_cut_or_replaced_on_the_way_in(void **state)
{
	(void)state;
	refuses("alias_name = ?", "0123456789012345678901234567890123456789012345678901234567890");
	refuses("alias_name = ?", "\xD0\x96");                  /* no latin1 letter */
	refuses("logins_list = ?", "\xF0\x9F\x98\x80");         /* four bytes into utf8mb3 */
	refuses("user_group = ?", "C");                         /* no member of the ENUM */
}

static void found_rows_are_counted_not_changed_ones(void **state)
{
	(void)state;
	Written written;
	assert_true(set_column(db, "alias_name = ?", value_text("first"), true, &written));
	assert_int_equal(written.matched, 1);
	outside_run(site, "DELETE FROM phones_alias");
	assert_true(set_column(db, "alias_name = ?", value_text("first"), true, &written));
	assert_int_equal(written.matched, 0);
}

static bool take_some(void *context, const Value *values, size_t count)
{
	size_t *left = context;
	assert_int_equal(count, 4);
	assert_true(values[0].length > 0);
	return --*left > 0;
}

static void stream_gives_each_row_and_may_be_stopped(void **state)
{
	(void)state;
	Statement aliases = { .sql = SQL_VICIDIAL_CATALOG_ALIASES };
	outside_run(site, "INSERT INTO phones_alias SELECT CONCAT('s', seq), NULL, '', 'B' FROM seq_1_to_2000");
	size_t left = 5000;
	assert_true(database_stream(db, &aliases, take_some, &left, &err));
	assert_int_equal(left, 5000 - 2001);
	left = 10;
	assert_true(database_stream(db, &aliases, take_some, &left, &err));
	assert_int_equal(left, 0);
	rows_free(read_alias());                 /* what was not wanted does not stand in the way */
}

static void fence_is_held_while_the_session_lives(void **state)
{
	(void)state;
	uint8_t session[16];
	bool got;
	unsigned long holder;
	next_session(session);
	Database *other = open_as(session);
	assert_true(database_fence(db, session, 0, &got, &holder, &err));
	assert_false(got);
	assert_int_equal(holder, database_info(other)->connection_id);
	database_close(other);
	assert_true(database_fence(db, session, 20, &got, &holder, &err));
	assert_true(got);
	assert_int_equal(holder, 0);
	assert_true(database_fence_release(db, session, &err));
	other = open_as(session);                /* it is free again */
	database_close(other);
}

static void second_session_with_the_same_id_is_refused(void **state)
{
	(void)state;
	uint8_t session[16];
	next_session(session);
	Database *first = open_as(session), *second;
	Connection where = *site;
	assert_false(database_open(&second, &where, session, 0, &err));
	says("GET_LOCK");
	where = *site;                           /* with a frozen clock ids are fixed, so it is no fault there */
	assert_true(database_open(&second, &where, session, 1732000000000000, &err));
	database_close(second);
	database_close(first);
}

static void wait_until(const char *question, const char *answer)
{
	for (int64_t until = sys_monotonic_ms() + PATIENCE_MS; strcmp(outside_ask(site, question), answer) != 0; poll(NULL, 0, LOOK_AGAIN_MS))
		if (sys_monotonic_ms() > until)
			fail_msg("%s is not %s", question, answer);
}

/* A console is killed while its write waits for a lock; the server goes on with it. */
static void ghost_of_a_killed_console_is_waited_for(void **state)
{
	(void)state;
	uint8_t session[16];
	bool got;
	unsigned long holder;
	next_session(session);
	outside_run(site, "LOCK TABLES phones_alias READ");
	pid_t console = fork();
	if (console == 0) {
		Written written;
		_exit(set_column(open_as(session), "alias_name = ?", value_text("ghost"), true, &written));
	}
	wait_until("SELECT COUNT(*) FROM information_schema.processlist WHERE state LIKE 'Waiting for table%' AND info LIKE '%phones_alias%'", "1");
	kill(console, SIGKILL);
	waitpid(console, NULL, 0);
	assert_true(database_fence(db, session, 0, &got, &holder, &err));
	assert_false(got);
	outside_run(site, "UNLOCK TABLES");
	assert_true(database_fence(db, session, 20, &got, &holder, &err));
	assert_true(got);
	assert_string_equal(outside_ask(site, "SELECT alias_name FROM phones_alias"), "ghost");   /* and this is final */
	assert_true(database_fence_release(db, session, &err));
}

static void locked_table_is_said_and_nothing_written(void **state)
{
	(void)state;
	Written written;
	outside_run(site, "LOCK TABLES phones_alias READ");
	assert_false(set_column(db, "alias_name = ?", value_text("second"), true, &written));
	outside_run(site, "UNLOCK TABLES");
	assert_int_equal(err.code, ERR_STORE);
	assert_int_equal(written.error, 1205);
	says("locked by a backup or a long report, so nothing was written. Try again");
	assert_string_equal(outside_ask(site, "SELECT alias_name FROM phones_alias"), "first");
}

static void key_that_exists_is_said(void **state)
{
	(void)state;
	Written written;
	outside_run(site, "INSERT INTO phones_alias VALUES ('t2', NULL, NULL, NULL)");
	assert_false(set_column(db, "alias_id = ?", value_text("T2 "), true, &written));
	assert_int_equal(written.error, 1062);
	says("There is a row with this key already");
}

static void crashed_table_is_named_and_marked_as_damaged(void **state)
{
	(void)state;
	char path[300];
	Written written;
	assert_true(set_column(db, "alias_name = ?", value_text("open it"), true, &written));
	assert_int_equal(truncate(scratch_path(path, sizeof path, "demo/data/asterisk/phones_alias.MYD"), 0), 0);
	assert_false(set_column(db, "alias_name = ?", value_text("second"), true, &written));
	assert_int_equal(err.code, ERR_DAMAGED);
	assert_true(written.damaged);
	says("The table phones_alias is crashed: it needs REPAIR TABLE by your DBA.");
}

static void broken_connection_is_told_from_a_refusal(void **state)
{
	(void)state;
	uint8_t session[16];
	Written written;
	next_session(session);
	Database *doomed = open_as(session);
	outside_runf(site, "KILL %lu", database_info(doomed)->connection_id);
	assert_false(set_column(doomed, "alias_name = ?", value_text("x"), true, &written));
	assert_int_equal(err.code, ERR_OFFLINE);
	says("The connection to the database is lost");
	assert_false(set_column(doomed, "alias_name = ?", value_text("x"), true, &written));   /* and is not quietly made anew */
	assert_int_equal(err.code, ERR_OFFLINE);
	database_close(doomed);
}

static void cannot_open(Connection where, const char *words)
{
	uint8_t session[16];
	Database *opened;
	next_session(session);
	strcpy(where.source, "/etc/astguiclient.conf");
	assert_false(database_open(&opened, &where, session, 0, &err));
	assert_null(opened);
	assert_int_equal(err.code, ERR_OFFLINE);
	says(words);
	assert_null(strstr(err.text, "marker"));
}

/* A port of this machine; listening, but nobody will ever speak there. */
static unsigned listen_silently(int *fd)
{
	struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t length = sizeof address;
	*fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	assert_int_equal(bind(*fd, (struct sockaddr *)&address, sizeof address), 0);
	assert_int_equal(getsockname(*fd, (struct sockaddr *)&address, &length), 0);
	assert_int_equal(listen(*fd, 8), 0);
	return ntohs(address.sin_port);
}

static void why_it_does_not_connect_is_a_sentence(void **state)
{
	(void)state;
	int fd;
	Connection where = { .user = "cron", .password = "marker", .database = "asterisk", .port = listen_silently(&fd) };
	strcpy(where.host, "127.0.0.1");
	cannot_open(where, "does not speak as a database does, or not within 5 seconds");
	close(fd);
	cannot_open(where, "it is not running, or VARDB_port in /etc/astguiclient.conf is another");
	strcpy(where.host, "localhost");         /* no socket there, so this is tried */
	cannot_open(where, "No database answers at 127.0.0.1 port");
	strcpy(where.host, "no-such-host.invalid");
	cannot_open(where, "host no-such-host.invalid was not found: look at VARDB_server in /etc/astguiclient.conf");
	where = *site;
	strcpy(where.database, "nowhere");
	cannot_open(where, "There is no database nowhere at");
}

static void words_of_the_server_cannot_drive_the_terminal(void **state)
{
	(void)state;
	assert_false(refusal_of_statement(&err, 9999, "\x1b]0;owned\x07 \xC2\x9B" "31m"));
	assert_null(strpbrk(err.text, "\x1b\x07"));
	assert_null(strstr(err.text, "\xC2\x9B"));
	refusal_of_statement(&err, 1142, "UPDATE command denied to user 'cron'@'localhost' for table `asterisk`.`phones`");
	says("lacks a right; vicialias --check says which GRANT");
	says("UPDATE command denied");
	refusal_of_statement(&err, 145, "Table './asterisk/phones' is marked as crashed and should be repaired");
	says("The table phones is crashed");
	refusal_of_statement(&err, 126, "Index for table '/tmp/#sql.MYI' is corrupt");
	says("The table #sql is crashed");
	refusal_of_statement(&err, 127, "no quotes");
	says("The table in question is crashed");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(session_is_strict_bounded_and_in_utf8, one_alias),
		cmocka_unit_test(password_is_wiped_whether_it_connects_or_not),
		cmocka_unit_test_setup(any_bytes_come_back_as_they_are_stored, one_alias),
		cmocka_unit_test(long_values_come_whole),
		cmocka_unit_test_setup(text_is_converted_and_bytes_are_not, one_alias),
		cmocka_unit_test_setup(nothing_is_cut_or_replaced_on_the_way_in, one_alias),
		cmocka_unit_test_setup(found_rows_are_counted_not_changed_ones, one_alias),
		cmocka_unit_test_setup(stream_gives_each_row_and_may_be_stopped, one_alias),
		cmocka_unit_test(fence_is_held_while_the_session_lives),
		cmocka_unit_test(second_session_with_the_same_id_is_refused),
		cmocka_unit_test_setup(ghost_of_a_killed_console_is_waited_for, one_alias),
		cmocka_unit_test_setup(locked_table_is_said_and_nothing_written, one_alias),
		cmocka_unit_test_setup(key_that_exists_is_said, one_alias),
		cmocka_unit_test_setup(crashed_table_is_named_and_marked_as_damaged, one_alias),
		cmocka_unit_test_setup(broken_connection_is_told_from_a_refusal, one_alias),
		cmocka_unit_test(why_it_does_not_connect_is_a_sentence),
		cmocka_unit_test(words_of_the_server_cannot_drive_the_terminal),
	};
	return cmocka_run_group_tests(tests, start, end);
}
