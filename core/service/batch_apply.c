#include <assert.h>
#include <string.h>

#include "core/base/sys.h"
#include "core/service/batch_inside.h"
#include "core/service/change.h"
#include "core/service/recover.h"

/* A group's outcomes are one transaction: what a crash leaves in doubt, and how long nobody else gets the log's lock. */
enum { GROUP_ROWS = 25, GROUP_MS = 250 };
enum { DOUBTS_AT_MOST = 5, CONFLICTS_AT_MOST = 20 };
enum { COLUMNS_AGE_MS = 1000 };              /* what the log's columns hold is asked for once a second, not for each row */

/* A row that has an intent. */
typedef struct {
	size_t     row;
	AuditEvent intent;
	Text       payload;
	bool       ended;                        /* its outcome is written, or it stays open */
} Todo;

typedef struct {
	Service     *service;
	Batch       *batch;
	BatchResult *result;
	uint8_t      batch_id[16];
	Todo        *todos; size_t count;
	Change      *group[GROUP_ROWS]; size_t grouped;      /* written, without their outcomes */
	Todo        *group_todos[GROUP_ROWS];
	int64_t      group_ms;
	Flags        flags;                      /* of this group */
	size_t       doubts, conflicts;          /* one after another; in all */
	bool         broken;                     /* the connection, or the log */
	Err          trouble;                    /* why outcomes stay unwritten */
} Run;

static BatchResult *result_new(size_t count)
{
	Arena *mem = arena_new();
	BatchResult *result = arena_take(mem, sizeof *result);
	*result = (BatchResult){ .mem = mem, .rows = arena_take(mem, (count + 1) * sizeof *result->rows), .count = count };
	for (size_t i = 0; i < count; i++)
		result->rows[i] = (BatchRowResult){ .class = CLASS_NOT_ATTEMPTED, .sentence = "" };
	return result;
}

static void say_row(Run *run, size_t row, StepClass class, const char *sentence)
{
	BatchRowResult *to = &run->result->rows[row];
	to->class = class;
	to->sentence = arena_text(run->result->mem, sentence);
}

static void stop(Run *run, const char *why)
{
	if (!*run->result->why_stopped)
		text_copy(run->result->why_stopped, sizeof run->result->why_stopped, why);
}

/* ---- intents ------------------------------------------------------------------------------------------------------------- */

static bool open_event(Run *run, Text *payload, AuditEvent *event, Err *err)
{
	const Batch *batch = run->batch;
	char aliases[32], rest[32];
	text_format(aliases, sizeof aliases, "%zu", batch->counts.change);
	text_format(rest, sizeof rest, "%lld", (long long)batch->rest_seq);
	const char *pairs[] = { "text", batch->title, "aliases", aliases, batch->rest_seq ? "rest_of" : NULL, rest, NULL };
	*event = (AuditEvent){ .kind = EVENT_BATCH_OPEN, .has_batch = true, .has_undo = batch->undo_seq != 0 };
	memcpy(event->batch_id, run->batch_id, sizeof event->batch_id);
	memcpy(event->undo_of, batch->undo_of, sizeof event->undo_of);
	if (!audit_note_payload(run->service->audit, payload, pairs, err))
		return false;
	event->payload = payload->bytes;
	event->payload_length = payload->length;
	return true;
}

static bool make_intents(Run *run, const IntentOrigin *origin, Err *err)
{
	run->todos = mem_take((run->batch->count + 1) * sizeof *run->todos);
	for (size_t i = 0; i < run->batch->count; i++) {
		BatchRow *row = &run->batch->rows[i];
		if (!batch_writes(row) || row->plan->step_count == 0)
			continue;
		Todo *todo = &run->todos[run->count++];
		todo->row = i;
		if (!change_intent(run->service, row->plan, origin, run->batch_id, &todo->payload, &todo->intent, err))
			return false;
	}
	return true;
}

/* events[0] opens the batch. An alias that somebody else is changing right now drops out, and the others are tried without it. */
static bool append_intents(Run *run, AuditEvent *events, Reply *out, Err *err)
{
	bool settled = false;
	size_t taken;
	for (;;) {
		for (size_t i = 0; i < run->count; i++)
			events[i + 1] = run->todos[i].intent;
		if (audit_append_intents(run->service->audit, events, run->count + 1, &taken, err))
			break;
		if (err->code != ERR_CONFLICT)
			return false;
		if (!settled && !recover_run(run->service, service_keep_settled, out, err))
			return false;
		if (settled) {
			assert(taken > 0);               /* the first event opens the batch */
			Todo *gone = &run->todos[taken - 1];
			say_row(run, gone->row, CLASS_CONFLICT, arena_format(run->result->mem, "Not saved: %s.", err->text));
			text_free(&gone->payload);
			memmove(gone, gone + 1, (--run->count - (taken - 1)) * sizeof *gone);
		}
		settled = true;
	}
	for (size_t i = 0; i < run->count; i++) {
		run->todos[i].intent = events[i + 1];
		run->result->rows[run->todos[i].row].intent_seq = events[i + 1].seq;
	}
	run->result->seq = events[0].seq;
	return true;
}

static bool begin(Run *run, const IntentOrigin *origin, Reply *out, Err *err)
{
	Text payload = { 0 };
	sys_random(run->batch_id, sizeof run->batch_id);
	bool ok = make_intents(run, origin, err);
	AuditEvent *events = mem_take((run->count + 1) * sizeof *events);
	ok = ok && open_event(run, &payload, &events[0], err) && append_intents(run, events, out, err);
	if (!ok && err->code == ERR_AUDIT)
		run->service->writes_stopped = true;
	text_free(&payload);
	mem_free(events);
	CHANGE_AT(POINT_INTENT);
	return ok;
}

/* ---- rows ---------------------------------------------------------------------------------------------------------------- */

static bool is_done(StepClass class)
{
	return class == CLASS_APPLIED || class == CLASS_ALREADY;
}

/* The row before it that writes its phone too and did not get there; NULL: none. */
static const BatchRow *fallen(const Run *run, const BatchRow *row)
{
	for (size_t i = 0; i < row->lean_count; i++)
		if (!is_done(run->result->rows[row->leans[i]].class))
			return &run->batch->rows[row->leans[i]];
	return NULL;
}

static void say_fallen(Run *run, size_t row, const BatchRow *on)
{
	say_row(run, row, CLASS_NOT_ATTEMPTED, arena_format(run->result->mem,
	        "%s was not changed: it shares a phone with %s, which was not changed either.", run->batch->rows[row].alias.text,
	        on->alias.text));
}

static void leave_pending(Run *run, const Todo *todo, Change *change)
{
	Err err = { 0 };
	bool told = change_pending(change, &run->trouble, &err);
	say_row(run, todo->row, change->result.class, told ? change->result.sentence : err.text);
}

/* The row stays open, or was not begun, and recovery looks at it. */
static void give_up(Run *run, const Todo *todo, const Change *change, const Err *err)
{
	run->trouble = *err;
	run->broken = err->code == ERR_OFFLINE;
	if (run->broken)
		stop(run, "Stopped: the connection to the database broke.");
	say_row(run, todo->row, change->result.class, err->text);
}

/* A row of one step needs no look first: its compare-and-swap is the look. False: it has no outcome. */
static bool write_row(Run *run, const Todo *todo, Change *change)
{
	Service *service = run->service;
	Err err = { 0 };
	if (change->plan->step_count > 1 && !change_compare(service, change, &err)) {
		change->refusal = err;
		if (err.code != ERR_CONFLICT)
			give_up(run, todo, change, &err);
		return err.code == ERR_CONFLICT;
	}
	if (!change_write(service, change, &err)) {
		give_up(run, todo, change, &err);
		return false;
	}
	if (change_log(service, &change->what, &err))
		return true;
	give_up(run, todo, change, &err);
	leave_pending(run, todo, change);
	return false;
}

static void count_row(Run *run, StepClass class, bool in_doubt)
{
	run->conflicts += class == CLASS_CONFLICT || class == CLASS_GONE || class == CLASS_ROLLED_BACK;
	run->doubts = in_doubt ? run->doubts + 1 : 0;
	if (run->doubts >= DOUBTS_AT_MOST)
		stop(run, "Stopped by itself: too many rows in a row whose outcome is not known.");
	else if (run->conflicts >= CONFLICTS_AT_MOST)
		stop(run, "Stopped by itself: too many aliases were changed by somebody else meanwhile.");
}

static void keep_in_group(Run *run, Todo *todo, Change *change)
{
	if (run->grouped == 0)
		run->group_ms = change->started_ms;
	run->group_todos[run->grouped] = todo;
	run->group[run->grouped++] = change;
}

static void run_row(Run *run, Todo *todo, const IntentOrigin *origin)
{
	BatchRow *row = &run->batch->rows[todo->row];
	const BatchRow *on = fallen(run, row);
	if (on) {
		say_fallen(run, todo->row, on);
		return;
	}
	Change *change = mem_take(sizeof *change);
	change_begin(run->service, change, row->plan, origin);
	change_intended(run->service, change, &todo->intent);
	bool ended = write_row(run, todo, change);
	run->result->rows[todo->row].class = change->result.class;
	if (change->refusal.code == ERR_READ_ONLY)
		stop(run, "Stopped: the database server is read-only now (a replica?).");
	count_row(run, change->result.class, !ended);
	if (ended) {
		keep_in_group(run, todo, change);
		return;
	}
	todo->ended = change->result.class != CLASS_NOT_ATTEMPTED;
	change_end(change);
	mem_free(change);
}

/* ---- outcomes ------------------------------------------------------------------------------------------------------------ */

static bool wrote_phone(const Change *change)
{
	for (size_t i = 0; i < change->plan->step_count; i++)
		if (change->plan->steps[i].table == TABLE_PHONE && step_class_wrote(change->result.classes[i]))
			return true;
	return false;
}

static void keep_servers(Run *run, const ChangeResult *from)
{
	BatchResult *to = run->result;
	for (size_t i = 0; i < from->server_count; i++) {
		size_t at = 0;
		while (at < to->server_count && strcmp(to->servers[at], from->servers[i]) != 0)
			at++;
		if (at == to->server_count && at < sizeof to->servers / sizeof *to->servers)
			text_copy(to->servers[to->server_count++], sizeof *to->servers, from->servers[i]);
	}
}

/* What one row came to, in words; its conflict was found before anything of it was written, or at that very moment. */
static void tell(Run *run, const Todo *todo, Change *change)
{
	Err err = { 0 };
	bool looked = change->refusal.code == ERR_CONFLICT;
	bool saved = !looked && change_say(change, &err);
	say_row(run, todo->row, change->result.class, saved ? change->result.sentence : looked ? change->refusal.text : err.text);
	keep_servers(run, &change->result);
}

/* Left open where its servers could not be asked to rebuild: recovery asks them. */
static bool flag(Run *run, Change *change)
{
	if (!wrote_phone(change))
		return true;
	if (!run->broken && change_flag(run->service, &change->what, &run->flags, &run->trouble))
		return true;
	run->broken = run->broken || run->trouble.code == ERR_OFFLINE;
	stop(run, "Stopped: the servers could not be asked to rebuild.");
	return false;
}

/* The outcomes of the group in one transaction. */
static void end_group(Run *run)
{
	AuditEvent events[GROUP_ROWS];
	Text payloads[GROUP_ROWS] = { 0 };
	bool flagged[GROUP_ROWS] = { false };
	size_t count = 0;
	bool ok = true;
	for (size_t i = 0; i < run->grouped; i++) {
		flagged[i] = flag(run, run->group[i]);
		Outcome outcome = change_came_to(run->group[i]);
		if (flagged[i])
			ok = ok && change_outcome(run->service, &run->group[i]->intent, &outcome, run->group[i]->result.class, &payloads[i],
			                          &events[count++], &run->trouble);
	}
	CHANGE_AT(POINT_OUTCOME);
	ok = ok && (count == 0 || audit_append(run->service->audit, events, count, &run->trouble));
	if (!ok) {
		run->broken = run->service->writes_stopped = true;
		stop(run, "Stopped: the audit log cannot be written.");
	}
	for (size_t i = 0; i < run->grouped; i++) {
		if (ok && flagged[i])
			tell(run, run->group_todos[i], run->group[i]);
		else
			leave_pending(run, run->group_todos[i], run->group[i]);
		run->group_todos[i]->ended = true;
		change_end(run->group[i]);
		mem_free(run->group[i]);
		text_free(&payloads[i]);
	}
	run->grouped = 0;
	run->flags = (Flags){ 0 };
}

static void run_rows(Run *run, const Request *request, OpProgress progress, void *context)
{
	Err err;
	for (size_t i = 0; i < run->count && !*run->result->why_stopped; i++) {
		if (progress && !progress(context, i, run->count)) {
			stop(run, "Stopped.");
			break;
		}
		if (run->grouped == 0 && !service_rights(run->service, request->door, &err)) {
			stop(run, err.text);
			break;
		}
		run_row(run, &run->todos[i], request->origin);
		if (run->grouped == GROUP_ROWS || (run->grouped && sys_monotonic_ms() - run->group_ms >= GROUP_MS))
			end_group(run);
	}
	end_group(run);
}

/* What was not tried, and the end of the batch. */
static void close_batch(Run *run)
{
	static const StepClass not_attempted[PLAN_STEPS_MAX];
	Err err;
	AuditEvent *events = mem_take((run->count + 1) * sizeof *events);
	Text *payloads = mem_take((run->count + 1) * sizeof *payloads);
	size_t count = 0;
	bool ok = !run->service->writes_stopped;
	for (size_t i = 0; i < run->count && ok; i++) {
		const Todo *todo = &run->todos[i];
		Outcome outcome = { .classes = not_attempted, .count = run->batch->rows[todo->row].plan->step_count };
		if (todo->ended)
			continue;
		ok = change_outcome(run->service, &todo->intent, &outcome, CLASS_NOT_ATTEMPTED, &payloads[count], &events[count], &err);
		count++;
	}
	ok = ok && batch_close_event(run->service, run->batch_id, &run->result->stand, run->result->why_stopped, &payloads[count],
	                             &events[count], &err);
	ok = ok && audit_append(run->service->audit, events, count + 1, &err);
	run->service->writes_stopped = !ok;
	for (size_t i = 0; i <= count; i++)
		text_free(&payloads[i]);
	mem_free(payloads);
	mem_free(events);
}

/* ---- the whole ----------------------------------------------------------------------------------------------------------- */

/* Rows whose every phone another row wrote have no plan left, and what they came to is what that one came to. */
static void tell_joined(Run *run)
{
	for (size_t i = 0; i < run->batch->count; i++) {
		const BatchRow *row = &run->batch->rows[i];
		if (!batch_writes(row) || row->plan->step_count)
			continue;
		const BatchRow *on = fallen(run, row);
		if (on)
			say_fallen(run, i, on);
		else
			say_row(run, i, CLASS_ALREADY, arena_format(run->result->mem, "%s: changed with %s, which has the same phones.",
			        row->alias.text,
			        run->batch->rows[row->leans[0]].alias.text));
	}
}

static void sum_up(Run *run)
{
	BatchResult *to = run->result;
	const Batch *batch = run->batch;
	for (size_t i = 0; i < batch->count; i++) {
		StepClass class = to->rows[i].class;
		if (!batch_writes(&batch->rows[i]))
			continue;
		to->written += is_done(class);
		to->failed += !is_done(class) && class != CLASS_NOT_ATTEMPTED;
		to->not_tried += class == CLASS_NOT_ATTEMPTED;
		batch_stand_add(&to->stand, class, batch->rows[i].alias.text);
	}
}

static void say_all(Run *run)
{
	char stands[160];
	BatchResult *to = run->result;
	const Batch *batch = run->batch;
	size_t length = text_format(to->sentence, sizeof to->sentence, "%zu of %zu aliases changed: %s, batch #%lld.", to->written,
	                            batch->counts.change, batch->title, (long long)to->seq);
	batch_stand_text(&to->stand, stands, sizeof stands);
	if (!batch_stand_whole(&to->stand))
		length += text_format(to->sentence + length, sizeof to->sentence - length, " %s.", strstr(stands, ", ") + 2);
	if (*to->why_stopped)
		text_format(to->sentence + length, sizeof to->sentence - length, " %s", to->why_stopped);
}

static bool may_begin(Service *service, const Request *request, Err *err)
{
	const Batch *batch = request->batch;
	if (!change_may_write(service, err) || !service_rights(service, request->door, err))
		return false;
	for (size_t i = 0; i < batch->count; i++)
		if (batch_writes(&batch->rows[i]) && !service_allows(service, batch->rows[i].plan, err))
			return false;
	if (batch->counts.change == 0)
		return fail(err, ERR_INPUT, "Nothing to change: no alias of the batch is left.");
	return true;
}

bool batch_apply_run(Service *service, Request *request, Reply *out, OpProgress progress, void *context, Err *err)
{
	if (!may_begin(service, request, err))
		return false;
	Run *run = mem_take(sizeof *run);
	*run = (Run){ .service = service, .batch = request->batch, .result = result_new(request->batch->count) };
	batch_join(run->batch);
	bool ok = begin(run, request->origin, out, err);
	if (ok) {
		database_accept_age(service->db, COLUMNS_AGE_MS);
		run_rows(run, request, progress, context);
		database_accept_age(service->db, 0);
		tell_joined(run);
		sum_up(run);
		close_batch(run);
		say_all(run);
		out->batch = request->batch;
		out->batch_result = run->result;
		request->batch = NULL;
	} else {
		batch_result_free(run->result);
	}
	for (size_t i = 0; i < run->count; i++)
		text_free(&run->todos[i].payload);
	mem_free(run->todos);
	mem_free(run);
	return ok;
}
