/* What the tests of the audit log share: logs in folders of their own, entries to append, and a hand that tampers. */
#ifndef TESTS_UNIT_AUDIT_LOG_H
#define TESTS_UNIT_AUDIT_LOG_H

#include <errno.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/base/sys.h"
#include "core/data/audit.h"
#include "tests/scratch.h"

enum { LOG_PATH = 300 };

/* A new folder of that mode, and the path of a log in it that is not there yet. */
static inline const char *log_place(char out[LOG_PATH], unsigned mode)
{
	static int made;
	char name[40];
	text_format(name, sizeof name, "log%d-%d", (int)getpid(), ++made);
	scratch_path(out, LOG_PATH, name);
	if (mkdir(out, 0700) != 0 || chmod(out, mode) != 0)
		abort();
	text_format(name, sizeof name, "log%d-%d/audit.db", (int)getpid(), made);
	return scratch_path(out, LOG_PATH, name);
}

static inline Audit *log_open(const char *path, AuditMode mode)
{
	Audit *audit;
	Err err;
	AuditWriter writer = { .session_id = { 7 }, .actor = "6666", .os_user = "root:0:1000", .origin = "ssh 10.0.0.5 pts/3" };
	if (!audit_open(&audit, path, mode, &err)) {
		fprintf(stderr, "%s\n", err.text);
		abort();
	}
	if (mode == AUDIT_WRITE)
		audit_set_writer(audit, &writer);
	return audit;
}

static inline void log_as(Audit *audit, const char *actor)
{
	AuditWriter writer = { .session_id = { 8 }, .os_user = "jsmith:1001:1001", .origin = "cli pts/4" };
	text_copy(writer.actor, sizeof writer.actor, actor);
	audit_set_writer(audit, &writer);
}

static inline bool log_note(Audit *audit, EventKindId kind, const char *key, const char *value, Err *err)
{
	Text payload = { 0 };
	bool ok = audit_note_payload(audit, &payload, (const char *const[]){ key, value, NULL }, err);
	AuditEvent event = { .kind = kind, .payload = payload.bytes, .payload_length = payload.length };
	ok = ok && audit_append(audit, &event, 1, err);
	text_free(&payload);
	return ok;
}

/* Renames an alias from "Desk" to the given name. */
static inline Plan *log_plan(const char *alias, const char *name)
{
	static unsigned made;
	Arena *mem = arena_new();
	Plan *plan = arena_take(mem, sizeof *plan);
	Step *step = arena_take(mem, sizeof *step);
	plan->mem = mem;
	text_format((char *)plan->op_id, sizeof plan->op_id, "%u.%d", ++made, (int)getpid());
	text_copy(plan->alias.text, sizeof plan->alias.text, alias);
	plan->changed = "name";
	plan->note = "OPS-2231";
	*step = (Step){ .table = TABLE_ALIAS, .column_count = 4, .label = "alias", .columns = {
		{ COLUMN_ALIAS_ID, value_text(plan->alias.text), value_text(plan->alias.text), false },
		{ COLUMN_ALIAS_NAME, value_text("Desk"), value_text(arena_text(mem, name)), true },
		{ COLUMN_LOGINS_LIST, value_text("8302a,8302b"), value_text("8302a,8302b"), false },
		{ COLUMN_USER_GROUP, VALUE_NULL, VALUE_NULL, false } } };
	plan->steps = step;
	plan->step_count = 1;
	return plan;
}

static inline bool log_intent(Audit *audit, const Plan *plan, AuditEvent *out, Err *err)
{
	Text payload = { 0 };
	IntentOrigin origin = { .host = "db1", .connection_id = 71 };
	*out = (AuditEvent){ .kind = EVENT_INTENT, .has_op = true, .table = "phones_alias", .key = value_text(plan->alias.text) };
	memcpy(out->op_id, plan->op_id, sizeof out->op_id);
	bool ok = audit_intent_payload(audit, &payload, plan, &origin, err);
	out->payload = payload.bytes;
	out->payload_length = payload.length;
	ok = ok && audit_append_intent(audit, out, err);
	out->payload = NULL;
	text_free(&payload);
	return ok;
}

static inline bool log_outcome(Audit *audit, const AuditEvent *intent, StepClass class, const char *note, Err *err)
{
	Text payload = { 0 };
	Outcome outcome = { .classes = &class, .count = 1, .log_ids = (const int64_t[]){ 99 }, .servers = "10.0.0.9", .note = note };
	AuditEvent event = { .kind = EVENT_OUTCOME, .has_op = true, .table = intent->table, .key = intent->key,
	                     .class = step_class_name(class) };
	memcpy(event.op_id, intent->op_id, sizeof event.op_id);
	bool ok = audit_outcome_payload(audit, &payload, &outcome, err);
	event.payload = payload.bytes;
	event.payload_length = payload.length;
	ok = ok && audit_append(audit, &event, 1, err);
	text_free(&payload);
	return ok;
}

/* A whole change; returns its number, 0 when it was refused. */
static inline int64_t log_change(Audit *audit, const char *alias, const char *name, Err *err)
{
	AuditEvent intent;
	Plan *plan = log_plan(alias, name);
	bool ok = log_intent(audit, plan, &intent, err) && log_outcome(audit, &intent, CLASS_APPLIED, NULL, err);
	plan_free(plan);
	return ok ? intent.seq : 0;
}

/* SQL by a connection of its own, as somebody with write access to the file has it. Aborts when SQLite refuses. */
static inline void log_tamper(const char *path, const char *sql)
{
	sqlite3 *db;
	char *said = NULL;
	if (sqlite3_open(path, &db) != SQLITE_OK || sqlite3_exec(db, sql, NULL, NULL, &said) != SQLITE_OK) {
		fprintf(stderr, "%s: %s\n", sql, said ? said : sqlite3_errmsg(db));
		abort();
	}
	sqlite3_close(db);
}

/* Its status, however often a signal interrupts. */
static inline int log_wait(pid_t child)
{
	int status = 0;
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		continue;
	return status;
}

static inline AuditVerdict log_verdict(const char *path)
{
	AuditVerdict verdict;
	Err err;
	if (!audit_verify(path, NULL, NULL, NULL, &verdict, &err)) {
		fprintf(stderr, "%s\n", err.text);
		abort();
	}
	return verdict;
}

/* All that the log tells, as its export has it; "" where it refuses. */
static inline void log_lines(const char *path, Text *out)
{
	Err err;
	char *bytes = NULL;
	size_t length;
	FILE *to = open_memstream(&bytes, &length);
	bool ok = audit_export_lines(path, to, &err);
	fclose(to);
	text_clear(out);
	text_add_bytes(out, ok ? bytes : "", ok ? length : 0);
	free(bytes);
}

#endif
