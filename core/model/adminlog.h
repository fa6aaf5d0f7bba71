/* VICIdial's words for a step: the row of vicidial_admin_log that its own pages would have written.
 * Source: VICIDIAL.md part 4 and DESIGN part 9 ("Admin log texts", "The anchor"). Pure; one function renders event_sql,
 * and it is not the statement we send. */
#ifndef CORE_MODEL_ADMINLOG_H
#define CORE_MODEL_ADMINLOG_H

#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/model/plan.h"

/* Which page's words: the web form, or the API (requests). */
typedef enum { VOICE_WEB, VOICE_API } AdminVoice;

typedef struct {
	const char *section;                     /* "PHONEALIASES" */
	const char *type;                        /* "MODIFY" */
	const char *code;                        /* "ADMIN MODIFY PHONE ALIAS" */
	char        record_id[UTF8_CAP(50)];     /* alias_id or extension, cut to 50 characters */
	Text        sql, notes;                  /* notes end with the anchor; adminlog_free */
} AdminLogRow;

/* What the anchor carries; seq and hash are the INTENT event's. */
typedef struct {
	uint8_t  chain_id[16], hash[32], op_id[16];
	int64_t  seq;
	unsigned step;                           /* n=: 1 for the plan's first row */
} Anchor;

void adminlog_row(AdminLogRow *out, const Plan *plan, size_t step, AdminVoice voice, const Anchor *anchor);
void adminlog_free(AdminLogRow *row);
/* A statement as VICIdial logs it: value in quotes, ' and \ escaped, ';' removed. */
void adminlog_quote(Text *out, Value value);
/* "va1 c=… s=… h=… op=… n=…"; parse finds it anywhere in the notes. */
void anchor_write(Text *out, const Anchor *anchor);
bool anchor_parse(Anchor *out, const char *notes);           /* chain_id: first 4 bytes; hash: first 16 */

/* What a logged statement about an alias set, by column, in mem; NULL where it says nothing or was cut. sql is as in
 * event_sql, other statements say nothing. */
void adminlog_read(Arena *mem, const char *sql, const char *out[COLUMN_COUNT]);

#endif
