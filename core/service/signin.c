#include "core/service/signin.h"

#include <string.h>
#include <time.h>

#include "core/base/bcrypt.h"
#include "core/base/sys.h"
#include "core/base/text.h"
#include "core/data/digest.h"

/* VICIdial's own words, so that an admin who knows the web page knows these. */
#define WORDS_INCORRECT "Login incorrect, please try again."
#define WORDS_LOCKED    "Too many login attempts, try again in 15 minutes."

typedef struct {
	bool     non_latin, hashed, ip_lists, first_login, two_factor, level_8_may_add;
	char     key[64];
	size_t   key_length;
	unsigned cost;
} SigninRules;

/* The columns of user_by_name.sql, in its order. */
typedef enum {
	USER_NAME, USER_PASS_DIGEST, USER_PASS_LENGTH, USER_PASS_HASH, USER_LEVEL, USER_ACTIVE, USER_API_ONLY, USER_GROUP,
	USER_FULL_NAME, USER_AST_ADMIN, USER_MODIFY_PHONES, USER_DELETE_PHONES, USER_FORCE_CHANGE, USER_IGNORE_IP,
	USER_TWO_FACTOR, USER_FAILED_COUNT, USER_LAST_LOGIN, USER_LAST_IP
} UserColumn;

static bool is(const Rows *rows, size_t column, const char *word)
{
	const char *text = rows_text(rows, 0, column);
	return text && strcmp(text, word) == 0;
}

static void copy(char *out, size_t cap, const Rows *rows, size_t column)
{
	text_copy(out, cap, rows_text(rows, 0, column));
}

/* Runs one of the user statements; all their binds are texts. */
static bool read_rows(Database *db, SqlId sql, Rows **out, Err *err, const char *first, const char *second)
{
	Value values[] = { value_text(first), value_text(second) };
	size_t count = second ? 2 : first ? 1 : 0;
	return database_read(db, &(Statement){ .sql = sql, .values = values, .value_count = count, .as_text = 3 }, out, err);
}

static bool write_user(Database *db, SqlId sql, uint64_t *matched, Err *err, const char *first, const char *second)
{
	Value values[] = { value_text(first), value_text(second) };
	Written written;
	if (!database_write(db, &(Statement){ .sql = sql, .values = values, .value_count = second ? 2 : 1, .as_text = 3 }, &written, err))
		return false;
	if (matched)
		*matched = written.matched;
	return true;
}

static bool read_rules(Database *db, SigninRules *out, Err *err)
{
	Rows *rows;
	if (!read_rows(db, SQL_VICIDIAL_SIGNIN_SETTINGS, &rows, err, NULL, NULL))
		return false;
	if (rows->count == 0) {
		rows_free(rows);
		return fail(err, ERR_STORE, "The table system_settings is empty: this does not look like a VICIdial database.");
	}
	const char *container = rows_text(rows, 0, 7);
	Value key = rows_value(rows, 0, 2);
	*out = (SigninRules){
		.non_latin = is(rows, 0, "1"), .hashed = is(rows, 1, "1"), .ip_lists = !is(rows, 4, "0"), .first_login = is(rows, 5, "Y"),
		.two_factor = rows_number(rows, 0, 6, 0) > 0 && container && *container && strcmp(container, "---DISABLED---") != 0,
		.level_8_may_add = is(rows, 8, "0"), .key_length = key.length,
	};
	int64_t cost = rows_number(rows, 0, 3, 2);
	out->cost = cost < 0 || cost > 255 ? 255 : (unsigned)cost;
	if (!key.null && key.length <= sizeof out->key)
		memcpy(out->key, key.bytes, key.length);
	rows_free(rows);
	return true;
}

void sign_in_strip(char *text, bool use_non_latin)
{
	const char *at = text, *end = text + strlen(text);
	char *to = text;
	while (at < end) {
		const char *from = at;
		uint32_t c = text_next(&at, end);
		bool keep = (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || (c | 32) - 'a' < 26u ||
		            (c >= 128 && c != TEXT_INVALID && use_non_latin && text_is_letter(c));
		if (keep)
			while (from < at)
				*to++ = *from++;
	}
	sys_wipe(to, (size_t)(end - to));
	*to = '\0';
}

static bool digest_matches(const Rows *rows, const char *nonce, const char *password)
{
	Text salted = { 0 };
	uint8_t digest[DIGEST_SIZE];
	char hex[2 * DIGEST_SIZE + 1];
	text_add(&salted, nonce);
	text_add(&salted, password);
	digest_sha256(digest, salted.bytes, salted.length);
	sys_hex(hex, digest, sizeof digest);
	sys_wipe(salted.bytes, salted.length);
	text_free(&salted);
	const char *stored = rows->count ? rows_text(rows, 0, USER_PASS_DIGEST) : NULL;
	bool usable = stored && rows_number(rows, 0, USER_PASS_LENGTH, 0) > 0;
	return usable && text_equal_secret(hex, strlen(hex), stored, strlen(stored));
}

/* An unknown user costs the same hash; an empty or short stored hash never matches. */
static bool hash_matches(const Rows *rows, const SigninRules *rules, const char *password)
{
	char hash[BCRYPT_HASH + 1];
	if (!bcrypt_hash(hash, rules->key, rules->key_length, rules->cost, password, strlen(password)))
		return false;
	Value stored = rows->count ? rows_value(rows, 0, USER_PASS_HASH) : VALUE_NULL;
	return !stored.null && stored.length == BCRYPT_HASH && text_equal_secret(hash, BCRYPT_HASH, stored.bytes, stored.length);
}

static unsigned rights_of(bool ast_admin, bool modify_phones, bool delete_phones, int level, bool level_8_may_add)
{
	unsigned rights = RIGHT_READ;
	if (ast_admin || modify_phones)
		rights |= RIGHT_EDIT;
	if (delete_phones)
		rights |= RIGHT_DELETE;
	if ((rights & RIGHT_EDIT) && (level >= 9 || level_8_may_add))
		rights |= RIGHT_ADD;
	return rights;
}

static bool read_scope(Database *db, Admin *admin, Err *err)
{
	Rows *rows;
	if (!read_rows(db, SQL_VICIDIAL_GROUP_VIEWABLE, &rows, err, admin->user_group, NULL))
		return false;
	group_scope_parse(&admin->scope, rows->count ? rows_text(rows, 0, 0) : NULL);
	rows_free(rows);
	return true;
}

static bool incorrect(Database *db, const Rows *rows, const char *address, Err *err)
{
	Err ignored;                             /* the day's counters are VICIdial's statistics: the refusal stands without them */
	if (rows->count)
		write_user(db, SQL_VICIDIAL_USER_FAILED, NULL, &ignored, address, rows_text(rows, 0, USER_NAME));
	if (!sys_frozen())
		nanosleep(&(struct timespec){ .tv_sec = 1 }, NULL);   /* guessing through us is no faster than by hand */
	return fail(err, ERR_DENIED, WORDS_INCORRECT);
}

/* VICIdial demands more than a password, and this program does not do it: never let through. */
static bool more_is_demanded(const Rows *rows, const SigninRules *rules, Err *err)
{
	const char *user = rows_text(rows, 0, USER_NAME);
	if (is(rows, USER_FORCE_CHANGE, "Y"))
		return !fail(err, ERR_DENIED, "VICIdial wants a new password for user %s: change it on the web page first.", user);
	if (rules->first_login)
		return !fail(err, ERR_DENIED, "VICIdial's first set-up is not finished: finish it on the web page first.");
	if (rules->two_factor && !is(rows, USER_TWO_FACTOR, "DISABLED"))
		return !fail(err, ERR_DENIED, "VICIdial wants a second factor of user %s: this program does not do that, so it does not sign in.", user);
	return false;
}

static bool accept(Database *db, const Rows *rows, const SigninRules *rules, const char *address, Admin *out, Err *err)
{
	copy(out->user, sizeof out->user, rows, USER_NAME);
	copy(out->full_name, sizeof out->full_name, rows, USER_FULL_NAME);
	copy(out->user_group, sizeof out->user_group, rows, USER_GROUP);
	copy(out->last_login, sizeof out->last_login, rows, USER_LAST_LOGIN);
	copy(out->last_ip, sizeof out->last_ip, rows, USER_LAST_IP);
	out->level = (int)rows_number(rows, 0, USER_LEVEL, 0);
	out->failures = (int)rows_number(rows, 0, USER_FAILED_COUNT, 0);
	out->rights = rights_of(is(rows, USER_AST_ADMIN, "1"), is(rows, USER_MODIFY_PHONES, "1"), is(rows, USER_DELETE_PHONES, "1"),
	                        out->level, rules->level_8_may_add);
	out->checked_us = sys_now_us();
	text_copy(out->address, sizeof out->address, address);
	/* last_ip has room for IPv4 only. */
	const char *ip = strlen(address) <= SERVER_IP_MAX ? address : "0.0.0.0";
	if (!write_user(db, SQL_VICIDIAL_USER_ACCEPT, NULL, err, ip, out->user) || more_is_demanded(rows, rules, err))
		return false;
	if (out->level < 8 || !is(rows, USER_API_ONLY, "0"))
		return fail(err, ERR_DENIED, "User %s may not administer VICIdial: user level 8 or 9 is needed, and not for the API only.", out->user);
	return read_scope(db, out, err);
}

static bool attempt(Database *db, const SigninRules *rules, const Rows *rows, const char *nonce, const char *password,
                    const char *address, Admin *out, Err *err)
{
	const char *user = rows->count ? rows_text(rows, 0, USER_NAME) : "";
	uint64_t reserved = 0;
	if (rows->count && !write_user(db, SQL_VICIDIAL_USER_RESERVE, &reserved, err, user, NULL))
		return false;
	if (rows->count && !reserved) {
		Err ignored;
		write_user(db, SQL_VICIDIAL_USER_LOCKED, NULL, &ignored, user, NULL);
		return fail(err, ERR_DENIED, WORDS_LOCKED);
	}
	bool matches = rules->hashed ? hash_matches(rows, rules, password) : digest_matches(rows, nonce, password);
	/* admin.php signs in from level 2 on and asks for level 8 afterwards. */
	if (!matches || !*password || !is(rows, USER_ACTIVE, "Y") || rows_number(rows, 0, USER_LEVEL, 0) < 2)
		return incorrect(db, rows, address, err);
	if (rules->ip_lists && !is(rows, USER_IGNORE_IP, "1")) {
		if (!write_user(db, SQL_VICIDIAL_USER_GIVE_BACK, NULL, err, user, NULL))
			return false;
		return fail(err, ERR_DENIED, "VICIdial's IP lists are in force and this program does not read them yet, so user %s does not sign in.", user);
	}
	return accept(db, rows, rules, address, out, err);
}

bool sign_in(Database *db, const char *user, char *password, const char *address, Admin *out, Err *err)
{
	SigninRules rules;
	uint8_t random[16];
	char nonce[2 * sizeof random + 1], name[UTF8_CAP(USER_MAX)];
	Rows *rows = NULL;
	*out = (Admin){ 0 };
	sys_random(random, sizeof random);
	sys_hex(nonce, random, sizeof random);
	bool ok = read_rules(db, &rules, err);
	if (ok) {
		text_copy(name, sizeof name, user);
		sign_in_strip(name, rules.non_latin);
		sign_in_strip(password, rules.non_latin);
		ok = read_rows(db, SQL_VICIDIAL_USER_BY_NAME, &rows, err, nonce, name) &&
		     attempt(db, &rules, rows, nonce, password, address, out, err);
	}
	rows_free(rows);
	sys_wipe(password, strlen(password));
	if (!ok)
		out->rights = 0;
	return ok;
}

bool sign_in_again(Database *db, Admin *admin, Err *err)
{
	SigninRules rules;
	Rows *rows;
	if (!read_rules(db, &rules, err) || !read_rows(db, SQL_VICIDIAL_USER_RIGHTS, &rows, err, admin->user, NULL))
		return false;
	int level = rows->count ? (int)rows_number(rows, 0, 0, 0) : 0;
	bool ok = level >= 8 && is(rows, 1, "Y") && is(rows, 2, "0");
	if (ok) {
		admin->level = level;
		copy(admin->user_group, sizeof admin->user_group, rows, 3);
		admin->rights = rights_of(is(rows, 4, "1"), is(rows, 5, "1"), is(rows, 6, "1"), level, rules.level_8_may_add);
		admin->checked_us = sys_now_us();
	}
	rows_free(rows);
	if (!ok)
		return fail(err, ERR_DENIED, "User %s may not administer VICIdial any more: somebody changed the user's rights. Nothing was written.", admin->user);
	return read_scope(db, admin, err);
}

void rights_sentence(const Admin *admin, char *out, size_t cap)
{
	bool edits = admin->rights & RIGHT_EDIT, deletes = admin->rights & RIGHT_DELETE;
	*out = '\0';
	if (edits && !deletes)
		text_format(out, cap, "You may look and edit, not delete: user %s lacks ast_delete_phones.", admin->user);
	else if (!edits && deletes)
		text_format(out, cap, "You may look and delete, not edit: user %s lacks ast_admin_access or modify_phones.", admin->user);
	else if (!edits)
		text_format(out, cap, "You may look, not edit or delete: user %s lacks ast_admin_access or modify_phones, and ast_delete_phones.",
		            admin->user);
}
