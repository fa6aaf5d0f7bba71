/* The terminal, at its bytes: what is refused, what is sent (and how little), what arrives, and that it is given back whatever
 * happens. Each scene runs in a child on a pty of its own; what a screen shows is the journeys' matter. */
#include "tui/cli.h"                        /* before curses, whose macros would meddle */
#include "tui/draw/term.c"                   /* the unit tests link all of tui but this file */

#include <fcntl.h>
#include <stdio.h>
#include <sys/wait.h>

#undef timeout
#include "tests/tap.h"

enum { PATIENCE_MS = 10000, SCENE_DONE = 7, SAID_CAP = 65536 };

typedef struct {
	pid_t          child;
	int            fd, status;
	struct termios before, after;
	char           said[SAID_CAP];           /* all the child has sent */
	size_t         length, seen;
} Scene;

static Scene scene;

static void child_begin(const char *slave, const char *name, const char *locale)
{
	setsid();
	int fd = open(slave, O_RDWR);            /* a session's first terminal is its controlling one */
	close(scene.fd);
	dup2(fd, 0);
	dup2(fd, 1);
	clearenv();
	if (name)
		setenv("TERM", name, 1);
	setenv("LC_ALL", locale, 1);
	alarm(PATIENCE_MS / 1000);
}

/* play runs in the child; what it returns is its exit code. */
static void scene_begin(const char *name, const char *locale, int (*play)(void))
{
	struct winsize size = { .ws_row = 24, .ws_col = 80 };
	scene = (Scene){ .fd = posix_openpt(O_RDWR | O_NOCTTY) };
	assert_int_equal(grantpt(scene.fd), 0);
	assert_int_equal(unlockpt(scene.fd), 0);
	int keep = open(ptsname(scene.fd), O_RDWR | O_NOCTTY);   /* so that its modes can be read when the child is gone */
	ioctl(scene.fd, TIOCSWINSZ, &size);
	tcgetattr(keep, &scene.before);
	fflush(NULL);
	scene.child = fork();
	if (scene.child == 0) {
		child_begin(ptsname(scene.fd), name, locale);
		_exit(play());
	}
	close(keep);
}

/* Reads what comes until text is among it, or (NULL) until the child is gone. */
static void scene_wait(const char *text)
{
	int64_t until = sys_monotonic_ms() + PATIENCE_MS;
	for (;;) {
		char *found = text ? memmem(scene.said + scene.seen, scene.length - scene.seen, text, strlen(text)) : NULL;
		if (found) {
			scene.seen = (size_t)(found - scene.said) + strlen(text);
			return;
		}
		struct pollfd input = { .fd = scene.fd, .events = POLLIN };
		int64_t left = until - sys_monotonic_ms();
		if (left <= 0 || poll(&input, 1, (int)left) <= 0)
			fail_msg("never came: %s; there is: %s", text ? text : "the end", scene.said);
		ssize_t count = read(scene.fd, scene.said + scene.length, sizeof scene.said - 1 - scene.length);
		if (count <= 0 && !text)
			return;
		assert_true(count > 0);
		scene.length += (size_t)count;
	}
}

static void scene_type(const char *bytes)
{
	assert_int_equal(write(scene.fd, bytes, strlen(bytes)), strlen(bytes));
}

static void scene_end(int status)
{
	scene_wait(NULL);
	assert_int_equal(waitpid(scene.child, &scene.status, 0), scene.child);
	assert_int_equal(scene.status, status);
	close(scene.fd);
}

static bool said(const char *bytes)
{
	return memmem(scene.said, scene.length, bytes, strlen(bytes)) != NULL;
}

/* --- what the children do --- */

static Canvas picture;

static int opened(const char *theme_name)
{
	TermSetup setup = { .esc_delay_ms = 50 };
	Theme     theme;
	Err       err = { .code = ERR_NONE };
	if (!term_open(&setup, &err)) {
		dprintf(1, "refused: %s", err.text);
		return 1;
	}
	if (!theme_find(&theme, theme_name, &err))
		return 2;
	term_theme(&theme);
	int rows, cols;
	term_size(&rows, &cols);
	canvas_size(&picture, rows, cols);
	picture.ascii = cli_ascii(&(Config){ .ascii = "auto" });
	canvas_put(&picture, canvas_all(&picture), rows - 1, 0, ROLE_TEXT, setup.told);
	return 0;
}

/* A list of 17 rows; at has the cursor. */
static void list_draw(int at)
{
	Rect all = canvas_all(&picture);
	for (int i = 0; i < 17; i++) {
		Role role = i == at ? ROLE_CURSOR : ROLE_TEXT;
		char id[20];
		text_format(id, sizeof id, "83%02dx", i);
		canvas_fill(&picture, (Rect){ 3 + i, 0, 1, picture.cols }, ROLE_TEXT);
		if (i == at)
			canvas_sign(&picture, all, 3 + i, 0, SIGN_HERE);
		canvas_sign(&picture, all, 3 + i, 2, i % 2 ? SIGN_BROKEN : SIGN_LOOK);
		canvas_fill(&picture, (Rect){ 3 + i, 4, 1, 27 }, role);
		canvas_put(&picture, all, 3 + i, 4, role, id);
		canvas_put(&picture, all, 3 + i, 15, role, "José Álvarez");
		canvas_put(&picture, all, 3 + i, 32, ROLE_TEXT, "8302a,8302b dialer1 +1 SIP Y ---ALL---");
	}
	canvas_box(&picture, (Rect){ 20, 0, 3, 20 }, ROLE_BORDER, "detail");
	term_show(&picture);
}

static int play_list(void)
{
	int failed = opened("default");
	if (failed)
		return failed;
	list_draw(0);
	term_close();
	return SCENE_DONE;
}

static int play_mono(void)
{
	int failed = opened("mono");
	if (failed)
		return failed;
	list_draw(0);
	term_close();
	return SCENE_DONE;
}

/* Says what it hears, event by event, until q. */
static int play_echo(void)
{
	int failed = opened("mono");
	if (failed)
		return failed;
	term_show(&picture);
	for (int nth = 0; ; nth++) {
		Event event;
		int   wait_ms, rows, cols;
		while (!term_event(&event, &wait_ms))
			poll(&(struct pollfd){ .fd = term_fd(), .events = POLLIN }, 1, wait_ms);
		if (event.kind == EVENT_HANGUP)
			return 9;
		char name[20], text[80];
		key_name(event.key, name, sizeof name);
		term_size(&rows, &cols);
		canvas_size(&picture, rows, cols);
		text_format(text, sizeof text, "%d:%s:%dx%d.", nth, event.kind == EVENT_PASTE ? event.paste : name, cols, rows);
		canvas_put(&picture, canvas_all(&picture), nth % rows, 0, ROLE_TEXT, text);
		term_show(&picture);
		if (event.key == 'q')
			break;
	}
	term_close();
	return SCENE_DONE;
}

/* Bytes of one step of the cursor, between two marks. */
static int play_steps(void)
{
	int failed = opened("default");
	if (failed)
		return failed;
	list_draw(0);
	for (int at = 1; at < 10; at++) {
		dprintf(1, "<step>");
		list_draw(at);
		dprintf(1, "</step>");
	}
	dprintf(1, "<same>");
	list_draw(9);
	dprintf(1, "</same>");
	term_close();
	return SCENE_DONE;
}

static int play_crash(void)
{
	int failed = opened("default");
	if (failed)
		return failed;
	list_draw(3);
	raise(SIGSEGV);
	return 0;
}

static int play_no_memory(void)
{
	int failed = opened("default");
	if (failed)
		return failed;
	dup2(1, 2);
	mem_die();
}

/* --- what is proven --- */

static void refused_with(const char *name, const char *sentence)
{
	char all[400];
	scene_begin(name, "C.UTF-8", play_list);
	scene_end(1 << 8);
	text_format(all, sizeof all, "refused: %s", sentence);
	assert_string_equal(scene.said, all);        /* and not a byte besides */
}

static void a_terminal_that_cannot_do_it_is_refused_in_a_sentence(void **state)
{
	(void)state;
	refused_with(NULL, "TERM is not set, so nothing is known about this terminal. Set it, for example TERM=xterm-256color.");
	refused_with("", "TERM is not set, so nothing is known about this terminal. Set it, for example TERM=xterm-256color.");
	refused_with("../x\033[2J", "TERM is not the name of a terminal. Set it, for example TERM=xterm-256color.");
	refused_with("dumb", "TERM=dumb cannot move the cursor, which the console needs. Set TERM to what the terminal is.");
}

static void an_unknown_name_falls_back_and_says_so(void **state)
{
	(void)state;
	scene_begin("putty-of-old", "C.UTF-8", play_list);
	scene_wait("TERM=putty-of-old is not known here: using xterm-256color");
	scene_end(SCENE_DONE << 8);
}

static void lines_are_utf8_and_no_character_set_is_switched(void **state)
{
	(void)state;
	scene_begin("xterm", "C.UTF-8", play_list);
	scene_end(SCENE_DONE << 8);
	assert_true(said("┌─ detail ─") && said("José") && said("►"));
	assert_false(said("\033(0") || said("\016"));
}

static void another_locale_gets_ascii_only(void **state)
{
	(void)state;
	scene_begin("xterm", "C", play_list);
	scene_end(SCENE_DONE << 8);
	assert_true(said("+- detail -") && said("Jos? ?lvarez"));
	assert_false(said("\033(0") || said("\016"));
	for (size_t i = 0; i < scene.length; i++)
		assert_true((unsigned char)scene.said[i] < 128);
}

static void a_locale_that_is_not_installed_still_means_utf8(void **state)
{
	(void)state;
	scene_begin("xterm", "xx_XX.UTF-8", play_list);
	scene_end(SCENE_DONE << 8);
	assert_true(said("┌─ detail ─"));
}

static void without_colour_bold_and_reverse_stay(void **state)
{
	(void)state;
	scene_begin("xterm", "C.UTF-8", play_mono);
	scene_end(SCENE_DONE << 8);
	assert_false(said("\033[31m") || said("\033[32m") || said("\033[33m") || said("\033[36m"));
	assert_true(said(";7m") && said(";1m"));
}

static void a_cursor_key_costs_little_and_the_same_picture_nothing(void **state)
{
	(void)state;
	scene_begin("xterm-256color", "C.UTF-8", play_steps);
	scene_end(SCENE_DONE << 8);
	const char *at = scene.said;
	for (int step = 0; step < 9; step++) {
		at = strstr(at, "<step>");
		const char *end = strstr(at, "</step>");
		assert_in_range(end - at, strlen("<step>") + 1, strlen("<step>") + 150);
		at = end;
	}
	assert_true(said("<same></same>"));
}

static void keys_of_any_terminal_arrive(void **state)
{
	(void)state;
	scene_begin("xterm", "C.UTF-8", play_echo);
	scene_wait("\033[?2004h");
	scene_type("\033[11~\033OB\033[99;1~\003");
	scene_wait("0:F1:80x24.");
	scene_wait("1:Down:");
	scene_wait("2:^C:");
	scene_type("\033");
	scene_wait("3:Esc:");
	scene_type("\033[200~8301x\033[201~");
	scene_wait("4:8301x:");
	scene_type("q");
	scene_wait("5:q:");
	scene_end(SCENE_DONE << 8);
}

static void the_size_is_the_terminals(void **state)
{
	struct winsize size = { .ws_row = 5, .ws_col = 20 };
	(void)state;
	scene_begin("xterm", "C.UTF-8", play_echo);
	scene_type("a");
	scene_wait("0:a:80x24.");
	ioctl(scene.fd, TIOCSWINSZ, &size);
	scene_type("b");
	scene_wait("1:b:20x5.");
	size = (struct winsize){ .ws_row = 1, .ws_col = 1 };
	ioctl(scene.fd, TIOCSWINSZ, &size);
	scene_type("cq");
	scene_end(SCENE_DONE << 8);
}

/* The reset came last: main screen, cursor shown, no bracketed paste. */
static void given_back(void)
{
	const char *left = strstr(scene.said, "\033[?1049l"), *again = left;
	assert_non_null(left);
	while ((again = strstr(again + 1, "\033[?1049")) != NULL)
		assert_int_equal(again[7], 'l');
	assert_true(said("\033[?2004l") && said("\033[?25h"));
}

static void after_closing_the_terminal_is_as_it_was(void **state)
{
	int keep;
	(void)state;
	scene_begin("xterm", "C.UTF-8", play_echo);
	keep = open(ptsname(scene.fd), O_RDWR | O_NOCTTY);
	scene_wait("\033[?2004h");
	tcgetattr(keep, &scene.after);
	assert_int_equal(scene.after.c_lflag & (ICANON | ECHO | ISIG), 0);
	scene_type("q");
	scene_wait("\033[?1049l");
	assert_int_equal(waitpid(scene.child, &scene.status, 0), scene.child);
	tcgetattr(keep, &scene.after);
	assert_int_equal(scene.after.c_lflag, scene.before.c_lflag);
	assert_int_equal(scene.after.c_iflag, scene.before.c_iflag);
	assert_int_equal(scene.after.c_oflag, scene.before.c_oflag);
	given_back();
	close(keep);
	close(scene.fd);
}

static void a_crash_gives_it_back_and_says_so(void **state)
{
	(void)state;
	scene_begin("xterm", "C.UTF-8", play_crash);
	scene_wait("vicialias " VERSION " stopped by a fault of its own.");
	scene_wait(NULL);
	assert_int_equal(waitpid(scene.child, &scene.status, 0), scene.child);
	assert_true(WIFSIGNALED(scene.status));
	assert_int_equal(WTERMSIG(scene.status), SIGSEGV);
	given_back();
	close(scene.fd);
}

static void no_memory_gives_it_back_and_says_so(void **state)
{
	(void)state;
	scene_begin("xterm", "C.UTF-8", play_no_memory);
	scene_wait("out of memory");
	scene_end(1 << 8);
	given_back();
}

static void a_terminal_that_is_gone_is_a_hangup(void **state)
{
	(void)state;
	scene_begin("xterm", "C.UTF-8", play_echo);
	scene_wait("\033[?2004h");
	close(scene.fd);
	assert_int_equal(waitpid(scene.child, &scene.status, 0), scene.child);
	assert_true((WIFEXITED(scene.status) && WEXITSTATUS(scene.status) == 9) || WTERMSIG(scene.status) == SIGHUP);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_terminal_that_cannot_do_it_is_refused_in_a_sentence),
		cmocka_unit_test(an_unknown_name_falls_back_and_says_so),
		cmocka_unit_test(lines_are_utf8_and_no_character_set_is_switched),
		cmocka_unit_test(another_locale_gets_ascii_only),
		cmocka_unit_test(a_locale_that_is_not_installed_still_means_utf8),
		cmocka_unit_test(without_colour_bold_and_reverse_stay),
		cmocka_unit_test(a_cursor_key_costs_little_and_the_same_picture_nothing),
		cmocka_unit_test(keys_of_any_terminal_arrive),
		cmocka_unit_test(the_size_is_the_terminals),
		cmocka_unit_test(after_closing_the_terminal_is_as_it_was),
		cmocka_unit_test(a_crash_gives_it_back_and_says_so),
		cmocka_unit_test(no_memory_gives_it_back_and_says_so),
		cmocka_unit_test(a_terminal_that_is_gone_is_a_hangup),
	};
	return cmocka_run_group_tests_name("term", tests, NULL, NULL);
}
