#include "core/service/signin.h"

#include <string.h>
#include <time.h>

#include "core/base/bcrypt.h"
#include "core/base/sys.h"
#include "core/base/text.h"
#include "core/data/digest.h"

/* VICIdial's own words, so that an admin who knows the web page knows these. */
#define WORDS_INCORRECT  "Login incorrect, please try again."
#define WORDS_LOCKED     "Too many login attempts, try again in 15 minutes."
#define WORDS_IP_BLOCKED "Your IP Address is not allowed."

/* VICIdial's default of last_login_date. */
#define NEVER "2001-01-01 00:00"

/* What the site demands, and through which door somebody comes. */
typedef struct {
	SigninDoor  door;
	const char *address, *name;              /* name: the user as typed, stripped */
	bool        non_latin, hashed, ip_lists, first_login, two_factor, level_8_may_add;
	char        key[64], blacklist[UTF8_CAP(30)];
	size_t      key_length;
	unsigned    cost;
} SigninRules;

/* The columns of user_by_name.sql, in its order. */
typedef enum {
	USER_NAME, USER_PASS_DIGEST, USER_PASS_LENGTH, USER_PASS_HASH, USER_LEVEL, USER_ACTIVE, USER_API_ONLY, USER_GROUP,
	USER_FULL_NAME, USER_AST_ADMIN, USER_MODIFY_PHONES, USER_DELETE_PHONES, USER_FORCE_CHANGE, USER_IGNORE_IP,
	USER_TWO_FACTOR, USER_FAILED_COUNT, USER_LAST_LOGIN, USER_LAST_IP, USER_API_ACCESS, USER_API_FUNCTIONS,
	USER_MAY_TRY, USER_LAST_LOGIN_EXACT
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

enum { LOCKED_FROM = 10 };                   /* failures, as user_reserve.sql has it */

/* A replica counts nothing. The console lets one look there all the same, each wrong guess costing its second; what changes
 * something needs the counters. */
static bool counts(const Database *db, const SigninRules *rules)
{
	return rules->door == DOOR_REQUEST || !database_info(db)->read_only;
}

static bool write_user(Database *db, const SigninRules *rules, SqlId sql, uint64_t *matched, Err *err, const char *first, const char *second)
{
	Value values[] = { value_text(first), value_text(second) };
	Written written;
	if (!counts(db, rules))
		return true;
	if (!database_write(db, &(Statement){ .sql = sql, .values = values, .value_count = second ? 2 : 1, .as_text = 3 }, &written, err))
		return false;
	if (matched)
		*matched = written.matched;
	return true;
}

static bool read_rules(Database *db, SigninDoor door, const char *address, SigninRules *out, Err *err)
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
		.door = door, .address = address,
		.non_latin = is(rows, 0, "1"), .hashed = is(rows, 1, "1"), .ip_lists = !is(rows, 4, "0"), .first_login = is(rows, 5, "Y"),
		.two_factor = rows_number(rows, 0, 6, 0) > 0 && container && *container && strcmp(container, "---DISABLED---") != 0,
		/* Its API does not ask for that. */
		.level_8_may_add = is(rows, 8, "0") || door == DOOR_REQUEST, .key_length = key.length,
	};
	copy(out->blacklist, sizeof out->blacklist, rows, 9);
	int64_t cost = rows_number(rows, 0, 3, 2);
	out->cost = cost < 0 || cost > 255 ? 255 : (unsigned)cost;
	if (!key.null && key.length <= sizeof out->key)
		memcpy(out->key, key.bytes, key.length);
	rows_free(rows);
	return true;
}

/* VICIdial takes all but letters, digits, - _ (and . on the admin pages) from user and password; in place. */
static void strip(char *text, SigninDoor door, bool use_non_latin)
{
	const char *at = text, *end = text + strlen(text);
	char *to = text;
	while (at < end) {
		const char *from = at;
		uint32_t c = text_next(&at, end);
		bool keep = (c >= '0' && c <= '9') || c == '-' || c == '_' || (c == '.' && door == DOOR_CONSOLE) || (c | 32) - 'a' < 26u ||
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

static bool refuse(Admin *out, SigninOutcome outcome, Err *err, const char *words)
{
	out->outcome = outcome;
	return fail(err, ERR_DENIED, "%s", words);
}

static bool incorrect(Database *db, const SigninRules *rules, Admin *out, Err *err)
{
	Err ignored;                             /* the day's counters are VICIdial's statistics: the refusal stands without them */
	write_user(db, rules, SQL_VICIDIAL_USER_FAILED, NULL, &ignored, rules->address, rules->name);
	if (!sys_frozen() && rules->door == DOOR_CONSOLE)
		nanosleep(&(struct timespec){ .tv_sec = 1 }, NULL);   /* guessing through us is no faster than by hand */
	return refuse(out, SIGNIN_BAD, err, WORDS_INCORRECT);
}

/* VICIdial asks a list for the address and for its net, the last octet being "x"; it never asks whether the list is active. */
static bool list_has(Database *db, const char *list, const char *address, bool *has, Err *err)
{
	char net[64];
	Rows *rows;
	const char *dot = strrchr(address, '.');
	text_format(net, sizeof net, "%.*s.x", dot ? (int)(dot - address) : 0, address);
	Value values[] = { value_text(list), value_text(address), value_text(net) };
	if (!database_read(db, &(Statement){ .sql = SQL_VICIDIAL_IP_LISTED, .values = values, .value_count = 3, .as_text = 7 }, &rows, err))
		return false;
	*has = rows_number(rows, 0, 0, 0) > 0;
	rows_free(rows);
	return true;
}

/* Blocked by the site's blacklist, or by the whitelist of the user's group for this door. */
static bool address_blocked(Database *db, const Rows *rows, const SigninRules *rules, bool *blocked, Err *err)
{
	Rows *group;
	bool listed = false, ok = true;
	*blocked = false;
	if (!rules->ip_lists || is(rows, USER_IGNORE_IP, "1"))
		return true;
	if (strlen(rules->blacklist) > 1 && !list_has(db, rules->blacklist, rules->address, blocked, err))
		return false;
	if (!read_rows(db, SQL_VICIDIAL_GROUP_IP_LISTS, &group, err, rows_text(rows, 0, USER_GROUP), NULL))
		return false;
	const char *whitelist = group->count ? rows_text(group, 0, rules->door == DOOR_REQUEST) : NULL;
	if (whitelist && strlen(whitelist) > 1) {
		ok = list_has(db, whitelist, rules->address, &listed, err);
		*blocked = *blocked || !listed;
	}
	rows_free(group);
	return ok;
}

/* A second factor must have been given on the web page, and not have run out. */
static bool second_factor_lacks(Database *db, const Rows *rows, const SigninRules *rules, bool *lacks, Err *err)
{
	Rows *given;
	*lacks = false;
	if (!rules->two_factor || is(rows, USER_TWO_FACTOR, "DISABLED"))
		return true;
	if (!read_rows(db, SQL_VICIDIAL_TWO_FACTOR_GIVEN, &given, err, rows_text(rows, 0, USER_NAME), NULL))
		return false;
	*lacks = rows_number(given, 0, 0, 0) == 0;
	rows_free(given);
	return true;
}

static void fill(const Rows *rows, const SigninRules *rules, Admin *out)
{
	copy(out->user, sizeof out->user, rows, USER_NAME);
	copy(out->full_name, sizeof out->full_name, rows, USER_FULL_NAME);
	copy(out->user_group, sizeof out->user_group, rows, USER_GROUP);
	copy(out->last_login, sizeof out->last_login, rows, USER_LAST_LOGIN);
	if (strncmp(out->last_login, NEVER, strlen(NEVER)) == 0)
		*out->last_login = '\0';
	copy(out->last_ip, sizeof out->last_ip, rows, USER_LAST_IP);
	copy(out->api_functions, sizeof out->api_functions, rows, USER_API_FUNCTIONS);
	out->api_access = is(rows, USER_API_ACCESS, "1");
	out->ast_admin = is(rows, USER_AST_ADMIN, "1");
	out->level = (int)rows_number(rows, 0, USER_LEVEL, 0);
	out->failures = (int)rows_number(rows, 0, USER_FAILED_COUNT, 0);
	out->rights = rights_of(out->ast_admin, is(rows, USER_MODIFY_PHONES, "1"), is(rows, USER_DELETE_PHONES, "1"), out->level,
	                        rules->level_8_may_add);
	out->checked_us = sys_now_us();
	text_copy(out->address, sizeof out->address, rules->address);
}

/* What VICIdial's admin pages ask of a user whose password is right. */
static bool may_administer(const Rows *rows, const SigninRules *rules, Admin *out, Err *err)
{
	out->outcome = SIGNIN_REFUSED;
	if (is(rows, USER_FORCE_CHANGE, "Y"))
		return fail(err, ERR_DENIED, "VICIdial wants a new password for user %s: change it on the web page first.", out->user);
	if (rules->first_login)
		return fail(err, ERR_DENIED, "VICIdial's first set-up is not finished: finish it on the web page first.");
	if (out->level < 8 || !is(rows, USER_API_ONLY, "0"))
		return fail(err, ERR_DENIED, "User %s may not administer VICIdial: user level 8 or 9 is needed, and not for the API only.", out->user);
	return true;
}

static bool accept(Database *db, const Rows *rows, const SigninRules *rules, Admin *out, Err *err)
{
	bool lacks;
	fill(rows, rules, out);
	/* last_ip has room for IPv4 only. */
	const char *ip = strlen(rules->address) <= SERVER_IP_MAX ? rules->address : "0.0.0.0";
	if (!write_user(db, rules, SQL_VICIDIAL_USER_ACCEPT, NULL, err, ip, out->user) || !second_factor_lacks(db, rows, rules, &lacks, err))
		return false;
	if (lacks) {
		out->outcome = SIGNIN_TWO_FACTOR;
		return fail(err, ERR_DENIED, "VICIdial wants a second factor of user %s: give it on the web page first, then sign in here.", out->user);
	}
	return (rules->door == DOOR_REQUEST || may_administer(rows, rules, out, err)) && read_scope(db, out, err);
}

/* Reserves the attempt, of an unknown user with the same statement. False with VICIdial's words while the user is locked. */
static bool reserve(Database *db, const SigninRules *rules, const Rows *rows, Admin *out, Err *err)
{
	uint64_t reserved = rows->count && rows_number(rows, 0, USER_FAILED_COUNT, 0) < LOCKED_FROM;
	Err ignored;
	if (!write_user(db, rules, SQL_VICIDIAL_USER_RESERVE, &reserved, err, rules->name, NULL))
		return false;
	if (reserved || rows->count == 0)
		return true;
	write_user(db, rules, SQL_VICIDIAL_USER_LOCKED, NULL, &ignored, rules->name, NULL);
	return refuse(out, SIGNIN_LOCKED, err, WORDS_LOCKED);
}

static bool give_back(Database *db, const SigninRules *rules, const Rows *rows, Err *err)
{
	Value count = rows_value(rows, 0, USER_FAILED_COUNT), date = rows_value(rows, 0, USER_LAST_LOGIN_EXACT);
	Value values[] = { count, date, count, count, rows_value(rows, 0, USER_NAME) };
	Written written;
	Statement statement = { .sql = SQL_VICIDIAL_USER_BLOCKED, .values = values, .value_count = sizeof values / sizeof *values,
	                        .as_text = UINT64_MAX };
	return !counts(db, rules) || database_write(db, &statement, &written, err);
}

static bool attempt(Database *db, const SigninRules *rules, const Rows *rows, const char *nonce, const char *password, Admin *out, Err *err)
{
	bool blocked;
	if (!reserve(db, rules, rows, out, err))
		return false;
	bool matches = rules->hashed ? hash_matches(rows, rules, password) : digest_matches(rows, nonce, password);
	/* admin.php signs in from level 2 on and asks for level 8 afterwards; the API asks for level 7 at once. */
	int64_t level = rules->door == DOOR_REQUEST ? 7 : 2;
	if (!matches || !*password || !is(rows, USER_MAY_TRY, "1") || !is(rows, USER_ACTIVE, "Y") || rows_number(rows, 0, USER_LEVEL, 0) < level)
		return incorrect(db, rules, out, err);
	if (!address_blocked(db, rows, rules, &blocked, err))
		return false;
	if (!blocked)
		return accept(db, rows, rules, out, err);
	return give_back(db, rules, rows, err) && refuse(out, SIGNIN_IP_BLOCKED, err, WORDS_IP_BLOCKED);
}

bool sign_in(Database *db, SigninDoor door, const char *user, char *password, const char *address, Admin *out, Err *err)
{
	SigninRules rules = { 0 };
	uint8_t random[16];
	char nonce[2 * sizeof random + 1], name[UTF8_CAP(USER_MAX)];
	Rows *rows = NULL;
	*out = (Admin){ .outcome = SIGNIN_REFUSED };
	sys_random(random, sizeof random);
	sys_hex(nonce, random, sizeof random);
	bool ok = read_rules(db, door, address, &rules, err);
	if (ok) {
		text_copy(name, sizeof name, user);
		strip(name, door, rules.non_latin);
		rules.name = name;
		strip(password, door, rules.non_latin);
		ok = read_rows(db, SQL_VICIDIAL_USER_BY_NAME, &rows, err, nonce, name) &&
		     attempt(db, &rules, rows, nonce, password, out, err);
	}
	rows_free(rows);
	sys_wipe(password, strlen(password));
	if (ok)
		out->outcome = SIGNIN_GOOD;
	else
		out->rights = 0;
	return ok;
}

/* The user may be gone by now. */
static bool may_still(const Rows *rows, SigninDoor door)
{
	if (rows->count == 0 || rows_number(rows, 0, 0, 0) < 8 || !is(rows, 1, "Y"))
		return false;
	return door == DOOR_CONSOLE ? is(rows, 2, "0") : is(rows, 7, "1") && is(rows, 4, "1");
}

bool sign_in_again(Database *db, SigninDoor door, Admin *admin, Err *err)
{
	SigninRules rules = { 0 };
	Rows *rows;
	if (!read_rules(db, door, admin->address, &rules, err) ||
	    !read_rows(db, SQL_VICIDIAL_USER_RIGHTS, &rows, err, admin->user, NULL))
		return false;
	bool ok = may_still(rows, door);
	if (ok) {
		admin->level = (int)rows_number(rows, 0, 0, 0);
		copy(admin->user_group, sizeof admin->user_group, rows, 3);
		admin->rights = rights_of(is(rows, 4, "1"), is(rows, 5, "1"), is(rows, 6, "1"), admin->level,
		                          rules.level_8_may_add);
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
	const char *no_new = admin->rights & RIGHT_ADD ? "" : " or add";
	*out = '\0';
	if (admin->read_only)
		text_copy(out, cap, "You may look, not change: this session is read-only.");
	else if (edits && !deletes)
		text_format(out, cap, "You may look and edit, not delete%s: user %s lacks ast_delete_phones%s.", no_new,
		            admin->user, *no_new ? ", and adding is for level 9 here" : "");
	else if (edits && *no_new)
		text_format(out, cap, "You may edit and delete, not add: the system setting level_8_disable_add keeps that for level 9.");
	else if (!edits && deletes)
		text_format(out, cap, "You may look and delete, not edit: user %s lacks ast_admin_access or modify_phones.", admin->user);
	else if (!edits)
		text_format(out, cap, "You may look, not edit or delete: user %s lacks ast_admin_access or modify_phones, and ast_delete_phones.",
		            admin->user);
}
