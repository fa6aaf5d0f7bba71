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

#endif
