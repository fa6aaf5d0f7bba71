/* Whatever is typed as a filter, over aliases whose texts are the input's too: the quick way finds just what the field table
 * finds, word by word what a word means; typing on where filter_narrows says so only takes rows away; and every stretch that is
 * shown as matched lies in its text. */
#include <assert.h>

#include "core/model/filter.h"
#include "tests/fuzz/feed.h"

enum { ALIASES = 6, TYPED_CAP = 300 };

static Catalog *feed_catalog(Feed *feed)
{
	static const GroupScope all = { .all = true };
	static const Server servers[] = { { .ip = "10.0.0.1", .id = "dialer1", .description = "", .known = true, .active = true } };
	CatalogBuilder *builder = catalog_begin(&all);
	catalog_add_site(builder, &(Site){ .servers = servers, .server_count = 1, .voicemail_server = "" });
	for (size_t i = 0; i < ALIASES; i++) {
		PhoneRead phone = { feed_value(feed, 20), feed_value(feed, 15), value_text("10.0.0.1"), VALUE_NULL, feed_value(feed, 6),
		                    feed_value(feed, 1), value_text("REACHABLE"), VALUE_NULL };
		catalog_add_phone(builder, &phone);
		AliasRead alias = { feed_value(feed, 20), feed_value(feed, 50), feed_value(feed, 60), feed_value(feed, 20) };
		if (alias.id.null)
			alias.id = value_text("x");
		catalog_add_alias(builder, &alias);
	}
	return catalog_finish(builder, 0);
}

static size_t run(const Catalog *cat, const Filter *filter, uint32_t out[ALIASES])
{
	size_t count = filter_run(filter, cat, NULL, 0, out), at = 0;
	uint32_t alone;
	for (uint32_t i = 0; i < cat->alias_count; i++) {
		bool found = at < count && out[at] == i;
		assert(filter_run(filter, cat, &i, 1, &alone) == found);
		at += found;
	}
	assert(at == count);
	return count;
}

static void check_words(const Filter *filter, const char *typed)
{
	size_t length = strlen(typed);
	assert(filter->count <= FILTER_WORDS);
	for (size_t i = 0; i < filter->count; i++) {
		const FilterWord *word = &filter->words[i];
		assert(word->from < word->to && word->to <= length && memchr(word->folded, '\0', sizeof word->folded));
	}
}

static void check_spans(const Filter *filter, const Catalog *cat)
{
	for (size_t i = 0; i < cat->alias_count; i++)
		for (FieldId field = 0; field < FIELD_COUNT; field++) {
			const char *shown = field == FIELD_NAME && cat->aliases[i].name ? cat->aliases[i].name : cat->aliases[i].id;
			size_t from, to;
			if (filter_span(filter, field, shown, &from, &to))
				assert(from < to && to <= strlen(shown));
		}
}

/* Both in order of rows. */
static void check_subset(const uint32_t *few, size_t few_count, const uint32_t *many, size_t many_count)
{
	size_t at = 0;
	for (size_t i = 0; i < few_count; i++) {
		while (at < many_count && many[at] != few[i])
			at++;
		assert(at < many_count);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	Feed feed = { bytes, bytes + size };
	char typed[TYPED_CAP], longer[2 * TYPED_CAP];
	Filter was, next;
	uint32_t before[ALIASES], after[ALIASES];
	feed_text(&feed, typed, sizeof typed);
	memcpy(longer, typed, strlen(typed) + 1);
	feed_text(&feed, longer + strlen(longer), TYPED_CAP);
	Catalog *cat = feed_catalog(&feed);
	filter_parse(&was, typed), filter_parse(&next, longer);
	check_words(&was, typed), check_words(&next, longer);
	size_t before_count = run(cat, &was, before), after_count = run(cat, &next, after);
	if (filter_narrows(&was, &next)) {
		check_subset(after, after_count, before, before_count);
		assert(filter_run(&next, cat, before, before_count, before) == after_count);
		assert(memcmp(before, after, after_count * sizeof *after) == 0);
	}
	const FilterWord *culprit = filter_culprit(&next, cat);
	assert(!culprit || after_count == 0);
	check_spans(&next, cat);
	catalog_free(cat);
	return 0;
}
