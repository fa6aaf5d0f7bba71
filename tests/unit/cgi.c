/* The program as a CGI, from the environment and body of a call to the bytes of its answer, on a real database: the rows Q09 to
 * Q12, Q17 and Q18 of the corpus, and what the web server and its log never get to see. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "core/base/text.h"
#include "tests/hostile.h"
#include "tests/scratch.h"
#include "tui/cgi.h"
#include "tests/tap.h"

enum { ENTRIES = 24, ENTRY_CAP = 2048, ANSWER_CAP = 4096 };

#define HEADERS "Content-Type: text/plain; charset=utf-8\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n\r\n"
#define WHO     "function=update_phone_alias&user=6666&pass=1234&source=test"
#define FORM    "application/x-www-form-urlencoded"

/* A call as the web server makes it; entries are the environment, written where it can be seen what becomes of it. */
static struct {
	char   entries[ENTRIES][ENTRY_CAP], *list[ENTRIES + 1];
	size_t count;
	char   answer[ANSWER_CAP], complaint[ANSWER_CAP];
} call;

static void set(const char *name, const char *value)
{
	text_format(call.entries[call.count], ENTRY_CAP, "%s=%s", name, value);
	call.list[call.count] = call.entries[call.count];
	call.list[++call.count] = NULL;
}

static void start(const char *method, const char *query)
{
	char log[300];
	call.count = 0;
	set("GATEWAY_INTERFACE", "CGI/1.1");
	set("VICIALIAS_AUDIT", scratch_path(log, sizeof log, "log/audit.db"));
	set("REMOTE_ADDR", "10.1.4.20");
	if (method)
		set("REQUEST_METHOD", method);
	if (query)
		set("QUERY_STRING", query);
}

static void read_back(int fd, char *out)
{
	ssize_t got = pread(fd, out, ANSWER_CAP - 1, 0);
	assert_true(got >= 0);
	out[got] = '\0';
	close(fd);
}

/* Standard error is the web server's log. */
static const char *answer_on(const Connection *where, const char *body)
{
	int in = memfd_create("body", 0), out = memfd_create("answer", 0), log = memfd_create("log", 0), terminal = dup(STDERR_FILENO);
	char **before = environ;
	assert_int_equal(write(in, body, strlen(body)), strlen(body));
	lseek(in, 0, SEEK_SET);
	environ = call.list;
	dup2(log, STDERR_FILENO);
	int exit_code = cgi_answer(in, out, where);
	dup2(terminal, STDERR_FILENO);
	environ = before;
	close(terminal), close(in);
	read_back(out, call.answer);
	read_back(log, call.complaint);
	assert_int_equal(exit_code, 0);
	return call.answer;
}

static const char *answer(const char *body)
{
	return answer_on(scratch_database(), body);
}

static void post(const char *query, const char *type, const char *length, const char *body)
{
	start("POST", query);
	if (type)
		set("CONTENT_TYPE", type);
	if (length)
		set("CONTENT_LENGTH", length);
	answer(body);
}

#define assert_refused(status) assert_string_equal(call.answer, "Status: " status "\r\n" HEADERS "ERROR: INVALID REQUEST\n")

static const char *name_of(const char *alias)
{
	char sql[200];
	text_format(sql, sizeof sql, "SELECT alias_name FROM phones_alias WHERE alias_id = '%s'", alias);
	return outside_ask(scratch_database(), sql);
}

static int fresh_alias(void **state)
{
	(void)state;
	outside_run(scratch_database(), "REPLACE INTO phones_alias (alias_id, alias_name, logins_list, user_group)"
	                                " VALUES ('8302x', 'Front desk 2', '8302a,8302b', 'SALES')");
	return 0;
}

static void a_get_changes_the_alias_and_says_so(void **state)
{
	(void)state;
	start("GET", WHO "&alias=8302x&new_alias=By+get");
	assert_string_equal(answer(""), HEADERS "SUCCESS: By get | Alias Updated Successfully for Extension 8302\n");
	assert_string_equal(name_of("8302x"), "By get");
}

static void a_head_does_the_same_without_a_body(void **state)
{
	(void)state;
	start("HEAD", WHO "&alias=8302x&new_alias=By+head");
	assert_string_equal(answer(""), HEADERS);
	assert_string_equal(name_of("8302x"), "By head");
}

static void a_post_brings_it_in_its_body(void **state)
{
	(void)state;
	static const char body[] = WHO "&alias=8302x&new_alias=By+post";
	char length[24];
	text_format(length, sizeof length, "%zu", strlen(body));
	post("", FORM "; charset=UTF-8", length, body);
	assert_string_equal(call.answer, HEADERS "SUCCESS: By post | Alias Updated Successfully for Extension 8302\n");
	post(WHO "&alias=8302x&new_alias=By+url", NULL, "0", "");
	assert_string_equal(name_of("8302x"), "By url");
}

/* Q12 */
static void the_url_wins_over_the_body(void **state)
{
	(void)state;
	post(WHO "&alias=8302x&new_alias=By+url", FORM, "26", "alias=nosuch&new_alias=Body");
	assert_string_equal(name_of("8302x"), "By url");
}

/* Q09 */
static void other_methods_are_refused_before_anything_is_done(void **state)
{
	(void)state;
	char *long_method = calloc(1, 1001);
	memset(long_method, 'A', 1000);
	const char *const methods[] = { "PUT", "DELETE", "get", "", "OPTIONS", "POSTS", long_method, NULL };
	for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
		start(methods[i], WHO "&alias=8302x&new_alias=Never");
		answer("");
		assert_refused("405 Method Not Allowed\r\nAllow: GET, HEAD, POST");
	}
	free(long_method);
	assert_string_equal(name_of("8302x"), "Front desk 2");
}

/* Q10 */
static void the_length_of_a_body_is_believed_only_as_digits(void **state)
{
	(void)state;
	static const char body[] = WHO "&alias=8302x&new_alias=Never";
	static const char *const odd[] = { "-1", "+5", "0x10", "1e3", " 5", "5 ", "five" };
	for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
		post("", FORM, odd[i], body);
		assert_refused("400 Bad Request");
	}
	post("", FORM, NULL, body);
	assert_refused("411 Length Required");
	post("", FORM, "65537", body);
	assert_refused("413 Content Too Large");
	post("", FORM, "999999", body);          /* once wiped that much of the stack */
	assert_refused("413 Content Too Large");
	post("", FORM, "99999999999999999999", body);
	assert_refused("413 Content Too Large");
	post("", FORM, "500", body);             /* more than comes */
	assert_refused("400 Bad Request");
	assert_non_null(strstr(call.complaint, "shorter than was announced"));
	post("", FORM, "60", body);              /* less: the rest is not looked at */
	assert_non_null(strstr(call.answer, "ERROR: "));
	assert_string_equal(name_of("8302x"), "Front desk 2");
}

/* Q11 */
static void a_body_of_another_type_is_refused(void **state)
{
	(void)state;
	static const char *const types[] = { "multipart/form-data; boundary=x", "application/json", "text/plain", FORM "ed", "", NULL };
	for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
		post("", types[i], "3", "a=b");
		assert_refused("415 Unsupported Media Type");
	}
}

static void a_body_that_does_not_come_is_not_waited_for(void **state)
{
	(void)state;
	int ends[2];
	char **before = environ;
	assert_int_equal(pipe(ends), 0);
	start("POST", "");
	set("CONTENT_TYPE", FORM), set("CONTENT_LENGTH", "10");
	int out = memfd_create("answer", 0);
	environ = call.list;
	assert_int_equal(cgi_answer(ends[0], out, scratch_database()), 0);
	environ = before;
	read_back(out, call.answer);
	assert_refused("408 Request Timeout");
	close(ends[0]), close(ends[1]);
}

/* Q18: what is not ours is gone, and what was there cannot be read in /proc any more. */
static void nothing_of_the_call_stays_in_the_environment(void **state)
{
	(void)state;
	start("GET", WHO "&alias=8302x&new_alias=Kept");
	set("REQUEST_URI", "/vicidial/non_agent_api.php?" WHO), set("HTTP_REFERER", "http://x/?" WHO), set("HTTP_PROXY", "http://evil");
	set("LD_PRELOAD", "/tmp/x.so"), set("TERMINFO", "/tmp"), set("GCONV_PATH", "/tmp"), set("MYSQL_HOME", "/tmp");
	set("VICIALIAS_NOW", "1"), set("VICIALIAS_THEME", "x"), set("VICIALIAS_ASCII", "nonsense"), set("TZ", "UTC");
	char **before = environ;
	int out = memfd_create("answer", 0);
	environ = call.list;
	assert_int_equal(cgi_answer(STDIN_FILENO, out, scratch_database()), 0);
	char *left[] = { environ[0], environ[1], environ[2] };
	environ = before;
	read_back(out, call.answer);
	assert_non_null(strstr(call.answer, "SUCCESS: Kept"));
	assert_true(strncmp(left[0], "VICIALIAS_AUDIT=", 16) == 0 && strcmp(left[1], "TZ=UTC") == 0 && !left[2]);
	static const char wiped[ENTRY_CAP];
	for (size_t i = 0; i < call.count; i++)
		assert_memory_equal(call.entries[i], wiped, strlen("HTTP_REFERER=http://x/?" WHO));
}

/* Q06 */
static void no_byte_of_the_request_reaches_a_header(void **state)
{
	(void)state;
	start("GET", WHO "&alias=8302x&new_alias=%0d%0aSet-Cookie:x%0d%0a%0d%0a");
	assert_string_equal(answer(""), HEADERS "ERROR: INVALID ALIAS NAME\n");
	start("GET%0d%0aX:y", "");
	answer("");
	assert_refused("405 Method Not Allowed\r\nAllow: GET, HEAD, POST");
}

static void a_faulty_query_is_an_invalid_request(void **state)
{
	(void)state;
	start("GET", WHO "&alias=8302x&new_alias=s3cret%zz");
	assert_string_equal(answer(""), HEADERS "ERROR: INVALID REQUEST\n");
	assert_non_null(strstr(call.complaint, "percent sign"));
	assert_null(strstr(call.complaint, "s3cret"));
}

static const char *address_logged(void)
{
	return outside_ask(scratch_database(), "SELECT last_ip FROM vicidial_users WHERE user = '6666'");
}

static void the_callers_address_is_one_or_nobodys(void **state)
{
	(void)state;
	static const struct { const char *sent, *used; } rows[] = {
		{ "192.168.7.8", "192.168.7.8" }, { "2001:DB8::7", "2001:DB8::7" }, { "10.0.0.1;x", "0.0.0.0" }, { "fe80::1%eth0", "0.0.0.0" },
		{ "", "0.0.0.0" }, { "1111111111222222222233333333334444444444555555", "0.0.0.0" },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		start("GET", WHO "&alias=8302x&new_alias=From+somewhere");
		text_format(call.entries[2], ENTRY_CAP, "REMOTE_ADDR=%s", rows[i].sent);
		answer("");
		assert_string_equal(address_logged(), rows[i].used);
	}
}

static void without_a_database_the_answer_says_so(void **state)
{
	(void)state;
	Connection nowhere = { .host = "localhost", .database = "asterisk", .user = "cron", .source = "/etc/astguiclient.conf" };
	scratch_path(nowhere.socket, sizeof nowhere.socket, "no.socket");
	start("GET", WHO "&alias=8302x&new_alias=Never");
	assert_string_equal(answer_on(&nowhere, ""), HEADERS "ERROR: DATABASE NOT AVAILABLE\n");
	assert_true(call.complaint[0]);
	start("GET", WHO "&alias=8302x&new_alias=Never");
	set("VICIALIAS_ASTGUICLIENT", "/nowhere/astguiclient.conf");
	assert_string_equal(answer_on(NULL, ""), HEADERS "ERROR: DATABASE NOT AVAILABLE\n");
	assert_non_null(strstr(call.complaint, "/nowhere/astguiclient.conf"));
}

static void without_an_audit_log_nothing_is_done(void **state)
{
	(void)state;
	char path[300];
	FILE *other = fopen(scratch_path(path, sizeof path, "other.db"), "w");
	assert_true(other && fputs("This is somebody's letter, not an audit log.\n", other) >= 0 && fclose(other) == 0);
	start("GET", WHO "&alias=8302x&new_alias=Never");
	text_format(call.entries[1], ENTRY_CAP, "VICIALIAS_AUDIT=%s", path);
	assert_string_equal(answer(""), HEADERS "ERROR: AUDIT LOG NOT AVAILABLE\n");
	assert_string_equal(name_of("8302x"), "Front desk 2");
}

static void what_is_wrong_in_the_settings_stands_in_the_servers_log(void **state)
{
	(void)state;
	char path[300];
	FILE *settings = fopen(scratch_path(path, sizeof path, "web.conf"), "w");
	assert_true(settings && fputs("theem = light\n", settings) >= 0 && fclose(settings) == 0);
	start("GET", WHO "&alias=8302x&new_alias=By+get");
	set("VICIALIAS_CONFIG", path);
	assert_string_equal(answer(""), HEADERS "SUCCESS: By get | Alias Updated Successfully for Extension 8302\n");
	assert_non_null(strstr(call.complaint, "web.conf, line 1: theem: there is no such setting."));
}

/* The last: its columns take bytes from here on. */
static void what_stands_in_the_database_is_answered_harmlessly(void **state)
{
	(void)state;
	hostile_plant(scratch_database());
	for (size_t i = 0; i < HOSTILE_COUNT; i++) {
		char query[200];
		text_format(query, sizeof query, WHO "&alias=h%02zu&active=N", i);
		start("GET", query);
		const char *body = answer("") + strlen(HEADERS);
		assert_memory_equal(call.answer, HEADERS, strlen(HEADERS));
		assert_true(hostile_is_tamed(body, strcspn(body, "\n")) && strcmp(body + strcspn(body, "\n"), "\n") == 0);
		assert_true(hostile_is_tamed(call.complaint, strcspn(call.complaint, "\n")));
	}
}

static int end(void **state)
{
	(void)state;
	outside_close();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(a_get_changes_the_alias_and_says_so, fresh_alias),
		cmocka_unit_test_setup(a_head_does_the_same_without_a_body, fresh_alias),
		cmocka_unit_test_setup(a_post_brings_it_in_its_body, fresh_alias),
		cmocka_unit_test_setup(the_url_wins_over_the_body, fresh_alias),
		cmocka_unit_test_setup(other_methods_are_refused_before_anything_is_done, fresh_alias),
		cmocka_unit_test_setup(the_length_of_a_body_is_believed_only_as_digits, fresh_alias),
		cmocka_unit_test_setup(a_body_of_another_type_is_refused, fresh_alias),
		cmocka_unit_test_setup(a_body_that_does_not_come_is_not_waited_for, fresh_alias),
		cmocka_unit_test_setup(nothing_of_the_call_stays_in_the_environment, fresh_alias),
		cmocka_unit_test_setup(no_byte_of_the_request_reaches_a_header, fresh_alias),
		cmocka_unit_test_setup(a_faulty_query_is_an_invalid_request, fresh_alias),
		cmocka_unit_test_setup(the_callers_address_is_one_or_nobodys, fresh_alias),
		cmocka_unit_test_setup(without_a_database_the_answer_says_so, fresh_alias),
		cmocka_unit_test_setup(without_an_audit_log_nothing_is_done, fresh_alias),
		cmocka_unit_test_setup(what_is_wrong_in_the_settings_stands_in_the_servers_log, fresh_alias),
		cmocka_unit_test(what_stands_in_the_database_is_answered_harmlessly),
	};
	return cmocka_run_group_tests(tests, NULL, end);
}
