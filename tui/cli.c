#include "tui/cli.h"

#include <langinfo.h>
#include <string.h>
#include <wchar.h>

#include "core/base/sys.h"
#include "core/service/ops.h"
#include "tui/cli_api.h"
#include "tui/cli_audit.h"
#include "tui/sheet.h"

enum { TRIES = 3 };

bool cli_ascii(const Config *config)
{
	if (strcmp(config->ascii, "auto") != 0)
		return strcmp(config->ascii, "yes") == 0;
	/* In East Asian locales the signs may take two cells, and no table lines up. */
	return strcmp(nl_langinfo(CODESET), "UTF-8") != 0 || wcwidth(L'●') != 1;
}

static bool run_op(Service *service, Request *request, Reply *out, Err *err)
{
	return ops_run(service, request, out, NULL, NULL, err);
}

/* sign-in */

static bool fill_sign_in(const Config *config, Request *request, Err *err)
{
	if (config->user[0])
		text_copy(request->user, sizeof request->user, config->user);
	else if (!cli_ask("VICIdial user: ", false, request->user, sizeof request->user, err))
		return false;
	if (config->password_fd >= 0)
		return cli_read_line(config->password_fd, request->password, sizeof request->password, err);
	return cli_ask("Password: ", true, request->password, sizeof request->password, err);
}

static bool sign_in_once(Service *service, const Config *config, Err *err)
{
	Request request = { .op = OP_SIGN_IN };
	Reply reply = { 0 };
	bool ok = fill_sign_in(config, &request, err) && run_op(service, &request, &reply, err);
	sys_wipe(&request, sizeof request);
	for (size_t i = 0; ok && i < reply.settled_count; i++)
		fprintf(stderr, "vicialias: %s\n", reply.settled[i]);
	if (ok && reply.settled_total > reply.settled_count)
		fprintf(stderr, "vicialias: And %zu more: vicialias audit list action:recover\n", reply.settled_total - reply.settled_count);
	reply_free(&reply);
	return ok;
}

/* A guess that came in by a file descriptor is not repeated. */
bool cli_sign_in(Service *service, const Config *config, Err *err)
{
	for (int attempt = 1; !sign_in_once(service, config, err); attempt++) {
		if (err->code != ERR_DENIED || config->password_fd >= 0 || attempt == TRIES)
			return false;
		fprintf(stderr, "vicialias: %s Try %d of %d.\n", err->text, attempt + 1, TRIES);
	}
	return true;
}

/* list */

bool cli_filter_means(const Filter *filter, const char *words, const Catalog *catalog, Err *err)
{
	char slip[400];
	if (!filter_slip(filter, words, catalog, slip, sizeof slip))
		return true;
	return fail(err, ERR_USAGE, "%s.", slip);
}

static void say_count(const Catalog *catalog, const Filter *filter, const char *typed, size_t count)
{
	char shown[24], all[24];
	const FilterWord *culprit = count ? NULL : filter_culprit(filter, catalog);
	text_number(shown, sizeof shown, count);
	text_number(all, sizeof all, catalog->alias_count);
	if (filter->too_many)
		fprintf(stderr, "vicialias: Only the first %d words of the filter count.\n", FILTER_WORDS);
	if (culprit)
		fprintf(stderr, "vicialias: Nothing matches  %.*s.", culprit->to - culprit->from, typed + culprit->from);
	else if (!count && filter->count)
		fprintf(stderr, "vicialias: Nothing matches all of  %s.", typed);
	if (!count && filter->count)
		fprintf(stderr, "  %s aliases without the filter.\n", all);
	if (catalog->outside)
		fprintf(stderr, "vicialias: %s shown; others are outside your user groups.\n", shown);
}

static bool list_catalog(const Config *config, const Catalog *catalog, const char *words, Err *err)
{
	Filter filter;
	AliasRows rows = { .catalog = catalog, .column_count = FIELD_COUNT, .ascii = cli_ascii(config) };
	uint32_t *order = mem_take((catalog->alias_count + 1) * sizeof *order);
	for (FieldId id = 0; id < FIELD_COUNT; id++)
		rows.columns[id] = id;
	filter_parse(&filter, words);
	if (!cli_filter_means(&filter, words, catalog, err)) {
		mem_free(order);
		return false;
	}
	rows.count = filter_run(&filter, catalog, NULL, 0, order);
	rows.order = order;
	Sheet sheet = sheet_of_aliases(&rows);
	bool ok = sheet_print(stdout, &sheet, sheet_form(config->format), err);
	say_count(catalog, &filter, words, rows.count);
	mem_free(order);
	return ok;
}

static bool list_aliases(const Config *config, Connection *where, char *words, Err *err)
{
	Service *service;
	Request request = { .op = OP_LOAD };
	Reply reply = { 0 };
	if (!service_open(&service, config, where, err))
		return false;
	bool ok = cli_sign_in(service, config, err) && run_op(service, &request, &reply, err) &&
	          list_catalog(config, reply.catalog, words, err);
	reply_free(&reply);
	service_close(service);
	return ok;
}

static const Command commands[] = {
	{ .first = NULL, .database = DATABASE_NEEDS },
	{ .first = "api", .database = DATABASE_FINDS, .takes_words = true, .secret = true, .run = cli_api },
	{ .first = "list", .database = DATABASE_NEEDS, .takes_words = true, .run = list_aliases },
	{ .first = "health", .database = DATABASE_NEEDS, .takes_words = true, .run = cli_health },
	{ .first = "audit", .second = "list", .takes_words = true, .run = cli_audit_list },
	{ .first = "audit", .second = "verify", .database = DATABASE_FINDS, .takes_words = true, .run = cli_audit_verify },
	{ .first = "audit", .second = "reconcile", .database = DATABASE_NEEDS, .run = cli_audit_reconcile },
	{ .first = "audit", .second = "head", .run = cli_audit_head },
	{ .first = "audit", .second = "export", .run = cli_audit_export },
};
static const Command check_command = { .database = DATABASE_FINDS, .run = cli_check };

static bool same(const Config *config, int at, const char *word)
{
	return word ? at < config->word_count && strcmp(config->words[at], word) == 0 : at >= config->word_count;
}

const Command *cli_command(const Config *config, Text *words, Err *err)
{
	const Command *found = NULL;
	if (config->check)
		found = &check_command;
	for (size_t i = 0; !found && i < sizeof commands / sizeof *commands; i++) {
		bool second = !commands[i].second || same(config, 1, commands[i].second);
		if (same(config, 0, commands[i].first) && second)
			found = &commands[i];
	}
	if (!found && same(config, 0, "audit") && same(config, 1, NULL)) {
		fail(err, ERR_USAGE, "audit needs to be told what: audit list, verify, reconcile, head or export. vicialias --help says "
		     "what they do.");
		return NULL;
	}
	int used = found ? (found->first != NULL) + (found->second != NULL) : 0;
	if (!found || (!found->takes_words && used < config->word_count)) {
		fail(err, ERR_USAGE, "There is no command \"%s%s%s\". vicialias --help lists them.", config->words[0],
		     config->word_count > 1 ? " " : "", config->word_count > 1 ? config->words[1] : "");
		return NULL;
	}
	text_add(words, "");
	for (int i = used; i < config->word_count; i++) {
		text_addf(words, "%s%s", i > used ? " " : "", config->words[i]);
		if (found->secret)
			sys_wipe(config->words[i], strlen(config->words[i]));
	}
	return found;
}
