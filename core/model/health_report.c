#include "core/model/health_report.h"

#include <string.h>

#include "core/base/text.h"

enum { TYPED_MAX = 15 };                     /* vicidial_user_log.phone_login: of a longer ID it keeps no more */

/* Two sorted lists that are walked beside the aliases, which are sorted alike: a search for each would take the longest. */
typedef struct {
	const Catalog  *cat;
	const LoginLog *log;
	size_t          phone, typed;
} Beside;

static bool is_named(Beside *beside, const Alias *alias)
{
	const Catalog *cat = beside->cat;
	while (beside->phone < cat->phone_count && login_compare(cat->phones[beside->phone].login, alias->id) < 0)
		beside->phone++;
	return beside->phone < cat->phone_count && login_compare(cat->phones[beside->phone].login, alias->id) == 0;
}

static const char *as_logged(const char *id, char cut[UTF8_CAP(ALIAS_ID_MAX)])
{
	const char *at = id, *end = id + strlen(id);
	if (end - id <= TYPED_MAX)
		return id;
	for (size_t i = 0; i < TYPED_MAX && at < end; i++)
		text_next(&at, end);
	text_format(cut, UTF8_CAP(ALIAS_ID_MAX), "%.*s", (int)(at - id), id);
	return cut;
}

static bool is_used(Beside *beside, const Alias *alias)
{
	const LoginLog *log = beside->log;
	char cut[UTF8_CAP(ALIAS_ID_MAX)];
	const char *typed = as_logged(alias->id, cut);
	while (beside->typed < log->count && login_compare(log->typed[beside->typed], typed) < 0)
		beside->typed++;
	return beside->typed < log->count && login_compare(log->typed[beside->typed], typed) == 0;
}

bool health_used(const LoginLog *log, const Alias *alias)
{
	char cut[UTF8_CAP(ALIAS_ID_MAX)];
	const char *typed = as_logged(alias->id, cut);
	size_t from = 0, to = log->count;
	while (from < to) {
		size_t middle = from + (to - from) / 2;
		if (login_compare(log->typed[middle], typed) < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return from < log->count && login_compare(log->typed[from], typed) == 0;
}

static void count_kinds(HealthReport *report, uint32_t kinds)
{
	for (FindingId kind = 0; kind < FINDING_HIDDEN; kind++)
		report->of[kind].count += kinds >> kind & 1;
	report->sick += (kinds & ((UINT32_C(1) << FINDING_HIDDEN) - 1)) != 0;
}

/* Which alias is where is known when all are counted. */
static void sort_kinds(HealthReport *report, const uint32_t *kinds)
{
	uint32_t *rows, *next[FINDING_COUNT];
	for (FindingId kind = 0; kind < FINDING_HIDDEN; kind++)
		report->total += report->of[kind].count;
	rows = arena_take(report->catalog->mem, report->total * sizeof *rows);
	for (FindingId kind = 0; kind < FINDING_HIDDEN; kind++) {
		report->of[kind].aliases = next[kind] = rows;
		rows += report->of[kind].count;
	}
	for (size_t i = 0; i < report->catalog->alias_count; i++)
		for (FindingId kind = 0; kind < FINDING_HIDDEN; kind++)
			if (kinds[i] >> kind & 1)
				*next[kind]++ = (uint32_t)i;
}

HealthReport *health_report(Catalog *cat, const LoginLog *log, bool passwords)
{
	HealthReport *report = arena_take(cat->mem, sizeof *report);
	uint32_t *kinds = mem_take((cat->alias_count + 1) * sizeof *kinds);
	Beside beside = { .cat = cat, .log = log };
	*report = (HealthReport){ .catalog = cat, .log = *log, .passwords = passwords };
	for (size_t i = 0; i < cat->alias_count; i++) {
		const Alias *alias = &cat->aliases[i];
		bool used = !log->read || is_used(&beside, alias);
		kinds[i] = health_kinds(cat, alias, is_named(&beside, alias), !used);
		count_kinds(report, kinds[i]);
	}
	sort_kinds(report, kinds);
	mem_free(kinds);
	return report;
}

void health_report_free(HealthReport *report)
{
	if (report)
		catalog_free(report->catalog);
}
