/* Bytes that strangers typed, made fit to be read: UTF-8 decoding, width in cells, and one sanitiser.
 *
 * Nothing from the database, a file or a request reaches a terminal, a CSV cell or stderr except through
 * text_visible (the canvas calls it by itself). Widths come from our own table, not from the locale, so a
 * picture is the same everywhere. */
#ifndef CORE_BASE_TEXT_H
#define CORE_BASE_TEXT_H

#include <stddef.h>
#include <stdint.h>

#include "core/base/err.h"

/* A growing string; zero-initialise it; bytes is NUL-terminated once something was added, else NULL. */
typedef struct {
	char  *bytes;
	size_t length, cap;
} Text;

void text_add(Text *text, const char *utf8);
void text_add_bytes(Text *text, const void *bytes, size_t length);
void text_addf(Text *text, const char *fmt, ...) PRINTF_LIKE(2, 3);
void text_clear(Text *text);                 /* length 0, memory kept */
void text_free(Text *text);

/* snprintf that never cuts inside a UTF-8 character; returns the bytes written. */
size_t text_format(char *out, size_t cap, const char *fmt, ...) PRINTF_LIKE(3, 4);
/* strlcpy that never cuts inside a UTF-8 character; false when it had to cut. NULL copies "". */
bool   text_copy(char *out, size_t cap, const char *utf8);

enum { TEXT_INVALID = 0x110000 };            /* what text_next gives for a byte that is not UTF-8 */
/* Decodes one character at *at (at < end) and moves on; strict: overlong, surrogates and > U+10FFFF are invalid. */
uint32_t text_next(const char **at, const char *end);
bool     text_is_utf8(const void *bytes, size_t length);
size_t   text_encode(char out[4], uint32_t character);
size_t   text_chars(const char *utf8);        /* characters, an invalid byte counts one */
int      text_char_width(uint32_t character); /* 0 combining, 1, or 2 wide */
int      text_width(const char *utf8);        /* cells of the whole string */
uint32_t text_fold(uint32_t character);       /* for search: case, and accents off Latin letters */
bool     text_is_letter(uint32_t character);  /* any Unicode letter; digits are not */
/* What a database makes of text whose characters it lacks; each narrower than the one before. VICIdial's sessions speak utf8
 * of at most three bytes. */
typedef enum { CHARSET_UTF8MB4, CHARSET_UTF8MB3, CHARSET_LATIN1, CHARSET_ASCII, CHARSET_COUNT } Charset;
/* In place: a '?' for each character that it lacks, four for one of four bytes. False: it lacks none. */
bool     text_narrow(char *text, Charset charset);

/* Not a control, C1, DEL, bidi or zero-width character, noncharacter, private use or TEXT_INVALID. */
bool     text_is_harmless(uint32_t character);
/* Writes bytes as one line of harmless UTF-8: what else there is becomes '?', more than two combining marks on a letter are dropped.
 * Returns the bytes written; cuts between characters when cap is small. */
size_t text_visible(char *out, size_t cap, const void *bytes, size_t length);

/* How many bytes of utf8 fit in so many cells; *used says the cells. */
size_t text_fit(const char *utf8, int cells, int *used);

size_t text_number(char *out, size_t cap, uint64_t number);   /* "1 284": one space as thousands mark */

/* Constant time for equal lengths; differing lengths are unequal at once. */
bool text_equal_secret(const void *a, size_t a_length, const void *b, size_t b_length);

#endif
