#include "tests/server.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/base/sys.h"
#include "core/base/text.h"
#include "core/data/demo.h"
#include "tests/outside.h"
#include "tests/scratch.h"

enum { PATIENCE_MS = 60000, LOOK_AGAIN_MS = 10, GREETING_MS = 1000, WORDS = 32 };

static _Noreturn void give_up(const char *what, const char *said)
{
	fprintf(stderr, "%s; it said: %s\n", what, said);
	abort();
}

/* --- any program --- */

static struct sockaddr_in loopback(unsigned port)
{
	uint32_t here = htonl(INADDR_LOOPBACK);
	return (struct sockaddr_in){ .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = here };
}

unsigned server_free_port(void)
{
	struct sockaddr_in address = loopback(0);
	socklen_t length = sizeof address;
	int probe = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (bind(probe, (struct sockaddr *)&address, length) != 0 || getsockname(probe, (struct sockaddr *)&address, &length) != 0)
		give_up("no free port", "loopback");
	close(probe);
	return ntohs(address.sin_port);
}

pid_t server_spawn(const char *const *words, const char *said)
{
	pid_t self = getpid(), child = fork();
	if (child == 0) {
		setpgid(0, 0);                       /* Apache ends the whole of its group */
		prctl(PR_SET_PDEATHSIG, SIGTERM);
		int file = open(said, O_WRONLY | O_CREAT | O_APPEND, 0600);
		dup2(file, STDOUT_FILENO), dup2(file, STDERR_FILENO);
		if (getppid() == self)
			execvp(words[0], (char *const *)words);
		_exit(127);
	}
	return child;
}

void server_run(const char *const *words, const char *said)
{
	int status;
	pid_t child = server_spawn(words, said);
	if (waitpid(child, &status, 0) != child || status)
		give_up(words[0], said);
}

static bool is_served(unsigned port, bool speaks)
{
	struct sockaddr_in address = loopback(port);
	int client = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	struct pollfd wait = { .fd = client, .events = POLLIN };
	char first;
	bool serves = connect(client, (struct sockaddr *)&address, sizeof address) == 0;
	if (serves && speaks)
		serves = poll(&wait, 1, GREETING_MS) == 1 && read(client, &first, 1) == 1;
	close(client);
	return serves;
}

void server_wait(unsigned port, bool speaks, pid_t process, const char *said)
{
	int64_t until = sys_monotonic_ms() + PATIENCE_MS;
	for (; !is_served(port, speaks); poll(NULL, 0, LOOK_AGAIN_MS))
		if (sys_monotonic_ms() > until || waitpid(process, NULL, WNOHANG) != 0)
			give_up("a server did not start", said);
}

void server_end(pid_t *process)
{
	if (*process <= 0)
		return;
	kill(*process, SIGTERM);
	waitpid(*process, NULL, 0);
	*process = 0;
}

/* --- a database --- */

void server_make_database(DatabaseServer *out, const char *name)
{
	char datadir[SERVER_PATH + 20], file[100];
	*out = (DatabaseServer){ .port = server_free_port(), .root = { .host = "localhost", .database = "asterisk", .user = "root", .source = "the test" } };
	scratch_path(out->data, sizeof out->data, name);
	text_format(file, sizeof file, "%s.said", name);
	scratch_path(out->said, sizeof out->said, file);
	text_format(file, sizeof file, "%s.sock", name);
	scratch_path(out->root.socket, sizeof out->root.socket, file);
	text_format(datadir, sizeof datadir, "--datadir=%s", out->data);
	server_run((const char *[]){
		"mariadb-install-db", "--no-defaults", "--force", "--auth-root-authentication-method=normal", "--skip-test-db", "--skip-innodb",
		"--default-storage-engine=MyISAM", datadir, geteuid() == 0 ? "--user=root" : NULL, NULL }, out->said);
}

static const char *write_setup(const DatabaseServer *server, const char *setup, char *out, size_t cap)
{
	char path[SERVER_PATH + 10];
	text_format(path, sizeof path, "%s.sql", server->data);
	FILE *file = fopen(path, "w");
	if (!file || fputs(setup, file) < 0 || fclose(file) != 0)
		give_up("no setup was written", path);
	text_format(out, cap, "--init-file=%s", path);
	return out;
}

void server_start_database(DatabaseServer *server, const char *setup, const char *const *options)
{
	char program[SERVER_PATH], datadir[SERVER_PATH + 20], socket_is[SERVER_PATH + 20], port[40], init[SERVER_PATH + 30];
	if (!demo_find_server(program, sizeof program))
		give_up("no mariadbd", "PATH");
	text_format(datadir, sizeof datadir, "--datadir=%s", server->data);
	text_format(socket_is, sizeof socket_is, "--socket=%s", server->root.socket);
	text_format(port, sizeof port, "--port=%u", server->port);
	const char *words[WORDS] = {
		program, "--no-defaults", "--skip-innodb", "--default-storage-engine=MyISAM", "--character-set-server=utf8mb3",
		"--collation-server=utf8mb3_unicode_ci", "--sql-mode=NO_ENGINE_SUBSTITUTION", "--bind-address=127.0.0.1", "--skip-name-resolve",
		"--performance-schema=0", datadir, socket_is, port };
	size_t count = 13;
	if (geteuid() == 0)
		words[count++] = "--user=root";
	if (setup)
		words[count++] = write_setup(server, setup, init, sizeof init);
	for (; options && *options && count < WORDS - 1; options++)
		words[count++] = *options;
	server->pid = server_spawn(words, server->said);
	server_wait(server->port, true, server->pid, server->said);
}

void server_stop_database(DatabaseServer *server)
{
	outside_close();
	server_end(&server->pid);
}

void server_add_site(Text *setup, const char *cron_password)
{
	text_addf(setup, "CREATE DATABASE asterisk CHARACTER SET utf8mb3 COLLATE utf8mb3_unicode_ci;\nUSE asterisk;\n"
	                 "CREATE USER cron@'127.0.0.1' IDENTIFIED BY '%s';\n"
	                 "GRANT SELECT, INSERT, UPDATE, DELETE, LOCK TABLES ON asterisk.* TO cron@'127.0.0.1';\n"
	                 "SET NAMES utf8mb3 COLLATE utf8mb3_unicode_ci;\n", cron_password);
	text_add(setup, builtin_sql(SQL_DEMO_SCHEMA));
}
