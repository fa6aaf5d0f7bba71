/* Three locks in the folder say everything there is to know, also after a kill -9, since the kernel releases them:
 *   start.lock   exclusive while somebody opens: one starts, loads or looks at a time
 *   use.lock     shared by every user; the supervisor waits to have it alone, then ends the server
 *   server.lock  exclusive, inherited by mariadbd and nobody else: free means that there is no server */
#include "core/data/demo.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "core/base/sys.h"

#define DATABASE_NAME "asterisk"

enum {
	FOLDER_CAP = 400, PATH_CAP = 512,
	SOCKET_LENGTH_MAX = 100,                 /* of 108 in sockaddr_un; some clients stop earlier */
	IN_USE_MS = 2000,                        /* a server that is just ending lets go of its folder within this */
	START_MS = 30000, END_MS = 10000, POLL_MS = 5,
	ARGUMENTS_CAP = 32
};

struct Demo {
	char folder[FOLDER_CAP], server[PATH_CAP], socket[SOCKET_LENGTH_MAX];
	int  use_lock;
};

/* In the order in which the tables need each other. */
static const SqlId scripts[] = {
	SQL_DEMO_SCHEMA, SQL_DEMO_SITE, SQL_DEMO_USERS, SQL_DEMO_PHONES, SQL_DEMO_ALIASES, SQL_DEMO_AWKWARD, SQL_DEMO_HISTORY
};

static const char *const options[] = {
	"--skip-innodb", "--default-storage-engine=MyISAM", "--character-set-server=utf8mb3", "--collation-server=utf8mb3_unicode_ci",
	"--sql-mode=NO_ENGINE_SUBSTITUTION", "--skip-networking", "--skip-log-bin", "--skip-name-resolve", "--skip-slave-start",
	"--performance-schema=0", "--key-buffer-size=1M", "--aria-pagecache-buffer-size=1M", "--query-cache-type=0",
	"--table-open-cache=200", "--open-files-limit=1024", "--max-connections=50", "--log-warnings=1",
};

static const char *demo_path(const Demo *demo, char *out, const char *name)
{
	text_format(out, PATH_CAP, "%s/%s", demo->folder, name);
	return out;
}

static void wait_a_little(void)
{
	nanosleep(&(struct timespec){ .tv_nsec = POLL_MS * 1000000L }, NULL);
}

/* -1 with a sentence in err. */
static int lock_open(const Demo *demo, const char *name, Err *err)
{
	char path[PATH_CAP];
	int fd = open(demo_path(demo, path, name), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd < 0)
		fail(err, ERR_OTHER, "The demo's folder cannot be used: %s: %s.", path, strerror(errno));
	return fd;
}

static bool lock_take(int fd, int how, int64_t patience_ms)
{
	int64_t until = sys_monotonic_ms() + patience_ms;
	while (flock(fd, how | LOCK_NB) != 0) {
		if (sys_monotonic_ms() >= until)
			return false;
		wait_a_little();
	}
	return true;
}

bool demo_find_server(char *out, size_t cap)
{
	const char *path = getenv("PATH");
	char folders[4096];
	text_format(folders, sizeof folders, "%s:/usr/sbin:/usr/libexec", path ? path : "/usr/bin");
	char *rest = folders;
	for (char *folder; (folder = strsep(&rest, ":")) != NULL; ) {
		if (folder[0] != '/')
			continue;
		text_format(out, cap, "%s/mariadbd", folder);
		if (access(out, X_OK) == 0)
			return true;
	}
	return false;
}

static int remove_one(const char *path, const struct stat *about, int kind, struct FTW *where)
{
	(void)about, (void)kind, (void)where;
	return remove(path);
}

static void remove_tree(const char *path)
{
	nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

/* The server's data and, with it, the audit log that tells of it; the locks stay. */
static void remove_everything(const Demo *demo)
{
	char path[PATH_CAP];
	DIR *folder = opendir(demo->folder);
	for (struct dirent *entry; folder && (entry = readdir(folder)) != NULL; )
		if (strncmp(entry->d_name, "data", 4) == 0 || strncmp(entry->d_name, "audit", 5) == 0)
			remove_tree(demo_path(demo, path, entry->d_name));
	if (folder)
		closedir(folder);
}

/* Becomes mariadbd; only in a child. */
static _Noreturn void server_exec(const Demo *demo, const char *data, bool bootstrap)
{
	char datadir[PATH_CAP + 32], tmpdir[PATH_CAP + 32], files[PATH_CAP + 32], socket_is[PATH_CAP + 32], pid_file[PATH_CAP + 32];
	char *words[ARGUMENTS_CAP] = { (char *)demo->server, "--no-defaults" };
	size_t count = 2;
	for (size_t i = 0; i < sizeof options / sizeof *options; i++)
		words[count++] = (char *)options[i];
	text_format(words[count++] = datadir, sizeof datadir, "--datadir=%s/%s", demo->folder, data);
	text_format(words[count++] = tmpdir, sizeof tmpdir, "--tmpdir=%s/%s", demo->folder, data);
	text_format(words[count++] = files, sizeof files, "--secure-file-priv=%s/%s", demo->folder, data);
	text_format(words[count++] = socket_is, sizeof socket_is, "--socket=%s", demo->socket);
	text_format(words[count++] = pid_file, sizeof pid_file, "--pid-file=%s/server.pid", demo->folder);
	if (geteuid() == 0)
		words[count++] = "--user=root";
	words[count++] = bootstrap ? "--bootstrap" : "--skip-grant-tables";
	assert(count < ARGUMENTS_CAP);
	execv(demo->server, words);
	_exit(127);
}

/* A child must not keep what is the console's: its terminal, its signals, its locks. input becomes 0, first and second
 * become 3 and 4 (-1: none); what the server says goes to its log. */
static void child_detach(const Demo *demo, int input, int first, int second)
{
	char log[PATH_CAP];
	int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
	int output = open(demo_path(demo, log, "server.log"), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	if (output < 0)
		output = nothing;
	int from[] = { input < 0 ? nothing : input, output, output, first, second };
	for (int to = 0; to < 5; to++)           /* out of the way first: one may stand on another's number */
		from[to] = from[to] < 0 ? -1 : fcntl(from[to], F_DUPFD, 10);
	for (int to = 0; to < 5; to++)
		if (from[to] < 0 || dup2(from[to], to) < 0)
			close(to);
	close_range(5, ~0U, 0);

	setsid();
	sigset_t none;
	sigemptyset(&none);
	for (int number = 1; number < NSIG; number++)
		signal(number, SIG_DFL);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

/* The server ends with its parent, however that ends. */
static void child_die_with(pid_t parent, int number)
{
	prctl(PR_SET_PDEATHSIG, number);
	if (getppid() != parent)
		_exit(127);
}

static bool child_wait(pid_t child, int *status, int64_t patience_ms)
{
	int64_t until = sys_monotonic_ms() + patience_ms;
	for (;;) {
		pid_t ended = waitpid(child, status, WNOHANG);
		if (ended == child || (ended < 0 && errno != EINTR))
			return true;
		if (sys_monotonic_ms() >= until)
			return false;
		wait_a_little();
	}
}

/* The last thing the server called an error, for the sentence. */
static void server_complaint(const Demo *demo, char *out, size_t cap)
{
	char path[PATH_CAP];
	Text log = { 0 };
	Err ignored;
	text_format(out, cap, "its log is %s", demo_path(demo, path, "server.log"));
	if (sys_read_file(&log, path, 1 << 20, &ignored) && log.length > 0) {
		char *rest = log.bytes;
		for (char *line; (line = strsep(&rest, "\n")) != NULL; )
			if (strstr(line, "ERROR") && !strstr(line, "Aborting"))
				text_visible(out, cap, line, strlen(line));
	}
	text_free(&log);
}

/* Feeds the script to a server that serves nobody: no client, no rights, no socket are needed for it. */
static bool server_load(const Demo *demo, const Text *script, Err *err)
{
	char fresh[PATH_CAP], data[PATH_CAP], complaint[300];
	remove_tree(demo_path(demo, fresh, "data.new"));
	int input = memfd_create("demo.sql", MFD_CLOEXEC);
	if (mkdir(fresh, 0700) != 0 || input < 0 || write(input, script->bytes, script->length) != (ssize_t)script->length
	    || lseek(input, 0, SEEK_SET) != 0)
		return close(input), fail(err, ERR_OTHER, "The demo's data cannot be made in %s: %s.", fresh, strerror(errno));
	pid_t self = getpid(), child = fork();
	if (child == 0) {
		child_die_with(self, SIGKILL);
		child_detach(demo, input, -1, -1);
		server_exec(demo, "data.new", true);
	}
	close(input);
	int status = -1;
	if (child > 0 && !child_wait(child, &status, START_MS)) {
		kill(child, SIGKILL);
		waitpid(child, &status, 0);
	}
	if (child < 0 || status != 0) {
		server_complaint(demo, complaint, sizeof complaint);
		return fail(err, ERR_OTHER, "The demo's data could not be loaded: %s.", complaint);
	}
	if (rename(fresh, demo_path(demo, data, "data")) != 0)
		return fail(err, ERR_OTHER, "The demo's data cannot be put at %s: %s.", data, strerror(errno));
	return true;
}

/* Everything is dated by our clock, which may be frozen. */
static bool data_make(const Demo *demo, bool empty, Err *err)
{
	Text script = { 0 };
	text_add(&script, "CREATE DATABASE " DATABASE_NAME ";\nUSE " DATABASE_NAME ";\nSET sql_mode = 'STRICT_ALL_TABLES';\n");
	text_add(&script, "SET NAMES utf8mb3 COLLATE utf8mb3_unicode_ci;\n");
	text_addf(&script, "SET timestamp = %lld;\n", (long long)(sys_now_us() / 1000000));
	for (size_t i = 0; i < sizeof scripts / sizeof *scripts && !empty; i++)
		text_add(&script, builtin_sql(scripts[i]));
	bool made = server_load(demo, &script, err);
	text_free(&script);
	return made;
}

/* Where the socket is, or where a server about to start shall put it: in the folder, unless that makes its name too long. */
static bool socket_place(Demo *demo, bool starting, Err *err)
{
	char note[PATH_CAP];
	Text where = { 0 };
	if (strlen(demo->folder) + strlen("/socket") < SOCKET_LENGTH_MAX)
		return text_format(demo->socket, sizeof demo->socket, "%s/socket", demo->folder), true;
	demo_path(demo, note, "socket.path");
	if (!starting) {
		bool read = sys_read_file(&where, note, SOCKET_LENGTH_MAX - 1, err);
		text_copy(demo->socket, sizeof demo->socket, where.bytes);
		text_free(&where);
		return read;
	}
	char private[] = "/tmp/vicialias-XXXXXX";
	if (!mkdtemp(private))
		return fail(err, ERR_OTHER, "The demo needs a temporary folder for its socket: %s: %s.", private, strerror(errno));
	text_format(demo->socket, sizeof demo->socket, "%s/socket", private);
	FILE *file = fopen(note, "we");
	bool written = file && fputs(demo->socket, file) >= 0;
	if ((file && fclose(file) != 0) || !written)
		return fail(err, ERR_OTHER, "The demo's folder cannot be written: %s: %s.", note, strerror(errno));
	return true;
}

static void socket_remove(Demo *demo)
{
	unlink(demo->socket);
	if (strncmp(demo->socket, demo->folder, strlen(demo->folder)) != 0) {
		*strrchr(demo->socket, '/') = '\0';
		rmdir(demo->socket);
	}
}

/* Lives as long as anybody uses the demo, and a moment longer. Numbers 3 and 4 are the server's lock and its sign of life. */
static _Noreturn void supervise(Demo *demo)
{
	pid_t self = getpid(), server = fork();
	if (server == 0) {
		child_die_with(self, SIGTERM);
		server_exec(demo, "data", false);
	}
	close(3);
	close(4);
	Err ignored;
	int users = lock_open(demo, "use.lock", &ignored), status;
	while (users >= 0 && flock(users, LOCK_EX) != 0 && errno == EINTR)
		;
	kill(server, SIGTERM);
	if (server > 0 && !child_wait(server, &status, END_MS))
		kill(server, SIGKILL);
	socket_remove(demo);
	_exit(0);
}

static int server_connect(const Demo *demo)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	text_copy(address.sun_path, sizeof address.sun_path, demo->socket);
	int client = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (client >= 0 && connect(client, (struct sockaddr *)&address, sizeof address) != 0) {
		close(client);
		client = -1;
	}
	return client;
}

/* A server that listens is not yet one that answers: its first byte is the greeting; one that is just dying sends none. alive is
 * at its end when it died. */
static bool server_greets(const Demo *demo, int alive, int64_t patience_ms)
{
	int64_t until = sys_monotonic_ms() + patience_ms;
	int client = -1;
	bool greeted = false, over = false;
	while (!greeted && !over && sys_monotonic_ms() < until) {
		char first;
		if (client < 0)
			client = server_connect(demo);
		struct pollfd wait[] = { { .fd = client, .events = POLLIN }, { .fd = alive, .events = POLLIN } };
		poll(wait, 2, client < 0 ? POLL_MS : 100);
		greeted = wait[0].revents && read(client, &first, 1) == 1;
		if (wait[0].revents && !greeted) {
			close(client);
			client = -1;
		}
		over = wait[1].revents != 0;
	}
	close(client);
	return greeted;
}

static bool server_start(Demo *demo, int server_lock, Err *err)
{
	int alive[2];
	if (!socket_place(demo, true, err))
		return false;
	if (pipe2(alive, O_CLOEXEC) != 0)
		return fail(err, ERR_OTHER, "The demo's server cannot be started: %s.", strerror(errno));
	pid_t supervisor = fork();
	if (supervisor == 0) {
		child_detach(demo, -1, server_lock, alive[1]);
		supervise(demo);
	}
	close(alive[1]);
	bool ready = supervisor > 0 && server_greets(demo, alive[0], START_MS);
	close(alive[0]);
	if (ready)
		return true;
	char complaint[300];
	server_complaint(demo, complaint, sizeof complaint);
	return fail(err, ERR_OFFLINE, "The demo's server did not start: %s.", complaint);
}

/* With server.lock ours there is no server, so its files may be touched. */
static bool demo_serve(Demo *demo, DemoStart start, int server_lock, Err *err)
{
	char path[PATH_CAP];
	if (!lock_take(server_lock, LOCK_EX, 0)) {
		if (socket_place(demo, false, err) && server_greets(demo, -1, END_MS))
			return true;
		return fail(err, ERR_OFFLINE, "The demo's server does not answer. Close every console that uses the demo, then start again.");
	}
	unlink(demo_path(demo, path, "server.log"));
	if (start == DEMO_FRESH)
		remove_everything(demo);
	if (access(demo_path(demo, path, "data"), F_OK) != 0 && !data_make(demo, start == DEMO_EMPTY, err))
		return false;
	return server_start(demo, server_lock, err);
}

/* start.lock is ours: nobody comes in between. */
static bool demo_enter(Demo *demo, DemoStart start, int server_lock, Err *err)
{
	if (start == DEMO_FRESH) {
		if (!lock_take(demo->use_lock, LOCK_EX, IN_USE_MS))
			return fail(err, ERR_CONFLICT,
			            "The demo cannot start over while another console has it open: close that one, or join it with  vicialias --demo");
		flock(demo->use_lock, LOCK_UN);      /* for the supervisor of a server that nobody uses any more */
		if (!lock_take(server_lock, LOCK_EX, END_MS))
			return fail(err, ERR_OFFLINE, "The demo's old server does not end. See %s/server.log.", demo->folder);
		flock(server_lock, LOCK_UN);
	}
	if (!lock_take(demo->use_lock, LOCK_SH, END_MS))
		return fail(err, ERR_OFFLINE, "The demo's old server does not end. See %s/server.log.", demo->folder);
	return demo_serve(demo, start, server_lock, err);
}

static bool demo_find_parts(Demo *demo, const char *folder, Err *err)
{
	if (!sys_make_folders(folder, 0700, err))
		return false;
	char *real = realpath(folder, NULL);
	bool fits = real && text_copy(demo->folder, sizeof demo->folder, real);
	free(real);
	if (!fits)
		return fail(err, ERR_OTHER, "The demo's folder cannot be used, its name may be too long: %s.", folder);
	if (!demo_find_server(demo->server, sizeof demo->server))
		return fail(err, ERR_OTHER, "The demo needs MariaDB's server program, mariadbd, which is not installed here. "
		                            "It is in the package mariadb-server-core (Debian) or mariadb-server.");
	return true;
}

static bool demo_start(Demo *demo, DemoStart start, Err *err)
{
	int server_lock = -1, start_lock = lock_open(demo, "start.lock", err);
	bool started = start_lock >= 0
	               && (server_lock = lock_open(demo, "server.lock", err)) >= 0
	               && (demo->use_lock = lock_open(demo, "use.lock", err)) >= 0;
	if (started && !lock_take(start_lock, LOCK_EX, START_MS + END_MS))
		started = fail(err, ERR_OFFLINE, "Another console has been starting the demo for too long. See %s/server.log.", demo->folder);
	started = started && demo_enter(demo, start, server_lock, err);
	close(server_lock);
	close(start_lock);
	return started;
}

bool demo_open(Demo **out, const char *folder, DemoStart start, Connection *where, Err *err)
{
	Demo *demo = mem_take(sizeof *demo);
	demo->use_lock = -1;
	if (!demo_find_parts(demo, folder, err) || !demo_start(demo, start, err)) {
		close(demo->use_lock);
		mem_free(demo);
		return false;
	}
	*where = (Connection){ .host = "localhost", .database = DATABASE_NAME, .user = "demo", .source = "the demo" };
	text_copy(where->socket, sizeof where->socket, demo->socket);
	*out = demo;
	return true;
}

/* The last one waits until the server has written everything and is gone. */
void demo_close(Demo *demo)
{
	if (!demo)
		return;
	Err ignored;
	bool last = flock(demo->use_lock, LOCK_EX | LOCK_NB) == 0 || flock(demo->use_lock, LOCK_SH | LOCK_NB) != 0;
	close(demo->use_lock);
	int server_lock = last ? lock_open(demo, "server.lock", &ignored) : -1;
	if (server_lock >= 0)
		lock_take(server_lock, LOCK_EX, END_MS);
	close(server_lock);
	mem_free(demo);
}
