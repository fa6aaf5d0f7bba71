#include "tests/scratch.h"

#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <unistd.h>

#include "core/base/sys.h"
#include "core/base/text.h"

enum { FOLDER_CAP = 200, PATIENCE_MS = 10000 };

/* What this process made, for its end; a child that was forked and exits must leave it alone. */
static struct {
	pid_t      maker;
	char       folder[FOLDER_CAP];
	Demo      *demo;
	Connection where;
} scratch;

static _Noreturn void give_up(const char *what, const char *why)
{
	fprintf(stderr, "%s: %s\n", what, why);
	exit(1);
}

static int remove_one(const char *path, const struct stat *about, int kind, struct FTW *where)
{
	(void)about, (void)kind, (void)where;
	return remove(path);
}

/* A server that is just ending may still write into it. */
static void scratch_end(void)
{
	if (scratch.maker != getpid())
		return;
	demo_close(scratch.demo);
	int64_t until = sys_monotonic_ms() + PATIENCE_MS;
	while (access(scratch.folder, F_OK) == 0 && sys_monotonic_ms() < until)
		nftw(scratch.folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

const char *scratch_folder(void)
{
	if (scratch.maker == 0) {
		const char *base = getenv("TMPDIR");
		text_format(scratch.folder, sizeof scratch.folder, "%s/va-XXXXXX", base && base[0] == '/' ? base : "/tmp");
		if (!mkdtemp(scratch.folder))
			give_up("no temporary folder", scratch.folder);
		scratch.maker = getpid();
		atexit(scratch_end);
	}
	return scratch.folder;
}

const char *scratch_path(char *out, size_t cap, const char *name)
{
	text_format(out, cap, "%s/%s", scratch_folder(), name);
	return out;
}

const Connection *scratch_database(void)
{
	char folder[FOLDER_CAP + 16];
	Err err = { 0 };
	if (!scratch.demo && !demo_open(&scratch.demo, scratch_path(folder, sizeof folder, "demo"), DEMO_FRESH, &scratch.where, &err))
		give_up("no private database for the tests", err.text);
	return &scratch.where;
}

Database *scratch_connect(void)
{
	static const uint8_t session[16] = { 9 };
	Connection where = *scratch_database();
	Database *db;
	Err err = { 0 };
	if (!database_open(&db, &where, session, 0, &err))
		give_up("no session with the private database", err.text);
	return db;
}

pid_t scratch_server_pid(const char *folder)
{
	char path[FOLDER_CAP + 300];
	Text text = { 0 };
	Err err;
	text_format(path, sizeof path, "%s/server.pid", folder);
	if (!sys_read_file(&text, path, 100, &err))
		give_up("there is no server", err.text);
	pid_t pid = (pid_t)atol(text.bytes);
	text_free(&text);
	if (pid <= 1)
		give_up("there is no server", path);
	return pid;
}

/* It holds a lock as long as it is there, and lets go of it when its files are closed: later than /proc forgets its program. */
void scratch_kill_server(const char *folder)
{
	char path[FOLDER_CAP + 300];
	text_format(path, sizeof path, "%s/server.lock", folder);
	int lock = open(path, O_RDWR | O_CLOEXEC);
	if (lock < 0 || kill(scratch_server_pid(folder), SIGKILL) != 0 || flock(lock, LOCK_EX) != 0)
		give_up("the server cannot be killed", folder);
	close(lock);
}

void scratch_database_kill(void)
{
	char folder[FOLDER_CAP + 16];
	scratch_kill_server(scratch_path(folder, sizeof folder, "demo"));
}

/* The new server's supervisor is in charge before the old one's is let go. */
void scratch_database_start(void)
{
	char folder[FOLDER_CAP + 16];
	Demo *dead = scratch.demo;
	Err err = { 0 };
	if (!demo_open(&scratch.demo, scratch_path(folder, sizeof folder, "demo"), DEMO_KEEP, &scratch.where, &err))
		give_up("the private database does not start again", err.text);
	demo_close(dead);
}

Demo *scratch_empty_server(const char *name, Connection *where)
{
	char folder[FOLDER_CAP + 64];
	Demo *demo;
	Err err = { 0 };
	if (!demo_open(&demo, scratch_path(folder, sizeof folder, name), DEMO_EMPTY, where, &err))
		give_up("no private server for the tests", err.text);
	return demo;
}
