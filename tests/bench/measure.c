#include "tests/bench/measure.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "core/base/text.h"

static FILE *results;

static _Noreturn void give_up(const char *what)
{
	perror(what);
	exit(1);
}

double measure_ms(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static double ms_of(struct timeval time)
{
	return (double)time.tv_sec * 1e3 + (double)time.tv_usec / 1e3;
}

double measure_children_ms(void)
{
	struct rusage used;
	getrusage(RUSAGE_CHILDREN, &used);
	return ms_of(used.ru_utime) + ms_of(used.ru_stime);
}

void measures_add(Measures *measures, double value)
{
	if (measures->count < MEASURES_MOST)
		measures->values[measures->count++] = value;
}

static int compare(const void *a, const void *b)
{
	double left = *(const double *)a, right = *(const double *)b;
	return (left > right) - (left < right);
}

double measures_median(Measures *measures)
{
	if (measures->count == 0)
		return 0;
	qsort(measures->values, measures->count, sizeof *measures->values, compare);
	return measures->values[measures->count / 2];
}

void measure_run(const char *const *words, const char *output)
{
	int status;
	pid_t child = fork();
	if (child == 0) {
		int file = open(output ? output : "/dev/null", O_WRONLY | O_CREAT | O_TRUNC, 0600);
		dup2(file, STDOUT_FILENO);
		execvp(words[0], (char *const *)words);
		_exit(127);
	}
	if (child < 0 || waitpid(child, &status, 0) != child || status)
		give_up(words[0]);
}

/* --- the table --- */

void table_open(const char *path)
{
	results = fopen(path, "w");
	if (!results)
		give_up(path);
}

static void say(const char *text)
{
	fputs(text, stdout);
	fputs(text, results);
	fflush(stdout);
	fflush(results);
}

void table_begin(const char *title)
{
	char text[300];
	text_format(text, sizeof text, "\n## %s\n\n| what | vicialias | beside it | | ratio |\n|---|--:|--:|---|--:|\n", title);
	say(text);
}

static const char *number(char *out, size_t cap, double value, const char *unit)
{
	if (value > 0)
		text_format(out, cap, "%.*f %s", value < 1 ? 3 : value < 10 ? 2 : value < 100 ? 1 : 0, value, unit);
	else
		text_copy(out, cap, "");
	return out;
}

void table_row(const char *what, const char *unit, double ours, const char *peer, double theirs)
{
	char text[400], left[40], right[40], ratio[40] = "";
	if (ours > 0 && theirs > 0)
		text_format(ratio, sizeof ratio, "%.2f", ours / theirs);
	text_format(text, sizeof text, "| %s | %s | %s | %s | %s |\n", what, number(left, sizeof left, ours, unit),
	            number(right, sizeof right, theirs, unit), peer, ratio);
	say(text);
}

void table_close(void)
{
	fclose(results);
}
