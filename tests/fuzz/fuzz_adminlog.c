/* Whatever a changed row holds: VICIdial's log row of it has no ';' and no quote outside MySQL's rules, so that its text read as
 * SQL says just the values it was made of; it is UTF-8, and the anchor in its notes is found again. */
#include <assert.h>

#include "core/model/adminlog.h"
#include "tests/fuzz/feed.h"

/* Reads one quoted value as MySQL does; NULL: it has no end. */
static const char *read_quoted(const char *at, Text *out)
{
	static const char written[] = "0nrZ", meant[] = "\0\n\r\x1a";
	text_clear(out);
	for (at++; *at && *at != '\''; at++) {
		const char *found = *at == '\\' ? strchr(written, *++at) : NULL;
		if (!*at)
			return NULL;
		text_add_bytes(out, found ? &meant[found - written] : at, 1);
	}
	return *at ? at + 1 : NULL;
}

/* The value as the log may have it: without ';', bytes that are no UTF-8 as '?'. */
static void expect(Value value, Text *out)
{
	text_clear(out);
	for (const char *at = (const char *)value.bytes, *end = at + value.length; at < end;) {
		const char *from = at;
		if (text_next(&at, end) == TEXT_INVALID)
			text_add(out, "?");
		else if (*from != ';')
			text_add_bytes(out, from, (size_t)(at - from));
	}
}

static bool same(const Text *a, const Text *b)
{
	return a->length == b->length && (!a->length || memcmp(a->bytes, b->bytes, a->length) == 0);
}

static void check_quote(Value value)
{
	Text quoted = { 0 }, meant = { 0 }, expected = { 0 };
	adminlog_quote(&quoted, value);
	if (value.null) {
		assert(strcmp(quoted.bytes, "NULL") == 0);
	} else {
		const char *end = read_quoted(quoted.bytes, &meant);
		expect(value, &expected);
		assert(quoted.bytes[0] == '\'' && end && !*end && same(&meant, &expected));
	}
	text_free(&quoted), text_free(&meant), text_free(&expected);
}

/* Every quote in it opens or closes a value. */
static void check_statement(const Text *sql)
{
	Text skipped = { 0 };
	assert(!memchr(sql->bytes, ';', sql->length) && text_is_utf8(sql->bytes, sql->length));
	for (const char *at = sql->bytes; at && *at;)
		at = *at == '\'' ? read_quoted(at, &skipped) : at + 1;
	assert(sql->bytes[sql->length - 1] == '|');
	text_free(&skipped);
}

static void check_row(const AdminLogRow *row, const Anchor *anchor)
{
	Anchor found;
	check_statement(&row->sql);
	assert(text_is_utf8(row->record_id, strlen(row->record_id)) && text_chars(row->record_id) <= 50);
	assert(text_is_utf8(row->notes.bytes, row->notes.length));
	assert(anchor_parse(&found, row->notes.bytes) && found.seq == anchor->seq && found.step == anchor->step);
	assert(memcmp(found.op_id, anchor->op_id, 16) == 0 && memcmp(found.hash, anchor->hash, 16) == 0);
}

static Step feed_step(Feed *feed, PlanKind kind, TableId table)
{
	static const ColumnId columns[TABLE_COUNT][STEP_COLUMNS] = {
		[TABLE_ALIAS] = { COLUMN_ALIAS_ID, COLUMN_ALIAS_NAME, COLUMN_LOGINS_LIST, COLUMN_USER_GROUP },
		[TABLE_PHONE] = { COLUMN_EXTENSION, COLUMN_SERVER_IP, COLUMN_LOGIN, COLUMN_PROTOCOL, COLUMN_ACTIVE },
	};
	Step step = { .kind = kind, .table = table, .label = "alias 8302x", .column_count = table == TABLE_ALIAS ? 4 : 5 };
	size_t keys = table == TABLE_ALIAS ? 1 : 2;
	for (size_t i = 0; i < step.column_count; i++) {
		StepColumn *column = &step.columns[i];
		*column = (StepColumn){ .column = columns[table][i], .before = feed_value(feed, 254) };
		if (i < keys && column->before.null)
			column->before = value_text("k");
		column->writes = kind == PLAN_ADD || (i >= keys && feed_byte(feed) & 1);
		column->after = column->writes && i >= keys ? feed_value(feed, 254) : column->before;
	}
	return step;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	Feed feed = { bytes, bytes + size };
	uint8_t choice = feed_byte(&feed);
	TableId table = choice & 1 ? TABLE_PHONE : TABLE_ALIAS;
	PlanKind kind = table == TABLE_PHONE ? PLAN_EDIT : (PlanKind)((choice >> 1) % (PLAN_ADD + 1));
	Anchor anchor = { .seq = (int64_t)(feed_number(&feed, 8) % 1000000000000000000), .step = 1 };
	for (size_t i = 0; i < 16; i++)
		anchor.op_id[i] = anchor.hash[i] = anchor.chain_id[i] = feed_byte(&feed);
	Step step = feed_step(&feed, kind, table);
	Plan plan = { .kind = kind, .steps = &step, .step_count = 1, .alias.text = "8302x" };
	AdminLogRow row;
	for (size_t i = 0; i < step.column_count; i++)
		check_quote(step.columns[i].after);
	adminlog_row(&row, &plan, 0, choice & 0x80 ? VOICE_API : VOICE_WEB, &anchor);
	check_row(&row, &anchor);
	adminlog_free(&row);
	return 0;
}
