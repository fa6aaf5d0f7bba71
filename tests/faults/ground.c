#include "tests/faults/ground.h"

#include <fcntl.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "core/base/sys.h"
#include "core/service/request.h"
#include "tests/outside.h"
#include "tests/scratch.h"
#include "tests/tap.h"

Config ground_config;
static const Connection *site;
static char acknowledged[300];

/* --- chance --- */

static unsigned long long chance;

unsigned ground_random(unsigned below)
{
	chance = chance * 6364136223846793005ULL + 1442695040888963407ULL;
	return (unsigned)(chance >> 33) % below;
}

static unsigned number_of(const char *variable, unsigned otherwise)
{
	const char *text = getenv(variable);
	return text && *text ? (unsigned)strtoul(text, NULL, 10) : otherwise;
}

unsigned ground_count(unsigned few)
{
	return number_of("FAULTS", few);
}

void ground_sleep_us(unsigned us)
{
	nanosleep(&(struct timespec){ .tv_sec = us / 1000000, .tv_nsec = us % 1000000 * 1000L }, NULL);
}

/* --- the ground --- */

void ground_begin(void)
{
	unsigned seed = number_of("SEED", (unsigned)time(NULL) ^ (unsigned)getpid());
	print_message("# SEED=%u\n", seed);
	chance = seed;
}

const Connection *ground_lay(void)
{
	ground_begin();
	site = scratch_database();
	ground_config = desk_config("audit/audit.db");
	scratch_path(acknowledged, sizeof acknowledged, "acknowledged");
	outside_run(site, "CREATE TABLE truth (id INT AUTO_INCREMENT PRIMARY KEY, alias_id VARCHAR(20), name VARCHAR(50))"
	                  " ENGINE=MyISAM");
	outside_run(site, "CREATE TRIGGER tells AFTER UPDATE ON phones_alias FOR EACH ROW"
	                  " INSERT INTO truth (alias_id, name) VALUES (NEW.alias_id, NEW.alias_name)");
	return site;
}

const char *ground_alias(unsigned number)
{
	static char id[8];
	text_format(id, sizeof id, "f%02u", number % 100);
	return id;
}

static void remove_log(void)
{
	static const char *const ends[] = { "", "-wal", "-shm" };
	char path[CONFIG_PATH + 8];
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		text_format(path, sizeof path, "%s%s", ground_config.audit, ends[i]);
		unlink(path);
	}
	unlink(acknowledged);
}

int ground_fresh(void **state)
{
	(void)state;
	remove_log();
	outside_run(site, "DELETE FROM phones_alias WHERE alias_id LIKE 'f__'");
	outside_run(site, "DELETE FROM phones WHERE extension LIKE 'f__'");
	outside_run(site, "DELETE FROM vicidial_admin_log");
	outside_run(site, "DELETE FROM truth");
	for (unsigned i = 0; i < GROUND_ALIASES; i++) {
		const char *id = ground_alias(i);
		outside_runf(site, "INSERT INTO phones_alias VALUES ('%s', 'start-%06u', '%sa,%sb', '---ALL---')", id, i, id, id);
		outside_runf(site, "INSERT INTO phones (extension, server_ip, login, protocol, active, template_id) SELECT '%s', server_ip,"
		             " IF(server_id='dialer1', '%sa', '%sb'), 'SIP', 'Y', '' FROM servers WHERE server_id IN ('dialer1', 'dialer2')",
		             id, id, id);
	}
	return 0;
}

/* --- sessions --- */

Service *ground_signed_in(Reply *reply)
{
	Service *service = desk_open(site, &ground_config);
	Reply own;
	desk_sign_in_to(service, "6666", reply ? reply : &own);
	return service;
}

const char *ground_name(char kind)
{
	static char name[40];
	static pid_t maker;
	static uint64_t mark;                    /* in a long run, processes get the numbers of earlier ones */
	static unsigned count;
	if (maker != getpid())
		sys_random(&mark, sizeof mark);
	maker = getpid();
	text_format(name, sizeof name, "%c%010llx-%06x", kind, (unsigned long long)mark >> 24, count++);
	return name;
}

static Plan *plan_of(const Record *record, const char *name, bool phones)
{
	char protocol[20] = "";
	Wish wish = { .value[FIELD_NAME] = name };
	record_current(record, FIELD_PROTOCOL, protocol, sizeof protocol);
	if (phones)
		wish.value[FIELD_PROTOCOL] = strcmp(protocol, "SIP") == 0 ? "IAX2" : "SIP";
	return plan_make(record, &wish);
}

Plan *ground_plan(Service *service, const char *alias, const char *name, bool phones)
{
	Request request = { .op = OP_RECORD };
	Reply reply;
	text_copy(request.alias.text, sizeof request.alias.text, alias);
	desk_run(service, &request, &reply);
	Plan *plan = plan_of(reply.record, name, phones);
	reply_free(&reply);
	return plan;
}

ErrCode ground_rename(Service *service, const char *alias, const char *name, bool phones, Reply *reply, Err *err)
{
	ErrCode code = desk_ask(service, OP_RECORD, alias, reply, err);
	if (code != ERR_NONE)
		return code;
	Plan *plan = plan_of(reply->record, name, phones);
	reply_free(reply);
	return desk_apply(service, plan, reply, err);
}

/* --- processes --- */

static pid_t fork_off(void)
{
	unsigned long long own = chance ^ ((unsigned long long)ground_random(1u << 30) << 20);
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		chance = own;
	}
	return child;
}

static void acknowledge(int file, const char *name)
{
	char line[48];
	size_t length = text_format(line, sizeof line, "%s\n", name);
	if (write(file, line, length) != (ssize_t)length)
		_exit(1);
}

long ground_acknowledged(void)
{
	struct stat is;
	return stat(acknowledged, &is) == 0 ? (long)(is.st_size / (off_t)strlen("c0000000-000000\n")) : 0;
}

static void connect_again(Service *service)
{
	Request request = { .op = OP_RECONNECT };
	Reply reply;
	Err err;
	while (!ops_run(service, &request, &reply, NULL, NULL, &err))
		ground_sleep_us(5000);
	reply_free(&reply);
}

static _Noreturn void go_on_renaming(void)
{
	Request request = { .op = OP_SIGN_IN, .user = "6666", .password = "1234" };
	Service *service;
	Reply reply;
	Err err;
	Connection where = *site;
	int file = open(acknowledged, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
	if (!service_open(&service, &ground_config, &where, &err) || !ops_run(service, &request, &reply, NULL, NULL, &err))
		_exit(0);                            /* the server is away; another console will come */
	for (;;) {
		char name[40];
		text_copy(name, sizeof name, ground_name('c'));
		ErrCode code = ground_rename(service, ground_alias(ground_random(GROUND_ALIASES)), name, ground_random(4) == 0, &reply, &err);
		reply_free(&reply);
		if (code == ERR_NONE)
			acknowledge(file, name);
		else if (code == ERR_OFFLINE)
			connect_again(service);
		else if (code == ERR_AUDIT || code == ERR_INPUT) {
			print_error("%s\n", err.text);
			_exit(1);
		}
	}
}

pid_t ground_console(void)
{
	pid_t child = fork_off();
	if (child == 0)
		go_on_renaming();
	return child;
}

/* The statement writes all columns, whatever they have become; nobody looks at what came of it. */
static _Noreturn void go_on_editing(unsigned pause_us)
{
	for (;;) {
		char id[8], name[40], list[60];
		text_copy(id, sizeof id, ground_alias(ground_random(GROUND_ALIASES)));
		text_copy(name, sizeof name, ground_name('w'));
		text_format(list, sizeof list, "%sa,%sb", id, id);
		outside_try(site, "UPDATE phones_alias set alias_name='%s', logins_list='%s', user_group='---ALL---' where alias_id='%s'",
		             name, list, id);
		outside_try(site, "INSERT INTO vicidial_admin_log set event_date=NOW(), user='web', ip_address='10.0.0.1',"
		             " event_section='PHONEALIASES', event_type='MODIFY', record_id='%s',"
		             " event_code='ADMIN MODIFY PHONE ALIAS', event_sql='UPDATE phones_alias set"
		             " alias_name=\\'%s\\', logins_list=\\'%s\\', user_group=\\'---ALL---\\' where alias_id=\\'%s\\'|', event_notes=''",
		             id, name, list, id);
		ground_sleep_us(ground_random(2 * pause_us));
	}
}

pid_t ground_web_page(unsigned pause_us)
{
	pid_t child = fork_off();
	if (child == 0)
		go_on_editing(pause_us);
	return child;
}

static _Noreturn void go_on_asking(unsigned pause_us)
{
	static Query query;
	static RequestAnswer answer;
	Service *service = desk_open(site, &ground_config);
	for (;;) {
		char text[200], name[40];
		text_copy(name, sizeof name, ground_name('r'));
		size_t length = text_format(text, sizeof text, "source=test&function=update_phone_alias&user=6666&pass=1234"
		                            "&alias=%s&new_alias=%s", ground_alias(ground_random(GROUND_ALIASES)), name);
		memset(&query, 0, sizeof query);
		query_read(&query, text, length, false);
		request_answer(service, &query, "10.1.4.20", &answer);
		if (answer.code == ERR_AUDIT || answer.code == ERR_INPUT || answer.code == ERR_DENIED)
			_exit(1);
		ground_sleep_us(ground_random(2 * pause_us));
	}
}

pid_t ground_requests(unsigned pause_us)
{
	pid_t child = fork_off();
	if (child == 0)
		go_on_asking(pause_us);
	return child;
}

void ground_kill(pid_t child)
{
	int status;
	kill(child, SIGKILL);
	waitpid(child, &status, 0);
	if (WIFEXITED(status) && WEXITSTATUS(status) != 0)
		fail_msg("a process gave up by itself");
}

/* --- the DBA --- */

void ground_repair(void)
{
	static const char *const tables[] = { "phones_alias", "phones", "vicidial_admin_log", "vicidial_users", "servers", "truth" };
	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
		char sql[60];
		text_format(sql, sizeof sql, "CHECK TABLE %s FAST", tables[i]);
		if (!strstr(outside_rows(site, sql), "error|"))
			continue;
		print_message("# %s is crashed, and is repaired\n", tables[i]);
		outside_runf(site, "REPAIR TABLE %s", tables[i]);
	}
}

/* --- judgement --- */

static void must(sqlite3 *db, int result, const char *sql)
{
	if (result != SQLITE_OK && result != SQLITE_DONE && result != SQLITE_ROW)
		fail_msg("%s in: %s", sqlite3_errmsg(db), sql);
}

static void fill(sqlite3 *db, const char *insert, const char *rows)
{
	sqlite3_stmt *row;
	must(db, sqlite3_prepare_v2(db, insert, -1, &row, NULL), insert);
	for (const char *at = rows; *at; at += strcspn(at, "\n"), at += *at == '\n') {
		sqlite3_reset(row);
		sqlite3_bind_text(row, 1, at, (int)strcspn(at, "\n"), SQLITE_STATIC);
		must(db, sqlite3_step(row), insert);
	}
	sqlite3_finalize(row);
}

static int64_t number(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *row;
	must(db, sqlite3_prepare_v2(db, sql, -1, &row, NULL), sql);
	must(db, sqlite3_step(row), sql);
	int64_t answer = sqlite3_column_int64(row, 0);
	sqlite3_finalize(row);
	return answer;
}

const char *ground_log(const char *sql)
{
	return outside_log(ground_config.audit, sql);
}

int64_t ground_log_number(const char *sql)
{
	return strtoll(ground_log(sql), NULL, 10);
}

/* Every step on an alias with how it ended, how often it was really written, and how often VICIdial's log tells of it. */
static const char ledger[] =
	"CREATE TABLE truth(name); CREATE TABLE logged(op); CREATE TABLE ack(name);"
	"CREATE TEMP VIEW step AS SELECT i.seq, lower(hex(i.op_id)) AS op, json_extract(s.value, '$.after.alias_name') AS name,"
	" s.key + 1 AS n, json_extract(CAST(o.payload AS TEXT), '$.classes[' || s.key || ']') AS class"
	" FROM log.event i JOIN json_each(CAST(i.payload AS TEXT), '$.steps') s"
	" LEFT JOIN log.event o ON o.kind='OUTCOME' AND o.op_id=i.op_id"
	" WHERE i.kind='INTENT' AND json_extract(s.value, '$.t')='phones_alias';";
static const char book[] =
	"CREATE INDEX by_name ON truth(name); CREATE INDEX by_op ON logged(op);"
	"CREATE TABLE ledger AS SELECT step.*, (SELECT count(*) FROM truth t WHERE t.name=step.name) AS written,"
	" (SELECT count(*) FROM logged l WHERE l.op = step.op || ' n=' || step.n) AS rows,"
	" class IN ('APPLIED','APPLIED_LOG_ADDED','APPLIED_THEN_CHANGED','APPLIED_THEN_REVERTED') AS told_written,"
	" class IN ('NOT_APPLIED','NOT_ATTEMPTED','CONFLICT','GONE') AS told_not,"
	" name IN (SELECT name FROM ack) AS acknowledged FROM step";

typedef struct {
	const char *broken, *where;              /* in the ledger */
	bool        by_truth;                    /* only the truth's row tells, which goes last */
} Promise;

static const Promise promises[] = {
	{ "an acknowledged change is not in the database", "acknowledged AND NOT written" },
	{ "a change was written twice", "written > 1" },
	{ "a change has no outcome", "class IS NULL" },
	{ "a change that is called written was not", "told_written AND NOT written", .by_truth = true },
	{ "a change that is called not written was", "told_not AND written" },
	{ "a written change has not exactly one row in VICIdial's log", "told_written AND rows <> 1" },
	{ "VICIdial's log tells of a change that was not written", "NOT told_written AND NOT written AND rows > 0" },
};

static sqlite3 *open_ledger(void)
{
	sqlite3 *db;
	char attach[CONFIG_PATH + 40];
	Text acks = { 0 };
	Err err;
	must(NULL, sqlite3_open(":memory:", &db), "open");
	text_format(attach, sizeof attach, "ATTACH '%s' AS log", ground_config.audit);
	must(db, sqlite3_exec(db, attach, NULL, NULL, NULL), attach);
	must(db, sqlite3_exec(db, ledger, NULL, NULL, NULL), ledger);
	fill(db, "INSERT INTO truth VALUES(?)", outside_rows(site, "SELECT name FROM truth"));
	fill(db, "INSERT INTO logged VALUES(?)", outside_rows(site, "SELECT SUBSTRING_INDEX(event_notes, ' op=', -1)"
	                                                            " FROM vicidial_admin_log"
	                                                            " WHERE event_notes LIKE '% op=%'"));
	if (access(acknowledged, F_OK) == 0 && sys_read_file(&acks, acknowledged, 1 << 26, &err))
		fill(db, "INSERT INTO ack VALUES(?)", acks.bytes ? acks.bytes : "");
	text_free(&acks);
	must(db, sqlite3_exec(db, book, NULL, NULL, NULL), book);
	return db;
}

static long breaches(sqlite3 *db, const Promise *promise)
{
	char sql[300];
	sqlite3_stmt *row;
	long count = 0;
	text_format(sql, sizeof sql, "SELECT seq, n, class, written, rows FROM ledger WHERE %s ORDER BY seq", promise->where);
	must(db, sqlite3_prepare_v2(db, sql, -1, &row, NULL), sql);
	for (; sqlite3_step(row) == SQLITE_ROW; count++)
		print_message("# %s: #%lld step %d %s, written %d times, logged %d times\n", promise->broken,
		              (long long)sqlite3_column_int64(row, 0), sqlite3_column_int(row, 1),
		              sqlite3_column_text(row, 2) ? (const char *)sqlite3_column_text(row, 2) : "no outcome",
		              sqlite3_column_int(row, 3), sqlite3_column_int(row, 4));
	sqlite3_finalize(row);
	return count;
}

static void look_for_breaches(sqlite3 *db, Figures *out)
{
	long broken = 0;
	out->unproven = 0;
	for (size_t i = 0; i < sizeof promises / sizeof *promises; i++) {
		long count = breaches(db, &promises[i]);
		if (promises[i].by_truth && out->server_died)
			out->unproven += count;
		else
			broken += count;
	}
	assert_int_equal(broken, 0);
}

static void reconcile(Figures *out)
{
	AuditVerdict verdict;
	Reply reply;
	Err err;
	out->open = (long)ground_log_number("SELECT count(*) FROM open_intent");
	service_close(ground_signed_in(&reply));
	for (size_t i = 0; i < reply.settled_count && strcmp(ground_log("SELECT count(*) FROM open_intent"), "0") != 0; i++)
		print_message("# %s\n", reply.settled[i]);
	reply_free(&reply);
	if (!audit_verify(ground_config.audit, NULL, NULL, NULL, &verdict, &err))
		fail_msg("%s", err.text);
	assert_string_equal(verdict.fault, "");
	assert_int_equal(verdict.open_intents, 0);
}

/* Of what cannot be known the truth is known here: which step it was, on which table, and whether it was written. */
static void print_unknown(sqlite3 *db)
{
	static const char sql[] = "SELECT n, written, count(*) FROM ledger WHERE class='INDETERMINATE' GROUP BY n, written";
	sqlite3_stmt *row;
	must(db, sqlite3_prepare_v2(db, sql, -1, &row, NULL), sql);
	while (sqlite3_step(row) == SQLITE_ROW)
		print_message("# unknown: %d at step %d, in truth %s\n", sqlite3_column_int(row, 2), sqlite3_column_int(row, 0),
		              sqlite3_column_int(row, 1) ? "written" : "not written");
	sqlite3_finalize(row);
}

void ground_judge(const char *title, Figures *out)
{
	Figures own = { 0 };
	out = out ? out : &own;
	reconcile(out);
	sqlite3 *db = open_ledger();
	look_for_breaches(db, out);
	out->changes = (long)number(db, "SELECT count(*) FROM ledger");
	out->acknowledged = (long)number(db, "SELECT count(*) FROM ack");
	out->indeterminate = (long)number(db, "SELECT count(*) FROM ledger WHERE class='INDETERMINATE'");
	out->edits = atol(outside_ask(site, "SELECT COUNT(*) FROM vicidial_admin_log WHERE user='web'"));
	out->in_doubt = (long)number(db, "SELECT count(*) FROM log.event WHERE kind='OUTCOME'"
	                                 " AND json_extract(CAST(payload AS TEXT), '$.note')='recovered'");
	print_unknown(db);
	sqlite3_close(db);
	print_message("# %s: %ld changes beside %ld of others, %ld acknowledged, 0 of them lost; "
	              "%ld were interrupted, %ld of them by the last fault; "
	              "%ld cannot be known, of %ld the truth's own row is lost\n", title, out->changes, out->edits,
	              out->acknowledged, out->in_doubt, out->open, out->indeterminate, out->unproven);
}
