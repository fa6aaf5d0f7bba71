#include "tests/bench/bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/base/text.h"
#include "tests/bench/measure.h"
#include "tests/desk.h"
#include "tests/journeys/pty.h"
#include "tests/journeys/web.h"
#include "tests/scratch.h"

/* With many phones a request takes as long as reading them all: VICIdial has no index on their logins. */
enum { ROUNDS = 5, CURLS = 100, CALLS = 60, REQUESTS_UP_TO = 10000 };

#define WHO      "function=update_phone_alias&source=bench&user=6666&pass=1234"

/* --- a thousand aliases in one batch --- */

static double change_thousand(Service *service, const BulkWish *wish)
{
	Request plan = { .op = OP_BATCH_PLAN, .order = batch_order_new(NULL) };
	Reply planned, written;
	double began = measure_ms();
	for (int i = 0; i < BENCH_BULK; i++) {
		AliasId id;
		text_format(id.text, sizeof id.text, "%dx", BENCH_FIRST + i);
		batch_order_add(plan.order, &id, 1, wish);
	}
	bench_op(service, &plan, &planned);
	Request apply = { .op = OP_BATCH_APPLY, .batch = planned.batch };
	planned.batch = NULL;
	bench_op(service, &apply, &written);
	double ms = measure_ms() - began;
	if (written.batch_result->written != BENCH_BULK)
		fprintf(stderr, "bulk change: %s\n", written.batch_result->sentence);
	reply_free(&planned);
	reply_free(&written);
	return ms;
}

/* --- a loop of curls to the CGI --- */

/* So long would a thousand take. */
static double curl_loop(const char *change)
{
	Text loop = { 0 };
	text_addf(&loop, "i=%d; while [ $i -lt %d ]; do curl -s -d \"" WHO "&alias=${i}x&%s\" http://127.0.0.1:%u" WEB_PAGE
	          "; i=$((i + 1)); done", BENCH_FIRST, BENCH_FIRST + CURLS, change, web.own_port);
	double began = measure_ms();
	measure_run((const char *[]){ "sh", "-c", loop.bytes, NULL }, NULL);
	text_free(&loop);
	return (measure_ms() - began) * BENCH_BULK / CURLS;
}

/* --- the command line --- */

static const PtySetup *on_the_site(const char *const *arguments)
{
	static char conf[WEB_PATH + 40], log[WEB_PATH + 40];
	static const char *environment[] = { conf, log, NULL };
	static PtySetup setup;
	text_format(conf, sizeof conf, "VICIALIAS_ASTGUICLIENT=%s", web.conf);
	text_format(log, sizeof log, "VICIALIAS_AUDIT=%s", bench_config()->audit);
	setup = (PtySetup){ .environment = environment, .arguments = arguments };
	return &setup;
}

static double api_lines(int round)
{
	Text lines = { 0 };
	for (int i = 0; i < BENCH_BULK; i++)
		text_addf(&lines, WHO "&alias=%dx&new_alias=Line+%d+%d\n", BENCH_FIRST + i, round, i);
	double began = measure_ms();
	const ProgramRun *run = program_run(on_the_site((const char *[]){ "api", "-", NULL }), lines.bytes);
	double ms = measure_ms() - began;
	if (run->code != 0)
		fprintf(stderr, "api -: %s\n", run->err);
	text_free(&lines);
	return ms;
}

/* --- CPU of one request --- */

static double cgi_cpu(int round)
{
	double before = measure_children_ms();
	for (int i = 0; i < CALLS; i++) {
		char query[300];
		text_format(query, sizeof query, "QUERY_STRING=" WHO "&alias=%dx&new_alias=Call+%d+%d", BENCH_FIRST + i, round, i);
		PtySetup setup = *on_the_site(NULL);
		setup.environment = (const char *[]){ setup.environment[0], setup.environment[1], query, "GATEWAY_INTERFACE=CGI/1.1",
		                                      "REQUEST_METHOD=GET", "REMOTE_ADDR=127.0.0.1", NULL };
		const ProgramRun *run = program_run(&setup, "");
		if (!strstr(run->out, "SUCCESS"))
			fprintf(stderr, "CGI: %s%s\n", run->out, run->err);
	}
	return (measure_children_ms() - before) / CALLS;
}

static double client_cpu(void)
{
	char socket[400];
	text_format(socket, sizeof socket, "--socket=%s", web.database.root.socket);
	double before = measure_children_ms();
	for (int i = 0; i < CALLS; i++)
		measure_run((const char *[]){ "mariadb", "--no-defaults", socket, "--user=root", "asterisk", "-e", "SELECT 1", NULL }, NULL);
	return (measure_children_ms() - before) / CALLS;
}

static void add_bulk(Service *service, double loop)
{
	static const char *const protocols[ROUNDS] = { "PJSIP", "SIP", "IAX2", "PJSIP", "SIP" };
	const char *peer = loop > 0 ? "a loop of 1 000 curls to the CGI" : "";
	Measures protocol = { 0 }, rename = { 0 };
	for (int i = 0; i < ROUNDS; i++) {
		char name[40];
		text_format(name, sizeof name, "Bulk %d {n}", i);
		measures_add(&protocol, change_thousand(service, &(BulkWish){ .wish.value[FIELD_PROTOCOL] = protocols[i] }));
		measures_add(&rename, change_thousand(service, &(BulkWish){ .wish.value[FIELD_NAME] = name }));
	}
	table_row("bulk change: protocol of 1 000 aliases", "ms", measures_median(&protocol), peer, loop);
	table_row("bulk change: name of 1 000 aliases", "ms", measures_median(&rename), peer, loop);
}

/* Returns how long the loop of curls takes. */
static double add_requests(void)
{
	Measures curls = { 0 }, api = { 0 }, cgi = { 0 }, client = { 0 };
	for (int i = 0; i < ROUNDS; i++) {
		char change[60];
		text_format(change, sizeof change, "new_alias=Curl+%d", i);
		measures_add(&curls, curl_loop(change));
		measures_add(&api, api_lines(i));
		measures_add(&cgi, cgi_cpu(i));
		measures_add(&client, client_cpu());
	}
	table_row("CPU of one request by CGI", "ms", measures_median(&cgi), "mariadb -e 'SELECT 1'", measures_median(&client));
	table_row("api -: 1 000 renames", "ms", measures_median(&api), "a loop of 1 000 curls to the CGI", measures_median(&curls));
	return measures_median(&curls);
}

void bench_write(size_t aliases)
{
	Service *service = desk_sign_in(&web.database.root, bench_config(), "6666");
	double loop = aliases <= REQUESTS_UP_TO ? add_requests() : 0;
	add_bulk(service, loop);
	service_close(service);
}
