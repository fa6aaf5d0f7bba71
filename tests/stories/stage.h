/* The stage on which stories are played: the whole program in this process but its terminal. A private database with the sample
 * call centre, an audit log of its own, service, worker and ui, a clock that stands still, and a canvas to look at.
 *
 * Nothing waits for a time: after each event the worker is drained and its answers are handed out until there are none. */
#ifndef TESTS_STORIES_STAGE_H
#define TESTS_STORIES_STAGE_H

#include "tui/ui.h"

typedef struct {
	Canvas     canvas;                       /* the screen after the last event */
	int        rows, cols;                   /* set before the first event: 24 x 80 */
	bool       ascii;                        /* likewise */
	Connection where;
	Config     config;
	Service   *service;
	bool       hasty;                        /* keys come before the answers to those before */
	Worker    *worker;
	Ui        *ui;                           /* NULL until the first event */
	bool       stopped;                      /* the database */
	char       store[400];                   /* what the tables were like after the last statement from outside */
} Stage;

/* Sample data as it was, an empty log, nobody signed in. What cannot be had ends the program with a sentence. */
void stage_open(Stage *stage);
void stage_close(Stage *stage);

/* A line of the admin's own settings, before the first event. */
bool stage_settings(Stage *stage, const char *line, Err *err) MUST_CHECK;
void stage_event(Stage *stage, const Event *event);
void stage_resize(Stage *stage, int rows, int cols);
/* Names of keys and "typed text": Down D "8302x" Enter. False: names the word that is no key. */
bool stage_keys(Stage *stage, const char *words, Err *err) MUST_CHECK;
void stage_sign_in(Stage *stage, const char *user, const char *password);
void stage_show(Stage *stage);               /* drains and draws; the others end with it */

void stage_pass(Stage *stage, int seconds);   /* what happens by itself when so much time goes by */

/* Its server is killed, and started again. */
void stage_database_stop(Stage *stage);
void stage_database_stop_in_save(Stage *stage, bool written);   /* in the next save: before its row is written, or just after */
void stage_database_start(Stage *stage);
/* Somebody else at the database. */
const char *stage_sql(Stage *stage, const char *sql);
bool stage_store_changed(const Stage *stage);
/* Does an entry of the audit log say text (in its action, its alias, its summary, or the JSON of its payload)? */
bool stage_audit_has(const Stage *stage, const char *text);

/* A row of the screen without the blanks at its end. */
void stage_row(const Stage *stage, int row, char *out, size_t cap);
void stage_print(const Stage *stage);         /* all of them, for a story that failed */
/* Is utf8 on the screen at this place? A blank cell is a blank. */
bool stage_is_at(const Stage *stage, int row, int col, const char *utf8);
/* Are so many cells from there drawn in this role? */
bool stage_has_role(const Stage *stage, int row, int col, int width, const char *role);
/* The next place from *row, *col on (both are moved); false: no more. */
bool stage_find(const Stage *stage, const char *utf8, int *row, int *col);

#endif
