SELECT actor, origin, ts_us FROM main.open_intent WHERE tbl = ?1 AND pk = ?2 AND op_id <> ?3 ORDER BY seq LIMIT 1;
