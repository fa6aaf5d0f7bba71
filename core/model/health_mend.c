/* The list of an alias without what was found in it. */
#include <string.h>

#include "core/base/text.h"
#include "core/model/health.h"
#include "core/model/stray.h"

/* A login of which some phone works is no dead weight; one whose phones are hidden is not ours to take. */
static bool is_inactive(const Phone *first, size_t rows)
{
	for (size_t i = 0; i < rows; i++)
		if (first[i].hidden || first[i].active == 'Y')
			return false;
	return rows > 0;
}

/* What stays of an item: the login as it is, or without its strays; NULL: nothing. */
static const char *mended(const Catalog *cat, const Alias *alias, size_t member, FindingId kind, const char *item,
                          size_t *length, Stray *stray)
{
	const Phone *first;
	size_t rows = catalog_member(cat, alias, member, &first);
	bool is_stray = rows == 0 && stray_find(cat, item, *length, stray), gone = false;
	if (kind == FINDING_STRAY && is_stray) {
		*length = strlen(stray->login);
		return stray->login;
	}
	if (kind == FINDING_MISSING)
		gone = rows == 0 && !is_stray;
	else if (kind == FINDING_REPEATED)
		gone = rows > 0 && catalog_is_repeated(cat, alias, member);
	else if (kind == FINDING_INACTIVE)
		gone = is_inactive(first, rows);
	return gone ? NULL : item;
}

bool health_mend(const Catalog *cat, const Alias *alias, FindingId kind, char *out, size_t cap)
{
	const char *item, *at = alias->logins;
	size_t length, used = 0;
	bool mends = false, begun = false;
	Stray stray;
	text_copy(out, cap, "");
	for (size_t m = 0; m < alias->member_count && logins_next(&at, &item, &length); m++) {
		const char *stays = mended(cat, alias, m, kind, item, &length, &stray);
		mends = mends || stays != item;
		if (stays)
			used += text_format(out + used, cap - used, "%s%.*s", begun ? "," : "", (int)length, stays);
		begun = begun || stays;
	}
	return mends;
}
