/* Answers of the database that are given again without asking, while they are young enough. Private to core/data. */
#ifndef CORE_DATA_KEPT_H
#define CORE_DATA_KEPT_H

#include "core/base/text.h"
#include "core/data/database.h"

enum { KEPT_MAX = 24 };

typedef struct {
	char   *key;
	size_t  key_length;
	Rows   *rows;
	int64_t at_ms;
} KeptAnswer;

typedef struct {
	KeptAnswer answers[KEPT_MAX];            /* the oldest place makes room */
	size_t     next;
} Kept;

/* What makes two questions one: the text and its values. */
void  kept_key(Text *out, const Statement *statement);
/* A copy, the caller's; NULL when there is none so young. */
Rows *kept_find(const Kept *kept, const Text *key, int64_t max_age_ms);
void  kept_add(Kept *kept, const Text *key, const Rows *rows);   /* copies */
void  kept_clear(Kept *kept);

#endif
