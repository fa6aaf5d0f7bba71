/* Runs a fuzzer's function over the files given and over the folders given: what fuzzing once found stays found without clang. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/sys.h"
#include "core/base/text.h"
#include "tests/fuzz/feed.h"

enum { INPUT_MAX = 4 << 20 };

/* Of its own size, so that a read beyond it is found. */
static size_t replay_file(const char *path)
{
	Text text = { 0 };
	Err err;
	if (!sys_read_file(&text, path, INPUT_MAX, &err)) {
		fprintf(stderr, "%s\n", err.text);
		exit(1);
	}
	uint8_t *copy = malloc(text.length ? text.length : 1);
	if (!copy)
		abort();
	if (text.length)
		memcpy(copy, text.bytes, text.length);
	LLVMFuzzerTestOneInput(copy, text.length);
	free(copy);
	text_free(&text);
	return 1;
}

static size_t replay(const char *path)
{
	DIR *folder = opendir(path);
	size_t count = 0;
	if (!folder)
		return replay_file(path);
	for (struct dirent *entry; (entry = readdir(folder));) {
		char inside[4096];
		snprintf(inside, sizeof inside, "%s/%s", path, entry->d_name);
		if (entry->d_name[0] != '.')
			count += replay(inside);
	}
	closedir(folder);
	return count;
}

int main(int argc, char **argv)
{
	size_t count = 0;
	for (int i = 1; i < argc; i++)
		count += replay(argv[i]);
	printf("%sok 1 - %zu inputs\n1..1\n", count ? "" : "not ", count);
	return 0;
}
