#include "tui/cli_api.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "core/base/sys.h"
#include "tui/cli.h"

/* The requests of one run of the program. */
typedef struct {
	const Config *config;
	Service      *service;                   /* NULL: why says why not */
	Err           why;
	char          user[QUERY_VALUE + 1], password[PASSWORD_CAP];   /* asked for: of whom; "" nobody yet */
	bool          many;
	size_t        line, done, failed;
	struct {
		size_t        line;                  /* 0: none is kept */
		unsigned      waits;                 /* for this outcome to be in the log */
		RequestAnswer answer;
	} kept;
	ErrCode       first;                     /* of the failed */
	Lines         lines;
	Progress      progress;
} Api;

bool cli_api_open(Service **out, const Config *config, const Connection *where, Err *err)
{
	Connection own = { 0 };
	*out = NULL;
	if (where)
		own = *where;
	bool ok = (where || config_connection(config, &own, err)) && service_open(out, config, &own, err);
	sys_wipe(&own, sizeof own);
	return ok;
}

void cli_api_explain(size_t line, const char *text)
{
	char shown[sizeof((RequestAnswer *)0)->explanation];
	if (!text[0])
		return;
	text_visible(shown, sizeof shown, text, strlen(text));
	if (line)
		fprintf(stderr, "vicialias: line %zu: %s\n", line, shown);
	else
		fprintf(stderr, "vicialias: %s\n", shown);
}

/* What is wrong with its form, where it is a usual mistake; NULL: nothing. Told when the request fails. */
static const char *form_fault(const char *bytes, size_t length)
{
	const char *equals = memchr(bytes, '=', length);
	if (!equals)
		return "That is no request: it has no name=value. For example  vicialias api 'function=update_phone_alias&source=test&user=6666&"
		       "alias=8302x&active=N'";
	return memchr(bytes, '?', (size_t)(equals - bytes)) ? "Give only what stands behind the ? of a URL: its server is not asked." : NULL;
}

/* answers */

static bool write_line(Api *api, const char *line, Err *err)
{
	if (api->progress.over_answers)
		progress_clear(&api->progress);
	if (puts(line) >= 0 && fflush(stdout) == 0)
		return true;
	return fail(err, ERR_OTHER, "The answers cannot be written: %s. The last one was:  %s", strerror(errno), line);
}

/* Gives the answer that is kept, once its change's record is in the log. */
static bool give_kept(Api *api, Err *err)
{
	RequestAnswer *answer = &api->kept.answer;
	size_t line = api->kept.line;
	Err pending;
	if (!line)
		return true;
	api->kept.line = 0;
	if (api->kept.waits && api->kept.waits == request_waits(api->service) && !request_flush(api->service, &pending))
		text_format(answer->explanation, sizeof answer->explanation, "The change was made; its record is completed at the next start. %s",
		            pending.text);
	if (!write_line(api, answer->line, err))
		return fail_while(err, "line %zu", line);
	if (answer->explanation[0])
		progress_clear(&api->progress);
	cli_api_explain(line, answer->explanation);
	return true;
}

/* passwords */

static bool read_password(Api *api, const char *user, Err *err)
{
	char prompt[100] = "Password of ";
	size_t length = strlen(prompt);
	if (api->config->password_fd >= 0) {
		if (api->user[0])
			return fail(err, ERR_USAGE, "The password given is user %s's; this request is user %s's and has none.", api->user, user);
		return cli_read_line(api->config->password_fd, api->password, sizeof api->password, err);
	}
	length += text_visible(prompt + length, sizeof prompt - length - 2, user, strlen(user));
	text_format(prompt + length, sizeof prompt - length, ": ");
	progress_clear(&api->progress);
	if (api->many)
		lines_pause(&api->lines);
	bool ok = cli_ask(prompt, true, api->password, sizeof api->password, err);
	if (api->many)
		lines_resume(&api->lines);
	return ok;
}

/* Adds user and password where the request leaves them out. Nobody is asked in vain. *added: the password is ours. */
static bool complete(Api *api, Query *query, bool *added, Err *err)
{
	*added = false;
	if (!api->service || query_fault(query)[0])
		return true;
	if (!query_param(query, "user") && api->config->user[0])
		query_add(query, "user", api->config->user);
	const char *user = query_param(query, "user");
	if (!user || !user[0] || query_param(query, "pass"))
		return true;
	if (strcmp(api->user, user) != 0) {
		if (!give_kept(api, err) || !read_password(api, user, err))
			return false;
		text_copy(api->user, sizeof api->user, user);
	}
	*added = query_add(query, "pass", api->password);
	return true;
}

/* Wipes the query. fault: of its form. */
static bool answer_query(Api *api, Query *query, const char *fault, bool *added, RequestAnswer *out, Err *err)
{
	bool ok = complete(api, query, added, err);
	if (ok && api->service)
		request_answer(api->service, query, "", out);
	else if (ok)
		request_unavailable(&api->why, out);
	query_wipe(query);
	if (ok && api->service && fault && out->code != ERR_NONE)
		text_copy(out->explanation, sizeof out->explanation, fault);
	return ok;
}

/* one */

static bool answer_argument(Api *api, char *text, Err *err)
{
	RequestAnswer answer;
	Query query = { 0 };
	bool added;
	query_read(&query, text, strlen(text), false);
	const char *fault = form_fault(text, strlen(text));
	sys_wipe(text, strlen(text));
	if (query_param(&query, "pass"))
		cli_api_explain(0, "Others on this machine could read the password among the arguments: leave it out, or use  vicialias api -");
	if (!answer_query(api, &query, fault, &added, &answer, err) || !write_line(api, answer.line, err))
		return false;
	if (answer.code != ERR_NONE)
		return fail(err, answer.code, "%s", answer.explanation);
	cli_api_explain(0, answer.explanation);
	return true;
}

/* many */

static bool is_success(const RequestAnswer *answer)
{
	return strncmp(answer->line, "SUCCESS", strlen("SUCCESS")) == 0;
}

/* *more: is the next line wanted? While more are there, an answer is kept until the next request's commit has its outcome. */
static bool answer_line(Api *api, const char *bytes, size_t length, bool *more, Err *err)
{
	RequestAnswer answer = { 0 };
	Query query = { 0 };
	bool added;
	query_read(&query, bytes, length, false);
	bool ok = answer_query(api, &query, form_fault(bytes, length), &added, &answer, err) || fail_while(err, "line %zu", api->line);
	Err ignored;
	if (!give_kept(api, ok ? err : &ignored) || !ok)
		return false;
	api->kept.answer = answer;
	api->kept.line = api->line;
	api->kept.waits = api->service ? request_waits(api->service) : 0;
	api->done++;
	if (answer.code != ERR_NONE && api->failed++ == 0)
		api->first = answer.code;
	/* Tried again with each line it would lock the user out. */
	bool refused = added && answer.login_incorrect;
	*more = !refused && (is_success(&answer) || !api->config->stop_on_error);
	if ((!*more || !lines_ready(&api->lines)) && !give_kept(api, err))
		return false;
	if (refused)
		cli_api_explain(api->line, "The password was refused, so the requests after this one are not tried.");
	return true;
}

/* Editors of Windows put it before all else. */
static void skip_mark(char **line, size_t *length)
{
	static const char mark[] = "\xEF\xBB\xBF";
	size_t marked = strlen(mark);
	if (*length >= marked && memcmp(*line, mark, marked) == 0) {
		*line += marked;
		*length -= marked;
	}
}

static bool is_request(const char *bytes, size_t length)
{
	size_t blanks = 0;
	while (blanks < length && (bytes[blanks] == ' ' || bytes[blanks] == '\t'))
		blanks++;
	return blanks < length && bytes[0] != '#';
}

static bool answer_lines(Api *api, Err *err)
{
	LineGot got = LINE_GOT;
	char *line = NULL;
	size_t length = 0;
	for (bool more = true; more && (got = lines_next(&api->lines, &line, &length)) == LINE_GOT; ) {
		if (api->line++ == 0)
			skip_mark(&line, &length);
		if (is_request(line, length) && !answer_line(api, line, length, &more, err))
			return false;
		progress_show(&api->progress, api->done, api->failed, api->lines.taken);
	}
	if (!give_kept(api, err))
		return false;
	if (got == LINE_STOPPED)
		return fail(err, ERR_STOPPED, "Stopped after %zu request%s.", api->done, api->done == 1 ? "" : "s");
	if (got == LINE_UNREADABLE)
		return fail(err, ERR_OTHER, "The requests cannot be read: %s.", strerror(errno));
	return true;
}

static bool say_all(const Api *api, Err *err)
{
	char done[24], failed[24];
	if (!api->failed)
		return true;
	text_number(done, sizeof done, api->done);
	text_number(failed, sizeof failed, api->failed);
	ErrCode code = api->failed < api->done ? ERR_PARTIAL : api->first;
	if (api->done == 1)
		return fail(err, code, "%s", "");
	return fail(err, code, "%s of %s requests failed.", failed, done);
}

static bool answer_input(Api *api, Err *err)
{
	if (api->config->password_fd == STDIN_FILENO)
		return fail(err, ERR_USAGE, "--password-fd 0 and the requests cannot both be standard input: use another number.");
	api->many = true;
	if (isatty(STDIN_FILENO))
		fputs("One request a line; ^D ends.\n", stderr);
	progress_open(&api->progress, STDIN_FILENO);
	lines_open(&api->lines, STDIN_FILENO);
	if (api->service)
		request_share(api->service);
	bool ok = answer_lines(api, err);
	lines_close(&api->lines);
	progress_clear(&api->progress);
	return ok && say_all(api, err);
}

bool cli_api(const Config *config, Connection *where, char *query, Err *err)
{
	bool many = config->word_count < 2 || strcmp(query, "-") == 0;
	if (config->word_count > 2)
		return fail(err, ERR_USAGE, "The query is one argument. Put it between quotes:  vicialias api 'QUERY'");
	Api *api = mem_take(sizeof *api);
	api->config = config;
	if (!cli_api_open(&api->service, config, where, &api->why))
		api->service = NULL;
	bool ok = many ? answer_input(api, err) : answer_argument(api, query, err);
	service_close(api->service);
	sys_wipe(api, sizeof *api);
	mem_free(api);
	return ok;
}
