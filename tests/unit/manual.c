/* Proves that the manual page and the completion list the options, keys and findings of the program: between "begin NAME" and "end NAME"
 * both files hold what is made here from the rows. manual --bless writes them (make manual). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/sys.h"
#include "core/model/health.h"
#include "core/service/config.h"
#include "tui/draw/theme.h"
#include "tui/views/views.h"

#include "tests/tap.h"

/* A line of mdoc, with what groff would take for its own escaped. */
static void add_words(Text *out, const char *words)
{
	for (const char *at = words; *at; at++) {
		if (*at == '\\' || (at == words && (*at == '.' || *at == '\'')))
			text_add(out, *at == '\\' ? "\\e" : "\\&");
		if (*at == '-')
			text_add(out, "\\-");
		else if (*at == '^')
			text_add(out, "\\(ha");
		else if (*at == '`')
			text_add(out, "\\(ga");
		else if (*at == '~')
			text_add(out, "\\(ti");
		else if (*at != '\\')
			text_add_bytes(out, at, 1);
	}
	text_add(out, "\n");
}

static void add_options(Text *out)
{
	for (size_t i = 0; i < option_count; i++) {
		const Option *option = &options[i];
		text_addf(out, ".It Fl \\-%s%s%s\n", option->flag + 2, option->value ? " Ar " : "", option->value ? option->value : "");
		add_words(out, option->help);
		if (option->environment)
			text_addf(out, ".Pq Ev %s\n", option->environment);
	}
}

static void add_settings(Text *out)
{
	for (size_t i = 0; i < option_count; i++)
		if (options[i].setting) {
			text_addf(out, ".It Cm %s\n", options[i].setting);
			add_words(out, options[i].help);
		}
}

static void add_findings(Text *out)
{
	for (FindingId kind = 0; kind < FINDING_HIDDEN; kind++) {
		text_add(out, ".It Cm ");
		add_words(out, findings[kind].key);
		text_addf(out, "%s.\n", findings[kind].title);
		add_words(out, findings[kind].why);
	}
}

static bool is_first(size_t class, const Keymap *map)
{
	for (size_t i = 0; i < class; i++)
		for (const Keymap *const *other = view_classes[i]->keymaps; other && *other; other++)
			if (*other == map)
				return false;
	return true;
}

static void add_keymap(Text *out, const Keymap *map)
{
	text_addf(out, ".Ss %s\n.Bl -tag -width PgUpxPgDn -compact\n", map->title);
	for (size_t i = 0; i < map->count; i++) {
		const Binding *row = &map->rows[i];
		text_add(out, ".It Ic \"\\&");           /* or a lone ! would be punctuation */
		if (!*row->keys)
			text_add(out, ":");     /* without a key it is run by its name */
		add_words(out, *row->keys ? row->keys : row->name);
		out->length--;
		text_add(out, "\\&\"\n");
		add_words(out, row->help);
	}
	text_add(out, ".El\n");
}

static void add_keys(Text *out)
{
	for (size_t i = 0; i < view_class_count; i++)
		for (const Keymap *const *map = view_classes[i]->keymaps; map && *map; map++)
			if (is_first(i, *map))
				add_keymap(out, *map);
	add_keymap(out, &ui_global_keys);
}

static void add_flags(Text *out)
{
	text_add(out, "\tlocal flags='");
	for (size_t i = 0; i < option_count; i++)
		text_addf(out, "%s%s", i ? " " : "", options[i].flag);
	text_add(out, "'\n\tlocal valued='");
	for (size_t i = 0; i < option_count; i++)
		if (options[i].value)
			text_addf(out, " %s ", options[i].flag);
	text_add(out, "'\n\tlocal themes='");
	ThemeName names[THEME_NAMES];
	for (size_t i = 0, count = theme_names(names); i < count; i++)
		text_addf(out, "%s%s", i ? " " : "", names[i].text);
	text_add(out, "'\n\tlocal findings='");
	for (FindingId kind = 0; kind < FINDING_HIDDEN; kind++)
		text_addf(out, "%s%s", kind ? " " : "", findings[kind].key);
	text_add(out, "'\n");
}

static const struct {
	const char *file, *begin, *end;
	void      (*add)(Text *out);
} parts[] = {
	{ "tui/vicialias.1", ".\\\" begin options\n", ".\\\" end options\n", add_options },
	{ "tui/vicialias.1", ".\\\" begin settings\n", ".\\\" end settings\n", add_settings },
	{ "tui/vicialias.1", ".\\\" begin keys\n", ".\\\" end keys\n", add_keys },
	{ "tui/vicialias.1", ".\\\" begin findings\n", ".\\\" end findings\n", add_findings },
	{ "tui/vicialias.bash", "# begin flags\n", "# end flags\n", add_flags },
};
enum { PARTS = sizeof parts / sizeof *parts };

/* The file as it is, and as it would be with this part made anew. */
static void part_make(size_t part, Text *file, Text *fresh)
{
	Err err;
	if (!sys_read_file(file, parts[part].file, 1 << 20, &err))
		fail_msg("%s", err.text);
	char *from = strstr(file->bytes, parts[part].begin), *to = from ? strstr(from, parts[part].end) : NULL;
	if (!to)
		fail_msg("%s has lost its marks around a part", parts[part].file);
	from += strlen(parts[part].begin);
	text_add_bytes(fresh, file->bytes, (size_t)(from - file->bytes));
	parts[part].add(fresh);
	text_add(fresh, to);
}

static void the_committed_parts_are_those_of_the_program(void **state)
{
	(void)state;
	for (size_t i = 0; i < PARTS; i++) {
		Text file = { 0 }, fresh = { 0 };
		part_make(i, &file, &fresh);
		if (strcmp(file.bytes, fresh.bytes) != 0)
			fail_msg("%s is stale. Run  make manual", parts[i].file);
		text_free(&file);
		text_free(&fresh);
	}
}

static void assert_completes(const char *words, const char *expected)
{
	char command[300], line[200] = "";
	text_format(command, sizeof command,
	            "bash -c '. tui/vicialias.bash; COMP_WORDS=(vicialias %s); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _vicialias; "
	            "echo \"${COMPREPLY[*]}\"'", words);
	FILE *bash = popen(command, "r");
	assert_non_null(bash);
	assert_non_null(fgets(line, sizeof line, bash));
	assert_int_equal(pclose(bash), 0);
	line[strcspn(line, "\n")] = '\0';
	assert_string_equal(line, expected);
}

static void the_completion_knows_commands_options_and_values(void **state)
{
	(void)state;
	assert_completes("a", "api audit");
	assert_completes("audit v", "verify");
	assert_completes("health miss", "missing-phone");
	assert_completes("--ph", "--phone-writes");
	assert_completes("--theme sol", "solarized");
	assert_completes("list --format c", "csv");
	assert_completes("--user --d", "");
}

static int bless(void)
{
	for (size_t i = 0; i < PARTS; i++) {
		Text file = { 0 }, fresh = { 0 };
		part_make(i, &file, &fresh);
		FILE *out = fopen(parts[i].file, "we");
		if (!out || fputs(fresh.bytes, out) == EOF || fclose(out) != 0)
			return 1;
		text_free(&file);
		text_free(&fresh);
	}
	return 0;
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_committed_parts_are_those_of_the_program),
		cmocka_unit_test(the_completion_knows_commands_options_and_values),
	};
	setenv("XDG_CONFIG_HOME", "/nonexistent", 1);        /* no themes of one's own */
	if (argc == 2 && strcmp(argv[1], "--bless") == 0)
		return bless();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
