#include <string.h>

#include "core/base/sys.h"
#include "core/data/vicidial_part.h"

/* As many as log_anchors.sql gives at a time. */
enum { AT_A_TIME = 50000 };

static bool read_oldest(Database *db, int64_t *oldest, Err *err)
{
	Rows *rows;
	if (!database_read(db, &(Statement){ .sql = SQL_VICIDIAL_LOG_OLDEST }, &rows, err))
		return false;
	*oldest = rows_number(rows, 0, 0, 0);
	rows_free(rows);
	return true;
}

static size_t take(const Rows *rows, const uint8_t chain_id[16], VicidialAnchor each, void *context, int64_t *last)
{
	size_t taken = 0;
	for (size_t i = 0; i < rows->count; i++) {
		Anchor anchor;
		const char *notes = rows_text(rows, i, 1);
		*last = rows_number(rows, i, 0, *last);
		if (!notes || !anchor_parse(&anchor, notes) || memcmp(anchor.chain_id, chain_id, 4) != 0)
			continue;
		each(context, &anchor, *last);
		taken++;
	}
	return taken;
}

bool vicidial_anchors(Database *db, const uint8_t chain_id[16], VicidialAnchor each, VicidialProgress progress, void *context,
                      int64_t *oldest, Err *err)
{
	char chain[9], pattern[24], after[24];
	int64_t last = 0;
	size_t taken = 0, count = AT_A_TIME;
	sys_hex(chain, chain_id, 4);
	text_format(pattern, sizeof pattern, "%%va1 c=%s %%", chain);
	if (!read_oldest(db, oldest, err))
		return false;
	while (count == AT_A_TIME) {
		Rows *rows;
		text_format(after, sizeof after, "%lld", (long long)last);
		if (!vicidial_read(db, SQL_VICIDIAL_LOG_ANCHORS, (const char *const[]){ after, pattern }, 2, 0, &rows, err))
			return false;
		count = rows->count;
		taken += take(rows, chain_id, each, context, &last);
		rows_free(rows);
		if (progress && !progress(context, taken, 0))
			return fail(err, ERR_STOPPED, "Reading the anchors in VICIdial's admin log was stopped.");
	}
	return true;
}
