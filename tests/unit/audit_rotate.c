/* Proves that a log which is sealed and goes on in a new file stays one chain: for the proof, for other programs that have it open,
 * and after kill -9 in the middle; and that a sealed segment which was altered, replaced or taken away is named. */
#include <errno.h>
#include <signal.h>
#include <sys/inotify.h>
#include <sys/wait.h>

#include "tests/unit/audit_forge.h"

#include "tests/tap.h"

enum { SMALL = 1 };                          /* every file is large */

static const char *sealed(const char *path, int number)
{
	static char out[LOG_PATH + 16];
	text_format(out, sizeof out, "%.*s-%06d.db", (int)strlen(path) - 3, path, number);
	return out;
}

static Audit *open_small(const char *path)
{
	Audit *audit = log_open(path, AUDIT_WRITE);
	audit_seal_at(audit, SMALL);
	return audit;
}

/* Three segments: changes 1 and 2; an anchor and changes 4 and 5; an anchor and changes 7 and 8. */
static const char *write_segments(char path[LOG_PATH])
{
	Err err;
	Audit *audit = open_small(log_place(path, 0700));
	assert_int_equal(log_change(audit, "8302x", "One", &err), 1);
	assert_int_equal(log_change(audit, "8302x", "Two", &err), 4);
	assert_int_equal(log_change(audit, "8302x", "Three", &err), 7);
	audit_close(audit);
	return path;
}

static void assert_fault(const char *path, int64_t seq, const char *words)
{
	AuditVerdict verdict = log_verdict(path);
	if (verdict.first_bad_seq != seq || !strstr(verdict.fault, words))
		fail_msg("#%lld %s", (long long)verdict.first_bad_seq, verdict.fault);
}

static void sealed_segments_and_the_log_are_one_chain(void **state)
{
	(void)state;
	char path[LOG_PATH];
	struct stat found;
	AuditVerdict verdict = log_verdict(write_segments(path));
	assert_string_equal(verdict.fault, "");
	assert_int_equal(verdict.events, 8);
	assert_int_equal(verdict.head_seq, 8);
	assert_int_equal(stat(sealed(path, 1), &found), 0);
	assert_int_equal(found.st_mode & 07777, 0440);
	assert_int_equal(stat(sealed(path, 2), &found), 0);
	assert_int_not_equal(stat(sealed(path, 3), &found), 0);
}

static void a_sealed_segment_verifies_by_itself(void **state)
{
	(void)state;
	char path[LOG_PATH];
	AuditVerdict verdict;
	Err err;
	write_segments(path);
	assert_true(audit_verify_file(sealed(path, 2), NULL, NULL, &verdict, &err));
	assert_string_equal(verdict.fault, "");
	assert_int_equal(verdict.first_seq, 3);
	assert_int_equal(verdict.events, 3);
	assert_string_equal(verdict.reach, "It begins with #3: what was before is in another file.");
	assert_int_equal(log_verdict(sealed(path, 1)).events, 2);
}

static void an_export_has_all_segments(void **state)
{
	(void)state;
	char path[LOG_PATH], lines[LOG_PATH];
	AuditVerdict verdict;
	Err err;
	write_segments(path);
	FILE *to = fopen(scratch_path(lines, sizeof lines, "all.jsonl"), "w");
	assert_true(audit_export_lines(path, to, &err));
	fclose(to);
	assert_true(audit_verify_file(lines, NULL, NULL, &verdict, &err));
	assert_string_equal(verdict.fault, "");
	assert_int_equal(verdict.events, 8);
}

static void an_altered_segment_is_named(void **state)
{
	(void)state;
	char path[LOG_PATH];
	write_segments(path);
	forge(sealed(path, 1), "UPDATE event SET actor='nobody' WHERE seq=2");
	assert_fault(path, 2, "Entry #2 was altered");
	forge_rehash(sealed(path, 1), 2);
	assert_fault(path, 3, "it does not go on where the segment before it ended");
}

static void a_segment_of_the_same_entries_in_other_bytes_is_named(void **state)
{
	(void)state;
	char path[LOG_PATH];
	write_segments(path);
	log_tamper(sealed(path, 1), "PRAGMA page_size=8192; VACUUM");
	assert_fault(path, 3, "the segment before it is not the file that was sealed");
}

/* Its own bytes are there, behind a link: what is linked to may be another tomorrow. */
static void a_link_in_the_place_of_a_segment_is_named(void **state)
{
	(void)state;
	char path[LOG_PATH], away[LOG_PATH + 24];
	write_segments(path);
	text_format(away, sizeof away, "%s.away", sealed(path, 1));
	assert_int_equal(rename(sealed(path, 1), away), 0);
	assert_int_equal(symlink(away, sealed(path, 1)), 0);
	assert_fault(path, 3, "the segment before it is not the file that was sealed");
}

static void a_segment_in_the_place_of_another_is_named(void **state)
{
	(void)state;
	char path[LOG_PATH], other[LOG_PATH], theirs[LOG_PATH + 16], second[LOG_PATH + 16];
	write_segments(path);
	write_segments(other);
	text_copy(theirs, sizeof theirs, sealed(other, 1));
	text_copy(second, sizeof second, sealed(path, 2));
	assert_int_equal(rename(theirs, sealed(path, 1)), 0);
	assert_fault(path, 3, "it does not go on where the segment before it ended");
	assert_int_equal(rename(second, sealed(path, 1)), 0);
	assert_fault(path, 1, "it is another segment than its name says");
}

static void a_segment_that_was_cut_is_named(void **state)
{
	(void)state;
	char path[LOG_PATH];
	write_segments(path);
	forge(sealed(path, 1), "DELETE FROM event WHERE seq=2");
	assert_fault(path, 2, "it does not go on where the segment before it ended");
}

static void a_segment_taken_away_is_named(void **state)
{
	(void)state;
	char path[LOG_PATH];
	write_segments(path);
	assert_int_equal(unlink(sealed(path, 2)), 0);
	assert_fault(path, 3, "audit-000002.db is gone");
	assert_int_equal(rename(sealed(path, 1), path), 0);
}

static void a_change_under_way_keeps_the_file_open(void **state)
{
	(void)state;
	char path[LOG_PATH];
	Err err;
	AuditEvent intent;
	Audit *audit = open_small(log_place(path, 0700));
	Plan *plan = log_plan("8302x", "Front desk");
	assert_true(log_intent(audit, plan, &intent, &err));
	assert_true(log_note(audit, EVENT_NOTE, "text", "meanwhile", &err));
	assert_int_not_equal(access(sealed(path, 1), F_OK), 0);
	assert_true(log_outcome(audit, &intent, CLASS_APPLIED, NULL, &err));
	assert_true(log_note(audit, EVENT_NOTE, "text", "after", &err));
	assert_int_equal(access(sealed(path, 1), F_OK), 0);
	plan_free(plan);
	audit_close(audit);
	assert_int_equal(log_verdict(path).events, 5);
}

static void a_new_year_begins_a_new_file(void **state)
{
	(void)state;
	char path[LOG_PATH];
	Err err;
	sys_freeze(1798761500000000);            /* 31 December 2026 */
	Audit *audit = log_open(log_place(path, 0700), AUDIT_WRITE);
	assert_int_equal(log_change(audit, "8302x", "Old", &err), 1);
	sys_freeze(1798761600000000);
	assert_int_equal(log_change(audit, "8302x", "New", &err), 4);
	assert_int_equal(log_change(audit, "8302x", "Newer", &err), 6);
	sys_freeze(0);
	audit_close(audit);
	assert_int_equal(access(sealed(path, 1), F_OK), 0);
	assert_int_not_equal(access(sealed(path, 2), F_OK), 0);
	assert_string_equal(log_verdict(path).fault, "");
}

static void who_had_it_open_goes_on_in_the_new_file(void **state)
{
	(void)state;
	char path[LOG_PATH];
	Err err;
	AuditPage *page;
	Audit *ours = open_small(log_place(path, 0700)), *theirs = log_open(path, AUDIT_WRITE);
	Audit *reader = log_open(path, AUDIT_READ);
	assert_int_equal(log_change(ours, "8302x", "One", &err), 1);
	assert_int_equal(log_change(ours, "8302x", "Two", &err), 4);
	assert_int_equal(log_change(theirs, "8310x", "Three", &err), 6);
	assert_true(audit_page(reader, &(AuditQuery){ .limit = 9 }, &page, &err));
	assert_int_equal(page->entries[0].event.seq, 6);
	assert_int_equal(page->count, 3);
	audit_page_free(page);
	audit_close(reader);
	audit_close(theirs);
	audit_close(ours);
	AuditVerdict verdict = log_verdict(path);
	assert_string_equal(verdict.fault, "");
	assert_int_equal(verdict.events, 7);
}

static void another_file_in_the_place_of_a_segment_stays(void **state)
{
	(void)state;
	char path[LOG_PATH];
	Err err;
	Audit *audit = open_small(log_place(path, 0700));
	assert_int_equal(log_change(audit, "8302x", "One", &err), 1);
	FILE *other = fopen(sealed(path, 1), "w");
	fputs("somebody's", other);
	fclose(other);
	assert_int_equal(log_change(audit, "8302x", "Two", &err), 3);
	audit_close(audit);
	assert_int_equal(log_verdict(path).events, 4);
}

/* --- other programs, and the end of this one --- */

static _Noreturn void change_many(const char *path, const char *alias, int count)
{
	Err err;
	Audit *audit = log_open(path, AUDIT_WRITE);
	audit_seal_at(audit, 100000);
	for (int i = 0; i < count; i++)
		if (!log_change(audit, alias, "From one of two", &err)) {
			fprintf(stderr, "%s\n", err.text);
			_exit(1);
		}
	audit_close(audit);
	_exit(0);
}

static void two_programs_write_one_chain_through_rotations(void **state)
{
	(void)state;
	enum { EACH = 300 };
	static const char *const aliases[] = { "8302x", "8310x" };
	char path[LOG_PATH];
	pid_t children[2];
	Err err;
	AuditPage *page;
	audit_close(log_open(log_place(path, 0700), AUDIT_WRITE));
	for (int i = 0; i < 2; i++)
		if ((children[i] = fork()) == 0)
			change_many(path, aliases[i], EACH);
	Audit *reader = log_open(path, AUDIT_READ);
	while (waitpid(children[0], NULL, WNOHANG) == 0) {
		if (!audit_page(reader, &(AuditQuery){ .limit = 5 }, &page, &err))
			fail_msg("%s", err.text);
		audit_page_free(page);
	}
	audit_close(reader);
	assert_int_equal(log_wait(children[1]), 0);
	AuditVerdict verdict = log_verdict(path);
	assert_string_equal(verdict.fault, "");
	assert_int_equal(verdict.open_intents, 0);
	assert_int_equal(access(sealed(path, 2), F_OK), 0);
	assert_true(verdict.events > 4 * EACH);
}

/* Left by a kill, such a journal could be played back by a writer only. */
static void no_journal_ever_stands_beside_the_log(void **state)
{
	(void)state;
	char path[LOG_PATH], folder[LOG_PATH];
	union {
		struct inotify_event event;
		char                 bytes[4096];
	} seen;
	size_t made = 0;
	text_format(folder, sizeof folder, "%s", log_place(path, 0700));
	*strrchr(folder, '/') = '\0';
	int watch = inotify_init1(IN_NONBLOCK);
	assert_true(inotify_add_watch(watch, folder, IN_CREATE | IN_MOVED_TO) >= 0);
	Err err;
	Audit *audit = open_small(path);
	assert_int_equal(log_change(audit, "8302x", "One", &err), 1);
	assert_int_equal(log_change(audit, "8302x", "Two", &err), 4);
	audit_close(audit);
	for (ssize_t got; (got = read(watch, seen.bytes, sizeof seen.bytes)) > 0; )
		for (const char *at = seen.bytes; at < seen.bytes + got; ) {
			const struct inotify_event *event = (const struct inotify_event *)(const void *)at;
			assert_string_not_equal(event->name, "audit.db-journal");
			made += strcmp(event->name, "audit.db") == 0;
			at += sizeof *event + event->len;
		}
	close(watch);
	assert_int_equal(made, 2);
}

/* Says the number of each change once it is acknowledged. */
static _Noreturn void change_until_killed(const char *path, int tell)
{
	Err err;
	Audit *audit = open_small(path);
	for (;;) {
		int64_t seq = log_note(audit, EVENT_NOTE, "text", "one more", &err);
		uint8_t hash[32];
		if (!seq || !audit_head(audit, &seq, hash, &err) || write(tell, &seq, sizeof seq) != sizeof seq)
			_exit(1);
	}
}

static int64_t killed_after(const char *path, int us)
{
	int ends[2];
	int64_t seq = 0, last = 0;
	assert_int_equal(pipe(ends), 0);
	pid_t child = fork();
	if (child == 0) {
		close(ends[0]);
		change_until_killed(path, ends[1]);
	}
	close(ends[1]);
	int64_t until_ms = sys_monotonic_ms() + us;
	while (read(ends[0], &seq, sizeof seq) == sizeof seq) {
		last = seq;
		if (sys_monotonic_ms() >= until_ms)
			kill(child, SIGKILL);
	}
	close(ends[0]);
	assert_int_equal(log_wait(child), SIGKILL);
	return last;
}

static void kill_9_while_it_is_sealed_loses_nothing(void **state)
{
	(void)state;
	char path[LOG_PATH];
	unsigned seed = (unsigned)(sys_now_us() % 1000000);
	audit_close(log_open(log_place(path, 0700), AUDIT_WRITE));
	printf("# seed %u\n", seed);
	srand(seed);
	for (int round = 0; round < 15; round++) {
		int64_t acknowledged = killed_after(path, rand() % 60);
		AuditVerdict verdict = log_verdict(path);
		if (verdict.fault[0])
			fail_msg("%s", verdict.fault);
		assert_true(verdict.head_seq >= acknowledged);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sealed_segments_and_the_log_are_one_chain),
		cmocka_unit_test(a_sealed_segment_verifies_by_itself),
		cmocka_unit_test(an_export_has_all_segments),
		cmocka_unit_test(an_altered_segment_is_named),
		cmocka_unit_test(a_segment_of_the_same_entries_in_other_bytes_is_named),
		cmocka_unit_test(a_link_in_the_place_of_a_segment_is_named),
		cmocka_unit_test(a_segment_in_the_place_of_another_is_named),
		cmocka_unit_test(a_segment_that_was_cut_is_named),
		cmocka_unit_test(a_segment_taken_away_is_named),
		cmocka_unit_test(a_change_under_way_keeps_the_file_open),
		cmocka_unit_test(a_new_year_begins_a_new_file),
		cmocka_unit_test(who_had_it_open_goes_on_in_the_new_file),
		cmocka_unit_test(another_file_in_the_place_of_a_segment_stays),
		cmocka_unit_test(two_programs_write_one_chain_through_rotations),
		cmocka_unit_test(no_journal_ever_stands_beside_the_log),
		cmocka_unit_test(kill_9_while_it_is_sealed_loses_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
