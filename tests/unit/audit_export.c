/* Proves that an export is as good as the log: what was exported verifies by itself, whichever of its bytes is changed or line
 * taken out is named, and one that was cut short does not pass for whole. */
#include "tests/unit/audit_forge.h"

#include "tests/tap.h"

#define HIDDEN "\302\233 \342\200\256 \357\277\276 \363\240\200\201"  /* C1, turned round, a noncharacter, a tag */

static char log_file[LOG_PATH], lines_file[LOG_PATH];

/* Four entries, one of them about an alias whose key and values are no UTF-8. */
static int write_log(void **state)
{
	(void)state;
	Err err;
	Audit *audit = log_open(log_place(log_file, 0700), AUDIT_WRITE);
	AuditEvent odd = { .kind = EVENT_NOTE, .table = "phones_alias", .key = { .bytes = (const uint8_t *)"\xFF\0a", .length = 3 },
	                   .payload = "{}\0x", .payload_length = 4 };
	assert_true(log_note(audit, EVENT_SESSION_OPEN, "text", "Müller \"quoted\" \\ \t\033\177" HIDDEN, &err));
	assert_int_equal(log_change(audit, "8302x", "Front desk", &err), 2);
	assert_true(audit_append(audit, &odd, 1, &err));
	audit_close(audit);
	return 0;
}

static void write_lines(void)
{
	Err err;
	FILE *file = fopen(scratch_path(lines_file, sizeof lines_file, "log.jsonl"), "w");
	assert_non_null(file);
	if (!audit_export_lines(log_file, file, &err))
		fail_msg("%s", err.text);
	fclose(file);
}

static AuditVerdict verdict_of(const char *path)
{
	AuditVerdict verdict;
	Err err;
	if (!audit_verify_file(path, NULL, NULL, &verdict, &err))
		fail_msg("%s", err.text);
	return verdict;
}

static void read_lines(Text *out)
{
	Err err;
	assert_true(sys_read_file(out, lines_file, 1 << 20, &err));
}

static void put_lines(const char *bytes, size_t length)
{
	FILE *file = fopen(lines_file, "w");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, length, file), length);
	fclose(file);
}

static void an_export_verifies(void **state)
{
	(void)state;
	write_lines();
	AuditVerdict lines = verdict_of(lines_file), whole = log_verdict(log_file);
	assert_string_equal(lines.fault, "");
	assert_int_equal(lines.events, 4);
	assert_int_equal(lines.head_seq, 4);
	assert_memory_equal(lines.head, whole.head, sizeof whole.head);
}

static void a_copy_of_the_log_verifies_by_itself(void **state)
{
	(void)state;
	AuditVerdict verdict = verdict_of(log_file);
	assert_string_equal(verdict.fault, "");
	assert_int_equal(verdict.events, 4);
}

/* Only how a value is spelled may change: the same value in other words is the same entry. */
static void any_other_digit_or_letter_is_named(void **state)
{
	(void)state;
	Text whole = { 0 };
	write_lines();
	read_lines(&whole);
	for (size_t at = 0; at < whole.length; at++) {
		char was = whole.bytes[at];
		whole.bytes[at] = was == '0' ? '1' : '0';
		put_lines(whole.bytes, whole.length);
		whole.bytes[at] = was;
		AuditVerdict verdict = verdict_of(lines_file);
		if (!verdict.fault[0])
			fail_msg("byte %zu, %.40s", at, whole.bytes + (at < 20 ? 0 : at - 20));
	}
	text_free(&whole);
}

static void what_a_terminal_could_take_for_more_than_text_is_escaped(void **state)
{
	(void)state;
	Text whole = { 0 };
	write_lines();
	read_lines(&whole);
	for (const char *at = whole.bytes, *end = at + whole.length; at < end; )
		if (*at == '\n')
			at++;
		else
			assert_true(text_is_harmless(text_next(&at, end)));
	assert_non_null(strstr(whole.bytes, "\\u009b \\u202e \\ufffe \\udb40\\udc01"));
	text_free(&whole);
}

static size_t line_start(const Text *text, int line)
{
	const char *at = text->bytes;
	for (int i = 1; i < line; i++)
		at = strchr(at, '\n') + 1;
	return (size_t)(at - text->bytes);
}

static void assert_without(int line, int64_t seq, const char *words)
{
	Text whole = { 0 };
	write_lines();
	read_lines(&whole);
	size_t from = line_start(&whole, line), to = line_start(&whole, line + 1);
	memmove(whole.bytes + from, whole.bytes + to, whole.length - to);
	put_lines(whole.bytes, whole.length - (to - from));
	AuditVerdict verdict = verdict_of(lines_file);
	if (verdict.first_bad_seq != seq || !strstr(verdict.fault, words))
		fail_msg("#%lld %s", (long long)verdict.first_bad_seq, verdict.fault);
	text_free(&whole);
}

static void a_line_taken_out_is_named(void **state)
{
	(void)state;
	assert_without(1, 1, "Line 1 of the export does not say which audit log it is of");
	assert_without(2, 1, "Entry #1 is missing");
	assert_without(4, 3, "Entry #3 is missing");
	assert_without(5, 4, "names another end");
	assert_without(6, 5, "Line 6 of the export is missing");
}

static void an_export_cut_short_does_not_pass(void **state)
{
	(void)state;
	Text whole = { 0 };
	write_lines();
	read_lines(&whole);
	for (size_t length = 0; length < whole.length; length += 7) {
		put_lines(whole.bytes, length);
		assert_string_not_equal(verdict_of(lines_file).fault, "");
	}
	text_free(&whole);
}

static void what_is_no_export_is_said(void **state)
{
	(void)state;
	AuditVerdict verdict;
	Err err;
	put_lines("hello\n", 6);
	assert_non_null(strstr(verdict_of(lines_file).fault, "does not say which audit log it is of"));
	assert_false(audit_verify_file("/nowhere/log.jsonl", NULL, NULL, &verdict, &err));
	assert_int_equal(err.code, ERR_UNREADABLE);
}

static bool stop_at_once(void *context, int64_t done, int64_t total)
{
	(void)context, (void)done, (void)total;
	return false;
}

static void put_with(const char *from, const char *to)
{
	Text whole = { 0 }, changed = { 0 };
	write_lines();
	read_lines(&whole);
	char *at = memmem(whole.bytes, whole.length, from, strlen(from));
	assert_non_null(at);
	text_add_bytes(&changed, whole.bytes, (size_t)(at - whole.bytes));
	text_add(&changed, to);
	text_add_bytes(&changed, at + strlen(from), whole.length - (size_t)(at - whole.bytes) - strlen(from));
	put_lines(changed.bytes, changed.length);
	text_free(&whole);
	text_free(&changed);
}

/* What no version wrote is no entry: other forms of a hash, what follows the end, a last line without its end, a line of megabytes. */
static void a_line_of_another_form_is_named(void **state)
{
	(void)state;
	Text whole = { 0 }, last = { 0 };
	AuditVerdict verdict;
	Err err;
	put_with("\"chain_id\":\"", "\"chain_id\":\"XY");
	assert_non_null(strstr(verdict_of(lines_file).fault, "does not say which audit log it is of"));
	put_with("\"chain_id\":\"", "\"chain_id\":\"00");
	assert_non_null(strstr(verdict_of(lines_file).fault, "does not say which audit log it is of"));
	put_with("\"host\":\"", "\"host\":null,\"was\":\"");
	assert_string_not_equal(verdict_of(lines_file).fault, "");
	write_lines();
	read_lines(&whole);
	put_lines(whole.bytes, whole.length - 1);
	assert_string_not_equal(verdict_of(lines_file).fault, "");
	text_add(&last, whole.bytes + line_start(&whole, 6));
	text_add(&whole, last.bytes);
	put_lines(whole.bytes, whole.length);
	assert_non_null(strstr(verdict_of(lines_file).fault, "stands behind its end"));
	text_clear(&whole);
	for (size_t i = 0; i < 3u << 20; i += 16)
		text_add(&whole, "{\"a\":0123456789");
	put_lines(whole.bytes, whole.length);
	assert_string_not_equal(verdict_of(lines_file).fault, "");
	write_lines();
	assert_true(audit_verify_file(lines_file, stop_at_once, NULL, &verdict, &err) || err.code == ERR_STOPPED);
	text_free(&last);
	text_free(&whole);
}

static void a_disk_without_room_is_said(void **state)
{
	(void)state;
	Err err;
	FILE *full = fopen("/dev/full", "w");
	assert_non_null(full);
	assert_false(audit_export_lines(log_file, full, &err));
	assert_non_null(strstr(err.text, "No space left on device"));
	fclose(full);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(an_export_verifies, write_log),
		cmocka_unit_test_setup(a_copy_of_the_log_verifies_by_itself, write_log),
		cmocka_unit_test_setup(what_a_terminal_could_take_for_more_than_text_is_escaped, write_log),
		cmocka_unit_test_setup(any_other_digit_or_letter_is_named, write_log),
		cmocka_unit_test_setup(a_line_taken_out_is_named, write_log),
		cmocka_unit_test_setup(an_export_cut_short_does_not_pass, write_log),
		cmocka_unit_test_setup(what_is_no_export_is_said, write_log),
		cmocka_unit_test_setup(a_line_of_another_form_is_named, write_log),
		cmocka_unit_test_setup(a_disk_without_room_is_said, write_log),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
