/* Proves that the connection file is read as VICIdial reads it and never guessed, that options are checked in words, and
 * where log and demo lie. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/text.h"
#include "core/service/config.h"
#include "tests/scratch.h"
#include "tests/tap.h"

static Connection parsed(const char *bytes, size_t length)
{
	Connection out;
	config_parse_connection(bytes, length, &out);
	return out;
}

static void connection_values_are_those_vicidial_sees(void **state)
{
	(void)state;
	static const struct { const char *line, *password; } rows[] = {
		{ "VARDB_pass => 1234", "1234" },
		{ "VARDB_pass=1234\r\n", "1234" },
		{ "  VARDB_ pass\t=>  12 34", "1234" },
		{ "VARDB_pass => a=b", "b" },
		{ "VARDB_pass => ab#cd", "ab" },
		{ "VARDB_pass => ab;cd", "ab" },
		{ "VARDB_pass => a>b", "ab" },
		{ "VARDB_pass => one\nVARDB_pass => two", "two" },
		{ "VARDB_pass => one\nVARDB_pass_old => two", "two" },
		{ "VARDB_pass => one\n#VARDB_pass => two", "one" },
		{ "vardb_pass => x", "" },
		{ "xVARDB_pass => x", "" },
		{ "\xef\xbb\xbfVARDB_pass => x", "" },
		{ "VARDB_pass 1234", "VARDB_pass1234" },
		{ "VARDB_custom_pass => x", "" },
		{ "VARDB_pass => caf\xe9", "caf\xe9" },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_string_equal(parsed(rows[i].line, strlen(rows[i].line)).password, rows[i].password);
}

static void odd_bytes_do_no_harm(void **state)
{
	(void)state;
	static const char with_nul[] = "VARDB_user => a\0b\nVARDB_pass => p\n\0VARDB_pass => q";
	Connection nul = parsed(with_nul, sizeof with_nul - 1);
	assert_string_equal(nul.user, "a");
	assert_string_equal(nul.password, "p");

	enum { LONG = 1 << 20 };
	char *line = malloc(LONG);
	memset(line, 'x', LONG);
	memcpy(line, "VARDB_server", 12);
	memcpy(line + LONG - 8, "=db1.net", 8);
	assert_string_equal(parsed(line, LONG).host, "db1.net");
	free(line);
}

static void missing_values_are_the_installers(void **state)
{
	(void)state;
	Connection none = parsed("", 0), odd = parsed("VARDB_port => abc", 17), other = parsed("VARDB_port => 3307", 18);
	assert_string_equal(none.host, "localhost");
	assert_string_equal(none.database, "asterisk");
	assert_string_equal(none.user, "cron");
	assert_string_equal(none.password, "");
	assert_int_equal(none.port, 3306);
	assert_int_equal(odd.port, 3306);
	assert_int_equal(other.port, 3307);
}

static const char *conf_file(const char *bytes, mode_t mode)
{
	static char path[300];
	FILE *file = fopen(scratch_path(path, sizeof path, "astguiclient.conf"), "w");
	assert_non_null(file);
	fputs(bytes, file);
	fclose(file);
	chmod(path, mode);
	return path;
}

static const char whole_file[] =
	"# Database connection information\nVARserver_ip => 10.0.0.11\nVARDB_server => 10.0.0.10\n"
	"VARDB_database => asterisk\nVARDB_user => cron\nVARDB_pass => 1234\nVARDB_port => 3306\n";

static bool connection_of(const char *path, Connection *out, Err *err)
{
	static Config config;
	config = (Config){ .profile_at = -1 };
	text_copy(config.astguiclient, sizeof config.astguiclient, path);
	return config_connection(&config, out, err);
}

static void a_whole_file_is_a_connection(void **state)
{
	(void)state;
	Connection where;
	Err err;
	const char *path = conf_file(whole_file, 0640);
	assert_true(connection_of(path, &where, &err));
	assert_string_equal(where.host, "10.0.0.10");
	assert_string_equal(where.server_ip, "10.0.0.11");
	assert_string_equal(where.source, path);
	assert_string_equal(where.socket, "");
}

static void assert_refused(const char *bytes, mode_t mode, const char *why)
{
	Connection where;
	Err err;
	assert_false(connection_of(conf_file(bytes, mode), &where, &err));
	if (!strstr(err.text, why))
		fail_msg("\"%s\" does not say \"%s\"", err.text, why);
	assert_string_equal(where.password, "");
}

#define NO_PORT "VARDB_server => d\nVARDB_database => a\nVARDB_user => u\n"

static void a_file_that_says_too_little_is_refused_not_guessed(void **state)
{
	(void)state;
	char longer[600] = "VARDB_database => a\nVARDB_user => u\nVARDB_server => ";
	memset(longer + strlen(longer), 'h', 300);
	assert_refused("", 0600, "has no VARDB_server. It should have a line such as  VARDB_server => localhost");
	assert_refused("VARDB_server => db\nVARDB_user => u", 0600, "has no VARDB_database");
	assert_refused("VARDB_server => db\nVARDB_database => a\nVARDB_user =>", 0600, "has no VARDB_user");
	assert_refused(longer, 0600, "the value of VARDB_server is longer than 255 characters");
	assert_refused(NO_PORT "VARDB_port => 0", 0600, "VARDB_port \"0\" is not a port");
	assert_refused(NO_PORT "VARDB_port => 65536", 0600, "is not a port");
	assert_refused(NO_PORT "VARDB_port => db", 0600, "is not a port");
	assert_refused(whole_file, 0666, "can be changed by everybody");
}

static void a_missing_file_says_what_to_do(void **state)
{
	(void)state;
	Connection where;
	Err err;
	assert_false(connection_of("/nowhere/astguiclient.conf", &where, &err));
	assert_non_null(strstr(err.text, "--astguiclient FILE"));
	assert_non_null(strstr(err.text, "--demo"));
	assert_false(connection_of(scratch_folder(), &where, &err));
	assert_non_null(strstr(err.text, "is not a regular file"));
}

static bool read_options(Config *out, Err *err, int argc, const char *const *words)
{
	static char copies[20][64];
	char *argv[20];
	for (int i = 0; i < argc; i++) {
		snprintf(copies[i], sizeof copies[i], "%s", words[i]);
		argv[i] = copies[i];
	}
	return config_read(out, argc, argv, err);
}

#define READ(config, err, ...) \
	read_options(config, err, (int)(sizeof (const char *[]){ "vicialias", __VA_ARGS__ } / sizeof(char *)), \
	             (const char *const[]){ "vicialias", __VA_ARGS__ })

static void built_in_settings_stand_without_options(void **state)
{
	(void)state;
	Config config;
	Err err;
	assert_true(read_options(&config, &err, 1, (const char *const[]){ "vicialias" }));
	assert_string_equal(config.astguiclient, "/etc/astguiclient.conf");
	assert_string_equal(config.format, "table");
	assert_string_equal(config.ascii, "auto");
	assert_int_equal(config.password_fd, -1);
	assert_int_equal(config.esc_delay_ms, 50);
	assert_int_equal(config.live_seconds, 30);
	assert_true(config.phone_writes && !config.demo && config.word_count == 0);
}

static void options_may_stand_anywhere_and_words_keep_their_minus(void **state)
{
	(void)state;
	Config config;
	Err err;
	assert_true(READ(&config, &err, "list", "--format=csv", "server:d2", "-group:TEST", "--user", "6666", "--", "--odd"));
	assert_string_equal(config.format, "csv");
	assert_string_equal(config.user, "6666");
	assert_int_equal(config.word_count, 4);
	assert_string_equal(config.words[2], "-group:TEST");
	assert_string_equal(config.words[3], "--odd");
}

static void live_reading_can_be_turned_off(void **state)
{
	(void)state;
	Config config;
	Err err;
	assert_true(READ(&config, &err, "--live", "0"));
	assert_int_equal(config.live_seconds, 0);
	assert_false(READ(&config, &err, "--live", "3601"));
	assert_string_equal(err.text, "--live: \"3601\" is not a number from 0 to 3600.");
}

static void a_flag_wins_over_the_environment(void **state)
{
	(void)state;
	Config config;
	Err err;
	setenv("VICIALIAS_THEME", "night", 1);
	setenv("VICIALIAS_AUDIT", "/from/environment", 1);
	setenv("VICIALIAS_ASCII", "", 1);
	assert_true(READ(&config, &err, "--theme", "light"));
	assert_string_equal(config.theme, "light");
	assert_string_equal(config.audit, "/from/environment");
	assert_string_equal(config.ascii, "auto");
	setenv("VICIALIAS_ASCII", "perhaps", 1);
	assert_false(READ(&config, &err, "--demo"));
	assert_string_equal(err.text, "VICIALIAS_ASCII in the environment: \"perhaps\" is none of auto, yes and no.");
	unsetenv("VICIALIAS_THEME");
	unsetenv("VICIALIAS_AUDIT");
	unsetenv("VICIALIAS_ASCII");
}

#define assert_usage(sentence, ...) do { \
		Config not_used; \
		Err said; \
		assert_false(READ(&not_used, &said, __VA_ARGS__)); \
		assert_int_equal(said.code, ERR_USAGE); \
		assert_string_equal(said.text, sentence); \
	} while (0)

static void wrong_options_are_answered_in_words(void **state)
{
	(void)state;
	assert_usage("--thme is not an option. vicialias --help lists them.", "--thme");
	assert_usage("--theme needs a value: --theme NAME.", "--theme");
	assert_usage("--demo takes no value.", "--demo=yes");
	assert_usage("--format: \"xml\" is none of table, csv and json.", "--format", "xml");
	assert_usage("--password-fd: \"x\" is not a number from 0 to 1023.", "--user", "a", "--password-fd", "x");
	assert_usage("--password-fd needs --user NAME.", "--password-fd", "3");
	assert_usage("--fresh goes with --demo only.", "--fresh");
}

static void the_clock_is_frozen_for_the_demo_only(void **state)
{
	(void)state;
	Config config;
	Err err;
	setenv("TZ", "UTC", 1);
	setenv("VICIALIAS_NOW", "2026-01-12T14:31:52", 1);
	assert_true(READ(&config, &err, "--demo"));
	assert_int_equal(config.now_us, 1768228312000000);
	assert_true(READ(&config, &err, "list"));
	assert_int_equal(config.now_us, 0);
	setenv("VICIALIAS_NOW", "tomorrow", 1);
	assert_usage("VICIALIAS_NOW: \"tomorrow\" is not a time such as 2026-01-12T14:31:52.", "--demo");
	unsetenv("VICIALIAS_NOW");
}

static void help_names_every_option_and_its_environment(void **state)
{
	(void)state;
	char *help = NULL;
	size_t length;
	FILE *to = open_memstream(&help, &length);
	config_help(to);
	fclose(to);
	for (size_t i = 0; i < option_count; i++) {
		assert_non_null(strstr(help, options[i].flag));
		assert_non_null(strstr(help, options[i].help));
		if (options[i].environment)
			assert_non_null(strstr(help, options[i].environment));
	}
	free(help);
}

static void the_demo_keeps_its_log_to_itself(void **state)
{
	(void)state;
	char expected[300], path[300];
	bool shared;
	Err err;
	Config config = { .demo = true, .audit = "/elsewhere/audit.db" };
	setenv("XDG_STATE_HOME", scratch_folder(), 1);
	assert_true(config_audit_path(&config, path, sizeof path, &shared, &err));
	assert_string_equal(path, scratch_path(expected, sizeof expected, "vicialias/demo/audit.db"));
	assert_false(shared);
	assert_int_equal(access(scratch_path(expected, sizeof expected, "vicialias/demo"), W_OK), 0);
}

static void a_named_log_lies_where_it_is_named(void **state)
{
	(void)state;
	char path[300], named[300];
	bool shared;
	Err err;
	Config config = { 0 };
	text_copy(config.audit, sizeof config.audit, scratch_path(named, sizeof named, "deep/er/log.db"));
	assert_true(config_audit_path(&config, path, sizeof path, &shared, &err));
	assert_string_equal(path, named);
	assert_int_equal(access(scratch_path(named, sizeof named, "deep/er"), W_OK), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(connection_values_are_those_vicidial_sees),
		cmocka_unit_test(odd_bytes_do_no_harm),
		cmocka_unit_test(missing_values_are_the_installers),
		cmocka_unit_test(a_whole_file_is_a_connection),
		cmocka_unit_test(a_file_that_says_too_little_is_refused_not_guessed),
		cmocka_unit_test(a_missing_file_says_what_to_do),
		cmocka_unit_test(built_in_settings_stand_without_options),
		cmocka_unit_test(options_may_stand_anywhere_and_words_keep_their_minus),
		cmocka_unit_test(live_reading_can_be_turned_off),
		cmocka_unit_test(a_flag_wins_over_the_environment),
		cmocka_unit_test(wrong_options_are_answered_in_words),
		cmocka_unit_test(the_clock_is_frozen_for_the_demo_only),
		cmocka_unit_test(help_names_every_option_and_its_environment),
		cmocka_unit_test(the_demo_keeps_its_log_to_itself),
		cmocka_unit_test(a_named_log_lies_where_it_is_named),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
