-- Is a change under way, or a batch of them that was begun since ?1?
SELECT 1 FROM main.open_intent
UNION ALL SELECT 1 FROM main.event b WHERE b.ts_us > ?1 AND b.batch_id IS NOT NULL AND b.kind = 'BATCH_OPEN'
 AND NOT EXISTS(SELECT 1 FROM main.event c WHERE c.batch_id = b.batch_id AND c.kind = 'BATCH_CLOSE') LIMIT 1;
