/* A log that was damaged or made up by somebody else is looked at: whatever its tables and values are, each look ends with an
 * answer or a sentence fit for a screen, the proof names a fault, and nothing is written to it. */
#include "tests/outside.h"
#include "tests/unit/audit_looks.h"

static bool opens_to_look(void)
{
	return audit_open(&audit, path, AUDIT_READ, &err);
}

static void look(bool (*how)(void))
{
	text_clear(&told);
	err = (Err){ 0 };
	if (!how() && (err.code == ERR_NONE || !is_fit_for_a_screen(err.text)))
		fail_msg("code %d, \"%s\"", (int)err.code, err.text);
}

static void look_at_all(void)
{
	static bool (*const looks[])(void) = { looks_through, looks_closely, looks_back, looks_at_changes };
	if (!opens_to_look()) {
		assert_true(is_fit_for_a_screen(err.text));
		return;
	}
	for (size_t i = 0; i < sizeof looks / sizeof *looks; i++)
		look(looks[i]);
	audit_close(audit);
	audit = NULL;
}

static void assert_proof_fails(void)
{
	AuditVerdict verdict;
	if (audit_verify(path, NULL, NULL, NULL, &verdict, &err))
		assert_string_not_equal(verdict.fault, "");
	else
		assert_true(is_fit_for_a_screen(err.text));
	char *bytes = NULL;
	size_t length;
	FILE *to = open_memstream(&bytes, &length);
	if (!audit_export_lines(path, to, &err))
		assert_true(is_fit_for_a_screen(err.text));
	fclose(to);
	free(bytes);
}

/* All that keeps entries as they are is in the way of damage. */
static void open_up(void)
{
	char drop[200], triggers[2000];
	text_copy(triggers, sizeof triggers, outside_log(path, "SELECT name FROM sqlite_schema WHERE type = 'trigger'"));
	char *rest = triggers;
	for (char *name; (name = strsep(&rest, "\n")) != NULL; )
		if (*name) {
			text_format(drop, sizeof drop, "DROP TRIGGER \"%s\"", name);
			log_tamper(path, drop);
		}
}

static void a_thing_that_is_gone_is_missed(void **state)
{
	(void)state;
	char things[4000], drop[300];
	text_copy(things, sizeof things,
	          outside_log(path, "SELECT type || ' \"' || name || '\"' FROM sqlite_schema WHERE sql IS NOT NULL"));
	char *rest = things;
	for (char *thing; (thing = strsep(&rest, "\n")) != NULL; ) {
		if (!*thing)
			continue;
		fill_log(NULL);
		open_up();
		text_format(drop, sizeof drop, "DROP %s", thing);
		if (strncmp(thing, "trigger", strlen("trigger")) != 0)
			log_tamper(path, drop);
		look_at_all();
		assert_proof_fails();
		assert_false(audit_open(&audit, path, AUDIT_WRITE, &err));
		assert_true(is_fit_for_a_screen(err.text));
	}
}

static void a_value_that_nobody_wrote_is_no_trouble(void **state)
{
	(void)state;
	static const char *const damages[] = {
		"kind = 'SOMETHING'", "kind = x'00'", "class = 'ALMOST'", "class = NULL", "payload = ''", "payload = '{}'",
		"payload = 'no json'", "payload = '[1,2'", "payload = x'ff00fe'", "payload = '{\"steps\":7}'",
		"payload = '{\"steps\":[7,null,{}]}'", "payload = CAST(replace(payload, '\"alias_name\"', '\"no_column\"') AS BLOB)",
		"payload = CAST(replace(payload, '\"phones_alias\"', '\"no_table\"') AS BLOB)",
		"payload = CAST(replace(payload, '\"Desk\"', '{\"b64\":\"!!!!\"}') AS BLOB)",
		"payload = CAST(replace(payload, '\"Desk\"', '{\"b64\":\"QQ==Q\"}') AS BLOB)",
		"payload = CAST(replace(payload, '\"Desk\"', '3.5') AS BLOB)",
		"payload = CAST(replace(payload, '\"Desk\"', '[]') AS BLOB)",
		"payload = CAST(replace(payload, '\"edit\"', '\"melt\"') AS BLOB)",
		"payload = CAST(replace(payload, '\"APPLIED\"', '\"MAYBE\"') AS BLOB)",
		"payload = CAST(replace(payload, '[', '[[') AS BLOB)",
		"payload = CAST(json_insert(payload, '$.more', 'more') AS BLOB)", "actor = x'1b5b32'", "actor = char(27) || '[2J'",
		"origin = x'ff'", "tbl = 'other'", "pk = NULL", "pk = x'00ff'", "pk = zeroblob(300)", "op_id = x'01'", "op_id = NULL",
		"undo_of = op_id", "undo_of = x'00'", "batch_id = x'02'", "batch_id = NULL", "hash = x'00'", "prev_hash = x'00'",
		"prev_hash = 1.5", "boot_id = 'x'", "session_id = 'x'", "ts_us = 'noon'", "ts_us = 1.5", "boot_us = -1",
		"seq = seq + 100", "os_user = 7",
	};
	for (size_t i = 0; i < sizeof damages / sizeof *damages; i++) {
		char sql[300];
		fill_log(NULL);
		open_up();
		text_format(sql, sizeof sql, "PRAGMA ignore_check_constraints=ON; UPDATE OR IGNORE event SET %s WHERE seq > 1", damages[i]);
		log_tamper(path, sql);
		look_at_all();
		assert_proof_fails();
	}
}

static void bytes_that_are_no_database_are_no_trouble(void **state)
{
	(void)state;
	struct stat found;
	for (int part = 0; part < 40; part++) {
		fill_log(NULL);
		log_tamper(path, "PRAGMA wal_checkpoint(TRUNCATE)");
		assert_int_equal(stat(path, &found), 0);
		FILE *file = fopen(path, "r+");
		assert_non_null(file);
		fseek(file, (long)(found.st_size * part / 40), SEEK_SET);
		for (int i = 0; i < 64; i++)
			fputc((i * 37 + part) & 0xFF, file);
		fclose(file);
		look_at_all();
		AuditVerdict verdict;
		if (!audit_verify(path, NULL, NULL, NULL, &verdict, &err))
			assert_true(is_fit_for_a_screen(err.text));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(a_thing_that_is_gone_is_missed, fill_log),
		cmocka_unit_test_setup(a_value_that_nobody_wrote_is_no_trouble, fill_log),
		cmocka_unit_test_setup(bytes_that_are_no_database_are_no_trouble, fill_log),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	text_free(&told);
	return failed;
}
