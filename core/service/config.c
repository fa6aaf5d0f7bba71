#include "core/service/config_inside.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/sys.h"

static const char usage[] =
	"vicialias: phone aliases of VICIdial, with an audit log\n"
	"\n"
	"  vicialias                               the console, on the database of /etc/astguiclient.conf\n"
	"  vicialias --demo [--fresh]              the console on a private MariaDB with a sample call centre\n"
	"  vicialias --check                       what works and what does not, in sentences\n"
	"  vicialias api 'QUERY'                   one request as VICIdial's update_phone_alias takes it; prints its answer\n"
	"  vicialias api -                         many of them, one a line of standard input; one answer a line\n"
	"  vicialias list [FILTER…]                aliases, e.g.  list server:dialer2 -group:TEST\n"
	"  vicialias health [KIND…] [FILTER…]      what is wrong with aliases, e.g.  health missing-phone group:SALES\n"
	"  vicialias audit list [FILTER…]          changes and sign-ins, e.g.  audit list since:7d by:6666\n"
	"  vicialias audit verify [FILE]           proves that the audit log, or an export of it, is whole\n"
	"  vicialias audit reconcile               settles changes that were interrupted\n"
	"  vicialias audit head                    its newest link, for a ticket\n"
	"  vicialias audit export                  all of it, as lines that verify; with --format csv for people\n"
	"\n"
	"  Without a terminal:  vicialias list --format csv --user 6666 --password-fd 3 3<FILE   (its first line)\n"
	"\n";

bool config_yes_no(bool *out, const char *value, Err *err)
{
	if (strcmp(value, "yes") != 0 && strcmp(value, "no") != 0)
		return fail(err, ERR_USAGE, "\"%s\" is neither yes nor no.", value);
	*out = strcmp(value, "yes") == 0;
	return true;
}

bool config_tls(bool *out, const char *value, Err *err)
{
	if (strcmp(value, "required") != 0 && strcmp(value, "no") != 0)
		return fail(err, ERR_USAGE, "\"%s\" is neither required nor no.", value);
	*out = strcmp(value, "required") == 0;
	return true;
}

static bool set_text(char *out, size_t cap, const char *value, Err *err)
{
	return text_copy(out, cap, value) || fail(err, ERR_USAGE, "the value is longer than %zu bytes.", cap - 1);
}

static bool set_astguiclient(Config *config, const char *value, Err *err)
{
	return set_text(config->astguiclient, sizeof config->astguiclient, value, err);
}

/* Who may start the program is not who may choose where it is logged. */
static bool set_audit(Config *config, const char *value, Err *err)
{
	if (config->audit_fixed && strcmp(config->audit, value) != 0)
		return fail(err, ERR_DENIED, "%s names the audit log, %s, and nothing else can move it.",
		            config->files[CONFIG_SYSTEM].path, config->audit);
	return set_text(config->audit, sizeof config->audit, value, err);
}

static bool set_tls(Config *config, const char *value, Err *err)
{
	return config_tls(&config->tls, value, err);
}

static bool set_tls_ca(Config *config, const char *value, Err *err)
{
	return set_text(config->tls_ca, sizeof config->tls_ca, value, err);
}

static bool set_theme(Config *config, const char *value, Err *err)
{
	return set_text(config->theme, sizeof config->theme, value, err);
}

static bool set_user(Config *config, const char *value, Err *err)
{
	return set_text(config->user, sizeof config->user, value, err);
}

static bool set_ascii(Config *config, const char *value, Err *err)
{
	if (strcmp(value, "auto") != 0 && strcmp(value, "yes") != 0 && strcmp(value, "no") != 0)
		return fail(err, ERR_USAGE, "\"%s\" is none of auto, yes and no.", value);
	return set_text(config->ascii, sizeof config->ascii, value, err);
}

static bool set_format(Config *config, const char *value, Err *err)
{
	if (strcmp(value, "table") != 0 && strcmp(value, "csv") != 0 && strcmp(value, "json") != 0)
		return fail(err, ERR_USAGE, "\"%s\" is none of table, csv and json.", value);
	return set_text(config->format, sizeof config->format, value, err);
}

static bool set_number(int *out, const char *value, int least, int most, Err *err)
{
	char *end;
	long number = strtol(value, &end, 10);
	if (end == value || *end || number < least || number > most)
		return fail(err, ERR_USAGE, "\"%s\" is not a number from %d to %d.", value, least, most);
	*out = (int)number;
	return true;
}

static bool set_password_fd(Config *config, const char *value, Err *err)
{
	return set_number(&config->password_fd, value, 0, 1023, err);
}

static bool set_esc_delay(Config *config, const char *value, Err *err)
{
	return set_number(&config->esc_delay_ms, value, 1, 2000, err);
}

static bool set_live(Config *config, const char *value, Err *err)
{
	return set_number(&config->live_seconds, value, 0, 3600, err);
}

static bool set_phone_writes(Config *config, const char *value, Err *err)
{
	return config_yes_no(&config->phone_writes, value, err);
}

static bool set_segment(Config *config, const char *value, Err *err)
{
	return set_number(&config->segment_mb, value, 0, 1024, err);
}

static bool set_syslog(Config *config, const char *value, Err *err)
{
	return config_yes_no(&config->syslog, value, err);
}

static bool set_read_only(Config *config, const char *value, Err *err)
{
	return config_yes_no(&config->read_only, value, err);
}

static bool set_lock(Config *config, const char *value, Err *err)
{
	return set_number(&config->lock_minutes, value, 0, 1440, err);
}

static bool set_config(Config *config, const char *value, Err *err)
{
	return set_text(config->config, sizeof config->config, value, err);
}

static bool set_profile(Config *config, const char *value, Err *err)
{
	return set_text(config->profile, sizeof config->profile, value, err);
}

static bool set_mouse(Config *config, const char *value, Err *err)
{
	return config_yes_no(&config->mouse, value, err);
}

#define SWITCH(name) static bool set_##name(Config *config, const char *value, Err *err) \
	{ (void)value, (void)err; config->name = true; return true; }
SWITCH(demo)
SWITCH(fresh)
SWITCH(check)
SWITCH(stop_on_error)
SWITCH(paths)
SWITCH(settings)
SWITCH(key_table)
SWITCH(help)
SWITCH(version)

const Option options[] = {
	{ .flag = "--demo", .help = "a private database and audit log; nothing else is touched", .set = set_demo },
	{ .flag = "--fresh", .help = "with --demo: start over with the sample data", .set = set_fresh },
	{ .flag = "--check", .help = "check connection file, database, rights, audit log and terminal", .set = set_check },
	{ .flag = "--astguiclient", .value = "FILE", .environment = "VICIALIAS_ASTGUICLIENT", .setting = "astguiclient",
	  .help = "connection file (/etc/astguiclient.conf)", .set = set_astguiclient,
	  .otherwise = "/etc/astguiclient.conf", .path = true, .vital = true },
	{ .flag = "--audit", .value = "FILE", .environment = "VICIALIAS_AUDIT", .setting = "audit",
	  .help = "audit log (shared in /var/lib/vicialias, else your own)", .set = set_audit,
	  .otherwise = "", .path = true, .vital = true },
	{ .flag = "--tls", .value = "MODE", .environment = "VICIALIAS_TLS", .setting = "tls",
	  .help = "required: no connection over the network but an encrypted, verified one; or no", .set = set_tls,
	  .otherwise = "no", .vital = true },
	{ .flag = "--tls-ca", .value = "FILE", .environment = "VICIALIAS_TLS_CA", .setting = "tls_ca",
	  .help = "certificates of who signed the server's; else those that the system trusts", .set = set_tls_ca,
	  .otherwise = "", .path = true, .vital = true },
	{ .flag = "--segment-mb", .value = "N", .setting = "segment_mb",
	  .help = "seal the audit log when it is so large, and go on in a new file (64); 0: each year only", .set = set_segment, .otherwise = "64" },
	{ .flag = "--syslog", .value = "MODE", .setting = "syslog",
	  .help = "note the audit log's newest link in the system log: yes or no (yes)", .set = set_syslog, .otherwise = "yes" },
	{ .flag = "--config", .value = "FILE", .environment = "VICIALIAS_CONFIG",
	  .help = "settings, instead of your own vicialias.conf", .set = set_config },
	{ .flag = "--profile", .value = "NAME", .help = "the cluster of this name in the settings", .set = set_profile },
	{ .flag = "--read-only", .environment = "VICIALIAS_READ_ONLY", .setting = "read_only",
	  .help = "look, filter and export; never write", .set = set_read_only, .otherwise = "no", .vital = true },
	{ .flag = "--user", .value = "NAME", .help = "sign in as this VICIdial user; with api where a request names none",
	  .set = set_user },
	{ .flag = "--password-fd", .value = "N", .help = "read the password from this file descriptor", .set = set_password_fd },
	{ .flag = "--format", .value = "KIND", .help = "of list, health, audit list and audit export: table, csv or json", .set = set_format },
	{ .flag = "--stop-on-error", .help = "of api -: end at the first answer that is not SUCCESS", .set = set_stop_on_error },
	{ .flag = "--theme", .value = "NAME", .environment = "VICIALIAS_THEME", .setting = "theme",
	  .help = "colours of the console", .set = set_theme, .otherwise = "" },
	{ .flag = "--ascii", .value = "MODE", .environment = "VICIALIAS_ASCII", .setting = "ascii",
	  .help = "signs and lines in ASCII: auto, yes or no", .set = set_ascii, .otherwise = "auto" },
	{ .flag = "--esc-delay", .value = "MS", .environment = "VICIALIAS_ESC_DELAY", .setting = "esc_delay",
	  .help = "how long Esc may be the start of another key (50)", .set = set_esc_delay, .otherwise = "50" },
	{ .flag = "--live", .value = "SECONDS", .environment = "VICIALIAS_LIVE", .setting = "live_seconds",
	  .help = "read the list again so often; 0: only with R (30)", .set = set_live, .otherwise = "30" },
	{ .flag = "--mouse", .value = "MODE", .environment = "VICIALIAS_MOUSE", .setting = "mouse",
	  .help = "the console takes the mouse from the terminal: yes or no (no)", .set = set_mouse, .otherwise = "no" },
	{ .flag = "--lock-minutes", .value = "N", .environment = "VICIALIAS_LOCK_MINUTES", .setting = "lock_minutes",
	  .help = "lock the screen after so long without a key (15); 0: never", .set = set_lock, .otherwise = "15" },
	{ .flag = "--phone-writes", .value = "MODE", .environment = "VICIALIAS_PHONE_WRITES", .setting = "phone_writes",
	  .help = "may saving an alias change its phones: yes or no", .set = set_phone_writes, .otherwise = "yes", .vital = true },
	{ .flag = "--paths", .help = "print where settings, connection, log and demo lie", .set = set_paths },
	{ .flag = "--settings", .help = "print a settings file to begin with", .set = set_settings },
	{ .flag = "--keys", .help = "print all keys as a Markdown table", .set = set_key_table },
	{ .flag = "--version", .help = "print the version", .set = set_version },
	{ .flag = "--help", .help = "print this", .set = set_help },
};
const size_t option_count = sizeof options / sizeof *options;

void config_help(FILE *to)
{
	fputs(usage, to);
	for (size_t i = 0; i < option_count; i++) {
		const Option *option = &options[i];
		char left[40];
		text_format(left, sizeof left, "%s%s%s", option->flag, option->value ? " " : "", option->value ? option->value : "");
		fprintf(to, "  %-22s  %s", left, option->help);
		fprintf(to, option->environment ? "; %s\n" : "\n", option->environment);
	}
	fputs("\nThe password is asked for on the terminal, or read from a file descriptor; it is never an argument.\n", to);
}

static bool config_environment(Config *config, Err *err)
{
	for (size_t i = 0; i < option_count; i++) {
		const char *name = options[i].environment;
		const char *value = name ? getenv(name) : NULL;
		if (value && *value && !options[i].set(config, value, err))
			return fail_while(err, "%s in the environment", name);
	}
	return true;
}

/* The row of "--flag" or "--flag=value"; NULL: there is none. */
static const Option *option_find(const char *arg)
{
	size_t length = strcspn(arg, "=");
	for (size_t i = 0; i < option_count; i++)
		if (strlen(options[i].flag) == length && memcmp(options[i].flag, arg, length) == 0)
			return &options[i];
	return NULL;
}

/* next: the argument after it, NULL at the end. *used: was it taken as the value. */
static bool config_flag(Config *config, const char *arg, const char *next, bool *used, Err *err)
{
	const Option *option = option_find(arg);
	const char *value = strchr(arg, '=');
	*used = false;
	if (!option)
		return fail(err, ERR_USAGE, "%s is not an option. vicialias --help lists them.", arg);
	if (!option->value && value)
		return fail(err, ERR_USAGE, "%s takes no value.", option->flag);
	if (option->value && !value && !next)
		return fail(err, ERR_USAGE, "%s needs a value: %s %s.", option->flag, option->flag, option->value);
	if (option->value && !value)
		*used = true;
	const char *said = value ? value + 1 : next;
	if (!option->set(config, option->value ? said : "yes", err))
		return fail_while(err, "%s", option->flag);
	return true;
}

/* One minus is no option, since it stands before words that a filter excludes: list -group:TEST */
static bool config_arguments(Config *config, int argc, char **argv, Err *err)
{
	bool options_over = false, used;
	for (int i = 1; i < argc; i++) {
		if (!options_over && strcmp(argv[i], "--") == 0) {
			options_over = true;
		} else if (!options_over && strncmp(argv[i], "--", 2) == 0) {
			if (!config_flag(config, argv[i], i + 1 < argc ? argv[i + 1] : NULL, &used, err))
				return false;
			if (used)
				i++;
		} else if (config->word_count == (int)(sizeof config->words / sizeof *config->words)) {
			return fail(err, ERR_USAGE, "More than %d words are too many.", config->word_count);
		} else {
			config->words[config->word_count++] = argv[i];
		}
	}
	return true;
}

/* Nobody may date a real log: the clock is frozen on the demo's own database only. */
static bool config_clock(Config *config, Err *err)
{
	const char *now = getenv("VICIALIAS_NOW");
	if (!config->demo || !now || !*now)
		return true;
	if (sys_parse_time(now, &config->now_us) && config->now_us > 0)
		return true;
	return fail(err, ERR_USAGE, "VICIALIAS_NOW: \"%s\" is not a time such as 2026-01-12T14:31:52.", now);
}

static void set_built_in(Config *config)
{
	Err err;
	memset(config, 0, sizeof *config);       /* so that two of them can be compared */
	config->password_fd = config->profile_at = -1;
	text_copy(config->format, sizeof config->format, "table");
	for (size_t i = 0; i < option_count; i++) {
		bool ok = !options[i].otherwise || options[i].set(config, options[i].otherwise, &err);
		assert(ok);
	}
}

bool config_read_with(const char *system_file, Config *out, int argc, char **argv, Err *err)
{
	char own_file[CONFIG_PATH];

	/* First only for --config, which says what to read before all else. */
	set_built_in(out);
	if (!config_environment(out, err) || !config_arguments(out, argc, argv, err))
		return false;
	text_copy(own_file, sizeof own_file, out->config);
	set_built_in(out);
	if (!config_files(out, system_file, own_file, err))
		return false;
	/* A connection file that is named from here on is meant instead of a profile. */
	if (out->profile_count)
		out->astguiclient[0] = '\0';
	if (!config_environment(out, err) || !config_arguments(out, argc, argv, err))
		return false;
	if (out->fresh && !out->demo)
		return fail(err, ERR_USAGE, "--fresh goes with --demo only.");
	/* A request names its user itself. */
	bool requests = out->word_count > 0 && strcmp(out->words[0], "api") == 0;
	if (out->password_fd >= 0 && !out->user[0] && !requests)
		return fail(err, ERR_USAGE, "--password-fd needs --user NAME.");
	return config_profile_choose(out, err) && config_clock(out, err);
}

bool config_read(Config *out, int argc, char **argv, Err *err)
{
	return config_read_with("/etc/vicialias.conf", out, argc, argv, err);
}
