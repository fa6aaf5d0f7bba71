#include <langinfo.h>
#include <stdlib.h>
#include <unistd.h>

#include "core/base/sys.h"
#include "core/data/audit.h"
#include "core/data/vicidial.h"
#include "tui/cli.h"
#include "tui/live_keys.h"

typedef struct {
	const Config *config;
	size_t        good, bad;
	ErrCode       first;                     /* of what does not work */
} Check;

static void say(Check *check, ErrCode code, const char *sentence)
{
	printf("%s  %s\n", code == ERR_NONE ? "ok    " : "WRONG ", sentence);
	if (code == ERR_NONE)
		check->good++;
	else
		check->bad++;
	if (check->first == ERR_NONE)
		check->first = code;
}

static void say_table(void *context, bool ok, const char *sentence)
{
	say(context, ok ? ERR_NONE : ERR_STORE, sentence);
}

static void check_settings(Check *check)
{
	ConfigTold told = check->config->told;
	char sentence[CONFIG_PATH + 40];
	LiveKeys keys;
	live_keys_make(&keys, check->config, &told);
	for (int i = 0; i < CONFIG_FILES; i++)
		if (check->config->files[i].read) {
			text_format(sentence, sizeof sentence, "Settings: %s.", check->config->files[i].path);
			say(check, ERR_NONE, sentence);
		}
	for (size_t i = 0; i < told.count; i++)
		say(check, ERR_INPUT, told.text[i]);
}

static bool check_file(Check *check, Connection *where)
{
	char sentence[600];
	Err err;
	if (!config_connection(check->config, where, &err)) {
		say(check, err.code, err.text);
		return false;
	}
	text_format(sentence, sizeof sentence, "Connection file: %s names database %s on %s:%u, user %s.", where->source,
	            where->database, where->host, where->port, where->user);
	say(check, ERR_NONE, sentence);
	return true;
}

static void check_database(Check *check, Connection *where)
{
	char sentence[600];
	uint8_t session[16];
	Database *db;
	Err err;
	sys_random(session, sizeof session);
	if (!database_open(&db, where, session, 0, &err)) {
		say(check, err.code, err.text);
		return;
	}
	const DatabaseInfo *info = database_info(db);
	text_format(sentence, sizeof sentence, "Database: connected to %s %s, %s%s%s%s", info->mariadb ? "MariaDB" : "MySQL",
	            info->version, info->encrypted ? "encrypted" : info->local ? "on this machine" : "not encrypted",
	            info->read_only ? ". It is read-only (a replica?): you can look, not change" : "",
	            info->told[0] ? ". " : ".", info->told);
	say(check, ERR_NONE, sentence);
	if (!vicidial_check(db, say_table, check, &err))
		say(check, err.code, err.text);
	database_close(db);
}

static void say_log(Check *check, const char *path, bool shared)
{
	char sentence[900], events[24];
	AuditVerdict verdict;
	Err err;
	if (!audit_verify(path, NULL, NULL, NULL, &verdict, &err)) {
		say(check, err.code, err.text);
		return;
	}
	text_number(events, sizeof events, (uint64_t)verdict.events);
	if (verdict.fault[0])
		text_format(sentence, sizeof sentence, "Audit log: %s: %s", path, verdict.fault);
	else
		text_format(sentence, sizeof sentence, "Audit log: %s, %s, %s entries, none altered.", path,
		            shared ? "shared" : "private", events);
	say(check, verdict.fault[0] ? ERR_UNREADABLE : ERR_NONE, sentence);
	if (verdict.warning[0])
		say(check, ERR_NONE, verdict.warning);
}

/* What cannot be logged cannot be done; but a check makes no log where there is none. */
static void check_log(Check *check)
{
	char path[CONFIG_PATH], sentence[CONFIG_PATH + 100];
	bool exists, shared;
	Err err;
	if (!config_audit_place(check->config, path, sizeof path, &err) || !audit_look(path, &exists, &shared, &err)) {
		say(check, err.code, err.text);
	} else if (!exists) {
		text_format(sentence, sizeof sentence, "Audit log: %s is not there yet; it is made when it is first needed.", path);
		say(check, ERR_NONE, sentence);
	} else {
		say_log(check, path, shared);
	}
}

static void check_terminal(Check *check)
{
	char sentence[200];
	const char *term = getenv("TERM");
	bool here = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
	if (!here) {
		say(check, ERR_NONE, "Terminal: none here; the console needs one, the commands do not.");
	} else if (!term || !*term) {
		say(check, ERR_OTHER, "Terminal: TERM is not set, so the console cannot start. Try  TERM=xterm vicialias");
	} else {
		text_format(sentence, sizeof sentence, "Terminal: %s, character set %s, signs in %s.", term, nl_langinfo(CODESET),
		            cli_ascii(check->config) ? "ASCII" : "UTF-8");
		say(check, ERR_NONE, sentence);
	}
}

bool cli_check(const Config *config, Connection *where, char *words, Err *err)
{
	Check check = { .config = config };
	Connection named;
	(void)words;
	check_settings(&check);
	if (where)
		check_database(&check, where);
	else if (check_file(&check, &named))
		check_database(&check, &named);
	check_log(&check);
	check_terminal(&check);
	if (!check.bad)
		return true;
	return fail(err, check.first, "%zu of %zu checks went wrong.", check.bad, check.bad + check.good);
}
