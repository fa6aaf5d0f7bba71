/* Whatever stands in /etc/astguiclient.conf: each value is what VICIdial's own reading of the file gives, told here a second
 * time as its pages do it, one rule after the other (VICIDIAL.md part 8). */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/base/text.h"
#include "core/service/config.h"
#include "tests/fuzz/feed.h"

/* As its scripts say: blanks, '>' and line ends go, and what follows a '#' or ';'. */
static void strip(char *line)
{
	char *out = line;
	for (const char *at = line; *at && *at != '#' && *at != ';'; at++)
		if (*at != ' ' && *at != '>' && *at != '\r' && *at != '\t')
			*out++ = *at;
	*out = '\0';
}

/* The value of the last line that begins with the key: what follows its last '='. */
static void value_of(const char *text, const char *key, char *out, size_t cap, const char *otherwise)
{
	char *copy = strdup(text), *rest = copy;
	assert(copy);
	snprintf(out, cap, "%s", "");
	for (char *line; (line = strsep(&rest, "\n"));) {
		strip(line);
		if (strncmp(line, key, strlen(key)) != 0)
			continue;
		const char *equals = strrchr(line, '=');
		text_copy(out, cap, equals ? equals + 1 : line);
	}
	if (!out[0])
		snprintf(out, cap, "%s", otherwise);
	free(copy);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	static const struct { const char *key, *otherwise; size_t offset, cap; } rows[] = {
#define ROW(field) offsetof(Connection, field), sizeof ((Connection *)0)->field
		{ "VARDB_server", "localhost", ROW(host) }, { "VARDB_database", "asterisk", ROW(database) },
		{ "VARDB_user", "cron", ROW(user) }, { "VARDB_pass", "", ROW(password) }, { "VARserver_ip", "", ROW(server_ip) },
#undef ROW
	};
	/* A NUL is of no file that VICIdial reads; Perl and PHP would go on behind it, and so do we, differently. */
	if (memchr(bytes, '\0', size))
		return 0;
	char *text = strndup((const char *)bytes, size), expected[CONFIG_PATH];
	Connection found;
	config_parse_connection((const char *)bytes, size, &found);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		assert(rows[i].cap <= sizeof expected);
		value_of(text, rows[i].key, expected, rows[i].cap, rows[i].otherwise);
		assert(strcmp((const char *)&found + rows[i].offset, expected) == 0);
	}
	assert(found.port >= 1 && found.port <= 65535 && !found.socket[0]);
	free(text);
	return 0;
}
