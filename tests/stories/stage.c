#include "tests/stories/stage.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/sys.h"
#include "core/service/change.h"
#include "tests/outside.h"
#include "tests/scratch.h"
#include "tui/views/views.h"

#define NOW "2026-01-12T14:31:52"
enum { WORKER_PATIENCE_MS = 30000, ROW_BYTES = 1000 };

/* What a story may write to, and what "store unchanged" is about. */
static const char store_checksums[] = "CHECKSUM TABLE phones_alias, phones, servers, vicidial_admin_log";

static _Noreturn void give_up(const char *what, const Err *err)
{
	fprintf(stderr, "%s: %s\n", what, err->text);
	exit(1);
}

/* --- the store --- */

/* Copies every table of one database to the other; MyISAM makes that a matter of milliseconds. */
static void tables_copy(const Connection *where, const char *from, const char *to, bool make)
{
	char query[200];
	text_format(query, sizeof query, "SELECT table_name FROM information_schema.tables WHERE table_schema = '%s'", from);
	char *names = strdup(outside_rows(where, query)), *rest = names;

	for (char *name; (name = strsep(&rest, "\n")) != NULL; ) {
		if (make)
			outside_runf(where, "CREATE TABLE %s.%s LIKE %s.%s", to, name, from, name);
		else
			outside_runf(where, "TRUNCATE TABLE %s.%s", to, name);
		outside_runf(where, "INSERT INTO %s.%s SELECT * FROM %s.%s", to, name, from, name);
	}
	free(names);
}

/* The sample data as it was loaded; a copy is kept beside it, since loading takes longer than a story. */
static void store_reset(const Connection *where)
{
	if (*outside_ask(where, "SHOW DATABASES LIKE 'pristine'") == '\0') {
		outside_run(where, "CREATE DATABASE pristine");
		tables_copy(where, where->database, "pristine", true);
	} else {
		outside_run(where, "SET sql_mode = 'NO_AUTO_VALUE_ON_ZERO'");
		tables_copy(where, "pristine", where->database, false);
	}
}

void stage_database_stop(Stage *stage)
{
	outside_close();
	scratch_database_kill();
	stage->stopped = true;
}

/* Runs in the worker's thread, while ours waits for it. */
static void kill_before_row(ChangePoint point)
{
	if (point == POINT_INTENT)
		scratch_database_kill();
}

static void kill_after_row(ChangePoint point)
{
	if (point == POINT_STEP)
		scratch_database_kill();
}

void stage_database_stop_in_save(Stage *stage, bool written)
{
	outside_close();
	change_at_point = written ? kill_after_row : kill_before_row;
	stage->stopped = true;
}

void stage_database_start(Stage *stage)
{
	change_at_point = NULL;
	scratch_database_start();
	stage->stopped = false;
	stage_sql(stage, "SELECT 1");
}

const char *stage_sql(Stage *stage, const char *sql)
{
	static char answer[2000];
	text_copy(answer, sizeof answer, outside_ask(&stage->where, sql));
	text_copy(stage->store, sizeof stage->store, outside_rows(&stage->where, store_checksums));
	return answer;
}

bool stage_store_changed(const Stage *stage)
{
	return strcmp(stage->store, outside_rows(&stage->where, store_checksums)) != 0;
}

/* --- the log --- */

static bool entry_says(const AuditEntry *entry, const char *text)
{
	const char *payload = entry->event.payload;
	size_t      length = entry->event.payload_length;
	return strstr(entry->action, text) || strstr(entry->alias, text) || strstr(entry->summary, text)
	    || (payload && memmem(payload, length, text, strlen(text)))
	    || (entry->outcome_payload && strstr(entry->outcome_payload, text));
}

bool stage_audit_has(const Stage *stage, const char *text)
{
	AuditQuery query = { .limit = 200 };
	AuditPage *page;
	Audit     *audit;
	Err        err;
	bool       found = false;
	if (!audit_open(&audit, service_info(stage->service)->audit_path, AUDIT_READ, &err) || !audit_page(audit, &query, &page, &err))
		give_up("the audit log cannot be read", &err);
	for (size_t i = 0; i < page->count; i++)
		found = found || entry_says(&page->entries[i], text);
	audit_page_free(page);
	audit_close(audit);
	return found;
}

/* --- the program --- */

/* A state folder of its own is a log of its own. */
static void settings_read(Stage *stage)
{
	static int stories;
	char       name[40], folder[CONFIG_PATH];
	char      *words[] = { "vicialias", "--demo", NULL };
	Err        err;
	text_format(name, sizeof name, "state-%d", ++stories);
	setenv("XDG_STATE_HOME", scratch_path(folder, sizeof folder, name), 1);
	setenv("HOME", folder, 1);
	unsetenv("XDG_CONFIG_HOME");
	setenv("VICIALIAS_NOW", NOW, 1);
	setenv("TZ", "UTC", 1);
	unsetenv("SSH_CONNECTION");
	if (!config_read_with("/nowhere", &stage->config, 2, words, &err))
		give_up("no settings", &err);
	sys_freeze(stage->config.now_us);
}

bool stage_settings(Stage *stage, const char *line, Err *err)
{
	char *words[] = { "vicialias", "--demo", NULL };
	char  folder[CONFIG_PATH], path[CONFIG_PATH + 20];
	FILE *file;
	if (stage->ui)
		return fail(err, ERR_USAGE, "settings come first");
	if (!sys_config_folder(folder, sizeof folder, err) || !sys_make_folders(folder, 0700, err))
		return false;
	text_format(path, sizeof path, "%s/vicialias.conf", folder);
	file = fopen(path, "ae");
	if (!file || fprintf(file, "%s\n", line) < 0 || fclose(file) != 0)
		return fail(err, ERR_OTHER, "%s cannot be written", path);
	return config_read_with("/nowhere", &stage->config, 2, words, err);
}

void stage_open(Stage *stage)
{
	*stage = (Stage){ .rows = 24, .cols = 80 };
	settings_read(stage);
	stage->where = *scratch_database();
	outside_run(&stage->where, "SET GLOBAL read_only = 0");
	store_reset(&stage->where);
	stage_sql(stage, "SELECT 1");
}

static void curtain_up(Stage *stage)
{
	Connection where = stage->where;
	Err        err;
	if (!service_open(&stage->service, &stage->config, &where, &err))
		give_up("no service", &err);
	if (!worker_start(&stage->worker, stage->service, &err))
		give_up("no worker", &err);
	stage->canvas.ascii = stage->ascii;
	canvas_size(&stage->canvas, stage->rows, stage->cols);
	UiSetup parts = { .info = service_info(stage->service), .config = &stage->config, .worker = stage->worker,
	                  .ascii = stage->ascii };
	if (!theme_find(&parts.theme, "default", &err))
		give_up("no theme", &err);
	stage->ui = ui_new(&parts);
	ui_push(stage->ui, &signin_class, NULL);
}

void stage_close(Stage *stage)
{
	if (stage->stopped)
		stage_database_start(stage);         /* for the next story */
	if (stage->ui) {
		ui_free(stage->ui);
		worker_end(stage->worker);
		service_close(stage->service);
	}
	canvas_free(&stage->canvas);
	outside_close();
}

static bool answers_wait(const Stage *stage)
{
	struct pollfd answers = { .fd = worker_fd(stage->worker), .events = POLLIN };
	return worker_busy(stage->worker) || poll(&answers, 1, 0) > 0;
}

void stage_show(Stage *stage)
{
	if (!stage->ui)
		curtain_up(stage);
	do {
		while (answers_wait(stage)) {
			worker_wait(stage->worker, WORKER_PATIENCE_MS);
			ui_answers(stage->ui);
		}
		ui_draw(stage->ui, &stage->canvas);
		ui_rest(stage->ui);
	} while (answers_wait(stage));
}

void stage_event(Stage *stage, const Event *event)
{
	if (!stage->ui)
		stage_show(stage);                   /* views learn their height by being drawn */
	if (!ui_over(stage->ui))
		ui_event(stage->ui, event);
	if (!stage->hasty)
		stage_show(stage);
}

void stage_pass(Stage *stage, int seconds)
{
	ui_time(stage->ui, sys_monotonic_ms() + seconds * INT64_C(1000));
	stage_show(stage);
}

void stage_resize(Stage *stage, int rows, int cols)
{
	stage->rows = rows;
	stage->cols = cols;
	if (!stage->ui)
		return;
	canvas_size(&stage->canvas, rows, cols);
	stage_event(stage, &(Event){ .kind = EVENT_RESIZE });
}

static void type(Stage *stage, const char *at, const char *end)
{
	while (at < end)
		stage_event(stage, &(Event){ .kind = EVENT_KEY, .key = (int32_t)text_next(&at, end) });
}

bool stage_keys(Stage *stage, const char *words, Err *err)
{
	const char *at = words;
	while (*(at += strspn(at, " "))) {
		const char *end = *at == '"' ? strchr(at + 1, '"') : NULL;
		if (end) {
			type(stage, at + 1, end);
			at = end + 1;
			continue;
		}
		size_t  length = strcspn(at, " ");
		int32_t key = key_find(at, length);
		if (!key)
			return fail(err, ERR_USAGE, "%.*s is not the name of a key", (int)length, at);
		stage_event(stage, &(Event){ .kind = EVENT_KEY, .key = key });
		at += length;
	}
	return true;
}

void stage_sign_in(Stage *stage, const char *user, const char *password)
{
	type(stage, user, user + strlen(user));
	stage_event(stage, &(Event){ .kind = EVENT_KEY, .key = KEYS_TAB });
	type(stage, password, password + strlen(password));
	stage_event(stage, &(Event){ .kind = EVENT_KEY, .key = KEYS_ENTER });
}

/* --- the screen --- */

static const Cell *cell_of(const Stage *stage, int row, int col)
{
	return &stage->canvas.cells[(size_t)row * (size_t)stage->canvas.cols + (size_t)col];
}

void stage_row(const Stage *stage, int row, char *out, size_t cap)
{
	size_t length = 0;
	*out = '\0';
	for (int col = 0; col < stage->canvas.cols; col++) {
		const Cell *cell = cell_of(stage, row, col);
		if (!cell->tail)
			length += text_format(out + length, cap - length, "%s", *cell->text ? cell->text : " ");
	}
	while (length > 0 && out[length - 1] == ' ')
		out[--length] = '\0';
}

void stage_print(const Stage *stage)
{
	for (int row = 0; stage->ui && row < stage->canvas.rows; row++) {
		char shown[ROW_BYTES];
		stage_row(stage, row, shown, sizeof shown);
		printf("# |%s\n", shown);
	}
}

bool stage_has_role(const Stage *stage, int row, int col, int width, const char *role)
{
	for (int i = col; i < col + width; i++)
		if (strcmp(role_name((Role)cell_of(stage, row, i)->role), role) != 0)
			return false;
	return true;
}

bool stage_is_at(const Stage *stage, int row, int col, const char *utf8)
{
	for (const char *at = utf8; *at; col++) {
		if (col >= stage->canvas.cols)
			return false;
		const Cell *cell = cell_of(stage, row, col);
		const char *text = *cell->text ? cell->text : " ";
		if (cell->tail && at != utf8)
			continue;
		if (cell->tail || strncmp(at, text, strlen(text)) != 0)
			return false;
		at += strlen(text);
	}
	return true;
}

bool stage_find(const Stage *stage, const char *utf8, int *row, int *col)
{
	for (; *row < stage->canvas.rows; ++*row, *col = 0)
		for (; *col < stage->canvas.cols; ++*col)
			if (stage_is_at(stage, *row, *col, utf8))
				return true;
	return false;
}
