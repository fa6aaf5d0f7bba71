/* Proves that a row of a result is only read when each value in it lies in it: fixed ones, those with a length of every kind in
 * front, and NULLs, which have no bytes; and that no byte can be missing anywhere. */
#include "core/data/packet.h"

#include <stdlib.h>
#include <string.h>

#include "tests/tap.h"

enum { TEXT = PACKET_LENGTH_FIRST };

static bool is_whole(const char *bytes, size_t size, const uint8_t *widths, size_t columns)
{
	/* Of its own size, so that a read beyond it is found. */
	uint8_t *row = malloc(size ? size : 1);
	assert_non_null(row);
	memcpy(row, bytes, size);
	bool whole = packet_row_is_whole(row, size, widths, columns);
	free(row);
	return whole;
}

static void a_row_is_whole_and_without_its_last_byte_is_not(void **state)
{
	(void)state;
	static const char row[] = "\0\0" "\1\2\3\4" "\3abc" "\xFC\2\0xy" "\7";
	static const uint8_t widths[] = { 4, TEXT, TEXT, 1 };
	assert_true(is_whole(row, sizeof row - 1, widths, 4));
	for (size_t size = 0; size < sizeof row - 1; size++)
		assert_false(is_whole(row, size, widths, 4));
}

static void a_null_has_no_bytes(void **state)
{
	(void)state;
	static const uint8_t widths[] = { 8, TEXT, 2 };
	assert_true(is_whole("\0\x0C\1\2", 4, widths, 3));
	assert_true(is_whole("\0\x1C", 2, widths, 3));
	assert_false(is_whole("\0\x0C\1", 3, widths, 3));
}

static void lengths_beyond_all_bounds_are_refused(void **state)
{
	(void)state;
	static const uint8_t text[] = { TEXT };
	assert_false(is_whole("\0\0\xFB", 3, text, 1));
	assert_false(is_whole("\0\0\xFF", 3, text, 1));
	assert_false(is_whole("\0\0\xFD\xFF\xFF\xFFx", 7, text, 1));
	assert_false(is_whole("\0\0\xFE\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFFx", 12, text, 1));
	assert_false(is_whole("\0\0\xFE\1", 4, text, 1));
	assert_true(is_whole("\0\0\xFE\1\0\0\0\0\0\0\0x", 12, text, 1));
}

static void a_row_of_many_columns_has_a_longer_bitmap(void **state)
{
	(void)state;
	uint8_t widths[40];
	char row[60] = { 0 };
	memset(widths, 1, sizeof widths);
	assert_true(is_whole(row, 1 + 6 + 40, widths, 40));
	assert_false(is_whole(row, 1 + 6 + 39, widths, 40));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_row_is_whole_and_without_its_last_byte_is_not),
		cmocka_unit_test(a_null_has_no_bytes),
		cmocka_unit_test(lengths_beyond_all_bounds_are_refused),
		cmocka_unit_test(a_row_of_many_columns_has_a_longer_bitmap),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
