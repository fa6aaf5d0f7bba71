/* Whichever statement of a change, of a batch, of what takes them back or settles them is refused by the server, or lost with
 * the connection, or its answer is - the first, the second, … to the last - what is called saved is saved, what is called not
 * saved is not, and what is not known is settled once the connection is there again. So too where the audit log's SQLite finds
 * no memory. */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "core/service/change.h"
#include "tests/counted_wire.h"
#include "tests/faults/ground.h"
#include "tests/outside.h"
#include "tests/sqlite_faults.h"
#include "tests/tap.h"

enum { BATCH = 4, NO_MEMORY = WIRE_FAULTS, FAULTS, STEP = 37 };

static const Connection *site, *through;
static Service          *service;
static Err               err;

/* --- what is done; each says how it came out --- */

static ErrCode reply_code(bool ok, Reply *reply)
{
	reply_free(reply);
	return ok ? ERR_NONE : err.code;
}

/* Armed when everything is ready to be done. */
static int  fault = WIRE_NOT_HEARD;          /* a WireFault, or NO_MEMORY */
static long passes;

static void arm(void)
{
	mem_on_death(sqlite_fault_leave);
	if (fault == NO_MEMORY)
		sqlite_fault_after(FAULT_OF_MEMORY, passes, 0);
	else
		wire_break((WireFault)fault, (size_t)passes);
}

static bool disarm(void)
{
	bool lost_wire = wire_broke(), lost_memory = sqlite_fault_struck();
	mem_on_death(NULL);
	change_at_point = NULL;
	return fault == NO_MEMORY ? lost_memory : lost_wire;
}

static ErrCode ask(Request *request)
{
	Reply reply;
	arm();
	if (setjmp(out_of_memory))
		return ERR_AUDIT;                    /* the program ends there */
	return reply_code(ops_run(service, request, &reply, NULL, NULL, &err), &reply);
}

static ErrCode change_a_row_and_its_phones(void)
{
	return ask(&(Request){ .op = OP_APPLY, .plan = ground_plan(service, "f00", ground_name('r'), true) });
}

/* At the first step somebody else changes the alias, which comes last: what was written of it is taken back. */
static void change_the_alias(ChangePoint point)
{
	if (point == POINT_STEP)
		outside_runf(site, "UPDATE phones_alias SET alias_name='%s' WHERE alias_id='f01'", ground_name('w'));
}

static ErrCode meet_a_conflict_at_the_last_row(void)
{
	Request request = { .op = OP_APPLY, .plan = ground_plan(service, "f01", ground_name('r'), true) };
	change_at_point = change_the_alias;
	ErrCode code = ask(&request);
	assert_int_not_equal(code, ERR_NONE);
	return code;
}

static Batch *planned(Request *request)
{
	Reply reply;
	desk_run(service, request, &reply);
	Batch *batch = reply.batch;
	reply.batch = NULL;
	reply_free(&reply);
	return batch;
}

static BatchOrder *order(const char *protocol)
{
	AliasId ids[BATCH];
	char names[24];
	for (unsigned i = 0; i < BATCH; i++)
		text_copy(ids[i].text, sizeof ids[i].text, ground_alias(2 + i));
	BatchOrder *order = batch_order_new(NULL);
	text_format(names, sizeof names, "%s-{n}", ground_name('b'));
	batch_order_add(order, ids, BATCH, &(BulkWish){ .wish.value = { [FIELD_NAME] = names, [FIELD_PROTOCOL] = protocol } });
	return order;
}

static const char *other_protocol(void)
{
	return strcmp(outside_ask(site, "SELECT protocol FROM phones WHERE login='f02a'"), "SIP") == 0 ? "IAX2" : "SIP";
}

static ErrCode plan_a_batch(void)
{
	return ask(&(Request){ .op = OP_BATCH_PLAN, .order = order(other_protocol()) });
}

static Batch *batch_of_four(void)
{
	return planned(&(Request){ .op = OP_BATCH_PLAN, .order = order(other_protocol()) });
}

static ErrCode write_a_batch(void)
{
	return ask(&(Request){ .op = OP_BATCH_APPLY, .batch = batch_of_four() });
}

static bool only_the_first(void *context, size_t done, size_t total)
{
	(void)context, (void)total;
	return done < 1;
}

/* A batch that is written, or stopped behind its first row. */
static int64_t some_batch(OpProgress progress)
{
	Reply reply;
	Request request = { .op = OP_BATCH_APPLY, .batch = batch_of_four() };
	if (!ops_run(service, &request, &reply, progress, NULL, &err))
		fail_msg("%s", err.text);
	int64_t seq = reply.batch_result->seq;
	reply_free(&reply);
	return seq;
}

static ErrCode plan_the_undo_of_a_batch(void)
{
	return ask(&(Request){ .op = OP_BATCH_UNDO, .seq = some_batch(NULL) });
}

static ErrCode plan_the_rest_of_a_batch(void)
{
	return ask(&(Request){ .op = OP_BATCH_REST, .seq = some_batch(only_the_first) });
}

static ErrCode plan_the_undo_of_a_delete(void)
{
	int64_t seq = desk_change(service, "f06", &(Wish){ .kind = PLAN_DELETE });
	ErrCode code = ask(&(Request){ .op = OP_UNDO, .seq = seq });
	outside_run(site, "INSERT INTO phones_alias VALUES ('f06', 'start-000006', 'f06a,f06b', '---ALL---')");
	return code;
}

/* What a process left that died between its rows and their record. */
static void die(ChangePoint point)
{
	if (point == POINT_FLAGS)
		kill(getpid(), SIGKILL);
}

static ErrCode settle_what_was_left_open(void)
{
	pid_t child = fork();
	if (child == 0) {
		Service *own = ground_signed_in(NULL);
		Reply reply;
		change_at_point = die;
		_exit(ground_rename(own, "f07", ground_name('d'), true, &reply, &err) != ERR_NONE);
	}
	waitpid(child, NULL, 0);
	return ask(&(Request){ .op = OP_RECONCILE });
}

static const struct {
	const char *name;
	ErrCode   (*run)(void);
	bool        unjudged;                    /* the ledger knows of edits only */
} doings[] = {
	{ "a change", change_a_row_and_its_phones },
	{ "a change that is taken back", meet_a_conflict_at_the_last_row },
	{ "the plan of a batch", plan_a_batch },
	{ "a batch", write_a_batch },
	{ "the undo of a batch", plan_the_undo_of_a_batch },
	{ "the rest of a batch", plan_the_rest_of_a_batch },
	{ "the undo of a delete", plan_the_undo_of_a_delete, true },
	{ "settling", settle_what_was_left_open },
};

/* --- one fault after the other --- */

/* A connection that broke is made again; where the log failed the next start goes on. */
static void go_on_as_after_a_break(void)
{
	Reply reply;
	if (fault == NO_MEMORY) {
		service_close(service);
		service = desk_sign_in(through, &ground_config, "6666");
	} else {
		desk_run(service, &(Request){ .op = OP_RECONNECT }, &reply);
		reply_free(&reply);
	}
	desk_run(service, &(Request){ .op = OP_RECONCILE }, &reply);
	assert_int_equal(reply.pending, 0);
	reply_free(&reply);
}

/* How each fault may come out, beside well. */
static const ErrCode honest[FAULTS][3] = {
	[WIRE_REFUSED] = { ERR_STORE, ERR_CONFLICT, ERR_PARTIAL }, [WIRE_NOT_HEARD] = { ERR_OFFLINE, ERR_CONFLICT },
	[WIRE_NOT_ANSWERED] = { ERR_OFFLINE, ERR_CONFLICT }, [NO_MEMORY] = { ERR_AUDIT, ERR_UNREADABLE, ERR_CONFLICT },
};

static void codes_are_honest(const char *name, ErrCode code)
{
	bool is = code == ERR_NONE;
	for (size_t i = 0; i < sizeof *honest / sizeof **honest; i++)
		is = is || code == honest[fault][i];
	if (!is)
		fail_msg("%s, %ld, fault %d: code %d, %s", name, passes, fault, (int)code, err.text);
}

static void each_in_turn(size_t which)
{
	for (fault = WIRE_NOT_HEARD; fault < FAULTS; fault++) {
		bool struck = true;
		for (passes = 0; struck; passes += fault == NO_MEMORY && !getenv("FAULTS") ? STEP : 1) {
			ErrCode code = doings[which].run();
			struck = disarm();
			codes_are_honest(doings[which].name, code);
			go_on_as_after_a_break();
		}
		print_message("# %s: %ld %s\n", doings[which].name, passes, fault == NO_MEMORY ? "allocations" : "statements");
	}
}

static void whatever_is_refused_or_lost_what_is_said_is_so(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof doings / sizeof *doings; i++) {
		ground_fresh(NULL);
		service = desk_sign_in(through, &ground_config, "6666");
		each_in_turn(i);
		service_close(service);
		if (!doings[i].unjudged)
			ground_judge(doings[i].name, NULL);
	}
}

int main(void)
{
	sqlite_faults_begin();
	site = ground_lay();
	through = wire_lay();
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whatever_is_refused_or_lost_what_is_said_is_so),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	outside_close();
	return failed;
}
