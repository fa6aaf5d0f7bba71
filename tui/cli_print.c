/* What can be said without a database: where things lie, a settings file to begin with, and the table of keys. */
#include <string.h>

#include "tui/cli.h"
#include "tui/live_keys.h"
#include "tui/views/views.h"

/* --- --paths --- */

static void print_path(const char *what, const char *path, const char *note)
{
	printf("%-18s %s%s%s\n", what, path, *note ? "  " : "", note);
}

static void print_place(const char *what, bool known, const char *path, const Err *err)
{
	print_path(what, known ? path : err->text, "");
}

static void print_paths(const Config *config)
{
	static const char *const names[CONFIG_FILES] = { "system settings", "own settings" };
	Config demo = *config;
	char log[CONFIG_PATH], demo_log[CONFIG_PATH];
	Err err;

	demo.demo = true;
	for (int i = 0; i < CONFIG_FILES; i++)
		if (config->files[i].path[0])
			print_path(names[i], config->files[i].path, config->files[i].read ? "" : "(not read)");
	for (size_t i = 0; i < config->profile_count; i++)
		print_path(config->profiles[i].name, config->profiles[i].astguiclient, (int)i == config->profile_at ? "(in use)" : "");
	print_path("connection file", config->astguiclient, "");
	print_place("audit log", config_audit_place(config, log, sizeof log, &err), log, &err);
	print_place("demo's audit log", config_audit_place(&demo, demo_log, sizeof demo_log, &err), demo_log, &err);
}

/* --- --settings --- */

static bool is_first(const ViewClass *const *class, const Keymap *map)
{
	for (const ViewClass *const *before = view_classes; before < class; before++)
		for (const Keymap *const *other = (*before)->keymaps; other && *other; other++)
			if (*other == map)
				return false;
	return true;
}

typedef void (*MapSeen)(void *context, const Keymap *map);

/* Each keymap once, the one that counts everywhere last. */
static void each_map(MapSeen seen, void *context)
{
	for (size_t i = 0; i < view_class_count; i++)
		for (const Keymap *const *map = view_classes[i]->keymaps; map && *map; map++)
			if (is_first(&view_classes[i], *map))
				seen(context, *map);
	seen(context, &ui_global_keys);
}

static void print_setting(void *context, const Keymap *map)
{
	(void)context;
	printf("\n# %s\n", map->title);
	for (size_t i = 0; i < map->count; i++)
		if (map->rows[i].run)
			printf("#key.%s = %s\n", map->rows[i].name, map->rows[i].keys);
}

static void print_settings(void)
{
	config_template(stdout);
	printf("\n# Keys, by the name of what they do. Enter, Esc and Tab always mean the same.\n");
	each_map(print_setting, NULL);
}

/* --- --keys --- */

static void add_keys(Text *out, const LiveKeys *keys, const Binding *row)
{
	const char *at = live_keys_of(keys, row);
	if (!*at)
		text_addf(out, "`:%s` ", row->name);
	while (*at) {
		size_t length = strcspn(at, " ");
		if (length)
			text_addf(out, *at == '`' ? "`` %.*s `` " : "`%.*s` ", (int)length, at);
		at += length + (at[length] == ' ');
	}
}

typedef struct {
	Text           *out;
	const LiveKeys *keys;
} KeyTable;

static void add_map(void *context, const Keymap *map)
{
	const KeyTable *table = context;
	text_addf(table->out, "| %s | ", map->title);
	for (size_t i = 0; i < map->count; i++) {
		text_add(table->out, i ? " · " : "");
		add_keys(table->out, table->keys, &map->rows[i]);
		text_add(table->out, map->rows[i].help);
	}
	text_add(table->out, " |\n");
}

/* The binding rows of all screens as a Markdown table, with the keys of the settings. README.md holds the built-in one. */
static void add_key_table(const Config *config, Text *out)
{
	ConfigTold told = { .total = 0 };
	LiveKeys keys;
	KeyTable table = { out, &keys };
	live_keys_make(&keys, config, &told);
	text_add(out, "| screen | keys |\n|---|---|\n");
	each_map(add_map, &table);
}

static void print_keys(const Config *config)
{
	Text text = { 0 };
	add_key_table(config, &text);
	fputs(text.bytes, stdout);
	text_free(&text);
}

bool cli_print(const Config *config)
{
	if (config->paths)
		print_paths(config);
	else if (config->settings)
		print_settings();
	else if (config->key_table)
		print_keys(config);
	else
		return false;
	return true;
}
