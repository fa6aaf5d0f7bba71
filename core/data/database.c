#include <assert.h>
#include <mysql.h>
#include <nss.h>
#include <string.h>

#include "core/base/sys.h"
#include "core/base/text.h"
#include "core/data/database.h"
#include "core/data/fence.h"
#include "core/data/kept.h"
#include "core/data/packet.h"
#include "core/data/refusal.h"
#include "core/data/statement.h"

/* Oracle's client has had plain bool since 8.0.1. */
#if defined(MARIADB_BASE_VERSION) || MYSQL_VERSION_ID < 80001
typedef my_bool Flag;
#else
typedef bool Flag;
#endif

enum { COLUMNS_MAX = 40, PREPARED_MAX = 48 };
/* Nothing hangs for 20 seconds: what the library and a name's look-up add stays below that too. */
static const unsigned connect_timeout_s = 5, wire_timeout_s = 19;

/* A statement that the server has parsed: asked again, it costs one round trip instead of two. */
typedef struct {
	char       *text;
	MYSQL_STMT *stmt;
} Prepared;

struct Database {
	MYSQL       *mysql;
	DatabaseInfo info;
	Prepared     prepared[PREPARED_MAX];     /* the oldest makes room */
	size_t       prepared_next;
	Kept         kept;
	Schema       schema;
	int64_t      accepted_age_ms;
	bool         limited;                    /* the server gives a statement up after a while */
};

/* --- statements --- */

static bool refused(Database *db, Err *err)
{
	return refusal_of_statement(err, mysql_errno(db->mysql), mysql_error(db->mysql));
}

/* A statement without values or rows; the number of an answer that is no matter, 0 none. */
static bool command(Database *db, SqlId sql, unsigned no_matter, Err *err)
{
	const char *text = builtin_sql(sql);
	if (mysql_real_query(db->mysql, text, strlen(text)) == 0)
		return true;
	return (no_matter && mysql_errno(db->mysql) == no_matter) || refused(db, err);
}

/* A write has no such limit: while the server waits for room on its disk, giving it up leaves the table crashed, as a KILL does
 * (RELIABILITY [M9]). Its wait for a lock is bounded all the same. */
static bool limit(Database *db, bool on, Err *err)
{
	mysql_thread_init();                     /* nothing, when this thread has it already */
	if (db->limited != on && !command(db, on ? SQL_VICIDIAL_SESSION_TIME_LIMIT : SQL_VICIDIAL_SESSION_TIME_FREE,
	                                  REFUSED_UNKNOWN_VARIABLE, err))
		return false;
	db->limited = on;
	return true;
}

void database_limit(Database *db)
{
	Err ignored;
	if (!limit(db, true, &ignored))
		return;                              /* the next statement says what is wrong */
}

static bool statement_refused(MYSQL_STMT *stmt, Err *err)
{
	return refusal_of_statement(err, mysql_stmt_errno(stmt), mysql_stmt_error(stmt));
}

static bool values_send(MYSQL_STMT *stmt, const Statement *statement)
{
	MYSQL_BIND *binds = mem_take(statement->value_count * sizeof *binds);
	for (size_t i = 0; i < statement->value_count; i++) {
		const Value *value = &statement->values[i];
		binds[i].buffer_type = statement_is_text(statement, i) ? MYSQL_TYPE_STRING : MYSQL_TYPE_BLOB;
		if (value->null)
			binds[i].buffer_type = MYSQL_TYPE_NULL;
		binds[i].buffer = (void *)value->bytes;
		binds[i].buffer_length = value->length;
	}
	bool ok = (statement->value_count == 0 || mysql_stmt_bind_param(stmt, binds) == 0) && mysql_stmt_execute(stmt) == 0;
	mem_free(binds);
	return ok;
}

static void prepared_drop(Prepared *prepared)
{
	if (prepared->stmt)
		mysql_stmt_close(prepared->stmt);
	mem_free(prepared->text);
	*prepared = (Prepared){ 0 };
}

/* The statement of a text, prepared when it is new; takes the text. */
static Prepared *prepared_of(Database *db, Text *sql, bool *ok)
{
	for (size_t i = 0; i < PREPARED_MAX; i++)
		if (db->prepared[i].text && strcmp(db->prepared[i].text, sql->bytes) == 0) {
			text_free(sql);
			*ok = true;
			return &db->prepared[i];
		}
	Prepared *place = &db->prepared[db->prepared_next++ % PREPARED_MAX];
	prepared_drop(place);
	*place = (Prepared){ .text = sql->bytes, .stmt = mysql_stmt_init(db->mysql) };
	if (!place->stmt)
		mem_die();
	*ok = mysql_stmt_prepare(place->stmt, sql->bytes, sql->length) == 0;
	return place;
}

/* What a server says of a statement is the world, and binding by it would read beyond our values. */
static bool takes_values(const Prepared *prepared, const Statement *statement)
{
	return mysql_stmt_param_count(prepared->stmt) == statement->value_count;
}

/* A column that this VICIdial does not have: from now on it is known which there are. */
static bool learns_columns(Database *db, unsigned number)
{
	Err ignored;
	return number == REFUSED_UNKNOWN_COLUMN && !db->schema.columns && schema_read(&db->schema, db, &ignored);
}

/* statement_done in every case. */
static bool statement_ready(Database *db, const Statement *statement, Prepared **out)
{
	bool ok, again;
	mysql_thread_init();                     /* nothing, when this thread has it already */
	do {
		Text sql = { 0 };
		statement_text(&sql, statement, &db->schema);
		*out = prepared_of(db, &sql, &ok);
		again = !ok && learns_columns(db, mysql_stmt_errno((*out)->stmt));
		if (again)
			prepared_drop(*out);
	} while (again);
	return ok && takes_values(*out, statement);
}

/* Prepares, binds and executes. statement_done in every case. */
static bool statement_run(Database *db, const Statement *statement, Prepared **out)
{
	return statement_ready(db, statement, out) && values_send((*out)->stmt, statement);
}

/* One that failed is not asked again: who knows what of its answer is still on the wire. */
static void statement_done(Prepared *prepared, bool ok)
{
	if (ok)
		mysql_stmt_free_result(prepared->stmt);
	else
		prepared_drop(prepared);
}

void database_ready(Database *db, const Statement *statement)
{
	Prepared *prepared;
	Err ignored;
	if (limit(db, false, &ignored) && !statement_ready(db, statement, &prepared))
		statement_done(prepared, false);     /* writing it finds out why */
}

bool database_write(Database *db, const Statement *statement, Written *out, Err *err)
{
	Prepared *prepared;
	*out = (Written){ 0 };
	if (!limit(db, false, err)) {
		out->error = mysql_errno(db->mysql);
		return false;
	}
	bool ok = statement_run(db, statement, &prepared);
	MYSQL_STMT *stmt = prepared->stmt;
	bool none = !ok && refusal_is_comparison(mysql_stmt_errno(stmt)) && statement_lacks(statement);   /* no row is matched */
	if (ok) {
		out->matched = mysql_stmt_affected_rows(stmt);   /* CLIENT_FOUND_ROWS: found, not changed */
		out->insert_id = mysql_stmt_insert_id(stmt);
		out->warnings = mysql_warning_count(db->mysql);
	} else if (!none) {
		out->error = mysql_stmt_errno(stmt);
		out->damaged = refusal_is_damage(out->error);
		statement_refused(stmt, err);
	}
	statement_done(prepared, ok);
	return ok || none;
}

/* Fetching into no room first tells each length; then each value gets exactly its room, with a NUL behind it. */
typedef struct {
	MYSQL_BIND    binds[COLUMNS_MAX];
	unsigned long lengths[COLUMNS_MAX];
	Flag          nulls[COLUMNS_MAX], cuts[COLUMNS_MAX];
} Fetch;

static bool fetch_bind(MYSQL_STMT *stmt, Fetch *fetch, size_t columns)
{
	for (size_t i = 0; i < columns; i++)
		fetch->binds[i] = (MYSQL_BIND){ .buffer_type = MYSQL_TYPE_STRING, .length = &fetch->lengths[i], .is_null = &fetch->nulls[i],
		                                .error = &fetch->cuts[i] };
	return mysql_stmt_bind_result(stmt, fetch->binds) == 0;
}

static bool fetch_value(MYSQL_STMT *stmt, const Fetch *fetch, size_t column, Arena *mem, Value *out)
{
	if (fetch->nulls[column]) {
		*out = VALUE_NULL;
		return true;
	}
	unsigned long length = fetch->lengths[column];
	char *room = arena_take(mem, length + 1);
	MYSQL_BIND bind = { .buffer_type = MYSQL_TYPE_STRING, .buffer = room, .buffer_length = length };
	*out = (Value){ .bytes = (const uint8_t *)room, .length = (uint32_t)length };
	return length == 0 || mysql_stmt_fetch_column(stmt, &bind, (unsigned)column, 0) == 0;
}

/* The library believes what a row says of its values' lengths. */
static bool next_is_whole(const MYSQL_STMT *stmt, size_t columns)
{
#ifdef MARIADB_BASE_VERSION
	static const uint8_t fixed[] = {
		[MYSQL_TYPE_TINY] = 1, [MYSQL_TYPE_SHORT] = 2, [MYSQL_TYPE_YEAR] = 2, [MYSQL_TYPE_LONG] = 4, [MYSQL_TYPE_INT24] = 4,
		[MYSQL_TYPE_FLOAT] = 4, [MYSQL_TYPE_LONGLONG] = 8, [MYSQL_TYPE_DOUBLE] = 8,
	};
	uint8_t widths[COLUMNS_MAX];
	for (size_t i = 0; i < columns; i++) {
		unsigned type = stmt->fields[i].type;
		widths[i] = type < sizeof fixed && fixed[type] ? fixed[type] : type == MYSQL_TYPE_NULL ? 0 : PACKET_LENGTH_FIRST;
	}
	const MYSQL_ROWS *next = stmt->result_cursor;
	return !next || packet_row_is_whole((const uint8_t *)next->data, next->length, widths, columns);
#else
	(void)stmt, (void)columns;
	return true;
#endif
}

static bool fetch_all(MYSQL_STMT *stmt, Rows *rows)
{
	Fetch fetch;
	int got = MYSQL_NO_DATA;
	bool whole;
	size_t capacity = (size_t)mysql_stmt_num_rows(stmt);
	if (!fetch_bind(stmt, &fetch, rows->columns))
		return false;
	rows->values = arena_take(rows->mem, capacity * rows->columns * sizeof *rows->values);
	while ((whole = next_is_whole(stmt, rows->columns)) && ((got = mysql_stmt_fetch(stmt)) == 0 || got == MYSQL_DATA_TRUNCATED)) {
		assert(rows->count < capacity);
		for (size_t i = 0; i < rows->columns; i++)
			if (!fetch_value(stmt, &fetch, i, rows->mem, &rows->values[rows->count * rows->columns + i]))
				return false;
		rows->count++;
	}
	return whole && got == MYSQL_NO_DATA;
}

static bool rows_fetch(MYSQL_STMT *stmt, Rows *rows, Err *err)
{
	rows->columns = mysql_stmt_field_count(stmt);
	if (rows->columns == 0 || rows->columns > COLUMNS_MAX)
		return refusal_of_answer(err);
	return fetch_all(stmt, rows) || statement_refused(stmt, err);
}

static bool asked(Database *db, const Statement *statement)
{
	Text sql = { 0 };
	mysql_thread_init();                     /* nothing, when this thread has it already */
	statement_text(&sql, statement, &db->schema);
	bool ok = mysql_real_query(db->mysql, sql.bytes, sql.length) == 0;
	text_free(&sql);
	return ok;
}

/* One without values. */
static bool query(Database *db, const Statement *statement, Err *err)
{
	return asked(db, statement) || (learns_columns(db, mysql_errno(db->mysql)) && asked(db, statement)) || refused(db, err);
}

static bool stream_rows(Database *db, bool (*row)(void *context, const Value *values, size_t count), void *context, Err *err)
{
	Value values[COLUMNS_MAX];
	MYSQL_ROW fields;
	MYSQL_RES *result = mysql_use_result(db->mysql);
	if (!result)
		return refused(db, err);
	size_t columns = mysql_num_fields(result);
	bool fits = columns <= COLUMNS_MAX, more = fits;
	while (more && (fields = mysql_fetch_row(result)) != NULL) {
		const unsigned long *lengths = mysql_fetch_lengths(result);
		for (size_t i = 0; i < columns; i++)
			values[i] = fields[i] ? (Value){ .bytes = (const uint8_t *)fields[i], .length = (uint32_t)lengths[i] } : VALUE_NULL;
		more = row(context, values, columns);
	}
	/* The end and an error look alike. Freeing drains what was not wanted. */
	bool ok = fits ? !more || mysql_errno(db->mysql) == 0 || refused(db, err) : refusal_of_answer(err);
	mysql_free_result(result);
	return ok;
}

static bool read_prepared(Database *db, const Statement *statement, Rows *rows, unsigned *error, Err *err)
{
	Prepared *prepared;
	bool ok = statement_run(db, statement, &prepared) && mysql_stmt_store_result(prepared->stmt) == 0;
	ok = (ok || statement_refused(prepared->stmt, err)) && rows_fetch(prepared->stmt, rows, err);
	*error = ok ? 0 : mysql_stmt_errno(prepared->stmt);
	statement_done(prepared, ok);
	return ok;
}

/* What has no values needs no preparing, which is a round trip of its own. */
static bool read_once(Database *db, const Statement *statement, Rows **out, unsigned *error, Err *err)
{
	Rows *rows = rows_new();
	*error = 0;
	bool ok = statement->value_count ? read_prepared(db, statement, rows, error, err)
	                                 : query(db, statement, err) && stream_rows(db, rows_keep, rows, err);
	if (!ok)
		rows_free(rows);
	*out = ok ? rows : NULL;
	return ok;
}

bool database_read(Database *db, const Statement *statement, Rows **out, Err *err)
{
	unsigned error;
	Statement without;
	bool ok = read_once(db, statement, out, &error, err);
	for (Charset charset = CHARSET_UTF8MB3; refusal_is_comparison(error) && charset < CHARSET_COUNT; charset++) {
		Arena *mem = arena_new();
		ok = statement_without(mem, statement, charset, &without) && read_once(db, &without, out, &error, err);
		arena_free(mem);
	}
	return ok;
}

bool database_fact(Database *db, const Statement *statement, Rows **out, Err *err)
{
	Text key = { 0 };
	kept_key(&key, statement);
	*out = kept_find(&db->kept, &key, db->accepted_age_ms);
	bool asks = !*out, ok = !asks || database_read(db, statement, out, err);
	if (ok && asks)
		kept_add(&db->kept, &key, *out);
	text_free(&key);
	return ok;
}

void database_accept_age(Database *db, int64_t ms)
{
	db->accepted_age_ms = ms;
}

bool database_stream(Database *db, const Statement *statement,
                     bool (*row)(void *context, const Value *values, size_t count), void *context, Err *err)
{
	assert(statement->value_count == 0);
	return limit(db, false, err) && query(db, statement, err) && stream_rows(db, row, context, err);
}

/* --- opening --- */

/* Verifying is what refuses: asked to encrypt only, the library goes on in plain text where the server does not offer it. */
static void require_tls(MYSQL *mysql, const Connection *where)
{
#ifdef MARIADB_BASE_VERSION
	const Flag yes = 1;
	mysql_options(mysql, MYSQL_OPT_SSL_ENFORCE, &yes);
	mysql_options(mysql, MYSQL_OPT_SSL_VERIFY_SERVER_CERT, &yes);
#else
	const unsigned verified = SSL_MODE_VERIFY_IDENTITY;
	mysql_options(mysql, MYSQL_OPT_SSL_MODE, &verified);
#endif
	if (where->tls_ca[0])
		mysql_options(mysql, MYSQL_OPT_SSL_CA, where->tls_ca);
}

static MYSQL *handle_new(const Connection *where)
{
	const unsigned no = 0;
	MYSQL *mysql = mysql_init(NULL);
	if (!mysql)
		mem_die();
	/* Automatic reconnect is left alone: naming it, even to turn it off, prints a warning with Oracle's client. */
	mysql_options(mysql, MYSQL_OPT_CONNECT_TIMEOUT, &connect_timeout_s);
	mysql_options(mysql, MYSQL_OPT_READ_TIMEOUT, &wire_timeout_s);
	mysql_options(mysql, MYSQL_OPT_WRITE_TIMEOUT, &wire_timeout_s);
	mysql_options(mysql, MYSQL_OPT_LOCAL_INFILE, &no);
	mysql_options(mysql, MYSQL_SET_CHARSET_NAME, "utf8mb4");
	if (where->tls)
		require_tls(mysql, where);
	return mysql;
}

static bool connect_to(Database *db, const Connection *where, const char *host)
{
	if (db->mysql)
		mysql_close(db->mysql);
	db->mysql = handle_new(where);
	bool ok = mysql_real_connect(db->mysql, host, where->user, where->password, where->database, where->port,
	                             where->socket[0] ? where->socket : NULL, CLIENT_FOUND_ROWS) != NULL;
	if (db->mysql->passwd)
		sys_wipe(db->mysql->passwd, strlen(db->mysql->passwd));
	return ok;
}

static bool connect_somewhere(Database *db, const Connection *where, Err *err)
{
	static const char loopback[] = "127.0.0.1";
	const char *host = where->socket[0] || !where->host[0] ? "localhost" : where->host;
	bool ok = connect_to(db, where, host);
	/* To the client library "localhost" is a socket, whose place is compiled in. */
	if (!ok && !where->socket[0] && strcmp(host, "localhost") == 0 && mysql_errno(db->mysql) == REFUSED_NO_SOCKET) {
		host = loopback;
		ok = connect_to(db, where, host);
		text_copy(db->info.told, sizeof db->info.told,
		          "localhost has no socket where the client library looks for it: connected to 127.0.0.1 instead.");
	}
	if (!ok)
		return refusal_of_connect(err, mysql_errno(db->mysql), mysql_error(db->mysql), where,
		                          where->socket[0] ? where->socket : host);
	db->info.local = strcmp(host, "localhost") == 0 || strcmp(host, loopback) == 0 || strcmp(host, "::1") == 0;
	db->info.encrypted = mysql_get_ssl_cipher(db->mysql) != NULL;
	return !where->tls || db->info.encrypted || refusal_of_plaintext(err, host);
}

static bool session_set(Database *db, const uint8_t session[16], int64_t frozen_us, Err *err)
{
	if (!command(db, SQL_VICIDIAL_SESSION_RULES, 0, err))
		return false;
	if (frozen_us) {
		char seconds[32];
		Written ignored;
		text_format(seconds, sizeof seconds, "%lld.%06d", (long long)(frozen_us / 1000000), (int)(frozen_us % 1000000));
		Value value = value_text(seconds);
		if (!database_write(db, &(Statement){ .sql = SQL_VICIDIAL_SESSION_CLOCK, .values = &value, .value_count = 1, .as_text = 1 },
		                    &ignored, err))
			return false;
	}
	return fence_begin(db, session, mysql_thread_id(db->mysql), frozen_us != 0, &db->info, err);
}

/* Before other threads use the library; all calls but the first only prepare the calling thread. */
static bool library_start(Err *err)
{
	/* It begins with asking for the port of a service "mysql", which no connection of ours needs: not in more than a file then, since
	 * looking for the module of another source takes eighty calls of the system. */
	__nss_configure_lookup("services", "files");
	return mysql_library_init(0, NULL, NULL) == 0 || fail(err, ERR_OTHER, "The database's client library does not start.");
}

bool database_open(Database **out, Connection *connection, const uint8_t session[16], int64_t frozen_us, Err *err)
{
	Database *db = mem_take(sizeof *db);
	bool ok = library_start(err) && connect_somewhere(db, connection, err);
	sys_wipe(connection->password, sizeof connection->password);
	ok = ok && session_set(db, session, frozen_us, err);
	if (!ok) {
		database_close(db);
		db = NULL;
	}
	*out = db;
	return ok;
}

bool database_lacks(const Database *db, const char *column)
{
	return !schema_has(&db->schema, column, strlen(column));
}

const DatabaseInfo *database_info(const Database *db)
{
	return &db->info;
}

void database_close(Database *db)
{
	if (!db)
		return;
	if (db->mysql)
		mysql_close(db->mysql);              /* first: the server is not told of each statement then */
	for (size_t i = 0; i < PREPARED_MAX; i++)
		prepared_drop(&db->prepared[i]);
	kept_clear(&db->kept);
	rows_free(db->schema.columns);
	mem_free(db);
}
