/* Settings: one row an option; flag, environment and --help are made from the rows, later ones win:
 * built-in, file, environment, flag. Connection settings come from astguiclient.conf by VICIdial's own parsing rules. */
#ifndef CORE_SERVICE_CONFIG_H
#define CORE_SERVICE_CONFIG_H

#include <stdio.h>

#include "core/data/database.h"

enum { CONFIG_PATH = 512 };

typedef struct {
	char astguiclient[CONFIG_PATH];          /* default /etc/astguiclient.conf */
	char audit[CONFIG_PATH];                 /* "" until config_audit_path */
	char theme[64];
	char ascii[8];                           /* auto, yes, no */
	char user[UTF8_CAP(USER_MAX)];
	int  password_fd;                        /* -1: ask on the terminal */
	bool demo, fresh, check, stop_on_error;
	bool phone_writes;                       /* no: the form writes no phones row */
	bool mouse;
	int  esc_delay_ms;
	int  live_seconds;                       /* between two readings of the list; 0: only when asked */
	int64_t now_us;                          /* VICIALIAS_NOW; 0: the real clock. Only with --demo */
	char format[16];                         /* of list and audit: table, csv, json */
	bool help, version;
	/* What is left: command words, e.g. "audit" "list" "since:7d". Points into argv. */
	char *words[32]; int word_count;
} Config;

typedef struct {
	const char *flag;                        /* "--theme" */
	const char *value;                       /* "NAME"; NULL: a switch */
	const char *environment;                 /* "VICIALIAS_THEME"; NULL: none */
	const char *setting;                     /* name in a settings file; NULL: none */
	const char *help;
	bool (*set)(Config *config, const char *value, Err *err);
} Option;
extern const Option options[];
extern const size_t option_count;

/* ERR_USAGE with a sentence that names the flag. */
bool config_read(Config *out, int argc, char **argv, Err *err) MUST_CHECK;
void config_help(FILE *to);
/* Where the log is: --audit, else /var/lib/vicialias/audit.db as root or for members of the group vicialias, else the XDG
 * state folder; with --demo the demo's folder. shared: the first of these. Makes the folder. */
bool config_audit_path(const Config *config, char *out, size_t cap, bool *shared, Err *err) MUST_CHECK;
bool config_demo_folder(char *out, size_t cap, Err *err) MUST_CHECK;
/* By the rules of VICIDIAL.md part 8; the sentence says who may read the file. Wiped with database_open. */
bool config_connection(const char *path, Connection *out, Err *err) MUST_CHECK;
/* The same rules over bytes in memory, for tests and fuzzing. */
void config_parse_connection(const char *bytes, size_t length, Connection *out);

#endif
