SELECT seq FROM main.event WHERE kind = 'INTENT' AND batch_id = ?1 ORDER BY seq DESC;
