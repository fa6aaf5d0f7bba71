/* Whatever a web server hands to the CGI: it answers with the fixed headers and one line, no byte of the input is in a header,
 * the password is not in the answer, and nothing of the call is left in the environment. Behind it are a real database and a
 * real audit log; only the connection is given, since the private database has no port. */
#include <assert.h>
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "core/base/text.h"
#include "tests/fuzz/call.h"
#include "tests/outside.h"
#include "tests/scratch.h"
#include "tui/cgi.h"

enum { VALUE_CAP = 1 << 17, ANSWER_CAP = 1 << 16, RUNS_A_SCENE = 16, RUNS_A_LOG = 1000 };

#define PASSWORD "M4rkerPass"

static const char headers[] = "Content-Type: text/plain; charset=utf-8\r\nCache-Control: no-store\r\n"
                              "X-Content-Type-Options: nosniff\r\n\r\n";
static const char *const statuses[] = {
	"Status: 405 Method Not Allowed\r\nAllow: GET, HEAD, POST\r\n", "Status: 415 Unsupported Media Type\r\n",
	"Status: 411 Length Required\r\n", "Status: 400 Bad Request\r\n", "Status: 413 Content Too Large\r\n", "",
};

/* What earlier runs renamed, deleted, locked out or logged. */
static void set_scene(const Connection *where, size_t run)
{
	if (run % RUNS_A_SCENE)
		return;
	outside_run(where, "UPDATE vicidial_users SET failed_login_count = 0, active = 'Y', pass = '" PASSWORD "', pass_hash = ''"
	                   " WHERE user IN ('6666', 'viewer')");
	outside_run(where, "REPLACE INTO phones_alias (alias_id, alias_name, logins_list, user_group)"
	                   " VALUES ('1002x', 'TechSupport', '1002a,1002b', '---ALL---'),"
	                   " ('8302x', 'Front desk', '8302a,8302b', 'SALES')");
}

static void put(char *out, const char *name, Piece piece)
{
	size_t length = strlen(name);
	memcpy(out, name, length);
	if (piece.length >= VALUE_CAP - length)
		piece.length = VALUE_CAP - length - 1;
	if (piece.length)
		memcpy(out + length, piece.bytes, piece.length);
	out[length + piece.length] = '\0';
}

static char *variables[8], place[8][VALUE_CAP];

/* An environment of our own, so that it is seen what is done to it. */
static void set_environment(const FuzzCall *call, size_t run)
{
	char length[24], name[60], path[300];
	Piece announced = call->length;
	if (announced.length == 1 && announced.bytes[0] == '*')
		announced = (Piece){ length, text_format(length, sizeof length, "%zu", call->body.length) };
	text_format(name, sizeof name, "log%zu/audit.db", run / RUNS_A_LOG);
	put(place[0], "VICIALIAS_AUDIT=", (Piece){ path, strlen(scratch_path(path, sizeof path, name)) });
	put(place[1], "QUERY_STRING=", call->query);
	put(place[2], "REQUEST_METHOD=", call->method);
	put(place[3], "CONTENT_TYPE=", call->type);
	put(place[4], "CONTENT_LENGTH=", announced);
	put(place[5], "REMOTE_ADDR=", call->address);
	put(place[6], "REQUEST_URI=/vicidial/non_agent_api.php?", call->query);
	for (size_t i = 0; i < 7; i++)
		variables[i] = place[i];
	environ = variables;
}

static void check_environment(void)
{
	for (size_t i = 0; i < 7; i++)
		assert(place[i][0] == '\0');
	assert(strstr(place[1] + 1, PASSWORD) == NULL);
	assert(environ[0] && strncmp(environ[0], "VICIALIAS_AUDIT=", 16) == 0 && !environ[1]);
}

static unsigned char decoded(const uint8_t *bytes, size_t size, size_t *at)
{
	size_t from = *at;
	*at += 1;
	if (bytes[from] != '%' || size - from < 3 || !isxdigit(bytes[from + 1]) || !isxdigit(bytes[from + 2]))
		return bytes[from];
	*at += 2;
	return (unsigned char)strtoul((const char[]){ (char)bytes[from + 1], (char)bytes[from + 2], '\0' }, NULL, 16);
}

/* Also what becomes one: the native dialect takes signs out of every value. */
static size_t count_passwords(const uint8_t *bytes, size_t size)
{
	Text kept = { 0 };
	size_t count = 0;
	for (size_t at = 0; at < size; ) {
		char c = (char)decoded(bytes, size, &at);
		if (isalnum((unsigned char)c))
			text_add_bytes(&kept, &c, 1);
	}
	for (const char *at = kept.bytes; at && (at = strstr(at, PASSWORD)); at++)
		count++;
	text_free(&kept);
	return count;
}

static void check_line(const char *line, size_t length)
{
	assert(length > 1 && line[length - 1] == '\n');
	assert(strncmp(line, "SUCCESS: ", 9) == 0 || strncmp(line, "ERROR: ", 7) == 0 || strncmp(line, "NOTICE: ", 8) == 0);
	assert(text_is_utf8(line, length));
	/* The one answer of VICIdial's that is two lines. */
	size_t breaks = 0, may_break = strncmp(line, "ERROR: Invalid Source - ", 24) == 0;
	for (size_t i = 0; i < length - 1; i++) {
		breaks += line[i] == '\n';
		assert(line[i] == '\n' ? breaks <= may_break : (unsigned char)line[i] >= 0x20 && line[i] != 0x7F);
	}
}

/* A variable of the environment ends at a NUL. */
static bool is_head(Piece method)
{
	return method.length >= 4 && memcmp(method.bytes, "HEAD", 4) == 0 && (method.length == 4 || !method.bytes[4]);
}

static void check_answer(const char *answer, const FuzzCall *call)
{
	size_t i = 0;
	while (strncmp(answer, statuses[i], strlen(statuses[i])) != 0)
		i++;
	answer += strlen(statuses[i]);
	assert(strncmp(answer, headers, strlen(headers)) == 0);
	const char *line = answer + strlen(headers);
	if (is_head(call->method))
		assert(!*line);
	else
		check_line(line, strlen(line));
}

static void ask(const FuzzCall *call, const Connection *where, char *answer)
{
	int in = memfd_create("body", MFD_CLOEXEC), out = memfd_create("answer", MFD_CLOEXEC);
	assert(in >= 0 && out >= 0);
	assert(write(in, call->body.bytes, call->body.length) == (ssize_t)call->body.length);
	lseek(in, 0, SEEK_SET);
	assert(cgi_answer(in, out, where) == 0);
	ssize_t got = pread(out, answer, ANSWER_CAP - 1, 0);
	assert(got > 0 && got < ANSWER_CAP - 1);
	answer[got] = '\0';
	assert(strlen(answer) == (size_t)got);
	close(in), close(out);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	static char answer[ANSWER_CAP];
	static size_t run;
	const Connection *where = scratch_database();
	char **before = environ;
	FuzzCall call;
	fuzz_call_cut(&call, bytes, size);
	set_scene(where, run);
	set_environment(&call, run++);
	ask(&call, where, answer);
	check_environment();
	environ = before;
	check_answer(answer, &call);
	/* Where it was sent as the password only. */
	bool once = count_passwords(bytes, size) == 1 && memmem(bytes, size, "&pass=" PASSWORD, strlen("&pass=" PASSWORD));
	assert(!once || !strstr(answer, PASSWORD));
	return 0;
}
