/* vicialias health: the health check of the console, for scripts. */
#include <string.h>

#include "core/base/mem.h"
#include "tui/cli.h"
#include "tui/sheet.h"

/* Takes the words that are kinds out of words; which kinds are wanted, all when none is named. */
static uint32_t take_kinds(char *words)
{
	uint32_t kinds = 0;
	char *to = words;
	for (char *at = words; *at;) {
		size_t length = strcspn(at, " ");
		char word[40];
		text_format(word, sizeof word, "%.*s", (int)length, at);
		FindingId kind = finding_find(word);
		length += at[length] == ' ';
		if (kind == FINDING_COUNT)
			memmove(to, at, length), to += length;
		else
			kinds |= UINT32_C(1) << kind;
		at += length;
	}
	*to = '\0';
	return kinds ? kinds : UINT32_MAX;
}

/* A word that is no kind is searched for; one that no alias holds either was meant for a kind. */
static bool words_mean(const Filter *filter, const char *words, const Catalog *catalog, Err *err)
{
	char word[60];
	Text known = { 0 };
	if (!cli_filter_means(filter, words, catalog, err))
		return false;
	for (size_t i = 0; i < filter->count; i++) {
		const FilterWord *one = &filter->words[i];
		Filter alone = { .words = { *one }, .count = 1 };
		if (one->field != FIELD_COUNT || one->excludes || one->marked || !filter_culprit(&alone, catalog))
			continue;
		text_visible(word, sizeof word, words + one->from, (size_t)(one->to - one->from));
		for (FindingId kind = 0; kind < FINDING_HIDDEN; kind++)
			text_addf(&known, "%s%s", kind ? " " : "", findings[kind].key);
		fail(err, ERR_USAGE,
		     "\"%s\" is no kind of finding, and no alias holds it. The kinds: %s.", word, known.bytes);
		text_free(&known);
		return false;
	}
	return true;
}

static size_t find_rows(const HealthReport *report, uint32_t kinds, const Filter *filter, FoundRow *out)
{
	size_t count = 0;
	uint32_t *matching = mem_take((report->catalog->alias_count + 1) * sizeof *matching);
	for (FindingId kind = 0; kind < FINDING_HIDDEN; kind++) {
		const Found *found = &report->of[kind];
		size_t matches = kinds >> kind & 1 && found->count ? filter_run(filter, report->catalog, found->aliases, found->count, matching) : 0;
		for (size_t i = 0; i < matches; i++)
			out[count++] = (FoundRow){ kind, matching[i] };
	}
	mem_free(matching);
	return count;
}

static void say_counts(const HealthReport *report, size_t shown)
{
	char count[24], aliases[24], phones[24];
	text_number(count, sizeof count, shown);
	text_number(aliases, sizeof aliases, report->catalog->alias_count);
	text_number(phones, sizeof phones, report->catalog->phone_count);
	fprintf(stderr, "vicialias: %s %s; %s aliases and %s phones were checked.\n", count, shown == 1 ? "finding" : "findings", aliases,
	        phones);
	if (!report->passwords)
		fprintf(stderr, "vicialias: Passwords were not compared: the database user may not read phones.pass.\n");
	if (!report->log.read)
		fprintf(stderr, "vicialias: Unused aliases were not looked for: VICIdial's log of agent logins tells nothing.\n");
}

static bool print(const Config *config, const HealthReport *report, char *words, Err *err)
{
	uint32_t kinds = take_kinds(words);
	Filter filter;
	filter_parse(&filter, words);
	if (!words_mean(&filter, words, report->catalog, err))
		return false;
	FoundRow *order = mem_take((report->total + 1) * sizeof *order);
	FoundRows rows = { .report = report, .order = order, .count = find_rows(report, kinds, &filter, order), .ascii = cli_ascii(config) };
	Sheet sheet = sheet_of_health(&rows);

	bool ok = sheet_print(stdout, &sheet, sheet_form(config->format), err);
	say_counts(report, rows.count);
	mem_free(order);
	return ok;
}

bool cli_health(const Config *config, Connection *where, char *words, Err *err)
{
	Service *service;
	Request request = { .op = OP_HEALTH };
	Reply reply = { 0 };
	if (!service_open(&service, config, where, err))
		return false;
	bool ok = cli_sign_in(service, config, err) && ops_run(service, &request, &reply, NULL, NULL, err) &&
	          print(config, reply.health, words, err);
	reply_free(&reply);
	service_close(service);
	return ok;
}
