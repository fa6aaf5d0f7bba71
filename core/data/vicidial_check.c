#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/base/text.h"
#include "core/data/vicidial_part.h"

/* Everything of VICIdial's schema that the program uses, and the rights it needs; words between blanks. */
typedef struct {
	const char *table, *columns, *rights;
	struct { const char *columns, *then; } may_lack[2];      /* columns of newer schemas, and what goes without them */
} TableNeed;

static const TableNeed needs[] = {
	{ "phones_alias", "alias_id alias_name logins_list", "select insert update delete",
	  { { "user_group", "every alias is everybody's" } } },
	{ "phones", "extension server_ip login protocol active template_id conf_override dialplan_number ext_context", "select update",
	  { { "peer_status ping_time", "phones show no registration" }, { "user_group is_webphone", "every phone is everybody's" } } },
	{ "servers", "server_ip server_id server_description active active_agent_login_server generate_vicidial_conf "
	  "active_asterisk_server rebuild_conf_files", "select update" },
	{ "system_settings", "active_voicemail_server use_non_latin", "select",
	  { { "allowed_sip_stacks", "PJSIP is not offered" },
	    { "level_8_disable_add pass_hash_enabled pass_key pass_cost first_login_trigger allow_ip_lists two_factor_auth_hours "
	      "two_factor_container", "what it switches on is off" } } },
	{ "vicidial_users", "user pass full_name user_level user_group phone_login ast_admin_access ast_delete_phones active", "select update",
	  { { "failed_login_attempts_today failed_login_count_today failed_last_ip_today failed_last_type_today",
	      "failed sign-ins are not counted by day" },
	    { "pass_hash modify_phones api_only_user force_change_password ignore_ip_list two_factor_override failed_login_count "
	      "last_login_date last_ip", "sign-in does without, as this VICIdial does" } } },
	{ "vicidial_user_groups", "user_group group_name", "select",
	  { { "admin_viewable_groups", "every admin sees all groups" } } },
	{ "vicidial_live_agents", "user status extension server_ip", "select" },
	{ "vicidial_admin_log", "admin_log_id event_date user ip_address event_section event_type record_id event_code event_sql "
	  "event_notes", "select insert" },
};

typedef struct {
	void      (*say)(void *context, bool ok, const char *sentence);
	void       *context;
	const char *database, *user;             /* of the GRANT that is asked for */
} Checker;

static void say(const Checker *checker, bool ok, const char *fmt, ...) PRINTF_LIKE(3, 4);

static void say(const Checker *checker, bool ok, const char *fmt, ...)
{
	char sentence[500];
	va_list args;
	va_start(args, fmt);
	vsnprintf(sentence, sizeof sentence, fmt, args);
	va_end(args);
	checker->say(checker->context, ok, sentence);
}

/* The next word of *at; false at the end. */
static bool next_word(const char **at, char *out, size_t cap)
{
	if (!*at)
		return false;
	*at += strspn(*at, " ");
	size_t length = strcspn(*at, " ");
	text_format(out, cap, "%.*s", (int)length, *at);
	*at += length;
	return length > 0;
}

static const char *rights_on(const Rows *columns, const char *name)
{
	for (size_t i = 0; i < columns->count; i++)
		if (strcasecmp(rows_text(columns, i, 0), name) == 0)
			return rows_text(columns, i, 1);
	return NULL;
}

static bool has_columns(const Checker *checker, const TableNeed *need, const Rows *columns)
{
	char word[65];
	bool all = true;
	for (const char *at = need->columns; next_word(&at, word, sizeof word); ) {
		if (rights_on(columns, word))
			continue;
		say(checker, false, "The table %s has no column %s: this VICIdial is too old, or its schema is damaged.",
		    need->table, word);
		all = false;
	}
	for (size_t i = 0; i < sizeof need->may_lack / sizeof *need->may_lack; i++)
		for (const char *at = need->may_lack[i].columns; next_word(&at, word, sizeof word); )
			if (!rights_on(columns, word))
				say(checker, true, "The table %s has no column %s (older VICIdial): %s.", need->table, word, need->may_lack[i].then);
	return all;
}

static void lacks_right(const Checker *checker, const char *table, const char *right)
{
	char upper[20];
	size_t i = 0;
	for (; right[i] && i + 1 < sizeof upper; i++)
		upper[i] = (char)(right[i] - ('a' - 'A'));
	upper[i] = '\0';
	say(checker, false, "The database user may not %s in %s. Ask your DBA for: GRANT %s ON %s.%s TO %s;",
	    upper, table, upper, checker->database, table, checker->user);
}

/* A right must hold for every column that is used. DELETE belongs to a table and is asked for elsewhere. */
static bool has_rights(const Checker *checker, const TableNeed *need, const Rows *columns)
{
	char right[20], column[65];
	bool all = true;
	for (const char *at = need->rights; next_word(&at, right, sizeof right); ) {
		bool granted = true;
		for (const char *names = need->columns; next_word(&names, column, sizeof column); ) {
			const char *rights = rights_on(columns, column);
			granted = granted && (!rights || strstr(rights, right));
		}
		if (granted || strcmp(right, "delete") == 0)
			continue;
		lacks_right(checker, need->table, right);
		all = false;
	}
	return all;
}

static bool check_table(Database *db, const Checker *checker, const TableNeed *need, Err *err)
{
	Rows *columns;
	if (!vicidial_read(db, SQL_VICIDIAL_CHECK_COLUMNS, &need->table, 1, 0, &columns, err))
		return false;
	if (columns->count == 0)
		say(checker, false, "The table %s is not there, or the database user has no right on it. Ask your DBA for: "
		    "GRANT SELECT, INSERT, UPDATE, DELETE ON %s.* TO %s;", need->table, checker->database, checker->user);
	else if (has_columns(checker, need, columns) && has_rights(checker, need, columns))
		say(checker, true, "The table %s has all columns, and the database user may %s.", need->table, need->rights);
	rows_free(columns);
	return true;
}

static bool check_delete(Database *db, const Checker *checker, Err *err)
{
	Rows *rows;
	if (vicidial_read(db, SQL_VICIDIAL_CHECK_DELETE, NULL, 0, 0, &rows, err)) {
		rows_free(rows);
		return true;
	}
	if (err->code == ERR_STORE)
		lacks_right(checker, "phones_alias", "delete");
	return err->code == ERR_STORE || err->code == ERR_READ_ONLY;   /* said already */
}

bool vicidial_check(Database *db, void (*say_to)(void *context, bool ok, const char *sentence), void *context, Err *err)
{
	Rows *who;
	if (!vicidial_read(db, SQL_VICIDIAL_CHECK_WHO, NULL, 0, 0, &who, err))
		return false;
	Checker checker = { .say = say_to, .context = context, .database = rows_text(who, 0, 0), .user = rows_text(who, 0, 1) };
	bool ok = true;
	for (size_t i = 0; ok && i < sizeof needs / sizeof *needs; i++)
		ok = check_table(db, &checker, &needs[i], err);
	if (database_info(db)->read_only)
		say(&checker, false, "The database server is read-only: you can look, not change. VARDB_server should name the main "
		    "server.");
	ok = ok && check_delete(db, &checker, err);
	rows_free(who);
	return ok;
}
