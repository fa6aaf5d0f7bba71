/* The list of an alias without what was found in it. */
#include "core/base/text.h"
#include "core/model/health.h"

/* A login of which some phone works is no dead weight; one whose phones are hidden is not ours to take. */
static bool is_inactive(const Phone *first, size_t rows)
{
	for (size_t i = 0; i < rows; i++)
		if (first[i].hidden || first[i].active == 'Y')
			return false;
	return rows > 0;
}

static bool is_found(const Catalog *cat, const Alias *alias, size_t member, FindingId kind)
{
	const Phone *first;
	size_t rows = catalog_member(cat, alias, member, &first);
	switch (kind) {
	case FINDING_MISSING:  return rows == 0;
	case FINDING_REPEATED: return rows > 0 && catalog_is_repeated(cat, alias, member);
	case FINDING_INACTIVE: return is_inactive(first, rows);
	default:               return false;
	}
}

bool health_mend(const Catalog *cat, const Alias *alias, FindingId kind, char *out, size_t cap)
{
	const char *item, *at = alias->logins;
	size_t length, used = 0;
	bool mended = false;
	text_copy(out, cap, "");
	for (size_t m = 0; m < alias->member_count && logins_next(&at, &item, &length); m++) {
		bool found = is_found(cat, alias, m, kind);
		mended = mended || found;
		if (!found)
			used += text_format(out + used, cap - used, "%s%.*s", used ? "," : "", (int)length, item);
	}
	return mended;
}
