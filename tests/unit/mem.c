/* Proves that arenas keep what they are given, aligned and unmoved, waste little, and that running out of memory restores
 * the terminal, says so and ends the program; and that errors are one clean line with the promised exit codes. */
#include <malloc.h>
#include <stdalign.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/base/mem.h"
#include "tests/tap.h"
#undef fail                                  /* cmocka's own; ours is meant */

static void an_arena_keeps_everything_apart(void **state)
{
	(void)state;
	enum { COUNT = 20000 };
	Arena *arena = arena_new();
	char **texts = arena_take(arena, COUNT * sizeof *texts);
	for (size_t i = 0; i < COUNT; i++) {
		texts[i] = arena_format(arena, "text %zu", i);
		uint64_t *numbers = arena_take(arena, 3 * sizeof *numbers);
		assert_int_equal((uintptr_t)numbers % alignof(max_align_t), 0);
		assert_true(numbers[0] == 0 && numbers[1] == 0 && numbers[2] == 0);
		memset(numbers, 0xFF, 3 * sizeof *numbers);
	}
	assert_string_equal(texts[0], "text 0");
	assert_string_equal(texts[COUNT - 1], "text 19999");
	arena_free(arena);
}

static void copies_have_a_nul_behind_them(void **state)
{
	(void)state;
	Arena *arena = arena_new();
	char *bytes = arena_bytes(arena, "a\0b", 3);
	assert_memory_equal(bytes, "a\0b", 4);
	assert_null(arena_text(arena, NULL));
	assert_string_equal(arena_text(arena, ""), "");
	assert_string_equal(arena_bytes(arena, NULL, 0), "");
	arena_free(arena);
	arena_free(NULL);
}

/* Of all that this program has. */
static size_t bytes_taken(void)
{
	struct mallinfo2 now = mallinfo2();
	return now.uordblks + now.hblkhd;
}

static void a_large_piece_wastes_no_started_block(void **state)
{
	(void)state;
	size_t before = bytes_taken();
	Arena *arena = arena_new();
	for (int i = 0; i < 200; i++) {
		memset(arena_take(arena, 100000), 1, 100000);
		arena_text(arena, "small");
	}
	assert_true(bytes_taken() - before < 200 * 100000 + 200 * 6 + (2 << 20));
	arena_free(arena);
}

static void many_small_texts_cost_hardly_more_than_their_bytes(void **state)
{
	(void)state;
	size_t before = bytes_taken();
	Arena *arena = arena_new();
	for (int i = 0; i < 1000000; i++)
		arena_bytes(arena, "1234567", 7);
	assert_true(bytes_taken() - before < 8000000 + (2 << 20));
	arena_free(arena);
}

static void say_restored(void)
{
	if (write(STDERR_FILENO, "restored ", 9) < 0)
		_exit(3);
}

static void death_runs_the_hook_says_why_and_exits_1(void **state)
{
	(void)state;
	int ends[2], status;
	char said[64] = "";
	assert_int_equal(pipe(ends), 0);
	pid_t child = fork();
	if (child == 0) {
		dup2(ends[1], STDERR_FILENO);
		mem_on_death(say_restored);
		mem_die();
	}
	close(ends[1]);
	waitpid(child, &status, 0);
	assert_true(read(ends[0], said, sizeof said - 1) > 0);
	close(ends[0]);
	assert_string_equal(said, "restored vicialias: out of memory\n");
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 1);
}

static void an_error_is_one_clean_line(void **state)
{
	(void)state;
	Err err;
	assert_false(fail(&err, ERR_STORE, "the server said %s", "\x1b[2J\nno"));
	assert_string_equal(err.text, "the server said ?[2J?no");
	assert_false(fail_while(&err, "saving %s", "8302x"));
	assert_string_equal(err.text, "saving 8302x: the server said ?[2J?no");
	assert_int_equal(err.code, ERR_STORE);
	char endless[2000];
	memset(endless, 'x', sizeof endless);
	endless[sizeof endless - 1] = '\0';
	assert_false(fail(&err, ERR_OTHER, "%s", endless));
	assert_int_equal(strlen(err.text), sizeof err.text - 1);
}

static void exit_codes_are_the_promised_ones(void **state)
{
	(void)state;
	static const struct { ErrCode code; int exit_code; } rows[] = {
		{ ERR_NONE, 0 }, { ERR_OTHER, 1 }, { ERR_USAGE, 2 }, { ERR_NOT_FOUND, 3 }, { ERR_DENIED, 4 }, { ERR_CONFLICT, 5 },
		{ ERR_INPUT, 6 }, { ERR_OFFLINE, 7 }, { ERR_STORE, 1 }, { ERR_UNREADABLE, 8 }, { ERR_PARTIAL, 9 }, { ERR_AUDIT, 10 },
		{ ERR_STOPPED, 130 },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_int_equal(err_exit_code(rows[i].code), rows[i].exit_code);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_arena_keeps_everything_apart),
		cmocka_unit_test(copies_have_a_nul_behind_them),
		cmocka_unit_test(a_large_piece_wastes_no_started_block),
		cmocka_unit_test(many_small_texts_cost_hardly_more_than_their_bytes),
		cmocka_unit_test(death_runs_the_hook_says_why_and_exits_1),
		cmocka_unit_test(an_error_is_one_clean_line),
		cmocka_unit_test(exit_codes_are_the_promised_ones),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
