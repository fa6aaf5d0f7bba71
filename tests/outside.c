#include "tests/outside.h"

#include <mysql.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/text.h"

static MYSQL *link_;
static pid_t  link_pid;                      /* a forked child needs a connection of its own */
static char   link_to[108];
static Text   answer, log_answer;

static void check(bool ok, const char *sql)
{
	if (ok)
		return;
	fprintf(stderr, "outside: %s\nin: %s\n", mysql_error(link_), sql);
	abort();
}

static void open_link(const Connection *where)
{
	if (link_ && link_pid == getpid() && strcmp(link_to, where->socket) == 0)
		return;
	if (link_ && link_pid == getpid())
		mysql_close(link_);
	link_ = mysql_init(NULL);
	mysql_options(link_, MYSQL_SET_CHARSET_NAME, "utf8mb4");
	check(mysql_real_connect(link_, *where->socket ? NULL : where->host, where->user, where->password, where->database, where->port,
	                         *where->socket ? where->socket : NULL, 0), "connect");
	link_pid = getpid();
	text_copy(link_to, sizeof link_to, where->socket);
}

const char *outside_rows(const Connection *where, const char *sql)
{
	open_link(where);
	check(mysql_query(link_, sql) == 0, sql);
	text_clear(&answer);
	text_add(&answer, "");
	MYSQL_RES *rows = mysql_store_result(link_);
	check(rows || mysql_field_count(link_) == 0, sql);
	for (MYSQL_ROW row; rows && (row = mysql_fetch_row(rows));) {
		if (answer.length)
			text_add(&answer, "\n");
		for (unsigned i = 0; i < mysql_num_fields(rows); i++)
			text_addf(&answer, "%s%s", i ? "|" : "", row[i] ? row[i] : "NULL");
	}
	mysql_free_result(rows);
	return answer.bytes;
}

const char *outside_ask(const Connection *where, const char *sql)
{
	const char *rows = outside_rows(where, sql);
	answer.bytes[strcspn(rows, "|\n")] = '\0';
	return answer.bytes;
}

void outside_run(const Connection *where, const char *sql)
{
	outside_rows(where, sql);
}

void outside_runf(const Connection *where, const char *fmt, ...)
{
	char sql[4000];
	va_list args;
	va_start(args, fmt);
	vsnprintf(sql, sizeof sql, fmt, args);
	va_end(args);
	outside_rows(where, sql);
}

bool outside_try(const Connection *where, const char *fmt, ...)
{
	char sql[4000];
	va_list args;
	va_start(args, fmt);
	vsnprintf(sql, sizeof sql, fmt, args);
	va_end(args);
	open_link(where);
	return mysql_query(link_, sql) == 0;
}

static void check_log(bool ok, sqlite3 *log, const char *sql)
{
	if (ok)
		return;
	fprintf(stderr, "outside: %s\nin: %s\n", sqlite3_errmsg(log), sql);
	abort();
}

const char *outside_log(const char *path, const char *sql)
{
	sqlite3 *log = NULL;
	sqlite3_stmt *row;
	int got;
	check_log(sqlite3_open_v2(path, &log, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK, log, path);
	check_log(sqlite3_prepare_v2(log, sql, -1, &row, NULL) == SQLITE_OK, log, sql);
	text_clear(&log_answer);
	text_add(&log_answer, "");
	while ((got = sqlite3_step(row)) == SQLITE_ROW) {
		if (log_answer.length)
			text_add(&log_answer, "\n");
		for (int i = 0; i < sqlite3_column_count(row); i++) {
			const char *text = (const char *)sqlite3_column_text(row, i);
			text_addf(&log_answer, "%s%s", i ? "|" : "", text ? text : "NULL");
		}
	}
	check_log(got == SQLITE_DONE, log, sql);
	sqlite3_finalize(row);
	sqlite3_close(log);
	return log_answer.bytes;
}

void outside_close(void)
{
	if (link_ && link_pid == getpid())
		mysql_close(link_);
	link_ = NULL;
	text_free(&answer);
	text_free(&log_answer);
}
