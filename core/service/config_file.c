/* /etc/vicialias.conf and the admin's own vicialias.conf. A wrong line is told and does not count; the program does not
 * start only where it would do what the file was to prevent. */
#include <errno.h>
#include <stdarg.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/sys.h"
#include "core/service/config_inside.h"

enum { SETTINGS_MAX = 64 << 10, VALUE_CAP = CONFIG_PATH + 100 };

typedef struct {
	Config *config;
	int     file, line;
	Text    seen;                            /* "\nname\nname\n" */
} Reading;

void config_tell(ConfigTold *told, const char *fmt, ...)
{
	char words[600];
	va_list args;
	told->total++;
	if (told->count == CONFIG_TOLD)
		return;
	va_start(args, fmt);
	vsnprintf(words, sizeof words, fmt, args);
	va_end(args);
	text_visible(told->text[told->count++], sizeof *told->text, words, strlen(words));
}

static const char *path_of(const Reading *reading)
{
	return reading->config->files[reading->file].path;
}

static void tell_line(const Reading *reading, const char *what, const char *name)
{
	config_tell(&reading->config->told, "%s, line %d: %s%s%s", path_of(reading), reading->line, name, *name ? ": " : "", what);
}

static void note_seen(Reading *reading, const char *name)
{
	char words[VALUE_CAP];
	text_format(words, sizeof words, "\n%s\n", name);
	if (reading->seen.length && strstr(reading->seen.bytes, words))
		tell_line(reading, "named twice; this one counts.", name);
	else
		text_addf(&reading->seen, "%s%s\n", reading->seen.length ? "" : "\n", name);
}

static const Option *setting_find(const char *name)
{
	for (size_t i = 0; i < option_count; i++)
		if (options[i].setting && strcmp(options[i].setting, name) == 0)
			return &options[i];
	return NULL;
}

/* ERR_DENIED is what the system's file has decided: the line does not count, and that is safe. */
static bool take_setting(const Reading *reading, const Option *option, const char *value, Err *err)
{
	bool ok = option->path && *value && *value != '/'
	          ? fail(err, ERR_USAGE, "\"%s\" is not a whole path: it has to begin with /.", value)
	          : option->set(reading->config, value, err);
	if (ok)
		return true;
	if (option->vital && err->code != ERR_DENIED)
		return fail_while(err, "%s, line %d: %s", path_of(reading), reading->line, option->setting);
	tell_line(reading, err->text, option->setting);
	return true;
}

static void take_key(const Reading *reading, const char *name, const char *value)
{
	Config *config = reading->config;
	size_t at = 0;
	while (at < config->key_count && strcmp(config->keys[at].name, name) != 0)
		at++;
	if (at == CONFIG_KEYS) {
		tell_line(reading, "more keys than there is room for.", name);
		return;
	}
	KeyWish *wish = &config->keys[at];
	*wish = (KeyWish){ .file = reading->file, .line = reading->line };
	bool fits = text_copy(wish->name, sizeof wish->name, name) && text_copy(wish->keys, sizeof wish->keys, value);
	if (!fits)
		tell_line(reading, "longer than any name of a key.", name);
	else if (at == config->key_count)
		config->key_count++;
}

static bool take_profile(const Reading *reading, const char *name, const char *value, Err *err)
{
	if (config_profile_take(reading->config, name, value, err))
		return true;
	if (err->code == ERR_INPUT)
		return fail_while(err, "%s, line %d: profile.%s", path_of(reading), reading->line, name);
	tell_line(reading, err->text, name);
	return true;
}

static bool take_pair(Reading *reading, const char *name, const char *value, Err *err)
{
	static const char profile[] = "profile.", key[] = "key.";
	const Option *option = setting_find(name);
	note_seen(reading, name);
	if (option)
		return take_setting(reading, option, value, err);
	if (strncmp(name, profile, strlen(profile)) == 0)
		return take_profile(reading, name + strlen(profile), value, err);
	if (strncmp(name, key, strlen(key)) == 0)
		take_key(reading, name + strlen(key), value);
	else
		tell_line(reading, "there is no such setting. vicialias --settings lists them.", name);
	return true;
}

static void trim(char *out, size_t cap, const char *from, const char *end)
{
	while (from < end && strchr(" \t\r", *from))
		from++;
	while (end > from && strchr(" \t\r", end[-1]))
		end--;
	text_format(out, cap, "%.*s", (int)(end - from), from);
}

/* "name = value" or "name => value". */
static bool take_line(Reading *reading, const char *line, size_t length, Err *err)
{
	char name[VALUE_CAP], value[VALUE_CAP];
	const char *end = line + length, *equals = memchr(line, '=', length);
	trim(name, sizeof name, line, equals ? equals : end);
	if (!*name && !equals)
		return true;
	if (!equals || length >= VALUE_CAP) {
		tell_line(reading, "a line is  name = value", "");
		return true;
	}
	equals += equals + 1 < end && equals[1] == '>';
	trim(value, sizeof value, equals + 1, end);
	return take_pair(reading, name, value, err);
}

static bool take_bytes(Config *config, int file, const char *bytes, size_t length, Err *err)
{
	Reading reading = { .config = config, .file = file };
	const char *at = bytes, *line;
	size_t line_length;
	bool ok = true;
	while (ok && config_line(&at, bytes + length, &line, &line_length)) {
		reading.line++;
		ok = take_line(&reading, line, line_length, err);
	}
	text_free(&reading.seen);
	return ok;
}

/* Who can change it can choose the database an admin's password is sent to. */
static bool is_trusted(const char *path)
{
	struct stat info;
	return stat(path, &info) != 0 || (!(info.st_mode & S_IWOTH) && (info.st_uid == 0 || info.st_uid == geteuid()));
}

/* A file that is not there is nothing, unless it was named. */
static bool read_file(Config *config, int file, bool named, Err *err)
{
	const char *path = config->files[file].path;
	Text bytes = { 0 };
	if (access(path, F_OK) != 0 && !named) {
		/* As after sudo: HOME is still the other one's. */
		if (errno == EACCES)
			config_tell(&config->told, "%s is ignored: it lies in a folder that is closed to you.", path);
		return true;
	}
	if (!is_trusted(path)) {
		config_tell(&config->told, "%s is ignored: others can change it. Run  chmod go-w %s  and give it to root or to yourself.", path,
		            path);
		return true;
	}
	bool ok = sys_read_file(&bytes, path, SETTINGS_MAX, err) && take_bytes(config, file, bytes.bytes, bytes.length, err);
	config->files[file].read = ok;
	text_free(&bytes);
	return ok;
}

bool config_files(Config *config, const char *system_file, const char *own_file, Err *err)
{
	char folder[CONFIG_PATH] = "";
	bool named = *own_file;
	Err ignored;
	text_copy(config->files[CONFIG_SYSTEM].path, CONFIG_PATH, system_file);
	if (!read_file(config, CONFIG_SYSTEM, false, err))
		return false;
	config->audit_fixed = config->audit[0];
	/* A service has no home, and needs none. */
	if (!named && !sys_config_folder(folder, sizeof folder, &ignored))
		return true;
	if (named)
		text_copy(config->files[CONFIG_OWN].path, CONFIG_PATH, own_file);
	else
		text_format(config->files[CONFIG_OWN].path, CONFIG_PATH, "%s/vicialias.conf", folder);
	return read_file(config, CONFIG_OWN, named, err);
}

void config_template(FILE *to)
{
	fputs("# Settings of vicialias: /etc/vicialias.conf for all, ~/.config/vicialias/vicialias.conf for you; the later one wins,\n"
	      "# then the environment, then flags. What stands here is what is built in: take the # away and change it.\n"
	      "# vicialias never writes this file. Where /etc/vicialias.conf names the audit log, nothing else can move it.\n", to);
	for (size_t i = 0; i < option_count; i++)
		if (options[i].setting)
			fprintf(to, "\n# %s\n#%s = %s\n", options[i].help, options[i].setting, options[i].otherwise);
	fputs("\n# Several clusters, chosen on the sign-in screen or by --profile; the first is the one that is offered. Each has an\n"
	      "# audit log of its own, audit-NAME.db. danger makes the title red; tls = required holds for that cluster.\n"
	      "# profile.prod-east.astguiclient = /etc/astguiclient.conf\n"
	      "# profile.prod-east.danger = yes\n"
	      "# profile.lab.astguiclient = /etc/astguiclient-lab.conf\n"
	      "# profile.lab.read_only = yes\n", to);
}
