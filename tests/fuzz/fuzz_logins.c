/* Whatever stands in a logins_list: its items, with commas between, are the list again, in order, and none has a comma in it. */
#include <assert.h>

#include "core/base/text.h"
#include "tests/fuzz/feed.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	Text list = { 0 }, again = { 0 };
	text_add_bytes(&list, bytes, size);
	text_add(&list, ""), text_add(&again, "");
	const char *at = list.bytes, *item;
	size_t length, count = 0;
	while (logins_next(&at, &item, &length)) {
		assert(!memchr(item, ',', length));
		if (count++)
			text_add(&again, ",");
		text_add_bytes(&again, item, length);
	}
	assert(count > 0 && strcmp(list.bytes, again.bytes) == 0);
	text_free(&list), text_free(&again);
	return 0;
}
