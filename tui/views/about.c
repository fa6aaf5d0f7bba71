/* What runs here, on what, and where it writes: for the ticket that begins "it does not work". */
#include <string.h>

#include "core/base/sys.h"
#include "tui/ui.h"
#include "tui/views/views.h"
#include "tui/widgets/paragraph.h"

enum { ABOUT_COLS = 70, LABEL_COLS = 12, FACT_CAP = 700 };

static void say_program(const Ui *ui, char *out, size_t cap)
{
	text_format(out, cap, "vicialias " VERSION "%s", ui_info(ui)->demo ? ", on a private database with sample data" : "");
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

static const Binding about_rows[] = {
	{ .keys = "Esc Enter q", .name = "about-close", .label = "Close", .help = "close", .group = "OTHER", .run = cancel },
};
static const Keymap about_keys = KEYMAP("About", about_rows);
static const Keymap *const about_keymaps[] = { &about_keys, NULL };

static void about_draw(View *view, const Ui *ui, Canvas *canvas, Rect area)
{
	char said[FACT_COUNT][FACT_CAP];
	int  cols = area.cols < ABOUT_COLS ? area.cols : ABOUT_COLS, text_cols = cols - 6 - LABEL_COLS, rows = 2;

	(void)view;
	for (size_t i = 0; i < FACT_COUNT; i++) {
		facts[i].say(ui, said[i], sizeof said[i]);
		rows += paragraph_rows(said[i], text_cols);
	}
	Rect box = rect_middle(canvas, rows < area.rows ? rows : area.rows, cols), inside = rect_inside(box, 1, 3);
	int  row = inside.row;
	canvas_box(canvas, box, ROLE_BORDER, "About");
	for (size_t i = 0; i < FACT_COUNT; i++) {
		canvas_put(canvas, inside, row, inside.col, ROLE_DIM, facts[i].label);
		Rect text = { row, inside.col + LABEL_COLS, inside.row + inside.rows - row, text_cols };
		row += paragraph_draw(canvas, text, ROLE_TEXT, said[i]);
	}
}

const ViewClass about_class = {
	.name = "About", .size = sizeof(View), .overlay = true, .keymaps = about_keymaps, .draw = about_draw,
};
