-- Where a batch begins and, if it was closed, where it ends.
SELECT seq FROM main.event WHERE batch_id = ?1 AND kind IN ('BATCH_OPEN','BATCH_CLOSE') ORDER BY seq;
