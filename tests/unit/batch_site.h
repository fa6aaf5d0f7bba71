/* What the tests of batches stand on: forty aliases of their own, an admin at the door, and how a batch is planned, written and
 * taken back there. */
#ifndef TESTS_UNIT_BATCH_SITE_H
#define TESTS_UNIT_BATCH_SITE_H

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/data/vicidial.h"
#include "core/service/change.h"
#include "tests/desk.h"
#include "tests/outside.h"
#include "tests/scratch.h"
#include "tests/tap.h"

enum { ALIASES = 40 };

static const Connection *site;
static Config config;
static Service *service;
static Err err;
static AliasId ids[ALIASES];

static inline void sign_in_anew(void)
{
	if (service)
		service_close(service);
	service = desk_sign_in(site, &config, "6666");
}

/* b000x to b039x, each with a phone of its own on two dialers; the list of the last three names one that is not there. b000x and
 * b001x share b000a, and b002x has a name that is no UTF-8. */
static inline int fresh_rows(void **state)
{
	(void)state;
	outside_run(site, "DELETE FROM phones_alias WHERE alias_id LIKE 'b0__x'");
	outside_run(site, "DELETE FROM phones WHERE extension LIKE 'b0__'");
	outside_run(site, "DELETE FROM vicidial_admin_log");
	outside_run(site, "UPDATE servers SET rebuild_conf_files='N'");
	for (int i = 0; i < ALIASES; i++) {
		text_format(ids[i].text, sizeof ids[i].text, "b%03dx", i);
		outside_runf(site, "INSERT INTO phones_alias VALUES ('%s', 'Batch %d', 'b%03da,b%03d%s', '---ALL---')", ids[i].text, i, i, i,
		             i >= ALIASES - 3 ? "z" : "b");
		outside_runf(site, "INSERT INTO phones (extension, server_ip, login, protocol, active, user_group) SELECT 'b%03d', server_ip, "
		             "CONCAT('b%03d', CHAR(96 + (SELECT COUNT(*) FROM servers t WHERE INET_ATON(t.server_ip) <= "
		             "INET_ATON(s.server_ip)))), "
		             "'SIP', 'Y', '---ALL---' FROM servers s ORDER BY INET_ATON(server_ip) LIMIT 2", i, i);
	}
	outside_run(site, "UPDATE phones_alias SET logins_list = 'b000a,b001b' WHERE alias_id = 'b001x'");
	outside_run(site, "UPDATE phones_alias SET alias_name = CAST(X'41FF42' AS BINARY) WHERE alias_id = 'b002x'");
	sign_in_anew();
	return 0;
}

static inline const char *all_rows(void)
{
	return outside_rows(site, "SELECT HEX(alias_id), HEX(alias_name), HEX(logins_list), HEX(user_group) FROM phones_alias WHERE "
	                    "alias_id LIKE 'b0__x' UNION ALL SELECT HEX(extension), server_ip, HEX(login), CONCAT(protocol, active) "
	                    "FROM phones WHERE extension LIKE 'b0__' ORDER BY 1, 2");
}

static inline Batch *planned(Request *request)
{
	Reply reply;
	desk_run(service, request, &reply);
	Batch *batch = reply.batch;
	reply.batch = NULL;
	reply_free(&reply);
	return batch;
}

static inline Batch *plan_batch(const BulkWish *wish)
{
	Request request = { .op = OP_BATCH_PLAN, .order = batch_order_new(NULL) };
	batch_order_add(request.order, ids, ALIASES, wish);
	return planned(&request);
}

static inline Batch *plan_protocol(void)
{
	return plan_batch(&(BulkWish){ .wish.value[FIELD_PROTOCOL] = "IAX2" });
}

static inline Reply apply(Batch *batch, OpProgress progress, void *context)
{
	Reply reply;
	Request request = { .op = OP_BATCH_APPLY, .batch = batch };
	if (!ops_run(service, &request, &reply, progress, context, &err))
		fail_msg("%s", err.text);
	return reply;
}

static inline Batch *plan_undo_of(int64_t seq)
{
	return planned(&(Request){ .op = OP_BATCH_UNDO, .seq = seq });
}

static inline int64_t ask_log(const char *sql)
{
	return atoll(outside_log(config.audit, sql));
}

/* Of the newest batch. */
#define OUTCOMES "SELECT count(*) FROM event o JOIN event i ON i.op_id = o.op_id AND i.kind = 'INTENT' WHERE o.kind = 'OUTCOME' " \
                 "AND i.batch_id = (SELECT batch_id FROM event WHERE kind = 'BATCH_OPEN' ORDER BY seq DESC LIMIT 1)"

static inline void assert_log_whole(void)
{
	Reply reply;
	assert_int_equal(ask_log("SELECT count(*) FROM event WHERE kind = 'INTENT'"),
	                 ask_log("SELECT count(*) FROM event WHERE kind = 'OUTCOME'"));
	desk_run(service, &(Request){ .op = OP_AUDIT_VERIFY }, &reply);
	assert_int_equal(reply.verdict.first_bad_seq, 0);
	assert_int_equal(reply.verdict.open_intents, 0);
	reply_free(&reply);
}

static inline void set_up(void)
{
	site = scratch_database();
	config = desk_config("audit/audit.db");
}

static inline int take_down(int failed)
{
	service_close(service);
	outside_close();
	return failed;
}

/* --- a console that is killed in the middle of a batch --- */

static int points_left;

static inline void die(ChangePoint point)
{
	(void)point;
	if (points_left-- == 0)
		kill(getpid(), SIGKILL);
}

/* After so many points of a change (core/service/change.h). */
static inline void killed_after(Batch *(*plan)(void), int points)
{
	int status;
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		service = desk_sign_in(site, &config, "6666");
		Batch *batch = plan();
		points_left = points;
		change_at_point = die;
		apply(batch, NULL, NULL);
		_exit(0);
	}
	waitpid(child, &status, 0);
	assert_true(WIFSIGNALED(status));
}

#endif
