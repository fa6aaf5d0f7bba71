/* Draws the pictures of the README from the canvas: shots FOLDER writes NAME.svg of every scene in the theme default, and of the
 * list in every theme. Clock, user and host are fixed, so two runs write the same bytes. shots --check FOLDER compares instead:
 * a picture that does not show the program as it is fails. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/mem.h"
#include "tests/stories/stage.h"
#include "tests/stories/svg.h"

enum { PATH_CAP = 600 };

typedef struct {
	const char *name, *keys;                 /* from the list, signed in */
	const char *sql[2], *then;               /* what somebody else does meanwhile, and the keys after it */
	int         cols;                        /* 0: 80 */
	bool        signed_out, lost, themed;    /* lost: the database stops before then; themed: in every theme */
} Scene;

/* The list with the front desk in its middle and the cursor on 8302x; an edit of it; changes the audit log then tells of. */
#define FRONT_DESK "/ \"-group:TEST 83\" Enter PgDn PgDn Up Up Up Up Up Up Up Up Up Up Up Up Up Up Up Up Up Up Down Down "
#define EDIT       "e \", nights\" Tab Tab Tab Right Tab End \",8302c\" "
#define CHANGES    "/ \"8310x\" Enter e \" Jr\" ^S / ^U \"8377x\" Enter D \"8377x\" Tab Tab Enter / ^U \"8302x\" Enter " EDIT "^S "
#define BULK       "/ ^U \"-group:TEST 83 server:dialer1\" Enter + b Right Right Down Right "
#define OF_8302X   "/ \"8302x\" Enter "

static const Scene scenes[] = {
	{ "list", FRONT_DESK, .themed = true },
	{ "signin", "\"6666\" Tab \"1234\"", .signed_out = true },
	{ "filter", "/ \"server:dialer2 -group:TEST front\"" },
	{ "edit", FRONT_DESK EDIT },
	{ "new", FRONT_DESK "n \"desk9x\" Tab \"Reception\" Tab \"1002\"" },
	{ "delete", FRONT_DESK "D \"8302\"" },
	{ "columns", FRONT_DESK "c Down Down Space Down" },
	{ "marks", FRONT_DESK "Space Down Space Space Up Up" },
	{ "bulk", FRONT_DESK BULK },
	{ "bulk-plan", FRONT_DESK BULK "F2 Down Down \"1\"" },
	{ "conflict", FRONT_DESK EDIT,
	  { "UPDATE phones_alias SET logins_list = '8302a,8302b,8301a' WHERE alias_id = '8302x'",
	    "INSERT INTO vicidial_admin_log SET event_date = '2026-01-12 14:32:10', user = 'jsmith', ip_address = '10.1.4.20', event_section = "
	    "'PHONEALIASES', event_type = 'MODIFY', record_id = '8302x', event_code = 'ADMIN MODIFY PHONE ALIAS', event_sql = '', "
	    "event_notes = ''" },
	  "F2 Down" },
	{ "audit", CHANGES "A / \"by:6666 -action:login\" Enter Home" },
	{ "details", CHANGES "A / \"by:6666 -action:login\" Enter Home Enter" },
	{ "history", OF_8302X "e \", nights\" F2",
	  { "UPDATE phones_alias SET logins_list = '8302a,8302b,8302c' WHERE alias_id = '8302x'",
	    "INSERT INTO vicidial_admin_log (event_date, user, ip_address, event_section, event_type, record_id, event_code, event_sql, "
	    "event_notes) "
	    "VALUES ('2026-01-12 14:31:52', 'jsmith', '10.1.4.20', 'PHONEALIASES', 'MODIFY', '8302x', 'ADMIN MODIFY PHONE ALIAS', 'UPDATE "
	    "phones_alias set alias_name=\\'Front desk 2, nights\\', logins_list=\\'8302a,8302b,8302c\\', user_group=\\'---ALL---\\' "
	    "where alias_id=\\'8302x\\'|', '')" },
	  "H" },
	{ "undo", FRONT_DESK EDIT "^S u" },
	{ "health", FRONT_DESK "W Down Down Down" },
	{ "help", FRONT_DESK "?" },
	{ "palette", FRONT_DESK ": \"a\"" },
	{ "themes", FRONT_DESK "T Down Down" },
	{ "lost", FRONT_DESK "e ^U \"Front desk 2, nights\"", .lost = true, .then = "F2" },
	{ "lock", FRONT_DESK ": \"lock\" Enter" },
	{ "narrow", FRONT_DESK, .cols = 40 },
};

static _Noreturn void give_up(const char *what, const char *why)
{
	fprintf(stderr, "%s: %s\n", what, why);
	exit(1);
}

/* --- a picture and its file --- */

typedef struct {
	const char *folder;
	bool        check;
	int         drawn, stale;
} Album;

static bool is_in_file(const char *path, const char *svg)
{
	size_t length = strlen(svg);
	char  *bytes = mem_take(length + 1);
	FILE  *file = fopen(path, "re");
	bool   same = file && fread(bytes, 1, length + 1, file) == length && memcmp(bytes, svg, length) == 0;
	if (file)
		fclose(file);
	mem_free(bytes);
	return same;
}

static void write_file(const char *path, const char *svg)
{
	FILE *file = fopen(path, "we");
	if (!file || fputs(svg, file) == EOF || fclose(file) != 0)
		give_up(path, "cannot be written");
}

/* The folder of the log, and the hash of an entry (it begins with a random number), are others at each run: shown are the
 * folder as it would be for an admin, and some hash. */
static char *steady(char *svg)
{
	static const char hash[] = "b0b69a59aee08dc0a9694dfb3ece607fca06d1383b393278c46fe9620c0926ca";
	const char *folder = getenv("XDG_STATE_HOME"), *at = svg;
	Text        out = { 0 };
	while (*at) {
		if (folder && strncmp(at, folder, strlen(folder)) == 0) {
			text_add(&out, "~/.local/state");
			at += strlen(folder);
		} else if (strspn(at, "0123456789abcdef") == strlen(hash)) {
			text_add(&out, hash);
			at += strlen(hash);
		} else {
			text_add_bytes(&out, at++, 1);
		}
	}
	free(svg);
	return out.bytes;
}

static void album_add(Album *album, const char *name, const Canvas *canvas, const Theme *theme)
{
	char  path[PATH_CAP];
	char *svg = steady(svg_of(canvas, theme));
	text_format(path, sizeof path, "%s/%s.svg", album->folder, name);
	album->drawn++;
	if (album->check) {
		bool same = is_in_file(path, svg);
		album->stale += !same;
		printf("%sok %d - %s\n", same ? "" : "not ", album->drawn, path);
	} else {
		write_file(path, svg);
	}
	free(svg);
}

/* --- scenes --- */

static void keys(Stage *stage, const Scene *scene, const char *words)
{
	Err err;
	if (words && !stage_keys(stage, words, &err))
		give_up(scene->name, err.text);
}

static void play(Stage *stage, const Scene *scene)
{
	stage_open(stage);
	stage->cols = scene->cols ? scene->cols : 80;
	if (!scene->signed_out)
		stage_sign_in(stage, "6666", "1234");
	keys(stage, scene, scene->keys);
	for (size_t i = 0; i < 2 && scene->sql[i]; i++)
		stage_sql(stage, scene->sql[i]);
	if (scene->lost)
		stage_database_stop(stage);
	keys(stage, scene, scene->then);
}

static void draw_in_other_themes(Album *album, const Scene *scene, const Canvas *canvas, const char *worn)
{
	ThemeName names[THEME_NAMES];
	char      name[100];
	Theme     theme;
	Err       err;
	for (size_t i = 0, count = theme_names(names); i < count; i++) {
		if (!theme_find(&theme, names[i].text, &err))
			give_up(names[i].text, err.text);
		if (strcmp(names[i].text, worn) == 0)
			continue;
		text_format(name, sizeof name, "%s-%s", scene->name, names[i].text);
		album_add(album, name, canvas, &theme);
	}
}

static void scene_draw(Album *album, const Scene *scene)
{
	Stage stage;
	play(&stage, scene);
	album_add(album, scene->name, &stage.canvas, ui_theme(stage.ui));
	if (scene->themed)
		draw_in_other_themes(album, scene, &stage.canvas, ui_theme(stage.ui)->name);
	stage_close(&stage);
}

int main(int argc, char **argv)
{
	Album album = { .check = argc == 3 && strcmp(argv[1], "--check") == 0 };
	if (argc != 2 + album.check)
		give_up("shots", "FOLDER is missing");
	album.folder = argv[argc - 1];
	setenv("XDG_CONFIG_HOME", "/nonexistent", 1);        /* no themes of one's own */
	for (size_t i = 0; i < sizeof scenes / sizeof *scenes; i++)
		scene_draw(&album, &scenes[i]);
	if (album.check)
		printf("1..%d\n", album.drawn);
	if (album.stale)
		fprintf(stderr, "%d pictures are stale: make screenshots, look at them, commit them.\n", album.stale);
	return album.stale > 0;
}
