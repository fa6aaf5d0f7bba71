/* VICIdial's tables are read as they are: a record says the same as the catalog, nothing outside of an admin's groups shows,
 * older and odd schemas are taken as they come, and what cannot be true is not shown as truth. */
#include <string.h>
#include <unistd.h>

#include "core/base/text.h"
#include "tests/unit/site_database.h"
#include "tests/tap.h"

static GroupScope scope_of(const char *viewable)
{
	GroupScope scope;
	group_scope_parse(&scope, viewable);
	return scope;
}

static Catalog *load(const GroupScope *scope)
{
	Catalog *cat;
	if (!vicidial_catalog(db, scope, NULL, NULL, &cat, &err))
		fail_msg("%s", err.text);
	return cat;
}

static Record *record_of(const GroupScope *scope, const char *alias_id)
{
	Record *record;
	if (!vicidial_record(db, scope, alias_id, &record, &err))
		fail_msg("%s: %s", alias_id, err.text);
	return record;
}

static void says(const char *words)
{
	if (!strstr(err.text, words))
		fail_msg("\"%s\" is not in \"%s\"", words, err.text);
}

static void same_text(const char *a, const char *b)
{
	assert_int_equal(a == NULL, b == NULL);
	if (a)
		assert_string_equal(a, b);
}

static const PhoneRow *phone_in(const Record *record, const char *login, const char *server_ip)
{
	for (size_t i = 0; i < record->phone_count; i++) {
		const PhoneRow *phone = &record->phones[i];
		const char *ip = phone->server_ip.text;
		if (login_compare(phone->login.text, login) == 0 && (ip ? strcmp(ip, server_ip) == 0 : strcmp(server_ip, "") == 0))
			return phone;
	}
	return NULL;
}

static void same_phone(const Catalog *cat, const Phone *seen, const Record *record)
{
	const char *ip = cat->servers[seen->server].ip;
	const PhoneRow *phone = phone_in(record, seen->login, ip ? ip : "");
	assert_non_null(phone);
	same_text(phone->extension.text, seen->extension);
	same_text(phone->protocol.text, cat->names[seen->protocol]);
	same_text(phone->user_group.text, cat->names[seen->user_group]);
	same_text(phone->peer_status, cat->names[seen->peer_status]);
	assert_int_equal(phone->active.text ? phone->active.text[0] : '\0', seen->active);
	assert_int_equal(phone->ping_ms, seen->ping_ms);
	assert_int_equal(phone->hidden, seen->hidden);
}

static void same_alias(const Catalog *cat, const Alias *alias, const Record *record)
{
	same_text(record->id.text, alias->id);
	same_text(record->name.text, alias->name);
	same_text(record->logins.text, alias->logins);
	same_text(record->user_group.text, cat->names[alias->user_group]);
	for (size_t i = 0; i < alias->member_count; i++) {
		const Phone *first;
		size_t count = catalog_member(cat, alias, i, &first);
		for (size_t j = 0; first && first->login && *first->login && j < count; j++) {
			same_phone(cat, first + j, record);
			assert_int_equal(record_phone(record, first->login)->rows_of_login, count);
		}
	}
}

static void record_says_the_same_as_the_catalog(void **state)
{
	(void)state;
	Catalog *cat = load(&everything);
	assert_int_equal(cat->outside, 0);
	char count[24];
	text_format(count, sizeof count, "%zu", cat->alias_count);
	assert_string_equal(outside_ask(site, "SELECT COUNT(*) FROM phones_alias"), count);
	for (size_t i = 0; i < cat->alias_count; i++) {
		if (i % 19 != 0 && strncmp(cat->aliases[i].id, "83", 2) != 0)
			continue;
		Record *record = record_of(&everything, cat->aliases[i].id);
		same_alias(cat, &cat->aliases[i], record);
		record_free(record);
	}
	catalog_free(cat);
}

static void record_holds_the_very_bytes(void **state)
{
	(void)state;
	outside_run(site, "UPDATE phones_alias SET logins_list = NULL WHERE alias_id = '8385x'");
	Record *record = record_of(&everything, "8385x");
	assert_int_equal(record->name.raw.length, 12);
	assert_memory_equal(record->name.raw.bytes, "Jos\xE9 \xC1lvarez", 12);
	assert_true(text_is_utf8(record->name.text, strlen(record->name.text)));
	assert_true(record->logins.raw.null);
	assert_null(record->logins.text);
	assert_int_equal(record->phone_count, 0);
	record_free(record);
}

static void hidden_alias_is_not_there_in_the_same_words(void **state)
{
	(void)state;
	GroupScope sales = scope_of(" SALES  ");
	Record *record;
	Err absent;
	assert_false(vicidial_record(db, &sales, "nosuch", &record, &absent));
	assert_null(record);
	assert_false(vicidial_record(db, &sales, "4001x", &record, &err));
	assert_int_equal(err.code, ERR_NOT_FOUND);
	assert_int_equal(absent.code, ERR_NOT_FOUND);
	assert_string_equal(absent.text, "There is no alias nosuch.");
	assert_string_equal(err.text, "There is no alias 4001x.");
	assert_false(vicidial_record(db, &everything, "\xFF\xFE", &record, &err));
	assert_int_equal(err.code, ERR_NOT_FOUND);
	record_free(record_of(&everything, "4001x"));
	Catalog *cat = load(&sales);
	assert_null(catalog_find(cat, "4001x"));
	assert_true(cat->outside > 0);
	catalog_free(cat);
}

static void phone_outside_the_groups_is_marked(void **state)
{
	(void)state;
	outside_run(site, "INSERT INTO phones_alias VALUES ('mixed', 'both floors', '3001a,4001a', 'SALES')");
	GroupScope sales = scope_of(" SALES  ");
	Record *record = record_of(&sales, "mixed");
	assert_false(phone_in(record, "3001a", "10.0.0.11")->hidden);
	assert_true(phone_in(record, "4001a", "10.0.0.12")->hidden);
	outside_run(site, "DELETE FROM phones_alias WHERE alias_id = 'mixed'");
	record_free(record);
}

static bool others_have(const PhoneRow *phone, const char *id)
{
	for (size_t i = 0; i < phone->other_count; i++)
		if (strcmp(phone->others[i], id) == 0)
			return true;
	return false;
}

static void other_aliases_of_a_phone_are_named(void **state)
{
	(void)state;
	outside_run(site, "INSERT INTO phones_alias VALUES ('o1', '', 'x,8302B ', 'SALES'), ('o2', '', 'x8302b,8302bb', 'SALES'),"
	                  " ('o3', '', '8302b', 'NIGHT'), ('o4', '', '83_2b,%', 'SALES')");
	GroupScope sales = scope_of(" SALES  ");
	Record *record = record_of(&everything, "8302x"), *narrow = record_of(&sales, "8302x");
	const PhoneRow *phone = phone_in(record, "8302b", "10.0.0.12");
	assert_true(others_have(phone, "o1") && others_have(phone, "o3"));
	assert_false(others_have(phone, "o2") || others_have(phone, "o4") || others_have(phone, "8302x"));
	phone = phone_in(narrow, "8302b", "10.0.0.12");
	assert_true(others_have(phone, "o1") && others_have(phone, "2 outside your groups"));
	assert_false(others_have(phone, "o3") || others_have(phone, "8399x"));
	outside_run(site, "DELETE FROM phones_alias WHERE alias_id LIKE 'o_'");
	record_free(record);
	record_free(narrow);
}

static void agents_on_a_phone_are_seen_by_channel_and_server(void **state)
{
	(void)state;
	outside_run(site, "INSERT INTO vicidial_live_agents (user, server_ip, extension, status) VALUES"
	                  " ('t1', '10.0.0.11', 'DAHDI/8354', 'READY'), ('t2', '10.0.0.12', 'Local/83541@default', 'PAUSED'),"
	                  " ('t3', '10.0.0.13', 'Local/83541@default', 'PAUSED'), ('t4', '10.0.0.12', 'SIP/8354', 'PAUSED')");
	Record *record = record_of(&everything, "8354x"), *front = record_of(&everything, "8302x");
	const PhoneRow *zap = phone_in(record, "8354a", "10.0.0.11"), *mobile = phone_in(record, "8354b", "10.0.0.12");
	assert_int_equal(zap->agent_count, 1);
	assert_string_equal(zap->agents[0].user, "t1");
	assert_int_equal(mobile->agent_count, 1);
	assert_string_equal(mobile->agents[0].user, "t2");
	assert_string_equal(mobile->agents[0].status, "PAUSED");
	assert_string_equal(phone_in(front, "8302a", "10.0.0.11")->agents[0].user, "6012");
	assert_int_equal(phone_in(front, "8302b", "10.0.0.12")->agent_count, 0);
	outside_run(site, "DELETE FROM vicidial_live_agents WHERE user LIKE 't_'");
	record_free(record);
	record_free(front);
}

static void what_belongs_to_the_old_protocol_is_flagged(void **state)
{
	(void)state;
	Record *browser = record_of(&everything, "8362x"), *own = record_of(&everything, "8363x"), *plain = record_of(&everything, "8302x");
	assert_true(browser->phones[0].has_template && browser->phones[0].has_override && browser->phones[0].is_webphone);
	assert_true(!own->phones[0].has_template && own->phones[0].has_override && !own->phones[0].is_webphone);
	assert_true(!plain->phones[0].has_template && !plain->phones[0].has_override && !plain->phones[0].is_webphone);
	record_free(browser);
	record_free(own);
	record_free(plain);
}

static void users_who_log_in_with_it_are_listed_up_to_twenty(void **state)
{
	(void)state;
	outside_run(site, "UPDATE vicidial_users SET phone_login = '8301x' WHERE user BETWEEN '6050' AND '6074'");
	Record *record = record_of(&everything, "8301x");
	assert_int_equal(record->default_user_count, 20);
	assert_int_equal(record->default_user_total, 25);
	assert_string_equal(record->default_users[0].user, "6050");
	assert_string_equal(record->default_users[0].name, "Agent 6050");
	record_free(record);
}

static void lookup_finds_logins_and_extensions_with_all_rows_of_a_login(void **state)
{
	(void)state;
	Lookup *lookup;
	const char *logins[] = { "8350A", "nosuch", "" }, *extensions[] = { "8302", "8353" };
	if (!vicidial_lookup(db, &everything, "8301x", logins, 3, extensions, 2, &lookup, &err))
		fail_msg("%s", err.text);
	assert_int_equal(lookup->login_count, 3);
	assert_int_equal(lookup->extension_count, 2);
	assert_int_equal(lookup->phone_count, 5);          /* 8350a twice, 8302a, b and c; of 8353 none has a login */
	Record *record = record_of(&everything, "8301x");
	size_t had = record->phone_count;
	record_add(record, lookup);
	lookup_free(lookup);
	assert_int_equal(record->phone_count, had + 5);
	assert_true(record_asked_login(record, "nosuch") && record_asked_extension(record, "8353"));
	assert_int_equal(phone_in(record, "8350a", "10.0.0.12")->rows_of_login, 2);
	assert_true(others_have(phone_in(record, "8302a", "10.0.0.11"), "8302x"));
	record_free(record);
	assert_true(vicidial_lookup(db, &everything, "8301x", NULL, 0, NULL, 0, &lookup, &err));
	assert_int_equal(lookup->phone_count, 0);
	lookup_free(lookup);
}

static void for_a_new_alias_ids_of_any_group_and_case_are_taken(void **state)
{
	(void)state;
	Lookup *lookup;
	Record *record;
	const char *ids[] = { "8310X", "nosuch", "8302a" };
	GroupScope night = scope_of(" NIGHT ");
	assert_true(vicidial_new_record(db, &night, &record, &err));
	assert_true(!record->exists && !record->id.text && record->id.raw.null && record->site.protocol_count > 0);
	assert_true(vicidial_lookup(db, &night, "", ids, 3, NULL, 0, &lookup, &err));
	record_add(record, lookup);
	lookup_free(lookup);
	assert_true(record_id_taken(record, "8310x") && !record_id_taken(record, "nosuch") && !record_id_taken(record, "8302a"));
	assert_non_null(record_phone(record, "8302a"));
	record_free(record);
}

static void list_of_more_than_64_logins_is_read_whole(void **state)
{
	(void)state;
	outside_run(site, "SET group_concat_max_len = 4000");
	outside_run(site, "INSERT INTO phones_alias SELECT 'wide', '', GROUP_CONCAT(CONV(seq, 10, 36) SEPARATOR ','), '---ALL---' FROM seq_1_to_90");
	outside_run(site, "INSERT INTO phones (extension, server_ip, login, template_id) SELECT CONCAT('w', seq), '10.0.0.11', CONV(seq, 10, 36), ''"
	                  " FROM seq_1_to_90");
	Record *record = record_of(&everything, "wide");
	assert_int_equal(record->phone_count, 90);
	outside_run(site, "DELETE FROM phones WHERE extension LIKE 'w%'");
	outside_run(site, "DELETE FROM phones_alias WHERE alias_id = 'wide'");
	record_free(record);
}

static Site site_of(Arena *mem, const GroupScope *scope)
{
	Site read;
	if (!vicidial_site(db, mem, scope, &read, &err))
		fail_msg("%s", err.text);
	return read;
}

static void site_has_servers_by_number_and_groups_by_right(void **state)
{
	(void)state;
	outside_run(site, "INSERT INTO servers (server_id, server_ip, active, generate_vicidial_conf) VALUES ('far', '10.0.0.9', 'N', 'N'),"
	                  " ('twice', '10.0.0.14', 'N', 'N')");
	Arena *mem = arena_new();
	GroupScope sales = scope_of(" SALES  ");
	Site wide = site_of(mem, &everything), narrow = site_of(mem, &sales);
	assert_int_equal(wide.server_count, 8);
	assert_string_equal(wide.servers[0].ip, "10.0.0.9");
	assert_string_equal(wide.servers[1].ip, "10.0.0.10");
	assert_false(wide.servers[0].builds_conf);
	assert_true(site_server(&wide, "10.0.0.14")->builds_conf && site_server(&wide, "10.0.0.14")->agent_logins);
	assert_false(site_server(&wide, "10.0.0.19")->agent_logins);
	assert_string_equal(wide.voicemail_server, "10.0.0.11");
	assert_true(wide.use_non_latin);
	assert_int_equal(wide.group_count, 7);
	assert_string_equal(wide.groups[0].id, GROUP_ALL);
	assert_int_equal(narrow.group_count, 2);
	assert_string_equal(narrow.groups[1].id, "SALES");
	assert_string_equal(narrow.groups[1].name, "Sales floor");
	outside_run(site, "DELETE FROM servers WHERE server_id IN ('far', 'twice')");
	arena_free(mem);
}

static void choices_are(const char *expected)
{
	Arena *mem = arena_new();
	Text words = { 0 };
	Site read = site_of(mem, &everything);
	for (size_t i = 0; i < read.protocol_count; i++)
		text_addf(&words, "%s%s", i ? " " : "", read.protocols[i]);
	assert_string_equal(words.bytes, expected);
	text_free(&words);
	arena_free(mem);
}

static void protocols_offered_follow_the_enum_and_the_sip_stacks(void **state)
{
	(void)state;
	choices_are("SIP PJSIP Zap IAX2 EXTERNAL");
	outside_run(site, "UPDATE system_settings SET allowed_sip_stacks = 'PJSIP'");
	choices_are("PJSIP Zap IAX2 EXTERNAL");
	outside_run(site, "UPDATE system_settings SET allowed_sip_stacks = 'SIP'");
	choices_are("SIP Zap IAX2 EXTERNAL");
	outside_run(site, "UPDATE system_settings SET allowed_sip_stacks = 'SIP_and_PJSIP'");
	outside_run(site, "ALTER TABLE phones MODIFY protocol ENUM('SIP','PJSIP','Zap','IAX2','EXTERNAL','DAHDI','it''s','')");
	choices_are("SIP PJSIP Zap IAX2 EXTERNAL it's");
	outside_run(site, "ALTER TABLE phones MODIFY protocol ENUM('SIP','PJSIP','Zap','IAX2','EXTERNAL') DEFAULT 'SIP'");
}

static void vicidial_before_pjsip_and_peer_status_works(void **state)
{
	(void)state;
	outside_run(site, "ALTER TABLE system_settings DROP allowed_sip_stacks");
	outside_run(site, "ALTER TABLE phones DROP peer_status, DROP ping_time");
	database_close(db);                          /* no VICIdial loses columns while one is signed in */
	db = scratch_connect();
	choices_are("SIP Zap IAX2 EXTERNAL");
	Catalog *cat = load(&everything);
	Record *record = record_of(&everything, "8302x");
	same_alias(cat, catalog_find(cat, "8302x"), record);
	assert_int_equal(record->phones[0].ping_ms, -1);
	assert_null(record->phones[0].peer_status);
	record_free(record);
	catalog_free(cat);
}

static bool stop_soon(void *context, size_t done, size_t total)
{
	size_t *calls = context;
	assert_true(done <= total && total > 1000);
	return ++*calls < 3;
}

static void reading_stops_when_asked(void **state)
{
	(void)state;
	Catalog *cat;
	size_t calls = 0;
	assert_false(vicidial_catalog(db, &everything, stop_soon, &calls, &cat, &err));
	assert_int_equal(err.code, ERR_STOPPED);
	assert_null(cat);
	assert_int_equal(calls, 3);
	catalog_free(load(&everything));             /* and the connection is good for more */
}

static void the_log_of_a_record_is_told_newest_first(void **state)
{
	(void)state;
	Arena *mem = arena_new();
	LoggedChange *rows;
	size_t count;
	outside_run(site, "INSERT INTO vicidial_admin_log (event_date, user, ip_address, event_section, event_type, record_id, event_code, event_sql,"
	                  " event_notes) VALUES (FROM_UNIXTIME(1768228312), 'jsmith', '', 'PHONEALIASES', 'DELETE', '8302x', 'ADMIN DELETE PHONE"
	                  " ALIAS', NULL, NULL)");
	assert_true(vicidial_log_of(db, mem, "PHONEALIASES", "8302x", true, &rows, &count, &err));
	assert_int_equal(count, 3);
	assert_true(rows[0].id > rows[1].id && rows[1].id > rows[2].id);
	assert_true(rows[0].at_us == 1768228312000000);
	assert_string_equal(rows[0].user, "jsmith");
	assert_string_equal(rows[0].type, "DELETE");
	assert_string_equal(rows[0].sql, "");
	assert_string_equal(rows[1].code, "ADMIN MODIFY PHONE ALIAS");
	assert_non_null(strstr(rows[1].sql, "logins_list='8302a,8302b'"));
	assert_true(vicidial_log_of(db, mem, "PHONEALIASES", "nosuch", false, &rows, &count, &err));
	assert_int_equal(count, 0);
	arena_free(mem);
}

static void gather(void *context, bool ok, const char *sentence)
{
	text_addf(context, "%s %s\n", ok ? "+" : "-", sentence);
}

static void check_names_what_is_missing_and_what_goes_without(void **state)
{
	(void)state;
	Text said = { 0 };
	assert_true(vicidial_check(db, gather, &said, &err));
	assert_null(strstr(said.bytes, "- "));
	assert_non_null(strstr(said.bytes, "+ The table phones_alias has all columns, and the database user may select insert update delete."));
	assert_non_null(strstr(said.bytes, "The table system_settings has no column allowed_sip_stacks (older VICIdial): PJSIP is not offered."));
	outside_run(site, "ALTER TABLE servers DROP rebuild_conf_files");
	outside_run(site, "DROP TABLE vicidial_live_agents");
	text_clear(&said);
	assert_true(vicidial_check(db, gather, &said, &err));
	assert_non_null(strstr(said.bytes, "- The table servers has no column rebuild_conf_files"));
	assert_non_null(strstr(said.bytes, "- The table vicidial_live_agents is not there"));
	text_free(&said);
}

/* MyISAM reads a crashed table as empty and calls that no error. */
static void crashed_table_is_not_shown_as_an_empty_one(void **state)
{
	(void)state;
	char path[300];
	Catalog *cat;
	outside_run(site, "FLUSH TABLES phones_alias");
	catalog_free(load(&everything));
	assert_int_equal(truncate(scratch_path(path, sizeof path, "demo/data/asterisk/phones_alias.MYD"), 0), 0);
	assert_false(vicidial_catalog(db, &everything, NULL, NULL, &cat, &err));
	assert_int_equal(err.code, ERR_DAMAGED);
	says("crashed");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(record_says_the_same_as_the_catalog),
		cmocka_unit_test(record_holds_the_very_bytes),
		cmocka_unit_test(hidden_alias_is_not_there_in_the_same_words),
		cmocka_unit_test(phone_outside_the_groups_is_marked),
		cmocka_unit_test(other_aliases_of_a_phone_are_named),
		cmocka_unit_test(agents_on_a_phone_are_seen_by_channel_and_server),
		cmocka_unit_test(what_belongs_to_the_old_protocol_is_flagged),
		cmocka_unit_test(users_who_log_in_with_it_are_listed_up_to_twenty),
		cmocka_unit_test(lookup_finds_logins_and_extensions_with_all_rows_of_a_login),
		cmocka_unit_test(for_a_new_alias_ids_of_any_group_and_case_are_taken),
		cmocka_unit_test(list_of_more_than_64_logins_is_read_whole),
		cmocka_unit_test(site_has_servers_by_number_and_groups_by_right),
		cmocka_unit_test(protocols_offered_follow_the_enum_and_the_sip_stacks),
		cmocka_unit_test(reading_stops_when_asked),
		cmocka_unit_test(the_log_of_a_record_is_told_newest_first),
		/* From here on the schema is another. */
		cmocka_unit_test(vicidial_before_pjsip_and_peer_status_works),
		cmocka_unit_test(check_names_what_is_missing_and_what_goes_without),
		cmocka_unit_test(crashed_table_is_not_shown_as_an_empty_one),
	};
	return cmocka_run_group_tests(tests, start, end);
}
