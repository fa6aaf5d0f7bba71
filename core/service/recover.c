#include "core/service/recover.h"

#include <string.h>

#include "core/base/sys.h"
#include "core/service/change.h"

/* A request does not wait as long for somebody else's session as a console's start. */
enum { FENCE_SECONDS = 20, FENCE_SECONDS_OF_REQUEST = 5 };

typedef struct {
	Service    *service;
	AuditEntry *entry;
	Plan       *plan;
	StepClass   classes[PLAN_STEPS_MAX];
	int64_t     log_ids[PLAN_STEPS_MAX];
	size_t      added;
	StepClass   class;
} Case;

/* How a step ended, from the row as it stands and from whether VICIdial's log has our row (RELIABILITY 2.6). */
static StepClass class_of(const Step *step, RowState state, bool logged)
{
	bool deletes = step->kind == PLAN_DELETE, adds = step->kind == PLAN_ADD;
	if (state == (deletes ? ROW_MISSING : ROW_AFTER))
		return CLASS_APPLIED;
	if (logged)
		return CLASS_APPLIED_THEN_CHANGED;
	if (state == (adds ? ROW_MISSING : ROW_BEFORE))
		return CLASS_NOT_APPLIED;
	return state == ROW_MISSING ? CLASS_GONE : CLASS_INDETERMINATE;
}

/* In the words that the change itself would have used. */
static AdminVoice voice_of(const Plan *plan)
{
	return plan->dialect ? VOICE_API : VOICE_WEB;
}

static bool find_log_row(Case *the, size_t step, int64_t *id, Err *err)
{
	Anchor anchor = { .step = (unsigned)step + 1 };
	AdminLogRow row;
	memcpy(anchor.op_id, the->entry->event.op_id, sizeof anchor.op_id);
	adminlog_row(&row, the->plan, step, voice_of(the->plan), &anchor);
	bool ok = vicidial_log_find(the->service->db, &row, &anchor, id, err);
	adminlog_free(&row);
	return ok;
}

static bool observe(Case *the, Err *err)
{
	for (size_t i = 0; i < the->plan->step_count; i++) {
		RowState state;
		if (!change_row_state(the->service, &the->plan->steps[i], &state, err) || !find_log_row(the, i, &the->log_ids[i], err))
			return false;
		the->classes[i] = class_of(&the->plan->steps[i], state, the->log_ids[i] != 0);
	}
	the->class = step_class_of_all(the->classes, the->plan->step_count);
	return true;
}

static void add_server(PlanServer *servers, size_t *count, const char *ip, bool voicemail)
{
	size_t at = 0;
	while (at < *count && server_ip_compare(servers[at].ip, ip) != 0)
		at++;
	if (at == *count)
		servers[(*count)++] = (PlanServer){ .ip = ip, .flags = true };
	servers[at].voicemail = servers[at].voicemail || voicemail;
}

/* A plan read back from the log has no servers: they are those of its phones, and the voicemail server. */
static bool add_servers(Case *the, Err *err)
{
	Plan *plan = the->plan;
	Site site;
	GroupScope all = { .all = true };
	if (!vicidial_site(the->service->db, plan->mem, &all, &site, err))
		return false;
	PlanServer *servers = arena_take(plan->mem, (plan->step_count + 1) * sizeof *servers);
	for (size_t i = 0; i < plan->step_count; i++)
		if (plan->steps[i].table == TABLE_PHONE) {
			Value ip = plan->steps[i].columns[1].after;
			add_server(servers, &plan->server_count, arena_bytes(plan->mem, ip.bytes, ip.length), false);
		}
	if (plan->server_count && *site.voicemail_server)
		add_server(servers, &plan->server_count, site.voicemail_server, true);
	plan->servers = servers;
	return true;
}

/* "ssh 10.0.0.5 pts/3", "cgi 10.0.0.9": the address in an origin. */
static void address_of(const char *origin, char *out, size_t cap)
{
	const char *blank = origin ? strchr(origin, ' ') : NULL;
	bool has = blank && (strncmp(origin, "ssh ", 4) == 0 || strncmp(origin, "cgi ", 4) == 0);
	text_format(out, cap, "%.*s", has ? (int)strcspn(blank + 1, " ") : 9, has ? blank + 1 : "127.0.0.1");
}

static const char *words_of(StepClass class)
{
	switch (class) {
	case CLASS_APPLIED:              return "was made";
	case CLASS_NOT_APPLIED:          return "was not made";
	case CLASS_APPLIED_THEN_CHANGED: return "was made, and changed again since";
	case CLASS_PARTIAL:              return "was made in part";
	case CLASS_GONE:                 return "was not made: the row is gone";
	default:                         return "cannot be known: somebody else changed it since";
	}
}

static void tell(const Case *the, char *out, size_t cap)
{
	char when[24];
	const AuditEvent *intent = &the->entry->event;
	sys_format_time(when, sizeof when, "%Y-%m-%d %H:%M", intent->ts_us);
	text_format(out, cap, "%s: the interrupted change #%lld of %s by %s %s%s.", the->entry->alias, (long long)intent->seq, when,
	            intent->actor, words_of(the->class), the->added ? "; VICIdial's log row was added" : "");
}

/* The fence is ours: what the dead session did is final now. */
static bool settle(Case *the, char *sentence, size_t cap, Err *err)
{
	char address[64];
	Service *service = the->service;
	if (!observe(the, err) || !add_servers(the, err))
		return false;
	address_of(the->entry->event.origin, address, sizeof address);
	Consequences what = { .plan = the->plan, .classes = the->classes, .intent = &the->entry->event, .voice = voice_of(the->plan),
	                      .address = address, .look = true, .log_ids = the->log_ids };
	bool ok = change_follow(service, &what, err);
	Outcome outcome = { .classes = the->classes, .count = the->plan->step_count, .log_ids = the->log_ids,
	                    .servers = what.servers.bytes, .note = "recovered" };
	ok = ok && change_append_outcome(service, &the->entry->event, &outcome, the->class, err);
	the->added = what.added;
	text_free(&what.servers);
	if (ok)
		tell(the, sentence, cap);
	return ok;
}

/* Who had the fence before us, its own process or another that settles, may have written the outcome while we waited. */
static bool is_open(Service *service, const AuditEvent *intent, bool *open, Err *err)
{
	AuditPage *now;
	if (!audit_open_intents(service->audit, &now, err))
		return false;
	*open = false;
	for (size_t i = 0; i < now->count && !*open; i++)
		*open = memcmp(now->entries[i].event.op_id, intent->op_id, sizeof intent->op_id) == 0;
	audit_page_free(now);
	return true;
}

static bool settle_one(Case *the, char *sentence, size_t cap, Err *err)
{
	bool got, open;
	unsigned long holder;
	const AuditEvent *intent = &the->entry->event;
	Database *db = the->service->db;
	unsigned patience = the->service->session_noted ? FENCE_SECONDS : FENCE_SECONDS_OF_REQUEST;
	if (!database_fence(db, intent->session_id, patience, &got, &holder, err))
		return false;
	if (!got) {
		text_format(sentence, cap, "%s: change #%lld by %s is still under way (database connection %lu); it is left alone.",
		            the->entry->alias, (long long)intent->seq, intent->actor, holder);
		return true;
	}
	bool ok = is_open(the->service, intent, &open, err);
	if (ok && open)
		ok = audit_plan_of(the->service->audit, intent, &the->plan, err) && settle(the, sentence, cap, err);
	plan_free(the->plan);
	Err ignored;
	return database_fence_release(db, intent->session_id, ok ? err : &ignored) && ok;
}

bool recover_run(Service *service, void (*say)(void *context, const char *sentence), void *context, Err *err)
{
	AuditPage *open;
	if (!audit_open_intents(service->audit, &open, err))
		return false;
	bool ok = true;
	for (size_t i = 0; ok && i < open->count; i++) {
		char sentence[300];
		Case the = { .service = service, .entry = &open->entries[i] };
		if (memcmp(the.entry->event.session_id, service->session_id, sizeof service->session_id) == 0)
			continue;                            /* ours: under way in this very process */
		*sentence = '\0';
		ok = settle_one(&the, sentence, sizeof sentence, err);
		if (ok && *sentence)
			say(context, sentence);
	}
	audit_page_free(open);
	return ok;
}
