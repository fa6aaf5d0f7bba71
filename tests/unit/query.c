/* A request is read as PHP reads it where that is harmless, and refused whole, in words that hold none of it, where it is not:
 * the rows Q01 to Q16 of the corpus that are about parameters. */
#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"
#include "core/service/query.h"
#include "tests/tap.h"

static Query query;

static const Query *read_bytes(const char *bytes, size_t length)
{
	query = (Query){ 0 };
	query_read(&query, bytes, length, false);
	return &query;
}

static const Query *read_text(const char *text)
{
	return read_bytes(text, strlen(text));
}

static void holds(const char *text, const char *name, const char *value)
{
	const Query *read = read_text(text);
	assert_string_equal(read->fault, "");
	if (value)
		assert_string_equal(query_value(read, name), value);
	else
		assert_null(query_value(read, name));
}

static void refused(const char *text, const char *why)
{
	const Query *read = read_text(text);
	if (!strstr(read->fault, why))
		fail_msg("\"%.60s\": \"%s\" is not in \"%s\"", text, why, read->fault);
}

static void a_request_is_names_and_values(void **state)
{
	(void)state;
	const char *text = "function=update_phone_alias&user=admin&pass=1234&source=test&alias=TechSupport&extension=1002";
	holds(text, "function", "update_phone_alias");
	holds(text, "alias", "TechSupport");
	holds(text, "extension", "1002");
	holds(text, "Alias", NULL);              /* names are spelled as they are, as in PHP */
	holds(text, "new_alias", NULL);
	assert_int_equal(read_text(text)->count, 6);
}

/* Q01 */
static void nothing_between_the_signs_is_no_parameter(void **state)
{
	(void)state;
	static const char *const empty[] = { "", "&", "&&&&", "=", "=x", "=&=&" };
	for (size_t i = 0; i < sizeof empty / sizeof *empty; i++) {
		assert_int_equal(read_text(empty[i])->count, 0);
		assert_string_equal(query.fault, "");
	}
	holds("?", "?", "");
	holds("a", "a", "");
	holds("a=", "a", "");
	holds("a==b", "a", "=b");
	holds("&a=1&&b=2&", "b", "2");
}

static char *repeated(const char *unit, size_t count, const char *rest)
{
	Text text = { 0 };
	for (size_t i = 0; i < count; i++)
		text_add(&text, unit);
	text_add(&text, rest);
	return text.bytes;
}

/* Q02 */
static void a_long_request_is_refused_whole(void **state)
{
	(void)state;
	char *just = repeated("&", QUERY_BYTES - 3, "a=1"), *over = repeated("&", QUERY_BYTES - 2, "a=1");
	char *much = repeated("&", 1 << 20, "a=1");
	holds(just, "a", "1");
	refused(over, "longer than 8192 bytes");
	refused(much, "longer than 8192 bytes");
	assert_null(query_value(&query, "a"));
	query = (Query){ 0 };
	query_read(&query, over, strlen(over), true);
	assert_string_equal(query_value(&query, "a"), "1");          /* a body may be longer */
	query = (Query){ 0 };
	query_read(&query, much, QUERY_BODY_BYTES + 1, true);
	assert_true(strstr(query.fault, "longer than 65536 bytes"));
	free(just), free(over), free(much);
}

static char *parameters(size_t count)
{
	Text text = { 0 };
	for (size_t i = 0; i < count; i++)
		text_addf(&text, "%sp%zu=%zu", i ? "&" : "", i, i);
	return text.bytes;
}

/* Q03 */
static void more_than_64_parameters_are_refused(void **state)
{
	(void)state;
	char *just = parameters(64), *over = parameters(65), *many = parameters(100000), *ignored = repeated("a[]&", 65, "");
	holds(just, "p63", "63");
	refused(over, "more than 64 parameters");
	refused(ignored, "more than 64 parameters");
	query = (Query){ 0 };
	query_read(&query, many, QUERY_BODY_BYTES, true);
	assert_true(strstr(query.fault, "more than 64 parameters"));
	query = (Query){ 0 };
	query_read(&query, just, strlen(just), false);
	query_read(&query, "q=1", 3, true);                          /* of URL and body together */
	assert_true(strstr(query.fault, "more than 64 parameters"));
	free(just), free(over), free(many), free(ignored);
}

static void a_long_name_or_value_is_refused(void **state)
{
	(void)state;
	char *name = repeated("n", 32, "=1"), *long_name = repeated("n", 33, "=1");
	char *value = repeated("%41", 1024, ""), *long_value = repeated("%41", 1025, "");
	holds(name, "nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn", "1");
	refused(long_name, "name is longer than 32 bytes");
	char *text = repeated("v=", 1, value);
	assert_int_equal(strlen(query_value(read_text(text), "v")), 1024);   /* counted as decoded */
	free(text);
	text = repeated("v=", 1, long_value);
	refused(text, "value is longer than 1024 bytes");
	free(text), free(name), free(long_name), free(value), free(long_value);
}

/* Q04, and Q14 "twice" */
static void a_name_that_stands_twice_is_refused(void **state)
{
	(void)state;
	refused("alias=bad&alias=good", "stands twice");
	refused("alias=good&alias=good", "stands twice");
	refused("delete_alias=Y&x=1&delete_alias=Y", "stands twice");
	refused("alias=1&%61lias=2", "stands twice");
	holds("alias=1&Alias=2", "alias", "1");
}

/* Q05 */
static void phps_arrays_and_renamed_names_are_absent(void **state)
{
	(void)state;
	static const char *const odd[] = { "alias_id[]=x", "alias_id[a]=x", "alias.id=x", "alias id=x", "alias+id=x", "alias%20id=x",
	                                   "alias_id%5B%5D=x", "+alias_id=x", "a[]=1&a[]=2" };
	for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
		holds(odd[i], "alias_id", NULL);
		assert_int_equal(query.count, 0);
	}
}

/* Q06 */
static void escapes_are_decoded_strictly(void **state)
{
	(void)state;
	static const char *const bad[] = { "a=%", "a=%4", "a=%zz", "a=%u0041", "a=%4z", "a=x%", "%=1", "a=% 41", "a=%+1" };
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		refused(bad[i], "not followed by two hex digits");
	refused("a=%4&b=1", "not followed by two hex digits");       /* an escape does not reach over the sign */
	refused("a=%00", "NUL byte");
	refused("a%00b=1", "NUL byte");
	assert_string_equal(read_bytes("a=x\0y", 5)->fault, "A parameter's value holds a NUL byte.");
	refused("a=%c0%ae", "not UTF-8");
	holds("a=%2541", "a", "%41");                                /* once, not twice */
	holds("a=%0d%0aSet-Cookie:x", "a", "\r\nSet-Cookie:x");      /* what may be in a name is asked later */
	holds("a=%4a%4A", "a", "JJ");
	holds("%61=%3D%26", "a", "=&");
}

/* Q07 */
static void a_plus_is_a_blank_unless_it_is_escaped(void **state)
{
	(void)state;
	holds("a=b+c", "a", "b c");
	holds("a=b%20c", "a", "b c");
	holds("a=b%2Bc", "a", "b+c");
	holds("a=b%252Bc", "a", "b%2Bc");
}

/* Q08 */
static void bytes_that_are_no_utf8_are_refused(void **state)
{
	(void)state;
	static const char *const bad[] = { "a=%C0%80", "a=%80", "a=%ED%A0%80", "a=%F4%90%80%80", "a=%E4%B8", "a=\xff", "a=%FF%FE",
	                                   "\xe9=1" };
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		refused(bad[i], "not UTF-8");
	holds("a=%C3%A9", "a", "é");
	holds("a=\xf0\x9f\x98\x80", "a", "😀");
}

/* Q12 */
static void the_url_wins_over_the_body(void **state)
{
	(void)state;
	static const char url[] = "alias=url&user=6666", body[] = "alias=body&active=N";
	query = (Query){ 0 };
	query_read(&query, url, strlen(url), false);
	query_read(&query, body, strlen(body), true);
	assert_string_equal(query.fault, "");
	assert_string_equal(query_value(&query, "alias"), "url");
	assert_string_equal(query_value(&query, "active"), "N");
	query_read(&query, "active=Y", 8, true);
	assert_true(strstr(query.fault, "stands twice"));
}

/* Q13 to Q16 ask what values mean; what arrives is what was sent. */
static void values_arrive_as_they_were_sent(void **state)
{
	(void)state;
	holds("function=update_phone_alias%20", "function", "update_phone_alias ");
	holds("delete_alias=YES", "delete_alias", "YES");
	holds("source=<script>", "source", "<script>");
	holds("user=ad%20m%7Cin'\"", "user", "ad m|in'\"");
	holds("pass=$(id)`--help`&b=1", "pass", "$(id)`--help`");
}

static void the_words_of_a_fault_hold_nothing_of_the_request(void **state)
{
	(void)state;
	static const char *const bad[] = { "pass=s3cret%zz", "s3cret=1&s3cret=2", "pass=s3cret%00", "pass=s3cret%ff" };
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		assert_true(read_text(bad[i])->fault[0]);
		assert_null(strstr(query.fault, "s3cret"));
	}
}

static void the_first_fault_is_told(void **state)
{
	(void)state;
	refused("a=%zz&b=%00", "hex digits");
	query_read(&query, "c=%00", 5, true);
	assert_true(strstr(query.fault, "hex digits"));
}

static void what_the_asker_left_out_can_be_added(void **state)
{
	(void)state;
	read_text("alias=x");
	assert_true(query_add(&query, "pass", "1234"));
	assert_string_equal(query_value(&query, "pass"), "1234");
	char *much = repeated("x", QUERY_VALUE + 1, ""), *full = parameters(64);
	assert_false(query_add(&query, "more", much));
	assert_true(query.fault[0]);
	read_text("alias=x");
	assert_false(query_add(&query, "pass", "caf\xe9"));
	assert_true(strstr(query.fault, "not UTF-8"));
	read_text(full);
	assert_false(query_add(&query, "pass", "1234"));
	assert_true(query.fault[0]);
	free(much), free(full);
}

static void a_wiped_request_is_gone(void **state)
{
	(void)state;
	static const Query nothing;
	read_text("pass=s3cret&more=s3cret%");   /* also what was read of the faulty one */
	query_wipe(&query);
	assert_memory_equal(&query, &nothing, sizeof query);
}

static void encode(Text *out, const char *value)
{
	for (const char *at = value; *at; at++)
		text_addf(out, rand() % 4 ? "%%%02x" : "%%%02X", (unsigned char)*at);
}

/* decode(encode(x)) = x, whatever x is. */
static void what_is_encoded_comes_back(void **state)
{
	(void)state;
	srand(1);
	for (int round = 0; round < 2000; round++) {
		char value[65] = "";
		Text text = { 0 };
		size_t used = 0;
		for (int i = rand() % 16; i > 0; i--) {
			uint32_t character = 1 + (uint32_t)rand() % (rand() % 2 ? 0x7F : 0x10FFFE);
			if (character < 0xD800 || character > 0xDFFF)
				used += text_encode(value + used, character);
		}
		value[used] = '\0';
		text_add(&text, "x=1&v=");
		encode(&text, value);
		text_add(&text, "&y=2");
		holds(text.bytes, "v", value);
		holds(text.bytes, "y", "2");
		text_free(&text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_request_is_names_and_values),
		cmocka_unit_test(nothing_between_the_signs_is_no_parameter),
		cmocka_unit_test(a_long_request_is_refused_whole),
		cmocka_unit_test(more_than_64_parameters_are_refused),
		cmocka_unit_test(a_long_name_or_value_is_refused),
		cmocka_unit_test(a_name_that_stands_twice_is_refused),
		cmocka_unit_test(phps_arrays_and_renamed_names_are_absent),
		cmocka_unit_test(escapes_are_decoded_strictly),
		cmocka_unit_test(a_plus_is_a_blank_unless_it_is_escaped),
		cmocka_unit_test(bytes_that_are_no_utf8_are_refused),
		cmocka_unit_test(the_url_wins_over_the_body),
		cmocka_unit_test(values_arrive_as_they_were_sent),
		cmocka_unit_test(the_words_of_a_fault_hold_nothing_of_the_request),
		cmocka_unit_test(the_first_fault_is_told),
		cmocka_unit_test(what_the_asker_left_out_can_be_added),
		cmocka_unit_test(a_wiped_request_is_gone),
		cmocka_unit_test(what_is_encoded_comes_back),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
