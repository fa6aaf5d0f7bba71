/* VICIdial's tables by name: every read and write of them that is about aliases and phones. Sign-in's queries are in
 * core/service/signin.c. Values cross as raw bytes and as the server shows them. Raw is CONVERT(col USING binary):
 * of CAST(col AS BINARY) MariaDB sends '?' for every byte that is not UTF-8, though it compares the bytes. */
#ifndef CORE_DATA_VICIDIAL_H
#define CORE_DATA_VICIDIAL_H

#include "core/data/database.h"
#include "core/model/adminlog.h"
#include "core/model/catalog.h"
#include "core/model/health_report.h"
#include "core/model/plan.h"
#include "core/model/record.h"

/* Texts go to mem. */
bool vicidial_site(Database *db, Arena *mem, const GroupScope *scope, Site *out, Err *err) MUST_CHECK;

/* progress: rows so far and expected; returns false to stop (ERR_STOPPED). NULL: none. */
typedef bool (*VicidialProgress)(void *context, size_t done, size_t total);
/* Also compares the rows fetched with COUNT(*): a crashed MyISAM table reads as empty without an error. */
bool vicidial_catalog(Database *db, const GroupScope *scope, VicidialProgress progress, void *context,
                      Catalog **out, Err *err) MUST_CHECK;
/* A catalog of its own and what is wrong in it: also passwords, compared by the server and never read, and who was not used.
 * What this VICIdial lacks or the database user may not read goes unsaid: report->passwords, report->log.read. */
bool vicidial_health(Database *db, const GroupScope *scope, VicidialProgress progress, void *context,
                     HealthReport **out, Err *err) MUST_CHECK;
/* ERR_NOT_FOUND when there is no such alias or the scope does not see it, said in the same words. */
bool vicidial_record(Database *db, const GroupScope *scope, const char *alias_id, Record **out, Err *err) MUST_CHECK;
/* The same without what only warnings tell of (other aliases, agents, users) and without the choices of user group and protocol: for
 * a plan that needs none of it, as a rename. */
bool vicidial_record_brief(Database *db, const GroupScope *scope, const char *alias_id, Record **out, Err *err) MUST_CHECK;
/* Many at once, with a handful of statements for each 1,000: a lookup by login reads all phones. brief: as above. */
bool vicidial_records(Database *db, const GroupScope *scope, const char *const *ids, size_t count, bool brief,
                      VicidialProgress progress, void *context, Records **out, Err *err) MUST_CHECK;
/* For record_take: what many aliases ask for, at once. */
bool vicidial_lookup_many(Database *db, const GroupScope *scope, const char *const *logins, size_t login_count,
                          const char *const *extensions, size_t extension_count, bool brief, Lookup **out, Err *err) MUST_CHECK;
/* The record of an alias that is to be made: the site, and no row yet. */
bool vicidial_new_record(Database *db, const GroupScope *scope, Record **out, Err *err) MUST_CHECK;
/* alias_id "": for an alias that is to be made; then also which logins are IDs of aliases. */
bool vicidial_lookup(Database *db, const GroupScope *scope, const char *alias_id, const char *const *logins, size_t login_count,
                     const char *const *extensions, size_t extension_count, Lookup **out, Err *err) MUST_CHECK;

/* One row, compared and swapped; no row matched is no error. ready: asks the server to parse the statement, so that writing it
 * is one round trip; what goes wrong with that, writing it says. */
void vicidial_ready_step(Database *db, const Step *step);
bool vicidial_write_step(Database *db, const Step *step, Written *out, Err *err) MUST_CHECK;

/* The row of a step as it is now; values go to mem. */
bool vicidial_observe(Database *db, const Step *step, Arena *mem, Observed *out, Err *err) MUST_CHECK;

/* Sets rebuild_conf_files under VICIdial's proviso (the WHERE has it); *flagged: was the proviso met. */
bool vicidial_flag_rebuild(Database *db, const char *server_ip, bool *flagged, Err *err) MUST_CHECK;
/* How many of the servers still wait for their rebuild. */
bool vicidial_rebuild_pending(Database *db, const char *const *ips, size_t count, size_t *pending, Err *err) MUST_CHECK;

/* Fits every value to its column first, so that it cannot fail for length after the change. address: IPv6 goes to the
 * notes, 0.0.0.0 to the column. *id: admin_log_id. */
bool vicidial_log_add(Database *db, const AdminLogRow *row, const char *user, const char *address, int64_t *id, Err *err) MUST_CHECK;
/* The log row of (op, step), 0 when there is none. */
bool vicidial_log_find(Database *db, const AdminLogRow *row, const Anchor *anchor, int64_t *id, Err *err) MUST_CHECK;

/* The anchors of one chain in VICIdial's admin log, in its order, and the oldest row that log still has, of whatever kind (0: it
 * is empty). progress: anchors so far, total 0. */
typedef void (*VicidialAnchor)(void *context, const Anchor *anchor, int64_t log_id);
bool vicidial_anchors(Database *db, const uint8_t chain_id[16], VicidialAnchor each, VicidialProgress progress, void *context,
                      int64_t *oldest, Err *err) MUST_CHECK;

/* What VICIdial's own log tells of one record, newest first, texts in mem: the newest LOG_MOST of it, or the few by which one
 * sees what the last change was. */
enum { LOG_MOST = 500, LOG_FEW = 4 };
typedef struct {
	int64_t     id, at_us;
	int64_t     age_us;                      /* by the server's own clock, which may be another than ours; whole seconds */
	const char *user, *type, *code, *sql, *notes;        /* "" for NULL */
} LoggedChange;
bool vicidial_log_of(Database *db, Arena *mem, const char *section, const char *record_id, bool all,
                     LoggedChange **out, size_t *count, Err *err) MUST_CHECK;

/* A request may name an alias by its name. count: how many the scope sees; id: of the first. */
bool vicidial_alias_by_name(Database *db, const GroupScope *scope, const char *name, char *id, size_t cap, size_t *count, Err *err) MUST_CHECK;

/* For requests in VICIdial's own dialect (vicidial_native.c). */
bool vicidial_uses_non_latin(Database *db, bool *out, Err *err) MUST_CHECK;
/* What a column of phones_alias makes of a value that VICIdial's session writes. */
typedef struct {
	const char *sent, *stored;               /* as its statement has it; cut to the column */
	bool        fits;                        /* else the server's sql_mode refuses it */
} Fitted;
bool vicidial_fit(Database *db, ColumnId column, const char *value, Arena *mem, Fitted *out, Err *err) MUST_CHECK;
/* The first login of a list, empty ones too, that no phone has; NULL: none. */
bool vicidial_unknown_login(Database *db, const char *list, Arena *mem, const char **out, Err *err) MUST_CHECK;

/* VICIdial's own log of requests: one row each, never with a password. Texts are cut to their columns. */
typedef struct {
	const char *user, *function, *agent_user, *result, *reason, *source, *data;   /* result: "SUCCESS", "ERROR" */
	int64_t     took_ms;
} ApiLogRow;
bool vicidial_api_log_add(Database *db, const ApiLogRow *row, Err *err) MUST_CHECK;

/* One sentence for each table that is crashed, as far as the server can tell without reading through whole ones. */
bool vicidial_tables_check(Database *db, void (*say)(void *context, const char *sentence), void *context, Err *err) MUST_CHECK;

/* For --check: each table and column the program reads that is missing, and each right; one sentence a call. */
bool vicidial_check(Database *db, void (*say)(void *context, bool ok, const char *sentence), void *context, Err *err) MUST_CHECK;

#endif
