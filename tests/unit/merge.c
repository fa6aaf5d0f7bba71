/* Three versions of an alias become one: phone lists as sets, each other value by choice, and a wish that writes what was chosen
 * and nothing else. */
#include "core/model/merge.h"

#include "tests/unit/sample.h"

#include "tests/tap.h"

static void check_lists(const char *opened, const char *theirs, const char *mine, const char *merged, const char *told)
{
	Arena *mem = arena_new();
	const char *is_told;
	assert_string_equal(merge_lists(mem, opened, theirs, mine, "", "", &is_told), merged);
	assert_string_equal(is_told, told);
	arena_free(mem);
}

static void what_either_side_added_is_there_in_the_opened_order_theirs_first(void **state)
{
	(void)state;
	check_lists("b,a", "b,a,t", "b,a,m", "b,a,t,m", "");
	check_lists("a", "a,x", "a,X", "a,x", "");
	check_lists("", "t", "m", "t,m", "");
	check_lists("a,,b", "b,a", "a,b,c", "a,b,c", "");
}

static void what_either_side_removed_is_gone_and_it_is_told_who_did(void **state)
{
	(void)state;
	check_lists("a,b", "b,t", "a,b,m", "b,t,m", "a removed by them");
	check_lists("a,b", "a,b,t", "b", "b,t", "a removed by you");
	check_lists("a,b", "b,t", "b,m", "b,t,m", "a removed by both");
}

static void a_phone_that_one_side_removed_and_the_other_changed_stays(void **state)
{
	(void)state;
	Arena *mem = arena_new();
	const char *told;
	assert_string_equal(merge_lists(mem, "a,b", "b", "a,b,m", "", "a", &told), "a,b,m");
	assert_string_equal(told, "a stays: they removed it, you changed it");
	assert_string_equal(merge_lists(mem, "a,b", "a,b,t", "a", "b", "", &told), "a,b,t");
	assert_string_equal(told, "b stays: you removed it, they changed it");
	arena_free(mem);
}

/* --- an edit --- */

/* The front desk as it was opened, an edit of it, and as it is stored by then. */
typedef struct {
	Record *opened, *now;
	Plan   *mine;
	Merge  *merge;
} Scene;

static void scene_make(Scene *scene, const Wish *wish, const char *name, const char *logins)
{
	scene->opened = sample_front_desk();
	sample_add(scene->opened, sample_phone("8302c", "8302", "10.0.0.11", "SIP", "Y"));
	sample_ask_login(scene->opened, "8302c");
	scene->now = sample_front_desk();
	scene->now->name = sample_stored(name);
	scene->now->logins = sample_stored(logins);
	scene->mine = plan_make(scene->opened, wish);
	assert_true(plan_ready(scene->mine));
	scene->merge = merge_edit(scene->opened, scene->now, scene->mine);
}

static void scene_free(Scene *scene)
{
	merge_free(scene->merge);
	plan_free(scene->mine);
	record_free(scene->now);
	record_free(scene->opened);
}

static MergeRow *row_of(Merge *merge, const char *login, ColumnId column)
{
	for (size_t i = 0; i < merge->count; i++)
		if (merge->rows[i].column == column && (login ? merge->rows[i].login && strcmp(merge->rows[i].login, login) == 0 :
		                                                !merge->rows[i].login))
			return &merge->rows[i];
	fail_msg("no such row");
	return NULL;
}

static void what_only_one_side_changed_is_kept(void **state)
{
	(void)state;
	Scene scene;
	scene_make(&scene, &(Wish){ .value[FIELD_ACTIVE] = "Y" }, "Reception", "8302a,8302b");
	assert_int_equal(row_of(scene.merge, NULL, COLUMN_ALIAS_NAME)->keep, KEEP_THEIRS);
	assert_int_equal(row_of(scene.merge, "8302b", COLUMN_ACTIVE)->keep, KEEP_MINE);
	assert_false(merge_differs(row_of(scene.merge, "8302a", COLUMN_ACTIVE)));
	assert_true(merge_others(scene.merge));
	Wish wish = merge_wish(scene.merge);
	assert_null(wish.value[FIELD_NAME]);
	Plan *plan = plan_make(scene.now, &wish);
	assert_string_equal(plan->changed, "8302b active");
	assert_int_equal(plan->step_count, 1);
	plan_free(plan);
	scene_free(&scene);
}

static void lists_that_both_changed_are_offered_as_one(void **state)
{
	(void)state;
	Scene scene;
	scene_make(&scene, &(Wish){ .value[FIELD_PHONES] = "8302a,8302b,8302c" }, "Front desk 2", "8302b,8301a");
	MergeRow *list = row_of(scene.merge, NULL, COLUMN_LOGINS_LIST);
	assert_int_equal(list->keep, KEEP_BOTH);
	assert_string_equal(merge_kept(list), "8302b,8301a,8302c");
	assert_string_equal(merge_wish(scene.merge).value[FIELD_PHONES], "8302b,8301a,8302c");
	list->keep = KEEP_THEIRS;
	assert_null(merge_wish(scene.merge).value[FIELD_PHONES]);
	scene_free(&scene);
}

static void a_choice_outlives_a_newer_reading_that_did_not_change_it(void **state)
{
	(void)state;
	Scene scene;
	scene_make(&scene, &(Wish){ .value[FIELD_NAME] = "Nights" }, "Reception", "8302a,8302b");
	MergeRow *name = row_of(scene.merge, NULL, COLUMN_ALIAS_NAME);
	assert_int_equal(name->keep, KEEP_MINE);
	name->keep = KEEP_THEIRS;
	merge_see(scene.merge, scene.now);
	assert_int_equal(name->keep, KEEP_THEIRS);
	scene.now->name = sample_stored("Lobby");
	merge_see(scene.merge, scene.now);
	assert_int_equal(name->keep, KEEP_MINE);
	scene_free(&scene);
}

static void what_both_sides_did_alike_is_nobodys_conflict(void **state)
{
	(void)state;
	Scene scene;
	scene_make(&scene, &(Wish){ .value[FIELD_NAME] = "Reception" }, "Reception", "8302a,8302b");
	assert_false(merge_others(scene.merge));
	assert_null(merge_wish(scene.merge).value[FIELD_NAME]);
	scene_free(&scene);
}

static void a_deleted_alias_is_made_again_with_my_values(void **state)
{
	(void)state;
	Scene scene;
	scene_make(&scene, &(Wish){ .value[FIELD_NAME] = "Nights", .value[FIELD_ACTIVE] = "Y" }, "Front desk 2", "8302a,8302b");
	merge_see(scene.merge, NULL);
	Wish wish = merge_wish(scene.merge);
	assert_int_equal(wish.kind, PLAN_ADD);
	assert_string_equal(wish.value[FIELD_ID], "8302x");
	assert_string_equal(wish.value[FIELD_NAME], "Nights");
	assert_string_equal(wish.value[FIELD_PHONES], "8302a,8302b");
	assert_int_equal(wish.phone_count, 1);
	assert_string_equal(wish.phones[0].active, "Y");
	scene_free(&scene);
}

/* --- a version --- */

static void a_version_comes_back_with_phones_as_they_were_and_without_those_that_are_no_more(void **state)
{
	(void)state;
	Record *now = sample_front_desk();
	static const char *const protocols[] = { "SIP" };
	now->site.protocol_enum = protocols;
	now->site.protocol_enum_count = 1;
	sample_ask_login(now, "gone1");
	PhoneChange *active = &(PhoneChange){ .login = "8302b", .column = COLUMN_ACTIVE, .before = "Y", .after = "N",
	                                      .extension = value_text("8302"), .server_ip = value_text("10.0.0.10") };
	Version ours[] = {
		{ .seq = 9, .class = CLASS_APPLIED, .kind = PLAN_EDIT, .admin = "6666", .phones = active, .phone_count = 1,
		  .before = { { [COLUMN_ALIAS_NAME] = "Old desk", [COLUMN_LOGINS_LIST] = "8302b,gone1", [COLUMN_USER_GROUP] = "NULL" } },
		  .after = { { [COLUMN_ALIAS_NAME] = "Front desk 2", [COLUMN_LOGINS_LIST] = "8302a,8302b", [COLUMN_USER_GROUP] = GROUP_ALL } } },
		{ .seq = 3, .class = CLASS_APPLIED, .kind = PLAN_EDIT, .admin = "6666",
		  .before = { { [COLUMN_ALIAS_NAME] = "x", [COLUMN_LOGINS_LIST] = "8302b,gone1", [COLUMN_USER_GROUP] = GROUP_ALL } },
		  .after = { { [COLUMN_ALIAS_NAME] = "Old desk", [COLUMN_LOGINS_LIST] = "8302b,gone1", [COLUMN_USER_GROUP] = GROUP_ALL } } },
	};
	History *history = history_make(arena_new(), "8302x", ours, 2, NULL, 0, now);
	Merge *merge = merge_restore(history, 1, now);
	Wish wish = merge_wish(merge);
	Plan *plan = plan_make(now, &wish);
	assert_true(plan_ready(plan));
	assert_string_equal(plan->after[FIELD_NAME], "Old desk");
	assert_string_equal(plan->after[FIELD_PHONES], "8302b");
	assert_string_equal(plan->after[FIELD_ACTIVE], "Y");
	assert_null(wish.value[FIELD_GROUP]);
	assert_string_equal(plan->warnings[0], "Phone gone1 does not exist any more: it is left out.");
	plan_free(plan);
	merge_free(merge);
	history_free(history);
	record_free(now);
}

static void a_phone_takes_back_only_what_the_database_takes(void **state)
{
	(void)state;
	static const char *const protocols[] = { "SIP", "Zap" };
	Record *now = sample_front_desk();
	PhoneWish phone = { .extension = value_text("8302"), .server_ip = value_text("10.0.0.10"), .protocol = "DAHDI" };
	now->site.protocol_enum = protocols;
	now->site.protocol_enum_count = 2;
	Plan *refused = plan_make(now, &(Wish){ .phones = &phone, .phone_count = 1 });
	assert_string_equal(refused->problems[0].text, "the database does not take protocol 'DAHDI' for phone 8302b");
	assert_int_equal(refused->step_count, 0);
	phone.protocol = "Zap";
	Plan *plan = plan_make(now, &(Wish){ .phones = &phone, .phone_count = 1 });
	assert_string_equal(plan->changed, "8302b protocol");
	plan_free(plan);
	plan_free(refused);
	record_free(now);
}

/* A phone outside of the admin's groups is shown by its login only. */
static void a_hidden_phone_shows_nothing_and_is_not_written(void **state)
{
	(void)state;
	Record *now = sample_front_desk();
	now->phones[1].hidden = true;
	PhoneChange active = { .login = "8302b", .column = COLUMN_ACTIVE, .before = "Y", .after = "N", .extension = value_text("8302"),
	                       .server_ip = value_text("10.0.0.10") };
	Version change = { .class = CLASS_APPLIED, .kind = PLAN_EDIT, .phones = &active, .phone_count = 1 };
	Merge *merge = merge_undo("8302x", &change, now);
	const MergeRow *row = row_of(merge, "8302b", COLUMN_ACTIVE);
	assert_null(row->now);
	assert_false(merge_offers(row, KEEP_MINE));
	Wish wish = merge_wish(merge);
	Plan *plan = plan_make(now, &wish);
	assert_int_equal(plan->step_count, 0);
	plan_free(plan);
	merge_free(merge);
	record_free(now);
}

static void what_an_undo_would_put_back_is_mine_and_what_the_change_left_was_opened(void **state)
{
	(void)state;
	Record *now = sample_alias("8302x", "Lobby", "8302a,8302b");
	Version change = {
		.class = CLASS_APPLIED, .kind = PLAN_EDIT,
		.before = { { [COLUMN_ALIAS_NAME] = "Front", [COLUMN_LOGINS_LIST] = "8302a,8302b", [COLUMN_USER_GROUP] = GROUP_ALL } },
		.after = { { [COLUMN_ALIAS_NAME] = "Nights", [COLUMN_LOGINS_LIST] = "8302a,8302b", [COLUMN_USER_GROUP] = GROUP_ALL } },
	};
	Merge *merge = merge_undo("8302x", &change, now);
	const MergeRow *name = row_of(merge, NULL, COLUMN_ALIAS_NAME);
	assert_string_equal(name->opened, "Nights");
	assert_string_equal(name->now, "Lobby");
	assert_string_equal(merge_kept(name), "Front");
	assert_string_equal(merge_wish(merge).value[FIELD_NAME], "Front");
	merge_free(merge);
	record_free(now);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_either_side_added_is_there_in_the_opened_order_theirs_first),
		cmocka_unit_test(what_either_side_removed_is_gone_and_it_is_told_who_did),
		cmocka_unit_test(a_phone_that_one_side_removed_and_the_other_changed_stays),
		cmocka_unit_test(what_only_one_side_changed_is_kept),
		cmocka_unit_test(lists_that_both_changed_are_offered_as_one),
		cmocka_unit_test(a_choice_outlives_a_newer_reading_that_did_not_change_it),
		cmocka_unit_test(what_both_sides_did_alike_is_nobodys_conflict),
		cmocka_unit_test(a_deleted_alias_is_made_again_with_my_values),
		cmocka_unit_test(a_version_comes_back_with_phones_as_they_were_and_without_those_that_are_no_more),
		cmocka_unit_test(a_phone_takes_back_only_what_the_database_takes),
		cmocka_unit_test(a_hidden_phone_shows_nothing_and_is_not_written),
		cmocka_unit_test(what_an_undo_would_put_back_is_mine_and_what_the_change_left_was_opened),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
