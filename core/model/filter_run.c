/* Matching a filter against a catalog, built for a million rows a key: a word without a field's name looks at the alias'
 * own texts in one go, and at groups, servers and protocols through tables made once a run. */
#include <assert.h>
#include <string.h>

#include "core/model/filter.h"
#include "core/model/search.h"

/* A word against one catalog. */
typedef struct {
	const FilterWord *word;
	bool *names, *servers;                   /* which of the catalog's hold it; only for words without a field */
	bool  mixed, missing, flag, fraction;    /* it may be found in "mixed", "?", "Y", "1/2" */
} Probe;

typedef struct {
	const Catalog *cat;
	const Marks   *marks;
	Probe          probes[FILTER_WORDS];
	size_t         count;
} Run;

/* The fields that any_holds looks at by itself; a field that is not here is asked through the field table. */
static const bool is_quick[FIELD_COUNT] = {
	[FIELD_ID] = true, [FIELD_NAME] = true, [FIELD_PHONES] = true, [FIELD_EXTENSION] = true,
	[FIELD_SERVER] = true, [FIELD_PROTOCOL] = true, [FIELD_ACTIVE] = true, [FIELD_GROUP] = true,
};

static bool holds(const char *text, const char *folded)
{
	return search_finds(text, strlen(text), folded);
}

static Probe probe_make(const Catalog *cat, const FilterWord *word)
{
	Probe probe = { .word = word };
	if (word->field != FIELD_COUNT || word->marked)
		return probe;
	probe.names = mem_take(cat->name_count + cat->server_count);
	probe.servers = probe.names + cat->name_count;
	for (size_t i = 1; i < cat->name_count; i++)
		probe.names[i] = holds(cat->names[i], word->folded);
	for (size_t i = 0; i < cat->server_count; i++)
		probe.servers[i] = holds(cat->servers[i].id, word->folded) || holds(cat->servers[i].ip, word->folded);
	probe.mixed = strstr("mixed", word->folded);
	probe.missing = strcmp(word->folded, "?") == 0;
	probe.flag = strcmp(word->folded, "y") == 0 || strcmp(word->folded, "n") == 0;
	probe.fraction = strspn(word->folded, "/0123456789") == strlen(word->folded);
	return probe;
}

static void run_begin(Run *run, const Filter *filter, const Catalog *cat)
{
	*run = (Run){ .cat = cat, .marks = filter->marks, .count = filter->count };
	for (size_t i = 0; i < filter->count; i++)
		run->probes[i] = probe_make(cat, &filter->words[i]);
}

static void run_end(Run *run)
{
	for (size_t i = 0; i < run->count; i++)
		mem_free(run->probes[i].names);
}

static bool shown_holds(const Catalog *cat, const Alias *alias, FieldId field, const char *folded)
{
	char shown[UTF8_CAP(LOGINS_LIST_MAX)];
	size_t length = fields[field].show(cat, alias, shown, sizeof shown);
	return search_finds(shown, length, folded);
}

static bool field_holds(const Catalog *cat, const Alias *alias, FieldId field, const char *folded)
{
	if (fields[field].contains)
		return fields[field].contains(cat, alias, folded);
	return shown_holds(cat, alias, field, folded);
}

static bool field_is_empty(const Catalog *cat, const Alias *alias, FieldId field)
{
	char shown[8];
	return fields[field].show(cat, alias, shown, sizeof shown) == 0;
}

static bool phones_hold(const Probe *probe, const Catalog *cat, const Alias *alias)
{
	PhoneWalk walk = { 0 };
	const Phone *phone, *first = NULL;
	size_t count = 0, active = 0;
	while ((phone = catalog_walk(cat, alias, &walk))) {
		if (phone->hidden)
			continue;
		count++;
		active += phone->active == 'Y';
		if (probe->servers[phone->server] || probe->names[phone->protocol] ||
		    (phone->extension && holds(phone->extension, probe->word->folded)))
			return true;
		first = first ? first : phone;
		if (probe->mixed && phone->protocol != first->protocol)
			return true;
	}
	bool differ = active > 0 && active < count;
	if ((differ ? probe->fraction : probe->flag) && shown_holds(cat, alias, FIELD_ACTIVE, probe->word->folded))
		return true;
	return probe->missing && walk.missing;
}

static bool any_holds(const Probe *probe, const Catalog *cat, const Alias *alias)
{
	assert(probe->names);
	if (search_finds(alias->id, catalog_own_length(alias), probe->word->folded) || probe->names[alias->user_group] ||
	    phones_hold(probe, cat, alias))
		return true;
	for (FieldId field = 0; field < FIELD_COUNT; field++)
		if (!is_quick[field] && field_holds(cat, alias, field, probe->word->folded))
			return true;
	return false;
}

static bool probe_holds(const Run *run, const Probe *probe, const Alias *alias)
{
	const FilterWord *word = probe->word;
	const Catalog *cat = run->cat;
	if (word->marked)
		return run->marks && marks_has(run->marks, (size_t)(alias - cat->aliases));
	if (word->field == FIELD_COUNT)
		return any_holds(probe, cat, alias);
	if (word->empty)
		return field_is_empty(cat, alias, word->field);
	return field_holds(cat, alias, word->field, word->folded);
}

static bool run_matches(const Run *run, const Alias *alias)
{
	for (size_t i = 0; i < run->count; i++) {
		const FilterWord *word = run->probes[i].word;
		assert(word);
		if (probe_holds(run, &run->probes[i], alias) == word->excludes)
			return false;
	}
	return true;
}

size_t filter_run(const Filter *filter, const Catalog *cat, const uint32_t *in, size_t count, uint32_t *out)
{
	Run run;
	size_t found = 0, total = in ? count : cat->alias_count;
	run_begin(&run, filter, cat);
	for (size_t i = 0; i < total; i++) {
		uint32_t row = in ? in[i] : (uint32_t)i;
		if (run_matches(&run, &cat->aliases[row]))
			out[found++] = row;
	}
	run_end(&run);
	return found;
}

static bool matches_any(const Filter *filter, const Catalog *cat)
{
	Run run;
	bool found = false;
	run_begin(&run, filter, cat);
	for (size_t i = 0; i < cat->alias_count && !found; i++)
		found = run_matches(&run, &cat->aliases[i]);
	run_end(&run);
	return found;
}

const FilterWord *filter_culprit(const Filter *filter, const Catalog *cat)
{
	for (size_t i = 0; i < filter->count; i++) {
		Filter alone = { .words = { filter->words[i] }, .count = 1, .marks = filter->marks };
		if (!matches_any(&alone, cat))
			return &filter->words[i];
	}
	return NULL;
}
