/* Where themes lie: the user's own folder, then what is compiled in. */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/builtin.h"
#include "core/base/sys.h"
#include "core/base/text.h"
#include "tui/draw/theme.h"

enum { PATH_CAP = 1024, FILE_MAX = 64 * 1024 };

static const char ending[] = ".theme";

/* A word, so that no name leads out of the folder. */
static bool name_is_sound(const char *name)
{
	size_t length = strlen(name);
	return length > 0 && length < sizeof(ThemeName) && *name != '.' && !strchr(name, '/');
}

static bool own_folder(char *out, size_t cap)
{
	char folder[PATH_CAP];
	Err  err;
	if (!sys_config_folder(folder, sizeof folder, &err))
		return false;
	return text_format(out, cap, "%s/themes", folder) < cap - 1;
}

static bool own_find(const char *name, char *path, size_t cap)
{
	char folder[PATH_CAP];
	if (!name_is_sound(name) || !own_folder(folder, sizeof folder))
		return false;
	text_format(path, cap, "%s/%s%s", folder, name, ending);
	return access(path, F_OK) == 0;
}

static bool own_parse(Theme *out, char *path, Err *err)
{
	Text text = { 0 };
	bool ok = sys_read_file(&text, path, FILE_MAX, err);
	path[strlen(path) - strlen(ending)] = '\0';
	ok = ok && theme_parse(out, path, text.bytes ? text.bytes : "", err);
	text_free(&text);
	return ok;
}

static void known_names(char *out, size_t cap)
{
	ThemeName names[THEME_NAMES];
	size_t    count = theme_names(names), length = 0;
	*out = '\0';
	for (size_t i = 0; i < count; i++)
		length += text_format(out + length, cap - length, "%s%s", i ? ", " : "", names[i].text);
}

bool theme_find(Theme *out, const char *name, Err *err)
{
	char path[2 * PATH_CAP], known[400];
	if (own_find(name, path, sizeof path))
		return own_parse(out, path, err);
	for (int id = 0; id < THEME_COUNT; id++)
		if (strcmp(builtin_theme_name((ThemeId)id), name) == 0)
			return theme_parse(out, name, builtin_theme((ThemeId)id), err);
	known_names(known, sizeof known);
	return fail(err, ERR_INPUT, "There is no theme '%s'. Themes: %s.", name, known);
}

uint64_t theme_stamp(const char *name)
{
	char        path[2 * PATH_CAP];
	struct stat is;
	if (!own_find(name, path, sizeof path) || stat(path, &is) != 0)
		return 0;
	return (uint64_t)is.st_mtim.tv_sec * 1000000000u + (uint64_t)is.st_mtim.tv_nsec + (uint64_t)is.st_size;
}

/* --- all of them --- */

static size_t name_add(ThemeName out[THEME_NAMES], size_t count, const char *name, size_t length)
{
	ThemeName added = { "" };
	text_format(added.text, sizeof added.text, "%.*s", (int)length, name);
	for (size_t i = 0; i < count; i++)
		if (strcmp(out[i].text, added.text) == 0)
			return count;
	if (count == THEME_NAMES || !name_is_sound(added.text))
		return count;
	out[count] = added;
	return count + 1;
}

static size_t own_names(ThemeName out[THEME_NAMES], size_t count)
{
	char           folder[PATH_CAP];
	DIR           *there = own_folder(folder, sizeof folder) ? opendir(folder) : NULL;
	struct dirent *entry;
	while (there && (entry = readdir(there))) {
		size_t length = strlen(entry->d_name), end = strlen(ending);
		if (length > end && length - end < sizeof(ThemeName) && strcmp(entry->d_name + length - end, ending) == 0)
			count = name_add(out, count, entry->d_name, length - end);
	}
	if (there)
		closedir(there);
	return count;
}

static int name_order(const void *a, const void *b)
{
	const char *left = ((const ThemeName *)a)->text, *right = ((const ThemeName *)b)->text;
	int         first = (strcmp(right, "default") == 0) - (strcmp(left, "default") == 0);
	return first ? first : strcmp(left, right);
}

size_t theme_names(ThemeName out[THEME_NAMES])
{
	size_t count = 0;
	for (int id = 0; id < THEME_COUNT; id++) {
		const char *name = builtin_theme_name((ThemeId)id);
		count = name_add(out, count, name, strlen(name));
	}
	count = own_names(out, count);
	qsort(out, count, sizeof *out, name_order);
	return count;
}
