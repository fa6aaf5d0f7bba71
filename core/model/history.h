/* All that is known to have happened to one alias: what this program wrote, joined in time with what VICIdial's own log
 * tells of others. Pure; one arena owns all; texts are UTF-8 or bytes of strangers, not made visible yet. */
#ifndef CORE_MODEL_HISTORY_H
#define CORE_MODEL_HISTORY_H

#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/model/plan.h"

/* The alias' own columns at one moment, by ColumnId; NULL: not known, or not there. SQL's NULL is "NULL". */
enum { STATE_COLUMNS = COLUMN_USER_GROUP + 1 };
typedef struct {
	const char *of[STATE_COLUMNS];           /* from COLUMN_ALIAS_NAME on */
} AliasState;
extern const FieldId state_fields[STATE_COLUMNS];        /* whose words a column is shown with */

typedef enum { BY_US, BY_WEB, BY_API, BY_ANOTHER_HOST } VersionSource;
extern const char *const version_sources[];              /* "vicialias", "web page" */

typedef struct {
	const char *login, *server;              /* "8302b", its IP */
	ColumnId    column;                      /* COLUMN_PROTOCOL, COLUMN_ACTIVE */
	const char *before, *after, *now;        /* now: by history_make, NULL when not known */
	Value       extension, server_ip;        /* the row's key */
} PhoneChange;

typedef struct {
	VersionSource source;
	int64_t       at_us;
	int64_t       seq;                       /* our log's number; 0: not ours */
	int64_t       log_id;                    /* VICIdial's log's; 0: it has none */
	uint8_t       op_id[16];                 /* of ours */
	bool          is_undo;                   /* what says of which change */
	PlanKind      kind;
	StepClass     class;                     /* CLASS_COUNT while open; others' count as APPLIED */
	const char   *admin;
	const char   *what;                      /* "name; phones +8302c"; NULL: history_make says it */
	AliasState    before, after;             /* what the log says of it; history_make fills what follows from the others */
	PhoneChange  *phones; size_t phone_count;
} Version;

typedef struct {
	Arena         *mem;
	AliasId        alias;
	const Version *versions; size_t count;   /* newest first */
	bool           more;                     /* older ones were left out */
	bool           exists;
	AliasState     now;
	const char    *standing;                 /* "as stored, matches #4213" */
	const char    *drift;                    /* "name": what is not as the newest change left it; NULL: all is */
} History;

/* ours and theirs: newest first each, their texts in mem, which the history takes over. record: the alias as it is now, NULL when
 * there is none. Where VICIdial's log has a row of ours too, its place there counts, not the clocks. */
History *history_make(Arena *mem, const char *alias, Version *ours, size_t our_count, Version *theirs, size_t their_count,
                      const Record *record);
void     history_free(History *history);     /* NULL is nothing */

bool     version_wrote(const Version *version);          /* did it change anything, as far as is known? */
/* What differs between two states, for lists: "name; phones +8302c -8302a"; "" nothing. What is not known is left out. */
void     state_differences(Text *out, const AliasState *before, const AliasState *after);

#endif
