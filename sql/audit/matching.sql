-- ?3: whether words have to match at all; ?4: whether one of them asks for changes settled by recovery; ?6: of a batch only its
-- opening; ?7: only the batch with this number, or NULL; ?8: whether the alias is wanted.
SELECT e.seq, CASE WHEN ?8 THEN e.alias END FROM entry e
 WHERE e.ts_us >= ?1 AND e.ts_us < ?2 AND e.seq < ?5
  AND (NOT ?6 OR e.batch_id IS NULL OR e.kind = 'BATCH_OPEN')
  AND (?7 IS NULL OR e.batch_id = (SELECT b.batch_id FROM main.event b WHERE b.seq = ?7 AND b.kind = 'BATCH_OPEN'))
  AND (NOT ?3 OR entry_matches(e.actor, e.origin, e.alias, e.action, e.summary,
   CASE WHEN ?4 THEN (SELECT json_extract(CAST(o.payload AS TEXT), '$.note') FROM main.event o
    WHERE o.kind = 'OUTCOME' AND o.op_id = e.op_id AND json_valid(CAST(o.payload AS TEXT))) END))
 ORDER BY e.seq DESC;
