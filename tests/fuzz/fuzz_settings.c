/* Whatever stands in a settings file: what is told of it is one harmless line each that names the file and a line in it, every
 * value stays in its bounds, and the same file read twice is the same settings. */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/base/text.h"
#include "core/service/config.h"
#include "tests/fuzz/feed.h"
#include "tests/scratch.h"

static void write_file(const char *path, const uint8_t *bytes, size_t size)
{
	FILE *file = fopen(path, "w");
	assert(file && fwrite(bytes, 1, size, file) == size);
	fclose(file);
}

static void check_told(const ConfigTold *told)
{
	assert(told->count <= CONFIG_TOLD && told->count <= told->total);
	for (size_t i = 0; i < told->count; i++) {
		char shown[sizeof *told->text];
		size_t length = strlen(told->text[i]);
		assert(length && text_visible(shown, sizeof shown, told->text[i], length) == length);
		assert(memcmp(shown, told->text[i], length) == 0);
	}
}

static void check_values(const Config *config)
{
	assert(config->profile_count <= CONFIG_PROFILES && config->key_count <= CONFIG_KEYS);
	assert(config->lock_minutes >= 0 && config->live_seconds >= 0 && config->esc_delay_ms >= 0);
	for (size_t i = 0; i < config->profile_count; i++)
		assert(config->profiles[i].name[0] && memchr(config->profiles[i].name, '\0', CONFIG_NAME));
	for (size_t i = 0; i < config->key_count; i++)
		assert(config->keys[i].line > 0 && memchr(config->keys[i].name, '\0', CONFIG_NAME));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	static Config first, second;
	static char program[] = "vicialias";
	char path[300], none[300], *argv[] = { program, NULL };
	Err err, err_again;
	scratch_path(path, sizeof path, "vicialias.conf");
	setenv("VICIALIAS_CONFIG", scratch_path(none, sizeof none, "none.conf"), 1);
	write_file(none, (const uint8_t *)"", 0);
	write_file(path, bytes, size);
	bool ok = config_read_with(path, &first, 1, argv, &err);
	assert(config_read_with(path, &second, 1, argv, &err_again) == ok);
	if (!ok) {
		assert(err.text[0] && strcmp(err.text, err_again.text) == 0);
		return 0;
	}
	check_told(&first.told);
	check_values(&first);
	assert(first.told.total == second.told.total && first.profile_count == second.profile_count);
	assert(strcmp(first.theme, second.theme) == 0 && first.live_seconds == second.live_seconds);
	return 0;
}
