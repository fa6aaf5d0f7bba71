#include "tui/draft.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/sys.h"

enum { DRAFT_PATH = 1000, DRAFT_BYTES = 16384 };

/* A line each: a word, a blank, the value. */
static const char kinds[][5] = { [PLAN_EDIT] = "edit", [PLAN_ADD] = "add" };

void draft_put(Draft *draft, FieldId field, const char *value)
{
	draft->has[field] = text_copy(draft->value[field], sizeof draft->value[field], value);
}

size_t draft_count(const Draft *draft)
{
	size_t count = 0;
	for (FieldId id = 0; id < FIELD_COUNT; id++)
		count += draft->has[id];
	return count;
}

/* Whose it is also stands in the file: two names may be one here. */
static bool draft_path(const char *user, const char *cluster, char *out, size_t cap, Err *err)
{
	char folder[DRAFT_PATH - 300], name[280];
	text_format(name, sizeof name, "draft-%s-%s", user, cluster);
	for (char *at = name; *at; at++)
		if (*at == '/' || (unsigned char)*at <= ' ')
			*at = '_';
	if (!sys_state_folder(folder, sizeof folder, err))
		return false;
	text_format(out, cap, "%s/%s", folder, name);
	return true;
}

static bool folder_make(Err *err)
{
	char folder[DRAFT_PATH];
	return sys_state_folder(folder, sizeof folder, err) && sys_make_folders(folder, 0700, err);
}

bool draft_save(const char *user, const char *cluster, const Draft *draft, Err *err)
{
	char    path[DRAFT_PATH];
	NewFile file;
	if (!draft_path(user, cluster, path, sizeof path, err) || !folder_make(err) || !sys_file_begin(&file, path, true, err))
		return false;
	fprintf(file.file, "user %s\ncluster %s\nat %" PRId64 "\n", user, cluster, draft->at_us);
	fprintf(file.file, "%s %s\n", kinds[draft->kind], draft->alias.text);
	for (FieldId id = 0; id < FIELD_COUNT; id++)
		if (draft->has[id])
			fprintf(file.file, "%s %s\n", fields[id].key, draft->value[id]);
	return sys_file_end(&file, true, err);
}

/* --- reading --- */

typedef struct {
	bool user, cluster, kind;                /* were named, and are those asked for */
} Seen;

static void line_take(const char *word, const char *value, const char *user, const char *cluster, Seen *seen, Draft *out)
{
	FieldId field = field_find(word, strlen(word));
	if (strcmp(word, "user") == 0)
		seen->user = strcmp(value, user) == 0;
	else if (strcmp(word, "cluster") == 0)
		seen->cluster = strcmp(value, cluster) == 0;
	else if (strcmp(word, "at") == 0)
		out->at_us = strtoll(value, NULL, 10);
	else if (strcmp(word, kinds[PLAN_EDIT]) == 0 || strcmp(word, kinds[PLAN_ADD]) == 0) {
		out->kind = strcmp(word, kinds[PLAN_ADD]) == 0 ? PLAN_ADD : PLAN_EDIT;
		seen->kind = text_copy(out->alias.text, sizeof out->alias.text, value);
	} else if (field < FIELD_COUNT) {
		draft_put(out, field, value);
	}
}

static bool draft_read(char *text, const char *user, const char *cluster, Draft *out)
{
	Seen seen = { false };
	for (char *line; (line = strsep(&text, "\n")) != NULL; ) {
		char *value = strchr(line, ' ');
		if (!value)
			continue;
		*value = '\0';
		line_take(line, value + 1, user, cluster, &seen, out);
	}
	return seen.user && seen.cluster && seen.kind && draft_count(out) > 0;
}

bool draft_find(const char *user, const char *cluster, Draft *out)
{
	char path[DRAFT_PATH];
	Text text = { 0 };
	Err  err;
	*out = (Draft){ .kind = PLAN_EDIT };
	bool found = draft_path(user, cluster, path, sizeof path, &err) && access(path, F_OK) == 0 &&
	             sys_read_file(&text, path, DRAFT_BYTES, &err) && text.length && draft_read(text.bytes, user, cluster, out);
	text_free(&text);
	return found;
}

void draft_remove(const char *user, const char *cluster)
{
	char path[DRAFT_PATH];
	Err  err;
	if (draft_path(user, cluster, path, sizeof path, &err))
		unlink(path);
}
