/* Whether the indexes of a log hold what its entries say: lists and recovery are read by them, and an entry that an index hides is as
 * good as gone. PRAGMA integrity_check asks it too, in ten times the time: here a sum over each index is compared with one over the
 * entries, in whatever order. */
#include <string.h>

#include "core/data/audit_file.h"

/* Columns of verify_walk.sql that the index has, with the number; which entries it has: of a kind (NULL: any), with a value. */
typedef struct {
	const char *name;
	SqlId       sql;
	const char *kind;
	int         columns[3]; int count;
} Index;

enum { WALK_SEQ = 0, WALK_HASH = 2, WALK_TIME = 3, WALK_KIND = 6, WALK_OP = 8, WALK_BATCH = 9, WALK_TABLE = 14, WALK_KEY = 15 };

static const Index indexes[AUDIT_INDEXES] = {
	{ "by hash", SQL_AUDIT_INDEX_BY_HASH, NULL, { WALK_SEQ, WALK_HASH }, 2 },
	{ "event_by_time", SQL_AUDIT_INDEX_BY_TIME, NULL, { WALK_SEQ, WALK_TIME }, 2 },
	{ "event_by_batch", SQL_AUDIT_INDEX_BY_BATCH, NULL, { WALK_SEQ, WALK_BATCH }, 2 },
	{ "event_by_row", SQL_AUDIT_INDEX_BY_ROW, "INTENT", { WALK_SEQ, WALK_TABLE, WALK_KEY }, 3 },
	{ "event_one_intent", SQL_AUDIT_INDEX_ONE_INTENT, "INTENT", { WALK_SEQ, WALK_OP }, 2 },
	{ "event_one_outcome", SQL_AUDIT_INDEX_ONE_OUTCOME, "OUTCOME", { WALK_SEQ, WALK_OP }, 2 },
};

static uint64_t mix(uint64_t sum, const void *bytes, size_t length)
{
	const uint8_t *at = bytes;
	for (size_t i = 0; i < length; i++)
		sum = (sum ^ at[i]) * UINT64_C(1099511628211);
	return (sum ^ length) * UINT64_C(1099511628211);
}

/* FNV-1a of type, length and bytes of each. */
static uint64_t sum_of(sqlite3_stmt *row, const int *columns, int count)
{
	uint64_t sum = UINT64_C(14695981039346656037);
	for (int i = 0; i < count; i++) {
		int column = columns ? columns[i] : i, type = sqlite3_column_type(row, column);
		sqlite3_int64 number = sqlite3_column_int64(row, column);
		sum = mix(sum, &type, sizeof type);
		if (type == SQLITE_INTEGER)
			sum = mix(sum, &number, sizeof number);
		else if (type != SQLITE_NULL) {
			const void *bytes = sqlite3_column_blob(row, column);
			sum = mix(sum, bytes, bytes ? (size_t)sqlite3_column_bytes(row, column) : 0);
		}
	}
	return sum;
}

static bool is_in(const Index *index, sqlite3_stmt *row)
{
	const char *kind = (const char *)sqlite3_column_text(row, WALK_KIND);
	if (index->kind)
		return kind && strcmp(kind, index->kind) == 0;
	return index->sql != SQL_AUDIT_INDEX_BY_BATCH || sqlite3_column_type(row, WALK_BATCH) != SQLITE_NULL;
}

void audit_indexes_expect(AuditIndexSums *sums, sqlite3_stmt *row)
{
	for (size_t i = 0; i < AUDIT_INDEXES; i++)
		if (is_in(&indexes[i], row))
			sums->of[i] += sum_of(row, indexes[i].columns, indexes[i].count);
}

const char *audit_indexes_differ(Audit *audit, const AuditIndexSums *sums)
{
	for (size_t i = 0; i < AUDIT_INDEXES; i++) {
		uint64_t sum = 0;
		int result = SQLITE_ERROR;
		sqlite3_stmt *row = audit_statement(audit, indexes[i].sql);
		while (row && (result = sqlite3_step(row)) == SQLITE_ROW)
			sum += sum_of(row, NULL, indexes[i].count);
		audit_done(row);
		if (result != SQLITE_DONE || sum != sums->of[i])
			return indexes[i].name;
	}
	return NULL;
}
