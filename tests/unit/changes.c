/* Proves what counts as a change between two readings of the aliases. */
#include "core/base/text.h"
#include "core/model/changes.h"
#include "tests/unit/floor.h"

typedef struct {
	const char *name, *extension, *server, *protocol, *active, *peer, *ping;
	bool        reversed, without_8301x, with_8304x;
} Floor;

static const Floor as_ever = { "Front desk 2", "8302", "10.0.0.1", "SIP", "Y", "REACHABLE", "18", false, false, false };

/* Three aliases: 8301x alone, 8302x and 8303x on one phone. */
static Catalog *reading(const Floor *floor)
{
	CatalogBuilder *builder = floor_begin(NULL);
	PhoneRead phone = floor_phone("8302a", floor->extension, floor->server);
	phone.protocol = value_text(floor->protocol);
	phone.active = value_text(floor->active);
	phone.peer_status = value_text(floor->peer);
	phone.ping_ms = value_text(floor->ping);
	if (floor->reversed)
		floor_add_phone(builder, "8301a", "8301", "10.0.0.2", "IAX2", "N");
	catalog_add_phone(builder, &phone);
	if (!floor->reversed)
		floor_add_phone(builder, "8301a", "8301", "10.0.0.2", "IAX2", "N");
	if (!floor->without_8301x)
		floor_add_alias(builder, "8301x", "Front desk 1", "8301a", GROUP_ALL);
	floor_add_alias(builder, "8302x", floor->name, "8302a", "SALES");
	floor_add_alias(builder, "8303x", NULL, "8302a,8399a", GROUP_ALL);
	if (floor->with_8304x)
		floor_add_alias(builder, "8304x", "", "", GROUP_ALL);
	return catalog_finish(builder, 42);
}

/* The changed IDs and how many are gone: "8302x 8303x -1". */
static const char *differs(const Floor *after, const char *own)
{
	static char words[200];
	size_t used = 0;
	Catalog *before = reading(&as_ever), *now = reading(after);
	Changes changes;
	changes_find(&changes, before, now);
	if (own)
		changes_without(&changes, now, own);
	*words = '\0';
	for (size_t i = 0; i < changes.count; i++) {
		assert_true(changes_has(&changes, changes.rows[i]));
		used += text_format(words + used, sizeof words - used, "%s ", now->aliases[changes.rows[i]].id);
	}
	text_format(words + used, sizeof words - used, "-%zu", changes.gone);
	changes_free(&changes);
	catalog_free(before);
	catalog_free(now);
	return words;
}

static void nothing_changed_when_rows_come_in_another_order(void **state)
{
	(void)state;
	Floor after = as_ever;
	assert_string_equal(differs(&after, NULL), "-0");
	after.reversed = true;                   /* other numbers for the same groups, protocols and servers */
	assert_string_equal(differs(&after, NULL), "-0");
}

static void registration_and_ping_are_no_change(void **state)
{
	(void)state;
	Floor after = as_ever;
	after.peer = "UNREACHABLE", after.ping = "";
	assert_string_equal(differs(&after, NULL), "-0");
}

static void a_name_changes_one_alias(void **state)
{
	(void)state;
	Floor after = as_ever;
	after.name = NULL;
	assert_string_equal(differs(&after, NULL), "8302x -0");
	after.name = "";
	assert_string_equal(differs(&after, NULL), "8302x -0");
}

static void a_phone_changes_every_alias_that_has_it(void **state)
{
	(void)state;
	Floor after = as_ever;
	after.active = "N";
	assert_string_equal(differs(&after, NULL), "8302x 8303x -0");
	after = as_ever, after.protocol = "PJSIP";
	assert_string_equal(differs(&after, NULL), "8302x 8303x -0");
	after = as_ever, after.extension = "8309";
	assert_string_equal(differs(&after, NULL), "8302x 8303x -0");
	after = as_ever, after.server = "10.0.0.10";
	assert_string_equal(differs(&after, NULL), "8302x 8303x -0");
}

static void aliases_come_and_go(void **state)
{
	(void)state;
	Floor after = as_ever;
	after.without_8301x = true;
	assert_string_equal(differs(&after, NULL), "-1");
	after.with_8304x = true;
	assert_string_equal(differs(&after, NULL), "8304x -1");
}

static void what_we_saved_ourselves_is_no_news(void **state)
{
	(void)state;
	Floor after = as_ever;
	after.active = "N", after.with_8304x = true;
	assert_string_equal(differs(&after, "8302x"), "8304x -0");
	after = as_ever, after.without_8301x = true;
	assert_string_equal(differs(&after, "8301x"), "-0");
}

static void nothing_is_marked_in_no_changes(void **state)
{
	(void)state;
	assert_false(changes_has(&(Changes){ 0 }, 0));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_changed_when_rows_come_in_another_order),
		cmocka_unit_test(registration_and_ping_are_no_change),
		cmocka_unit_test(a_name_changes_one_alias),
		cmocka_unit_test(a_phone_changes_every_alias_that_has_it),
		cmocka_unit_test(aliases_come_and_go),
		cmocka_unit_test(what_we_saved_ourselves_is_no_news),
		cmocka_unit_test(nothing_is_marked_in_no_changes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
