/* What an error number of the server or of the client library means: what the program does next, and the sentence for
 * the admin. Numbers are the same in MySQL and MariaDB; texts are localised by the server and only quoted. Private to core/data. */
#ifndef CORE_DATA_REFUSAL_H
#define CORE_DATA_REFUSAL_H

#include "core/data/database.h"

enum { REFUSED_UNKNOWN_COLUMN = 1054, REFUSED_UNKNOWN_VARIABLE = 1193, REFUSED_NO_SOCKET = 2002, REFUSED_TLS = 2026 };

/* The table's files are crashed, or the disk under them is full: nothing more may be written to it. */
bool refusal_is_damage(unsigned number);
/* A column was to be compared with a character that its charset lacks, which the server refuses to do. */
bool refusal_is_comparison(unsigned number);
/* A value has a character that the column's charset lacks. */
bool refusal_is_of_character(unsigned number);

/* Fill err and return false. said: the words of the server or library. */
bool refusal_of_statement(Err *err, unsigned number, const char *said);
bool refusal_of_answer(Err *err);                            /* a server that is broken, or none */
bool refusal_of_plaintext(Err *err, const char *host);       /* where encryption was asked for */
bool refusal_of_connect(Err *err, unsigned number, const char *said, const Connection *where, const char *host);

#endif
