/* What was typed into the form as a value: to be kept when the program is ended, and to begin a form with. */
#include "tui/views/edit.h"

bool edit_draft(const View *view, Draft *out)
{
	const Edit *edit = (const Edit *)view;
	out->kind = edit->kind;
	out->alias = edit->alias;
	for (size_t i = 0; i < edit->count; i++)
		if (edit->fields[i].edited)
			draft_put(out, edit->fields[i].id, edit->fields[i].line.text);
	return draft_count(out) > 0;
}

static void begin_with(Edit *edit, Ui *ui, bool typed)
{
	for (size_t i = 0; i < edit->count; i++) {
		FormField *field = &edit->fields[i];
		if (!edit->begun.has[field->id] || field->typed != typed)
			continue;
		edit->focus = i;
		(typed ? edit_put : edit_take)(edit, ui, field, edit->begun.value[field->id]);
	}
}

/* First what decides which phones there are, then what they are to have. */
void edit_begin(Edit *edit, Ui *ui)
{
	if (!edit->read_only && draft_count(&edit->begun)) {
		begin_with(edit, ui, true);
		begin_with(edit, ui, false);
	}
	edit->begun = (Draft){ .kind = edit->kind };
}
