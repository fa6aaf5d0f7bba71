/* What the keys that hold everywhere do, and who gets a key or another event. */
#include "tui/ui_inside.h"

#include <string.h>

#include "core/base/sys.h"
#include "tui/views/views.h"

/* Once: the key that opens it again closes it, with what lies on it. */
static void overlay_open(Ui *ui, const ViewClass *is)
{
	for (size_t i = 0; i < ui->depth; i++)
		if (ui->stack[i].view->is == is) {
			ui_pop(ui, ui->stack[i].view);
			return;
		}
	ui_push(ui, is, NULL);
}

static void help_open(View *view, Ui *ui)
{
	(void)view;
	overlay_open(ui, &help_class);
}

static void palette_open(View *view, Ui *ui)
{
	(void)view;
	overlay_open(ui, &palette_class);
}

static void messages_open(View *view, Ui *ui)
{
	(void)view;
	overlay_open(ui, &messages_class);
}

static void about_open(View *view, Ui *ui)
{
	(void)view;
	overlay_open(ui, &about_class);
}

static void database_try(View *view, Ui *ui)
{
	(void)view;
	if (ui_paused(ui)) {
		ui_lost_try(ui, sys_monotonic_ms());
		return;
	}
	ui->demotion.wanted = true;
	ui_demoted_try(ui, sys_monotonic_ms());
}

static void lost_open(View *view, Ui *ui)
{
	(void)view;
	overlay_open(ui, &lost_class);
}

static void themes_open(View *view, Ui *ui)
{
	(void)view;
	overlay_open(ui, &themes_class);
}

static void lock(View *view, Ui *ui)
{
	(void)view;
	ui_lock(ui);
}

static void quit(View *view, Ui *ui)
{
	(void)view;
	ui_quit(ui);
}

static void repaint(View *view, Ui *ui)
{
	(void)view;
	ui->wants_repaint = true;
}

static void suspend(View *view, Ui *ui)
{
	(void)view;
	if (worker_in_write(ui->setup.worker))
		ui_say(ui, ROLE_WARN, "A change is being written; suspend when it is done.");
	else
		ui->wants_suspend = true;
}

static void key_pressed(Ui *ui, const Event *event);

static void stop_or_cancel(View *view, Ui *ui)
{
	(void)view;
	if (ui_busy(ui))
		ui_stop(ui);
	else
		key_pressed(ui, &(Event){ .kind = EVENT_KEY, .key = KEYS_ESC });
}

/* Help stands first: it is what the key bar of a narrow window must keep. */
static const Binding global_rows[] = {
	{ .keys = "? F1", .name = "help", .label = "Help", .help = "list these keys", .group = "OTHER", .run = help_open },
	{ .keys = ": ^P F9", .name = "commands", .help = "run a key by name", .group = "OTHER", .run = palette_open },
	{ .keys = "!", .name = "messages", .help = "show messages again", .group = "SEE", .run = messages_open },
	{ .keys = "T", .name = "theme", .help = "choose colours", .group = "SEE", .run = themes_open },
	{ .keys = "", .name = "mouse", .help = "mouse on or off", .group = "OTHER", .run = ui_mouse_toggle },
	{ .keys = "", .name = "about", .help = "show versions, log", .group = "OTHER", .run = about_open },
	{ .keys = "r", .name = "database-try", .label = "Retry now", .help = "try lost database", .group = "OTHER",
	  .run = database_try, .now = ui_seeks },
	{ .keys = "d", .name = "database-details", .label = "Details", .help = "tell what was tried", .group = "OTHER",
	  .run = lost_open, .now = ui_paused },
	{ .keys = "o", .name = "cluster-other", .label = "Other cluster", .help = "go to another one", .group = "OTHER",
	  .run = ui_other_cluster, .now = ui_has_other_cluster },
	{ .keys = "", .name = "lock", .help = "lock the screen", .group = "OTHER", .run = lock },
	{ .keys = "F10 Q", .name = "quit", .label = "Quit", .help = "end the program", .group = "OTHER", .run = quit },
	{ .keys = "^C", .name = "stop", .help = "stop or cancel", .group = "OTHER", .run = stop_or_cancel },
	{ .keys = "^L", .name = "repaint", .help = "repaint the screen", .group = "OTHER", .run = repaint },
	{ .keys = "^Z", .name = "suspend", .help = "suspend, fg resumes", .group = "OTHER", .run = suspend },
};
const Keymap ui_global_keys = KEYMAP("Everywhere", global_rows);

const Keymap *view_keymap(const View *view, size_t i)
{
	size_t own = 0;
	for (const Keymap *const *map = view->is->keymaps; map && *map; map++)
		if (own++ == i)
			return *map;
	return own == i && !view->is->sealed ? &ui_global_keys : NULL;
}

bool view_typing(const View *view)
{
	return view->is->typing && view->is->typing(view);
}

static const Binding *binding_find(const Ui *ui, const View *view, int32_t key)
{
	const Keymap *map;
	for (size_t i = 0; (map = view_keymap(view, i)); i++)
		for (const Binding *row = map->rows, *end = row + map->count; row < end; row++)
			if ((!row->now || row->now(ui)) && key_in(key, ui_keys(ui, row)))
				return row;
	return NULL;
}

static bool view_event(Ui *ui, View *view, const Event *event)
{
	return view->is->event && view->is->event(view, ui, event);
}

void ui_press(Ui *ui, View *view, const Binding *binding)
{
	char why[200];
	if ((binding->need & ui_rights(ui)) != binding->need) {
		ui_rights_sentence(ui, why, sizeof why);
		ui_say(ui, ROLE_WARN, "%s", why);
	} else if (binding->run) {
		binding->run(view, ui);
	} else {
		view_event(ui, view, &(Event){ .kind = EVENT_KEY, .key = key_find(ui_keys(ui, binding), strcspn(ui_keys(ui, binding), " ")) });
	}
}

/* "delete, asks for the ID" -> "deletes" */
static void verb_of(const char *help, char *out, size_t cap)
{
	size_t verb = strcspn(help, " ,;"), clause = strcspn(help, ",;");
	char   last = verb ? help[verb - 1] : 's', before = verb > 1 ? help[verb - 2] : 'a';
	bool   copies = last == 'y' && !strchr("aeiou", before), goes = strchr("osx", last) || (last == 'h' && strchr("cs", before));
	text_format(out, cap, "%.*s%s%.*s", (int)(verb - copies), help, copies ? "ies" : goes ? "es" : "s", (int)(clause - verb), help + verb);
}

static void say_not_used(Ui *ui, const View *view, int32_t key)
{
	char           name[16], other[16], does[80];
	int32_t        twin = key ^ 0x20;
	bool           letter = (key | 0x20) >= 'a' && (key | 0x20) <= 'z';
	const Binding *binding = letter ? binding_find(ui, view, twin) : NULL;
	key_name(key, name, sizeof name);
	ui->wants_beep = true;
	if (!binding) {
		ui_say(ui, ROLE_TEXT, "`%s` is not used here. %s lists keys.", name, view_typing(view) ? "F1" : "`?`");
		return;
	}
	key_name(twin, other, sizeof other);
	verb_of(binding->help, does, sizeof does);
	ui_say(ui, ROLE_TEXT, "`%s` is not used here. `%s` %s. `?` lists keys.", name, other, does);
}

static void key_pressed(Ui *ui, const Event *event)
{
	View          *top = ui_top(ui);
	const Binding *binding = binding_find(ui, top, event->key);
	bool           typing = view_typing(top);
	if (ui->too_small) {                     /* nobody sees what a key would do */
		if (event->key == 'q' && !ui_unsaved(ui))
			ui_quit(ui);
		return;
	}
	if (typing && view_event(ui, top, event))
		return;
	if (binding && binding->run)
		ui_press(ui, top, binding);
	else if (typing || !view_event(ui, top, event))
		say_not_used(ui, top, event->key);
}

void ui_event(Ui *ui, const Event *event)
{
	View *top = ui_top(ui);
	bool  typed = event->kind == EVENT_KEY || event->kind == EVENT_PASTE;
	if (!top || ui->over || (ui->leaving && typed && !key_in(event->key, "F10")))
		return;
	if (typed || event->kind == EVENT_MOUSE) {
		bool open = !ui_locked(ui);
		ui_lock_look(ui, sys_monotonic_ms());
		ui->input_ms = sys_monotonic_ms();
		if (open && ui_locked(ui))
			return;                          /* it was not meant for the lock that it found */
	}
	if (typed && !ui->lock)
		ui->message[0] = '\0';
	switch (event->kind) {
	case EVENT_KEY:
		key_pressed(ui, event);
		break;
	case EVENT_PASTE:
		if (!ui->too_small && !view_event(ui, top, event))
			ui_say(ui, ROLE_TEXT, "Pasted text goes only into a field or the filter.");
		break;
	case EVENT_MOUSE:
		ui_mouse(ui, event);
		break;
	case EVENT_HANGUP:
		ui->hung_up = true;
		ui_leave(ui, err_exit_code(ERR_STOPPED));
		break;
	case EVENT_STOP:
		suspend(top, ui);
		break;
	case EVENT_BACK:
		ui->wants_repaint = true;
		break;
	case EVENT_RESIZE:
	case EVENT_NONE:
		break;
	}
	ui_views_leave(ui);
}
