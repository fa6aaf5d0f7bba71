#include "core/data/audit_file.h"

static bool cannot(Audit *audit, Err *err)
{
	return audit_fail(audit, err, ERR_UNREADABLE, "its anchors could not be compared");
}

static bool lay_out(Audit *audit, const AuditChain *chain, const AuditAnchors *anchors, bool newest)
{
	if (!audit_run(audit, SQL_AUDIT_ANCHORED_MAKE))
		return false;
	for (size_t i = 0; i < anchors->count; i++) {
		const Anchor *anchor = &anchors->rows[i].anchor;
		if (anchor->seq < audit->segment.first_seq || (!newest && anchor->seq >= chain->next_seq))
			continue;
		sqlite3_stmt *add = audit_statement(audit, SQL_AUDIT_ANCHORED_ADD);
		audit_bind_bytes(add, 1, anchor->op_id, 16, false);
		audit_bind_number(add, 2, anchor->step);
		audit_bind_number(add, 3, anchors->rows[i].log_id);
		audit_bind_number(add, 4, anchor->seq);
		audit_bind_bytes(add, 5, anchor->hash, 16, false);
		if (!audit_put(add))
			return false;
		chain->out->anchors++;
	}
	return true;
}

typedef struct {
	int64_t seq, log_id;                     /* 0: none */
} Named;

/* The first row of a statement that names an entry and a row of VICIdial's log. */
static bool ask(Audit *audit, SqlId sql, int64_t upto_seq, Named *out)
{
	sqlite3_stmt *row = audit_statement(audit, sql);
	*out = (Named){ 0 };
	if (sqlite3_bind_parameter_count(row))
		audit_bind_number(row, 1, upto_seq);
	int result = audit_step(row);
	if (result == SQLITE_ROW)
		*out = (Named){ sqlite3_column_int64(row, 0), sqlite3_column_int64(row, 1) };
	audit_done(row);
	return result == SQLITE_ROW || result == SQLITE_DONE;
}

/* What was hashed anew from some entry on is a whole chain: only a witness elsewhere tells it from the old one. */
static bool compare_hashes(Audit *audit, AuditChain *chain, Err *err)
{
	AuditVerdict *out = chain->out;
	Named other;
	if (!ask(audit, SQL_AUDIT_ANCHORED_OTHER, out->head_seq, &other))
		return cannot(audit, err);
	if (other.seq) {
		out->first_bad_seq = other.seq;
		text_format(out->fault, sizeof out->fault, "Entry #%lld is not the one that row %lld of VICIdial's admin log vouches "
		            "for: it, or one before it, was altered, and what follows was hashed anew.", (long long)other.seq,
		            (long long)other.log_id);
	}
	return true;
}

static bool compare_end(Audit *audit, AuditChain *chain, bool newest, Err *err)
{
	AuditVerdict *out = chain->out;
	Named last;
	if (!ask(audit, SQL_AUDIT_ANCHORED_NEWEST, 0, &last))
		return cannot(audit, err);
	if (newest && last.seq > out->head_seq) {
		out->first_bad_seq = out->head_seq + 1;
		text_format(out->fault, sizeof out->fault, "The end of the audit log was cut off: row %lld of VICIdial's admin log "
		            "vouches for entry #%lld, and the log ends with #%lld.", (long long)last.log_id, (long long)last.seq,
		            (long long)out->head_seq);
	} else if (last.seq) {
		out->anchored_seq = last.seq;
	}
	return true;
}

/* VICIdial's own scripts archive the oldest rows; one that is gone from between was deleted. */
static bool compare_rows(Audit *audit, AuditChain *chain, const AuditAnchors *anchors, Err *err)
{
	AuditVerdict *out = chain->out;
	sqlite3_stmt *row = audit_statement(audit, SQL_AUDIT_ANCHORED_MISSING);
	int result = SQLITE_ERROR;
	audit_bind_number(row, 1, anchors->upto_seq);
	while (!out->fault[0] && (result = audit_step(row)) == SQLITE_ROW) {
		int64_t seq = sqlite3_column_int64(row, 0), log_id = sqlite3_column_int64(row, 1);
		if (!anchors->oldest_log_id || log_id < anchors->oldest_log_id) {
			out->archived++;
			continue;
		}
		out->first_bad_seq = seq;
		text_format(out->fault, sizeof out->fault, "Change #%lld has lost its row %lld of VICIdial's admin log: it was deleted "
		            "there, or its notes were altered. The audit log itself is intact.", (long long)seq, (long long)log_id);
	}
	audit_done(row);
	return out->fault[0] || result == SQLITE_DONE || cannot(audit, err);
}

bool audit_anchor_check(Audit *audit, AuditChain *chain, const AuditAnchors *anchors, bool newest, Err *err)
{
	if (!lay_out(audit, chain, anchors, newest))
		return cannot(audit, err);
	return compare_hashes(audit, chain, err) &&
	       (chain->out->fault[0] || compare_end(audit, chain, newest, err)) &&
	       (chain->out->fault[0] || compare_rows(audit, chain, anchors, err));
}
