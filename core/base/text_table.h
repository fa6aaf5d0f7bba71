/* Unicode's properties as far as text_unicode.c needs them: sorted ranges, and what Latin letters fold to. */
#ifndef CORE_BASE_TEXT_TABLE_H
#define CORE_BASE_TEXT_TABLE_H

#include <stddef.h>
#include <stdint.h>

typedef struct {
	uint32_t from, to;
} TextRange;

extern const TextRange text_combining[], text_wide[], text_hidden[], text_letters[];
extern const size_t    text_combining_count, text_wide_count, text_hidden_count, text_letters_count;
extern const uint16_t  text_fold_latin[];        /* from U+00C0 */
extern const uint16_t  text_fold_latin_more[];   /* from U+1E00 */

#endif
