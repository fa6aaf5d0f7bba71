/* A change as a value, before it is an act: checked, worded, shown, logged, run and undone as the same value.
 *
 * plan_make is the only maker of steps. It is pure: a Record and a Wish in, a Plan out. A wish that cannot be gives
 * a Plan with problems (a sentence each, beside its field) and no steps; one whose phones were not looked up yet gives
 * a Plan with needs. A Plan with neither is ready; with no steps it changes nothing. One arena, const once made. */
#ifndef CORE_MODEL_PLAN_H
#define CORE_MODEL_PLAN_H

#include "core/model/field.h"

typedef enum { PLAN_EDIT, PLAN_DELETE, PLAN_ADD } PlanKind;

/* What one phone is to have, whatever is asked for all. Key as stored; NULL: it stays. */
typedef struct {
	Value       extension, server_ip;
	const char *protocol, *active;
} PhoneWish;

/* What a request in VICIdial's own dialect sent, through its API's filters. VICIdial logs this, and not what is stored or the
 * column made of it. "" where nothing was sent. */
typedef struct {
	const char *user, *alias_id, *alias_name, *logins_list;
} Verbatim;

/* What is asked for: a field's new value as typed, NULL where untouched. Of Phones and Extension only one is set:
 * the one edited last. Lends its strings. */
typedef struct {
	PlanKind    kind;
	const char *value[FIELD_COUNT];
	const PhoneWish *phones; size_t phone_count;      /* of phones that the alias has after the change */
	bool        leaves_out;                  /* phones that are no more are left out, with a warning; else they are a problem */
	const char *note;                        /* kept in the audit log; NULL: none */
	/* NULL: not by VICIdial's own dialect. Else its API's checks were done: the values are written as they are, those that are
	 * equal to the stored ones too. */
	const Verbatim *verbatim;
} Wish;

/* Tables and columns that steps name, as VICIdial spells them. */
typedef enum { TABLE_ALIAS, TABLE_PHONE, TABLE_COUNT } TableId;
typedef enum {
	COLUMN_ALIAS_ID, COLUMN_ALIAS_NAME, COLUMN_LOGINS_LIST, COLUMN_USER_GROUP,
	COLUMN_EXTENSION, COLUMN_SERVER_IP, COLUMN_LOGIN, COLUMN_PROTOCOL, COLUMN_ACTIVE,
	COLUMN_COUNT
} ColumnId;
extern const char *const plan_table_names[TABLE_COUNT];       /* "phones_alias" */
extern const char *const plan_column_names[COLUMN_COUNT];     /* "alias_id" */

typedef struct {
	ColumnId column;
	Value    before;                         /* the guard; unused by PLAN_ADD */
	Value    after;                          /* equal to before where writes is false; unused by PLAN_DELETE */
	bool     writes;
	bool     raw;                            /* after is stored bytes, put back unconverted; else UTF-8 text */
} StepColumn;

enum { STEP_COLUMNS = 5, PLAN_STEPS_MAX = 128 };

/* Exactly one row of one table. The key columns are among the columns and are never written:
 * alias_id, or extension and server_ip. */
typedef struct {
	PlanKind   kind;
	TableId    table;
	StepColumn columns[STEP_COLUMNS];
	size_t     column_count;
	const char *label;                       /* "alias 8302x", "phone 8302b on dialer2" */
} Step;

/* A line of the review. */
typedef enum { LINE_REMOVED, LINE_ADDED, LINE_LIST, LINE_NOTE } LineKind;
typedef struct {
	LineKind    kind;
	const char *subject, *field;             /* "alias 8302x", "name"; "" on the second line of a pair */
	const char *text;                        /* the value; LINE_LIST: "8302a,8302b  + 8302c  - 8302d" */
} PlanLine;

typedef struct {
	FieldId     field;
	const char *text;                        /* "no phone has extension 1020" */
} PlanProblem;

/* A server whose conf files are to be rebuilt after the steps. */
typedef struct {
	const char *ip, *name;
	bool        flags;                       /* under VICIdial's proviso; else it is said and not flagged */
	bool        voicemail;                   /* it is the active voicemail server (it may have phones of the plan too) */
} PlanServer;

typedef struct {
	Arena        *mem;
	uint8_t       op_id[16];                 /* set by the one door when it runs */
	uint8_t       undo_of[16]; bool is_undo;
	int64_t       undo_seq; bool is_redo;    /* the change's number; the change is made again */
	PlanKind      kind;
	AliasId       alias;                     /* as stored */
	const char   *note;
	const char   *dialect;                   /* read back from the log: the request's it was; NULL: the console's */
	const Verbatim *verbatim;                /* NULL: not by VICIdial's own dialect */
	const Step   *steps;      size_t step_count;      /* phones first, then the alias */
	const PlanLine    *lines; size_t line_count;
	const PlanProblem *problems; size_t problem_count;
	const char *const *warnings; size_t warning_count;   /* without the sign, most important first */
	const PlanServer  *servers;  size_t server_count;
	const char  **needs_logins;     size_t needs_login_count;       /* to be looked up, then make it again */
	const char  **needs_extensions; size_t needs_extension_count;
	const char   *after[FIELD_COUNT];        /* each field as it will show; follows Extension/Phones both ways */
	const char   *changed;                   /* "name; phones +8302c; 8302b active": for the audit list and "saved: …" */
	size_t        change_count, record_count;   /* values changed, rows they are in */
} Plan;

/* Owned by the caller: plan_free. Never fails: what is wrong is in problems. */
Plan *plan_make(const Record *record, const Wish *wish);
bool  plan_ready(const Plan *plan);          /* no problems, no needs */
const Step *plan_phone_step(const Plan *plan);   /* the first that writes a phone; NULL: none does */
Plan *plan_copy(const Plan *plan);             /* a deep copy in an arena of its own */
void  plan_free(Plan *plan);
/* "name Front desk 2 -> Nights; 8302b active N -> Y", "deleted: name Front desk 2; phones 8302a; user group ---ALL---" */
void  plan_told(const Plan *plan, char *out, size_t cap);
extern const char *const plan_column_words[COLUMN_COUNT];     /* "user group"; NULL: a key, which the subject says */

/* The row of a step as it is now: raw columns in the step's order. found false: no such row. shown: as UTF-8 text, which is
 * what a new value was sent as; in a column of another charset its bytes are others. */
typedef struct {
	bool  found;
	Value now[STEP_COLUMNS], shown[STEP_COLUMNS];
} Observed;
/* How a row stands against a step: as before it, as after it, neither, or not there. The row that a delete left, or an add
 * found, is ROW_MISSING. */
typedef enum { ROW_BEFORE, ROW_AFTER, ROW_OTHER, ROW_MISSING } RowState;
RowState step_row_state(const Step *step, const Observed *row);
RowState step_done_state(const Step *step);  /* of the row when the step is done; of one that wrote equal values, as before it */

/* How one step ended; the words are the audit log's classes. */
#define STEP_CLASSES(X) \
	X(NOT_ATTEMPTED) X(APPLIED) X(ALREADY) X(CONFLICT) X(GONE) X(NOT_APPLIED) X(ALTERED) \
	X(APPLIED_THEN_CHANGED) X(DAMAGED) X(INDETERMINATE) X(PARTIAL) \
	X(APPLIED_LOG_ADDED) X(APPLIED_THEN_REVERTED) X(ROW_LOST) X(ROLLED_BACK)
typedef enum {
#define X(name) CLASS_##name,
	STEP_CLASSES(X)
#undef X
	CLASS_COUNT
} StepClass;
const char *step_class_name(StepClass class);                 /* "APPLIED" */
StepClass   step_class_find(const char *name);                /* CLASS_COUNT: no such word */
bool        step_class_wrote(StepClass class);                /* by us, whatever became of it */
/* The class of a whole plan from its steps': if all were written, or none was, the one that says most of them; else PARTIAL
 * (INDETERMINATE when one is). */
StepClass   step_class_of_all(const StepClass *classes, size_t count);

#endif
