/* A site as requests come to it, for the journeys: a database server with accounts and the demo's call centre, and an Apache
 * that runs the program as a CGI, both in the scratch folder and on loopback. When the test is root's, the CGI has an account
 * of its own, as on a site.
 *
 * Apache has two hosts. One has the tutorial's path to itself; the other is a VICIdial web server with a page of its own there
 * and the lines added that README gives, read from README. */
#ifndef TESTS_JOURNEYS_WEB_H
#define TESTS_JOURNEYS_WEB_H

#include <stdbool.h>
#include <stdio.h>
#include <sys/types.h>

#include "tests/server.h"

enum { WEB_PATH = 400 };

#define WEB_PAGE "/vicidial/non_agent_api.php"

typedef struct {
	char       folder[WEB_PATH], program[WEB_PATH], conf[WEB_PATH], said[WEB_PATH];
	char       log_folder[WEB_PATH], log[WEB_PATH];          /* the audit log */
	unsigned   own_port, vicidial_port;
	pid_t      apache;
	DatabaseServer database;
} WebSite;
extern WebSite web;

/* Group setup and teardown. */
int  web_open(void **state);
int  web_close(void **state);
void web_start_database(void);               /* it runs since web_open */
void web_stop_database(void);
void web_restore(void);                      /* the call centre as it was loaded, and VICIdial's logs empty */

/* query: without apostrophes. Its answer is web_output of what this returns. */
FILE *web_curl(const char *options, const char *query, unsigned port, const char *path);
/* What a command prints, until the next call; one that fails fails the test. */
const char *web_output(FILE *pipe);
/* The first column of what a SELECT finds in the audit log's entries after first_seq (the table story; said is its payload),
 * one row a line, until the next call. */
const char *web_logged(long long first_seq, const char *select);
/* How many processes of the program others see now; one that shows them the secret fails the test. */
int  web_processes_without(const char *secret);
bool web_file_holds(const char *path, const char *text);

#endif
