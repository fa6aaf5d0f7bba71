SELECT i.seq, i.ts_us, i.actor FROM main.event i JOIN main.event o ON o.kind = 'OUTCOME' AND o.op_id = i.op_id
 WHERE i.kind = 'INTENT' AND i.tbl = 'phones_alias' AND i.pk = ?1
  AND o.class IN ('APPLIED','APPLIED_THEN_CHANGED','ALTERED','PARTIAL')
 ORDER BY i.seq DESC LIMIT 1;
