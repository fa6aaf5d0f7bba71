/* Whatever a terminal sends, in whatever pieces: the events are those of the bytes sent at once; a paste holds no control but
 * line ends; and every key has a name that finds it again. */
#include <assert.h>

#include "core/base/text.h"
#include "tests/fuzz/feed.h"
#include "tui/draw/keys.h"

static void check_event(const Event *event)
{
	char name[40];
	if (event->kind == EVENT_KEY) {
		key_name(event->key, name, sizeof name);
		assert(event->key != 0 && name[0]);
	}
	for (const char *at = event->kind == EVENT_PASTE ? event->paste : ""; *at; at++)
		assert((unsigned char)*at >= 0x20 ? *at != 0x7F : *at == '\n');
	assert(event->kind != EVENT_PASTE || text_is_utf8(event->paste, strlen(event->paste)));
}

static void take_events(KeyDecoder *decoder, bool late, Text *out)
{
	for (Event event; keys_next(decoder, late, &event);) {
		check_event(&event);
		text_addf(out, "%d %d %d %d %d %s\n", event.kind, event.kind == EVENT_KEY ? (int)event.key : 0,
		          event.kind == EVENT_MOUSE ? (int)event.button : 0, event.kind == EVENT_MOUSE ? event.row : 0,
		          event.kind == EVENT_MOUSE ? event.col : 0, event.kind == EVENT_PASTE ? event.paste : "");
	}
}

/* step 0: as much as there is room for. */
static void decode(const uint8_t *bytes, size_t size, const uint8_t *steps, size_t step_count, Text *out)
{
	KeyDecoder decoder = { 0 };
	text_add(out, "");
	for (size_t at = 0, turn = 0; at < size; turn++) {
		size_t room = keys_room(&decoder), step = step_count ? steps[turn % step_count] % 8U + 1 : room;
		assert(room > 0);
		step = step > room ? room : step;
		step = step > size - at ? size - at : step;
		keys_feed(&decoder, bytes + at, step);
		at += step;
		take_events(&decoder, false, out);
	}
	take_events(&decoder, true, out);
	keys_free(&decoder);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	Text whole = { 0 }, pieces = { 0 };
	size_t step_count = size ? bytes[0] % 8 : 0;
	if (size < step_count + 1)
		return 0;
	decode(bytes + 1 + step_count, size - 1 - step_count, NULL, 0, &whole);
	decode(bytes + 1 + step_count, size - 1 - step_count, bytes + 1, step_count, &pieces);
	assert(strcmp(whole.bytes, pieces.bytes) == 0);
	text_free(&whole), text_free(&pieces);
	return 0;
}
