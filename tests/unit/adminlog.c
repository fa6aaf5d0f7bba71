/* Proves the rows of vicidial_admin_log: VICIdial's own words for each step in both voices, values that cannot break out of them,
 * and the anchor that ties a row to the audit log. The API's texts are recorded from a real installation. */
#include "core/model/adminlog.h"
#include "tests/tap.h"
#include "tests/unit/sample.h"

#define FLAG "UPDATE servers SET rebuild_conf_files='Y' where generate_vicidial_conf='Y' and active_asterisk_server='Y' and server_ip="
#define ANCHOR "| va1 c=00010203 s=1042 h=000102030405060708090a0b0c0d0e0f op=33333333333333333333333333333333 n="

static Anchor sample_anchor(unsigned step)
{
	Anchor anchor = { .seq = 1042, .step = step };
	for (uint8_t i = 0; i < sizeof anchor.hash; i++)
		anchor.hash[i] = i;
	memcpy(anchor.chain_id, anchor.hash, sizeof anchor.chain_id);
	memset(anchor.op_id, 0x33, sizeof anchor.op_id);
	return anchor;
}

static AdminLogRow row_of(const Plan *plan, size_t step, AdminVoice voice)
{
	AdminLogRow row;
	Anchor anchor = sample_anchor((unsigned)step + 1);
	assert_true(plan_ready(plan));
	adminlog_row(&row, plan, step, voice, &anchor);
	return row;
}

static void assert_row(AdminLogRow row, const char *code, const char *record_id, const char *sql, const char *notes)
{
	assert_string_equal(row.code, code);
	assert_string_equal(row.record_id, record_id);
	assert_string_equal(row.sql.bytes, sql);
	assert_string_equal(row.notes.bytes, notes);
	adminlog_free(&row);
}

static void an_edit_reads_as_from_the_web_page(void **state)
{
	(void)state;
	Record *record = sample_front_desk();
	Wish wish = { .kind = PLAN_EDIT, .value = { [FIELD_NAME] = "Nights", [FIELD_ACTIVE] = "Y", [FIELD_PROTOCOL] = "PJSIP" } };
	Plan *plan = plan_make(record, &wish);
	assert_row(row_of(plan, 1, VOICE_WEB), "ADMIN MODIFY PHONE", "8302",
	           "UPDATE phones set protocol='PJSIP',active='Y' where extension='8302' and server_ip='10.0.0.10'|"
	           FLAG "'10.0.0.10'|" FLAG "'10.0.0.20'||",
	           "Server IP: 10.0.0.10   Old Server IP: 10.0.0.10 " ANCHOR "2");
	assert_row(row_of(plan, 2, VOICE_WEB), "ADMIN MODIFY PHONE ALIAS", "8302x",
	           "UPDATE phones_alias set alias_name='Nights', logins_list='8302a,8302b', user_group='---ALL---' where alias_id='8302x'|",
	           ANCHOR "3");
	plan_free(plan);
	record_free(record);
}

static void a_request_reads_as_from_the_api(void **state)
{
	(void)state;
	Record *record = sample_with_1002();
	record->site.voicemail_server = "";
	Wish wish = { .kind = PLAN_EDIT, .value = { [FIELD_NAME] = "Nights", [FIELD_EXTENSION] = "1002", [FIELD_PROTOCOL] = "IAX2" } };
	Plan *plan = plan_make(record, &wish);
	assert_row(row_of(plan, 0, VOICE_API), "ADMIN API UPDATE PHONE", "1002",
	           "UPDATE phones set protocol='IAX2' where extension='1002' and server_ip='10.0.0.9'|" FLAG "'10.0.0.9'|" FLAG "''||",
	           "phone: 1002|10.0.0.9 " ANCHOR "1");
	assert_row(row_of(plan, 2, VOICE_API), "ADMIN API UPDATE PHONE", "8302x",
	           "UPDATE phones_alias SET logins_list='1002a,1002b',alias_name='Nights' WHERE alias_id='8302x'|",
	           "phones: 1002a,1002b " ANCHOR "3");
	plan_free(plan);

	wish = (Wish){ .kind = PLAN_EDIT, .value = { [FIELD_NAME] = "Nights" } };
	plan = plan_make(record, &wish);
	assert_row(row_of(plan, 0, VOICE_API), "ADMIN API UPDATE PHONE", "8302x",
	           "UPDATE phones_alias SET alias_name='Nights' WHERE alias_id='8302x'|", "phones: " ANCHOR "1");
	plan_free(plan);
	record_free(record);
}

static void deleting_has_each_voices_spelling(void **state)
{
	(void)state;
	Record *record = sample_front_desk();
	Plan *plan = plan_make(record, &(Wish){ .kind = PLAN_DELETE });
	AdminLogRow row = row_of(plan, 0, VOICE_WEB);
	assert_string_equal(row.section, "PHONEALIASES");
	assert_string_equal(row.type, "DELETE");
	assert_row(row, "ADMIN DELETE PHONE ALIAS", "8302x", "DELETE from phones_alias where alias_id='8302x'  limit 1|", ANCHOR "1");
	assert_row(row_of(plan, 0, VOICE_API), "ADMIN API DELETE PHONE ALIAS", "8302x",
	           "DELETE FROM phones_alias where alias_id='8302x'|", ANCHOR "1");
	plan_free(plan);
	record_free(record);
}

static void adding_has_each_voices_columns(void **state)
{
	(void)state;
	Record *record = sample_alias("NEW1", NULL, NULL);
	Wish wish = { .kind = PLAN_ADD, .value = { [FIELD_NAME] = "New alias", [FIELD_PHONES] = "2000a" } };
	record->exists = false;
	sample_ask_login(record, "NEW1");
	sample_add(record, sample_phone("2000a", "2000", "10.0.0.9", "SIP", "Y"));
	Plan *plan = plan_make(record, &wish);
	assert_row(row_of(plan, 0, VOICE_WEB), "ADMIN ADD PHONE ALIAS", "NEW1",
	           "INSERT INTO phones_alias (alias_id,alias_name,logins_list,user_group) values('NEW1','New alias','2000a','---ALL---')|",
	           ANCHOR "1");
	assert_row(row_of(plan, 0, VOICE_API), "ADMIN API ADD PHONE ALIAS", "NEW1",
	           "INSERT INTO phones_alias (alias_id,alias_name,logins_list) values('NEW1','New alias','2000a')|",
	           "phones: 2000a " ANCHOR "1");
	plan_free(plan);
	record_free(record);
}

static void assert_quoted(const char *bytes, size_t length, const char *expected)
{
	Text text = { 0 };
	adminlog_quote(&text, (Value){ .bytes = (const uint8_t *)bytes, .length = (uint32_t)length });
	assert_string_equal(text.bytes, expected);
	text_free(&text);
}

static void no_value_breaks_out_of_its_quotes(void **state)
{
	(void)state;
	Text text = { 0 };
	assert_quoted("O'Hara", 6, "'O\\'Hara'");
	assert_quoted("a\\b;c", 5, "'a\\\\bc'");
	assert_quoted("\"\n\r\x1a\0z", 6, "'\\\"\\n\\r\\Z\\0z'");
	assert_quoted("Jos\xE9 \xC3\xA9", 7, "'Jos? é'");
	assert_quoted("", 0, "''");
	adminlog_quote(&text, VALUE_NULL);
	assert_string_equal(text.bytes, "NULL");
	text_free(&text);
}

static void a_record_id_is_cut_between_characters(void **state)
{
	(void)state;
	char extension[121] = "";
	for (int i = 0; i < 60; i++)
		strcat(extension, "é");
	Record *record = sample_alias("8302x", "Long", "long");
	sample_add(record, sample_phone("long", extension, "10.0.0.9", "SIP", "Y"));
	Plan *plan = plan_make(record, &(Wish){ .kind = PLAN_EDIT, .value = { [FIELD_ACTIVE] = "N" } });
	AdminLogRow row = row_of(plan, 0, VOICE_WEB);
	assert_int_equal(strlen(row.record_id), 100);
	assert_int_equal(text_chars(row.record_id), 50);
	adminlog_free(&row);
	plan_free(plan);
	record_free(record);
}

static void an_anchor_is_found_wherever_it_stands(void **state)
{
	(void)state;
	Text text = { 0 };
	Anchor anchor = sample_anchor(7), found;
	text_add(&text, "phones: va1 c=00,va1 c=00010203 s=1 h=short | ");
	anchor_write(&text, &anchor);
	text_add(&text, " and more");
	assert_true(anchor_parse(&found, text.bytes));
	assert_int_equal(found.seq, 1042);
	assert_int_equal(found.step, 7);
	assert_memory_equal(found.op_id, anchor.op_id, 16);
	assert_memory_equal(found.hash, anchor.hash, 16);
	assert_memory_equal(found.chain_id, anchor.chain_id, 4);
	text_free(&text);
}

static void what_is_not_quite_an_anchor_is_none(void **state)
{
	(void)state;
	static const char *const notes[] = {
		"", "phones: 8302a", "va1 c=0001020", "va1 c=0001020g s=1 h=", ANCHOR, "va1 c=00010203 s= h=000102030405060708090a0b0c0d0e0f",
		"va1 c=00010203 s=1042 h=000102030405060708090a0b0c0d0e0f op=3333333333333333333333333333333 n=1",
	};
	Anchor found;
	for (size_t i = 0; i < sizeof notes / sizeof *notes; i++)
		assert_false(anchor_parse(&found, notes[i]));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_edit_reads_as_from_the_web_page),
		cmocka_unit_test(a_request_reads_as_from_the_api),
		cmocka_unit_test(deleting_has_each_voices_spelling),
		cmocka_unit_test(adding_has_each_voices_columns),
		cmocka_unit_test(no_value_breaks_out_of_its_quotes),
		cmocka_unit_test(a_record_id_is_cut_between_characters),
		cmocka_unit_test(an_anchor_is_found_wherever_it_stands),
		cmocka_unit_test(what_is_not_quite_an_anchor_is_none),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
