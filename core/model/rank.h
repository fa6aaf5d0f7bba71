/* Sorting a million rows by text: the first sixteen folded bytes stand in the row's rank, so that rows are
 * dealt by those bytes and nearly no text is compared; what is already in order is seen and left. */
#ifndef CORE_MODEL_RANK_H
#define CORE_MODEL_RANK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { RANK_BYTES = 16 };

typedef struct {
	uint64_t high, low;
	uint32_t row;
	bool     whole;                          /* all of the text is in it: the same rank is the same text */
} Rank;

/* Decides between two rows of equal rank that are not both whole; rows that it calls equal stay by number. */
typedef int (*RankTie)(const void *context, uint32_t a, uint32_t b);

/* The rank of a row by a text that is folded already; shorter ones count as filled up with blanks. NULL comes
 * first, and is never whole. */
Rank rank_of(uint32_t row, const char *folded, size_t length);
/* The same for VICIdial's logins and IDs; agrees with login_compare, never whole. */
Rank rank_of_login(uint32_t row, const char *login);
void rank_sort(Rank *ranks, size_t count, RankTie tie, const void *context);

#endif
