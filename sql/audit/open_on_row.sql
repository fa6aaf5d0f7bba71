-- The change under way on a row: only the newest intent on it can be without an outcome, since the next one is refused until then.
SELECT i.actor, i.origin, i.ts_us
  FROM (SELECT actor, origin, ts_us, op_id FROM main.event WHERE kind = 'INTENT' AND tbl = ?1 AND pk = ?2 ORDER BY seq DESC LIMIT 1) i
 WHERE i.op_id <> ?3 AND NOT EXISTS (SELECT 1 FROM main.event o WHERE o.kind = 'OUTCOME' AND o.op_id = i.op_id);
