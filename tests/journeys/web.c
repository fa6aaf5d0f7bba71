#include "tests/journeys/web.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <poll.h>
#include <pwd.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/base/sys.h"
#include "tests/outside.h"
#include "tests/scratch.h"
#include "tests/tap.h"

enum { PATIENCE_MS = 60000, LOOK_AGAIN_MS = 20 };

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

/* In a process group of its own, since Apache ends the whole of its group. */
static pid_t spawn(const char *const *words)
{
	pid_t self = getpid(), child = fork();
	if (child == 0) {
		setpgid(0, 0);
		prctl(PR_SET_PDEATHSIG, SIGTERM);
		int said = open(web.said, O_WRONLY | O_CREAT | O_APPEND, 0600);
		dup2(said, STDOUT_FILENO), dup2(said, STDERR_FILENO);
		if (getppid() == self)
			execvp(words[0], (char *const *)words);
		_exit(127);
	}
	return child;
}

static void run(const char *const *words)
{
	int status;
	pid_t child = spawn(words);
	assert_int_equal(waitpid(child, &status, 0), child);
	if (status)
		fail_msg("%s failed: %s", words[0], web.said);
}

static void stop(pid_t *process)
{
	if (*process <= 0)
		return;
	kill(*process, SIGTERM);
	assert_int_equal(waitpid(*process, NULL, 0), *process);
	*process = 0;
}

static struct sockaddr_in loopback(unsigned port)
{
	uint32_t here = htonl(INADDR_LOOPBACK);
	return (struct sockaddr_in){ .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = here };
}

static unsigned free_port(void)
{
	struct sockaddr_in address = loopback(0);
	socklen_t length = sizeof address;
	int probe = socket(AF_INET, SOCK_STREAM, 0);
	assert_int_equal(bind(probe, (struct sockaddr *)&address, length), 0);
	assert_int_equal(getsockname(probe, (struct sockaddr *)&address, &length), 0);
	close(probe);
	return ntohs(address.sin_port);
}

/* A database server speaks first. */
static bool is_served(unsigned port, bool speaks)
{
	struct sockaddr_in address = loopback(port);
	int client = socket(AF_INET, SOCK_STREAM, 0);
	struct pollfd wait = { .fd = client, .events = POLLIN };
	char first;
	bool serves = connect(client, (struct sockaddr *)&address, sizeof address) == 0;
	if (serves && speaks)
		serves = poll(&wait, 1, 1000) == 1 && read(client, &first, 1) == 1;
	close(client);
	return serves;
}

static void wait_for(unsigned port, bool speaks, pid_t process)
{
	int64_t until = sys_monotonic_ms() + PATIENCE_MS;
	for (; !is_served(port, speaks); poll(NULL, 0, LOOK_AGAIN_MS))
		if (sys_monotonic_ms() > until || waitpid(process, NULL, WNOHANG) != 0)
			fail_msg("a server did not start: %s", web.said);
}

/* --- the database server --- */

static void write_setup(const char *path)
{
	static const SqlId parts[] = {
		SQL_DEMO_SCHEMA, SQL_DEMO_SITE, SQL_DEMO_USERS, SQL_DEMO_PHONES, SQL_DEMO_ALIASES, SQL_DEMO_AWKWARD
	};
	Text script = { 0 };
	text_add(&script, "CREATE DATABASE kept;\nCREATE DATABASE asterisk CHARACTER SET utf8mb3 COLLATE utf8mb3_unicode_ci;\n"
	                  "USE asterisk;\n"
	                  "CREATE USER cron@'127.0.0.1' IDENTIFIED BY 'cron1234';\n"
	                  "GRANT SELECT, INSERT, UPDATE, DELETE, LOCK TABLES ON asterisk.* TO cron@'127.0.0.1';\n"
	                  "SET NAMES utf8mb3 COLLATE utf8mb3_unicode_ci;\n");
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		text_add(&script, builtin_sql(parts[i]));
	for (size_t i = 0; i < KEPT; i++)
		text_addf(&script, "CREATE TABLE kept.%s AS SELECT * FROM %s;\n", kept[i], kept[i]);
	write_file(path, 0600, script.bytes);
	text_free(&script);
}

static void start_database(const char *setup)
{
	char program[WEB_PATH], datadir[WEB_PATH + 20], socket_is[WEB_PATH + 20], port[40], init[WEB_PATH + 20];
	assert_true(demo_find_server(program, sizeof program));
	text_format(datadir, sizeof datadir, "--datadir=%s", web.data);
	text_format(socket_is, sizeof socket_is, "--socket=%s", web.root.socket);
	text_format(port, sizeof port, "--port=%u", web.database_port);
	text_format(init, sizeof init, "--init-file=%s", setup);
	web.database = spawn((const char *[]){
		program, "--no-defaults", "--skip-innodb", "--default-storage-engine=MyISAM", "--character-set-server=utf8mb3",
		"--collation-server=utf8mb3_unicode_ci", "--sql-mode=NO_ENGINE_SUBSTITUTION", "--bind-address=127.0.0.1", "--skip-name-resolve",
		datadir, socket_is, port, setup ? init : "--skip-log-bin", geteuid() == 0 ? "--user=root" : NULL, NULL });
	wait_for(web.database_port, true, web.database);
}

void web_start_database(void)
{
	start_database(NULL);
}

void web_stop_database(void)
{
	outside_close();
	stop(&web.database);
}

static void make_database(void)
{
	char datadir[WEB_PATH + 20], setup[WEB_PATH];
	scratch_path(web.data, sizeof web.data, "site");
	web.root = (Connection){ .host = "localhost", .database = "asterisk", .user = "root", .source = "the test" };
	scratch_path(web.root.socket, sizeof web.root.socket, "site.sock");
	web.database_port = free_port();
	text_format(datadir, sizeof datadir, "--datadir=%s", web.data);
	run((const char *[]){
		"mariadb-install-db", "--no-defaults", "--force", "--auth-root-authentication-method=normal", "--skip-test-db", "--skip-innodb",
		"--default-storage-engine=MyISAM", datadir, geteuid() == 0 ? "--user=root" : NULL, NULL });
	write_setup(scratch_path(setup, sizeof setup, "setup.sql"));
	start_database(setup);
}

void web_restore(void)
{
	for (size_t i = 0; i < KEPT; i++) {
		outside_runf(&web.root, "TRUNCATE %s", kept[i]);
		outside_runf(&web.root, "INSERT INTO %s SELECT * FROM kept.%s", kept[i], kept[i]);
	}
	outside_run(&web.root, "TRUNCATE vicidial_admin_log");
	outside_run(&web.root, "TRUNCATE vicidial_api_log");
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
	web.own_port = free_port();
	web.vicidial_port = free_port();
	add_server(&text);
	text_addf(&text, "<VirtualHost 127.0.0.1:%u>\nScriptAlias " WEB_PAGE " %s\n" GRANTED "</VirtualHost>\n",
	          web.own_port, web.program);
	text_addf(&text, "<VirtualHost 127.0.0.1:%u>\nScriptAlias /vicidial/ %s/\n" GRANTED, web.vicidial_port, web.folder);
	add_readme(&text);
	text_add(&text, "</VirtualHost>\n");
	write_file(scratch_path(path, sizeof path, "apache.conf"), 0600, text.bytes);
	text_free(&text);
	web.apache = spawn((const char *[]){ "/usr/sbin/apache2", "-D", "FOREGROUND", "-f", path, NULL });
	wait_for(web.own_port, false, web.apache);
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
	run((const char *[]){ "install", "-m", "755", built ? built : "./vicialias", web.program, NULL });
	text_format(text, sizeof text, "VARDB_server => 127.0.0.1\nVARDB_database => asterisk\n"
	            "VARDB_user => cron\nVARDB_pass => cron1234\nVARDB_port => %u\n", web.database_port);
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
	bool holds = sys_read_file(&whole, path, 1 << 24, &ignored) && memmem(whole.bytes, whole.length, text, strlen(text));
	text_free(&whole);
	return holds;
}

const char *web_logged(long long first_seq, const char *select)
{
	static char text[8192];
	char sql[1200];
	size_t length = 0;
	sqlite3 *db;
	sqlite3_stmt *rows;
	*text = '\0';
	if (access(web.log, F_OK) != 0)
		return text;
	text_format(sql, sizeof sql, "WITH story AS (SELECT *, CAST(payload AS TEXT) AS said FROM event WHERE seq > %lld) %s",
	            first_seq, select);
	assert_int_equal(sqlite3_open_v2(web.log, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
	if (sqlite3_prepare_v2(db, sql, -1, &rows, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(db));
	while (sqlite3_step(rows) == SQLITE_ROW)
		length += text_format(text + length, sizeof text - length, "%s%s", length ? "\n" : "",
		                      (const char *)sqlite3_column_text(rows, 0));
	sqlite3_finalize(rows);
	sqlite3_close(db);
	return text;
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
	stop(&web.apache);
	web_stop_database();
	return 0;
}
