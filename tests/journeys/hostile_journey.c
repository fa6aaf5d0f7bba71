/* Whatever stands in the database (tests/hostile.h): the terminal gets nothing but what ncurses makes, and list, health, the
 * audit log and the request answer in harmless UTF-8: a line a row, CSV that is whole, JSON that is valid. */
#include <sqlite3.h>
#include <string.h>

#include "core/base/sys.h"
#include "tests/hostile.h"
#include "tests/journeys/pty.h"
#include "tests/scratch.h"
#include "tests/tap.h"

enum { PATIENCE_MS = 20000 };

static Connection where;
static Demo *demo;

static int plant(void **state)
{
	(void)state;
	char folder[400];
	Err err;
	if (!demo_open(&demo, scratch_path(folder, sizeof folder, "state/vicialias/demo"), DEMO_KEEP, &where, &err))
		fail_msg("%s", err.text);
	hostile_plant(&where);
	return 0;
}

static int clear(void **state)
{
	(void)state;
	outside_close();
	demo_close(demo);
	return 0;
}

/* --- the terminal --- */

/* Of an xterm's terminfo entry, what the program is for: the ways a control sequence may end, and modes by number. */
static size_t control_length(const char *at, const char *end)
{
	const char *p = at, *from = at + strspn(at, "?");
	p = from + strspn(from, "0123456789;");
	if (p >= end || !strchr(from > at ? "hl" : "mHJKABCDGdPX@LMrSTbhlZ", *p))
		return 0;
	return (size_t)(p + 1 - at);
}

static size_t escape_length(const char *at, const char *end)
{
	static const char *const others[] = { "(B", ")0", "=", ">", "7", "8", "M", "[22;0;0t", "[23;0;0t" };
	size_t inside = *at == '[' ? control_length(at + 1, end) : 0;
	for (size_t i = 0; i < sizeof others / sizeof *others && !inside; i++)
		if (strncmp(at, others[i], strlen(others[i])) == 0)
			return strlen(others[i]);
	return inside ? inside + 1 : 0;
}

static void look_at_stream(const char *bytes, size_t length)
{
	const char *at = bytes, *end = bytes + length;
	while (at < end) {
		const char *from = at;
		if (*at == '\033') {
			size_t taken = escape_length(at + 1, end);
			if (!taken)
				fail_msg("the terminal got ESC %.12s at byte %zu", at + 1, (size_t)(at - bytes));
			at += 1 + taken;
		} else if (strchr("\r\n\b", *at)) {
			at++;
		} else {
			text_next(&at, end);
			if (!hostile_is_tamed(from, (size_t)(at - from)))
				fail_msg("the terminal got what is not harmless at byte %zu: %.12s", (size_t)(from - bytes), from);
		}
	}
}

/* A letter that comes before a lone Esc was taken would be Alt and that letter; once it is taken, the screen changes. */
static void press(Pty *pty, const char *keys)
{
	size_t before, now;
	int64_t until = sys_monotonic_ms() + PATIENCE_MS;
	pty_sent(pty, &before);
	pty_send(pty, keys);
	do {
		pty_settle(pty);
		pty_sent(pty, &now);
		assert_true(sys_monotonic_ms() < until);
	} while (now == before && strcmp(keys, "\033") == 0);
}

static void the_terminal_gets_only_what_ncurses_makes(void **state)
{
	(void)state;
	static const char *const walk[] = {
		"/\025id:h\r", "\033[B\033[B\033[B", "\033[6~", "\033[6~", "\033[6~", "\033[6~", "/\025id:h00\r", "e", "\033",
		"H", "\033[B", "\033", "D", "\033", "A", "\r", "\033", "\033", "W", "\033[4~", "\033", "/\025id:h99\r", "e", "\033", "H",
	};
	Pty *pty = pty_open(&(PtySetup){ .arguments = (const char *[]){ "--demo", NULL } });
	size_t count;
	pty_sign_in(pty, "6666", "1234");
	for (size_t i = 0; i < sizeof walk / sizeof *walk; i++)
		press(pty, walk[i]);
	pty_wait(pty, "History of alias h99");
	pty_quit(pty);
	const char *sent = pty_sent(pty, &count);
	assert_true(count > 10000);
	look_at_stream(sent, count);
	pty_close(pty);
}

/* --- without a screen --- */

static size_t lines_of(const char *text, const char *what)
{
	size_t lines = 0;
	for (const char *at = text; *at; lines++) {
		size_t length = strcspn(at, "\n");
		if (!hostile_is_tamed(at, length))
			fail_msg("%s: line %zu is not harmless: %.*s", what, lines + 1, (int)length, at);
		at += length + (at[length] == '\n');
	}
	return lines;
}

static const ProgramRun *run(const char *first, const char *second, const char *format)
{
	const char *const words[] = { "--demo", "--user", "6666", "--password-fd", "0", "--format", format, first, second, NULL };
	const ProgramRun *done = program_run(&(PtySetup){ .arguments = words }, "1234\n");
	if (done->code != 0)
		fail_msg("%s: exit code %d, %s", first, done->code, done->err);
	lines_of(done->err, first);
	return done;
}

/* Cells of a line of CSV, which has no line end in a cell; 0: it is not whole, or a cell is a formula to a spreadsheet. */
static size_t cells_of(const char *at, size_t length)
{
	const char *end = at + length;
	for (size_t cells = 1;; cells++, at++) {
		bool quoted = at < end && *at == '"';
		at += quoted;
		if (at < end && strchr("=+@", *at))
			return 0;
		for (; at < end && (quoted || *at != ','); at++)
			if (*at == '"' && at + 1 < end && at[1] == '"')
				at++;
			else if (*at == '"')
				quoted = false;
		if (at >= end)
			return quoted ? 0 : cells;
	}
}

static void look_at_csv(const char *text, const char *what)
{
	size_t cells = cells_of(text, strcspn(text, "\r\n"));
	for (const char *at = text; *at; at += strspn(at, "\r\n")) {
		size_t length = strcspn(at, "\r\n");
		if (cells_of(at, length) != cells)
			fail_msg("%s: not a row of %zu cells: %.*s", what, cells, (int)length, at);
		if (!hostile_is_tamed(at, length))
			fail_msg("%s is not harmless: %.*s", what, (int)length, at);
		at += length;
	}
}

static void look_at_json(const char *text, const char *what)
{
	sqlite3 *db;
	sqlite3_stmt *row;
	assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, "SELECT json_valid(?)", -1, &row, NULL), SQLITE_OK);
	sqlite3_bind_text(row, 1, text, -1, SQLITE_STATIC);
	assert_int_equal(sqlite3_step(row), SQLITE_ROW);
	if (!sqlite3_column_int(row, 0))
		fail_msg("%s is not JSON: %.300s", what, text);
	sqlite3_finalize(row);
	sqlite3_close(db);
	lines_of(text, what);
}

static void in_all_forms(const char *first, const char *second, size_t least)
{
	char what[40];
	text_format(what, sizeof what, "%s %s", first, second ? second : "");
	assert_true(lines_of(run(first, second, "table")->out, what) >= least);
	look_at_csv(run(first, second, "csv")->out, what);
	look_at_json(run(first, second, "json")->out, what);
}

static void lists_are_harmless_in_every_form(void **state)
{
	(void)state;
	in_all_forms("list", NULL, 1284 + 2 * HOSTILE_COUNT + 1);
	in_all_forms("health", NULL, HOSTILE_COUNT);
}

static void a_request_is_answered_in_one_harmless_line(void **state)
{
	(void)state;
	Text queries = { 0 };
	for (size_t i = 0; i < HOSTILE_COUNT; i++)
		text_addf(&queries, "function=update_phone_alias&source=test&user=6666&pass=1234&alias=h%02zu&active=%s\n", i,
		          i % 2 ? "Y" : "N");
	text_add(&queries, "function=update_phone_alias&source=test&user=6666&pass=1234&alias=h99&delete_alias=Y\n");
	const char *const words[] = { "--demo", "api", "-", NULL };
	const ProgramRun *done = program_run(&(PtySetup){ .arguments = words }, queries.bytes);
	assert_int_equal(lines_of(done->out, "api"), HOSTILE_COUNT + 1);
	lines_of(done->err, "api's standard error");
	text_free(&queries);
}

static void the_audit_log_that_tells_of_it_is_too(void **state)
{
	(void)state;
	in_all_forms("audit", "list", HOSTILE_COUNT);
	const ProgramRun *done = program_run(&(PtySetup){ .arguments = (const char *[]){ "--demo", "audit", "export", NULL } }, "");
	assert_int_equal(done->code, 0);
	assert_true(lines_of(done->out, "audit export") > HOSTILE_COUNT);
	done = program_run(&(PtySetup){ .arguments = (const char *[]){ "--demo", "audit", "verify", NULL } }, "");
	lines_of(done->out, "audit verify");
	assert_non_null(strstr(done->out, "none altered"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_terminal_gets_only_what_ncurses_makes),
		cmocka_unit_test(lists_are_harmless_in_every_form),
		cmocka_unit_test(a_request_is_answered_in_one_harmless_line),
		cmocka_unit_test(the_audit_log_that_tells_of_it_is_too),
	};
	return cmocka_run_group_tests(tests, plant, clear);
}
