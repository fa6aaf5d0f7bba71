/* How fast it is, side by side with what one would use otherwise:  make bench N="1000 20000"  or  N=all. */
#include "tests/bench/bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/text.h"
#include "tests/bench/measure.h"
#include "tests/journeys/web.h"
#include "tests/outside.h"
#include "tests/scratch.h"

const Config *bench_config(void)
{
	static Config config;
	scratch_path(config.audit, sizeof config.audit, "audit.db");
	config.phone_writes = true;
	return &config;
}

void bench_op(Service *service, Request *request, Reply *reply)
{
	Err err;
	if (!ops_run(service, request, reply, NULL, NULL, &err)) {
		fprintf(stderr, "%s: %s\n", ops[request->op].name, err.text);
		exit(1);
	}
}

static void fill(size_t aliases)
{
	const Connection *root = &web.database.root;
	size_t last = BENCH_FIRST + aliases - 1;
	outside_run(root, "TRUNCATE phones");
	outside_run(root, "TRUNCATE phones_alias");
	outside_runf(root, "INSERT INTO phones (extension, dialplan_number, voicemail_id, phone_ip, server_ip, login, pass, status, "
	             "active, phone_type, fullname, protocol, template_id, conf_secret, peer_status, ping_time) "
	             "SELECT seq, seq, seq, '10.20.0.1', CONCAT('10.0.0.1', 1 + seq MOD 4), CONCAT(seq, 'a'), 'test', 'ACTIVE', 'Y', "
	             "'Desk phone', CONCAT('Desk ', seq), 'SIP', '', MD5(seq), 'REACHABLE', 9 + seq MOD 41 FROM seq_%d_to_%zu",
	             BENCH_FIRST, last);
	outside_runf(root, "INSERT INTO phones_alias SELECT CONCAT(seq, 'x'), CONCAT('Desk ', seq - %d), CONCAT(seq, 'a'), "
	             "'---ALL---' FROM seq_%d_to_%zu", BENCH_FIRST - 1, BENCH_FIRST, last);
}

static void run(size_t aliases)
{
	char title[100], count[40];
	double load = 0;
	getloadavg(&load, 1);
	text_number(count, sizeof count, aliases);
	text_format(title, sizeof title, "%s aliases and as many phones; %ld cores, load average %.1f", count,
	            sysconf(_SC_NPROCESSORS_ONLN), load);
	fill(aliases);
	table_begin(title);
	bench_read(aliases);
	bench_terminal();
	bench_write(aliases);
}

int main(int argc, char **argv)
{
	if (argc < 3) {
		fprintf(stderr, "usage: bench RESULTS ALIASES …\n");
		return 2;
	}
	web_open(NULL);
	table_open(argv[1]);
	for (int i = 2; i < argc; i++)
		run(strtoul(argv[i], NULL, 10));
	table_close();
	web_close(NULL);
	return 0;
}
