/* Runs the stories, tests/stories/NAME.story: keys and the pictures they lead to, on the canvas, with the sample call centre and
 * a clock that stands still. A story's first comment says what it proves.
 *
 *   size 80x24, ascii                     before anything else
 *   settings 'key.alias-edit = E'         a line of the admin's own settings, also before anything else
 *   sign in 6666                          with password 1234, or with the second word
 *   keys Down D "8302x" Enter ^S          names of keys, text to be typed
 *   ahead Enter "text"                    the same, but none waits for what the one before has asked for
 *   paste '8301x\n8302x'                  one bracketed paste
 *   click 'text', wheel up, wheel down    the mouse, on the first place of the text
 *   resize 40x24
 *   see                                   the lines after it, each behind a |, stand on the screen one below the other
 *   see 'text', see not 'text'
 *   cursor in 'text'                      the hardware cursor is in a row, or on a word, that says so
 *   role 'text' table.cursor              the text has that role
 *   wears 'blue'                          the theme that is worn
 *   sql 'statement'                       somebody else at the database
 *   sql 'query' gives 'value'
 *   audit has 'text', audit has not 'text'
 *   file 'name' has 'text', … has not …   a file in the home folder
 *   pass 30 s                             and what happens by itself meanwhile
 *   database stop, database start         its server is killed, and started again
 *   database stop before row, after row   it will be killed in the next save, before or after its row is written
 *   store unchanged                       since the last statement from outside
 *   over                                  the program has ended
 *
 * stories [FILE…]; stories --bless FILE… rewrites the pictures that differ: the diff is the review. */
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/mem.h"
#include "core/base/sys.h"
#include "tests/stories/stage.h"

enum { LINE_MAX_BYTES = 1000, STORY_MAX_BYTES = 1 << 20 };

typedef struct {
	Stage       stage;
	const char *rest;                        /* of the text that is not played yet */
	int         line;
	bool        bless, blessed;
	Text        written;                     /* the story with the pictures as they are */
} Story;

/* The next line into out (cut when too long); false at the end. */
static bool line_next(Story *story, char *out, size_t cap)
{
	size_t length = strcspn(story->rest, "\n");
	if (!*story->rest)
		return false;
	text_format(out, cap, "%.*s", (int)length, story->rest);
	story->rest += length + (story->rest[length] == '\n');
	story->line++;
	return true;
}

/* What stands between the first and the last quotation mark of words. */
static bool quoted(const char *words, char *out, size_t cap, Err *err)
{
	const char *first = strchr(words, '\''), *last = strrchr(words, '\'');
	if (!first || first == last)
		return fail(err, ERR_USAGE, "'text' is missing in: %s", words);
	text_format(out, cap, "%.*s", (int)(last - first - 1), first + 1);
	return true;
}

static bool two_numbers(const char *words, int *cols, int *rows, Err *err)
{
	return (sscanf(words, "%dx%d", cols, rows) == 2 && *cols > 0 && *rows > 0) || fail(err, ERR_USAGE, "not a size: %s", words);
}

static bool do_size(Story *story, const char *words, Err *err)
{
	return two_numbers(words, &story->stage.cols, &story->stage.rows, err);
}

static bool do_resize(Story *story, const char *words, Err *err)
{
	int rows, cols;
	if (!two_numbers(words, &cols, &rows, err))
		return false;
	stage_resize(&story->stage, rows, cols);
	return true;
}

static bool do_ascii(Story *story, const char *words, Err *err)
{
	(void)words, (void)err;
	story->stage.ascii = true;
	return true;
}

static bool do_settings(Story *story, const char *words, Err *err)
{
	char line[LINE_MAX_BYTES];
	return quoted(words, line, sizeof line, err) && stage_settings(&story->stage, line, err);
}

static bool do_sign_in(Story *story, const char *words, Err *err)
{
	char user[100] = "", password[100] = "1234";
	if (sscanf(words, "in %99s %99s", user, password) < 1)
		return fail(err, ERR_USAGE, "sign in whom?");
	stage_sign_in(&story->stage, user, password);
	return true;
}

static bool do_keys(Story *story, const char *words, Err *err)
{
	return stage_keys(&story->stage, words, err);
}

static bool do_ahead(Story *story, const char *words, Err *err)
{
	story->stage.hasty = true;
	bool ok = stage_keys(&story->stage, words, err);
	story->stage.hasty = false;
	stage_show(&story->stage);
	return ok;
}

static bool do_click(Story *story, const char *words, Err *err)
{
	char  text[LINE_MAX_BYTES];
	Event event = { .kind = EVENT_MOUSE, .button = MOUSE_LEFT };
	if (!quoted(words, text, sizeof text, err))
		return false;
	if (!stage_find(&story->stage, text, &event.row, &event.col))
		return fail(err, ERR_OTHER, "'%s' is not on the screen", text);
	stage_event(&story->stage, &event);
	return true;
}

static bool do_wheel(Story *story, const char *words, Err *err)
{
	bool up = strcmp(words, "up") == 0;
	(void)err;
	stage_event(&story->stage, &(Event){ .kind = EVENT_MOUSE, .button = up ? MOUSE_WHEEL_UP : MOUSE_WHEEL_DOWN });
	return true;
}

static bool do_paste(Story *story, const char *words, Err *err)
{
	char text[LINE_MAX_BYTES], *to = text;
	if (!quoted(words, text, sizeof text, err))
		return false;
	for (const char *at = text; *at; at++) {
		bool line_end = at[0] == '\\' && at[1] == 'n';
		*to++ = line_end ? '\n' : *at;
		at += line_end;
	}
	*to = '\0';
	stage_event(&story->stage, &(Event){ .kind = EVENT_PASTE, .paste = text });
	return true;
}

/* --- pictures --- */

typedef struct {
	char   (*lines)[LINE_MAX_BYTES];
	int      count;
} Picture;

static void picture_read(Story *story, Picture *out)
{
	char line[LINE_MAX_BYTES];
	while (*story->rest == '|' && line_next(story, line, sizeof line)) {
		size_t length = strlen(line);
		while (length > 1 && line[length - 1] == ' ')
			line[--length] = '\0';
		out->lines = mem_grow(out->lines, (size_t)(out->count + 1) * sizeof *out->lines);
		text_copy(out->lines[out->count++], sizeof *out->lines, line + 1);
	}
}

/* An empty line means an empty row. */
static bool line_is_at(const Story *story, int row, int col, const char *line)
{
	char shown[LINE_MAX_BYTES];
	if (row >= story->stage.canvas.rows)
		return false;
	if (*line)
		return stage_is_at(&story->stage, row, col, line);
	stage_row(&story->stage, row, shown, sizeof shown);
	return strspn(shown, " ") == strlen(shown);
}

/* All lines below the first; *row and *col: the place of the best try, where the most lines stand. */
static bool picture_is_there(const Story *story, const Picture *picture, int *row, int *col)
{
	int best = 0;
	for (int r = 0; r + picture->count <= story->stage.canvas.rows; r++)
		for (int c = 0; c < story->stage.canvas.cols; c++) {
			int same = 0;
			for (int i = 0; i < picture->count; i++)
				same += line_is_at(story, r + i, c, picture->lines[i]);
			if (same == picture->count)
				return true;
			if (same > best) {
				best = same;
				*row = r;
				*col = c;
			}
		}
	return false;
}

/* The canvas from col on, as the lines of a picture. */
static void picture_write(Story *story, int row, int col, int count)
{
	for (int i = 0; i < count; i++) {
		char   shown[LINE_MAX_BYTES];
		size_t used = 0;
		stage_row(&story->stage, row + i, shown, sizeof shown);
		for (int c = 0; c < col && shown[used]; c++) {
			const char *at = shown + used;
			c += text_char_width(text_next(&at, shown + strlen(shown))) - 1;
			used = (size_t)(at - shown);
		}
		text_addf(&story->written, "|%s\n", shown + used);
	}
}

static bool picture_bless(Story *story, const Picture *picture, int row, int col)
{
	bool whole = row < 0;
	picture_write(story, whole ? 0 : row, whole ? 0 : col, whole ? story->stage.canvas.rows : picture->count);
	story->blessed = true;
	return true;
}

static bool see_picture(Story *story, Err *err)
{
	const char *start = story->rest;
	Picture     picture = { .lines = NULL };
	int         row = -1, col = 0;
	picture_read(story, &picture);
	bool ok = picture.count > 0 && picture_is_there(story, &picture, &row, &col);
	if (ok || !story->bless)
		text_add_bytes(&story->written, start, (size_t)(story->rest - start));
	else
		ok = picture_bless(story, &picture, row, col);
	mem_free(picture.lines);
	return ok || fail(err, ERR_OTHER, "the screen does not show this picture");
}

static bool do_see(Story *story, const char *words, Err *err)
{
	char text[LINE_MAX_BYTES];
	bool wanted = strncmp(words, "not ", 4) != 0;
	int  row = 0, col = 0;
	stage_show(&story->stage);
	if (!*words)
		return see_picture(story, err);
	if (!quoted(words, text, sizeof text, err))
		return false;
	if (stage_find(&story->stage, text, &row, &col) == wanted)
		return true;
	return fail(err, ERR_OTHER, wanted ? "'%s' is not on the screen" : "'%s' is on the screen", text);
}

static bool do_cursor(Story *story, const char *words, Err *err)
{
	char text[LINE_MAX_BYTES], shown[LINE_MAX_BYTES];
	int  row = story->stage.canvas.cursor_row;
	if (!quoted(words, text, sizeof text, err))
		return false;
	if (row < 0)
		return fail(err, ERR_OTHER, "the cursor is hidden");
	stage_row(&story->stage, row, shown, sizeof shown);
	return strstr(shown, text) || fail(err, ERR_OTHER, "the cursor is in row %d, column %d: %s", row, story->stage.canvas.cursor_col, shown);
}

static bool do_role(Story *story, const char *words, Err *err)
{
	char        text[LINE_MAX_BYTES];
	const char *role = strrchr(words, ' '), *other = "nowhere";
	if (!quoted(words, text, sizeof text, err))
		return false;
	for (int row = 0, col = 0; stage_find(&story->stage, text, &row, &col); col++) {
		if (role && stage_has_role(&story->stage, row, col, text_width(text), role + 1))
			return true;
		other = role_name((Role)story->stage.canvas.cells[row * story->stage.canvas.cols + col].role);
	}
	return fail(err, ERR_OTHER, "'%s' has another role: %s", text, other);
}

static bool do_wears(Story *story, const char *words, Err *err)
{
	char name[LINE_MAX_BYTES];
	if (!quoted(words, name, sizeof name, err))
		return false;
	const char *worn = ui_theme(story->stage.ui)->name;
	return strcmp(worn, name) == 0 || fail(err, ERR_OTHER, "the theme is %s", worn);
}

/* --- the database and the log --- */

static bool do_sql(Story *story, const char *words, Err *err)
{
	static const char gives[] = "' gives '";
	char        all[LINE_MAX_BYTES];
	if (!quoted(words, all, sizeof all, err))
		return false;
	char *value = strstr(all, gives);
	if (value)
		*value = '\0';
	const char *answer = stage_sql(&story->stage, all);
	return !value || strcmp(answer, value + strlen(gives)) == 0 || fail(err, ERR_OTHER, "the database gives '%s'", answer);
}

static bool do_audit(Story *story, const char *words, Err *err)
{
	char text[LINE_MAX_BYTES];
	bool wanted = strncmp(words, "has not ", 8) != 0;
	if (!quoted(words, text, sizeof text, err))
		return false;
	return stage_audit_has(&story->stage, text) == wanted || fail(err, ERR_OTHER, "the audit log %s '%s'", wanted ? "lacks" : "has", text);
}

static bool do_file(Story *story, const char *words, Err *err)
{
	static const char has[] = "' has '", has_not[] = "' has not '";
	char  all[LINE_MAX_BYTES], path[LINE_MAX_BYTES];
	Text  text = { 0 };
	(void)story;
	if (!quoted(words, all, sizeof all, err))
		return false;
	char *between = strstr(all, has), *not = strstr(all, has_not);
	if (!between && !not)
		return fail(err, ERR_USAGE, "has what? %s", words);
	const char *wanted = between ? between + strlen(has) : not + strlen(has_not);
	*(between ? between : not) = '\0';
	text_format(path, sizeof path, "%s/%s", getenv("HOME"), all);
	if (!sys_read_file(&text, path, STORY_MAX_BYTES, err))
		return false;
	bool ok = (text.bytes && strstr(text.bytes, wanted)) == (between != NULL);
	text_free(&text);
	return ok || fail(err, ERR_OTHER, "the file %s '%s'", between ? "lacks" : "has", wanted);
}

static bool do_store(Story *story, const char *words, Err *err)
{
	(void)words;
	return !stage_store_changed(&story->stage) || fail(err, ERR_OTHER, "the database has changed");
}

static bool do_database(Story *story, const char *words, Err *err)
{
	if (strcmp(words, "stop") == 0)
		stage_database_stop(&story->stage);
	else if (strcmp(words, "stop before row") == 0 || strcmp(words, "stop after row") == 0)
		stage_database_stop_in_save(&story->stage, strcmp(words, "stop after row") == 0);
	else if (strcmp(words, "start") == 0)
		stage_database_start(&story->stage);
	else
		return fail(err, ERR_USAGE, "the database is to stop or start");
	return true;
}

static bool do_pass(Story *story, const char *words, Err *err)
{
	int seconds;
	if (sscanf(words, "%d s", &seconds) != 1 || !story->stage.ui)
		return fail(err, ERR_USAGE, "how many seconds pass?");
	stage_pass(&story->stage, seconds);
	return true;
}

static bool do_over(Story *story, const char *words, Err *err)
{
	(void)words;
	return (story->stage.ui && ui_over(story->stage.ui)) || fail(err, ERR_OTHER, "the program goes on");
}

/* --- playing --- */

static const struct {
	const char *word;
	bool      (*run)(Story *story, const char *words, Err *err);
} commands[] = {
	{ "size", do_size }, { "resize", do_resize }, { "ascii", do_ascii }, { "sign", do_sign_in }, { "keys", do_keys },
	{ "ahead", do_ahead }, { "paste", do_paste }, { "see", do_see }, { "cursor", do_cursor }, { "role", do_role },
	{ "wears", do_wears }, { "click", do_click }, { "wheel", do_wheel },
	{ "sql", do_sql }, { "audit", do_audit }, { "file", do_file }, { "store", do_store }, { "over", do_over },
	{ "database", do_database }, { "pass", do_pass }, { "settings", do_settings },
};

static bool line_play(Story *story, const char *line, Err *err)
{
	size_t length = strcspn(line, " ");
	text_addf(&story->written, "%s\n", line);
	if (!*line || *line == '#')
		return true;
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
		if (strlen(commands[i].word) == length && strncmp(commands[i].word, line, length) == 0)
			return commands[i].run(story, line + length + strspn(line + length, " "), err);
	return fail(err, ERR_USAGE, "no such step: %s", line);
}

static void story_write(const Story *story, const char *file)
{
	FILE *out = fopen(file, "we");
	if (!out || fwrite(story->written.bytes, 1, story->written.length, out) != story->written.length || fclose(out) != 0) {
		fprintf(stderr, "%s cannot be written\n", file);
		exit(1);
	}
	fprintf(stderr, "blessed %s\n", file);
}

static bool story_play(const char *file, const char *text, bool bless, Err *err)
{
	Story story = { .rest = text, .bless = bless };
	char  line[LINE_MAX_BYTES];
	bool  ok = true;
	stage_open(&story.stage);
	while (ok && line_next(&story, line, sizeof line))
		ok = line_play(&story, line, err);
	if (!ok) {
		printf("# %s:%d: %s\n# %s\n", file, story.line, err->text, line);
		stage_print(&story.stage);
	}
	if (ok && story.blessed)
		story_write(&story, file);
	stage_close(&story.stage);
	text_free(&story.written);
	return ok;
}

/* Reads, plays and reports one; its name is its first comment. */
static bool story_run(const char *file, int number, bool bless)
{
	Text text = { .bytes = NULL };
	Err  err;
	char name[LINE_MAX_BYTES];
	if (!sys_read_file(&text, file, STORY_MAX_BYTES, &err)) {
		printf("not ok %d - %s: %s\n", number, file, err.text);
		return false;
	}
	const char *comment = text.bytes + strspn(text.bytes, "# ");
	text_format(name, sizeof name, "%.*s", (int)strcspn(comment, "\n"), comment);
	bool ok = story_play(file, text.bytes, bless, &err);
	printf("%s %d - %s\n", ok ? "ok" : "not ok", number, name);
	fflush(stdout);
	text_free(&text);
	return ok;
}

int main(int argc, char **argv)
{
	bool   bless = argc > 1 && strcmp(argv[1], "--bless") == 0;
	glob_t found = { .gl_pathc = 0 };
	int    failed = 0, number = 0;
	for (int i = 1 + bless; i < argc; i++)
		failed += !story_run(argv[i], ++number, bless);
	if (argc == 1 && glob("tests/stories/*.story", 0, NULL, &found) == 0)
		for (size_t i = 0; i < found.gl_pathc; i++)
			failed += !story_run(found.gl_pathv[i], ++number, false);
	globfree(&found);
	printf("1..%d\n", number);
	return failed > 0;
}
