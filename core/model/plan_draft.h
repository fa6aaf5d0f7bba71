/* A plan while it is made: what plan.c, plan_mapping.c, plan_steps.c, plan_review.c, plan_warnings.c and plan_undo.c hand to each other.
 * Private to them. Everything that stays is in the plan's arena, so the record may be freed before the plan. */
#ifndef CORE_MODEL_PLAN_DRAFT_H
#define CORE_MODEL_PLAN_DRAFT_H

#include "core/model/plan.h"

enum { SHOWN_CAP = UTF8_CAP(LOGINS_LIST_MAX) };

/* Words in order; several of them make a logins_list. */
typedef struct {
	const char **words;
	size_t       count;
} Words;

/* A phone the typed extension has no successor for: its server has no phone with it, or (NULL) it has no server. */
typedef struct {
	const char *login, *server;
} Dropped;

typedef struct {
	const Record *record;
	const Site   *site;
	const Wish   *wish;
	Plan         *plan;
	Arena        *mem;

	/* Alias values after the change; NULL where they stay. list is set in any case. */
	const char *id, *name, *group, *list;
	bool        list_changes;
	Words       before, after;               /* logins of the list, empty items left out */
	Dropped     *dropped;  size_t dropped_count;
	const PhoneRow **elsewhere; size_t elsewhere_count;    /* of the typed extension, on servers the alias is not on */

	/* What is to hold for every phone of the mapping; NULL: each keeps its own. */
	const char *protocol, *active;
	MappedPhone *phones;   size_t phone_count;       /* of the mapping after the change, by server, then extension */

	Step        *steps;
	PlanLine    *lines;
	PlanProblem *problems;
	const char **warnings;
	PlanServer  *servers;
} Draft;

/* Room for one more behind count items; grows by doubling in the arena. */
void *draft_room(Draft *draft, void *items, size_t count, size_t size);
void  draft_problem(Draft *draft, FieldId field, const char *fmt, ...) PRINTF_LIKE(3, 4);
void  draft_warn(Draft *draft, const char *fmt, ...) PRINTF_LIKE(2, 3);        /* each sentence once */
void  draft_line(Draft *draft, LineKind kind, const char *subject, const char *field, const char *text);
void  draft_need_login(Draft *draft, const char *login);
void  draft_need_extension(Draft *draft, const char *extension);
bool  draft_open(const Draft *draft);        /* no problem and no need so far */
const Verbatim *verbatim_copy(Arena *mem, const Verbatim *verbatim);   /* a copy; NULL stays NULL */
/* Typed and, unless it is written all the same, other than what is shown now; else NULL. */
const char *draft_wished(const Draft *draft, FieldId field);
bool  draft_check(Draft *draft, FieldId field, const char *value);            /* shape; false: a problem was put down */

void        words_add(Draft *draft, Words *words, const char *word, size_t length);
bool        words_have(const Words *words, const char *word);                  /* as logins compare */
Words       words_of_list(Draft *draft, const char *list);                     /* split as VICIdial does; empty ones left out */
const char *words_join(Draft *draft, const Words *words);                      /* "a,b,c" */
const char *words_tell(Draft *draft, const Words *words);                      /* "a, b and c", "a, b, c and 17 more" */

bool        plan_protocol_changes(const MappedPhone *phone);
bool        plan_active_changes(const MappedPhone *phone);
bool        plan_phone_writes(const MappedPhone *phone);                       /* either of them */

void plan_mapping(Draft *draft);             /* list, before, after, dropped, elsewhere */
void plan_steps(Draft *draft);               /* phones, steps, servers */
void plan_servers(Draft *draft);             /* of the phones that are written */
void plan_review(Draft *draft);              /* lines, changed, counts */
void plan_warnings(Draft *draft);

#endif
