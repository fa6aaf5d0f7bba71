/* The native dialect: what VICIdial's own non_agent_api.php answers and does, check for check in its order (VICIDIAL.md part 5,
 * DESIGN part 9). It filters each parameter instead of refusing it, counts bytes, asks no user group, and writes and logs values
 * that are equal to the stored ones too. */
#include "core/service/request_inside.h"

#include <string.h>

#include "core/base/sys.h"

#define UPDATE_FUNCTION "update_phone_alias"
#define ADD_FUNCTION    "add_phone_alias"
#define NO_PERMISSION   "USER DOES NOT HAVE PERMISSION TO USE THIS FUNCTION"

/* What is kept of each parameter; the rest goes. unicode: any letter, where use_non_latin is 1. Source: API:821, 932 to 1167. */
static const struct {
	const char *marks;
	bool        unicode, capitals;
} filters[NATIVE_COUNT] = {
	[NATIVE_SOURCE]     = { .marks = "", .unicode = true },
	[NATIVE_USER]       = { .marks = "-_", .unicode = true },
	[NATIVE_PASS]       = { .marks = "-_", .unicode = true },
	[NATIVE_FUNCTION]   = { .marks = "-_" },
	[NATIVE_ALIAS_ID]   = { .marks = "-_", .unicode = true },
	[NATIVE_ALIAS_NAME] = { .marks = "- +.:/@_", .unicode = true },
	[NATIVE_LOGINS]     = { .marks = "-,_", .unicode = true },
	[NATIVE_DELETE]     = { .marks = "", .capitals = true },
	[NATIVE_AGENT_USER] = { .marks = "-_", .unicode = true },
};

typedef struct {
	Exchange   *the;
	bool        non_latin;
	const char *user, *function, *alias_id, *alias_name, *logins, *deletes;   /* filtered */
	PlanKind    kind;
	Fitted      id, name, list;
} Native;

/* --- filters --- */

static bool is_kept(uint32_t c, NativeName name, bool unicode)
{
	if (c >= 0x80)
		return unicode && c != TEXT_INVALID && text_is_letter(c);
	if (filters[name].capitals)
		return c >= 'A' && c <= 'Z';
	return (c >= '0' && c <= '9') || (c | 32) - 'a' < 26u || (c && strchr(filters[name].marks, (int)c));
}

/* A Unicode filter of PHP's makes nothing of text that is not UTF-8. */
static void filter(char *out, const Query *query, NativeName name, bool non_latin)
{
	const char *at = query_native(query, name), *end = at + strlen(at);
	bool unicode = non_latin && filters[name].unicode;
	if (unicode && !text_is_utf8(at, (size_t)(end - at)))
		at = end;
	while (at < end) {
		const char *from = at;
		if (is_kept(text_next(&at, end), name, unicode))
			while (from < at)
				*out++ = *from++;
	}
	*out = '\0';
}

/* PHP's text of a list is the word. */
static const char *filtered(const Native *native, NativeName name)
{
	const Query *query = native->the->query;
	if (query_native_is_list(query, name))
		return "Array";
	char *out = arena_take(native->the->mem, strlen(query_native(query, name)) + 1);
	filter(out, query, name, native->non_latin);
	return out;
}

static bool take_parameters(Native *native)
{
	Exchange *the = native->the;
	Err err;
	if (!vicidial_uses_non_latin(the->service->db, &native->non_latin, &err))
		return exchange_trouble(the, &err);
	native->user = filtered(native, NATIVE_USER);
	native->function = filtered(native, NATIVE_FUNCTION);
	native->alias_id = filtered(native, NATIVE_ALIAS_ID);
	native->alias_name = filtered(native, NATIVE_ALIAS_NAME);
	native->logins = filtered(native, NATIVE_LOGINS);
	native->deletes = filtered(native, NATIVE_DELETE);
	native->kind = strcmp(native->function, ADD_FUNCTION) == 0 ? PLAN_ADD :
	               strcmp(native->deletes, "Y") == 0 ? PLAN_DELETE : PLAN_EDIT;
	text_copy(the->source, sizeof the->source, filtered(native, NATIVE_SOURCE));
	text_copy(the->function, sizeof the->function, native->function);
	text_copy(the->alias, sizeof the->alias, native->alias_id);
	the->log = (ApiLogRow){ .user = native->user, .agent_user = filtered(native, NATIVE_AGENT_USER), .data = "" };
	return true;
}

/* --- answers --- */

/* Ends the request: "ERROR: update_phone_alias …: |user|data". */
static bool refuse(Native *native, ErrCode code, const char *result, const char *words, const char *data)
{
	Exchange *the = native->the;
	the->log.result = result;
	the->log.reason = arena_format(the->mem, "%s %s", native->function, words);
	the->log.data = data;
	the->out->code = code;
	text_format(the->out->line, sizeof the->out->line, "%s: %s: |%s|%s", result, the->log.reason, native->user, data);
	return false;
}

static bool succeed(Native *native, const char *words, const char *data)
{
	refuse(native, ERR_NONE, "SUCCESS", words, data);
	RequestAnswer *out = native->the->out;
	text_format(out->line, sizeof out->line, "SUCCESS: %s - %s|%s", native->the->log.reason, native->user, data);
	return true;
}

/* In a form of its own. */
static bool refuse_plainly(Native *native, ErrCode code, const char *reason, const char *line)
{
	Exchange *the = native->the;
	the->log.result = "ERROR";
	the->log.reason = reason;
	the->out->code = code;
	text_copy(the->out->line, sizeof the->out->line, line);
	return false;
}

static const char *all_fields(const Native *native)
{
	return arena_format(native->the->mem, "%s|%s|%s", native->alias_id, native->alias_name, native->logins);
}

/* --- who asks --- */

static bool refuse_signin(Native *native, SigninOutcome outcome, const Err *err)
{
	RequestAnswer *out = native->the->out;
	const char *user = native->user;
	out->code = ERR_DENIED;
	if (outcome == SIGNIN_LOCKED) {
		text_format(out->line, sizeof out->line, "ERROR: Too many login attempts, try again in 15 minutes: |%s|LOCK|", user);
	} else if (outcome == SIGNIN_IP_BLOCKED) {
		text_format(out->line, sizeof out->line, "ERROR: Your IP Address is not allowed: %s: ||IPBLOCK|", native->the->address);
	} else {
		/* VICIdial sends the password back behind the user. */
		bool second = outcome == SIGNIN_TWO_FACTOR;
		text_format(out->line, sizeof out->line, "ERROR: Login incorrect, please try again: |%s||%s|", user, second ? "2FA" : "BAD");
		text_copy(out->explanation, sizeof out->explanation, second ? err->text : "");
		out->login_incorrect = true;
	}
	return false;
}

static bool sign_in_asker(Native *native)
{
	char password[QUERY_NATIVE + 1];
	SigninOutcome outcome;
	Err err;
	filter(password, native->the->query, NATIVE_PASS, native->non_latin);
	bool ok = exchange_sign_in(native->the, native->user, password, &outcome, &err);
	sys_wipe(password, sizeof password);
	if (!ok)
		return err.code == ERR_DENIED ? refuse_signin(native, outcome, &err) : exchange_trouble(native->the, &err);
	native->the->service->admin.scope = (GroupScope){ .all = true };
	return true;
}

/* The answer is VICIdial's; which right lacks is told on stderr and in the audit log. */
static void tell_lacking(Native *native, const char *lacks)
{
	RequestAnswer *out = native->the->out;
	text_format(out->explanation, sizeof out->explanation, "refused: user %s lacks %s", native->the->service->admin.user, lacks);
	exchange_note(native->the, out->explanation);
}

static bool refuse_right(Native *native, const char *lacks)
{
	tell_lacking(native, lacks);
	return refuse(native, ERR_DENIED, "ERROR", native->kind == PLAN_ADD ? "USER DOES NOT HAVE PERMISSION TO ADD PHONE ALIASES" :
	              "USER DOES NOT HAVE PERMISSION TO UPDATE PHONE ALIASES", "0");
}

static bool may_use_function(Native *native)
{
	Exchange *the = native->the;
	const char *word = arena_format(the->mem, " %s ", native->function), *allowed = the->service->admin.api_functions;
	if (strstr(allowed, "ALL_FUNCTIONS") || strstr(allowed, word))
		return true;
	tell_lacking(native, arena_format(the->mem, "%s among its api_allowed_functions", native->function));
	return refuse_plainly(native, ERR_DENIED, "auth " NO_PERMISSION,
	                      arena_format(the->mem, "ERROR: auth " NO_PERMISSION ": |%s|%s|", native->user, native->function));
}

static bool check_rights(Native *native)
{
	const Admin *admin = &native->the->service->admin;
	if (!may_use_function(native))
		return false;
	if (!admin->api_access)
		return refuse_right(native, "vdc_agent_api_access");
	if (!admin->ast_admin)
		return refuse_right(native, "ast_admin_access");
	return admin->level >= 8 || refuse_right(native, "user level 8");
}

/* --- what is asked --- */

/* VICIdial's PHP ends in an error 500 where it asks for the length of a list, and nothing is written. */
static bool refuse_list(Native *native)
{
	return refuse(native, ERR_INPUT, "ERROR", "EACH FIELD MUST BE ONE VALUE", native->alias_id);
}

static bool check_function(Native *native)
{
	const char *source = native->the->source;
	if (strcmp(native->function, UPDATE_FUNCTION) != 0 && strcmp(native->function, ADD_FUNCTION) != 0)
		return refuse_plainly(native, ERR_USAGE, "NO FUNCTION SPECIFIED", "ERROR: NO FUNCTION SPECIFIED");
	if (query_native_is_list(native->the->query, NATIVE_SOURCE))
		return refuse_list(native);
	return strlen(source) >= 2 || refuse_plainly(native, ERR_INPUT, "Invalid Source",
	       arena_format(native->the->mem, "ERROR: Invalid Source - %s\nERROR: Invalid Source: |%s|", source, source));
}

static bool check_fields(Native *native)
{
	size_t id = strlen(native->alias_id), name = strlen(native->alias_name), logins = strlen(native->logins);
	bool adds = native->kind == PLAN_ADD, some = logins >= 2 || name >= 1 || *native->deletes;
	const Query *query = native->the->query;
	if (query_native_is_list(query, NATIVE_ALIAS_ID) || (id >= 2 && (query_native_is_list(query, NATIVE_ALIAS_NAME) ||
	    query_native_is_list(query, NATIVE_LOGINS) || (name < 1 && logins < 2 && query_native_is_list(query, NATIVE_DELETE)))))
		return refuse_list(native);
	if (id >= 2 && (adds ? logins >= 2 && name >= 1 : some))
		return true;
	return refuse(native, ERR_INPUT, "ERROR", "YOU MUST USE ALL REQUIRED FIELDS", all_fields(native));
}

/* A new name concerns no phone: there is nothing to warn of. */
static bool read_record(Native *native, const char *id, bool *found)
{
	Exchange *the = native->the;
	bool renames = native->kind == PLAN_EDIT && strlen(native->logins) < 2;
	Request request = { .op = OP_RECORD, .door = DOOR_REQUEST, .brief = native->kind == PLAN_ADD || renames };
	Reply reply;
	Err err;
	*found = false;
	if (!text_copy(request.alias.text, sizeof request.alias.text, id))
		return true;
	bool ok = ops_run(the->service, &request, &reply, NULL, NULL, &err);
	record_free(the->record);
	the->record = reply.record;
	reply.record = NULL;
	reply_free(&reply);
	*found = ok;
	return ok || err.code == ERR_NOT_FOUND || exchange_trouble(the, &err);
}

static bool find_alias(Native *native)
{
	bool found, adds = native->kind == PLAN_ADD;
	if (!read_record(native, native->alias_id, &found))
		return false;
	if (found == adds)
		return refuse(native, adds ? ERR_CONFLICT : ERR_NOT_FOUND, "ERROR",
		              adds ? "PHONE ALIAS ALREADY EXISTS" : "PHONE ALIAS DOES NOT EXIST", native->alias_id);
	return !adds || read_record(native, "", &found);
}

static bool check_deletion(Native *native)
{
	if (native->kind != PLAN_DELETE || (native->the->service->admin.rights & RIGHT_DELETE))
		return true;
	tell_lacking(native, "ast_delete_phones");
	return refuse(native, ERR_DENIED, "NOTICE", "USER DOES NOT HAVE PERMISSION TO DELETE PHONE ALIASES", "0");
}

static bool check_name(Native *native)
{
	size_t length = strlen(native->alias_name);
	if (native->kind == PLAN_ADD || length == 0 || (length >= 2 && length <= ALIAS_NAME_MAX))
		return true;
	return refuse(native, ERR_INPUT, "ERROR", "YOU MUST USE A VALID ALIAS NAME", native->alias_name);
}

static bool check_logins(Native *native)
{
	Exchange *the = native->the;
	const char *unknown;
	Err err;
	if (strlen(native->logins) < 2)
		return true;
	if (!vicidial_unknown_login(the->service->db, native->logins, the->mem, &unknown, &err))
		return exchange_trouble(the, &err);
	return !unknown || refuse(native, ERR_NOT_FOUND, "ERROR", "PHONE DOES NOT EXIST", unknown);
}

static bool check_values(Native *native)
{
	if (native->kind == PLAN_DELETE)
		return true;
	if (!check_name(native) || !check_logins(native))
		return false;
	if (*native->alias_name || strlen(native->logins) >= 2)
		return true;
	return refuse(native, ERR_INPUT, "NOTICE", "NO UPDATES DEFINED", "");
}

/* --- doing it --- */

/* Where VICIdial's session is strict, its PHP ends in an error 500 and nothing is written. */
static bool fit(Native *native, ColumnId column, const char *value, Fitted *out)
{
	Err err;
	if (!vicidial_fit(native->the->service->db, column, value, native->the->mem, out, &err))
		return exchange_trouble(native->the, &err);
	return out->fits || refuse(native, ERR_INPUT, "ERROR", "VALUE DOES NOT FIT INTO THE DATABASE", value);
}

static bool make_plan(Native *native)
{
	Exchange *the = native->the;
	if (!fit(native, COLUMN_ALIAS_ID, native->alias_id, &native->id) ||
	    !fit(native, COLUMN_ALIAS_NAME, native->alias_name, &native->name) ||
	    !fit(native, COLUMN_LOGINS_LIST, native->logins, &native->list))
		return false;
	Verbatim verbatim = { .user = native->user, .alias_id = native->id.sent, .alias_name = native->name.sent,
	                      .logins_list = native->list.sent };
	Wish wish = { .kind = native->kind, .verbatim = &verbatim };
	if (native->kind == PLAN_ADD)
		wish.value[FIELD_ID] = native->id.stored;
	if (native->kind != PLAN_DELETE && *native->alias_name)
		wish.value[FIELD_NAME] = native->name.stored;
	if (native->kind != PLAN_DELETE && strlen(native->logins) >= 2)
		wish.value[FIELD_PHONES] = native->list.stored;
	return exchange_plan(the, &wish);
}

static void say_success(Native *native)
{
	static const char *const words[] = {
		[PLAN_EDIT] = "PHONE ALIAS HAS BEEN UPDATED", [PLAN_DELETE] = "PHONE ALIAS HAS BEEN DELETED",
		[PLAN_ADD] = "PHONE ALIAS HAS BEEN ADDED",
	};
	const char *data = native->kind == PLAN_ADD ? all_fields(native) : native->kind == PLAN_DELETE ? native->alias_id :
	                   arena_format(native->the->mem, "%s|", native->alias_id);
	succeed(native, words[native->kind], data);
}

/* VICIdial has no words for these: its last writer wins, and its database never fails. */
static bool say_failure(Native *native, const ChangeResult *result, const Err *err)
{
	Exchange *the = native->the;
	text_copy(the->out->explanation, sizeof the->out->explanation, err->text);
	if (err->code == ERR_CONFLICT || err->code == ERR_NOT_FOUND)
		return refuse(native, ERR_CONFLICT, "ERROR", "PHONE ALIAS CHANGED MEANWHILE", native->alias_id);
	if (err->code == ERR_DENIED)
		return refuse_right(native, err->text);
	if (result->intent_seq && result->class == CLASS_INDETERMINATE)
		return refuse(native, ERR_OFFLINE, "ERROR", "OUTCOME UNKNOWN, SEE AUDIT LOG", native->alias_id);
	return exchange_trouble(the, err);
}

static void apply(Native *native)
{
	ChangeResult result;
	Err err;
	exchange_keep_warnings(native->the);
	if (exchange_apply(native->the, "native", &result, &err))
		say_success(native);
	else
		say_failure(native, &result, &err);
}

void native_answer(Exchange *the)
{
	Native native = { .the = the };
	the->mem = arena_new();
	if (*query_fault(the->query)) {
		text_format(the->out->line, sizeof the->out->line, "ERROR: INVALID REQUEST");
		text_copy(the->out->explanation, sizeof the->out->explanation, query_fault(the->query));
		the->out->code = ERR_INPUT;
		return;
	}
	if (take_parameters(&native) && sign_in_asker(&native) && check_function(&native) && check_rights(&native) &&
	    check_fields(&native) && find_alias(&native) && check_deletion(&native) && check_values(&native) && make_plan(&native))
		apply(&native);
}
