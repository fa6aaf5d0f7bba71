#include "tui/cgi.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/resource.h>
#include <unistd.h>

#include "core/base/mem.h"
#include "core/base/sys.h"
#include "core/service/request.h"
#include "tui/cli_api.h"

/* A sanitizer's shadow takes terabytes of addresses. */
#if defined(__SANITIZE_ADDRESS__)
#define ADDRESSES RLIM_INFINITY
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ADDRESSES RLIM_INFINITY
#endif
#endif
#ifndef ADDRESSES
#define ADDRESSES (256 << 20)
#endif

enum { WHOLE_S = 25, CPU_S = 10, FILES = 64, BODY_MS = 5000 };

#define HEADERS   "Content-Type: text/plain; charset=utf-8\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n\r\n"
#define FORM_TYPE "application/x-www-form-urlencoded"

typedef enum { CALL_GOOD, CALL_METHOD, CALL_TYPE, CALL_NO_LENGTH, CALL_ODD_LENGTH, CALL_LARGE, CALL_SHORT, CALL_SLOW } CallFault;

/* A call that is no request at all is refused in HTTP's words too; every other answer is a 200, as VICIdial's are. */
static const struct {
	const char *headers, *why;
} faults[] = {
	[CALL_GOOD]       = { "", "" },
	[CALL_METHOD]     = { "Status: 405 Method Not Allowed\r\nAllow: GET, HEAD, POST\r\n", "The method is not GET, HEAD or POST." },
	[CALL_TYPE]       = { "Status: 415 Unsupported Media Type\r\n", "The body of a POST is " FORM_TYPE "." },
	[CALL_NO_LENGTH]  = { "Status: 411 Length Required\r\n", "The POST came without a length." },
	[CALL_ODD_LENGTH] = { "Status: 400 Bad Request\r\n", "The length of the body is not a number." },
	[CALL_LARGE]      = { "Status: 413 Content Too Large\r\n", "The body is longer than 65536 bytes." },
	[CALL_SHORT]      = { "Status: 400 Bad Request\r\n", "The body is shorter than was announced." },
	[CALL_SLOW]       = { "Status: 408 Request Timeout\r\n", "The body did not come within 5 seconds." },
};

/* What is kept of the environment: a longer value than fits cannot be a good one. */
typedef struct {
	char  method[8], type[80], length[24], address[46];
	Query query;
	RequestAnswer answer;
} Call;

/* What the web server's admin may set for us, and what the C library needs. */
static const char *const settings[] = {
	"VICIALIAS_ASTGUICLIENT", "VICIALIAS_AUDIT", "VICIALIAS_CONFIG", "VICIALIAS_PHONE_WRITES", "TZ"
};
enum { SETTINGS = sizeof settings / sizeof *settings };

bool cgi_asked(void)
{
	return getenv("GATEWAY_INTERFACE") != NULL;
}

static void limits_set(void)
{
	static const struct {
		int    what;
		rlim_t most;
	} limits[] = { { RLIMIT_AS, ADDRESSES }, { RLIMIT_CPU, CPU_S }, { RLIMIT_NOFILE, FILES }, { RLIMIT_CORE, 0 } };

	for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
		setrlimit(limits[i].what, &(struct rlimit){ limits[i].most, limits[i].most });
	alarm(WHOLE_S);
}

/* All of it is overwritten where it lies, since /proc shows it: the password is in REQUEST_URI and HTTP_REFERER too. What
 * libraries would obey (MYSQL_*, GCONV_PATH, TERMINFO …) goes with it. */
static void environment_clean(void)
{
	const char *kept[SETTINGS];
	Arena      *mem = arena_new();
	for (size_t i = 0; i < SETTINGS; i++) {
		const char *value = getenv(settings[i]);
		kept[i] = value ? arena_text(mem, value) : NULL;
	}
	for (char **entry = environ; entry && *entry; entry++)
		sys_wipe(*entry, strlen(*entry));
	clearenv();
	for (size_t i = 0; i < SETTINGS; i++)
		if (kept[i])
			setenv(settings[i], kept[i], 1);
	arena_free(mem);
}

static void copy_variable(char *out, size_t cap, const char *name)
{
	if (!text_copy(out, cap, getenv(name)))
		text_copy(out, cap, "?");
}

static void take_query(Query *query)
{
	char *text = getenv("QUERY_STRING");
	if (!text)
		return;
	query_read(query, text, strlen(text), false);
	sys_wipe(text, strlen(text));
}

static void take_environment(Call *call)
{
	take_query(&call->query);
	copy_variable(call->method, sizeof call->method, "REQUEST_METHOD");
	copy_variable(call->type, sizeof call->type, "CONTENT_TYPE");
	copy_variable(call->length, sizeof call->length, "CONTENT_LENGTH");
	copy_variable(call->address, sizeof call->address, "REMOTE_ADDR");
	/* An address that is none is in nobody's list; it must not pass for this machine's own. */
	if (!call->address[0] || call->address[strspn(call->address, "0123456789abcdefABCDEF.:")])
		text_copy(call->address, sizeof call->address, "0.0.0.0");
	environment_clean();
}

static bool is_form(const char *type)
{
	size_t length = strlen(FORM_TYPE);
	return strncasecmp(type, FORM_TYPE, length) == 0 && (!type[length] || strchr("; \t", type[length]));
}

static CallFault body_length(const Call *call, size_t *out)
{
	const char *text = call->length;
	if (!text[0])
		return CALL_NO_LENGTH;
	if (text[strspn(text, "0123456789")])
		return CALL_ODD_LENGTH;
	if (strlen(text) > 9)
		return CALL_LARGE;
	*out = strtoul(text, NULL, 10);
	if (*out > QUERY_BODY_BYTES)
		return CALL_LARGE;
	return *out && !is_form(call->type) ? CALL_TYPE : CALL_GOOD;
}

static CallFault read_bytes(int in, char *bytes, size_t length)
{
	int64_t until = sys_monotonic_ms() + BODY_MS;
	struct pollfd wait = { .fd = in, .events = POLLIN };
	for (size_t used = 0; used < length; ) {
		int64_t left = until - sys_monotonic_ms();
		if (left <= 0 || poll(&wait, 1, (int)left) <= 0)
			return CALL_SLOW;
		ssize_t got = read(in, bytes + used, length - used);
		if (got <= 0)
			return CALL_SHORT;
		used += (size_t)got;
	}
	return CALL_GOOD;
}

static CallFault take_body(Call *call, int in)
{
	char bytes[QUERY_BODY_BYTES];
	size_t length = 0;
	CallFault fault = body_length(call, &length);
	if (fault == CALL_GOOD)
		fault = read_bytes(in, bytes, length);
	if (fault == CALL_GOOD)
		query_read(&call->query, bytes, length, true);
	sys_wipe(bytes, sizeof bytes);           /* length is the caller's word, and may be a lie */
	return fault;
}

static CallFault take_call(Call *call, int in)
{
	take_environment(call);
	if (strcmp(call->method, "POST") == 0)
		return take_body(call, in);
	return strcmp(call->method, "GET") == 0 || strcmp(call->method, "HEAD") == 0 ? CALL_GOOD : CALL_METHOD;
}

/* From here on a signal of the web server waits until what was begun is written down. */
static void answer_call(Call *call, const Connection *where, RequestAnswer *out)
{
	char *no_arguments[] = { "vicialias", NULL };
	sigset_t ends, before;
	Service *service = NULL;
	Config config;
	Err err;
	sigemptyset(&ends);
	sigaddset(&ends, SIGTERM), sigaddset(&ends, SIGINT), sigaddset(&ends, SIGHUP), sigaddset(&ends, SIGPIPE);
	sigprocmask(SIG_BLOCK, &ends, &before);
	bool ok = config_read(&config, 1, no_arguments, &err);
	for (size_t i = 0; ok && i < config.told.count; i++)   /* into the web server's log */
		fprintf(stderr, "vicialias: %s\n", config.told.text[i]);
	ok = ok && cli_api_open(&service, &config, where, &err);
	if (ok)
		request_answer(service, &call->query, call->address, out);
	else
		request_unavailable(&err, out);
	service_close(service);
	sigprocmask(SIG_SETMASK, &before, NULL);
}

static bool send_answer(int out, const Call *call, CallFault fault, const RequestAnswer *answer)
{
	Text text = { 0 };
	bool head = strcmp(call->method, "HEAD") == 0;
	text_addf(&text, "%s" HEADERS "%s%s", faults[fault].headers, head ? "" : answer->line, head ? "" : "\n");
	bool sent = write(out, text.bytes, text.length) == (ssize_t)text.length;
	text_free(&text);
	return sent;
}

int cgi_answer(int in, int out, const Connection *where)
{
	Call *call = mem_take(sizeof *call);      /* it has room for the largest, and most never touch it */
	RequestAnswer *answer = &call->answer;
	CallFault fault = take_call(call, in);
	text_copy(answer->line, sizeof answer->line, "ERROR: INVALID REQUEST");
	if (fault == CALL_GOOD)
		answer_call(call, where, answer);
	else
		text_copy(answer->explanation, sizeof answer->explanation, faults[fault].why);
	query_wipe(&call->query);
	cli_api_explain(0, answer->explanation);
	bool sent = send_answer(out, call, fault, answer);
	mem_free(call);
	return sent ? 0 : 1;
}

int cgi_main(int argc, char **argv)
{
	limits_set();
	for (int i = 1; i < argc; i++)
		sys_wipe(argv[i], strlen(argv[i]));
	return cgi_answer(STDIN_FILENO, STDOUT_FILENO, NULL);
}
