/* Whether the indexes of a log hold what its entries say: lists and recovery are read by them, and an entry that an index hides
 * is as good as gone. PRAGMA integrity_check asks it too, in ten times the time: here a sum over each index is compared with
 * one over the entries, in whatever order. */
#include <string.h>

#include "core/data/audit_file.h"

/* Columns that the index has, with the number; which entries it has: of a kind (EVENT_KIND_COUNT: any), with a value. */
typedef struct {
	const char *name;
	SqlId       sql;
	EventKindId kind;
	int         columns[3]; int count;
} Index;

static const Index indexes[AUDIT_INDEXES] = {
	{ "by hash", SQL_AUDIT_INDEX_BY_HASH, EVENT_KIND_COUNT, { AUDIT_ROW_SEQ, AUDIT_ROW_HASH }, 2 },
	{ "event_by_time", SQL_AUDIT_INDEX_BY_TIME, EVENT_KIND_COUNT, { AUDIT_ROW_SEQ, AUDIT_ROW_TIME }, 2 },
	{ "event_by_batch", SQL_AUDIT_INDEX_BY_BATCH, EVENT_KIND_COUNT, { AUDIT_ROW_SEQ, AUDIT_ROW_BATCH }, 2 },
	{ "event_by_row", SQL_AUDIT_INDEX_BY_ROW, EVENT_INTENT, { AUDIT_ROW_SEQ, AUDIT_ROW_TABLE, AUDIT_ROW_KEY }, 3 },
	{ "event_one_intent", SQL_AUDIT_INDEX_ONE_INTENT, EVENT_INTENT, { AUDIT_ROW_SEQ, AUDIT_ROW_OP }, 2 },
	{ "event_one_outcome", SQL_AUDIT_INDEX_ONE_OUTCOME, EVENT_OUTCOME, { AUDIT_ROW_SEQ, AUDIT_ROW_OP }, 2 },
};

static uint64_t mix(uint64_t sum, uint64_t word)
{
	sum = (sum ^ word) * UINT64_C(0x9E3779B97F4A7C15);
	return sum ^ sum >> 29;
}

static uint64_t mix_field(uint64_t sum, const AuditField *field)
{
	uint64_t word;
	size_t at = 0;
	sum = mix(sum, (uint64_t)field->type << 56 ^ field->length);
	if (field->type == SQLITE_INTEGER)
		return mix(sum, (uint64_t)field->number);
	for (; field->length - at >= sizeof word; at += sizeof word) {
		memcpy(&word, field->bytes + at, sizeof word);
		sum = mix(sum, word);
	}
	word = 0;
	for (size_t i = at; i < field->length; i++)
		word = word << 8 | field->bytes[i];
	return mix(sum, word);
}

/* Of type, length and bytes of each; columns NULL: as they come. */
static uint64_t sum_of(const AuditRow *row, const int *columns, int count)
{
	uint64_t sum = UINT64_C(14695981039346656037);
	for (int i = 0; i < count; i++)
		sum = mix_field(sum, &row->fields[columns ? columns[i] : i]);
	return sum;
}

static bool is_in(const Index *index, const AuditRow *row, EventKindId kind)
{
	if (index->kind != EVENT_KIND_COUNT)
		return kind == index->kind;
	return index->sql != SQL_AUDIT_INDEX_BY_BATCH || row->fields[AUDIT_ROW_BATCH].type != SQLITE_NULL;
}

void audit_indexes_expect(AuditIndexSums *sums, const AuditRow *row)
{
	EventKindId kind = audit_row_kind(row);
	for (size_t i = 0; i < AUDIT_INDEXES; i++)
		if (is_in(&indexes[i], row, kind))
			sums->of[i] += sum_of(row, indexes[i].columns, indexes[i].count);
}

const char *audit_indexes_differ(Audit *audit, const AuditIndexSums *sums)
{
	for (size_t i = 0; i < AUDIT_INDEXES; i++) {
		uint64_t sum = 0;
		int result;
		AuditRow row;
		sqlite3_stmt *walk = audit_statement(audit, indexes[i].sql);
		while ((result = audit_step(walk)) == SQLITE_ROW) {
			audit_row_read(&row, walk, indexes[i].count);
			sum += sum_of(&row, NULL, indexes[i].count);
		}
		audit_done(walk);
		if (result != SQLITE_DONE || sum != sums->of[i])
			return indexes[i].name;
	}
	return NULL;
}
