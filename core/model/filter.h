/* The filter line: words that must all match, e.g.  server:dialer2 -group:TEST "front desk" 83
 *
 * A word matches when any field contains it, field:word when that one does; a minus in front excludes; quotes keep
 * blanks. Case and Latin accents do not count. A colon after no field's name is text. field:"" (empty) matches
 * an empty field; marked: a marked alias. A value, compiled per keystroke; no memory. */
#ifndef CORE_MODEL_FILTER_H
#define CORE_MODEL_FILTER_H

#include "core/model/field.h"
#include "core/model/marks.h"

enum { FILTER_WORDS = 16, FILTER_WORD_CAP = 120 };

typedef struct {
	char    folded[FILTER_WORD_CAP];         /* folded, without quotes */
	FieldId field;                           /* FIELD_COUNT: any */
	bool    excludes, empty;
	bool    marked;                          /* "marked:" */
	uint16_t from, to;                       /* the word in the typed text, bytes */
} FilterWord;

typedef struct {
	FilterWord words[FILTER_WORDS];
	size_t     count;
	const Marks *marks;                      /* what "marked:" asks; set after parsing, lent. NULL: nothing is marked */
	bool       too_many;                     /* words past the limit are ignored, and it is said */
} Filter;

void   filter_parse(Filter *out, const char *typed);
/* Matches among in[count] (NULL: all aliases) into out; returns how many. out may be in. */
size_t filter_run(const Filter *filter, const Catalog *cat, const uint32_t *in, size_t count, uint32_t *out);
/* The first word that alone matches nothing, for "Nothing matches  server:dialer9"; NULL when each matches something. */
const FilterWord *filter_culprit(const Filter *filter, const Catalog *cat);
/* Is there a word that no alias holds, with a colon behind what names no field? Then words tells "servr: is no field (id: name: …)".
 * A name may hold a colon, so what some alias holds is searched for as it stands. A word that excludes is asked the same. */
bool   filter_slip(const Filter *filter, const char *typed, const Catalog *cat, char *words, size_t cap);
/* True when every row that matches next also matches was: typing on narrows, so only the shown rows need a look. */
bool   filter_narrows(const Filter *was, const Filter *next);
/* What is still to be asked of rows that match was, when next narrows it: words that stand in both are not looked for again. */
void   filter_rest(Filter *out, const Filter *was, const Filter *next);
bool   filter_asks_marks(const Filter *filter);
/* First stretch of shown (a field's text) that a word of the filter matches; false: none. Byte offsets. */
bool   filter_span(const Filter *filter, FieldId field, const char *shown, size_t *from, size_t *to);

#endif
