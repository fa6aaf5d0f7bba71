/* Proves what a record says of an alias before anything is changed: its phones by login, what they have in common, and that
 * looking up more never changes what is already there. */
#include "core/model/field.h"
#include "core/model/record.h"
#include "tests/tap.h"
#include "tests/unit/sample.h"

static void assert_shows(const Record *record, FieldId field, const char *expected)
{
	char shown[300];
	assert_string_equal(record_current(record, field, shown, sizeof shown), expected);
}

static void the_form_starts_from_what_is_stored(void **state)
{
	(void)state;
	Record *record = sample_front_desk();
	assert_shows(record, FIELD_ID, "8302x");
	assert_shows(record, FIELD_NAME, "Front desk 2");
	assert_shows(record, FIELD_PHONES, "8302a,8302b");
	assert_shows(record, FIELD_EXTENSION, "8302");
	assert_shows(record, FIELD_SERVER, "dialer1, dialer2");
	assert_shows(record, FIELD_PROTOCOL, "SIP");
	assert_shows(record, FIELD_ACTIVE, "1/2");
	assert_shows(record, FIELD_GROUP, "---ALL---");
	record_free(record);
}

static void phones_that_differ_are_never_shown_as_one_value(void **state)
{
	(void)state;
	Record *record = sample_alias("8302x", NULL, "8302a,9000b");
	sample_add(record, sample_phone("8302a", "8302", "10.0.0.9", "SIP", NULL));
	sample_add(record, sample_phone("9000b", "9000", "10.0.0.10", "IAX2", "N"));
	assert_shows(record, FIELD_NAME, "");
	assert_shows(record, FIELD_EXTENSION, "2 different");
	assert_shows(record, FIELD_PROTOCOL, "mixed");
	assert_shows(record, FIELD_ACTIVE, "N");         /* NULL is not active either */
	record_free(record);
}

static void an_alias_without_phones_shows_empty_fields(void **state)
{
	(void)state;
	Record *record = sample_alias("8302x", "Nobody", NULL);
	sample_add(record, sample_phone(NULL, "8302", "10.0.0.9", "SIP", "Y"));
	sample_add(record, sample_phone("", "8303", "10.0.0.9", "SIP", "Y"));
	assert_shows(record, FIELD_EXTENSION, "");
	assert_shows(record, FIELD_PROTOCOL, "");
	assert_shows(record, FIELD_ACTIVE, "");
	assert_null(record_phone(record, ""));
	record_free(record);
}

static void a_login_with_several_phones_has_the_first_by_server(void **state)
{
	(void)state;
	Record *record = sample_alias("8302x", "Twice", "cc1");
	sample_add(record, sample_phone("cc1", "300", "10.0.0.10", "SIP", "Y"));
	sample_add(record, sample_phone("CC1 ", "400", "10.0.0.9", "SIP", "N"));
	assert_string_equal(record_phone(record, "cc1")->extension.text, "400");     /* 10.0.0.9 is before 10.0.0.10 */
	assert_shows(record, FIELD_ACTIVE, "1/2");
	record_free(record);
}

static void hidden_phones_are_known_by_login_only(void **state)
{
	(void)state;
	Record *record = sample_front_desk();
	record->phones[1].hidden = true;
	assert_shows(record, FIELD_SERVER, "dialer1");
	assert_shows(record, FIELD_ACTIVE, "Y");
	assert_non_null(record_phone(record, "8302b"));
	record_free(record);
}

static void blanks_in_the_list_hide_a_phone_as_they_do_from_vicidial(void **state)
{
	(void)state;
	Record *record = sample_alias("8302x", "Blank", "8302a, 8302b");
	sample_add(record, sample_phone("8302a", "8302", "10.0.0.9", "SIP", "Y"));
	sample_add(record, sample_phone("8302b", "8302", "10.0.0.10", "SIP", "N"));
	assert_shows(record, FIELD_ACTIVE, "Y");
	record_free(record);
}

static void looking_up_adds_and_never_changes(void **state)
{
	(void)state;
	Record *record = sample_front_desk();
	sample_add(record, sample_phone("8302a", "8302", "10.0.0.9", "IAX2", "N"));
	assert_int_equal(record->phone_count, 2);
	assert_string_equal(record_phone(record, "8302a")->protocol.text, "SIP");

	assert_false(record_asked_login(record, "8302q"));
	sample_ask_login(record, "8302q");
	sample_ask_login(record, "8302Q");
	assert_true(record_asked_login(record, "8302q"));
	assert_int_equal(record->login_asked_count, 1);
	assert_false(record_asked_extension(record, "8302q"));
	record_free(record);
}

static void a_record_keeps_what_a_lookup_lent_it(void **state)
{
	(void)state;
	char login[] = "8302c", bytes[] = { 'A', (char)0xE9, 0 };
	const LiveAgent agent = { .user = login, .status = "PAUSED" };
	Record *record = sample_front_desk();
	PhoneRow phone = sample_phone(login, "8302", "10.0.0.11", "SIP", "Y");
	phone.extension.raw = (Value){ .bytes = (const uint8_t *)bytes, .length = sizeof bytes };
	phone.agents = &agent, phone.agent_count = 1;
	sample_add(record, phone);
	memset(login, 'x', sizeof login - 1);
	memset(bytes, 'x', sizeof bytes);
	const PhoneRow *kept = record_phone(record, "8302c");
	assert_string_equal(kept->agents[0].user, "8302c");
	assert_int_equal(kept->extension.raw.length, 3);
	assert_memory_equal(kept->extension.raw.bytes, "A\xE9", 3);
	record_free(record);
}

static void a_record_has_room_for_hundreds_of_phones(void **state)
{
	(void)state;
	Record *record = sample_front_desk();
	for (int i = 0; i < 300; i++) {
		const char *login = arena_format(record->mem, "p%d", i);
		sample_add(record, sample_phone(login, login, "10.0.0.11", "SIP", "Y"));
		sample_ask_login(record, login);
	}
	assert_int_equal(record->phone_count, 302);
	assert_string_equal(record_phone(record, "p299")->extension.text, "p299");
	assert_true(record_asked_login(record, "p0"));
	record_free(record);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_form_starts_from_what_is_stored),
		cmocka_unit_test(phones_that_differ_are_never_shown_as_one_value),
		cmocka_unit_test(an_alias_without_phones_shows_empty_fields),
		cmocka_unit_test(a_login_with_several_phones_has_the_first_by_server),
		cmocka_unit_test(hidden_phones_are_known_by_login_only),
		cmocka_unit_test(blanks_in_the_list_hide_a_phone_as_they_do_from_vicidial),
		cmocka_unit_test(looking_up_adds_and_never_changes),
		cmocka_unit_test(a_record_keeps_what_a_lookup_lent_it),
		cmocka_unit_test(a_record_has_room_for_hundreds_of_phones),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
