/* Servers of a test's own, on loopback and in the scratch folder: any program, and a MariaDB with real accounts as a site has it,
 * made by mariadb-install-db. They end with the test. What fails aborts it, with the place of what they said. */
#ifndef TESTS_SERVER_H
#define TESTS_SERVER_H

#include <sys/types.h>

#include "core/base/text.h"
#include "core/data/database.h"

enum { SERVER_PATH = 400 };

unsigned server_free_port(void);
/* In a process group of its own; both its outputs go to the file said. */
pid_t server_spawn(const char *const *words, const char *said);
/* Runs it to its end, which has to be 0. */
void server_run(const char *const *words, const char *said);
/* Until something listens there; speaks: and greets, as a database does. */
void server_wait(unsigned port, bool speaks, pid_t process, const char *said);
/* By SIGTERM, and waits for it; 0 is nothing, and it is 0 afterwards. */
void server_end(pid_t *process);

typedef struct {
	char       data[SERVER_PATH], said[SERVER_PATH];
	unsigned   port;                         /* on 127.0.0.1 */
	pid_t      pid;                          /* 0: it does not run */
	Connection root;                         /* by the socket; its database is asterisk, which the setup makes */
} DatabaseServer;

/* Its folder, accounts and port; it does not run yet. Connections by TCP come from 127.0.0.1, names are not looked up. */
void server_make_database(DatabaseServer *out, const char *name);
/* setup: statements it runs before it serves, NULL none. options: more of mariadbd's, NULL none. */
void server_start_database(DatabaseServer *server, const char *setup, const char *const *options);
void server_stop_database(DatabaseServer *server);

/* What begins the setup of every site: the database asterisk, cron with VICIdial's stock grants and this password, and, all empty,
 * the demo's tables. */
void server_add_site(Text *setup, const char *cron_password);

#endif
