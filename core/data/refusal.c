#include "core/data/refusal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"

typedef enum { SIMPLY, TABLE_CRASHED, FILES_FAIL, TAKES_NO_WRITES } Trouble;

typedef struct {
	unsigned    number;
	Trouble     trouble;
	const char *sentence;                    /* NULL: made from the table's name */
} Refusal;

#define RIGHT_MISSING "The database user lacks a right; vicialias --check says which GRANT to ask your DBA for."
#define STOPPED_IT    "The database server stopped the statement: it took too long, or somebody killed it. Try again."
#define NOT_STORABLE  "The database cannot store a value as it is, so nothing was written."
#define READ_ONLY     "The database server is read-only (a replica?), so nothing was written."
#define OTHER_SCHEMA  "The database lacks something that VICIdial has; vicialias --check lists it."
#define FULL          "The database server has no free connection. Try again."
#define NO_SPACE      "The database server cannot write its files: is its disk full? Your DBA has to look."

static const Refusal refusals[] = {
	{ 126, TABLE_CRASHED }, { 127, TABLE_CRASHED }, { 144, TABLE_CRASHED }, { 145, TABLE_CRASHED },
	{ 1034, TABLE_CRASHED }, { 1194, TABLE_CRASHED }, { 1195, TABLE_CRASHED },
	{ 1021, FILES_FAIL, NO_SPACE }, { 1026, FILES_FAIL, NO_SPACE }, { 1030, FILES_FAIL, NO_SPACE },
	{ 1205, SIMPLY, "The table is locked by a backup or a long report, so nothing was written. Try again in a moment." },
	{ 1213, SIMPLY, "Another session was in the way, so nothing was written. Try again." },
	{ 1044, SIMPLY, RIGHT_MISSING }, { 1142, SIMPLY, RIGHT_MISSING }, { 1143, SIMPLY, RIGHT_MISSING },
	{ 1227, SIMPLY, RIGHT_MISSING }, { 1370, SIMPLY, RIGHT_MISSING },
	{ 1317, SIMPLY, STOPPED_IT }, { 1969, SIMPLY, STOPPED_IT }, { 3024, SIMPLY, STOPPED_IT },
	{ 1265, SIMPLY, NOT_STORABLE }, { 1300, SIMPLY, NOT_STORABLE }, { 1366, SIMPLY, NOT_STORABLE },
	{ 1406, SIMPLY, NOT_STORABLE },
	{ 1290, TAKES_NO_WRITES, READ_ONLY }, { 1836, TAKES_NO_WRITES, READ_ONLY },
	{ 1054, SIMPLY, OTHER_SCHEMA }, { 1146, SIMPLY, OTHER_SCHEMA },
	{ 1040, SIMPLY, FULL }, { 1203, SIMPLY, FULL },
	{ 1062, SIMPLY, "There is a row with this key already, so nothing was written." },
};

static const Refusal *refusal_find(unsigned number)
{
	for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++)
		if (refusals[i].number == number)
			return &refusals[i];
	return NULL;
}

bool refusal_is_damage(unsigned number)
{
	const Refusal *refusal = refusal_find(number);
	return refusal && (refusal->trouble == TABLE_CRASHED || refusal->trouble == FILES_FAIL);
}

bool refusal_is_comparison(unsigned number)
{
	return number == 1267 || number == 1270 || number == 1271;
}

bool refusal_is_of_character(unsigned number)
{
	return number == 1366 || number == 1300;
}

bool refusal_of_answer(Err *err)
{
	return fail(err, ERR_STORE, "The database answered something else than was asked.");
}

/* The connection broke or did not answer: whether the statement was done is not known. */
static bool is_offline(unsigned number)
{
	/* Server numbers that end the connection: shutdown, killed, network packets, idle too long. */
	static const unsigned ending[] = {
		1053, 1077, 1078, 1079, 1080, 1152, 1156, 1157, 1158, 1159, 1160, 1161, 1184, 1927, 3169, 4031
	};
	for (size_t i = 0; i < sizeof ending / sizeof *ending; i++)
		if (ending[i] == number)
			return true;
	return (number >= 2000 && number < 3000) || (number >= 5000 && number < 6000);   /* the client library's own */
}

/* "Table './asterisk/phones' is marked as crashed…", "Index for table '/tmp/x/phones.MYI'…": phones. */
static void table_named(char *out, size_t cap, const char *said)
{
	const char *from = strchr(said, '\''), *end = from ? strchr(from + 1, '\'') : NULL;
	if (!end) {
		text_copy(out, cap, "in question");
		return;
	}
	for (const char *at = ++from; at < end; at++)
		if (*at == '/')
			from = at + 1;
	const char *dot = memchr(from, '.', (size_t)(end - from));
	text_format(out, cap, "%.*s", (int)((dot ? dot : end) - from), from);
}

static ErrCode code_of(Trouble trouble)
{
	return trouble == SIMPLY ? ERR_STORE : trouble == TAKES_NO_WRITES ? ERR_READ_ONLY : ERR_DAMAGED;
}

bool refusal_of_statement(Err *err, unsigned number, const char *said)
{
	const Refusal *refusal = refusal_find(number);
	if (number == 0)
		return refusal_of_answer(err);       /* the client library has stumbled over it */
	if (is_offline(number))
		return fail(err, ERR_OFFLINE, "The connection to the database is lost (%s).", said);
	if (!refusal)
		return fail(err, ERR_STORE, "The database refused: %s (error %u).", said, number);
	if (refusal->sentence)
		return fail(err, code_of(refusal->trouble), "%s (%s)", refusal->sentence, said);
	char table[100];
	table_named(table, sizeof table, said);
	return fail(err, ERR_DAMAGED, "The table %s is crashed: it needs REPAIR TABLE by your DBA. Nothing was written.", table);
}

/* "Can't connect to server on 'db1' (111)", or '(111 "Connection refused")': the system's number. */
static int system_error(const char *said)
{
	const char *bracket = strrchr(said, '(');
	return bracket ? (int)strtol(bracket + 1, NULL, 10) : 0;
}

static bool unreachable(Err *err, const char *said, const Connection *where, const char *host)
{
	if (where->socket[0])
		return fail(err, ERR_OFFLINE, "The database of %s does not run.", where->source);
	switch (system_error(said)) {
	case ECONNREFUSED:
	case EINPROGRESS:                        /* what libmariadb 3.3 says for a refused connection */
		return fail(err, ERR_OFFLINE, "No database answers at %s port %u: it is not running, or VARDB_port in %s is another.",
		            host, where->port, where->source);
	case ETIMEDOUT:
	case EAGAIN:
		return fail(err, ERR_OFFLINE, "The database at %s port %u did not answer within 5 seconds: is the machine up, and no "
		            "firewall between?", host, where->port);
	default:
		return fail(err, ERR_OFFLINE, "The database at %s port %u cannot be reached (%s).", host, where->port, said);
	}
}

bool refusal_of_plaintext(Err *err, const char *host)
{
	return fail(err, ERR_OFFLINE, "Not connected: the settings say tls = required, and the database at %s does not encrypt.", host);
}

bool refusal_of_connect(Err *err, unsigned number, const char *said, const Connection *where, const char *host)
{
	switch (number) {
	case 1045: case 1698:
		return fail(err, ERR_OFFLINE, "The database at %s refuses user %s: VARDB_user or VARDB_pass in %s is wrong.",
		            host, where->user, where->source);
	case 1044:
		return fail(err, ERR_OFFLINE, "User %s may not use the database %s at %s: ask your DBA for GRANT SELECT, INSERT, UPDATE, "
		            "DELETE on it.", where->user, where->database, host);
	case 1049:
		return fail(err, ERR_OFFLINE, "There is no database %s at %s: look at VARDB_database in %s.",
		            where->database, host, where->source);
	case 1129: case 1130:
		return fail(err, ERR_OFFLINE, "The database at %s does not let this machine in (%s).", host, said);
	case 2005:
		return fail(err, ERR_OFFLINE, "The database host %s was not found: look at VARDB_server in %s.", host, where->source);
	case REFUSED_NO_SOCKET: case 2003:
		return unreachable(err, said, where, host);
	case REFUSED_TLS:
		return fail(err, ERR_OFFLINE, "Not connected, and nothing was sent: the settings say tls = required, and the database at %s is not "
		            "proven to be the one meant (%s). Does it encrypt, and is tls_ca who signed for it?", host, said);
	case 2012: case 2013:
		return fail(err, ERR_OFFLINE, "What answers at %s port %u does not speak as a database does, or not within 5 seconds (%s).",
		            host, where->port, said);
	default:
		return fail(err, ERR_OFFLINE, "The database at %s does not take the connection: %s (error %u).", host, said, number);
	}
}
