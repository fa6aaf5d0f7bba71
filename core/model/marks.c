#include "core/model/marks.h"

#include <assert.h>
#include <string.h>

enum { WORD_BITS = 64 };

static uint64_t bit_of(size_t alias)
{
	return UINT64_C(1) << alias % WORD_BITS;
}

bool marks_has(const Marks *marks, size_t alias)
{
	return alias < marks->aliases && marks->bits[alias / WORD_BITS] & bit_of(alias);
}

void marks_set(Marks *marks, size_t alias, bool on)
{
	assert(alias < marks->aliases);
	if (marks_has(marks, alias) == on)
		return;
	marks->bits[alias / WORD_BITS] ^= bit_of(alias);
	marks->count += on ? 1 : (size_t)-1;
}

size_t marks_next(const Marks *marks, size_t alias)
{
	while (alias < marks->aliases && !marks_has(marks, alias))
		alias = marks->bits[alias / WORD_BITS] ? alias + 1 : (alias / WORD_BITS + 1) * WORD_BITS;
	return alias < marks->aliases ? alias : marks->aliases;
}

/* Most are written as they were, which is seen sooner. */
static int id_compare(const char *a, const char *b)
{
	return strcmp(a, b) == 0 ? 0 : login_compare(a, b);
}

/* Both are in the order of their IDs. By the IDs alone: prints that are equal by chance would mark a stranger. */
void marks_carry(Marks *marks, const Catalog *before, const Catalog *now)
{
	Marks  next = { .bits = mem_take((now->alias_count / WORD_BITS + 1) * sizeof *next.bits), .aliases = now->alias_count };
	size_t is = 0;
	for (size_t was = marks_next(marks, 0); before && was < marks->aliases; was = marks_next(marks, was + 1)) {
		int side = -1;
		while (is < now->alias_count && (side = id_compare(now->aliases[is].id, before->aliases[was].id)) < 0)
			is++;
		if (side == 0)
			marks_set(&next, is, true);
	}
	marks_free(marks);
	*marks = next;
}

void marks_free(Marks *marks)
{
	mem_free(marks->bits);
	*marks = (Marks){ 0 };
}
