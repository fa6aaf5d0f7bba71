/* Whichever call of SQLite's fails while the log is written - the first allocation, the second, … to the last, and each call to
 * the disk - what was acknowledged is in it, its chain is whole, and what was refused is refused in a sentence. And whichever
 * fails while an altered log is proven, it is never called intact. */

#include "tests/sqlite_faults.h"
#include "tests/unit/audit_forge.h"

#include "tests/tap.h"

static char path[LOG_PATH];
static Err  err;

/* --- writing --- */

/* Each does something with a log that it opens itself once, and says what it was told is written. */
typedef struct {
	Audit  *audit;
	int64_t told;
} Writing;

static void tell(Writing *to, bool ok, int64_t count)
{
	to->told += ok ? count : 0;
	if (ok || ((err.code == ERR_AUDIT || err.code == ERR_UNREADABLE) && *err.text))
		return;
	fail_msg("refused without a sentence of the log: %d \"%s\"", (int)err.code, err.text);
}

static void a_change(Writing *to)
{
	AuditEvent intent;
	Plan *plan = log_plan("8302x", "Front desk");
	err = (Err){ 0 };
	bool begun = log_intent(to->audit, plan, &intent, &err);
	tell(to, begun, 1);
	assert_int_equal(intent.seq != 0, begun);
	if (begun)
		tell(to, log_outcome(to->audit, &intent, CLASS_APPLIED, NULL, &err), 1);
	plan_free(plan);
}

/* The outcome waits, and goes with the next; a second entry goes by itself. */
static void a_held_outcome(Writing *to)
{
	audit_hold(to->audit, true);
	int64_t told = to->told;
	a_change(to);
	if (to->told == told + 2)
		to->told--;                          /* it is told of when it is flushed */
	bool waits = audit_waits(to->audit) != 0;
	bool flushed = audit_flush(to->audit, &err);
	tell(to, flushed, waits);
	assert_int_equal(audit_waits(to->audit) != 0, waits && !flushed);
	audit_hold(to->audit, false);
}

static void a_batch(Writing *to)
{
	Text payloads[2] = { 0 };
	Plan *plans[2] = { log_plan("8303x", "One"), log_plan("8304x", "Two") };
	AuditEvent events[2];
	size_t taken = 0;
	bool ok = true;
	for (size_t i = 0; i < 2; i++) {
		events[i] = (AuditEvent){ .kind = EVENT_INTENT, .has_op = true, .has_batch = true, .batch_id = { 9 },
		                          .table = "phones_alias", .key = value_text(plans[i]->alias.text) };
		memcpy(events[i].op_id, plans[i]->op_id, sizeof events[i].op_id);
		ok = ok && audit_intent_payload(to->audit, &payloads[i], plans[i], &(IntentOrigin){ .host = "db1" }, &err);
		events[i].payload = payloads[i].bytes;
		events[i].payload_length = payloads[i].length;
	}
	ok = ok && audit_append_intents(to->audit, events, 2, &taken, &err);
	tell(to, ok, 2);
	for (size_t i = 0; i < 2 && ok; i++)
		tell(to, log_outcome(to->audit, &events[i], CLASS_APPLIED, NULL, &err), 1);
	for (size_t i = 0; i < 2; i++) {
		text_free(&payloads[i]);
		plan_free(plans[i]);
	}
}

/* Said once in a thousand entries, when nothing is open. */
static void a_watermark(Writing *to)
{
	tell(to, audit_watermark(to->audit, &err), 0);
}

/* The file is full: it is sealed, and the entry goes into the next one; where that fails, into this one. */
static void a_sealing(Writing *to)
{
	audit_seal_at(to->audit, 1);
	tell(to, log_note(to->audit, EVENT_NOTE, "text", "into the next file", &err), 1);
}

static const struct {
	const char *name;
	void      (*write)(Writing *to);
	size_t      notes_before;
	long        step;
} writings[] = {
	{ "a change", a_change, 0, 5 }, { "an outcome that waits", a_held_outcome, 0, 11 }, { "a batch", a_batch, 0, 11 },
	{ "a watermark", a_watermark, 1001, 5 }, { "a sealing", a_sealing, 1, 53 },
};

static void write_notes(size_t count)
{
	static AuditEvent notes[1001];
	Audit *audit = log_open(log_place(path, 0700), AUDIT_WRITE);
	for (size_t i = 0; i < count; i++)
		notes[i] = (AuditEvent){ .kind = EVENT_NOTE, .payload = "{}", .payload_length = 2 };
	assert_true(audit_append(audit, notes, count, &err));
	audit_close(audit);
}

/* Changes that were begun and never ended keep their rows: they are ended, as by the next start. */
static void settle(void)
{
	AuditPage *open;
	Audit *audit = log_open(path, AUDIT_WRITE);
	assert_true(audit_open_intents(audit, &open, &err));
	for (size_t i = 0; i < open->count; i++)
		assert_true(log_outcome(audit, &open->entries[i].event, CLASS_NOT_APPLIED, "recovered", &err));
	audit_page_free(open);
	audit_close(audit);
}

/* Where there is no memory for what is bound to a statement the program ends: what it had not been told then is not written. */
static bool write_with_a_fault(size_t which, SqliteFault what, long passes, int code, Writing *to)
{
	mem_on_death(sqlite_fault_leave);
	to->audit = log_open(path, AUDIT_WRITE);
	to->told = 0;
	if (setjmp(out_of_memory) == 0) {
		sqlite_fault_after(what, passes, code);
		writings[which].write(to);
	}
	bool struck = sqlite_fault_struck();
	mem_on_death(NULL);
	audit_close(to->audit);
	return struck;
}

/* Every one of them when FAULTS is in the environment; else each so many. */
static void failures_in_turn(size_t which, SqliteFault what, int code, long step)
{
	Writing to;
	long passes = 0, failures = 0;
	int64_t before = 0;
	bool struck = true;
	for (; struck; passes += getenv("FAULTS") ? 1 : step, failures++) {
		if (passes == 0 || writings[which].notes_before) {
			write_notes(writings[which].notes_before);
			before = (int64_t)writings[which].notes_before;
		}
		struck = write_with_a_fault(which, what, passes, code, &to);
		AuditVerdict verdict = log_verdict(path);
		if (verdict.fault[0] || verdict.events < before + to.told)
			fail_msg("%s, failure %ld: %s, %lld entries, %lld before, %lld told", writings[which].name, passes, verdict.fault,
			         (long long)verdict.events, (long long)before, (long long)to.told);
		if (verdict.open_intents)
			settle();
		before = verdict.events + (int64_t)verdict.open_intents;
	}
	print_message("# %s: %ld failures of the %s, of %ld\n", writings[which].name, failures - 1,
	              what == FAULT_OF_MEMORY ? "memory" : "disk", passes);
}

static void whatever_fails_what_was_told_is_written_and_the_chain_is_whole(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof writings / sizeof *writings; i++) {
		failures_in_turn(i, FAULT_OF_MEMORY, 0, writings[i].step);
		failures_in_turn(i, FAULT_OF_DISK, SQLITE_IOERR, 1);
		failures_in_turn(i, FAULT_OF_DISK, SQLITE_FULL, 1);
	}
}

/* --- proving --- */

enum { CHANGES = 3 };

static AuditAnchor anchors[CHANGES];
static AuditAnchors known;

static const char *sealed(int number)
{
	static char out[LOG_PATH + 16];
	text_format(out, sizeof out, "%.*s-%06d.db", (int)strlen(path) - 3, path, number);
	return out;
}

/* Three segments: a change each, and what the one before was. The newest change is anchored. */
static void write_segments(void)
{
	Audit *audit = log_open(log_place(path, 0700), AUDIT_WRITE);
	audit_seal_at(audit, 1);
	for (int i = 0; i < CHANGES; i++) {
		AuditEvent intent;
		Plan *plan = log_plan("8302x", "Front desk");
		assert_true(log_intent(audit, plan, &intent, &err) && log_outcome(audit, &intent, CLASS_APPLIED, NULL, &err));
		plan_free(plan);
		anchors[i] = (AuditAnchor){ .log_id = 99, .anchor = { .seq = intent.seq, .step = 1 } };
		memcpy(anchors[i].anchor.hash, intent.hash, sizeof anchors[i].anchor.hash);
		memcpy(anchors[i].anchor.op_id, intent.op_id, sizeof anchors[i].anchor.op_id);
	}
	known = (AuditAnchors){ .rows = anchors, .count = CHANGES, .oldest_log_id = 90, .upto_seq = 8 };
	audit_close(audit);
}

static void leave_it(void)
{
}

static void alter_an_entry(void)
{
	forge(path, "UPDATE event SET actor='nobody' WHERE seq=8");
}

static void alter_a_sealed_entry(void)
{
	forge(sealed(2), "UPDATE event SET actor='nobody' WHERE seq=4");
}

static void hash_anew(void)
{
	forge(path, "UPDATE event SET actor='nobody' WHERE seq=7");
	forge_rehash(path, 7);
}

static void cut_off_the_end(void)
{
	forge(path, "DELETE FROM event WHERE seq>=7");
}

static void forget_the_beginning(void)
{
	forge(path, "UPDATE event SET op_id=x'00000000000000000000000000000000' WHERE seq=7");
	forge_rehash(path, 7);
	known.count--;
}

static void exchange_the_bytes_of_a_segment(void)
{
	log_tamper(sealed(1), "PRAGMA page_size=8192; VACUUM");
}

static void claim_another_host(void)
{
	forge(sealed(1), "UPDATE segment SET host='other'");
}

static void add_a_trigger(void)
{
	log_tamper(path, "CREATE TRIGGER spy AFTER INSERT ON event BEGIN SELECT 1; END");
}

static const struct {
	const char *name;
	void      (*alter)(void);
	bool        whole;
} alterings[] = {
	{ "nothing", leave_it, true },
	{ "an entry", alter_an_entry, false },
	{ "an entry of a sealed segment", alter_a_sealed_entry, false },
	{ "an entry, hashed anew", hash_anew, false },
	{ "the end, cut off", cut_off_the_end, false },
	{ "an outcome without its beginning", forget_the_beginning, false },
	{ "a sealed segment in other bytes", exchange_the_bytes_of_a_segment, false },
	{ "the host of the first segment", claim_another_host, false },
	{ "a trigger", add_a_trigger, false },
};

static bool goes_on(void *context, int64_t done, int64_t total)
{
	(void)context, (void)done, (void)total;
	return true;
}

/* Called intact? */
static bool is_proven(void)
{
	AuditVerdict verdict;
	return audit_verify(path, &known, goes_on, NULL, &verdict, &err) && !verdict.fault[0];
}

static void proofs_in_turn(size_t which, SqliteFault what, long step)
{
	bool struck = true;
	static bool proven;
	static long passes;
	for (passes = 0; struck; passes += getenv("FAULTS") ? 1 : step) {
		proven = false;
		mem_on_death(sqlite_fault_leave);
		if (setjmp(out_of_memory) == 0) {
			sqlite_fault_after(what, passes, SQLITE_IOERR);
			proven = is_proven();
		}
		struck = sqlite_fault_struck();
		mem_on_death(NULL);
		if (proven && !alterings[which].whole)
			fail_msg("altered: %s; failure %ld: called intact", alterings[which].name, passes);
	}
	assert_int_equal(proven, alterings[which].whole);            /* the last: without a failure */
	print_message("# %s: %ld failures of the %s\n", alterings[which].name, passes, what == FAULT_OF_MEMORY ? "memory" : "disk");
}

static void whatever_fails_an_altered_log_is_never_called_intact(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof alterings / sizeof *alterings; i++) {
		write_segments();
		alterings[i].alter();
		proofs_in_turn(i, FAULT_OF_MEMORY, i ? 31 : 11);
		proofs_in_turn(i, FAULT_OF_DISK, 1);
	}
}

int main(void)
{
	sqlite_faults_begin();
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whatever_fails_what_was_told_is_written_and_the_chain_is_whole),
		cmocka_unit_test(whatever_fails_an_altered_log_is_never_called_intact),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
