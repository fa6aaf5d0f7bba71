/* The request as VICIdial's sites send it: curl at an Apache that runs the program as a CGI, with the tutorial's own URLs, by
 * GET and by POST; what is answered, and what the tables and the audit log say then. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/base/bcrypt.h"
#include "core/base/sys.h"
#include "tests/journeys/web.h"
#include "tests/outside.h"
#include "tests/scratch.h"
#include "tests/tap.h"

#define FROM(user, pass) "function=update_phone_alias&user=" user "&pass=" pass "&source=test&"
#define AS(user)         FROM(user, "1234")
#define UPDATED          " | Alias Updated Successfully for Extension "
#define NO_RIGHT         "USER DOES NOT HAVE PERMISSION TO USE THIS FUNCTION"
#define WRONG            "ERROR: INVALID USERNAME OR PASSWORD"
#define LOCKED           "ERROR: TOO MANY LOGIN ATTEMPTS, TRY AGAIN IN 15 MINUTES"

enum { PATIENCE_MS = 60000, A_LOCKS_WAIT_MS = 6000 };

/* As this story found it. */
static long long first_seq;                  /* of the audit log: the last entry before */
static char      unchanged[400];

/* --- asking --- */

/* A way is what curl needs for it: -G puts the data into the URL. It is the story's state. */
static const char by_get[] = "-G", by_post[] = "";

static const char *curl(const char *options, const char *query)
{
	return web_output(web_curl(options, query, web.own_port, WEB_PAGE));
}

/* 32 requests at once: curl counts through the [1-32] of a URL. */
static const char *curl_at_once(const char *way, const char *query, const char *path)
{
	char options[80];
	text_format(options, sizeof options, "%s -Z --parallel-immediate --parallel-max 32", way);
	return web_output(web_curl(options, query, web.own_port, path));
}

static void is_line(const char *asked, const char *answer, const char *expected)
{
	size_t length = strlen(expected);
	if (strncmp(answer, expected, length) != 0 || strcmp(answer + length, "\n") != 0)
		fail_msg("%s\nanswers:  %sexpected: %s", asked, answer, expected);
}

static void answers(void **way, const char *query, const char *expected)
{
	is_line(query, curl(*way, query), expected);
}

typedef struct { const char *query, *answer; } Exchange;

static void each_answers(void **way, const Exchange *exchanges, size_t count)
{
	for (size_t i = 0; i < count; i++)
		answers(way, exchanges[i].query, exchanges[i].answer);
}
#define EACH_ANSWERS(way, exchanges) each_answers(way, exchanges, sizeof exchanges / sizeof *exchanges)

/* --- looking --- */

static void says(const char *sql, const char *expected)
{
	const char *rows = outside_rows(&web.database.root, sql);
	if (strcmp(rows, expected) != 0)
		fail_msg("%s\nis:       %s\nexpected: %s", sql, rows, expected);
}

static void admin_log_says(const char *expected)
{
	says("SELECT user, ip_address, event_type, event_code, record_id FROM vicidial_admin_log ORDER BY admin_log_id", expected);
}

static void api_log_says(const char *expected)
{
	says("SELECT user, api_script, function, result, result_reason, source, data FROM vicidial_api_log ORDER BY api_id", expected);
}

static const char *logged(const char *select)
{
	return web_logged(first_seq, select);
}

/* Every change has an outcome and tells where it came from. */
static void audit_log_says(const char *changes)
{
	static const char sql[] =
		"SELECT story.actor || ' ' || json_extract(said, '$.op') || ' ' || CAST(story.pk AS TEXT) || ' ' || o.class"
		" FROM story JOIN event o USING (op_id) WHERE story.kind = 'INTENT' AND o.kind = 'OUTCOME'"
		" AND json_extract(said, '$.from.dialect', '$.from.source', '$.from.address') = '[\"documented\",\"test\",\"127.0.0.1\"]'";
	assert_string_equal(logged(sql), changes);
}

/* Of the tables that a request changes; in a log or a flag, too. */
static const char *checksums(void)
{
	return outside_rows(&web.database.root, "CHECKSUM TABLE phones_alias, phones, servers, vicidial_admin_log");
}

static void nothing_changed(void)
{
	assert_string_equal(checksums(), unchanged);
	assert_string_equal(logged("SELECT kind FROM story WHERE kind = 'INTENT'"), "");
}

/* Before each story: the call centre as it was. */
static int renew(void **way)
{
	(void)way;
	web_restore();
	first_seq = 0;
	first_seq = atoll(logged("SELECT IFNULL(MAX(seq), 0) FROM story"));
	text_copy(unchanged, sizeof unchanged, checksums());
	return 0;
}

/* --- the tutorial --- */

static void the_tutorials_update_changes_all_it_names(void **way)
{
	answers(way, AS("admin") "alias=SupportDesk&new_alias=TechSupport&extension=1002&protocol=SIP&active=Y",
	        "SUCCESS: TechSupport" UPDATED "1002");
	says("SELECT * FROM phones_alias WHERE alias_id = '1001x'", "1001x|TechSupport|1002a,1002b|---ALL---");
	says("SELECT login, protocol, active FROM phones WHERE extension = '1002' ORDER BY login", "1002a|SIP|Y\n1002b|SIP|Y");
	says("SELECT server_id FROM servers WHERE rebuild_conf_files = 'Y' ORDER BY server_id", "dialer1\ndialer2");
	says("SELECT failed_login_count, last_ip FROM vicidial_users WHERE user = 'admin'", "0|127.0.0.1");
	admin_log_says("admin|127.0.0.1|MODIFY|ADMIN API UPDATE PHONE|1002\nadmin|127.0.0.1|MODIFY|ADMIN API UPDATE PHONE|1001x");
	api_log_says("admin|non-agent|update_phone_alias|SUCCESS|TechSupport" UPDATED "1002|test|SupportDesk");
	audit_log_says("admin edit 1001x APPLIED");
}

static void rename_changes_the_name_only(void **way)
{
	answers(way, AS("admin") "alias=SupportDesk&new_alias=Tech+Support%2C+caf%C3%A9", "SUCCESS: Tech Support, café" UPDATED "1001");
	says("SELECT * FROM phones_alias WHERE alias_id = '1001x'", "1001x|Tech Support, café|1001a,1001b|---ALL---");
	says("SELECT COUNT(*) FROM servers WHERE rebuild_conf_files = 'Y'", "0");
	admin_log_says("admin|127.0.0.1|MODIFY|ADMIN API UPDATE PHONE|1001x");
	audit_log_says("admin edit 1001x APPLIED");
}

static void extension_changes_the_phones_of_the_alias(void **way)
{
	answers(way, AS("admin") "alias=SupportDesk&extension=1002", "SUCCESS: SupportDesk" UPDATED "1002");
	says("SELECT * FROM phones_alias WHERE alias_id = '1001x'", "1001x|SupportDesk|1002a,1002b|---ALL---");
	says("SELECT login, protocol, active FROM phones WHERE extension = '1002' ORDER BY login", "1002a|SIP|Y\n1002b|PJSIP|N");
	admin_log_says("admin|127.0.0.1|MODIFY|ADMIN API UPDATE PHONE|1001x");
	audit_log_says("admin edit 1001x APPLIED");
}

static void protocol_and_active_change_every_phone_and_rebuild_its_server(void **way)
{
	answers(way, AS("admin") "alias=1001x&protocol=IAX2", "SUCCESS: SupportDesk" UPDATED "1001");
	answers(way, AS("admin") "alias=1001x&active=N", "SUCCESS: SupportDesk" UPDATED "1001");
	says("SELECT login, protocol, active FROM phones WHERE extension = '1001' ORDER BY login", "1001a|IAX2|N\n1001b|IAX2|N");
	says("SELECT server_id FROM servers WHERE rebuild_conf_files = 'Y' ORDER BY server_id", "dialer1\ndialer2");
	says("SELECT COUNT(*), SUM(record_id = '1001' AND event_section = 'PHONES') FROM vicidial_admin_log", "4|4");
	audit_log_says("admin edit 1001x APPLIED\nadmin edit 1001x APPLIED");
}

static void delete_takes_the_alias_and_leaves_its_phones(void **way)
{
	answers(way, AS("admin") "alias=SupportDesk&delete_alias=Y", "SUCCESS: SupportDesk | Alias Deleted Successfully");
	says("SELECT alias_id FROM kept.phones_alias LEFT JOIN phones_alias a USING (alias_id) WHERE a.alias_id IS NULL", "1001x");
	says("SELECT login FROM phones WHERE extension = '1001' ORDER BY login", "1001a\n1001b");
	admin_log_says("admin|127.0.0.1|DELETE|ADMIN API DELETE PHONE ALIAS|1001x");
	api_log_says("admin|non-agent|update_phone_alias|SUCCESS|SupportDesk | Alias Deleted Successfully|test|SupportDesk");
	audit_log_says("admin delete 1001x APPLIED");
	answers(way, AS("admin") "alias=SupportDesk&delete_alias=Y", "ERROR: ALIAS NOT FOUND");
}

static void who_lacks_a_right_is_refused_and_the_audit_log_names_it(void **way)
{
	answers(way, AS("api-crm") "alias=SupportDesk&delete_alias=Y", "ERROR: " NO_RIGHT);
	answers(way, AS("supervisor") "alias=SupportDesk&new_alias=Tech", "ERROR: " NO_RIGHT);
	outside_run(&web.database.root, "UPDATE vicidial_users SET vdc_agent_api_access = '0', last_login_date = NOW() WHERE user = 'admin'");
	answers(way, AS("admin") "alias=SupportDesk&new_alias=Tech", "ERROR: " NO_RIGHT);
	assert_string_equal(logged("SELECT json_extract(said, '$.text') FROM story WHERE json_extract(said, '$.action') = 'request'"),
	                    "refused: user api-crm lacks ast_delete_phones\nrefused: user supervisor lacks user level 8\n"
	                    "refused: user admin lacks vdc_agent_api_access");
	says("SELECT user, result, result_reason FROM vicidial_api_log ORDER BY api_id LIMIT 1", "api-crm|ERROR|" NO_RIGHT);
	nothing_changed();
}

static void wrong_sign_ins_are_refused_and_counted(void **way)
{
	static const Exchange wrong[] = {
		{ FROM("admin", "wrong") "alias=SupportDesk&active=N", WRONG },
		{ FROM("admin", "") "alias=SupportDesk&active=N", WRONG },
		{ AS("stranger") "alias=SupportDesk&active=N", WRONG },
		{ AS("gone") "alias=SupportDesk&active=N", WRONG },
		{ "", "ERROR: Login incorrect, please try again: |||BAD|" },
		{ AS("locked") "alias=SupportDesk&active=N", LOCKED },
	};
	outside_run(&web.database.root, "UPDATE vicidial_users SET last_login_date = NOW() WHERE user = 'locked'");
	EACH_ANSWERS(way, wrong);
	says("SELECT user, failed_login_count, failed_login_count_today, failed_login_attempts_today, failed_last_ip_today,"
	     " failed_last_type_today FROM vicidial_users WHERE user IN ('admin', 'gone', 'locked') ORDER BY user",
	     "admin|2|2|2|127.0.0.1|aBAD\ngone|1|1|1|127.0.0.1|aBAD\nlocked|10|10|15|203.0.113.7|aLOCK");
	api_log_says("");
	nothing_changed();
}

static void an_address_outside_the_list_is_refused(void **way)
{
	outside_run(&web.database.root, "UPDATE system_settings SET allow_ip_lists = '1'");
	outside_run(&web.database.root, "UPDATE vicidial_user_groups SET api_ip_list = 'OFFICE' WHERE user_group = 'ADMIN'");
	answers(way, AS("admin") "alias=SupportDesk&active=N", "ERROR: YOUR IP ADDRESS IS NOT ALLOWED");
	says("SELECT failed_login_count, failed_login_attempts_today, failed_last_type_today FROM vicidial_users WHERE user = 'admin'",
	     "0|1|aIPBLOCK");
	nothing_changed();
}

static void what_cannot_be_done_is_refused_by_its_name(void **way)
{
	static const Exchange refused[] = {
		{ AS("admin") "alias=NoSuchDesk&active=N", "ERROR: ALIAS NOT FOUND" },
		{ AS("admin") "alias=Reception&active=N", "ERROR: ALIAS NAME IS NOT UNIQUE" },
		{ AS("admin") "alias=SupportDesk&extension=9999", "ERROR: EXTENSION NOT FOUND" },
		{ AS("admin") "alias=SupportDesk&protocol=DAHDI", "ERROR: INVALID PROTOCOL" },
		{ AS("admin") "alias=SupportDesk&active=1", "ERROR: ACTIVE MUST BE Y OR N" },
		{ AS("admin") "alias=SupportDesk&new_alias=x", "ERROR: INVALID ALIAS NAME" },
		{ AS("admin") "alias=SupportDesk", "ERROR: NO UPDATES DEFINED" },
		{ AS("admin") "alias=SupportDesk&delete_alias=yes", "ERROR: INVALID REQUEST" },
		{ AS("admin") "alias=SupportDesk&alias_id=1001x&active=N", "ERROR: INVALID REQUEST" },
		{ AS("admin") "alias=SupportDesk&active=N&active=Y", "ERROR: INVALID REQUEST" },
		{ AS("admin") "alias=SupportDesk&new_alias=%zz", "ERROR: INVALID REQUEST" },
		{ "function=update_phone_alias&user=admin&pass=1234&source=t&alias=SupportDesk&active=N", "ERROR: INVALID SOURCE" },
		{ "user=admin&pass=1234&source=test&alias=SupportDesk&active=N", "ERROR: NO FUNCTION SPECIFIED" },
		{ "function=version&user=admin&pass=1234&source=test&alias=SupportDesk", "ERROR: NO FUNCTION SPECIFIED" },
	};
	EACH_ANSWERS(way, refused);
	says("SELECT COUNT(*), SUM(user = 'admin' AND result = 'ERROR'), SUM(result_reason = 'ALIAS NOT FOUND') FROM vicidial_api_log",
	     "10|10|1");
	nothing_changed();
}

/* --- HTTP --- */

/* Less what is Apache's and varies: the date, and how the length is told. */
static const char *own_headers(const char *options, const char *query)
{
	static char kept[2000];
	char *rest = (char *)curl(options, query);
	size_t length = 0;
	for (char *line; (line = strsep(&rest, "\n")) != NULL && *line != '\r'; )
		if (strncmp(line, "Date:", 5) != 0 && strncmp(line, "Content-Length:", 15) != 0 && strncmp(line, "Transfer-Encoding:", 18) != 0)
			length += text_format(kept + length, sizeof kept - length, "%s\n", line);
	return kept;
}

#define OWN_HEADERS "Server: Apache\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n"
#define OWN_TYPE    "Content-Type: text/plain; charset=utf-8\r\n"

static void headers_are_ours_and_hold_nothing_of_the_request(void **way)
{
	char options[20];
	const char *good = "HTTP/1.1 200 OK\r\n" OWN_HEADERS OWN_TYPE;
	text_format(options, sizeof options, "-i %s", (const char *)*way);
	assert_string_equal(own_headers(options, AS("admin") "alias=SupportDesk&active=N"), good);
	assert_string_equal(own_headers(options, AS("admin") "alias=%0d%0aSet-Cookie:%20a=b&active=N"), good);
	assert_string_equal(own_headers(options, "function=%0d%0aSet-Cookie:%20a=b&user=%0d%0aA:b&source=%0d%0a%0d%0a<p>"), good);
	assert_string_equal(own_headers(options, "%0d%0aSet-Cookie:%20a=b"), good);
	assert_null(strstr(curl(options, AS("admin") "alias=<b>&new_alias=%0d%0a%0d%0a<p>"), "<"));
}

static void head_answers_without_a_body(void **way)
{
	(void)way;
	const char *head = curl("-G -I", AS("admin") "alias=SupportDesk");
	assert_ptr_equal(strstr(head, "\r\n\r\n"), head + strlen(head) - 4);
	assert_non_null(strstr(head, "200 OK"));
}

static void other_methods_are_not_allowed(void **way)
{
	(void)way;
	static const char *const methods[] = { "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND" };
	for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
		char options[60];
		text_format(options, sizeof options, "-i -G -X %s", methods[i]);
		assert_string_equal(own_headers(options, AS("admin") "alias=SupportDesk&active=N"),
		                    "HTTP/1.1 405 Method Not Allowed\r\nServer: Apache\r\nAllow: GET, HEAD, POST\r\n"
		                    "Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n" OWN_TYPE);
	}
	nothing_changed();
}

static void what_is_no_request_is_refused(void **way)
{
	(void)way;
	char query[12000] = AS("admin") "alias=SupportDesk&active=N&more=";
	const char *refused = "ERROR: INVALID REQUEST";
	is_line("a body that is JSON", curl("-H Content-Type:application/json", "{\"function\":\"update_phone_alias\"}"), refused);
	is_line("a body that is a file", curl("-H 'Content-Type: multipart/form-data; boundary=x'", "--x--"), refused);
	memset(query + strlen(query), 'x', 1025);
	is_line("a value of 1,025 bytes", curl(by_post, query), refused);
	for (char *at = query; at < query + 9000; at += 2)
		memcpy(at, "a&", 2);
	is_line("a URL of 9,000 bytes", curl(by_get, query), refused);
	is_line("4,500 parameters", curl(by_post, query), refused);
	nothing_changed();
}

/* --- beside VICIdial's own page --- */

static const char *site_asks(const char *options, const char *query, const char *path)
{
	return web_output(web_curl(options, query, web.vicidial_port, path));
}

static void readmes_lines_answer_the_tutorials_url_and_a_path_of_their_own(void **way)
{
	(void)way;
	is_line("GET", site_asks(by_get, AS("admin") "alias=SupportDesk&new_alias=One", WEB_PAGE), "SUCCESS: One" UPDATED "1001");
	is_line("GET", site_asks(by_get, "alias=1001x&new_alias=Two&" AS("admin"), WEB_PAGE), "SUCCESS: Two" UPDATED "1001");
	is_line("POST", site_asks(by_post, "user=admin&pass=1234&source=test&new_alias=Three",
	                          WEB_PAGE "?function=update_phone_alias&alias=1001x"), "SUCCESS: Three" UPDATED "1001");
	is_line("POST", site_asks(by_post, AS("admin") "alias=1001x&new_alias=Four", "/vicialias/api"), "SUCCESS: Four" UPDATED "1001");
	is_line("GET", site_asks(by_get, AS("admin") "alias=1001x&new_alias=Five", "/vicialias/api"), "SUCCESS: Five" UPDATED "1001");
}

static void every_other_request_still_reaches_vicidials_page(void **way)
{
	(void)way;
	static const char *const others[] = {
		"", "function=version", "function=update_phone&alias=x", "function=update_phone_alias&alias_id=1001x&alias_name=Desk",
		"function=update_phone_alias&new_alias=Desk", "function=update_phone_alias2&alias=x", "myfunction=update_phone_alias&alias=x",
		"function=add_phone_alias&alias=x", "alias=function=update_phone_alias", "function=UPDATE_PHONE_ALIAS&alias=x",
	};
	char theirs[300];
	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		text_format(theirs, sizeof theirs, "VICIdial: GET %s ", others[i]);
		is_line(others[i], site_asks(by_get, others[i], WEB_PAGE), theirs);
		text_format(theirs, sizeof theirs, "VICIdial: POST  %s", others[i]);
		is_line(others[i], site_asks(by_post, others[i], WEB_PAGE), theirs);
	}
	is_line("POST of the tutorial's", site_asks(by_post, AS("admin") "alias=x", WEB_PAGE), "VICIdial: POST  " AS("admin") "alias=x");
	nothing_changed();
}

/* --- many at once --- */

static int count_of(const char *text, const char *line)
{
	int count = 0;
	for (const char *at = text; (at = strstr(at, line)) != NULL; at += strlen(line))
		count++;
	return count;
}

static void parallel_guesses_gain_nothing_over_serial_ones(void **way)
{
	for (int i = 0; i < 32; i++)
		answers(way, FROM("jsmith", "wrong") "alias=x", i < 20 ? WRONG : LOCKED);
	const char *said = curl_at_once(*way, FROM("6666", "wrong") "alias=x", WEB_PAGE "?number=[1-32]");
	assert_int_equal(count_of(said, WRONG), 20);
	assert_int_equal(count_of(said, LOCKED), 12);
	says("SELECT user, failed_login_count, failed_login_count_today, failed_login_attempts_today FROM vicidial_users"
	     " WHERE user IN ('6666', 'jsmith') ORDER BY user", "6666|10|20|32\njsmith|10|20|32");
}

static void parallel_updates_have_one_winner_per_value_read(void **way)
{
	const char *said = curl_at_once(*way, AS("admin") "alias=1001x", WEB_PAGE "?new_alias=Desk+[101-132]");
	int won = count_of(said, "SUCCESS: Desk 1"), lost = count_of(said, "ERROR: ALIAS CHANGED MEANWHILE\n");
	if (won == 0 || won + lost != 32)
		fail_msg("%d won, %d lost: %s", won, lost, said);
	assert_int_equal(atoi(outside_ask(&web.database.root, "SELECT COUNT(*) FROM vicidial_admin_log")), won);
	assert_int_equal(atoi(logged("SELECT COUNT(*) FROM story WHERE class = 'APPLIED'")), won);
	assert_int_equal(atoi(logged("SELECT COUNT(DISTINCT json_extract(said, '$.steps[0].before.alias_name')) FROM story"
	                             " WHERE kind = 'INTENT' AND op_id IN (SELECT op_id FROM event WHERE class = 'APPLIED')")), won);
}

/* --- secrets --- */

#define MARKER "Mark3rPassw0rd7Q"

#define PROCESSES " FROM information_schema.processlist WHERE user = 'cron'"

/* Waits until a CGI waits for the database, its request read. False: it was given up before it was seen. */
static bool nobody_sees_the_password_of_the_running_program(void)
{
	int64_t until = sys_monotonic_ms() + A_LOCKS_WAIT_MS;
	while (!*outside_ask(&web.database.root, "SELECT id" PROCESSES " AND state LIKE 'Waiting%'") || web_processes_without(MARKER) == 0)
		if (sys_monotonic_ms() > until)
			return false;
	return true;
}

/* A busy machine may look too late. */
static FILE *ask_with_nobody_seeing_the_password(const char *way, const char *request)
{
	int64_t until = sys_monotonic_ms() + PATIENCE_MS;
	FILE *answer = web_curl(way, request, web.own_port, WEB_PAGE);
	while (!nobody_sees_the_password_of_the_running_program()) {
		if (sys_monotonic_ms() > until)
			fail_msg("no CGI was seen waiting: %s", outside_rows(&web.database.root, "SELECT id, state, info" PROCESSES));
		web_output(answer);
		answer = web_curl(way, request, web.own_port, WEB_PAGE);
	}
	return answer;
}

/* Good once and wrong once. The statements that reach the server are written down, too. */
static void a_password_is_found_nowhere(void **way)
{
	static const char good[] = FROM("admin", MARKER) "alias=SupportDesk&new_alias=Secret";
	char hash[BCRYPT_HASH + 1], search[600], file[WEB_PATH];
	assert_true(bcrypt_hash(hash, "aZ9kQmN3xYwV7bTr", 16, 2, MARKER, strlen(MARKER)));
	outside_runf(&web.database.root, "UPDATE vicidial_users SET pass = '', pass_hash = '%s' WHERE user = 'admin'", hash);
	outside_run(&web.database.root, "UPDATE system_settings SET pass_hash_enabled = '1'");
	outside_runf(&web.database.root, "SET GLOBAL general_log_file = '%s'", scratch_path(file, sizeof file, "statements"));
	outside_run(&web.database.root, "SET GLOBAL general_log = 1");

	outside_run(&web.database.root, "LOCK TABLES phones_alias WRITE");
	FILE *answer = ask_with_nobody_seeing_the_password(*way, good);
	outside_run(&web.database.root, "UNLOCK TABLES");
	is_line(good, web_output(answer), "SUCCESS: Secret" UPDATED "1001");
	answers(way, FROM("6666", MARKER) "alias=SupportDesk&new_alias=Secret", WRONG);

	outside_run(&web.database.root, "SET GLOBAL general_log = 0");
	outside_run(&web.database.root, "FLUSH TABLES");
	text_format(search, sizeof search, "grep -rlaF -e cron1234 %s || true", scratch_folder());
	assert_non_null(strstr(web_output(popen(search, "r")), "/astguiclient.conf\n"));
	text_format(search, sizeof search, "grep -rlaF -e " MARKER " %s || true", scratch_folder());
	assert_string_equal(web_output(popen(search, "r")), "");
	assert_true(web_file_holds(file, "non-agent"));
}

/* --- what is not there --- */

static void without_an_audit_log_nothing_is_changed(void **way)
{
	assert_int_equal(chmod(web.log_folder, 0), 0);
	answers(way, AS("admin") "alias=SupportDesk&active=N", "ERROR: AUDIT LOG NOT AVAILABLE");
	assert_int_equal(chmod(web.log_folder, 0700), 0);
	nothing_changed();
	answers(way, AS("admin") "alias=SupportDesk&active=N", "SUCCESS: SupportDesk" UPDATED "1001");
}

static void a_database_that_is_stopped_is_said(void **way)
{
	web_stop_database();
	answers(way, AS("admin") "alias=SupportDesk&active=N", "ERROR: DATABASE NOT AVAILABLE");
	web_start_database();
	nothing_changed();
	answers(way, AS("admin") "alias=SupportDesk&active=N", "SUCCESS: SupportDesk" UPDATED "1001");
}

/* --- after all of it --- */

static void the_audit_log_is_whole_and_the_web_servers_log_has_only_sentences(void **way)
{
	(void)way;
	char command[3 * WEB_PATH], path[WEB_PATH];
	text_format(command, sizeof command, "'%s' --audit '%s' audit verify", web.program, web.log);
	assert_non_null(strstr(web_output(popen(command, "r")), "none altered"));
	scratch_path(path, sizeof path, "web/error.log");
	assert_true(web_file_holds(path, ": vicialias: "));
	assert_false(web_file_holds(path, "Sanitizer"));
	assert_false(web_file_holds(path, "runtime error"));
	assert_false(web_file_holds(path, "script output before headers"));
}

int main(void)
{
	static struct CMUnitTest tests[] = {
#define STORY(name)           { #name, name, renew, NULL, (void *)by_get }
#define BY(way, name)         { #name "_by_" #way, name, renew, NULL, (void *)by_##way }
#define BY_GET_AND_POST(name) BY(get, name), BY(post, name)
		BY_GET_AND_POST(the_tutorials_update_changes_all_it_names),
		BY_GET_AND_POST(rename_changes_the_name_only),
		BY_GET_AND_POST(extension_changes_the_phones_of_the_alias),
		BY_GET_AND_POST(protocol_and_active_change_every_phone_and_rebuild_its_server),
		BY_GET_AND_POST(delete_takes_the_alias_and_leaves_its_phones),
		BY_GET_AND_POST(who_lacks_a_right_is_refused_and_the_audit_log_names_it),
		BY_GET_AND_POST(wrong_sign_ins_are_refused_and_counted),
		BY_GET_AND_POST(an_address_outside_the_list_is_refused),
		BY_GET_AND_POST(what_cannot_be_done_is_refused_by_its_name),
		BY_GET_AND_POST(headers_are_ours_and_hold_nothing_of_the_request),
		STORY(head_answers_without_a_body),
		STORY(other_methods_are_not_allowed),
		STORY(what_is_no_request_is_refused),
		STORY(readmes_lines_answer_the_tutorials_url_and_a_path_of_their_own),
		STORY(every_other_request_still_reaches_vicidials_page),
		BY_GET_AND_POST(parallel_guesses_gain_nothing_over_serial_ones),
		BY_GET_AND_POST(parallel_updates_have_one_winner_per_value_read),
		BY_GET_AND_POST(a_password_is_found_nowhere),
		BY_GET_AND_POST(without_an_audit_log_nothing_is_changed),
		STORY(a_database_that_is_stopped_is_said),
		STORY(the_audit_log_is_whole_and_the_web_servers_log_has_only_sentences),
	};
	return cmocka_run_group_tests(tests, web_open, web_close);
}
