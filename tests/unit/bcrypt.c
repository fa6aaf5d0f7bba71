/* Proves that our bcrypt is VICIdial's: the hashes its bp.pl printed, and libxcrypt's where that can compute them. */
#include <crypt.h>
#include <stdio.h>
#include <string.h>

#include "core/base/bcrypt.h"
#include "tests/tap.h"

static void bp_pl_printed_the_same(void **state)
{
	(void)state;
	static const char site[] = "ABCDefgh12345678", other[] = "aZ9kQmN3xYwV7bTr", digits[] = "0123456789abcdef";
	static const struct { const char *key; unsigned cost; const char *password, *hash; } rows[] = {
		{ site, 2, "1234", "P8B9L5JtCqlVMFuTtJ3nnRSQ3CFMBHW" },     { site, 2, "pass", "HjBc6zvwRWb1GWULOFb4imM77NE62BS" },
		{ site, 2, "UsErPaSs", "8E4j7l43bn7Lt6YkFAo6yfn8K5oYZci" }, { site, 2, "café", "AHQ1IfhiLAAwqS766HCGVJakqq67MZe" },
		{ site, 2, "\xff\xff\xa3", "pjsON3YNkyt.CyL/MIT31JPVfJmoiH2" }, { site, 4, "1234", "6qZU2tjQqeN.L7tz1G8lL6yMZzD4G2O" },
		{ site, 4, "pass", "e5TyNhrvKPc1GBKhwonQl5qgji5Gonm" },     { other, 0, "1234", "mhRXSZ91HDH2cr7MdaajDtmiCWcgeSi" },
		{ other, 2, "1234", "ZPJDC3rfi/4ngtopXz8.Tf6fkbtNzpG" },    { other, 2, "test", "zqjThtzDvfaxOC30Tmu.gp7MGOF9Syi" },
		{ other, 5, "1234", "cz5uqG99U8H0Tzf7Qq/4bCL9Rc3P2lC" },    { digits, 2, "1234", "ZTpQ8cNrtrbzVhQroLyPsmOEb8xk4LO" },
		{ digits, 4, "test", "Zf4A83n.6Hp9ZV0.JwKF3lprhg/lLKa" },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char hash[BCRYPT_HASH + 1];
		assert_true(bcrypt_hash(hash, rows[i].key, BCRYPT_KEY, rows[i].cost, rows[i].password, strlen(rows[i].password)));
		assert_string_equal(hash, rows[i].hash);
	}
}

static void libxcrypt_computes_the_same(void **state)
{
	(void)state;
	/* "0123456789abcdef" in bcrypt's base64 */
	static const char key[] = "0123456789abcdef", salt[] = "KBCwKxOzLha2MUDgW0PjXe";
	static const char longer_than_72[] = "123456789_123456789_123456789_123456789_123456789_123456789_123456789_123456789_";
	static const char *const passwords[] = {
		"", "a", "aa", "1234", "pass!word", "\xff\xa3" "34\xff\xff\xff\xa3" "345", "café", longer_than_72,
	};
	for (unsigned cost = 4; cost <= 6; cost++)
		for (size_t i = 0; i < sizeof passwords / sizeof *passwords; i++) {
			struct crypt_data room = { 0 };
			char setting[40], hash[BCRYPT_HASH + 1];
			snprintf(setting, sizeof setting, "$2b$%02u$%s", cost, salt);
			const char *theirs = crypt_r(passwords[i], setting, &room);
			assert_int_equal(strlen(theirs), 60);
			assert_true(bcrypt_hash(hash, key, BCRYPT_KEY, cost, passwords[i], strlen(passwords[i])));
			assert_string_equal(hash, theirs + 29);
		}
}

static void a_password_ends_at_72_bytes_or_the_first_nul(void **state)
{
	(void)state;
	char all_a[199], whole[BCRYPT_HASH + 1], cut[BCRYPT_HASH + 1];
	memset(all_a, 'a', sizeof all_a);
	assert_true(bcrypt_hash(whole, "ABCDefgh12345678", 16, 2, all_a, sizeof all_a));
	assert_true(bcrypt_hash(cut, "ABCDefgh12345678", 16, 2, all_a, 72));
	assert_string_equal(whole, cut);
	assert_true(bcrypt_hash(whole, "ABCDefgh12345678", 16, 2, "pass\0word", 9));
	assert_string_equal(whole, "HjBc6zvwRWb1GWULOFb4imM77NE62BS");
}

static void a_wrong_key_or_an_endless_cost_is_refused(void **state)
{
	(void)state;
	char hash[BCRYPT_HASH + 1];
	assert_false(bcrypt_hash(hash, "ABCDefgh1234567", 15, 2, "x", 1));
	assert_false(bcrypt_hash(hash, "ABCDefgh123456789", 17, 2, "x", 1));
	assert_false(bcrypt_hash(hash, "ABCDefgh12345678", 16, BCRYPT_COST_MAX + 1, "x", 1));
	assert_false(bcrypt_hash(hash, "ABCDefgh12345678", 16, 255, "x", 1));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bp_pl_printed_the_same),
		cmocka_unit_test(libxcrypt_computes_the_same),
		cmocka_unit_test(a_password_ends_at_72_bytes_or_the_first_nul),
		cmocka_unit_test(a_wrong_key_or_an_endless_cost_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
