#include "tui/live_keys.h"

#include <string.h>

#include "tui/views/views.h"

const char *live_keys_of(const LiveKeys *keys, const Binding *row)
{
	for (size_t i = 0; i < keys->count && row->run; i++)
		if (strcmp(keys->changed[i].name, row->name) == 0)
			return keys->changed[i].keys;
	return row->keys;
}

/* --- what a wish is about --- */

typedef bool (*RowSeen)(void *context, const ViewClass *class, const Binding *row);

/* The rows of that name on all screens, until seen says false; false then. */
static bool each_row(const char *name, RowSeen seen, void *context)
{
	for (size_t i = 0; i < view_class_count; i++) {
		const View    view = { .is = view_classes[i] };
		const Keymap *map;
		for (size_t at = 0; (map = view_keymap(&view, at)); at++)
			for (size_t row = 0; row < map->count; row++)
				if (strcmp(map->rows[row].name, name) == 0 && !seen(context, view.is, &map->rows[row]))
					return false;
	}
	return true;
}

static bool row_keep(void *context, const ViewClass *class, const Binding *row)
{
	(void)class;
	*(const Binding **)context = row;
	return false;
}

static const Binding *row_find(const char *name)
{
	const Binding *row = NULL;
	each_row(name, row_keep, &row);
	return row;
}

typedef struct { const char *at; size_t length; } KeyWord;

static bool word_next(const char **at, KeyWord *out)
{
	*at += strspn(*at, " ");
	*out = (KeyWord){ *at, strcspn(*at, " ") };
	*at += out->length;
	return out->length > 0;
}

/* --- may it be? --- */

/* Esc leaves and Enter goes on everywhere: who loses them cannot leave a dialog. */
static bool keeps_ways_out(const Binding *row, const KeyWish *wish, Err *err)
{
	static const int32_t kept[] = { KEYS_ESC, KEYS_ENTER, KEYS_TAB, KEYS_BACK_TAB };
	for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
		char name[16];
		key_name(kept[i], name, sizeof name);
		if (key_in(kept[i], row->keys) != key_in(kept[i], wish->keys))
			return fail(err, ERR_USAGE, "%s always means the same and cannot be %s.", name,
			            key_in(kept[i], row->keys) ? "taken from it" : "given to it");
	}
	return true;
}

static bool wish_makes_sense(const KeyWish *wish, Err *err)
{
	const Binding *row = row_find(wish->name);
	const char    *at = wish->keys;
	KeyWord        word;
	size_t         count = 0;
	if (!row)
		return fail(err, ERR_USAGE, "there is no such action. vicialias --settings lists them.");
	if (!row->run && strcmp(row->keys, wish->keys) != 0)
		return fail(err, ERR_USAGE, "its keys cannot be changed.");
	for (; word_next(&at, &word); count++)
		if (!key_find(word.at, word.length))
			return fail(err, ERR_USAGE, "\"%.*s\" is not the name of a key.", (int)word.length, word.at);
	return (count > 0 || !*row->keys || fail(err, ERR_USAGE, "it needs at least one key.")) && keeps_ways_out(row, wish, err);
}

typedef struct {
	const LiveKeys *keys;
	const Binding  *row;
	const char     *wished;
	const Binding  *rival;
	KeyWord         shared;
	const ViewClass *class;
} Contest;

/* A key that it always had may hide another one on purpose; a new one may not. */
static bool is_rival(Contest *contest, const Binding *row)
{
	const char *at = contest->wished;
	KeyWord     word;
	if (strcmp(row->name, contest->row->name) == 0)
		return false;
	while (word_next(&at, &word)) {
		int32_t key = key_find(word.at, word.length);
		if (key_in(key, contest->row->keys) || !key_in(key, live_keys_of(contest->keys, row)))
			continue;
		contest->rival = row;
		contest->shared = word;
		return true;
	}
	return false;
}

/* On each screen that has the row: against all rows of that screen. */
static bool screen_seen(void *context, const ViewClass *class, const Binding *row)
{
	Contest      *contest = context;
	const View    view = { .is = class };
	const Keymap *map;
	(void)row;
	contest->class = class;
	for (size_t at = 0; (map = view_keymap(&view, at)); at++)
		for (size_t i = 0; i < map->count; i++)
			if (is_rival(contest, &map->rows[i]))
				return false;
	return true;
}

static bool wish_is_free(const LiveKeys *keys, const KeyWish *wish, Err *err)
{
	Contest contest = { .keys = keys, .row = row_find(wish->name), .wished = wish->keys };
	if (each_row(wish->name, screen_seen, &contest))
		return true;
	return fail(err, ERR_USAGE, "%.*s is already %s on the screen %s.", (int)contest.shared.length, contest.shared.at,
	            contest.rival->name, contest.class->name);
}

/* --- all together --- */

static void tell(const Config *config, const KeyWish *wish, const Err *err, ConfigTold *told)
{
	config_tell(told, "%s, line %d: key.%s: %s", config->files[wish->file].path, wish->line, wish->name, err->text);
}

static void take(LiveKeys *out, const Config *config, const bool *refused)
{
	out->count = 0;
	for (size_t i = 0; i < config->key_count; i++)
		if (!refused[i]) {
			text_copy(out->changed[out->count].name, sizeof out->changed->name, config->keys[i].name);
			text_copy(out->changed[out->count++].keys, sizeof out->changed->keys, config->keys[i].keys);
		}
}

/* All wishes are taken first, so that two actions can change keys; then those that collide go, until none does. */
void live_keys_make(LiveKeys *out, const Config *config, ConfigTold *told)
{
	bool refused[CONFIG_KEYS] = { false }, again = true;
	Err  err;
	for (size_t i = 0; i < config->key_count; i++)
		if ((refused[i] = !wish_makes_sense(&config->keys[i], &err)))
			tell(config, &config->keys[i], &err, told);
	while (again) {
		again = false;
		take(out, config, refused);
		for (size_t i = 0; i < config->key_count && !again; i++)
			if (!refused[i] && (refused[i] = again = !wish_is_free(out, &config->keys[i], &err)))
				tell(config, &config->keys[i], &err, told);
	}
}
