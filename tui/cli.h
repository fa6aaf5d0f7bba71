/* The program without its screen: api (cli_api.h), list, health, audit list, audit verify and --check, and what they share: a
 * question on the terminal. Nothing here knows curses; all of it asks at the one door, core/service/ops.h. */
#ifndef TUI_CLI_H
#define TUI_CLI_H

#include "core/base/text.h"
#include "core/model/filter.h"
#include "core/service/ops.h"

/* DATABASE_FINDS: reads the connection file itself, to say what is wrong with it; of the demo it is given the demo's. */
typedef enum { DATABASE_NO, DATABASE_NEEDS, DATABASE_FINDS } DatabaseUse;

/* run NULL: the console. where: NULL without a connection. words: what follows the command, joined by blanks; secret: they
 * may hold a password, so cli_command overwrites them where the system keeps the arguments. */
typedef struct {
	const char *first, *second;
	DatabaseUse database;
	bool        takes_words, secret;
	bool      (*run)(const Config *config, Connection *where, char *words, Err *err);
} Command;

/* NULL: no such command. words is the caller's to wipe. */
const Command *cli_command(const Config *config, Text *words, Err *err);
/* Signs and lines in ASCII? By --ascii, else by the locale. */
bool cli_ascii(const Config *config);

/* --paths, --settings or --keys; false: none of them was asked for. */
bool cli_print(const Config *config);
/* Signs in as the settings say: user, then the password from its file descriptor or the terminal. */
bool cli_sign_in(Service *service, const Config *config, Err *err) MUST_CHECK;
/* Usage error: a word of the filter names what is no field, and no alias holds it. */
bool cli_filter_means(const Filter *filter, const char *words, const Catalog *catalog, Err *err) MUST_CHECK;
/* What is wrong with the aliases that match; a word that is a kind of finding keeps that kind. */
bool cli_health(const Config *config, Connection *where, char *words, Err *err);

/* Sentences on what works; false when something does not, with the code of the first. */
bool cli_check(const Config *config, Connection *where, char *words, Err *err);

/* One line from the terminal itself, whatever stdin is. The echo comes back even when a signal ends the program. */
bool cli_ask(const char *prompt, bool secret, char *out, size_t cap, Err *err) MUST_CHECK;
/* First line of a file descriptor. */
bool cli_read_line(int fd, char *out, size_t cap, Err *err) MUST_CHECK;

#endif
