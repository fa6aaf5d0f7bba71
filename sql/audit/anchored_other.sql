-- The first entry that is not the one an anchor names; an anchor carries the first half of the hash. ?1: the newest entry.
SELECT a.seq, a.log_id FROM temp.anchored a LEFT JOIN main.event e ON e.seq = a.seq
 WHERE a.seq <= ?1 AND (e.seq IS NULL OR e.kind <> 'INTENT' OR e.op_id <> a.op_id OR substr(e.hash, 1, 16) <> a.hash)
 ORDER BY a.seq LIMIT 1;
