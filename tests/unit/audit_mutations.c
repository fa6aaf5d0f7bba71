/* Alters copies of a log in random ways, as an accident or an intruder would, and asks the proof each time: every alteration is
 * found, except what the manual says cannot be seen. Those are three: bytes of the file that hold no entry (the export is the same
 * as before), entries cut off behind the newest anchor, and what was hashed anew there. VICIALIAS_SEED=n repeats a run,
 * VICIALIAS_MUTATIONS=n makes it longer. */
#include "tests/unit/audit_forge.h"

#include "tests/tap.h"

enum { CHANGES = 30, LAST_ANCHORED = 2 * CHANGES - 1, ENTRIES = 2 * CHANGES + 2 };

static char whole[LOG_PATH], copy[LOG_PATH];
static Text whole_bytes, whole_lines;
static AuditAnchor anchors[CHANGES];

static void close_whole(const char *path)
{
	char side[LOG_PATH + 8];
	log_tamper(path, "PRAGMA wal_checkpoint(TRUNCATE)");
	text_format(side, sizeof side, "%s-wal", path);
	unlink(side);
	text_format(side, sizeof side, "%s-shm", path);
	unlink(side);
}

/* Changes, each anchored, then two notes that are not. */
static int write_log(void **state)
{
	(void)state;
	Err err;
	char name[20];
	Audit *audit = log_open(log_place(whole, 0700), AUDIT_WRITE);
	for (int i = 0; i < CHANGES; i++) {
		AuditEvent intent;
		text_format(name, sizeof name, "Desk %d", i);
		Plan *plan = log_plan("8302x", name);
		assert_true(log_intent(audit, plan, &intent, &err));
		assert_true(log_outcome(audit, &intent, CLASS_APPLIED, NULL, &err));
		AuditAnchor *row = &anchors[i];
		*row = (AuditAnchor){ .log_id = 99, .anchor = { .seq = intent.seq, .step = 1 } };
		memcpy(row->anchor.hash, intent.hash, sizeof row->anchor.hash);
		memcpy(row->anchor.op_id, intent.op_id, sizeof row->anchor.op_id);
		plan_free(plan);
	}
	assert_true(log_note(audit, EVENT_NOTE, "text", "one", &err));
	assert_true(log_note(audit, EVENT_NOTE, "text", "two", &err));
	audit_close(audit);
	close_whole(whole);
	assert_true(sys_read_file(&whole_bytes, whole, 1 << 24, &err));
	log_lines(whole, &whole_lines);
	close_whole(whole);
	log_place(copy, 0700);
	return 0;
}

static void put(const char *bytes, size_t length)
{
	char side[LOG_PATH + 8];
	text_format(side, sizeof side, "%s-wal", copy);
	unlink(side);
	text_format(side, sizeof side, "%s-shm", copy);
	unlink(side);
	FILE *file = fopen(copy, "w");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, length, file), length);
	fclose(file);
}

/* --- ways to alter it; each returns whether it may pass unseen though entries differ --- */

static int pick(int from, int to)
{
	return from + rand() % (to - from + 1);
}

static bool flip_a_byte(Text *did)
{
	size_t at = (size_t)rand() % whole_bytes.length;
	char was = whole_bytes.bytes[at], now = (char)(was ^ 1 << rand() % 8);
	whole_bytes.bytes[at] = now;
	put(whole_bytes.bytes, whole_bytes.length);
	whole_bytes.bytes[at] = was;
	text_addf(did, "byte %zu of the file", at);
	return false;
}

static bool cut_the_file(Text *did)
{
	size_t length = (size_t)rand() % whole_bytes.length;
	put(whole_bytes.bytes, length);
	text_addf(did, "the file cut to %zu bytes", length);
	return false;
}

static bool edit_a_column(Text *did)
{
	static const char *const edits[] = {
		"ts_us=ts_us+1", "boot_us=boot_us-1", "actor='nobody'", "os_user=os_user||' '", "origin='cli'", "pk=x'00'", "tbl='phones'",
		"payload=CAST(replace(CAST(payload AS TEXT), 'e', 'E') AS BLOB)", "payload=CAST(payload AS TEXT)", "session_id=zeroblob(16)",
		"kind=CASE kind WHEN 'NOTE' THEN 'ANCHOR' ELSE kind END, actor=actor||'x'", "class=CASE WHEN class IS NULL THEN 'X' ELSE 'GONE' END",
		"hash=randomblob(32)", "prev_hash=randomblob(32)", "undo_of=randomblob(16)",
	};
	put(whole_bytes.bytes, whole_bytes.length);
	text_addf(did, "UPDATE event SET %s WHERE seq=%d", edits[rand() % (int)(sizeof edits / sizeof *edits)], pick(1, ENTRIES));
	forge(copy, did->bytes);
	return false;
}

static bool delete_entries(Text *did)
{
	int from = pick(1, ENTRIES), to = pick(from, ENTRIES);
	put(whole_bytes.bytes, whole_bytes.length);
	text_addf(did, "DELETE FROM event WHERE seq BETWEEN %d AND %d", from, to);
	forge(copy, did->bytes);
	return to == ENTRIES && from > LAST_ANCHORED;
}

static bool swap_entries(Text *did)
{
	int one = pick(1, ENTRIES - 1), other = pick(one + 1, ENTRIES);
	put(whole_bytes.bytes, whole_bytes.length);
	text_addf(did, "UPDATE event SET seq=-1 WHERE seq=%d; UPDATE event SET seq=%d WHERE seq=%d; UPDATE event SET seq=%d WHERE seq=-1",
	          one, one, other, other);
	forge(copy, did->bytes);
	return false;
}

static bool edit_and_hash_anew(Text *did)
{
	int seq = pick(1, ENTRIES);
	put(whole_bytes.bytes, whole_bytes.length);
	text_addf(did, "UPDATE event SET actor='nobody' WHERE seq=%d", seq);
	forge(copy, did->bytes);
	forge_rehash(copy, seq);
	text_add(did, ", hashed anew");
	return seq > LAST_ANCHORED;
}

static bool take_one_out_and_hash_anew(Text *did)
{
	int seq = pick(1, ENTRIES - 1);
	put(whole_bytes.bytes, whole_bytes.length);
	text_addf(did, "DELETE FROM event WHERE seq=%d; UPDATE event SET seq=-seq WHERE seq>%d; UPDATE event SET seq=-seq-1 WHERE seq<0;"
	          "UPDATE event SET prev_hash=coalesce((SELECT hash FROM event WHERE seq=%d), (SELECT prev_hash FROM segment)) WHERE seq=%d",
	          seq, seq, seq - 1, seq);
	forge(copy, did->bytes);
	forge_rehash(copy, seq);
	text_add(did, ", hashed anew");
	return seq > LAST_ANCHORED;
}

static bool alter_the_frame(Text *did)
{
	static const char *const edits[] = {
		"UPDATE segment SET host='other'", "UPDATE segment SET first_seq=2", "UPDATE segment SET chain_id=randomblob(16)",
		"UPDATE segment SET segment_no=2", "DELETE FROM segment", "CREATE VIEW v AS SELECT 1", "CREATE INDEX i ON event(actor)",
		"PRAGMA application_id=7",
	};
	put(whole_bytes.bytes, whole_bytes.length);
	text_add(did, edits[rand() % (int)(sizeof edits / sizeof *edits)]);
	forge(copy, did->bytes);
	return false;
}

static bool (*const ways[])(Text *did) = {
	flip_a_byte, flip_a_byte, cut_the_file, edit_a_column, edit_a_column, delete_entries, swap_entries, edit_and_hash_anew,
	take_one_out_and_hash_anew, alter_the_frame,
};

/* --- the proof --- */

static bool is_found(void)
{
	AuditVerdict verdict;
	Err err;
	AuditAnchors known = { .rows = anchors, .count = CHANGES, .oldest_log_id = 1, .upto_seq = ENTRIES };
	return !audit_verify(copy, &known, NULL, NULL, &verdict, &err) || verdict.fault[0];
}

static bool is_the_same(void)
{
	Text lines = { 0 };
	log_lines(copy, &lines);
	bool same = lines.length == whole_lines.length && memcmp(lines.bytes, whole_lines.bytes, lines.length) == 0;
	text_free(&lines);
	return same;
}

static int number_of(const char *name, int otherwise)
{
	const char *text = getenv(name);
	return text && *text ? atoi(text) : otherwise;
}

static void every_alteration_is_found(void **state)
{
	(void)state;
	int rounds = number_of("VICIALIAS_MUTATIONS", 120), found = 0, nothing = 0, declared = 0;
	unsigned seed = (unsigned)number_of("VICIALIAS_SEED", (int)(sys_now_us() / 1000 % 1000000));
	printf("# seed %u\n", seed);
	srand(seed);
	for (int i = 0; i < rounds; i++) {
		Text did = { 0 };
		bool may_pass = ways[i % (int)(sizeof ways / sizeof *ways)](&did);
		if (is_found())
			found++;
		else if (is_the_same())
			nothing++;
		else if (may_pass)
			declared++;
		else
			fail_msg("seed %u, round %d, not found: %s", seed, i, did.bytes);
		text_free(&did);
	}
	printf("# %d alterations: %d found, %d touched no entry, %d behind the newest anchor\n", rounds, found, nothing, declared);
	assert_true(found > rounds / 2);
}

/* Each place where the file has these bytes, one after the other: the entry, and the indexes that have it too. */
static size_t each_place_is_found(const Text *file, const uint8_t *bytes, size_t length)
{
	size_t places = 0;
	for (size_t at = 0; at + length <= file->length; at++) {
		if (memcmp(file->bytes + at, bytes, length) != 0)
			continue;
		file->bytes[at + length - 1] ^= 1;
		put(file->bytes, file->length);
		file->bytes[at + length - 1] ^= 1;
		if (!is_found())
			fail_msg("byte %zu: an index says something else than the entry, and it is not found", at + length - 1);
		places++;
	}
	return places;
}

/* Both trees stay sound, so SQLite's quick check has nothing to say; by the index the entry is not there any more. */
static void an_index_that_says_something_else_is_found(void **state)
{
	(void)state;
	Err err;
	Text file = { 0 };
	put(whole_bytes.bytes, whole_bytes.length);
	log_tamper(copy, "VACUUM");              /* no dead copies of what was moved */
	close_whole(copy);
	assert_true(sys_read_file(&file, copy, 1 << 24, &err));
	assert_true(each_place_is_found(&file, anchors[CHANGES / 2].anchor.op_id, 16) >= 4);
	assert_true(each_place_is_found(&file, anchors[CHANGES / 2].anchor.hash, 16) >= 3);
	text_free(&file);
}

static void the_untouched_copy_verifies(void **state)
{
	(void)state;
	put(whole_bytes.bytes, whole_bytes.length);
	assert_false(is_found());
	assert_true(is_the_same());
}

static int forget(void **state)
{
	(void)state;
	text_free(&whole_bytes);
	text_free(&whole_lines);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_untouched_copy_verifies),
		cmocka_unit_test(an_index_that_says_something_else_is_found),
		cmocka_unit_test(every_alteration_is_found),
	};
	return cmocka_run_group_tests(tests, write_log, forget);
}
