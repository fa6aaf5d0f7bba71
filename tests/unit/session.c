/* What a session has changed: which change u takes back and ^R makes again, and the receipt that is left on exit. */
#include "tui/session.h"

#include "tests/tap.h"

static ChangeResult result_of(int64_t seq, const char *alias, const char *told)
{
	ChangeResult result = { .class = CLASS_APPLIED, .classes = { CLASS_APPLIED }, .step_count = 1, .intent_seq = seq };
	result.op_id[0] = (uint8_t)seq;
	text_copy(result.alias.text, sizeof result.alias.text, alias);
	text_copy(result.told, sizeof result.told, told);
	return result;
}

static void add(Session *session, int64_t seq, int64_t undo_of)
{
	ChangeResult result = result_of(seq, "8302x", "name");
	result.is_undo = undo_of != 0;
	result.undo_of[0] = (uint8_t)undo_of;
	session_add(session, &result);
}

static void undo_and_redo_go_back_and_forth_newest_first(void **state)
{
	(void)state;
	Session session = { 0 };
	assert_null(session_undoable(&session));
	add(&session, 3, 0);
	add(&session, 5, 0);
	assert_int_equal(session_undoable(&session)->seq, 5);
	add(&session, 7, 5);
	assert_int_equal(session_undoable(&session)->seq, 3);
	add(&session, 9, 3);
	assert_null(session_undoable(&session));
	assert_int_equal(session_redoable(&session)->undo_seq, 9);
	add(&session, 11, 9);
	assert_int_equal(session_undoable(&session)->seq, 11);
	assert_int_equal(session_redoable(&session)->undo_seq, 7);
	add(&session, 13, 0);
	assert_null(session_redoable(&session));
	assert_int_equal(session_undoable(&session)->seq, 13);
	session_free(&session);
}

static void a_change_that_wrote_nothing_is_none(void **state)
{
	(void)state;
	Session session = { 0 };
	ChangeResult conflict = result_of(3, "8302x", "name"), nothing = result_of(0, "8302x", "");
	conflict.class = conflict.classes[0] = CLASS_CONFLICT;
	session_add(&session, &conflict);
	session_add(&session, &nothing);
	assert_int_equal(session.count, 0);
	session_free(&session);
}

static void an_undo_of_somebody_elses_change_is_a_change_of_mine(void **state)
{
	(void)state;
	Session session = { 0 };
	add(&session, 7, 2);
	assert_int_equal(session_undoable(&session)->seq, 7);
	add(&session, 9, 7);
	assert_int_equal(session_redoable(&session)->undo_seq, 9);
	session_free(&session);
}

static void the_receipt_says_what_was_changed_and_what_of_it_was_undone(void **state)
{
	(void)state;
	Session session = { 0 };
	Text text = { 0 };
	uint8_t head[32] = { 0x9f, 0x2c };
	session_receipt(&session, "6666", "asterisk@db1", 2, head, &text);
	assert_int_equal(text.length, 0);
	add(&session, 3, 0);
	add(&session, 5, 0);
	add(&session, 7, 5);
	ChangeResult part = result_of(9, "8303\x1bx", "8303a active");
	part.class = CLASS_PARTIAL;
	session_add(&session, &part);
	session_receipt(&session, "6666", "asterisk@db1", 10, head, &text);
	assert_string_equal(text.bytes,
	    "vicialias: changed by 6666 on asterisk@db1 in this session:\n"
	    "  #3      8302x      name\n"
	    "  #5      8302x      name  (undone by #7)\n"
	    "  #9      8303?x     8303a active  (in part)\n"
	    "  Audit log #10, head 9f2c000000000000000000000000000000000000000000000000000000000000\n"
	    "  To take one back: A for the audit log, the cursor on its number, u.\n");
	text_free(&text);
	session_free(&session);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(undo_and_redo_go_back_and_forth_newest_first),
		cmocka_unit_test(a_change_that_wrote_nothing_is_none),
		cmocka_unit_test(an_undo_of_somebody_elses_change_is_a_change_of_mine),
		cmocka_unit_test(the_receipt_says_what_was_changed_and_what_of_it_was_undone),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
