-- An event as people see it.
CREATE TEMP VIEW IF NOT EXISTS entry AS
 SELECT r.*,
  CASE WHEN r.undo_of IS NOT NULL THEN 'undo'
   WHEN r.kind = 'INTENT' THEN json_extract(r.json, '$.op')
   WHEN r.kind IN ('SESSION_OPEN','SESSION_CLOSE') THEN 'session'
   WHEN r.kind IN ('BATCH_OPEN','BATCH_CLOSE') THEN 'bulk'
   ELSE lower(r.kind) END AS action,
  CASE WHEN r.kind = 'INTENT' AND json_type(r.json, '$.alias') = 'text' THEN json_extract(r.json, '$.alias')
   ELSE CAST(r.pk AS TEXT) END AS alias,
  CASE WHEN r.kind = 'INTENT' THEN json_extract(r.json, '$.changed')
   WHEN r.kind IN ('BATCH_OPEN','BATCH_CLOSE')
    THEN 'batch #' || (SELECT min(b.seq) FROM main.event b WHERE b.batch_id = r.batch_id) || ' '
     || coalesce(json_extract(r.json, '$.text'), '')
   ELSE coalesce(json_extract(r.json, '$.text'),
    (SELECT group_concat(j.key || ' ' || j.value, '; ') FROM json_each(r.json) j WHERE j.key <> 'v' AND j.value <> ''))
   END AS summary,
  CASE WHEN r.kind = 'BATCH_OPEN' THEN CAST(json_extract(r.json, '$.aliases') AS INTEGER) ELSE 0 END AS aliases
  FROM readable r;
