/* Finding a word in a text without regard to case and Latin accents; combining marks are passed over.
 *
 * The word is folded once (search_fold), the texts are folded while they are looked at. */
#ifndef CORE_MODEL_SEARCH_H
#define CORE_MODEL_SEARCH_H

#include <stdbool.h>
#include <stddef.h>

/* Writes the folded text with a NUL, cut between characters when cap is small; returns its bytes. */
size_t search_fold(char *out, size_t cap, const char *text, size_t length);
/* Does text hold the folded word? The empty word is in every text. text may hold NUL bytes: no word goes across one. */
bool   search_finds(const char *text, size_t length, const char *folded);
/* The first place of the word, as byte offsets; false: none, or the word is empty. */
bool   search_span(const char *text, const char *folded, size_t *from, size_t *to);

/* As search_finds, for many texts: the word is made ready once, and lent. SEARCH_PAST bytes behind a text's end have to be there,
 * whatever they are. */
enum { SEARCH_PAST = 256 };
typedef unsigned char SearchBytes __attribute__((vector_size(16)));
typedef struct {
	const char *folded;
	size_t      length;
	SearchBytes first, last, first_case, last_case;   /* of the word, sixteen times each, and the bit of their case */
} Search;
Search search_for(const char *folded);
bool   search_in(const Search *search, const char *text, size_t length);

#endif
