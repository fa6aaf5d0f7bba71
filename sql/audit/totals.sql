-- All counts are taken from indexes; every event but an outcome is an entry. ?1: a batch is one, by its opening.
SELECT (SELECT count(*) FROM main.event) - (SELECT count(*) FROM main.event WHERE kind = 'OUTCOME')
 - CASE WHEN ?1 THEN (SELECT count(*) - count(DISTINCT batch_id) FROM main.event WHERE batch_id IS NOT NULL) ELSE 0 END;
