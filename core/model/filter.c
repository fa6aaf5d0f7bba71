#include "core/model/filter.h"

#include <string.h>
#include <strings.h>

#include "core/base/text.h"
#include "core/model/search.h"

static bool is_blank(char byte)
{
	return byte == ' ' || byte == '\t';
}

/* The end of the word that begins here: a blank that no quotes enclose. */
static const char *word_end(const char *at)
{
	bool quoted = false;
	for (; *at && (quoted || !is_blank(*at)); at++)
		if (*at == '"')
			quoted = !quoted;
	return at;
}

/* Moves *at behind "field:" when that is what stands there. */
static FieldId field_prefix(const char **at, const char *end)
{
	size_t length = strcspn(*at, ":\"");
	if (*at + length >= end || (*at)[length] != ':')
		return FIELD_COUNT;
	FieldId field = field_find(*at, length);
	if (field != FIELD_COUNT)
		*at += length + 1;
	return field;
}

/* "marked:" asks no field: the marks are the admin's, not the database's. */
static bool is_marked_word(const char *at, const char *end)
{
	static const char word[] = "marked:";
	return (size_t)(end - at) == sizeof word - 1 && strncasecmp(at, word, sizeof word - 1) == 0;
}

/* False for what says nothing yet: a lone minus, "name:" while typing goes on, empty quotes without a field. */
static bool word_parse(FilterWord *word, const char *typed, const char *from, const char *end)
{
	const char *at = from;
	*word = (FilterWord){ .from = (uint16_t)(from - typed), .to = (uint16_t)(end - typed), .excludes = *at == '-' };
	at += word->excludes;
	word->marked = is_marked_word(at, end);
	word->field = field_prefix(&at, end);

	char plain[4 * FILTER_WORD_CAP];
	size_t length = 0;
	bool quotes = false;
	for (; at < end && length < sizeof plain; at++) {
		quotes = quotes || *at == '"';
		if (*at != '"')
			plain[length++] = *at;
	}
	word->empty = length == 0 && quotes && word->field != FIELD_COUNT;
	if (word->marked)
		return true;
	return search_fold(word->folded, sizeof word->folded, plain, length) > 0 || word->empty;
}

void filter_parse(Filter *out, const char *typed)
{
	*out = (Filter){ 0 };
	for (const char *at = typed; *at;) {
		if (is_blank(*at)) {
			at++;
			continue;
		}
		const char *end = word_end(at);
		FilterWord word;
		if (end - typed > UINT16_MAX)
			return;
		if (word_parse(&word, typed, at, end)) {
			out->too_many = out->count == FILTER_WORDS;
			if (out->too_many)
				return;
			out->words[out->count++] = word;
		}
		at = end;
	}
}

bool filter_narrows(const Filter *was, const Filter *next)
{
	for (size_t i = 0; i < was->count; i++) {
		const FilterWord *old = &was->words[i];
		bool implied = false;
		for (size_t j = 0; j < next->count && !implied; j++) {
			const FilterWord *new = &next->words[j];
			/* Shown rows hold the longer word; left out rows held the shorter one. */
			const FilterWord *wide = old->excludes ? new : old, *tight = old->excludes ? old : new;
			implied = old->excludes == new->excludes && old->empty == new->empty && old->marked == new->marked &&
			          (wide->field == tight->field || (wide->field == FIELD_COUNT && !wide->empty)) &&
			          strstr(tight->folded, wide->folded);
		}
		if (!implied)
			return false;
	}
	return true;
}

/* Marks come and go between two keys. */
static bool stands_in(const Filter *filter, const FilterWord *word)
{
	for (size_t i = 0; i < filter->count; i++) {
		const FilterWord *old = &filter->words[i];
		if (!word->marked && !old->marked && old->field == word->field && old->excludes == word->excludes &&
		    old->empty == word->empty && strcmp(old->folded, word->folded) == 0)
			return true;
	}
	return false;
}

void filter_rest(Filter *out, const Filter *was, const Filter *next)
{
	*out = *next;
	out->count = 0;
	for (size_t i = 0; i < next->count; i++)
		if (!stands_in(was, &next->words[i]))
			out->words[out->count++] = next->words[i];
}

/* Letters before a colon, as a field's name would stand there; 0: none. */
static size_t unknown_prefix(const FilterWord *word, const char *typed)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_";
	const char *at = typed + word->from + word->excludes;
	size_t length = strspn(at, letters);
	return word->field == FIELD_COUNT && !word->marked && at[length] == ':' ? length : 0;
}

bool filter_slip(const Filter *filter, const char *typed, const Catalog *cat, char *words, size_t cap)
{
	for (size_t i = 0; i < filter->count; i++) {
		size_t length = unknown_prefix(&filter->words[i], typed);
		Filter alone = { .words = { filter->words[i] }, .count = 1 };
		alone.words[0].excludes = false;
		if (!length || !filter_culprit(&alone, cat))
			continue;
		const char *at = typed + filter->words[i].from + filter->words[i].excludes;
		size_t used = text_format(words, cap, "%.*s: is no field (", (int)length, at);
		for (FieldId id = 0; id < FIELD_COUNT; id++)
			used += text_format(words + used, cap - used, "%s%s:", id ? " " : "", fields[id].key);
		text_format(words + used, cap - used, ")");
		return true;
	}
	return false;
}

bool filter_asks_marks(const Filter *filter)
{
	for (size_t i = 0; i < filter->count; i++)
		if (filter->words[i].marked)
			return true;
	return false;
}

bool filter_span(const Filter *filter, FieldId field, const char *shown, size_t *from, size_t *to)
{
	bool found = false;
	for (size_t i = 0; i < filter->count; i++) {
		const FilterWord *word = &filter->words[i];
		size_t word_from, word_to;
		if (word->excludes || word->marked || (word->field != field && word->field != FIELD_COUNT))
			continue;
		if (search_span(shown, word->folded, &word_from, &word_to) && (!found || word_from < *from)) {
			*from = word_from;
			*to = word_to;
			found = true;
		}
	}
	return found;
}
