/* What is wrong with an alias: one row a kind of trouble, and the one reader of the rules of VICIdial's agent login
 * (VICIDIAL.md part 2). The sign in the list, the strip under it, the health check and `vicialias health` tell by it. */
#ifndef CORE_MODEL_HEALTH_H
#define CORE_MODEL_HEALTH_H

#include "core/model/catalog.h"

typedef enum {
	HEALTH_GOOD,                             /* all phones usable */
	HEALTH_LOOK,                             /* partly usable */
	HEALTH_BROKEN,                           /* a missing phone, or none usable */
	HEALTH_INACTIVE                          /* every phone is set inactive, or nobody uses it */
} Health;

/* In the order of the health check, most important first. */
typedef enum {
	FINDING_MISSING, FINDING_STRAY, FINDING_UNUSABLE, FINDING_PASSWORD, FINDING_INACTIVE, FINDING_ONE_SERVER, FINDING_CLOSED,
	FINDING_ABSENT, FINDING_UNREACHABLE, FINDING_NAMED_AS_PHONE, FINDING_UNTYPABLE, FINDING_REPEATED, FINDING_AMBIGUOUS,
	FINDING_NEARLY_FULL, FINDING_OFF, FINDING_UNUSED,
	FINDING_HIDDEN,                          /* nothing wrong: only said beside the others */
	FINDING_COUNT
} FindingId;

typedef struct {
	const char *key;                         /* "missing-phone": for the command line and programs */
	Health      health;
	const char *title;                       /* "Missing phone: login in the list, no such phone" */
	const char *why;                         /* one sentence: what it does on the floor */
	const char *fix;                         /* in a few words: "take out of the list" */
	bool        mends;                       /* health_mend knows the list without it; else an admin has to look */
	const char *elsewhere;                   /* what to do where the form cannot help; NULL: it can */
} Finding;
extern const Finding findings[FINDING_COUNT];
FindingId finding_find(const char *key);     /* FINDING_COUNT: no such kind */

/* What agents typed as phone login, for those that were not used; core/data reads it for the health check alone. */
enum { UNUSED_DAYS = 90 };
typedef struct {
	const char *const *typed; size_t count;  /* in login_compare order */
	bool               read;                 /* false: it is not known who was used */
	const char        *since;                /* "2025-12-01", where the log does not reach back so far; "" where it does */
} LoginLog;

/* By the catalog alone; passwords tell only in one that was read with them. */
Health health_of(const Catalog *cat, const Alias *alias);
/* Sentence number i (0..) about the alias, most important first, e.g. "8311a does not exist"; false: no more. */
bool   health_sentence(const Catalog *cat, const Alias *alias, size_t i, char *out, size_t cap);
/* All of one kind, with semicolons between; "": it has none of it. log NULL: not read. */
void   health_words(const Catalog *cat, const LoginLog *log, const Alias *alias, FindingId kind, char *out, size_t cap);
/* The kinds it has, bit i for FindingId i. named: a phone login is called as it is; unused: by the log. */
uint32_t health_kinds(const Catalog *cat, const Alias *alias, bool named, bool unused);
/* Does the log tell that agents typed it? */
bool   health_used(const LoginLog *log, const Alias *alias);
/* About one phone of it, short enough for the strip under the list: "inactive, logins fail"; "" when it is fine. */
void   health_phone(const Catalog *cat, const Phone *phone, char *out, size_t cap);
/* The list without the logins, or the strays in them, that are found of a kind that mends, all else as it stands; false: it stays
 * what it is. */
bool   health_mend(const Catalog *cat, const Alias *alias, FindingId kind, char *out, size_t cap);

#endif
