#include "tui/draw/term.h"

/* curses has a key_name too, which nobody here calls. */
#define key_name curses_key_name
#include <curses.h>
#undef key_name
#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <term.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

#include "core/base/mem.h"
#include "core/base/sys.h"
#include "tui/draw/clipboard.h"
#include "tui/draw/colour.h"

enum { PASTE_SILENCE_MS = 2000, ROWS_MAX = 500, COLS_MAX = 1000, TERM_NAME_MAX = 64 };

static const char paste_on[] = "\033[?2004h", paste_off[] = "\033[?2004l";
static const char mouse_on[] = "\033[?1000h\033[?1006h", mouse_off[] = "\033[?1006l\033[?1000l";
static const int fatal[] = { SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT };
enum { FATAL_COUNT = sizeof fatal / sizeof *fatal };

/* The terminal is global by nature. */
static struct {
	SCREEN          *screen;                 /* NULL: not open */
	bool             utf8, all;              /* all: the next show sends everything */
	bool             mouse;
	bool             coloured, mono;         /* curses' colours are started; the theme wants none */
	int              esc_delay_ms;
	KeyDecoder       decoder;
	int64_t          read_at_ms;
	Theme            theme;
	bool             known[ROLE_COUNT];      /* pair and attrs are made when a role is first drawn */
	int              pairs[ROLE_COUNT], pair_count, cursor;
	attr_t           attrs[ROLE_COUNT];
	Canvas           shown;
	struct termios   modes;
	char             rescue[160];            /* what gives the screen back, prepared: a signal handler may only write */
	size_t           rescue_length;
	struct sigaction before[FATAL_COUNT];
	char             stack[32768];
} term;

static void send_bytes(const char *bytes, size_t length)
{
	while (length > 0) {
		ssize_t sent = write(STDOUT_FILENO, bytes, length);
		if (sent <= 0)
			return;                              /* a terminal that is gone: reading tells */
		bytes += sent;
		length -= (size_t)sent;
	}
}

/* Async-signal-safe: also called with half of anything broken. */
static void rescue(void)
{
	send_bytes(term.rescue, term.rescue_length);
	tcsetattr(STDIN_FILENO, TCSANOW, &term.modes);
}

static void on_fatal(int number)
{
	static const char told[] = "vicialias " VERSION " stopped by a fault of its own. "
	                           "What was being saved is looked at and settled at the next start.\n";
	rescue();
	send_bytes(told, sizeof told - 1);
	signal(number, SIG_DFL);
	raise(number);
}

static void rescue_add(const char *capability)
{
	if (!capability || capability == (char *)-1)
		return;
	for (const char *at = capability; *at && term.rescue_length < sizeof term.rescue; at++) {
		if (at[0] == '$' && at[1] == '<' && strchr(at, '>'))
			at = strchr(at, '>');                /* a delay, not a byte */
		else
			term.rescue[term.rescue_length++] = *at;
	}
}

static void rescue_arm(void)
{
	stack_t          stack = { .ss_sp = term.stack, .ss_size = sizeof term.stack };
	struct sigaction action = { .sa_handler = on_fatal, .sa_flags = SA_ONSTACK | SA_NODEFER };
	term.rescue_length = 0;
	rescue_add(paste_off);
	rescue_add(mouse_off);
	rescue_add(tigetstr("sgr0"));
	rescue_add(tigetstr("cnorm"));
	rescue_add(tigetstr("rmcup"));
	rescue_add("\r\n");
	sigaltstack(&stack, NULL);
	for (int i = 0; i < FATAL_COUNT; i++)
		sigaction(fatal[i], &action, &term.before[i]);
	mem_on_death(rescue);
}

static void rescue_disarm(void)
{
	mem_on_death(NULL);
	for (int i = 0; i < FATAL_COUNT; i++)
		sigaction(fatal[i], &term.before[i], NULL);
	sigaltstack(&(stack_t){ .ss_flags = SS_DISABLE }, NULL);
}

static bool name_is_sound(const char *name)
{
	size_t length = strlen(name);
	return length > 0 && length <= TERM_NAME_MAX
	    && strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._+-") == length;
}

static bool name_is_known(const char *name)
{
	int found = 0;
	return setupterm(name, STDOUT_FILENO, &found) == OK;
}

/* The terminal's name, or one that terminfo knows in its place (putty-256color is not in the smallest installations). */
static const char *name_choose(TermSetup *setup, Err *err)
{
	static const char *const others[] = { "xterm-256color", "xterm", "vt100" };
	const char *asked = getenv("TERM"), *name = asked;

	if (!asked || !*asked)
		fail(err, ERR_OTHER, "TERM is not set, so nothing is known about this terminal. Set it, for example TERM=xterm-256color.");
	else if (!name_is_sound(asked))
		fail(err, ERR_OTHER, "TERM is not the name of a terminal. Set it, for example TERM=xterm-256color.");
	if (!asked || !name_is_sound(asked))
		return NULL;
	bool known = name_is_known(asked);
	for (size_t i = 0; !known && i < sizeof others / sizeof *others; i++) {
		name = others[i];
		known = name_is_known(name);
		if (known)
			text_format(setup->told, sizeof setup->told, "TERM=%s is not known here: using %s", asked, name);
	}
	if (!known) {
		fail(err, ERR_OTHER, "TERM=%s is not known here and neither is xterm: the package ncurses-base seems to be missing.", asked);
		return NULL;
	}
	const char *move_cursor = tigetstr("cup");
	bool        moves = move_cursor && move_cursor != (char *)-1;
	del_curterm(cur_term);
	if (moves)
		return name;
	fail(err, ERR_OTHER, "TERM=%s cannot move the cursor, which the console needs. Set TERM to what the terminal is.", asked);
	return NULL;
}

/* A locale that is asked for and not installed is common after SSH: its encoding is meant all the same. */
static bool locale_is_utf8(void)
{
	if (!setlocale(LC_CTYPE, "")) {
		const char *asked = getenv("LC_ALL");
		if (!asked || !*asked)
			asked = getenv("LC_CTYPE");
		if (!asked || !*asked)
			asked = getenv("LANG");
		bool utf8 = asked && (strcasestr(asked, "utf-8") || strcasestr(asked, "utf8"));
		setlocale(LC_CTYPE, utf8 ? "C.UTF-8" : "C");
	}
	return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

/* The ui handles the signals; newterm would take these for itself. */
static bool screen_new(const char *name)
{
	static const int taken[] = { SIGINT, SIGTERM, SIGTSTP, SIGWINCH };
	enum { TAKEN_COUNT = sizeof taken / sizeof *taken };
	struct sigaction before[TAKEN_COUNT];

	for (int i = 0; i < TAKEN_COUNT; i++)
		sigaction(taken[i], NULL, &before[i]);
	term.screen = newterm(name, stdout, stdin);
	for (int i = 0; i < TAKEN_COUNT; i++)
		sigaction(taken[i], &before[i], NULL);
	return term.screen != NULL;
}

static void screen_modes(void)
{
	raw();
	noecho();
	nonl();
	typeahead(-1);                           /* curses would stop drawing when a key is waiting */
	idlok(stdscr, TRUE);
	refresh();
	send_bytes(paste_on, sizeof paste_on - 1);
}

bool term_open(TermSetup *setup, Err *err)
{
	const char *name;
	setup->told[0] = '\0';
	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO) || tcgetattr(STDIN_FILENO, &term.modes) != 0)
		return fail(err, ERR_OTHER, "The console needs a terminal: standard input or output is not one.");
	if (!(name = name_choose(setup, err)))
		return false;
	term.utf8 = locale_is_utf8();
	term.coloured = false;
	term.esc_delay_ms = setup->esc_delay_ms;
	term.cursor = -1;
	term.all = true;
	if (!screen_new(name))
		return fail(err, ERR_OTHER, "The terminal (TERM=%s) cannot be opened.", name);
	rescue_arm();
	screen_modes();
	return true;
}

void term_mouse(bool on)
{
	if (on != term.mouse)
		send_bytes(on ? mouse_on : mouse_off, on ? sizeof mouse_on - 1 : sizeof mouse_off - 1);
	term.mouse = on;
}

void term_close(void)
{
	if (!term.screen)
		return;
	term_mouse(false);
	send_bytes(paste_off, sizeof paste_off - 1);
	erase();                                 /* for terminals without a second screen to leave */
	refresh();
	curs_set(1);
	endwin();
	rescue_disarm();
	delscreen(term.screen);
	term.screen = NULL;
	keys_free(&term.decoder);
	canvas_free(&term.shown);
}

int term_fd(void)
{
	return STDIN_FILENO;
}

void term_theme(const Theme *theme)
{
	term.theme = *theme;
	term.mono = strcmp(theme->name, "mono") == 0;
	if (!term.mono && !term.coloured && has_colors()) {
		start_color();
		use_default_colors();
		term.coloured = true;
	}
	memset(term.known, 0, sizeof term.known);
	term.pair_count = 0;
	term_repaint();
}

void term_repaint(void)
{
	term.all = true;
	if (term.screen)
		clearok(curscr, TRUE);
}

static void role_learn(Role role)
{
	int  colours = term.mono || !term.coloured ? 0 : COLORS;
	Look look = look_reduce(term.theme.looks[role], colours);
	term.attrs[role] = (look.attrs & ATTR_BOLD ? A_BOLD : 0u) | (look.attrs & ATTR_UNDERLINE ? A_UNDERLINE : 0u)
	                 | (look.attrs & ATTR_REVERSE ? A_REVERSE : 0u);
	term.pairs[role] = 0;
	if ((look.fg != COLOUR_DEFAULT || look.bg != COLOUR_DEFAULT) && term.pair_count + 1 < COLOR_PAIRS) {
		term.pairs[role] = ++term.pair_count;
		init_extended_pair(term.pairs[role], look.fg, look.bg);
	}
	term.known[role] = true;
}

/* What the locale cannot say, or the C library thinks of another width, is a question mark in its place. */
static int cell_wide(const Cell *cell, wchar_t out[4])
{
	const char *at = cell->text, *end = at + strlen(at);
	int         count = 0;
	while (at < end && count < 3)
		out[count++] = (wchar_t)text_next(&at, end);
	out[count] = L'\0';
	if (count == 0)
		wcscpy(out, L" ");
	else if ((out[0] >= 128 && !term.utf8) || wcwidth(out[0]) != 1 + cell->wide)
		wcscpy(out, L"?");
	else if (!term.utf8)
		out[1] = L'\0';
	return wcwidth(out[0]);
}

static void row_send(const Canvas *canvas, int row)
{
	for (int col = 0; col < canvas->cols && col < COLS; col++) {
		const Cell *cell = &canvas->cells[(size_t)row * (size_t)canvas->cols + (size_t)col];
		wchar_t     characters[4];
		cchar_t     sent;
		Role        role = (Role)cell->role;
		if (!term.known[role])
			role_learn(role);
		if (cell->tail && col > 0 && cell[-1].wide && cell_wide(&cell[-1], characters) == 2)
			continue;                            /* the left half has filled it */
		cell_wide(cell, characters);
		setcchar(&sent, characters, term.attrs[role], (short)term.pairs[role], NULL);
		mvadd_wch(row, col, &sent);
	}
}

static void cursor_send(const Canvas *canvas)
{
	int shown = canvas->cursor_row >= 0;
	leaveok(stdscr, !shown);                 /* a hidden cursor is not moved about */
	if (shown)
		move(canvas->cursor_row, canvas->cursor_col);
	if (shown != term.cursor)
		curs_set(shown);
	term.cursor = shown;
}

void term_show(const Canvas *canvas)
{
	size_t cols = (size_t)canvas->cols;
	if (canvas->rows != term.shown.rows || canvas->cols != term.shown.cols) {
		canvas_size(&term.shown, canvas->rows, canvas->cols);
		term.all = true;
	}
	for (int row = 0; row < canvas->rows && row < LINES; row++) {
		const Cell *now = canvas->cells + (size_t)row * cols;
		Cell       *then = term.shown.cells + (size_t)row * cols;
		if (!term.all && memcmp(now, then, cols * sizeof *now) == 0)
			continue;
		row_send(canvas, row);
		memcpy(then, now, cols * sizeof *now);
	}
	term.all = false;
	cursor_send(canvas);
	refresh();
}

static int within(int number, int otherwise, int max)
{
	if (number <= 0)
		number = otherwise;
	return number < max ? number : max;
}

void term_size(int *rows, int *cols)
{
	struct winsize size = { 0 };
	ioctl(STDOUT_FILENO, TIOCGWINSZ, &size);
	*rows = within(size.ws_row, LINES, ROWS_MAX);
	*cols = within(size.ws_col, COLS, COLS_MAX);
	if (*rows != LINES || *cols != COLS) {
		resizeterm(*rows, *cols);
		term_repaint();
	}
}

/* Bytes into the decoder: 1 some, 0 none now, -1 the terminal is gone. */
static int input_read(void)
{
	struct pollfd input = { .fd = STDIN_FILENO, .events = POLLIN };
	char          bytes[64];
	if (poll(&input, 1, 0) <= 0)
		return 0;
	ssize_t count = read(STDIN_FILENO, bytes, keys_room(&term.decoder));
	if (count <= 0)
		return count < 0 && (errno == EINTR || errno == EAGAIN) ? 0 : -1;
	keys_feed(&term.decoder, bytes, (size_t)count);
	sys_wipe(bytes, sizeof bytes);
	term.read_at_ms = sys_monotonic_ms();
	return 1;
}

bool term_event(Event *out, int *wait_ms)
{
	*wait_ms = -1;
	for (;;) {
		if (keys_next(&term.decoder, false, out))
			return true;
		int got = input_read();
		if (got == 0)
			break;
		if (got < 0) {
			*out = (Event){ .kind = EVENT_HANGUP };
			return true;
		}
	}
	if (!keys_waiting(&term.decoder))
		return false;
	int64_t patience = term.decoder.pasting ? PASTE_SILENCE_MS : term.esc_delay_ms;
	int64_t left = term.read_at_ms + patience - sys_monotonic_ms();
	if (left > 0) {
		*wait_ms = (int)left;
		return false;
	}
	return keys_next(&term.decoder, true, out);
}

void term_suspend(void)
{
	struct sigaction before, stop = { .sa_handler = SIG_DFL };
	sigset_t         only, mask;
	term_mouse(false);                       /* the loop takes it again with the next picture */
	send_bytes(paste_off, sizeof paste_off - 1);
	endwin();
	sigaction(SIGTSTP, &stop, &before);
	sigemptyset(&only);
	sigaddset(&only, SIGTSTP);
	sigprocmask(SIG_UNBLOCK, &only, &mask);
	kill(0, SIGTSTP);                        /* as the terminal does it: make or a script that waits for us stops too */
	sigprocmask(SIG_SETMASK, &mask, NULL);
	sigaction(SIGTSTP, &before, NULL);
	refresh();
	send_bytes(paste_on, sizeof paste_on - 1);
	term.cursor = -1;
	term_repaint();
}

void term_beep(void)
{
	beep();
}

void term_copy(const char *utf8)
{
	Text         bytes = { 0 };
	ClipboardWay way;
	if (!clipboard_way(getenv("TERM"), getenv("TMUX"), getenv("STY"), &way))
		return;
	clipboard_bytes(&bytes, way, utf8);
	send_bytes(bytes.bytes, bytes.length);
	text_free(&bytes);
}
