#include "core/service/recover.h"

#include <string.h>

#include "core/base/sys.h"
#include "core/service/batch_inside.h"
#include "core/service/anchors.h"
#include "core/service/change.h"
#include "core/service/evidence.h"
#include "core/service/fence.h"

/* What all cases share. */
typedef struct {
	Service *service;
	bool     asked_uptime, has_scanned;
	int64_t  server_began_us;                /* by our clock; as if later, for clocks that were set and rounded seconds */
	Anchors  scanned;
	bool     is_held;                        /* a session's fence was not had: what else it left open is not waited for */
	uint8_t  held_session[16];
	char     held_why[sizeof ((Err *)0)->text + 40];
} Recovery;

typedef struct {
	Recovery   *all;
	Service    *service;
	AuditEntry *entry;
	Plan       *plan;
	StepClass   classes[PLAN_STEPS_MAX];
	int64_t     log_ids[PLAN_STEPS_MAX];
	size_t      added;
	bool        phones;
	StepClass   class;
} Case;

/* In the words that the change itself would have used. */
static AdminVoice voice_of(const Plan *plan)
{
	return plan->dialect ? VOICE_API : VOICE_WEB;
}

/* Only where the server died since the change began: read once. NULL: it did not. */
static bool scan_log(Recovery *all, const AuditEvent *intent, const Anchors **out, Err *err)
{
	enum { DOUBT_S = 60 };
	int64_t seconds;
	*out = NULL;
	if (!all->asked_uptime) {
		if (!database_uptime(all->service->db, &seconds, err))
			return false;
		all->server_began_us = sys_now_us() - (seconds - DOUBT_S) * INT64_C(1000000);
		all->asked_uptime = true;
	}
	if (intent->ts_us > all->server_began_us)
		return true;
	if (!all->has_scanned && !anchors_read(all->service, NULL, NULL, &all->scanned, err)) {
		anchors_free(&all->scanned);
		return false;
	}
	all->has_scanned = true;
	*out = &all->scanned;
	return true;
}

static bool observe(Case *the, Err *err)
{
	const AuditEvent *intent = &the->entry->event;
	const Anchors *scanned;
	if (!scan_log(the->all, intent, &scanned, err))
		return false;
	for (size_t i = 0; i < the->plan->step_count; i++) {
		Evidence evidence;
		if (!evidence_gather(the->service, intent, the->plan, i, voice_of(the->plan), scanned, &evidence, &the->log_ids[i], err))
			return false;
		the->classes[i] = settle_class(&the->plan->steps[i], &evidence);
		the->phones = the->phones || the->plan->steps[i].table == TABLE_PHONE;
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
	if (voicemail)
		servers[at].voicemail = true;
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
	if (*site.voicemail_server)
		add_server(servers, &plan->server_count, site.voicemail_server, true);
	plan->servers = servers;
	return true;
}

/* "ssh 10.0.0.5 pts/3", "cgi 10.0.0.9": the address in an origin. */
static void address_of(const char *origin, char *out, size_t cap)
{
	bool has = strncmp(origin, "ssh ", 4) == 0 || strncmp(origin, "cgi ", 4) == 0;
	const char *address = has ? origin + 4 : "127.0.0.1";
	text_format(out, cap, "%.*s", (int)strcspn(address, " "), address);
}

static const char *words_of(StepClass class)
{
	switch (class) {
	case CLASS_APPLIED:
	case CLASS_APPLIED_LOG_ADDED:     return "was made";
	case CLASS_ALREADY:               return "was made, by somebody else too";
	case CLASS_NOT_APPLIED:           return "was not made";
	case CLASS_APPLIED_THEN_CHANGED:  return "was made, and changed again since";
	case CLASS_APPLIED_THEN_REVERTED: return "was made, and set back since";
	case CLASS_PARTIAL:               return "was made in part; undo of it takes that part back";
	case CLASS_GONE:                  return "was not made: the row is gone";
	case CLASS_ROW_LOST:
		return "lost its row when the database repaired the table; undo of it puts the row back as it was";
	default:                          return "cannot be known: somebody else changed it since";
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
	if (!observe(the, err) || (the->phones && !add_servers(the, err)))
		return false;
	address_of(the->entry->event.origin, address, sizeof address);
	Consequences what = { .plan = the->plan, .classes = the->classes, .intent = &the->entry->event, .voice = voice_of(the->plan),
	                      .address = address, .log_ids = the->log_ids };
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
static bool settle_if_open(Case *the, char *sentence, size_t cap, Err *err)
{
	bool open;
	Service *service = the->service;
	const AuditEvent *intent = &the->entry->event;
	bool ok = audit_is_open(service->audit, intent, &open, err);
	if (ok && open)
		ok = audit_plan_of(service->audit, intent, &the->plan, err) && settle(the, sentence, cap, err);
	plan_free(the->plan);
	Err ignored;
	return database_fence_release(service->db, intent->session_id, ok ? err : &ignored) && ok;
}

static void tell_left(const Case *the, const char *why, char *sentence, size_t cap)
{
	text_format(sentence, cap, "%s: change #%lld by %s %s; it is left alone.", the->entry->alias, (long long)the->entry->event.seq,
	            the->entry->event.actor, why);
}

static bool take_fence(const Case *the, bool *got, Err *err)
{
	Recovery *all = the->all;
	const AuditEvent *intent = &the->entry->event;
	*got = false;
	if (all->is_held && memcmp(all->held_session, intent->session_id, sizeof all->held_session) == 0)
		return true;
	if (!fence_take(the->service, intent, got, all->held_why, sizeof all->held_why, err))
		return false;
	all->is_held = !*got;
	memcpy(all->held_session, intent->session_id, sizeof all->held_session);
	return true;
}

/* What the database refuses of one change (a crashed table, a lock) leaves that one open, and the others are settled. */
static bool settle_one(Case *the, char *sentence, size_t cap, Err *err)
{
	bool got;
	char why[sizeof err->text + 40];
	if (!take_fence(the, &got, err))
		return false;
	if (!got) {
		tell_left(the, the->all->held_why, sentence, cap);
		return true;
	}
	if (settle_if_open(the, sentence, cap, err))
		return true;
	if (err->code != ERR_DAMAGED && err->code != ERR_STORE && err->code != ERR_READ_ONLY)
		return false;
	text_format(why, sizeof why, "cannot be settled yet (%s)", err->text);
	tell_left(the, why, sentence, cap);
	return true;
}

/* The changes of a batch stand together, and are told of as one when the last of them is settled. */
static bool is_last_of_batch(const AuditPage *open, size_t at)
{
	const AuditEvent *here = &open->entries[at].event;
	return at + 1 == open->count || !open->entries[at + 1].event.has_batch ||
	       memcmp(open->entries[at + 1].event.batch_id, here->batch_id, sizeof here->batch_id) != 0;
}

/* Where a row is left alone, why says it. */
static bool tell_batch(Service *service, const AuditPage *open, size_t at, char *sentence, size_t cap, Err *err)
{
	char why[sizeof err->text + 40];
	text_copy(why, sizeof why, sentence);
	*sentence = '\0';
	if (!is_last_of_batch(open, at))
		return true;
	bool ok = batch_settled(service, open->entries[at].event.batch_id, sentence, cap, err);
	if (ok && !*sentence)
		text_copy(sentence, cap, why);
	return ok;
}

bool recover_run(Service *service, void (*say)(void *context, const char *sentence), void *context, Err *err)
{
	AuditPage *open;
	if (!audit_open_intents(service->audit, &open, err))
		return false;
	bool ok = true;
	Recovery all = { .service = service };
	for (size_t i = 0; ok && i < open->count; i++) {
		char sentence[500];
		Case the = { .all = &all, .service = service, .entry = &open->entries[i] };
		if (memcmp(the.entry->event.session_id, service->session_id, sizeof service->session_id) == 0)
			continue;                            /* ours: under way in this very process */
		*sentence = '\0';
		ok = settle_one(&the, sentence, sizeof sentence, err);
		if (ok && the.entry->event.has_batch)
			ok = tell_batch(service, open, i, sentence, sizeof sentence, err);
		if (ok && *sentence)
			say(context, sentence);
	}
	anchors_free(&all.scanned);
	audit_page_free(open);
	return ok && audit_watermark(service->audit, err);
}
