/* /etc/astguiclient.conf as VICIdial reads it. Source: www/vicidial/dbconnect_mysqli.php:38-70 (VICIDIAL.md part 8). */
#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/sys.h"
#include "core/service/config_inside.h"

enum { FILE_MAX = 8 << 20, PORT_DEFAULT = 3306 };

typedef enum { KEY_SERVER, KEY_DATABASE, KEY_USER, KEY_PASS, KEY_PORT, KEY_SERVER_IP, KEY_COUNT } KeyId;

typedef struct {
	Connection connection;
	char       port[16];
	bool       cut[KEY_COUNT];               /* longer than there is room for */
} Found;

/* Defaults are those of VICIdial's install.pl; needed keys are never guessed where a real file was read. */
static const struct {
	const char *name;
	size_t      offset, cap;
	const char *otherwise;
	bool        needed;
} keys[KEY_COUNT] = {
#define KEY(field) offsetof(Found, field), sizeof ((Found *)0)->field
	[KEY_SERVER]    = { "VARDB_server", KEY(connection.host), "localhost", true },
	[KEY_DATABASE]  = { "VARDB_database", KEY(connection.database), "asterisk", true },
	[KEY_USER]      = { "VARDB_user", KEY(connection.user), "cron", true },
	[KEY_PASS]      = { "VARDB_pass", KEY(connection.password), "", false },
	[KEY_PORT]      = { "VARDB_port", KEY(port), "3306", false },
	[KEY_SERVER_IP] = { "VARserver_ip", KEY(connection.server_ip), "", false },
#undef KEY
};

static char *value_of(Found *found, KeyId key)
{
	return (char *)found + keys[key].offset;
}

bool config_line(const char **at, const char *end, const char **line, size_t *length)
{
	const char *line_end = *at < end ? memchr(*at, '\n', (size_t)(end - *at)) : NULL;
	if (*at >= end)
		return false;
	if (!line_end)
		line_end = end;
	*line = *at;
	*length = 0;
	while (*line + *length < line_end && (*line)[*length] != '#' && (*line)[*length] != ';')
		++*length;
	*at = line_end + 1;
	return true;
}

/* Without blanks, '>' and line ends; out has room for length + 1. */
static void strip_line(char *out, const char *line, size_t length)
{
	static const char dropped[] = { ' ', '>', '\r', '\n', '\t' };
	for (size_t i = 0; i < length; i++)
		if (!memchr(dropped, line[i], sizeof dropped))
			*out++ = line[i];
	*out = '\0';
}

/* The line only has to begin with the key, and the value is what follows the last '=': so it is in VICIdial. */
static void take_line(Found *found, const char *stripped)
{
	for (KeyId key = 0; key < KEY_COUNT; key++) {
		if (strncmp(stripped, keys[key].name, strlen(keys[key].name)) != 0)
			continue;
		const char *equals = strrchr(stripped, '=');
		found->cut[key] = !text_copy(value_of(found, key), keys[key].cap, equals ? equals + 1 : stripped);
	}
}

static void parse(Found *found, const char *bytes, size_t length)
{
	const char *at = bytes, *line;
	char *stripped = mem_take(length + 1);
	size_t line_length;
	while (config_line(&at, bytes + length, &line, &line_length)) {
		strip_line(stripped, line, line_length);
		take_line(found, stripped);
	}
	sys_wipe(stripped, length + 1);
	mem_free(stripped);
}

/* 0: not a port. */
static unsigned port_of(const char *text)
{
	char *end;
	long port = strtol(text, &end, 10);
	return end != text && !*end && port > 0 && port < 65536 ? (unsigned)port : 0;
}

static void fill_defaults(Found *found)
{
	for (KeyId key = 0; key < KEY_COUNT; key++)
		if (!value_of(found, key)[0])
			text_copy(value_of(found, key), keys[key].cap, keys[key].otherwise);
	found->connection.port = port_of(found->port);
}

void config_parse_connection(const char *bytes, size_t length, Connection *out)
{
	Found found = { 0 };
	parse(&found, bytes, length);
	fill_defaults(&found);
	if (!found.connection.port)
		found.connection.port = PORT_DEFAULT;
	*out = found.connection;
	sys_wipe(&found, sizeof found);
}

static bool check(Found *found, const char *path, Err *err)
{
	for (KeyId key = 0; key < KEY_COUNT; key++) {
		if (found->cut[key])
			return fail(err, ERR_INPUT, "%s: the value of %s is longer than %zu characters.", path, keys[key].name, keys[key].cap - 1);
		if (keys[key].needed && !value_of(found, key)[0])
			return fail(err, ERR_INPUT, "%s has no %s. It should have a line such as  %s => %s", path, keys[key].name,
			            keys[key].name, keys[key].otherwise);
	}
	fill_defaults(found);
	if (!found->connection.port)
		return fail(err, ERR_INPUT, "%s: VARDB_port \"%s\" is not a port from 1 to 65535.", path, found->port);
	return true;
}

/* Who can change the file can send the admin's sign-in to a server of their own. */
static bool check_mode(const char *path, Err *err)
{
	struct stat info;
	if (stat(path, &info) != 0 || !(info.st_mode & S_IWOTH))
		return true;
	return fail(err, ERR_INPUT, "%s can be changed by everybody on this machine, so it is not trusted. Run  chmod o-w %s",
	            path, path);
}

bool config_connection(const Config *config, Connection *out, Err *err)
{
	const char *path = config->astguiclient;
	const Profile *profile = config_profile(config);
	Found found = { 0 };
	Text bytes = { 0 };
	*out = (Connection){ 0 };
	if (access(path, F_OK) != 0 && errno == ENOENT)
		return fail(err, ERR_OTHER, "There is no %s, VICIdial's connection file. Name it with --astguiclient FILE, or look around "
		            "with --demo.", path);
	if (!sys_read_file(&bytes, path, FILE_MAX, err))
		return false;
	parse(&found, bytes.bytes, bytes.length);
	sys_wipe(bytes.bytes, bytes.cap);
	text_free(&bytes);
	bool ok = check_mode(path, err) && check(&found, path, err);
	if (ok) {
		*out = found.connection;
		text_copy(out->source, sizeof out->source, path);
		out->tls = config->tls || (profile && profile->tls);
		text_copy(out->tls_ca, sizeof out->tls_ca, config->tls_ca);
	}
	sys_wipe(&found, sizeof found);
	return ok;
}
