/* A log whose file was altered anywhere, or an export of it whose lines were: the proof ends, and it never calls intact what
 * tells of other entries than the log did. What its intents hold is read as a plan, or refused. */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

#include "tests/fuzz/feed.h"
#include "tests/unit/audit_log.h"

static char file[LOG_PATH], altered[LOG_PATH];
static Text whole, lines;                    /* the file, and all it tells */
static int64_t head_seq;
static uint8_t head[32];

static void remove_sides(const char *path)
{
	char side[LOG_PATH + 8];
	text_format(side, sizeof side, "%s-wal", path);
	unlink(side);
	text_format(side, sizeof side, "%s-shm", path);
	unlink(side);
}

static void put(const char *bytes, size_t length)
{
	FILE *to = fopen(altered, "w");
	assert(to && fwrite(bytes, 1, length, to) == length && fclose(to) == 0);
	remove_sides(altered);
}

static void begin(void)
{
	Err err;
	Audit *audit = log_open(log_place(file, 0700), AUDIT_WRITE);
	for (int i = 0; i < 3; i++)
		assert(log_change(audit, "8302x", i ? "Nights" : "Days", &err));
	assert(audit_head(audit, &head_seq, head, &err));
	audit_close(audit);
	log_tamper(file, "PRAGMA wal_checkpoint(TRUNCATE)");
	remove_sides(file);
	assert(sys_read_file(&whole, file, 1 << 24, &err));
	log_lines(file, &lines);
	log_place(altered, 0700);
}

/* Some places of it get other bytes, or it ends there. */
static void alter(Feed *feed, Text *out, const Text *of)
{
	text_clear(out);
	text_add_bytes(out, of->bytes, of->length);
	while (feed->at < feed->end) {
		size_t at = feed_number(feed, 3) % out->length;
		Value with = feed_value(feed, 64);
		size_t length = with.length < out->length - at ? with.length : out->length - at;
		if (length)
			memcpy(out->bytes + at, with.bytes, length);
		if (with.null)
			out->length = at + 1;
	}
}

static void read_plans(void)
{
	Audit *audit;
	AuditPage *page;
	Err err;
	if (!audit_open(&audit, altered, AUDIT_READ, &err))
		return;
	if (audit_page(audit, &(AuditQuery){ .limit = 20 }, &page, &err)) {
		for (size_t i = 0; i < page->count; i++) {
			Plan *plan;
			if (page->entries[i].event.kind == EVENT_INTENT && audit_plan_of(audit, &page->entries[i].event, &plan, &err))
				plan_free(plan);
		}
		audit_page_free(page);
	}
	audit_close(audit);
}

static bool tells_the_same(void)
{
	Text now = { 0 };
	log_lines(altered, &now);
	bool same = now.length == lines.length && memcmp(now.bytes, lines.bytes, lines.length) == 0;
	text_free(&now);
	return same;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	static Text out;
	Feed feed = { bytes, bytes + size };
	AuditVerdict verdict;
	Err err;
	if (!whole.length)
		begin();
	bool of_export = feed_byte(&feed) % 2;
	alter(&feed, &out, of_export ? &lines : &whole);
	put(out.bytes, out.length);
	bool intact = audit_verify_file(altered, NULL, NULL, &verdict, &err) && !verdict.fault[0];
	if (intact)
		assert(verdict.head_seq == head_seq && memcmp(verdict.head, head, sizeof head) == 0);
	if (of_export)
		return 0;
	if (intact)
		assert(tells_the_same());
	remove_sides(altered);
	read_plans();
	return 0;
}
