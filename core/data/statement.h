/* The text that a Statement sends: its file of sql/ with the marks filled. Private to core/data. */
#ifndef CORE_DATA_STATEMENT_H
#define CORE_DATA_STATEMENT_H

#include "core/base/text.h"
#include "core/data/schema.h"

/* Of  has TABLE.COLUMN … else … end  it keeps the part that fits the schema; NULL: every column is there. */
void statement_text(Text *out, const Statement *statement, const Schema *schema);
/* Is value i sent as UTF-8 text? The last bit of as_text stands for all values from there on. */
bool statement_is_text(const Statement *statement, size_t i);

/* Has one of its texts a character that some charset lacks? */
bool statement_lacks(const Statement *statement);
/* With NULL, which equals nothing, for each text of which charset lacks a character; false: there is none. */
bool statement_without(Arena *mem, const Statement *statement, Charset charset, Statement *out);

#endif
