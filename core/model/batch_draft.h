/* What batch.c, batch_wish.c and batch_review.c hand to each other. Private to them. */
#ifndef CORE_MODEL_BATCH_DRAFT_H
#define CORE_MODEL_BATCH_DRAFT_H

#include "core/model/batch.h"

/* The plan of one row: its wish with the name and the list of phones that this alias gets. */
void batch_plan_row(Batch *batch, size_t row, const BulkWish *wish, const Record *record);
/* "protocol → PJSIP, active → Y" */
const char *batch_title(Arena *mem, const BulkWish *wish);

/* Which phones the plans write, each once, with who else is on them. */
void batch_find_phones(Batch *batch, const Records *records);
void batch_review(Batch *batch);             /* counts and warnings, of the rows that are not left out */

#endif
