/* The inside of the edit form, for tui/views/edit*.c only. */
#ifndef TUI_VIEWS_EDIT_H
#define TUI_VIEWS_EDIT_H

#include "tui/draft.h"
#include "tui/ui.h"
#include "tui/views/new.h"
#include "tui/widgets/line.h"

enum { EDIT_CHOICES = 32, CLICK_PICK };        /* the last is the choice of a click that opens the pick-list */

typedef struct {
	FieldId id;
	Line    line;                            /* what was typed or chosen; follows the plan while it was not edited */
	bool    typed;                           /* it is edited as a line; else chosen, or fixed */
	bool    edited;
	char    stored[LINE_CAP];                /* what the record holds, as the form shows it */
	char    problem[300];                    /* why it cannot be saved; "" */
} FormField;

typedef enum { EDIT_READING, EDIT_READY, EDIT_WRITING } EditState;

typedef struct {
	View      view;
	PlanKind  kind;                          /* PLAN_EDIT, PLAN_ADD */
	AliasId   alias;                         /* of a new one what was typed so far */
	Draft     begun;                         /* to be put into its fields when it is read */
	NewArg    maker;                         /* of a new one: who wants to know */
	EditState state;
	bool      read_only;
	bool      tried;                         /* saving was: what is still empty is a problem now */
	Record   *record;
	Plan     *plan;
	bool      looking_up;
	bool      in_doubt;                      /* the connection broke while it was saved: to be read again */
	FormField fields[FIELD_COUNT]; size_t count;
	size_t    focus;                         /* a field, or count + a button */
	FieldId   mapping;                       /* of Extension and Phones the one edited last; FIELD_COUNT: none */
	unsigned  plan_number, seen_number;      /* the plan whose review was on the screen whole */
	int32_t   ahead[UI_AGAIN]; size_t ahead_count;   /* keys that came while it was being read */
	int       top;                           /* first line of the form that shows */
} Edit;

typedef enum { BUTTON_SAVE, BUTTON_DISCARD, BUTTON_COUNT } EditButton;

/* edit_form.c: fields, wish and plan */
void        edit_fill(Edit *edit, Record *record);                   /* takes the record */
void        edit_plan(Edit *edit, Ui *ui);                           /* after every change */
void        edit_put(Edit *edit, Ui *ui, FormField *field, const char *value);
void        edit_typed(Edit *edit, Ui *ui, FormField *field);        /* its line has changed */
const char *edit_help(const Edit *edit, const FormField *field);     /* one sentence */
void        edit_tried(Edit *edit, Ui *ui);                          /* tells every problem from now on */
void        edit_revert(Edit *edit, Ui *ui, FormField *field);
bool        edit_is_mixed(const FormField *field, const char *shown);
const char *edit_shown(const Edit *edit, const FormField *field);    /* "mixed" and the like included */
size_t      edit_choices(const Edit *edit, const FormField *field, const char *out[EDIT_CHOICES]);
void        edit_take(Edit *edit, Ui *ui, FormField *field, const char *choice);
void        edit_choose(Edit *edit, Ui *ui, FormField *field, int by);
FormField  *edit_focused(Edit *edit);                                /* NULL on a button */

/* edit_draft.c */
bool edit_draft(const View *view, Draft *out);
void edit_begin(Edit *edit, Ui *ui);                                 /* with what it was opened with */

void edit_draw(View *view, const Ui *ui, Canvas *canvas, Rect area); /* edit_draw.c */
void edit_pick(View *view, Ui *ui);                                  /* edit_pick.c: F4 */

#endif
