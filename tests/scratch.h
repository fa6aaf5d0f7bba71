/* A place of its own for each test program: a temporary folder, removed at its end, and a private database in it. */
#ifndef TESTS_SCRATCH_H
#define TESTS_SCRATCH_H

#include <sys/types.h>

#include "core/data/demo.h"

/* The folder (made at the first call, short enough for a socket's name). Removed at exit of the process that made it. */
const char *scratch_folder(void);
/* folder/name */
const char *scratch_path(char *out, size_t cap, const char *name);
/* The sample call centre, loaded once a process; ends with it. Aborts the program with a sentence when it cannot be had. */
const Connection *scratch_database(void);
/* A session of the program's own with it; database_close. */
Database *scratch_connect(void);
/* Its server is killed; started again on what it left behind. In between nothing answers. */
void scratch_database_kill(void);
void scratch_database_start(void);
pid_t scratch_server_pid(const char *folder);   /* of the server of a demo's folder */
/* Kills it, and waits until it is gone. */
void scratch_kill_server(const char *folder);
/* The same server without tables, in folder/name. */
Demo *scratch_empty_server(const char *name, Connection *where);

#endif
