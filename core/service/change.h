/* How one plan is written (RELIABILITY 2.3): rights again, rows re-read and compared with their guards, INTENT, one
 * compare-and-swap a row with read-back, rebuild flags, VICIdial's log rows, OUTCOME, and only then "saved". */
#ifndef CORE_SERVICE_CHANGE_H
#define CORE_SERVICE_CHANGE_H

#include "core/service/service.h"

/* origin: of a request, NULL for the console; it decides whose words VICIdial's log gets.
 * False with ERR_CONFLICT (nothing written), ERR_PARTIAL, ERR_AUDIT, …; out is filled as far as it came. */
bool change_run(Service *service, Plan *plan, const IntentOrigin *origin, ChangeResult *out, Err *err) MUST_CHECK;

/* What follows from the steps that were applied, shared with recovery; each is done at most once: the rebuild flags of
 * plan->servers, and VICIdial's log row of each applied step unless log_ids, with a place for each step, names one already. The log rows bear the intent's actor; address is the caller's. */
typedef struct {
	const Plan       *plan;
	const StepClass  *classes;
	const AuditEvent *intent;
	AdminVoice        voice;
	const char       *address;
	int64_t          *log_ids;               /* in, out: admin_log_id of each step, 0 none */
	size_t            added;                 /* out: log rows written */
	Text              servers;               /* out: flagged, comma separated */
} Consequences;
bool change_follow(Service *service, Consequences *what, Err *err) MUST_CHECK;      /* flags, then log rows */
bool change_append_outcome(Service *service, const AuditEvent *intent, const Outcome *outcome, StepClass class, Err *err) MUST_CHECK;
RowState change_seen_state(const Step *step);       /* the state a row must be in before its step: what the admin saw */
bool change_row_state(Service *service, const Step *step, RowState *out, Err *err) MUST_CHECK;

/* Servers that were asked to rebuild, and whether they do: a batch asks each once a group. */
typedef struct {
	char   ips[32][SERVER_IP_MAX + 1];
	bool   met[32];
	size_t count;
} Flags;
bool change_flag(Service *service, Consequences *what, Flags *flags, Err *err) MUST_CHECK;   /* flags NULL: none is known */
bool change_log(Service *service, Consequences *what, Err *err) MUST_CHECK;

/* One change under way, and its phases. change_run goes through them with one plan; a batch takes each with many, so that they
 * share transactions. Not copied: what points into it. */
typedef struct {
	Plan        *plan;
	AuditEvent   intent;
	ChangeResult result;
	Consequences what;
	int64_t      log_ids[PLAN_STEPS_MAX], started_ms;
	Err          refusal;                    /* of the step that the server did not take */
	unsigned     error;
} Change;

bool change_may_write(const Service *service, Err *err) MUST_CHECK;
void change_begin(Service *service, Change *change, Plan *plan, const IntentOrigin *origin);
void change_end(Change *change);
bool change_compare(Service *service, Change *change, Err *err) MUST_CHECK;
/* An event to be appended; payload owns what it lends. batch_id NULL: of no batch. */
bool change_intent(Service *service, Plan *plan, const IntentOrigin *origin, const uint8_t batch_id[16], Text *payload,
                   AuditEvent *intent, Err *err) MUST_CHECK;
void change_intended(Service *service, Change *change, const AuditEvent *intent);           /* it was appended */
/* False: the intent stays open, and err says why: the connection broke, or the table is damaged. */
bool change_write(Service *service, Change *change, Err *err) MUST_CHECK;
/* With flags and log rows done. */
Outcome change_came_to(Change *change);
bool change_outcome(Service *service, const AuditEvent *intent, const Outcome *outcome, StepClass class, Text *payload,
                    AuditEvent *event, Err *err) MUST_CHECK;
/* The sentence, in the result where it is saved, else in err: with its outcome written, or without (trouble: why). */
bool change_say(Change *change, Err *err) MUST_CHECK;
bool change_pending(Change *change, const Err *trouble, Err *err) MUST_CHECK;
/* An intent without an outcome is settled when the connection is made again, or at the next start. Returns false. */
bool change_left_open(const Plan *plan, const Err *why, const char *what, Err *err);
const char *change_done_word(const Plan *plan);

/* Where a crash would leave different traces. Test builds call change_at_point there; the program does not have it. */
typedef enum { POINT_INTENT, POINT_STEP, POINT_FLAGS, POINT_LOG, POINT_OUTCOME } ChangePoint;
#ifdef VICIALIAS_TEST
extern void (*change_at_point)(ChangePoint point);
#define CHANGE_AT(point) (change_at_point ? change_at_point(point) : (void)0)
#else
#define CHANGE_AT(point) ((void)0)
#endif

#endif
