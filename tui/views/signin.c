/* Who the admin is, by VICIdial's own account. The password is shown as bullets, handed over once and wiped. */
#include <string.h>

#include "core/base/sys.h"
#include "tui/ui.h"
#include "tui/views/views.h"
#include "tui/widgets/button.h"
#include "tui/widgets/line.h"
#include "tui/widgets/paragraph.h"

enum { SIGNIN_COLS = 60, SIGNIN_ROWS = 11, SIGNIN_TRIES = 3, FIELD_CELLS = 20 };

typedef enum { ON_USER, ON_PASSWORD, ON_LOG_IN, ON_QUIT, ON_COUNT } Focus;

typedef struct {
	View     view;
	Line     user, password;
	unsigned focus;
	int      tries;
	bool     asked;                          /* the answer is on its way */
	char     refusal[500];
} SignIn;

static void signin_open(View *view, Ui *ui, const void *arg)
{
	SignIn *signin = (SignIn *)view;

	(void)arg;
	signin->user.max_chars = USER_MAX;
	signin->password = (Line){ .secret = true, .max_chars = 100 };
	line_set(&signin->user, ui_config(ui)->user);
	signin->focus = *signin->user.text ? ON_PASSWORD : ON_USER;
	signin->tries = 1;
}

static void signin_close(View *view)
{
	line_wipe(&((SignIn *)view)->password);
}

static void log_in(SignIn *signin, Ui *ui)
{
	Request request = { .op = OP_SIGN_IN };

	if (signin->asked)
		return;
	text_copy(request.user, sizeof request.user, signin->user.text);
	text_copy(request.password, sizeof request.password, signin->password.text);
	line_wipe(&signin->password);
	signin->refusal[0] = '\0';
	signin->asked = true;
	ui_ask(ui, &signin->view, &request);
	sys_wipe(&request, sizeof request);
}

static void next(View *view, Ui *ui)
{
	(void)ui;
	((SignIn *)view)->focus = (((SignIn *)view)->focus + 1) % ON_COUNT;
}

static void previous(View *view, Ui *ui)
{
	(void)ui;
	((SignIn *)view)->focus = (((SignIn *)view)->focus + ON_COUNT - 1) % ON_COUNT;
}

static void enter(View *view, Ui *ui)
{
	SignIn *signin = (SignIn *)view;

	switch ((Focus)signin->focus) {
	case ON_USER: next(view, ui); break;
	case ON_QUIT: ui_quit(ui); break;
	default:      log_in(signin, ui);
	}
}

static void clear(View *view, Ui *ui)
{
	SignIn *signin = (SignIn *)view;

	(void)ui;
	line_set(&signin->user, "");
	line_wipe(&signin->password);
	signin->refusal[0] = '\0';
	signin->focus = ON_USER;
}

static const Binding signin_rows[] = {
	{ .keys = "Enter", .name = "signin-enter", .label = "Log in", .help = "go on, log in, press", .group = "CHANGE",
	  .run = enter },
	{ .keys = "Tab Down", .name = "signin-next", .label = "Next field", .help = "go to next field", .group = "MOVE",
	  .run = next },
	{ .keys = "Shift-Tab Up", .name = "signin-previous", .help = "go to field before", .group = "MOVE", .run = previous },
	{ .keys = "Esc", .name = "signin-clear", .label = "Clear", .help = "clear both fields", .group = "CHANGE", .run = clear },
};
static const Keymap signin_keys = KEYMAP("Sign-in", signin_rows);
static const Keymap *const signin_keymaps[] = { &signin_keys, NULL };

static bool signin_typing(const View *view)
{
	return ((const SignIn *)view)->focus <= ON_PASSWORD;
}

static bool signin_event(View *view, Ui *ui, const Event *event)
{
	SignIn *signin = (SignIn *)view;

	(void)ui;
	if (signin->focus > ON_PASSWORD)
		return false;
	return line_key(signin->focus == ON_USER ? &signin->user : &signin->password, event);
}

/* --- the answer --- */

static void welcome(Ui *ui, const Admin *admin)
{
	char failures[60], rights[240];

	text_format(failures, sizeof failures, admin->failures ? "%d failed since" : "no failures since", admin->failures);
	ui_rights_sentence(ui, rights, sizeof rights);
	if (*admin->last_login)
		ui_say(ui, *rights ? ROLE_WARN : ROLE_TEXT, "Last login %s%s%s, %s. %s", admin->last_login,
		       *admin->last_ip ? " from " : "",
		       admin->last_ip, failures, rights);
	else if (*rights)
		ui_say(ui, ROLE_WARN, "%s", rights);
}

static void refused(SignIn *signin, Ui *ui, const Err *err)
{
	signin->focus = ON_PASSWORD;
	text_copy(signin->refusal, sizeof signin->refusal, err->text);
	if (err->code != ERR_DENIED)
		return;
	if (++signin->tries > SIGNIN_TRIES)
		ui_leave(ui, err_exit_code(ERR_DENIED));
	else
		text_format(signin->refusal, sizeof signin->refusal, "%s Try %d of %d.", err->text, signin->tries, SIGNIN_TRIES);
}

static void signin_answer(View *view, Ui *ui, Answer *answer)
{
	SignIn *signin = (SignIn *)view;

	if (!answer->final)
		return;
	signin->asked = false;
	if (!answer->ok) {
		refused(signin, ui, &answer->err);
		return;
	}
	ui_signed_in(ui, &answer->reply.admin);
	ui_pop(ui, view);
	ui_push(ui, &aliases_class, NULL);
	if (answer->reply.settled_count)
		ui_say_settled(ui, &answer->reply);
	else
		welcome(ui, &answer->reply.admin);
}

/* --- the picture --- */

static void place_text(const ServiceInfo *info, char *out, size_t cap)
{
	const char *how = info->encrypted ? "TLS" : info->local ? "on this machine" : "not encrypted";

	text_format(out, cap, "%s  %s%s", info->place, how, info->read_only ? "  read-only" : "");
}

static void field_draw(const SignIn *signin, Canvas *canvas, Rect inside, int row, Focus focus, const Line *line,
                       const char *label)
{
	int  col = inside.col + 11;
	bool here = signin->focus == focus;

	canvas_put(canvas, inside, row, inside.col, ROLE_TEXT, label);
	canvas_put(canvas, inside, row, col, ROLE_TEXT, "[");
	canvas_put(canvas, inside, row, col + 1 + FIELD_CELLS, ROLE_TEXT, "]");
	line_draw(line, canvas, inside, row, col + 1, FIELD_CELLS, here ? ROLE_FOCUS : ROLE_FIELD, here);
}

static void box_draw(const SignIn *signin, const Ui *ui, Canvas *canvas, Rect box)
{
	char place[240];
	Rect inside = rect_inside(box, 1, 4);
	int  row = inside.row + 1;

	place_text(ui_info(ui), place, sizeof place);
	canvas_box(canvas, box, ROLE_BORDER, "VICIdial admin login");
	canvas_put(canvas, inside, row, inside.col, ROLE_TEXT, "Database");
	canvas_cell(canvas, inside, row, inside.col + 11, inside.cols - 11, -1, ROLE_TEXT, place);
	field_draw(signin, canvas, inside, row + 2, ON_USER, &signin->user, "User");
	field_draw(signin, canvas, inside, row + 3, ON_PASSWORD, &signin->password, "Password");
	int col = inside.col + 11;
	col += button_draw(canvas, inside, row + 5, col, (Button){ .label = "Log in", .focused = signin->focus == ON_LOG_IN }) + 3;
	button_draw(canvas, inside, row + 5, col, (Button){ .label = "Quit", .focused = signin->focus == ON_QUIT });
	if (ui_info(ui)->demo)
		canvas_put(canvas, inside, row + 7, inside.col, ROLE_DIM, "Demo: 6666 / 1234");
}

static void signin_draw(View *view, const Ui *ui, Canvas *canvas, Rect area)
{
	SignIn *signin = (SignIn *)view;
	int     cols = area.cols < SIGNIN_COLS ? area.cols : SIGNIN_COLS, rows = area.rows < SIGNIN_ROWS ? area.rows : SIGNIN_ROWS;
	Rect    box = { area.row + (area.rows - rows) / 3, area.col + (area.cols - cols) / 2, rows, cols };
	Rect    below = { box.row + rows + 1, box.col, area.rows - rows - (box.row - area.row) - 1, cols };

	box_draw(signin, ui, canvas, box);
	if (below.rows < 1)
		return;
	if (*signin->refusal) {
		canvas_sign(canvas, below, below.row, below.col, SIGN_LOOK);
		paragraph_draw(canvas, (Rect){ below.row, below.col + 2, below.rows, below.cols - 2 }, ROLE_WARN, signin->refusal);
	} else if (*ui_info(ui)->told) {
		paragraph_draw(canvas, below, ROLE_TEXT, ui_info(ui)->told);
	}
}

/* In a low window there is no room under the box. */
static void signin_status(const View *view, const Ui *ui, char *left, size_t left_cap, char *right, size_t right_cap)
{
	const SignIn      *signin = (const SignIn *)view;
	const ServiceInfo *info = ui_info(ui);

	if (signin->asked)
		text_copy(left, left_cap, "Signing in…");
	else if (*signin->refusal)
		text_copy(left, left_cap, signin->refusal);
	else
		text_format(left, left_cap, "%s audit log: %s", info->shared_log ? "Shared" : "Private", info->audit_path);
	text_copy(right, right_cap, "vicialias " VERSION);
}

const ViewClass signin_class = {
	.name = "Sign-in", .size = sizeof(SignIn), .bare = true, .keymaps = signin_keymaps, .typing = signin_typing,
	.open = signin_open, .draw = signin_draw, .status = signin_status, .event = signin_event, .answer = signin_answer,
	.close = signin_close,
};
