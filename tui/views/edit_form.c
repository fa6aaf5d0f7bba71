/* The form as values: what each field holds, what is wished for, and the plan that comes of it. */
#include <string.h>

#include "tui/views/edit.h"

const char *edit_help(const Edit *edit, const FormField *field)
{
	if (field->id == FIELD_ID && edit->kind == PLAN_ADD)
		return "Agents type it to log in; fixed once saved.";
	return fields[field->id].help;
}

/* The words of core/model/record.c for phones that differ: no value that could be stored. */
bool edit_is_mixed(const FormField *field, const char *shown)
{
	switch (field->id) {
	case FIELD_EXTENSION: return strstr(shown, " different") != NULL;
	case FIELD_PROTOCOL:  return strcmp(shown, "mixed") == 0;
	case FIELD_ACTIVE:    return strchr(shown, '/') != NULL;
	default:              return false;
	}
}

const char *edit_shown(const Edit *edit, const FormField *field)
{
	if (field->edited)
		return field->line.text;
	return edit->plan && edit->plan->after[field->id] ? edit->plan->after[field->id] : field->stored;
}

FormField *edit_focused(Edit *edit)
{
	return edit->focus < edit->count ? &edit->fields[edit->focus] : NULL;
}

/* --- problems --- */

/* The first login of the list that no phone has; NULL: all have one. */
static const char *missing_login(const Edit *edit, const char *list, char *out, size_t cap)
{
	const char *item;
	size_t      length;
	while (logins_next(&list, &item, &length)) {
		text_format(out, cap, "%.*s", (int)length, item);
		if (*out && record_asked_login(edit->record, out) && !record_phone(edit->record, out))
			return out;
	}
	return NULL;
}

/* "; near: 1002, 1021" */
static void near_matches(const Edit *edit, const Ui *ui, const FormField *field, char *out, size_t cap)
{
	const char *near[3], *typed = field->line.text;
	char        login[UTF8_CAP(LOGINS_LIST_MAX)];
	size_t      count = 0, used = 0;
	if (field->id == FIELD_EXTENSION && record_asked_extension(edit->record, typed) && ui_catalog(ui))
		count = catalog_near_extensions(ui_catalog(ui), typed, near, 3);
	else if (field->id == FIELD_PHONES && missing_login(edit, typed, login, sizeof login) && ui_catalog(ui))
		count = catalog_near_logins(ui_catalog(ui), login, near, 3);
	*out = '\0';
	for (size_t i = 0; i < count; i++)
		used += text_format(out + used, cap - used, "%s%s", i ? ", " : "; near: ", near[i]);
}

static void problems_tell(Edit *edit, const Ui *ui)
{
	for (size_t i = 0; i < edit->count; i++) {
		FormField *field = &edit->fields[i];
		char       near[100];
		field->problem[0] = '\0';
		if (edit->kind == PLAN_ADD && !field->edited && !edit->tried)
			continue;                        /* that it is still empty is no news */
		for (size_t at = edit->plan->problem_count; at-- > 0; ) {
			if (edit->plan->problems[at].field != field->id)
				continue;
			near_matches(edit, ui, field, near, sizeof near);
			text_format(field->problem, sizeof field->problem, "%s%s", edit->plan->problems[at].text, near);
		}
	}
}

void edit_tried(Edit *edit, Ui *ui)
{
	edit->tried = true;
	problems_tell(edit, ui);
}

/* --- the plan --- */

static void ask_lookup(Edit *edit, Ui *ui)
{
	const Plan *plan = edit->plan;
	Request     request = { .op = OP_LOOKUP };
	if (edit->kind == PLAN_EDIT)
		request.alias = edit->alias;
	for (size_t i = 0; i < plan->needs_login_count && request.login_count < LOOKUP_CAP; i++)
		text_copy(request.logins[request.login_count++], sizeof request.logins[0], plan->needs_logins[i]);
	for (size_t i = 0; i < plan->needs_extension_count && request.extension_count < 4; i++)
		text_copy(request.extensions[request.extension_count++], sizeof request.extensions[0], plan->needs_extensions[i]);
	edit->looking_up = true;
	ui_ask(ui, &edit->view, &request);
}

/* Extension and Phones follow each other; what was not edited shows what it will be. */
static void follow(Edit *edit)
{
	for (size_t i = 0; i < edit->count; i++) {
		FormField  *field = &edit->fields[i];
		const char *shown = edit_shown(edit, field);
		if (field->edited)
			continue;
		if (edit_is_mixed(field, shown))
			shown = "";
		if (strcmp(field->line.text, shown) != 0)
			line_set(&field->line, shown);
	}
}

void edit_plan(Edit *edit, Ui *ui)
{
	Wish wish = { .kind = edit->kind };
	for (size_t i = 0; i < edit->count; i++)
		if (edit->fields[i].edited)
			wish.value[edit->fields[i].id] = edit->fields[i].line.text;
	plan_free(edit->plan);
	edit->plan = plan_make(edit->record, &wish);
	edit->alias = edit->plan->alias;
	edit->plan_number++;
	follow(edit);
	problems_tell(edit, ui);
	if ((edit->plan->needs_login_count || edit->plan->needs_extension_count) && !edit->looking_up)
		ask_lookup(edit, ui);
}

/* --- fields --- */

static void field_add(Edit *edit, FieldId id)
{
	FormKind form = fields[id].form;
	bool     typed = form == FORM_TEXT || form == FORM_PICK || (form == FORM_FIXED && edit->kind == PLAN_ADD);
	edit->fields[edit->count++] = (FormField){ .id = id, .typed = typed, .line = { .max_chars = fields[id].max_chars } };
}

static void fields_make(Edit *edit)
{
	for (int order = 1; order <= FIELD_COUNT; order++)
		for (FieldId id = 0; id < FIELD_COUNT; id++)
			if (fields[id].form_order == order)
				field_add(edit, id);
}

void edit_fill(Edit *edit, Record *record)
{
	record_free(edit->record);
	edit->record = record;
	if (!edit->count)
		fields_make(edit);
	for (size_t i = 0; i < edit->count; i++) {
		FormField *field = &edit->fields[i];
		record_current(record, (int)field->id, field->stored, sizeof field->stored);
		if (strcmp(field->line.text, field->stored) == 0)
			field->edited = false;           /* what is wished for is there already */
	}
}

void edit_typed(Edit *edit, Ui *ui, FormField *field)
{
	bool mapping = field->id == FIELD_EXTENSION || field->id == FIELD_PHONES;
	field->edited = strcmp(field->line.text, edit_is_mixed(field, field->stored) ? "" : field->stored) != 0;
	if (mapping) {
		edit->mapping = field->edited ? field->id : FIELD_COUNT;
		for (size_t i = 0; i < edit->count; i++)
			if ((edit->fields[i].id == FIELD_EXTENSION || edit->fields[i].id == FIELD_PHONES) && &edit->fields[i] != field)
				edit->fields[i].edited = false;
	}
	edit_plan(edit, ui);
}

void edit_put(Edit *edit, Ui *ui, FormField *field, const char *value)
{
	line_set(&field->line, value);
	edit_typed(edit, ui, field);
}

void edit_revert(Edit *edit, Ui *ui, FormField *field)
{
	field->edited = false;
	if (edit->mapping == field->id)
		edit->mapping = FIELD_COUNT;
	edit_plan(edit, ui);
}

/* --- choices --- */

static bool among(const char *const *out, size_t count, const char *value)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(out[i], value) == 0)
			return true;
	return false;
}

/* A present value that may not be chosen any more stays, as "unchanged". */
size_t edit_choices(const Edit *edit, const FormField *field, const char *out[EDIT_CHOICES])
{
	const Site *site = &edit->record->site;
	size_t      count = 0;
	if (field->id == FIELD_PROTOCOL)
		while (count < site->protocol_count && count < EDIT_CHOICES - 1) {
			out[count] = site->protocols[count];
			count++;
		}
	if (field->id == FIELD_ACTIVE) {
		out[count++] = "Y";
		out[count++] = "N";
	}
	if (field->id == FIELD_GROUP)
		while (count < site->group_count && count < EDIT_CHOICES - 1) {
			out[count] = site->groups[count].id;
			count++;
		}
	if (*field->stored && !edit_is_mixed(field, field->stored) && !among(out, count, field->stored))
		out[count++] = field->stored;
	return count;
}

void edit_take(Edit *edit, Ui *ui, FormField *field, const char *choice)
{
	line_set(&field->line, choice);
	/* After Extension or Phones was edited, the stored value is a choice too: the new phones may have another. */
	field->edited = edit->mapping != FIELD_COUNT || strcmp(field->line.text, field->stored) != 0;
	edit_plan(edit, ui);
}

void edit_choose(Edit *edit, Ui *ui, FormField *field, int by)
{
	const char *choices[EDIT_CHOICES];
	size_t      count = edit_choices(edit, field, choices), at = by > 0 ? count - 1 : 0;
	if (!count)
		return;
	for (size_t i = 0; i < count; i++)
		if (strcmp(choices[i], edit_shown(edit, field)) == 0)
			at = i;
	edit_take(edit, ui, field, choices[(at + count + (size_t)(by + (int)count)) % count]);
}
