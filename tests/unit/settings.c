/* Proves that settings files are read in their order, that what is wrong in them is told by file and line and does not stop the
 * program unless going on could do harm, and that the template says what is built in. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/text.h"
#include "core/service/config.h"
#include "tests/scratch.h"
#include "tests/tap.h"

static Config config;
static Err err;

static const char *file_of(const char *name, const char *bytes, mode_t mode)
{
	static char paths[2][300];
	static unsigned turn;
	char *path = paths[turn++ % 2];
	FILE *file = fopen(scratch_path(path, sizeof paths[0], name), "w");
	assert_non_null(file);
	fputs(bytes, file);
	fclose(file);
	chmod(path, mode);
	return path;
}

static bool read_both(const char *system, const char *own, const char *flag, const char *value)
{
	const char *system_file = system ? file_of("system.conf", system, 0644) : "/nowhere";
	char own_file[300], flags[2][300], *argv[] = { "vicialias", "--config", own_file, flags[0], flags[1], NULL };
	text_copy(own_file, sizeof own_file, file_of("own.conf", own, 0600));
	text_copy(flags[0], sizeof flags[0], flag);
	text_copy(flags[1], sizeof flags[1], value);
	return config_read_with(system_file, &config, !flag ? 3 : value ? 5 : 4, argv, &err);
}

static void read_good(const char *own)
{
	if (!read_both(NULL, own, NULL, NULL))
		fail_msg("%s", err.text);
}

static void told(const char *words)
{
	for (size_t i = 0; i < config.told.count; i++)
		if (strstr(config.told.text[i], words))
			return;
	fail_msg("nothing says \"%s\"; the first: %s", words, config.told.count ? config.told.text[0] : "");
}

static void later_ones_win(void **state)
{
	(void)state;
	setenv("VICIALIAS_ESC_DELAY", "70", 1);
	assert_true(read_both("theme = one\nascii = yes\nesc_delay = 60\nlock_minutes = 5", "theme = two\nesc_delay = 65\nlock_minutes => 6",
	                      "--lock-minutes", "7"));
	assert_string_equal(config.theme, "two");
	assert_string_equal(config.ascii, "yes");
	assert_int_equal(config.esc_delay_ms, 70);
	assert_int_equal(config.lock_minutes, 7);
	assert_int_equal(config.told.total, 0);
	unsetenv("VICIALIAS_ESC_DELAY");
}

static void comments_and_blanks_are_as_in_the_connection_file(void **state)
{
	(void)state;
	read_good("# all\n  ; this\n\n\t theme\t=>  night # and this\r\nkey.sort-next = s F6 >\nkey.sort-previous=<\n");
	assert_string_equal(config.theme, "night");
	assert_string_equal(config.keys[0].keys, "s F6 >");
	assert_string_equal(config.keys[1].keys, "<");
	assert_int_equal(config.keys[1].line, 6);
	assert_int_equal(config.told.total, 0);
}

static void what_is_wrong_is_told_by_line_and_the_rest_counts(void **state)
{
	(void)state;
	read_good("themes = a\nascii = perhaps\nlock_minutes = soon\nwords only\ntheme = one\ntheme = two\n= 3\nprofile.a b.danger = yes\n"
	          "profile.x.colour = red");
	assert_string_equal(config.theme, "two");
	assert_string_equal(config.ascii, "auto");
	assert_int_equal(config.lock_minutes, 15);
	told("own.conf, line 1: themes: there is no such setting.");
	told("line 2: ascii: \"perhaps\" is none of auto, yes and no.");
	told("line 3: lock_minutes: \"soon\" is not a number from 0 to 1440.");
	told("line 4: a line is  name = value");
	told("line 6: theme: named twice; this one counts.");
	told("line 8: a b.danger: the name of a profile");
	assert_int_equal(config.told.total, 8);
	assert_int_equal(config.profile_count, 0);
}

static void a_value_that_would_do_harm_stops_the_program(void **state)
{
	(void)state;
	static const struct { const char *line, *says; } rows[] = {
		{ "\nread_only = maybe", "own.conf, line 2: read_only: \"maybe\" is neither yes nor no." },
		{ "phone_writes = nein", "line 1: phone_writes" },
		{ "audit = log.db", "line 1: audit: \"log.db\" is not a whole path" },
		{ "astguiclient = conf", "is not a whole path" },
		{ "profile.lab.astguiclient = lab.conf", "line 1: profile.lab.astguiclient" },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		assert_false(read_both(NULL, rows[i].line, NULL, NULL));
		if (!strstr(err.text, rows[i].says))
			fail_msg("\"%s\" does not say \"%s\"", err.text, rows[i].says);
	}
}

static void nothing_moves_a_log_that_the_system_names(void **state)
{
	(void)state;
	assert_true(read_both("audit = /srv/audit.db", "audit = /tmp/mine.db", NULL, NULL));
	assert_string_equal(config.audit, "/srv/audit.db");
	told("own.conf, line 1: audit: ");
	told("names the audit log, /srv/audit.db, and nothing else can move it.");
	assert_false(read_both("audit = /srv/audit.db", "", "--audit", "/tmp/mine.db"));
	assert_non_null(strstr(err.text, "nothing else can move it"));
	assert_true(read_both("audit = /srv/audit.db", "", "--audit", "/srv/audit.db"));
	setenv("VICIALIAS_AUDIT", "/tmp/mine.db", 1);
	assert_false(read_both("audit = /srv/audit.db", "", NULL, NULL));
	unsetenv("VICIALIAS_AUDIT");
	assert_true(read_both("theme = one", "audit = /tmp/mine.db", NULL, NULL));
	assert_string_equal(config.audit, "/tmp/mine.db");
}

static void a_file_that_others_can_change_is_ignored(void **state)
{
	(void)state;
	char *argv[] = { "vicialias" };
	char folder[300];
	setenv("XDG_CONFIG_HOME", scratch_path(folder, sizeof folder, "xdg"), 1);
	mkdir(folder, 0700);
	mkdir(scratch_path(folder, sizeof folder, "xdg/vicialias"), 0700);
	const char *own = file_of("xdg/vicialias/vicialias.conf", "theme = two", 0600);
	const char *system = file_of("open.conf", "theme = one", 0666);
	assert_true(config_read_with(system, &config, 1, argv, &err));
	assert_string_equal(config.theme, "two");
	assert_true(config.files[CONFIG_OWN].read && !config.files[CONFIG_SYSTEM].read);
	told("open.conf is ignored: others can change it. Run  chmod go-w ");
	chmod(own, 0602);
	assert_true(config_read_with(system, &config, 1, argv, &err));
	assert_string_equal(config.theme, "");
	setenv("XDG_CONFIG_HOME", "/nowhere", 1);
}

static void a_file_that_was_named_has_to_be_there(void **state)
{
	(void)state;
	char *argv[] = { "vicialias", "--config", "/nowhere/own.conf" };
	assert_false(config_read_with("/nowhere", &config, 3, argv, &err));
	assert_non_null(strstr(err.text, "/nowhere/own.conf"));
	assert_true(config_read_with("/nowhere", &config, 1, argv, &err));
}

#define TWO "profile.prod-east.astguiclient = /etc/east.conf\nprofile.prod-east.danger = yes\nprofile.lab.astguiclient = /etc/lab.conf\n" \
            "profile.lab.read_only = perhaps\n"

static void clusters_have_names_and_logs_of_their_own(void **state)
{
	(void)state;
	char path[300];
	read_good(TWO "audit = /srv/audit.db");
	assert_string_equal(config_profile(&config)->name, "prod-east");
	assert_true(config_profile(&config)->danger && !config_profile(&config)->read_only);
	assert_string_equal(config.astguiclient, "/etc/east.conf");
	assert_true(config_audit_place(&config, path, sizeof path, &err));
	assert_string_equal(path, "/srv/audit-prod-east.db");
	told("lab.read_only: \"perhaps\" is neither yes nor no, and is taken for yes.");
	assert_true(config.profiles[1].read_only);
	assert_true(read_both(NULL, TWO, "--profile", "lab"));
	assert_string_equal(config.astguiclient, "/etc/lab.conf");
	assert_false(read_both(NULL, TWO, "--profile", "west"));
	assert_string_equal(err.text, "--profile: there is no profile west. The settings name prod-east, lab.");
}

/* What is unclear is taken for the more careful of the two, and a cluster whose file is not known is none. */
static void what_is_unclear_of_a_cluster_is_taken_carefully(void **state)
{
	(void)state;
	char many[4000] = "";
	read_good("profile.east.astguiclient = /etc/east.conf\nprofile.east.tls = perhaps\n"
	          "profile.east.danger = maybe\nprofile.east.read_only = no\n");
	assert_true(config.profiles[0].tls);
	assert_true(config.profiles[0].danger);
	assert_false(config.profiles[0].read_only);
	told("\"perhaps\" is neither required nor no, and is taken for required");
	told("\"maybe\" is neither yes nor no, and is taken for yes");
	read_good("profile.east.astguiclient = /etc/east.conf\nprofile.east.tls = no\ntls = required\n");
	assert_false(config.profiles[0].tls);
	assert_true(config.tls);
	assert_false(read_both(NULL, "tls = on", NULL, NULL));
	assert_non_null(strstr(err.text, "\"on\" is neither required nor no"));
	for (int i = 0, used = 0; i <= CONFIG_PROFILES; i++)
		used += (int)text_format(many + used, sizeof many - (size_t)used, "profile.c%d.astguiclient = /etc/c%d.conf\n", i, i);
	assert_true(!read_both(NULL, many, NULL, NULL) || config.told.total);
	read_good("profile..astguiclient = /etc/x.conf\nprofile.a b.astguiclient = /x\nprofile.east = /x\n");
	assert_int_equal(config.profile_count, 0);
	assert_int_equal(config.told.total, 3);
}

static void what_is_too_much_of_keys_is_told(void **state)
{
	(void)state;
	Text many = { 0 };
	for (int i = 0; i <= CONFIG_KEYS; i++)
		text_addf(&many, "key.k%d = F5\n", i);
	text_addf(&many, "key.%060d = F5\nkey.long = %080d\nkey.k1 = F6\n", 1, 1);
	read_good(many.bytes);
	assert_int_equal(config.key_count, CONFIG_KEYS);
	assert_string_equal(config.keys[1].keys, "F6");
	told("more keys than there is room for");
	text_free(&many);
	read_good("key.long-enough-to-be-longer-than-any-name-of-a-key-there-is = F5\n");
	assert_int_equal(config.key_count, 0);
	told("longer than any name of a key");
}

static void a_named_connection_file_is_no_profile(void **state)
{
	(void)state;
	char path[300];
	assert_true(read_both(NULL, TWO "audit = /srv/audit.db", "--astguiclient", "/etc/other.conf"));
	assert_null(config_profile(&config));
	assert_string_equal(config.astguiclient, "/etc/other.conf");
	assert_true(config_audit_place(&config, path, sizeof path, &err));
	assert_string_equal(path, "/srv/audit.db");
	assert_true(read_both(NULL, TWO, "--demo", NULL));
	assert_null(config_profile(&config));
}

/* Takes the # off the lines that are settings, not sentences. */
static void uncomment(char *bytes)
{
	char *to = bytes;
	for (char *at = bytes; *at; at++) {
		bool starts = (at == bytes || at[-1] == '\n') && at[0] == '#' && at[1] != ' ';
		if (!starts)
			*to++ = *at;
	}
	*to = '\0';
}

static void assert_built_in(void)
{
	static Config built_in;
	char *argv[] = { "vicialias" };
	assert_int_equal(config.told.total, 0);
	assert_true(config_read_with("/nowhere", &built_in, 1, argv, &err));
	memcpy(config.files, built_in.files, sizeof config.files);
	memset(config.config, 0, sizeof config.config);
	config.audit_fixed = built_in.audit_fixed;
	assert_memory_equal(&config, &built_in, sizeof config);
}

static void the_template_read_back_is_what_is_built_in(void **state)
{
	(void)state;
	char *bytes = NULL;
	size_t length;
	FILE *to = open_memstream(&bytes, &length);
	config_template(to);
	fclose(to);
	for (size_t i = 0; i < option_count; i++)
		if (options[i].setting && (!options[i].otherwise || !strstr(bytes, options[i].setting)))
			fail_msg("%s has no built-in value in the template", options[i].setting);
	read_good(bytes);
	assert_built_in();
	uncomment(bytes);
	assert_non_null(strstr(bytes, "\nlock_minutes = 15\n"));
	read_good(bytes);
	assert_built_in();
	free(bytes);
}

int main(void)
{
	setenv("XDG_CONFIG_HOME", "/nowhere", 1);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(later_ones_win),
		cmocka_unit_test(comments_and_blanks_are_as_in_the_connection_file),
		cmocka_unit_test(what_is_wrong_is_told_by_line_and_the_rest_counts),
		cmocka_unit_test(a_value_that_would_do_harm_stops_the_program),
		cmocka_unit_test(nothing_moves_a_log_that_the_system_names),
		cmocka_unit_test(a_file_that_others_can_change_is_ignored),
		cmocka_unit_test(a_file_that_was_named_has_to_be_there),
		cmocka_unit_test(clusters_have_names_and_logs_of_their_own),
		cmocka_unit_test(what_is_unclear_of_a_cluster_is_taken_carefully),
		cmocka_unit_test(what_is_too_much_of_keys_is_told),
		cmocka_unit_test(a_named_connection_file_is_no_profile),
		cmocka_unit_test(the_template_read_back_is_what_is_built_in),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
