#include "tui/views/review.h"

#include <string.h>

#include "tui/ui.h"
#include "tui/views/views.h"
#include "tui/widgets/button.h"
#include "tui/widgets/paragraph.h"

enum { REVIEW_TEXT = 2048 };

/* Goes through the lines of a review; those outside the window, or all without a canvas, are only counted. */
typedef struct {
	Canvas *canvas;
	Rect    area;
	size_t  top, line;
	int     subject_col, field_col, sign_col, text_col;
} Painter;

static bool painter_row(const Painter *painter, int *row)
{
	*row = painter->area.row + (int)(painter->line - painter->top);
	return painter->canvas && painter->line >= painter->top && *row < painter->area.row + painter->area.rows;
}

static void put(const Painter *painter, int col, Role role, const char *text)
{
	int row;
	if (painter_row(painter, &row))
		canvas_put(painter->canvas, painter->area, row, painter->area.col + col, role, text);
}

/* A name in its column, the next of which begins at end. */
static void put_name(const Painter *painter, int col, int end, const char *text)
{
	int row;
	if (painter_row(painter, &row))
		canvas_cell(painter->canvas, painter->area, row, painter->area.col + col, end - col - 1, -1, ROLE_TEXT, text);
}

static void put_sign(const Painter *painter, int col, Sign sign)
{
	int row;
	if (painter_row(painter, &row))
		canvas_sign(painter->canvas, painter->area, row, painter->area.col + col, sign);
}

/* A login that comes stands behind "+ ", one that goes behind "- ". */
static void put_list(const Painter *painter, int col, const char *text)
{
	Role role = ROLE_TEXT;
	for (const char *at = text; *at; ) {
		char   word[REVIEW_TEXT];
		size_t length = strcspn(at, " ");
		length += strspn(at + length, " ");
		if (*at == '+' || *at == '-')
			role = *at == '+' ? ROLE_ADDED : ROLE_REMOVED;
		text_format(word, sizeof word, "%.*s", (int)length, at);
		put(painter, col, role, word);
		col += text_width(word);
		if (length > 2 && *at != '+' && *at != '-')
			role = ROLE_TEXT;
		at += length;
	}
}

/* Every character of a value is shown: what does not fit goes on in the next line. */
static void put_value(Painter *painter, LineKind kind, Role role, const char *value)
{
	char        visible[REVIEW_TEXT], line[REVIEW_TEXT];
	int         cols = painter->area.cols - painter->text_col - 1;
	const char *at = visible, *next;
	text_visible(visible, sizeof visible, value, strlen(value));
	do {
		size_t length = paragraph_line(at, cols < 2 ? 2 : cols, &next);
		text_format(line, sizeof line, "%.*s", (int)length, at);
		if (kind == LINE_LIST)
			put_list(painter, painter->text_col, line);
		else
			put(painter, painter->text_col, role, line);
		painter->line++;
		at = next;
	} while (*at);
}

static void walk_line(Painter *painter, const PlanLine *line)
{
	static const struct { Role role; const char *sign; } kinds[] = {
		[LINE_REMOVED] = { ROLE_REMOVED, "-" }, [LINE_ADDED] = { ROLE_ADDED, "+" },
		[LINE_LIST] = { ROLE_TEXT, "" }, [LINE_NOTE] = { ROLE_TEXT, "" },
	};
	Role role = kinds[line->kind].role;

	put_name(painter, painter->subject_col, painter->field_col, line->subject);
	put_name(painter, painter->field_col, painter->sign_col, line->field);
	put(painter, painter->sign_col, role, kinds[line->kind].sign);
	put_value(painter, line->kind, role, line->text);
}

static void walk_sentence(Painter *painter, Sign sign, const char *sentence)
{
	put_sign(painter, painter->subject_col - 2 < 0 ? 0 : painter->subject_col - 2, sign);
	painter->text_col = painter->subject_col;
	put_value(painter, LINE_NOTE, ROLE_TEXT, sentence);
}

static void walk(const Plan *plan, Painter *painter)
{
	int text_col = painter->text_col;
	for (size_t i = 0; i < plan->line_count; i++)
		walk_line(painter, &plan->lines[i]);
	for (size_t i = 0; i < plan->problem_count; i++)
		walk_sentence(painter, SIGN_BROKEN, plan->problems[i].text);
	for (size_t i = 0; i < plan->warning_count; i++)
		walk_sentence(painter, SIGN_LOOK, plan->warnings[i]);
	painter->text_col = text_col;
}

static int widest(const Plan *plan, bool subject, int most)
{
	int width = 0;
	for (size_t i = 0; i < plan->line_count; i++) {
		int cells = text_width(subject ? plan->lines[i].subject : plan->lines[i].field);
		width = cells > width ? cells : width;
	}
	return width < most ? width : most;
}

static void painter_columns(Painter *painter, const Plan *plan)
{
	bool narrow = painter->area.cols < 60;
	painter->subject_col = narrow ? 2 : 4;
	painter->field_col = painter->subject_col + widest(plan, true, narrow ? 12 : 34) + 1 + !narrow;
	painter->sign_col = painter->field_col + widest(plan, false, narrow ? 9 : 12) + 1;
	painter->text_col = painter->sign_col + 2;
}

size_t review_lines(const Plan *plan, int cols)
{
	Painter painter = { .area = { 0, 0, 0, cols } };
	painter_columns(&painter, plan);
	walk(plan, &painter);
	return painter.line + 1;
}

static void heading(const Plan *plan, char *out, size_t cap)
{
	if (plan->problem_count)
		text_format(out, cap, "Review: cannot be saved like this");
	else if (plan->needs_extension_count || plan->needs_login_count)
		text_format(out, cap, "Review: looking up %s…",
		            plan->needs_extension_count ? plan->needs_extensions[0] : plan->needs_logins[0]);
	else if (!plan->change_count)
		text_format(out, cap, "Review: nothing changed");
	else
		text_format(out, cap, "Review: %zu %s in %zu %s, nothing written yet",
		            plan->change_count, plan->change_count > 1 ? "changes" : "change",
		            plan->record_count, plan->record_count > 1 ? "records" : "record");
}

size_t review_draw(const Plan *plan, Canvas *canvas, Rect area, size_t top)
{
	char    title[160];
	Painter painter = { .canvas = canvas, .area = area, .top = top, .line = 1 };
	heading(plan, title, sizeof title);
	if (top == 0)
		canvas_rule(canvas, area, area.row, ROLE_BORDER, title);
	painter_columns(&painter, plan);
	walk(plan, &painter);
	return painter.line;
}

/* --- as a screen of its own --- */

typedef struct {
	View     view;
	Plan    *plan;
	unsigned asker;
	void   (*save)(View *asker, Ui *ui);
	size_t   top, lines;
	int      height;
	bool     on_back;
} Review;

static void review_open(View *view, Ui *ui, const void *arg)
{
	const ReviewArg *given = arg;
	Review          *review = (Review *)view;
	(void)ui;
	review->plan = plan_copy(given->plan);
	review->asker = given->asker;
	review->save = given->save;
}

static void review_close(View *view)
{
	plan_free(((Review *)view)->plan);
}

static void go_back(View *view, Ui *ui)
{
	ui_pop(ui, view);
}

static void save(View *view, Ui *ui)
{
	Review *review = (Review *)view;
	View   *asker = ui_find(ui, review->asker);
	ui_pop(ui, view);
	if (asker)
		review->save(asker, ui);
}

static void press(View *view, Ui *ui)
{
	if (((Review *)view)->on_back)
		go_back(view, ui);
	else
		save(view, ui);
}

static void other_button(View *view, Ui *ui)
{
	Review *review = (Review *)view;
	(void)ui;
	review->on_back = !review->on_back;
}

static bool review_clicked(View *view, Ui *ui, const Spot *spot)
{
	(void)ui;
	((Review *)view)->on_back = spot->stop;
	return true;
}

static const Binding review_rows[] = {
	{ .keys = "F2 ^S", .name = "review-save", .label = "Save", .help = "write what is shown", .group = "CHANGE",
	  .need = RIGHT_EDIT, .run = save },
	{ .keys = "Up Down PgUp PgDn j k", .name = "review-scroll", .help = "scroll", .group = "MOVE" },
	{ .keys = "Tab Left Right", .name = "review-other", .label = "Other button", .help = "go to other button",
	  .group = "MOVE", .run = other_button },
	{ .keys = "Shift-Tab", .name = "review-other-back", .help = "go to other button", .group = "MOVE", .run = other_button },
	{ .keys = "Enter", .name = "review-press", .help = "press the button", .group = "CHANGE", .run = press },
	{ .keys = "Esc q", .name = "review-back", .label = "Back to form", .help = "go back to the form", .group = "OTHER",
	  .run = go_back },
};
static const Keymap review_keys = KEYMAP("Review", review_rows);
static const Keymap *const review_keymaps[] = { &review_keys, NULL };

static bool review_event(View *view, Ui *ui, const Event *event)
{
	Review *review = (Review *)view;
	size_t  page = review->height > 2 ? (size_t)review->height - 1 : 1;
	bool    back = key_in(event->key, "Up k PgUp"), on = key_in(event->key, "Down j PgDn");
	size_t  by = key_in(event->key, "PgUp PgDn") ? page : 1;
	size_t  last = review->lines > (size_t)review->height ? review->lines - (size_t)review->height : 0;
	(void)ui;
	if (event->kind != EVENT_KEY || (!back && !on))
		return false;
	review->top = back ? review->top - (by < review->top ? by : review->top) : review->top + by;
	if (review->top > last)
		review->top = last;
	return true;
}

static void review_title(const View *view, const Ui *ui, char *out, size_t cap)
{
	(void)ui;
	text_format(out, cap, "Review alias %s", ((const Review *)view)->plan->alias.text);
}

static void review_status(const View *view, const Ui *ui, char *left, size_t left_cap, char *right, size_t right_cap)
{
	const Review *review = (const Review *)view;
	size_t        end = review->top + (size_t)review->height;
	(void)ui;
	text_copy(left, left_cap, "Nothing is written yet.");
	if (review->lines > (size_t)review->height)
		text_format(right, right_cap, "line %zu of %zu", end < review->lines ? end : review->lines, review->lines);
}

static void review_draw_view(View *view, const Ui *ui, Canvas *canvas, Rect area)
{
	Review *review = (Review *)view;
	int     row = area.row + area.rows - 1;
	Rect    body = { area.row, area.col, area.rows - 2, area.cols };
	(void)ui;
	review->height = body.rows;
	review->lines = review_draw(review->plan, canvas, body, review->top);
	if (!review->save) {
		button_draw(canvas, area, row, area.col + 4, (Button){ .label = "Back", .focused = true, .stop = true });
		return;
	}
	int used = button_draw(canvas, area, row, area.col + 4, (Button){ .label = "Save", .focused = !review->on_back });
	button_draw(canvas, area, row, area.col + 4 + used + 4,
	            (Button){ .label = "Back to form", .focused = review->on_back, .stop = true });
}

const ViewClass review_class = {
	.name = "Review", .size = sizeof(Review), .keymaps = review_keymaps, .open = review_open, .title = review_title,
	.draw = review_draw_view, .status = review_status, .event = review_event,
	.clicked = review_clicked, .close = review_close,
};

/* --- only to look at, among many --- */

static const Binding look_rows[] = {
	{ .keys = "Up Down PgUp PgDn j k", .name = "review-scroll", .help = "scroll", .group = "MOVE" },
	{ .keys = "Enter Esc q", .name = "review-close", .label = "Back", .help = "go back", .group = "OTHER", .run = go_back },
};
static const Keymap look_keys = KEYMAP("Row", look_rows);
static const Keymap *const look_keymaps[] = { &look_keys, NULL };

/* Digits are the count, which is typed into the plan beneath. */
static bool look_event(View *view, Ui *ui, const Event *event)
{
	View *plan = ui_find(ui, ui_below(ui, view)->serial);
	if (event->kind != EVENT_KEY || event->key < '0' || event->key > '9')
		return review_event(view, ui, event);
	ui_pop(ui, view);
	return plan->is->event(plan, ui, event);
}

const ViewClass review_look_class = {
	.name = "Row", .size = sizeof(Review), .keymaps = look_keymaps, .open = review_open, .title = review_title,
	.draw = review_draw_view, .status = review_status, .event = look_event, .clicked = review_clicked, .close = review_close,
};
