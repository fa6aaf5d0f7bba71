/* Many changes as one value, before any of them is an act: a row for each alias, in the order it was asked for, with its Plan or
 * with why there is none. It is made from Records and a BatchOrder, reviewed, cut down (batch_leave_out), written row by row and
 * taken back as one.
 *
 * Each plan is plan_make's, as if its alias were changed alone. A phone that several rows write is written once, by the first of
 * them: batch_join, which the one door calls, tells the later ones. Pure. A Batch has one owner at a time, who alone changes
 * left_out. */
#ifndef CORE_MODEL_BATCH_H
#define CORE_MODEL_BATCH_H

#include "core/model/batch_stand.h"

/* What one or many aliases are to become: a Wish whose name is a pattern (batch_name), and logins to put behind its list or to
 * take out of it, separated by commas or blanks; NULL: none. add and remove go with neither Phones nor Extension. A login that an
 * alias has already, or has not, is no matter. Lends its strings. */
typedef struct {
	Wish        wish;
	const char *add, *remove;
} BulkWish;

/* The aliases in order, each with its wish; an alias once. Bulk change has one wish for all of them; a mend, or a server that is
 * drained, is an order whose wishes differ: one batch_order_add for each. Owned by the caller until it is posted. */
typedef struct {
	AliasId         alias;
	const BulkWish *wish;
} BatchAsk;
typedef struct {
	Arena      *mem;
	const char *title;                       /* "drain dialer2"; NULL: told from the first wish */
	BatchAsk   *asks; size_t count, cap;
} BatchOrder;
BatchOrder *batch_order_new(const char *title);
void        batch_order_add(BatchOrder *order, const AliasId *aliases, size_t count, const BulkWish *wish);   /* copies all */
void        batch_order_free(BatchOrder *order);

/* Name patterns: {n} is the row's number in the order, from 1; {n:03} at least three digits; {n=101} counts from 101;
 * {n=101:03} both. Without a mark all get the same name. False: a mark that is none, with a sentence. */
bool batch_name(const char *pattern, size_t row, char *out, size_t cap, Err *err);

typedef enum { BATCH_CHANGE, BATCH_SAME, BATCH_BLOCKED } BatchState;
typedef struct {
	AliasId       alias;
	BatchState    state;                     /* SAME: already so, nothing to write */
	bool          left_out;                  /* by the admin; only CHANGE can be */
	Plan         *plan;                      /* NULL: none could be made */
	const char   *why;                       /* BLOCKED: "phone 8311a does not exist"; else "" */
	const char   *now[FIELD_COUNT];          /* each field as it shows; "" without an alias. plan->after: as it will */
	size_t       *phones; size_t phone_count;   /* which of the batch's phones its plan writes, in the order of its steps */
	size_t       *leans;  size_t lean_count;    /* after batch_join: rows before it that write a phone it shares */
} BatchRow;

/* A phone that is written. */
typedef struct {
	const char        *login, *server;       /* "8302a", "dialer1" */
	const char *const *others; size_t other_count;   /* aliases on it that are not in the batch */
	const LiveAgent   *agents; size_t agent_count;   /* on it now */
} BatchPhone;

typedef struct {
	size_t change, same, blocked, left_out;  /* together all rows */
	size_t deletes;                          /* of change */
	size_t phones;                           /* written, each once, by the rows that are not left out */
} BatchCounts;

typedef struct {
	Arena            *mem, *review;          /* review: what follows left_out */
	const char       *title;                 /* "protocol → PJSIP, active → Y" */
	BatchRow         *rows; size_t count;
	const BatchPhone *phones; size_t phone_count;
	BatchCounts       counts;
	const char *const *warnings; size_t warning_count;   /* over the whole, without the sign, most important first */
	int64_t           undo_seq;              /* of what this takes back, its BATCH_OPEN; 0: nothing */
	int64_t           rest_seq;              /* of the stopped batch that this goes on with; 0: none */
	uint8_t           undo_of[16];
	bool              is_redo;
} Batch;

/* records: one for each ask, in the same order. Never fails: what is wrong is in the rows. A row whose plan has needs is BLOCKED
 * until they are looked up and the batch is made again. */
Batch *batch_make(const BatchOrder *order, const Records *records);
/* Of plans that are there already (taking back); why says it where the plan is NULL. Takes the plans, copies the texts. */
Batch *batch_of_plans(const char *title, const BatchRow *rows, const Records *records);
void   batch_leave_out(Batch *batch, size_t row, bool left_out);   /* counts and warnings follow */
/* The settings forbid to write phones: the rows that would are BLOCKED. Before anything is left out. */
#define PHONES_FORBIDDEN "phone_writes = no in the settings forbids changing %s"
void   batch_forbid_phones(Batch *batch);
/* Of rows to be written that share a phone, the later expects what the earlier leaves; a step that has nothing left to write
 * goes, and a plan may be without steps then. Once, when nothing is left out any more. */
void   batch_join(Batch *batch);
bool   batch_writes(const BatchRow *row);    /* CHANGE and not left out */
/* The wish whose plan this was. False: it cannot be wished of an alias, its phones were to become different things. Lends of plan
 * and mem. */
bool   batch_wish_again(Arena *mem, const Plan *plan, BulkWish *out) MUST_CHECK;
void   batch_free(Batch *batch);

/* How it ended. Rows as in the batch: what was left out or blocked is NOT_ATTEMPTED with an empty sentence. */
typedef struct {
	StepClass   class;
	int64_t     intent_seq;                  /* 0: none */
	const char *sentence;                    /* "8302x saved: protocol." or what was not done and why */
} BatchRowResult;
typedef struct {
	Arena          *mem;
	int64_t         seq;                     /* of its BATCH_OPEN: the number shown; 0: nothing was begun */
	BatchRowResult *rows; size_t count;      /* as the batch's */
	size_t          written, failed, not_tried;   /* APPLIED or ALREADY; tried and not so; stopped before */
	BatchStand      stand;                   /* the same, as the audit log tells it */
	char            servers[16][SERVER_IP_MAX + 1]; size_t server_count;   /* flagged for rebuild */
	char            why_stopped[300];        /* "" when it came to its end */
	char            sentence[300];           /* "37 of 40 aliases changed: protocol → PJSIP, batch #118. …" */
} BatchResult;
void batch_result_free(BatchResult *result);

#endif
