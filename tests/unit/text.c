/* Proves that bytes of strangers become one line of harmless UTF-8, that widths, letters and foldings are Unicode's, and
 * that nothing is ever cut inside a character. */
#include <string.h>

#include "core/base/text.h"
#include "tests/tap.h"

static const char *visible(const char *bytes, size_t length)
{
	static char out[256];
	size_t written = text_visible(out, sizeof out, bytes, length);
	assert_int_equal(written, strlen(out));
	return out;
}

#define assert_shown(bytes, expected) assert_string_equal(visible(bytes, sizeof bytes - 1), expected)

static void only_strict_utf8_is_decoded(void **state)
{
	(void)state;
	static const char *const invalid[] = {
		"\x80", "\xc0\xaf", "\xc1\xbf", "\xe0\x80\xaf", "\xed\xa0\x80", "\xf0\x80\x80\xaf", "\xf4\x90\x80\x80", "\xf8\x88\x80\x80\x80",
		"\xfe", "\xff", "\xe2\x82", "\xc3",
	};
	for (size_t i = 0; i < sizeof invalid / sizeof *invalid; i++) {
		const char *at = invalid[i], *end = at + strlen(at);
		assert_int_equal(text_next(&at, end), TEXT_INVALID);
		assert_ptr_equal(at, invalid[i] + 1);
		assert_false(text_is_utf8(invalid[i], strlen(invalid[i])));
	}
	assert_true(text_is_utf8("é€😀\0x", 11));
}

static void every_character_survives_encoding_and_decoding(void **state)
{
	(void)state;
	for (uint32_t character = 0; character < TEXT_INVALID; character++) {
		char bytes[4];
		size_t length = text_encode(bytes, character);
		const char *at = bytes;
		bool surrogate = character >= 0xD800 && character <= 0xDFFF;
		uint32_t back = text_next(&at, bytes + length);
		if (back != (surrogate ? TEXT_INVALID : character))
			fail_msg("U+%04X came back as U+%04X", character, back);
	}
}

static void hostile_bytes_become_question_marks(void **state)
{
	(void)state;
	assert_shown("a\x1b[2Jb", "a?[2Jb");
	assert_shown("a\nb\rc\td\x7f\0e", "a?b?c?d??e");
	assert_shown("\xc2\x9b" "31m", "?31m");                        /* C1 as UTF-8 */
	assert_shown("\x9b" "31m", "?31m");                            /* and raw */
	assert_shown("a\xe2\x80\xae" "b", "a?b");                      /* U+202E turns the rest round */
	assert_shown("a\xe2\x80\x8d" "b\xef\xbb\xbf", "a?b?");         /* zero width */
	assert_shown("\xef\xbf\xbe \xee\x80\x80", "? ?");              /* noncharacter, private use */
	assert_shown("\xff\xfe\x00" "A", "???A");
	assert_shown("\xe3\x85\xa4", "?");                             /* a blank that is a letter */
}

static void words_of_all_scripts_stay_as_they_are(void **state)
{
	(void)state;
	assert_shown("Übung, ça va? Привет 中文 한국어 😀", "Übung, ça va? Привет 中文 한국어 😀");
	assert_shown("", "");
}

static void marks_do_not_pile_up(void **state)
{
	(void)state;
	assert_shown("e\xcc\x81\xcc\x81\xcc\x81\xcc\x81x", "e\xcc\x81\xcc\x81x");
	assert_shown("\xcc\x81" "e", "?e");                            /* it would stand on what is before our text */
}

static void a_small_room_cuts_between_characters(void **state)
{
	(void)state;
	char out[4];
	assert_int_equal(text_visible(out, sizeof out, "aé€", 6), 3);
	assert_string_equal(out, "aé");
	assert_int_equal(text_format(out, sizeof out, "%s", "ab€"), 2);
	assert_string_equal(out, "ab");
	assert_int_equal(text_format(out, sizeof out, "%s", "€€"), 3);
	assert_false(text_copy(out, sizeof out, "é😀"));
	assert_string_equal(out, "é");
	assert_true(text_copy(out, sizeof out, "abc"));
	assert_true(text_copy(out, sizeof out, NULL));
	assert_string_equal(out, "");
}

static void widths_are_those_of_a_terminal(void **state)
{
	(void)state;
	static const struct { const char *text; int cells; } rows[] = {
		{ "", 0 }, { "abc", 3 }, { "é", 1 }, { "e\xcc\x81", 1 }, { "中文", 4 }, { "😀", 2 }, { "●▲■►…", 5 }, { "│─", 2 },
		{ "\xff", 1 },
		{ "\xef\xbc\xa1", 2 }, { "\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab", 2 },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_int_equal(text_width(rows[i].text), rows[i].cells);
	assert_int_equal(text_chars("aé中\xff"), 4);
}

static void what_fits_ends_before_half_a_wide_character(void **state)
{
	(void)state;
	int used;
	assert_int_equal(text_fit("a中b", 2, &used), 1);
	assert_int_equal(used, 1);
	assert_int_equal(text_fit("a中b", 3, &used), 4);
	assert_int_equal(used, 3);
	assert_int_equal(text_fit("e\xcc\x81z", 1, &used), 3);         /* the mark goes with its letter */
	assert_int_equal(text_fit("abc", 9, &used), 3);
	assert_int_equal(text_fit("abc", 0, &used), 0);
}

static void folding_takes_case_and_latin_accents_off(void **state)
{
	(void)state;
	static const struct { uint32_t from, to; } rows[] = {
		{ 'A', 'a' }, { 'z', 'z' }, { '[', '[' }, { 0xC9, 'e' }, { 0xE9, 'e' }, { 0xD8, 'o' }, { 0xDF, 0xDF }, { 0xD7, 0xD7 },
		{ 0x17D, 'z' }, { 0x141, 'l' }, { 0x130, 'i' }, { 0x1EC7, 'e' }, { 0x391, 0x3B1 }, { 0x3C2, 0x3C3 }, { 0x386, 0x3AC },
		{ 0x410, 0x430 }, { 0x401, 0x451 }, { 0x451, 0x451 }, { 0x4D0, 0x4D1 }, { 0x4D1, 0x4D1 }, { 0x4E2D, 0x4E2D },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_int_equal(text_fold(rows[i].from), rows[i].to);
	for (uint32_t character = 0; character < 0x3000; character++)
		if (text_fold(text_fold(character)) != text_fold(character))
			fail_msg("U+%04X folds twice", character);
}

static void letters_are_letters_of_any_script(void **state)
{
	(void)state;
	static const uint32_t letters[] = { 'a', 'Z', 0xE9, 0xDF, 0x3A9, 0x416, 0x5D0, 0x627, 0x4E2D, 0x3042, 0xAC00, 0x20000 };
	static const uint32_t others[] = { '0', ' ', '_', '@', '[', 0xD7, 0xB2, 0x301, 0x660, 0x20AC, 0x1F600, TEXT_INVALID };
	for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
		assert_true(text_is_letter(letters[i]));
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		assert_false(text_is_letter(others[i]));
}

static void what_a_charset_lacks_is_a_question_mark(void **state)
{
	(void)state;
	static const struct {
		Charset     charset;
		bool        lacks;
		const char *made;
	} all[] = {
		{ CHARSET_UTF8MB4, false, "a\u017E\u20AC\u0416\U00020000\xFF" }, { CHARSET_UTF8MB3, true, "a\u017E\u20AC\u0416????\xFF" },
		{ CHARSET_LATIN1, true, "a\u017E??????\xFF" }, { CHARSET_ASCII, true, "a???????\xFF" },
	};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		char text[] = "a\u017E\u20AC\u0416\U00020000\xFF";
		assert_int_equal(text_narrow(text, all[i].charset), all[i].lacks);
		assert_string_equal(text, all[i].made);
	}
}

static void a_text_grows_and_is_cleared(void **state)
{
	(void)state;
	Text text = { 0 };
	for (int i = 0; i < 1000; i++)
		text_addf(&text, "%d,", i);
	text_add(&text, "end");
	text_add_bytes(&text, "\0x", 2);
	assert_int_equal(text.length, 3890 + 3 + 2);
	assert_memory_equal(text.bytes, "0,1,2,", 6);
	text_clear(&text);
	assert_string_equal(text.bytes, "");
	text_free(&text);
	assert_null(text.bytes);
}

static void numbers_have_one_blank_between_thousands(void **state)
{
	(void)state;
	static const struct { uint64_t number; const char *text; } rows[] = {
		{ 0, "0" }, { 999, "999" }, { 1284, "1 284" }, { 1000000, "1 000 000" }, { UINT64_MAX, "18 446 744 073 709 551 615" },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char out[40];
		text_number(out, sizeof out, rows[i].number);
		assert_string_equal(out, rows[i].text);
	}
}

static void secrets_are_compared_byte_by_byte(void **state)
{
	(void)state;
	assert_true(text_equal_secret("abc", 3, "abc", 3));
	assert_false(text_equal_secret("abc", 3, "abC", 3));
	assert_false(text_equal_secret("abc", 3, "abcd", 4));
	assert_true(text_equal_secret("", 0, "", 0));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_strict_utf8_is_decoded),
		cmocka_unit_test(every_character_survives_encoding_and_decoding),
		cmocka_unit_test(hostile_bytes_become_question_marks),
		cmocka_unit_test(words_of_all_scripts_stay_as_they_are),
		cmocka_unit_test(marks_do_not_pile_up),
		cmocka_unit_test(a_small_room_cuts_between_characters),
		cmocka_unit_test(widths_are_those_of_a_terminal),
		cmocka_unit_test(what_fits_ends_before_half_a_wide_character),
		cmocka_unit_test(folding_takes_case_and_latin_accents_off),
		cmocka_unit_test(letters_are_letters_of_any_script),
		cmocka_unit_test(what_a_charset_lacks_is_a_question_mark),
		cmocka_unit_test(a_text_grows_and_is_cleared),
		cmocka_unit_test(numbers_have_one_blank_between_thousands),
		cmocka_unit_test(secrets_are_compared_byte_by_byte),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
