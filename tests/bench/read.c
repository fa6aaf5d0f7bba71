#include "tests/bench/bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/base/text.h"
#include "core/model/filter.h"
#include "tests/bench/measure.h"
#include "tests/desk.h"
#include "tests/journeys/web.h"
#include "tests/scratch.h"

enum { READINGS = 5, FILTERINGS = 9 };

/* As in sql/vicidial/catalog_phones.sql and catalog_aliases.sql. */
#define BOTH_TABLES \
	"SELECT extension, login, server_ip, user_group, protocol, active, peer_status, ping_time FROM phones; " \
	"SELECT alias_id, alias_name, logins_list, user_group FROM phones_alias"

typedef struct {
	double ms, bytes;
} Reading;

static double resident_bytes(void)
{
	long pages = 0;
	FILE *file = fopen("/proc/self/statm", "r");
	if (!file || fscanf(file, "%*s %ld", &pages) != 1)
		abort();
	fclose(file);
	return (double)pages * (double)sysconf(_SC_PAGESIZE);
}

/* In a process of its own, as the console begins: memory of the one before is no matter. */
static Reading read_all(OpId op)
{
	Reading reading;
	int ends[2];
	if (pipe(ends) != 0)
		abort();
	pid_t child = fork();
	if (child == 0) {
		Service *service = desk_sign_in(&web.database.root, bench_config(), "6666");
		Request request = { .op = op };
		Reply reply;
		double bytes = resident_bytes(), began = measure_ms();
		bench_op(service, &request, &reply);
		reading = (Reading){ measure_ms() - began, resident_bytes() - bytes };
		_exit(write(ends[1], &reading, sizeof reading) == sizeof reading ? 0 : 1);
	}
	close(ends[1]);
	if (read(ends[0], &reading, sizeof reading) != sizeof reading)
		abort();
	close(ends[0]);
	waitpid(child, NULL, 0);
	return reading;
}

static double stock_client(const char *sql, const char *output)
{
	char socket[400];
	text_format(socket, sizeof socket, "--socket=%s", web.database.root.socket);
	double began = measure_ms();
	measure_run((const char *[]){ "mariadb", "--no-defaults", socket, "--user=root", "--quick", "--batch", "--skip-column-names",
	            "asterisk", "-e", sql, NULL }, output);
	return measure_ms() - began;
}

static void add_reading(size_t aliases)
{
	Measures ours = { 0 }, bytes = { 0 }, health = { 0 }, theirs = { 0 };
	for (int i = 0; i < READINGS; i++) {
		Reading load = read_all(OP_LOAD);
		measures_add(&ours, load.ms);
		measures_add(&bytes, load.bytes / (double)aliases);
		measures_add(&theirs, stock_client(BOTH_TABLES, NULL));
		measures_add(&health, read_all(OP_HEALTH).ms);
	}
	table_row("load: read, joined, ready to use", "ms", measures_median(&ours), "mariadb fetches the two tables",
	          measures_median(&theirs));
	table_row("health check, read anew, passwords compared", "ms", measures_median(&health), "mariadb fetches the two tables",
	          measures_median(&theirs));
	table_row("memory of an alias and its phone", "bytes", measures_median(&bytes), "", 0);
}

/* A word typed key by key: the first looks at all aliases, the second at those that were left. */
static void type_word(const Catalog *cat, const char *word, uint32_t *rows, Measures *first, Measures *next)
{
	Filter filter;
	char one[2] = { word[0], '\0' };
	for (int i = 0; i < FILTERINGS; i++) {
		double began = measure_ms();
		filter_parse(&filter, one);
		size_t left = filter_run(&filter, cat, NULL, 0, rows);
		measures_add(first, measure_ms() - began);
		began = measure_ms();
		filter_parse(&filter, word);
		filter_run(&filter, cat, rows, left, rows);
		measures_add(next, measure_ms() - began);
	}
}

static double run_grep(const char *word, const char *file)
{
	char command[600], output[400];
	text_format(command, sizeof command, "LC_ALL=C.UTF-8 grep -ciF '%s' %s; true", word, file);
	scratch_path(output, sizeof output, "count");      /* into /dev/null it would end at its first match */
	double began = measure_ms();
	measure_run((const char *[]){ "sh", "-c", command, NULL }, output);
	return measure_ms() - began;
}

static void add_filter(const Catalog *cat)
{
	static const char rows_sql[] = "SELECT alias_id, alias_name, logins_list, a.user_group, extension, server_ip, protocol, active, "
	                               "peer_status FROM phones_alias a JOIN phones p ON p.extension = LEFT(alias_id, 7)";
	static const struct { const char *what, *word; } words[] = { { "many match", "77" }, { "none matches", "qz" } };
	char file[400], what[80];
	uint32_t *rows = mem_take((cat->alias_count + 1) * sizeof *rows);
	stock_client(rows_sql, scratch_path(file, sizeof file, "rows"));
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		Measures first = { 0 }, next = { 0 }, greps = { 0 };
		type_word(cat, words[i].word, rows, &first, &next);
		for (int n = 0; n < FILTERINGS; n++)
			measures_add(&greps, run_grep(words[i].word, file));
		text_format(what, sizeof what, "filter, first key, %s", words[i].what);
		table_row(what, "ms", measures_median(&first), "grep -i over the same rows", measures_median(&greps));
		text_format(what, sizeof what, "filter, next key, %s", words[i].what);
		table_row(what, "ms", measures_median(&next), "", 0);
	}
	mem_free(rows);
}

void bench_read(size_t aliases)
{
	Request request = { .op = OP_LOAD };
	Reply reply;
	add_reading(aliases);
	Service *service = desk_sign_in(&web.database.root, bench_config(), "6666");
	bench_op(service, &request, &reply);
	add_filter(reply.catalog);
	reply_free(&reply);
	service_close(service);
}
