/* VICIdial's own dialect of the request against what a real installation answered: each record of native/recorded.json, and those
 * of native/rules.json and native/edges.json, which its rules say and nobody recorded, is asked through the CGI and through the
 * command line on the tables it was recorded on, on the same in other character sets, and where the server is strict. The answer
 * is the same to the byte, but for the password, and so is every row of the tables it changes. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "core/base/builtin.h"
#include "core/base/sys.h"
#include "tests/outside.h"
#include "tests/scratch.h"
#include "tui/cgi.h"
#include "tui/cli_api.h"

#include "tests/tap.h"

enum { ANSWER_CAP = 40000 };

static Demo      *server;
static Connection site;
static Config     config;
static sqlite3   *records;                   /* reads the JSON */
static char       said[ANSWER_CAP];
static const char *usual_mode = "NO_ENGINE_SUBSTITUTION";

/* --- the site --- */

static void run_script(const char *script)
{
	Arena *mem = arena_new();
	for (const char *at = script, *end; (end = strstr(at, ";\n")) != NULL; at = end + 2)
		outside_run(&site, arena_bytes(mem, at, (size_t)(end - at)));
	arena_free(mem);
}

/* A request writes to the first CHANGED of them; to the rest only a record's own preparations do. */
static const char *const tables[] = {
	"phones_alias", "vicidial_users", "vicidial_admin_log", "vicidial_api_log", "system_settings", "vicidial_user_groups", "phones",
	"servers", "vicidial_ip_lists", "vicidial_ip_list_entries", "vicidial_two_factor_auth",
};
enum { TABLES = sizeof tables / sizeof *tables, COMPARED = 2, CHANGED = 4 };

static int open_site(void **state)
{
	(void)state;
	Text fixture = { 0 };
	Err err;
	server = scratch_empty_server("site", &site);
	run_script(builtin_sql(SQL_DEMO_SCHEMA));
	if (!sys_read_file(&fixture, "tests/journeys/fixture.sql", 1 << 20, &err))
		fail_msg("%s", err.text);
	run_script(fixture.bytes);
	text_free(&fixture);
	for (size_t i = 0; i < TABLES; i++) {
		outside_runf(&site, "CREATE TABLE kept_%s LIKE %s", tables[i], tables[i]);
		outside_runf(&site, "INSERT INTO kept_%s SELECT * FROM %s", tables[i], tables[i]);
		if (i < COMPARED)
			outside_runf(&site, "CREATE TABLE was_%s LIKE %s", tables[i], tables[i]);
	}
	unsetenv("SSH_CONNECTION");
	config = (Config){ .password_fd = -1, .word_count = 2 };
	scratch_path(config.audit, sizeof config.audit, "log/audit.db");
	return sqlite3_open(":memory:", &records) == SQLITE_OK ? 0 : 1;
}

static int close_site(void **state)
{
	(void)state;
	sqlite3_close(records);
	outside_close();
	demo_close(server);
	return 0;
}

/* --- a record --- */

typedef struct {
	const char *id, *title, *query, *body, *answer, *json;
	bool        continues;
} Recorded;

/* The first column of each row a SELECT makes of the record, as lines. */
static char *lines_of(Arena *mem, const char *json, const char *select)
{
	sqlite3_stmt *row;
	Text text = { 0 };
	if (sqlite3_prepare_v2(records, select, -1, &row, NULL) != SQLITE_OK)
		fail_msg("%s", sqlite3_errmsg(records));
	sqlite3_bind_text(row, 1, json, -1, SQLITE_STATIC);
	text_add(&text, "");
	while (sqlite3_step(row) == SQLITE_ROW)
		text_addf(&text, "%s%s", text.length ? "\n" : "", (const char *)sqlite3_column_text(row, 0));
	sqlite3_finalize(row);
	char *lines = arena_text(mem, text.bytes);
	text_free(&text);
	return lines;
}

static void prepare(const Recorded *record)
{
	static bool prepared = true;
	Arena *mem = arena_new();
	if (prepared && !record->continues)
		outside_runf(&site, "SET GLOBAL sql_mode = '%s'", usual_mode);
	for (size_t i = 0; i < (prepared ? TABLES : CHANGED) && !record->continues; i++) {
		outside_runf(&site, "DELETE FROM %s", tables[i]);
		outside_runf(&site, "INSERT INTO %s SELECT * FROM kept_%s", tables[i], tables[i]);
	}
	char *setup = lines_of(mem, record->json,
		"SELECT 'UPDATE system_settings SET ' || key || '=' || quote(value)"
		"  FROM json_each(?1, '$.request.preconditions.system_settings')"
		" UNION ALL SELECT value FROM json_each(?1, '$.request.preconditions.data_setup')");
	prepared = *setup != '\0';
	for (char *rest = setup, *line; (line = strtok_r(rest, "\n", &rest)) != NULL;)
		outside_run(&site, line);
	for (size_t i = 0; i < COMPARED; i++) {
		outside_runf(&site, "DELETE FROM was_%s", tables[i]);
		outside_runf(&site, "INSERT INTO was_%s SELECT * FROM %s", tables[i], tables[i]);
	}
	arena_free(mem);
}

/* --- what was to become of it, and what has --- */

static const char expected[] =
	"SELECT line FROM ("
	" SELECT 'alias ' || json_extract(c.value, '$.key') || '.' || k.key || '=' ||"
	"  ifnull(json_extract(k.value, '$[1]'), 'NULL') AS line"
	"  FROM json_each(?1, '$.delta.phones_alias.changed') c, json_each(c.value, '$.columns') k"
	" UNION ALL SELECT 'gone ' || json_extract(value, '$.alias_id') FROM json_each(?1, '$.delta.phones_alias.removed')"
	" UNION ALL SELECT 'new ' || json_extract(value, '$.alias_id') || '|' || json_extract(value, '$.alias_name') || '|' ||"
	"  json_extract(value, '$.logins_list') || '|' || json_extract(value, '$.user_group')"
	"  FROM json_each(?1, '$.delta.phones_alias.added')"
	" UNION ALL SELECT 'user ' || json_extract(c.value, '$.key') || '.' || k.key || '=' ||"
	"  ifnull(json_extract(k.value, '$[1]'), 'NULL')"
	"  FROM json_each(?1, '$.delta.vicidial_users.changed') c, json_each(c.value, '$.columns') k"
	" UNION ALL SELECT 'admin log ' || json_extract(value, '$.user') || '|' || json_extract(value, '$.ip_address') || '|' ||"
	"  json_extract(value, '$.event_section') || '|' || json_extract(value, '$.event_type') || '|' ||"
	"  json_extract(value, '$.record_id') || '|' || json_extract(value, '$.event_code') || '|' ||"
	"  json_extract(value, '$.event_sql') || '|' ||"
	"  rtrim(json_extract(value, '$.event_notes')) || '|' || json_extract(value, '$.user_group')"
	"  FROM json_each(?1, '$.delta.vicidial_admin_log.added')"
	" UNION ALL SELECT 'api log ' || json_extract(value, '$.user') || '|' || json_extract(value, '$.function') || '|' ||"
	"  json_extract(value, '$.api_script') || '|' || json_extract(value, '$.agent_user') || '|' ||"
	"  json_extract(value, '$.result') || '|' || json_extract(value, '$.result_reason') || '|' ||"
	"  json_extract(value, '$.source') || '|' || json_extract(value, '$.data')"
	"  FROM json_each(?1, '$.delta.vicidial_api_log.added')) ORDER BY line";

static void add_changes(Text *sql, const char *what, const char *table, const char *key, const char *const *columns)
{
	for (; *columns; columns++)
		text_addf(sql, " UNION ALL SELECT CONCAT('%s ', b.%s, '.%s=', IFNULL(IF('%s' = 'last_login_date' AND"
		               " ABS(TIMESTAMPDIFF(SECOND, a.%s, NOW())) < 100, '<NOW>', a.%s), 'NULL'))"
		               " FROM %s a JOIN was_%s b ON a.%s = b.%s WHERE NOT BINARY a.%s <=> BINARY b.%s",
		          what, key, *columns, *columns, *columns, *columns, table, table, key, key, *columns, *columns);
}

/* Our anchor behind the notes is ours. */
static const char *effects(void)
{
	static const char *const of_alias[] = { "alias_name", "logins_list", "user_group", NULL };
	static const char *const of_user[] = { "failed_login_count", "last_login_date", "last_ip", "failed_login_attempts_today",
	                                       "failed_login_count_today", "failed_last_ip_today", "failed_last_type_today",
	                                       "pass", NULL };
	Text sql = { 0 };
	text_add(&sql, "SELECT line FROM (SELECT CONCAT('gone ', b.alias_id) AS line FROM was_phones_alias b LEFT JOIN phones_alias a"
	               " ON a.alias_id = b.alias_id WHERE a.alias_id IS NULL"
	               " UNION ALL SELECT CONCAT_WS('|', CONCAT('new ', a.alias_id), a.alias_name, a.logins_list, a.user_group)"
	               " FROM phones_alias a LEFT JOIN was_phones_alias b ON a.alias_id = b.alias_id WHERE b.alias_id IS NULL"
	               " UNION ALL SELECT CONCAT_WS('|', CONCAT('admin log ', user), ip_address, event_section, event_type, record_id,"
	               " event_code, event_sql, RTRIM(SUBSTRING_INDEX(event_notes, '| va1 ', 1)), user_group) FROM vicidial_admin_log"
	               " WHERE event_notes LIKE '%| va1 c=%'"
	               " UNION ALL SELECT CONCAT_WS('|', CONCAT('api log ', user), function, api_script, agent_user, result,"
	               " result_reason, source, data) FROM vicidial_api_log");
	add_changes(&sql, "alias", "phones_alias", "alias_id", of_alias);
	add_changes(&sql, "user", "vicidial_users", "user", of_user);
	text_add(&sql, ") effects ORDER BY BINARY line");
	const char *lines = outside_rows(&site, sql.bytes);
	text_free(&sql);
	return lines;
}

/* --- the two mouths --- */

static const char *read_back(int fd)
{
	ssize_t got = pread(fd, said, sizeof said - 1, 0);
	assert_true(got >= 0);
	said[got] = '\0';
	close(fd);
	return said;
}

static const char *through_cgi(const Recorded *record)
{
	static char entries[8][80000];
	char *list[] = { entries[0], entries[1], entries[2], entries[3], entries[4], entries[5], entries[6], NULL }, **before = environ;
	int in = memfd_create("body", 0), out = memfd_create("answer", 0), log = memfd_create("log", 0), terminal = dup(STDERR_FILENO);
	size_t length = strlen(record->body);
	text_format(entries[0], sizeof *entries, "REQUEST_METHOD=%s", length ? "POST" : "GET");
	text_format(entries[1], sizeof *entries, "QUERY_STRING=%s", record->query);
	text_format(entries[2], sizeof *entries, "REMOTE_ADDR=127.0.0.1");
	text_format(entries[3], sizeof *entries, "VICIALIAS_AUDIT=%s", config.audit);
	text_format(entries[4], sizeof *entries, "CONTENT_TYPE=application/x-www-form-urlencoded");
	text_format(entries[5], sizeof *entries, "CONTENT_LENGTH=%zu", length);
	text_format(entries[6], sizeof *entries, "GATEWAY_INTERFACE=CGI/1.1");
	assert_int_equal(write(in, record->body, length), length);
	lseek(in, 0, SEEK_SET);
	environ = list;
	dup2(log, STDERR_FILENO);
	int exit_code = cgi_answer(in, out, &site);
	dup2(terminal, STDERR_FILENO);
	environ = before;
	close(in), close(log), close(terminal);
	assert_int_equal(exit_code, 0);
	const char *answer = strstr(read_back(out), "\r\n\r\n");
	assert_non_null(answer);
	return answer + 4;
}

static const char *through_command(const Recorded *record)
{
	int out = memfd_create("answer", 0), log = memfd_create("log", 0), screen = dup(STDOUT_FILENO), terminal = dup(STDERR_FILENO);
	Connection where = site;
	Text query = { 0 };
	Err err;
	text_addf(&query, "%s%s", record->query, record->body);
	fflush(stdout);
	dup2(out, STDOUT_FILENO), dup2(log, STDERR_FILENO);
	(void)!cli_api(&config, &where, query.bytes, &err);
	fflush(stdout);
	dup2(screen, STDOUT_FILENO), dup2(terminal, STDERR_FILENO);
	close(log), close(screen), close(terminal);
	text_free(&query);
	return read_back(out);
}

/* VICIdial sends the password back behind the user; its place stays empty here. */
static const char *without_password(Arena *mem, const char *answer)
{
	static const char login[] = "ERROR: Login incorrect, please try again: |";
	if (strncmp(answer, login, strlen(login)) != 0)
		return answer;
	const char *user_end = strchr(answer + strlen(login), '|'), *password_end = strchr(user_end + 1, '|');
	return arena_format(mem, "%.*s|%s", (int)(user_end - answer), answer, password_end);
}

static bool holds(const Recorded *record, const char *(*mouth)(const Recorded *), const char *way)
{
	Arena *mem = arena_new();
	prepare(record);
	const char *right = without_password(mem, record->answer), *answer = mouth(record);
	const char *effect = lines_of(mem, record->json, expected), *done = effects();
	bool same = strcmp(right, answer) == 0;
	if (!same)
		print_error("%s through %s: %s\n  expected %s  but got  %s", record->id, way, record->title, right, answer);
	if (strcmp(effect, done) != 0)
		print_error("%s through %s: %s\n expected effects:\n%s\n but got:\n%s\n", record->id, way, record->title, effect, done);
	same = same && strcmp(effect, done) == 0;
	arena_free(mem);
	return same;
}

static const char *text_of(Arena *mem, sqlite3_stmt *row, int column)
{
	const char *text = (const char *)sqlite3_column_text(row, column);
	return arena_text(mem, text ? text : "");
}

/* except: the IDs of those that tell of another site. */
static void ask_all(const char *path, const char *(*mouth)(const Recorded *), const char *way, const char *except)
{
	Text json = { 0 };
	Err err;
	size_t asked = 0, failed = 0;
	sqlite3_stmt *row;
	if (!sys_read_file(&json, path, 1 << 20, &err))
		fail_msg("%s", err.text);
	static const char all[] =
		"SELECT json_extract(value, '$.id'), json_extract(value, '$.title'), json_extract(value, '$.request.query_string'),"
		" json_extract(value, '$.request.post_body'), json_extract(value, '$.response.body'), value,"
		" json_extract(value, '$.request.preconditions.continues_from_previous') FROM json_each(?1)"
		" WHERE instr(?2, json_extract(value, '$.id')) = 0";
	sqlite3_prepare_v2(records, all, -1, &row, NULL);
	sqlite3_bind_text(row, 1, json.bytes, -1, SQLITE_STATIC);
	sqlite3_bind_text(row, 2, except, -1, SQLITE_STATIC);
	while (sqlite3_step(row) == SQLITE_ROW) {
		Arena *mem = arena_new();
		Recorded record = { .id = text_of(mem, row, 0), .title = text_of(mem, row, 1), .query = text_of(mem, row, 2),
		                   .body = text_of(mem, row, 3), .answer = text_of(mem, row, 4), .json = text_of(mem, row, 5),
		                   .continues = sqlite3_column_int(row, 6) };
		/* A command has no body beside its query. */
		if (mouth == through_cgi || !*record.query || !*record.body)
			failed += !holds(&record, mouth, way);
		asked++;
		arena_free(mem);
	}
	sqlite3_finalize(row);
	text_free(&json);
	assert_true(asked > 10);
	assert_int_equal(failed, 0);
}

static void the_cgi_answers_as_the_real_api_did(void **state)
{
	(void)state;
	ask_all("tests/unit/native/recorded.json", through_cgi, "the CGI", "");
}

static void the_command_answers_as_the_real_api_did(void **state)
{
	(void)state;
	ask_all("tests/unit/native/recorded.json", through_command, "the command", "");
}

static void the_cgi_follows_the_rules_nobody_recorded(void **state)
{
	(void)state;
	ask_all("tests/unit/native/rules.json", through_cgi, "the CGI", "");
}

static void the_command_follows_the_rules_nobody_recorded(void **state)
{
	(void)state;
	ask_all("tests/unit/native/rules.json", through_command, "the command", "");
}

static void the_cgi_stands_at_their_edges(void **state)
{
	(void)state;
	ask_all("tests/unit/native/edges.json", through_cgi, "the CGI", "");
}

/* --- other sites --- */

/* Where VICIdial cuts a value, a strict server refuses it. */
static const char cut[] = "E33 F24 V20 D30 D41";
/* Letters that latin1 lacks, of which latin1.json tells, or that are equal to others in utf8's collation only. */
static const char of_utf8[] = "C47 F16 F19 F20 F23 R25 R26 R28";

static void the_same_where_the_server_is_strict(void **state)
{
	(void)state;
	usual_mode = "STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION";
	ask_all("tests/unit/native/recorded.json", through_cgi, "the CGI of a strict server", cut);
	ask_all("tests/unit/native/rules.json", through_cgi, "the CGI of a strict server", cut);
	usual_mode = "NO_ENGINE_SUBSTITUTION";
}

static void convert_to(const char *charset)
{
	static const char *const kinds[] = { "", "kept_", "was_" };
	for (size_t i = 0; i < TABLES; i++)
		for (size_t kind = 0; kind < (i < COMPARED ? 3 : 2); kind++)
			outside_runf(&site, "ALTER TABLE %s%s CONVERT TO CHARACTER SET %s", kinds[kind], tables[i], charset);
}

static void the_same_on_utf8mb4(void **state)
{
	(void)state;
	convert_to("utf8mb4 COLLATE utf8mb4_unicode_ci");
	ask_all("tests/unit/native/recorded.json", through_cgi, "the CGI on utf8mb4", "");
	ask_all("tests/unit/native/rules.json", through_cgi, "the CGI on utf8mb4", "");
	ask_all("tests/unit/native/edges.json", through_cgi, "the CGI on utf8mb4", "");
}

static void the_same_on_latin1(void **state)
{
	(void)state;
	convert_to("latin1");
	ask_all("tests/unit/native/recorded.json", through_cgi, "the CGI on latin1", of_utf8);
	ask_all("tests/unit/native/rules.json", through_cgi, "the CGI on latin1", of_utf8);
	ask_all("tests/unit/native/edges.json", through_cgi, "the CGI on latin1", of_utf8);
	ask_all("tests/unit/native/latin1.json", through_cgi, "the CGI on latin1", of_utf8);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_cgi_answers_as_the_real_api_did),
		cmocka_unit_test(the_command_answers_as_the_real_api_did),
		cmocka_unit_test(the_cgi_follows_the_rules_nobody_recorded),
		cmocka_unit_test(the_command_follows_the_rules_nobody_recorded),
		cmocka_unit_test(the_cgi_stands_at_their_edges),
		cmocka_unit_test(the_same_where_the_server_is_strict),
		cmocka_unit_test(the_same_on_utf8mb4),
		cmocka_unit_test(the_same_on_latin1),
	};
	return cmocka_run_group_tests(tests, open_site, close_site);
}
