/* Who the admin is, by VICIdial's own account. The password is shown as bullets, handed over once and wiped. */
#include "core/base/sys.h"
#include "tui/ui.h"
#include "tui/views/views.h"
#include "tui/widgets/button.h"
#include "tui/widgets/line.h"
#include "tui/widgets/paragraph.h"

enum { SIGNIN_COLS = 60, SIGNIN_ROWS = 13, SIGNIN_TRIES = 3, FIELD_CELLS = 20 };

typedef enum { ON_CLUSTER, ON_USER, ON_PASSWORD, ON_READ_ONLY, ON_LOG_IN, ON_QUIT, ON_COUNT } Focus;
enum { TO_LEFT = 1, TO_RIGHT };

typedef struct {
	View     view;
	Line     user, password;
	unsigned focus;
	int      tries;
	bool     asked;                          /* the answer is on its way */
	int      cluster;                        /* of config->profiles; -1: there is nothing to choose */
	int      connecting;                     /* as many answers are on their way; the last one counts */
	bool     read_only;
	char     refusal[500];
} SignIn;

static size_t cluster_count(const Ui *ui)
{
	return ui_config(ui)->profile_count;
}

/* The connection is proven before a password is typed, and what was typed for another cluster is gone. */
static void connect_to(SignIn *signin, Ui *ui, int cluster)
{
	Request request = { .op = OP_CONNECT, .profile = cluster };
	if (signin->asked)
		return;
	line_wipe(&signin->password);
	signin->refusal[0] = '\0';
	signin->cluster = cluster;
	signin->connecting++;
	ui_ask(ui, &signin->view, &request);
}

static void signin_open(View *view, Ui *ui, const void *arg)
{
	SignIn *signin = (SignIn *)view;
	int     profile = arg ? *(const int *)arg : ui_config(ui)->profile_at;
	signin->user.max_chars = USER_MAX;
	signin->password = (Line){ .secret = true, .max_chars = 100 };
	line_set(&signin->user, ui_config(ui)->user);
	signin->focus = *signin->user.text ? ON_PASSWORD : ON_USER;
	signin->tries = 1;
	signin->cluster = cluster_count(ui) > 1 ? profile : -1;
	if (arg)
		signin->focus = ON_CLUSTER;
	if (signin->cluster >= 0 && !ui_info(ui)->connected)
		connect_to(signin, ui, signin->cluster);
}

static void signin_close(View *view)
{
	line_wipe(&((SignIn *)view)->password);
}

/* What is not typed is asked for here: it is no try. */
static bool is_typed(SignIn *signin, Focus focus, const Line *line, const char *missing)
{
	if (*line->text)
		return true;
	signin->focus = focus;
	text_copy(signin->refusal, sizeof signin->refusal, missing);
	return false;
}

static bool user_is_typed(SignIn *signin)
{
	return is_typed(signin, ON_USER, &signin->user, "The user is missing: type your VICIdial user.");
}

static void log_in(SignIn *signin, Ui *ui)
{
	Request request = { .op = OP_SIGN_IN };
	if (signin->asked || signin->connecting)
		return;
	if (!user_is_typed(signin) || !is_typed(signin, ON_PASSWORD, &signin->password, "The password is missing."))
		return;
	request.read_only = signin->read_only;
	text_copy(request.user, sizeof request.user, signin->user.text);
	text_copy(request.password, sizeof request.password, signin->password.text);
	line_wipe(&signin->password);
	signin->refusal[0] = '\0';
	signin->asked = true;
	ui_ask(ui, &signin->view, &request);
	sys_wipe(&request, sizeof request);
}

static bool can_stand_on(const SignIn *signin, const Ui *ui, unsigned focus)
{
	return focus == ON_CLUSTER ? signin->cluster >= 0 : focus != ON_READ_ONLY || !ui_info(ui)->look_only;
}

static void go(SignIn *signin, const Ui *ui, unsigned by)
{
	do {
		signin->focus = (signin->focus + by) % ON_COUNT;
	} while (!can_stand_on(signin, ui, signin->focus));
}

static void next(View *view, Ui *ui)
{
	go((SignIn *)view, ui, 1);
}

static void previous(View *view, Ui *ui)
{
	go((SignIn *)view, ui, ON_COUNT - 1);
}

static void enter(View *view, Ui *ui)
{
	SignIn *signin = (SignIn *)view;
	switch ((Focus)signin->focus) {
	case ON_CLUSTER:
		if (!ui_info(ui)->connected && !signin->connecting)
			connect_to(signin, ui, signin->cluster);
		else
			next(view, ui);
		break;
	case ON_USER:
		if (user_is_typed(signin))
			next(view, ui);
		break;
	case ON_READ_ONLY: next(view, ui); break;
	case ON_QUIT:      ui_quit(ui); break;
	default:           log_in(signin, ui);
	}
}

static void clear(View *view, Ui *ui)
{
	SignIn *signin = (SignIn *)view;
	if (signin->asked)
		ui_stop(ui);                         /* what it may wait for is another session's end */
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
	{ .keys = "Left Right Space", .name = "signin-choose", .help = "choose or tick", .group = "CHANGE" },
	{ .keys = "Esc", .name = "signin-clear", .label = "Clear", .help = "clear both fields", .group = "CHANGE", .run = clear },
};
static const Keymap signin_keys = KEYMAP("Sign-in", signin_rows);
static const Keymap *const signin_keymaps[] = { &signin_keys, NULL };

static bool signin_typing(const View *view)
{
	unsigned focus = ((const SignIn *)view)->focus;
	return focus == ON_USER || focus == ON_PASSWORD;
}

static bool choose_cluster(SignIn *signin, Ui *ui, int32_t key)
{
	int count = (int)cluster_count(ui);
	if (key != KEYS_LEFT && key != KEYS_RIGHT)
		return false;
	connect_to(signin, ui, (signin->cluster + (key == KEYS_RIGHT ? 1 : count - 1)) % count);
	return true;
}

static bool signin_event(View *view, Ui *ui, const Event *event)
{
	SignIn *signin = (SignIn *)view;
	if (signin->focus == ON_CLUSTER && event->kind == EVENT_KEY)
		return choose_cluster(signin, ui, event->key);
	if (signin->focus == ON_READ_ONLY && event->kind == EVENT_KEY && event->key == ' ') {
		signin->read_only = !signin->read_only;
		return true;
	}
	if (!signin_typing(view))
		return false;
	return line_key(signin->focus == ON_USER ? &signin->user : &signin->password, event);
}

static bool signin_clicked(View *view, Ui *ui, const Spot *spot)
{
	SignIn *signin = (SignIn *)view;
	if (!can_stand_on(signin, ui, (unsigned)spot->stop))
		return false;
	signin->focus = (unsigned)spot->stop;
	if (spot->choice && signin->focus == ON_READ_ONLY)
		signin->read_only = !signin->read_only;
	else if (spot->choice)
		choose_cluster(signin, ui, spot->choice == TO_LEFT ? KEYS_LEFT : KEYS_RIGHT);
	return true;
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
	if (++signin->tries <= SIGNIN_TRIES) {
		text_format(signin->refusal, sizeof signin->refusal, "%s Try %d of %d.", err->text, signin->tries, SIGNIN_TRIES);
		return;
	}
	ui_farewell_set(ui, "Three wrong passwords: nobody is signed in, the console has ended. After ten VICIdial locks the user for "
	                "15 minutes.");
	ui_leave(ui, err_exit_code(ERR_DENIED));
}

static void connected(SignIn *signin, Ui *ui, const Answer *answer)
{
	if (--signin->connecting)
		return;
	ui_connected(ui, &answer->reply.info);
	if (!answer->ok)
		text_copy(signin->refusal, sizeof signin->refusal, answer->err.text);
	if (!can_stand_on(signin, ui, signin->focus))
		go(signin, ui, 1);
}

static void signin_answer(View *view, Ui *ui, Answer *answer)
{
	SignIn *signin = (SignIn *)view;
	if (!answer->final)
		return;
	if (answer->op == OP_CONNECT) {
		connected(signin, ui, answer);
		return;
	}
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
	ui_draft_offer(ui);
}

/* --- the picture --- */

static void place_text(const SignIn *signin, const ServiceInfo *info, char *out, size_t cap)
{
	const char *how = info->encrypted ? "TLS" : info->local ? "on this machine" : "not encrypted";
	if (signin->connecting)
		text_copy(out, cap, "connecting…");
	else if (!info->connected)
		text_copy(out, cap, "not connected");
	else
		text_format(out, cap, "%s  %s%s", info->place, how, info->read_only ? "  read-only" : "");
}

/* "◄ prod-east ►   1 of 3", or the name alone. */
static void cluster_draw(const SignIn *signin, const Ui *ui, Canvas *canvas, Rect inside, int row)
{
	char        count[40];
	int         col = inside.col + 11;
	bool        here = signin->focus == ON_CLUSTER;
	const char *name = signin->cluster >= 0 ? ui_config(ui)->profiles[signin->cluster].name : ui_info(ui)->profile;
	canvas_put(canvas, inside, row, inside.col, ROLE_TEXT, "Cluster");
	if (signin->cluster < 0) {
		canvas_put(canvas, inside, row, col, ROLE_TEXT, name);
		return;
	}
	canvas_spot(canvas, inside, (Spot){ { row, col, 1, 1 }, .stop = ON_CLUSTER, .choice = TO_LEFT });
	col += canvas_sign(canvas, inside, row, col, SIGN_LEFT) + 1;
	if (here)
		canvas_cursor(canvas, row, col);
	col += canvas_put(canvas, inside, row, col, here ? ROLE_FOCUS : ROLE_FIELD, name) + 1;
	canvas_sign(canvas, inside, row, col, SIGN_HERE);
	canvas_spot(canvas, inside, (Spot){ { row, col, 1, 1 }, .stop = ON_CLUSTER, .choice = TO_RIGHT });
	text_format(count, sizeof count, "%d of %zu", signin->cluster + 1, cluster_count(ui));
	canvas_put(canvas, inside, row, inside.col + inside.cols - text_width(count), ROLE_DIM, count);
}

static void read_only_draw(const SignIn *signin, const Ui *ui, Canvas *canvas, Rect inside, int row)
{
	bool forced = ui_info(ui)->look_only, here = signin->focus == ON_READ_ONLY;
	canvas_put(canvas, inside, row, inside.col, here ? ROLE_FOCUS : ROLE_TEXT, forced || signin->read_only ? "[x]" : "[ ]");
	canvas_cell(canvas, inside, row, inside.col + 4, inside.cols - 4, -1, forced ? ROLE_DIM : ROLE_TEXT,
	            forced ? "Read-only by the settings" : "Read-only: look, filter, export; no writes");
	if (here)
		canvas_cursor(canvas, row, inside.col + 1);
	canvas_spot(canvas, inside, (Spot){ { row, inside.col, 1, inside.cols }, .stop = ON_READ_ONLY, .choice = 1 });
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
	canvas_spot(canvas, inside, (Spot){ { row, inside.col, 1, 13 + FIELD_CELLS }, .stop = (int)focus });
}

static void box_draw(const SignIn *signin, const Ui *ui, Canvas *canvas, Rect box)
{
	char place[240];
	Rect inside = rect_inside(box, 1, 4);
	bool named = *ui_info(ui)->profile || signin->cluster >= 0;
	int  row = inside.row + 1 + named;
	place_text(signin, ui_info(ui), place, sizeof place);
	canvas_box(canvas, box, ROLE_BORDER, "VICIdial admin login");
	if (named)
		cluster_draw(signin, ui, canvas, inside, row - 1);
	else
		canvas_put(canvas, inside, row, inside.col, ROLE_TEXT, "Database");
	canvas_cell(canvas, inside, row, inside.col + 11, inside.cols - 11, -1, ROLE_TEXT, place);
	field_draw(signin, canvas, inside, row + 2, ON_USER, &signin->user, "User");
	field_draw(signin, canvas, inside, row + 3, ON_PASSWORD, &signin->password, "Password");
	read_only_draw(signin, ui, canvas, inside, row + 5);
	int col = inside.col + 11;
	Button log_in_button = { .label = "Log in", .focused = signin->focus == ON_LOG_IN, .stop = ON_LOG_IN };
	Button quit_button = { .label = "Quit", .focused = signin->focus == ON_QUIT, .stop = ON_QUIT };
	col += button_draw(canvas, inside, row + 7, col, log_in_button) + 3;
	button_draw(canvas, inside, row + 7, col, quit_button);
	if (ui_info(ui)->demo)
		canvas_put(canvas, inside, row + 9, inside.col, ROLE_DIM,
		           ui_config(ui)->fresh ? "Demo: 6666 / 1234   It began anew." : "Demo: 6666 / 1234   It keeps what you change.");
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
	.open = signin_open, .draw = signin_draw, .status = signin_status, .event = signin_event,
	.clicked = signin_clicked, .answer = signin_answer,
	.close = signin_close,
};
