/* Death at each numbered point of a change, and what else can be found at the next start: a row that MyISAM lost, one that
 * somebody deleted, a session that still lives, a ghost that strikes late. And within the running program: a conflict at a
 * later row takes back what was written. */
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "core/base/sys.h"
#include "core/service/change.h"
#include "tests/faults/ground.h"
#include "tests/outside.h"
#include "tests/tap.h"

enum { ROUNDS = 8, PATIENCE_MS = 20000 };

static const Connection *site;

/* Our clock, against that of the database's server. */
static time_t fast_by_s;

int clock_gettime(clockid_t which, struct timespec *out)
{
	int result = (int)syscall(SYS_clock_gettime, which, out);
	if (which == CLOCK_REALTIME)
		out->tv_sec += fast_by_s;
	return result;
}

/* --- who is struck where --- */

static ChangePoint struck_at;
static unsigned    passes;                   /* of that point, before it strikes */
static int         said[2];                  /* a pipe by which a child says that it is there */

static void die(ChangePoint point)
{
	if (point == struck_at && passes-- == 0)
		kill(getpid(), SIGKILL);
}

static void say_and_wait(ChangePoint point)
{
	if (point == struck_at && write(said[1], "x", 1) == 1)
		pause();
}

/* A console that renames an alias and does not get to the end of it. */
static pid_t begin(unsigned alias, bool phones, void (*strike)(ChangePoint point))
{
	pid_t child = fork();
	if (child == 0) {
		Service *service = ground_signed_in(NULL);
		Reply reply;
		Err err;
		change_at_point = strike;
		_exit(ground_rename(service, ground_alias(alias), ground_name('p'), phones, &reply, &err) != ERR_NONE);
	}
	return child;
}

static void die_at(ChangePoint point, unsigned pass, unsigned alias, bool phones)
{
	int status;
	struck_at = point;
	passes = pass;
	waitpid(begin(alias, phones, die), &status, 0);
	assert_true(WIFSIGNALED(status));
}

static pid_t stand_at(ChangePoint point, unsigned alias)
{
	char byte;
	assert_int_equal(pipe(said), 0);
	struck_at = point;
	pid_t child = begin(alias, false, say_and_wait);
	assert_int_equal(read(said[0], &byte, 1), 1);
	close(said[0]), close(said[1]);
	return child;
}

static int64_t newest_intent(void)
{
	return ground_log_number("SELECT max(seq) FROM event WHERE kind='INTENT'");
}

static const char *last_outcome(void)
{
	return ground_log("SELECT class FROM event WHERE kind='OUTCOME' ORDER BY seq DESC LIMIT 1");
}

/* --- stories --- */

static void death_at_each_point_is_settled_once(void **state)
{
	(void)state;
	Figures figures = { 0 };
	unsigned rounds = ground_count(ROUNDS);
	for (ChangePoint point = POINT_INTENT; point <= POINT_OUTCOME; point++)
		for (unsigned i = 0; i < rounds; i++) {
			bool phones = ground_random(2);
			/* At least two rows: a phone that an earlier death left half way needs no change. */
			bool often = phones && (point == POINT_STEP || point == POINT_LOG);
			die_at(point, often ? ground_random(2) : 0, ground_random(GROUND_ALIASES), phones);
		}
	ground_judge("died at the numbered points", &figures);
	assert_int_equal(figures.in_doubt, rounds * (POINT_OUTCOME + 1));
	assert_int_equal(figures.indeterminate, 0);
}

/* All aliases get another name and protocol, as one batch. */
static _Noreturn void change_all(void)
{
	static AliasId ids[GROUND_ALIASES];
	Service *service = ground_signed_in(NULL);
	Request request = { .op = OP_BATCH_PLAN, .order = batch_order_new(NULL) };
	Reply reply;
	Err err;
	for (unsigned i = 0; i < GROUND_ALIASES; i++)
		text_copy(ids[i].text, sizeof ids[i].text, ground_alias(i));
	batch_order_add(request.order, ids, GROUND_ALIASES,
	                &(BulkWish){ .wish.value = { [FIELD_NAME] = "batch-{n:04}", [FIELD_PROTOCOL] = "IAX2" } });
	if (!ops_run(service, &request, &reply, NULL, NULL, &err))
		_exit(2);
	change_at_point = die;
	request = (Request){ .op = OP_BATCH_APPLY, .batch = reply.batch };
	_exit(!ops_run(service, &request, &reply, NULL, NULL, &err));
}

static void a_batch_that_dies_is_settled_row_by_row(void **state)
{
	(void)state;
	int status;
	Figures figures = { 0 };
	for (unsigned i = 0; i < ground_count(ROUNDS) / 2; i++) {
		ground_fresh(NULL);
		struck_at = POINT_STEP;
		passes = ground_random(2 * GROUND_ALIASES);
		pid_t child = fork();
		if (child == 0)
			change_all();
		waitpid(child, &status, 0);
		assert_true(WIFSIGNALED(status));
		ground_judge("batch died", &figures);
		assert_int_equal(figures.changes, GROUND_ALIASES);
		assert_int_equal(figures.indeterminate, 0);
	}
}

static void a_row_lost_by_the_database_is_put_back_by_undo(void **state)
{
	(void)state;
	Reply reply;
	die_at(POINT_INTENT, 0, 3, false);
	outside_run(site, "DELETE FROM phones_alias WHERE alias_id='f03'");
	Service *service = ground_signed_in(&reply);
	assert_int_equal(reply.settled_total, 1);
	assert_non_null(strstr(reply.settled[0], "lost its row when the database repaired the table; undo of it puts the row back"));
	assert_string_equal(last_outcome(), "ROW_LOST");
	reply_free(&reply);
	desk_undo(service, newest_intent());
	assert_string_equal(outside_rows(site, "SELECT * FROM phones_alias WHERE alias_id='f03'"),
	                    "f03|start-000003|f03a,f03b|---ALL---");
	service_close(service);
}

static void log_a_deletion(const char *when)
{
	outside_runf(site, "INSERT INTO vicidial_admin_log set event_date=%s, user='web', ip_address='10.0.0.1',"
	             " event_section='PHONEALIASES', event_type='DELETE', record_id='f04', event_code='ADMIN DELETE PHONE ALIAS',"
	             " event_sql='DELETE from phones_alias where alias_id=\\'f04\\'  limit 1|', event_notes=''", when);
}

static void a_row_deleted_by_somebody_is_gone(void **state)
{
	(void)state;
	Reply reply;
	die_at(POINT_INTENT, 0, 4, false);
	outside_run(site, "DELETE FROM phones_alias WHERE alias_id='f04'");
	log_a_deletion("NOW()");
	Service *service = ground_signed_in(&reply);
	assert_non_null(strstr(reply.settled[0], "was not made: the row is gone"));
	assert_string_equal(last_outcome(), "GONE");
	service_close(service);
}

/* A server's clock may be another: what its log says was before a change is not taken for what came after, nor the other way
 * round. */
static void clocks_that_differ_do_not_mix_before_and_after(void **state)
{
	(void)state;
	static const int fast[] = { -3600, 0, 3600 };
	for (size_t i = 0; i < sizeof fast / sizeof *fast; i++)
		for (unsigned since = 0; since < 2; since++) {
			ground_fresh(NULL);
			fast_by_s = fast[i];
			if (!since)
				log_a_deletion("NOW() - INTERVAL 10 MINUTE");
			die_at(POINT_INTENT, 0, 4, false);
			outside_run(site, "DELETE FROM phones_alias WHERE alias_id='f04'");
			if (since)
				log_a_deletion("NOW()");
			service_close(ground_signed_in(NULL));
			fast_by_s = 0;
			assert_string_equal(last_outcome(), since ? "GONE" : "ROW_LOST");
		}
}

/* Killed at that point, then overwritten by a page that asks nobody; what the next start says of it. */
static const char *overwritten(ChangePoint point, void (*strike)(void))
{
	static char sentence[200];
	Reply reply;
	ground_fresh(NULL);
	die_at(point, 0, 5, false);
	outside_run(site, "UPDATE phones_alias SET alias_name='web' WHERE alias_id='f05'");
	if (strike)
		strike();
	Service *service = ground_signed_in(&reply);
	assert_int_equal(reply.settled_total, 1);
	text_copy(sentence, sizeof sentence, reply.settled[0]);
	reply_free(&reply);
	service_close(service);
	return sentence;
}

static void what_a_web_page_overwrote_is_known_by_its_trail(void **state)
{
	(void)state;
	assert_non_null(strstr(overwritten(POINT_INTENT, NULL), "was not made."));
	assert_string_equal(last_outcome(), "NOT_APPLIED");
	ground_judge("overwritten before it was sent", NULL);
	assert_non_null(strstr(overwritten(POINT_STEP, NULL), "was made, and changed again since; VICIdial's log row was added."));
	assert_string_equal(last_outcome(), "APPLIED_THEN_CHANGED");
	ground_judge("overwritten after it was written", NULL);
}

static const char *trail_path(void)
{
	static char path[CONFIG_PATH + 8];
	text_format(path, sizeof path, "%.*s.trail", (int)(strlen(ground_config.audit) - strlen(".db")), ground_config.audit);
	return path;
}

static void lose_the_trail(void)
{
	assert_int_equal(unlink(trail_path()), 0);
}

/* Its boot is another one than the machine's, as after a power cut that kept some pages and not others. */
static void start_the_machine_again(void)
{
	int file = open(trail_path(), O_RDWR);
	assert_int_equal(pwrite(file, "another boot", 12, 8), 12);
	close(file);
}

static void without_its_trail_it_cannot_be_known(void **state)
{
	(void)state;
	static void (*const strikes[])(void) = { lose_the_trail, start_the_machine_again };
	for (size_t i = 0; i < sizeof strikes / sizeof *strikes; i++)
		for (ChangePoint point = POINT_INTENT; point <= POINT_STEP; point++) {
			assert_non_null(strstr(overwritten(point, strikes[i]), "cannot be known: somebody else changed it since"));
			assert_string_equal(last_outcome(), "INDETERMINATE");
			assert_string_equal(outside_ask(site, "SELECT COUNT(*) FROM vicidial_admin_log"), "0");
		}
}

static void a_session_that_lives_is_named_and_left_alone(void **state)
{
	(void)state;
	char process[60];
	Reply reply;
	Err err;
	pid_t child = stand_at(POINT_INTENT, 6);
	Service *service = ground_signed_in(&reply);
	text_format(process, sizeof process, "by 6666 is still under way in process %d of this machine", (int)child);
	assert_int_equal(reply.settled_total, 1);
	assert_non_null(strstr(reply.settled[0], process));
	assert_int_equal(ground_rename(service, "f06", ground_name('p'), false, &reply, &err), ERR_CONFLICT);
	assert_non_null(strstr(err.text, "alias f06 is being changed by 6666"));
	reply_free(&reply);
	ground_kill(child);
	/* Now the same change settles what stands in its way first. */
	if (ground_rename(service, "f06", ground_name('p'), false, &reply, &err) != ERR_NONE)
		fail_msg("%s", err.text);
	assert_int_equal(reply.settled_total, 1);
	reply_free(&reply);
	service_close(service);
	ground_judge("a session stood still", NULL);
}

static void wait_until_it_waits_for_the_lock(void)
{
	int64_t until = sys_monotonic_ms() + PATIENCE_MS;
	while (strcmp(outside_ask(site, "SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE STATE LIKE 'Waiting for table%'"),
	              "0") == 0)
		assert_true(sys_monotonic_ms() < until);
}

static void a_ghost_that_strikes_after_its_death_is_waited_for(void **state)
{
	(void)state;
	Reply reply;
	outside_run(site, "LOCK TABLES phones_alias READ");
	struck_at = POINT_OUTCOME;
	pid_t child = begin(7, false, say_and_wait);
	wait_until_it_waits_for_the_lock();
	ground_kill(child);
	outside_run(site, "UNLOCK TABLES");
	Service *service = ground_signed_in(&reply);
	assert_int_equal(reply.settled_total, 1);
	assert_non_null(strstr(reply.settled[0], "was made; VICIdial's log row was added."));
	service_close(service);
	ground_judge("a ghost struck late", NULL);
}

/* A connection that never ends, as after a network that vanished. Takes as long as one waits for such: the long form only. */
static void a_ghost_that_does_not_end_is_ended(void **state)
{
	(void)state;
	Reply reply;
	if (!getenv("FAULTS"))
		skip();
	die_at(POINT_INTENT, 0, 8, false);
	outside_runf(site, "DO GET_LOCK('va.s.%s', 1)",
	             ground_log("SELECT lower(hex(session_id)) FROM event ORDER BY seq DESC LIMIT 1"));
	Service *service = ground_signed_in(&reply);
	assert_non_null(strstr(reply.settled[0], "was not made"));
	service_close(service);
	outside_close();
}

static void change_the_alias_meanwhile(ChangePoint point)
{
	if (point == POINT_STEP && passes-- == 0)
		outside_run(site, "UPDATE phones_alias SET alias_name='web' WHERE alias_id='f09'");
}

static void a_conflict_at_a_later_row_takes_back_what_was_written(void **state)
{
	(void)state;
	Reply reply;
	Err err;
	Service *service = ground_signed_in(NULL);
	passes = 0;
	change_at_point = change_the_alias_meanwhile;
	ErrCode code = ground_rename(service, "f09", ground_name('p'), true, &reply, &err);
	change_at_point = NULL;
	assert_int_equal(code, ERR_CONFLICT);
	assert_string_equal(err.text,
	                    "Not saved: the alias or a phone of it changed at that very moment. What was written of it was taken back.");
	assert_int_equal(reply.result.class, CLASS_ROLLED_BACK);
	reply_free(&reply);
	assert_string_equal(last_outcome(), "ROLLED_BACK");
	assert_string_equal(outside_ask(site, "SELECT COUNT(*) FROM phones WHERE extension='f09' AND protocol='SIP'"), "2");
	assert_string_equal(outside_ask(site, "SELECT alias_name FROM phones_alias WHERE alias_id='f09'"), "web");
	assert_string_equal(outside_ask(site, "SELECT COUNT(*) FROM vicidial_admin_log"), "0");
	service_close(service);
}

static void the_start_looks_only_at_what_came_after_the_watermark(void **state)
{
	(void)state;
	enum { MANY = 1100 };
	static AuditEvent notes[MANY];
	Err err;
	Service *service = ground_signed_in(NULL);
	for (size_t i = 0; i < MANY; i++)
		notes[i] = (AuditEvent){ .kind = EVENT_NOTE, .payload = "{}", .payload_length = 2 };
	assert_true(audit_append(service->audit, notes, MANY, &err));
	service_close(service);
	service_close(ground_signed_in(NULL));
	service_close(ground_signed_in(NULL));
	assert_int_equal(ground_log_number("SELECT count(*) FROM event WHERE kind='WATERMARK'"), 1);
	die_at(POINT_STEP, 0, 1, false);
	ground_judge("died after a watermark", NULL);
}

int main(void)
{
	site = ground_lay();
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(death_at_each_point_is_settled_once, ground_fresh),
		cmocka_unit_test(a_batch_that_dies_is_settled_row_by_row),
		cmocka_unit_test_setup(a_row_lost_by_the_database_is_put_back_by_undo, ground_fresh),
		cmocka_unit_test_setup(a_row_deleted_by_somebody_is_gone, ground_fresh),
		cmocka_unit_test(clocks_that_differ_do_not_mix_before_and_after),
		cmocka_unit_test(what_a_web_page_overwrote_is_known_by_its_trail),
		cmocka_unit_test(without_its_trail_it_cannot_be_known),
		cmocka_unit_test_setup(a_session_that_lives_is_named_and_left_alone, ground_fresh),
		cmocka_unit_test_setup(a_ghost_that_strikes_after_its_death_is_waited_for, ground_fresh),
		cmocka_unit_test_setup(a_ghost_that_does_not_end_is_ended, ground_fresh),
		cmocka_unit_test_setup(a_conflict_at_a_later_row_takes_back_what_was_written, ground_fresh),
		cmocka_unit_test_setup(the_start_looks_only_at_what_came_after_the_watermark, ground_fresh),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	outside_close();
	return failed;
}
