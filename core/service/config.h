/* Settings: one row an option; flag, environment, --help and the file template are made from the rows, later ones win:
 * built-in, /etc/vicialias.conf, the own file, environment, flag. Connection settings come from astguiclient.conf by
 * VICIdial's own parsing rules. Settings files are never written. */
#ifndef CORE_SERVICE_CONFIG_H
#define CORE_SERVICE_CONFIG_H

#include <stdio.h>

#include "core/data/database.h"

enum { CONFIG_PATH = 512, CONFIG_PROFILES = 12, CONFIG_KEYS = 100, CONFIG_TOLD = 8, CONFIG_NAME = 40 };

/* A cluster by name: profile.NAME.astguiclient = FILE and so on. */
typedef struct {
	char name[CONFIG_NAME];
	char astguiclient[CONFIG_PATH];
	bool danger, read_only, tls;
} Profile;

/* key.NAME = keys; whether it is possible is for those to say who know the keys (tui/live_keys.h). */
typedef struct {
	char name[CONFIG_NAME], keys[60];
	int  file, line;                         /* config->files[file] */
} KeyWish;

/* What in the settings does not count, in sentences. */
typedef struct {
	char   text[CONFIG_TOLD][300];
	size_t count, total;                     /* total: those that found no room as well */
} ConfigTold;
void config_tell(ConfigTold *told, const char *fmt, ...) PRINTF_LIKE(2, 3);

typedef struct {
	char path[CONFIG_PATH];
	bool read;                               /* it was there, and trusted */
} ConfigFile;
enum { CONFIG_SYSTEM, CONFIG_OWN, CONFIG_FILES };

typedef struct {
	char astguiclient[CONFIG_PATH];          /* default /etc/astguiclient.conf */
	char audit[CONFIG_PATH];                 /* "" until config_audit_path */
	bool audit_fixed;                        /* the system's file names it: nothing later moves it */
	char config[CONFIG_PATH];                /* --config: instead of the own file */
	ConfigFile files[CONFIG_FILES];
	ConfigTold told;
	Profile profiles[CONFIG_PROFILES]; size_t profile_count;
	int  profile_at;                         /* -1: none; the connection is astguiclient's */
	char profile[CONFIG_NAME];               /* --profile */
	bool tls;                                /* the connection has to be encrypted and verified; a profile may ask for it as well */
	char tls_ca[CONFIG_PATH];
	KeyWish keys[CONFIG_KEYS]; size_t key_count;
	bool read_only;                          /* look, never write */
	int  lock_minutes;                       /* 0: never */
	bool paths, settings, key_table;
	char theme[64];
	char ascii[8];                           /* auto, yes, no */
	char user[UTF8_CAP(USER_MAX)];
	int  password_fd;                        /* -1: ask on the terminal */
	bool demo, fresh, check, stop_on_error;
	bool phone_writes;                       /* no: the form writes no phones row */
	int  segment_mb;                         /* a larger audit log is sealed; 0: at no size */
	bool syslog;                             /* the audit log's newest link goes there too */
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
	/* Of settings: the built-in value; is it a whole path; may the program not go on when a file names a wrong one? */
	const char *otherwise;
	bool        path, vital;
} Option;
extern const Option options[];
extern const size_t option_count;

/* ERR_USAGE with a sentence that names the flag. */
bool config_read(Config *out, int argc, char **argv, Err *err) MUST_CHECK;
/* The same with another file for /etc/vicialias.conf. */
bool config_read_with(const char *system_file, Config *out, int argc, char **argv, Err *err) MUST_CHECK;
void config_help(FILE *to);
/* A settings file with every option as a comment; taken out of the comment it says what is built in. */
void config_template(FILE *to);
/* From now on this cluster; -1: none. */
void config_use_profile(Config *config, int at);
/* NULL: none. */
const Profile *config_profile(const Config *config);
/* Where the log is: --audit, else /var/lib/vicialias/audit.db as root or for members of the group vicialias, else the XDG
 * state folder; with --demo the demo's folder. shared: the first of these. Makes the folder.
 * Each profile has a log of its own beside it, audit-NAME.db: what a crash left open is settled on the database it was
 * begun on, and nowhere else. config_audit_place only says where. */
bool config_audit_path(const Config *config, char *out, size_t cap, bool *shared, Err *err) MUST_CHECK;
bool config_audit_place(const Config *config, char *out, size_t cap, Err *err) MUST_CHECK;
bool config_demo_folder(char *out, size_t cap, Err *err) MUST_CHECK;
/* What config->astguiclient says, by the rules of VICIDIAL.md part 8, with the settings' TLS; the sentence says who may read the
 * file. Wiped with database_open. */
bool config_connection(const Config *config, Connection *out, Err *err) MUST_CHECK;
/* The same rules over bytes in memory, for tests and fuzzing. */
void config_parse_connection(const char *bytes, size_t length, Connection *out);

#endif
