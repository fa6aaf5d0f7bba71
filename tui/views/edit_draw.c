/* The picture of the form: its lines, what stands beside and below each field, and the review at its foot. */
#include <string.h>

#include "core/model/usage.h"
#include "tui/views/edit.h"
#include "tui/views/review.h"
#include "tui/widgets/button.h"

enum { LABEL_COL = 2, VALUE_COL = 14, LINE_CELLS = 37, EXTENSION_CELLS = 14, NARROW_COLS = 60 };
enum { PHONES_SHOWN = 3, REVIEW_ROWS = 3, LINES_CAP = 64 };

/* A line of the form. */
typedef enum { LINE_FIELD, LINE_PROBLEM, LINE_PHONE, LINE_MORE_PHONES, LINE_BUTTONS } FormLineKind;
typedef struct {
	FormLineKind kind;
	size_t       field, phone;
} FormLine;

typedef struct {
	FormLine    lines[LINES_CAP];
	size_t      count;
	MappedPhone *phones; size_t phone_count;
} FormPicture;

/* --- what is beside a field --- */

static int line_cells(const FormField *field, int cols)
{
	int most = cols - VALUE_COL - 3;
	int wanted = field->id == FIELD_ID ? ALIAS_ID_MAX + 1 : field->id == FIELD_EXTENSION ? EXTENSION_CELLS : LINE_CELLS;
	return wanted < most ? wanted : most;
}

static void note_text(const Edit *edit, const FormField *field, const FormPicture *picture, char *out, size_t cap)
{
	const char *servers = edit->plan->after[FIELD_SERVER], *shown = edit_shown(edit, field);
	*out = '\0';
	switch (field->id) {
	case FIELD_ID:
		text_copy(out, cap, edit_help(edit, field));
		break;
	case FIELD_EXTENSION:
		text_format(out, cap, "%s%s%s", edit_is_mixed(field, shown) ? shown : "", servers && *servers ? " on " : "",
		            servers ? servers : "");
		break;
	case FIELD_PROTOCOL:
		if (edit_is_mixed(field, shown))
			text_copy(out, cap, shown);
		else
			text_format(out, cap, "%zu %s", picture->phone_count, picture->phone_count == 1 ? "phone" : "phones");
		break;
	case FIELD_ACTIVE:
		if (edit_is_mixed(field, shown))
			text_format(out, cap, "now %s", shown);
		break;
	default:
		if (field->typed)
			text_format(out, cap, "%zu of %zu", text_chars(field->line.text), fields[field->id].max_chars);
	}
}

static int note_room(const FormField *field, int cols)
{
	return cols - VALUE_COL - line_cells(field, cols) - 4;
}

/* To the right where there is room for all of it, else below. */
static bool problem_fits(const FormField *field, int cols)
{
	return field->typed && text_width(field->problem) <= note_room(field, cols);
}

/* --- the lines --- */

static void add(FormPicture *picture, FormLineKind kind, size_t field, size_t phone)
{
	if (picture->count < LINES_CAP)
		picture->lines[picture->count++] = (FormLine){ kind, field, phone };
}

static void picture_make(FormPicture *picture, const Edit *edit, size_t phones, int cols)
{
	picture->count = 0;
	for (size_t i = 0; i < edit->count; i++) {
		const FormField *field = &edit->fields[i];

		add(picture, LINE_FIELD, i, 0);
		if (*field->problem && !problem_fits(field, cols))
			add(picture, LINE_PROBLEM, i, 0);
		for (size_t at = 0; field->id == FIELD_PHONES && at < phones; at++)
			add(picture, at + 1 == phones && phones < picture->phone_count ? LINE_MORE_PHONES : LINE_PHONE, i, at);
	}
	if (!edit->read_only)
		add(picture, LINE_BUTTONS, edit->count, 0);
}

static bool choices_fit(const char *const *choices, size_t count, int cols)
{
	int used = VALUE_COL;
	for (size_t i = 0; i < count; i++)
		used += 4 + text_width(choices[i]) + 2;
	return used <= cols;
}

/* The drawers of values return the column behind. */
static int radio_draw(const Edit *edit, const FormField *field, const char *const *choices, size_t count, bool here,
                      Canvas *canvas, Rect clip, int row)
{
	const char *shown = edit_shown(edit, field);
	int         col = VALUE_COL;
	for (size_t i = 0; i < count; i++) {
		bool chosen = strcmp(choices[i], shown) == 0;
		Role role = here && chosen ? ROLE_FOCUS : ROLE_FIELD;
		if (here && (chosen || i == 0))
			canvas_cursor(canvas, row, col + 1);
		int from = col;
		col += canvas_sign_as(canvas, clip, row, col, role, chosen ? SIGN_CHOSEN : SIGN_FREE) + 1;
		col += canvas_put(canvas, clip, row, col, role, choices[i]) + 2;
		canvas_spot(canvas, clip, (Spot){ { row, from, 1, col - 2 - from }, .stop = (int)(field - edit->fields),
		                                  .choice = (int)i + 1 });
	}
	return col;
}

static Spot pick_spot(const Edit *edit, const FormField *field, int row, int col, int cols)
{
	return (Spot){ { row, col, 1, cols }, .stop = (int)(field - edit->fields), .choice = CLICK_PICK };
}

/* "[---ALL---           ▼]": too many to stand side by side. */
static int list_draw(const Edit *edit, const FormField *field, bool here, Canvas *canvas, Rect clip, int row)
{
	canvas_put(canvas, clip, row, VALUE_COL, ROLE_FIELD, "[");
	canvas_cell(canvas, clip, row, VALUE_COL + 1, 20, -1, here ? ROLE_FOCUS : ROLE_FIELD, edit_shown(edit, field));
	canvas_sign(canvas, clip, row, VALUE_COL + 21, SIGN_DOWN);
	canvas_put(canvas, clip, row, VALUE_COL + 22, ROLE_FIELD, "]");
	if (here)
		canvas_cursor(canvas, row, VALUE_COL + 1);
	canvas_spot(canvas, clip, pick_spot(edit, field, row, VALUE_COL + 21, 1));
	return VALUE_COL + 23;
}

static int text_draw(const Edit *edit, const FormField *field, bool here, Canvas *canvas, Rect clip, int row)
{
	int  cells = line_cells(field, clip.cols);
	bool pick = fields[field->id].form == FORM_PICK && !edit->read_only && clip.cols >= NARROW_COLS;
	canvas_put(canvas, clip, row, VALUE_COL, ROLE_FIELD, "[");
	line_draw(&field->line, canvas, clip, row, VALUE_COL + 1, cells, here ? ROLE_FOCUS : ROLE_FIELD, here && !edit->read_only);
	canvas_put(canvas, clip, row, VALUE_COL + 1 + cells, ROLE_FIELD, "]");
	if (pick)
		canvas_spot(canvas, clip, pick_spot(edit, field, row, VALUE_COL + cells + 4,
		            canvas_put(canvas, clip, row, VALUE_COL + cells + 4, ROLE_DIM, "F4 pick")));
	return VALUE_COL + cells + (pick ? 12 : 2);
}

static int value_draw(const Edit *edit, const FormField *field, bool here, Canvas *canvas, Rect clip, int row)
{
	if (field->typed)
		return text_draw(edit, field, here, canvas, clip, row);
	if (fields[field->id].form == FORM_FIXED)
		return VALUE_COL + canvas_put(canvas, clip, row, VALUE_COL, ROLE_TEXT, field->stored);
	const char *choices[EDIT_CHOICES];
	size_t      count = edit_choices(edit, field, choices);
	if (field->id == FIELD_GROUP || !choices_fit(choices, count, clip.cols))
		return list_draw(edit, field, here, canvas, clip, row);
	return radio_draw(edit, field, choices, count, here, canvas, clip, row);
}

static void field_draw(const Edit *edit, const FormPicture *picture, size_t i, Canvas *canvas, Rect clip, int row)
{
	const FormField *field = &edit->fields[i];
	bool             problem = *field->problem && problem_fits(field, clip.cols);
	char             note[200];
	int              end = clip.cols - 1;
	canvas_put(canvas, clip, row, LABEL_COL, ROLE_TEXT, fields[field->id].label);
	if (fields[field->id].form != FORM_FIXED)
		canvas_spot(canvas, clip, (Spot){ { row, LABEL_COL, 1, VALUE_COL + line_cells(field, clip.cols) }, .stop = (int)i });
	int used = value_draw(edit, field, i == edit->focus, canvas, clip, row);
	if (problem) {                           /* more urgent than the way to the pick-list */
		used = VALUE_COL + line_cells(field, clip.cols) + 2;
		canvas_fill(canvas, (Rect){ row, used, 1, clip.cols }, ROLE_TEXT);
		text_copy(note, sizeof note, field->problem);
	} else {
		note_text(edit, field, picture, note, sizeof note);
	}
	if (used < end - text_width(note))
		canvas_put(canvas, clip, row, end - text_width(note), problem ? ROLE_ERROR : ROLE_DIM, note);
}

/* "agent 6012 INCALL; also in 8399x; new member" */
static void phone_words(const Edit *edit, const PhoneRow *phone, char *out, size_t cap)
{
	usage_phone(out, cap, phone);
	size_t used = strlen(out);
	if (!logins_have(edit->record->logins.text, phone->login.text))
		text_format(out + used, cap - used, "%snew member", used ? "; " : "");
}

static void phone_draw(const Edit *edit, const MappedPhone *mapped, Canvas *canvas, Rect clip, int row)
{
	const PhoneRow *phone = mapped->row;
	char            ping[16] = "-", words[320];
	if (phone->ping_ms >= 0)
		text_format(ping, sizeof ping, "%d ms", phone->ping_ms);
	phone_words(edit, phone, words, sizeof words);
	canvas_cell(canvas, clip, row, VALUE_COL + 2, 10, -1, ROLE_TEXT, phone->login.text);
	canvas_cell(canvas, clip, row, VALUE_COL + 13, 10, -1, ROLE_TEXT,
	            site_server_name(&edit->record->site, phone->server_ip.text));
	canvas_cell(canvas, clip, row, VALUE_COL + 24, 11, -1, ROLE_TEXT, phone->peer_status ? phone->peer_status : "");
	canvas_cell(canvas, clip, row, VALUE_COL + 35, 7, 1, ROLE_TEXT, ping);
	canvas_cell(canvas, clip, row, VALUE_COL + 44, clip.cols - VALUE_COL - 45, -1, ROLE_TEXT, words);
}

static void buttons_draw(const Edit *edit, Canvas *canvas, Rect clip, int row)
{
	bool   busy = edit->state != EDIT_READY;
	Button save = { .label = "Save", .focused = edit->focus == edit->count + BUTTON_SAVE, .disabled = busy,
	                   .stop = (int)edit->count + BUTTON_SAVE };
	Button discard = { .label = "Discard", .focused = edit->focus == edit->count + BUTTON_DISCARD, .disabled = busy,
	                      .stop = (int)edit->count + BUTTON_DISCARD };
	int    used = button_draw(canvas, clip, row, VALUE_COL, save);
	button_draw(canvas, clip, row, VALUE_COL + used + 2, discard);
}

static void line_of_form_draw(const Edit *edit, const FormPicture *picture, const FormLine *line, Canvas *canvas, Rect clip,
                              int row)
{
	const FormField *field = &edit->fields[line->field < edit->count ? line->field : 0];   /* buttons have none */
	char             more[60];
	switch (line->kind) {
	case LINE_FIELD:
		field_draw(edit, picture, line->field, canvas, clip, row);
		break;
	case LINE_PROBLEM:
		canvas_sign(canvas, clip, row, VALUE_COL - 2, SIGN_BROKEN);
		canvas_cell(canvas, clip, row, VALUE_COL, clip.cols - VALUE_COL - 1, -1, ROLE_ERROR, field->problem);
		break;
	case LINE_PHONE:
		phone_draw(edit, &picture->phones[line->phone], canvas, clip, row);
		break;
	case LINE_MORE_PHONES:
		text_format(more, sizeof more, "… %zu more phones", picture->phone_count - line->phone);
		canvas_put(canvas, clip, row, VALUE_COL + 2, ROLE_TEXT, more);
		break;
	case LINE_BUTTONS:
		buttons_draw(edit, canvas, clip, row);
		break;
	}
}

/* --- the whole --- */

/* Which line the focus is on; the form scrolls to it in a low window. */
static int focus_line(const Edit *edit, const FormPicture *picture)
{
	for (size_t i = 0; i < picture->count; i++)
		if (picture->lines[i].kind == (edit->focus < edit->count ? LINE_FIELD : LINE_BUTTONS) &&
		    (picture->lines[i].field == edit->focus || edit->focus >= edit->count))
			return (int)i;
	return 0;
}

static void form_draw(Edit *edit, const FormPicture *picture, Canvas *canvas, Rect area)
{
	int line = focus_line(edit, picture);
	if (line < edit->top)
		edit->top = line;
	if (line >= edit->top + area.rows)
		edit->top = line - area.rows + 1;
	if (edit->top + area.rows > (int)picture->count)
		edit->top = (int)picture->count > area.rows ? (int)picture->count - area.rows : 0;
	for (int row = 0; row < area.rows && edit->top + row < (int)picture->count; row++)
		line_of_form_draw(edit, picture, &picture->lines[edit->top + row], canvas, area, area.row + row);
}

/* Lines of the form with as many phones as leave room for the whole review; false: the review does not fit at all. */
static bool arrange(FormPicture *picture, const Edit *edit, int review, Rect area)
{
	size_t most = picture->phone_count < PHONES_SHOWN ? picture->phone_count : PHONES_SHOWN;
	picture_make(picture, edit, 0, area.cols);
	int spare = area.rows - (int)picture->count - review;
	size_t phones = spare < 0 ? 0 : (size_t)spare < most ? (size_t)spare : most;
	if (phones)
		picture_make(picture, edit, phones, area.cols);
	return spare >= 0;
}

void edit_draw(View *view, const Ui *ui, Canvas *canvas, Rect area)
{
	Edit       *edit = (Edit *)view;
	FormPicture picture = { .count = 0 };
	char        text[UTF8_CAP(ALIAS_ID_MAX) + 20];
	(void)ui;
	if (!edit->record) {
		text_format(text, sizeof text, "Reading %s… Esc stops.", edit->kind == PLAN_ADD ? "what there is" : edit->alias.text);
		canvas_put(canvas, area, area.row + 1, area.col + LABEL_COL, ROLE_TEXT, text);
		return;
	}
	picture.phones = mem_take((edit->record->phone_count + 1) * sizeof *picture.phones);
	picture.phone_count = record_map(edit->record, edit->plan->after[FIELD_PHONES], picture.phones);
	int  review = edit->read_only ? 0 : (int)review_lines(edit->plan, area.cols);
	bool fits = arrange(&picture, edit, review, area);
	int  top = (int)picture.count + review < area.rows;
	int  most = area.rows - (edit->read_only ? 0 : REVIEW_ROWS);
	int  form = (int)picture.count + top < most ? (int)picture.count + top : most;

	form_draw(edit, &picture, canvas, (Rect){ area.row + top, area.col, form - top, area.cols });
	if (!edit->read_only)
		review_draw(edit->plan, canvas, (Rect){ area.row + form, area.col, area.rows - form, area.cols }, 0);
	edit->seen_number = fits ? edit->plan_number : 0;
	mem_free(picture.phones);
}
