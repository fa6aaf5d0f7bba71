#include "core/model/rank.h"

#include <endian.h>
#include <stdlib.h>
#include <string.h>

#include "core/model/fold.h"

typedef struct {
	RankTie     tie;
	const void *context;
} Order;

Rank rank_of(uint32_t row, const char *folded, size_t length)
{
	if (!folded)
		return (Rank){ .row = row };
	char bytes[RANK_BYTES];
	memset(bytes, ' ', sizeof bytes);
	memcpy(bytes, folded, length < sizeof bytes ? length : sizeof bytes);

	Rank rank = { .row = row, .whole = length <= sizeof bytes };
	memcpy(&rank.high, bytes, sizeof rank.high);
	memcpy(&rank.low, bytes + sizeof rank.high, sizeof rank.low);
	rank.high = be64toh(rank.high);
	rank.low = be64toh(rank.low);
	return rank;
}

Rank rank_of_login(uint32_t row, const char *login)
{
	char folded[RANK_BYTES];
	size_t length = 0;
	for (; login && length < sizeof folded && login[length]; length++)
		folded[length] = ascii_fold(login[length]);
	Rank rank = rank_of(row, login ? folded : NULL, length);
	rank.whole = false;
	return rank;
}

static int compare(const void *left, const void *right, void *context)
{
	const Rank *a = left, *b = right;
	const Order *order = context;
	if (a->high != b->high)
		return a->high < b->high ? -1 : 1;
	if (a->low != b->low)
		return a->low < b->low ? -1 : 1;
	int tie = a->whole && b->whole ? 0 : order->tie(order->context, a->row, b->row);
	return tie ? tie : (a->row > b->row) - (a->row < b->row);
}

static bool is_sorted(const Rank *ranks, size_t count, Order *order)
{
	for (size_t i = 1; i < count; i++)
		if (compare(&ranks[i - 1], &ranks[i], order) > 0)
			return false;
	return true;
}

void rank_sort(Rank *ranks, size_t count, RankTie tie, const void *context)
{
	Order order = { tie, context };
	if (!is_sorted(ranks, count, &order))
		qsort_r(ranks, count, sizeof *ranks, compare, &order);
}
