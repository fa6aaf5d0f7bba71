#include "core/model/rank.h"

#include <endian.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/mem.h"
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

/* --- a million rows are dealt by digits, which compares nothing --- */

enum { DIGITS = RANK_BYTES, DIGIT_VALUES = 256, FEW = 64 };
typedef size_t Tally[DIGIT_VALUES];

/* The last is the first that counts. */
static unsigned digit_of(const Rank *rank, size_t digit)
{
	uint64_t half = digit < sizeof half ? rank->low : rank->high;
	return half >> digit % sizeof half * 8 & (DIGIT_VALUES - 1);
}

static void tally(const Rank *ranks, size_t count, Tally tallies[DIGITS])
{
	memset(tallies, 0, DIGITS * sizeof *tallies);
	for (size_t i = 0; i < count; i++)
		for (size_t digit = 0; digit < DIGITS; digit++)
			tallies[digit][digit_of(&ranks[i], digit)]++;
}

/* False: all have the same digit, so that nothing was dealt. */
static bool deal(const Rank *from, Rank *to, size_t count, size_t digit, const Tally counts)
{
	Tally next;
	size_t sum = 0;
	if (counts[digit_of(from, digit)] == count)
		return false;
	for (size_t value = 0; value < DIGIT_VALUES; value++) {
		next[value] = sum;
		sum += counts[value];
	}
	for (size_t i = 0; i < count; i++)
		to[next[digit_of(&from[i], digit)]++] = from[i];
	return true;
}

static void sort_by_digits(Rank *ranks, size_t count)
{
	Tally tallies[DIGITS];
	Rank *other = mem_take(count * sizeof *other), *from = ranks, *to = other;
	tally(ranks, count, tallies);
	for (size_t digit = 0; digit < DIGITS; digit++)
		if (deal(from, to, count, digit, tallies[digit])) {
			Rank *dealt = to;
			to = from;
			from = dealt;
		}
	if (from != ranks)
		memcpy(ranks, from, count * sizeof *ranks);
	mem_free(other);
}

static void sort_run(Rank *ranks, size_t count, Order *order)
{
	if (!is_sorted(ranks, count, order))
		qsort_r(ranks, count, sizeof *ranks, compare, order);
}

void rank_sort(Rank *ranks, size_t count, RankTie tie, const void *context)
{
	Order order = { tie, context };
	if (count <= FEW || is_sorted(ranks, count, &order)) {
		sort_run(ranks, count, &order);
		return;
	}
	sort_by_digits(ranks, count);
	for (size_t from = 0, to = 1; from < count; from = to++) {
		while (to < count && ranks[to].high == ranks[from].high && ranks[to].low == ranks[from].low)
			to++;
		sort_run(&ranks[from], to - from, &order);
	}
}
