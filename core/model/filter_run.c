/* Matching a filter against a catalog, built for a million rows a key: what comes from tables is asked once a kind of row, a
 * word without a field's name looks at all text of a row in one go, and rows are looked at in the order they lie in. */
#include <assert.h>
#include <string.h>

#include "core/model/filter.h"
#include "core/model/search.h"
#include "core/model/sweep.h"

typedef enum { UNKNOWN, HOLDS, LACKS } Verdict;

/* A word against one catalog. */
typedef struct {
	const FilterWord *word;
	Search search;                           /* for its text */
	char *verdicts;                          /* of each kind of row; NULL: it depends on no field of a kind */
	bool  asks_rows;                         /* some field that it depends on is neither of a kind nor in the text */
} Probe;

typedef struct {
	const Catalog *cat;
	const Marks   *marks;
	Probe          probes[FILTER_WORDS];
	size_t         count;
} Run;

/* Where a field's values are found; a new field is asked through the field table, row by row. */
typedef enum { IN_ROW, IN_TEXT, IN_KIND } Place;
static const Place places[FIELD_COUNT] = {
	[FIELD_ID] = IN_TEXT, [FIELD_NAME] = IN_TEXT, [FIELD_PHONES] = IN_TEXT, [FIELD_EXTENSION] = IN_TEXT,
	[FIELD_SERVER] = IN_KIND, [FIELD_PROTOCOL] = IN_KIND, [FIELD_ACTIVE] = IN_KIND, [FIELD_GROUP] = IN_KIND,
};

static Probe probe_make(const Catalog *cat, const FilterWord *word)
{
	Probe probe = { .word = word, .search = search_for(word->folded) };
	if (!word->marked && (word->field == FIELD_COUNT || places[word->field] == IN_KIND))
		probe.verdicts = mem_take(cat->kind_count);
	for (FieldId field = 0; field < FIELD_COUNT; field++)
		probe.asks_rows = probe.asks_rows || (word->field == FIELD_COUNT && places[field] == IN_ROW);
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
		mem_free(run->probes[i].verdicts);
}

static bool field_is_empty(const Catalog *cat, const Alias *alias, FieldId field)
{
	char shown[8];
	return fields[field].show(cat, alias, shown, sizeof shown) == 0;
}

static bool field_holds(const Catalog *cat, const Alias *alias, FieldId field, const FilterWord *word)
{
	if (word->empty)
		return field_is_empty(cat, alias, field);
	if (fields[field].contains)
		return fields[field].contains(cat, alias, word->folded);
	char shown[UTF8_CAP(LOGINS_LIST_MAX)];
	size_t length = fields[field].show(cat, alias, shown, sizeof shown);
	return search_finds(shown, length, word->folded);
}

/* The word's field, or for a word without one any that lies there. */
static bool fields_hold(const Catalog *cat, const Alias *alias, Place place, const FilterWord *word)
{
	if (word->field != FIELD_COUNT)
		return field_holds(cat, alias, word->field, word);
	for (FieldId field = 0; field < FIELD_COUNT; field++)
		if (places[field] == place && field_holds(cat, alias, field, word))
			return true;
	return false;
}

static bool kind_holds(const Probe *probe, const Catalog *cat, size_t row)
{
	uint16_t kind = cat->kinds[row];
	if (kind == KIND_REST)
		return fields_hold(cat, &cat->aliases[row], IN_KIND, probe->word);
	if (probe->verdicts[kind] == UNKNOWN)
		probe->verdicts[kind] = fields_hold(cat, &cat->aliases[cat->kind_rows[kind]], IN_KIND, probe->word) ? HOLDS : LACKS;
	return probe->verdicts[kind] == HOLDS;
}

static bool text_holds(const Probe *probe, const Catalog *cat, size_t row)
{
	size_t length;
	const char *text = sweep_text(cat, row, &length);
	return search_in(&probe->search, text, length);
}

static bool probe_holds(const Run *run, const Probe *probe, size_t row)
{
	const FilterWord *word = probe->word;
	if (word->marked)
		return run->marks && marks_has(run->marks, row);
	if (probe->verdicts && kind_holds(probe, run->cat, row))
		return true;
	if (word->field == FIELD_COUNT)
		return text_holds(probe, run->cat, row) ||
		       (probe->asks_rows && fields_hold(run->cat, &run->cat->aliases[row], IN_ROW, word));
	return !probe->verdicts && field_holds(run->cat, &run->cat->aliases[row], word->field, word);
}

static bool run_matches(const Run *run, size_t row)
{
	for (size_t i = 0; i < run->count; i++) {
		const FilterWord *word = run->probes[i].word;
		assert(word);
		if (probe_holds(run, &run->probes[i], row) == word->excludes)
			return false;
	}
	return true;
}

enum { BITS = 64 };

static bool is_ascending(const uint32_t *rows, size_t count)
{
	for (size_t i = 1; i < count; i++)
		if (rows[i - 1] >= rows[i])
			return false;
	return true;
}

/* Takes out of a set of rows, a bit each, those that do not match. */
static void sift(const Run *run, uint64_t *set)
{
	for (size_t at = 0; at <= run->cat->alias_count / BITS; at++)
		for (uint64_t left = set[at]; left; left &= left - 1)
			if (!run_matches(run, at * BITS + (size_t)__builtin_ctzll(left)))
				set[at] &= ~(left & -left);
}

/* Rows in the order of a name or a server lie all over memory: they are looked at as they lie, and then picked in their order. */
static size_t run_unordered(const Run *run, const uint32_t *in, size_t count, uint32_t *out)
{
	uint64_t *set = mem_take((run->cat->alias_count / BITS + 1) * sizeof *set);
	size_t found = 0;
	for (size_t i = 0; i < count; i++)
		set[in[i] / BITS] |= UINT64_C(1) << in[i] % BITS;
	sift(run, set);
	for (size_t i = 0; i < count; i++)
		if (set[in[i] / BITS] >> in[i] % BITS & 1)
			out[found++] = in[i];
	mem_free(set);
	return found;
}

static size_t run_ordered(const Run *run, const uint32_t *in, size_t count, uint32_t *out)
{
	size_t found = 0;
	for (size_t i = 0; i < count; i++) {
		uint32_t row = in ? in[i] : (uint32_t)i;
		if (run_matches(run, row))
			out[found++] = row;
	}
	return found;
}

size_t filter_run(const Filter *filter, const Catalog *cat, const uint32_t *in, size_t count, uint32_t *out)
{
	Run run;
	run_begin(&run, filter, cat);
	size_t found = !in ? run_ordered(&run, NULL, cat->alias_count, out) :
	               is_ascending(in, count) ? run_ordered(&run, in, count, out) : run_unordered(&run, in, count, out);
	run_end(&run);
	return found;
}

static bool matches_any(const Filter *filter, const Catalog *cat)
{
	Run run;
	bool found = false;
	run_begin(&run, filter, cat);
	for (size_t i = 0; i < cat->alias_count && !found; i++)
		found = run_matches(&run, i);
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
