#include "tui/views/export.h"

#include <string.h>

#include "core/base/sys.h"
#include "tui/ui.h"
#include "tui/views/confirm.h"
#include "tui/views/views.h"
#include "tui/widgets/line.h"
#include "tui/widgets/paragraph.h"

enum { EXPORT_COLS = 70, EXPORT_ROWS = 7, LABEL_COLS = 6, PATH_CAP = 2048 };

typedef struct {
	View      view;
	ExportArg arg;
	Line      typed;
} Export;

static const char json_end[] = ".json", csv_end[] = ".csv";

/* "1 284 aliases" */
static void count_of(const Export *export, size_t count, char *out, size_t cap)
{
	size_t used = text_number(out, cap, count);
	text_format(out + used, cap - used, " %s", count == 1 ? export->arg.one : export->arg.many);
}

static bool ends_so(const char *name, const char *end)
{
	size_t length = strlen(name);
	return length >= strlen(end) && strcasecmp(name + length - strlen(end), end) == 0;
}

static void export_open(View *view, Ui *ui, const void *arg)
{
	Export *export = (Export *)view;
	char    day[24], name[120];
	(void)ui;
	export->arg = *(const ExportArg *)arg;
	sys_format_time(day, sizeof day, "%Y-%m-%d", sys_now_us());
	text_format(name, sizeof name, "~/vicialias-%s-%s.csv", export->arg.many, day);
	line_set(&export->typed, name);
}

/* "~/x" and "x" are in the home folder. */
static bool path_of(const char *typed, char *out, size_t cap, Err *err)
{
	char home[PATH_CAP];
	if (!*typed || typed[strlen(typed) - 1] == '/')
		return fail(err, ERR_INPUT, "Type the name of a file.");
	if (*typed == '/')
		return text_copy(out, cap, typed) || fail(err, ERR_INPUT, "The name is too long.");
	if (!sys_home_folder(home, sizeof home))
		return fail(err, ERR_INPUT, "You have no home folder: type a name that begins with /.");
	text_format(out, cap, "%s/%s", home, strncmp(typed, "~/", 2) == 0 ? typed + 2 : typed);
	return true;
}

static bool file_write(const Export *export, Ui *ui, View *asker, bool replace, size_t *count, Err *err)
{
	SheetForm form = ends_so(export->typed.text, json_end) ? SHEET_JSON : SHEET_CSV;
	char      path[2 * PATH_CAP];
	NewFile   file;
	if (!path_of(export->typed.text, path, sizeof path, err) || !sys_file_begin(&file, path, replace, err))
		return false;
	bool printed = export->arg.print(asker, ui, file.file, form, count, err);
	return sys_file_end(&file, printed, err) && printed;
}

static void write_it(Export *export, Ui *ui, bool replace);

static void replace_it(View *asker, Ui *ui)
{
	write_it((Export *)asker, ui, true);
}

static void ask_replace(Export *export, Ui *ui)
{
	ConfirmArg question = { .title = "Replace", .yes = "Replace", .no = "Back", .asker = export->view.serial, .done = replace_it };
	text_format(question.question, sizeof question.question, "%.150s exists already.", export->typed.text);
	ui_push(ui, &confirm_class, &question);
}

static void write_it(Export *export, Ui *ui, bool replace)
{
	View  *asker = ui_find(ui, export->arg.asker);
	size_t count = 0;
	char   number[60];
	Err    err;
	if (!asker) {
		ui_pop(ui, &export->view);
	} else if (file_write(export, ui, asker, replace, &count, &err)) {
		count_of(export, count, number, sizeof number);
		ui_say(ui, ROLE_DONE, "%s written to %s, for your eyes only.", number, export->typed.text);
		ui_pop(ui, &export->view);
	} else if (err.code == ERR_CONFLICT) {
		ask_replace(export, ui);
	} else {
		ui_say_err(ui, &err);
	}
}

static void take(View *view, Ui *ui)
{
	write_it((Export *)view, ui, false);
}

static void other_form(View *view, Ui *ui)
{
	Export     *export = (Export *)view;
	const char *typed = export->typed.text;
	bool        json = ends_so(typed, json_end), csv = ends_so(typed, csv_end);
	size_t      kept = strlen(typed) - (json ? strlen(json_end) : csv ? strlen(csv_end) : 0);
	char        name[LINE_CAP];
	(void)ui;
	text_format(name, sizeof name, "%.*s%s", (int)kept, typed, json ? csv_end : json_end);
	line_set(&export->typed, name);
}

static void cancel(View *view, Ui *ui)
{
	ui_pop(ui, view);
}

static const Binding export_rows[] = {
	{ .keys = "Enter F2", .name = "export-write", .label = "Write", .help = "write the file", .group = "CHANGE", .run = take },
	{ .keys = "Esc", .name = "export-cancel", .label = "Cancel", .help = "write nothing", .group = "OTHER", .run = cancel },
	{ .keys = "Tab", .name = "export-form", .label = "CSV or JSON", .help = "take the other form", .group = "CHANGE",
	  .run = other_form },
};
static const Keymap export_keys = KEYMAP("Export", export_rows);
static const Keymap *const export_keymaps[] = { &export_keys, NULL };

static bool export_typing(const View *view)
{
	(void)view;
	return true;
}

static bool export_event(View *view, Ui *ui, const Event *event)
{
	(void)ui;
	return line_key(&((Export *)view)->typed, event);
}

static void export_draw(View *view, const Ui *ui, Canvas *canvas, Rect area)
{
	const Export *export = (const Export *)view;
	int           cols = area.cols < EXPORT_COLS ? area.cols : EXPORT_COLS;
	Rect          box = rect_middle(canvas, EXPORT_ROWS, cols), inside = rect_inside(box, 1, 3);
	char          title[80], number[60];
	bool          json = ends_so(export->typed.text, json_end);
	(void)ui;
	count_of(export, export->arg.count, number, sizeof number);
	text_format(title, sizeof title, "Export %s", number);
	canvas_box(canvas, box, ROLE_BORDER, title);
	canvas_put(canvas, inside, inside.row + 1, inside.col, ROLE_TEXT, "File");
	line_draw(&export->typed, canvas, inside, inside.row + 1, inside.col + LABEL_COLS, inside.cols - LABEL_COLS, ROLE_FIELD, true);
	paragraph_draw(canvas, (Rect){ inside.row + 3, inside.col, 2, inside.cols }, ROLE_DIM,
	               json ? "JSON: an array with an object a row."
	                    : "CSV, safe to open in a spreadsheet. A name in .json makes JSON.");
}

const ViewClass export_class = {
	.name = "Export", .size = sizeof(Export), .overlay = true, .keymaps = export_keymaps, .typing = export_typing,
	.open = export_open, .draw = export_draw, .event = export_event,
};
