/* The one door: everything the program can do is a row of ops[]. The screen's worker, the command line and requests are
 * mouths at this door, so rights and audit cannot be walked around.
 *
 * A Service is one connection, one audit log, one admin; it belongs to one thread at a time. Request and Reply are values;
 * what a Reply points to belongs to the asker (reply_free). */
#ifndef CORE_SERVICE_OPS_H
#define CORE_SERVICE_OPS_H

#include "core/data/audit.h"
#include "core/model/batch.h"
#include "core/model/catalog.h"
#include "core/model/health_report.h"
#include "core/model/history.h"
#include "core/model/plan.h"
#include "core/model/record.h"
#include "core/service/config.h"
#include "core/service/signin.h"

typedef enum {
	OP_SIGN_IN,                              /* user, password -> admin */
	OP_RECONNECT,                            /* writable -> admin, info, settled: after ERR_OFFLINE, ERR_READ_ONLY; a new session */
	OP_LOAD,                                 /* sorts, sorting -> catalog, sorted when it sorts, info (read-only by now?); progress */
	OP_SORT,                                 /* catalog, sorting -> sorted */
	OP_RECORD,                               /* alias -> record; "": of one that is to be made */
	OP_LOOKUP,                               /* alias, logins, extensions -> lookup */
	OP_APPLY,                                /* plan (its guards are what was seen) -> result; on ERR_CONFLICT record = as stored now */
	OP_UNDO,                                 /* seq of a change -> plan that takes it back, for OP_APPLY; ERR_CONFLICT says who changed it since */
	OP_PENDING,                              /* servers -> pending: how many still wait for their conf rebuild */
	OP_AUDIT_PAGE,                           /* query -> page */
	OP_AUDIT_DETAILS,                        /* query (before_seq = seq + 1, limit 1) -> page, details */
	OP_AUDIT_VERIFY,                         /* -> verdict, with VICIdial's log when there is a connection; progress */
	OP_RECONCILE,                            /* -> settled, pending: how many changes stay open */
	OP_HISTORY,                              /* alias -> history */
	OP_LAST_CHANGE,                          /* alias -> last: by whichever log is newer; and who uses it */
	OP_AUDIT_HEAD,                           /* -> chain_id, verdict.head_seq, verdict.head: the last link of the chain */
	OP_CONNECT,                              /* profile -> info; before sign-in only */
	OP_LEAVE,                                /* -> info, verdict.head_seq, verdict.head: the session is closed, nobody is signed in or connected */
	OP_UNLOCK,                               /* password of the one who is signed in -> admin */
	OP_BATCH_PLAN,                           /* order -> batch; progress */
	OP_BATCH_APPLY,                          /* batch -> batch as it was given, batch_result; progress: of the rows that batch_writes, how
	                                            many are done, the next one is under way; it can be stopped between rows */
	OP_BATCH_UNDO,                           /* seq of a BATCH_OPEN -> batch that takes it back, in reverse order; progress */
	OP_BATCH_REST,                           /* seq of a BATCH_OPEN -> batch of what it left undone, planned anew; progress */
	OP_HEALTH,                               /* -> health; progress */
	OP_COUNT
} OpId;

enum { LOOKUP_CAP = 64 };

typedef struct {
	OpId       op;
	char       user[UTF8_CAP(USER_MAX)], password[PASSWORD_CAP];   /* wiped by OP_SIGN_IN */
	AliasId    alias;
	char       logins[LOOKUP_CAP][UTF8_CAP(PHONE_LOGIN_MAX)];      size_t login_count;
	char       extensions[4][UTF8_CAP(EXTENSION_MAX)];             size_t extension_count;
	Plan      *plan;                         /* the request owns it, as order and batch: ops_run frees them */
	BatchOrder *order;
	Batch     *batch;
	char       servers[16][SERVER_IP_MAX + 1]; size_t server_count;
	AuditQuery query;
	Catalog   *catalog;                      /* OP_SORT: shared; the request's too */
	Sorting    sorting;
	bool       sorts;                        /* OP_LOAD: the rows in an order too */
	bool       brief;                        /* OP_RECORD: no warnings will be asked of it; OP_LAST_CHANGE: not who uses it */
	int64_t    seq;                          /* of the intent that OP_UNDO is about, of the BATCH_OPEN that OP_BATCH_UNDO and _REST are */
	/* Who asks, when it is a request and not the console. */
	SigninDoor door;
	char       address[64];                  /* "": this terminal's */
	const IntentOrigin *origin;              /* kept in the audit log; NULL: the console */
	int        profile;                      /* of config->profiles */
	bool       read_only;                    /* OP_SIGN_IN: look only, from now on */
	bool       writable;                     /* OP_RECONNECT: only to a server that takes changes, else all stays as it is */
} Request;

/* What a change came to. Step i of the plan ended as classes[i]. */
typedef struct {
	StepClass class, classes[PLAN_STEPS_MAX];
	size_t    step_count;
	int64_t   intent_seq;
	uint8_t   op_id[16], undo_of[16]; bool is_undo, is_redo;
	AliasId   alias;
	char      told[600];                     /* "name Front desk 2 -> Nights", as plan_told says it */
	char      servers[16][SERVER_IP_MAX + 1]; size_t server_count;   /* flagged for rebuild */
	char      sentence[300];                 /* "8302x saved: name." or what was not done and why */
} ChangeResult;

enum { LAST_PHONES = 4 };
typedef struct {
	AliasId alias;
	bool    answered;
	int64_t at_us;                           /* 0: no change of it is known */
	char user[UTF8_CAP(USER_MAX)], when[24], by[40], what[160];    /* who changed it last, as far as the logs know */
	char drift[160];                         /* "name": otherwise than that change left it, and no log tells by whom; "" */
	/* Who uses it now, in the words of core/model/usage.h; nothing of it when the request was brief. */
	char users[200];                         /* "2 users default to 8302x: 6012, 6044"; "" */
	struct {
		char login[UTF8_CAP(PHONE_LOGIN_MAX)], server_ip[SERVER_IP_MAX + 1], words[240];
	} phones[LAST_PHONES]; size_t phone_count;   /* those of its first phones that there is something to say of */
} LastChangeReply;

typedef struct {
	char place[160];                         /* "asterisk@db1" for the title, when no profile is in use */
	char profile[CONFIG_NAME];               /* "" */
	char told[200];                          /* what the admin should know of the connection; "" */
	char audit_path[CONFIG_PATH];
	char version[64], zone[64];              /* of the database server; "" without one */
	bool connected, danger, look_only;       /* look_only: by the settings, this session is read-only */
	bool shared_log, encrypted, local, demo, read_only;
} ServiceInfo;

typedef struct {
	size_t          done, total;             /* of a progress reply */
	Admin           admin;
	char            settled[3][300]; size_t settled_count, settled_total;   /* OP_SIGN_IN, OP_RECONNECT, OP_RECONCILE: open intents found then, in words */
	ServiceInfo     info;                    /* OP_RECONNECT, OP_CONNECT, OP_LOAD: service_info is the worker's while it runs */
	Catalog        *catalog;
	uint32_t       *sorted; Sorting sorting;                       /* OP_LOAD, OP_SORT: its rows in that order; mem_free */
	HealthReport   *health;
	Record         *record;
	Lookup         *lookup;
	AuditPage      *page;
	AuditDetail    *details; size_t detail_count;                  /* in the page's arena */
	AuditVerdict    verdict;
	uint8_t         chain_id[16];
	History        *history;
	ChangeResult    result;
	Plan           *plan;                    /* OP_UNDO */
	AliasId         changed;                 /* OP_UNDO: the alias whose rows others changed since; "": none */
	Batch          *batch;
	BatchResult    *batch_result;
	LastChangeReply last;
	size_t          pending;
} Reply;

typedef struct Service Service;

/* Connects and opens the log. Says on which log and how it is connected in service_info. No admin yet: only OP_SIGN_IN
 * and the audit's reading ops run. database may be left out for audit commands (where is NULL). */
bool service_open(Service **out, const Config *config, Connection *where, Err *err) MUST_CHECK;
/* Only the log: OP_CONNECT connects. For the console, when there are clusters to choose from. */
bool service_open_later(Service **out, const Config *config, Err *err) MUST_CHECK;
/* The database too, for audit verify: opened before only for the log. */
bool service_join(Service *service, Connection *where, Err *err) MUST_CHECK;
void service_close(Service *service);        /* writes SESSION_CLOSE */
const ServiceInfo *service_info(const Service *service);

/* Called between rows and while loading, in the thread that runs the op; false: stop. */
typedef bool (*OpProgress)(void *context, size_t done, size_t total);

typedef struct {
	const char *name;                        /* "alias.apply" */
	const char *help;
	unsigned    need;                        /* RIGHT_*; OP_APPLY asks by the plan's kind instead */
	bool      (*run)(Service *service, Request *request, Reply *out, OpProgress progress, void *context, Err *err);
} Op;
extern const Op ops[OP_COUNT];

bool ops_run(Service *service, Request *request, Reply *out, OpProgress progress, void *context, Err *err) MUST_CHECK;
void reply_free(Reply *reply);               /* and clears it */
void request_free(Request *request);         /* what it owns */

#endif
