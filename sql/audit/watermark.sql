-- Whether a watermark is due: nothing is open, and many entries have come since the last one.
-- binds: how many are many
SELECT NOT EXISTS (SELECT 1 FROM main.open_intent)
   AND (SELECT coalesce(max(seq), 0) FROM main.event)
     - coalesce((SELECT max(seq) FROM main.event WHERE kind = 'WATERMARK'), 0) >= ?1;
