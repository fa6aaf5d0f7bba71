#include "tests/journeys/web.h"

#include <dirent.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/sys.h"
#include "tests/outside.h"
#include "tests/scratch.h"
#include "tests/tap.h"

#define INSTALLED "/usr/local/bin/vicialias" /* where README says that the program is */
#define GRANTED   "<Location /vicidial>\n\tRequire all granted\n</Location>\n"

/* What requests change; the database kept has a copy of each. */
static const char *const kept[] = {
	"phones_alias", "phones", "servers", "vicidial_users", "vicidial_user_groups", "system_settings"
};
enum { KEPT = sizeof kept / sizeof *kept };

WebSite web;

/* --- programs --- */

static void write_file(const char *path, mode_t mode, const char *text)
{
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
	assert_int_equal(chmod(path, mode), 0);
}

/* --- the database server --- */

static void add_setup(Text *out)
{
	static const SqlId parts[] = { SQL_DEMO_SITE, SQL_DEMO_USERS, SQL_DEMO_PHONES, SQL_DEMO_ALIASES, SQL_DEMO_AWKWARD };
	server_add_site(out, "cron1234");
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		text_add(out, builtin_sql(parts[i]));
	text_add(out, "CREATE DATABASE kept;\n");
	for (size_t i = 0; i < KEPT; i++)
		text_addf(out, "CREATE TABLE kept.%s AS SELECT * FROM %s;\n", kept[i], kept[i]);
}

void web_start_database(void)
{
	server_start_database(&web.database, NULL, NULL);
}

void web_stop_database(void)
{
	server_stop_database(&web.database);
}

static void make_database(void)
{
	Text setup = { 0 };
	server_make_database(&web.database, "site");
	add_setup(&setup);
	server_start_database(&web.database, setup.bytes, NULL);
	text_free(&setup);
}

void web_restore(void)
{
	for (size_t i = 0; i < KEPT; i++) {
		outside_runf(&web.database.root, "TRUNCATE %s", kept[i]);
		outside_runf(&web.database.root, "INSERT INTO %s SELECT * FROM kept.%s", kept[i], kept[i]);
	}
	outside_run(&web.database.root, "TRUNCATE vicidial_admin_log");
	outside_run(&web.database.root, "TRUNCATE vicidial_api_log");
}

/* --- Apache --- */

/* README's lines for Apache, with this test's program for the installed one. */
static void add_readme(Text *out)
{
	static const char fence[] = "```", language[] = "```apache\n";
	Text readme = { 0 };
	Err err;
	if (!sys_read_file(&readme, "README.md", 1 << 20, &err))
		fail_msg("%s", err.text);
	const char *at = strstr(readme.bytes, language), *end, *path;
	assert_non_null(at);
	for (; at; at = strstr(end, language)) {
		at += strlen(language);
		end = strstr(at, fence);
		assert_non_null(end);
		for (; (path = strstr(at, INSTALLED)) != NULL && path < end; at = path + strlen(INSTALLED)) {
			text_add_bytes(out, at, (size_t)(path - at));
			text_add(out, web.program);
		}
		text_add_bytes(out, at, (size_t)(end - at));
	}
	text_free(&readme);
}

/* What is for both hosts. As on Debian, nothing is granted but what a host grants. */
static void add_server(Text *out)
{
	static const char *const modules[] = { "mpm_prefork", "authz_core", "alias", "cgi", "env", "rewrite" };
	for (size_t i = 0; i < sizeof modules / sizeof *modules; i++)
		text_addf(out, "LoadModule %s_module /usr/lib/apache2/modules/mod_%s.so\n", modules[i], modules[i]);
	text_addf(out, "Listen 127.0.0.1:%u\nListen 127.0.0.1:%u\n", web.own_port, web.vicidial_port);
	text_addf(out, "PidFile %s/apache.pid\nDefaultRuntimeDir %s\nErrorLog %s/error.log\n", web.folder, web.folder, web.folder);
	text_add(out, "User www-data\nGroup www-data\nServerName localhost\nServerTokens Prod\nLogLevel info\nLimitRequestLine 20000\n"
	              "StartServers 32\nMaxSpareServers 32\nMaxRequestWorkers 64\n<Directory />\n\tRequire all denied\n</Directory>\n");
	text_addf(out, "SetEnv VICIALIAS_ASTGUICLIENT %s\nSetEnv VICIALIAS_AUDIT %s\n", web.conf, web.log);
}

static void start_apache(void)
{
	char path[WEB_PATH];
	Text text = { 0 };
	web.own_port = server_free_port();
	web.vicidial_port = server_free_port();
	add_server(&text);
	text_addf(&text, "<VirtualHost 127.0.0.1:%u>\nScriptAlias " WEB_PAGE " %s\n" GRANTED "</VirtualHost>\n",
	          web.own_port, web.program);
	text_addf(&text, "<VirtualHost 127.0.0.1:%u>\nScriptAlias /vicidial/ %s/\n" GRANTED, web.vicidial_port, web.folder);
	add_readme(&text);
	text_add(&text, "</VirtualHost>\n");
	write_file(scratch_path(path, sizeof path, "apache.conf"), 0600, text.bytes);
	text_free(&text);
	web.apache = server_spawn((const char *[]){ "/usr/sbin/apache2", "-D", "FOREGROUND", "-f", path, NULL }, web.said);
	server_wait(web.own_port, false, web.apache, web.said);
}

/* The program, its settings and its audit log as an installation has them, for the account of the web server only; and a page
 * that stands where VICIdial has its own. */
static void install(void)
{
	char text[WEB_PATH];
	const char *built = getenv("VICIALIAS_BIN");
	const struct passwd *account = geteuid() == 0 ? getpwnam("www-data") : getpwuid(geteuid());
	assert_non_null(account);
	scratch_path(web.program, sizeof web.program, "web/vicialias");
	scratch_path(web.conf, sizeof web.conf, "astguiclient.conf");
	scratch_path(web.log_folder, sizeof web.log_folder, "log");
	scratch_path(web.log, sizeof web.log, "log/audit.db");
	assert_int_equal(mkdir(scratch_path(web.folder, sizeof web.folder, "web"), 0755), 0);
	server_run((const char *[]){ "install", "-m", "755", built ? built : "./vicialias", web.program, NULL }, web.said);
	text_format(text, sizeof text, "VARDB_server => 127.0.0.1\nVARDB_database => asterisk\n"
	            "VARDB_user => cron\nVARDB_pass => cron1234\nVARDB_port => %u\n", web.database.port);
	write_file(web.conf, 0640, text);
	assert_int_equal(chown(web.conf, geteuid(), account->pw_gid), 0);
	assert_int_equal(mkdir(web.log_folder, 0700), 0);
	assert_int_equal(chown(web.log_folder, account->pw_uid, account->pw_gid), 0);
	text_format(text, sizeof text, "%s/non_agent_api.php", web.folder);
	write_file(text, 0755, "#!/bin/sh\necho 'Content-Type: text/plain'\necho\n"
	               "echo \"VICIdial: $REQUEST_METHOD $QUERY_STRING $(cat)\"\n");
}

/* --- asking and looking --- */

const char *web_output(FILE *pipe)
{
	static char text[65536];
	assert_non_null(pipe);
	text[fread(text, 1, sizeof text - 1, pipe)] = '\0';
	if (pclose(pipe) != 0)
		fail_msg("a command failed: %s", text);
	return text;
}

FILE *web_curl(const char *options, const char *query, unsigned port, const char *path)
{
	Text command = { 0 };
	text_addf(&command, "curl --no-progress-meter %s --data-raw '%s' 'http://127.0.0.1:%u%s'", options, query, port, path);
	FILE *pipe = popen(command.bytes, "r");
	text_free(&command);
	return pipe;
}

bool web_file_holds(const char *path, const char *text)
{
	Text whole = { 0 };
	Err ignored;
	/* A file of /proc has no size: room is made, and wiped, for the largest. */
	size_t most = strncmp(path, "/proc/", strlen("/proc/")) == 0 ? 1 << 17 : 1 << 24;
	bool holds = sys_read_file(&whole, path, most, &ignored) && memmem(whole.bytes, whole.length, text, strlen(text));
	text_free(&whole);
	return holds;
}

const char *web_logged(long long first_seq, const char *select)
{
	char sql[1200];
	if (access(web.log, F_OK) != 0)
		return "";
	text_format(sql, sizeof sql, "WITH story AS (SELECT *, CAST(payload AS TEXT) AS said FROM event WHERE seq > %lld) %s",
	            first_seq, select);
	return outside_log(web.log, sql);
}

int web_processes_without(const char *secret)
{
	int looked_at = 0;
	DIR *processes = opendir("/proc");
	for (struct dirent *entry; (entry = readdir(processes)) != NULL; ) {
		char path[300];
		text_format(path, sizeof path, "/proc/%s/comm", entry->d_name);
		if (atoi(entry->d_name) == 0 || !web_file_holds(path, "vicialias"))
			continue;
		text_format(path, sizeof path, "/proc/%s/cmdline", entry->d_name);
		looked_at += web_file_holds(path, "vicialias");
		assert_false(web_file_holds(path, secret));
		text_format(path, sizeof path, "/proc/%s/environ", entry->d_name);
		assert_false(web_file_holds(path, secret));
	}
	closedir(processes);
	return looked_at;
}

/* --- the whole of it --- */

int web_open(void **state)
{
	(void)state;
	scratch_path(web.said, sizeof web.said, "said");
	assert_int_equal(chmod(scratch_folder(), 0711), 0);      /* the web server's account goes through */
	make_database();
	install();
	start_apache();
	return 0;
}

int web_close(void **state)
{
	(void)state;
	server_end(&web.apache);
	web_stop_database();
	return 0;
}
