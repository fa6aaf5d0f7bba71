/* What runs here, on what, and where it writes: for the ticket that begins "it does not work". */
#include "core/base/sys.h"
#include "tui/ui.h"
#include "tui/views/views.h"
#include "tui/widgets/paragraph.h"

enum { ABOUT_COLS = 70, LABEL_COLS = 12, FACT_CAP = 700 };

static void say_program(const Ui *ui, char *out, size_t cap)
{
	text_format(out, cap, "vicialias " VERSION "%s", ui_info(ui)->demo ? ", demo" : "");
}

static void say_database(const Ui *ui, char *out, size_t cap)
{
	const ServiceInfo *info = ui_info(ui);
	text_format(out, cap, "%s, %s%s", info->place, info->version, info->read_only ? ", read-only" : "");
}

static void say_connection(const Ui *ui, char *out, size_t cap)
{
	const ServiceInfo *info = ui_info(ui);
	text_copy(out, cap, info->encrypted ? "encrypted" : info->local ? "on this machine" : "over the network, not encrypted");
}

static void say_zone(const Ui *ui, char *out, size_t cap)
{
	char here[40];
	sys_format_time(here, sizeof here, "%Z", sys_now_us());
	text_format(out, cap, "%s here, where times are shown; %s at the database", here, ui_info(ui)->zone);
}

static void say_log(const Ui *ui, char *out, size_t cap)
{
	text_format(out, cap, "%s, %s", ui_info(ui)->audit_path, ui_info(ui)->shared_log ? "shared" : "your own");
}

static void say_admin(const Ui *ui, char *out, size_t cap)
{
	const Admin *admin = ui_admin(ui);
	if (admin)
		text_format(out, cap, "%s %s", admin->user, admin->full_name);
	else
		text_copy(out, cap, "nobody yet");
}

typedef struct {
	View view;
	int  top, hidden;                        /* rows scrolled away; rows that do not fit */
} About;

static const struct {
	const char *label;
	void      (*say)(const Ui *ui, char *out, size_t cap);
} facts[] = {
	{ "Program", say_program }, { "Database", say_database }, { "Connection", say_connection }, { "Time zone", say_zone },
	{ "Audit log", say_log }, { "Signed in", say_admin },
};
enum { FACT_COUNT = sizeof facts / sizeof *facts };

static void cancel(View *view, Ui *ui)
{
	ui_pop(ui, view);
}

static void up(View *view, Ui *ui)
{
	About *about = (About *)view;
	(void)ui;
	about->top -= about->top > 0;
}

static void down(View *view, Ui *ui)
{
	About *about = (About *)view;
	(void)ui;
	about->top += about->top < about->hidden;
}

static const Binding about_rows[] = {
	{ .keys = "Up k", .name = "about-up", .help = "scroll up", .group = "MOVE", .run = up },
	{ .keys = "Down j", .name = "about-down", .help = "scroll down", .group = "MOVE", .run = down },
	{ .keys = "Esc Enter q", .name = "about-close", .label = "Close", .help = "close", .group = "OTHER", .run = cancel },
};
static const Keymap about_keys = KEYMAP("About", about_rows);
static const Keymap *const about_keymaps[] = { &about_keys, NULL };

/* From row on, which may lie above inside; returns the rows of the whole. */
static int fact_draw(Canvas *canvas, Rect inside, int row, const char *said)
{
	int cols = inside.cols - LABEL_COLS, drawn = 0;
	for (const char *at = said, *next; *at; at = next, drawn++) {
		char line[FACT_CAP];
		text_format(line, sizeof line, "%.*s", (int)paragraph_line(at, cols, &next), at);
		canvas_put(canvas, inside, inside.row + row + drawn, inside.col + LABEL_COLS, ROLE_TEXT, line);
	}
	return drawn;
}

static void about_draw(View *view, const Ui *ui, Canvas *canvas, Rect area)
{
	About *about = (About *)view;
	char   said[FACT_COUNT][FACT_CAP];
	int    cols = area.cols < ABOUT_COLS ? area.cols : ABOUT_COLS, text_cols = cols - 6 - LABEL_COLS, rows = 2;
	for (size_t i = 0; i < FACT_COUNT; i++) {
		facts[i].say(ui, said[i], sizeof said[i]);
		rows += paragraph_rows(said[i], text_cols);
	}
	Rect box = rect_middle(canvas, rows < area.rows ? rows : area.rows, cols), inside = rect_inside(box, 1, 3);
	int  row = -about->top;
	about->hidden = rows - box.rows;
	canvas_box(canvas, box, ROLE_BORDER, "About");
	for (size_t i = 0; i < FACT_COUNT; i++) {
		canvas_put(canvas, inside, inside.row + row, inside.col, ROLE_DIM, facts[i].label);
		row += fact_draw(canvas, inside, row, said[i]);
	}
}

const ViewClass about_class = {
	.name = "About", .size = sizeof(About), .overlay = true, .keymaps = about_keymaps, .draw = about_draw,
};
