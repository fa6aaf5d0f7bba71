/* A connection to MySQL or MariaDB, set up so that nothing is silently altered and no wait is unbounded
 * (RELIABILITY 2.2): strict session mode, found-rows, utf8mb4, timeouts 5/20/20 s, lock wait 5 s, no reconnect, no LOCAL
 * INFILE, no multi statements, and a fence (GET_LOCK) that lives as long as the server's thread.
 *
 * One connection, one thread. Statements are texts of sql/ with bound values; marks in them are filled from our own
 * column tables only. Every read but database_stream is stored whole. An error of kind ERR_OFFLINE says nothing about
 * whether a write happened: only looking does. */
#ifndef CORE_DATA_DATABASE_H
#define CORE_DATA_DATABASE_H

#include "core/base/builtin.h"
#include "core/base/mem.h"
#include "core/model/alias.h"

typedef struct {
	char     host[256], database[65], user[81], password[256];
	unsigned port;
	char     socket[108];                    /* only the demo fills it; "" else */
	char     server_ip[UTF8_CAP(SERVER_IP_MAX)];   /* VARserver_ip */
	char     source[512];                    /* the file it was read from, for sentences */
	/* Over the network only encrypted, to a server whose certificate is good and for this host: else no connection. A socket
	 * needs none. tls_ca: file of the authority that signed it; "": those the system trusts. */
	bool     tls;
	char     tls_ca[512];
} Connection;

typedef struct Database Database;

typedef struct {
	char     version[64], host[64], zone[64];   /* zone: of its clock */
	unsigned long connection_id;
	bool     read_only;                      /* @@read_only: browse only */
	bool     encrypted, local;               /* TLS cipher in use; by socket or loopback */
	bool     mariadb;
	char     told[200];                      /* "" or what the admin should know: "no socket at …: connected to 127.0.0.1" */
} DatabaseInfo;

/* Wipes connection->password, whatever happens. session names the fence va.s.<hex>. frozen_us: SET SESSION timestamp, 0 none. */
bool database_open(Database **out, Connection *connection, const uint8_t session[16], int64_t frozen_us, Err *err) MUST_CHECK;
const DatabaseInfo *database_info(const Database *db);
void database_close(Database *db);           /* NULL is nothing */

typedef struct {
	SqlId        sql;
	const Value *values;  size_t value_count;   /* bound in order as BLOB (raw bytes) or, where as_text says, as string */
	uint64_t     as_text;                    /* bit i: value i is UTF-8 text to be converted to the column's charset; the last bit
	                                            stands for all values from there on */
	const char  *set, *guard;                /* fill the marks set and guard; NULL: the text has none */
	size_t       list;                       /* how many '?' the mark list becomes; 0: it has none */
} Statement;

typedef struct {
	Arena  *mem;
	size_t  count, columns;
	Value  *values;                          /* count * columns */
} Rows;

Rows *rows_new(void);
Value rows_value(const Rows *rows, size_t row, size_t column);
/* NUL-terminated in the rows' arena (inner NUL bytes become U+2400); NULL for SQL NULL. */
const char *rows_text(const Rows *rows, size_t row, size_t column);
int64_t rows_number(const Rows *rows, size_t row, size_t column, int64_t otherwise);
/* A row callback of database_stream: context is Rows, to which it adds a copy. */
bool  rows_keep(void *rows, const Value *values, size_t count);
void  rows_free(Rows *rows);

bool database_read(Database *db, const Statement *statement, Rows **out, Err *err) MUST_CHECK;
/* As database_read, of what changes seldom (columns, servers, groups, settings): an answer of this connection is given again
 * without asking while it is younger than database_accept_age said; at first 0, always asked. */
bool database_fact(Database *db, const Statement *statement, Rows **out, Err *err) MUST_CHECK;
void database_accept_age(Database *db, int64_t ms);
/* matched: rows the WHERE found (not: changed). warnings: what the server noted. damaged: the table is crashed. */
typedef struct {
	uint64_t matched, insert_id;
	unsigned warnings, error;                /* error: the server's number, 0 none */
	bool     damaged;
} Written;
/* ERR_STORE, ERR_READ_ONLY: the server answered no. ERR_OFFLINE: in doubt. */
bool database_write(Database *db, const Statement *statement, Written *out, Err *err) MUST_CHECK;
void database_ready(Database *db, const Statement *statement);   /* parsed by the server now; what is wrong, writing it says */
/* From now on the server gives up a read that takes too long, until the next write or stream. */
void database_limit(Database *db);
/* Calls row for each row as it arrives (use_result); row returns false to stop. Do nothing slow in it. The statement has
 * neither values nor marks; what row gets is not terminated, and gone after it. */
bool database_stream(Database *db, const Statement *statement,
                     bool (*row)(void *context, const Value *values, size_t count), void *context, Err *err) MUST_CHECK;

/* Fences: is a session's server thread still alive? database_fence waits up to seconds for it to be gone and takes the
 * lock; *holder is the connection that has it when it could not be had. */
bool database_fence(Database *db, const uint8_t session[16], unsigned seconds, bool *got, unsigned long *holder, Err *err) MUST_CHECK;
bool database_fence_release(Database *db, const uint8_t session[16], Err *err) MUST_CHECK;
/* Is it read-only by now? database_info says what it was when it was opened. */
bool database_read_only(Database *db, bool *out, Err *err) MUST_CHECK;
/* How long the server has been running. */
bool database_uptime(Database *db, int64_t *seconds, Err *err) MUST_CHECK;
/* Another connection of the same database user: what it is doing ("" when nothing), there false when it is gone; and its end. */
bool database_thread(Database *db, unsigned long connection, bool *there, char *state, size_t cap, Err *err) MUST_CHECK;
bool database_thread_kill(Database *db, unsigned long connection, Err *err) MUST_CHECK;
/* "phones_alias.user_group": did a statement stumble over what this VICIdial does not have, and is it one of them? */
bool database_lacks(const Database *db, const char *column);

#endif
