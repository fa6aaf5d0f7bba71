/* Which columns the list has and which one sorts it. The choice of columns is kept for the user: a line "-phones" for each
 * that is left out, so that a column of a later version shows by itself. */
#include "tui/views/aliases.h"

#include <string.h>
#include <unistd.h>

#include "core/base/sys.h"
#include "tui/views/pick.h"
#include "tui/views/views.h"

enum { FILE_MAX_BYTES = 4096 };

/* --- kept --- */

static bool columns_path(char *out, size_t cap, Err *err)
{
	char folder[CONFIG_PATH];
	if (!sys_state_folder(folder, sizeof folder, err) || !sys_make_folders(folder, 0700, err))
		return false;
	text_format(out, cap, "%s/columns", folder);
	return true;
}

static void hide(Aliases *list, const char *word, size_t length)
{
	FieldId id = length > 1 && *word == '-' ? field_find(word + 1, length - 1) : FIELD_COUNT;
	if (id != FIELD_ID && id < FIELD_COUNT)
		list->hidden[id] = true;
}

void aliases_columns_read(Aliases *list, Ui *ui)
{
	char path[CONFIG_PATH + 20];
	Text text = { 0 };
	Err  err;
	if (!columns_path(path, sizeof path, &err) || access(path, F_OK) != 0)
		return;
	if (!sys_read_file(&text, path, FILE_MAX_BYTES, &err))
		ui_say_err(ui, &err);
	for (const char *at = text.bytes; at && *at; at += strspn(at, " \n")) {
		size_t length = strcspn(at, " \n");
		hide(list, at, length);
		at += length;
	}
	text_free(&text);
}

static bool columns_write(const Aliases *list, Err *err)
{
	char    path[CONFIG_PATH + 20];
	NewFile file;
	if (!columns_path(path, sizeof path, err) || !sys_file_begin(&file, path, true, err))
		return false;
	for (size_t i = 0; i < FIELD_COUNT; i++)
		if (list->hidden[i])
			fprintf(file.file, "-%s\n", fields[i].key);
	return sys_file_end(&file, true, err);
}

/* --- chosen --- */

static FieldId field_of(const char *key)
{
	return field_find(key, strlen(key));
}

static void column_picked(View *asker, Ui *ui, const char *value, bool chosen)
{
	Aliases *list = (Aliases *)asker;
	Err      err;
	list->hidden[field_of(value)] = !chosen;
	if (!columns_write(list, &err))
		ui_say_err(ui, &err);
}

static bool has_room(const Aliases *list, FieldId id)
{
	for (size_t i = 0; i < list->column_count; i++)
		if (list->columns[i].field == id)
			return true;
	return false;
}

/* The ID is what everything is about, so it stays. */
void aliases_columns(View *view, Ui *ui)
{
	const Aliases *list = (const Aliases *)view;
	PickItem       items[FIELD_COUNT];
	char           texts[FIELD_COUNT][80];
	PickArg        arg = { .title = "Columns", .help = "Space shows or hides, Enter keeps it.", .items = items,
	                       .several = true, .asker = view->serial, .done = column_picked };
	for (size_t i = 0; i < FIELD_COUNT; i++) {
		if (i == FIELD_ID || fields[i].width == 0)
			continue;
		bool fits = list->hidden[i] || has_room(list, (FieldId)i);
		text_format(texts[i], sizeof texts[i], "%s%s", fields[i].label, fits ? "" : "   (the window is too narrow for it)");
		items[arg.count++] = (PickItem){ .value = fields[i].key, .text = texts[i], .chosen = !list->hidden[i] };
	}
	ui_push(ui, &pick_class, &arg);
}

static void sort_picked(View *asker, Ui *ui, const char *value, bool chosen)
{
	Aliases *list = (Aliases *)asker;
	FieldId  id = field_of(value);
	(void)chosen;
	aliases_sort_by(list, ui, id);
}

void aliases_sort_menu(View *view, Ui *ui)
{
	const Aliases *list = (const Aliases *)view;
	PickItem       items[FIELD_COUNT];
	PickArg        arg = { .title = "Sort by", .help = "Enter sorts, the same again inverts.", .items = items,
	                       .asker = view->serial, .done = sort_picked };
	for (size_t i = 0; i < FIELD_COUNT; i++)
		items[arg.count++] = (PickItem){ .value = fields[i].key, .text = fields[i].label, .chosen = i == list->sort.by };
	ui_push(ui, &pick_class, &arg);
}
