/* The ground on which faults are tried: a private database with a few aliases of its own and a truth table, kept by a trigger,
 * that knows what was really written; an audit log; consoles and a web page as processes that can be killed; and the promises
 * that have to hold afterwards (RELIABILITY 2.6, 5.7).
 *
 * Every name that is ever written is another one, so that a name says whose change it was. */
#ifndef TESTS_FAULTS_GROUND_H
#define TESTS_FAULTS_GROUND_H

#include <sys/types.h>

#include "core/service/service.h"
#include "tests/desk.h"

enum { GROUND_ALIASES = 20 };

extern Config ground_config;

/* Once, at the start: the seed is printed, and SEED in the environment repeats it; the ground, if any, is laid. count: of
 * faults, from FAULTS in the environment, or few. */
void ground_begin(void);
const Connection *ground_lay(void);
unsigned ground_count(unsigned few);
unsigned ground_random(unsigned below);
/* Everything as at the start, logs and truth empty; a cmocka setup. */
int ground_fresh(void **state);

Service *ground_signed_in(Reply *reply);         /* as 6666; reply NULL: not wanted */
const char *ground_alias(unsigned number);       /* "f07" */
const char *ground_name(char kind);              /* a new one; always of the same length */
/* A rename, with phones: their protocol is turned as well. */
Plan *ground_plan(Service *service, const char *alias, const char *name, bool phones);
/* All of it. */
ErrCode ground_rename(Service *service, const char *alias, const char *name, bool phones, Reply *reply, Err *err);

/* Processes that go on until they are killed. A console renames at random, tells of each change that it was told is saved, and
 * connects again when the connection breaks. The web page writes blindly, as VICIdial's does. */
pid_t ground_console(void);
pid_t ground_web_page(unsigned pause_us);
pid_t ground_requests(unsigned pause_us);        /* renames by update_phone_alias, as a script does */
void  ground_kill(pid_t child);
void  ground_repair(void);                       /* tables that a killed server left crashed, and did not mend itself */
long  ground_acknowledged(void);                 /* changes that consoles were told are saved, so far */
void  ground_sleep_us(unsigned us);

/* Reconciles once and fails the test for each promise that is not kept; else prints figures under the title. */
typedef struct {
	bool server_died;                        /* in: with it, the truth's row of a change may be lost as any other */
	long changes, edits, acknowledged, open, indeterminate, in_doubt, unproven;
} Figures;
void ground_judge(const char *title, Figures *out);
const char *ground_log(const char *sql);         /* the audit log's answer, as text; until the next */
int64_t ground_log_number(const char *sql);

#endif
