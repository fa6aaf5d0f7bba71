-- The changes of a batch; those of them that have an outcome; those whose rows are as they were to be.
SELECT count(*), count(o.class), coalesce(sum(o.class IN ('APPLIED', 'ALREADY', 'APPLIED_LOG_ADDED')), 0)
 FROM main.event i LEFT JOIN main.event o ON o.kind = 'OUTCOME' AND o.op_id = i.op_id
 WHERE i.kind = 'INTENT' AND i.batch_id = ?1;
