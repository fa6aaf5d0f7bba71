/* The documented dialect: the parameters and the lines of the published tutorial (DESIGN part 7). */
#include "core/service/request_inside.h"

#include <string.h>

#define FUNCTION "update_phone_alias"

/* Ends the request: the line's words, and what to say about it on stderr. */
static bool answer(Exchange *the, ErrCode code, const char *words, const char *explanation)
{
	text_format(the->out->line, sizeof the->out->line, "ERROR: %s", words);
	text_copy(the->out->explanation, sizeof the->out->explanation, explanation);
	the->out->code = code;
	return false;
}

/* What the query says of itself, before anybody is asked. */
static bool check_shape(Exchange *the)
{
	const Query *query = the->query;
	const char *deletes = exchange_sent(the, "delete_alias");
	exchange_filter(the->source, sizeof the->source, query_value(query, "source"), "");
	exchange_filter(the->function, sizeof the->function, query_value(query, "function"), "-_");
	text_copy(the->alias, sizeof the->alias, query_value(query, "alias"));
	if (*query->fault)
		return answer(the, ERR_INPUT, "INVALID REQUEST", query->fault);
	if (query_value(query, "alias") && query_value(query, "alias_id"))
		return answer(the, ERR_INPUT, "INVALID REQUEST", "Name the alias by alias or by alias_id, not by both.");
	if (deletes && strcmp(deletes, "Y") != 0 && strcmp(deletes, "N") != 0)
		return answer(the, ERR_INPUT, "INVALID REQUEST", "delete_alias is Y or N.");
	return true;
}

static bool refuse_signin(Exchange *the, SigninOutcome outcome, const Err *err)
{
	switch (outcome) {
	case SIGNIN_LOCKED:     return answer(the, ERR_DENIED, "TOO MANY LOGIN ATTEMPTS, TRY AGAIN IN 15 MINUTES", "");
	case SIGNIN_IP_BLOCKED: return answer(the, ERR_DENIED, "YOUR IP ADDRESS IS NOT ALLOWED", "");
	case SIGNIN_TWO_FACTOR: return answer(the, ERR_DENIED, "INVALID USERNAME OR PASSWORD", err->text);
	default:                break;
	}
	the->out->login_incorrect = true;
	return answer(the, ERR_DENIED, "INVALID USERNAME OR PASSWORD", "");
}

static bool sign_in_asker(Exchange *the)
{
	SigninOutcome outcome;
	Err err;
	if (exchange_sign_in(the, query_value(the->query, "user"), query_value(the->query, "pass"), &outcome, &err))
		return true;
	return err.code == ERR_DENIED ? refuse_signin(the, outcome, &err) : exchange_trouble(the, &err);
}

/* The right that lacks is named where the site's people read it, not in the answer. */
static bool refuse_right(Exchange *the, const char *lacks)
{
	char text[200];
	text_format(text, sizeof text, "refused: user %s lacks %s", the->service->admin.user, lacks);
	exchange_note(the, text);
	return answer(the, ERR_DENIED, "USER DOES NOT HAVE PERMISSION TO USE THIS FUNCTION", text);
}

static bool is_deletion(const Exchange *the)
{
	const char *deletes = exchange_sent(the, "delete_alias");
	return deletes && strcmp(deletes, "Y") == 0;
}

static bool function_allowed(const Admin *admin)
{
	return strstr(admin->api_functions, "ALL_FUNCTIONS") || strstr(admin->api_functions, " " FUNCTION " ");
}

/* In the document's order: source, function, rights. */
static bool check_rights(Exchange *the)
{
	const Admin *admin = &the->service->admin;
	if (strlen(the->source) < 2 || strlen(the->source) > 20)
		return answer(the, ERR_INPUT, "INVALID SOURCE", "source has 2 to 20 letters and digits.");
	if (strcmp(the->function, FUNCTION) != 0)
		return answer(the, ERR_USAGE, "NO FUNCTION SPECIFIED", "function is " FUNCTION ".");
	if (!function_allowed(admin))
		return refuse_right(the, FUNCTION " among its api_allowed_functions");
	if (!admin->api_access)
		return refuse_right(the, "vdc_agent_api_access");
	if (!admin->ast_admin)
		return refuse_right(the, "ast_admin_access");
	if (admin->level < 8)
		return refuse_right(the, "user level 8");
	return !is_deletion(the) || (admin->rights & RIGHT_DELETE) || refuse_right(the, "ast_delete_phones");
}

/* --- which alias --- */

/* A new name concerns no phone: there is nothing to warn of. */
static bool only_renames(const Exchange *the)
{
	return !is_deletion(the) && !exchange_sent(the, "extension") && !exchange_sent(the, "protocol") && !exchange_sent(the, "active");
}

static bool read_record(Exchange *the, const char *id, bool *found)
{
	Request request = { .op = OP_RECORD, .door = DOOR_REQUEST, .brief = only_renames(the) };
	Reply reply;
	Err err;
	text_copy(request.alias.text, sizeof request.alias.text, id);
	*found = ops_run(the->service, &request, &reply, NULL, NULL, &err);
	the->record = reply.record;
	reply.record = NULL;
	reply_free(&reply);
	return *found || err.code == ERR_NOT_FOUND || exchange_trouble(the, &err);
}

static bool find_alias(Exchange *the)
{
	bool found = false;
	char id[UTF8_CAP(ALIAS_ID_MAX)];
	size_t count;
	Err err;
	if (!*the->alias)
		return answer(the, ERR_NOT_FOUND, "ALIAS NOT FOUND", "The parameter alias is empty.");
	if (text_chars(the->alias) <= ALIAS_ID_MAX && !read_record(the, the->alias, &found))
		return false;
	if (found)
		return true;
	if (!vicidial_alias_by_name(the->service->db, &the->service->admin.scope, the->alias, id, sizeof id, &count, &err))
		return exchange_trouble(the, &err);
	if (count > 1)
		return answer(the, ERR_INPUT, "ALIAS NAME IS NOT UNIQUE", "Several aliases have this name: name the alias by its ID.");
	if (count == 1 && !read_record(the, id, &found))
		return false;
	return found || answer(the, ERR_NOT_FOUND, "ALIAS NOT FOUND", "");
}

/* --- what is asked --- */

static bool read_wish(Exchange *the, Wish *out)
{
	*out = (Wish){ .kind = is_deletion(the) ? PLAN_DELETE : PLAN_EDIT };
	if (out->kind == PLAN_DELETE)
		return true;
	out->value[FIELD_NAME] = exchange_sent(the, "new_alias");
	out->value[FIELD_EXTENSION] = exchange_sent(the, "extension");
	out->value[FIELD_PROTOCOL] = exchange_sent(the, "protocol");
	out->value[FIELD_ACTIVE] = exchange_sent(the, "active");
	for (FieldId field = 0; field < FIELD_COUNT; field++)
		if (out->value[field])
			return true;
	return answer(the, ERR_INPUT, "NO UPDATES DEFINED", "Send new_alias, extension, protocol, active or delete_alias.");
}

static bool refuse_value(Exchange *the)
{
	const PlanProblem *problem = &the->plan->problems[0];
	const char *words = "INVALID REQUEST";
	switch (problem->field) {
	case FIELD_NAME:      words = "INVALID ALIAS NAME"; break;
	case FIELD_EXTENSION: words = "EXTENSION NOT FOUND"; break;
	case FIELD_PROTOCOL:  words = "INVALID PROTOCOL"; break;
	case FIELD_ACTIVE:    words = "ACTIVE MUST BE Y OR N"; break;
	default: break;
	}
	return answer(the, ERR_INPUT, words, problem->text);
}

static bool make_plan(Exchange *the)
{
	Wish wish;
	if (!read_wish(the, &wish) || !exchange_plan(the, &wish))
		return false;
	return the->plan->problem_count == 0 || refuse_value(the);
}

/* --- doing it --- */

/* The extension of the first login with a phone; empty when there is none. */
static const char *first_extension(const Exchange *the)
{
	const char *at = the->plan->after[FIELD_PHONES], *item;
	size_t length;
	while (at && logins_next(&at, &item, &length)) {
		char login[UTF8_CAP(LOGINS_LIST_MAX)];
		text_format(login, sizeof login, "%.*s", (int)length, item);
		const PhoneRow *phone = record_phone(the->record, login);
		if (phone && !phone->hidden && phone->extension.text)
			return phone->extension.text;
	}
	return "";
}

static void say_success(Exchange *the)
{
	char name[UTF8_CAP(ALIAS_NAME_MAX)], extension[UTF8_CAP(EXTENSION_MAX)];
	const char *shown = the->plan->kind == PLAN_DELETE ? the->record->name.text : the->plan->after[FIELD_NAME];
	if (!shown || !*shown)
		shown = the->record->id.text;
	name[text_visible(name, sizeof name, shown, strlen(shown))] = '\0';
	shown = first_extension(the);
	extension[text_visible(extension, sizeof extension, shown, strlen(shown))] = '\0';
	if (the->plan->kind == PLAN_DELETE)
		text_format(the->out->line, sizeof the->out->line, "SUCCESS: %s | Alias Deleted Successfully", name);
	else
		text_format(the->out->line, sizeof the->out->line, "SUCCESS: %s | Alias Updated Successfully for Extension %s", name, extension);
}

static bool say_failure(Exchange *the, const ChangeResult *result, const Err *err)
{
	switch (err->code) {
	case ERR_CONFLICT:
	case ERR_NOT_FOUND: return answer(the, ERR_CONFLICT, "ALIAS CHANGED MEANWHILE", err->text);
	case ERR_PARTIAL:   return answer(the, ERR_PARTIAL, "UPDATED IN PART, SEE AUDIT LOG", err->text);
	case ERR_DENIED:    return refuse_right(the, err->text);
	default: break;
	}
	if (result->intent_seq && result->class == CLASS_INDETERMINATE)
		return answer(the, ERR_OFFLINE, "OUTCOME UNKNOWN, SEE AUDIT LOG", err->text);
	return exchange_trouble(the, err);
}

static bool apply(Exchange *the)
{
	ChangeResult result;
	Err err;
	if (!exchange_apply(the, "documented", &result, &err))
		return say_failure(the, &result, &err);
	say_success(the);
	return true;
}

void documented_answer(Exchange *the)
{
	if (check_shape(the) && sign_in_asker(the) && check_rights(the) && find_alias(the) && make_plan(the)) {
		exchange_keep_warnings(the);
		apply(the);
	}
	const char *reason = strstr(the->out->line, ": ");
	the->log = (ApiLogRow){ .user = the->service->admin.user, .agent_user = "",
	                        .result = the->out->code == ERR_NONE ? "SUCCESS" : "ERROR",
	                        .reason = reason ? reason + 2 : the->out->line, .data = the->alias };
}
