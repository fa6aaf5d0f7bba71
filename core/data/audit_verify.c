#include "core/data/audit_file.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "core/base/sys.h"
#include "core/data/digest.h"

enum { PROGRESS_EVERY = 4096 };

typedef struct {
	AuditChain          chain;
	AuditIndexSums      sums;                /* of the file under proof */
	const AuditAnchors *anchors;             /* NULL: none */
	AuditProgress       progress;
	void               *context;
	int64_t             from_seq, total;     /* where the file under proof has to begin; entries in all */
	AuditVerdict       *out;
} Proof;

/* The number in the first row, 0 without one. False: it cannot be asked for. */
static bool ask_number(Audit *audit, SqlId sql, int64_t *out)
{
	sqlite3_stmt *row = audit_statement(audit, sql);
	int result = audit_step(row);
	*out = result == SQLITE_ROW ? sqlite3_column_int64(row, 0) : 0;
	audit_done(row);
	return result == SQLITE_ROW || result == SQLITE_DONE;
}

static void stopped(const Proof *proof, Err *err)
{
	fail(err, ERR_STOPPED, "The check of the audit log was stopped after %lld entries.", (long long)proof->out->events);
}

static bool go_on(const Proof *proof)
{
	return !proof->progress || proof->progress(proof->context, proof->out->events, proof->total);
}

/* Step 2 of RELIABILITY 3.3. */
static bool walk_chain(Proof *proof, Audit *audit, Err *err)
{
	sqlite3_stmt *walk = audit_statement(audit, SQL_AUDIT_VERIFY_WALK);
	int result = SQLITE_DONE;
	bool going = true;
	AuditRow row;
	proof->sums = (AuditIndexSums){ 0 };
	audit_pending_free(&proof->chain.pending);       /* an outcome stands in the file of its intent */
	while (going && (result = audit_step(walk)) == SQLITE_ROW) {
		audit_row_read(&row, walk, AUDIT_ROW_COLUMNS);
		if (!audit_chain_row(&proof->chain, &row))
			break;
		audit_indexes_expect(&proof->sums, &row);
		going = proof->out->events % PROGRESS_EVERY || go_on(proof);
	}
	if (going && result != SQLITE_ROW && result != SQLITE_DONE)
		audit_chain_fault(&proof->chain, proof->chain.next_seq, "cannot be read: the file is damaged");
	audit_done(walk);
	if (!going)
		stopped(proof, err);
	return going;
}

/* Step 4: a chain can be whole and still tell what cannot have been. */
static void check_meaning(Proof *proof)
{
	if (proof->chain.orphan_seq)
		audit_chain_fault(&proof->chain, proof->chain.orphan_seq, "is the outcome of a change that was never begun");
}

/* What is not about one entry casts doubt on all of them. */
static void whole_file(Proof *proof, const Audit *audit, const char *how)
{
	const char *name = strrchr(audit->place.file, '/');
	if (proof->out->fault[0])
		return;
	proof->out->first_bad_seq = proof->from_seq;
	text_format(proof->out->fault, sizeof proof->out->fault, "The audit log was altered as a whole (%s): %s.", name + 1, how);
}

static void check_genesis(Proof *proof, const Audit *audit)
{
	uint8_t genesis[32];
	text_clear(&proof->chain.encoded);
	event_encode_genesis(&proof->chain.encoded, audit->segment.chain_id, audit->segment.host);
	audit_hash(genesis, &proof->chain.encoded);
	if (audit->segment.first_seq != 1 || memcmp(genesis, audit->segment.prev_hash, sizeof genesis) != 0)
		whole_file(proof, audit, "its beginning is not the one it was made with");
}

/* The pages only: what their values may be, the chain has answered, and asking again would double the time. */
static void check_pages(Proof *proof, Audit *audit)
{
	char said[160];
	sqlite3_exec(audit->db, "PRAGMA ignore_check_constraints=ON", NULL, NULL, NULL);
	sqlite3_stmt *row = audit_statement(audit, SQL_AUDIT_QUICK_CHECK);
	const char *answer = audit_step(row) == SQLITE_ROW ? (const char *)sqlite3_column_text(row, 0) : NULL;
	const char *text = answer ? answer : sqlite3_errmsg(audit->db);
	text_visible(said, sizeof said, text, strlen(text));
	if (!answer || strcmp(answer, "ok") != 0)
		whole_file(proof, audit, said);
	audit_done(row);
}

/* quick_check does not compare what an index says with the entries it is of. */
static void check_indexes(Proof *proof, Audit *audit)
{
	char said[100];
	const char *index = proof->out->fault[0] ? NULL : audit_indexes_differ(audit, &proof->sums);
	if (!index)
		return;
	text_format(said, sizeof said, "its index (%s) does not hold what its entries say", index);
	whole_file(proof, audit, said);
}

/* Entries first, so that a fault names one where it can. */
static bool check_file(Proof *proof, Audit *audit, bool newest, Err *err)
{
	char said[200];
	if (!walk_chain(proof, audit, err))
		return false;
	check_meaning(proof);
	if (audit->segment.number == 1)
		check_genesis(proof, audit);
	if (!audit_schema_intact(audit, said, sizeof said))
		whole_file(proof, audit, said);
	check_pages(proof, audit);
	check_indexes(proof, audit);
	if (proof->out->fault[0] || !proof->anchors)
		return true;
	if (go_on(proof))
		return audit_anchor_check(audit, &proof->chain, proof->anchors, newest, err);
	stopped(proof, err);
	return false;
}

/* The first entry of a segment says what the file before it was, byte for byte. */
static bool is_sealed_as_said(Audit *next, const char *before)
{
	uint8_t digest[DIGEST_SIZE];
	char hex[2 * DIGEST_SIZE + 1];
	sqlite3_stmt *row = audit_statement(next, SQL_AUDIT_VERIFY_SEALED);
	audit_bind_number(row, 1, next->segment.first_seq);
	const char *said = audit_step(row) == SQLITE_ROW ? (const char *)sqlite3_column_text(row, 0) : NULL;
	bool same = said && digest_sha256_file(digest, before);
	if (same) {
		sys_hex(hex, digest, sizeof digest);
		same = strcmp(hex, said) == 0;
	}
	audit_done(row);
	return same;
}

/* Step 3: does a segment go on where the one before it ended? */
static bool follows(Proof *proof, Audit *audit, const char *before)
{
	const AuditChain *chain = &proof->chain;
	if (memcmp(audit->segment.chain_id, chain->chain_id, sizeof chain->chain_id) != 0 ||
	    audit->segment.first_seq != chain->next_seq || memcmp(audit->segment.prev_hash, chain->last_hash, 32) != 0)
		whole_file(proof, audit, "it does not go on where the segment before it ended");
	else if (!is_sealed_as_said(audit, before))
		whole_file(proof, audit, "the segment before it is not the file that was sealed");
	return !proof->out->fault[0];
}

static bool check_one(Proof *proof, Audit *audit, int64_t number, bool newest, Err *err)
{
	char before[AUDIT_PATH + 16];
	audit_place_sealed(&audit->place, number - 1, before, sizeof before);
	proof->from_seq = proof->chain.next_seq;
	if (audit->segment.number != number)
		whole_file(proof, audit, "it is another segment than its name says");
	else if (number == 1)
		audit_chain_begin(&proof->chain, audit->segment.chain_id, audit->segment.first_seq, audit->segment.prev_hash);
	if (proof->out->fault[0] || (number > 1 && !follows(proof, audit, before)))
		return true;
	return check_file(proof, audit, newest, err);
}

static bool check_sealed(Proof *proof, const Audit *newest, int64_t number, Err *err)
{
	Audit *audit;
	if (!audit_open_sealed(&audit, newest, number, err)) {
		if (err->code != ERR_NOT_FOUND)
			return false;
		proof->out->first_bad_seq = proof->chain.next_seq;
		text_copy(proof->out->fault, sizeof proof->out->fault, err->text);
		return true;
	}
	bool ok = check_one(proof, audit, number, false, err);
	audit_close(audit);
	return ok;
}

static void say_reach(const Proof *proof)
{
	AuditVerdict *out = proof->out;
	if (out->fault[0])
		return;
	if (out->first_seq > 1)
		text_format(out->reach, sizeof out->reach, "It begins with #%lld: what was before is in another file.",
		            (long long)out->first_seq);
	else if (!proof->anchors)
		text_copy(out->reach, sizeof out->reach, "The end is not anchored: entries cut off there would not show.");
	else if (!out->anchored_seq)
		text_copy(out->reach, sizeof out->reach, "VICIdial's admin log has no anchor of it yet: entries cut off the end would "
		          "not show.");
	else if (out->anchored_seq < out->head_seq)
		text_format(out->reach, sizeof out->reach, "Anchored in VICIdial's admin log up to #%lld; of what came later, entries "
		            "cut off the end would not show.", (long long)out->anchored_seq);
	else
		text_copy(out->reach, sizeof out->reach, "Anchored in VICIdial's admin log to its end.");
	size_t length = strlen(out->reach);
	if (out->archived)
		text_format(out->reach + length, sizeof out->reach - length, " %zu rows of changes are older than all that VICIdial's "
		            "admin log still has.", out->archived);
}

static bool check_all(Proof *proof, Audit *newest, Err *err)
{
	int64_t last = newest->segment.number;
	bool ok = true;
	ask_number(newest, SQL_AUDIT_HEAD, &proof->total);           /* only how far it is */
	for (int64_t number = 1; ok && number < last && !proof->out->fault[0]; number++)
		ok = check_sealed(proof, newest, number, err);
	if (ok && !proof->out->fault[0])
		ok = check_one(proof, newest, last, true, err);
	say_reach(proof);
	return ok;
}

/* By itself: what stands before a sealed segment is not looked at. */
static bool check_alone(Proof *proof, Audit *audit, Err *err)
{
	proof->out->first_seq = proof->from_seq = audit->segment.first_seq;
	ask_number(audit, SQL_AUDIT_HEAD, &proof->total);
	proof->total += 1 - audit->segment.first_seq;
	audit_chain_begin(&proof->chain, audit->segment.chain_id, audit->segment.first_seq, audit->segment.prev_hash);
	bool ok = check_file(proof, audit, false, err);
	say_reach(proof);
	return ok;
}

/* alone: the file and nothing else. */
static bool check(Proof *proof, const char *path, bool alone, Err *err)
{
	Audit *audit;
	Err lost;
	*proof->out = (AuditVerdict){ .first_seq = 1 };
	if (!audit_attach(&audit, path, AUDIT_READ, err))
		return false;
	bool ok = audit_run(audit, SQL_AUDIT_BEGIN_READ);
	if (!ok)
		audit_fail(audit, err, ERR_UNREADABLE, "it could not be read");
	else if (!audit_read_segment(audit, &lost))
		whole_file(proof, audit, "the row that says which log it is is gone");
	else
		ok = (alone || audit_is_sealed(audit) ? check_alone : check_all)(proof, audit, err);
	audit_chain_free(&proof->chain);
	audit_close(audit);
	return ok;
}

bool audit_verify(const char *path, const AuditAnchors *anchors, AuditProgress progress, void *context, AuditVerdict *out,
                  Err *err)
{
	Proof proof = { .chain = { .out = out, .next_seq = 1 }, .anchors = anchors, .progress = progress, .context = context,
	                .from_seq = 1, .out = out };
	return check(&proof, path, false, err);
}

static bool is_database(const char *path, bool *is, Err *err)
{
	static const char magic[16] = "SQLite format 3";
	char found[sizeof magic] = "";
	FILE *file = fopen(path, "re");
	*is = file && fread(found, 1, sizeof found, file) == sizeof found && memcmp(found, magic, sizeof magic) == 0;
	if (!file)
		return fail(err, ERR_UNREADABLE, "%s cannot be read: %s.", path, strerror(errno));
	fclose(file);
	return true;
}

bool audit_verify_file(const char *path, AuditProgress progress, void *context, AuditVerdict *out, Err *err)
{
	bool database;
	if (!is_database(path, &database, err))
		return false;
	if (!database)
		return audit_verify_lines(path, progress, context, out, err);
	Proof proof = { .chain = { .out = out, .next_seq = 1 }, .progress = progress, .context = context, .from_seq = 1, .out = out };
	return check(&proof, path, true, err);
}
